"""Tests of diplomacy_extract, in the order of its rooms. Cases are rows; known failures are strict xfails."""

from __future__ import annotations

import ast
import compileall
import copy
import datetime as dt
import inspect
import io
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
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import cache, partial
from html.parser import HTMLParser
from itertools import count, cycle, islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbclient
import nbformat
import numpy as np
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
        # datelines of agencies
        LoadCase("BAKU, Azerbaijan, May 5. The two ministers met.", None, "BAKU"),
        LoadCase("ASTANA. KAZINFORM – The two ministers met.", None, "ASTANA"),
        LoadCase("ASTANA. December 5. KAZINFORM The two ministers met.", None, "ASTANA"),
        LoadCase("YEREVAN, MAY 5, ARMENPRESS. The two ministers met.", None, "YEREVAN"),
        LoadCase("New Delhi [India], May 5 (ANI): The two ministers met.", None, "New Delhi"),
        LoadCase("Addis Ababa May 5/2023 (ENA) The two ministers met.", dt.date(2023, 5, 5), "Addis Ababa"),
        LoadCase("ABU DHABI, 5th May, 2023 (WAM) -- The two met.", dt.date(2023, 5, 5), "ABU DHABI"),
        LoadCase("MINSK, 29 November (BelTA – TASS) - The two ministers met.", None, "MINSK"),
        LoadCase("COLOMBO (News 1st); The two ministers met.", None, "COLOMBO"),
        LoadCase("CAIRO, Egypt (AP) _ The two ministers met.", None, "CAIRO"),
        LoadCase("Harare, (New Ziana) – The two ministers met.", None, "Harare"),
        LoadCase("BRUSSELS/KYIV – The two ministers met.", None, "BRUSSELS"),
        LoadCase("(Nairobi) – The two ministers met.", None, "Nairobi"),
        LoadCase("Caption: The two ministers met in Rome.", None),
        LoadCase(
            "Ministers meet\n02.10.2017 [17:28]\nAnkara, October 2, AZERTAC\nThe two ministers met.",
            dt.date(2017, 10, 2),
            "Ankara",
            "Ministers meet",
        ),
        LoadCase(
            "Kenya: President meets two envoys\n\nNairobi — The President met two envoys.",
            None,
            "Nairobi",
            "Kenya: President meets two envoys",
        ),
        # heads of web pages
        LoadCase(
            "Ministers meet\n16:20, 05 May 2023\nThe two met.", dt.date(2023, 5, 5), title="Ministers meet"
        ),
        LoadCase(
            "Ministers meet\n3 May 2023, Wednesday\nThey met.", dt.date(2023, 5, 3), title="Ministers meet"
        ),
        LoadCase(
            "Ministers meet\nPosted by admin on May 5, 2023\nThey met.",
            dt.date(2023, 5, 5),
            None,
            "Ministers meet",
        ),
        LoadCase(
            "Ministers meet\nNN Newswire 22/10/2016\nThey met.", dt.date(2016, 10, 22), None, "Ministers meet"
        ),
        LoadCase(
            "Ministers meet\n07 October, 2021, 03:00 pm\nLast modified: 08 October, 2021, 03:01 pm\nThey met.",
            dt.date(2021, 10, 7),
            title="Ministers meet",
        ),
        LoadCase(
            "Thursday, 25 April 2024\nAll news\n29 November 2016, 21:08\nMinisters meet\nThey met.",
            dt.date(2016, 11, 29),
            title="All news",
        ),
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
        "READ: Ten things to know about the summit in Rome",
        "Latest News",
        "Editado por Ana Ruiz",
        "1 min read",
        "Photo: Foreign Ministry",
        "(Reporting by Ann Lee; editing by Bob Roe)",
        "Share this article",
        "© 2023 The Daily Globe. All rights reserved.",
        "For Immediate Release",
        "Tags: diplomacy, energy",
        "Follow us on Facebook",
        "Advertisement",
        "[File Photo]",
        "Tweet",
        "• 0",
        "Staff Reporterthedailyglobe.com",
        "You are using an older browser version. Please update it.",
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
        (np.datetime64("2022-07-26"), dt.date(2022, 7, 26)),
        (np.datetime64("NaT", "D"), None),
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
    with pytest.raises(ValueError, match=r'byte 0xdf at offset 5 is not utf-8.*encoding="cp1252"'):
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

# Paragraphs cut into their sentences (100): abbreviations, ranks, initials, quotations, dates, headlines without a
# full stop, bylines. Every paragraph is its sentences joined by a space.
SENTENCES: list[list[str]] = [
    ["Gen. Tadesse Alemu arrived on Monday.", "He was met by Lt. Gen. (retd.) Paul Okello at the airport."],
    ["H.E. Dr. Amina Yusuf, Minister of Health, opened the forum.", "H.E. Mr. Jonas Kalnins spoke next."],
    ["The two sides last met in the U.S. in 2019.", "They will meet in the U.K. next year."],
    ["The delegation flew back to the U.S.", "The minister stayed on."],
    ["The summit runs from Jan. 5 to Jan. 7 in Suva.", "A statement is expected on Feb. 1."],
    ["J. K. Mwangi and R.S. Pillai signed for the two ministries.", "T. Batbold looked on."],
    ['"We had a good discussion."', '"We will meet again," the envoy said.'],
    ["“The talks were frank,” Mr. Novak said.", "“They were also useful.”"],
    ["She asked: “When will the border open?”", "Nobody answered."],
    ["“It is time to act!” he told the assembly.", "Members applauded."],
    ["“We are ready,” said Prof. Lindqvist.", "“Are you?”"],
    ["Joseph P. Warner, Jr. thanked his hosts.", "He left on Sunday."],
    ["The company, Delmar Holdings Inc., won the contract.", "Its rival, Sona Corp. of Seoul, appealed."],
    ["Sen. Ruth Hale and Rep. Dan Cole joined the call.", "Gov. Ellis did not."],
    ["The Rev. Isaac Mensah led the prayers.", "St. Mary's choir sang."],
    ["Trade grew by 3.5 percent to $4.2 billion.", "Exports fell by 0.7 percent."],
    ["The call began at 9 a.m. in Dhaka.", "It ended before 10 a.m. local time."],
    ["The plane landed at 6 p.m.", "The minister went straight to the palace."],
    ["Maj. Gen. Arif Mahmud (retd.) chaired the session.", "Brig. Salim Noor took notes."],
    ["Col. Petrov, Capt. Ivanova and Sgt. Orlov testified.", "The court adjourned."],
    ["Mr. and Mrs. Tanaka attended the dinner.", "Ms. Ortiz sent her regrets."],
    ["The U.N. envoy briefed the council.", "The U.N. has 193 members."],
    ["He holds a Ph.D. from Nairobi.", "Dr. Achieng teaches law there."],
    ["See No. 12 of the agreement, pp. 4-5.", "It covers fisheries, ports, etc. and tourism."],
    ["Washington, D.C. hosted the first round.", "Geneva will host the second."],
    ["The ship, M.V. Horizon, left Aden on Sept. 14.", "It reached Djibouti a day later."],
    ["Adm. Sato called the drill a success.", "Vice Adm. Kwon agreed."],
    ["Is peace possible?", "But not soon, according to Amb. Rossi."],
    ['The minister said: "Our doors are open."', "His guest smiled."],
    ["“Peace cannot wait.", "We owe it to our children.”"],
    ["The parties (Government and opposition) agreed to a truce.", "(It takes effect at midnight.)"],
    ["The premier will go to Oslo, Bergen, etc. next week.", "A date has not been set."],
    ["Lt. Col. Mbeki denied the report...", "He would not say more."],
    ["Talks resumed on Dec. 3.", "On Dec. 4, Eng. Khalid Omar presented the plan."],
    ["S. Jayasinghe of the E.U. desk confirmed the visit.", "A. B. Perera could not be reached."],
    ["Prince Faisal bin Nasser received the guests.", "Sheikh Hamad Al Sabri hosted a lunch."],
    ["Mt. Kenya is sacred to many.", "Ft. Lauderdale is far away."],
    ["Relations are “strong.”", "They were not always so."],
    ["Hon. Peter Maka MP moved the motion.", "Hon. Litia Waqa seconded it."],
    ["The case, Silva v. Mendes, was settled.", "Both sides paid their costs."],
    ["On Thursday, April 6, the foreign ministers met.", "On Friday they flew home."],
    ["The draft, dated 12.03.2021, is ready.", "Art. 5 was deleted."],
    ["“What about the refugees?” asked one reporter.", "The spokesman said that was “a fair question.”"],
    ["Alhaji Musa Garba Jr. won in Kano.", "Engr. Bola Ajayi came second."],
    ["The bank is based in St. Petersburg.", "Its head, M. A. Orlov, resigned."],
    ["They discussed water, energy and trade; no deal was reached.", "Talks go on."],
    ["U.S., Gulf states discuss security with Gen. Haddad in Doha"],
    ["Foreign Minister Dr. S. Menon meets Sec. of State Hale"],
    ["GENEVA, Nov. 3 (NNA) — Lt. Gen. Samuel Deng met U.N. officials on Friday.", "No deal came of it."],
    ["President Lee Min-ho thanked Prime Minister K. Thapa.", "Mr. Thapa thanked Mr. Lee."],
    ["“It was,” said Mrs. Haile, “a very good start.”", "The next round is in Juba."],
]


def test_sentences_without_a_space_between() -> None:
    text = "They signed two accords.The ministers left for Suva.gov yesterday."
    assert [text[at:][:12] for at in d.sentence_starts(text, 0, len(text))] == [
        "They signed ",
        "The minister",
    ]


def test_sentences() -> None:
    """F1 of the boundaries inside paragraphs."""
    wanted, found = set(), set()
    for number, paragraph in enumerate(SENTENCES):
        text, at = " ".join(paragraph), 0
        for sentence in paragraph[:-1]:
            at += len(sentence) + 1
            wanted.add((number, at))
        found |= {(number, start) for start in d.sentence_starts(text, 0, len(text))[1:]}
    assert sum(map(len, SENTENCES)) == 100
    assert 2 * len(wanted & found) / (len(wanted) + len(found)) >= 0.97
    assert d.sentence_starts("She met H.E. Mr. Musa Diallo in Accra.", 0, 38) == [0]


WRAPPED = """GENEVA, 3 March 2021 (AP) - The foreign ministers of Kenya and
Uganda, Peter Otieno and Grace Akello, met in Geneva on Tuesday
to discuss the river Nile. "We want one
rule for all," Akello said.

Otieno will visit Kampala in May."""


def test_hard_wrapped_text_reads_like_any_other() -> None:
    made = meeting(WRAPPED)
    plain = meeting(WRAPPED.replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n"))
    assert (
        [p.name for p in made.participants]
        == [p.name for p in plain.participants]
        == ["Peter Otieno", "Grace Akello"]
    )
    assert made.date == plain.date == dt.date(2021, 3, 2)
    assert " ".join(made.quotes[0].text.split()) == plain.quotes[0].text
    sound(made, WRAPPED)


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
def test_text_wrapped_to_any_width(width: int) -> None:
    text = (ROOT / "sample_article.txt").read_text("utf-8")
    broken = "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in text.split("\n"))
    plain, made = meeting(text), meeting(broken)
    assert [(p.name, p.role, p.country) for p in made.participants] == [
        (p.name, p.role, p.country) for p in plain.participants
    ]
    assert (made.date, made.mode, len(made.topics)) == (plain.date, plain.mode, len(plain.topics))
    assert [" ".join(q.text.split()) for q in made.quotes] == [q.text for q in plain.quotes]
    sound(made, broken)


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
    # weekdays: the most recent one, publication day included; the next one if ahead
    one("The two met on Thursday in Moscow.", THURSDAY, "Thursday", "2020-09-03"),
    one("The two met on Wednesday in Moscow.", THURSDAY, "Wednesday", "2020-09-02"),
    one("The two met on Friday in Moscow.", THURSDAY, "Friday", "2020-08-28"),
    one("The two met on Saturday in Moscow.", THURSDAY, "Saturday", "2020-08-29"),
    one("The two met on Sunday in Moscow.", THURSDAY, "Sunday", "2020-08-30"),
    one("The two met on Monday in Moscow.", THURSDAY, "Monday", "2020-08-31"),
    one("The two met on Tuesday in Moscow.", THURSDAY, "Tuesday", "2020-09-01"),
    one("She will visit Oslo on Thursday.", THURSDAY, "Thursday", "2020-09-03"),
    one("They called on her last evening (2) in Oslo.", THURSDAY, "last evening (2)", "2020-09-02"),
    one("They called on her yesterday (3rd) in Oslo.", THURSDAY, "yesterday (3rd)", "2020-09-03"),
    one("It will open in the spring of 2021 in Oslo.", THURSDAY, "in the spring of 2021", None),
    TimeCase("It was their first talk in three weeks.", THURSDAY, ()),
    TimeCase("They will hold their first summit in three years.", THURSDAY, ()),
    one("They will hold their first talks in three days.", THURSDAY, "in three days", "2020-09-06"),
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
    one(
        "The forum runs from Thursday, November 11 to Saturday, November 13, 2021.",
        "2021-11-09",
        "Thursday, November 11 to Saturday, November 13, 2021",
        "2021-11-11",
        "2021-11-13",
    ),
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
    # what other words tell
    one(
        "The delegation will come in the week of 18 September.",
        "2020-09-03",
        "week of 18 September",
        "2020-09-14",
        "2020-09-20",
    ),
    one("The treaty expires on 20 August.", "2020-06-03", "20 August", "2020-08-20"),
    pytest.param(
        TimeCase(
            "She will be in Rome on Friday, and see the Pope the same day.",
            THURSDAY,
            (("Friday", "2020-09-04", "2020-09-04"), ("the same day", "2020-09-04", "2020-09-04")),
        ),
        marks=pytest.mark.xfail(strict=True),
    ),
    one("The two on Monday agreed to meet more often.", THURSDAY, "Monday", "2020-08-31"),
    one("It must be ready by Friday.", "2020-09-02", "Friday", None, "2020-09-04"),
    one("It must be ready within three weeks.", THURSDAY, "within three weeks", None, "2020-09-24"),
    one(
        "It was held on 30 June 2020 to 2 July 2020.",
        None,
        "30 June 2020 to 2 July 2020",
        "2020-06-30",
        "2020-07-02",
    ),
    one("They met on Monday, December 4.", "2019-03-20", "Monday, December 4", "2017-12-04"),
    one(
        "It was the first visit in twelve years; he came in June.",
        "2020-09-03",
        "June",
        "2020-06-01",
        "2020-06-30",
    ),
    one("Ships may pass until 5 October 2021.", None, "5 October 2021", None, "2021-10-05"),
]
# No times: names, verbs and numbers.
NO_TIME_CASES = [
    "He wrote in the Sunday Times about Black Friday.",
    "The G20, the P5+1 and the 18 ministers discussed UNSCR 1701 and $2020 at 10 Downing Street.",
    "We are now sat at a table for the second time.",
    "The may fly and the march of the penguins.",
    "A two-day visit, a three-week course and a 10-year plan.",
]


def times_in(text: str, published: str | None) -> list[d.Time]:
    day = dt.date.fromisoformat(published) if published else None
    sents = d.sentences(text, d.layout(text))
    return d.times(text, sents, d.words_of(text, sents), set(), day)


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prime Minister Theresa May met President Ann Lee of Fiji. May may march on, said Mrs May.", []),
        (
            "Foreign Minister Ann Lee met the activist Sunday Alabi. Mr Friday Obi and Dr June Wambui left.",
            [],
        ),
        ("On Sunday Foreign Minister Ann Lee met President Sunday Alabi in May.", ["Sunday", "May"]),
    ],
)
def test_names_are_no_times(text: str, expected: list[str]) -> None:
    doc = pipeline()(text)
    ents = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    assert [time.text for time in d.read(d.load_article(text), ents).times] == expected


def test_dateparser_is_asked_for_distances_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def parse(expression: str, **settings: Any) -> None:
        asked.append(expression)

    monkeypatch.setattr("dateparser.parse", parse)
    d._parse.cache_clear()
    text = "They met two weeks ago, on 3 May and yesterday. We sat in Suva; he may come in ten days or on Friday."
    assert [t.first is None for t in times_in(text, "2020-09-03")] == [True, False, False, True, False]
    assert asked == ["two weeks ago", "in ten days"]
    d._parse.cache_clear()


# --- Field: date ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DayCase:
    """A text, its day of publication, the day of its meeting (None: not told) and its mode."""

    text: str
    published: str | None
    day: str | None
    mode: str | None = "in-person"


LEDE = "Omani Foreign Minister Badr Albusaidi met Greek Foreign Minister George Gerapetritis in Muscat"
CALL = "Egyptian President Abdel Fattah el-Sisi and French President Emmanuel Macron"
DAYS = [
    DayCase(  # told again by who was met, whoever spoke
        "Oman's Foreign Minister Salim al-Harthy has called for consultations between ports.\n\nThe top diplomat was speaking "
        "on Wednesday during a meeting with Dutch minister Marieke van Doorn in Muscat.",
        "2023-12-07",
        "2023-12-06",
    ),
    DayCase(  # what follows tomorrow is another meeting
        "Foreign Ministers Kamal Hashim of Malaysia and Corazon Villanueva of the Philippines held talks in Manila.\n\n"
        "Tomorrow, Hashim and Villanueva will meet the two presidents.",
        "2021-02-04",
        None,
    ),
    DayCase(f"{LEDE} on Thursday.", "2024-05-16", "2024-05-16"),  # a Thursday
    DayCase(f"{LEDE} on Wednesday.", "2024-05-16", "2024-05-15"),
    DayCase(f"{LEDE} on Friday.", "2024-05-16", "2024-05-10"),
    DayCase(f"{LEDE} on Thursday.", None, None),
    DayCase(f"{CALL} held a call on Thursday.", "2024-05-16", "2024-05-16", "phone"),
    DayCase(f"{CALL} spoke for 30 minutes on Thursday.", "2024-05-16", "2024-05-16", "phone"),
    DayCase("French President Emmanuel Macron called Indonesian President-elect Adi Putra on Thursday to congratulate him.",
            "2024-05-16", "2024-05-16", "phone"),
    DayCase(f"{CALL} held a virtual courtesy call on Thursday.", "2024-05-16", "2024-05-16", "video"),
    DayCase(f"{LEDE} on May 14.", "2024-05-16", "2024-05-14"),
    DayCase(f"{LEDE} on 14 May 2024.", None, "2024-05-14"),
    DayCase(f"{LEDE} on December 30.", "2025-01-02", "2024-12-30"),
    DayCase(f"{LEDE} on February 29.", "2024-03-01", "2024-02-29"),
    DayCase(f"{LEDE} today.", "2024-05-16", "2024-05-16"),
    DayCase(f"The ministry said on Thursday that {LEDE} soon. Albusaidi met Gerapetritis on Tuesday.", "2024-05-16", "2024-05-14"),
    DayCase(f"Muscat (Daily / Point News - 16th May, 2024) {LEDE} on 14 May 2024.", None, "2024-05-14"),
    DayCase(f"{LEDE} on May 17.", "2024-05-16", "2024-05-17"),  # a day later there
    DayCase(f"{LEDE}. The last time they met was on March 20.", "2024-05-16", None),
    DayCase(f"{LEDE} and praised the group launched on May 3.", "2024-05-16", None),
    DayCase(f"{LEDE} last evening (14).", "2024-05-15", "2024-05-14"),
    DayCase(f"{LEDE}. They agreed that today the region needs calm.", "2024-05-15", None),
    DayCase(f"{LEDE}. “Today's world is no safer,” he said.", "2024-05-15", None),
    DayCase(f"{CALL} spoke by phone. Sisi informed Macron of his talks in Doha on May 13.", "2024-05-16", None, "phone"),
    DayCase(f"In view of the summit in Doha on May 20, {CALL} spoke by phone.", "2024-05-16", None, "phone"),
    DayCase(f"{CALL} spoke by phone. They praised the outcome of their meeting on May 2.", "2024-05-16", None, "phone"),
    DayCase(f"{LEDE}.\n\nThe annual exchange was held virtually.", "2024-05-16", None),
    DayCase("Annual Exchange of Visits of Oman and Greece\n\nThe exchange was held virtually. During the meeting, Omani "
            "Foreign Minister Badr Albusaidi thanked Greece.", None, None, "video"),
    DayCase(f"{LEDE} yesterday.", "2024-03-01", "2024-02-29"),
    DayCase(f"{LEDE} on May 13 and 14.", "2024-05-16", None),  # two days settle none
    DayCase(f"{LEDE}.", "2024-05-16", None),
    DayCase(f"MUSCAT, May 16 (ONA) - {LEDE}.", "2024-05-16", None),  # the dateline tells when it was written
    DayCase(f"MUSCAT, May 16 (ONA) - {LEDE} on Wednesday.", "2024-05-16", "2024-05-15"),
    DayCase(f"MUSCAT, 16 May 2024 (ONA) - {LEDE} on Wednesday.", None, "2024-05-15"),
    DayCase(f"{LEDE} to discuss the summit of 20 June.", "2024-05-16", None),
    DayCase(f"{LEDE} on Tuesday, two days before the parliamentary election of May 16.", "2024-05-15", "2024-05-14"),
    DayCase(f"{LEDE}. The ministers discussed trade. The meeting took place on Tuesday.", "2024-05-16", "2024-05-14"),
    DayCase(
        "Omani Foreign Minister Badr Albusaidi will meet Greek Foreign Minister George Gerapetritis in Muscat on "
        "Tuesday.", "2024-05-13", "2024-05-14",
    ),
    DayCase(
        "Omani Foreign Minister Badr Albusaidi will meet Greek Foreign Minister George Gerapetritis in Muscat on "
        "January 5.", "2024-12-28", "2025-01-05",
    ),
    DayCase(f"{CALL} spoke by phone on Monday about Gaza.", "2024-05-14", "2024-05-13", "phone"),
    DayCase(f"{CALL} held a virtual meeting on Monday.", "2024-05-14", "2024-05-13", "video"),
    DayCase(f"{CALL} held talks via video link on Monday.", "2024-05-14", "2024-05-13", "video"),
    DayCase(f"{CALL} had a telephone conversation on Monday.", "2024-05-14", "2024-05-13", "phone"),
    DayCase(f"{CALL} held a telephonic conversation on Monday.", "2024-05-14", "2024-05-13", "phone"),
    DayCase(f"{CALL} held talks on Monday. During the phone call, both warned of a war.", "2024-05-14", "2024-05-13", "phone"),
    DayCase(f"{CALL} held talks on Monday.", "2024-05-14", "2024-05-13"),
    DayCase(f"{CALL} discussed Gaza in a call on Monday.", "2024-05-14", "2024-05-13", "phone"),
    DayCase(f"{CALL} held talks on Monday. In a call with reporters, he warned of a war.", "2024-05-14", "2024-05-13"),
    DayCase(f"{CALL} discussed Gaza by phone on Monday.", "2024-05-14", "2024-05-13", "phone"),
    DayCase(f"{CALL} spoke by phone and discussed the results of the talks in Oslo on April 6.", "2024-05-14", None, "phone"),
    DayCase(
        "French President Emmanuel Macron spoke with Egyptian President Abdel Fattah el-Sisi in Cairo on Monday.",
        "2024-05-14", "2024-05-13",
    ),
    DayCase(
        "French President Emmanuel Macron had lunch with Egyptian President Abdel Fattah el-Sisi on Monday.",
        "2024-05-14", "2024-05-13",
    ),
    DayCase(
        "French President Emmanuel Macron huddled with Egyptian President Abdel Fattah el-Sisi on Monday.",
        "2024-05-14", "2024-05-13",
    ),
    DayCase(
        "French President Emmanuel Macron called Egyptian President Abdel Fattah el-Sisi on Monday.",
        "2024-05-14", "2024-05-13", "phone",
    ),
    DayCase(f"{LEDE} on Monday. They had agreed on it in a phone call last week.", "2024-05-14", "2024-05-13"),
    DayCase("Oman and Greece on Monday agreed to build a port. The foreign ministers of Oman and Greece, Badr Albusaidi and George "
            "Gerapetritis, held talks in Muscat.", "2024-05-14", "2024-05-13"),
    DayCase("Omani Foreign Minister Badr Albusaidi received a courtesy call from Greek Ambassador Maria Pappas on Monday.",
            "2024-05-14", "2024-05-13"),
    DayCase("Ambassador Maria Pappas presented her Letter of Credence to President Badr Albusaidi on 13 May 2024.", None,
            "2024-05-13"),
    DayCase("Omani Foreign Minister Badr Albusaidi said on Tuesday that he will meet his Greek counterpart in Muscat.",
            "2024-05-14", None),  # the day it was said
    DayCase("Omani Foreign Minister Badr Albusaidi said on Tuesday he had met his Greek counterpart in Muscat.",
            "2024-05-14", "2024-05-14"),
    DayCase("In a statement issued on Tuesday, the ministry said Omani Foreign Minister Badr Albusaidi had met his Greek "
            "counterpart in Muscat on Friday.", "2024-05-14", "2024-05-10"),
    DayCase(f"{LEDE}. A spokesman said Monday's talks were useful.", "2024-05-14", "2024-05-13"),
    DayCase(f"May 14, 2024 {LEDE}.", None, None),  # the page's stamp
    DayCase(f"{LEDE} during a visit from Sunday, 12 May until Tuesday, 14 May 2024.", None, None),
    DayCase(f"{LEDE} during a visit from Sunday, 12 May, to Tuesday, 14 May, 2024.", None, None),
    DayCase("Omani Foreign Minister Badr Albusaidi will travel to Athens on Friday to meet Greek Foreign Minister George "
            "Gerapetritis.", "2024-05-14", None),
    DayCase(f"{LEDE}. The talks, which took place on Monday, were short.", "2024-05-14", "2024-05-13"),
    DayCase(f"{CALL} held on Monday their first call since the election.", "2024-05-14", "2024-05-13", "phone"),
    DayCase(f"{CALL} agreed on Monday to open a port. The call, which lasted an hour, pleased Egypt.", "2024-05-14",
            "2024-05-13", "phone"),
    DayCase("Greek Ambassador Maria Pappas pays a farewell call on Foreign Minister Badr Albusaidi", None, None),
    DayCase("Two days after Sunday's poll, Omani Foreign Minister Badr Albusaidi met Greek Ambassador Maria Pappas.",
            "2024-05-14", None),
    DayCase("Omani Foreign Minister Badr Albusaidi, who took office on May 1, met Greek Ambassador Maria Pappas on Monday.",
            "2024-05-14", "2024-05-13"),
    DayCase("Greek Foreign Minister George Gerapetritis arrived in Muscat on Sunday. He met Omani Foreign Minister Badr "
            "Albusaidi on Monday.", "2024-05-14", "2024-05-13"),
    DayCase(f"{LEDE} during a two-day visit that began on Sunday.", "2024-05-14", None),
    DayCase(f"{CALL} spoke by phone. The call on Monday lasted an hour.", "2024-05-14", "2024-05-13", "phone"),
    DayCase("Greek Foreign Minister George Gerapetritis will travel to Muscat on Friday for a two-day visit and meet Omani "
            "Foreign Minister Badr Albusaidi.", "2024-05-14", None),
    DayCase("Three days of talks between Omani Foreign Minister Badr Albusaidi and Greek Foreign Minister George Gerapetritis "
            "ended on Monday.", "2024-05-14", None),
    DayCase("Prices of wheat rose again on Monday, the statistics office said.", "2024-05-14", None, None),
    *(  # what was refused, called off or denied was no meeting
        DayCase(f"Peruvian Foreign Minister Ann Lee {refused} Kenyan President Paul Otieno on Monday.", "2024-05-14", None, None)
        for refused in ("refused to meet", "has never met", "cancelled her meeting with", "ruled out talks with", "did not meet")
    ),
    DayCase("Talks between Ann Lee of Peru and President Paul Otieno were postponed on Monday.", "2024-05-14", None, None),
    DayCase("Peru denied on Monday that Foreign Minister Ann Lee had met President Paul Otieno.", "2024-05-14", None, None),
    DayCase("President Paul Otieno's plan met with fierce criticism from Foreign Minister Ann Lee on Monday.", "2024-05-14",
            None, None),
    DayCase("President Paul Otieno called on General Musa Bello to free ministers on Monday.", "2024-05-14", None, None),
    DayCase("The Senate has received a formal request from President Paul Otieno to confirm Ann Lee as judge.", "2024-05-14", None,
            None),
    DayCase("President Paul Otieno may meet Foreign Minister Ann Lee in Lima, an aide said on Monday.", "2024-05-14", None),
    DayCase("Former president Paul Otieno died on Friday. In 1975 he hosted Foreign Minister Ann Lee in Lima.", "2024-05-14", None),
    DayCase("Peruvian Foreign Minister Ann Lee met Kenyan President Paul Otieno on 30 May.", "2024-05-14", "2023-05-30"),
]  # fmt: skip


@pytest.mark.parametrize("case", DAYS, ids=lambda case: f"{case.text[-45:]} {case.published}")
def test_day_and_mode(case: DayCase) -> None:
    made = meeting(case.text, case.published)
    assert (made.date and made.date.isoformat()) == case.day
    assert made.mode == case.mode
    if made.date and made.date_span:
        assert case.text[made.date_span.start : made.date_span.end] == made.date_span.text


# --- Field: participants ----------------------------------------------------------------------------


@dataclass(frozen=True)
class People:
    """A text and its participants as (name, role, country), in any order."""

    text: str
    expected: tuple[tuple[str, str | None, str | None], ...]


PEOPLE = [
    People(  # an adviser to somebody, who was not there; a "Government delegation"
        "General Musa Danjuma met a French delegation in Abuja on Tuesday. The four-man French Government delegation was "
        "led by Bruno Delmas, special adviser to President Francois Marchand.",
        (
            ("Musa Danjuma", None, "Nigeria"),
            ("Bruno Delmas", "special adviser to President Francois Marchand", "France"),
        ),
    ),
    People(
        "President Zoran Lukic today received special Libyan envoy Salim al-Turki in Belgrade.",
        (("Zoran Lukic", "President", "Serbia"), ("Salim al-Turki", "special envoy", "Libya")),
    ),
    People(  # who had met others before
        "President Oumar Kante of Mali received French Minister Michel Rousset, who had already held a working session with "
        "Prime Minister Ibrahim Kouyate.",
        (("Oumar Kante", "President", "Mali"), ("Michel Rousset", "Minister", "France")),
    ),
    People(
        "Indian Prime Minister Narayan Mehta met President Kumara Silva in Colombo.\n\nAccompanying the Prime Minister on "
        "this visit are India's Minister of External Affairs, Dr. S. Jayaraman, and National Security Advisor Ajit Dogra.",
        (
            ("Narayan Mehta", "Prime Minister", "India"),
            ("Kumara Silva", "President", "Sri Lanka"),
            ("S. Jayaraman", "Minister of External Affairs", "India"),
            ("Ajit Dogra", "National Security Advisor", "India"),
        ),
    ),
    People(  # a deputy is of his chief's country
        "President Kumara Silva of Sri Lanka met with the High Commissioner of New Zealand, H.E. David Parr. Deputy High "
        "Commissioner Mrs. Gabrielle Irons also joined the discussions.",
        (
            ("Kumara Silva", "President", "Sri Lanka"),
            ("David Parr", "High Commissioner", "New Zealand"),
            ("Gabrielle Irons", "Deputy High Commissioner", "New Zealand"),
        ),
    ),
    People(  # another meeting still to come, and what somebody said elsewhere
        "US Defense Secretary Lloyd Benson signed the deal with his Philippine counterpart Gilbert Tavera on Monday during "
        "a visit that will also include a meeting with President Fernando Marquez. The signing comes as Treasury Secretary "
        "Joan Keller stressed the need for calm.",
        (
            ("Lloyd Benson", "Defense Secretary", "United States"),
            ("Gilbert Tavera", "Defense Secretary", "Philippines"),
        ),
    ),
    People(  # the caption of a photograph of this meeting, with the full name
        "Ministers sign pact\nUS Secretary of Defense Lloyd J. Benson and Philippine Secretary of National Defense Gilbert "
        "Tavera exchange documents in Manila on Monday, Nov. 18, 2024. (AP Photo/Ann Lee)\nMANILA — Benson met Tavera on "
        "Monday.",
        (
            ("Lloyd J. Benson", "Secretary of Defense", "United States"),
            ("Gilbert Tavera", "Secretary of National Defense", "Philippines"),
        ),
    ),
    People(  # that of another one, from the files
        " date 2024-02-19 \nMinister of Public Security Wang Xiaolin waits for Adviser Jen Dawson before a meeting in Beijing, "
        "Jan. 30, 2024. Ng Han/Pool via REUTERS\nBEIJING — Minister of Public Security Wang Xiaolin met Hungarian Prime "
        "Minister Viktor Orosz in Budapest last week.",
        (
            ("Wang Xiaolin", "Minister of Public Security", "China"),
            ("Viktor Orosz", "Prime Minister", "Hungary"),
        ),
    ),
    People(  # ministers of a list, each with a name behind the country: dashes, nothing, brackets
        "Minister Anders Berg of Norway met with the Foreign Ministers of the Republic of Moldova - Ion Rusu, the Islamic "
        "Republic of Pakistan Tariq Hashmi, and the State Minister of India Asha Menon in Oslo.",
        (
            ("Anders Berg", "Minister", "Norway"),
            ("Ion Rusu", "Foreign Minister", "Moldova"),
            ("Tariq Hashmi", "Foreign Minister", "Pakistan"),
            ("Asha Menon", "State Minister", "India"),
        ),
    ),
    People(
        "President Ann Berg of Norway received the ambassadors of Moldova (Ion Rusu), Pakistan (Tariq Hashmi) and Peru "
        "(Luis Paredes) in Oslo.",
        (
            ("Ann Berg", "President", "Norway"),
            ("Ion Rusu", "ambassador", "Moldova"),
            ("Tariq Hashmi", "ambassador", "Pakistan"),
            ("Luis Paredes", "ambassador", "Peru"),
        ),
    ),
    People(  # the first of a list has his country before, the others behind
        "Prime Minister Dawit Bekele of Ethiopia held a bilateral discussion with presidents of Djibouti, Omar Waberi, Slim "
        "Jaziri of Tunisia and Inese Kalnina of Latvia.",
        (
            ("Dawit Bekele", "Prime Minister", "Ethiopia"),
            ("Omar Waberi", "president", "Djibouti"),
            ("Slim Jaziri", "president", "Tunisia"),
            ("Inese Kalnina", "president", "Latvia"),
        ),
    ),
    People(  # "including X (A)" behind a plural office
        "Armenia's Foreign Minister Vahan Petrosyan received Ambassadors of the donor countries, including Luc Moreau "
        "(France) and Nancy Holt (USA).",
        (
            ("Vahan Petrosyan", "Foreign Minister", "Armenia"),
            ("Luc Moreau", "Ambassador of the donor countries", "France"),
            ("Nancy Holt", "Ambassador of the donor countries", "United States"),
        ),
    ),
    People(  # on the sidelines of a conference its place is nobody's home
        "BAKU: Foreign Minister Nasser Al-Mubarak met Indonesian Foreign Minister Surya Hartono on the sidelines of a "
        "ministerial meeting in Baku, Azerbaijan.\n\nThe two sides want to hold the Joint Committee in the State of Kuwait.",
        (
            ("Nasser Al-Mubarak", "Foreign Minister", "Kuwait"),
            ("Surya Hartono", "Foreign Minister", "Indonesia"),
        ),
    ),
    People(  # envoys of three countries call on a fourth one's minister
        "Alejandro Peraza, Ambassador of Cuba, Dragan Pavic, Ambassador of Serbia, and Sipho Nkambule, High Commissioner of "
        "Eswatini, jointly called on Foreign Minister Anisul Karim in Dhaka.",
        (
            ("Alejandro Peraza", "Ambassador", "Cuba"),
            ("Dragan Pavic", "Ambassador", "Serbia"),
            ("Sipho Nkambule", "High Commissioner", "Eswatini"),
            ("Anisul Karim", "Foreign Minister", "Bangladesh"),
        ),
    ),
    People(  # letters behind a name, the Most Hon., Ma.
        "Bosnian Ambassador Emina Hadzic paid a farewell call on Mr. Anisul Karim, MP, Foreign Minister of Bangladesh.",
        (
            ("Emina Hadzic", "Ambassador", "Bosnia and Herzegovina"),
            ("Anisul Karim", "Foreign Minister", "Bangladesh"),
        ),
    ),
    People(
        "Jamaica's Prime Minister, the Most Hon. Winston Clarke, met Philippine Environment Secretary Ma. Teresa Yulo-Reyes.",
        (
            ("Winston Clarke", "Prime Minister", "Jamaica"),
            ("Ma. Teresa Yulo-Reyes", "Environment Secretary", "Philippines"),
        ),
    ),
    People(  # whom a meeting gathered; names with bint and bin
        "Saudi Crown Prince Sattam bin Turki received US Secretary of State Daniel Foster in Jeddah.\n\nThe meeting gathered "
        "Saudi Minister of Defense Nawaf bin Turki and Saudi Ambassador to the United States Princess Hala bint Bandar bin "
        "Sultan.",
        (
            ("Sattam bin Turki", "Crown Prince", "Saudi Arabia"),
            ("Daniel Foster", "Secretary of State", "United States"),
            ("Nawaf bin Turki", "Minister of Defense", "Saudi Arabia"),
            ("Hala bint Bandar bin Sultan", "Ambassador to the United States", "Saudi Arabia"),
        ),
    ),
    People(  # no part for whom the meeting prepares
        "Malaysian Foreign Minister Kamal Hashim met his Philippine counterpart Corazon Villanueva in Manila.\n\nThe talks took "
        "place during a lunch hosted by Villanueva to finalise preparations for the meeting between Prime Minister Rashid "
        "Omar and President Ramon Dizon.",
        (
            ("Kamal Hashim", "Foreign Minister", "Malaysia"),
            ("Corazon Villanueva", "Foreign Minister", "Philippines"),
        ),
    ),
    People(  # a mission is led in passing; the head of a country's diplomacy
        "Fijian President Epeli Koroi received Tongan King Sione VI. Koroi reflected on the recent Fiji-Tonga Business Mission "
        "led by Fiji's Deputy Prime Minister, Mosese Kamikamica.",
        (("Epeli Koroi", "President", "Fiji"), ("Sione VI", "King", "Tonga")),
    ),
    People(
        "Foreign Minister Marek Czarnecki of Poland and the chief of Hungarian diplomacy Gábor Szalai met in Budapest.",
        (
            ("Marek Czarnecki", "Foreign Minister", "Poland"),
            ("Gábor Szalai", "chief of Hungarian diplomacy", "Hungary"),
        ),
    ),
    People(  # an office and a second one, though somebody else holds the first
        "Iranian Foreign Minister Farhad Ebrahimi spoke by phone with Omani Foreign Minister and Deputy Prime Minister Salim "
        "Al Harthy.",
        (
            ("Farhad Ebrahimi", "Foreign Minister", "Iran"),
            ("Salim Al Harthy", "Foreign Minister and Deputy Prime Minister", "Oman"),
        ),
    ),
    People(  # the Secretary-General's envoys, and his office is not the Foreign Secretary's
        "The UN Secretary General's Special Representative for Afghanistan, Nigel Hayes, met Pakistani Foreign Secretary "
        "Salman Qureshi in Islamabad.",
        (
            ("Nigel Hayes", "Special Representative for Afghanistan", "United Nations"),
            ("Salman Qureshi", "Foreign Secretary", "Pakistan"),
        ),
    ),
    People(  # the guests' countries stand before their plural office
        "President Peter Mwangi on Wednesday held talks with Somalia and South Sudan Presidents at State House, Nairobi.",
        (("Peter Mwangi", "President", "Kenya"),),
    ),
    People(  # a host is of the country that is visited
        "Kenyan President Peter Mwangi arrived in Mozambique on Thursday for talks with his host, Armando Machava.",
        (("Peter Mwangi", "President", "Kenya"), ("Armando Machava", None, "Mozambique")),
    ),
    People(
        "On the final day of his visit to Laos, Defence Minister Mahesh Pratap met his Japanese counterpart Taro Nakano. Indian "
        "officials took part; India and Laos are partners.",
        (("Mahesh Pratap", "Defence Minister", "India"), ("Taro Nakano", "Defence Minister", "Japan")),
    ),
    People(  # two people, each with an office, and no part for whose journey is the occasion
        "Maltese Vice President Carla Webb met with Chancellor Otto Hahn of Germany on the margins of President Hill's trip to "
        "Europe. The Vice President and Chancellor Hahn discussed shipping.",
        (("Carla Webb", "Vice President", "Malta"), ("Otto Hahn", "Chancellor", "Germany")),
    ),
    People(  # a list in the lines below
        "President John Mensah of Ghana received three new envoys on Monday. The new envoys are:\n– Her Excellency Maria Pinto, "
        "Ambassador of The Republic of Portugal\n– H.E. Mr. Jan de Wit, Ambassador of the Kingdom of the Netherlands\n"
        "The President wished them well. Ambassador Ali Kaya of Turkey left last week.",
        (
            ("John Mensah", "President", "Ghana"),
            ("Maria Pinto", "Ambassador", "Portugal"),
            ("Jan de Wit", "Ambassador", "Netherlands"),
        ),
    ),
    People(
        "Zambian President Grace Phiri met Taro Ito, Foreign Minister of Japan, in Lusaka. Also present were:\n1. Hon. Ken "
        "Banda, Minister for Trade\n2. World Bank country director Nathalie Bello\n3. EU enlargement commissioner Marta Kos",
        (
            ("Grace Phiri", "President", "Zambia"),
            ("Taro Ito", "Foreign Minister", "Japan"),
            ("Ken Banda", "Minister for Trade", "Zambia"),
            ("Nathalie Bello", "country director", "World Bank"),
            ("Marta Kos", "enlargement commissioner", "European Union"),
        ),
    ),
    People(
        "Chargé d'Affaires of the US Embassy in Harare Laura Sosa met Zimbabwean Finance Minister Themba Nube.",
        (
            ("Laura Sosa", "Chargé d'Affaires of the US Embassy", "United States"),
            ("Themba Nube", "Finance Minister", "Zimbabwe"),
        ),
    ),
    People(  # "they" who were named before; a possessive without s; kin; a post of two halves
        "U.S. envoys Amos Hart and Brett Gunn landed in Beirut on Tuesday. The two envoys met the Philippines' Ana Reyes and "
        "Deputy Prime Minister - Minister of Foreign Affairs Murat Serik of Kazakhstan and his wife Aigul Serik.",
        (
            ("Amos Hart", "envoy", "United States"),
            ("Brett Gunn", "envoy", "United States"),
            ("Ana Reyes", None, "Philippines"),
            ("Murat Serik", "Deputy Prime Minister - Minister of Foreign Affairs", "Kazakhstan"),
            ("Aigul Serik", None, "Kazakhstan"),
        ),
    ),
    People(  # the second chief of one side, "Rt Hon", a first name that is a title elsewhere
        "New Zealand's Minister of Trade Rt Hon Winston Pear met Singaporean President Tan Wei and Prime Minister Lim Hock "
        "and Pakistani minister Amir Khan Sahi in Washington, DC on Monday.",
        (
            ("Winston Pear", "Minister of Trade", "New Zealand"),
            ("Tan Wei", "President", "Singapore"),
            ("Lim Hock", "Prime Minister", "Singapore"),
            ("Amir Khan Sahi", "minister", "Pakistan"),
        ),
    ),
    People(  # no part: whom they will see next, met at other times, or speak of
        "Irish President Ann Byrne, who has met Omar Fawzi of Egypt many times, raised the case of detained writer Ali Taha. She "
        "met Egyptian Prime Minister Samir Nasr in Cairo before flying to Paris to see French President Emile Martin.",
        (("Ann Byrne", "President", "Ireland"), ("Samir Nasr", "Prime Minister", "Egypt")),
    ),
    People(  # who visits a country is not of it; "Senior" is a part of an office, a desk in brackets too
        "President Kofi Boakye arrived in India and met Indian Secretary (West) Ravi Sharma and Senior Minister of State Edwin "
        "Lim of Singapore in New Delhi. Ghana has high hopes.",
        (
            ("Ravi Sharma", "Secretary (West)", "India"),
            ("Edwin Lim", "Senior Minister of State", "Singapore"),
            ("Kofi Boakye", "President", "Ghana"),
        ),
    ),
    People(  # a given name that is also a title; who is named aside has no counterpart
        "Dr. Sultan Al Hamadi, UAE Minister of Industry, who was in Lima with Emirati President Khalid Saeed, met his Peruvian "
        "counterpart Luis Soto and H E Minister of Mines Rosa Paz.",
        (
            ("Sultan Al Hamadi", "Minister of Industry", "United Arab Emirates"),
            ("Khalid Saeed", "President", "United Arab Emirates"),
            ("Luis Soto", "Minister of Industry", "Peru"),
            ("Rosa Paz", "Minister of Mines", "Peru"),
        ),
    ),
    People(  # companions tell the country, and so does a post abroad
        "Speaker Grace Phiri hosted the Ambassador of Cuba to Zambia, Pedro Gomez, and U.S. Senators John Doe (R-SC) and Mary "
        "Roe (D-NH) on Monday.",
        (
            ("Grace Phiri", "Speaker", "Zambia"),
            ("Pedro Gomez", "Ambassador", "Cuba"),
            ("John Doe", "Senator", "United States"),
            ("Mary Roe", "Senator", "United States"),
        ),
    ),
    People(
        "Prime Minister Arun Rao and Chinese President Li Wei held talks on a boat. Foreign Secretary Asha Nair and Indian "
        "Ambassador to China Vijay Menon were present.",
        (
            ("Arun Rao", "Prime Minister", "India"),
            ("Li Wei", "President", "China"),
            ("Asha Nair", "Foreign Secretary", "India"),
            ("Vijay Menon", "Ambassador to China", "India"),
        ),
    ),
    People(
        "Turkish Defence Minister Ali Kaya, left, and Vietnamese Defence Minister Ngo Van Minh shake hands in Hanoi on Monday.",
        (("Ali Kaya", "Defence Minister", "Turkey"), ("Ngo Van Minh", "Defence Minister", "Vietnam")),
    ),
    People(  # a wife is of her husband's country; one side told in a list; colleagues
        "Chinese President Han Weiming and his wife Lin Meiling met Finnish Minister Aino Lahti, Interior Minister Eero Koski and "
        "Lahti's Swedish and Danish colleagues Per Lind and Mette Holm in Paris.",
        (
            ("Han Weiming", "President", "China"),
            ("Lin Meiling", None, "China"),
            ("Aino Lahti", "Minister", "Finland"),
            ("Eero Koski", "Interior Minister", "Finland"),
            ("Per Lind", "Minister", "Sweden"),
            ("Mette Holm", "Minister", "Denmark"),
        ),
    ),
    People(  # not who speaks for somebody, unless that is not all
        "“We want peace,” said Carol Webb, a spokeswoman for President Thomas Hill of Malta, who met Irish Minister Eva Byrne and Ali "
        "Kaya, Spokesperson and Chief Advisor to the President of Turkey, on Monday.",
        (
            ("Thomas Hill", "President", "Malta"),
            ("Eva Byrne", "Minister", "Ireland"),
            ("Ali Kaya", "Spokesperson and Chief Advisor to the President", "Turkey"),
        ),
    ),
    People(  # a rank, a hyphenated office and a body's name belong to the office or to nobody
        "Commander-in-Chief of the Armed Forces of Peru Luis Soto, Peruvian Minister of Defence General Iván Rojas and "
        "Chairman of the Joint Chiefs of Staff General Mark Holden of the United States met General Ama Boateng, Commander "
        "of the United States Lake Command (USLAKCOM), in Lima.",
        (
            ("Luis Soto", "Commander-in-Chief of the Armed Forces", "Peru"),
            ("Iván Rojas", "Minister of Defence", "Peru"),
            ("Mark Holden", "Chairman of the Joint Chiefs of Staff", "United States"),
            ("Ama Boateng", "Commander of the United States Lake Command (USLAKCOM)", "United States"),
        ),
    ),
    People(  # capitals beyond Latin-1, a name in its short form, a nickname, an initial
        "Abdullah bin Salem meets Croatian minister\nSheikh Abdullah bin Salem Al Nahr, UAE Minister of Trade, met Croatian Foreign "
        "Minister Ivo Šarić, Indonesian President Bambang “Bams” Wiranto and Singaporean Minister for Law K Suppiah in Dubai.",
        (
            ("Abdullah bin Salem Al Nahr", "Minister of Trade", "United Arab Emirates"),
            ("Ivo Šarić", "Foreign Minister", "Croatia"),
            ("Bambang “Bams” Wiranto", "President", "Indonesia"),
            ("K Suppiah", "Minister for Law", "Singapore"),
        ),
    ),
    People(  # a member of parliament, whom a pronoun's companions belong to, "Chief" and "Tan" as parts of names
        "President Kwame Mensah of Ghana met the President of the Republic of Singapore, H.E. Tan Wei Ming, in Singapore. He was "
        "accompanied by Hon. Samuel Adjei (MP), Minister for Foreign Affairs, and the Head of the Lake Board, Chief Yaw Darko.",
        (
            ("Kwame Mensah", "President", "Ghana"),
            ("Tan Wei Ming", "President", "Singapore"),
            ("Samuel Adjei", "Minister for Foreign Affairs", "Ghana"),
            ("Yaw Darko", "Head of the Lake Board", "Ghana"),
        ),
    ),
    People(  # two rulers are two people; other hyphens; no home for the head of a company
        "Polish President Jan Nowak met Bulgarian Prime Minister Ivan Belov in Sofia. The President and Prime "
        "Minister Belov thanked CEO Ann Lee and the Vice\u2011Minister Eva Koch\u2011Lind, who was also present.",
        (
            ("Jan Nowak", "President", "Poland"),
            ("Ivan Belov", "Prime Minister", "Bulgaria"),
            ("Ann Lee", "CEO", None),
            ("Eva Koch-Lind", "Vice-Minister", "Bulgaria"),
        ),
    ),
    People(  # China has a president of its own, so this one is not of China
        "President-elect Bambang Wiranto met Japanese Prime Minister Ken Mori in Tokyo. China is wooing Indonesia too. Chinese President "
        "Han Weiming wants China to build a port, and China has lent money.",
        (("Bambang Wiranto", "President-elect", "Indonesia"), ("Ken Mori", "Prime Minister", "Japan")),
    ),
    People(  # countries that are no more
        "Soviet Foreign Minister Ivan Sokolov met West German Chancellor Hans Vogt in Bonn.",
        (("Ivan Sokolov", "Foreign Minister", "Soviet Union"), ("Hans Vogt", "Chancellor", "West Germany")),
    ),
    People(  # a prince has the office of his counterpart
        "Turkish Foreign Minister Kemal Aydin met his Saudi counterpart Prince Talal bin Nasser in Riyadh.",
        (
            ("Kemal Aydin", "Foreign Minister", "Turkey"),
            ("Talal bin Nasser", "Foreign Minister", "Saudi Arabia"),
        ),
    ),
    People(  # whose envoy somebody is takes no part
        "President Sani Bello of Nigeria received the Special Envoy of President Deng Mabior of South Sudan, Hon. James Lado, "
        "in Abuja.",
        (
            ("Sani Bello", "President", "Nigeria"),
            ("James Lado", "Special Envoy of President Deng Mabior", "South Sudan"),
        ),
    ),
    People(  # offices in a body that is named behind a comma or of any name
        "Ghana's Foreign Minister Kofi Asare received Peruvian Ambassador Rosa Ibarra in Accra. Also present were the Director, "
        "Federal Scholarship Board, Mrs Ama Boateng, the President of the Lake Society of Ghana, Mr Yaw Darko, and the General "
        "Manager, Pim Visser.",
        (
            ("Kofi Asare", "Foreign Minister", "Ghana"),
            ("Rosa Ibarra", "Ambassador", "Peru"),
            ("Ama Boateng", "Director, Federal Scholarship Board", "Ghana"),
            ("Yaw Darko", "President of the Lake Society", "Ghana"),
            ("Pim Visser", "General Manager", "Ghana"),
        ),
    ),
    People(  # whose minister: told by "of" or "for", also behind a form of state and for two at once
        "Kenyan Prime Minister Ali Omar met President Adam Kosta and Foreign Minister Eva Baran of the Republic of Cyprus and the "
        "Foreign Minister for Nauru, Dr Peter Waqa, in Nairobi.",
        (
            ("Ali Omar", "Prime Minister", "Kenya"),
            ("Adam Kosta", "President", "Cyprus"),
            ("Eva Baran", "Foreign Minister", "Cyprus"),
            ("Peter Waqa", "Foreign Minister", "Nauru"),
        ),
    ),
    People(  # a country has one president; assistants to him
        "Kenya and Fiji signed a pact in Nairobi on Monday. President Ali Omar received President Ann Lee at State House, Nairobi. "
        "Assistant to the President for Trade Paul Mwangi attended. Kenya welcomed the pact and Fiji praised it.",
        (
            ("Ali Omar", "President", "Kenya"),
            ("Ann Lee", "President", "Fiji"),
            ("Paul Mwangi", "Assistant to the President for Trade", "Kenya"),
        ),
    ),
    People(  # no photographers, no parts of a headline in capitals
        "Peruvian Minister Lee To Visit Nairobi\nPeruvian Foreign Minister Ann Lee met her Kenyan counterpart Paul Otieno in Lima on "
        "Monday. Eva Kos/AFP",
        (("Ann Lee", "Foreign Minister", "Peru"), ("Paul Otieno", "Foreign Minister", "Kenya")),
    ),
    People(  # the other side of ambassadors posted to a country, or to two; an aide who passes on what the President said
        "Foreign Minister Musa Bello received German Ambassador to Nigeria Anna Vogt and the Head of the European Union "
        "Delegation to Nigeria and Chad, Luisa Conti, on Tuesday to discuss Ukraine. Ukraine has asked for help.",
        (
            ("Musa Bello", "Foreign Minister", "Nigeria"),
            ("Anna Vogt", "Ambassador to Nigeria", "Germany"),
            ("Luisa Conti", "Head of the European Union Delegation to Nigeria and Chad", "European Union"),
        ),
    ),
    People(
        "The President of Kenya, General Ali Omar, hopes for more trade. According to his Assistant on Media, Paul Mwangi, the "
        "President said this in talks with Peruvian President Rosa Ibarra in Lima on Friday.",
        (("Ali Omar", "President", "Kenya"), ("Rosa Ibarra", "President", "Peru")),
    ),
    People(  # names that hold a function word or a title; "Right Honourable" is none; a Chief Operating Officer
        "Vietnam's top leader To Minh met Brunei's Minister of Development Dato Seri Setia Awang Haji Mohd Azlan bin Haji Abdul "
        "Rahim in Hanoi. The Right Honourable Mr Hari Thapa, Prime Minister of Nepal, and Lake Energy Company Chief Operating "
        "Officer Tien Hsu were also present.",
        (
            ("To Minh", "top leader", "Vietnam"),
            ("Mohd Azlan bin Haji Abdul Rahim", "Minister of Development", "Brunei"),
            ("Hari Thapa", "Prime Minister", "Nepal"),
            ("Tien Hsu", "Lake Energy Company Chief Operating Officer", "Vietnam"),
        ),
    ),
    People(  # titles in brackets
        "Nigerian Foreign Minister, Ambassador (Dr.) Musa Bello, met the Defence Minister of Chad, Gen. (rtd) Idris Saleh, in "
        "Abuja on Tuesday.",
        (("Musa Bello", "Foreign Minister", "Nigeria"), ("Idris Saleh", "Defence Minister", "Chad")),
    ),
    People(  # officers of an embassy and of a navy
        "Kenyan President Ali Omar met Peruvian Ambassador Rosa Ibarra in Nairobi. Also present were Paul Ochieng, Economic and "
        "Commercial Officer, and the Commander of the Kenya Navy, Vice Admiral Juma Said.",
        (
            ("Ali Omar", "President", "Kenya"),
            ("Rosa Ibarra", "Ambassador", "Peru"),
            ("Paul Ochieng", "Economic and Commercial Officer", "Kenya"),
            ("Juma Said", "Commander of the Kenya Navy", "Kenya"),
        ),
    ),
    People(  # a minister in an office, and honorifics with an article
        "Peruvian Ambassador Rosa Ibarra met Malaysia's Minister of Trade, the Hon. Dato' Azlan Karim, and Minister in the "
        "Prime Minister's Office Azalina Musa in Lima.",
        (
            ("Azlan Karim", "Minister of Trade", "Malaysia"),
            ("Azalina Musa", "Minister in the Prime Minister's Office", "Malaysia"),
            ("Rosa Ibarra", "Ambassador", "Peru"),
        ),
    ),
    People(  # letters behind a name, of an order or a house
        "Fijian Prime Minister Ann Lee CBE MP met Ghanaian Foreign Minister Kofi Asare, KC, in Suva on Monday.",
        (("Ann Lee", "Prime Minister", "Fiji"), ("Kofi Asare", "Foreign Minister", "Ghana")),
    ),
    People(  # who represents a country
        "Kenyan Foreign Minister Ann Otieno met Peruvian Ambassador Rosa Ibarra in Nairobi. Representing Kenya were Dr. Paul "
        "Mwangi, Governor of the Central Bank; and Jane Wambui, Secretary of Trade.",
        (
            ("Ann Otieno", "Foreign Minister", "Kenya"),
            ("Rosa Ibarra", "Ambassador", "Peru"),
            ("Paul Mwangi", "Governor of the Central Bank", "Kenya"),
            ("Jane Wambui", "Secretary of Trade", "Kenya"),
        ),
    ),
    People(  # a delegation that is still to be sent
        "Kenyan Foreign Minister Ann Otieno met Peruvian Ambassador Rosa Ibarra in Nairobi on Monday. Peru will send a "
        "delegation, led by Trade Minister Juan Soto, to Mombasa next month.",
        (("Ann Otieno", "Foreign Minister", "Kenya"), ("Rosa Ibarra", "Ambassador", "Peru")),
    ),
    People(  # of another time
        "Kenyan Foreign Minister Ann Otieno met Peruvian Ambassador Rosa Ibarra, who had dealt with then-President Juan Soto, "
        "in Nairobi on Monday.",
        (("Ann Otieno", "Foreign Minister", "Kenya"), ("Rosa Ibarra", "Ambassador", "Peru")),
    ),
    People(  # a list behind "were:"
        "Foreign Minister Lena Aho of Finland met visiting envoys in Espoo. The ministers present at the talks were: Foreign "
        "Minister of Ghana Kofi Asare; Foreign Minister of Chile Rosa Ibarra.",
        (
            ("Lena Aho", "Foreign Minister", "Finland"),
            ("Kofi Asare", "Foreign Minister", "Ghana"),
            ("Rosa Ibarra", "Foreign Minister", "Chile"),
        ),
    ),
    pytest.param(
        People(  # named one by one after all were told of at once
            "The foreign ministers of Norway, Kenya and Peru met in Oslo on Friday. Norwegian Foreign Minister Kari Lund said "
            "trade would grow. Kenyan Foreign Minister Paul Otieno thanked the host. Peruvian Foreign Minister Ana Quispe agreed.",
            (
                ("Kari Lund", "Foreign Minister", "Norway"),
                ("Paul Otieno", "Foreign Minister", "Kenya"),
                ("Ana Quispe", "Foreign Minister", "Peru"),
            ),
        ),
        marks=pytest.mark.xfail(strict=True),
    ),
    People(  # the country before the first office of two
        "Omani Crown Prince, Defence Minister Hilal Al Busaidi met Polish President Adam Wilk in Muscat.",
        (("Hilal Al Busaidi", "Defence Minister", "Oman"), ("Adam Wilk", "President", "Poland")),
    ),
    People(
        "Union Defence Minister Rajnath Singh on Thursday held talks with his Russian counterpart General Sergei Shoigu.",
        (("Rajnath Singh", "Defence Minister", "India"), ("Sergei Shoigu", "Defence Minister", "Russia")),
    ),
    People(
        "U.S. Secretary of State Antony Blinken met with his counterparts from Japan, Australia and India on Friday.",
        (("Antony Blinken", "Secretary of State", "United States"),),
    ),
    People(
        "Foreign Ministers Sameh Shoukry of Egypt, Nikos Dendias of Greece and Ioannis Kasoulides of Cyprus met in Cairo.",
        (
            ("Sameh Shoukry", "Foreign Minister", "Egypt"),
            ("Nikos Dendias", "Foreign Minister", "Greece"),
            ("Ioannis Kasoulides", "Foreign Minister", "Cyprus"),
        ),
    ),
    People(
        "Russian President Vladimir Putin and British Prime Minister Boris Johnson met in Geneva on Monday.",
        (("Vladimir Putin", "President", "Russia"), ("Boris Johnson", "Prime Minister", "United Kingdom")),
    ),
    People(
        "President Vladimir Putin and Prime Minister Boris Johnson met in Geneva. The Russian president arrived first. "
        "The British prime minister was late.",
        (("Vladimir Putin", "President", "Russia"), ("Boris Johnson", "Prime Minister", "United Kingdom")),
    ),
    People(
        "Sheikh Abdullah bin Zayed Al Nahyan, UAE Minister of Foreign Affairs, received Annalena Baerbock, Minister for "
        "Foreign Affairs of Germany, in Abu Dhabi.",
        (
            ("Abdullah bin Zayed Al Nahyan", "Minister of Foreign Affairs", "United Arab Emirates"),
            ("Annalena Baerbock", "Minister for Foreign Affairs", "Germany"),
        ),
    ),
    People(
        "President of Mongolia U.Khurelsukh held talks with President of Kazakhstan Kassym-Jomart Tokayev in Ulaanbaatar.",
        (("U.Khurelsukh", "President", "Mongolia"), ("Kassym-Jomart Tokayev", "President", "Kazakhstan")),
    ),
    People(
        "North Korean leader Kim Jong Un met South Korean President Moon Jae-in at Panmunjom on Friday.",
        (("Kim Jong Un", "leader", "North Korea"), ("Moon Jae-in", "President", "South Korea")),
    ),
    People(
        "Saudi Foreign Minister Prince Faisal bin Farhan met Iraq's Foreign Minister Fuad Hussein in Riyadh.",
        (
            ("Faisal bin Farhan", "Foreign Minister", "Saudi Arabia"),
            ("Fuad Hussein", "Foreign Minister", "Iraq"),
        ),
    ),
    People(
        "H.E. Dr. S. Jaishankar, External Affairs Minister of India, met H.E. Mr. Murray McCully, Minister of Foreign "
        "Affairs of New Zealand, in Delhi.",
        (
            ("S. Jaishankar", "External Affairs Minister", "India"),
            ("Murray McCully", "Minister of Foreign Affairs", "New Zealand"),
        ),
    ),
    People(
        "Minister of Defence of Uzbekistan Lt. Gen. Kurbanov Bakhodir Nizamovich met Indian Defence Minister Rajnath Singh.",
        (
            ("Kurbanov Bakhodir Nizamovich", "Minister of Defence", "Uzbekistan"),
            ("Rajnath Singh", "Defence Minister", "India"),
        ),
    ),
    People(
        "Vietnamese Party General Secretary Nguyen Phu Trong received Lao Prime Minister Sonexay Siphandone in Hanoi.",
        (
            ("Nguyen Phu Trong", "Party General Secretary", "Vietnam"),
            ("Sonexay Siphandone", "Prime Minister", "Laos"),
        ),
    ),
    People(
        "German Chancellor Angela Merkel met French President Emmanuel Macron in Berlin. Mrs. Merkel praised Mr. Macron.",
        (("Angela Merkel", "Chancellor", "Germany"), ("Emmanuel Macron", "President", "France")),
    ),
    People(
        "Indian Defence Minister Rajnath Singh met Japanese Defence Minister Yasukazu Hamada in Tokyo. Singh was "
        "accompanied by Defence Secretary Ajay Kumar.",
        (
            ("Rajnath Singh", "Defence Minister", "India"),
            ("Yasukazu Hamada", "Defence Minister", "Japan"),
            ("Ajay Kumar", "Defence Secretary", "India"),
        ),
    ),
    People(
        "Iranian Foreign Minister Javad Zarif met Turkish Foreign Minister Mevlut Cavusoglu in Astana on Tuesday. Russia "
        "was represented by Deputy Foreign Minister Mikhail Bogdanov.",
        (
            ("Javad Zarif", "Foreign Minister", "Iran"),
            ("Mevlut Cavusoglu", "Foreign Minister", "Turkey"),
            ("Mikhail Bogdanov", "Deputy Foreign Minister", "Russia"),
        ),
    ),
    People(
        "EU foreign policy chief Josep Borrell met UN Secretary-General Antonio Guterres in New York on Wednesday.",
        (
            ("Josep Borrell", "foreign policy chief", "European Union"),
            ("Antonio Guterres", "Secretary-General", "United Nations"),
        ),
    ),
    People(
        "NATO Secretary General Jens Stoltenberg received Finnish President Sauli Niinisto at NATO headquarters.",
        (("Jens Stoltenberg", "Secretary General", "NATO"), ("Sauli Niinisto", "President", "Finland")),
    ),
    People(
        "Kenyan President William Ruto held talks with African Union Commission Chairperson Moussa Faki Mahamat in Nairobi.",
        (("William Ruto", "President", "Kenya"), ("Moussa Faki Mahamat", "Chairperson", "African Union")),
    ),
    People(
        "IMF Managing Director Kristalina Georgieva met Sri Lankan President Ranil Wickremesinghe in Colombo.",
        (
            ("Kristalina Georgieva", "Managing Director", "International Monetary Fund"),
            ("Ranil Wickremesinghe", "President", "Sri Lanka"),
        ),
    ),
    People(
        "OSCE Secretary General Helga Maria Schmid met Acting Foreign Minister Olena Zerkal of Ukraine in Vienna.",
        (
            ("Helga Maria Schmid", "Secretary General", "OSCE"),
            ("Olena Zerkal", "Acting Foreign Minister", "Ukraine"),
        ),
    ),
    People(
        "Bolivian President-elect Luis Arce met former Brazilian President Luiz Inacio Lula da Silva in La Paz.",
        (
            ("Luis Arce", "President-elect", "Bolivia"),
            ("Luiz Inacio Lula da Silva", "former President", "Brazil"),
        ),
    ),
    People(
        "Outgoing Chilean President Michelle Bachelet hosted Argentine Foreign Minister Susana Malcorra in Santiago.",
        (("Michelle Bachelet", "President", "Chile"), ("Susana Malcorra", "Foreign Minister", "Argentina")),
    ),
    People(
        "South Korean President Kim Dae-jung met North Korean envoy Kim Yong-sun in Seoul. President Kim gave a dinner.",
        (("Kim Dae-jung", "President", "South Korea"), ("Kim Yong-sun", "envoy", "North Korea")),
    ),
    People(
        "Russian President Vladimir Putin met Tajik President Emomali Rahmon in Dushanbe. Putin's visit lasts two days.",
        (("Vladimir Putin", "President", "Russia"), ("Emomali Rahmon", "President", "Tajikistan")),
    ),
    People(
        "Sergey Lavrov, Russia's foreign minister, met Wang Yi, China's foreign minister, in Guilin on Monday.",
        (("Sergey Lavrov", "foreign minister", "Russia"), ("Wang Yi", "foreign minister", "China")),
    ),
    People(
        "Georgian Defence Minister Juansher Burchuladze met Mark Esper, the U.S. secretary of defense, in Tbilisi.",
        (
            ("Juansher Burchuladze", "Defence Minister", "Georgia"),
            ("Mark Esper", "secretary of defense", "United States"),
        ),
    ),
    People(
        "The Emir of Qatar, Sheikh Tamim bin Hamad Al Thani, met the King of Jordan, Abdullah II, in Amman.",
        (("Tamim bin Hamad Al Thani", "Emir", "Qatar"), ("Abdullah II", "King", "Jordan")),
    ),
    People(
        "Crown Prince Mohammed bin Salman received Pakistan's Prime Minister Imran Khan in Jeddah. The Saudi crown prince "
        "praised Pakistan.",
        (
            ("Mohammed bin Salman", "Crown Prince", "Saudi Arabia"),
            ("Imran Khan", "Prime Minister", "Pakistan"),
        ),
    ),
    People(
        "Australian Foreign Minister Penny Wong and Solomon Islands Prime Minister Manasseh Sogavare met in Honiara.",
        (
            ("Penny Wong", "Foreign Minister", "Australia"),
            ("Manasseh Sogavare", "Prime Minister", "Solomon Islands"),
        ),
    ),
    People(
        "Qatari Prime Minister and Minister of Foreign Affairs Sheikh Mohammed bin Abdulrahman Al Thani met Egyptian "
        "Foreign Minister Sameh Shoukry in Doha.",
        (
            ("Mohammed bin Abdulrahman Al Thani", "Prime Minister and Minister of Foreign Affairs", "Qatar"),
            ("Sameh Shoukry", "Foreign Minister", "Egypt"),
        ),
    ),
    People(
        "Zambian President Hakainde Hichilema met Zimbabwean President Emmerson Mnangagwa in Livingstone. The talks were also "
        "attended by Foreign Minister Stanley Kakubo and Ambassador Emmanuel Chenda.",
        (
            ("Hakainde Hichilema", "President", "Zambia"),
            ("Emmerson Mnangagwa", "President", "Zimbabwe"),
            ("Stanley Kakubo", "Foreign Minister", "Zambia"),
            ("Emmanuel Chenda", "Ambassador", "Zambia"),
        ),
    ),
    People(
        "Japan's foreign minister was in Tashkent on Saturday for talks with President Shavkat Mirziyoyev. Takeshi Iwaya "
        "arrived from Almaty.",
        (
            ("Takeshi Iwaya", "foreign minister", "Japan"),
            ("Shavkat Mirziyoyev", "President", "Uzbekistan"),
        ),
    ),
    People(  # a country that is only a subject of the talks is nobody's
        "President Ann Moss spoke today with Prime Minister Bo Berg of Sweden. They discussed Russia's war against Ukraine, "
        "sanctions on Russia and support for Ukraine.",
        (("Ann Moss", "President", None), ("Bo Berg", "Prime Minister", "Sweden")),
    ),
    People(  # a country that acts, or is paired with the other side's, is
        "President Ann Moss spoke today with Prime Minister Bo Berg of Sweden. They discussed the war in Syria and the Syrian "
        "settlement, and agreed to deepen Kenya-Sweden cooperation.",
        (("Ann Moss", "President", "Kenya"), ("Bo Berg", "Prime Minister", "Sweden")),
    ),
    People(  # a host whose country only the city tells
        "Foreign Minister Kim Dae-sung met with Mongolian Foreign Minister B. Ganbold in Seoul on Tuesday.",
        (
            ("Kim Dae-sung", "Foreign Minister", "South Korea"),
            ("B. Ganbold", "Foreign Minister", "Mongolia"),
        ),
    ),
    People(
        "Chargé d'Affaires Ewa Nowak of Poland paid a call on Chief Justice Paul Otieno of Kenya in Nairobi.",
        (("Ewa Nowak", "Chargé d'Affaires", "Poland"), ("Paul Otieno", "Chief Justice", "Kenya")),
    ),
    People(
        "Polish Chargé d’Affaires a.i. Ewa Nowak paid a call on Chief Justice Paul Otieno of Kenya in Nairobi.",
        (("Ewa Nowak", "Chargé d’Affaires a.i.", "Poland"), ("Paul Otieno", "Chief Justice", "Kenya")),
    ),
    People(  # where they met is not where they are from if no country is told
        "Foreign Minister Li Wen dined with Minister Ann Moss in Paris on Monday.",
        (("Li Wen", "Foreign Minister", None), ("Ann Moss", "Minister", None)),
    ),
    People(
        "Taoiseach Niamh Byrne and Germany's First Lady, Julia Brandt, met the Apostolic Nuncio Luca Ferri in Dublin.",
        (
            ("Niamh Byrne", "Taoiseach", "Ireland"),
            ("Julia Brandt", "First Lady", "Germany"),
            ("Luca Ferri", "Apostolic Nuncio", "Holy See"),
        ),
    ),
    People(  # countries between the names, each telling the name behind it
        "The Ministers of Foreign Affairs of Latvia, Andris Kalve, Estonia, Mart Saar, and Poland, Jan Wolski, met in Riga.",
        (
            ("Andris Kalve", "Minister of Foreign Affairs", "Latvia"),
            ("Mart Saar", "Minister of Foreign Affairs", "Estonia"),
            ("Jan Wolski", "Minister of Foreign Affairs", "Poland"),
        ),
    ),
    People(  # and in one order before them
        "A trilateral meeting of Azerbaijani, Turkish and Georgian Defense Ministers Zaur Aliyev, Mehmet Kaya and "
        "Giorgi Beridze was held in Baku.",
        (
            ("Zaur Aliyev", "Defense Minister", "Azerbaijan"),
            ("Mehmet Kaya", "Defense Minister", "Turkey"),
            ("Giorgi Beridze", "Defense Minister", "Georgia"),
        ),
    ),
    pytest.param(
        People(
            "President Samuel Otieno of Kenya received a special envoy of the Chairman of the Transitional Council of Chad, "
            "Idriss Saleh, in Nairobi on Monday. The envoy, Abakar Moussa, delivered a letter.",
            (("Samuel Otieno", "President", "Kenya"), ("Abakar Moussa", "envoy", "Chad")),
        ),
        marks=pytest.mark.xfail(strict=True),
    ),
    People(  # offices and names by turns, the office behind the name
        "Oman's Foreign Minister Badr Al Harthy received his Kuwaiti counterpart Salem Al Rashid in Muscat. The meeting was "
        "attended by Ahmed Al Balushi, Head of the Regional Department, Dr. Saleh Al Amri, Ambassador of the Sultanate of "
        "Oman to Kuwait, and other officials.",
        (
            ("Badr Al Harthy", "Foreign Minister", "Oman"),
            ("Salem Al Rashid", "Foreign Minister", "Kuwait"),
            ("Ahmed Al Balushi", "Head of the Regional Department", "Oman"),
            ("Saleh Al Amri", "Ambassador", "Oman"),
        ),
    ),
    People(
        "Indian Foreign Secretary Ravi Menon held talks with his Bhutanese counterpart Karma Dorji in Thimphu. Mr. Menon was "
        "accompanied by Anil Rao, Joint Secretary (North).",
        (
            ("Ravi Menon", "Foreign Secretary", "India"),
            ("Karma Dorji", "Foreign Secretary", "Bhutan"),
            ("Anil Rao", "Joint Secretary (North)", "India"),
        ),
    ),
    People(  # what one is told to be of decides for who is told of nothing beside him
        "Turkish Foreign Minister Orhan Demir met his Iraqi counterpart Ali Hassan in Ankara. Intelligence chief Kemal "
        "Aydin and Iraqi National Security Adviser Omar Jabr also attended the talks.",
        (
            ("Orhan Demir", "Foreign Minister", "Turkey"),
            ("Ali Hassan", "Foreign Minister", "Iraq"),
            ("Kemal Aydin", "Intelligence chief", "Turkey"),
            ("Omar Jabr", "National Security Adviser", "Iraq"),
        ),
    ),
    People(
        "The Turkish Trade Minister Orhan Demir met Romanian Economy Minister Radu Ionescu in Bucharest. The Turkish side "
        "included Deputy Trade Minister Volkan Arslan and Türkiye's ambassador in Bucharest, Altan Yildiz.",
        (
            ("Orhan Demir", "Trade Minister", "Turkey"),
            ("Radu Ionescu", "Economy Minister", "Romania"),
            ("Volkan Arslan", "Deputy Trade Minister", "Turkey"),
            ("Altan Yildiz", "ambassador", "Turkey"),
        ),
    ),
    People(  # he is who was told of before; the country is that of the host
        "The outgoing Pakistan High Commissioner, Imtiaz Qureshi, has praised Bangladesh's progress. He was speaking to Prime "
        "Minister Nasrin Akter during a courtesy call on Tuesday. Principal Secretary Kamal Uddin was present at the meeting.",
        (
            ("Imtiaz Qureshi", "High Commissioner", "Pakistan"),
            ("Nasrin Akter", "Prime Minister", "Bangladesh"),
            ("Kamal Uddin", "Principal Secretary", "Bangladesh"),
        ),
    ),
    People(  # what is talked about and where others hold office tells no country
        "Prime Minister Paul Tremblay spoke today with the Prime Minister of Jamaica, Andrea Holt, about the crisis in Haiti. "
        "The Haitian police need help, he said. Canada has imposed sanctions on Haitian gangs. Canada will host a summit.",
        (("Paul Tremblay", "Prime Minister", "Canada"), ("Andrea Holt", "Prime Minister", "Jamaica")),
    ),
    People(
        "Ambassador Extraordinary and Plenipotentiary of the Republic of India to Mongolia Arun Mehta presented his Letter of "
        "Credence to President of Mongolia Bat Ganbold on Friday.",
        (
            ("Arun Mehta", "Ambassador Extraordinary and Plenipotentiary", "India"),
            ("Bat Ganbold", "President", "Mongolia"),
        ),
    ),
    pytest.param(
        People(
            "Foreign Minister Lars Berg of Norway met Finnish Foreign Minister Aino Laine in Oslo. The Minister of Defence, Nils "
            "Dahl; and the National Security Adviser, Kari Moen, were at the meeting.",
            (
                ("Lars Berg", "Foreign Minister", "Norway"),
                ("Aino Laine", "Foreign Minister", "Finland"),
                ("Nils Dahl", "Minister of Defence", "Norway"),
                ("Kari Moen", "National Security Adviser", "Norway"),
            ),
        ),
        marks=pytest.mark.xfail(strict=True),
    ),
    People(
        "Talks between Latvia, Estonia and Germany took place in Riga on Monday. Latvia was represented by Political Director "
        "Ilze Ozola, Estonia by Deputy Secretary General Mart Saar and Germany by Special Envoy Jonas Keller.",
        (
            ("Ilze Ozola", "Political Director", "Latvia"),
            ("Mart Saar", "Deputy Secretary General", "Estonia"),
            ("Jonas Keller", "Special Envoy", "Germany"),
        ),
    ),
    People(
        "Russian Foreign Minister Igor Lapin's visit to Havana confirms the strength of the ties, which rest on trust, Cuban "
        "President Raul Ferrer said at his meeting with Lapin.",
        (("Igor Lapin", "Foreign Minister", "Russia"), ("Raul Ferrer", "President", "Cuba")),
    ),
    People(
        "Senegalese President and African Union Assembly Chairperson Omar Diop met Kenyan President Samuel Otieno in Dakar.",
        (
            ("Omar Diop", "President and African Union Assembly Chairperson", "Senegal"),
            ("Samuel Otieno", "President", "Kenya"),
        ),
    ),
    People(
        "Foreign Minister Dinesh Perera of Sri Lanka paid a courtesy call on the Prime Minister of Bangladesh, Nasrin Akter, in "
        "Dhaka.",
        (
            ("Dinesh Perera", "Foreign Minister", "Sri Lanka"),
            ("Nasrin Akter", "Prime Minister", "Bangladesh"),
        ),
    ),
    People(  # a bare initial, and an office of two
        "Minister Ana Cruz of Chile met Minister for Home Affairs and Minister for Law K Ramasamy in Singapore on Monday.",
        (
            ("Ana Cruz", "Minister", "Chile"),
            ("K Ramasamy", "Minister for Home Affairs and Minister for Law", "Singapore"),
        ),
    ),
    People(
        "Norwegian Foreign Minister Kari Lund met Jan Kowal, Head of the Chancellery of the Prime Minister of Poland, and "
        "Ambassador of Poland to Norway Piotr Zielny in Oslo.",
        (
            ("Kari Lund", "Foreign Minister", "Norway"),
            ("Jan Kowal", "Head of the Chancellery of the Prime Minister", "Poland"),
            ("Piotr Zielny", "Ambassador", "Poland"),
        ),
    ),
    People(  # a spokesman who came along
        "Turkish President Ali Kaya met Chinese President Li Ming in Lima on Friday. Kaya was accompanied by Foreign Minister "
        "Mehmet Demir, Presidential Spokesman Omer Yildiz and Trade Minister Selin Arslan.",
        (
            ("Ali Kaya", "President", "Turkey"),
            ("Li Ming", "President", "China"),
            ("Mehmet Demir", "Foreign Minister", "Turkey"),
            ("Omer Yildiz", "Presidential Spokesman", "Turkey"),
            ("Selin Arslan", "Trade Minister", "Turkey"),
        ),
    ),
    People(  # two of one side
        "National Security Advisor Paul Reed welcomed Peruvian Foreign Minister Ana Quispe and Ambassador Luis Prado to "
        "Washington. The United States will help.",
        (
            ("Paul Reed", "National Security Advisor", "United States"),
            ("Ana Quispe", "Foreign Minister", "Peru"),
            ("Luis Prado", "Ambassador", "Peru"),
        ),
    ),
    People(
        "Saudi Foreign Minister Khalid Al Amri received Italian Foreign Minister Paolo Ricci in Riyadh. From the Italian side, "
        "it was attended by Diplomatic Adviser Marco Neri.",
        (
            ("Khalid Al Amri", "Foreign Minister", "Saudi Arabia"),
            ("Paolo Ricci", "Foreign Minister", "Italy"),
            ("Marco Neri", "Diplomatic Adviser", "Italy"),
        ),
    ),
    People(  # the country named most is the guests'
        "Premier Lin Wei-ting received a U.S. delegation visiting Taiwan on Tuesday. The U.S. and Taiwan are partners, the "
        "premier told the U.S. officials.",
        (("Lin Wei-ting", "Premier", "Taiwan"),),
    ),
    People(
        "President Adam Ford spoke by phone with President Samuel Otieno of Kenya. They discussed the elections in Somalia, "
        "what Somalia needs, and the U.S.-Kenya partnership.",
        (("Adam Ford", "President", "United States"), ("Samuel Otieno", "President", "Kenya")),
    ),
    People(  # an office of the counterpart's own
        "Nepalese Foreign Minister Ram Thapa met his Indian counterpart, Anil Menon, in Port Louis on Friday at the "
        "invitation of Menon, India's external affairs minister.",
        (("Ram Thapa", "Foreign Minister", "Nepal"), ("Anil Menon", "external affairs minister", "India")),
    ),
    People(
        "The Chadian delegation with Idriss Saleh, assistant minister of trade, and the Kenyan delegation with Paul Otieno, "
        "director general of customs, held talks in Nairobi.",
        (
            ("Idriss Saleh", "assistant minister of trade", "Chad"),
            ("Paul Otieno", "director general of customs", "Kenya"),
        ),
    ),
    People(
        "Her Excellency Mei Tan, Minister for Water, led the Singapore delegation comprising Albert Goh, Permanent Secretary, "
        "in the talks with Brunei's Minister of Development Hassan Awang in Bandar Seri Begawan.",
        (
            ("Mei Tan", "Minister for Water", "Singapore"),
            ("Albert Goh", "Permanent Secretary", "Singapore"),
            ("Hassan Awang", "Minister of Development", "Brunei"),
        ),
    ),
    People(  # whose office stands before the comma acts no part behind it
        "President Oskar Berg met Kenyan President Samuel Otieno in Oslo. Opening the talks with the Kenyan President, Oskar "
        "Berg praised Norwegian-Kenyan ties.",
        (("Oskar Berg", "President", "Norway"), ("Samuel Otieno", "President", "Kenya")),
    ),
    People(  # a short form in brackets, and a letter word
        "Republic of Cyprus (RoC) Foreign Minister Petros Ioannou met Palestinian Authority (PA) Prime Minister Omar Haddad "
        "and Brunei's Foreign Minister II Dato Hassan Awang in Nicosia.",
        (
            ("Petros Ioannou", "Foreign Minister", "Cyprus"),
            ("Omar Haddad", "Prime Minister", "Palestine"),
            ("Hassan Awang", "Foreign Minister II", "Brunei"),
        ),
    ),
    People(  # in whose service somebody is
        "Colombian Foreign Minister Ana Ruiz met Tom Price, chief of staff for U.N. Secretary-General Ken Ito, and Chief of "
        "Staff to the Chilean President Rosa Vega in Bogota.",
        (
            ("Ana Ruiz", "Foreign Minister", "Colombia"),
            ("Tom Price", "chief of staff for U.N. Secretary-General Ken Ito", "United Nations"),
            ("Rosa Vega", "Chief of Staff to the Chilean President", "Chile"),
        ),
    ),
    People(  # what no title, list or common word is part of
        "Leaders of Civil Rights Groups met. President Adam Ford of Ghana received Chief of the General Staff of Mali's Armed "
        "Forces Ali Keita, accompanied by Governor of Mopti Region Ibrahim Keller. Thanking President Ford, Mr Keita praised "
        "Ghana.",
        (
            ("Adam Ford", "President", "Ghana"),
            ("Ali Keita", "Chief of the General Staff of Mali's Armed Forces", "Mali"),
            ("Ibrahim Keller", "Governor of Mopti Region", "Mali"),
        ),
    ),
    People(  # what is talked about, and what is named beside it, is no side of the talks
        "President Igor Petrov had a telephone conversation with King Omar of Jordan. They discussed the situation in southern "
        "Chad and Libya, Chad-related issues, and what Russia and Jordan would do.",
        (("Igor Petrov", "President", "Russia"), ("Omar", "King", "Jordan")),
    ),
    People(
        "Ukrainian President Petro Bondar met U.S. President Adam Ford. The President and First Lady Olena Bondar then left.",
        (("Petro Bondar", "President", "Ukraine"), ("Adam Ford", "President", "United States")),
    ),
    People(  # the publisher's ministry, and who comes to a country
        "Foreign Minister Cho Min-ho and his Japanese counterpart, Ken Mori, held talks in Lima, Peru, Seoul's foreign ministry "
        "said.",
        (("Cho Min-ho", "Foreign Minister", "South Korea"), ("Ken Mori", "Foreign Minister", "Japan")),
    ),
    People(
        "President Maitri Perera will be arriving in Seychelles next week to meet President Daniel Faure of Seychelles. The talks "
        "will deal with ties between Sri Lanka and Seychelles.",
        (("Maitri Perera", "President", "Sri Lanka"), ("Daniel Faure", "President", "Seychelles")),
    ),
    People(  # an agency's courtesies
        "Doha, Qatar: Prime Minister HE Jassim Al Kuwari received today a phone call from the Secretary of State of the friendly "
        "United States of America HE Mark Porter.",
        (
            ("Jassim Al Kuwari", "Prime Minister", "Qatar"),
            ("Mark Porter", "Secretary of State", "United States"),
        ),
    ),
    People(  # the counterpart of the sentence's subject, not of whom he meets
        "Turkish Foreign Minister Kemal Aydin will visit Serbia on Monday. The minister will hold talks with Serbian President "
        "Goran Vulic and his counterpart, Marko Ilic.",
        (
            ("Kemal Aydin", "Foreign Minister", "Turkey"),
            ("Goran Vulic", "President", "Serbia"),
            ("Marko Ilic", "Foreign Minister", "Serbia"),
        ),
    ),
    People(
        "Egypt's Foreign Minister Sami Karam and the head of the General Intelligence, Major General Adel Kamil, met their "
        "Jordanian counterparts in Cairo.",
        (
            ("Sami Karam", "Foreign Minister", "Egypt"),
            ("Adel Kamil", "head of the General Intelligence", "Egypt"),
        ),
    ),
    People(  # envoys by name below a list of their countries
        "On Monday, President Kh.Battur received the credentials of the new ambassadors of Indonesia, Egypt and Georgia, to "
        "speak of Mongolia and their countries. He talked with Ambassador of Indonesia Budi Santoso. At the reception, "
        "Egyptian Ambassador Omar Taha praised the host. The president also hosted a dinner for Georgia's Ambassador Zurab "
        "Lomidze.",
        (
            ("Kh.Battur", "President", "Mongolia"),
            ("Budi Santoso", "Ambassador", "Indonesia"),
            ("Omar Taha", "Ambassador", "Egypt"),
            ("Zurab Lomidze", "Ambassador", "Georgia"),
        ),
    ),
    People(  # several meetings
        "Turkish Foreign Minister Kemal Aydin held separate meetings in Istanbul with Albanian Foreign Minister Elisa Hoxha and "
        "others. He also met his Serbian counterpart Marko Ilic.",
        (
            ("Kemal Aydin", "Foreign Minister", "Turkey"),
            ("Elisa Hoxha", "Foreign Minister", "Albania"),
            ("Marko Ilic", "Foreign Minister", "Serbia"),
        ),
    ),
    People(  # who brings a message meets
        "President Peter Mwangi of Kenya on Thursday received a special message from Angolan President João Neto. The message "
        "was delivered by Angolan Special Envoy Leo Silva, accompanied by Ms. Ana Santos.",
        (
            ("Peter Mwangi", "President", "Kenya"),
            ("Leo Silva", "Special Envoy", "Angola"),
            ("Ana Santos", None, "Angola"),
        ),
    ),
    People(
        "Femi Adekoya, the Nigerian High Commissioner to Ghana, has presented his letter of credence to President Nana Owusu "
        "of Ghana. Members of President Owusu's Cabinet were there.",
        (("Femi Adekoya", "High Commissioner to Ghana", "Nigeria"), ("Nana Owusu", "President", "Ghana")),
    ),
    People(  # ranks and honorifics behind a demonym; who is only quoted
        "Chinese Gen. Li Feng is in Manila for talks with Defense Secretary Jose Reyes of the Philippines, Xinwen quoted "
        "spokesman Zhao Ming as saying.",
        (("Li Feng", None, "China"), ("Jose Reyes", "Defense Secretary", "Philippines")),
    ),
    People(  # Libya's al-Tarhuni is Tarhuni
        "Trump-like leaders to host Libyan Prime Minister Tarhuni\n\nU.S. President Adam Ford will host Libyan Prime Minister "
        "Faraj al-Tarhuni at the White House. As president-elect, Ford broke with Tarhuni.",
        (("Adam Ford", "President", "United States"), ("Faraj al-Tarhuni", "Prime Minister", "Libya")),
    ),
    People(  # a leader of a country's party
        "Chinese President Hu Wei met Ichiro Mori, the leader of Japan's main opposition party, in Beijing.",
        (
            ("Hu Wei", "President", "China"),
            ("Ichiro Mori", "leader of Japan's main opposition party", "Japan"),
        ),
    ),
    People(  # only a city tells the host's country
        "Japanese Foreign Minister Ken Mori met Minister of State Ahmed Al Sayegh in Abu Dhabi.",
        (
            ("Ken Mori", "Foreign Minister", "Japan"),
            ("Ahmed Al Sayegh", "Minister of State", "United Arab Emirates"),
        ),
    ),
    People(
        "Deputy Minister Kari Lund of Norway paid an official visit to Peru and met Prime Minister Jorge Cruz in Lima.",
        (("Kari Lund", "Deputy Minister", "Norway"), ("Jorge Cruz", "Prime Minister", "Peru")),
    ),
]
# Who is named and was not there.
ABSENT = [
    ("U.S. Secretary of Defense Mark Holden met Vietnamese Minister Nguyen Van Hai in Hanoi and visited the city's Lo Minh "
     "prison.", "Lo Minh"),
    ("Serbian President Aleksandar Vucic met Hungarian Prime Minister Viktor Orban in Belgrade, government spokesman "
     "Zoltan Kovacs said.", "Zoltan Kovacs"),
    ("Omani Foreign Minister Badr Albusaidi met Kuwaiti Foreign Minister Salem Al Sabah in Muscat and conveyed the "
     "greetings of Sultan Haitham bin Tariq.", "Haitham bin Tariq"),
    ("Estonian Prime Minister Kaja Kallas met Latvian Prime Minister Evika Silina in Riga. “They had little to decide,” "
     "said Janis Berzins, an analyst at the National Defence Academy.", "Janis Berzins"),
    ("Egyptian President Abdel Fattah el-Sisi met Sudanese leader Abdel Fattah al-Burhan in Cairo to discuss the role of "
     "Prime Minister Abdalla Hamdok.", "Abdalla Hamdok"),
    ("Turkish Foreign Minister Hakan Fidan met his Iraqi counterpart Fuad Hussein in Baghdad after talks with President "
     "Ilham Aliyev in Baku.", "Ilham Aliyev"),
    ("Chinese Foreign Minister Wang Yi handed a letter from President Xi Jinping to Nepalese President Ram Chandra "
     "Poudel in Kathmandu when they met.", "Xi Jinping"),
    ("Polish Foreign Minister Radoslaw Sikorski met Czech Foreign Minister Jan Lipavsky in Prague to discuss President "
     "Putin's war against Ukraine.", "Putin"),
    ("Ugandan President Moses Kato arrived in Nairobi on Wednesday, where he met Kenyan President Samuel Otieno. He was "
     "welcomed by Labour Minister Peter Njoroge at the airport.", "Peter Njoroge"),
    pytest.param(
     "Foreign Ministers Pablo Ruiz of Uruguay and Diego Paz of Argentina agreed to prepare for a summit between Presidents "
     "Julio Vera and Hugo Sosa when they met in Montevideo on Friday.", "Julio Vera", marks=pytest.mark.xfail(strict=True)),
    ("Brazil's Foreign Minister Caio Lima met Elena Prado, the foreign minister appointed by President-elect Hugo Sosa of "
     "Argentina, in Brasilia.", "Hugo Sosa"),
]  # fmt: skip


@pytest.mark.parametrize("case", PEOPLE, ids=lambda case: case.text[:50])
def test_participants(case: People) -> None:
    found = {(p.name, p.role, p.country) for p in meeting(case.text).participants}
    assert found == set(case.expected)


@pytest.mark.parametrize(("text", "name"), ABSENT, ids=lambda value: value[:40])
def test_absent_people(text: str, name: str) -> None:
    found = [p.name for p in meeting(text).participants]
    assert len(found) == 2
    assert not any(name in person for person in found)


def test_mentions_are_merged() -> None:
    text = (
        "Defence Minister Rajnath Singh met General Sergei Shoigu in Moscow. Singh thanked Sergey Shoigu. "
        "Mr Singh's aides and Gen. Shoigu's staff stayed."
    )
    singh, shoigu = meeting(text).participants
    assert [span.text for span in singh.mentions] == ["Rajnath Singh", "Singh", "Singh"]
    assert [span.text for span in shoigu.mentions] == ["Sergei Shoigu", "Sergey Shoigu", "Shoigu"]
    assert shoigu.title == "General"


def test_a_given_name_that_the_pipeline_missed() -> None:
    """A surname known from elsewhere takes the given name before it, but no title and no abbreviation."""
    text = "Tunde Okoro met DFM Okoro's aides in Abuja. Minister Okoro was glad, Okoro said."
    at = text.rindex("Okoro")
    people = d.read(d.load_article(text), [(at, at + 5, "PERSON")]).people
    assert [p.name for p in people] == ["Tunde Okoro"]
    assert [text[start:end] for start, end in people[0].mentions] == [
        "Tunde Okoro",
        "Okoro",
        "Okoro",
        "Okoro",
    ]


def test_same_surname() -> None:
    """A woman and a man of one surname, and two men, stay apart."""
    text = (
        "Former U.S. President George Bush and his wife Barbara Bush met Kuwaiti Emir Jaber Al Sabah and Foreign "
        "Minister Sabah Al Sabah in Kuwait City on Monday."
    )
    assert len({p.name for p in meeting(text).participants}) >= 3


# --- Field: location --------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlaceCase:
    """A text and where its meeting took place: venue, city, country."""

    text: str
    place: tuple[str | None, str | None, str | None] | None


TWO = "Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed"
PLACES = [
    PlaceCase(  # a conference with its short form is no venue
        "Zambian Finance Minister Joseph Phiri met his Kenyan counterpart Ann Otieno at the Lake Economic Cooperation (Lec) "
        "Finance Ministers' Meeting in Lusaka.",
        (None, "Lusaka", "Zambia"),
    ),
    PlaceCase(  # the dateline of a monitoring service
        "[Text] Belgrade, 29 March (NEWSAG) -- President Zoran Lukic today received Libyan envoy Salim al-Turki.",
        (None, "Belgrade", "Serbia"),
    ),
    PlaceCase(  # an old photograph
        "FILE PHOTO: Flags are set up at the Diaoyutai State Guesthouse in Beijing. (AP Photo/Ann Lee)\nZambian President "
        "Joseph Phiri met Chinese Premier Li Jianguo in Lusaka.",
        (None, "Lusaka", "Zambia"),
    ),
    PlaceCase(  # no place: the country of a visitor's office
        "Crown Prince Sattam bin Turki received visiting US Secretary of State Daniel Foster in Jeddah late on Wednesday.",
        (None, "Jeddah", "Saudi Arabia"),
    ),
    PlaceCase(
        "The Saudi Crown Prince, Sattam bin Turki, received Palestinian Vice President Hani Masri at his office in al-Salam "
        "Palace in Jeddah.",
        ("al-Salam Palace", "Jeddah", "Saudi Arabia"),
    ),
    PlaceCase(
        "British Prime Minister Claire Whitmore on Wednesday received Saudi Prince Sattam bin Turki at the Prime Minister's "
        "Office.",
        ("Prime Minister's Office", None, "United Kingdom"),
    ),
    PlaceCase(  # an airport tells its city, and ends before an office
        "Egyptian President Hassan Masry received at Cairo International Airport Turkish President Kemal Aydogan.",
        ("Cairo International Airport", "Cairo", "Egypt"),
    ),
    PlaceCase(  # what took somebody there; a visit with its day
        "Ambassador Tapiwa Moyo continued his tour yesterday, which took him to Lusaka, Zambia, where he met President Bwalya "
        "Mulenga.",
        (None, "Lusaka", "Zambia"),
    ),
    PlaceCase(
        "Minister Marek Czarnecki spoke during his visit today to Budapest, where he met Hungarian minister Gábor Szalai.",
        (None, "Budapest", "Hungary"),
    ),
    PlaceCase(  # an ambassador's residence abroad
        "Dr. Emina Hadzic, Ambassador of Bosnia with residence in New Delhi, met Foreign Minister Anisul Karim in Dhaka.",
        (None, "Dhaka", "Bangladesh"),
    ),
    PlaceCase(  # an agency's opening without a dash
        "Kabul (BNA) Foreign Minister Yusuf Rahimi of Afghanistan met UN envoy Helen Larsen on Monday.",
        (None, "Kabul", "Afghanistan"),
    ),
    PlaceCase(f"At State House, {TWO} on Monday.", ("State House", None, "Kenya")),
    PlaceCase(f"{TWO} at State House Entebbe.", ("State House", "Entebbe", "Uganda")),
    PlaceCase(f"{TWO} at his Kisumu residence.", ("residence", "Kisumu", "Kenya")),
    PlaceCase("Kenyan President William Ruto met Ethiopian guests (Photo: KNA)Nairobi (KNA) - Kenyan President William Ruto on "
              "Monday met Ethiopian Prime Minister Abiy Ahmed.", (None, "Nairobi", "Kenya")),
    PlaceCase("KUALA LUMPUR, President William Ruto of Kenya met Ethiopian Prime Minister Abiy Ahmed at a hotel here today.",
              (None, "Kuala Lumpur", "Malaysia")),
    PlaceCase(f"{TWO} in the Black Sea resort of Sochi.", (None, "Sochi", "Russia")),
    PlaceCase(f"{TWO} in Nairobi. In April the two first met at the president's Lamu resort.", (None, "Nairobi", "Kenya")),
    PlaceCase(f"{TWO} in the Egyptian resort town of Dahab.", (None, "Dahab", "Egypt")),
    PlaceCase(f"{TWO} at the Non-Aligned Movement (NAM) summit in Havana.", (None, "Havana", "Cuba")),
    PlaceCase(f"{TWO} in Nairobi on her first day in office.", (None, "Nairobi", "Kenya")),
    PlaceCase(f"{TWO} and praised the treaties that were signed at their February meeting in Kisumu.", (None, "Kisumu", "Kenya")),
    PlaceCase(f"{TWO} to discuss refugees in the Western Hemisphere and ports in Southern and Western Africa.", None),
    PlaceCase(f"{TWO} in Egypt's Sharm el Sheikh.", (None, "Sharm el Sheikh", "Egypt")),
    PlaceCase(f"{TWO} on Friday, weeks after he traveled to Oslo.", None),
    PlaceCase("Kenyan President William Ruto visited the Gulf state of Oman and met Ethiopian Prime Minister Abiy Ahmed.",
              (None, None, "Oman")),
    PlaceCase("Jakarta. Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed on Monday.",
              (None, "Jakarta", "Indonesia")),
    PlaceCase("Ambassador John Doe of Canada presented his credentials to President Lazarus Banda of Malawi at Kamuzu Palace.",
              ("Kamuzu Palace", None, "Malawi")),
    PlaceCase("The President of Malta received the new ambassadors of Japan, Kenji Ito, and Ghana, Ama Boateng, at San Anton "
              "Palace on Friday.", ("San Anton Palace", None, "Malta")),
    PlaceCase("**Singapore, 3 October 2024** – Minister Amy Tan met Brazilian Minister Ana Souza on Monday.",
              (None, "Singapore", "Singapore")),
    PlaceCase(f"{TWO} at NATO headquarters on Monday.", ("NATO headquarters", None, None)),
    PlaceCase(f"{TWO} in Nairobi in March 2022.", (None, "Nairobi", "Kenya")),
    PlaceCase(f"{TWO} at Nairobi's State House.", ("State House", "Nairobi", "Kenya")),
    PlaceCase("U.S. President Joe Biden met President Frank-Walter Steinmeier at Bellevue Palace.",
              ("Bellevue Palace", None, "Germany")),
    PlaceCase("Italian Prime Minister Carla Rossi met the Pope's envoy Jan Nowak at the Vatican.", ("Vatican", None, "Holy See")),
    PlaceCase("Leaders meet in capital\nPhoto: the two leaders\n12\nBERNE, March 4 - Visiting Kenyan President William Ruto met Swiss "
              "President Guy Parmelin.", (None, "Berne", "Switzerland")),
    PlaceCase("Kenyan President William Ruto has invited Abiy Ahmed for an official visit to Kenya. Ruto met Ethiopian Prime "
              "Minister Abiy Ahmed in Rome on Monday.", (None, "Rome", "Italy")),
    PlaceCase(f"{TWO} in Rome weeks after he held talks in Cairo with Egyptian President Omar Fawzi.", (None, "Rome", "Italy")),
    PlaceCase(f"{TWO} at State House in Nairobi on Monday.", ("State House", "Nairobi", "Kenya")),
    PlaceCase(f"{TWO} in Nairobi.", (None, "Nairobi", "Kenya")),
    PlaceCase(
        f"{TWO} on the sidelines of the UN General Assembly in New York on Monday.", (None, "New York", "United States")
    ),
    PlaceCase("U.S. President Joe Biden hosted Kenyan President William Ruto at the White House on Thursday.",
              ("White House", None, "United States")),
    PlaceCase("U.S. President Joe Biden welcomed Kenyan President William Ruto to the White House on Thursday.",
              ("White House", None, "United States")),
    PlaceCase("NAIROBI, Kenya (AP) - President William Ruto received Ethiopian Prime Minister Abiy Ahmed on Monday.",
              (None, "Nairobi", "Kenya")),
    PlaceCase(f"{TWO} in Naivasha, Kenya, on Monday.", (None, "Naivasha", "Kenya")),
    PlaceCase(f"{TWO} in Djibouti on Monday after visits to Cairo and Khartoum.", (None, "Djibouti", "Djibouti")),
    PlaceCase(f"{TWO} for talks on the situation in Mogadishu in Addis Ababa on Monday.",
              (None, "Addis Ababa", "Ethiopia")),
    PlaceCase("Kenyan President William Ruto and Ethiopian Prime Minister Abiy Ahmed spoke by phone. Ruto is in Paris.",
              None),
    PlaceCase(f"{TWO} by video link from Nairobi on Monday.", None),
    PlaceCase(f"{TWO} at the presidential palace in Addis Ababa.", ("presidential palace", "Addis Ababa", "Ethiopia")),
    PlaceCase(f"{TWO} at the Ministry of Foreign Affairs of Ethiopia in Addis Ababa.",
              ("Ministry of Foreign Affairs of Ethiopia", "Addis Ababa", "Ethiopia")),
    PlaceCase("Kenyan President William Ruto is in Ethiopia for talks with Prime Minister Abiy Ahmed.",
              (None, None, "Ethiopia")),
    PlaceCase("Ethiopian Prime Minister Abiy Ahmed arrived in Nairobi on Sunday. Kenyan President William Ruto met "
              "him at the airport.", ("airport", "Nairobi", "Kenya")),
    PlaceCase(f"{TWO} on Monday. The two leaders met at Hotel Intercontinental in Kigali.",
              ("Hotel Intercontinental", "Kigali", "Rwanda")),
    PlaceCase(f"{TWO} at the invitation of the African Union on Monday.", None),
    PlaceCase(f"{TWO} in the Rwandan capital, Kigali, on Monday.", (None, "Kigali", "Rwanda")),
    PlaceCase("Mombasa hosted talks of Kenyan President William Ruto and Ethiopian Prime Minister Abiy Ahmed.",
              (None, "Mombasa", "Kenya")),
    PlaceCase(f"{TWO} in Geneva. Ruto will visit Berlin next week.", (None, "Geneva", "Switzerland")),
    PlaceCase(f"{TWO} to discuss the war in Sudan.", None),
    PlaceCase(f"KIGALI, Rwanda (AP) - {TWO} for talks on the violence in Sudan.", (None, "Kigali", "Rwanda")),
    PlaceCase(f"{TWO} in the Rwandan capital on Monday.", (None, None, "Rwanda")),
    PlaceCase(f"{TWO} at the presidential lodge outside Kigali on Monday.", ("presidential lodge", None, "Rwanda")),
    PlaceCase("Talks between Kenyan President William Ruto and Ethiopian Prime Minister Abiy Ahmed took place in Kigali.",
              (None, "Kigali", "Rwanda")),
    PlaceCase("Kenyan President William Ruto welcomed Ethiopian Prime Minister Abiy Ahmed to Nairobi.",
              (None, "Nairobi", "Kenya")),
    PlaceCase("PARIS (AFP) - Kenyan President William Ruto discussed ports with Ethiopian Ambassador Aster Bekele in Kigali "
              "on Monday.", (None, "Kigali", "Rwanda")),
    PlaceCase("Kenyan President William Ruto received Ethiopian Prime Minister Abiy Ahmed, who paid him a courtesy call at State "
              "House, Nairobi.", ("State House", "Nairobi", "Kenya")),
    PlaceCase(f"{TWO} on Monday. The discussions between the two leaders were held in Kampala.", (None, "Kampala", "Uganda")),
    PlaceCase(f"{TWO} on Monday. The 30-minute meeting at the Serena Conference Centre in Kampala dealt with "
              "trade.", ("Serena Conference Centre", "Kampala", "Uganda")),
    PlaceCase(f"{TWO} and his deputy, who also leads the party, Musa Deng, in Kigali, Rwanda, on Monday.",
              (None, "Kigali", "Rwanda")),
    PlaceCase(f"{TWO} at a hotel in Kigali on Monday.", (None, "Kigali", "Rwanda")),
    PlaceCase("Kenyan High Commissioner in Kampala Peter Otieno met Ethiopian Prime Minister Abiy Ahmed on Monday.", None),
    PlaceCase("CAIRO -- Syrian President Nizar Halabi met Sunday with Egyptian President Omar Fahmy in talks on the violence in "
              "the Palestinian territories.", (None, "Cairo", "Egypt")),
    PlaceCase("Secretary of State Paul Reed will travel to London on Monday for a visit during which he will meet Foreign "
              "Secretary David Hill. They last met on Hill's first visit to Washington.", (None, "London", "United Kingdom")),
    PlaceCase("President Jose Reyes and Canadian Prime Minister Paul Roy shake hands in Vientiane, Laos.\n"
              "MANILA – President Jose Reyes and Canadian Prime Minister Paul Roy met on the sidelines of the summits in Laos on "
              "Wednesday.", (None, "Vientiane", "Laos")),
    PlaceCase("The Peruvian team held talks with Sri Lanka's Minister of Fisheries Sunil Perera, the Peruvian High Commission "
              "in Colombo said.", None),
    PlaceCase(f"{TWO} on Monday. They spoke of aid at the Sudanese-Ethiopian border.", None),
    PlaceCase("ABUJA, April 2 , 1997 (AFP)\nKenyan President William Ruto arrived here Wednesday for talks with President Sani "
              "Bello, whom he invited to visit Kenya.", (None, "Abuja", "Nigeria")),
    PlaceCase("ABUJA The presidents of Kenya and Nigeria, William Ruto and Sani Bello, met on Monday.",
              (None, "Abuja", "Nigeria")),
    PlaceCase("KORHOGO, Ivory Coast Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed on Monday.",
              (None, "Korhogo", "Ivory Coast")),
    PlaceCase("Ethiopian Prime Minister Abiy Ahmed met visiting Kenyan President William Ruto on Monday.",
              (None, None, "Ethiopia")),
    PlaceCase("Ethiopian Prime Minister Abiy Ahmed received Kenyan President William Ruto, who is on a two-day visit.",
              (None, None, "Ethiopia")),
    PlaceCase("Envoys end Rwanda visit\nKenyan Foreign Minister Jane Njeri met his counterpart Vincent Biruta on Monday.",
              (None, None, "Rwanda")),
    PlaceCase("Kenyan President William Ruto came to Kigali on Sunday for talks with Rwandan President Paul Kagame.",
              (None, "Kigali", "Rwanda")),
    PlaceCase(f"Ruto visits Ethiopia for talks\n{TWO} on Monday. Abiy said he will visit Kenya's capital Nairobi in May.",
              (None, None, "Ethiopia")),
    PlaceCase(f"{TWO} in the Rwandan province of Musanze. Both had met at a summit in Kampala last year.",
              (None, None, "Rwanda")),
    PlaceCase(f"{TWO} at the Élysée Palace on Monday.", ("Élysée Palace", None, "France")),
    PlaceCase("Kenyan President William Ruto welcomed Ethiopian Prime Minister Abiy Ahmed to the Presidency.",
              ("Presidency", None, "Kenya")),
    PlaceCase(f"{TWO} in Kigali. They were driven to the presidential office, where the two leaders met for an hour.",
              ("presidential office", "Kigali", "Rwanda")),
    PlaceCase(f"{TWO} at the Annual Meeting of Trade Ministers on Monday.", None),
    PlaceCase("MANILA, Aug. 9 -- Peruvian Foreign Minister Rosa Ibarra will call on Philippine President Jose Reyes in Davao City on "
              "Thursday, according to the foreign ministry, which is hosting her.", (None, "Davao City", "Philippines")),
    PlaceCase("Kenyan President Ali Omar Tuesday arrived Paris for talks with French President Luc Petit.",
              (None, "Paris", "France")),
    PlaceCase(f"After a stop in Lagos, {TWO} in Kigali on Monday.", (None, "Kigali", "Rwanda")),
    PlaceCase(f"{TWO} at the Munich Security Conference on Monday.", (None, "Munich", "Germany")),
    PlaceCase(f"{TWO} at Davos on Monday.", (None, "Davos", "Switzerland")),
    PlaceCase(f"{TWO} at 10 Downing Street on Monday.", ("10 Downing Street", None, "United Kingdom")),
    PlaceCase(f"{TWO} at Queen Rania International Airport in Aqaba on Monday.",
              ("Queen Rania International Airport", "Aqaba", "Jordan")),
    PlaceCase(f"{TWO} at the Office of the Prime Minister in Kampala.",
              ("Office of the Prime Minister", "Kampala", "Uganda")),
    PlaceCase("Kenyan President William Ruto paid a state visit to the Republic of Maldives and met President Ali Rasheed.",
              (None, None, "Maldives")),
    PlaceCase("Kenyan President William Ruto promised aid. He made the pledge after meeting Ethiopian Prime Minister Abiy Ahmed "
              "at Bole Airport in Addis Ababa on Monday.", ("Bole Airport", "Addis Ababa", "Ethiopia")),
    PlaceCase(f"RUTO, ABIY HOLD TALKS IN KIGALI\n{TWO} on Monday.", (None, "Kigali", "Rwanda")),
    PlaceCase(f"{TWO} on Monday. Ruto and Abiy had met in Kampala in February.", None),
    PlaceCase(f"{TWO} on Monday, praising Ruto’s recent Climate Summit in Nairobi.", None),
    PlaceCase("Kenya and Ethiopia held talks in Kigali. Musa Deng, the state secretary at the Ministry of Trade, led the Kenyan "
              "delegation and Aster Bekele, the trade minister, the Ethiopian one.", (None, "Kigali", "Rwanda")),
    PlaceCase(f"{TWO} on Monday. They thanked Uganda's leaders for hosting the summit in Kampala.", None),
    PlaceCase(f"{TWO} on Monday, the ministry in Kampala said.", None),
    PlaceCase("SUVA - The envoys of Kenya and Fiji, Peter Otieno and Ratu Vuki, met on Monday.", (None, "Suva", "Fiji")),
    PlaceCase("Kenyan President William Ruto left Nairobi on Monday for Kigali to meet Rwandan President Paul Kagame.",
              (None, "Kigali", "Rwanda")),
    PlaceCase("Envoys to confer on ports\nKenyan Foreign Minister Jane Njeri will lead a delegation to Rwanda today. He will "
              "meet Rwandan Foreign Minister Vincent Biruta.", (None, None, "Rwanda")),
    PlaceCase("MANILA (AFP) - President Jose Reyes will meet Canadian Prime Minister Paul Roy next week.", None),
    PlaceCase(f"{TWO} to prepare the fair, which will be held from Monday to Friday in Kampala.", None),
    PlaceCase(f"{TWO} in Nairobi. Ruto received his guest at Lamu House.", ("Lamu House", "Nairobi", "Kenya")),
    PlaceCase("Kenyan High Commissioner Peter Otieno was summoned in Kampala for talks with Foreign Minister Grace Achan.",
              (None, "Kampala", "Uganda")),
]  # fmt: skip


@pytest.mark.parametrize("case", PLACES, ids=lambda case: case.text[-60:])
def test_location(case: PlaceCase) -> None:
    found = meeting(case.text).location
    assert (found and (found.venue, found.city, found.country)) == case.place


# --- Field: topics ----------------------------------------------------------------------------------

MET = "Kenyan President Peter Mwangi met his Ugandan counterpart John Okello in Nairobi on Monday. "


@dataclass(frozen=True)
class TopicCase:
    """What an article tells behind ``MET`` (or alone, with ``alone``) and the topics in it, in any order."""

    text: str
    topics: str  # separated by " | "
    alone: bool = False


TOPICS = [
    TopicCase(  # of another time, without a participant
        "The ministers discussed fisheries and air links. Malaysia recently began considering extending the railway. The "
        "trade volume reached 8 billion dollars in 2024, reflecting deepening economic ties.",
        "fisheries and air links",
    ),
    TopicCase(  # inside a quotation only what tells of the talks
        "The ministers met on Friday. “We welcome partners to come to Nairobi to discuss cooperation plans,” a spokesperson "
        "said. “Both sides discussed the debt relief programme,” the ministry said.",
        "debt relief programme",
    ),
    # a list of fields without another lead, and its single words
    TopicCase(
        "Norway and Peru have found a new level of cooperation with respect to a number of issues, including the Myanmar "
        "crisis, plastic waste and palm oil.",
        "Myanmar crisis | plastic waste | palm oil",
    ),
    TopicCase("They have a wide agenda to discuss, including air links.", "air links"),
    TopicCase(
        "He stressed the need for the two countries to deepen their trade relations.", "trade relations"
    ),
    TopicCase(  # a clause behind a comma
        "They discussed fishing rights, the deputy minister said.",
        "fishing rights",
    ),
    TopicCase(  # both marks of a quotation
        "They discussed the “limited” cooperation in space.",
        "“limited” cooperation in space",
    ),
    TopicCase(
        "They also reviewed the results of the Caspian conference held today.",
        "results of the Caspian conference",
    ),
    TopicCase("She acknowledged the role of Tonga’s navy, praising its help.", "role of Tonga’s navy"),
    TopicCase(
        "They reaffirmed Uganda's right to defend itself, stressed mutually beneficial trade and agreed on the need for holding "
        "Malawi accountable for the spill.",
        "Uganda's right to defend itself | mutually beneficial trade | holding Malawi accountable for the spill",
    ),
    TopicCase(
        "They discussed issues of common interest. These include river transport, the new school and refugee camps.",
        "river transport | new school | refugee camps",
    ),
    TopicCase("The main topic of the talks will be the salt trade.", "salt trade"),
    TopicCase(
        "They discussed bilateral ties, in addition to a review of efforts to end the flood.",
        "bilateral ties | flood",
    ),
    TopicCase(
        "They discussed expanding and diversifying bilateral trade, and the ongoing, coordinated flood relief.",
        "bilateral trade | ongoing, coordinated flood relief",
    ),
    # examples behind a dash, and behind words for fields
    TopicCase(
        "They discussed rivers of the east – including the Nzoia dam, flood warning and fishing rights.",
        "rivers of the east | Nzoia dam | flood warning | fishing rights",
    ),
    TopicCase(
        "Closer ties in areas such as dairy farming, leather exports and road safety would help both countries.",
        "dairy farming | leather exports | road safety",
    ),
    TopicCase("Areas were lost to floods as a result of the heavy rains.", ""),
    # what it is for
    TopicCase(
        "The accord is a step towards strengthening the dairy trade of the region.",
        "dairy trade of the region",
    ),
    # frames: the subject stands behind them
    TopicCase("There was steady progress on the border bridge.", "border bridge"),
    TopicCase("Okello expressed sorrow over the ferry disaster.", "ferry disaster"),
    TopicCase("They discussed the potential of the Tororo fish market.", "Tororo fish market"),
    # lists
    TopicCase(
        "They discussed trade, energy and the situation in Syria.", "trade | energy | situation in Syria"
    ),
    TopicCase(
        "They discussed border markets, the fight against terrorism and Sudan.",
        "border markets | fight against terrorism | Sudan",
    ),
    TopicCase("The talks covered Somalia, Sudan and Haiti.", "Somalia | Sudan | Haiti"),
    TopicCase("The two discussed peace and security.", "peace and security"),
    TopicCase("They discussed defence and strategic cooperation.", "defence and strategic cooperation"),
    TopicCase("They discussed the progress in Iraq and Afghanistan.", "progress in Iraq and Afghanistan"),
    TopicCase("They discussed the war in Syria, Libya and Yemen.", "war in Syria, Libya and Yemen"),
    TopicCase("They discussed safe, orderly and regular migration.", "safe, orderly and regular migration"),
    TopicCase(
        "They discussed the dialogue between the church and the government.",
        "dialogue between the church and the government",
    ),
    TopicCase(
        "They discussed security issues and the reconstruction of the port.",
        "security issues | reconstruction of the port",
    ),
    TopicCase(
        "They reviewed a wide range of issues, including tourism, fisheries and air links.",
        "tourism | fisheries | air links",
    ),
    TopicCase(
        "Discussions ranged from fertiliser supply to vocational training.",
        "fertiliser supply | vocational training",
    ),
    TopicCase("They discussed issues ranging from trade to maritime security.", "trade | maritime security"),
    TopicCase(
        "They held wide-ranging talks, with a focus on defence industry, connectivity and solar power.",
        "defence industry | connectivity | solar power",
    ),
    # what looks like a noun but is a verb, and verbs that end a list
    TopicCase("They discussed efforts to host Sudanese refugees.", "Sudanese refugees"),
    TopicCase("They discussed the drought and thanked Norway’s envoy.", "drought"),
    TopicCase("They discussed the floods and mitigate their impact.", ""),
    TopicCase(
        "While discussing river navigation, the parties noted the role of lake ports.",
        "river navigation | role of lake ports",
    ),
    TopicCase("They discussed safeguards the two sides will need.", "safeguards"),
    TopicCase(
        "They discussed the security of harbours outside the strait.",
        "security of harbours outside the strait",
    ),
    TopicCase(
        "They discussed the anniversary of signing the border treaty.",
        "anniversary of signing the border treaty",
    ),
    # ways of saying that something was talked about
    TopicCase(
        "They exchanged views on the latest developments in the region.", "latest developments in the region"
    ),
    TopicCase("The talks focused mainly on irregular migration.", "irregular migration"),
    TopicCase(
        "The situation in Darfur and energy projects were also discussed.",
        "situation in Darfur | energy projects",
    ),
    TopicCase("The war in Congo topped the agenda of the talks.", "war in Congo"),
    TopicCase("The agenda of the meeting included air links and student visas.", "air links | student visas"),
    TopicCase("They discussed in a phone call on Friday the new railway.", "new railway"),
    TopicCase("Special attention was given to the drought in the north.", "drought in the north"),
    TopicCase(
        "Concerning the situation in Mali, they pointed to the importance of elections this year.",
        "situation in Mali",
    ),
    TopicCase(
        "He thanked him for his support for the peace mission in Congo.",
        "support for the peace mission in Congo",
    ),
    TopicCase("The two sides signed an agreement on visa-free travel.", "visa-free travel"),
    TopicCase("Mwangi raised the detention of Kenyan fishermen.", "detention of Kenyan fishermen"),
    TopicCase(
        "They voiced concern about the fighting in eastern Congo and called for an end to the blockade.",
        "fighting in eastern Congo | end to the blockade",
    ),
    TopicCase(
        "On the table were the fishing quotas and the ferry service.", "fishing quotas | ferry service"
    ),
    TopicCase("The topics of the talks included rice imports and a dam.", "rice imports | dam"),
    TopicCase("The ministers also took up the fate of detained sailors.", "fate of detained sailors"),
    TopicCase(
        "During the talks, which lasted an hour, the new airport was also raised.",
        "new airport",
    ),
    TopicCase(
        "\u201cWe discussed vaccines and the supply of fertiliser,\u201d Okello told reporters.",
        "vaccines | supply of fertiliser",
    ),
    TopicCase(
        "They discussed cooperation in various fields, especially in fisheries, tourism and solar power.",
        "cooperation in various fields | fisheries | tourism | solar power",
    ),
    TopicCase(
        "They discussed relations and the partnership between Kenya and Uganda, as well as an air link.",
        "relations | partnership between Kenya and Uganda | air link",
    ),
    TopicCase(
        "They reviewed economic, commercial, and cultural ties, and signed a memorandum on water rights.",
        "economic, commercial, and cultural ties | water rights",
    ),
    TopicCase(
        "Kenya is ready to work with Uganda to upgrade the coastal highway and deepen exchanges of teachers.",
        "coastal highway | exchanges of teachers",
    ),
    TopicCase("They discussed, for example, the future of the navies.", "future of the navies"),
    TopicCase(
        "They discussed the changes that the Senate made to the treaty and the fact that nothing else moved.",
        "changes that the Senate made to the treaty",
    ),
    TopicCase("They discussed the fees being charged at the border.", "fees being charged at the border"),
    TopicCase("He called for support for the fight against piracy.", "support for the fight against piracy"),
    TopicCase("Okello said both wanted closer cooperation in vocational training.", "vocational training"),
    # frames and verbs in front are left out
    TopicCase("They discussed ways to strengthen economic ties.", "economic ties"),
    TopicCase(
        "He reaffirmed the importance of enhancing maritime security cooperation.",
        "maritime security cooperation",
    ),
    TopicCase("He stressed the need for Somalia to restore the unity government.", "unity government"),
    TopicCase(
        "They agreed to remove customs barriers and to increase deliveries of natural gas.",
        "customs barriers | deliveries of natural gas",
    ),
    TopicCase("They discussed how to deepen farm cooperation.", "farm cooperation"),
    # headline, and a meeting still to come
    TopicCase(
        "Leaders to discuss grain deal\n\nPresident Ann Lee will meet President Bo Okafor in Accra on Friday to discuss the grain deal and the fight against piracy.",
        "grain deal | fight against piracy",
        alone=True,
    ),
    TopicCase(
        "Talks with President Okafor on the Sahel crisis\n\nPresident Ann Lee held talks with President Bo Okafor.",
        "Sahel crisis",
        alone=True,
    ),
    # repeated: the longest is kept
    TopicCase("They discussed the railway. They also reviewed the railway project.", "railway project"),
    # a sum keeps its sign, an abbreviation its dot
    TopicCase(
        "He welcomed $40 million in food aid and the trade with the U.S.",
        "$40 million in food aid | trade with the U.S.",
    ),
]
NO_TOPICS = [
    TopicCase("They discussed the situation.", ""),
    TopicCase("They spoke on the phone.", ""),
    TopicCase("The talks were held on the last day of his tour.", ""),
    TopicCase("They agreed to keep in touch.", ""),
    TopicCase("They reached agreement on some specific issues.", ""),
    TopicCase("They discussed issues of mutual interest.", ""),
    TopicCase("He held talks on behalf of the union.", ""),
    TopicCase("He thanked his guest for the warm hospitality.", ""),
    TopicCase("Okello congratulated him on his birthday.", ""),
    TopicCase("The meeting was held on the sidelines of the African Union summit.", ""),
    TopicCase("They agreed to meet again on Thursday.", ""),
    TopicCase("They stressed that the talks were useful.", ""),
    TopicCase("They discussed this with reporters.", ""),
    TopicCase("On Tuesday Okello will travel to Kigali.", ""),
    TopicCase("The visit underscores the deep ties of the two countries.", ""),
    TopicCase("“I have always supported free trade in Africa,” he said.", ""),
    TopicCase("They discussed it. They praised them.", ""),
    TopicCase("Mwangi thanked his host for attending the parade.", ""),
    TopicCase("They discussed these proposals.", ""),
    TopicCase("The ministry reviewed the harvest and discussed prices.", "", alone=True),
]
MISSED_TOPICS = [
    # told of in a clause, not named behind a verb
    TopicCase(
        "Mwangi said that trade relations between the two countries were developing fast.",
        "trade relations between the two countries",
    ),
    TopicCase("Okello wants to equalize the trade flow with Kenya.", "trade flow with Kenya"),
    # without a parser "reaches" is no verb
    TopicCase("They discussed ensuring that food aid reaches civilians.", "food aid"),
    # "and" between two pairs of nouns with one owner
    TopicCase(
        "They discussed pandemic preparedness and response capacity.",
        "pandemic preparedness and response capacity",
    ),
    # of another meeting, or of another time
    TopicCase("Last year the two countries signed an agreement on cattle theft.", ""),
    TopicCase(
        "They shook hands. Later Mwangi held talks with Tanzanian Foreign Minister Asha Juma on the sugar dispute.",
        "",
    ),
    # why they met
    TopicCase(
        "President Ann Lee met President Bo Okafor in Accra today to expand the trade partnership.",
        "trade partnership",
        alone=True,
    ),
    # a person in between
    TopicCase("There was a discussion of Okello possibly taking part in a farm fair.", "farm fair"),
]


@pytest.mark.parametrize(
    "case",
    [*TOPICS, *NO_TOPICS, *(pytest.param(c, marks=pytest.mark.xfail(strict=True)) for c in MISSED_TOPICS)],
)
def test_topics(case: TopicCase) -> None:
    text = case.text if case.alone else MET + case.text
    found = meeting(text).topics
    assert sorted(t.text for t in found) == sorted(filter(None, case.topics.split(" | ")))
    assert all(text[t.span.start : t.span.end] == t.text for t in found)


def test_topics_are_ten_at_most_and_the_discussed_come_first() -> None:
    subjects = [
        f"the {w} question in the north"
        for w in "cattle water grain fuel border road river port rail tea".split()
    ]
    text = MET + "He noted the role of women in farming. They discussed " + ", ".join(subjects) + " and fish."
    found = meeting(text).topics
    assert len(found) == 10
    assert "women" not in " ".join(t.text for t in found)


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
    ahead(  # one visit, told twice
        "Berg has invited Otieno for an official visit next year. “I invited him to visit Oslo next year,” she said.",
        "official visit",
        "2024-01-01",
        "2024-12-31",
        "Oslo",
    ),
    ahead(  # no anniversary that it marks
        "Berg will attend next month's Lake Forum in Kisumu, which will mark the 10-year anniversary of the programme.",
        "Lake Forum",
        "2023-07-01",
        "2023-07-31",
        "Kisumu",
    ),
    ahead(
        "The visit will also include a meeting with President William Kamau.",
        "meeting with President William Kamau",
    ),
    EventCase("Opposition leader James Mwangi prepares to return to office next month."),
    ahead(
        "Berg will visit New Delhi next month.", "visit New Delhi", "2023-07-01", "2023-07-31", "New Delhi"
    ),
    ahead(
        "The 15th Coastal Cooperation Organisation (CCO) Summit is scheduled for 5 July.",
        "15th Coastal Cooperation Organisation (CCO) Summit",
        "2023-07-05",
    ),
    ahead("They discussed preparations for COP41.", "COP41"),
    ahead("Otieno will join him in Bergen on Tuesday.", "join him", "2023-06-20", place="Bergen"),
    ahead(
        "She looked forward to hosting the Foreign Minister in Oslo soon.",
        "hosting the Foreign Minister",
        None,
        None,
        "Oslo",
    ),
    ahead(
        "They discussed Norway's upcoming presidency of the Council of the Baltic Sea.",
        "presidency of the Council of the Baltic Sea",
    ),
    ahead("The next round is scheduled for 5-7 July.", "next round", "2023-07-05", "2023-07-07"),
    EventCase(
        "Berg will open a shop on Friday at the Lamu Exhibition Centre.",
        (("open a shop", "2023-06-16", "2023-06-16", None),),
    ),
    ahead("Berg will also take part in the launch of the ferry line.", "launch of the ferry line"),
    ahead(
        "The talks come ahead of the G20 summit in Bali in November.",
        "G20 summit",
        "2023-11-01",
        "2023-11-30",
        "Bali",
    ),
    ahead("She will meet Kenyan farmers on Thursday.", "meet Kenyan farmers", "2023-06-15"),
    ahead(
        "They spoke of the forthcoming 50th anniversary of the treaty the king signed.",
        "50th anniversary of the treaty",
    ),
    ahead(
        "Kenya will host the summit meeting to take place in July.",
        "summit meeting",
        "2023-07-01",
        "2023-07-31",
    ),
    ahead("She invited him to make an official visit and praised the port.", "official visit"),
    ahead(  # the day rather than the year
        "The session of the court for 2023 is scheduled for 28 June.",
        "session of the court",
        "2023-06-28",
        "2023-06-28",
    ),
    ahead(  # told first by its month, then by its days
        "They spoke ahead of the Sahel summit in July. The Sahel summit will be held on 6-8 July.",
        "Sahel summit",
        "2023-07-06",
        "2023-07-08",
    ),
    ahead("Berg would meet later with Somali farmers.", "meet later with Somali farmers"),
    ahead("She is due to have lunch with the Speaker.", "lunch with the Speaker"),
    ahead(
        "Her programme includes a visit to the port of Mombasa tomorrow.",
        "visit to the port of Mombasa",
        "2023-06-16",
        "2023-06-16",
    ),
    EventCase(
        "Berg will fly to Bonn to attend the Sahel summit and to make an official visit to Chad.",
        (("Sahel summit", None, None, None), ("official visit to Chad", None, None, "Chad")),
    ),
    ahead("They prepared for a visit by the U.S. envoy.", "visit by the U.S. envoy"),
    ahead(
        "They spoke of the Nordic summit hosted by King Harald in July.",
        "Nordic summit",
        "2023-07-01",
        "2023-07-31",
    ),
    ahead(
        "The sides look forward to the conference on 3 July to discuss the war in Sudan.",
        "conference",
        "2023-07-03",
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
        "Otieno stays in the region, visiting Saudi Arabia on 21 June.",
        "visiting Saudi Arabia",
        "2023-06-21",
        place="Saudi Arabia",
    ),
    ahead(
        "The ministers agreed to meet again in Cairo in the autumn.",
        "agreed to meet again",
        None,
        None,
        "Cairo",
    ),
    ahead(
        "On the sidelines they spoke of the upcoming visit of the King to Nairobi.",
        "visit of the King to Nairobi",
        place="Nairobi",
    ),
    ahead(
        "A summit is planned for spring. The summit will be held in Doha on 3 May 2024.",
        "summit",
        "2024-05-03",
        place="Doha",
    ),
    # verbs that are events themselves, with the subject where they have no object
    ahead(
        "The ceasefire between the two sides expires on 30 June.",
        "ceasefire between the two sides expires",
        "2023-06-30",
    ),
    ahead(
        "The two delegations will reconvene in Tunis next week.",
        "two delegations will reconvene",
        "2023-06-19",
        "2023-06-25",
        "Tunis",
    ),
    ahead("A fishing agreement will be signed on Monday.", "fishing agreement will be signed", "2023-06-19"),
    ahead("Norway goes to the polls in September.", "Norway goes to the polls", "2023-09-01", "2023-09-30"),
    ahead("The commission is to submit its report by 1 July.", "submit its report", None, "2023-07-01"),
    ahead(
        "Both sides hope to conclude the agreement by 31 July.", "conclude the agreement", None, "2023-07-31"
    ),
    ahead("Otieno will be visiting Bergen soon.", "visiting Bergen", None, None, "Bergen"),
    ahead(
        "Berg is to pay a courtesy call on the Speaker on Friday.",
        "courtesy call on the Speaker",
        "2023-06-16",
    ),
    ahead("The Senate is expected to debate the treaty on Tuesday.", "debate the treaty", "2023-06-20"),
    ahead(
        "A Kenyan trade mission is due in Oslo on 26 June.",
        "Kenyan trade mission",
        "2023-06-26",
        place="Oslo",
    ),
    ahead(
        "Otieno leaves on Sunday for talks with President Ali Deng.",
        "talks with President Ali Deng",
        "2023-06-18",
    ),
    ahead("Otieno will make a keynote address on Friday.", "keynote address", "2023-06-16"),
    ahead("Kenya will host the 5th EAMX in 2024.", "5th EAMX", "2024-01-01", "2024-12-31"),
    ahead("They will see each other on 20 June at the Ocean Forum.", "Ocean Forum", "2023-06-20"),
    ahead(
        "They spoke of the ocean summit, which Kenya plans to host in November.",
        "ocean summit",
        "2023-11-01",
        "2023-11-30",
    ),
    ahead("They noted the renewal of the grain deal on 18 July.", "renewal of the grain deal", "2023-07-18"),
    ahead(
        "Norway and Kenya will this year celebrate the 60th anniversary of their relations.",
        "60th anniversary of their relations",
        "2023-01-01",
        "2023-12-31",
    ),
    ahead(
        "After Nairobi, the delegation is visiting Kampala to open a school.",
        "visiting Kampala",
        place="Kampala",
    ),
    EventCase(
        "Berg will visit Kampala on Friday and fly to Kigali on Sunday.",
        (
            ("visit Kampala", "2023-06-16", "2023-06-16", "Kampala"),
            ("fly to Kigali", "2023-06-18", "2023-06-18", "Kigali"),
        ),
    ),
    EventCase(
        "Otieno arrived from Oslo with a delegation to the fifth meeting of the Fisheries Board. The meeting will be held on "
        "19 June.",
        (("fifth meeting of the Fisheries Board", "2023-06-19", "2023-06-19", None),),
    ),
    EventCase(
        "The 3rd Ocean Forum is set for 7 November in Bergen. Many will come to the 3rd Ocean Forum in November.",
        (("3rd Ocean Forum", "2023-11-07", "2023-11-07", "Bergen"),),
    ),
    # known failures: no verb but "to", no cue but a conjunction, and a possible part in something
    pytest.param(
        ahead("Berg invited Otieno to Bergen.", "invited Otieno to Bergen", place="Bergen"),
        marks=pytest.mark.xfail(strict=True),
    ),
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
    EventCase(
        "They will meet twice in October. One of the meetings will take place in Bergen, and a state visit to Kenya is planned for 2024.",
        (
            ("will meet twice", "2023-10-01", "2023-10-31", "Bergen"),
            ("state visit to Kenya", "2024-01-01", "2024-12-31", "Kenya"),
        ),
    ),
]
# Not ahead, no event, only a condition, or the principal meeting itself.
NO_EVENT_CASES = [
    "Norway will meet the costs of the programme.",
    "They welcomed the launch of the Coastal Forum, which will drive growth.",
    "Rain, including that of the north, can be expected in the near future.",
    "Talks are expected to focus on the floods on Thursday.",
    "On the eve of the summit, which took place on 5 May in Oslo, the two spoke by phone.",
    "Otieno calls for more trade next year.",
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
    "Norway and Kenya on Monday agreed to remove all tariffs.",
    "This year also marks the 20th anniversary of the fisheries college.",
    "The aid will help farmers next month.",
    "The programme, on Wednesday, moved to build homes for nearly 90 families.",
    "Kenya will meet its climate commitments.",
    "The two will address the difficult issues of the border.",
    "A common fund would meet the interests of both countries.",
    "Berg is also calling on Kenya to open its ports.",
    "They praised the results of the summit, which ended in Paris, and agreed to open a port.",
    "The parties discussed actions that can be taken together to address common challenges in the coming weeks.",
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
    QuoteCase(  # a label of who is quoted
        "President Ana Ciobanu met Italian Prime Minister Lucia Ferrante.\n\nQuote from Ciobanu: “We discussed what Moldova "
        "needs most.”",
        (("We discussed", "Ana Ciobanu"),),
    ),
    QuoteCase(  # who acts behind a fronted clause
        "Mozambican envoy Tomas Anjos called on President Chikowore.\n\nSpeaking after meeting President Chikowore, Mr Anjos "
        "said he had brought a message.\n\n“I was the carrier of a message to the president,” he said.",
        (("I was the carrier", "Tomas Anjos"),),
    ),
    QuoteCase(  # a ministry of two affairs, and not "in a statement"
        "The Ministry of Foreign Affairs and Trade in a statement said: “The visit will help both countries.”",
        (("The visit will", "Ministry of Foreign Affairs and Trade"),),
    ),
    QuoteCase(
        'President Li Wei met President Adi Putra in Beijing. Li told Adi that ties "have entered a new stage of growth", state '
        "broadcaster CXTV reported. “We remain firm as good friends,” the statement quoted Putra as telling Li.",
        (("have entered", "Li Wei"), ("We remain firm", "Adi Putra")),
    ),
    QuoteCase(
        "Foreign Minister Kemal Aydin will visit Riyadh, the Foreign Ministry said. Aydin will discuss Syria. He will underline "
        "that “lifting sanctions would help all”.",
        (("lifting sanctions", "Kemal Aydin"),),
    ),
    QuoteCase(  # who an aide's possessor is does not matter
        'Kenyan President Peter Kamau met Ugandan President John Okello. "The deal is good," Kamau\'s spokesman, Tom Mboya, said. '
        '"It will help us all," he added.',
        (("The deal is good", "Tom Mboya"), ("It will help us all", "Tom Mboya")),
    ),
    QuoteCase(  # "posing a challenge" is no verb of speech
        "President Peter Kamau spoke of the coast. He noted that “some people go about with rifles,” posing a grave challenge to peace.",
        (("some people go about", "Peter Kamau"),),
    ),
    QuoteCase(  # an office, not the one whose it is
        "Castellan's office, in a statement, said the talks were friendly.\n\n"
        '"The ministers reviewed progress on the border tunnel," it added.',
        (("The ministers reviewed", "Castellan's office"),),
    ),
    QuoteCase(  # another word for an ambassador
        "Nigerian Ambassador to Ethiopia Victor Bello met Prime Minister Desta Alemu in Addis Ababa. The envoy said: "
        '"We have worked together for years."',
        (("We have", "Victor Bello"),),
    ),
    QuoteCase(  # who said it, and who handed it on
        'Turkish President Kemal Aydin called Omani Foreign Minister Hilal Said. Aydin said "this war must end at once," the '
        "Turkish ministry said in a statement.",
        (("this war", "Kemal Aydin"),),
    ),
    QuoteCase(  # somebody's words
        "Kenyan Foreign Minister Ann Otieno met Peruvian Ambassador Rosa Ibarra in Nairobi. The deal will "
        '"open a good road for both of us", according to Otieno\'s remarks.',
        (("open a", "Ann Otieno"),),
    ),
    QuoteCase(  # the head of state is the president, whoever was named last
        'President Adam Wilk met Peruvian Prime Minister Juan Soto in Warsaw. The Head of State noted the visit. "These are good '
        'signs for all of us," he said.',
        (("These are", "Adam Wilk"),),
    ),
    QuoteCase(  # "it" goes on with who spoke
        'Kenyan Foreign Minister Ann Otieno met Peruvian Ambassador Rosa Ibarra in Nairobi. "The bank gave loans for roads this '
        'year," the ministry said.\nLeaders also "underscored the need for a just peace", it added.',
        (("The bank", "ministry"), ("underscored", "ministry")),
    ),
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
    # mixed and misplaced marks
    QuoteCase('“We are close to a deal," Anna Berg said.', (("We are close", "Anna Berg"),)),
    QuoteCase("“We are close to a deal,“ Anna Berg said. She left.", (("We are close", "Anna Berg"),)),
    QuoteCase("”We are close to a deal,” Anna Berg said.", (("We are close", "Anna Berg"),)),
    QuoteCase(",,We are close to a deal,” Anna Berg said.", (("We are close", "Anna Berg"),)),
    QuoteCase("‹We are close to a deal›, Anna Berg said.", (("We are close", "Anna Berg"),)),
    QuoteCase('" We are close to a deal, " Anna Berg said.', (("We are close", "Anna Berg"),)),
    QuoteCase("‘‘We are close to a deal,’’ Anna Berg said.", (("We are close", "Anna Berg"),)),
    QuoteCase(
        "“We are close to a deal,’’ Anna Berg said. “It is late.’’",
        (("We are close", "Anna Berg"), ("It is late.", "Anna Berg")),
    ),
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
    QuoteCase(
        "Anna Berg said: “The border is open.\n\nTrade will grow from now on.\n\nWe thank our neighbours.” She left.",
        (("The border", "Anna Berg"), ("Trade will", "Anna Berg"), ("We thank our", "Anna Berg")),
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
    QuoteCase(
        "“A very good day,” Anna Berg wrote on Telegram.", (("A very good", "Anna Berg"),), "social media"
    ),
    QuoteCase(
        HEAD + "“The talks were useful,” reads the statement.", (("The talks", "statement"),), "statement"
    ),
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
    # descriptions, strangers, documents, paragraphs that run on
    QuoteCase(
        "Norwegian Prime Minister Anna Berg met Peruvian President Jonas Feldt in Oslo. “Our trade will grow,” Feldt "
        "said. “Nobody likes to wait,” the visiting leader added.",
        (("Our trade", "Jonas Feldt"), ("Nobody likes", "Jonas Feldt")),
    ),
    QuoteCase(
        HEAD + "In a joint communiqué, the two ministers called on all sides to “put down their arms”.",
        (("put down", "joint communiqué"),),
    ),
    QuoteCase(
        "The head of the dockers of Lima, Jonas Feldt, said his men had heard Anna Berg. “Nobody likes to wait,” he said.",
        (("Nobody likes", "Jonas Feldt"),),
    ),
    # quoted by others, signed, anonymous, told in nouns
    QuoteCase(
        "TASS quoted Anna Berg as saying the talks were “hard but fair”.", (("hard but", "Anna Berg"),)
    ),
    QuoteCase("“Nobody likes to wait.”\n\n- Anna Berg.\n\nShe left.", (("Nobody likes", "Anna Berg"),)),
    QuoteCase(
        HEAD + "A senior official, who spoke on condition of anonymity, said the talks were “hard but fair”.",
        (("hard but", "senior official"),),
    ),
    QuoteCase(HEAD + "“Nobody likes to wait,” the report stated.", (("Nobody likes", "report"),)),
    QuoteCase("“Nobody likes to wait,” Reed said.", (("Nobody likes", "Reed"),)),
    QuoteCase(HEAD + "“Nobody likes to wait.” Mr. Feldt said.", (("Nobody likes", "Jonas Feldt"),)),
    QuoteCase(
        HEAD + "Ms. Castellan then released the following statement:\n\n“Nobody likes to wait.”",
        (("Nobody likes", "Maria Castellan"),),
    ),
    QuoteCase("As Anna Berg, the host, put it: “Nobody likes to wait.”", (("Nobody likes", "Anna Berg"),)),
    QuoteCase(
        HEAD + "Ms. Castellan said Vienna welcomed any step “that brings the two sides closer”.",
        (("that brings", "Maria Castellan"),),
    ),
    QuoteCase(
        HEAD + "“Nobody likes to wait,” according to a statement issued by the Foreign Office.",
        (("Nobody likes", "statement issued by the Foreign Office"),),
        "statement",
    ),
    QuoteCase(
        HEAD + "One of the EU officials called the mood “much better than last year”.",
        (("much better", "EU officials"),),
    ),
    QuoteCase(
        HEAD
        + "The ministry gave no details. Mr. Feldt will stay until Friday. “We thank our hosts,” it added.",
        (("We thank", "ministry"),),
    ),
    QuoteCase(
        HEAD
        + "The declaration said both want “peace in our time”.\nBoth countries intend to build “a bridge of trust”.",
        (("peace in", "declaration"), ("a bridge of", "declaration")),
        "statement",
    ),
    # known failures
    known_failure("Anna Berg met Jonas Feldt. “Our trade will grow,” he said.", ("Our trade", "Jonas Feldt")),
    known_failure("“Nobody likes to wait.”\n\nThat was how Anna Berg put it.", ("Nobody likes", "Anna Berg")),
    known_failure(
        "The bank has a view.\n\n“Prices will fall.” So says its head, Anna Berg.", ("Prices", "Anna Berg")
    ),
    known_failure(  # an institution by its short form
        'The Ministry of Foreign Affairs (MoFA) denied it. "The border stays open today," the MoFA said.',
        ("The border stays", "Ministry of Foreign Affairs"),
    ),
    QuoteCase(  # told without a speaker: the words of the source
        HEAD
        + "The two ministers spoke of trade, the ministry said in a report. The pair also “welcomed the plan for a port”.",
        (("welcomed the plan", "ministry"),),
    ),
    QuoteCase(
        HEAD
        + "They agreed on a port, a government statement said. The talks centred on “ways to make trade easier”.",
        (("ways to make", "government statement"),),
    ),
    known_failure(  # a stranger without a name
        HEAD + "A former envoy, who knows both of them, was doubtful. “Nobody likes to wait,” he said.",
        ("Nobody likes", "former envoy"),
    ),
    known_failure(  # the second paragraph tells who speaks in the first
        HEAD
        + "The two ministers spoke of trade.\n\n“Our ports are open.\n\n“Nobody likes to wait,” Castellan said.",
        ("Our ports", "Maria Castellan"),
        ("Nobody likes", "Maria Castellan"),
    ),
    known_failure(
        HEAD + "They spoke of the visit of Anna Berg, who came in May and praised “the best tea in town”.",
        ("the best tea", "Anna Berg"),
    ),
    known_failure(
        "The talks were “hard but fair”, Anna Berg was quoted by TASS as saying.", ("hard", "Anna Berg")
    ),
    known_failure(
        "Norwegian Foreign Minister Anna Berg received Jonas Feldt. “Our ports are open,” the Norwegian FM said.",
        ("Our ports", "Anna Berg"),
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
        "Anna Berg said that they were ready, that the border was open and that trade would grow.",
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
    assert next(iter(pd.json_normalize(records, "quotes").speaker)) == HOSTILE


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
    assert list(d.extract_meetings(pipeline().pipe([ARTICLE, ARTICLE]))) == [found, found]
    assert list(d.extract_meetings([ARTICLE, doc])) == [found, found]
    (failure,) = d.extract_meetings([doc], nlp=pipeline(), on_error="return")
    assert isinstance(failure, d.Failure)
    assert "without nlp" in failure.message
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


def test_components_that_give_no_entities_do_not_run() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("senter")  # without weights: it fails if it runs
    assert d.extract_meeting(ARTICLE, nlp=nlp) == d.extract_meeting(ARTICLE, nlp=blank())
    assert nlp.pipe_names == ["senter"]
    nlp.add_pipe("entity_ruler")  # its patterns may ask for sentences
    with pytest.raises(KeyError, match="not been allocated"):
        d.extract_meeting(ARTICLE, nlp=nlp)


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
    assert next(iter(out.date)) == dt.date(2022, 7, 26)


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
    assert d.main([str(folder), "--format", "csv"]) == 0
    table = pd.read_csv(io.StringIO(capsys.readouterr().out))
    assert list(table.columns) == list(meeting(ARTICLE).to_record())
    assert list(table.participants) == ["Sameh Shoukry; Nikos Dendias"] * 2
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

NAMES = "Ann Lee,Bob Roe,Carla Diaz,Dmitri Orlov,Emeka Obi,Fatima Noor,Goran Novak,Hana Sato".split(",")
LANDS = "Italian,Spanish,Chilean,Russian,Nigerian,Jordanian,Croatian,Japanese".split(",")


def varied(i: int) -> str:
    """One of many short articles, each with a meeting, a quotation and something ahead."""
    a, b = NAMES[i % 8], NAMES[(i // 8 + i + 1) % 8]
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
    return [(ROOT / "sample_article.txt").read_text("utf-8"), *(article.text for article in OWN_ARTICLES)]


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


@pytest.mark.parametrize("text", ['\0"met ', "\x1f", "\u2028"])
def test_properties_that_once_failed(text: str) -> None:
    properties(text)


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
    "a line separator": "\u2028",
    "brackets": "(" * 50_000 + ")" * 50_000,
    "datelines": "ROME, 3 May 2021 (ANSA) - " * 3_800,
    "bytes": "".join(map(chr, range(1, 0xD800))) * 2,
}


def test_long_texts_go_to_the_pipeline_in_pieces() -> None:
    text = "".join(varied(i) + "\n" for i in range(60)) + "word " * 3_000 + "x" * 9_000
    pieces = list(d._pieces(text))
    assert len(pieces) > 5
    assert all(len(piece) <= d.PIECE for _, piece in pieces)
    assert all(text[at : at + len(piece)].split()[0] == piece.split()[0] for at, piece in pieces[:-2])
    assert [at for at, _ in pieces[1:]] == [at + len(piece) for at, piece in pieces[:-1]]
    names = [text[start:end] for start, end, label in d._entities(pipeline(), [text])[0] if label == "PERSON"]
    assert Counter(names).keys() >= set(NAMES)


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


WORDS = [
    *"a,A,Aa ,1,1 ,.,... ,a , ,\n,\t,.,. ,A. ,Mr. ,-,–,\",“,',(,( ,and ,the ,of ,to ,in ,on ,said ,he ,will ,May ,3 May ,2021 ,"
    "3-,Ann Lee ,Lee-,Foreign Minister ,met ,with ,talks ,a-,\xa0,’s ,Mc,de ,I ,x.y".split(","),
    ",",
    ", ",
    "Ann, ",
    "a, and ",
]


@pytest.mark.parametrize("unit", WORDS, ids=repr)
def test_hostile_repetitions(unit: str) -> None:
    """A sentence without an end that repeats itself: the whole stays quick."""
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
        for _ in range(3 if size < 10_000 else 2):
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
        yield t.varied(i)[:{length}] + "\\n\\n" + words + "."
at_500 = 0.0
for i, made in enumerate(d.extract_meetings(texts()), 1):
    if i == 500:
        at_500 = t.memory()
print(t.memory() - at_500, sum(1 for _ in d._default().vocab), i)  # its len() counts what was forgotten, too
"""


@pytest.mark.slow
@pytest.mark.parametrize(("number", "length", "new"), [(10_000, 1_000, 2), (100_000, 80, 3)])
def test_memory(number: int, length: int, new: int) -> None:
    """Every article brings new words; memory and vocabulary stay within their bounds."""
    code = MEMORY.format(root=str(ROOT), number=number, length=length, new=new)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    grown, words, seen = map(float, done.stdout.split())
    assert seen == number
    assert grown < 60
    assert words < d.KNOWN_WORDS + 10_000


@pytest.mark.slow
def test_two_processes_are_faster() -> None:
    """Counted in processor time, which other work on the machine hardly changes: on idle cores it is the clock's."""
    texts = [varied(i) * 2 for i in range(2_000)]
    list(d.extract_meetings(texts[:100]))
    marks, results = [os.times()], []
    for n_process in (1, 2):
        results.append(list(d.extract_meetings(texts, n_process=n_process)))
        marks.append(os.times())
    before, between, after = marks
    assert results[0] == results[1]
    alone = between.user - before.user + between.system - before.system
    parent = after.user - between.user + after.system - between.system
    workers = after.children_user + after.children_system - between.children_user - between.children_system
    assert alone > 1.5 * (parent + workers / 2), (alone, parent, workers)


@pytest.mark.slow
@pytest.mark.parametrize("n_process", [1, 2])
def test_broken_inputs_lose_nothing_else(n_process: int) -> None:
    inputs: list[Any] = [varied(i) for i in range(1_000)]
    sound_ones = list(d.extract_meetings(inputs))
    bad = range(7, 1_000, 20)
    for i, wrong in zip(bad, cycle(["", None, "They \udc80 met.", Path("no/such.txt"), "a.html"])):
        inputs[i] = wrong
    results = list(d.extract_meetings(inputs, n_process=n_process, on_error="return"))
    assert [r.index for r in results if isinstance(r, d.Failure)] == list(bad)
    assert [r for i, r in enumerate(results) if i not in bad] == [
        m for i, m in enumerate(sound_ones) if i not in bad
    ]


def processor_seconds(*codes: str, rounds: int = 3) -> list[float]:
    """The least processor time of a Python process for each of some lines, run in turn."""
    best = [1e9] * len(codes)
    for _, (i, code) in product(range(rounds), enumerate(codes)):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best[i] = min(best[i], after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return best


@pytest.mark.slow
def test_cold_start(tmp_path: Path) -> None:
    """Importing takes less than 60 ms; the command line's first result 1.6 times what spaCy and the pipeline take."""
    shutil.copytree(ROOT / "en_diplomacy_sm", tmp_path / "en_diplomacy_sm")
    shutil.copy(ROOT / "diplomacy_extract.py", tmp_path)
    compileall.compile_dir(tmp_path, quiet=1)
    here = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); "
    (folder,) = (tmp_path / "en_diplomacy_sm").glob("en_diplomacy_sm-*")
    python, module = processor_seconds("pass", here + "import diplomacy_extract", rounds=20)
    assert module - python < 0.060
    spacy_alone, command = processor_seconds(
        f"import spacy; spacy.load({str(folder)!r})",
        here + "import diplomacy_extract as d; d.main(['sample_article.txt'])",
    )
    assert command < 1.6 * spacy_alone


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
def test_start(benchmark: Any, code: str) -> None:
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


@dataclass(frozen=True)
class Gold:
    """An article and what a reader finds in it, a value a line; "-" is nothing.

    ``person name | role | country``, ``place venue | city | country``, ``topic words``,
    ``event name | time as written | start | end | place``, ``quote speaker | words``.
    """

    id: str
    text: str
    gold: str

    def values(self, kind: str) -> list[list[str | None]]:
        """The values of one kind, each as its parts."""
        rows = [line.partition(" ")[2] for line in self.gold.splitlines() if line.startswith(kind + " ")]
        parts = 1 if kind == "quote" else 9
        return [[None if part == "-" else part for part in row.split(" | ", parts)] for row in rows]


OWN_ARTICLES = [
    Gold(
        "agency-talks",
        """\
MOSCOW, September 3. /TASS/. Russian Foreign Minister Sergey Lavrov held talks with his Tanzanian \
counterpart Mahmoud Thabit Kombo in Moscow on Wednesday, Foreign Ministry Spokeswoman Maria Zakharova \
told a briefing.

The ministers discussed trade and investment cooperation, the training of Tanzanian specialists at \
Russian universities and the situation in the eastern Democratic Republic of the Congo. "Special \
attention was paid to preparations for the third Russia-Africa summit, scheduled for 2026," Zakharova \
said. "We count on the participation of the Tanzanian leadership at the highest level," the diplomat \
noted.

Kombo conveyed greetings from President Samia Suluhu Hassan to Russian leader Vladimir Putin. "Russia \
stood with Tanzania long before independence, and we have not forgotten it," he said in his opening \
remarks.

The two sides also agreed to speed up work on a visa waiver for holders of diplomatic passports. A \
Russian business delegation will visit Dar es Salaam next week, TASS reported earlier.
""",
        """
published -
date -
mode in-person
person Sergey Lavrov | Foreign Minister | Russia
person Mahmoud Thabit Kombo | Foreign Minister | Tanzania
place - | Moscow | Russia
topic trade and investment cooperation
topic training of Tanzanian specialists at Russian universities
topic situation in the eastern Democratic Republic of the Congo
topic preparations for the third Russia-Africa summit
topic visa waiver for holders of diplomatic passports
event third Russia-Africa summit | 2026 | 2026-01-01 | 2026-12-31 | -
event Russian business delegation will visit Dar es Salaam | next week | - | - | Dar es Salaam
quote Maria Zakharova | Special attention was paid to preparations for the third Russia-Africa summit, \
scheduled for 2026,
quote Maria Zakharova | We count on the participation of the Tanzanian leadership at the highest level,
quote Mahmoud Thabit Kombo | Russia stood with Tanzania long before independence, and we have not \
forgotten it,
""",
    ),
    Gold(
        "cairo-trilateral",
        """\
CAIRO – 26 July 2022: Foreign Ministers Sameh Shoukry of Egypt, Nikos Dendias of Greece and Ioannis \
Kasoulides of Cyprus met at Tahrir Palace in Cairo on Tuesday for the latest round of the tripartite \
cooperation mechanism.

The three ministers reviewed the electricity interconnection project linking their grids, natural gas \
exports from the Eastern Mediterranean, irregular migration and the developments in Libya, Foreign \
Ministry spokesperson Ahmed Abu Zeid said.

"The mechanism has become a pillar of stability in a troubled neighbourhood," Shoukry told a joint press \
conference, adding that food security had been "at the heart of our deliberations" since the war in \
Ukraine broke out.

Dendias, for his part, thanked Cairo for its "constructive role" in Libya. The Cypriot minister said: \
"Energy can unite this region. It must never again divide it."

The ministers agreed to hold the next round in Nicosia in November, ahead of a summit of the three \
countries' leaders in Athens early next year. Egypt will also host the COP27 climate conference in Sharm \
El Sheikh on 6-18 November.
""",
        """
published 2022-07-26
date 2022-07-26
mode in-person
person Sameh Shoukry | Foreign Minister | Egypt
person Nikos Dendias | Foreign Minister | Greece
person Ioannis Kasoulides | Foreign Minister | Cyprus
place Tahrir Palace | Cairo | Egypt
topic electricity interconnection project
topic natural gas exports from the Eastern Mediterranean
topic irregular migration
topic developments in Libya
topic food security
event next round | November | 2022-11-01 | 2022-11-30 | Nicosia
event summit of the three countries' leaders | early next year | - | - | Athens
event COP27 climate conference | 6-18 November | 2022-11-06 | 2022-11-18 | Sharm El Sheikh
quote Sameh Shoukry | The mechanism has become a pillar of stability in a troubled neighbourhood,
quote Sameh Shoukry | at the heart of our deliberations
quote Ioannis Kasoulides | Energy can unite this region. It must never again divide it.
""",
    ),
    Gold(
        "us-readout-call",
        """\
 date 2024-03-14 
Readout of Vice President Harris’s Call with President Ruto of Kenya
Vice President Kamala Harris spoke by phone today with President William Ruto of Kenya. The Vice \
President thanked President Ruto for Kenya’s leadership in addressing the crisis in Haiti and \
underscored the need to deploy the Multinational Security Support mission without delay. The leaders \
discussed digital inclusion, green energy investment, and debt relief for developing countries. They \
also exchanged views on the conflict in Sudan, and the Vice President expressed deep concern over the \
obstruction of humanitarian aid. The Vice President reiterated that “African voices must be at the table \
where decisions about Africa are made,” and said that she and President Biden look forward to welcoming \
President Ruto to Washington for a State Visit on May 23. She also noted the U.S.-Africa Business \
Summit, to be held in Dallas from May 6 to 9.
""",
        """
published 2024-03-14
date 2024-03-14
mode phone
person Kamala Harris | Vice President | United States
person William Ruto | President | Kenya
place - | - | -
topic crisis in Haiti
topic Multinational Security Support mission
topic digital inclusion
topic green energy investment
topic debt relief for developing countries
topic conflict in Sudan
topic obstruction of humanitarian aid
event State Visit | May 23 | 2024-05-23 | 2024-05-23 | Washington
event U.S.-Africa Business Summit | May 6 to 9 | 2024-05-06 | 2024-05-09 | Dallas
quote Kamala Harris | African voices must be at the table where decisions about Africa are made,
""",
    ),
    Gold(
        "gulf-call",
        """\
UAE, Türkiye discuss regional developments over phone

ABU DHABI, 9th October, 2023 (WAM) -- H.H. Sheikh Abdullah bin Zayed Al Nahyan, Minister of Foreign \
Affairs, today received a phone call from Hakan Fidan, Minister of Foreign Affairs of the Republic of \
Türkiye.

During the call, the two sides discussed the regional situation, ways to protect civilians, and the \
importance of ending the current escalation. They also explored prospects for cooperation in renewable \
energy and the Comprehensive Economic Partnership Agreement between the two countries.

H.H. Sheikh Abdullah stressed the need for "urgent and concerted efforts to prevent the spread of \
violence in the region". He conveyed the greetings of President His Highness Sheikh Mohamed bin Zayed Al \
Nahyan to President Recep Tayyip Erdogan and to the Turkish people.

For his part, the Turkish Minister voiced his country's support for the UAE's hosting of COP28, which \
will take place at Expo City Dubai from 30th November to 12th December.
""",
        """
published 2023-10-09
date 2023-10-09
mode phone
person Abdullah bin Zayed Al Nahyan | Minister of Foreign Affairs | United Arab Emirates
person Hakan Fidan | Minister of Foreign Affairs | Turkey
place - | - | -
topic regional situation
topic ways to protect civilians
topic ending the current escalation
topic renewable energy
topic Comprehensive Economic Partnership Agreement between the two countries
topic UAE's hosting of COP28
event COP28 | 30th November to 12th December | 2023-11-30 | 2023-12-12 | Expo City Dubai
quote Abdullah bin Zayed Al Nahyan | urgent and concerted efforts to prevent the spread of violence in \
the region
""",
    ),
    Gold(
        "gulf-video",
        """\
 date 2022-01-17 Doha, January 17 (QNA) - HE Minister of State for Energy Affairs Saad Sherida Al-Kaabi \
held a meeting via video conference on Sunday with HE Minister of Economy, Trade and Industry of Japan \
Koichi Hagiuda.

The two ministers discussed the supply of liquefied natural gas, carbon capture technology and hydrogen \
projects. HE Al-Kaabi affirmed Qatar's commitment to its long-term customers. "Qatar has never missed a \
cargo to Japan, and it never will," he said.

The virtual meeting was attended by HE Ambassador of Japan to Qatar Satoshi Maeda.

It was agreed that the next ministerial energy dialogue would be held in Tokyo before the end of the \
year. Al-Kaabi also accepted an invitation to visit Japan in March, the Japanese Ministry of Economy, \
Trade and Industry said in a statement describing the talks as "frank, warm and forward-looking".
""",
        """
published 2022-01-17
date 2022-01-16
mode video
person Saad Sherida Al-Kaabi | Minister of State for Energy Affairs | Qatar
person Koichi Hagiuda | Minister of Economy, Trade and Industry | Japan
person Satoshi Maeda | Ambassador to Qatar | Japan
place - | - | -
topic supply of liquefied natural gas
topic carbon capture technology
topic hydrogen projects
topic Qatar's commitment to its long-term customers
event next ministerial energy dialogue | before the end of the year | - | 2022-12-31 | Tokyo
event visit Japan | March | 2022-03-01 | 2022-03-31 | Japan
quote Saad Sherida Al-Kaabi | Qatar has never missed a cargo to Japan, and it never will,
quote Japanese Ministry of Economy, Trade and Industry | frank, warm and forward-looking
""",
    ),
    Gold(
        "kremlin-transcript",
        """\
 date 2023-05-24 
Talks with President of Mongolia Ukhnaagiin Khurelsukh
Vladimir Putin held talks at the Kremlin with President of Mongolia Ukhnaagiin Khurelsukh, who is in \
Moscow on an official visit.
Taking part in the talks on the Russian side were Deputy Prime Minister Viktoria Abramchenko, \
Presidential Aide Yury Ushakov and Ambassador of the Russian Federation to Mongolia Alexei Yevsikov. The \
Mongolian side was represented by Minister of Foreign Affairs Batmunkh Battsetseg and Minister of Energy \
Battogtokh Choijilsuren.
The leaders discussed the transit gas pipeline to China, fuel supplies and railway freight. A joint \
declaration was adopted following the talks. “The parties will refrain from joining alliances directed \
against each other,” the declaration reads.
President of Russia Vladimir Putin: Mr President, friends,
I am glad to see you. As the saying goes, “A close neighbour is better than a distant relative.” Our \
trade grew by a quarter last year. I look forward to our next meeting, in Ulaanbaatar in September.
President of Mongolia Ukhnaagiin Khurelsukh (retranslated): Thank you, Mr President, for the warm \
welcome.
""",
        """
published 2023-05-24
date -
mode in-person
person Vladimir Putin | President | Russia
person Ukhnaagiin Khurelsukh | President | Mongolia
person Viktoria Abramchenko | Deputy Prime Minister | Russia
person Yury Ushakov | Presidential Aide | Russia
person Alexei Yevsikov | Ambassador to Mongolia | Russia
person Batmunkh Battsetseg | Minister of Foreign Affairs | Mongolia
person Battogtokh Choijilsuren | Minister of Energy | Mongolia
place Kremlin | Moscow | Russia
topic transit gas pipeline to China
topic fuel supplies
topic railway freight
event next meeting | September | 2023-09-01 | 2023-09-30 | Ulaanbaatar
quote joint declaration | The parties will refrain from joining alliances directed against each other,
quote Vladimir Putin | A close neighbour is better than a distant relative.
""",
    ),
    Gold(
        "voa-mediators",
        """\
West African mediators met Thursday with Guinea's military leader, Colonel Mamady Doumbouya, in the \
capital, Conakry, to press for a return to civilian rule.
The delegation was led by former Beninese President Thomas Boni Yayi and included the head of the ECOWAS \
Commission, Omar Alieu Touray.
Mr. Boni Yayi said the talks were "difficult but useful" and focused on the length of the transition and \
the release of political prisoners.
Opposition leader Cellou Dalein Diallo, who was not invited, said a three-year transition would be "a \
betrayal of the people."
The mediators are due to meet with political parties on Friday before flying to Accra, where West \
African leaders will hold a summit next month.
The military seized power in September, ousting President Alpha Conde.
""",
        """
published -
date -
mode in-person
person Mamady Doumbouya | military leader | Guinea
person Thomas Boni Yayi | former President | Benin
person Omar Alieu Touray | head of the ECOWAS Commission | ECOWAS
place - | Conakry | Guinea
topic return to civilian rule
topic length of the transition
topic release of political prisoners
event meet with political parties | Friday | - | - | -
event West African leaders will hold a summit | next month | - | - | Accra
quote Thomas Boni Yayi | difficult but useful
quote Cellou Dalein Diallo | a betrayal of the people.
""",
    ),
    Gold(
        "india-boilerplate",
        """\
Rajnath meets Maldivian counterpart, offers second patrol vessel

1 min read . Updated: 28 Apr 2023, 08:15 PM IST
Livewire Bureau

Defence Minister Rajnath Singh greets Mariya Ahmed Didi at Manekshaw Centre in New Delhi. (Photo: PTI)

Defence Minister Rajnath Singh on Friday held talks with his Maldivian counterpart Mariya Ahmed Didi in \
New Delhi and reviewed maritime security cooperation between the two countries.

The ministers met at Manekshaw Centre and discussed joint surveillance of the exclusive economic zone, \
disaster relief and capacity building of the Maldives National Defence Force, the defence ministry said \
in a statement.

"India's 'Neighbourhood First' policy finds its fullest expression in the Maldives," Singh tweeted after \
the meeting. "Glad to have met my sister Mariya Didi. Our bond is as deep as the ocean we share," he \
added.

Also Read: Putin and Xi speak over phone on grain exports

Singh will visit Male from May 1 to 3 and hand over a fast patrol vessel. The next edition of the joint \
exercise Ekuverin is slated for June 11-24 at Chaubatia in Uttarakhand.

Catch all the Business News, Market News and Latest News Updates on Livewire. Download the Livewire App \
to get Daily Market Updates.
""",
        """
published 2023-04-28
date 2023-04-28
mode in-person
person Rajnath Singh | Defence Minister | India
person Mariya Ahmed Didi | Defence Minister | Maldives
place Manekshaw Centre | New Delhi | India
topic maritime security cooperation between the two countries
topic joint surveillance of the exclusive economic zone
topic disaster relief
topic capacity building of the Maldives National Defence Force
event visit Male | May 1 to 3 | 2023-05-01 | 2023-05-03 | Male
event joint exercise Ekuverin | June 11-24 | 2023-06-11 | 2023-06-24 | Chaubatia in Uttarakhand
quote Rajnath Singh | India's 'Neighbourhood First' policy finds its fullest expression in the Maldives,
quote Rajnath Singh | Glad to have met my sister Mariya Didi. Our bond is as deep as the ocean we share,
""",
    ),
    Gold(
        "africa-delegations",
        """\
Mahama hosts Burkinabè PM, pledges open border

By Ama Serwaa Boateng, Accra | 12 February 2025

President John Dramani Mahama yesterday received the Prime Minister of Burkina Faso, Rimtalba Jean \
Emmanuel Ouédraogo, at Jubilee House in Accra for talks on insecurity along the common border.

Mr Ouédraogo was accompanied by his Foreign Minister, Karamoko Jean Marie Traoré; the Security Minister, \
Mahamadou Sana; and the Burkinabè Ambassador to Ghana, David Kabré. On the Ghanaian side were the Chief \
of Staff, Julius Debrah, and the National Security Coordinator, Abdul-Osman Razak.

The two leaders touched on the movement of tomato traders, the Bagré Dam spillage and intelligence \
sharing.

“Our peoples are one. The line on the map was drawn by others, and it must not become a wall.

“That is why I have asked my ministers to open every crossing that can be made safe,” President Mahama \
said.

Responding, the visiting premier said his government would “spare no effort” to protect Ghanaian \
traders.

Kojo Antwi-Bediako, a security analyst with Sahel Monitor in Tamale, was sceptical. “Handshakes do not \
patrol borders,” he told this newspaper by telephone.

The Ghana-Burkina Faso Joint Commission will meet in Ouagadougou in April.
""",
        """
published 2025-02-12
date 2025-02-11
mode in-person
person John Dramani Mahama | President | Ghana
person Rimtalba Jean Emmanuel Ouédraogo | Prime Minister | Burkina Faso
person Karamoko Jean Marie Traoré | Foreign Minister | Burkina Faso
person Mahamadou Sana | Security Minister | Burkina Faso
person David Kabré | Ambassador to Ghana | Burkina Faso
person Julius Debrah | Chief of Staff | Ghana
person Abdul-Osman Razak | National Security Coordinator | Ghana
place Jubilee House | Accra | Ghana
topic insecurity along the common border
topic movement of tomato traders
topic Bagré Dam spillage
topic intelligence sharing
event Ghana-Burkina Faso Joint Commission | April | 2025-04-01 | 2025-04-30 | Ouagadougou
quote John Dramani Mahama | Our peoples are one. The line on the map was drawn by others, and it must \
not become a wall.
quote John Dramani Mahama | That is why I have asked my ministers to open every crossing that can be \
made safe,
quote Rimtalba Jean Emmanuel Ouédraogo | spare no effort
quote Kojo Antwi-Bediako | Handshakes do not patrol borders,
""",
    ),
    Gold(
        "credentials",
        """\
 date 2021-11-18 
President Kagame receives credentials of three new ambassadors
Rwandan President Paul Kagame on Thursday received letters of credence from three ambassadors at Village \
Urugwiro in Kigali. They are Tuula Lahtinen of Finland, Rodrigo Quispe Salazar of Peru and Hendrina \
Shilongo of Namibia. The Minister of Foreign Affairs, Vincent Biruta, attended the ceremony.
Lahtinen told journalists that she had discussed vocational training and digital innovation with the \
President. "Rwanda is a country that keeps its promises," she said, "and we want to be worthy of that."
Her Peruvian colleague, the first ambassador of his country to be accredited in Kigali, said his \
audience had dealt with coffee cultivation and the protection of biodiversity.
Shilongo spoke of "two nations forged by a hard history" and announced that a Namibian trade mission \
would travel to Kigali on 2-4 December.
Rwanda is also to host the Commonwealth Heads of Government Meeting, twice postponed because of the \
pandemic, next year.
""",
        """
published 2021-11-18
date 2021-11-18
mode in-person
person Paul Kagame | President | Rwanda
person Tuula Lahtinen | Ambassador | Finland
person Rodrigo Quispe Salazar | Ambassador | Peru
person Hendrina Shilongo | Ambassador | Namibia
person Vincent Biruta | Minister of Foreign Affairs | Rwanda
place Village Urugwiro | Kigali | Rwanda
topic vocational training
topic digital innovation
topic coffee cultivation
topic protection of biodiversity
event Namibian trade mission | 2-4 December | 2021-12-02 | 2021-12-04 | Kigali
event Commonwealth Heads of Government Meeting | next year | 2022-01-01 | 2022-12-31 | Rwanda
quote Tuula Lahtinen | Rwanda is a country that keeps its promises,
quote Tuula Lahtinen | and we want to be worthy of that.
quote Hendrina Shilongo | two nations forged by a hard history
""",
    ),
    Gold(
        "eu-tour",
        """\
 date 2022-11-17 
EU foreign policy chief meets Kazakh President, heads for Samarkand
ASTANA, Nov 17 -- Josep Borrell, the European Union's High Representative for Foreign Affairs and \
Security Policy, met Kazakh President Kassym-Jomart Tokayev at the Akorda presidential palace in Astana \
on Wednesday, the first stop of a three-day tour of Central Asia.
They discussed the transport corridor across the Caspian Sea, critical raw materials and the enforcement \
of sanctions against Russia. Terhi Hakala, the EU's Special Representative for Central Asia, sat in on \
the talks.
Earlier in the day Borrell had held separate talks with Foreign Minister Mukhtar Tileuberdi on visa \
facilitation. On Thursday morning he addressed students at Nazarbayev University.
"Having only one option is not a choice," he told them. "We are here to offer you another one."
Tokayev's office said the President had called the EU "a key partner of Kazakhstan".
Borrell will attend the EU-Central Asia Connectivity Conference in Samarkand on 18 November. Kazakhstan \
holds an early presidential election this Sunday.
""",
        """
published 2022-11-17
date 2022-11-16
mode in-person
person Josep Borrell | High Representative for Foreign Affairs and Security Policy | European Union
person Kassym-Jomart Tokayev | President | Kazakhstan
person Terhi Hakala | Special Representative for Central Asia | European Union
place Akorda presidential palace | Astana | Kazakhstan
topic transport corridor across the Caspian Sea
topic critical raw materials
topic enforcement of sanctions against Russia
event EU-Central Asia Connectivity Conference | 18 November | 2022-11-18 | 2022-11-18 | Samarkand
event early presidential election | this Sunday | 2022-11-20 | 2022-11-20 | Kazakhstan
quote Josep Borrell | Having only one option is not a choice,
quote Josep Borrell | We are here to offer you another one.
quote Kassym-Jomart Tokayev | a key partner of Kazakhstan
""",
    ),
    Gold(
        "still-to-come",
        """\
 date 2023-12-28 
Lula to host Chile's Boric in January
By Paulo Tavares
BRASILIA, Dec 28 (Reuters) - Brazilian President Luiz Inacio Lula da Silva will receive his Chilean \
counterpart Gabriel Boric at the Planalto Palace in Brasilia on January 9, two government sources said \
on Thursday.
The leaders will discuss a bi-oceanic road corridor, lithium processing and the political crisis in \
Venezuela, the sources said. Boric will be joined by Chilean Finance Minister Mario Marcel.
"Both presidents want concrete announcements, not photographs," a Chilean foreign ministry spokesperson \
said.
Mariana Fuchs, an analyst at consultancy Atlantico in Sao Paulo, said expectations should be kept low. \
"Corridors take decades," she said. "Presidents have four years."
The road, which would run through Paraguay and Argentina, is "progressing as planned", Brazil's planning \
ministry said in an emailed statement.
Brazil, which took over the presidency of the Group of 20 on Dec. 1, will host its summit in Rio de \
Janeiro on Nov. 18-19, 2024. Both leaders are also expected to attend the inauguration of Guatemala's \
President-elect Bernardo Arevalo on January 14.
""",
        """
published 2023-12-28
date 2024-01-09
mode in-person
person Luiz Inacio Lula da Silva | President | Brazil
person Gabriel Boric | President | Chile
person Mario Marcel | Finance Minister | Chile
place Planalto Palace | Brasilia | Brazil
topic bi-oceanic road corridor
topic lithium processing
topic political crisis in Venezuela
event summit | Nov. 18-19, 2024 | 2024-11-18 | 2024-11-19 | Rio de Janeiro
event inauguration of Guatemala's President-elect Bernardo Arevalo | January 14 | 2024-01-14 | \
2024-01-14 | Guatemala
quote Chilean foreign ministry spokesperson | Both presidents want concrete announcements, not \
photographs,
quote Mariana Fuchs | Corridors take decades,
quote Mariana Fuchs | Presidents have four years.
quote Brazil's planning ministry | progressing as planned
""",
    ),
    Gold(
        "imf-release",
        """\
MINISTRY OF FINANCE, ECONOMIC STABILIZATION AND NATIONAL POLICIES
Media Release
14.06.2023

IMF delegation meets the President

President Ranil Wickremesinghe met a delegation of the International Monetary Fund (IMF) led by Peter \
Breuer, Senior Mission Chief for Sri Lanka, at the Presidential Secretariat in Colombo today. Sarwat \
Jahan, IMF Resident Representative, was also present.

Shehan Semasinghe, State Minister of Finance; Mahinda Siriwardana, Secretary to the Treasury; and Dr. P. \
Nandalal Weerasinghe, Governor of the Central Bank, took part on the Sri Lankan side.

Discussions centred on debt restructuring, revenue collection, governance reform and the protection of \
the most vulnerable. The President told the delegation that domestic debt would be handled "without \
endangering the savings of ordinary depositors".

Mr. Breuer commended the authorities. "The economy is showing tentative signs of improvement; the \
challenge is to keep going," he said in a statement issued at the end of the visit.

The Treasury Secretary noted: "Every one of the June benchmarks will be met."

The first review of the programme is due in September. Consultations with Parliament are to be completed \
by 15 July, and an agreement with official creditors is to be concluded by the end of the year.
""",
        """
published 2023-06-14
date 2023-06-14
mode in-person
person Ranil Wickremesinghe | President | Sri Lanka
person Peter Breuer | Senior Mission Chief for Sri Lanka | International Monetary Fund
person Sarwat Jahan | Resident Representative | International Monetary Fund
person Shehan Semasinghe | State Minister of Finance | Sri Lanka
person Mahinda Siriwardana | Secretary to the Treasury | Sri Lanka
person P. Nandalal Weerasinghe | Governor of the Central Bank | Sri Lanka
place Presidential Secretariat | Colombo | Sri Lanka
topic debt restructuring
topic revenue collection
topic governance reform
topic protection of the most vulnerable
event first review of the programme | September | 2023-09-01 | 2023-09-30 | -
event Consultations with Parliament | by 15 July | - | 2023-07-15 | -
event agreement with official creditors | by the end of the year | - | 2023-12-31 | -
quote Ranil Wickremesinghe | without endangering the savings of ordinary depositors
quote Peter Breuer | The economy is showing tentative signs of improvement; the challenge is to keep \
going,
quote Mahinda Siriwardana | Every one of the June benchmarks will be met.
""",
    ),
    Gold(
        "pacific-sidelines",
        """\
RAROTONGA, Cook Islands — Penny Wong, Australia's Minister for Foreign Affairs, met Sitiveni Rabuka, \
Prime Minister of Fiji, on the sidelines of the Pacific Islands Forum Leaders Meeting here on Tuesday.

The pair talked about labour mobility, rising sea levels, undersea cables and the future of regional \
policing. Henry Puna, Secretary-General of the Pacific Islands Forum, joined them.

“The ocean of peace is not a slogan,” Rabuka said as he left the room. “It is what our grandchildren \
will ask us about.”

Wong wrote on X: “Vinaka, PM Rabuka, for a generous conversation. Fiji’s voice matters in the Pacific \
family and far beyond it.”

Anthony Albanese, the Australian Prime Minister, was not present. Australian officials would not be \
drawn on reports that a security treaty is close.

Dr Mele Taumoepeau of the University of the South Pacific, a long-time observer of the Forum, said the \
two governments were “closer than at any time since independence” but warned against complacency.

Rabuka will pay an official visit to Canberra next month. Next year’s Leaders Meeting goes to Tonga.
""",
        """
published -
date -
mode in-person
person Penny Wong | Minister for Foreign Affairs | Australia
person Sitiveni Rabuka | Prime Minister | Fiji
person Henry Puna | Secretary-General | Pacific Islands Forum
place - | Rarotonga | Cook Islands
topic labour mobility
topic rising sea levels
topic undersea cables
topic future of regional policing
event official visit to Canberra | next month | - | - | Canberra
event Leaders Meeting | Next year | - | - | Tonga
quote Sitiveni Rabuka | The ocean of peace is not a slogan,
quote Sitiveni Rabuka | It is what our grandchildren will ask us about.
quote Penny Wong | Vinaka, PM Rabuka, for a generous conversation. Fiji’s voice matters in the Pacific \
family and far beyond it.
quote Mele Taumoepeau | closer than at any time since independence
""",
    ),
    Gold(
        "au-un",
        """\
AU Commission Chairperson meets UN Secretary-General

Addis Ababa, 16 February 2024 - The Chairperson of the African Union Commission, H.E. Moussa Faki \
Mahamat, today held a consultative meeting with the Secretary-General of the United Nations, H.E. \
António Guterres, at the AU Headquarters in Addis Ababa, Ethiopia.

The two leaders exchanged views on the humanitarian situation in Sudan, the drawdown of ATMIS in Somalia \
and predictable financing for AU-led peace support operations. AU Commissioner for Political Affairs, \
Peace and Security Bankole Adeoye and UN Under-Secretary-General for Peace Operations Jean-Pierre \
Lacroix took part in the meeting.

“We cannot ask African soldiers to keep a peace that nobody is willing to pay for,” the Chairperson \
said.

In a joint communiqué, the two organisations called on all parties in Sudan to “observe a ceasefire \
during the holy month of Ramadan.”

Mr Guterres is to meet the Prime Minister of Ethiopia, Abiy Ahmed, tomorrow. The 38th Ordinary Session \
of the Assembly of Heads of State and Government will be held in Addis Ababa in February 2025.
""",
        """
published 2024-02-16
date 2024-02-16
mode in-person
person Moussa Faki Mahamat | Chairperson of the African Union Commission | African Union
person António Guterres | Secretary-General | United Nations
person Bankole Adeoye | Commissioner for Political Affairs, Peace and Security | African Union
person Jean-Pierre Lacroix | Under-Secretary-General for Peace Operations | United Nations
place AU Headquarters | Addis Ababa | Ethiopia
topic humanitarian situation in Sudan
topic drawdown of ATMIS in Somalia
topic predictable financing for AU-led peace support operations
event meet the Prime Minister of Ethiopia, Abiy Ahmed | tomorrow | 2024-02-17 | 2024-02-17 | -
event 38th Ordinary Session of the Assembly of Heads of State and Government | February 2025 | \
2025-02-01 | 2025-02-28 | Addis Ababa
quote Moussa Faki Mahamat | We cannot ask African soldiers to keep a peace that nobody is willing to pay \
for,
quote joint communiqué | observe a ceasefire during the holy month of Ramadan.
""",
    ),
    Gold(
        "latin-video",
        """\
PANAMA CITY (Prensa Istmo) - Foreign ministers Luis Gilberto Murillo of Colombia, Javier Martínez-Acha \
of Panama and Arnoldo André of Costa Rica met by videoconference on Monday to coordinate their response \
to the surge of migrants crossing the Darien jungle.

The ministers, who were joined on screen by United Nations High Commissioner for Refugees Filippo \
Grandi, also took up the fight against people smugglers, the exchange of biometric data and the funding \
of humanitarian assistance.

"No country can manage this alone," Martínez-Acha said after the two-hour session. "Yesterday it was our \
problem," he continued, "today it is everybody's."

Colombia's foreign ministry said in a communiqué that Bogota would "step up naval patrols in the Gulf of \
Uraba".

Aid groups were unconvinced. "Patrols do not feed children," said Sister Lucía Ferrán, who runs a \
canteen in Necocli.

The three ministers will meet again, this time in person, in San Jose later this year.
""",
        """
published -
date -
mode video
person Luis Gilberto Murillo | Foreign minister | Colombia
person Javier Martínez-Acha | Foreign minister | Panama
person Arnoldo André | Foreign minister | Costa Rica
person Filippo Grandi | High Commissioner for Refugees | United Nations
place - | - | -
topic surge of migrants crossing the Darien jungle
topic fight against people smugglers
topic exchange of biometric data
topic funding of humanitarian assistance
event three ministers will meet again | later this year | - | - | San Jose
quote Javier Martínez-Acha | No country can manage this alone,
quote Javier Martínez-Acha | Yesterday it was our problem,
quote Javier Martínez-Acha | today it is everybody's.
quote Colombia's foreign ministry | step up naval patrols in the Gulf of Uraba
quote Lucía Ferrán | Patrols do not feed children,
""",
    ),
    Gold(
        "europe-nested",
        """\
 date 2024-05-22 
Poland, Germany promise joint border fund
WARSAW (Reuters) - Polish Foreign Minister Radoslaw Sikorski and his German counterpart Annalena \
Baerbock met at the Lazienki Palace in Warsaw on Tuesday and promised a joint fund for the EU's eastern \
frontier.
"My grandmother used to say, 'Good fences make good neighbours, but good roads make better ones,' and I \
told Annalena that we need both," Sikorski told reporters.
Baerbock, who left for Vilnius in the evening, said air defence for Ukraine had dominated the talks. The \
two also discussed compensation for "the last living victims of the German occupation", as she put it.
"We have heard you," she said. "We will not wait for another anniversary."
German Chancellor Olaf Scholz, who was not in Warsaw, is due to hold intergovernmental consultations \
with Polish Prime Minister Donald Tusk on July 2. EU foreign ministers gather in Brussels next week, and \
elections to the European Parliament follow on June 6-9.
"Berlin is finally listening, but money is what counts," said Agata Lewicka, an analyst at the Centre \
for Baltic Studies in Gdansk. A Polish government spokesman declined to comment on the size of the fund.
""",
        """
published 2024-05-22
date 2024-05-21
mode in-person
person Radoslaw Sikorski | Foreign Minister | Poland
person Annalena Baerbock | Foreign Minister | Germany
place Lazienki Palace | Warsaw | Poland
topic air defence for Ukraine
topic joint fund for the EU's eastern frontier
topic compensation for "the last living victims of the German occupation"
event intergovernmental consultations | July 2 | 2024-07-02 | 2024-07-02 | -
event EU foreign ministers gather in Brussels | next week | 2024-05-27 | 2024-06-02 | Brussels
event elections to the European Parliament | June 6-9 | 2024-06-06 | 2024-06-09 | -
quote Radoslaw Sikorski | My grandmother used to say, 'Good fences make good neighbours, but good roads \
make better ones,' and I told Annalena that we need both,
quote Annalena Baerbock | the last living victims of the German occupation
quote Annalena Baerbock | We have heard you,
quote Annalena Baerbock | We will not wait for another anniversary.
quote Agata Lewicka | Berlin is finally listening, but money is what counts,
""",
    ),
    Gold(
        "no-meeting",
        """\
 date 2024-08-19 
Philippines protests 'dangerous' flares over shoal
MANILA - The Department of Foreign Affairs on Monday lodged a diplomatic protest over flares fired at a \
Philippine patrol aircraft near Scarborough Shoal, the third such protest this month.
The department said the incident on Aug. 8 had endangered the crew of a coast guard plane on a routine \
flight. It did not say whether China had replied.
"We will not be flared, rammed or hosed out of our own waters," coast guard spokesman Elmer Dizon-Rey \
said in a radio interview.
The Philippines and the United States will hold the air exercise Blue Lightning at Clark from Sept. 9 to \
20, the military announced separately.
Fishermen in Zambales have asked the government for fuel subsidies because fewer boats dare to sail. The \
price of mackerel scad has risen by a tenth since June, according to the fisheries bureau.
""",
        """
published 2024-08-19
date -
mode -
place - | - | -
event air exercise Blue Lightning | Sept. 9 to 20 | 2024-09-09 | 2024-09-20 | Clark
quote Elmer Dizon-Rey | We will not be flared, rammed or hosed out of our own waters,
""",
    ),
]


FIELDS = (
    "date", "mode", "participants", "role", "country", "place", "topics", "events", "event dates", "quotes", "speaker",
)  # fmt: skip


def likeness(one: str | None, two: str | None) -> float:
    """F1 of the words of two phrases, 1 where both are missing."""
    a, b = (re.findall(r"\w+", (text or "").lower()) for text in (one, two))
    both = sum((Counter(a) & Counter(b)).values())
    return 2 * both / (len(a) + len(b)) if a or b else 1.0


def paired(gold: list[Any], found: list[Any], floor: float) -> list[tuple[Any, Any]]:
    """The values that belong together, most alike first; the first part of each decides."""
    order = sorted(product(gold, found), key=lambda pair: -likeness(pair[0][0], pair[1][0]))
    out: list[tuple[Any, Any]] = []
    for g, f in order:
        if likeness(g[0], f[0]) >= floor and all(g is not a and f is not b for a, b in out):
            out.append((g, f))
    return out


def score(articles: list[Gold]) -> dict[str, tuple[float, float]]:
    """Precision and recall of each field over some articles."""
    hit, told, wanted = Counter[str](), Counter[str](), Counter[str]()

    def add(field: str, hits: int, found: int, gold: int) -> None:
        hit[field] += hits
        told[field] += found
        wanted[field] += gold

    for article in articles:
        made = meeting(article.text)
        place = made.location or d.Location()
        for field, value in (("date", made.date), ("mode", made.mode)):
            right = article.values(field)[0][0] == (str(value) if value else None)
            add(field, right, 1, 1)
        parts = zip(article.values("place")[0], (place.venue, place.city, place.country), strict=True)
        for g, f in parts:
            add("place", bool(g and f and likeness(g, f) >= 0.5), bool(f), bool(g))
        people = [(p.name, p.role, p.country) for p in made.participants]
        events = [(e.name, str(e.start), str(e.end)) for e in made.upcoming_events]
        quotes = [(q.text, q.speaker) for q in made.quotes]
        gold_events = [(e[0], str(e[2]), str(e[3])) for e in article.values("event")]
        gold_quotes = [(words, speaker) for speaker, words in article.values("quote")]
        pairs = paired(article.values("person"), people, 0.5)
        add("participants", len(pairs), len(people), len(article.values("person")))
        for g, f in pairs:
            add("role", likeness(g[1], f[1]) >= 0.5, 1, 1)
            add("country", g[2] == f[2], 1, 1)
        topics = [(t.text,) for t in made.topics]
        add(
            "topics",
            len(paired(article.values("topic"), topics, 0.5)),
            len(topics),
            len(article.values("topic")),
        )
        pairs = paired(gold_events, events, 0.5)
        add("events", len(pairs), len(events), len(gold_events))
        for g, f in pairs:
            add("event dates", g[1:] == f[1:], 1, 1)
        pairs = paired(gold_quotes, quotes, 0.85)
        add("quotes", len(pairs), len(quotes), len(gold_quotes))
        for g, f in pairs:
            add("speaker", likeness(g[1], f[1]) >= 0.5, 1, 1)
    return {field: (hit[field] / max(1, told[field]), hit[field] / max(1, wanted[field])) for field in FIELDS}


def test_own_articles() -> None:
    figures = score(OWN_ARTICLES)
    assert len(OWN_ARTICLES) >= 15
    low = {
        field: pair
        for field, pair in figures.items()
        if min(pair) < (0.7 if field in ("topics", "events") else 0.85)
    }
    assert not low


@pytest.mark.parametrize("article", OWN_ARTICLES, ids=lambda article: article.id)
def test_own_articles_are_sound(article: Gold) -> None:
    """Every value of the gold that is said to be verbatim is, and so is what was found."""
    for kind in ("topic", "quote"):
        assert all(parts[-1] in article.text for parts in article.values(kind))
    sound(meeting(article.text), article.text)


if __name__ == "__main__":  # the table of the README: python test_diplomacy_extract.py
    for name, (precision, recall) in score(OWN_ARTICLES).items():
        print(f"{name:13}precision {precision:.2f}  recall {recall:.2f}")


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


def written_patterns() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Every pattern that the source writes down for ``lazy`` or for ``re``, by its line, and how it is used."""
    uses: dict[str, set[str]] = {}
    for node in ast.walk(TREE):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            uses.setdefault(node.value.id, set()).add(node.attr)
    names = {
        id(node.value): node.targets[0].id
        for node in TREE.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(TREE):
        match node:
            case ast.Call(func=ast.Name(id="lazy"), args=[source, *flags]):
                ways = uses.get(names.get(id(node), ""), {"findall"})
            case ast.Call(func=ast.Attribute(ast.Name(id="re"), way), args=[source, *rest]):
                ways = {way}
                flags = rest[1:] if way in ("search", "match", "fullmatch") else []
            case _:
                continue
        try:
            source, *flags = (eval(ast.unparse(part), dict(vars(d))) for part in (source, *flags))
        except NameError:  # put together at run time: a Rule's or a lazy pattern's own source
            continue
        # What is only asked for at one place need not be quick from all places together.
        find = re.match if ways <= {"match", "fullmatch"} else re.findall
        yield f"line {node.lineno}", partial(find, re.compile(source, *flags))


def every_pattern() -> list[tuple[str, Callable[[str], object], str]]:
    """(name, function, example) of the rules and of all other patterns."""
    rules = [(rule.id, rule.regex.findall, re.sub("[«»]", "", rule.example)) for rule in all_rules()]
    return [*rules, *((name, use, "") for name, use in written_patterns())]


def grows(use: Callable[[str], object], unit: str) -> bool:
    """Whether a text eight times as long costs far more than eight times the time, three times running."""

    def seconds(size: int) -> float:
        began = time.process_time()
        use((unit * (size // len(unit) + 1))[:size])
        return time.process_time() - began

    return all(seconds(8_000) > max(0.03, 20 * seconds(1_000)) for _ in range(3))


@pytest.mark.parametrize(
    ("use", "example"), [pytest.param(*rest, id=name) for name, *rest in every_pattern()]
)
def test_patterns_are_linear(use: Callable[[str], object], example: str) -> None:
    """Each on strings that make it start over and over, the words of its own example among them."""
    units = [*WORDS, *(part + " " for part in (example, *example.split()) if part)]
    assert [unit for unit in units if grows(use, unit)] == []


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
