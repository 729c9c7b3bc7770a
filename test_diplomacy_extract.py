"""Tests of diplomacy_extract, in the order of its rooms. Cases are rows; known failures are strict xfails."""

from __future__ import annotations

import ast
import copy
import datetime as dt
import inspect
import json
import multiprocessing
import os
import pickle
import random
import re
import resource
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbclient
import nbformat
import pandas as pd
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import diplomacy_extract as d

if TYPE_CHECKING:
    from spacy.language import Language


ROOT = Path(d.__file__).parent


@cache
def blank() -> Language:
    """No entities at all: what the rules alone give."""
    return spacy.blank("en")


@cache
def pipeline() -> Language:
    """The bundled pipeline, loaded once for all tests."""
    return d.load_pipeline()


def meeting(text: str, published: str | None = None) -> d.Meeting:
    """The real pipeline on a text."""
    return d.extract_meeting(text, published=published, nlp=pipeline())


# --- Loading ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LoadCase:
    """The head of a text and what it says: publication day, dateline, title."""

    text: str
    published: dt.date | None
    dateline: str | None = None
    title: str | None = None


@pytest.mark.parametrize(
    "case",
    [
        LoadCase(" date 2020-09-03 \nThe two ministers met in Rome.", dt.date(2020, 9, 3)),
        LoadCase("date 2020-09-03 The two ministers met in Rome.", dt.date(2020, 9, 3)),
        LoadCase("MOSCOW, September 3 (TASS) – The two ministers met.", None, "MOSCOW"),
        LoadCase("MOSCOW, September 3, 2020 /TASS/. The two ministers met.", dt.date(2020, 9, 3), "MOSCOW"),
        LoadCase("CAIRO – 26 July 2022: The two ministers met.", dt.date(2022, 7, 26), "CAIRO"),
        LoadCase("NEW DELHI (Reuters) - The two ministers met.", None, "NEW DELHI"),
        LoadCase("BERLIN, 1 Mar 2023 (dpa) - The two ministers met.", dt.date(2023, 3, 1), "BERLIN"),
        LoadCase(
            "Ministers meet\nUpdated: 28 Apr 2023, 08:15 PM IST\nThe two ministers met.",
            dt.date(2023, 4, 28),
            title="Ministers meet",
        ),
        LoadCase(
            "Ministers meet\n\nPublished on April 28, 2023\n\nThe two ministers met.",
            dt.date(2023, 4, 28),
            title="Ministers meet",
        ),
        LoadCase(
            "Ministers meet\nPublished: 3 May 2023 | Updated: 4 May 2023\nThe two ministers met.",
            dt.date(2023, 5, 3),
            title="Ministers meet",
        ),
        LoadCase("Ministers meet\n2023-04-28\nThe two met.", dt.date(2023, 4, 28), title="Ministers meet"),
        LoadCase("2023-04-28T20:15:00+05:30\nThe two ministers met.", dt.date(2023, 4, 28)),
        LoadCase("Fri, 28 Apr 2023 14:05\nThe two ministers met.", dt.date(2023, 4, 28)),
        LoadCase("Friday, April 28th, 2023 at 8:15 pm\nThe two ministers met.", dt.date(2023, 4, 28)),
        LoadCase("28.04.2023\nThe two ministers met.", dt.date(2023, 4, 28)),
        LoadCase("Ministers meet\r\n\r\nThe two ministers met.\r\n", None, title="Ministers meet"),
        LoadCase("The two ministers met on 3 May 2021 in Rome.", None),
        LoadCase("The two ministers met.\nLast updated: 31 February 2021", None),
    ],
    ids=lambda case: case.text[:30],
)
def test_head_of_an_article(case: LoadCase) -> None:
    article = d.load_article(case.text)
    assert (article.published, article.dateline, article.title) == (case.published, case.dateline, case.title)
    assert article.text == case.text


@pytest.mark.parametrize(
    "line",
    [
        "Also Read: Ten things to know",
        "1 min read",
        "Photo: Foreign Ministry",
        "(Reporting by Ann Lee; editing by Bob Roe)",
        "Share this article",
        "© 2023 The Daily Globe. All rights reserved.",
        "For Immediate Release",
        "Tags: diplomacy, energy",
        "Follow us on Facebook",
        "Advertisement",
    ],
)
def test_boilerplate_is_no_content(line: str) -> None:
    text = f"Ministers meet\n{line}\nThe two ministers met in Rome.\n{line}"
    assert [row.kind for row in d.layout(text)] == ["title", "skip", "body", "skip"]


@pytest.mark.parametrize(
    "line",
    [
        "Share of trade with Asia grew to a third, the two ministers said.",
        "Photo sessions followed the talks between the ministers.",
        "From Rome the minister flew to Paris for more talks.",
        "Sources close to the talks said that an agreement was near.",
    ],
)
def test_sentences_that_open_like_boilerplate_stay(line: str) -> None:
    assert [row.kind for row in d.layout(f"The two ministers met.\n{line}")] == ["body", "body"]


ARTICLE = (
    "CAIRO, 26 July 2022 (DPA) - Egyptian Foreign Minister Sameh Shoukry met his Greek counterpart Nikos "
    'Dendias in Cairo on Tuesday to discuss energy cooperation. "We want a stable region," Shoukry said.'
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("“Öl” – ñ\r\nThe end.\r\n".encode(), None),
        ("“Öl” – ñ\r\nThe end.\r\n".encode("utf-8-sig"), None),
        ("“Öl” – ñ\r\nThe end.\r\n".encode("utf-16"), None),
        ("“Öl” – ñ\r\nThe end.\r\n".encode("cp1252"), "cp1252"),
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16", "cp1252"],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str | None) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    article = d.load_article(path, encoding=encoding)
    assert article.text == "“Öl” – ñ\r\nThe end.\r\n"
    assert article.source == str(path)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-09-03", dt.date(2020, 9, 3)),
        ("2020-09-03T10:00:00Z", dt.date(2020, 9, 3)),
        (dt.date(2020, 9, 3), dt.date(2020, 9, 3)),
        (dt.datetime(2020, 9, 3, 23, 59), dt.date(2020, 9, 3)),
        (pd.Timestamp("2020-09-03 10:00"), dt.date(2020, 9, 3)),
        (pd.NaT, None),
        (pd.NA, None),
        (float("nan"), None),
        (None, None),
    ],
)
def test_published(value: object, day: dt.date | None) -> None:
    assert d.load_article("The two ministers met.", published=value).published == day


@dataclass(frozen=True)
class BadCase:
    """What ``load_article`` is given, the error, and words of its message."""

    source: object
    error: type[Exception]
    says: str
    options: tuple[tuple[str, object], ...] = ()


@pytest.mark.parametrize(
    "case",
    [
        BadCase(Path("missing.txt"), FileNotFoundError, "no such file"),
        BadCase(Path(), IsADirectoryError, "glob"),
        BadCase("", ValueError, "empty"),
        BadCase(" \r\n\ufeff\x00", ValueError, "empty"),
        BadCase("article.txt", ValueError, "Path('article.txt')"),
        BadCase("news/My page.HTML", ValueError, "Path("),
        BadCase("https://example.org/a?b=c", ValueError, "fetch the page first"),
        BadCase(None, TypeError, "NoneType"),
        BadCase(["The ministers met."], TypeError, "list"),
        BadCase(b"The ministers met.", TypeError, "decode it first"),
        BadCase(Path("a.pdf"), ValueError, "text or HTML"),
        BadCase(Path("a.DOCX"), ValueError, "text or HTML"),
        BadCase(Path("a.mhtml"), ValueError, "text or HTML"),
        BadCase("He \ud83d met.", ValueError, "offset 3"),
        BadCase("They met.", ValueError, "2020-09-03", (("published", "3 Sept"),)),
        BadCase("They met.", ValueError, "2020-09-03", (("published", "2020-02-30"),)),
        BadCase("They met.", ValueError, "1900 to 2100", (("published", "1815-06-09"),)),
        BadCase("They met.", ValueError, "1900 to 2100", (("published", dt.date(2101, 1, 1)),)),
        BadCase("They met.", TypeError, "int", (("published", 20200903),)),
    ],
    ids=lambda case: f"{case.source!r:.30} {case.says}",
)
def test_bad_input(case: BadCase) -> None:
    with pytest.raises(case.error, match=re.escape(case.says)) as caught:
        d.load_article(case.source, **dict(case.options))  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    with pytest.raises(case.error):
        d.extract_meeting(case.source, **dict(case.options), nlp=blank())  # type: ignore[arg-type]


def test_bad_files(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Er saß da.".encode("cp1252"))
    with pytest.raises(ValueError, match='byte 0xdf at offset 5 is not utf-8.*encoding="cp1252"'):
        d.load_article(path)
    with pytest.raises(ValueError, match="unknown encoding 'cp-1'"):
        d.load_article(path, encoding="cp-1")
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00")
    with pytest.raises(ValueError, match="binary data"):
        d.load_article(path)


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>Ministers meet in Cairo - The Globe</title>
<meta property="og:title" content="Ministers meet in Cairo">
<meta property="article:published_time" content="2022-07-26T10:00:00+02:00"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav><article><h1>Ministers meet in Cairo</h1>
<p>Egyptian Foreign Minister Sameh Shoukry met his Greek counterpart Nikos Dendias in Cairo on Tuesday to
discuss energy cooperation and maritime security – at length.</p>
<p>"We want a stable region and good neighbours," Shoukry told reporters after the talks. The two agreed to
build a cable under the sea, which will carry power from Egypt to Greece by the end of the decade.</p></article>
<footer>© 2024 The Globe. Subscribe to our newsletter.</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_saved_web_page(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.format(charset=charset).encode(charset))
    article = d.load_article(path)
    assert (article.title, article.published) == ("Ministers meet in Cairo", dt.date(2022, 7, 26))
    assert "maritime security – at length" in article.text
    assert "newsletter" not in article.text
    assert d.load_article(path, published="2022-07-27", title="T").title == "T"
    found = next(d.extract_meetings([path], nlp=pipeline()))
    assert [p.name for p in found.participants] == ["Sameh Shoukry", "Nikos Dendias"]
    assert found.date == dt.date(2022, 7, 26)


def test_web_page_without_an_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.htm"
    path.write_text("<html><body></body></html>")
    with pytest.raises(ValueError, match="no article text"):
        d.load_article(path)
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ModuleNotFoundError, match=r"diplomacy-extract\[html\]"):
        d.load_article(path)


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


@dataclass(frozen=True)
class QuoteCase:
    """An article and what it quotes: the beginning of each quotation, its speaker, and its channel if told."""

    text: str
    quotes: tuple[tuple[str, str | None], ...]
    channel: str | None = None


def known_failure(text: str, *quotes: tuple[str, str | None]) -> Any:
    """A row that does not work yet."""
    return pytest.param(QuoteCase(text, quotes), marks=pytest.mark.xfail(strict=True))


HEAD = "Foreign Minister Maria Castellan met Foreign Minister Jonas Feldt in Vienna on Monday.\n\n"
QUOTES = [
    # marks
    QuoteCase('"We are close to a deal," Anna Berg said.', (("We are close", "Anna Berg"),)),
    QuoteCase("“We are close to a deal,” Anna Berg said.", (("We are close", "Anna Berg"),)),
    QuoteCase("«We are close to a deal», Anna Berg said.", (("We are close", "Anna Berg"),)),
    QuoteCase("„We are close to a deal“, Anna Berg said.", (("We are close", "Anna Berg"),)),
    QuoteCase("‘We are close to a deal,’ Anna Berg said.", (("We are close", "Anna Berg"),)),
    QuoteCase("'We don't know the owners' names yet,' Anna Berg said.", (("We don't know", "Anna Berg"),)),
    QuoteCase("“We don’t want the workers’ pay cut,” Anna Berg said.", (("We don’t want", "Anna Berg"),)),
    QuoteCase(
        "“He told me ‘never again in my life’ and left,” Anna Berg said.", (("He told me", "Anna Berg"),)
    ),
    QuoteCase('Anna Berg said: "He called it "a great day" and left."', (("He called it", "Anna Berg"),)),
    QuoteCase('A stray " mark.\n\n"The border is open," Anna Berg said.', (("The border", "Anna Berg"),)),
    QuoteCase(
        'The 6\'2" guard saw it. "The border is open," said Anna Berg.', (("The border", "Anna Berg"),)
    ),
    QuoteCase('Anna Berg said: "The border will stay open for all', (("The border", "Anna Berg"),)),
    # one quotation a paragraph
    QuoteCase(
        "Anna Berg said: “The border is open.\n\n“Trade will grow from now on.\n\n“We thank our neighbours.”",
        (("The border", "Anna Berg"), ("Trade will", "Anna Berg"), ("We thank our", "Anna Berg")),
    ),
    QuoteCase(
        "“The border is open,” Anna Berg said.\n\n“Trade will grow from now on.”",
        (("The border", "Anna Berg"), ("Trade will", "Anna Berg")),
    ),
    QuoteCase(
        "Anna Berg sent a message to Jonas Feldt, which reads, in part:\n“I recall our talks in Bergen.\n"
        "Our trade has doubled since then.\nI wish you every success.”",
        (("I recall our", "Anna Berg"), ("Our trade has", "Anna Berg"), ("I wish you", "Anna Berg")),
        "letter",
    ),
    # before, behind, around, in the sentence before
    QuoteCase("Anna Berg said, “We are close to a deal.”", (("We are close", "Anna Berg"),)),
    QuoteCase("“We are close to a deal,” said Anna Berg.", (("We are close", "Anna Berg"),)),
    QuoteCase(
        "“We are close now,” Anna Berg said, “and we will sign soon. It is time.”",
        (
            ("We are close", "Anna Berg"),
            ("and we will", "Anna Berg"),
        ),
    ),
    QuoteCase(
        "“We are close to a deal,” Anna Berg said. “It will be signed soon.”",
        (("We are close", "Anna Berg"), ("It will be", "Anna Berg")),
    ),
    QuoteCase(
        "Anna Berg was blunt about the delay. “Nobody likes to wait for ever.”",
        (("Nobody likes", "Anna Berg"),),
    ),
    QuoteCase("Anna Berg told reporters:\n\n“Nobody likes to wait.”", (("Nobody likes", "Anna Berg"),)),
    QuoteCase(HEAD + "Anna Berg: “Nobody likes to wait.”", (("Nobody likes", "Anna Berg"),)),
    QuoteCase(
        "“Nobody likes to wait for ever.”\n– Minister Anna Berg, 3 May 2021", (("Nobody likes", "Anna Berg"),)
    ),
    QuoteCase("“Is this the end of it?” Anna Berg asked.", (("Is this the", "Anna Berg"),)),
    QuoteCase(HEAD + "Continued Anna Berg: “Nobody likes to wait.”", (("Nobody likes", "Anna Berg"),)),
    QuoteCase("“Nobody likes to wait,” Anna Berg beamed.", (("Nobody likes", "Anna Berg"),)),
    QuoteCase("According to Anna Berg, the talks were “hard but very fair”.", (("hard but", "Anna Berg"),)),
    # a part of a sentence
    QuoteCase(
        "Anna Berg called the vote “a step back for us all” on Monday.", (("a step back", "Anna Berg"),)
    ),
    QuoteCase(
        "Anna Berg thanked Jonas Feldt, saying he was “a friend in need”.", (("a friend in", "Anna Berg"),)
    ),
    QuoteCase("Anna Berg spoke of talks that were “hard but very fair”.", (("hard but", "Anna Berg"),)),
    QuoteCase(
        "Jonas Feldt noted that Anna Berg’s remark that the vote was “a step back for us all” drew protests.",
        (("a step back", "Anna Berg"),),
    ),
    QuoteCase("Anna Berg was asked by Jonas Feldt, “How long will it take?”", (("How long", "Jonas Feldt"),)),
    # who it is
    QuoteCase(
        "Anna Berg, a doctor from Bergen, said: “Nobody likes to wait.”", (("Nobody likes", "Anna Berg"),)
    ),
    QuoteCase("Rep. Anna Berg (R-Ohio) said: “Nobody likes to wait.”", (("Nobody likes", "Anna Berg"),)),
    QuoteCase(HEAD + "“Nobody likes to wait,” Castellan said.", (("Nobody likes", "Maria Castellan"),)),
    QuoteCase(HEAD + "“Nobody likes to wait,” Mr. Feldt said.", (("Nobody likes", "Jonas Feldt"),)),
    QuoteCase(
        HEAD + "Ms. Castellan left. “Nobody likes to wait,” she said.", (("Nobody likes", "Maria Castellan"),)
    ),
    QuoteCase(
        HEAD + "Mr. Feldt thanked Ms. Castellan. “Nobody likes to wait,” he said.",
        (("Nobody likes", "Jonas Feldt"),),
    ),
    QuoteCase(
        "Norwegian President Anna Berg met Swedish President Jonas Feldt.\n\n"
        "“Nobody likes to wait,” the Norwegian president said.",
        (("Nobody likes", "Anna Berg"),),
    ),
    QuoteCase(
        "Mr Berg and Mr Feldt said the border was “open day and night”.",
        (("open day", "Mr Berg and Mr Feldt"),),
    ),
    # no person, or none with a name
    QuoteCase("“Nobody likes to wait,” the ministry said.", (("Nobody likes", "ministry"),)),
    QuoteCase("“Nobody likes to wait,” a senior official said.", (("Nobody likes", "senior official"),)),
    QuoteCase(
        HEAD + "A Foreign Office spokesman said: “Nobody likes to wait.”",
        (("Nobody likes", "Foreign Office spokesman"),),
    ),
    QuoteCase(
        "“Nobody likes to wait,” a spokesman for Anna Berg said.",
        (("Nobody likes", "spokesman for Anna Berg"),),
    ),
    QuoteCase(
        "The statement said the sides want “peace in our time”.", (("peace in", "statement"),), "statement"
    ),
    QuoteCase(
        HEAD + "The talks resulted in the following joint statement:\n\n“The sides agree to meet again.”",
        (("The sides agree", "joint statement"),),
    ),
    QuoteCase(
        "Jonas Feldt passed on a letter from Anna Berg. The letter said the world must “keep its word for once”.",
        (("keep its", "Anna Berg"),),
        "letter",
    ),
    QuoteCase(
        "The ministry complained of delays. It said talks were “hard but fair”.", (("hard but", "ministry"),)
    ),
    QuoteCase("Anna Berg Monday said “nobody likes to wait”.", (("nobody likes", "Anna Berg"),)),
    QuoteCase("“Nobody likes to wait,” said Under Secretary of State Anna Berg.", (("Nobody", "Anna Berg"),)),
    # channels
    QuoteCase(
        "Anna Berg tweeted, “A very good meeting today.”", (("A very good", "Anna Berg"),), "social media"
    ),
    QuoteCase("“A very good day,” Anna Berg wrote on X.", (("A very good", "Anna Berg"),), "social media"),
    QuoteCase("“A good day,” the ministry said in a statement.", (("A good day", "ministry"),), "statement"),
    QuoteCase(
        "“A very good day,” Anna Berg told reporters.", (("A very good", "Anna Berg"),), "press conference"
    ),
    QuoteCase(
        "“A very good day,” Anna Berg said in an interview.", (("A very good", "Anna Berg"),), "interview"
    ),
    QuoteCase("“A very good day,” Anna Berg said.", (("A very good", "Anna Berg"),), "speech"),
    # a speaker in the sentence before, then another one
    QuoteCase(
        "“We are close to a deal,” said Anna Berg. “It was a long way for us,” Jonas Feldt added.",
        (("We are close", "Anna Berg"), ("It was a long", "Jonas Feldt")),
    ),
    # known failures
    known_failure("Anna Berg met Jonas Feldt. “Our trade will grow,” he said.", ("Our trade", "Jonas Feldt")),
    known_failure("“Nobody likes to wait.”\n\nThat was how Anna Berg put it.", ("Nobody likes", "Anna Berg")),
    known_failure(
        "The bank has a view.\n\n“Prices will fall.” So says its head, Anna Berg.", ("Prices", "Anna Berg")
    ),
]


@pytest.mark.parametrize("case", QUOTES)
def test_quotes(case: QuoteCase) -> None:
    quotes = meeting(case.text).quotes
    assert [q.speaker for q in quotes] == [speaker for _, speaker in case.quotes]
    for quote, (begins, _) in zip(quotes, case.quotes, strict=True):
        assert quote.text.startswith(begins)
        assert case.text[quote.span.start : quote.span.end] == quote.text == quote.span.text
        assert quote.speaker_text is None or quote.speaker_text in case.text
        assert case.channel in (None, quote.channel)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg praised the ‘Make in Norway’ programme of the government.",
        "Anna Berg praised the 'Make in Norway' programme of the government.",
        "Anna Berg spoke at the forum “Together Into the Next Century” in Oslo.",
        "Anna Berg, author of the book “The Long Way to Oslo,” arrived.",
        "Anna Berg attended the exhibition “Treasures of the Northern seas” in Oslo.",
        "The film, entitled “a long way home”, was shown to Anna Berg.",
        "Anna Berg called it “excellent” and the talks “very good”.",
        "To keep the “spirit of Geneva”, both sides agreed to meet.",
        "The horses' owners met the workers' union; the drivers' families came too.",
        "The 6'2\" guard and the 5'9\" driver stood at the gate.",
        "Anna Berg said that the border would stay open.",
        "“”",
        "“ ”",
        "\"\"\"\" '''' “““ ”””",
    ],
)
def test_no_quotes(text: str) -> None:
    assert meeting(text).quotes == ()


# --- Meeting and display ----------------------------------------------------------------------------

HOSTILE = '<img src=x onerror=alert(1)> & "x" $1$'


def full_meeting() -> d.Meeting:
    """A Meeting with every field, made by hand; spans overlap and nest."""
    text = f"Title {HOSTILE}\nAnn Lee met Bob Roe in Rome on Monday. “We agree on trade, said Ann Lee,” she said.\x00"

    def span(words: str) -> d.Span:
        at = text.index(words)
        return d.Span(at, at + len(words), words)

    return d.Meeting(
        date=dt.date(2020, 9, 3),
        date_span=span("on Monday"),
        mode="in-person",
        participants=(
            d.Participant("Ann Lee", "Dr", "Minister", "Italy", (span("Ann Lee"), span("Lee")), span("Ann")),
            d.Participant(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (span(HOSTILE),), None),
        ),
        location=d.Location(HOSTILE, "Rome", None, span("Rome on")),
        topics=(d.Topic("trade", span("trade")), d.Topic(HOSTILE, span("img src=x"))),
        upcoming_events=(
            d.UpcomingEvent("summit", "in May", dt.date(2021, 5, 1), dt.date(2021, 5, 31), None, span("Roe")),
            d.UpcomingEvent(HOSTILE, None, None, dt.date(2021, 1, 1), HOSTILE, span("met Bob")),
        ),
        quotes=(
            d.Quote(
                "We agree on trade, said Ann Lee,",
                HOSTILE,
                "she",
                "speech",
                span("We agree on trade, said Ann Lee,"),
            ),
        ),
        article=d.Article(text, HOSTILE, dt.date(2020, 9, 3), HOSTILE, HOSTILE, HOSTILE),
    )


EMPTY = d.Meeting(None, None, None, (), None, (), (), (), d.Article(""))


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("made", [full_meeting(), EMPTY, meeting(ARTICLE)], ids=["full", "empty", "real"])
def test_html(made: d.Meeting) -> None:
    card = made._repr_html_()
    elements = Elements(card)
    assert not elements.open
    assert {tag for tag, _ in elements.found} <= {"div", "span", "details", "summary"}
    assert {name for _, attrs in elements.found for name in attrs} <= {"class", "style", "title", "open"}
    assert "tex2jax_ignore" in (elements.found[0][1]["class"] or "")
    assert "color:#" not in card.replace("color:inherit", ""), (
        "fixed colours are unreadable on one of the themes"
    )
    assert elements.text.endswith(made.article.text.replace("\x00", "\ufffd"))
    page = Elements(made.to_html())
    assert not page.open
    assert {tag for tag, _ in page.found} <= {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "div",
        "span",
        "details",
        "summary",
    }


def test_overlapping_evidence_is_cut_at_its_bounds() -> None:
    made = replace(
        EMPTY,
        article=d.Article("abcdef"),
        topics=(d.Topic("abcd", d.Span(0, 4, "abcd")),),
        quotes=(d.Quote("cdef", "Ann Lee", None, "speech", d.Span(2, 6, "cdef")),),
        date_span=d.Span(5, 99, "wrong"),
    )
    marks = [
        (attrs["title"], attrs["style"]) for tag, attrs in Elements(d._marked_up(made)).found if tag == "span"
    ]
    assert [title for title, _ in marks] == [
        "topic",
        "topic; quote: Ann Lee",
        "quote: Ann Lee",
        "date: None; quote: Ann Lee",
    ]
    assert Elements(d._marked_up(made)).text == "abcdef"
    assert len({style for _, style in marks}) == 4


def test_long_articles_are_folded_in_a_notebook_only() -> None:
    made = replace(EMPTY, article=d.Article("word " * 1000))
    assert "<details>" in made._repr_html_()
    assert "<details open>" in made.to_html()


@pytest.mark.parametrize("made", [full_meeting(), EMPTY], ids=["full", "empty"])
def test_records(made: d.Meeting) -> None:
    assert d.Meeting.from_dict(made.to_dict()) == made
    assert d.Meeting.from_dict(json.loads(made.to_json())) == made
    assert pickle.loads(pickle.dumps(made)) == made
    assert copy.deepcopy(made) == made
    assert hash(made) == hash(d.Meeting.from_dict(made.to_dict()))
    assert asdict(made)["article"]["text"] == made.article.text
    assert "article" not in made.to_dict(article=False)
    with pytest.raises(ValueError, match="no article"):
        d.Meeting.from_dict(made.to_dict(article=False))
    keys = "id source title published date mode participants roles countries venue city country topics upcoming_events quotes"
    assert " ".join(made.to_record()) == keys
    assert str(made)


def test_text_for_a_terminal() -> None:
    assert str(EMPTY) == "Date         no meeting found"
    lines = str(full_meeting()).splitlines()
    assert lines[0] == "Date         2020-09-03"
    assert "Participants Ann Lee (Dr, Minister, Italy)" in lines
    upcoming = next(i for i, line in enumerate(lines) if line.startswith("Upcoming"))
    assert "by 2021-01-01" in lines[upcoming]
    assert lines[upcoming + 1] == "             summit, 2021-05-01 to 2021-05-31"


def test_data_frames() -> None:
    frame = pd.DataFrame(m.to_record() for m in (full_meeting(), EMPTY, meeting(ARTICLE)))
    assert list(frame.columns) == list(EMPTY.to_record())
    assert frame.participants[2] == "Sameh Shoukry; Nikos Dendias"
    records = [m.to_dict() for m in (full_meeting(), meeting(ARTICLE))]
    people = pd.json_normalize(records, "participants", [["article", "id"], ["article", "published"]])
    assert list(people.country)[2:] == ["Egypt", "Greece"]
    assert set(people["article.published"]) == {"2020-09-03", "2022-07-26"}
    assert list(pd.json_normalize(records, "quotes").speaker)[0] == HOSTILE


def test_notebook() -> None:
    """A real Jupyter kernel shows the card for a Meeting, and a table for a DataFrame of three."""
    cells = [
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "import pandas as pd\nfrom diplomacy_extract import extract_meeting, extract_meetings\n"
        f"text = {ARTICLE!r}\nextract_meeting(text)",
        "pd.DataFrame(m.to_record() for m in extract_meetings([text] * 3, n_process=2, batch_size=1))",
    ]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbclient.NotebookClient(book, timeout=120).execute()
    card, table = (
        next(out.data["text/html"] for out in cell.outputs if out.output_type == "execute_result")
        for cell in book.cells
    )
    assert "Sameh Shoukry" in card
    assert "<details" in card
    assert table.count("Sameh Shoukry; Nikos Dendias") == 3


@pytest.mark.slow
def test_browser(tmp_path: Path) -> None:
    """Real headless Chromium finds no live element in a hostile article, and paints light and dark."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    page = tmp_path / "page.html"
    page.write_text(full_meeting().to_html().replace("alert(1)", "document.title=1"), "utf-8")
    flags = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
    dom = subprocess.run(
        [*flags, "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120
    ).stdout
    assert "<img" not in dom
    assert "<title>&lt;img" in dom
    for theme in ("light", "dark"):
        shot = tmp_path / f"{theme}.png"
        dark = ["--blink-settings=preferredColorScheme=0"] if theme == "dark" else []
        subprocess.run(
            [*flags, *dark, f"--screenshot={shot}", page.as_uri()], capture_output=True, timeout=120
        )
        assert shot.stat().st_size > 5000


# --- Public functions and command line --------------------------------------------------------------


def test_extract_meeting_takes_text_path_article_and_doc(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE)
    found = meeting(ARTICLE)
    assert [p.name for p in found.participants] == ["Sameh Shoukry", "Nikos Dendias"]
    assert d.extract_meeting(path, nlp=pipeline()) == replace(
        found, article=replace(found.article, source=str(path))
    )
    assert d.extract_meeting(d.Article(ARTICLE), nlp=pipeline()) == found
    doc = pipeline()(ARTICLE)
    before = doc.to_bytes()
    assert d.extract_meeting(doc) == found
    assert doc.to_bytes() == before
    assert d.extract_meeting(ARTICLE) == found
    other = d.extract_meeting(
        d.Article(ARTICLE, id="7", published=dt.date(2021, 1, 1)), published="2022-07-26"
    )
    assert (other.article.published, other.article.id) == (dt.date(2022, 7, 26), "7")


def test_foreign_pipelines_are_used_and_not_changed(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Sameh Shoukry"}])  # type: ignore[attr-defined]
    before = nlp.to_bytes()
    found = d.extract_meeting(ARTICLE, nlp=nlp)
    assert "Sameh Shoukry" in [p.name for p in found.participants]
    assert d.extract_meeting(nlp(ARTICLE)) == found, "a Doc without sentence starts"
    assert nlp.pipe_names == ["entity_ruler"]
    assert spacy.blank("en").from_bytes(before, exclude=["vocab", "entity_ruler"]).pipe_names == []
    assert list(d.extract_meetings([ARTICLE] * 3, nlp=nlp, n_process=2, batch_size=1)) == [found] * 3
    nlp.to_disk(tmp_path / "mine")
    loaded = d.load_pipeline(tmp_path / "mine")
    assert loaded.pipe_names == ["entity_ruler", "sentencizer"]
    assert d.extract_meeting(ARTICLE, nlp=loaded) == found


def test_bundled_pipeline_by_name() -> None:
    assert d.load_pipeline("en_diplomacy_sm").pipe_names == pipeline().pipe_names
    assert {"ner"} < set(pipeline().pipe_names)


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda: d.load_pipeline("en_no_such"), d.PipelineNotFoundError, "'en_no_such'"),
        (lambda: d.load_pipeline(Path("no/such")), d.PipelineNotFoundError, "on disk"),
        (lambda: d.load_pipeline(3), TypeError, "int"),
        (
            lambda: d.extract_meeting("They met.", nlp="en_core_web_sm"),
            TypeError,
            "load_pipeline('en_core_web_sm')",
        ),
        (lambda: d.extract_meeting("They met.", nlp=3), TypeError, "int"),
        (lambda: d.extract_meeting(blank()("They met."), nlp=blank()), TypeError, "without nlp"),
        (lambda: d.extract_meetings("They met."), TypeError, "[article]"),
        (lambda: d.extract_meetings(Path("a.txt")), TypeError, "[article]"),
        (lambda: d.extract_meetings(d.Article("They met.")), TypeError, "[article]"),
        (lambda: d.extract_meetings({"a": "They met."}), TypeError, "keys"),
        (lambda: d.extract_meetings(pd.DataFrame({"text": ["They met."]})), TypeError, "keys"),
        (lambda: d.extract_meetings(7), TypeError, "iterable"),
        (lambda: d.extract_meetings([], n_process=0), ValueError, "n_process"),
        (lambda: d.extract_meetings([], batch_size=0.5), ValueError, "batch_size"),
        (lambda: d.extract_meetings([], on_error="ignore"), ValueError, "on_error"),
        (lambda: d.extract_meetings([], nlp="x"), TypeError, "load_pipeline"),
    ],
)
def test_misuse(call: Callable[[], object], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=re.escape(says)) as caught:
        call()
    assert "\n" not in str(caught.value)


def test_limits_are_said_aloud() -> None:
    nlp = spacy.blank("en")
    nlp.max_length = 100
    with pytest.raises(ValueError, match=r"101 characters, .*nlp.max_length.* is 100"):
        d.extract_meeting("a" * 101, nlp=nlp)
    bad: list[Any] = ["They met.", "They \udc80 met.", "b" * 101, None]
    failures = list(d.extract_meetings(bad, nlp=nlp, on_error="return"))[1:]
    assert [(f.index, f.error) for f in failures if isinstance(f, d.Failure)] == [
        (1, "ValueError"),
        (2, "ValueError"),
        (3, "TypeError"),
    ]
    assert "offset 5" in failures[0].message  # type: ignore[union-attr]


@pytest.mark.parametrize("n_process", [1, 2])
def test_on_error(n_process: int) -> None:
    inputs: list[Any] = [f"{ARTICLE} No {i}." for i in range(200)]
    for i in range(0, 200, 20):
        inputs[i] = [
            Path("missing.txt"),
            7,
            "",
            b"",
            "a.txt",
            None,
            Path(),
            "\udc80",
            "http://a.b/c",
            lambda: 0,
        ][i // 20]
    options: dict[str, Any] = {"nlp": blank(), "n_process": n_process, "batch_size": 16}
    results = list(d.extract_meetings(iter(inputs), on_error="return", **options))
    assert len(results) == 200
    assert [i for i, r in enumerate(results) if isinstance(r, d.Failure)] == list(range(0, 200, 20))
    assert all(r.index == i for i, r in enumerate(results) if isinstance(r, d.Failure))
    assert results[0].source == "missing.txt"  # type: ignore[union-attr]
    assert all(
        r.article.text == text for r, text in zip(results, inputs, strict=True) if isinstance(r, d.Meeting)
    )
    with pytest.warns(d.ExtractionWarning) as caught:
        assert len(list(d.extract_meetings(inputs, on_error="skip", **options))) == 190
    assert len(caught) == 10
    with pytest.raises(FileNotFoundError, match=r"article 0 \(missing.txt\): no such file"):
        next(d.extract_meetings(inputs, **options))
    stream = d.extract_meetings(inputs[1:], **options)
    assert len(list(islice(stream, 19))) == 19
    with pytest.raises(TypeError, match="article 19: "):
        next(stream)


def test_a_text_that_breaks_the_pipeline_costs_only_itself() -> None:
    class Fragile:
        """Stands for a foreign pipeline that fails on one text."""

        max_length = 1000

        def __call__(self, text: str) -> Any:
            raise NotImplementedError

        def pipe(self, texts: list[str], batch_size: int) -> Iterator[Any]:
            for text in texts:
                if "broken" in text:
                    raise KeyError("inside")
                yield blank()(text)

    texts = ["They met in Rome.", "A broken one.", "They met in Paris."]
    results = list(d.extract_meetings(texts, nlp=Fragile(), on_error="return"))  # type: ignore[arg-type]
    assert [type(r).__name__ for r in results] == ["Meeting", "Failure", "Meeting"]
    with pytest.raises(RuntimeError, match="article 1: "):
        list(d.extract_meetings(texts, nlp=Fragile()))  # type: ignore[arg-type]


def test_extract_meetings_is_a_stream() -> None:
    taken = []

    def endless() -> Iterator[str]:
        for i in count():
            taken.append(i)
            yield f"{ARTICLE} No {i}."

    for n_process, most in ((1, 8), (2, 24)):
        taken.clear()
        stream = d.extract_meetings(endless(), nlp=blank(), n_process=n_process, batch_size=4)
        assert [next(stream).article.text[-3:-1].strip() for _ in range(5)] == list("01234")
        stream.close()  # type: ignore[attr-defined]
        assert len(taken) <= most


def test_progress_is_a_bar_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    list(d.extract_meetings([ARTICLE] * 3, nlp=blank(), progress=True))
    out, err = capsys.readouterr()
    assert "3/3" in err
    assert not out
    list(d.extract_meetings([ARTICLE] * 3, nlp=blank()))
    assert capsys.readouterr() == ("", "")


SCRIPT = """
import multiprocessing, sys
sys.path.insert(0, {root!r})
from diplomacy_extract import extract_meetings

def main():
    multiprocessing.set_start_method({method!r})
    texts = [{article!r} + f" No {{i}}." for i in range(40)]
    one = list(extract_meetings(texts))
    assert list(extract_meetings(texts, n_process=2, batch_size=4)) == one
    print(len(one), len(one[0].participants))

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_worker_processes(tmp_path: Path, method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {method}")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(root=str(ROOT), method=method, article=ARTICLE), "utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.stderr) == ("40 2\n", "")


THREADS = """
import sys
from concurrent.futures import ThreadPoolExecutor
sys.path.insert(0, {root!r})
import diplomacy_extract as d
loads, load = [], d.load_pipeline
def counted(*args):
    loads.append(args)
    return load(*args)
d.load_pipeline = counted
d.KNOWN_WORDS = {words}
texts = [{article!r} + f" No {{i}} word{{i}} Anna{{i}} Smith{{i}} came." for i in range(64)]
with ThreadPoolExecutor(8) as pool:
    at_once = list(pool.map(d.extract_meeting, texts))
    batches = list(pool.map(lambda n: list(d.extract_meetings(texts, batch_size=n)), range(5, 13)))
serial = [d.extract_meeting(text) for text in texts]
assert at_once == serial and all(batch == serial for batch in batches)
assert len(serial[0].participants) >= 2
print(len(loads))
"""


@pytest.mark.parametrize("words", [10**9, 0], ids=["words kept", "words forgotten"])
def test_eight_threads(words: int) -> None:
    """First call included; one pipeline load; the results of the serial run."""
    code = THREADS.format(root=str(ROOT), article=ARTICLE, words=words)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_map_in_pandas() -> None:
    """What the README gives to Spark's ``mapInPandas``: frames in, frames out, ids kept."""

    def meetings(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for frame in frames:
            articles = [
                d.load_article(row.text, published=row.date, id=row.id)
                for row in frame.itertuples(index=False)
            ]
            yield pd.DataFrame(m.to_record() for m in d.extract_meetings(articles, nlp=pipeline()))

    frame = pd.DataFrame(
        {"id": ["a", "b"], "text": [ARTICLE, ARTICLE], "date": [pd.Timestamp("2022-07-26"), pd.NaT]}
    )
    out = pd.concat(meetings(iter([frame, frame[1:]])))
    assert list(out.id) == ["a", "b", "b"]
    assert set(out.participants) == {"Sameh Shoukry; Nikos Dendias"}
    assert list(out.date)[0] == dt.date(2022, 7, 26)


@pytest.mark.slow
def test_dask_cluster(tmp_path: Path) -> None:
    """A real cluster of two worker processes gives the records of one machine."""
    import dask.bag
    from distributed import Client, LocalCluster

    paths = []
    for i in range(500):
        paths.append(tmp_path / f"{i:03}.txt")
        paths[-1].write_text(f"{varied(i)}\n", "utf-8")
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        client.run(sys.path.insert, 0, str(ROOT))
        there = dask.bag.from_sequence(paths, npartitions=8).map_partitions(d.extract_meetings).compute()
    here = list(d.extract_meetings(paths))
    assert there == here
    assert sum(bool(m.participants) for m in here) > 400


def run(
    *args: str, stdin: bytes = b"", command: Sequence[str] = ("-m", "diplomacy_extract")
) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command line."""
    done = subprocess.run(
        [sys.executable, *command, *args], input=stdin, capture_output=True, timeout=120, cwd=ROOT
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles and two files that are none, one deeper down."""
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.html").write_text(PAGE.format(charset="utf-8"), "utf-8")
    (tmp_path / "c.md").write_text("# No article")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "d.txt").write_text(ARTICLE)
    return tmp_path


def test_command_line_formats(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert d.main([str(folder)]) == 0
    text = capsys.readouterr().out
    assert text.count("Participants Sameh Shoukry (Foreign Minister, Egypt)\n") == 2
    assert str(folder / "a.txt") in text
    assert d.main([str(folder), "--format", "jsonl", "--published", "2022-08-02"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["article"]["published"] for row in rows] == ["2022-08-02"] * 2
    assert [d.Meeting.from_dict(row).article.source for row in rows] == [
        str(folder / name) for name in ("a.txt", "b.html")
    ]
    assert d.main([str(folder), "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert d.main([str(folder / "a.txt"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["date"] == "2022-07-26"
    out = folder / "deeper" / "out.html"
    assert d.main([str(folder), "--format", "html", "--output", str(out)]) == 0
    page = Elements(out.read_text("utf-8"))
    assert not page.open
    assert page.text.count("energy cooperation") >= 2
    assert capsys.readouterr() == ("", "")


def test_command_line_in_a_process_of_its_own(folder: Path) -> None:
    code, out, err = run(
        "-", str(folder / "no.txt"), str(folder), "--format", "jsonl", "--jobs", "2", stdin=ARTICLE.encode()
    )
    assert code == 1
    assert [json.loads(line)["article"]["source"] for line in out.splitlines()] == [
        "-",
        str(folder / "a.txt"),
        str(folder / "b.html"),
    ]
    assert err == f"diplomacy-extract: no such file: {folder / 'no.txt'}\n"


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        ((), 2, "INPUT"),
        (("a.txt", "--format", "xml"), 2, "xml"),
        (("a.txt", "--jobs", "0"), 2, "jobs"),
        (("a.txt", "--jobs", "two"), 2, "jobs"),
        (("a.txt", "--published", "yesterday"), 2, "2020-09-03"),
        (("a.txt", "--pipeline", "en_no_such"), 2, "en_no_such"),
        (("a.txt", "--encoding", "klingon"), 2, "klingon"),
        (("a.txt", "--output", "no/such/folder/x"), 2, "no/such/folder/x"),
        (("missing.txt",), 1, "no such file: missing.txt"),
        (("https://example.org/a",), 1, "no such file"),
        ((".git/",), 1, "no .txt, .html or .htm file"),
    ],
    ids=str,
)
def test_command_line_errors(
    args: tuple[str, ...],
    code: int,
    says: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    try:
        result = d.main(args)
    except SystemExit as stopped:
        result = int(stopped.code or 0)
    out, err = capsys.readouterr()
    assert (result, out) == (code, "")
    assert err.count("\n") == 1
    assert says in err


def test_command_line_encoding_and_empty_input(tmp_path: Path) -> None:
    code, out, err = run(
        "-", "--encoding", "cp1252", "--format", "json", stdin="Ann Lee said: “Öl”.".encode("cp1252")
    )
    assert (code, err) == (0, "")
    assert json.loads(out)["article"]["text"] == "Ann Lee said: “Öl”."
    code, out, err = run("-")
    assert (code, out) == (1, "")
    assert "empty" in err


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_closed_pipe_is_no_error(folder: Path) -> None:
    many = " ".join([shlex.quote(str(folder / "a.txt"))] * 300)
    command = f"{shlex.quote(sys.executable)} -m diplomacy_extract --format jsonl {many} | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert json.loads(done.stdout)["date"] == "2022-07-26"
    assert done.stderr == ""


# --- Robustness and speed ---------------------------------------------------------------------------

PEOPLE = "Ann Lee,Bob Roe,Carla Diaz,Dmitri Orlov,Emeka Obi,Fatima Noor,Goran Novak,Hana Sato".split(",")
LANDS = "Italian,Spanish,Chilean,Russian,Nigerian,Jordanian,Croatian,Japanese".split(",")


def varied(i: int) -> str:
    """One of many short articles, each with a meeting, a quotation and something ahead."""
    a, b = PEOPLE[i % 8], PEOPLE[(i // 8 + i + 1) % 8]
    return (
        f"ROME, {i % 28 + 1} March 2021 (ANSA) - {LANDS[i % 8]} Foreign Minister {a} met her {LANDS[(i + 3) % 8]} "
        f"counterpart {b} in Rome on Tuesday to discuss trade, item {i} and security.\n\n"
        f'"We have agreed on {i} points today," {a.split()[1]} told reporters. '
        f"They will meet again in Madrid on {i % 27 + 1} April 2021."
    )


# Real articles grow in the way of these; each is applied to a text with a source of randomness.
def _cut(text: str, chance: random.Random) -> str:
    a, b = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return text[:a] + text[b:]


def _double(text: str, chance: random.Random) -> str:
    a, b = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return text[:b] + text[a:b] * chance.choice([1, 2, 5]) + text[b:]


def _shuffle(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(words)


def _strew(text: str, chance: random.Random) -> str:
    marks = "\"“”„«»'‘’`()[]{},.;:!?–—-…\x00\x07\x1b\u200b\u200d\u202e\u2066\u2069\u0301\u0f39😀🇫🇷\ufeff\u00a0\u2028\r\t\n$\\<&"
    for _ in range(chance.randrange(1, 30)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(marks) + text[at:]
    return text


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    _cut,
    _double,
    _shuffle,
    _strew,
    lambda text, chance: text.upper(),
    lambda text, chance: text.lower(),
    lambda text, chance: text.title(),
    lambda text, chance: text.replace("\n", "\r\n"),
    lambda text, chance: text.replace("\n", " "),
    lambda text, chance: text.replace(" ", chance.choice(["", "\u00a0", "  ", "\n"])),
    lambda text, chance: text.replace(".", ""),
    lambda text, chance: text.replace(chance.choice('"“”'), ""),
    lambda text, chance: "".join(c + "\u0301" if c in "aeiou" else c for c in text),
    lambda text, chance: "\n".join(reversed(text.split("\n"))),
    lambda text, chance: re.sub(r"\d+", lambda m: chance.choice(["0", "99", "2021", "31", "9" * 30]), text),
)


def spans_of(value: Any) -> Iterator[d.Span]:
    """Every Span in a record."""
    if isinstance(value, d.Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)
    elif is_dataclass(value):
        for part in fields(value):
            yield from spans_of(getattr(value, part.name))


def sound(made: d.Meeting, text: str) -> None:
    """What holds for any text: true spans, an exact round trip, dates in bounds, harmless display."""
    assert made.article.text == text
    for span in spans_of(made):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    assert d.Meeting.from_dict(json.loads(made.to_json())) == made
    for event in made.upcoming_events:
        assert event.start is None or event.end is None or event.start <= event.end
        assert all(1900 <= day.year <= 2100 for day in (event.start, event.end) if day)
    assert all(p.name.strip() for p in made.participants)
    assert "<img" not in made._repr_html_()
    assert str(made)


def without_article(made: d.Meeting) -> dict[str, Any]:
    return made.to_dict(article=False)


def own_articles() -> list[str]:
    """The articles of this file and of the sample, or those of the folder that DIPLOMACY_ARTICLES names."""
    if folder := os.environ.get("DIPLOMACY_ARTICLES"):
        return [path.read_text("utf-8") for path in sorted(Path(folder).glob("*.txt"))]
    return [ARTICLE, (ROOT / "sample_article.txt").read_text("utf-8"), *(varied(i) for i in range(8))]


def fuzz(number: int) -> None:
    chance = random.Random(number)
    texts = own_articles()
    mutated = []
    for i in range(number):
        text = texts[i % len(texts)]
        for mutate in chance.choices(MUTATIONS, k=chance.randrange(1, 4)):
            text = mutate(text, chance) or "x"
        if text.strip("\ufeff \t\r\n\v\f\x00\u200b\u00a0") and not d.FILE_NAME.match(text.strip()):
            mutated.append(text[:20_000])
    for text, made in zip(mutated, d.extract_meetings(mutated, nlp=pipeline()), strict=True):
        sound(made, text)
        if len(text) < 500:  # in a batch as alone
            assert d.extract_meeting(text, nlp=pipeline()) == made


def test_mutated_articles() -> None:
    fuzz(400)


@pytest.mark.slow
def test_very_many_mutated_articles() -> None:
    fuzz(20_000)


PIECES = st.sampled_from(
    [
        *"\"“”„«»'‘’`()[]–—-…,.;:!? \n\r\t\x00\u200b\u202e\u0301\u00a0\u2028😀",
        *(
            "Foreign Minister ",
            "President ",
            "Ann Lee ",
            "Sergei Shoigu ",
            "Gen. ",
            "U.S. ",
            "Mr. ",
            "his Russian counterpart ",
        ),
        *(
            "met ",
            "said ",
            "told reporters ",
            "spoke by phone with ",
            "in Rome ",
            "will visit ",
            "to discuss energy ",
        ),
        *(
            "on Tuesday ",
            "3 September 2020 ",
            "5-7 June ",
            "next week ",
            "29 February ",
            "in May ",
            "tomorrow ",
            "2021-13-40 ",
        ),
        *(
            "date 2020-09-03 ",
            "ROME, 3 May 2021 (ANSA) - ",
            "Updated: 28 Apr 2023 ",
            "he ",
            "the minister ",
            "x" * 300,
        ),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=60).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400),
).filter(
    lambda text: bool(text.strip("\ufeff \t\r\n\v\f\x00\u200b\u00a0")) and not d.FILE_NAME.match(text.strip())
)


def properties(text: str) -> None:
    made = meeting(text)
    sound(made, text)
    assert meeting(text) == made
    for space in (" ", "\n\n", "\r\n \t"):
        assert without_article(meeting(text + space)) == without_article(made), (
            "trailing space changes something"
        )


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(TEXTS)
def test_properties(text: str) -> None:
    properties(text)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None, database=None)
@given(TEXTS)
def test_properties_at_length(text: str) -> None:
    properties(text)


EXTREMES = {
    "quotation marks": '"' * 100_000,
    "curly marks": "“" * 50_000 + "”" * 50_000,
    "single marks": "‘a’" * 30_000,
    "no spaces": "President" * 11_000,
    "no sentence ends": "the minister met Ann Lee and " * 3_500,
    "capitals": "Ann Lee Bob " * 8_000,
    "initials": "J. " * 30_000,
    "digits": "2021-01-01 " * 9_000,
    "days": "on Tuesday " * 9_000,
    "line ends": "A\n" * 50_000,
    "commas": "Ann Lee, " * 11_000,
    "offices": "Foreign Minister of Italy " * 4_000,
    "said": '"We agree on it," he said. ' * 3_700,
    "NUL": "a\x00" * 50_000,
    "combining": "e\u0301\u0327" * 33_000,
    "emoji": "🇫🇷👩🏽‍🚀" * 12_000,
    "brackets": "(" * 50_000 + ")" * 50_000,
    "datelines": "ROME, 3 May 2021 (ANSA) - " * 3_800,
    "bytes": "".join(map(chr, range(1, 0xD800))) * 2,
}


@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_texts(name: str) -> None:
    """100,000 characters of one kind: no exception, true spans, and no longer than a text takes."""
    began = time.process_time()
    sound(d.extract_meeting(EXTREMES[name], nlp=blank()), EXTREMES[name])
    assert time.process_time() - began < 20


def all_rules() -> list[d.Rule]:
    """Every Rule in a table of the module, whatever the table's shape."""

    def found(value: Any) -> Iterator[d.Rule]:
        if isinstance(value, d.Rule):
            yield value
        elif isinstance(value, (tuple, list)):
            for item in value:
                yield from found(item)
        elif isinstance(value, dict):
            for item in value.values():
                yield from found(item)

    return [rule for name, value in vars(d).items() if not name.startswith("__") for rule in found(value)]


WORDS = (
    "a,A,Aa ,1,1 ,.,... ,a , ,\n,\t,.,. ,A. ,Mr. ,-,–,\",“,',(,( ,and ,the ,of ,to ,in ,on ,said ,he ,will ,May ,3 May ,2021 ,"
    "3-,Ann Lee ,Lee-,Foreign Minister ,met ,with ,talks ,a-,\u00a0,’s ,Mc,de ,I ,x.y"
).split(",") + [",", ", ", "Ann, ", "a, and "]


def seconds(pattern: re.Pattern[str], unit: str, size: int) -> float:
    """The best of two runs of a pattern over a text of one unit."""
    text = (unit * (size // len(unit) + 1))[:size]
    best = 9.0
    for _ in range(2):
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        best = min(best, time.process_time() - began)
    return best


def grows(pattern: re.Pattern[str], unit: str) -> bool:
    """Whether a doubled text costs far more than twice the time, three times running."""
    times = [seconds(pattern, unit, 2_000)]
    for size in (4_000, 8_000, 16_000):
        times.append(seconds(pattern, unit, size))
        if times[-1] < 2e-6 * size or times[-1] < 3 * times[-2]:
            return False
    return True


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_rules_are_linear(rule: d.Rule) -> None:
    """Each row on strings that make it start over and over, the words of its own example among them."""
    text = rule.example.replace("«", "").replace("»", "")
    units = [*WORDS, text + " ", *(part + " " for part in text.split())]
    assert [unit for unit in units if grows(rule.regex, unit)] == []


@pytest.mark.parametrize("unit", WORDS, ids=repr)
def test_hostile_repetitions(unit: str) -> None:
    """Patterns that are no rows look at sentences or lines of bounded length: the whole stays quick."""
    text = "Foreign Minister Ann Lee met Bob Roe in Rome. " + (unit * 40_000)[:40_000]
    began = time.process_time()
    sound(d.extract_meeting(text, nlp=blank(), published="2020-01-01"), text)
    assert time.process_time() - began < 8


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["articles", "one line", "names", "quotes"])
def test_cost_grows_with_length(kind: str) -> None:
    """A 16-fold step in length costs at most 20 times the time."""
    unit = {
        "articles": "".join(varied(i) + "\n\n" for i in range(8)),
        "one line": "".join(varied(i).replace("\n", " ") + " " for i in range(8)),
        "names": "".join(
            f"President Ann{chr(97 + i % 26)} Lee{chr(97 + i // 26)} met Bob Roe in Rome. "
            for i in range(600)
        ),
        "quotes": '"We have agreed on it all," said Ann Lee, the minister. ' * 4,
    }[kind]

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = 1e9
        for _ in range(3 if size < 10_000 else 1):
            began = time.process_time()
            d.extract_meeting(text, nlp=pipeline())
            best = min(best, time.process_time() - began)
        return best

    seconds(8_000)
    times = {size: seconds(size) for size in (8_000, 32_000, 128_000, 512_000)}
    assert times[128_000] <= 20 * times[8_000], times
    assert times[512_000] <= 20 * times[32_000], times


@pytest.mark.slow
def test_900_kilobytes_on_one_line() -> None:
    text = "".join(varied(i).replace("\n", " ") + " " for i in range(2_500))[:900_000]
    sound(d.extract_meeting(text, nlp=pipeline()), text)


def memory() -> float:
    """Resident megabytes of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


MEMORY = """
import sys
sys.path.insert(0, {root!r})
import test_diplomacy_extract as t
import diplomacy_extract as d
def texts():
    for i in range({number}):
        words = " ".join("w%x%d" % (i * 7919 % 65537, i * 10 + k) for k in range({new}))
        yield t.varied(i) + "\\n\\n" + words + "."
at_500 = 0.0
for i, made in enumerate(d.extract_meetings(texts()), 1):
    if i == 500:
        at_500 = t.memory()
print(t.memory() - at_500, len(d._default().vocab), i)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("number", "new"), [(10_000, 2), (100_000, 3)])
def test_memory(number: int, new: int) -> None:
    """Every article brings new words; memory and vocabulary stay within their bounds."""
    code = MEMORY.format(root=str(ROOT), number=number, new=new)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    grown, words, seen = map(float, done.stdout.split())
    assert seen == number
    assert grown < 60
    assert words < d.KNOWN_WORDS + 10_000


@pytest.mark.slow
def test_two_processes_are_faster() -> None:
    """Needs two idle cores."""
    texts = [varied(i) * 2 for i in range(2_000)]
    list(d.extract_meetings(texts[:100]))
    began = time.perf_counter()
    one = list(d.extract_meetings(texts))
    between = time.perf_counter()
    two = list(d.extract_meetings(texts, n_process=2))
    assert two == one
    assert between - began > 1.5 * (time.perf_counter() - between)


def test_the_same_in_another_process() -> None:
    """No result hangs on the order of a set, which changes from process to process, or on the clock."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import test_diplomacy_extract as t\n"
        "print([t.meeting(text).to_json() for text in t.own_articles()])"
    )
    results = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert results == {f"{[meeting(text).to_json() for text in own_articles()]}\n"}


# Benchmarks: python -m pytest -m benchmarks
@pytest.mark.benchmarks
@pytest.mark.parametrize("what", ["nlp.pipe", "extract_meetings"])
def test_articles_a_second(benchmark: Any, what: str) -> None:
    articles = [
        d.load_article(text, published="2021-03-20")
        for text in own_articles() * (1 if len(own_articles()) > 100 else 20)
    ]
    texts = [article.text for article in articles]
    if what == "nlp.pipe":
        benchmark.pedantic(lambda: list(pipeline().pipe(texts)), rounds=5, warmup_rounds=1)
    else:
        benchmark.pedantic(
            lambda: list(d.extract_meetings(articles, nlp=pipeline())), rounds=5, warmup_rounds=1
        )
    benchmark.extra_info["articles a second"] = len(texts) / benchmark.stats.stats.min


@pytest.mark.benchmarks
@pytest.mark.parametrize(
    "room", ["read", *(name for name in vars(d) if name.startswith("find_")), "as_text", "as_html"]
)
def test_time_of_a_room(benchmark: Any, room: str) -> None:
    article = d.load_article(own_articles()[1])
    ents = d._ents(pipeline()(article.text))
    if room == "read":
        benchmark(d.read, article, ents)
    else:
        of = d.read(article, ents) if room.startswith("find_") else meeting(article.text)
        benchmark(getattr(d, room), of)


@pytest.mark.benchmarks
@pytest.mark.parametrize(
    "code",
    [
        "import diplomacy_extract",
        "import spacy, diplomacy_extract as d; d.load_pipeline()",
        "import diplomacy_extract as d; d.main(['sample_article.txt'])",
    ],
)
def test_cold_start(benchmark: Any, code: str) -> None:
    benchmark.pedantic(
        subprocess.run,
        args=([sys.executable, "-c", code],),
        kwargs={"capture_output": True, "check": True, "cwd": ROOT},
        rounds=5,
    )


@pytest.mark.benchmarks
@pytest.mark.parametrize("size", [8_000, 32_000, 128_000])
def test_cost_of_length(benchmark: Any, size: int) -> None:
    text = "".join(varied(i) + "\n\n" for i in range(400))[:size]
    benchmark.pedantic(d.extract_meeting, args=(text,), kwargs={"nlp": pipeline()}, rounds=3)
    benchmark.extra_info["peak memory of the process, MB"] = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    )


# --- Own articles -----------------------------------------------------------------------------------

# --- The file itself --------------------------------------------------------------------------------

SOURCE = Path(d.__file__).read_text("utf-8")
TREE = ast.parse(SOURCE)


def rooms() -> dict[str, tuple[int, int]]:
    """Banner -> first and last line."""
    found = [
        (m[1], SOURCE.count("\n", 0, m.start()) + 1) for m in re.finditer(r"(?m)^# --- (.+?) -+$", SOURCE)
    ]
    ends = [line for _, line in found[1:]] + [SOURCE.count("\n") + 1]
    return {name: (start, end) for (name, start), end in zip(found, ends, strict=True)}


def room_of(line: int) -> str | None:
    return next((name for name, (start, end) in rooms().items() if start <= line < end), None)


def defined() -> dict[str, str | None]:
    """Each top-level name and its room."""
    names: dict[str, str | None] = {}
    for node in TREE.body:
        targets: list[ast.expr] = []
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names[node.name] = room_of(node.lineno)
        elif isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            for name in ast.walk(target):
                if isinstance(name, ast.Name):
                    names[name.id] = room_of(node.lineno)
    return names


def used() -> Iterator[tuple[str, str, str]]:
    """(room, name, room of that name) for every use of a top-level name; annotations are no use."""
    names = defined()
    for node in TREE.body:
        room = room_of(node.lineno)
        if room is None:
            continue
        skip = {
            id(part)
            for inner in ast.walk(node)
            for annotation in (getattr(inner, "annotation", None), getattr(inner, "returns", None))
            if annotation is not None
            for part in ast.walk(annotation)
        }
        own = {  # parameters and local names hide those of the module
            part.id
            for part in ast.walk(node)
            if isinstance(part, ast.Name)
            and isinstance(part.ctx, ast.Store)
            and not isinstance(node, (ast.Assign, ast.AnnAssign))
        } | {
            arg.arg
            for inner in ast.walk(node)
            if isinstance(inner, ast.arguments)
            for arg in (*inner.args, *inner.kwonlyargs)
        }
        for part in ast.walk(node):
            if (
                isinstance(part, ast.Name)
                and id(part) not in skip
                and part.id not in own
                and (home := names.get(part.id))
            ):
                yield room, part.id, home


def test_map_of_the_file() -> None:
    fields_ = "date participants location topics upcoming events quotes"
    kinds = [name.partition(":")[0] for name in rooms()]
    assert list(dict.fromkeys(kinds)) == [
        *("Records", "Loading", "Vocabulary", "Rules", "Entities", "Field"),
        *("Meeting", "Display", "Public functions", "Command line"),
    ]
    assert " ".join(name[7:] for name in rooms() if name.startswith("Field: ")) == fields_


def test_a_room_uses_only_names_of_rooms_above() -> None:
    order = list(rooms())
    allowed = {("Meeting", name) for name in ("as_text", "as_html", "as_page")}  # a Meeting shows itself
    wrong = {(room, name, home) for room, name, home in used() if order.index(home) > order.index(room)}
    assert {row for row in wrong if row[:2] not in allowed} == set()


def test_a_field_uses_no_name_of_another_field() -> None:
    wrong = {
        (room, name, home) for room, name, home in used() if room != home and room[:5] == home[:5] == "Field"
    }
    assert wrong == set()


def test_finders_look_alike() -> None:
    finders = [name for name in vars(d) if name.startswith("find_")]
    assert finders == [
        "find_date",
        "find_participants",
        "find_location",
        "find_topics",
        "find_upcoming_events",
        "find_quotes",
    ]
    assert all(list(inspect.signature(getattr(d, name)).parameters) == ["reading"] for name in finders)


SIGNATURES = {
    "extract_meeting": "(article, *, published=None, nlp=None)",
    "extract_meetings": "(articles, *, nlp=None, n_process=1, batch_size=64, progress=False, on_error='raise')",
    "load_article": "(source, *, published=None, title=None, id=None, encoding=None)",
    "load_pipeline": "(name=None)",
    "Span": "(start, end, text)",
    "Article": "(text, title=None, published=None, dateline=None, id=None, source=None)",
    "Participant": "(name, title=None, role=None, country=None, mentions=(), role_span=None)",
    "Location": "(venue=None, city=None, country=None, span=None)",
    "Topic": "(text, span)",
    "UpcomingEvent": "(name, date_text, start, end, location, span)",
    "Quote": "(text, speaker, speaker_text, channel, span)",
    "Meeting": "(date, date_span, mode, participants, location, topics, upcoming_events, quotes, article)",
    "Failure": "(index, source, error, message)",
}


def test_public_signatures_are_frozen() -> None:
    assert set(SIGNATURES) | {"ExtractionWarning", "PipelineNotFoundError"} == set(d.__all__)
    for name, expected in SIGNATURES.items():
        signature = inspect.signature(getattr(d, name))
        plain = [p.replace(annotation=inspect.Parameter.empty) for p in signature.parameters.values()]
        assert str(inspect.Signature(plain)) == expected, name
    assert re.fullmatch(r"\d+\.\d+\.\d+", d.__version__)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_finds_its_example(rule: d.Rule) -> None:
    before, rest = rule.example.split("«")
    found, after = rest.split("»")
    text = before + found + after
    spans = [m.span(group) for m in rule.regex.finditer(text) for group in range(1 + rule.regex.groups)]
    assert (len(before), len(before + found)) in spans, "neither a match nor a group of one"


def test_import_is_light() -> None:
    """Neither spaCy nor dateparser, nor anything else that is heavy; no name printed, no warning."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import diplomacy_extract\n"
        "print(sorted({'spacy', 'dateparser', 'numpy', 'tqdm', 'trafilatura', 'argparse', 'html'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_no_clock() -> None:
    assert not re.search(r"\b(?:today|now|utcnow|time)\(\)", SOURCE)
