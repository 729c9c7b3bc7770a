"""Turn a news article about a diplomatic meeting into data: who met whom, where, when, about what.

>>> from diplomacy_extract import extract_meeting
>>> meeting = extract_meeting(
...     "CAIRO, 26 July 2022 (DPA) - Egyptian Foreign Minister Sameh Shoukry met his Greek counterpart "
...     "Nikos Dendias in Cairo on Tuesday to discuss energy cooperation.")
>>> [(p.name, p.role, p.country) for p in meeting.participants]
[('Sameh Shoukry', 'Foreign Minister', 'Egypt'), ('Nikos Dendias', 'Foreign Minister', 'Greece')]
>>> meeting.date, meeting.location.city, [topic.text for topic in meeting.topics]
(datetime.date(2022, 7, 26), 'Cairo', ['energy cooperation'])

The rooms of this file, in order (``grep '^# ---'`` prints the map); a room uses only rooms above it:
Records, Loading, Vocabulary, Rules, Entities, six Fields (date, participants, location, topics,
upcoming events, quotes), Meeting, Display, Public functions, Command line.

Every value carries its evidence: half-open character offsets into the article's text, which is never
changed. Nothing found is None or empty, never a guess; misuse raises with a text that says what to
do. No result depends on the clock.
"""

from __future__ import annotations

import codecs
import datetime as dt
import io
import json
import os
import re
import sys
import threading
import unicodedata
import warnings
from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import ExitStack, closing, nullcontext
from dataclasses import dataclass, field, fields, replace
from functools import cache, lru_cache, partial
from itertools import chain, islice, pairwise, repeat
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn, TypeGuard, cast, overload

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__version__ = "0.1.0"
__all__ = [
    "Article",
    "ExtractionWarning",
    "Failure",
    "Location",
    "Meeting",
    "Participant",
    "PipelineNotFoundError",
    "Quote",
    "Span",
    "Topic",
    "UpcomingEvent",
    "extract_meeting",
    "extract_meetings",
    "load_article",
    "load_pipeline",
]

# --- Records ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the article: ``article.text[start:end] == text``, half-open, in characters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """A news article: its text as it came, and what its head and foot say of it.

    ``published`` is the day of publication, ``dateline`` the place named before the first sentence
    ("MOSCOW"), ``source`` the path it was read from, ``id`` whatever the caller gave.
    """

    text: str
    title: str | None = None
    published: dt.date | None = None
    dateline: str | None = None
    id: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who took part in the meeting.

    ``name`` is the fullest form in the article, without title; ``title`` an honorific or rank
    ("General"), ``role`` the office ("Defence Minister"), ``country`` the short English name of the
    country, or the organisation that an official speaks for ("European Union"). ``mentions`` are all
    places where the person is named, surnames and other spellings included.
    """

    name: str
    title: str | None = None
    role: str | None = None
    country: str | None = None
    mentions: tuple[Span, ...] = ()
    role_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where the meeting took place; a part that the text does not tell is None."""

    venue: str | None = None
    city: str | None = None
    country: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject of the meeting, in the article's own words."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class UpcomingEvent:
    """Something that lies ahead; ``start`` and ``end`` are inclusive days, None where not settled."""

    name: str
    date_text: str | None
    start: dt.date | None
    end: dt.date | None
    location: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    """A direct quotation without its marks.

    ``speaker`` is the person's fullest name or the institution, ``speaker_text`` the words of the
    article ("he", "the minister"), ``channel`` "speech", "statement", "social media", "interview",
    "letter" or "press conference".
    """

    text: str
    speaker: str | None
    speaker_text: str | None
    channel: str
    span: Span


@dataclass(frozen=True, slots=True)
class Failure:
    """What ``extract_meetings(…, on_error="return")`` yields for an input that could not be read."""

    index: int
    source: str | None
    error: str
    message: str


class ExtractionWarning(UserWarning):
    """An input was left out of a batch (``on_error="skip"``)."""


class PipelineNotFoundError(ValueError):
    """No spaCy pipeline by that name is installed or on disk."""


class _Lazy:
    """A pattern that is compiled on first use: a hundred compiled at import would cost a tenth of a second."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in (
            "search",
            "match",
            "fullmatch",
            "finditer",
            "findall",
            "sub",
            "split",
            "pattern",
            "flags",
        ):
            self.__dict__[method] = getattr(compiled, method)
        return getattr(compiled, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern like ``re.compile``'s, compiled on first use."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


# --- Loading ------------------------------------------------------------------------------------

MIN_YEAR, MAX_YEAR = 1900, 2100  # a year outside is a number, a typing error or a far plan
MONTHS = ("january february march april may june july august september october november december").split()
# Atoms of dates, shared by the rules further down. A month's short form may carry a full stop.
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
FULL_DATE = (
    rf"(?:\b{YEAR}[-/]\d\d[-/]\d\d(?!\d)"
    rf"|\b{DAY}(?:\s{{1,2}}|-)(?:of )?{MONTH},?(?:\s{{1,2}}|-){YEAR}\b"
    rf"|\b{MONTH}\s{{1,2}}{DAY},?\s{{1,2}}{YEAR}\b"
    rf"|\b\d\d?[./-]\d\d?[./-]{YEAR}\b)"
)
_WEEKDAY = rf"(?:{WEEKDAY}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?)"
# What the head and foot of a page carry beside the article. Checked line by line, on the whole line.
BOILERPLATE = lazy(
    r"""(?ix)^[\s\W]*(?:
      also\ (?:read|see|watch)\b | read\ (?:more|also|next|full|in)\b | more\ (?:on|from|about)\b.{0,60}$
    | (?:watch|listen|related|recommended|trending|must\ read|editor'?s?\ (?:pick|note|choice)s?)\b.{0,9}[:|]
    | \d+\ min(?:ute)?s?\ read | (?:share|save|print|email|e-mail|follow|download)\b.{0,90}(?<![.!?"”])$
    | (?:subscribe|sign\ up|advertisement|click\ here|follow\ us|tweet\ this|copy\ link|listen\ to\ this|join\ our
      |get\ the\ latest|comments?\ \(?\d)\b.{0,90}$
    | (?:photo|image|picture|pic|photograph|file\ photo|caption|video|source|credits?|courtesy|representational)
      (?:\ (?:credit|source|by|courtesy|caption|image))?s?\ ?[:|/(].*
    | (?:reporting|editing|written|edited|additional\ reporting|compiled|translated)\ by\b.*
    | \(\ ?(?:reporting|editing|additional\ reporting|with\ (?:inputs?|reporting|files)|source|photo)\b.*
    | (?:by|from)\ (?-i:[A-Z])[^.]{2,60}$ | (?:©|copyright|all\ rights\ reserved).*
    | (?:the\ )?(?:below|following|above)\ (?:statement\ )?(?:is|was)\ attributable\ to\b.*
    | office\ of\ the\ (?:spokesperson|press\ secretary|vice\ president)$ | for\ immediate\ release.*
    | (?:home|news|world|politics|international|national|latest)(?:\ ?[/>»|]\ ?[\w\ ]{2,30})+$
    | (?:tags?|topics?|keywords?|categor(?:y|ies)|filed\ under|e?-?issn|isbn|contact)\ ?:.*
    | .{0,280}\((?:file\ )?(?:photo|image|pic|picture)s?\b[^)]*\)$
    | [^|>»]{1,40}(?:\ [|>»]\ [^|>»]{1,90}){2,}$
    | \#\ ?\#\ ?\# | https?://\S+$ | www\.\S+$ | [\w.+-]+@[\w-]+\.[\w.]+$ | @\w+$
    | last\ (?:updated|modified).* | (?:first\ )?(?:published|updated|posted|modified|issued)(?:\ on|\ at)?\ ?[:|].*
    | (?:published|updated|posted)\ (?:on\ |at\ )?(?:\w+day,?\ )?(?:\d|(?-i:[A-Z])[a-z]{2,8}\ \d).*
    )"""
)
LABELLED_DATE = lazy(
    rf"(?i)\b(?P<label>published|posted|issued|released|date|dated|updated?|last (?:updated|modified))"
    rf"(?: on| at| in [\w ]{{2,30}},?)?\s*[:|–-]?\s*(?:{WEEKDAY},?\s+)?(?P<date>{FULL_DATE})"
)
# A date with a clock time or a separator beside it: a byline or a time stamp, not prose.
STAMP = lazy(rf"(?i){FULL_DATE}\s*(?:[-–|/@·]|(?:at\s+)?\d\d?:\d\d)|[|/·–]\s*(?:{WEEKDAY},?\s+)?{FULL_DATE}")
DATE_LINE = lazy(
    rf"(?i)^\W*(?:{_WEEKDAY},?\s+)?(?P<date>{FULL_DATE})"
    r"(?:(?:T|[\s,|·–-]+(?:at\s+)?)\d\d?[:.]\d\d.{0,20})?\W*$"
)
# ' date 2020-09-03 ' opens some collections' articles, on a line of its own or before the text.
LEADING_DATE = lazy(rf"\A\s*date\s+(?P<date>{YEAR}-\d\d-\d\d)(?=\s|$)")
_AGENCY = r"[(/\[](?P<agency>[A-Za-z][\w .&’'/-]{1,40})[)/\]]"
DATELINE = lazy(
    rf"""(?x)^[ \t]*
    (?!(?i:updated?|published|posted|breaking|exclusive|lead|watch|video|live|opinion|analysis|explainer|read|news|photo)\b)
    (?:(?P<place>[A-Z][A-Z.’'-]+(?:[ ][A-Z.’'-]+){{0,3}} | [A-Z][\w.’'-]+(?:[ -][A-Z][\w’'-]+){{0,2}})
       (?:,[ ][A-Z][A-Za-z. ]{{2,24}}?)? )?
    (?:
       [ ]*[,.–—-]?[ ]*(?P<date>(?:{WEEKDAY},?[ ])?(?:{FULL_DATE}|{DAY}[ ]{MONTH}|{MONTH}[ ]{DAY}))[.,]?
       [ ]*(?:{_AGENCY}[ ]*[.–—:-]* | [A-Z]{{3,12}}[ ]*[–—:.-]+ | [–—:-]+ )
     | [ ]*{_AGENCY.replace("agency", "agency2")}[ ]*[–—:-]+
     | [ ]*[–—]+[ ] | [ ]*:[ ] | [ ]+-{{1,2}}[ ]
    )[ ]*(?=[“"'‘A-Z])"""
)


class Line(NamedTuple):
    """One line of the article: half-open offsets, and "head", "title", "dateline", "skip" or "body"."""

    start: int
    end: int
    kind: str


def full_date(text: str) -> dt.date | None:
    """The day of a full date such as "2020-09-03", "3 September 2020" or "Sept. 3rd, 2020"."""
    year = re.search(YEAR, text)
    if not year:
        return None
    rest = text[: year.start()] + " " + text[year.end() :]
    numbers = [int(n) for n in re.findall(r"\d+", rest)]
    if len(numbers) == 2 and re.match(YEAR, text.strip()):
        month, day = numbers
    elif len(numbers) == 2:  # 14.06.2023: day first, unless that cannot be
        day, month = numbers if numbers[1] <= 12 else reversed(numbers)
    elif len(numbers) == 1 and (name := re.search(r"[A-Za-z]{3}", re.sub(r"(?<=\d)(st|nd|rd|th)", "", rest))):
        month, day = month_number(name.group()), numbers[0]
    else:
        return None
    try:
        return dt.date(int(year.group()), month, day)
    except ValueError:
        return None


def month_number(name: str) -> int:
    """The number of a month from at least its first three letters."""
    return next(i for i, month in enumerate(MONTHS, 1) if month[:3] == name[:3].lower())


@lru_cache(maxsize=64)  # asked three times an article: for its head, for the pipeline, for reading
def layout(text: str) -> tuple[Line, ...]:
    """The article's lines with their kinds: what is content ("body"), headline, head matter or skipped.

    A headline is an opening line without a full stop that more text follows. Blank lines are left out, and the
    lines of a paragraph that was broken to a width are one.
    """
    lines: list[Line] = []
    offset = len(m.group()) if (m := LEADING_DATE.match(text)) else 0
    if offset:
        lines.append(Line(0, offset, "head"))
    opening = True
    spans = _unwrapped(text, offset)
    for i, (start, end) in enumerate(spans):
        line = text[start:end]
        if len(line) <= 300 and BOILERPLATE.match(line):
            kind = "skip"
        elif len(line) <= 60 and DATE_LINE.match(line) or opening and len(line) <= 140 and _is_stamp(line):
            kind = "head"
        elif opening and i + 1 < len(spans) and _is_headline(line):
            kind = "title"
        else:
            kind = "body"
            opening = False
        lines.append(Line(start, end, kind))
    first = next((i for i, line in enumerate(lines) if line.kind == "body"), None)
    if first is not None and (m := DATELINE.match(text[lines[first].start : lines[first].end][:160])):
        start, end, _ = lines[first]
        middle = start + m.end()
        lines[first : first + 1] = [Line(start, middle, "dateline"), Line(middle, end, "body")]
    if lines and all(line.kind != "body" for line in lines):  # a lone headline is all there is
        lines = [line._replace(kind="body") if line.kind == "title" else line for line in lines]
    return tuple(lines)


_LINE = lazy(r"\S[^\r\n\u2028\u2029\x85]*")


def _unwrapped(text: str, offset: int) -> list[tuple[int, int]]:
    """The lines, those of a paragraph that was broken to a width joined.

    Such a line goes on in lower case, or is long, ends in the middle of a sentence and is no headline.
    """
    spans = [(m.start(), m.start() + len(m.group().rstrip())) for m in _LINE.finditer(text, offset)]
    out = spans[:1]
    for number, (one, two) in enumerate(pairwise(spans)):
        broken = text[one[1] : two[0]].strip(" \t") in ("\n", "\r\n") and text[one[1] - 1] not in '.!?:;…"”’'
        inside = one[1] - one[0] >= 70 and (number > 0 or DATELINE.match(text[one[0] : one[1]]))
        if broken and (inside or one[1] - one[0] >= 15 and text[two[0]].islower()):
            out[-1] = (out[-1][0], two[1])
        else:
            out.append(two)
    return out


_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"), " "
)


def flat(text: str, lines: Sequence[Line]) -> str:
    """The text for reading, of the same length: plain spaces for all others and for breaks within a line."""
    if not text.isascii():
        text = text.translate(_SPACES)
    parts, at = [], 0
    for start, end, _ in lines:
        if "\n" in text[start:end]:
            parts += [text[at:start], text[start:end].replace("\n", " ").replace("\r", " ")]
            at = end
    return "".join([*parts, text[at:]]) if parts else text


def _is_stamp(line: str) -> bool:
    place = DATELINE.match(line)
    return STAMP.search(line) is not None and (
        place is None or re.match(FULL_DATE, line[place.end() :]) is not None
    )


def _is_headline(line: str) -> bool:
    if len(line) > 250 or DATELINE.match(line):
        return False
    return line.rstrip("\"'”’)")[-1:] not in ".…:;,!" or (line[-1] == "." and line.endswith(" Sr."))


def _published(text: str, lines: Sequence[Line]) -> dt.date | None:
    """Publication day: leading line, labelled date, a line that is a date, a full date in the dateline."""
    if m := LEADING_DATE.match(text):
        return full_date(m["date"])
    labelled: dict[bool, str] = {}
    for line in lines:
        if line.end - line.start <= 200 and (m := LABELLED_DATE.search(text, line.start, line.end)):
            if line.kind != "body" or m.start() - line.start < 3:
                labelled.setdefault(
                    m["label"].lower() in ("update", "updated", "last updated", "last modified"), m["date"]
                )
    if labelled:
        return full_date(labelled.get(False) or labelled[True])
    for line in lines:
        if line.kind == "head" and (m := re.search(FULL_DATE, text[line.start : line.end], re.I)):
            return full_date(m.group())
    if (m := _dateline(text, lines)) and m["date"] and (day := full_date(m["date"])):
        return day
    for line in lines:  # a byline: "By Ama Boateng, Accra | 12 February 2025"
        if line.kind in ("body", "dateline"):
            break
        if line.kind == "skip" and (m := re.search(FULL_DATE, text[line.start : line.end], re.I)):
            return full_date(m.group())
    return None


def _dateline(text: str, lines: Sequence[Line]) -> re.Match[str] | None:
    line = next((line for line in lines if line.kind == "dateline"), None)
    return DATELINE.match(text[line.start : line.end + 1]) if line else None


def _day(value: object) -> dt.date | None:
    """A caller's ``published`` as a date: a date, anything with a ``date()`` method, an ISO string.

    The missing values of a table (None, NaN, pandas' NaT and NA) are None.
    """
    if value is None or value is not value or type(value).__name__ in ("NaTType", "NAType"):
        return None
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, str):
        m = re.fullmatch(r"\s*(\d{4}-\d\d-\d\d)(?:[T ].{0,40})?", value)
        try:
            value = dt.date.fromisoformat(m[1] if m else value)
        except ValueError:
            raise ValueError(f"published={value!r} is no ISO date; write it like '2020-09-03'") from None
    elif callable(getattr(value, "date", None)) and not isinstance(value, type):
        value = value.date()  # type: ignore[attr-defined]
    if not isinstance(value, dt.date):
        raise TypeError(f"published must be a date or an ISO string, not {type(value).__name__}")
    if not MIN_YEAR <= value.year <= MAX_YEAR:
        raise ValueError(f"published={value} lies outside {MIN_YEAR} to {MAX_YEAR}")
    return value


FILE_NAME = lazy(r"(?i)^[^\n]{1,250}\.(?:txt|html?|mhtml?|pdf|docx?|json|md|xml|csv|rtf)$")
HTML = {".html", ".htm"}
NOT_TEXT = {".pdf", ".doc", ".docx", ".mhtml", ".mht", ".rtf", ".odt", ".epub"}


def load_article(
    source: str | os.PathLike[str],
    *,
    published: object = None,
    title: str | None = None,
    id: str | None = None,
    encoding: str | None = None,
) -> Article:
    """Read an article: a ``str`` is the text itself, a path (``pathlib.Path``) is a file.

    Files are UTF-8, or UTF-8 and UTF-16 with a byte order mark, or in ``encoding``. The decoded text is
    kept as it is, line ends too, so that offsets hold. Of a saved web page (``.html``, ``.htm``; extra ``html``)
    the text is the main text. ``published`` (a date, anything with a ``date()`` method, an ISO string) and
    ``title`` win over what the article says.

    Raises ``TypeError`` for anything else, ``FileNotFoundError`` and ``IsADirectoryError`` for a path,
    ``ValueError`` for an empty text, an unknown encoding, or a file name or URL passed as text.

    >>> load_article("MOSCOW, 3 September 2020 (TASS) - The ministers met.").published
    datetime.date(2020, 9, 3)
    """
    path: str | None = None
    day = _day(published)
    if isinstance(source, str):
        text, line = source, source.strip()
        if re.match(r"(?i)^(?:https?|ftp)://\S+$", line):
            raise ValueError(f"{line[:80]!r} is a URL, not a text: fetch the page first and pass its text")
        if FILE_NAME.match(line):
            raise ValueError(f"{line[:80]!r} looks like a file name, not a text: pass Path({line[:80]!r})")
    elif isinstance(source, os.PathLike):
        path = os.fsdecode(source)
        data = _bytes(Path(path))
        if Path(path).suffix.lower() in HTML:
            text, headline, found = _web_page(path, data, encoding)
            title, day = title or headline, day or found
        else:
            text = _decoded(path, data, encoding)
    else:
        hint = "; decode it first" if isinstance(source, (bytes, bytearray)) else ""
        kind = type(source).__name__
        raise TypeError(f"an article is a str (the text) or a Path (a file), not {kind}{hint}")
    where = f"{path}: " if path else ""
    if not text.strip("\ufeff \t\r\n\v\f\x00\u200b\u00a0"):
        raise ValueError(f"{where}the text is empty")
    if not text.isascii() and (surrogate := re.search(r"[\ud800-\udfff]", text)):
        raise ValueError(
            f"{where}lone surrogate U+{ord(surrogate.group()):04X} at offset {surrogate.start()}; "
            "decode the text with errors='replace'"
        )
    lines = layout(text)
    headline = next((text[line.start : line.end] for line in lines if line.kind == "title"), None)
    place = (m["place"] or None) if (m := _dateline(text, lines)) else None
    return Article(text, title or headline, day or _published(text, lines), place, id, path)


def _bytes(path: Path) -> bytes:
    suffix = path.suffix.lower()
    if suffix in NOT_TEXT:
        raise ValueError(f"{path}: {suffix} files are not read; save the article as text or HTML")
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; pass its files: Path({str(path)!r}).glob('*.txt')")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(f"no such file: {path}") from None
    except OSError as error:  # the same kind of error, on one line
        raise type(error)(f"{path}: {error.strerror or error}") from None


def _decoded(name: str, data: bytes, encoding: str | None) -> str:
    """The text of a file; byte order marks are obeyed, anything else must be UTF-8 or ``encoding``."""
    if encoding is None:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        if encoding != "utf-16" and data[:4096].count(0) > len(data[:4096]) // 100:
            raise ValueError(f"{name}: binary data, not text; save the article as text or HTML")
    try:
        return data.decode(encoding)
    except LookupError:
        raise ValueError(f"unknown encoding {encoding!r}; names are like 'cp1252' or 'latin-1'") from None
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{name}: byte 0x{data[error.start]:02x} at offset {error.start} is not "
            f'{encoding.removesuffix("-sig")}; if the file has another encoding, name it: encoding="cp1252"'
        ) from None


def _web_page(name: str, data: bytes, encoding: str | None) -> tuple[str, str | None, dt.date | None]:
    """Main text, title and publication day of a saved web page."""
    try:
        import trafilatura
    except ImportError as error:
        raise ModuleNotFoundError(
            f"{name}: HTML needs the extra 'html': pip install 'diplomacy-extract[html]' ({error.name} is missing)"
        ) from None
    page = trafilatura.bare_extraction(
        _decoded(name, data, encoding) if encoding else data,  # else what the page declares
        with_metadata=True,
        include_comments=False,
        # without a last day htmldate would ask the clock; without the search it guesses no year from a footer
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "min_date": f"{MIN_YEAR}-01-01",
            "max_date": f"{MAX_YEAR}-12-31",
        },
    )
    record: Mapping[str, Any] = page if isinstance(page, dict) else page.as_dict() if page else {}
    if not record.get("text"):
        raise ValueError(f"{name}: no article text found in this page; save its text instead")
    return record["text"], record.get("title") or None, _day(record.get("date") or None)


# --- Vocabulary -----------------------------------------------------------------------------------

# Countries: "short English name, other names/demonyms/cities", the cities being capitals and usual
# seats of diplomacy. Written for this file from general knowledge, names as of 2025. A city that
# stands with two countries belongs to the first.
COUNTRIES = """
Afghanistan/Afghan, Afghans/Kabul, Kandahar, Herat, Mazar-i-Sharif; Albania/Albanian/Tirana;
Algeria/Algerian/Algiers, Oran; Andorra/Andorran/Andorra la Vella; Angola/Angolan/Luanda; Antigua
and Barbuda/Antiguan; Argentina/Argentine, Argentinian, Argentinean/Buenos Aires;
Armenia/Armenian/Yerevan; Australia/Australian, Aussie/Canberra, Sydney, Melbourne, Perth,
Brisbane, Adelaide, Darwin, Hobart; Austria/Austrian/Vienna, Salzburg, Graz, Alpbach;
Azerbaijan/Azerbaijani, Azeri/Baku, Shusha, Ganja; Bahamas, the Bahamas/Bahamian/Nassau;
Bahrain/Bahraini/Manama; Bangladesh/Bangladeshi/Dhaka, Chittagong, Chattogram, Cox's Bazar;
Barbados/Barbadian/Bridgetown; Belarus/Belarusian, Belorussian, Byelorussian/Minsk, Brest;
Belgium/Belgian/Brussels, Antwerp, Bruges; Belize/Belizean/Belmopan; Benin/Beninese/Cotonou, Porto-Novo;
Bhutan/Bhutanese/Thimphu; Bolivia/Bolivian/La Paz, Sucre, Santa Cruz de la Sierra, Cochabamba;
Bosnia and Herzegovina, Bosnia, Bosnia-Herzegovina, BiH/Bosnian/Sarajevo, Banja Luka, Mostar;
Botswana/Botswanan/Gaborone; Brazil/Brazilian/Brasilia, Brasília, Rio de Janeiro, Sao Paulo, São
Paulo, Belem, Belém; Brunei, Brunei Darussalam/Bruneian/Bandar Seri Begawan;
Bulgaria/Bulgarian/Sofia, Varna, Plovdiv; Burkina Faso/Burkinabe, Burkinabè,
Burkinabé/Ouagadougou; Burundi/Burundian/Bujumbura, Gitega; Cambodia/Cambodian/Phnom Penh, Siem
Reap; Cameroon/Cameroonian/Yaounde, Yaoundé, Douala; Canada/Canadian/Ottawa, Toronto, Montreal,
Vancouver, Quebec City, Calgary, Halifax, Kananaskis; Cape Verde, Cabo Verde/Cape Verdean/Praia;
Central African Republic, CAR/Central African/Bangui; Chad/Chadian/N'Djamena, N’Djamena, Ndjamena;
Chile/Chilean/Santiago, Santiago de Chile, Valparaiso, Valparaíso; China, People's Republic of
China, People’s Republic of China, PRC, mainland China/Chinese/Beijing, Shanghai, Guangzhou,
Shenzhen, Tianjin, Wuhan, Hangzhou, Chengdu, Chongqing, Xi'an, Xi’an, Nanjing, Qingdao, Sanya,
Boao, Xiamen, Kunming, Urumqi, Lhasa, Harbin, Dalian; Colombia/Colombian/Bogota, Bogotá,
Cartagena, Medellin, Medellín, Cali; Comoros, the Comoros/Comorian/Moroni; Costa Rica/Costa
Rican/San Jose, San José; Croatia/Croatian, Croat/Zagreb, Dubrovnik, Split; Cuba/Cuban/Havana;
Cyprus, Republic of Cyprus/Cypriot, Greek Cypriot/Nicosia, Limassol, Larnaca; Czech Republic,
Czechia/Czech/Prague, Brno; Democratic Republic of the Congo, Democratic Republic of Congo, DR
Congo, DRC, Congo-Kinshasa/Congolese/Kinshasa, Goma, Lubumbashi, Bukavu; Denmark/Danish, Dane,
Danes/Copenhagen, Aarhus; Djibouti/Djiboutian/Djibouti City; Dominica; Dominican
Republic/Dominican/Santo Domingo, Punta Cana; East Timor, Timor-Leste, Timor Leste/Timorese, East
Timorese/Dili; Ecuador/Ecuadorian, Ecuadorean/Quito, Guayaquil; Egypt, Arab Republic of
Egypt/Egyptian/Cairo, Alexandria, Sharm el-Sheikh, Sharm El-Sheikh, Sharm el Sheikh, Sharm El
Sheikh, New Alamein, El Alamein, Luxor, Aswan; El Salvador/Salvadoran, Salvadorean/San Salvador;
Equatorial Guinea/Equatorial Guinean, Equatoguinean/Malabo; Eritrea/Eritrean/Asmara;
Estonia/Estonian/Tallinn, Tartu; Eswatini, Swaziland/Swazi/Mbabane; Ethiopia/Ethiopian/Addis
Ababa, Mekelle; Fiji/Fijian/Suva, Nadi; Finland/Finnish, Finn, Finns/Helsinki, Turku, Tampere,
Kultaranta; France, French Republic/French, Frenchman, Frenchwoman/Paris, Strasbourg, Marseille,
Nice, Lyon, Cannes, Biarritz, Versailles, Toulouse, Evian, Deauville; Gabon/Gabonese/Libreville;
Gambia, the Gambia/Gambian/Banjul; Georgia/Georgian/Tbilisi, Batumi; Germany, Federal Republic of
Germany/German/Berlin, Munich, Bonn, Hamburg, Frankfurt, Dresden, Cologne, Heiligendamm, Meseberg,
Leipzig, Elmau, Stuttgart; Ghana/Ghanaian/Accra, Kumasi; Greece/Greek, Hellenic/Athens,
Thessaloniki, Alexandroupolis; Grenada/Grenadian; Guatemala/Guatemalan/Guatemala City;
Guinea/Guinean/Conakry; Guinea-Bissau/Bissau-Guinean/Bissau; Guyana/Guyanese/Georgetown;
Haiti/Haitian/Port-au-Prince; Holy See, Vatican, the Vatican; Vatican City//Vatican City;
Honduras/Honduran/Tegucigalpa; Hungary/Hungarian/Budapest; Iceland/Icelandic/Reykjavik, Reykjavík;
India, Republic of India/Indian/New Delhi, Delhi, Mumbai, Kolkata, Chennai, Bengaluru, Bangalore,
Hyderabad, Goa, Panaji, Ahmedabad, Gandhinagar, Jaipur, Agra, Lucknow, Varanasi, Udaipur,
Visakhapatnam, Srinagar, Amritsar, Pune; Indonesia/Indonesian/Jakarta, Bali, Nusa Dua, Denpasar,
Surabaya, Bandung, Yogyakarta, Bogor, Labuan Bajo, Nusantara; Iran, Islamic Republic of
Iran/Iranian/Tehran, Teheran, Isfahan, Mashhad, Qom; Iraq/Iraqi/Baghdad, Basra, Erbil, Irbil,
Mosul, Najaf, Kirkuk, Sulaymaniyah; Ireland, Republic of Ireland/Irish/Dublin, Cork, Farmleigh;
Israel/Israeli/Jerusalem, Tel Aviv, Haifa, Eilat; Italy/Italian/Rome, Milan, Naples, Venice,
Turin, Florence, Trieste, Bari, Genoa, L'Aquila, L’Aquila, Taormina, Palermo; Ivory Coast, Cote
d'Ivoire, Côte d'Ivoire, Côte d’Ivoire, Cote d’Ivoire/Ivorian/Abidjan, Yamoussoukro;
Jamaica/Jamaican/Kingston, Montego Bay; Japan/Japanese/Tokyo, Osaka, Kyoto, Hiroshima, Nagasaki,
Nagoya, Sapporo, Kobe, Yokohama, Naha, Karuizawa; Jordan, Hashemite Kingdom of
Jordan/Jordanian/Amman, Aqaba; Kazakhstan/Kazakh, Kazakhstani/Astana, Nur-Sultan, Almaty, Aktau,
Turkistan; Kenya/Kenyan/Nairobi, Mombasa, Kisumu; Kiribati/I-Kiribati/Tarawa; Kosovo/Kosovar,
Kosovan/Pristina, Prishtina; Kuwait/Kuwaiti/Kuwait City; Kyrgyzstan, Kyrgyz
Republic/Kyrgyz/Bishkek, Cholpon-Ata, Osh; Laos, Lao PDR/Laotian, Lao/Vientiane, Luang Prabang;
Latvia/Latvian/Riga; Lebanon/Lebanese/Beirut, Tripoli Lebanon, Baabda; Lesotho/Basotho/Maseru;
Liberia/Liberian/Monrovia; Libya/Libyan/Tripoli, Benghazi, Tobruk, Sirte;
Liechtenstein/Liechtensteiner/Vaduz; Lithuania/Lithuanian/Vilnius, Kaunas;
Luxembourg/Luxembourgish, Luxembourger/Luxembourg City; Madagascar/Malagasy/Antananarivo;
Malawi/Malawian/Lilongwe, Blantyre; Malaysia/Malaysian/Kuala Lumpur, Putrajaya, Langkawi, Penang,
Kota Kinabalu; Maldives, the Maldives/Maldivian/Male, Malé; Mali/Malian/Bamako, Timbuktu;
Malta/Maltese/Valletta; Marshall Islands, the Marshall Islands/Marshallese/Majuro;
Mauritania/Mauritanian/Nouakchott; Mauritius/Mauritian/Port Louis; Mexico/Mexican/Mexico City,
Cancun, Cancún, Los Cabos, Monterrey, Guadalajara; Micronesia, Federated States of
Micronesia/Micronesian/Palikir; Moldova, Republic of Moldova/Moldovan/Chisinau, Chișinău,
Chişinău; Monaco/Monegasque/Monte Carlo; Mongolia/Mongolian/Ulaanbaatar, Ulan Bator;
Montenegro/Montenegrin/Podgorica; Morocco, Kingdom of Morocco/Moroccan/Rabat, Marrakech,
Marrakesh, Casablanca, Tangier, Fez, Agadir; Mozambique/Mozambican/Maputo, Beira; Myanmar,
Burma/Burmese, Myanmarese/Naypyidaw, Naypyitaw, Nay Pyi Taw, Yangon, Rangoon, Mandalay;
Namibia/Namibian/Windhoek; Nauru/Nauruan/Yaren; Nepal/Nepali, Nepalese/Kathmandu, Pokhara,
Lumbini; Netherlands, the Netherlands, Holland/Dutch/Amsterdam, The Hague, Hague, Rotterdam,
Maastricht; New Zealand/New Zealander, Kiwi/Wellington, Auckland, Christchurch, Queenstown;
Nicaragua/Nicaraguan/Managua; Niger/Nigerien/Niamey; Nigeria/Nigerian/Abuja, Lagos, Kano; North
Korea, DPRK, Democratic People's Republic of Korea, Democratic People’s Republic of Korea/North
Korean/Pyongyang; Macedonia/Macedonian; North Macedonia/North Macedonian/Skopje, Ohrid;
Norway/Norwegian/Oslo, Bergen, Stavanger, Tromso, Tromsø; Oman, Sultanate of Oman/Omani/Muscat,
Salalah; Pakistan/Pakistani/Islamabad, Karachi, Lahore, Rawalpindi, Peshawar, Quetta;
Palau/Palauan/Koror, Ngerulmud; Palestine, State of Palestine, Palestinian Authority, Palestinian
territories, West Bank, Gaza, Gaza Strip/Palestinian/Ramallah, Gaza City, Bethlehem, Jericho;
Panama/Panamanian/Panama City; Papua New Guinea, PNG/Papua New Guinean/Port Moresby;
Paraguay/Paraguayan/Asuncion, Asunción; Peru/Peruvian/Lima, Cusco; Philippines, the
Philippines/Philippine, Filipino, Filipina/Manila, Cebu, Davao, Quezon City; Poland/Polish, Pole,
Poles/Warsaw, Krakow, Kraków, Gdansk, Gdańsk, Wroclaw, Rzeszow; Portugal/Portuguese/Lisbon, Porto,
Sintra; Qatar, State of Qatar/Qatari/Doha, Lusail; Republic of the Congo, Congo-Brazzaville,
Congo/Congolese/Brazzaville; Romania/Romanian/Bucharest, Constanta; Russia, Russian
Federation/Russian/Moscow, St Petersburg, St. Petersburg, Saint Petersburg, Sochi, Kazan,
Vladivostok, Yekaterinburg, Novo-Ogaryovo, Gorki, Strelna, Khanty-Mansiysk, Ufa, Kaliningrad,
Novosibirsk, Khabarovsk, Samara, Astrakhan, Rostov-on-Don, Volgograd, Grozny, Barvikha, Zavidovo;
Rwanda/Rwandan/Kigali; Saint Kitts and Nevis, St. Kitts and Nevis, St Kitts and
Nevis/Kittitian/Basseterre; Saint Lucia, St. Lucia, St Lucia/Saint Lucian, St Lucian/Castries;
Saint Vincent and the Grenadines, St. Vincent and the Grenadines/Vincentian/Kingstown;
Samoa/Samoan/Apia; San Marino/Sammarinese; Sao Tome and Principe, São Tomé and Príncipe/Santomean;
Saudi Arabia, Kingdom of Saudi Arabia, KSA/Saudi, Saudi Arabian/Riyadh, Jeddah, Mecca, Makkah,
Medina, Dammam, Al-Ula, AlUla, NEOM, Neom, Dhahran, Diriyah; Senegal/Senegalese/Dakar, Diamniadio;
Serbia/Serbian, Serb/Belgrade, Nis, Novi Sad; Seychelles, the Seychelles/Seychellois/Victoria;
Sierra Leone/Sierra Leonean/Freetown; Singapore/Singaporean/Singapore; Slovakia, Slovak
Republic/Slovak, Slovakian/Bratislava; Slovenia/Slovenian, Slovene/Ljubljana, Bled, Brdo; Solomon
Islands, the Solomon Islands/Solomon Islander/Honiara; Somalia/Somali/Mogadishu;
Somaliland/Somalilander/Hargeisa; South Africa/South African/Pretoria, Cape Town, Johannesburg,
Durban, Bloemfontein; South Korea, Republic of Korea, ROK, Korea/South Korean, Korean/Seoul,
Busan, Incheon, Jeju, Gyeongju, Panmunjom; South Sudan/South Sudanese/Juba; Spain, Kingdom of
Spain/Spanish, Spaniard/Madrid, Barcelona, Seville, Granada, Valencia, Malaga, Palma; Sri
Lanka/Sri Lankan/Colombo, Kandy, Jaffna, Hambantota, Sri Jayawardenepura Kotte;
Sudan/Sudanese/Khartoum, Port Sudan; Suriname/Surinamese/Paramaribo; Sweden/Swedish, Swede,
Swedes/Stockholm, Gothenburg, Malmo, Malmö, Harpsund; Switzerland, Swiss Confederation/Swiss/Bern,
Berne, Geneva, Zurich, Zürich, Lausanne, Basel, Davos, Lucerne, Lugano, Buergenstock, Bürgenstock,
Montreux; Syria, Syrian Arab Republic/Syrian/Damascus, Aleppo, Homs, Idlib, Latakia;
Taiwan/Taiwanese/Taipei, Kaohsiung; Tajikistan/Tajik, Tajikistani/Dushanbe, Khujand; Tanzania,
United Republic of Tanzania/Tanzanian/Dodoma, Dar es Salaam, Arusha, Zanzibar; Thailand, Kingdom
of Thailand/Thai/Bangkok, Phuket, Chiang Mai, Pattaya; Togo/Togolese/Lome, Lomé;
Tonga/Tongan/Nuku'alofa, Nuku’alofa; Trinidad and Tobago/Trinidadian, Trinbagonian/Port of Spain,
Port-of-Spain; Tunisia/Tunisian/Tunis, Carthage, Djerba; Turkey, Türkiye, Turkiye, Republic of
Turkey, Republic of Türkiye/Turkish, Turk, Turks/Ankara, Istanbul, Antalya, Izmir, Gaziantep;
Turkmenistan/Turkmen, Turkmenistani/Ashgabat, Awaza, Avaza, Turkmenbashi;
Tuvalu/Tuvaluan/Funafuti; Uganda/Ugandan/Kampala, Entebbe; Ukraine/Ukrainian/Kyiv, Kiev, Kharkiv,
Odesa, Odessa, Lviv, Yalta, Donetsk, Dnipro, Uzhhorod; United Arab Emirates, UAE, U.A.E.,
Emirates/Emirati/Abu Dhabi, Dubai, Sharjah, Ras Al Khaimah, Fujairah, Al Ain; United Kingdom, UK,
U.K., Britain, Great Britain, England, Scotland, Wales, Northern Ireland/British, Briton, English,
Scottish, Welsh/London, Edinburgh, Glasgow, Cardiff, Belfast, Birmingham, Manchester, Oxford,
Cambridge, Gleneagles, Carbis Bay, St Ives, Liverpool; United States, United States of
America, US, U.S., USA, U.S.A., America/American/Washington, Washington DC, Washington D.C., New
York, New York City, Los Angeles, San Francisco, Chicago, Houston, Miami, Boston, Seattle,
Atlanta, Honolulu, Anchorage, Philadelphia, Dallas, Pittsburgh, Detroit, Denver, San
Diego, Palm Beach, Mar-a-Lago, Annapolis, Sunnylands, Rancho Mirage, Crawford, Sea Island,
Kennebunkport, Dayton, Bretton Woods, San Jose California; Uruguay/Uruguayan/Montevideo, Punta del
Este; Uzbekistan/Uzbek, Uzbekistani/Tashkent, Samarkand, Bukhara, Khiva, Namangan, Fergana;
Vanuatu/Ni-Vanuatu/Port Vila; Venezuela, Bolivarian Republic of Venezuela/Venezuelan/Caracas;
Vietnam, Viet Nam/Vietnamese/Hanoi, Ha Noi, Ho Chi Minh City, Da Nang, Danang, Hue; Western
Sahara/Sahrawi/Laayoune; Yemen/Yemeni/Sanaa, Sana'a, Sana’a, Aden, Marib; Zambia/Zambian/Lusaka,
Livingstone; Zimbabwe/Zimbabwean/Harare, Victoria Falls, Bulawayo; Hong Kong//Hong Kong; Macau,
Macao//Macau; Greenland/Greenlandic/Nuuk; Cook Islands/Cook Islander/Rarotonga, Avarua;
Niue/Niuean/Alofi
"""
# Organisations that have officials of their own: "name, other names/seat".
ORGANISATIONS = """
European Union, EU, E.U., European Commission, European Council, European Parliament, EEAS, European External
Action Service, European Central Bank, Council of the European Union, EU Commission/Brussels;
United Nations, UN, U.N., UN Security Council, UN General Assembly, UNGA, General Assembly,
UNHCR, UNICEF, UNESCO, UNDP, UNRWA, OCHA, UN Human Rights Council/New York;
NATO, North Atlantic Treaty Organization, North Atlantic Treaty Organisation, North Atlantic Council, the Alliance/;
African Union, AU, AU Commission, African Union Commission/Addis Ababa; ASEAN, Association of Southeast Asian
Nations/Jakarta; OSCE, Organization for Security and Co-operation in Europe, Organisation for Security and
Cooperation in Europe, Organization for Security and Cooperation in Europe/Vienna; International Monetary Fund, IMF/Washington; World Bank, World Bank Group/Washington; World Trade Organization, WTO, World Trade
Organisation/Geneva; World Health Organization, WHO, World Health Organisation/Geneva; International Atomic Energy Agency, IAEA, U.N. nuclear watchdog/Vienna; Arab League, League of Arab States/Cairo; Gulf Cooperation Council,
GCC/Riyadh; Organisation of Islamic Cooperation, OIC, Organization of Islamic Cooperation/Jeddah; OPEC/Vienna;
Shanghai Cooperation Organisation, SCO, Shanghai Cooperation Organization/; Collective Security Treaty Organisation, CSTO, Collective Security Treaty Organization/; Commonwealth of Independent States, CIS/; Eurasian
Economic Union, EAEU, Eurasian Economic Commission/; ECOWAS, Economic Community of West African States/Abuja;
SADC, Southern African Development Community/Gaborone; IGAD/Djibouti; East African Community, EAC/Arusha;
Commonwealth, Commonwealth Secretariat/; Council of Europe/Strasbourg; OECD/; Organization of American States,
OAS/Washington; CARICOM, Caribbean Community/; Mercosur, Mercosul/; Pacific Islands Forum, PIF/Suva; SAARC/;
BIMSTEC/; APEC/; International Committee of the Red Cross, ICRC, Red Cross/Geneva; International Criminal Court,
ICC/; Asian Development Bank, ADB/; African Development Bank, AfDB/; Interpol/; Food and Agriculture Organization, FAO/; World Food Programme, WFP, World Food Program/; International Labour Organization, ILO/;
Organization of Turkic States, Organisation of Turkic States, Turkic Council/; European Bank for Reconstruction
and Development, EBRD/; European Investment Bank/; BRICS/; G7, G-7, G8, G-8/; G20, G-20/; Hamas/; Hezbollah/; Taliban/
"""
# Offices, seats and words that name a country without saying it.
METONYMS = {
    name: country
    for country, names in {
        "Russia": "Kremlin, Novo-Ogaryovo, Duma, State Duma",
        "United States": "White House, State Department, Department of State, U.S. Department of State, Pentagon, "
        "Oval Office, Capitol Hill, Foggy Bottom, Treasury Department, Department of Defense, "
        "Department of Homeland Security, USAID, Biden-Harris Administration, CIA, FBI, Blair House, Camp David, Secret Service",
        "United Kingdom": "Downing Street, 10 Downing Street, No. 10, No 10, Foreign Office, Whitehall, FCDO, "
        "Buckingham Palace, Chequers, Westminster, Windsor Castle, Lancaster House, Chatham House",
        "France": "Elysee, Élysée, Elysee Palace, Élysée Palace, Quai d'Orsay, Matignon",
        "Germany": "Bundestag, Bundeswehr",
        "Israel": "Knesset, Mossad, Shin Bet",
        "India": "South Block, Hyderabad House, Rashtrapati Bhavan, Union, External Affairs, Raksha Mantri, Lok Sabha",
        "South Korea": "Blue House, Cheong Wa Dae, Unification Ministry",
        "China": "Zhongnanhai, Great Hall of the People, Diaoyutai, State Councilor, Politburo",
        "Italy": "Quirinale, Palazzo Chigi, Farnesina",
        "Spain": "Moncloa, Palacio de la Moncloa",
        "Brazil": "Planalto, Itamaraty",
        "Argentina": "Casa Rosada",
        "South Africa": "Union Buildings",
        "Nigeria": "Aso Rock, Aso Villa",
        "Ukraine": "Verkhovna Rada, Bankova",
        "Japan": "Kantei, Diet",
        "Saudi Arabia": "Custodian of the Two Holy Mosques",
        "Sri Lanka": "Temple Trees",
        "Turkey": "Bestepe, Beştepe",
    }.items()
    for name in names.split(", ")
}
REGIONS = frozenset(
    "Africa, Asia, Europe, Latin America, Middle East, Mideast, Gulf, Balkans, Western Balkans, Caucasus, South Caucasus,"
    " Central Asia, Indo-Pacific, Asia-Pacific, Pacific, Caribbean, Sahel, Maghreb, Levant, Eurasia, Arctic, Americas,"
    " Southeast Asia, South Asia, East Asia, West Africa, East Africa, Horn of Africa, North Africa, Southern Africa,"
    " North America, South America, Central America, Eastern Europe, Western Europe, Black Sea, Red Sea, South China"
    " Sea, Mediterranean, Indian Ocean, Baltic, Baltics, Persian Gulf, Korean Peninsula, West, Soviet Union, Arab".split(
        ", "
    )
)
HONORIFICS = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron hon honourable honorable h.e he h.e "
    "excellency hrh h.r.h hh h.h highness majesty shri smt sri madam madame monsieur mme m senor señor sheikh shaikh "
    "sheikha shaykh haji hajji alhaji engr eng ing maulana rev reverend father cardinal archbishop bishop rabbi imam "
    "ayatollah mullah tun tan dato datuk pehin daw u ato comrade chief mwalimu".split()
)
RANKS = frozenset(
    "general gen lieutenant lt major maj colonel col brigadier brig admiral adm vice-admiral marshal captain capt "
    "commander cmdr commodore sergeant sgt air field rear vice army staff retd ret rtd".split()
)
# Titles that are all the office there is.
TITLES_OF_OFFICE = frozenset(
    "Archbishop Cardinal Bishop Patriarch Ambassador Senator King Queen Emir Sultan Pope".split()
)
SPOKES = lazy(r"(?i)\bspokes(?:man|woman|person|people|men|persons)\b|\bpress (?:secretary|officer)\b")
# Offices. A head word ends an office's core ("foreign minister"); modifiers stand before it in either case.
OFFICE_HEADS = frozenset(
    "president premier chancellor minister ministers secretary secretaries ambassador ambassadors envoy envoys "
    "representative representatives commissioner director directors chairman chairwoman chairperson chair head chief "
    "chiefs commander speaker governor mayor king queen emir amir sultan emperor empress pope prince princess adviser "
    "advisor advisers advisors aide aides administrator counselor counsellor coordinator consul leader leaders senator "
    "lawmaker member members congressman congresswoman parliamentarian official officials diplomat diplomats negotiator "
    "negotiators secretary-general under-secretary-general under-secretary undersecretary vice-president presidents chancellors premiers counterpart "
    "counterparts pm fm eam mp mps chargé charge peer peers attorney ruler monarch mantri undersecretaries "
    "co-chair co-chairs president-elect marshal delegate delegates commissioners kings state nsa dg ceo supremo "
    "dictator strongman vice-chancellor vice-premier vice-minister vice-chairman moderator mediator rapporteur "
    "treasurer spokesman spokeswoman spokesperson councilor councillor defence-minister governor-general "
    "director-general attorney-general auditor-general secretary-designate pontiff".split()
)
# Said of the person rather than of the office: no part of a role.
OFFICE_ATTRIBUTES = frozenset(
    "outgoing incoming visiting new newly elected newly-elected current veteran long-time longtime top senior then late "
    "popular longest-serving".split()
)
OFFICE_SUFFIXES = frozenset("general elect designate plenipotentiary".split())
OFFICE_MODIFIERS = frozenset(
    "policy coordination acting former ex ex- then outgoing incoming interim caretaker deputy first second third vice assistant under senior "
    "chief principal permanent special foreign defence defense finance interior home prime national security state "
    "federal union external affairs trade energy economy economic environment health education agriculture justice "
    "transport culture tourism commerce industry labour labor oil petroleum information communications "
    "communication planning development cabinet parliamentary presidential personal chief executive general managing "
    "associate executive regional military naval army crown supreme high opposition rebel political top newly elected "
    "newly-elected minister-designate designate co-chair joint visiting veteran long-time longtime current new climate "
    "nuclear peace human rights peacekeeping humanitarian cooperation co-operation international european religious "
    "provincial district central bank intelligence police investment infrastructure water resources fisheries "
    "digital technology science research sports youth women family social welfare immigration migration refugee "
    "counter-terrorism counterterrorism border customs tax treasury budget investments petroleum minerals mines mining "
    "railway railways aviation maritime shipping housing urban rural works electricity power internal local "
    "government territorial expatriates house senate parliament party royal civil public private resident chargé "
    "lead staff reconciliation integration coordinating plenipotentiary extraordinary honorary world".split()
)
PORTFOLIO = lazy(
    r"(?i)^(?:affairs?|foreign|defen[cs]e|state|security|staff|trade|finance|interior|energy|economy|commerce|"
    r"cooperation|co-operation|development|relations|international|national|external|treasury|justice|health|"
    r"environment|government|mission|commission|council|committee|parliament|assembly|senate|house|party|bank|army|"
    r"forces|court|religious|expatriates|communities|industry|petroleum|department|delegation|cabinet|ministry|"
    r"the|a|an|and|of|for|on|to|in|&|general|public|human|rights|political|military|homeland|labou?r|transport|"
    r"office|agency|service|bureau|authority|union|fund|directorate|education|culture|tourism|agriculture|water|information|planning|investment|technology|science)$"
)
LOWER_PARTICLES = frozenset(
    "bin bint ibn al el ul ur de da do dos das di del della der den van von la le ben ould af ap ter ten y e zu abu "
    "d san santo".split()
)
# Words with a capital letter that never begin or form a person's name.
FUNCTION_WORDS = frozenset(
    "the a an and or of in on at for to by with from after before during under over as but if when while where who "
    "he she they it we i his her its their our my your this that these those there here both all some many most two "
    "three four five six seven eight nine ten first last next earlier later today yesterday tomorrow monday tuesday "
    "wednesday thursday friday saturday sunday january february march april june july august september october "
    "november december moreover however meanwhile also speaking according following asked since no not yes then now "
    "only such other another what which how why about between mr mrs ms meet meets met holds hosts visits calls speaks "
    "discuss discusses receives welcomes arrives says said tells urges vows hails readout call visit meeting talks news "
    "statement photo article conversation".split()
)
# Nouns and adjectives of institutions: they form offices and bodies, but begin no name.
INSTITUTION_WORDS = frozenset(
    "talks meeting summit conference dialogue statement agreement treaty joint news state government ministry "
    "department office embassy council committee commission parliament party union court group forum airport palace "
    "university bank house agency press media television radio twitter facebook article photo north south east west "
    "northern southern eastern western central republic kingdom federation organization organisation international "
    "world global bilateral regional foreign defence defense prime security national new readout call visit assembly "
    "special affairs services homeland health".split()
)
NOT_NAMES = FUNCTION_WORDS | INSTITUTION_WORDS


class Place(NamedTuple):
    """What a name in the tables stands for: "country", "demonym", "city", "organisation" or "metonym"."""

    kind: str
    country: str


@cache
def gazetteer() -> dict[str, Place]:
    """Every name of the tables above, as written there, with what it stands for."""
    table: dict[str, Place] = {}
    for entry in " ".join(COUNTRIES.split()).split(";"):
        names, demonyms, cities = (*(part.split(",") for part in entry.split("/")), [""], [""])[:3]
        country = names[0].strip()
        for kind, words in (("country", names), ("demonym", demonyms), ("city", cities)):
            for word in words:
                if word.strip():
                    table.setdefault(word.strip(), Place(kind, country))
    for entry in " ".join(ORGANISATIONS.split()).split(";"):
        names = entry.split("/")[0].split(",")
        for word in names:
            table.setdefault(word.strip(), Place("organisation", names[0].strip()))
    for word, country in METONYMS.items():
        table.setdefault(word, Place("metonym", country))
    for name in [name for name in table if "." not in name and len(name) > 4]:
        table.setdefault(name.upper(), table[name])  # datelines and headlines in capitals
    return table


@cache
def gazetteer_starts() -> dict[str, int]:
    """The first word of each name of the gazetteer, with the number of words of the longest one."""
    starts: dict[str, int] = {}
    for name in gazetteer():
        words = WORD.findall(name)
        starts[words[0]] = max(starts.get(words[0], 0), len(words))
    return starts


WORD = lazy(r"[^\W_]+(?:[.’'&-][^\W_]+)*")


@lru_cache(maxsize=4096)
def unaccented(word: str) -> str:
    """Without accents, for names that outlets write both ways: "Việt Nam", "Viet Nam"."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word for comparing names: no accents, case or variants of spelling (Sergey = Sergei).

    >>> fold("Zelenskyy") == fold("Zelensky"), fold("Muhammad") == fold("Mohammed")
    (True, False)
    """
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower() or word.lower()
    plain = re.sub(r"[^a-z0-9]", "", plain.removesuffix("'s")) or word.lower()
    return re.sub(r"[iy]+|ey|ei", "i", re.sub(r"(?:e[yi]|i[yi]+|y[yi]*)$", "i", plain))


# --- Rules ----------------------------------------------------------------------------------------

ATOMS = {
    "DAY": DAY,
    "MONTH": MONTH,
    "YEAR": YEAR,
    "WEEKDAY": WEEKDAY,
    "NUMBER": r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|several)",
    "UNIT": r"(?:hour|day|week|fortnight|month|year)",
    # A part of a month, a year or another unit, which settles no days: "early", "the end of", "the first week of".
    "PART": r"(?P<part>(?:[Tt]owards?\ )?(?:the\ )?(?:(?:very\ )?[Ee]arl(?:y|ier)|[Mm]id(?:dle)?|[Ll]ater?"
    r"|[Bb]eginning|[Ss]tart"
    r"|[Ee]nd|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|(?:first|second|third|fourth|last"
    r"|final)\ (?:few\ )?"
    r"(?:week|weekend|half|days|ten\ days|fortnight))(?:\ (?:of|in))?)[-\ ]",
    "OF_YEAR": r"(?:,?\ (?:of\ )?(?:(?P<y>(?:19|20)\d\d)\b|(?P<rel>this|next|last)\ year\b))?",
    # A word before a bare month or year that makes it one.
    "PREPOSITION": "(?:"
    + "|".join(
        rf"(?<=\b{w}\ )"
        for w in r"in In by By of for until till since during through before after from the The a around and year".split()
    )
    + ")",
    "TO": r"(?:\ ?[-–—/]\ ?|\ (?:to|and|or|through|till|until|&)\ )",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a rule table.

    ``pattern`` is a verbose regular expression with ``{ATOM}`` for the atoms above; ``example`` a text in
    which the rule has to find what stands between « and »; ``note`` says what it leaves out on purpose
    and on which kinds of articles it was checked.
    """

    id: str
    pattern: str
    example: str
    note: str = ""

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern; compiled on first use, never at import."""
        return compiled(self.pattern)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A verbose pattern with its atoms filled in, case as written."""
    return re.compile(re.sub(r"\{([A-Z_]+)\}", lambda m: ATOMS[m[1]], pattern), re.VERBOSE)


FIRST = itemgetter(0)  # records that begin with their offset are looked up by it

# --- Entities: sentences and quotation marks --------------------------------------------------------


class Sentence(NamedTuple):
    """Half-open offsets; ``kind`` "title" or "body"; ``line`` counts the article's lines."""

    start: int
    end: int
    kind: str
    line: int


# A full stop after these ends no sentence, nor does one after a single capital ("J.").
ABBREVIATIONS = frozenset(
    "gen lt col maj capt cmdr adm brig sgt dr mr mrs ms prof sr jr st mt hon rev sen rep gov pres amb min dep asst "
    "messrs mme h.e e.g i.e vs no nos art fig vol jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.u "
    "u.a.e u.s.a d.c p.m a.m retd ret rtd pp ft smt shri eng engr inc ltd co corp dept univ approx est ave blvd fr".split()
)
_STOP = lazy(r"(?<![.!?…。])[.!?…。]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-Þ])")


def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Offsets at which sentences of ``text[start:end]`` begin, by punctuation."""
    starts = [start]
    for m in _STOP.finditer(text, start, end):
        if m.group() in (".", ".)"):
            word = text[max(start, m.start() - 12) : m.start()].rsplit(None, 1)[-1:] or [""]
            last = word[0].lstrip("(\"'“‘[").lower()
            initial = re.fullmatch(r"[^\W\d_](?:\.[^\W\d_])*", last)
            if (initial or last in ABBREVIATIONS) and not ("." in last and _starts_anew(text, m.end())):
                continue
        nxt = m.end()
        while text[nxt].isspace():
            nxt += 1
        starts.append(nxt)
    return starts


_OPENERS = frozenset(
    "the a an in on at it he she they we this that these those but and when after while his her their as for with if "
    "both during earlier later".split()
)


def _starts_anew(text: str, at: int) -> bool:
    """After "U.S." and the like a sentence may well end; a function word with a capital shows it."""
    word = WORD.search(text, at)
    return word is not None and word.group().lower() in _OPENERS


LONGEST = 2000  # characters; what looks like a longer sentence is none, and would cost its length squared


def _cut(text: str, bounds: Sequence[int]) -> list[int]:
    """Sentence starts, those between far bounds added: after a space if there is one."""
    starts: list[int] = []
    for at, end in pairwise(bounds):
        starts.append(at)
        while end - at > LONGEST:
            at = 1 + max(text.rfind(" ", at + LONGEST // 2, at + LONGEST), at + LONGEST // 2)
            starts.append(at)
    return starts


def sentences(text: str, lines: Sequence[Line]) -> list[Sentence]:
    """The content's sentences; a line break always ends one.

    A Doc's own sentence starts are not asked: they come from a parser or a model that does not know the
    lines, breaks inside quotations and after "Gen.", and differs from pipeline to pipeline.
    """
    out: list[Sentence] = []
    for number, (start, end, kind) in enumerate(lines):
        if kind in ("title", "body"):
            starts = sentence_starts(text, start, end)
            if end - start > LONGEST:
                starts = _cut(text, [*starts, end])
            out += [Sentence(s, e, kind, number) for s, e in pairwise([*starts, end])]
    return out


class Marked(NamedTuple):
    """Text between quotation marks: half-open offsets without the marks; ``closed`` if both are there.

    ``single``: between single marks in an article that sets speech in double ones (a term, a headline's words).
    """

    start: int
    end: int
    single: bool
    closed: bool


_MARKS = lazy(r"[\"“”„«»‟]|''|``|(?<![^\W_])['‘](?=\S)|['’](?!\w)")


def marked(text: str, lines: Sequence[Line]) -> list[Marked]:
    """Stretches between quotation marks, line by line, the outermost where they are nested.

    A mark without a partner costs only itself. A line that opens with a mark and does not close it is quoted
    to its end; and so are the next ones, marked or not, up to the closing mark: a quotation of several
    paragraphs is one stretch a paragraph. Single marks are quotation marks if they set off most of the speech.
    """
    content = [line for line in lines if line.kind in ("title", "body")]
    double: list[Marked] = []
    until = -1  # index of the line with the closing mark of a quotation that runs on without opening marks
    for n, (start, end, _) in enumerate(content):
        pairs, opened = _pairs(text, start, end, start if n <= until else None)
        double += [Marked(*pair, False, True) for pair in pairs]
        if opened is None:
            continue
        double.append(Marked(opened, end, False, False))
        if n > until and opened - start <= 2:
            for k, (first, last, _) in enumerate(content[n + 1 : n + 9], n + 1):
                if m := re.search(r'["“”„«»]', text[first:last]):
                    closed = _pairs(text, first, last, first)[0][:1] == [(first, first + m.start())]
                    until = k if m.start() and closed else until
                    break
    single = [m for start, end, _ in content for m in _singles(text, start, end)]
    long = [sum(len(text[m.start : m.end].split()) > 2 for m in found) for found in (single, double)]
    if long[0] > long[1]:
        single = [m._replace(single=False) for m in single]
        return sorted(single + [m for m in double if not _enclosed(m, single)])
    return sorted(double + [m for m in single if m.closed and not _enclosed(m, double)])


def _enclosed(inner: Marked, outer: Sequence[Marked]) -> bool:
    i = bisect_right(outer, inner.start, key=FIRST) - 1
    return i >= 0 and inner.end <= outer[i].end


def _pairs(
    text: str, start: int, end: int, opened: int | None = None
) -> tuple[list[tuple[int, int]], int | None]:
    """What stands between double marks on a line, and where a quotation begins that the line does not close."""
    out: list[tuple[int, int]] = []
    stack = [] if opened is None else [opened]
    for m in _MARKS.finditer(text, start, end):
        mark, at = m.group(), m.start()
        if mark in ("'", "‘", "’"):
            continue
        before, after = text[max(start, at - 1) : at] or " ", text[m.end() : min(end, m.end() + 1)] or " "
        if mark in ('"', "''", "‟"):
            opens = (before.isspace() or before in "([{—–-/‘'“«") and not after.isspace()
            opens = opens or not stack and not after.isspace() and not before.isdigit()
            if stack and before in "-—–“" and not after.isalnum():
                opens = False
        else:
            opens = mark in ("„", "«", "``") or mark == "“" and not (stack and text[stack[-1] - 1] == "„")
        if opens:
            stack.append(m.end())
        elif stack:
            first = stack.pop()
            while out and out[-1][0] > first:
                out.pop()
            if first < at:
                out.append((first, at))
    return out, stack[0] if stack and not (out and out[-1][0] > stack[0]) else None


def _singles(text: str, start: int, end: int) -> list[Marked]:
    """What stands between single marks on a line; an apostrophe behind an s (horses') closes only if it must."""
    out: list[Marked] = []
    opened: int | None = None
    doubtful: int | None = None
    for m in _MARKS.finditer(text, start, end):
        mark, at = m.group(), m.start()
        opens = mark in ("'", "‘") and m.end() < end and not text[m.end()].isspace()
        opens = opens and (at == start or text[at - 1] not in ".,!?…")
        if mark not in ("'", "‘", "’") or opens and text[m.end()].isdigit():
            continue
        if opens and (opened is None or doubtful is not None):
            if opened is not None and doubtful is not None:
                out.append(Marked(opened, doubtful, True, True))
            opened, doubtful = m.end(), None
        elif opened is not None and not opens and at > opened:
            doubtful = at
            if not re.match(r"s['’] [^\W\d_A-Z]", text[at - 1 : at + 3]):
                out.append(Marked(opened, at, True, True))
                opened = doubtful = None
    if opened is not None and doubtful is not None:
        out.append(Marked(opened, doubtful, True, True))
    elif opened is not None and opened == start + 1:
        out.append(Marked(opened, end, True, False))
    return out


# --- Entities: time expressions ---------------------------------------------------------------------


class Time(NamedTuple):
    """A time expression with the inclusive days it stands for, None where the text does not settle them.

    ``unit`` is "day", "days", "week", "month", "quarter", "year", "deadline" (only ``last``) or "vague".
    """

    start: int
    end: int
    text: str
    first: dt.date | None
    last: dt.date | None
    unit: str


# Times in running text. The word before the colon names the resolver. Order is meaning: at one place the
# first row that fits wins, so longer and more exact forms stand first. A bare number is never a date, a
# bare month or year only after a word that makes it one ("in May"), "may" and "march" in lower case never.
TIMES = (
    Rule("figures: iso", r"\b(?P<y>{YEAR})-(?P<n>\d\d)-(?P<d>\d\d)\b", "met on «2020-09-03» in"),
    Rule(
        "figures",
        r"\b(?P<d>\d\d?)(?P<sep>[./])(?P<n>\d\d?)(?P=sep)(?P<y>{YEAR})\b",
        "am «10.05.2023» in",
        "day first; month first only where the second number is above 12",
    ),
    Rule(
        "date: two months",
        r"\b(?:(?P<m>{MONTH})\ (?P<d>{DAY})|(?P<da>{DAY})\ (?:of\ )?(?P<ma>{MONTH}))(?:,?\ (?P<y1>{YEAR}))?{TO}(?:the\ )?"
        r"(?:(?P<m2>{MONTH})\ (?P<d2>{DAY})\b|(?P<db>{DAY})\ (?:of\ )?(?P<mb>{MONTH})(?![a-z]))(?:,?\ (?P<y>{YEAR})\b)?",
        "from «30 June to 2 July» in",
    ),
    Rule(
        "date: day first",
        r"\b(?:(?P<w>{WEEKDAY}),?\ (?P<open>\()?)?(?:the\ )?(?P<d>{DAY})(?:{TO}(?:the\ )?(?P<d2>{DAY}))?\ (?:of\ )?"
        r"(?P<m>{MONTH})(?![a-z]){OF_YEAR}(?(open)\)|(?:\ \({WEEKDAY}\))?)",
        "on «5-7 June 2021» in",
    ),
    Rule(
        "date: month first",
        r"\b(?:(?P<w>{WEEKDAY}),?\ (?P<open>\()?)?(?P<m>{MONTH})\ (?:the\ )?(?P<d>{DAY})(?:{TO}(?P<d2>{DAY})(?!\d|:|\ (?:{MONTH}|"
        r"[Pp]\.?m|[Aa]\.?m|%|percent)))?\b(?!:\d){OF_YEAR}(?(open)\)|(?:\ \({WEEKDAY}\))?)",
        "held «June 5-7, 2021» in",
    ),
    Rule(
        "month: of a year",
        r"\b(?:{PART})?(?P<m>{MONTH})(?:{TO}(?P<m2>{MONTH}))?(?:,|\ of)?\ (?P<y>{YEAR})\b",
        "to be held in «February 2021».",
    ),
    Rule(
        "month",
        r"(?:\b{PART}|\b(?P<which>[Nn]ext|[Ll]ast|[Tt]his(?:\ coming)?)\ "
        r"|{PREPOSITION})(?P<m>{MONTH})(?:{TO}(?P<m2>{MONTH}))?"
        r"(?:\ (?:of\ )?(?P<rel>this|next|last)\ year\b)?(?![\w-]|\ \d|\ Day\b)",
        "will visit in «November».",
        "only after a preposition, an article or 'next', so that 'May' as a name or verb is none",
    ),
    Rule(
        "quarter",
        r"\b(?:Q(?P<q>[1-4])[ ,]{1,2}|(?:the\ )?(?P<nth>first|second|third|fourth|last)\ (?P<size>quarter"
        r"|half)\ of\ )"
        r"(?:(?P<y>{YEAR})|(?P<which>this|next|last)\ year)\b",
        "in «the first quarter of 2024» at",
    ),
    Rule(
        "count: span",
        r"\b(?:(?:[Oo]ver|[Ii]n|[Dd]uring|[Ww]ithin|[Ff]or)\ )?(?:the\ )?(?P<which>next|coming|following"
        r"|past|last|previous)\ "
        r"(?P<n>{NUMBER})\ (?P<unit>{UNIT})s?\b",
        "navies «over the next two days».",
    ),
    Rule("count: ago", r"\b(?P<n>{NUMBER})\ (?P<unit>{UNIT})s?\ (?:ago|earlier)\b", "«two weeks ago» they"),
    Rule(
        "count: in",
        r"\b(?P<way>[Ii]n|[Ww]ithin)\ (?P<n>{NUMBER})\ (?P<unit>{UNIT})s?\b(?:['’]s?\ time)?(?!\ of\b)",
        "will meet again «in three days».",
        "no days in 'for the first time in two weeks'",
    ),
    Rule(
        "vague: units",
        r"(?i)\b(?:in\ (?:the\ )?(?:coming|upcoming|following)\ (?:days|weeks|months|years)"
        r"|in\ the\ (?:days|weeks|months|years?)\ ahead"
        r"|in\ (?:the\ )?(?:spring|summer|autumn|winter))\b",
        "will follow «in the coming weeks».",
    ),
    Rule(
        "weekday",
        r"\b(?<!Black\ )(?<!Good\ )(?<!Bloody\ )(?<!Super\ )(?<!Palm\ )(?:(?P<which>[Ll]ast|[Nn]ext"
        r"|[Tt]his(?:\ coming)?|(?:the\ )?coming|"
        r"the\ following|past)\ )?(?P<w>{WEEKDAY})(?:{TO}(?P<w2>{WEEKDAY}))?\b(?!\ (?:Times|Telegraph"
        r"|Mirror|Mail|Express|Guardian|Herald|Post|"
        r"Star|Standard)\b)(?:\ (?:morning|afternoon|evening|night)\b)?(?:,?\ (?:of\ )?(?P<week>this|next"
        r"|last)\ week\b)?",
        "on «Monday and Tuesday» in",
    ),
    Rule(
        "unit",
        r"\b(?:{PART})?(?P<which>[Tt]his(?:\ coming)?|[Nn]ext|[Ll]ast|(?:[Tt]he\ )?(?:coming|following"
        r"|current)|(?(part)the|(?!)))\ "
        r"(?P<unit>week(?:end)?|month|quarter|year|summer|autumn|spring|winter|fall)\b(?!-)",
        "will visit «next week» to",
    ),
    Rule(
        "word",
        r"(?i)\b(?P<day>(?:the\ )?day\ (?:after\ tomorrow|before\ yesterday)|today|tonight|last\ (?:night|evening)|this\ (?:morning"
        r"|afternoon|evening)"
        r"|yesterday|tomorrow)\b",
        "met «yesterday» in",
    ),
    Rule(
        "vague",
        r"(?i)\b(?:in\ the\ (?:very\ )?(?:near|nearest|foreseeable|not\ too\ distant)\ future|at\ (?:a"
        r"|some)\ (?:later|future)\ (?:date|stage)"
        r"|in\ due\ course|(?:very\ )?soon(?!\ (?:after|as))|shortly(?!\ (?:after|before)))\b",
        "would meet «in the near future».",
    ),
    Rule(
        "year",
        r"(?:\b{PART}|{PREPOSITION})(?P<y>{YEAR})\b(?![-–,/]?\d|\ (?:people|troops|soldiers|km|kilomet"
        r"|dollars|tons|tonnes|jobs|companies))"
        r"|\b(?P<y2>{YEAR})(?=\ (?:[\w-]+\ ){0,2}?(?:elections?|summits?|polls?|referendum)\b)",
        "due to be held in «2003».",
        "only after a preposition or before the noun of an event",
    ),
)
# The words that make it worth trying a resolver's rows about them.
_ANCHOR = lazy(
    r"(?=[JFMASONDTWQY\dthdwfmqsya])\b(?:(?P<date>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|(?P<figures>\d\d?[./]\d\d?[./]\d|\d{4}-\d)"
    r"|(?P<year>(?:19|20)\d\d\b)|(?P<word>[Tt](?:oday|onight|omorrow|his (?:mor|aft|eve))|[Yy]esterday)"
    r"|(?P<unit>hour|day|week|fortnight|month|quarter|half|year|summer|autumn|spring|winter|fall|Q[1-4]\b)"
    r"|(?P<vague>(?:[Ss](?:oon|hortly)|future|due course|stage)\b|a later ))"
)
_ANCHOR_OF = {"month": "date", "quarter": "unit", "count": "unit", "vague: units": "unit"}
AHEAD = lazy(
    r"(?i)\b(?:will|shall|would|upcoming|forthcoming|plan(?:s|ned|ning)?|scheduled?|slated|expect(?:s|ed)?"
    r"|due|next|invit\w+|"
    r"set (?:to|for)|to be (?=\w+ed\b|held)|(?:is|are|going|agreed|decided|intends|ready|about|pledged"
    r"|promised|vowed) to|"
    r"ahead of|in advance of|look(?:s|ed|ing)? forward|hop(?:es?|ing)|prepar\w+|deadline)\b"
)
# The tense of the words about an expression; "to" counts after those of the third line, "of" after those of the fourth.
_TENSED = ("date", "month", "weekday")  # the resolvers that ask
_TENSES = {
    **dict.fromkeys(
        "will shall would upcoming forthcoming plan plans planned planning schedule scheduled slated expect "
        "expects expected due next invite "
        "invited invites inviting invitation hope hopes hoping prepare prepares prepared preparing "
        "preparations deadline "
        "is+to are+to going+to agreed+to decided+to intends+to ready+to about+to pledged+to promised+to "
        "vowed+to set+to set+for to+be "
        "ahead+of advance+of look+forward looks+forward looked+forward looking+forward".split(),
        "ahead",
    ),
    **dict.fromkeys(
        "leaves meets holds hold resumes resume begins starts opens arrives travels heads flies departs speaks hosts attends".split(),
        "now",
    ),
    **dict.fromkeys(
        "said says told announced added noted stressed met held arrived visited discussed hosted received "
        "spoke began started took came went "
        "traveled travelled signed attended ended was were had has have since reached launched made gave "
        "opened concluded confirmed wrote "
        "tweeted posted reported issued called welcomed declared died killed attacked fired tested adopted "
        "praised paid left returned following "
        "after elected".split(),
        "past",
    ),
}
_INFINITIVE = lazy(
    r"(?i)\bto (?:be|visit|meet|attend|host|hold|travel|take|arrive|begin|start|open|sign|receive)\b"
)
_DEADLINE = lazy(
    r"(?i)\b(?:by|before|until|till|no later than|not later than|prior to|deadline (?:of|on|is)|(?:ends?"
    r"|expires?|concludes?) (?:on|in))(?: the)? $"
)
_FIRST_TIME = lazy(r"\b(?:time|first|\w{2,9}(?:nd|rd|th))\b[^,;]{0,40}$")
_NAMED_MAY = lazy(r"\b(?:Theresa|Mrs?\.?|Ms\.?|Minister|Secretary|President|Premier|PM) May\b")
_NUMBERS = dict(
    zip(
        "a an one two three four five six seven eight nine ten eleven twelve".split(),
        [1, 1, *range(1, 13)],
        strict=True,
    )
)


def times(text: str, spans: Iterable[Sentence], published: dt.date | None) -> list[Time]:
    """The time expressions of some sentences, resolved against the day of publication."""
    out: list[Time] = []
    named_may = bool(_NAMED_MAY.search(text))
    for sent in spans:
        reach: dict[str | None, tuple[int, int]] = {}
        for m in _ANCHOR.finditer(text, sent.start, sent.end):
            low = reach.get(m.lastgroup, (m.start() - 60, 0))[0]
            reach[m.lastgroup] = max(sent.start, low), min(sent.end, m.end() + 60)
        taken: set[int] = set()
        for rule in TIMES if reach else ():
            kind = rule.id.partition(":")[0]
            anchor = _ANCHOR_OF.get(rule.id) or _ANCHOR_OF.get(kind, kind)
            for m in rule.regex.finditer(text, *reach[anchor]) if anchor in reach else ():
                if m.group() == "May" and named_may or not taken.isdisjoint(range(*m.span())):
                    continue
                if rule.id == "count: in" and _FIRST_TIME.search(
                    text, max(sent.start, m.start() - 60), m.start()
                ):
                    continue
                taken.update(range(*m.span()))
                tense = _tense(text, sent, *m.span()) if kind in _TENSED else ""
                first, last, unit = _resolve(kind, m, published, tense)
                out.append(Time(*m.span(), m.group(), first, last, unit))
    return sorted(out, key=lambda time: time[:2])


def _tense(text: str, sent: Sentence, start: int, end: int) -> str:
    """ "ahead", "now", "past" or "": by the nearest word before an expression that tells, else the first after it."""
    low = max(sent.start, start - 160)
    before = ["", *re.findall(r"[a-z]+", text[low:start].lower())]
    for word, last in pairwise(reversed(before)):
        tense = _TENSES.get(f"{last}+{word}") or _TENSES.get(word)
        if tense and (tense, last) not in (("now", "to"), ("past", "be")):  # "are to hold", "will be held"
            return tense
        if last in ("is", "are") and word.endswith("ing"):
            return "now"
    if _INFINITIVE.search(text, low, start):  # "Putin to visit India on Monday"
        return "ahead"
    after = ["", *re.findall(r"[a-z]+", text[end : min(sent.end, end + 120)].lower())]
    told = (_TENSES.get(f"{last}+{word}") or _TENSES.get(word) for last, word in pairwise(after))
    return next(filter(None, told), "")


_Range = tuple[dt.date | None, dt.date | None, str]
_VAGUE: _Range = (None, None, "vague")


def _resolve(kind: str, m: re.Match[str], base: dt.date | None, tense: str) -> _Range:
    """The inclusive days of a match; see TIMES. Nothing is resolved to a day outside 1900 to 2100."""
    g = {key: value for key, value in m.groupdict().items() if value}
    part, by = g.get("part", "").lower(), _DEADLINE.search(m.string, max(0, m.start() - 24), m.start())
    if part and not (by and "end" in part):
        return _VAGUE
    if "rel" in g and base:
        g["y"] = str(base.year + _SHIFTS[g["rel"]])
    try:
        first, last, unit = _RESOLVERS[kind](g, base, tense or ("ahead" if by else ""))
    except (ValueError, OverflowError):  # 31 June
        return _VAGUE
    if any(day and not MIN_YEAR <= day.year <= MAX_YEAR for day in (first, last)):
        return _VAGUE
    return (
        (None, last, "deadline")
        if last and (by or g.get("way") in ("within", "Within"))
        else (first, last, unit)
    )


def _number(text: str) -> int:
    return int(m.group()) if (m := re.match(r"\d+", text)) else _NUMBERS.get(text.lower(), 0)


def _figures(g: Mapping[str, str], base: dt.date | None, tense: str) -> _Range:
    day, month = int(g["d"]), int(g["n"])
    if month > 12:
        day, month = month, day
    first = dt.date(int(g["y"]), month, day)
    return first, first, "day"


def _date(g: Mapping[str, str], base: dt.date | None, tense: str) -> _Range:
    """Day and month, a second day or month for a range, with or without a year."""
    month, day = g.get("m") or g["ma"], g.get("d") or g["da"]
    m1, d1 = month_number(month), _number(day)
    m2, d2 = month_number(g.get("m2") or g.get("mb") or month), _number(g.get("d2") or g.get("db") or day)
    if "y" in g or "y1" in g:
        year = int(g.get("y1") or g["y"])
        year -= "y1" not in g and m2 < m1  # "30 December to 2 January 2024"
        first = _parse(f"{d1} {MONTHS[m1 - 1]} {year}", None)
    else:
        first = _nearest(m1, d1, base, tense, g.get("w"))
    if first is None:
        return None, None, "day" if (m1, d1) == (m2, d2) else "days"
    last = dt.date(first.year + (m2 < m1), m2, d2)
    return (first, last, "day" if first == last else "days") if first <= last else _VAGUE


def _nearest(month: int, day: int, base: dt.date | None, tense: str, weekday: str | None) -> dt.date | None:
    """The plausible day without a year: the next one if ahead, else the nearest; a weekday given decides.

    What is told in the past tense lies at most two months ahead ("welcomed the dialogue on March 17").
    """
    if base is None:
        return None
    far = 8 if (month, day) == (2, 29) else 1
    years = range(base.year - far, base.year + far + 1)
    days = [dt.date(y, month, day) for y in years if day < 29 or day <= _month_range(y, month)[1].day]
    named = [d for d in days if weekday and d.strftime("%A") == weekday and abs(d.year - base.year) < 2]
    if len(named) == 1:
        return named[0]
    if tense == "ahead":
        return next((d for d in days if d >= base), None)
    told = [d for d in days if tense != "past" or (d - base).days <= 60]
    return min(told, key=lambda d: abs(d - base), default=None)


def _month_range(year: int, month: int, months: int = 1) -> tuple[dt.date, dt.date]:
    end = year * 12 + month - 1 + months
    return dt.date(year, month, 1), dt.date(end // 12, end % 12 + 1, 1) - dt.timedelta(1)


def _month(g: Mapping[str, str], base: dt.date | None, tense: str) -> _Range:
    month, which = month_number(g["m"]), g.get("which", "").lower()
    months = (month_number(g.get("m2", g["m"])) - month) % 12 + 1
    if "y" in g:
        return *_month_range(int(g["y"]) - (month + months > 13), month, months), "month"
    if base is None:
        return None, None, "month"
    year, away = base.year, month - base.month
    if which == "last":
        year -= away >= 0
    elif which == "next":
        year += away <= 0
    elif tense == "ahead" or which:
        year += away < 0
    else:  # of this year, as newspapers write, but "in December" said in January is past
        year -= away > 6
    return *_month_range(year, month, months), "month"


def _quarter(g: Mapping[str, str], base: dt.date | None, tense: str) -> _Range:
    size = 6 if g.get("size") == "half" else 3
    nth = int(g["q"]) if "q" in g else ("first", "second", "third", "fourth", "last").index(g["nth"]) + 1
    if "y" not in g and base is None or nth > 12 // size and g.get("nth") != "last":
        return _VAGUE
    year = int(g["y"]) if "y" in g else _unit_range(base or dt.date.min, "year", _SHIFTS[g["which"]])[0].year
    return *_month_range(year, (min(nth, 12 // size) - 1) * size + 1, size), "quarter"


_SHIFTS = {"this": 0, "the": 0, "current": 0, "last": -1, "next": 1, "coming": 1}


def _unit_range(base: dt.date, unit: str, shift: int) -> tuple[dt.date, dt.date]:
    """The week (Monday to Sunday), weekend, month, quarter or year so many after that of a day."""
    if unit in ("week", "weekend"):
        monday = base - dt.timedelta(base.weekday()) + dt.timedelta(7 * shift)
        return monday + dt.timedelta(5 * (unit == "weekend")), monday + dt.timedelta(6)
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    months = (base.year * 12 + base.month - 1) // size * size + shift * size
    return _month_range(months // 12, months % 12 + 1, size)


def _unit(g: Mapping[str, str], base: dt.date | None, tense: str) -> _Range:
    which, unit = g["which"].lower().split()[-1], g["unit"]
    vague = (
        which == "following" or which == "coming" and "week" not in unit or which == "the" and "part" not in g
    )
    if vague or unit in ("summer", "autumn", "spring", "winter", "fall"):
        return _VAGUE
    shift = _SHIFTS[which] - (unit == "weekend" and which == "coming")
    kind = "days" if unit == "weekend" else unit
    return (*_unit_range(base, unit, shift), kind) if base else (None, None, kind)


def _weekday(g: Mapping[str, str], base: dt.date | None, tense: str) -> _Range:
    """The most recent such day, publication day included; the next one strictly after it if ahead."""
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    number, which = names.index(g["w"][:3]), g.get("which", "").lower()
    if base is None or which == "the following":
        return None, None, "days" if "w2" in g else "day"
    back = (base.weekday() - number) % 7
    if "week" in g:
        first = _unit_range(base, "week", _SHIFTS[g["week"]])[0] + dt.timedelta(number)
    elif which in ("last", "past"):
        first = base - dt.timedelta(back or 7)
    elif which and which != "this" or tense == "ahead" and not which:
        first = base + dt.timedelta(7 - back)
    elif (
        tense == "ahead" or tense == "now" and back > 2
    ):  # the present tense tells of today or of what is near
        first = base + dt.timedelta(-back % 7)
    else:
        first = base - dt.timedelta(back)
    days = (names.index(g["w2"][:3]) - number) % 7 if "w2" in g else 0
    return first, first + dt.timedelta(days), "days" if days else "day"


def _word(g: Mapping[str, str], base: dt.date | None, tense: str) -> _Range:
    shifts = {
        "day after tomorrow": 2,
        "tomorrow": 1,
        "yesterday": -1,
        "last night": -1,
        "last evening": -1,
        "day before yesterday": -2,
    }
    day = base + dt.timedelta(shifts.get(g["day"].lower().removeprefix("the "), 0)) if base else None
    return day, day, "day"


def _count(g: Mapping[str, str], base: dt.date | None, tense: str) -> _Range:
    """So many units from now: the day, or the week, month or year in which it lies; or all days until then."""
    number, unit = _number(g["n"]), g["unit"]
    if unit == "fortnight":
        number, unit = 2 * number, "week"
    if unit == "hour":
        number, unit = -(-number // 24), "day"
    if not number:
        return _VAGUE
    if "which" in g:
        if base is None or unit not in ("day", "week"):
            return (None, None, "days") if unit == "day" else _VAGUE
        length = dt.timedelta(number * (7 if unit == "week" else 1))
        if g["which"] in ("past", "last", "previous"):
            return base - length, base - dt.timedelta(1), "days"
        return base + dt.timedelta(1), base + length, "days"
    day = _parse(f"in {number} {unit}s" if "way" in g else f"{number} {unit}s ago", base) if base else None
    if day and unit != "day" and g.get("way", "in") in ("in", "In"):
        return *_unit_range(day, unit, 0), unit
    return day, day, unit


def _year(g: Mapping[str, str], base: dt.date | None, tense: str) -> _Range:
    year = int(g.get("y") or g["y2"])
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _vague(g: Mapping[str, str], base: dt.date | None, tense: str) -> _Range:
    return _VAGUE


_RESOLVERS: dict[str, Callable[[Mapping[str, str], dt.date | None, str], _Range]] = {
    "figures": _figures,
    "date": _date,
    "month": _month,
    "quarter": _quarter,
    "count": _count,
    "unit": _unit,
    "weekday": _weekday,
    "word": _word,
    "year": _year,
    "vague": _vague,
}


@lru_cache(maxsize=4096)
def _parse(expression: str, base: dt.date | None) -> dt.date | None:
    """What dateparser makes of an expression that a rule found; never running text."""
    import dateparser  # takes a fifth of a second: only where an expression needs it

    settings: dict[str, Any] = {"DATE_ORDER": "DMY", "RETURN_AS_TIMEZONE_AWARE": False}
    if base:
        settings["RELATIVE_BASE"] = dt.datetime.combine(base, dt.time(12))
    parsed = dateparser.parse(expression, languages=["en"], settings=settings)
    return parsed.date() if parsed else None


# --- Entities: places, offices and people -----------------------------------------------------------


class Named(NamedTuple):
    """A name of the gazetteer in the text: half-open offsets, and what it stands for."""

    start: int
    end: int
    text: str
    kind: str
    country: str


class Word(NamedTuple):
    """A word of the content: half-open offsets, the word without 's, and in lower case."""

    start: int
    end: int
    text: str
    low: str


@dataclass(slots=True)
class Office:
    """An office in the text ("Russian Defence Minister"): what it is, of whom, and who is named with it.

    ``start`` to ``end`` is the office without its country, ``outer`` where country or title words begin.
    """

    start: int
    end: int
    outer: int
    text: str
    head: str
    country: str | None = None
    plural: bool = False
    counterpart: bool = False
    far: int = 0  # end of the office with a country behind it
    people: list[Person] = field(default_factory=list)

    @property
    def person(self) -> Person | None:
        """Who holds it, if the text says so."""
        return self.people[0] if self.people else None


@dataclass(slots=True, eq=False)
class Person:
    """One person of the article, all mentions merged; the first mention first."""

    name: str
    words: tuple[str, ...]
    title: str | None = None
    role: str | None = None
    country: str | None = None
    role_at: tuple[int, int] | None = None
    mentions: list[tuple[int, int]] = field(default_factory=list)  # offsets of the names alone
    described: list[tuple[int, int]] = field(default_factory=list)  # "the minister", "the Russian president"
    female: bool | None = None
    sure: bool = False  # has a title, an office, or a second name: surely a person

    def last_before(self, offset: int) -> int:
        """Start of the last naming or description before an offset, -1 if there is none."""
        before = ((spans, bisect_left(spans, (offset,))) for spans in (self.mentions, self.described))
        return max((spans[i - 1][0] for spans, i in before if i), default=-1)


def words_of(text: str, spans: Iterable[Sentence]) -> list[Word]:
    """The words of the content, each once."""
    out = []
    for sent in spans:
        for m in WORD.finditer(text, sent.start, sent.end):
            start, end = m.span()
            word = m.group()
            if word[-2:] in ("'s", "’s"):
                word, end = word[:-2], end - 2
            out.append(Word(start, end, word, word.lower()))
    return out


def named_places(text: str, words: Sequence[Word]) -> list[Named]:
    """Names of the gazetteer, the longest at each place."""
    table, starts = gazetteer(), gazetteer_starts()
    out: list[Named] = []
    end = -1
    for i, word in enumerate(words):
        longest = starts.get(word.text) or (0 if word.text.isascii() else starts.get(unaccented(word.text)))
        if not longest or word.start < end:
            continue
        for size in range(min(longest, len(words) - i), 0, -1):
            stop = words[i + size - 1].end
            name = text[word.start : stop]
            if not name.isascii() and name not in table:
                name = unaccented(name)
            if name not in table and text[stop : stop + 1] == "." and name + "." in table:
                stop += 1
                name += "."
            place = table.get(name)
            if place and (len(name) > 2 or name.isupper()):
                if name == "US" and _shouted(text, word.start):
                    continue
                out.append(Named(word.start, stop, name, *place))
                end = stop
                break
    return out


def _shouted(text: str, at: int) -> bool:
    """A line in capitals, where "US" may be the pronoun."""
    line = text[text.rfind("\n", 0, at) + 1 : at + 60].split("\n")[0]
    return line.isupper() and len(line) > 30


TITLE_BEFORE = lazy(
    r"(?:(?:\b(?:Lt|Lieutenant|Maj|Major|Brig|Brigadier|Vice|Rear|Air(?: Chief)?|Field|Grand|Army|Fleet|Chief)\.?[ -])?"
    r"\b(?:General|Gen|Marshal|Admiral|Adm|Colonel|Col|Captain|Capt|Commander|Commodore|Brigadier|Lieutenant|Lt|Major"
    r"|Sergeant|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Baron|Hon|Honou?rable|H\.?E"
    r"|His Excellency|Her Excellency|(?:His|Her)(?: Royal)? (?:Highness|Majesty|Holiness|Eminence)|HRH|HH|H\.H|Excellency|Shri|Smt|Madame?|Monsieur"
    r"|Sheikha?|Shaikha?|Shaykh|Prince|Princess|King|Queen|Emir|Sultan|Pope|Cardinal|Archbishop|Bishop|Rev(?:erend)?|Father|Rabbi"
    r"|Imam|Ayatollah|Mullah|Maulana|Tun|Tan Sri|Dato['’]?(?: Sri| Seri)?|Datuk(?: Seri)?|Daw|Engr?|Alhaji|Chief|Senator|Sen"
    r"|Amb|Comrade|Judge|Justice|Secretary|Minister|Ambassador|President|Chancellor|Premier|Crown Prince|First Lady)\b\.?"
    r"(?:,? \(?(?:[Rr]etd?|[Rr]td)\.?\)?)? ?)+$"
)
_OFFICE_WORDS = lazy(
    r"\b(?:(?:Vice|Chief) )?(?:Secretary|Minister|President|Chancellor|Premier|First Lady)\b\.? ?"
)
FEMALE = frozenset(
    "mrs ms miss dame lady baroness sheikha queen princess madame madam smt sister chairwoman congresswoman "
    "spokeswoman".split()
)
MALE = frozenset("mr sir lord sheikh shaikh king prince shri monsieur cardinal pope".split())
_NAME = lazy(
    r"(?:(?:[A-Z]\.[ -]?){1,5}(?=[A-Z]))?[A-ZÀ-ÞŠŽ][\w’'`-]+(?:[ ](?:(?:(?:bin|bint|ibn|al|el|ul|ur|de|da|do|dos|das|di|del|della|der|van"
    r"|von|la|le|ben|ould|af|ap|ter|ten|y|e|zu|abu|san|d)[ ]){0,3}(?:(?:[A-Z]\.){1,5}|[A-Z](?=[ ])|[A-ZÀ-ÞŠŽ][\w’'`-]+))){0,9}"
    r"(?:,?[ ](?:Jr|Sr)\b\.?|[ ]I{1,3}V?\b|[ ]VI{0,3}\b)?"
)


def person_spans(
    text: str, ents: Iterable[tuple[int, int, str]], places: Sequence[Named]
) -> list[tuple[int, int]]:
    """The pipeline's PERSON spans with the right boundaries: no title, office, country or possessive."""
    out: list[tuple[int, int]] = []
    taken = [(p.start, p.end) for p in places]
    for start, end, label in ents:
        if label != "PERSON":
            continue
        for s, e in _split_people(text, start, end):
            s, e = _trim(text, s, e)
            if (
                s < e
                and not any(
                    p < e and s < q and not (s <= p and q < e)
                    for p, q in taken[max(0, bisect_left(taken, (s,)) - 1) : bisect_left(taken, (e,))]
                )
                and text[s].isalpha()
                and text[max(0, s - 1) : s] != "/"  # the photographer of "(Xinhua/Yao Dawei)"
                and not any(c.isdigit() for c in text[s:e])
            ):
                if m := _HYPHENED.search(text, max(0, s - 25), s):  # "Jean-|Pierre Lacroix"
                    s = m.start()
                if out and _PARTICLES.fullmatch(text, out[-1][1], s):  # "Luiz Inacio | Lula da Silva"
                    s = out.pop()[0]
                more = _PARTICLE_NAME.match(text, e)
                out.append((s, more.end() if more else e))
    return out


_HYPHENED = lazy(r"\b[A-Z][\w’']*-$")
_PARTICLES = lazy(
    r"(?: (?!(?:President|Prime|Minister|Foreign|Secretary)\b|\w+day\b)[A-Z]\w+)?"
    r" (?:(?:bin|bint|ibn|al|el|ul|ur|de|da|do|dos|das|di|del|della|van|von|der|den|la|le|ben|ould) )*(?:(?:da|de|dos|bin|al) )?"
)
_PARTICLE_NAME = lazy(
    r"(?:-[A-Z][\w’']+)+|(?: (?:(?:bin|bint|ibn|al|el|ul|ur|de|da|do|dos|das|di|del|della|van|von|der|den|la|le|ben|ould) )+(?:Al )?[A-Z][\w’'-]*\w)+"
    r"| (?:Al|El)[ -][A-Z][\w’'-]*\w"
)


def _split_people(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A span that runs over "and", a comma or a line break holds several people, or one and a remark."""
    spans, at = [], start
    for m in re.finditer(r"\s+and\s+|\s*[\n\r(–—/;:]\s*|,\s+(?!(?:Jr|Sr)\b)|[\"“”]", text[start:end]):
        spans.append((at, start + m.start()))
        at = start + m.end()
    return [(s, e) for s, e in [*spans, (at, end)] if s < e]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\S+", text[start:end])]
    while words:
        bare = words[0][2].strip(".,").lower()
        if (
            bare in HONORIFICS
            or bare in RANKS
            or bare in OFFICE_HEADS
            or bare in NOT_NAMES
            or bare in OFFICE_MODIFIERS
        ):
            words.pop(0)
        elif (
            len(words) > 1
            and words[0][2].rstrip(".,'’s") in gazetteer()
            and (words[1][2].lower() in OFFICE_HEADS or text[max(0, start - 3) : start].lower() == "of ")
        ):  # "Egypt President X", "President of Mongolia | U.Khurelsukh"
            words.pop(0)
        else:
            break
    while words:
        bare = words[-1][2].strip(".,").lower()
        if (
            bare in OFFICE_HEADS
            and len(words) > 2
            or bare in NOT_NAMES
            or bare in LOWER_PARTICLES
            and words[-1][2].islower()
        ):
            words.pop()
        else:
            break
    if not words:
        return start, start
    first, last = start + words[0][0], start + words[-1][1]
    if text[last - 2 : last] in ("'s", "’s"):
        last -= 2
    elif text[last - 1 : last] in "'’" and last - first > 3:
        last -= 1
    while last > first and (
        text[last - 1] in ",;:!?" or text[last - 1] == "." and not _abbreviated(text, first, last)
    ):
        last -= 1
    if m := re.match(r",? (?:Jr|Sr)\b\.?", text[last : last + 6]):
        last += len(m.group())
    return first, last


def _abbreviated(text: str, start: int, end: int) -> bool:
    tail = text[start:end].rsplit(None, 1)[-1]
    return tail in ("Jr.", "Sr.") or re.fullmatch(r"(?:[A-Z]\.)+", tail) is not None


def _name_at(text: str, at: int, places: Mapping[int, Named]) -> tuple[int, int] | None:
    """A capitalised sequence at an offset that may be a name: no word of NOT_NAMES, no place, no office."""
    m = _NAME.match(text, at)
    if not m:
        return None
    end = at
    for word in re.finditer(r"\S+", m.group()):
        bare = word.group().strip(".,").removesuffix("'s").removesuffix("’s")
        low = bare.lower()
        if (
            low in NOT_NAMES
            or low in OFFICE_HEADS
            or (place := places.get(at + word.start()))
            and place.end - place.start >= len(bare)
        ):
            break
        end = at + word.end()
        if len(bare) < len(word.group()) and word.group()[-2:] in ("'s", "’s"):
            break
    first = text[at:end].split(None, 1)[0].strip(".").lower() if end > at else ""
    if not first or first in OFFICE_MODIFIERS or first in RANKS or first in HONORIFICS:
        return None
    return _trim(text, at, end)


def _offices(
    text: str, words: Sequence[Word], places: Sequence[Named], names: set[int], ends: set[int]
) -> list[Office]:
    """The offices of the text, grown from their head words ("minister") to both sides."""
    place_at = {p.start: p for p in places}
    place_to = {p.end: p for p in places}
    out: list[Office] = []
    i = 0
    while i < len(words):
        word = words[i]
        if (
            word.low not in OFFICE_HEADS
            or word.start in names
            or word.low == "state"
            or (
                word.low in ("head", "chief", "members", "member", "deputy", "prince", "king")
                and not _heads(text, words, i)
            )
        ):
            i += 1
            continue
        first = _grow_left(text, words, i, place_to, place_at, names, ends)
        last, far, behind = _grow_right(text, words, i, place_at, names)
        country, outer = _country_before(text, words, first, place_to)
        while first < i and words[first].low in OFFICE_ATTRIBUTES:
            first += 1
        start = words[first].start
        inside = (
            bisect_right(places, start, key=FIRST),
            bisect_left(places, last, key=FIRST),
        )
        held = places[inside[0] : inside[1]]
        within = next((p.country for p in held if p.kind != "city"), None)
        if within and re.search(r"\b(?:to|for|with) (?:the )?$", text[start : held[0].start]):
            within = None
        office = Office(start, last, outer, text[start:last], word.low, country or behind or within, far=far)
        if outer < start and (
            m := re.search(r"(?i)\b(former|acting|ex|interim|deputy)[ -]$", text[max(0, outer - 9) : outer])
        ):
            office.text = f"{m[1]} {office.text}"
        office.plural = word.low.endswith("s") and word.low not in ("charge d'affaires",)
        office.counterpart = word.low.startswith(("counterpart", "peer"))
        out.append(office)
        while i < len(words) and words[i].start < last:
            i += 1
    return out


def _heads(text: str, words: Sequence[Word], i: int) -> bool:
    """Words that are offices only in company: "head of", "chief of", "Policy Chief", "King" before a name."""
    nxt = words[i + 1] if i + 1 < len(words) else None
    if nxt and nxt.low == "of":
        return True
    if i and words[i - 1].low == "crown":
        return True
    if (
        i
        and words[i].low in ("head", "chief")
        and nxt
        and nxt.text[0].isupper()
        and words[i - 1].text[0].isupper()
    ):
        return True
    if words[i].low in ("prince", "king", "head", "chief", "deputy"):
        return bool(
            nxt
            and text[words[i].end : nxt.start] == " "
            and (nxt.text[0].isupper() or nxt.low in OFFICE_HEADS)
            and words[i].text[0].isupper()
        ) or (
            i > 0
            and words[i].low == "chief"
            and text[words[i - 1].end : words[i].start] == " "
            and words[i - 1].low not in ("the", "a", "in")
        )
    return i > 0 and words[i].text[0].isupper() and words[i - 1].text[0].isupper()


def _grow_left(
    text: str,
    words: Sequence[Word],
    i: int,
    place_to: Mapping[int, Named],
    place_at: Mapping[int, Named],
    names: set[int],
    ends: set[int],
) -> int:
    """Index of an office's first word: modifiers, and capitalised words where the head has a capital."""
    first, j = i, i - 1
    before = words[i - 1] if i else words[i]
    capital = (
        words[i].text[0].isupper()
        or before.text[0].isupper()
        and before.end not in ends
        and before.end not in place_to
    )
    while j >= 0 and i - j <= 14:
        word, gap = words[j], text[words[j].end : words[j + 1].start]
        if gap not in (" ", "-", "/", " (", ") ", "’s ", "'s ", ", ", "’s (", "'s (") or word.end in ends:
            break
        place = place_to.get(word.end) or place_to.get(word.end + 1)
        if place and (
            place.kind in ("country", "demonym", "city", "organisation")
            or place.text in ("Union", "External Affairs", "White House", "Kremlin")
        ):
            if place.text == "External Affairs":
                first = j - 1 if words[j].start != place.start else j
            break
        if gap in ("’s ", "'s ", "’s (", "'s (") and not (capital and word.text[0].isupper()):
            break
        if (
            gap == ", "
            and word.low not in OFFICE_MODIFIERS
            or word.low in HONORIFICS
            or word.low == "highness"
        ):
            break
        if word.low in ("and", "of", "for", "the", "cum") and capital:
            previous = words[j - 1] if j else None
            linked = previous and (
                previous.text[0].isupper()
                and previous.end not in ends
                and not place_to.get(previous.end)
                and previous.low not in FUNCTION_WORDS
            )
            if (
                not linked
                or word.low == "the"
                or previous
                and previous.low in OFFICE_HEADS
                and word.low != "and"
            ):
                break
            if word.low in ("and", "cum") and not _two_offices(words, j):
                break
        elif word.low in OFFICE_MODIFIERS:
            if word.start in names:
                break
            first = j
        elif word.low in OFFICE_HEADS and gap in (" ", "-", "/"):
            if (
                word.low in ("secretary", "minister")
                and gap == " "
                and words[j + 1].low not in ("general", "designate")
            ):
                break
            first = j
        elif (
            capital and word.text[0].isupper() and word.start not in names and word.low not in FUNCTION_WORDS
        ):
            first = j
        else:
            break
        j -= 1
    return first


def _two_offices(words: Sequence[Word], j: int) -> bool:
    """Whether "and" at index j joins two offices of one person or a portfolio of two words."""
    return words[j - 1].low not in OFFICE_HEADS or words[j + 1].low in OFFICE_MODIFIERS | OFFICE_HEADS


def _suffix(head: str, word: str) -> bool:
    """Whether a word ends the name of an office: "Secretary General", not "counterpart General Shoigu"."""
    general = head in (
        "secretary",
        "director",
        "attorney",
        "governor",
        "consul",
        "auditor",
        "inspector",
        "solicitor",
    )
    return word in OFFICE_SUFFIXES and (word != "general" or general)


def _grow_right(
    text: str, words: Sequence[Word], i: int, place_at: Mapping[int, Named], names: set[int]
) -> tuple[int, int, str | None]:
    """End of an office with its "of …"/"for …", the end with a country behind it, and that country."""
    end = far = words[i].end
    k, country = i + 1, None
    while k < len(words) and words[k].start not in names:
        word, gap = words[k], text[words[k - 1].end : words[k].start]
        if (
            gap in (" ", "-")
            and _suffix(words[i].low, word.low)
            and word.text[0].isupper() >= words[i].text[0].isupper()
        ):
            end = far = word.end
            k += 1
        elif gap == "/" or gap == " " and word.low in ("and", "cum"):  # two offices of one person
            head = _office_ahead(words, k if gap == "/" else k + 1)
            if head is None or words[i].low.endswith("s") or words[head].text[0].islower():
                break
            end2, far2, country2 = _grow_right(text, words, head, place_at, names)
            named = any(s in names for s in range(far2, far2 + 24)) and "," not in text[far2 : far2 + 3]
            if gap == "/" or named and words[i].text[0].isupper():
                end, far, country = end2, far2, country or country2
            break
        elif word.low == "to" and words[i].low in _SERVANTS and (head := _served(words, k + 1)) is not None:
            end, far, country = _grow_right(text, words, head, place_at, names)
            whose = [place_at[w.start].country for w in words[k:head] if w.start in place_at]
            country = country or next(iter(whose), None)
            break
        elif gap == " " and word.low in ("of", "for", "to", "on") and k + 1 < len(words):
            stop, country_here = _object(text, words, k + 1, word.low, place_at, names)
            if stop is None and word.low == "of" and (m := _PLAIN_OBJECT.match(text, word.start)):
                stop = m.end()
            if stop is None:
                break
            k = next((n for n in range(k, len(words)) if words[n].start >= stop), len(words))
            if country_here and word.low == "of":
                country, far = country_here, stop
                if (
                    k + 1 < len(words)
                    and words[k].low in ("to", "for")
                    and text[stop : words[k].start] == " "
                ):
                    far = _object(text, words, k + 1, words[k].low, place_at, names)[0] or far
            else:
                end = far = stop
        elif (
            gap == " "
            and word.low == "at"
            and k + 1 < len(words)
            and (place := place_at.get(words[k + 1].start))
        ):
            country = place.country or None  # "director general at Japan's foreign ministry"
            break
        else:
            break
    return end, far, country


_SERVANTS = frozenset(
    "adviser advisor advisers advisors aide aides assistant envoy counsel secretary".split()
)


def _served(words: Sequence[Word], k: int) -> int | None:
    """Index of the office that somebody serves: "Adviser to the | Prime Minister on …"."""
    while k < len(words) and (words[k].low == "the" or words[k].text.isupper()):
        k += 1
    return _office_ahead(words, k)


_STATE_FORM = lazy(
    r"(?:(?:Islamic|Federal|Federative|Democratic|People['’]s|Arab|Socialist|Bolivarian|Plurinational|Hashemite|Cooperative|United|Grand) )*"
    r"(?:Republic|Kingdom|State|Sultanate|Duchy|Principality|Federation|Commonwealth) of (?:the )?"
    r"|[A-Z]\w+ (?P<after>Republic|Kingdom|Confederation)\b"
)
_PLAIN_OBJECT = lazy(r"of (?:the |its |their |a )?(?:[a-z’'-]+ ){0,4}[a-z-]{4,}(?=,|\.|;| of (?:the )?[A-Z])")


def _object(
    text: str, words: Sequence[Word], k: int, preposition: str, place_at: Mapping[int, Named], names: set[int]
) -> tuple[int | None, str | None]:
    """End of the noun phrase behind an office's preposition; and the country if it is one."""
    start = k
    while k < len(words) and words[k].low in ("the", "a") and text[words[k].end : words[k].end + 1] == " ":
        k += 1
    if k >= len(words) or words[k].start in names:
        return None, None
    place = place_at.get(words[k].start)
    if m := _STATE_FORM.match(
        text, words[k].start
    ):  # "of the Republic of Uzbekistan", "of the Italian Republic"
        named = place if m["after"] else place_at.get(m.end())
        if named and named.kind in ("country", "demonym"):
            return (m.end() if m["after"] else named.end), named.country
    if preposition == "to" and (place is None or words[k].low in HONORIFICS):
        return None, None
    if place and place.kind in ("country", "organisation"):
        if preposition == "to" and place.kind == "country":
            return place.end, None
        after = text[place.end : place.end + 3]
        tail = re.match(r"(?: [A-Z][\w-]+){1,4}", text[place.end : place.end + 60])
        if (
            place.kind == "country"
            and not after.startswith(("'s ", "’s "))
            and not (tail and _BODY.search(tail.group()))
        ):
            if m := re.match(r" \([A-Z][A-Za-z.]{1,6}\)", text[place.end : place.end + 10]):
                return place.end + len(m.group()), place.country
            return place.end, place.country
    end: int | None = None
    first = k
    while k < len(words) and k - start < 16:
        word = words[k]
        gap = text[words[k - 1].end : word.start] if k > first else " "
        if (
            word.start in names
            or word.low in HONORIFICS
            or gap not in (" ", "-", " (", ") ", ", ", "’s ", "'s ", "/", " & ")
        ):
            break
        nxt = words[k + 1] if k + 1 < len(words) else None
        if (
            word.text[0].isupper()
            or PORTFOLIO.match(word.text)
            and word.low not in ("the", "a", "an", "and", "of", "for", "on", "to", "in")
        ):
            if gap == ", " and (end is None or not _listed(text, words, k, names)):
                break
            if k > first and gap == " " and (word.low in OFFICE_HEADS or _name_begins(text, words, k, names)):
                break
            end = word.end
        elif (
            (
                word.low in ("and", "of", "for", "the", "&")
                or word.low == "with"
                and words[k - 1].low == "relations"
            )
            and nxt
            and (
                (nxt.text[0].isupper() and nxt.start not in names)
                or nxt.low == "the"
                or PORTFOLIO.match(nxt.text)
            )
        ):
            beyond = place_at.get(
                words[k + 2].start if nxt.low == "the" and k + 2 < len(words) else nxt.start
            )
            if word.low == "of" and beyond and beyond.kind == "country":
                break
            if word.low == "and" and (
                nxt.low in OFFICE_HEADS
                or _office_ahead(words, k + 1) is not None
                or (place_at.get(nxt.start) and end and place_at.get(first))
            ):
                break
        else:
            break
        k += 1
    if (
        end is not None
        and text[end : end + 2] == " ("
        and (m := re.match(r" \([A-Z][A-Za-z&.-]{1,9}\)", text[end : end + 13]))
    ):
        end += len(m.group())
    if end is not None and text[end : end + 1] == ")" and "(" in text[words[first].start : end]:
        end += 1
    return end, None


_BODY = lazy(
    r"(?i)\b(?:organi[sz]ation|liberation|bank|council|ministry|party|union|authority|movement|congress|assembly|parliament"
    r"|agency|institute|army|forces|government|delegation|academy|association|federation|front|corporation)\b"
)


_CAPITALS = lazy(r"(?:[A-Z&][\w’'.-]*|of|and|for|the|[\s,])*")


def _name_begins(text: str, words: Sequence[Word], k: int, names: set[int]) -> bool:
    """Whether a name follows a portfolio that is complete: "Minister of Foreign Affairs | Tang Jiaxuan"."""
    known = PORTFOLIO.match(words[k].text) or words[k].low in OFFICE_MODIFIERS | INSTITUTION_WORDS
    complete = words[k - 1].text[0].isupper() and PORTFOLIO.match(words[k - 1].text)
    at = words[k].start
    named = any(s in names and _CAPITALS.fullmatch(text, at, s) for s in range(at + 1, at + 60))
    return bool(not known and complete and not named and _office_ahead(words, k) is None)


def _listed(text: str, words: Sequence[Word], k: int, names: set[int]) -> bool:
    """Whether a comma stands inside a portfolio ("Economic Growth, Energy, and the Environment")."""
    for n in range(k, min(k + 6, len(words))):
        if words[n].start in names or words[n].low in OFFICE_HEADS:
            return False
        if words[n].low == "and":
            return (
                n + 1 < len(words) and words[n + 1].start not in names and _office_ahead(words, n + 1) is None
            )
        if words[n].text[0].islower():
            return False
    return False


def _office_ahead(words: Sequence[Word], k: int) -> int | None:
    """Index of the office that the words from index k lead to, capitalised or modifiers all of them."""
    for n in range(k, min(k + 5, len(words))):
        if words[n].low in OFFICE_HEADS:
            return n
        if not (words[n].text[0].isupper() or words[n].low in OFFICE_MODIFIERS):
            return None
    return None


def _country_before(
    text: str, words: Sequence[Word], first: int, place_to: Mapping[int, Named]
) -> tuple[str | None, int]:
    """The country or organisation named directly before an office, and where it begins."""
    start = words[first].start
    if m := re.search(
        r" \([A-Z][A-Za-z]{1,7}\)(?: |['’]s )$", text[max(0, start - 14) : start]
    ):  # "Republic of Korea (ROK)"
        place = place_to.get(start - len(m.group()))
        return (place.country, place.start) if place else (None, start)
    for gap in ("’s ", "'s ", " ", "-", "’ ", "' "):
        at = start - len(gap)
        if text[at:start] == gap and (place := place_to.get(at)):
            if place.kind in ("country", "demonym", "organisation", "metonym") or gap.startswith(("'", "’")):
                return place.country, place.start
    return None, start


def _between(text: str, start: int, end: int) -> str | None:
    """The title words between an office and a name; None if anything else stands there."""
    gap = text[start:end]
    if not gap.strip(" ,"):
        return "" if len(gap) <= 2 else None
    m = TITLE_BEFORE.search(gap) if len(gap) <= 60 else None
    return m.group().strip() if m and not gap[: m.start()].strip(" ,") else None


def _attach(text: str, offices: Sequence[Office], at: Sequence[tuple[int, int, Person]], body: int) -> None:
    """Give the offices to the people they stand beside: directly before a name, or behind it as an apposition.

    Offices from offset ``body`` on go before those of the headline, which shortens them.
    """
    starts = [start for start, _, _ in at]
    for office in offices:
        i = bisect_left(starts, office.far)
        listed = office.plural and i < len(at) and _LIST_OPENS.fullmatch(text, office.far, at[i][0])
        if i == len(at) or not listed and _between(text, office.far, at[i][0]) is None:
            continue
        if "," in text[office.far : at[i][0]] and not _CLOSES.match(text, at[i][1]):
            continue
        office.people.append(at[i][2])
        while office.plural and i + 1 < len(at) and _joined(text, at[i][1], at[i + 1][0]):
            i += 1
            office.people.append(at[i][2])
    for office in offices:
        i = bisect_left(starts, office.outer) - 1
        if not office.people and not office.plural and i >= 0:
            if _APPOSITION.fullmatch(text, at[i][1], office.outer):
                office.people.append(at[i][2])
    for office in sorted(offices, key=lambda o: o.start < body):
        for person in office.people:
            if not office.counterpart:
                _appoint(person, office)


_LIST_OPENS = lazy(r"(?: of [\w’' -]{3,40})?: ")
_CLOSES = lazy(r"[^\n.]{0,60}?(?:,|\)|\bsaid\b|\btold\b|\bhas\b|\bhad\b|\band\b|\.)")
_APPOSITION = lazy(
    r"(?:,? (?:Jr|Sr)\.)?(?: (?:of|from) [A-Z][\w. ]{1,30})?"
    r"(?:,\s?|\s[–—-]\s|\s\()(?:who (?:is|was|serves as)\s)?(?:(?:also|currently|then)\s)?(?:(?:the|a|an|its|his|her)\s)?"
    r"(?:(?!and\b|but\b|with\b)[\w-]+\s)?"
    r"|\s(?:is|was|as|in (?:his|her) (?:role|capacity) as)\s(?:(?:the|a|an|its)\s)?"
)


def _joined(text: str, start: int, end: int) -> bool:
    """Whether only a list goes on between two names: "A of Egypt, B of Greece and C"."""
    gap = text[start:end]
    return (
        len(gap) < 70
        and re.fullmatch(
            r"(?:\s(?:of|from)\s(?:the\s)?[A-Z][\w’'. -]*?|\s\([A-Z][\w. ]*\))?(?:,|,?\s+and|,?\s+as\swell\sas|,?\s+with)\s+(?:(?:[A-Z][\w’']+\s|[A-Z]\.[A-Z.]+\s){0,3})?",
            gap,
        )
        is not None
    )


def _appoint(person: Person, office: Office) -> None:
    """Record an office of a person: the first that the text gives, or a longer one that spells it out."""
    person.sure = True
    if office.head.startswith(("diplomat", "official")):  # "a Mauritanian diplomat" is no office
        return
    text = _singular(office.text, office.plural)
    known = (person.role or "").lower()
    fuller = len(known.split()) <= 2 and known in text.lower() and len(text) > len(known)
    if (
        not known
        or known in ("prince", "princess")
        or fuller
        and not text.lower().startswith(("former ", "ex"))
    ):
        person.role, person.role_at = text, (office.start, office.end)
    if office.country and not person.country:
        person.country = office.country


def _singular(role: str, plural: bool) -> str:
    """ "Foreign Ministers" of several people is "Foreign Minister" of each."""
    if not plural:
        return role
    return re.sub(
        r"(?i)\b(minister|president|secretar(?=ies)|chancellor|premier|ambassador|leader|chief|advis[eo]r|king|commissioner|director|head)(?:ies|s)\b",
        lambda m: m[1] + ("y" if m[1].lower().endswith("secretar") else ""),
        role,
    )


def _same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the shorter of two folded names can be a form of the longer one."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if not short:
        return False
    if len(short) == 1:
        return (
            short[0] in (long[-1], long[0])
            or any(_alike(short[0], w) for w in (long[-1],))
            or (len(short[0]) > 3 and short[0] in long)
        )
    surname = (
        short[-1] in long[-2:]
        or short[-1] == long[-1]
        or _alike(short[-1], long[-1])
        or short[0] == long[-1]
        and short[-1] == long[0]
    )
    rest = [w for w in short[:-1] if len(w) > 1]
    return (
        surname
        and all(any(w == v or _alike(w, v) or (len(v) == 1 and v == w[0]) for v in long) for w in rest)
        and not ({"jr", "sr"} & set(short) ^ {"jr", "sr"} & set(long) and len(short) > 2)
    )


def _alike(a: str, b: str) -> bool:
    """Two spellings of one name: one letter more, less or other in five or more."""
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or a[0] != b[0]:
        return False
    i = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[i + 1 :] == b[i + 1 :] or a[i + 1 :] == b[i:] or a[i:] == b[i + 1 :]


@lru_cache(maxsize=4096)
def _spellings(word: str) -> tuple[str, ...]:
    """A word and what is left of it without one letter: two that are alike have one of these in common."""
    return (word, *(word[:i] + word[i + 1 :] for i in range(1, len(word) if len(word) > 4 else 0)))


def _people(
    text: str, spans: Sequence[tuple[int, int]], places: Sequence[Named]
) -> tuple[list[Person], list[tuple[int, int, Person]]]:
    """Merge the named spans into people: full names first, then surnames with the last person of that name."""
    people: list[Person] = []
    found: list[tuple[int, int, Person]] = []
    before = {p.end: p for p in places}
    namesakes: dict[str, list[Person]] = {}  # who may be meant by a word: nobody else is compared
    parsed = []
    for start, end in sorted(set(spans)):
        words = tuple(fold(m.group()) for m in re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*", text[start:end]))
        m = TITLE_BEFORE.search(text, max(0, start - 60, text.rfind("\n", 0, start) + 1), start)
        title = (
            m.group().strip() if m and text[m.end() : start].strip() == "" and m.end() >= start - 1 else None
        )
        if m and text[m.start() - 1 : m.start()] == "-":  # "Secretary-General"
            title = None
        title = _OFFICE_WORDS.sub("", title).strip() or None if title else None
        parsed.append((start, end, words, title))
    for start, end, words, title in sorted(parsed, key=lambda p: -min(2, len(p[2]))):
        honorific = (title or "").lower().replace(".", "").split()
        female = True if FEMALE & set(honorific) else False if MALE & set(honorific) else None
        country = None
        for gap in ("’s ", "'s "):
            if text[start - len(gap) : start] == gap and (place := before.get(start - len(gap))):
                country = place.country
        spellings = list(chain.from_iterable(map(_spellings, words)))
        near = {id(p) for spelling in spellings for p in namesakes.get(spelling, ())}
        matches = [
            p
            for p in people
            if id(p) in near
            and _same_name(words, p.words)
            and not (female is not None and p.female is not None and p.female != female and len(words) == 1)
        ]
        if len(matches) > 1:  # the last one named before this place
            matches.sort(
                key=lambda p: max(
                    (s for s, _ in p.mentions if s < start), default=-min(s for s, _ in p.mentions)
                )
            )
        person = matches[-1] if matches else None
        if person is None:
            person = Person(text[start:end], ())
            people.append(person)
        if len(words) > len(person.words):
            person.name, person.words = text[start:end], words
            for spelling in spellings:
                namesakes.setdefault(spelling, []).append(person)
        person.mentions.append((start, end))
        if female is not None:
            person.female = female
        if title and not person.title:
            person.title = title
        if title or len(words) > 1:
            person.sure = True
        if country and not person.country:
            person.country = country
        found.append((start, end, person))
    for person in people:
        person.mentions.sort()
        person.name = text[
            slice(*max(person.mentions, key=lambda s: (len(WORD.findall(text[s[0] : s[1]])), -s[0])))
        ]
    people.sort(key=lambda p: p.mentions[0])
    return people, sorted(found, key=lambda f: f[:2])


_SURNAME = lazy(r"[\w’'-]+(?=(?:,? (?:Jr|Sr)\.?)?$)")


def _further_names(
    text: str, words: Sequence[Word], spans: Sequence[tuple[int, int]], places: Sequence[Named]
) -> list[tuple[int, int]]:
    """Names that the pipeline left out: behind a title or office, and repeated surnames of people known."""
    place_at = {p.start: p for p in places}
    taken = sorted(spans)
    covered = {s for s, _ in taken}
    inside = {
        w.start
        for w in words
        if (i := bisect_right(taken, (w.start, len(text)))) and taken[i - 1][1] > w.start
    }
    out = list(taken)
    surnames = {
        m.group() for s, e in taken for m in [_SURNAME.search(text, s, e)] if m and len(m.group()) > 2
    }
    for i, word in enumerate(words):
        if word.start in inside or not word.text[0].isupper():
            continue
        previous = words[i - 1] if i else None
        beside = previous and text[previous.end : word.start] in (" ", ". ")
        titled = (
            beside
            and previous is not None
            and (
                previous.low in HONORIFICS
                and previous.text[0].isupper()
                and previous.low not in ("he", "me", "m", "u", "ato", "ing", "miss")
                or previous.low in RANKS
                and previous.text[0].isupper()
                and previous.low not in ("field", "air", "army", "vice", "rear", "staff", "major")
                or previous.low in OFFICE_HEADS
                and previous.low
                not in (
                    "members",
                    "member",
                    "officials",
                    "official",
                    "leaders",
                    "counterparts",
                    "state",
                    "deputies",
                    "head",
                    "attorney",
                    "charge",
                    "diplomats",
                    "mps",
                )
                and text[previous.end : word.start] == " "
            )
        )
        if titled and (span := _name_at(text, word.start, place_at)):
            name = text[span[0] : span[1]]
            if name and name not in gazetteer() and _office_ahead(words, i) is None:
                out.append(span)
                covered.add(span[0])
                inside |= {w.start for w in words[i : i + 8] if span[0] <= w.start < span[1]}
                surnames.add(name.rsplit(None, 1)[-1])
    for word in words:
        if (
            word.text in surnames
            and word.start not in inside
            and word.start not in place_at
            and word.low not in NOT_NAMES
        ):
            if not re.match(r"[ -][A-Z]", text[word.end : word.end + 2]) and not re.search(
                r"[A-Z][\w-]+[ -]$", text[max(0, word.start - 20) : word.start]
            ):
                out.append((word.start, word.end))
    return sorted(set(out))


# --- Entities: the Reading --------------------------------------------------------------------------

# What tells a meeting. Order is meaning only within a sentence: the first that fits gives the mode.
CUES = (
    Rule(
        "video",
        r"(?i)\b(?:video[- ]?(?:conference|conferencing|call|link|talks|meeting|summit|chat)|videoconference|teleconference|virtual(?:ly)?\ (?:\w+\ ){0,3}?(?:meeting|summit|talks|dialogue|consultations|conference|visit|session|event|round)|virtually|(?:online|virtual)\ (?:\w+\ )?(?:meeting|summit|talks|session)|via\ zoom|by\ video)\b",
        "the leaders held «virtual talks» on",
    ),
    Rule(
        "phone",
        r"(?i)\b(?:tele)?phone(?:\ (?:call|conversation|talks?|discussion|contact|conversations|calls))|\b(?:by|on|over|via)\ (?:the\ )?(?:tele)?phone\b|\b(?:tele)?phoned\b|\bspoke\ (?:\w+\ ){0,2}?(?:by|on|over)\ (?:the\ )?(?:tele)?phone|\b(?:a|had\ a|conference|in\ a|his|her)\ (?:\w+\ )?call\ (?:with|from|to|between|today|on|in)\b|[’']s\ call\ (?:with|to)\b|\bcalls?\ with\b|\bcalled\ (?=(?-i:[A-Z][\w.]+\ [A-Z][\w.]+\ (?:[A-Z]|on|to|today)|(?:his|her)\ [A-Z]))|\breadout\ of\ .{0,80}\bcall\b|\bcall\ between\b",
        "held a «phone conversation» with",
    ),
    Rule(
        "spoke",
        r"\b(?:[Ss]poke|[Ss]peaks|[Ss]poken)\ (?:\w+\ ){0,2}?(?:with|to)\b(?!\ (?:reporters|journalists|the\ (?:press|media)|media|the\ nation|parliament))",
        "Secretary Blinken «spoke today with» Croatian",
        "a phone call unless a place is named",
    ),
    Rule(
        "in-person",
        r"(?i)\b(?:met(?!\ (?:the\ (?:need|demand|criteria|requirement|condition|deadline|challenge|target)|by\b|all\b))|meets?(?=\ (?:with\b|today|on|in\b|his|her|their|the\ \w+\ (?:president|minister|prime|king|chancellor|secretary)|for\b|at\b)|$|\ (?-i:[A-Z]))|meeting|meetings|(?:held|hold|holds|holding|have|had|having)\ (?:[\w-]+\ ){0,4}?(?:talks?|discussions?|consultations?|negotiations?|dialogue|conversations?|summit)|talks|tête-à-tête|summit|sat\ down\ with|conferred\ with|paid\ (?:\w+\ ){0,2}(?:a\ )?(?:courtesy\ )?(?:call|visit)|courtesy\ call|called\ on\ (?=(?:the\ )?(?:president|prime|minister|king)\b)|presented\ (?:\w+\ ){0,3}credentials|credentials|letters\ of\ credence|audience)\b",
        "The two presidents «met» in Sochi",
    ),
    Rule(
        "host",
        r"(?i)\b(?:host(?:s|ed|ing)?|receiv(?:e|es|ed|ing)|welcom(?:e|es|ed|ing)|greeted|greets|co-?chaired|chaired|co-?led|joined|attended|visited|visits?|visiting|arrived|dialogue|consultations|negotiations|conference|forum|convened|gathered|discussed|signed)\b",
        "King Abdullah «received» the Minister",
        "weak: counts only in the headline or the first sentences, with somebody named",
    ),
)
# A sentence without a word that begins so has no cue: asked first, since it is cheaper.
CUE_STEMS = tuple(
    "video teleconf virtual online zoom phone telephon spoke speak call readout met meet talk discuss consult negotiat "
    "dialog convers summit tête sat conferr paid courtesy credential letter audience host receiv welcom greet co-chair "
    "cochair chair co-led coled led join attend visit arriv conferenc forum conven gather sign".split()
)
Mode = Literal["in-person", "phone", "video"]


class Cue(NamedTuple):
    """A word that tells a meeting: half-open offsets, the rule's id, and the index of its sentence."""

    start: int
    end: int
    id: str
    sentence: int


@dataclass(slots=True)
class Reading:
    """An article with what several fields need, computed once.

    ``text`` is the article's with plain spaces (``flat``), ``people`` are all persons named, ``at`` every place where one is named or described ("the minister"),
    ``home`` the country whose officials go without an adjective, ``focus`` the indices of the sentences that
    report the principal meeting, the headline's among them, ``mode`` how it was held (None: no meeting), ``party``
    the people who took part.
    """

    article: Article
    text: str
    lines: Sequence[Line]
    sents: list[Sentence]
    words: list[Word]
    places: list[Named]
    people: list[Person]
    offices: list[Office]
    at: list[tuple[int, int, Person]]
    marked: list[Marked] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    home: str | None = None
    cues: list[Cue] = field(default_factory=list)
    focus: list[int] = field(default_factory=list)
    mode: Mode | None = None
    party: list[Person] = field(default_factory=list)
    told: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # scenes by sentence
    reported: bool = False  # the meeting is told in quotations only ("a spokesman said: …")

    def span(self, start: int, end: int) -> Span:
        """A Span of the article's own text."""
        return Span(start, end, self.article.text[start:end])

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence at an offset, or of the last one before it."""
        return max(0, bisect_right(self.sents, offset, key=FIRST) - 1)

    def having(self, stems: tuple[str, ...]) -> list[int]:
        """Indices of the sentences with a word that begins with one of some stems, or has one behind a hyphen."""
        found = {
            self.sentence_at(word.start)
            for word in self.words
            if word.low.startswith(stems)
            or "-" in word.low
            and any(part.startswith(stems) for part in word.low.split("-"))
        }
        return sorted(found)

    def within(self, items: Sequence[Any], start: int, end: int) -> list[Any]:
        """The items (sorted, each beginning with its offset) that begin in ``start:end``."""
        return list(items[bisect_left(items, start, key=FIRST) : bisect_left(items, end, key=FIRST)])

    def quoted(self, offset: int) -> bool:
        """Whether an offset lies between double quotation marks, in an article that is no quotation itself."""
        if self.reported:
            return False
        i = bisect_right(self.marked, offset, key=FIRST) - 1
        return i >= 0 and self.marked[i].start <= offset < self.marked[i].end and not self.marked[i].single


def read(article: Article, ents: Iterable[tuple[int, int, str]]) -> Reading:
    """Read an article: ``ents`` are the pipeline's entities as (start, end, label), offsets in characters."""
    lines = layout(article.text)
    text = flat(article.text, lines)
    sents = sentences(text, lines)
    content = [line for line in lines if line.kind in ("title", "body")]
    starts = [line.start for line in content]
    ents = [e for e in ents if (i := bisect_right(starts, e[0])) and e[0] < content[i - 1].end]
    words = words_of(text, sents)
    places = named_places(text, words)
    spans = _whole(_further_names(text, words, person_spans(text, ents, places), places))
    inner = _inside(words, spans)
    places = _places(text, words, places, ents, inner)
    offices = _offices(text, words, places, inner, {e for _, e in spans})
    if behind := _names_behind(text, offices, inner, places):
        spans = _whole([*spans, *behind])
        inner = _inside(words, spans)
        places = [p for p in places if p.start not in inner]
        offices = _offices(text, words, places, inner, {e for _, e in spans})
    people, at = _people(text, spans, places)
    _attach(text, offices, at, next((s.start for s in sents if s.kind == "body"), 0))
    _respective(text, offices, places, at)
    _belong(text, at, places)
    reading = Reading(article, text, lines, sents, words, places, people, offices, at)
    reading.marked = marked(text, lines)
    reading.times = times(text, sents, article.published)
    _same_office(reading)
    _counterparts(reading)
    _describe(reading)
    _sides(reading)
    _focus(reading)
    reading.party = _party(reading)
    return reading


def _whole(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order without those inside others."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out


def _inside(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> set[int]:
    """Starts of the words that lie in spans."""
    starts = [w.start for w in words]
    return {w for start, end in spans for w in starts[bisect_left(starts, start) : bisect_left(starts, end)]}


def _places(
    text: str,
    words: Sequence[Word],
    places: Sequence[Named],
    ents: Iterable[tuple[int, int, str]],
    names: set[int],
) -> list[Named]:
    """The gazetteer's places that are no part of a person's name, and the pipeline's that it does not know."""
    known = [p for p in places if p.start not in names]
    taken = _inside(words, [p[:2] for p in known]) | names
    more = [
        Named(s, e, text[s:e], "place", "")
        for s, e, label in ents
        if label in ("GPE", "LOC") and s not in taken and text[s:e] not in REGIONS and e - s > 2
    ]
    return sorted(known + more)


def _names_behind(
    text: str, offices: Sequence[Office], names: set[int], places: Sequence[Named]
) -> list[tuple[int, int]]:
    """Names directly behind an office that neither the pipeline nor a title gave: "President of Kazakhstan X Y"."""
    place_at = {p.start: p for p in places if p.kind != "place"}
    out = []
    for office in offices:
        at = office.far + 1
        if (
            text[office.far : at] == " "
            and at not in names
            and not office.head.startswith(("official", "member"))
        ):
            span = _name_at(text, at, place_at)
            if span and span[0] == at and len(text[slice(*span)]) > 2:
                out.append(span)
        elif m := _SET_OFF.match(
            text, office.far
        ):  # "the Minister of Foreign Affairs of Latvia, Baiba Braže, met"
            if (
                m.start("name") not in names
                and (span := _name_at(text, m.start("name"), place_at))
                and span[1] == m.end("name")
            ):
                out.append(span)
        if (m := _SET_BEFORE.search(text, max(0, office.outer - 70), office.outer)) and m.start(
            "name"
        ) not in names:
            span = _name_at(text, m.start("name"), place_at)  # "with Mihai Popșoi, Deputy Prime Minister"
            if span and span == m.span("name"):
                out.append(span)
        if office.plural:  # "Foreign Ministers A of Egypt, B of Greece and C of Cyprus"
            for m in _LISTED_NAME.finditer(text, office.end, office.end + 400):
                if m.start("name") not in names and (span := _name_at(text, m.start("name"), place_at)):
                    out.append(span)
    return out


_SET_OFF = lazy(r", (?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'.-]*){1,3}),")
_SET_BEFORE = lazy(
    r"\b(?:with|and|met|by|host(?:ed|s)|receiv(?:ed|es)) (?P<name>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'.-]*){1,3}), (?:the )?$"
)
_LISTED_NAME = lazy(r"(?:, |\band )(?P<name>[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+) of (?:the )?[A-Z]")


def _respective(
    text: str, offices: Sequence[Office], places: Sequence[Named], at: Sequence[tuple[int, int, Person]]
) -> None:
    """Offices and countries told in one order: "the foreign ministers of A and B, X and Y"; "his A and B counterparts, X and Y"."""
    starts = [start for start, _, _ in at]
    lands = [p for p in places if p.kind in ("country", "demonym")]
    for office in offices:
        if not office.plural:
            continue
        behind = bisect_left(lands, office.end, key=FIRST)
        ahead = bisect_left(lands, office.start, key=FIRST)
        after = _run(text, lands[behind : behind + 4], office.end, " of ")
        before = _run(text, lands[max(0, ahead - 4) : ahead][::-1], office.start, " ")[::-1]
        countries = after or before
        end = after[-1].end if after else office.end
        i = bisect_left(starts, end)
        named = [at[i]] if i < len(at) and text[end : at[i][0]] in (", ", " ", ": ") else []
        while named and i + 1 < len(at) and _joined(text, at[i][1], at[i + 1][0]):
            i += 1
            named.append(at[i])
        if 1 < len(countries) == len(named):
            for place, (_, _, person) in zip(countries, named, strict=True):
                person.country = person.country or place.country
            office.people = [person for _, _, person in named]


def _run(text: str, places: Sequence[Named], edge: int, first: str) -> list[Named]:
    """The places of a list that begins at an edge: "of A, B and C"."""
    out: list[Named] = []
    for place in places:
        gap = text[edge : place.start] if place.start >= edge else text[place.end : edge]
        if gap.replace(" the ", " ") not in ((first,) if not out else (", ", " and ", ", and ")):
            break
        out.append(place)
        edge = place.end if place.start >= edge else place.start
    return out if len(out) > 1 else []


def _belong(text: str, at: Sequence[tuple[int, int, Person]], places: Sequence[Named]) -> None:
    """Countries told behind a name: "President Macron of France", "Wang Yi (China)"."""
    by_start = {p.start: p for p in places}
    for _, end, person in at:
        m = re.match(r" (?:of|from) (?:the )?|, (?=[A-Z][a-z]+[,.])| \(", text[end : end + 12])
        if not person.country and m and (place := by_start.get(end + m.end())):
            if place.kind in ("country", "organisation"):
                person.country = place.country


def _counterparts(reading: Reading) -> None:
    """ "his Russian counterpart X": the office of the last officeholder before it in the sentence."""
    for office in reading.offices:
        if not office.counterpart:
            continue
        sent = reading.sents[reading.sentence_at(office.start)]
        before = [
            o
            for o in reading.offices
            if o.start < office.start and not o.counterpart and (o.person or not o.plural)
        ]
        here = [o for o in before if o.start >= sent.start] or before[-1:]
        source = here[-1] if here else None
        held = (
            p.role for _, _, p in reversed(reading.within(reading.at, sent.start, office.start)) if p.role
        )
        role = next(held, source.text if source else None)
        named = list(office.people)
        if office.plural:
            following = reading.within(reading.at, office.far, sent.end)
            for k, (start, _, person) in enumerate(following):
                if (
                    k == 0
                    and start - office.far > 40
                    or k
                    and not _joined(reading.text, following[k - 1][1], start)
                ):
                    break
                named.append(person)
        for person in named:
            if role and (not person.role_at or person.role_at[0] > office.start):
                person.role, person.role_at, person.sure = role, (office.start, office.end), True
            if office.country and not person.country:
                person.country = office.country
        if not named:
            office.text = role or office.text
            office.head = (role or office.head).lower().split()[-1]


def _same_office(reading: Reading) -> None:
    """Merge who holds one office and has one surname and initial: "Joe Biden" and "Joseph R. Biden, Jr."."""
    merged: dict[int, Person] = {}
    for i, person in enumerate(reading.people):
        for other in reading.people[:i]:
            one, two = ([w for w in p.words if w not in ("jr", "sr")] for p in (person, other))
            if (
                id(other) not in merged
                and len(one) > 1 < len(two)
                and one[-1] == two[-1]
                and one[0][0] == two[0][0]
                and person.role
                and (person.role == other.role or person.country == other.country and not other.role)
                and person.country in (None, other.country)
            ):
                merged[id(person)] = other
                other.mentions = sorted(other.mentions + person.mentions)
                if len(one) > len(two):
                    other.name, other.words = person.name, person.words
                break
    reading.people = [p for p in reading.people if id(p) not in merged]
    reading.at = [(s, e, merged.get(id(p), p)) for s, e, p in reading.at]
    for office in reading.offices:
        office.people = [merged.get(id(p), p) for p in office.people]


def _fits(person: Person, office: Office) -> bool:
    """Whether a description can mean the person: countries do not clash, and the offices agree."""
    if office.country and person.country and office.country != person.country:
        return False
    role = (person.role or "").lower()
    if not role:
        return bool(
            office.country and (person.country == office.country or person.sure and not person.country)
        )
    if office.head in re.findall(r"[a-z]+", role):
        return (
            office.text.lower() in role
            or role in office.text.lower()
            or len(office.text.split()) == 1
            or office.text.split()[0].lower() == role.split()[0]
        )
    return (
        (office.head in ("leader", "ruler") or office.text.lower() in ("head of state", "head of government"))
        and any(
            w in role for w in ("president", "minister", "chancellor", "king", "emir", "premier", "sultan")
        )
        and "foreign" not in role
        and "defen" not in role
    )


def _describe(reading: Reading) -> None:
    """Tie descriptions ("the Russian President", "Japan's foreign minister") to the people they mean.

    Looked for among the people named before, the last first; then among those named soon after for the first
    time ("Japan's foreign minister is in Kabul. Masahiko Komura arrived …"); then the only one without an office.
    """
    loose = [o for o in reading.offices if not o.people and not o.plural]
    for office in loose:
        if re.search(r"(?i)\ban? $", reading.text[max(0, office.outer - 4) : office.outer]):
            continue  # "a Norwegian envoy said": nobody named so far
        before = [p for p in reading.people if p.mentions[0][0] < office.start and _fits(p, office)]
        if _SET_BESIDE.search(
            reading.text, max(0, office.outer - 20), office.outer
        ):  # "Peters met the Indonesian minister"
            sent = reading.sents[reading.sentence_at(office.start)].start
            before = [p for p in before if p.country == office.country or p.last_before(office.start) < sent]
        exact = [p for p in before if p.country == office.country]
        if exact or before and not office.counterpart:
            latest = max(exact or before, key=lambda p: (bool(p.role), p.last_before(office.start)))
            _mean(office, latest)
    for office in loose:
        here = reading.sentence_at(office.start)
        stop = reading.sents[min(here + 3, len(reading.sents) - 1)].end
        ahead = reading.within(reading.at, office.far, stop) if not office.people else []
        for start, _, person in sorted(ahead, key=lambda a: a[2].country != office.country):
            index = reading.sentence_at(start)
            if person.mentions[0][0] != start or office.counterpart or index == here:
                continue
            if person.role and _fits(person, office) and (office.country or " " in office.text):
                _mean(office, person)
                break
            opens = start - reading.sents[index].start < 60
            if opens and office.country and not person.role and person.country in (None, office.country):
                _mean(office, person)
                break
    roleless = [
        p for p in reading.people if not p.role and p.sure and reading.sentence_at(p.mentions[0][0]) <= 3
    ]
    for office in loose if len(roleless) == 1 else ():
        the = reading.text[max(0, office.start - 4) : office.start].lower() == "the "
        if the and not office.people and not office.country and not SPOKES.search(office.text):
            if roleless[0].role in (None, office.text) and roleless[0].mentions[0][0] < office.start:
                _mean(office, roleless[0])
    reading.at += [(s, e, p) for p in reading.people for s, e in p.described]
    reading.at.sort(key=lambda a: a[:2])


_SET_BESIDE = lazy(
    r"\b(?:with|and|met|meets|by|hosts|hosted|receives|received|welcomed|to|from|told|between) (?:the |his |her )?$"
)


def _mean(office: Office, person: Person) -> None:
    """The description means the person: note it, and what it tells of role and country."""
    office.people.append(person)
    insort(person.described, (office.outer, office.far))
    person.sure = True
    person.country = person.country or office.country
    if not person.role and office.head not in ("leader", "official", "diplomat"):
        person.role, person.role_at = office.text, (office.start, office.end)


# Offices that one country has under that name, where the text gives no other.
ONE_COUNTRY = (
    (
        lazy(
            r"(?i)^(?:(?:deputy|under|assistant|former|acting|principal|us|u\.s\.) )*secretary of (?:state|defense|the treasury|homeland|commerce|energy|war)\b|^(?:under|assistant) secretary of state|homeland security|^deputy secretary of "
        ),
        "United States",
    ),
    (
        lazy(r"^(?:Shadow )?Foreign Secretary$|^Chancellor of the Exchequer|^Home Secretary$"),
        "United Kingdom",
    ),
    (lazy(r"^(?:Union |External Affairs|Raksha|Minister of External Affairs)|\bEAM\b"), "India"),
    (lazy(r"^Taoiseach|^Tánaiste"), "Ireland"),
    (lazy(r"^Federal Chancellor$|^Federal President$"), "Germany"),
    (lazy(r"^State Councill?or"), "China"),
    (lazy(r"High Representative (?:of the Union )?for Foreign Affairs"), "European Union"),
)


# A delegation and the people named with it: behind it, or before it ("A and B led the Thai delegation").
_SIDE = lazy(
    r"(?i)[’']?s?\s+(?:\w+\s)?(?:side|delegation|team|party)(?: (?:at|to|in) the \w+)?(?:,| also)? ?"
    r"(?:included|includes|including|consist(?:ed|s)|compris(?:ed|es|ing)|was|were|is|are|led|headed|had)\b"
    r"|\s(?:was|were|is) represented by\b"
)
_SIDE_NOUN = lazy(r"[’']?s?\s+(?:\w+\s)?(?:side|delegation|team|party)\b|\s\w+ represented")
_DELEGATION_OF = lazy(r"\b(?:delegation|team|mission) (?:of|from) (?:the )?$")
_LED_BY = lazy(r"(?: \([A-Z]+\))?,? (?:led|headed) by\b")
_LED = lazy(r"(?i)\b(?:led|headed|heading|leads|heads) (?:the |a |an )?(?:[\w-]+ )?$")


def _sides(reading: Reading) -> None:
    """Countries of the people whom a delegation's country stands for, and of offices that one country has."""
    text, after = reading.text, 0
    for place in reading.places:
        if place.kind not in ("country", "demonym", "organisation"):
            continue
        sent = reading.sents[reading.sentence_at(place.start)]
        named_side = re.search(
            r"\b(?:on|for|from) the $", text[max(0, place.start - 9) : place.start], re.IGNORECASE
        )
        behind = _SIDE.match(text, place.end) or named_side
        led = _DELEGATION_OF.search(text, max(0, place.start - 24), place.start) and _LED_BY.match(
            text, place.end
        )
        if led or behind and _SIDE_NOUN.match(text, place.end):
            named, after = reading.within(reading.at, place.end, sent.end), sent.end
        elif _LED.search(text, max(sent.start, place.start - 40), place.start):
            named, after = reading.within(reading.at, max(sent.start, after), place.start), place.end
        else:
            continue
        for _, _, person in named:
            if (
                not person.country
                or behind
                and not any(person in o.people and o.country for o in reading.offices)
            ):
                person.country = place.country
    owners = {end: person for _, end, person in reading.at}
    for office in reading.offices:  # "Merkel's foreign policy adviser"
        owner = (
            owners.get(office.outer - 3) if text[office.outer - 3 : office.outer] in ("'s ", "’s ") else None
        )
        for person in office.people if owner else ():
            person.country = person.country or (owner.country if owner else None)
    for person in reading.people:
        if person.role and not person.country:
            person.country = next((c for pattern, c in ONE_COUNTRY if pattern.search(person.role)), None)


_READOUT = lazy(
    r"(?m)^Office of the (?:Spokesperson|Press Secretary)|^Readout (?:of|from)\b|\battributable to Spokesperson\b"
    r"|^(?:Deputy )?Secretary (?:Antony )?[A-Z]\w+[’']s (?:Call|Meeting|Travel|Remarks)"
)
_WHERE = lazy(r"\b(?:[Ii]n|[Vv]isit(?:s|ing|ed)?|visit to|trip to|arrived in|heading to|tour of) (?:the )?$")


_ABOUT = lazy(r"\b(?:in|near|around|on|against|to|into|inside|across|over|about|neighbou?ring) (?:the )?$")
_STANDS_FOR = lazy(
    r"(?i)(?:['’]s?)? (?:side|delegation|president|prime minister|leader|head of state|government|foreign minist\w+)\b"
)


def _home(reading: Reading, people: Sequence[Person]) -> str | None:
    """The country whose officials the article names without an adjective.

    The publisher's, where the text's form tells it; else the country named most often that none of the other
    ``people`` has: pairs ("Russia and Italy") count more, and the place of the meeting, and the dateline's.
    """
    if _READOUT.search(reading.text[:1500]):
        return "United States"
    there = met(reading)
    unknown = next((p for p in there if not p.country), None)
    beside = [
        i
        for i in reading.focus
        if any(p is unknown for _, _, p in reading.within(reading.at, *reading.sents[i][:2]))
    ]
    given = {
        p.country
        for i in beside
        for _, _, p in reading.within(reading.at, *reading.sents[i][:2])
        if p.country and p in there
    }
    known = {p.country for p in people if p.country}
    if all(
        p.country for p in there
    ):  # only members of delegations are left: they belong to one of those known
        given, allowed = set(), known
    else:
        allowed = None
    votes: dict[str, float] = {}
    places = [p for p in reading.places if p.country]
    lede = [s for s in reading.sents if s.kind == "body"][:2]
    for i, place in enumerate(places):
        gap = reading.text[places[i - 1].end : place.start] if i else ""
        after = reading.text[place.end : places[i + 1].start] if i + 1 < len(places) else ""
        vote = (
            2.0
            if re.fullmatch(r"-|–|,? and (?:the )?", gap) or re.fullmatch(r"-|–|,? and (?:the )?", after)
            else 1.0
        )
        if _ABOUT.search(reading.text, max(0, place.start - 12), place.start):  # "the situation in Ukraine"
            vote = 0.3
        if place.kind in ("city", "organisation"):
            vote = 0.5 if place.kind == "city" else 0
        elif _STANDS_FOR.match(reading.text, place.end):
            vote += 2
        if (given or allowed) and lede and place.start < lede[-1].end and place.kind in ("country", "city"):
            if (
                _WHERE.search(reading.text, max(0, place.start - 20), place.start)
                and turned(reading, reading.sentence_at(place.start), place.start) is None
            ):
                vote += 2
        if place.country not in given and (allowed is None or place.country in allowed):
            votes[place.country] = votes.get(place.country, 0) + vote
    dateline = gazetteer().get(reading.article.dateline or "") or gazetteer().get(
        (reading.article.dateline or "").title()
    )
    if dateline and dateline.country not in given and (allowed is None or dateline.country in allowed):
        votes[dateline.country] = votes.get(dateline.country, 0) + 1.5
    best = max(votes, key=lambda c: votes[c], default=None)
    if best and votes[best] >= 1.5:
        return best
    rest = known - given  # named with the delegations only
    return next(iter(rest)) if len(rest) == 1 else None


# Where a sentence that reports a meeting turns from who, where and when to what, or to other times.
TURNS = (
    Rule(
        "subject",
        r"\b(?:to\ discuss|(?:to|and)\ (?:exchange|review|launch|sign|congratulate|address|express|expand|advance|inaugurate|seek|learn|coordinate|strengthen|explore|push|press|urge|continue)|discuss(?:ed|es|ing)?|by\ \w+ing|about|over|regarding|concerning|covering|including|aimed|focus(?:ed|es|ing)?|dedicated|devoted|amid|despite|because|saying|said|says|stress(?:ed|ing)|on\ (?!\d|the\ (?:sidelines|margins|fringes|phone|occasion|Russian|US|U\.S\.|\w+\ side)|[A-Z]\w+day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|a\ (?:\w+\ )?(?:visit|call|tour|trip|working|state)|an\ (?:\w+\ )?(?:visit|tour|trip)|his|her|their|board))",
        "met his counterpart «on »trade",
    ),
    Rule(
        "background",
        r"\b(?:[Aa]fter|follow(?:s|ed)|in\ response\ to|[Ss]ince|[Ff]ollowing|ahead\ of|(?<!day\ )[Bb]efore|prior\ to|continuation\ of|when|(?<!a\ )while|whose|who|which|until|as\ (?:he|she|they|part|well\ as\ the)|for\ his|for\ her|thanked|briefed)\b",
        "held talks in Cairo «after» visiting",
    ),
)
# A meeting told further down: another time or place of the same people is another meeting.
ALONG = Rule(
    "along",
    r"(?i)\b(?:accompanied\ (?:\w+\ ){0,4}by|(?:they|these)\ (?:are|were|include)\b|sat\ in\ on|as\ did|br(?:ought|inging)\ together|at\ the\ table|(?:is|are|was|were)\ to\ chair|connected\ from|accompanied\ the\ visitor|joined\ (?:\w+\ ){0,3}(?:by|them|him|her|the\ (?=(?-i:[A-Z]))|(?:in\ )?the\ (?:group|meeting|talks|call|discussion|leaders|session|conversation))|attended\ by|attended|attending|in\ attendance|(?:also\ )?present\b|tak(?:ing|e|es)\ part|took\ part|participat(?:ed|ing)|delegation,?\ (?:at\ the\ \w+\ )?(?:which\ |that\ |also\ )?(?:included|includes|including|compris\w+|consist\w+|was|were|led|headed)|led\ the\ (?:[\w.]+\ ){0,3}delegation|represented\ by|in\ the\ presence\ of|alongside|together\ with|on\ the\ \w+\ side|(?:group|team|meeting|talks|dialogue|side|delegation|discussions?),?\ (?:was\ |were\ )?(?:co-?)?led\ by|opened\ the\ meeting|co-?led|co-?chaired|chaired|moderated|hosted\ by|received\ by|welcomed\ by|greeted\ by|mediated\ by|also\ (?:met|included))\b",
    "The minister was «accompanied by» Defence Secretary",
    "checked on Kremlin reports, Gulf agencies and ministry readouts",
)


BOTH = lazy(
    r"(?i)\b(?:the|both|their|these) (?:two|three|four)? ?(?:leaders|presidents|ministers|sides|men|officials|foreign ministers|"
    r"prime ministers|parties|delegations|heads of state|diplomats|meeting|talks|conversation)\b|\bthe two\b|\bthey met\b"
)


def scenes(reading: Reading, index: int) -> list[tuple[int, int]]:
    """The parts of a sentence that tell the meeting itself: who, where, when; not its subjects or background.

    A part runs from the sentence's start or a cue to the next turn (TURNS), and opens again at a cue behind it.
    """
    if index in reading.told:
        return reading.told[index]
    sent = reading.sents[index]
    cues = [c for c in reading.cues if c.sentence == index]
    turns = sorted(
        (*m.span(), rule.id)
        for rule in TURNS
        for m in rule.regex.finditer(reading.text, sent.start, sent.end)
    )
    inside = [(o.start, o.far) for o in reading.offices if sent.start <= o.start < sent.end]
    turns = [t for t in turns if not any(s <= t[0] < e for s, e in inside)]  # "Adviser on Foreign Affairs"
    out: list[tuple[int, int]] = []
    at = sent.start
    while at < sent.end:
        cue = next((c for c in cues if c.start >= at), None)
        if cue is None:
            break
        stop = next((start for start, _, _ in turns if start >= cue.end), sent.end)
        opening, kind = max(
            [(end, kind) for _, end, kind in turns if at <= end <= cue.start], default=(at, "")
        )
        if not out and (m := _IF.search(reading.text, at, cue.start)):
            at = m.end()
        if not out or kind != "background" and _TELLS.match(reading.text, cue.start):
            out.append((opening if out else at, stop))
        at = max(stop, cue.end)
    reading.told[index] = out
    return out


_IF = lazy(r"\b(?:if|unless|whether)\b")
_TELLS = lazy(r"(?i)(?:met|meets|held|holds|had|spoke|phoned|hosted|received|welcomed|sat|conferred)\b")


def turned(reading: Reading, index: int, offset: int) -> str | None:
    """What the sentence has turned to at an offset, after its first cue: "subject", "background" or None."""
    sent = reading.sents[index]
    found = [
        (m.start(), rule.id) for rule in TURNS for m in rule.regex.finditer(reading.text, sent.start, offset)
    ]
    return max(found)[1] if found else None


def _focus(reading: Reading) -> None:
    """Find the sentences that report the principal meeting, and its mode.

    The headline if it tells one, the first sentence of the body that does, and, while fewer than two people
    are known, the next ones.
    """
    text, sents = reading.text, reading.sents
    for index in reading.having(CUE_STEMS):
        sent = sents[index]
        for rule in CUES:
            for m in rule.regex.finditer(text, sent.start, sent.end):
                reading.cues.append(Cue(m.start(), m.end(), rule.id, index))
    told_plainly = [c for c in reading.cues if not reading.quoted(c.start)]
    if any(sents[c.sentence].kind == "body" for c in told_plainly):
        reading.cues = told_plainly
    else:
        reading.reported = True
    reading.cues.sort()
    body = [i for i, s in enumerate(sents) if s.kind == "body"]
    strong = {c.sentence for c in reading.cues if c.id != "host"}
    weak = {c.sentence for c in reading.cues} & {
        *body[:2],
        *(i for i, s in enumerate(sents) if s.kind == "title"),
    }
    told = [
        i
        for i in sorted(strong | weak)
        if reading.within(reading.at, *sents[i][:2]) or reading.within(reading.places, *sents[i][:2])
    ]
    titles = [i for i in told if sents[i].kind == "title"]
    rest = [i for i in told if sents[i].kind == "body"]
    if not rest and not titles or not titles and body.index(rest[0]) > 4:
        return
    reading.focus = titles + rest[:1]
    for index in rest[1:4]:
        if not _TOLD_OF.search(text, *sents[index][:2]):
            continue
        if len(met(reading)) >= 2 or index - (rest[0] if rest else 0) > 4:
            break
        reading.focus.append(index)
    ids = [c.id for c in reading.cues if c.sentence in reading.focus]
    reading.mode = "video" if "video" in ids else "phone" if "phone" in ids else "in-person"
    if reading.mode == "in-person" and "spoke" in ids and "in-person" not in ids:
        reading.mode = "phone"


_TOLD_OF = lazy(
    r"(?i)\b(?:met|receiv(?:ed|es)|host(?:ed|s)|welcom(?:ed|es)|greet(?:ed|s)|joined|opened|summit)\b"
    r"|\b(?:meet|meets|meeting|talks|conversation|call|spoke|discuss\w*)\b[^.]{0,40}\b(?:with|between|by)\b"
)


def met(reading: Reading) -> list[Person]:
    """The people that the reporting sentences put into the meeting, in order of the text."""
    people: list[Person] = []
    for index in reading.focus:
        for start, end in scenes(reading, index):
            for at, stop, person in reading.within(reading.at, start, end):
                if person not in people and _takes_part(reading, at, stop, person):
                    people.append(person)
    return people


def _party(reading: Reading) -> list[Person]:
    """Everybody who took part: whom the reporting sentences name, then delegations ("accompanied by", "also present").

    Who has an office but no country yet belongs to the country of whom they came with, or to the article's home.
    """
    if not reading.focus:
        return []
    _share(reading)
    people = met(reading)
    body = [s for s in reading.sents if s.kind == "body"]
    for sent in (reading.sents[i] for i in reading.having(ALONG_STEMS)):
        other = sent.kind != "body" or _OTHER.search(reading.text, sent.start, sent.end)
        cues = [] if other else ALONG.regex.finditer(reading.text, sent.start, sent.end)
        for m in cues:
            if not reading.quoted(m.start()):
                people += [p for p in dict.fromkeys(_along(reading, sent, m, people)) if p not in people]
    if not people:  # "The envoys of A and B held talks. X, director general …, and Y, …, condemned"
        after = [s for s in body if s.start > reading.sents[reading.focus[-1]].start][:3]
        named = (
            [p for h in reading.within(reading.at, *s[:2]) if _takes_part(reading, *h) and (p := h[2]).role]
            for s in after
        )
        people = next((list(dict.fromkeys(group)) for group in named if len(group) >= 2), [])
    reading.home = _home(reading, people)
    plural = " | ".join(o.text.lower() for o in reading.offices if o.plural and not o.people)
    for person in people:
        person.country = person.country or reading.home
        if not person.role and person.title in TITLES_OF_OFFICE:
            person.role = person.title
        if person.role in (
            None,
            "leader",
        ):  # "the presidents" of people of whom one is told to be a president
            person.role = next(
                (p.role for p in people if p.role and p.role.lower() + "s" in plural), person.role
            )
    return people


def _along(reading: Reading, sent: Sentence, m: re.Match[str], people: Sequence[Person]) -> list[Person]:
    """Whom a word of taking part (ALONG) adds: the people it lists, or those who "took part"."""
    here = [h for h in reading.within(reading.at, sent.start, sent.end) if _takes_part(reading, *h)]
    ahead = [p for _, end, p in here if end <= m.start()]
    behind = [p for start, _, p in here if start >= m.end()]
    word = m.group().lower()
    if word.startswith(("they", "these")):  # "three ambassadors. They are A, B and C."
        office = next((o for o in reversed(reading.offices) if o.plural and o.start < m.start()), None)
        for person in behind:
            person.role = person.role or (_singular(office.text, True).capitalize() if office else None)
    if word.startswith("accompanied") and ahead:
        for person in behind:
            person.country = person.country or ahead[-1].country
    if _LISTS.search(word):
        return behind if not ahead or any(p in people for p in ahead) else []
    return ahead or behind


ALONG_STEMS = tuple(
    "accompan they these did sat brought bringing table chair connected join attend present tak took particip deleg represent "
    "presence alongside together side led open co-led co-chair moderat host receiv welcom greet mediat also group".split()
)
# Words that name people behind them; the other words of ALONG have them for a subject, before or behind.
_LISTS = lazy(
    r"by$|includ|consist|compris|are$|were$|was$|presence|alongside|with$|side$|together|also met|visitor|as did"
)


def _share(reading: Reading) -> None:
    """Who stands on one side of the verb with somebody of a country belongs to it: "met with Bulgarian A and Minister B"."""
    for index in reading.focus:
        cue = next(
            (c for c in reading.cues if c.sentence == index and c.id != "host" or c.sentence == index), None
        )
        for start, end in scenes(reading, index)[:1]:
            sides: list[list[Person]] = [[], []]
            for at, stop, person in reading.within(reading.at, start, end):
                if cue and _takes_part(reading, at, stop, person):
                    sides[at > cue.start].append(person)
            for side in sides if all(sides) else []:
                countries = {p.country for p in side} - {None}
                for person in side:
                    if len(countries) == 1 and not person.country:
                        person.country = next(iter(countries))


_OTHER = lazy(
    r"\b(?:not|n't|n’t) (?:\w+ )?(?:attend|present|take part|participate|join)"
    r"|\balso (?:met|convened|held|hosted|visited|spoke|called|launched|plans?|will)\b|\blook(?:s|ed|ing)? forward\b"
)
_SAID = lazy(r" (?:said|says|reported|announced)\b")
_THE_PLACE = lazy(r"(?:\b(?:the|at|in|near)|-acre) $")
# Whose staff somebody is, is not there for that: "chief of staff for U.N. Secretary-General Ban Ki-moon".
_STAFF = lazy(
    r"(?i)\b(chief of staff|advis[eo]r|aide|envoy|assistant|counsel|son|daughter|wife|widow|brother) (?:to|for|of) (?:[\w.’'-]+ ){0,5}$"
)
_CONVEYED = lazy(
    r"(?i)\b(?:greetings|message|letter|behalf|invitation|regards|wishes|condolences|congratulations|assassination"
    r"|death|attributable to|government|regime|administration|predecessor|successor|hosted in \w+|era|ousted)"
    r"(?: (?:of|from|to|by))?(?: \w+){0,4} $"
)


_PAST_CUE = lazy(
    r"\b(?:met|held|spoke|had|hosted|received|welcomed|visited|discussed|joined|concluded|attended)\b"
)


def told_again(reading: Reading) -> list[int]:
    """Later sentences that tell the principal meeting once more: a cue and two of its people, nothing ahead."""
    people = reading.party
    ahead = not any(_PAST_CUE.search(reading.text, *reading.sents[i][:2]) for i in reading.focus)
    out = []
    for index in sorted({c.sentence for c in reading.cues} - set(reading.focus)):
        sent = reading.sents[index]
        here = {id(p) for _, _, p in reading.within(reading.at, sent.start, sent.end) if p in people}
        both = len(here) >= 2 or BOTH.search(reading.text, sent.start, min(sent.end, sent.start + 120))
        if sent.kind == "body" and both and (ahead or not AHEAD.search(reading.text, sent.start, sent.end)):
            out.append(index)
    return out


def _takes_part(reading: Reading, start: int, end: int, person: Person) -> bool:
    """Not quoted, not a spokesperson, not a possessor of something other than the meeting, not a mere sender."""
    text = reading.text
    if not person.sure or reading.quoted(start) or (person.role and SPOKES.search(person.role)):
        return False
    if text[end : end + 2] in ("’s", "'s") or text[end : end + 1] in ("’", "'") and text[end - 1] == "s":
        follow = text[end : end + 60]
        if not re.match(
            r"['’]s?\s+(?:[\w-]+\s){0,3}?(?:meeting|call|talks|conversation|visit|trip|dialogue|discussion)\b",
            follow,
            re.I,
        ):
            return False
    if text[max(0, start - 1) : start] == "/":  # "(Xinhua/Yao Dawei)"
        return False
    if (
        not person.role and text[max(0, start - 2) : start] == ", " and _SAID.match(text, end)
    ):  # ", Wisma Putra said"
        return False
    if not person.role and not person.title and _THE_PLACE.search(text, max(0, start - 24), start):
        return False
    if (m := _STAFF.search(text, max(0, start - 60), start)) and m[1].lower() not in (
        person.role or ""
    ).lower():
        return False
    return not _CONVEYED.search(text[max(0, start - 70) : start])


# --- Field: date ------------------------------------------------------------------------------------


def find_date(reading: Reading) -> list[tuple[dt.date, Span]]:
    """The day of the principal meeting: a single day, or nothing.

    Asked in turn: the scenes of the sentences that report it, the body before the headline (the first time
    decides, and a range of days settles none); a recent day elsewhere in them ("talks on trade on Tuesday");
    sentences that tell the meeting again; "today" in the sentences that follow.
    """
    order = sorted(reading.focus, key=lambda i: (reading.sents[i].kind == "title", i))
    day_times = [t for t in reading.times if t.unit in ("day", "days") and not reading.quoted(t.start)]
    for index in order:
        for time in reading.within(day_times, *reading.sents[index][:2]):
            if _in_scene(reading, index, time):
                return _settled(reading, time)
    published = reading.article.published
    for index in order if published else ():
        for time in reading.within(day_times, *reading.sents[index][:2]):
            recent = time.first and published and 0 <= (published - time.first).days < 7
            if recent and turned(reading, index, time.start) != "background":
                return _settled(reading, time)
    for index in told_again(reading):
        for time in reading.within(day_times, *reading.sents[index][:2]):
            if _in_scene(reading, index, time):
                return _settled(reading, time)
    lede = next((i for i, s in enumerate(reading.sents) if s.kind == "body"), 0)
    for time in reading.within(day_times, *reading.sents[lede][:2]) if order and published else ():
        if (
            _acting(reading, lede) and time.first and 0 <= (published - time.first).days < 7
        ):  # "A and B on Monday agreed"
            return _settled(reading, time)
    for time in day_times if order else ():
        if time.text.lower().endswith("today") and reading.sentence_at(time.start) <= max(order) + 2:
            return _settled(reading, time)
    return []


def _acting(reading: Reading, index: int) -> bool:
    """Whether a sentence is about both sides: two of the people, or two of their countries."""
    sent = reading.sents[index]
    people = {p.name for _, _, p in reading.within(reading.at, sent.start, sent.end) if p in reading.party}
    sides = {p.country for p in reading.party} - {None}
    return (
        len(people) >= 2 or len({p.country for p in reading.within(reading.places, *sent[:2])} & sides) >= 2
    )


def _in_scene(reading: Reading, index: int, time: Time) -> bool:
    return any(start <= time.start < end for start, end in scenes(reading, index)) or _closing(
        reading, index, time
    )


def _settled(reading: Reading, time: Time) -> list[tuple[dt.date, Span]]:
    return (
        [(time.first, reading.span(time.start, time.end))] if time.first and time.first == time.last else []
    )


def _closing(reading: Reading, index: int, time: Time) -> bool:
    """A time behind a place at the end of a clause belongs to its main verb: "talks on trade in Doha on Friday"."""
    before = reading.text[max(0, time.start - 40) : time.start]
    place = re.search(r"\b(?:in|at) (?:the )?[A-Z][\w ’'-]{2,25}?,? (?:on )?$", before)
    return place is not None and turned(reading, index, time.start) != "background"


# --- Field: participants ----------------------------------------------------------------------------


def find_participants(reading: Reading) -> list[Participant]:
    """The people who took part in the principal meeting, in order of appearance."""
    return [
        Participant(
            person.name,
            person.title,
            person.role,
            person.country,
            tuple(reading.span(*m) for m in person.mentions),
            reading.span(*person.role_at) if person.role_at else None,
        )
        for person in reading.party
    ]


# --- Field: location --------------------------------------------------------------------------------

VENUE_NOUN = lazy(
    r"(?i)\b(?:palace|house|kremlin|residence|retreat|ministry|office|headquarters|embassy|hotel|castle|university|cent(?:re|er)"
    r"|complex|mansion|villa|museum|memorial|pentagon|airport|base|building|hall|chancellery|secretariat|department|lodge"
    r"|bhavan|bhawan|club|cathedral|monastery|library|capitol|parliament|chequers|fort|chancery|diwan|majlis|camp|estate"
    r"|farm|ranch|resort|institute|academy|school|stadium|mosque|church|temple|ship|frigate|block|sultanate|court|tower)\b"
)
# A place of one's own: what follows "at", "inside" or "in" up to a word that no name of a place holds.
VENUE = Rule(
    "venue",
    r"\b(?P<how>at|inside|in|to)\ (?:(?:the|his|her|its|their|a|an)\ )?"
    r"(?P<venue>(?:(?:[A-Z][\w’'.&-]*|of|the|and|[a-z]+['’]s|presidential|royal|prime|ministerial|foreign|defen[cs]e"
    r"|government|official|country|private|state|summer|family)\ ){0,9}"
    r"(?:[A-Z][\w’'&-]*\w|palace|residence|retreat|ministry|offices?|headquarters|embassy|hotel|castle|university|mansion|villa"
    r"|complex|library|parliament|airport|base|building|compound|estate|ranch|resort))(?![\w’'-])"
    r"(?:\ (?:of|to|for)\ (?:the\ )?[A-Z][\w’'.-]*\w(?:(?:\ (?:of|and|the|to)){0,2}\ [A-Z][\w’'.-]*\w){0,5})?",
    "met «at the White House» on",
    "checked on White House, Kremlin and Gulf agency reports",
)
CITY_STATES = frozenset(
    ("Singapore", "Vatican City", "Monaco", "Djibouti", "Luxembourg", "Hong Kong", "Macau", "San Marino")
)
# What stands after "at" and is an occasion or an abstraction, no place.
OCCASION = lazy(
    r"(?i)\b(?:summit|conference|forum|assembly|meetings?|talks|dialogue|sessions?|congress|exhibition|ceremony|festival|games"
    r"|weeks?|days?|expo|convention|anniversary|invitation|end|level|request|time|beginning|start|ease|least|olympics"
    r"|general assembly|security council|council|visit|minister|president|committee|sidelines|margins|age|point|stage)$"
)
_THERE = lazy(
    r"(?:\b(?:[Ii]n|[Aa]t|near|outside|[Vv]isit(?:s|ing|ed)?(?: to)?|trip to|travel(?:s|ed|l?ing|led)? to|arriv\w+ in|heading to|tour of|in [A-Z][\w-]+,"
    r"|(?:city|town|capital|resort|port|village|island|suburb)(?: of)?,?|['’]s capital,?)\s(?:the\s|neighbou?ring\s|downtown\s|central\s)?)$"
)


def find_location(reading: Reading) -> list[Location]:
    """Where the principal meeting took place: venue, city and country as the text tells them; nothing for a call.

    Asked in turn: the scenes of the reporting sentences, a place beside a time at their end ("in Doha on Friday"),
    later sentences that tell the meeting again, where its people are said to be ("arrived in Kabul"), the dateline.
    A city's country comes from the text, then from the table.
    """
    if reading.mode != "in-person":
        return []
    order = sorted(reading.focus, key=lambda i: (reading.sents[i].kind == "title", i))
    again = told_again(reading)
    city: Named | None = None
    country: str | None = None
    venue: tuple[int, int, str] | None = None
    for index in [*order, *again]:
        for start, end in scenes(reading, index):
            cue = next((c.start for c in reading.cues if start <= c.start < end), start)
            inside = reading.within(reading.places, start, end)
            for place in sorted(
                inside, key=lambda p: p.start < cue
            ):  # a place behind the verb before one ahead of it
                if city is None and _is_there(reading, place):
                    if _is_city(place) and country in (None, place.country):
                        city = place
                    elif place.kind == "country" and index in order:
                        country = country or place.country
            venue = venue or _venue(reading, start, end)
    for index in order:
        sent = reading.sents[index]
        for place in reading.within(reading.places, sent.start, sent.end):
            if (
                city is None
                and _is_city(place)
                and _is_there(reading, place)
                and country in (None, place.country)
            ):
                beside = [
                    t for t in reading.times if 0 <= t.start - place.end <= 5 or 0 <= place.start - t.end <= 4
                ]
                if beside and turned(reading, index, place.start) != "background":
                    city = place
    if city is None:
        city, there = _whereabouts(reading, country)
        country = country or (there if venue is None else None)
    if city and not venue:  # "signed accords at the National Palace in Mexico City"
        sents = [reading.sents[index] for index in (*order, *again)]
        found = (_venue(reading, sent.start, sent.end, f" in {city.text}") for sent in sents)
        venue = next((v for v in found if v), None)
    if venue and not city:  # "at State House, Nairobi"
        city = next((p for p in reading.within(reading.places, venue[1], venue[1] + 3) if _is_city(p)), None)
    dateline = _at_dateline(reading)
    if city is None and dateline and (venue or country) and country in (None, dateline[0].country):
        return [replace(dateline[0], venue=venue[2] if venue else None)]
    if city is None and country is None and venue is None:
        return dateline
    if venue and not country:
        country = next(
            (p.country for p in reading.within(reading.places, *venue[:2]) if p.kind == "metonym"), None
        )
    spans = [place[:2] for place in (city, venue) if place] or None
    first, last = (min(s for s, _ in spans), max(e for _, e in spans)) if spans else (0, 0)
    where = (
        (city.country or _country_behind(reading, city.end) if city else None)
        or country
        or (reading.home if city else None)
    )
    span = reading.span(first, last) if 0 < last - first < 200 else None
    return [Location(venue[2] if venue else None, city.text if city else None, where or None, span)]


_REGION = lazy(
    r"(?i)\b(?:island|region|country|kingdom|sea|ocean|valley|river|gulf|peninsula|province|state|border|desert|bay)s?$"
)


def _is_city(place: Named) -> bool:
    if place.kind == "place":
        return not VENUE_NOUN.search(place.text) and not _REGION.search(place.text)
    return place.kind == "city" or place.text in CITY_STATES


_BEFORE = lazy(
    r"(?i)\b(?:after|before|ahead of|since|until|following|from|announced|planned|upcoming|possible|future|recent|previous|earlier|last|not)\b(?: [\w-]+){0,4} $"
)
_PRESENT = lazy(
    r"(?i)\b(?:is|are|was|were|been|arriv(?:ed|es|ing)|landed|currently|visiting|visit to|trip to|tour of|traveled to|travelled to|flew to)"
    r"(?: (?:in|to|at))? (?:the )?(?:(?-i:[A-Z])\w+['’]s (?:capital,? )?|(?:capital|city|town) (?:of )?)?$"
)


def _whereabouts(reading: Reading, country: str | None) -> tuple[Named | None, str | None]:
    """City and country where one of the people is said to be: "is in Moscow", "arrived in Kabul", "visit to Cuba"."""
    people = reading.party
    there = None
    for index, sent in enumerate(reading.sents[: max(reading.focus) + 8]):
        here = [p for _, _, p in reading.within(reading.at, sent.start, sent.end) if p in people]
        if not here and index not in reading.focus or index > 8 + min(reading.focus):
            continue
        for place in reading.within(reading.places, sent.start, sent.end):
            if reading.quoted(place.start) or not _PRESENT.search(
                reading.text[max(0, place.start - 50) : place.start]
            ):
                continue
            if (
                _BEFORE.search(reading.text, max(sent.start, place.start - 60), place.start)
                or AHEAD.search(reading.text, max(sent.start, place.start - 60), place.start)
                and index not in reading.focus
            ):
                continue
            if re.match(
                r",? (?:last|earlier|in (?:19|20)\d\d|next)\b", reading.text[place.end : place.end + 12]
            ):
                continue
            if _is_city(place) and country in (None, place.country):
                return place, place.country
            if place.kind == "country":
                there = there or place.country
    return None, there


# What is somewhere as a subject of talks, not as their place: "the situation in Iraq".
_TOPICAL = lazy(
    r"(?i)\b(?:situations?|wars?|conflicts?|cris[ie]s|developments?|events|peace|stability|security|troops|forces|projects?|presence"
    r"|interests|elections?|aid|operations?|violence|fighting|ceasefire|coup|unrest|investments?|attacks?|power|born|"
    r"ambassador|embassy|reforms?|democracy|settlement|process|tensions?|issues?|took|take|takes)\b(?: (?!in\b|at\b)[\w-]+){0,2} (?:in|at|near) (?:the |neighbou?ring )?$"
)


def _is_there(reading: Reading, place: Named) -> bool:
    """Whether a place is where something happened: "in Paris", "Odessa hosted"."""
    if place.kind not in ("city", "country", "place") or reading.quoted(place.start):
        return False
    if place.kind == "place" and reading.text[max(0, place.start - 8) : place.start].endswith(
        ("at ", "at the ", "of the ")
    ):
        return False
    behind = reading.text[place.end : place.end + 24]
    if place.kind == "city" and re.match(r" (?:hosted|will host|hosts|was the venue)", behind):
        return True
    if place.kind == "city" and re.match(r" (?:visit|talks|summit|meeting)\b", behind):
        return True
    if _TOPICAL.search(reading.text, max(0, place.start - 50), place.start):
        return False
    return (
        behind[:1] not in ("'", "’", "-")
        and _THERE.search(reading.text[max(0, place.start - 40) : place.start]) is not None
    )


def _venue(reading: Reading, start: int, end: int, before: str = "") -> tuple[int, int, str] | None:
    """A named or typical place of meetings after "at", "inside" or "in"; one with a name of its own goes first.

    With ``before``, only one that stands before these words.
    """
    found = []
    for m in VENUE.regex.finditer(reading.text, start, end):
        first, last = m.start("venue"), m.end()
        others = [o.start for o in reading.within(reading.times, first, last)]
        others += [
            s for s, e, _ in reading.at if first < s < last and reading.text[e : e + 2] not in ("'s", "’s")
        ]
        last = min([last, *others])
        phrase = re.sub(
            r"(?:[\s,]+(?:of|the|and|to|on|in|President|Minister|Prime))*[\s,.]*$",
            "",
            reading.text[first:last],
        )
        if owner := re.match(r"(?:Mr\.?|Mrs\.?|Ms\.?|President|[A-Z]\w+)[\w .]*?['’]s (?=[A-Z])", phrase):
            first += owner.end()
            phrase = phrase[owner.end() :]
        known = [
            p
            for p in reading.within(reading.places, first, first + 1)
            if p.kind in ("city", "country", "demonym") or p.kind == "place" and m["how"] == "in"
        ]
        if known and known[0].end >= first + len(phrase) or OCCASION.search(phrase) or not phrase:
            continue
        if not reading.text.startswith(before, first + len(phrase)):
            continue
        if reading.within(reading.at, last, last + 8) and any(
            o.end == m.start() - 1 for o in reading.offices
        ):
            continue  # "Minister of State at the Ministry of Foreign Affairs Dr Mohamed"
        if m["how"] == "to" and not re.search(r"\b(?:welcom|host|receiv|invit)", reading.text[start:first]):
            continue
        if VENUE_NOUN.search(phrase) or m["how"] == "at" and len(phrase) > 4 and phrase[0].isupper():
            found.append((first, first + len(phrase), phrase))
    return next((v for v in found if any(c.isupper() for c in v[2])), found[0] if found else None)


def _country_behind(reading: Reading, end: int) -> str | None:
    """The country named behind a city: "Alpbach, Austria"."""
    place = next((p for p in reading.within(reading.places, end, end + 4) if p.kind == "country"), None)
    return place.country if place else None


def _at_dateline(reading: Reading) -> list[Location]:
    """The dateline's place: reporters write from where the meeting is, and no other place is told."""
    name = reading.article.dateline
    if not name or not reading.focus:
        return []
    place = gazetteer().get(name) or gazetteer().get(name.title())
    if place is None or place.kind != "city":
        return []
    at = reading.text.find(name)
    return [
        Location(
            None, name.title() if name.isupper() else name, place.country, reading.span(at, at + len(name))
        )
    ]


# --- Field: topics ----------------------------------------------------------------------------------

# Words behind which a subject is named, with weights: 3 tells what was talked about, 2 what was urged, praised or
# agreed, 1 is no more than a mention. Verbs stand by their base form and take the subject as their object; with
# prepositions before the colon one of them has to follow ("thanked him for …"). "-": a noun, or a word as it stands.
LEADS = """
3: discuss review examine explore debate tackle cover consider analyze analyse evaluate deliberate
3 on about over regarding concerning around: -talk -discussion -conversation -dialogue -consultation -negotiation
-briefing -deliberation -view -opinion -meeting exchange brief talk deliberate confer
3 includes included include featured: -agenda -issue -topic -matter
3 on upon around about: -focus focus -focused -focusing center -centre -centred -centered dwell -dwelt touch -touching
-emphasis revolve
3 about of: speak -spoke -spoken
3 on: -note -spoke -spoken deal -dealt
3 to: devote dedicate -attention
3 of: -stock -discussion -consideration
3 with: deal -dealt
3 from: -ranged -ranging
3 at: aim
2: address raise reaffirm underscore underline emphasize emphasise stress highlight reiterate condemn welcome affirm
confirm commend applaud support reinforce sign denounce acknowledge hail advocate
appreciate decry deplore reject endorse defend request demand -sought
2 for: thank praise commend call press push applaud -appreciation -gratitude
2 about over at: -concern
2 to: point -importance -priority -ready -willing commit -committed recommit -recommitted resolve decide vow
2 of: -favour -favor
2 on to upon: agree
2 on for to: -agreement -memorandum -accord -declaration -pact -deal
1: note adopt launch announce propose outline express voice
1 in on: -cooperate
"""
# What is to be done with a subject is left out before it: "to strengthen trade ties", "strengthening trade ties".
DOINGS = """
strengthen enhance deepen expand promote boost develop further bolster improve advance increase build maintain continue
support ensure address combat counter tackle achieve foster accelerate intensify broaden consolidate cement reinforce
facilitate encourage provide protect defend preserve secure safeguard uphold implement pursue establish create launch
hold resolve solve settle end stop halt prevent reduce fight confront mitigate respond explore find reach restore resume
revive upgrade elevate diversify deliver drive sustain finalize finalise work cooperate collaborate coordinate help make
take give seek step begin start complete sign conclude respect overcome open extend widen raise modernize bring
eliminate ease use counteract expedite remove lift fast-track conduct renew rebuild relaunch normalize normalise
realize realise assist play set speed de-escalate
"""
# Nouns that only say how a subject was taken up: "the importance of", "their commitment to", "issues such as".
FRAMES = frozenset(
    "importance need necessity urgency commitment commitments resolve determination readiness willingness desire "
    "intention intent hope hopes concern concerns appreciation gratitude satisfaction interest opportunity "
    "opportunities way ways means step steps issue issues matter matters question questions topic topics subject "
    "subjects range number series variety array spectrum aspects idea possibility possibilities areas area fields "
    "field view views significance imperative condolences confidence agreement agreements memorandum understanding "
    "memoranda accord accords goal goals aim committed mutual dedication principle end leadership deal "
    "package documents efforts effort keenness eagerness position stance favour favor opinion opinions threat threats "
    "fact".split()
)
_FRAMING = frozenset("of to for in on about over with regarding concerning against into".split())
# A phrase with nothing else is no subject; before "including …" it is left out however long.
GENERIC = frozenset(
    "joint statement document documents mutual common wide broad range various number areas area fields field aspects "
    "priorities priority spheres both countries sides two other each agenda bilateral regional international global "
    "shared main pressing important role leadership routine relevant multilateral current key challenges goals "
    "objectives problems next steps step phase principles two-day visit today future efforts opportunities side part issue issues matter matters topic topics subject subjects question "
    "questions interest interests concern concerns in of on and the a an such as well world ways it them this that "
    "these those one all others things same".split()
)
_COURTESIES = frozenset("hospitality birthday congratulations wishes invitation greetings welcome".split())
_DETERMINERS = frozenset(
    "a an the its their his her our my your each both all some any such several many various certain other another two "
    "three four this that these those s and or but also of for on".split()
)
_POINTING = frozenset(
    "this these that those".split()
)  # taken up from the sentences before: not a subject anew
_ARTICLES = _DETERMINERS - frozenset("s and or but also of for on".split())
_PREPOSITIONS = frozenset(
    "of in for on between against to with from into across throughout within towards toward at over around among about "
    "upon under beyond through involving concerning regarding without inside".split()
)
_PRONOUNS = (
    frozenset("no nothing being it them him her us himself themselves itself one other".split()) | _POINTING
)
# Where a noun phrase ends: verbs with a subject, clauses, and what is told beside the subject.
_ENDS = frozenset(
    "is are was were be been has have had will would can could may might must should shall do does did said says say "
    "that which who whom whose where when while because although though if whether how what why so but after before "
    "during following amid despite since until as than ahead they he she we it i there by via per yet however not let "
    "told tells reports according noting adding saying stressing underscoring emphasizing emphasising highlighting "
    "expressing calling leading underlining reaffirming citing given pursuant unless then thanks whereby".split()
)
_ADDS = "as well as, along with, in addition to, together with, besides, apart from, plus"
_SUCH = (
    "including, such as, particularly, especially, notably, namely, in particular on, in particular, with a focus on, "
    "ranging from, like, for example, above all"
)
_LIGHT = frozenset(
    "light view line face response advance order addition accordance connection its their his".split()
)
_SETTING = frozenset("call phone telephone meeting talks summit conversation interview".split())
_NO_SUBJECT = _SETTING | frozenset(
    "latter initiative island sideline sidelines margins fringes occasion eve behalf condition basis part".split()
)
_APART = frozenset("with in at by from through under without".split())
_VOID = frozenset("meet attend visit host remain stay keep join travel go come be do ask consider".split())
_TIES = frozenset("cooperation ties relations partnership collaboration links".split())
_STRONG = lazy(r"[;:()!?…—]|\s[-–]\s")
# An abbreviation in brackets, a few words between dashes: phrases go on behind them.
_ASIDE = lazy(r"\([^()\s]{1,15}\)|(?<=\s)[–—-]\s(?:[\w-]+\s){1,4}[–—-](?=\s)")
_ADJECTIVE = lazy(
    r"(?!(?:deal|goal|proposal|withdrawal|arrival|approval|renewal|removal|festival|capital|hospital|canal|trial|arsenal"
    r"|initiative|perspective|objective|traffic|topic|music|republic|summary|secretary|library|event|incident|president"
    r"|student|agent|accident|civilian|concern|pattern|vegetable|relative|executive|representative|need|seed|feed)$)"
    r".*(?:[^w]al|ic|ive|ary|ous|ful|able|ible|ian|ese|less|ern|[^m]ent|[^e]ed|-to-\w+)$"
    r"|(?:just|free|fair|new|safe|secure|strong|deep|close|open|stable|durable|more|comprehensive|swift|full)$"
)
_ADVERB = lazy(r"(?!family|ally|july|italy|supply|reply|assembly|rally|early|friendly|monopoly).{3,}ly$")
PASSIVE = Rule(
    "passive",
    r"""\b(?:(?:was|were|been|being|are|is)\ (?:(?:also|further|extensively|then)\ )?(?:discussed|raised|reviewed|considered
    |addressed|examined|tackled|debated|covered|touched\ upon|highlighted|stressed|emphasi[sz]ed|reiterated|reaffirmed
    |underlined|underscored|(?:high\ )?(?:on|at\ the\ top\ of)\ the\ agenda)
    |(?:topped|dominated|figured|featured|came\ (?:also\ )?(?:up|under))\b)""",
    "Trade and the war in Sudan «were also discussed» at the meeting",
    "its subjects stand before it; checked on agency reports and Kremlin news",
)
_PAST = lazy(
    r"\b(?:[Ll]ast (?:week|month|year|\w+day)|ago|earlier this|[Pp]revious(?:ly)?|Earlier|in (?:19|20)\d\d)\b"
)
_WITH = lazy(r"[^.,;]{0,40}?\b(?:with|between)\b")


def _forms(base: str) -> tuple[str, ...]:
    """A word with its regular endings: review, reviewing, reviews, reviewed; a noun ("-talk") in both numbers."""
    if base[0] == "-":
        return base[1:], base[1:] + "s"
    y = base[-1] == "y" and base[-2] not in "aeo"
    stem = base.removesuffix("e")
    s = base[:-1] + "ies" if y else base + ("es" if base[-2:] in ("ss", "sh", "ch") else "s")
    return base, stem + "ing", s, (base[:-1] + "i" if y else stem) + "ed"


@cache
def _leads() -> dict[str, tuple[int, frozenset[str]]]:
    """The table above by word: its weight and its prepositions, "" for a plain object."""
    table: dict[str, tuple[int, frozenset[str]]] = {}
    for entry in re.split(r"\n(?=\d)", LEADS.strip()):
        head, words = entry.split(":")
        weight, *after = head.split()
        for form in (form for word in words.split() for form in _forms(word)):
            known = table.get(form, (int(weight), frozenset[str]()))
            table[form] = known[0], known[1] | frozenset(after or ("",))
    return table


@cache
def _lead_nouns() -> frozenset[str]:
    return frozenset(form for word in LEADS.split() if word[0] == "-" for form in _forms(word))


@cache
def _doings() -> frozenset[str]:
    return frozenset(form for word in DOINGS.split() for form in _forms(word)[:2])


@cache
def _by_first_word(phrases: str) -> dict[str, list[list[str]]]:
    table: dict[str, list[list[str]]] = {}
    for phrase in phrases.split(", "):
        table.setdefault(phrase.split()[0], []).append(phrase.split())
    return table


class _Clause:
    """A sentence as words, each with what stands before it, and the walk over its noun phrases, by word numbers."""

    def __init__(self, reading: Reading, index: int) -> None:
        sent = reading.sents[index]
        text = self.text = reading.text
        asides = [m.span() for m in _ASIDE.finditer(text, sent.start, sent.end)]
        words = reading.within(reading.words, sent.start, sent.end)
        self.words = [w for w in words if not any(s < w.start < e for s, e in asides)]
        ends = [sent.start, *(w.end for w in self.words)]
        gaps = [
            text[e : w.start].removeprefix("'s").removeprefix("’s")
            for e, w in zip(ends, self.words, strict=False)
        ]
        self.gaps = [_ASIDE.sub("", gap) for gap in gaps] if asides else gaps
        self.low = [
            w.text if w.text.isupper() and len(w.text) > 1 or w.text == "May" else w.low for w in self.words
        ]
        self.low += [""] * 3
        self.times = {t.start: t.end for t in reading.within(reading.times, sent.start, sent.end)}
        self.places = {p.start: p.end for p in reading.within(reading.places, sent.start, sent.end)}
        self.people = {s: e for s, e, _ in reading.within(reading.at, sent.start, sent.end)}
        for office in reading.offices:
            if (
                (office.person or office.counterpart)
                and office.head != "official"
                and sent.start <= office.outer < sent.end
            ):
                far = max(office.far, office.end)
                self.people.setdefault(office.outer, self.people.get(far + 1, far))

    def after(self, offset: int) -> int:
        """The first word at or behind an offset."""
        return bisect_left(self.words, offset, key=FIRST)

    def phrase_of(self, i: int, phrases: str) -> int:
        """The number of words of the first of the phrases that stands at a word, 0 if none does."""
        here = _by_first_word(phrases).get(self.low[i])
        return next((len(p) for p in here if self.low[i : i + len(p)] == p), 0) if here else 0

    def strong(self, i: int) -> bool:
        return bool(_STRONG.search(self.gaps[i]))

    def stops(self, i: int) -> bool:
        """Whether no phrase goes on or begins at a word."""
        return i >= len(self.words) or self.low[i] in _ENDS or self.strong(i) or self.finite(i)

    def finite(self, i: int) -> bool:
        """A verb with a subject: one more lead in a row, or "-ed" before a determiner or "that"."""
        word, after = self.low[i], self.low[i + 1]
        lead = word in _leads()
        if not word.endswith("ed"):
            return word in ("met", "made", "took", "gave", "held", "spoke", "came", "began", "led")
        if lead and i and (self.low[i - 1] == "and" or "," in self.gaps[i]):
            return True
        return after in _ARTICLES or after in ("that", "to", "by") and lead

    def owner(self, i: int) -> bool:
        """Whether a word is a possessive."""
        return self.text[self.words[i].end : self.words[i].end + 2] in ("'s", "’s", "' ", "’ ")

    def person(self, i: int) -> bool:
        """A person who is named or described at a word, not as an owner ("the President's plan")."""
        end = self.people.get(self.words[i].start)
        return end is not None and not self.owner(self.after(end) - 1)

    def named(self, i: int) -> int:
        """The word behind the person or place that begins at a word; 0 without one."""
        end = self.people.get(self.words[i].start) or self.places.get(self.words[i].start)
        return self.after(end) if end else 0

    def open(self, i: int) -> int | None:
        """The first word of substance of the phrase that begins at ``i``; None without one."""
        n, low = len(self.words), self.low
        infinitive = i > 0 and low[i - 1] == "to"
        while i < n:
            word, after = low[i], low[i + 1]
            doing = word in _doings()
            if (
                word in _PRONOUNS
                and word not in _DETERMINERS
                or word in _VOID
                and low[i - 1] in ("to", "and")
            ):
                return None
            if doing and (after in _PRONOUNS - _POINTING or after in ("place", "part")):
                return None
            if word == "how" and after == "to":
                i += 2
            elif (end := self.named(i)) and low[end] == "to":
                i = end  # "the need for X to do …"
            elif (
                word in _DETERMINERS
                or word in _PREPOSITIONS
                or word in ("together", "up")
                or _ADVERB.match(word)
            ):
                infinitive = word == "to" or infinitive and bool(_ADVERB.match(word))
                i += 1
            elif infinitive and (
                after in _ARTICLES or doing and after == "to" or word == "work" and after == "with"
            ):
                i, infinitive = i + 1, False
            elif (
                doing and after not in _PREPOSITIONS and not self.stops(i + 1) and "," not in self.gaps[i + 1]
            ):
                i += 1
            elif (j := self.framed(i)) is None:
                return None
            elif j > i:
                i = j
            else:
                return None if word in _ENDS else i
        return None

    def framed(self, i: int) -> int | None:
        """The word behind a frame ("the importance of") at ``i``; ``i`` itself without one, None before "that"."""
        for j in range(i, min(i + 6, len(self.words) - 1)):
            word, after = self.low[j], self.low[j + 1]
            if j > i and (self.strong(j) or "," in self.gaps[j] or word in _PREPOSITIONS or word in _ENDS):
                break
            if j > i + 1 and word in ("and", "or"):
                break
            if word not in FRAMES or self.gaps[j + 1].strip():
                continue
            if word.startswith("effort") and (after != "to" or self.low[j + 2] not in _doings()):
                continue
            if after == "that":
                return None
            if after in ("related", "relating", "pertaining", "such", "connected", "posed", "linked"):
                return j + 3
            if (
                after in ("for", "of")
                and (low := self.low)[j + 2] in _ARTICLES
                and "to" in low[j + 4 : j + 7]
            ):
                to = low.index("to", j + 4)  # "the need for the government to restore …"
                if low[to + 1] in _doings() and not _PREPOSITIONS & set(low[j + 3 : to]) - {"to"}:
                    return to
            if after == "in" and word.startswith(
                ("issue", "matter", "question", "threat", "position", "deal", "end")
            ):
                continue  # "the water question in the north"
            if after in _FRAMING and (after != "with" or "agree" not in word) or after == "as":
                return j + 2
        return i

    def end(self, i: int, listed: bool) -> int:
        """The end of the noun phrase that begins at ``i``; ``listed``: it stands behind a comma of a list."""
        low, n, k, inner = self.low, len(self.words), i, 0
        joined = False  # between adjectives with commas: "safe, orderly and regular migration"
        while k < n and k - i < 14:
            word, before = low[k], low[k - 1]
            if k > i and not (word == "during" and before.endswith("ed")):
                if self.stops(k) or self.phrase_of(k, _SUCH) or self.phrase_of(k, _ADDS):
                    break
                if "," in self.gaps[k] and not joined:
                    if word in ("and", "or") or not (self.shared(i, k) or _ADJECTIVE.match(before)):
                        break
                    if not any(w in ("and", "or") for w in low[k : k + 6]):
                        break
                    joined = True
                if word in ("and", "or"):
                    if not joined and not self.joins(i, k, listed):
                        break
                    joined = False
                elif word in _PREPOSITIONS:
                    if k - i > 10 or k + 1 >= n or word == "with" and low[k + 2] == "view":
                        break
                    if (
                        word == "in"
                        and {low[k + 1], low[k + 2]} & _LIGHT
                        or word in _APART
                        and _SETTING & set(low[k + 1 : k + 4])
                    ):
                        break
                elif self.words[k].start in self.times and before not in _PREPOSITIONS | {"the"}:
                    behind = self.after(self.times[self.words[k].start])
                    if (
                        self.stops(behind)
                        or self.gaps[behind].strip()
                        or low[behind] in _PREPOSITIONS | {"and"}
                    ):
                        break
                elif (
                    self.person(k)
                    and k >= inner
                    and before not in ("of", "by", "against", "the", "and", "or")
                ):
                    break
            inner = max(inner, self.named(k))
            k += 1
        while k > i and (
            low[k - 1] in _PREPOSITIONS
            or low[k - 1] in _DETERMINERS
            or low[k - 1] in ("to", "alike", "together")
            or _ADVERB.match(low[k - 1])
            or k > i + 1
            and low[k - 1].endswith("ed")
            and low[k - 1] != "united"
        ):
            k -= 1
        return k

    def shared(self, i: int, k: int) -> bool:
        """Whether a comma stands between places that share a preposition: "in Syria, Libya and Yemen"."""
        before = [j for j in range(i + 1, k) if self.words[j].start in self.places]
        return (
            self.words[k].start in self.places and bool(before) and self.low[before[-1] - 1] in _PREPOSITIONS
        )

    def joins(self, i: int, k: int, listed: bool) -> bool:
        """Whether the "and" at ``k`` stands inside one subject: "peace and security", "trade and economic ties"."""
        low, after = self.low, self.low[k + 1]
        if self.stops(k + 1) or self.person(k + 1) or after in _PREPOSITIONS or after == "also":
            return False
        parties = low[i:k].index("between") + i if "between" in low[i:k] and "and" not in low[i:k] else None
        if (
            parties is not None
            and not {"two", "both", "them"} & set(low[parties + 1 : parties + 3])
            or _ADJECTIVE.match(low[k - 1])
            and after not in _DETERMINERS
        ):
            return True
        if after in _DETERMINERS or self.framed(k + 1) != k + 1:
            return False
        if after in _doings() and low[k + 2] not in _PREPOSITIONS and not self.stops(k + 2):
            return False
        if low[k - 2 : k] == ["human", "rights"]:
            return True
        left = k - 1
        while left > i and not (
            low[left - 1] in _PREPOSITIONS or self.owner(left - 1) or self.gaps[left].strip()
        ):
            left -= 1
        right = k + 2
        while (
            not self.stops(right)
            and low[right] not in _PREPOSITIONS | {"and", "or"}
            and not self.gaps[right].strip()
        ):
            right += 1
        before, behind = k - left, right - k - 1
        if before < 3 and _ADJECTIVE.match(after) and low[k + 2] in _TIES and after not in GENERIC:
            return True
        if left > i and self.words[k - 1].text[0].isupper() != self.words[k + 1].text[0].isupper():
            return False
        if listed and not any("," in g for g in self.gaps[k : k + 12]):
            return False
        return before == 1 or behind == 1 and (before < 3 or low[right] not in _PREPOSITIONS)

    def lists(self, i: int) -> bool:
        """Whether a comma before ``i`` goes on with a list: an "and" follows before the clause ends."""
        for k in range(i, min(i + 60, len(self.words))):
            if self.low[k] in ("and", "or") or self.low[k : k + 2] == ["as", "well"]:
                return True
            if self.strong(k) or self.low[k] in _ENDS or k > i and self.finite(k):
                return False
        return False

    def subjects(self, i: int) -> tuple[list[tuple[int, int, bool]], int]:
        """The phrases of the list that begins at ``i`` as (first word, end, whether "including" follows), and its end."""
        out: list[tuple[int, int, bool]] = []
        n, low = len(self.words), self.low
        ranging, listed = low[i - 1] == "from" and low[i - 2].startswith("rang"), False
        while i < n:
            start = self.open(i)
            if start is not None and any(self.strong(k) for k in range(i + 1, start + 1)):
                break
            empty = start is None or self.person(start)
            start = i if start is None else start
            k = max(self.end(start, listed), start + 1)
            k += empty and low[k] in _PRONOUNS
            if ranging and "to" in low[start:k]:
                k = start + low[start:k].index("to")
            such, adds = self.phrase_of(k, _SUCH), self.phrase_of(k, _ADDS)
            if not empty and not _POINTING & set(low[max(0, start - 2) : start]):
                out.append((start, k, bool(such)))
            i, listed = k, False
            if k >= n or self.strong(k) and ";" not in self.gaps[k]:
                break
            if such:
                ranging, i = low[k] == "ranging", k + such
                if (
                    low[i] in ("in", "through", "at", "with", "by", "from", "as")
                    and self.framed(i + 1) == i + 1
                ):
                    break
                continue
            if adds or low[k] in ("and", "or") or ranging and low[k] == "to":
                i = k + (adds or 1)
            elif ";" in self.gaps[k] or "," in self.gaps[k] and self.lists(k):
                listed = True
            else:
                break
            i += low[i] == "also"
            if self.stops(i) or self.person(i) or low[i].endswith("ed") and low[i + 1] in _PREPOSITIONS:
                break
            if (
                listed
                and low[i] in _APART
                or low[i].endswith("ing")
                and low[i] not in _doings()
                and low[i + 1] in _ARTICLES
            ):
                break  # ", unlocking the potential of …"
        return out, i

    def object(self, i: int, after: frozenset[str]) -> int | None:
        """Where the subject of the lead at word ``i`` begins; None if none follows."""
        low, n, k = self.low, len(self.words), i + 1
        end = self.named(k) if k < n else 0
        if "" in after and (len(after) == 1 or low[k] not in after and (not end or self.owner(end - 1))):
            if (
                low[i].endswith("ed")
                and i
                and (low[i - 1] in ("a", "an", "the", "their", "his", "her", "its") or self.owner(i - 1))
            ):
                return None  # "an announced visit"
            if low[k] == "with":
                while k < n and not self.strong(k) and low[k] not in _ARTICLES and not self.person(k):
                    k += 1
                k = self.named(k) or k if k < n else k
            while _ADVERB.match(low[k]) or low[k] in ("also", "again"):
                k += 1
            if low[k : k + 2] in (["in", "detail"], ["in", "depth"], ["at", "length"]):
                k += 2
            if low[k] in (
                "in",
                "during",
                "by",
                "over",
                "on",
                "at",
            ):  # "discussed in a phone call on Monday the …"
                while setting := [j for j in range(k, min(k + 5, n)) if low[j] in _SETTING]:
                    k = setting[-1] + 1
                if k + 1 < n and (end := self.times.get(self.words[k + 1].start, 0)):
                    k = self.after(end)
            if low[k : k + 2] == ["how", "to"]:
                return k + 2
            if k >= n or low[k] in _PREPOSITIONS or low[k] == "and" or self.stops(k) or "," in self.gaps[k]:
                return None
            return k
        for k in range(i + 1, min(i + 17, n - 1)):
            if low[k] in ("was", "were", "is", "given") and low[i] in ("attention", "emphasis"):
                continue
            if (
                self.stops(k)
                and low[k] not in after
                and low[k] not in ("by", "via")
                or '"' in self.gaps[k]
                or "“" in self.gaps[k]
            ):
                return None
            if (
                low[k] in after
                and (low[k] != "of" or k == i + 1)
                and self.words[k + 1].start not in self.times
            ):
                if {low[k + 1], low[k + 2]} & _NO_SUBJECT:
                    continue
                courtesy = low[k] == "for" and low[k + 1].endswith("ing") and low[k + 1] not in _doings()
                return None if courtesy or low[k + 2] == "part" else k + 1
        return None


def _told_until(reading: Reading, index: int) -> int:
    """The offset up to which a sentence may tell of the principal meeting: others and earlier ones end it."""
    sent = reading.sents[index]
    past = _PAST.search(reading.text, sent.start, sent.end)
    until = past.start() if past else sent.end
    if index in reading.focus or index < 2 + sum(s.kind == "title" for s in reading.sents[:9]):
        return sent.end if index in reading.focus else until
    cast = {p.name for j in reading.focus for _, _, p in reading.within(reading.at, *reading.sents[j][:2])}
    for cue in (c for c in reading.cues if c.sentence == index and c.id != "host"):
        if m := _WITH.match(reading.text, cue.end):
            if any(
                p.role and p.name not in cast for _, _, p in reading.within(reading.at, m.end(), m.end() + 60)
            ):
                return 0
    return until


def _reported(clause: _Clause, i: int, focus: bool) -> bool:
    """Whether a verb tells what was said: "the visit underscores …" and "to support …" are background."""
    word, before = clause.low[i], clause.low[i - 1]
    beside = "," in clause.gaps[i] or before in ("and", "by", "while", "when")
    return (
        word in _lead_nouns()
        or word.endswith("ed")
        or word.endswith("ing")
        and beside
        or focus
        and before == "to"
    )


def find_topics(reading: Reading) -> list[Topic]:
    """What was discussed: short verbatim phrases, the most central first, at most ten."""
    found: list[tuple[float, int, int, bool]] = []
    leads = _leads()
    for index, sent in enumerate(reading.sents if reading.mode else ()):
        met = (
            next((c.end for c in reading.cues if c.sentence == index), None) if sent.kind == "body" else None
        )
        passive = PASSIVE.regex.search(reading.text, sent.start, sent.end)
        focus = index in reading.focus
        met = met if focus else None
        until = _told_until(reading, index)
        if (
            not passive
            and not focus
            and not any(w.low in leads for w in reading.within(reading.words, *sent[:2]))
        ):
            continue
        clause = _Clause(reading, index)
        low, n, i = clause.low, len(clause.words), 0
        if passive and passive.start() < until and (verb := clause.after(passive.start())) < n:
            opening = low[0] in _PREPOSITIONS or low[0] in (
                "during",
                "when",
                "while",
                "after",
                "following",
                "also",
            )
            first = next((k for k in range(1, verb) if opening and "," in clause.gaps[k]), 0)
            parts, i = clause.subjects(first)
            found += [(3, *_offsets(clause, p)) for p in parts if p[1] <= verb]
        while i < n and clause.words[i].start < until:
            start = None
            weight, after = leads.get(low[i], (0, frozenset[str]()))
            if weight and (weight == 3 or sent.kind == "title" or _reported(clause, i, focus)):
                start = clause.object(i, after)
            elif i == 0 and low[i] in ("concerning", "regarding"):
                weight, start = 2, i + 1
            elif (
                low[i] == "to" and met is not None and met < clause.words[i].start and low[i + 1] in _doings()
            ):
                weight, start = 2, i  # "met … to expand …"
            if start is None or reading.quoted(clause.words[i].start):
                i += 1
                continue
            parts, end = clause.subjects(start)
            for part in parts:  # a single word is a subject if talked about, or one of a list
                if len(parts) > 2 or weight > 2 or part[1] > part[0] + 1:
                    found.append((weight + focus / 2, *_offsets(clause, part)))
            i = max(end, start, i + 1)
    return _best(reading, found)


def _offsets(clause: _Clause, part: tuple[int, int, bool]) -> tuple[int, int, bool]:
    """Words to characters; a currency sign before and the dot of "U.S." at the end belong to the phrase."""
    first, last = clause.words[part[0]], clause.words[part[1] - 1]
    sign = first.start > 0 and clause.text[first.start - 1] in "$€£"
    dot = "." in last.text and clause.text.startswith(".", last.end)
    return first.start - sign, last.end + dot, part[2]


def _best(reading: Reading, found: list[tuple[float, int, int, bool]]) -> list[Topic]:
    """The ten best-evidenced phrases; of two that say the same the longer one, if not by far."""
    kept: list[tuple[int, int, frozenset[str]]] = []
    for weight, start, end, such in sorted(found, key=lambda f: (-f[0], f[1])):
        text = reading.text[start:end]
        words = frozenset(w.lower() for w in WORD.findall(text)) - _DETERMINERS
        own = words - GENERIC
        if not own and (such or len(words) < 3) or not own - FRAMES and len(words) < 3 or words & _COURTESIES:
            continue
        if (
            words <= HONORIFICS
            or text.endswith((" side", " part"))
            or weight < 3
            and all(part in gazetteer() for part in re.split(r",? and |, ", text))
        ):
            continue
        if any(t.start <= start and end <= t.end for t in reading.times):
            continue
        twin = next((j for j, k in enumerate(kept) if words <= k[2] or k[2] <= words), None)
        if twin is None:
            kept.append((start, end, words))
        elif len(kept[twin][2]) < len(words) < len(kept[twin][2]) + 4:
            kept[twin] = (start, end, words)
    return [Topic(reading.article.text[s:e], reading.span(s, e)) for s, e, _ in kept[:10]]


# --- Field: upcoming events -------------------------------------------------------------------------

# Nouns of events; those at the end only with a capital letter, as parts of names.
_EVENT = lazy(
    r"\b(?:(?i:summits?|meetings?|visits?|trips?|tours?|talks|conferences?|elections?|polls|referendums?"
    r"|games|exercises?|drills|"
    r"man(?:oeuv|euv)(?:re|er)s|forums?|sessions?|rounds?|dialogues?|exhibitions?|expos?|fair|anniversary"
    r"|ceremon(?:y|ies)|"
    r"consultations?|negotiations|inauguration|celebrations?|festivit(?:y|ies)|festival|runoff|gathering"
    r"|ministerial|symposium|"
    r"seminar|workshop|tender|deadline)|Assembly|Council|Commission|Committee|Congress|Year(?= of [A-Z])"
    r"|Days?(?= of [A-Z])"
    r"|Olympics|Cup|G-?(?:7|8|20)|COP ?\d\d|Quad)\b(?![-–]\w)"
)
_MODAL = (
    r"(?:(?:will|shall|would)|(?:scheduled|due|expected|set|slated|planned|planning|going|plans?|agree[ds]?"
    r"|decided|"
    r"(?:invited|(?:accepted|extended|conveyed"
    r"|reiterated)\b[^.;]{0,60}?\binvitation)(?:\ [^,.;:]{2,70}?)?)\ to|(?:is|are)\ (?:also\ )?to)"
    r"(?:\ (?:also|then|soon|shortly|later|next|again|both|jointly|first|\w+ly))*\ "
)
# What tells that an event lies ahead: words "before" or "after" its name, a verb that will "hold" it, or a
# verb that is one itself. Checked on readouts, agency reports, Kremlin news and VOA briefs.
EVENT_CUES = (
    Rule(
        "before",
        r"\b(?:[Uu]pcoming|[Ff]orthcoming|[Nn]ext(?!\ (?:to|steps?)\b)|planned|scheduled|(?:[Aa]head"
        r"|[Ii]n\ advance|[Oo]n\ the\ eve)\ of|(?:run|lead)[-\ ]up\ to"
        r"|[Pp]repar(?:e[sd]?|ing|ations?)\ (?:for|of|to\ host)|preparing|hopes?\ for|[Ll]ook(?:s|ed"
        r"|ing)?\ forward\ to(?:\ (?:hosting|attending|holding"
        r"|visiting|welcoming|seeing|meeting|participating|joining|taking)\b)?(?!\ \w+ing\b)|agree(?:[ds]"
        r"|ment)?\ (?:to\ (?:hold|convene|organi[sz]e|host)"
        r"|on\ holding)|,\ (?:and\ )?to\ (?:hold|organi[sz]e|convene|host)|plan(?:s|ned|ning)?\ (?:(?:for"
        r"|of)(?=\ (?:an?|the|his|her|their)\ )"
        r"|to\ (?:hold|host|convene|organi[sz]e|conduct))|(?:is|are)\ on\ an?\ [\w\ -]{2,24}\ to\ attend"
        r"|(?:invited|(?:accepted|extended|conveyed"
        r"|reiterated)\b[^.;]{0,60}?\binvitation)\b[^.;]{0,90}?\ (?:to\ (?:attend|participate\ in"
        r"|take\ part\ in|join)|for))\ ",
        "exchanged views on the «upcoming »summit",
        "no mere invitation that somebody is thanked for; no 'looks forward to continuing the dialogue'",
    ),
    Rule(
        "after",
        r"\b(?:to|(?:will|would|shall)(?:\ also)?)\ (?:be\ (?:held|conducted|hosted|organi[sz]ed|convened)"
        r"|take\ place|begin\b|start\b|open\b|end\ on)"
        r"|\b(?:opens?|begins?|starts?|resumes?|kicks?\ off|takes?\ place)\ (?=(?:in|on|at|next|[A-Z])\b)"
        r"|\b(?:(?:scheduled|slated|planned|set|due|expected)\ (?:for|to\ (?:be\ held|take\ place|begin"
        r"|start|open))|(?:scheduled|slated|planned|set)\ (?:in|at)"
        r"|(?:scheduled|slated|planned|set|due)\ on)\b",
        "the exhibition «to be held» in",
        "no 'the visit will help …'",
    ),
    Rule(
        "hold",
        rf"\b(?:{_MODAL}(?:hold|have|host|attend|make|pay|take\ part\ in|participate\ in|join|convene"
        rf"|(?:co-?)?chair|conduct|begin|start|open|launch"
        r"|resume|embark\ on|organi[sz]e|preside\ over|be\ [io]n|stage|mark|celebrate|welcome)|are\ hosting"
        r"|(?:leaders|ministers|sides|presidents|officials"
        r"|[Tt]hey)\ (?:hold|attend))\b",
        "he «will make» a state visit",
        "no 'will continue to …', 'will support …'",
    ),
    Rule(
        "verb",
        rf"\b(?:(?:{_MODAL}|[Bb]efore\ |,\ (?=visiting)|look(?:s|ed"
        rf"|ing)?\ forward\ to\ )(?P<verb>visit(?:ing)?|travell?(?:ing)?\ to|head(?:ing)?\ to"
        r"|fly(?:ing)?\ to|go(?:ing)?\ to|return(?:ing)?\ to|arriv(?:e|ing)\ in|leav(?:e|ing)\ for"
        r"|depart\ for|lead\ (?:an?|the|his|her)\ (?:[\w-]+\ ){0,3}"
        r"delegation\ to|vote\ on|meet(?:ing)?(?!\ the\ (?:press|media|needs?|challenges?|targets?|demands?"
        r"|conditions?|requirements?|interests?"
        r"|expectations?|goals?)\b|\ (?:regularly|periodically|frequently))|see(?:ing)?|address|call(?:ing)?\ on|conclude|submit|reconvene|tour|sign"
        r"|take\ office|be\ (?:inaugurated|sworn\ in)|speak\ (?:to|at))|(?P<now>leaves\ for"
        r"|meets\ next|(?<=\ he\ )speaks\ to|(?<=\ is\ also\ )(?:visiting|meeting)|winds\ up|when\ (?:he"
        r"|she|they)\ visits?"
        r"|(?<=\ is\ )(?:expected|due)\ in(?=\ [A-Z]))|(?P<dated>(?:(?<=\bis\ )|(?<=\bare\ ))(?:visiting"
        r"|(?:travell?ing|heading|flying)\ to|leaving\ for)|meet(?=\ (?:in|on)\b)|(?:arrives|lands)\ in"
        r"|(?:travels|flies|heads|goes|returns)\ to|visits|meets(?:\ with)?))\b",
        "the minister «will visit» Japan",
        "a present tense ('dated') only with a time ahead beside it",
    ),
)
_NOT_AHEAD = lazy(
    r"\b(?:[Ii]f|[Uu]nless|[Ww]hether)\b|(?:\b(?:not|never|cancel\w*|postpone\w*|refus\w+|reject\w+"
    r"|declin\w+|no plans|could|might|was|were|had been)\b"
    r"|n[’']t)\b[^,;]{0,25}$"
)
_AHEAD_HINT = lazy(
    r"(?i)\b(?:will|would|shall|to|upcoming|forthcoming|next|ahead|advance|eve|hopes|forward|planned"
    r"|planning|scheduled|prepar\w+|agreed|invited|"
    r"leaves|meets|hold|is|are|winds)\b"
)
# Words that end a name on either side; on its right it may go on with "of the …", "with …".
_EVENT_BREAKS = frozenset(
    "this that these those all each every both or but as into about after before during under over since "
    "through via upon ahead per than not also "
    "again then which who whose when where while he she they it we i you is are was were be been being has "
    "have had will would shall should can "
    "could may might must do does did said says told added set due slated taking took takes later soon "
    "shortly if because so however amid where "
    "within without until scheduled planned expected announced today yesterday tomorrow here there "
    "including regarding agreed held opens begins begin "
    "starts start ends expires resume resumes".split()
)
_LEFT = _EVENT_BREAKS | frozenset(
    "the a an his her its their our your my any some no and of in on at for to by with from between more "
    "first upcoming forthcoming coming mr mrs ms "
    "hold holds host hosts hosted attend attends attended make makes made pay pays paid discuss discussed "
    "launch launched start started begin began "
    "resumed join joined conduct chair convene welcomed welcome confirmed noted praised permit ensure "
    "monitor observe secure prepare prepares support "
    "supported following".split()
)
_EVENT_PREPOSITIONS = frozenset("of on with between by for among to in at from".split())
_TRAVEL = frozenset("visit visits trip trips tour tours".split())
# "will visit" and the like, where "visit" is no noun.
_VERBAL = frozenset(
    "might could may must cannot he she to will would shall also can and they we who i is are was were be "
    "been after before while since when by from "
    "then not".split()
)
_ADJECTIVES = frozenset(
    "working closing opening early united combined extended expanded limited weekly monthly yearly".split()
)
# What may stand between the name of an event and its time: "in Moscow on", "hosted by Japan".
_BESIDE = lazy(
    r"(?:['’]s?)?,?(?: (?:to be held|hosted by|to take place|scheduled|slated|planned|due|set|in|at|on|from"
    r"|for|here|there|the|of|by|starting|beginning|early|between|during)"
    r"| [A-Z][\w.’'-]*,?)* ?$"
)
# The principal meeting itself may be still to come; it is not repeated here.
_PLANNED = lazy(
    r"\b(?:will|meets|holds|visits|to (?:\w+ )?(?:meet|visit|make|hold|travel|arrive|attend|host|receive)"
    r"|(?:is|are) (?:\w+ )?(?:visiting|heading|meeting|travell?ing|due|expected|scheduled|set))\b"
)
_DONE = lazy(
    r"\b(?:met|held|hosted|received|spoke|arrived|welcomed|discussed|concluded|ended|have talked|visited)\b"
)
_ENCOUNTERS = frozenset(
    "visit meet talk meeting trip travel head fly go arrive tour consultation negotiation summit visiting heading travelling traveling flying leaving".split()
)


class _Phrase(NamedTuple):
    """Words that name an event: half-open offsets, the head word in the singular, and its offset."""

    start: int
    end: int
    head: str
    at: int


_Found = tuple[_Phrase, "Time | None", "str | None"]  # with its time and place


def find_upcoming_events(reading: Reading) -> list[UpcomingEvent]:
    """What lies ahead of the meeting and of publication, in order of the text, each event once."""
    text = reading.text
    lede = [s for s in (reading.sents[i] for i in reading.focus) if s.kind == "body"]
    planned = [
        s for s in lede if _PLANNED.search(text, s.start, s.end) and not _DONE.search(text, s.start, s.end)
    ]
    parties = {id(p) for s in planned for _, _, p in reading.within(reading.at, s.start, s.end)}
    found: list[_Found] = []
    for sent in reading.sents:
        times = reading.within(reading.times, sent.start, sent.end)
        if sent.kind != "body" or sent.end - sent.start > 4000:  # no prose
            continue
        if not (
            _AHEAD_HINT.search(text, sent.start, sent.end) or any(_lies_ahead(reading, t) for t in times)
        ):
            continue
        for phrase, time, place in _events(reading, sent, times):
            named = {id(p) for _, _, p in reading.within(reading.at, phrase.start, phrase.end)}
            if phrase.head in _ENCOUNTERS and (sent in planned or parties & named):
                continue
            _add(text, found, (phrase, time, place))
    out = []
    shared = {id(t) for phrase, t, _ in found if t and phrase.head != "meet"}
    for phrase, time, place in found:
        if phrase.head == "meet" and id(time) in shared:
            continue  # "They will meet twice in May. The talks in Bonn will …"
        span = reading.span(phrase.start, phrase.end)
        first = time.first if time and phrase.head != "deadline" else None
        out.append(UpcomingEvent(span.text, time and time.text, first, time and time.last, place, span))
    return out


def _events(reading: Reading, sent: Sentence, times: Sequence[Time]) -> Iterator[_Found]:
    """The events ahead of one sentence."""
    text = reading.text
    words = reading.within(reading.words, sent.start, sent.end)
    nouns = [p for m in _EVENT.finditer(text, sent.start, sent.end) if (p := _noun(text, words, times, m))]
    nouns = [p for p in nouns if not text.startswith(("regular ", "periodic ", "frequent "), p.start)]
    nouns = [
        p for i, p in enumerate(nouns) if not any(o.start <= p.at for o in nouns[i + 1 : i + 2])
    ]  # "summit meeting"
    chosen = {p for p in nouns if _dated(reading, p, times, sent)}
    for rule in EVENT_CUES:
        for m in rule.regex.finditer(text, sent.start, sent.end):
            if rule.id != "before" and _NOT_AHEAD.search(text, max(sent.start, m.start() - 200), m.start()):
                continue
            phrase = None
            if rule.id == "after":
                before = [p for p in nouns if p.at < m.start() < p.end + 90]
                if before and not re.search(
                    r";|\b(?:said|has|have|was|were)\b", text[before[-1].end : m.start()]
                ):
                    phrase = before[-1]
            elif rule.id == "verb":
                phrase = _action(text, words, times, nouns, m, sent)
                if phrase and m["dated"] and not _dated(reading, phrase, times, sent):
                    continue
            else:
                after = [
                    p
                    for p in nouns
                    if p.at >= m.end() - 1 and p.start - m.end() < (70 if rule.id == "hold" else 45)
                ]
                if after and not re.search(r"[;.]|, (?!and)", text[m.end() : max(m.end(), after[0].start)]):
                    phrase = after[0]
            if phrase:  # the longest about it: "the session of the Joint Commission"
                chosen.add(next((o for o in nouns if o.start < phrase.start and phrase.end <= o.end), phrase))
    for phrase in sorted(chosen):
        if any(o.start <= phrase.start and phrase.end <= o.end and o != phrase for o in chosen):
            continue
        stop = min((p.start for p in [*nouns, *chosen] if p.start > phrase.end), default=sent.end)
        time = _event_time(text, phrase, times, stop)
        times = [t for t in times if t is not time]
        if time and time.last and not _lies_ahead(reading, time):
            if _beside(text, phrase, time) or time.start > phrase.end:
                continue
            time = None
        if not reading.quoted(phrase.start) or time and time.last:
            yield phrase, time, _where(reading, phrase, stop)


def _noun(text: str, words: Sequence[Word], times: Sequence[Time], m: re.Match[str]) -> _Phrase | None:
    """The name about the noun of an event: "next meeting of the Joint Commission"."""
    i = bisect_left(words, m.start(), key=FIRST)
    if i == len(words) or words[i].start != m.start():
        return None
    head, before = words[i].low, words[i - 1].low if i else ""
    if head in ("visit", "visits", "meeting", "tour") and before in _VERBAL:
        return None
    j = i
    while j and i - j < 8:
        word = words[j - 1]
        gap = text[word.end : words[j].start]
        if gap not in (*_GAPS, " - ", " – ", " (", ") ") and not (gap == ". " and word.low in ABBREVIATIONS):
            break
        joins = word.low == "and" and j > 1 and words[j - 2].low not in _LEFT
        joins = (
            joins
            and words[j].text.islower() == words[j - 2].text.islower()
            and (j < i or not words[j].text.islower())
        )
        if not joins and (word.low in _LEFT or any(t.start <= word.start < t.end for t in times)):
            break
        verbal = (
            word.text.islower()
            and "-" not in word.text
            and re.search(r"(?:ly|\w\w[^n]ing|[^t]ed)$", word.text)
        )
        if verbal and word.text not in _ADJECTIVES:
            break
        j -= 1
    if j == i and before in ("upcoming", "forthcoming"):  # all that tells which one
        j -= 1
    links = _LINKS | {"to"} if head in _TRAVEL else _LINKS
    return _Phrase(words[j].start, _extend(text, words, times, i, links), head.rstrip("s"), m.start())


_LINKS = frozenset("of on with between by for among".split())
_GAPS = (" ", "’ ", "' ", ".-", "–", "-", "/")  # between the words of a name
_FAINT = _EVENT_PREPOSITIONS | frozenset("the a an and his her its their mr mrs next".split())


def _extend(
    text: str, words: Sequence[Word], times: Sequence[Time], i: int, links: frozenset[str], free: bool = False
) -> int:
    """Where a name ends that has word ``i``; it goes on with ``links``, or with anything at first if ``free``."""
    k, end = i + 1, words[i].end
    while k < len(words) and k - i <= 12:
        word, last = words[k], words[k - 1]
        gap = text[last.end : word.start]
        inside = next((t for t in times if t.start <= word.start < t.end), None)
        if inside:  # "a meeting Tuesday with"
            k = next((n for n in range(k, len(words)) if words[n].start >= inside.end), len(words))
            if (
                k == len(words)
                or words[k].low not in ("with", "of", "between")
                or text[inside.end : words[k].start] != " "
            ):
                break
            gap, word = " ", words[k]
        if gap not in (*_GAPS, "’s ", "'s ", " & ") and not (gap == ". " and last.low in ABBREVIATIONS):
            listed = word.low == "and" or (word.text[0].isupper() and last.text[0].isupper())
            if gap != ", " or not (free and listed):
                break
        following = words[k + 1].low if k + 1 < len(words) else ""
        if (
            word.low in _EVENT_BREAKS
            or len(word.low) > 5
            and word.low.endswith("ing")
            and word.text.islower()
        ):
            break
        if word.low in _EVENT_PREPOSITIONS and word.low not in links:
            if (
                following not in ("mark", "commemorate", "celebrate")
                and text[word.end : word.end + 14] != " the framework"
            ):
                break
        elif k == i + 1 and word.low not in links and not free:
            break
        if word.low == "and" and (
            following in _LEFT or following == "other" or re.search("[^t]ed$", following)
        ):
            break
        end = end if word.low in _FAINT else word.end
        k += 1
    return end


def _action(
    text: str,
    words: Sequence[Word],
    times: Sequence[Time],
    nouns: Sequence[_Phrase],
    m: re.Match[str],
    sent: Sentence,
) -> _Phrase | None:
    """What somebody will do: "visit Japan"; or what for, if that has a name: "the G8 summit"."""
    verb, start = m[m.lastgroup or 0], m.start(m.lastgroup or 0)
    for p in nouns:
        gap = text[m.end() : p.start] if m.end() <= p.start < m.end() + 90 else ";"
        if _PURPOSE.search(gap) and not re.search(r"[;:]|\b(?:where|which|who|and|following)\b", gap):
            if p.head in ("visit", "talk", "trip", "tour", "negotiation") and not verb.startswith(
                ("meet", "winds")
            ):
                break
            if p.end - p.start > 12 or any(w.text[0].isupper() for w in words if p.start <= w.start < p.end):
                return p
    i = bisect_left(words, m.end() - 1, key=lambda w: w.end)
    if i >= len(words) or verb.startswith(("see", "when", "winds")):
        return None
    end = _extend(text, words, times, i, _LINKS - {"for"} | {"at", "from"}, free=True)
    if verb.startswith("meet") and (
        end <= m.end() or re.match(r" (?:again|\w+ times|twice)\b", text[m.end() :])
    ):
        begin = max(
            sent.start,
            *(n + len(w) for w in (", ", " that ") if (n := text.rfind(w, sent.start, m.start())) >= 0),
            0,
        )
        whole = m.start() - begin < 90 and not re.search(r"\bwill\b", text[begin : m.start()])
        return _Phrase(begin if whole else start, max(end, m.end()), "meet", start)
    vague = end <= m.end() or text.startswith(", visiting ", end)  # "return to the Gulf, visiting Qatar"
    if vague and not re.search("office|be ", verb):
        return None
    return _Phrase(start, end, "meeting" if verb.startswith("meet") else verb.split()[0], start)


_PURPOSE = lazy(
    r"\b(?:for|attend|in|at|during)(?: (?:the|a|an|its|his|her|their|[A-Z]\w+[’']s))?(?: [^,]{0,25})? ?$"
)


def _lies_ahead(reading: Reading, time: Time) -> bool:
    """Whether a time lies after publication; one that is not settled may."""
    published = reading.article.published
    if published and time.last:
        return time.last > published and (
            time.unit in ("week", "month", "quarter", "year", "deadline")
            or (time.first or time.last) > published
        )
    year = re.search(YEAR, time.text)
    past = re.search(r"(?i)\b(?:last|earlier|ago|past|previous|today|yesterday)\b", time.text)
    return not past and not (year and published and int(year[0]) < published.year)


def _dated(reading: Reading, phrase: _Phrase, times: Sequence[Time], sent: Sentence) -> bool:
    """Whether a time beside a phrase puts it ahead; without a publication date the tense has to."""
    published = reading.article.published
    for time in times:
        if _lies_ahead(reading, time) and _beside(reading.text, phrase, time):
            if published and time.last:
                return not time.first or time.first > published
            if time.last or not published and time.unit != "vague":
                return bool(time.last) or _tense(reading.text, sent, time.start, time.end) in ("ahead", "now")
    return False


def _beside(text: str, phrase: _Phrase, time: Time) -> bool:
    """Whether a time stands beside or inside a phrase."""
    if phrase.start <= time.start < phrase.end:
        return True
    if time.end <= phrase.start:
        return bool(re.match(r"(?:['’]s)?(?: as(?: [Tt]he)?)? $", text[time.end : phrase.start]))
    return time.start - phrase.end < 70 and bool(_BESIDE.match(text[phrase.end : time.start]))


_REPORTED = lazy(r"\b(?:was|were|said|reported|announced|told|met|has|had|confirmed)\b")


def _event_time(text: str, phrase: _Phrase, times: Sequence[Time], stop: int) -> Time | None:
    """The time of an event: beside it, else the next one after it, else the first one before it."""
    beside = [t for t in times if _beside(text, phrase, t)]
    after = [t for t in times if phrase.end <= t.start < min(stop, phrase.end + 90)]
    after = [t for t in after if not _REPORTED.search(text, phrase.end, t.start)]
    before = [t for t in times if t.end <= phrase.start]
    return next(iter(beside + after + before[::-1]), None)


def _where(reading: Reading, phrase: _Phrase, stop: int) -> str | None:
    """The place of an event as written: in its name, or after it behind "in" or "at"."""
    text = reading.text
    places = [
        p
        for p in reading.within(reading.places, phrase.start, min(stop, phrase.end + 80))
        if p.kind in ("city", "country")
    ]
    for i, place in enumerate(places):
        if re.search(
            r"\b(?:in|at|to|for|visit(?:ing)?)(?: the)? $",
            text[max(phrase.start, place.start - 14) : place.start],
        ):
            whole = i + 1 < len(places) and text[place.end : places[i + 1].start] == ", "  # "Doha, Qatar"
            return text[place.start : places[i + 1].end if whole else place.end]
    return None


def _add(text: str, found: list[_Found], item: _Found) -> None:
    """Add an event, or tell more of one that was told not long before."""
    phrase, time, place = item
    name, here = _words(text[phrase.start : phrase.end]), _words(place)
    for i in range(max(0, len(found) - 40), len(found)):
        other, when, where = found[i]
        if (
            other.head == "meet"
            and phrase.head != "meet"
            and when
            and not time
            and phrase.start - other.end < 300
        ):
            time = when
        same = not (when and time and when.last and time.last) or when[3:5] == time[3:5]
        if other.head != phrase.head or not same:
            continue
        known, there = _words(text[other.start : other.end]), _words(where)
        if name <= known | there or known <= name | here:
            longer = phrase if phrase.end - phrase.start > other.end - other.start else other
            found[i] = longer, when or time, where or place
            return
    if len(name) > 1 or time or phrase.head == "election" or phrase.start < phrase.at:
        found.append((phrase, time, place))


def _words(name: str | None) -> set[str]:
    return {fold(w) for w in WORD.findall(name or "") if w not in ("upcoming", "forthcoming", "next")}


# --- Field: quotes ----------------------------------------------------------------------------------

# Verbs of speech, by their stems: the forms in -ed and -ing count wherever they stand, the bare form and the one
# in -s, often a noun, only beside a person or before a comma. Then the forms that always count, and that never surely.
_VERBS = """
accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert assess assure attack believe
blast boast caution challenge charge cite claim comment complain conclude concede concur confess confirm congratulate
contend continue convey counter criticize criticise decry demand denounce declare defend deny describe dismiss emphasize
emphasise exclaim explain express highlight hope indicate inform insist interject joke label lament laud mock muse note
observe opine outline pledge praise predict proclaim promise pronounce point propose protest question quip quote reaffirm
recall recount reiterate remark remind repeat reply report respond retort reveal slam state stress suggest summarize tease
testify thank tout tweet underline underscore urge voice vow warn welcome yell call"""
_FORMS = """
say says said saying tell tells told telling write writes wrote writing adds argues insists explains think thinks admitted
admitting quipped quipping swore speaking tweets concedes acknowledges warns"""
_DOUBTFUL = "put puts went goes began shot read reads thought spoke post posts posted feels"
_AUXILIARIES = frozenset(
    "has have had also would will could might must does did is was were are sent monday tuesday wednesday thursday "
    "friday saturday sunday today yesterday".split()
)
_ADVERBS = _AUXILIARIES | frozenset(
    "then later once again now just even further still first often always already do be been being not never however "
    "meanwhile instead himself herself too famously simply so on quickly thus".split()
)
_VOICE_PREPOSITIONS = frozenset(
    "of for to with by from against about in on at after before between behind under over like than toward towards into via "
    "near per despite during through as among without alongside beside including upon within".split()
)
_FRAME_BREAKS = frozenset(
    "that but or as while when because if where whether although though since until than so what how why which who after "
    "before and".split()
)
_FOLLOWS = _FRAME_BREAKS - {"who", "which", "that"} | {"then", "to", "not"}
_ENDS_SUBJECT = _ADVERBS | _VOICE_PREPOSITIONS | _FRAME_BREAKS
_VOICE_PRONOUNS = frozenset("he she they it i we".split())
_VOICE_DETERMINERS = frozenset("the a an his her its their this that one some another both our my".split())
_OWNS = ("'s ", "’s ")
_AND = lazy(r"(?:,|,? and) (?:[A-Z][\w.]* ){0,4}")
_JOIN = lazy(r"[-/&. ]|\. |['’]s |['’] |, (?:Jr|Sr)\.? ")
_LONG = 2_000  # characters; a longer sentence is read in parts, so that no text takes more than linear time


class Voice(NamedTuple):
    """Who speaks: where the verb stands, the speaker as written (half-open offsets), the person if one is meant."""

    at: int
    start: int
    end: int
    person: Person | None


@dataclass(slots=True)
class Frame:
    """A sentence as the writer tells it: its words outside quotation marks, what stands before each, who speaks."""

    text: str
    start: int
    end: int
    line: int
    words: list[Word]
    gaps: list[str]
    people: list[tuple[int, int, Person]]
    quoted: Callable[[int], bool]  # whether a quotation ends directly before an offset
    voices: list[Voice] | None = None

    def index(self, offset: int) -> int:
        """Index of the first word at or behind an offset."""
        return bisect_left(self.words, offset, key=FIRST)


def _frames(reading: Reading, marks: Sequence[Marked]) -> list[Frame]:
    """The article's sentences, those within a quotation joined, as frames; "a spokesman" is nobody known."""
    text, inside = reading.text, bytearray(len(reading.text))
    for mark in marks:
        inside[mark.start : mark.end] = b"\1" * (mark.end - mark.start)

    def quoted(at: int) -> bool:
        return inside.find(1, max(0, at - 4), at) >= 0

    bounds: list[Sentence] = []
    for s in reading.sents:  # a sentence goes on inside a quotation and after its "?" or "!"
        on = inside[s.start] or quoted(s.start) and re.search(r"[?!…]\W+$", text[s.start - 4 : s.start])
        if bounds and on and s.line == bounds[-1].line and s.start - bounds[-1].start < _LONG:
            bounds[-1] = bounds[-1]._replace(end=s.end)
        else:
            bounds.append(s)
    out = []
    for start, end, _, line in bounds:
        words = [w for w in reading.within(reading.words, start, end) if not inside[w.start]]
        gaps = [text[a : w.start] for a, w in zip([start, *(w.end for w in words)], words, strict=False)]
        people = [
            (s, e, p)
            for s, e, p in reading.within(reading.at, start, end)
            if not inside[s] and (text[s - 2 : s].lower() not in ("a ", "n ") or (s, e) in p.mentions)
        ]
        out.append(Frame(text, start, end, line, words, gaps, people, quoted))
    return out


@cache
def _speech() -> Mapping[str, bool]:
    """All forms of the verbs of speech, and whether they count anywhere."""
    forms = dict.fromkeys(_FORMS.split(), True) | dict.fromkeys(_DOUBTFUL.split(), False)
    for verb in _VERBS.split():
        stem = verb[:-1] if verb[-1] == "e" or verb[-2:] in ("ly", "fy", "ny", "ry") else verb
        i = "i" if verb[-1] == "y" and stem != verb else ""
        third = f"{stem}ies" if i else verb + ("es" if verb[-1] in "sh" else "s")
        ing = verb if verb[-1] != "e" else stem
        forms = {verb: False, third: False, f"{stem}{i}ed": True, f"{ing}ing": True} | forms
    return forms


def _adverb(low: str) -> bool:
    """Whether a word may stand between a speaker and the verb: "has again", "on Monday", "immediately"."""
    return low in _ADVERBS or low.endswith("ly")


def _governed(frame: Frame, start: int) -> bool:
    """Whether a name depends on a preposition: "a spokesman for Trump", but not "Secretary of State John Kerry"."""
    words, last = frame.words, frame.index(start)
    for k in range(last - 1, max(-1, last - 7), -1):
        if words[k].low in _VOICE_PREPOSITIONS and "," not in frame.gaps[k + 1]:
            return not (words[k].low == "of" and 0 < k < last - 1 and words[k - 1].text[0].isupper())
        if words[k].text[0].islower() or "," in frame.gaps[k + 1]:
            break
    return False


def _phrase(frame: Frame, at: int, i: int, step: int) -> Voice:
    """The noun phrase that ends (``step`` -1) or begins (1) at word i: a person, several, or the words alone."""
    words, k = frame.words, i
    while 0 <= k + step < len(words) and abs(k - i) < 14 and _JOIN.fullmatch(frame.gaps[max(k, k + step)]):
        low, after = words[k + step].low, words[k] if step < 0 else words[min(k + 2, len(words) - 1)]
        linked = low == "and" and after.text[0].isupper()
        if low in _FRAME_BREAKS and not linked or low in _AUXILIARIES or _speech().get(low):
            break
        k += step
    k, j = min(i, k), max(i, k)
    if words[k].low in _VOICE_PREPOSITIONS and k < j:  # "In a statement the ministry"
        k = max((n for n in range(k + 1, j + 1) if words[n].low in _VOICE_DETERMINERS), default=k + 1)
    for n in range(k + 1, j + 1):  # "the ministry in a statement"
        if words[n].low in _VOICE_PREPOSITIONS and words[n].low not in ("of", "for", "to", "with"):
            j = n - 1
            break
    start, end = words[k].start, words[j].end
    for n, (s, e, _) in reversed([*enumerate(frame.people)]):
        nxt = frame.index(e)
        ends = (
            e >= end
            or (words[nxt].low in _ENDS_SUBJECT or _adverb(words[nxt].low))
            and frame.gaps[nxt] == " "
        )
        if start < e and s < end and ends and not _governed(frame, s):
            return _people_to(frame, at, start, n, max(e, end) if step < 0 else e)
    return Voice(at, start, end, None)


def _people_to(frame: Frame, at: int, start: int, last: int, end: int) -> Voice:
    """The person at a place of the frame, or the people joined up to there, titles included."""
    first = last
    while first and _AND.fullmatch(frame.text[frame.people[first - 1][1] : frame.people[first][0]]):
        first -= 1
    s, _, person = frame.people[first]
    if first == last:
        return Voice(at, start if 0 < s - start < 60 else s, end, person)
    i = frame.index(s)
    while i and frame.words[i - 1].text[0].isupper() and frame.gaps[i] in (" ", ". "):
        i -= 1
    return Voice(at, frame.words[i].start, frame.people[last][1], None)


def _foremost(frame: Frame, before: int, fits: Callable[[Person], bool] | None = None) -> Voice | None:
    """The subject of a frame by position: its first free-standing name, else a pronoun, else its first words."""
    people, start = frame.people, 0
    for n, (s, e, person) in enumerate(people):
        if s >= before:
            break
        i = frame.index(s)
        ing = i and frame.words[i - 1].low.endswith("ing")
        if ing or _governed(frame, s) or fits and not fits(person):
            continue
        last = n
        while last + 1 < len(people) and _AND.fullmatch(frame.text[people[last][1] : people[last + 1][0]]):
            last += 1
        return _people_to(frame, before, s, last, e)
    words = frame.words[: frame.index(before)]
    for word in words:
        if word.low in _VOICE_PRONOUNS:
            return Voice(before, word.start, word.end, None)
    for j, word in enumerate(words):
        joined = j + 1 < len(words) and _JOIN.fullmatch(frame.gaps[j + 1])
        after = words[j + 1].low if joined else ""
        ends = after in _ENDS_SUBJECT or after.endswith("ed") or _speech().get(after)
        if not joined or j > start and ends:
            low = words[start].low
            odd = words[start].text.isupper() and low != "a" or low.endswith(("ly", "ing", "ed"))
            if not odd and low not in _ENDS_SUBJECT and j - start < 8:
                return Voice(before, words[start].start, word.end, None)
            start = start if joined else j + 1
    return None


def _ahead(frame: Frame, i: int, voices: Sequence[Voice]) -> Voice | None:
    """Who stands before the verb at word i."""
    words, gaps, j, at = frame.words, frame.gaps, i - 1, frame.words[i].start
    while j >= 0 and _adverb(words[j].low) and gaps[j + 1] in (" ", ", "):
        j -= 1
    if j < 0 or gaps[j + 1] in _OWNS:
        return None
    gap, low = gaps[j + 1], words[j].low
    if ")" in gap:  # "John Kasich (R-Ohio) said"
        while j and "(" not in gaps[j]:
            j -= 1
        j, gap = max(0, j - 1), " "
    # "delivered a statement saying", "and said", "went on to say": the one who did the thing before
    named = gap == " " and any(p[1] == words[j].end for p in frame.people)
    if words[i].low.endswith("ing") and not named or low in _FOLLOWS:
        if gaps[j] in _OWNS and j and gap == " ":  # "the minister's remarks suggesting"
            return _phrase(frame, at, j - 1, -1)
        who = next((w.start for w in words[j:0:-1] if w.low == "who"), 0) if low == "and" else 0
        for s, e, person in frame.people if who and not (voices and voices[-1].at > who) else ():
            if e == who - 2:  # "of Mr A, who came and said"
                return Voice(at, s, e, person)
        return voices[-1]._replace(at=at) if voices else _foremost(frame, at)
    if low in ("who", "which", "that") and j:
        voice = _phrase(frame, at, j - 1, -1)
        return voice if low == "who" else voice._replace(person=None)
    if re.search(r"[,–—]| - ", gap):  # "Hugh Hill, a doctor, said"
        for s, e, person in reversed([p for p in frame.people if p[1] <= words[j].end]):
            if re.match(r",| [(–—-]", frame.text[e : e + 2]) and not _governed(frame, s):
                return Voice(at, s, e, person)
        return _foremost(frame, at)
    if low in _VOICE_PRONOUNS:
        return Voice(at, words[j].start, words[j].end, None)
    return _phrase(frame, at, j, -1)


def _behind(frame: Frame, i: int) -> Voice | None:
    """Who stands behind the verb at word i: "said the minister"."""
    words, k = frame.words, i + 1
    while k < len(words) and _adverb(words[k].low):
        k += 1
    stops = k >= len(words) or words[k].text in _FRAME_BREAKS | _VOICE_PREPOSITIONS
    return None if stops or not _JOIN.fullmatch(frame.gaps[k]) else _phrase(frame, words[i].start, k, 1)


def _voices(frame: Frame) -> list[Voice]:
    """Who speaks in a frame, in order: before and behind the verbs of speech, or after "according to"."""
    if frame.voices is not None:
        return frame.voices
    words, verbs, people, out = frame.words, _speech(), frame.people, list[Voice]()
    for i, word in enumerate(words):
        sure, voice, ed = verbs.get(word.low), None, word.low.endswith("ed")
        after = words[i + 1].low if i + 1 < len(words) else ""
        if sure is None and ed:  # "…," Mr A beamed: whatever the verb is
            named = i and any(p[1] == words[i - 1].end and frame.quoted(p[0]) for p in people)
            sure = False if named or frame.quoted(word.start) else None
        if i and after == "that" and frame.gaps[i] in _OWNS:  # "the minister's remark that"
            voice = _phrase(frame, word.start, i - 1, -1)
        elif word.low == "according" and after == "to" or sure and ed and after == "by":
            voice = _behind(frame, i + 1)
        elif sure is not None:
            opens = frame.quoted(word.start) or i == 0 and word.text[0].isupper()
            voice = (_behind(frame, i) if opens and word.low[-3:] != "ing" else None) or _ahead(frame, i, out)
            if voice and not sure and after != "it":
                beside = voice.person or frame.text[voice.start : voice.end].lower() in _VOICE_PRONOUNS
                near = beside or opens and voice.start > word.start
                voice = voice if near or frame.quoted(voice.start) else None
        if voice:
            out.append(voice)
    frame.voices = out
    return out


_SIGNED = lazy(r"[ \t]*\n?[ \t]*[–—-]{1,2}[ \t]*(?=[A-Z])")


def _voice(reading: Reading, frame: Frame, mark: Marked) -> Voice | None:
    """The voice of a frame that a quotation in it belongs to, or who signs it ("– Name")."""
    voices = _voices(frame)
    i = bisect_left(voices, mark.start, key=lambda v: v.at)
    after = next((v for v in voices[i:] if v.at > mark.end), None)
    comma = "," in reading.text[mark.end - 1 : mark.end + 2]
    near = after if after and after.at - mark.end < (200 if comma else 100) else None
    if all(w.low in ("and", "but", "or") for w in frame.words[: frame.index(mark.start)]):
        if not near and (m := _SIGNED.match(reading.text, mark.end + 1)):
            for _, end, person in reading.within(reading.at, m.end(), m.end() + 60):
                return Voice(m.end(), m.end(), end, person)
        return near
    attached = after and comma and min(after.at, after.start) - mark.end < 5
    return voices[i - 1] if i and not attached else near or _foremost(frame, mark.start)


_DOCUMENT = lazy(r"\b(?:[Jj]oint )?(?:[Ss]tatement|[Dd]eclaration|[Cc]ommuniqu[eé]|[Rr]esolution)\b")
_JOINT = lazy(r"\b(?:[Jj]oint|[Ff]inal) \w+(?=:$)")
_MESSAGE = lazy(r"(?i)\b(?:message|letter|telegram|note|cable|greetings|congratulations)\b")
_DESCRIBED = lazy(r"(?i)the ((?:[\w-]+ )*?)([\w-]+)(?: of [\w -]+)?")
# Words for any officeholder; another noun has to be in the role ("the minister").
_ANY_OFFICE = frozenset("chief diplomat head leader official politician ruler statesman visitor".split())
_PARTIES = lazy(r"they|it|we|i|(?:the|both) .*s")


class Said(NamedTuple):
    """The last quotation: where it began, whose it was, and the line it stood on."""

    at: int = -1
    line: int = -9
    person: Person | None = None


def _meant(
    reading: Reading, frames: Sequence[Frame], voice: Voice, said: Said, fits: Callable[[Person], bool]
) -> Person | str | None:
    """Whom "he" or "the minister" means: the subject of this sentence so far, of one before, or the last speaker.

    A stranger ("A former envoy was sceptical.") is given by the words of the article.
    """
    speaker = said.person if said.person and fits(said.person) else None
    for frame in frames[:-5:-1]:
        if (
            speaker
            and said.at >= frame.start
            and not any(e <= voice.start and fits(p) for _, e, p in frame.people)
        ):
            return speaker
        told = (v.person for v in _voices(frame) if v.at < voice.at and v.person and fits(v.person))
        first = _foremost(frame, voice.start, fits)
        if person := next(told, first.person if first else None):
            return person
        words = reading.text[first.start : first.end] if first and first.end < voice.start else ""
        if words.startswith(("A ", "An ")):
            return words
    return speaker


def _told_by(
    reading: Reading, frames: Sequence[Frame], voice: Voice, said: Said
) -> tuple[str | None, Person | None]:
    """A voice in the last of some frames as the speaker's name and the person."""
    written, low = reading.text[voice.start : voice.end], reading.text[voice.start : voice.end].lower()
    who: Person | str | None = voice.person
    if (first := low.split()[0]) in ("he", "she"):
        who = _meant(reading, frames, voice, said, lambda p: p.female in (None, first == "she"))
        if who is None:
            return None, None
    elif (
        not who
        and _PARTIES.fullmatch(low)
        and (m := _DOCUMENT.search(reading.text, frames[-1].start, voice.at))
    ):
        who = m.group()  # "In the statement they said"
    elif low in _VOICE_PRONOUNS:
        for frame in frames[:-3:-1] if low == "it" else ():
            subject = _foremost(frame, voice.start)
            if subject and subject.person is None and subject.end - subject.start > 4:
                who = reading.text[subject.start : subject.end]
                break
        if who is None:
            return None, None
    elif who is None and _MESSAGE.search(written):
        sent = re.compile(r"\bfrom [^,.]{0,60}$")  # "the message from Mr A", else who sent it
        named = [p for f in frames[:-4:-1] for s, _, p in f.people if sent.search(reading.text, f.start, s)]
        who = named[0] if named else _meant(reading, frames, voice, Said(), bool)
    elif (m := _DESCRIBED.fullmatch(written)) and m[2].lower() in OFFICE_HEADS | _ANY_OFFICE:
        noun, place = m[2].lower(), next(iter(reading.within(reading.places, voice.start, voice.end)), None)
        parts = [w for w in m[1].lower().split() if PORTFOLIO.match(w) or w in ("prime", "vice", "deputy")]
        parts += [] if noun in _ANY_OFFICE else ["prime" if noun == "premier" else noun]

        def fits(person: Person) -> bool:
            role, country = (person.role or "").lower(), place.country if place else None
            return bool(role) and all(w[:5] in role for w in parts) and country in (None, person.country)

        who = _meant(reading, frames, voice, said, fits) or who
        if who is None:
            known = [p for p in reading.people if fits(p) and p.last_before(voice.start) >= 0]
            who = max(known, key=lambda p: p.last_before(voice.start), default=None)
    if isinstance(who, Person):
        return who.name, who
    bare = re.sub(r"(?i)^(?:the|an?|its|this|that)\s+(?=\w)", "", who or written)
    return " ".join(bare.split()), None


# The writer's words around a quotation tell how it was said. The first row that fits counts.
_CHANNELS = {
    "social media": r"(?i)\b(?:re)?tweet|\b(?:twitter|facebook|instagram|weibo|telegram channel|a post|social media|posted)\b|\bon (?:X|Telegram)\b",
    "letter": r"\b(?:letter|message|telegram|cable|greetings)\b",
    "press conference": r"\b(?:press|news|media) (?:conference|briefing)|\b(?:reporters|journalists|briefing)\b",
    "interview": r"\binterview|\btold (?:the )?(?:[A-Z][\w.]+ ){0,3}(?:[A-Z]{2,5}|News|Times|Post|TV|Television|Radio|newspaper|magazine)\b",
    "statement": r"\b(?:statement|communiqu[eé]|declaration|readout|(?:news|press) release|document|resolution)\b",
}
# A name, a title or a work's name follows these.
_TITLED = lazy(
    r"\b(?:[Tt]itled|[Ee]ntitled|[Ss]o-called|dubbed|nicknamed|named|known as|captioned|logo|slogan|motto|theme|hashtag"
    r"|book|song|film|movie|series|exhibition|forum|magazine|program(?:me)?)[ ,:]*\W?$"
)


def _is_speech(reading: Reading, mark: Marked, voiced: bool, spoken: bool) -> bool:
    """Whether marks set off speech: three words at least, no name, title of a work or set phrase."""
    words = [w.strip("\"'“”‘’()[],.!?;:…–—-") for w in reading.text[mark.start : mark.end].split()]
    words = [w for w in words if w]
    before = reading.text[max(0, mark.start - 30) : mark.start - 1].split("\n")[-1]
    if len(words) < 3 or _TITLED.search(before):
        return False
    small = _VOICE_PREPOSITIONS | _VOICE_DETERMINERS | LOWER_PARTICLES | {"and", "or", "is", "are"}
    if words[0][0].isupper() and all(w.lower() in small or not w[0].islower() for w in words):
        return voiced and reading.text[mark.end - 1] in "!?"
    # "the 'spirit of Geneva'"
    return not (len(words) < 4 and voiced and not spoken and re.search(r"(?i)\bthe \W?$", before))


def find_quotes(reading: Reading) -> list[Quote]:
    """Direct quotations of three words or more, in order of the text, with their speakers."""
    text, marks, out = reading.text, [mark for mark in reading.marked if not mark.single], list[Quote]()
    frames = _frames(reading, marks) if marks else []
    said = Said()
    told: tuple[str | None, str | None, str] = (None, None, "speech")
    at = [max(0, bisect_right(frames, mark.start, key=lambda f: f.start) - 1) for mark in marks]
    for n, (mark, i) in enumerate(zip(marks, at, strict=True)):
        frame, f = frames[i], i
        before = frames[i - 1] if i else None
        voice = _voice(reading, frame, mark)
        if voice is None and not mark.closed and n + 1 < len(marks) and at[n + 1] == i + 1:
            f, voice = i + 1, _voice(reading, frames[i + 1], marks[n + 1])  # the next paragraph tells
        goes_on = said.line == frame.line or before and before.line == said.line and before.quoted(before.end)
        if voice or not goes_on:
            if voice is None and before:  # the sentence or line before leads to it
                m, f = _JOINT.search(text, before.start, before.end), i - 1
                joint = Voice(m.start(), *m.span(), None) if m else None
                voice = joint or next(reversed(_voices(before)), _foremost(before, before.end))
            name, written, person = None, None, None
            if voice:
                written = reading.article.text[voice.start : voice.end]
                name, person = _told_by(reading, frames[max(0, f - 4) : f + 1], voice, said)
            around = " ".join([w.text for w in frames[f].words] + [written or ""])
            channel = next((c for c, pattern in _CHANNELS.items() if re.search(pattern, around)), "speech")
            told = name, written, channel
            said = said._replace(person=person or said.person)
        said = said._replace(at=mark.start, line=frame.line)
        spoken = any(v.at < mark.start for v in _voices(frame))
        if _is_speech(reading, mark, told[1] is not None, spoken):
            span = reading.span(mark.start, mark.end)
            out.append(Quote(span.text, *told, span))
    return out


# --- Meeting ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meeting:
    """What an article tells of its principal meeting, and the quotations and events beside it.

    Without a meeting in the article ``date``, ``mode`` and ``location`` are None and ``participants`` and
    ``topics`` empty; quotations and upcoming events are found all the same.
    """

    date: dt.date | None
    date_span: Span | None
    mode: Mode | None
    participants: tuple[Participant, ...]
    location: Location | None
    topics: tuple[Topic, ...]
    upcoming_events: tuple[UpcomingEvent, ...]
    quotes: tuple[Quote, ...]
    article: Article

    @classmethod
    def from_reading(cls, reading: Reading) -> Meeting:
        """Ask each finder."""
        day, location = find_date(reading), find_location(reading)
        return cls(
            date=day[0][0] if day else None,
            date_span=day[0][1] if day else None,
            mode=reading.mode,
            participants=tuple(find_participants(reading)),
            location=location[0] if location else None,
            topics=tuple(find_topics(reading)),
            upcoming_events=tuple(find_upcoming_events(reading)),
            quotes=tuple(find_quotes(reading)),
            article=reading.article,
        )

    def to_dict(self, article: bool = True) -> dict[str, Any]:
        """Plain dicts, lists, strings and None; dates as ISO strings. ``article=False`` leaves the text out."""
        record: dict[str, Any] = _plain(self)
        if not article:
            del record["article"]
        return record

    def to_json(self, *, article: bool = True, indent: int | None = None) -> str:
        """The same as JSON text, on one line unless ``indent`` is given."""
        return json.dumps(self.to_dict(article), ensure_ascii=False, indent=indent)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Meeting:
        """The Meeting that ``to_dict`` or ``json.loads(meeting.to_json())`` came from, exactly."""
        if "article" not in record:
            raise ValueError("this record has no article: it was made with to_dict(article=False)")
        return cls(**{f.name: _made(f.name, record[f.name]) for f in fields(cls)})

    def to_record(self) -> dict[str, Any]:
        """One flat row for a table: the same keys in the same order always, sequences joined with "; "."""

        def joined(values: Iterable[str | None]) -> str:
            return "; ".join(value or "" for value in values)

        place = self.location or Location()
        return {
            "id": self.article.id,
            "source": self.article.source,
            "title": self.article.title,
            "published": self.article.published,
            "date": self.date,
            "mode": self.mode,
            "participants": joined(p.name for p in self.participants),
            "roles": joined(p.role for p in self.participants),
            "countries": joined(p.country for p in self.participants),
            "venue": place.venue,
            "city": place.city,
            "country": place.country,
            "topics": joined(t.text for t in self.topics),
            "upcoming_events": joined(e.name for e in self.upcoming_events),
            "quotes": len(self.quotes),
        }

    def __str__(self) -> str:
        return as_text(self)

    def _repr_html_(self) -> str:
        return as_html(self)

    def to_html(self) -> str:
        """A page of its own to save or open: the card and the article with its evidence marked."""
        return as_page(self)


def _plain(value: Any) -> Any:
    """Records as dicts, tuples as lists, dates as ISO strings."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value.isoformat() if isinstance(value, dt.date) else value


_RECORDS: dict[str, Callable[..., Any]] = {
    **dict.fromkeys(("span", "date_span", "role_span", "mentions"), Span),
    **{"article": Article, "participants": Participant, "location": Location, "topics": Topic},
    **{"upcoming_events": UpcomingEvent, "quotes": Quote},
}


def _made(name: str, value: Any) -> Any:
    """What ``_plain`` made of a record's field of that name, as it was."""
    if isinstance(value, (list, tuple)):
        return tuple(_made(name, item) for item in value)
    if isinstance(value, Mapping):
        return _RECORDS[name](**{key: _made(key, item) for key, item in value.items()})
    if isinstance(value, str) and name in ("date", "published", "start", "end"):
        return dt.date.fromisoformat(value)
    return value


# --- Display ----------------------------------------------------------------------------------------

# Colours of the fields (Okabe and Ito's, which colour-blind readers tell apart), see-through as grounds, so
# that they are readable on light and dark alike.
COLOURS = {
    "date": "230,159,0",
    "participants": "86,180,233",
    "location": "0,158,115",
    "topics": "204,121,167",
    "upcoming": "213,94,0",
    "quotes": "140,140,140",
}
FOLD = 2500  # characters; a longer article is folded in a notebook


def _row_texts(meeting: Meeting) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What both displays show: each field's name and its values as (main words, more about it)."""

    def joined(*parts: object) -> str:
        return ", ".join(" ".join(str(part).split()) for part in parts if part)

    place = meeting.location
    events = sorted(meeting.upcoming_events, key=lambda e: str(e.start or e.end or "9999"))
    found = meeting.mode or meeting.date
    yield "date", [(str(meeting.date or ("not told" if found else "no meeting found")), "")]
    yield "mode", [(meeting.mode or "", "")] if found else []
    yield "participants", [(joined(p.name), joined(p.title, p.role, p.country)) for p in meeting.participants]
    yield "location", [(joined(place.venue, place.city, place.country), "")] if place else []
    yield "topics", [(joined(topic.text), "") for topic in meeting.topics]
    yield "upcoming", [(joined(e.name, _days_told(e) or e.date_text, e.location), "") for e in events]
    quotes = ((q.text, q.speaker or "unknown speaker", q.channel) for q in meeting.quotes)
    yield "quotes", [(f"“{joined(text)}”", joined(speaker, channel)) for text, speaker, channel in quotes]


def _days_told(event: UpcomingEvent) -> str:
    if event.end and not event.start:
        return f"by {event.end}"
    return " to ".join(dict.fromkeys(str(day) for day in (event.start, event.end) if day))


def as_text(meeting: Meeting) -> str:
    """The Meeting for a terminal: several lines, one a value."""
    lines = []
    for name, values in _row_texts(meeting):
        for number, (main, more) in enumerate(values):
            if name == "quotes":
                main, more = f"{more.removesuffix(', speech')}: {main}", ""
            lines.append(f"{'' if number else name.capitalize():<12} {main}{more and f' ({more})'}")
    return "\n".join(lines)


def _escaped(value: object) -> str:
    """Any value as harmless HTML text; characters that a page may not hold are replaced."""
    import html

    return html.escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", str(value)))


def as_html(meeting: Meeting, fold: bool = True) -> str:
    """The Meeting as HTML for a notebook cell: a card, and the article with its evidence marked."""
    article = meeting.article
    about = [f"published {article.published}"] if article.published else []
    about += filter(None, [article.source or article.id])
    rows = []
    for name, values in _row_texts(meeting):
        cells = [
            f'<div style="padding-left:1em;text-indent:-1em">{_escaped(_shortened(main))}'
            + (f' <span style="opacity:.7">– {_escaped(more)}</span>' if more else "")
            for main, more in values
        ]
        if cells:
            label = _mark(name.capitalize(), [name]) if name in COLOURS else name.capitalize()
            rows.append(f"<div>{label}</div><div>{'</div>'.join(cells)}</div></div>")
    legend = " ".join(_mark(name, [name]) for name in COLOURS)
    opened = "" if fold and len(article.text) > FOLD else " open"
    return (
        '<div class="tex2jax_ignore mathjax_ignore" style="max-width:60em;line-height:1.5;text-align:left">'
        f'<div style="font-size:1.15em;font-weight:600">{_escaped(article.title or "")}</div>'
        f'<div style="opacity:.7">{_escaped(" · ".join(about))}</div>'
        '<div style="display:grid;grid-template-columns:max-content 1fr;gap:.35em 1em;margin:.6em 0">'
        f"{''.join(rows)}</div>"
        f'<details{opened}><summary style="cursor:pointer">Article {legend}</summary>'
        f'<div style="white-space:pre-wrap;overflow-wrap:anywhere;margin-top:.5em">{_marked_up(meeting)}</div>'
        "</details></div>"
    )


def _shortened(text: str, width: int = 220) -> str:
    """Its first words, the closing mark kept."""
    if len(text) <= width:
        return text
    return text[: width - 2].rsplit(" ", 1)[0] + " …" + "”" * (text[-1] == "”")


def _mark(text: str, names: Sequence[str], hint: str = "") -> str:
    """Text on the ground of the first field, underlined in the colour of the second."""
    colours = [COLOURS[name] for name in names]
    style = f"background:rgba({colours[0]},.28);border-bottom:2px solid rgba({colours[-1]},.9)"
    title = f' title="{_escaped(hint)}"' if hint else ""
    return f'<span style="{style};color:inherit;border-radius:2px"{title}>{_escaped(text)}</span>'


def _marked_up(meeting: Meeting) -> str:
    """The article with every span marked; where spans overlap it is cut at their bounds, the shortest on top."""
    text = meeting.article.text
    spans: list[tuple[Span | None, str, str]] = [
        (meeting.date_span, "date", f"date: {meeting.date}"),
        *(
            (s, "participants", f"participant: {p.name}")
            for p in meeting.participants
            for s in (*p.mentions, p.role_span)
        ),
        (meeting.location.span if meeting.location else None, "location", "location"),
        *((t.span, "topics", "topic") for t in meeting.topics),
        *(
            (e.span, "upcoming", f"upcoming: {_days_told(e) or e.date_text or e.name}")
            for e in meeting.upcoming_events
        ),
        *((q.span, "quotes", f"quote: {q.speaker or 'speaker unknown'}") for q in meeting.quotes),
    ]
    # What begins and ends at each offset; ``on`` holds what is open, as (length, number in spans).
    marks = {i: (max(0, s.start), min(s.end, len(text))) for i, (s, _, _) in enumerate(spans) if s}
    bounds: dict[int, list[int]] = {0: [], len(text): []}
    for i, (start, end) in marks.items():
        if start < end:
            bounds.setdefault(start, []).append(i)
            bounds.setdefault(end, []).append(i)
    out, on, at = [], set[tuple[int, int]](), 0
    for bound in sorted(bounds):
        if part := text[at:bound]:
            names = [spans[i][1] for _, i in sorted(on)]
            hint = "; ".join(dict.fromkeys(spans[i][2] for _, i in sorted(on)))
            out.append(_mark(part, names, hint) if names else _escaped(part))
        on ^= {(marks[i][1] - marks[i][0], i) for i in bounds[bound]}
        at = bound
    return "".join(out)


PAGE = (
    '<!DOCTYPE html>\n<html lang="en" style="color-scheme:light dark"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>{}</title></head>\n'
    '<body style="font-family:system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em">\n',
    "\n</body></html>\n",
)


def as_page(meeting: Meeting) -> str:
    """A whole HTML page."""
    title = _escaped(meeting.article.title or "Diplomatic meeting")
    return PAGE[0].format(title) + as_html(meeting, fold=False) + PAGE[1]


# --- Public functions -------------------------------------------------------------------------------

_LOCK = threading.Lock()  # one thread at a time loads and runs a pipeline; the rules run outside
_bundled: list[Language] = []
# Components whose work nobody asks for here: the rules need neither tags nor trees.
_NOT_NEEDED = {
    *("tagger", "parser", "morphologizer", "attribute_ruler", "lemmatizer", "trainable_lemmatizer"),
    *("textcat", "textcat_multilabel", "spancat", "entity_linker"),
}
# The bundled pipeline remembers the words it meets, which is fast, until it knows this many; from then on it
# forgets new ones after each batch (a memory zone of spaCy's), so that a long run stays within some 50 MB.
KNOWN_WORDS = 60_000
# A pass of the network over a long text leaves the processor's cache and costs more than its length.
PIECE, AT_ONCE = 8_000, 32_000  # characters of one piece of a text, and of all that go in one pass
# spaCy peels marks off a word one by one, each time looking at all of it: a run without spaces is shown to the
# pipeline in pieces, with a space for its last character, so that no offset moves.
LONG_WORD = lazy(r"\S{200}")


def load_pipeline(name: str | os.PathLike[str] | None = None) -> Language:
    """A spaCy pipeline with the components that are needed: the bundled one, or any by name or path.

    Raises ``PipelineNotFoundError`` (a ``ValueError``) if there is none by that name.
    """
    if not (name is None or isinstance(name, (str, os.PathLike))):
        raise TypeError(f"a pipeline is given by its name or path, not by {type(name).__name__}")
    import spacy

    if name is None or name == "en_diplomacy_sm":
        folder = Path(__file__).with_name("en_diplomacy_sm")
        versions = sorted(folder.glob("en_diplomacy_sm-*/config.cfg"))
        if not versions:
            raise PipelineNotFoundError(
                f"the bundled pipeline is missing beside {__file__}; "
                "reinstall with: pip install --force-reinstall diplomacy-extract"
            )
        return spacy.load(versions[-1].parent)
    try:
        nlp = spacy.load(os.fspath(name))
    except OSError:
        raise PipelineNotFoundError(
            f"no spaCy pipeline {os.fspath(name)!r} is installed or on disk; leave it out to use the bundled one, "
            "or install yours with pip"
        ) from None
    for pipe in nlp.pipe_names:
        if nlp.get_pipe_meta(pipe).factory in _NOT_NEEDED:
            nlp.remove_pipe(pipe)
    if "senter" in nlp.disabled:
        nlp.enable_pipe("senter")
    elif not {"senter", "sentencizer"} & set(nlp.pipe_names):
        nlp.add_pipe("sentencizer")
    return nlp


def _default() -> Language:
    """The bundled pipeline, loaded once."""
    with _LOCK:
        if not _bundled:
            _bundled.append(load_pipeline())
        return _bundled[0]


def _checked(nlp: object) -> None:
    if isinstance(nlp, (str, os.PathLike)):
        raise TypeError(
            f"nlp must be a spaCy pipeline, not a name: pass nlp=load_pipeline({os.fspath(nlp)!r})"
        )
    if nlp is not None and not (callable(nlp) and hasattr(nlp, "pipe")):
        raise TypeError(f"nlp must be a spaCy pipeline (see load_pipeline), not {type(nlp).__name__}")


def _is_doc(value: object) -> TypeGuard[Doc]:
    tokens = sys.modules.get("spacy.tokens")  # where spaCy was never imported there is no Doc
    return tokens is not None and isinstance(value, tokens.Doc)


def _article(source: Any, published: object = None, encoding: str | None = None) -> Article:
    """Any input as an Article; one that a caller made is completed and checked like any other."""
    if isinstance(source, Article):
        day = source.published if published is None else published
        loaded = load_article(source.text, published=day, title=source.title, id=source.id)
        return replace(loaded, dateline=source.dateline or loaded.dateline, source=source.source)
    return load_article(source, published=published, encoding=encoding)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text as the pipeline is shown it: in pieces that end with a line or a sentence, each with its offset."""
    if max(map(len, text.split()), default=0) > 199:
        text = LONG_WORD.sub(lambda m: m.group()[:-1] + " ", text)
    at = 0
    while len(text) - at > PIECE:
        ends = (text.rfind(mark, at, at + PIECE) + len(mark) for mark in ("\n", ". ", " "))
        end = next((end for end in ends if end > at + 1), at + PIECE)
        yield at, text[at:end]
        at = end
    yield at, text[at:]


def _entities(nlp: Language, texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    """Each text's entities as (start, end, label); nothing of a Doc is kept."""
    pieces = [(i, *piece) for i, text in enumerate(texts) for piece in _pieces(flat(text, layout(text)))]
    out: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    size = max(1, AT_ONCE // max((len(piece) for _, _, piece in pieces), default=1))
    with _LOCK:
        own = bool(_bundled) and nlp is _bundled[0]
        # Sentences are cut by the Reading, which knows the lines; our pipeline's own are for its other users.
        options: dict[str, Any] = {"disable": ["senter"]} if own else {}
        with nlp.memory_zone() if own and len(nlp.vocab) > KNOWN_WORDS else nullcontext():
            docs = nlp.pipe([piece for _, _, piece in pieces], batch_size=size, **options)
            for (i, at, _), doc in zip(pieces, docs, strict=True):
                out[i] += [(at + start, at + end, label) for start, end, label in _ents(doc)]
    return out


def _ents(doc: Doc) -> list[tuple[int, int, str]]:
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


def _within_limit(article: Article, nlp: Language) -> Article:
    limit = getattr(nlp, "max_length", sys.maxsize)
    if len(article.text) > limit:
        size = len(article.text)
        raise ValueError(f"the text has {size} characters, the pipeline's limit (nlp.max_length) is {limit}")
    return article


def extract_meeting(
    article: str | os.PathLike[str] | Article | Doc, *, published: object = None, nlp: Language | None = None
) -> Meeting:
    """The principal meeting of one article.

    ``article`` is a ``str`` (the text itself), a path (a file), an ``Article`` or a spaCy ``Doc`` (then without
    ``nlp``; the Doc is not changed). ``published`` wins over what the text says. ``nlp`` is any spaCy English
    pipeline with entities, which is not changed; left out, the bundled one, loaded once.
    """
    _checked(nlp)
    if _is_doc(article):
        if nlp is not None:
            raise TypeError("a Doc has its entities already: pass it without nlp, or pass its text")
        return Meeting.from_reading(read(_article(article.text, published), _ents(article)))
    loaded = _article(article, published)
    nlp = _default() if nlp is None else nlp
    return Meeting.from_reading(read(loaded, _entities(nlp, [_within_limit(loaded, nlp).text])[0]))


class Stream(Iterator[Any]):
    """What ``extract_meetings`` returns: a generator that can be pickled, as what it still holds.

    A cluster's worker sends its partition that way.
    """

    def __init__(self, results: Generator[Any, None, None]) -> None:
        self.results = results

    def __next__(self) -> Any:
        return next(self.results)

    def close(self) -> None:
        """End the worker processes, if any, before the last result."""
        self.results.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return iter, (list(self),)


@overload
def extract_meetings(
    articles: Iterable[Any],
    *,
    nlp: Language | None = ...,
    n_process: int = ...,
    batch_size: int = ...,
    progress: bool = ...,
    on_error: Literal["raise", "skip"] = ...,
) -> Iterator[Meeting]: ...
@overload
def extract_meetings(
    articles: Iterable[Any],
    *,
    nlp: Language | None = ...,
    n_process: int = ...,
    batch_size: int = ...,
    progress: bool = ...,
    on_error: str,
) -> Iterator[Meeting | Failure]: ...
def extract_meetings(
    articles: Iterable[Any],
    *,
    nlp: Language | None = None,
    n_process: int = 1,
    batch_size: int = 64,
    progress: bool = False,
    on_error: str = "raise",
) -> Iterator[Any]:
    """The meetings of many articles (texts, paths, Articles, Docs), in their order, as a stream.

    ``n_process`` worker processes read up to ``batch_size`` articles at a time; memory does not grow with their
    number. ``progress`` shows a bar on standard error. An input that fails raises the error with its index and
    source (``on_error="raise"``), gives a ``Failure`` in its place ("return"), or an ``ExtractionWarning`` ("skip").
    """
    if isinstance(articles, (str, bytes, os.PathLike, Article)) or _is_doc(articles):
        raise TypeError(
            f"extract_meetings takes many articles, not one {type(articles).__name__}: pass [article]"
        )
    if isinstance(articles, Mapping) or hasattr(articles, "columns"):
        raise TypeError(
            f"a {type(articles).__name__} yields its keys, not articles: pass the texts themselves"
        )
    if not isinstance(articles, Iterable):
        raise TypeError(f"extract_meetings takes an iterable of articles, not {type(articles).__name__}")
    _checked(nlp)
    for name, value in (("n_process", n_process), ("batch_size", batch_size)):
        if not isinstance(value, int) or value < 1:
            raise ValueError(f"{name} must be a whole number from 1 up, not {value!r}")
    if on_error not in ("raise", "return", "skip"):
        raise ValueError(f'on_error must be "raise", "return" or "skip", not {on_error!r}')
    return Stream(_stream(articles, _article, nlp, n_process, batch_size, progress, on_error))


def _stream(
    articles: Iterable[Any],
    load: Callable[[Any], Article],
    nlp: Language | None,
    n_process: int,
    batch_size: int,
    progress: bool,
    on_error: str,
) -> Generator[Meeting | Failure, None, None]:
    """``extract_meetings`` after its checks; ``load`` makes an Article of an input, in the worker."""
    source, total = iter(articles), len(articles) if isinstance(articles, Sized) else None
    if total and n_process > 1:  # of a few articles, too, each process gets its part
        batch_size = min(batch_size, max(1, total // (2 * n_process)))
    lists = iter(lambda: list(islice(source, batch_size)), [])
    batches = ((number * batch_size, items, load) for number, items in enumerate(lists))
    with ExitStack() as stack:
        bar = None
        if progress:
            from tqdm import tqdm

            bar = stack.enter_context(tqdm(total=total, unit=" articles"))
        work = (
            _parallel(batches, n_process, nlp)
            if n_process > 1
            else (_work(first, items, load, nlp) for first, items, load in batches)
        )
        stack.callback(work.close)
        for result in chain.from_iterable(work):
            if bar is not None:
                bar.update()
            if isinstance(result, Meeting) or on_error == "return":
                yield result
                continue
            where = f"article {result.index}" + (f" ({result.source})" if result.source else "")
            if on_error == "raise":
                raise _ERRORS.get(result.error, RuntimeError)(f"{where}: {result.message}")
            warnings.warn(f"{where} left out: {result.message}", ExtractionWarning, stacklevel=2)


_ERRORS: dict[str, type[Exception]] = {
    kind.__name__: kind
    for kind in (FileNotFoundError, IsADirectoryError, ModuleNotFoundError, OSError, PermissionError)
} | {"TypeError": TypeError, "ValueError": ValueError}


def _work(
    first: int, items: Sequence[Any], load: Callable[[Any], Article], nlp: Language | None
) -> list[Meeting | Failure]:
    """One batch: read, the pipeline over all texts at once, then the rules. What fails gives a Failure."""
    nlp = _default() if nlp is None else nlp
    out: dict[int, Meeting | Failure] = {}
    ready: dict[int, Article] = {}

    def failed(at: int, error: Exception) -> None:
        name = items[at] if isinstance(items[at], os.PathLike) else getattr(items[at], "source", None)
        message = " ".join(str(error).split()) or type(error).__name__
        out[at] = Failure(first + at, None if name is None else str(name), type(error).__name__, message)

    for at, item in enumerate(items):
        try:
            ready[at] = _within_limit(load(item), nlp)
        except Exception as error:
            failed(at, error)
    try:
        ents = dict(zip(ready, _entities(nlp, [article.text for article in ready.values()]), strict=True))
    except Exception:  # one text broke the pass: each alone, so that only that one fails
        ents = {}
    for at, article in ready.items():
        try:
            found = ents[at] if ents else _entities(nlp, [article.text])[0]
            out[at] = Meeting.from_reading(read(article, found))
        except Exception as error:
            failed(at, error)
    return [out[at] for at in range(len(items))]


_worker: list[Language | None] = []


def _start(nlp: Language | None) -> None:
    """Set up a worker process; a lock that another thread held at the fork must not be waited for."""
    import signal

    global _LOCK
    _LOCK = threading.Lock()
    _worker[:] = [nlp]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends its workers


def _work_there(first: int, items: Sequence[Any], load: Callable[[Any], Article]) -> list[Meeting | Failure]:
    return _work(first, items, load, _worker[0])


def _parallel(
    batches: Iterable[tuple[int, list[Any], Callable[[Any], Article]]], n_process: int, nlp: Language | None
) -> Generator[list[Meeting | Failure], None, None]:
    """The batches' results in order, from worker processes, with few batches on the way at any time."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    if nlp is None and multiprocessing.get_start_method() == "fork":
        _default()  # loaded once, shared by all
    pool = ProcessPoolExecutor(n_process, initializer=_start, initargs=(nlp,))
    waiting: deque[tuple[Any, Any]] = deque()
    try:
        for batch in chain(batches, repeat(None)):
            if batch:
                waiting.append((batch, pool.submit(_work_there, *batch)))
                if len(waiting) <= 2 * n_process:
                    continue
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                raise RuntimeError(
                    "a worker process ended: out of memory, or a script that does not guard its start "
                    'with if __name__ == "__main__"'
                ) from None
            except Exception:  # an input that cannot be sent to another process: do the batch here
                result = _work(batch[0], batch[1], batch[2], nlp)
            yield result
    finally:
        pool.shutdown(cancel_futures=True)


# --- Command line -----------------------------------------------------------------------------------


def main(argv: Sequence[str] | None = None) -> int:
    """``diplomacy-extract``: 0, or 1 if an input could not be read; misuse exits with 2."""
    import argparse

    class Parser(argparse.ArgumentParser):
        def error(self, message: str) -> NoReturn:
            self.exit(2, f"{self.prog}: {' '.join(message.split())} (see --help)\n")

    parser = Parser(prog="diplomacy-extract", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "input", nargs="+", metavar="INPUT", help="a text or HTML file, a folder of them, or -"
    )
    parser.add_argument("--format", choices=("text", "json", "jsonl", "html"), default="text")
    parser.add_argument("--published", metavar="DATE", help="day of publication, YYYY-MM-DD")
    parser.add_argument("--encoding", metavar="NAME", help="of the text files, if not UTF-8")
    parser.add_argument("--pipeline", metavar="NAME", help="another spaCy pipeline, by name or path")
    parser.add_argument("--jobs", metavar="N", type=int, default=1, help="worker processes")
    parser.add_argument("--output", metavar="FILE", help="write there instead of to standard output")
    parser.add_argument("--version", action="version", version=__version__)
    args = parser.parse_args(argv)
    try:
        day = _day(args.published)
        if args.jobs < 1:
            raise ValueError("--jobs must be 1 or more")
        if args.encoding:
            codecs.lookup(args.encoding)
        nlp = load_pipeline(args.pipeline) if args.pipeline else None
        out = open(args.output, "w", encoding="utf-8") if args.output else sys.stdout  # noqa: SIM115
    except (ValueError, OSError, LookupError) as error:
        parser.error(str(error))
    bad = 0

    def complain(message: str) -> Literal[False]:
        nonlocal bad
        bad = 1
        print(f"{parser.prog}: {message}", file=sys.stderr)
        return False

    items = list(_inputs(args.input, args.encoding, complain))
    many = len(args.input) > 1 or Path(args.input[0]).is_dir()
    bar = many and sys.stderr.isatty()
    load = partial(_article, published=day, encoding=args.encoding)
    try:
        if out is sys.stdout and isinstance(out, io.TextIOWrapper):
            out.reconfigure(encoding=None if args.format == "text" else "utf-8", errors="replace")
        with closing(_stream(items, load, nlp, args.jobs, 64, bar, "return")) as results:
            meetings = (r for r in results if isinstance(r, Meeting) or complain(r.message))
            for part in _output(meetings, args.format, many):
                out.write(part)
                out.flush()
    except BrokenPipeError:  # | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130
    finally:
        if out is not sys.stdout:
            out.close()
    return bad


def _inputs(
    names: Sequence[str], encoding: str | None, complain: Callable[[str], object]
) -> Iterator[Path | Article]:
    """Files, the files of folders, and standard input."""
    for name in names:
        path = Path(name)
        if name == "-":
            try:
                yield Article(_decoded("-", sys.stdin.buffer.read(), encoding), source="-")
            except ValueError as error:
                complain(str(error))
        elif path.is_dir():
            files = sorted(f for f in path.iterdir() if f.suffix.lower() in {".txt", *HTML} and f.is_file())
            if not files:
                complain(f"{path}: no .txt, .html or .htm file in this folder")
            yield from files
        else:
            yield path


def _output(meetings: Iterable[Meeting], form: str, many: bool) -> Iterator[str]:
    """What is written, in parts."""
    if form == "html":
        yield PAGE[0].format("Diplomatic meetings")
    elif form == "json" and many:
        yield "["
    between = ""
    for meeting in meetings:
        if form == "html":
            yield between + as_html(meeting)
        elif form == "text":
            yield between + (f"[{meeting.article.source}]\n" if many else "") + f"{meeting}\n"
        else:
            yield between + meeting.to_json(indent=None if form == "jsonl" else 2) + "\n"
        between = {"html": '\n<hr style="margin:2em 0">\n', "text": "\n", "json": ",", "jsonl": ""}[form]
    if form == "html":
        yield PAGE[1]
    elif form == "json" and many:
        yield "]\n"


if __name__ == "__main__":
    sys.exit(main())
