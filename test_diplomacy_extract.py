"""Tests of diplomacy_extract, in the order of its rooms. Cases are rows; known failures are strict xfails."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest

import diplomacy_extract as d

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def pipeline() -> Language:
    """The bundled pipeline, loaded once for all tests."""
    return d.load_pipeline()


def meeting(text: str, published: str | None = None) -> d.Meeting:
    """The real pipeline on a text."""
    return d.extract_meeting(text, published=published, nlp=pipeline())


# --- Loading ----------------------------------------------------------------------------------------

# --- Rules ------------------------------------------------------------------------------------------

# --- Entities ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TimeCase:
    """A sentence, the day of publication, and its times as (text, first, last)."""

    text: str
    published: str | None
    times: tuple[tuple[str, str | None, str | None], ...]


def one(text: str, published: str | None, found: str, first: str | None, last: str | None = "") -> TimeCase:
    return TimeCase(text, published, ((found, first, first if last == "" else last),))


THURSDAY = "2020-09-03"
TIME_CASES = [
    # weekdays: the most recent one, publication day included; the next one strictly after if ahead
    one("The two met on Thursday in Moscow.", THURSDAY, "Thursday", "2020-09-03"),
    one("The two met on Wednesday in Moscow.", THURSDAY, "Wednesday", "2020-09-02"),
    one("The two met on Friday in Moscow.", THURSDAY, "Friday", "2020-08-28"),
    one("The two met on Saturday in Moscow.", THURSDAY, "Saturday", "2020-08-29"),
    one("The two met on Sunday in Moscow.", THURSDAY, "Sunday", "2020-08-30"),
    one("The two met on Monday in Moscow.", THURSDAY, "Monday", "2020-08-31"),
    one("The two met on Tuesday in Moscow.", THURSDAY, "Tuesday", "2020-09-01"),
    one("She will visit Oslo on Thursday.", THURSDAY, "Thursday", "2020-09-10"),
    one("She will visit Oslo on Friday.", THURSDAY, "Friday", "2020-09-04"),
    one("She will visit Oslo on Saturday.", THURSDAY, "Saturday", "2020-09-05"),
    one("She will visit Oslo on Sunday.", THURSDAY, "Sunday", "2020-09-06"),
    one("She will visit Oslo on Monday.", THURSDAY, "Monday", "2020-09-07"),
    one("She will visit Oslo on Wednesday.", THURSDAY, "Wednesday", "2020-09-09"),
    one("He is to arrive on Tuesday.", "2020-09-07", "Tuesday", "2020-09-08"),
    one("On Tuesday, the king is expected to receive him.", "2020-09-07", "Tuesday", "2020-09-08"),
    one("She leaves for Rome on Sunday.", "2020-09-04", "Sunday", "2020-09-06"),
    one("The ministers met last Thursday in Riga.", THURSDAY, "last Thursday", "2020-08-27"),
    one("The ministers will meet next Thursday in Riga.", THURSDAY, "next Thursday", "2020-09-10"),
    one("He comes this coming Friday.", THURSDAY, "this coming Friday", "2020-09-04"),
    one(
        "They will meet on Wednesday and Thursday.",
        THURSDAY,
        "Wednesday and Thursday",
        "2020-09-09",
        "2020-09-10",
    ),
    one(
        "He will stay from Monday to Wednesday.", THURSDAY, "Monday to Wednesday", "2020-09-07", "2020-09-09"
    ),
    one("It opens on Tuesday of next week.", THURSDAY, "Tuesday of next week", "2020-09-08"),
    TimeCase(
        "The palace said on Tuesday that she will visit Bern on Friday.",
        "2020-09-08",
        (("Tuesday", "2020-09-08", "2020-09-08"), ("Friday", "2020-09-11", "2020-09-11")),
    ),
    one("They met on Thursday.", None, "Thursday", None),
    # the turn of the year, 29 February
    one("They spoke on December 30.", "2023-01-02", "December 30", "2022-12-30"),
    one("He will arrive on December 30.", "2023-01-02", "December 30", "2023-12-30"),
    one("Talks are due on January 9-10.", "2021-12-31", "January 9-10", "2022-01-09", "2022-01-10"),
    one(
        "The fair will run from 23 December until 8 January.",
        "2022-12-01",
        "23 December until 8 January",
        "2022-12-23",
        "2023-01-08",
    ),
    one(
        "A truce from 29 December to 3 January 2024 held.",
        None,
        "29 December to 3 January 2024",
        "2023-12-29",
        "2024-01-03",
    ),
    one("The visit took place in December.", "2023-01-02", "December", "2022-12-01", "2022-12-31"),
    one("The visit is planned for January.", "2022-12-20", "January", "2023-01-01", "2023-01-31"),
    one("They met on Saturday.", "2023-01-01", "Saturday", "2022-12-31"),
    one("He will come on 29 February.", "2023-03-01", "29 February", "2024-02-29"),
    one("It was held on 29 February 2024.", None, "29 February 2024", "2024-02-29"),
    one("It was held on 29 February 2023.", None, "29 February 2023", None),
    one("It is due in April of this year.", "2022-02-01", "April of this year", "2022-04-01", "2022-04-30"),
    one("It is due on 5 June next year.", "2022-02-01", "5 June next year", "2023-06-05"),
    one("He was seized on October 7.", "2024-06-11", "October 7", "2023-10-07"),
    one(
        "The summit, which will be held on 15-16 August, is near.",
        "2022-05-11",
        "15-16 August",
        "2022-08-15",
        "2022-08-16",
    ),
    # days in every order
    one("They met on 3 September 2020 in Moscow.", None, "3 September 2020", "2020-09-03"),
    one("They met on September 3, 2020 in Moscow.", None, "September 3, 2020", "2020-09-03"),
    one("They met on Sept. 5 in Moscow.", "2020-09-07", "Sept. 5", "2020-09-05"),
    one("They met on the 5th of May in Moscow.", "2020-05-07", "the 5th of May", "2020-05-05"),
    one("It was signed on 2nd October, 2023 in Suva.", None, "2nd October, 2023", "2023-10-02"),
    one("It was signed on 10.05.2023 in Suva.", None, "10.05.2023", "2023-05-10"),
    one("It was signed on 05/23/2023 in Suva.", None, "05/23/2023", "2023-05-23"),
    one("It was signed on 2023-05-10 in Suva.", None, "2023-05-10", "2023-05-10"),
    one("They met on Thursday, 3 September in Moscow.", "2021-01-05", "Thursday, 3 September", "2020-09-03"),
    one("They met on 3 September (Thursday) in Moscow.", THURSDAY, "3 September (Thursday)", "2020-09-03"),
    one("They met on Thursday (Sept. 3) in Moscow.", THURSDAY, "Thursday (Sept. 3)", "2020-09-03"),
    one("They spoke yesterday.", "2020-03-01", "yesterday", "2020-02-29"),
    one("They meet the day after tomorrow.", THURSDAY, "the day after tomorrow", "2020-09-05"),
    # ranges
    one("It takes place on 5-7 June.", "2021-05-01", "5-7 June", "2021-06-05", "2021-06-07"),
    one("It takes place on June 5–7, 2021.", None, "June 5–7, 2021", "2021-06-05", "2021-06-07"),
    one("It takes place between June 5 and 7.", "2021-05-01", "June 5 and 7", "2021-06-05", "2021-06-07"),
    one("It lasts from 30 June to 2 July.", "2021-05-01", "30 June to 2 July", "2021-06-30", "2021-07-02"),
    one("It was held on 13-15 Sept. in Baku.", "2021-09-20", "13-15 Sept.", "2021-09-13", "2021-09-15"),
    one(
        "Navies train over the next two days.", THURSDAY, "over the next two days", "2020-09-04", "2020-09-05"
    ),
    # longer units
    one(
        "It is due in the first quarter of 2024.",
        None,
        "the first quarter of 2024",
        "2024-01-01",
        "2024-03-31",
    ),
    one("It is due in Q1 2024.", None, "Q1 2024", "2024-01-01", "2024-03-31"),
    one("It is due in February 2021.", None, "February 2021", "2021-02-01", "2021-02-28"),
    one("He will visit next week.", "2020-09-06", "next week", "2020-09-07", "2020-09-13"),
    one("He will visit this weekend.", THURSDAY, "this weekend", "2020-09-05", "2020-09-06"),
    one("He will visit next month.", "2020-12-03", "next month", "2021-01-01", "2021-01-31"),
    one("He will visit this year.", THURSDAY, "this year", "2020-01-01", "2020-12-31"),
    one("He will visit in mid-July.", THURSDAY, "mid-July", None),
    one("He will visit later this month.", THURSDAY, "later this month", None),
    one("He will visit at the end of June.", THURSDAY, "the end of June", None),
    # distances
    one("They will meet in three days.", THURSDAY, "in three days", "2020-09-06"),
    one("They met two weeks ago.", THURSDAY, "two weeks ago", "2020-08-17", "2020-08-23"),
    one("They met a fortnight ago.", THURSDAY, "a fortnight ago", "2020-08-17", "2020-08-23"),
    # deadlines: an end only
    one("It must be ready before the end of 2022.", None, "the end of 2022", None, "2022-12-31"),
    one("It must be ready by 15 July.", "2020-07-01", "15 July", None, "2020-07-15"),
    one("It must be ready by Friday.", "2020-09-02", "Friday", None, "2020-09-04"),
    one("Ships may pass until 5 October 2021.", None, "5 October 2021", None, "2021-10-05"),
]
# No times: names, verbs and numbers.
NO_TIME_CASES = [
    "Theresa May may march on, said May.",
    "The report in May of Theresa May's aides was a slip.",
    "He wrote in the Sunday Times about Black Friday.",
    "The G20, the P5+1 and the 18 ministers discussed UNSCR 1701 and $2020 at 10 Downing Street.",
    "We are now sat at a table for the second time.",
    "The may fly and the march of the penguins.",
    "A two-day visit, a three-week course and a 10-year plan.",
]


def times_in(text: str, published: str | None) -> list[d.Time]:
    day = dt.date.fromisoformat(published) if published else None
    return d.times(text, d.sentences(text, d.layout(text)), day)


@pytest.mark.parametrize("case", TIME_CASES, ids=lambda case: case.text)
def test_times(case: TimeCase) -> None:
    found = times_in(case.text, case.published)
    assert (
        tuple((t.text, str(t.first) if t.first else None, str(t.last) if t.last else None) for t in found)
        == case.times
    )
    assert all(case.text[t.start : t.end] == t.text for t in found)


@pytest.mark.parametrize("text", NO_TIME_CASES)
def test_no_times(text: str) -> None:
    assert times_in(text, "2020-09-03") == []


# --- Field: date ------------------------------------------------------------------------------------

# --- Field: participants ----------------------------------------------------------------------------

# --- Field: location --------------------------------------------------------------------------------

# --- Field: topics ----------------------------------------------------------------------------------

# --- Field: upcoming events -------------------------------------------------------------------------


@dataclass(frozen=True)
class EventCase:
    """Sentences after a lede of 15 June 2023 (a Thursday), and the events ahead: (name, first, last, place)."""

    text: str
    events: tuple[tuple[str, str | None, str | None, str | None], ...] = ()


def ahead(
    text: str, name: str, first: str | None = None, last: str | None = "", place: str | None = None
) -> EventCase:
    return EventCase(text, ((name, first, first if last == "" else last, place),))


EVENT_LEDE = "Foreign Minister Anna Berg met her Kenyan counterpart Peter Otieno in Nairobi on Thursday. "
EVENT_CASES = [
    ahead(
        "Berg will visit New Delhi next month.", "visit New Delhi", "2023-07-01", "2023-07-31", "New Delhi"
    ),
    ahead("The next round is scheduled for 5-7 July.", "next round", "2023-07-05", "2023-07-07"),
    ahead(
        "The talks come ahead of the G20 summit in Bali in November.",
        "G20 summit",
        "2023-11-01",
        "2023-11-30",
        "Bali",
    ),
    ahead("Berg invited him to visit Oslo.", "visit Oslo", place="Oslo"),
    ahead("Kenya will host a peace forum before the end of 2023.", "peace forum", None, "2023-12-31"),
    ahead(
        "Otieno said he would travel to Colombo on 9 January.",
        "travel to Colombo",
        "2024-01-09",
        place="Colombo",
    ),
    ahead(
        "They reviewed preparations for the June 29-30 NATO Summit in Madrid.",
        "NATO Summit",
        "2023-06-29",
        "2023-06-30",
        "Madrid",
    ),
    ahead(
        "They also discussed next week’s meeting of border officials.",
        "meeting of border officials",
        "2023-06-19",
        "2023-06-25",
    ),
    ahead(
        "A joint exercise is to be held off Mombasa over the next two days.",
        "joint exercise",
        "2023-06-16",
        "2023-06-17",
    ),
    ahead(
        "The fourth session of the Joint Commission will be held in Oslo in 2024.",
        "fourth session of the Joint Commission",
        "2024-01-01",
        "2024-12-31",
        "Oslo",
    ),
    ahead(
        "Berg is scheduled to make a state visit to South Africa in the coming weeks.",
        "state visit to South Africa",
        None,
        None,
        "South Africa",
    ),
    ahead(
        "The two looked forward to seeing each other in New York in September for the UN General Assembly.",
        "UN General Assembly",
        "2023-09-01",
        "2023-09-30",
    ),
    ahead("Otieno accepted an invitation to attend the Arctic Forum.", "Arctic Forum"),
    ahead("Elections are due on 25 February 2024.", "Elections", "2024-02-25"),
    ahead("Kenya prepares for local elections in August.", "local elections", "2023-08-01", "2023-08-31"),
    ahead(
        "The two countries will soon sign a memorandum on military cooperation.",
        "sign a memorandum on military cooperation",
    ),
    ahead(
        "They set June 30 as the deadline for a trade agreement.",
        "deadline for a trade agreement",
        None,
        "2023-06-30",
    ),
    ahead("The president-elect is due to take office next month.", "take office", "2023-07-01", "2023-07-31"),
    ahead(
        "On Monday, the minister will address the parliament of Uganda.",
        "address the parliament of Uganda",
        "2023-06-19",
    ),
    ahead("The exhibition opens in Riyadh on Sunday.", "exhibition", "2023-06-18", place="Riyadh"),
    ahead(
        "The next summit will take place in Astana in July 2024.",
        "next summit",
        "2024-07-01",
        "2024-07-31",
        "Astana",
    ),
    ahead(
        "Berg will return to the region, visiting Saudi Arabia on 21 June.",
        "visiting Saudi Arabia",
        "2023-06-21",
        place="Saudi Arabia",
    ),
    ahead(
        "The ministers agreed to meet again in Cairo in the autumn.",
        "The ministers agreed to meet",
        None,
        None,
        "Cairo",
    ),
    ahead(
        "On the sidelines they spoke of the upcoming visit of the King to Nairobi.",
        "upcoming visit of the King to Nairobi",
        place="Nairobi",
    ),
    ahead(
        "A summit is planned for spring. The summit will be held in Doha on 3 May 2024.",
        "summit",
        "2024-05-03",
        place="Doha",
    ),
    # known failures: no cue but a conjunction, a possible part in something, and a present tense without a day
    pytest.param(
        ahead(
            "The visit comes just before the celebrations of the city's anniversary.",
            "celebrations of the city's anniversary",
        ),
        marks=pytest.mark.xfail(strict=True),
    ),
    pytest.param(
        ahead(
            "They spoke of Otieno possibly taking part in a ceremony of laying the first stone.",
            "ceremony of laying the first stone",
        ),
        marks=pytest.mark.xfail(strict=True),
    ),
    pytest.param(
        ahead("After Nairobi, the delegation is visiting Kampala.", "visiting Kampala", place="Kampala"),
        marks=pytest.mark.xfail(strict=True),
    ),
    EventCase(
        "They will meet twice in October. One of the meetings will take place in Bergen, and a state visit to Kenya is planned for 2024.",
        (
            ("meetings", "2023-10-01", "2023-10-31", "Bergen"),
            ("state visit to Kenya", "2024-01-01", "2024-12-31", "Kenya"),
        ),
    ),
]
# Not ahead, no event, only a condition, or the principal meeting itself.
NO_EVENT_CASES = [
    "The two countries will continue to cooperate in the fight against terrorism.",
    "Norway will support Kenya's bid for a seat on the council.",
    "If the negotiators succeed, the presidents would meet in Geneva.",
    "She said she would not attend the summit in Bali.",
    "The meeting was held after last week's summit in Astana.",
    "The president visited Nairobi in May.",
    "The visit will help to improve ties between the two countries.",
    "Officials will discuss the next steps.",
    "Berg might visit Uganda next year.",
    "The trip to Oslo was cancelled after Monday's attack.",
    "During the meeting, they recalled the elections held in August.",
    "They welcomed the outcome of the summit held in Paris in June.",
    "The last round of talks was held in 2019.",
    "The two will meet the challenges of climate change together.",
    "Otieno thanked her for the invitation to visit Norway.",
    "The bilateral relationship celebrates its 60th anniversary this year.",
    "They look forward to continuing the constructive dialogue.",
    "He will be the first leader to speak there since 2004.",
    '"We will hold talks with everyone who wants peace," she said.',
]


def events_of(text: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    found = meeting(text, "2023-06-15").upcoming_events
    assert all(text[e.span.start : e.span.end] == e.span.text == e.name for e in found)
    return tuple(
        (e.name, str(e.start) if e.start else None, str(e.end) if e.end else None, e.location) for e in found
    )


@pytest.mark.parametrize("case", EVENT_CASES, ids=lambda case: getattr(case, "text", None))
def test_upcoming_events(case: EventCase) -> None:
    assert events_of(EVENT_LEDE + case.text) == case.events


@pytest.mark.parametrize("text", NO_EVENT_CASES)
def test_no_upcoming_events(text: str) -> None:
    assert events_of(EVENT_LEDE + text) == ()


def test_the_planned_meeting_itself_is_no_upcoming_event() -> None:
    text = (
        "Prime Minister Anna Berg will meet President Peter Otieno in Nairobi on Monday. Berg will meet Mr. Otieno at "
        "State House. On Tuesday, she will address the African Union."
    )
    assert [name for name, *_ in events_of(text)] == ["address the African Union"]


# --- Field: quotes ----------------------------------------------------------------------------------

# --- Meeting and display ----------------------------------------------------------------------------

# --- Public functions and command line --------------------------------------------------------------

# --- Robustness and speed ---------------------------------------------------------------------------

# --- Own articles -----------------------------------------------------------------------------------

# --- The file itself --------------------------------------------------------------------------------
