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
import os
import re
import sys
import threading
import unicodedata
import warnings
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import ExitStack, closing, nullcontext, suppress
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property, lru_cache, partial
from itertools import chain, groupby, islice, pairwise, repeat, takewhile
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn, TypeGuard, TypeVar, cast, overload

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
    """A pattern like ``re.compile``'s, compiled on first use, ``A-Z`` being all Latin capitals."""
    return cast("re.Pattern[str]", _Lazy(capitals(source), flags))


def capitals(source: str) -> str:
    """A pattern with the Latin capitals beyond ``A-Z``: "Özil", "Šefčovič".

    Those of the later blocks come with their small letters: hardly a word of an English text begins with one.
    """
    return source.replace("A-Z", "A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ")


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
    rf"|\b{MONTH}\s{{1,2}}{DAY}(?:\s?,?\s{{1,2}}|[/,]){YEAR}\b"
    rf"|\b\d\d?[./-]\d\d?[./-]{YEAR}\b)"
)
# What the head and foot of a page carry beside the article. Checked line by line, on the whole line.
BOILERPLATE = lazy(
    r"""(?ix)^[\s\W]*(?:
      also\ (?:read|see|watch)\b | read\ (?:more|also|next|full|in)\b | more\ (?:on|from|about)\b.{0,60}$
    | (?:read|watch|listen|related|recommended|trending|must\ read|editor'?s?\ (?:pick|note|choice)s?)\b.{0,9}[:|]
    | (?:latest\ news|recent\ posts)$ | \d+\ min(?:ute)?s?\ read
    | (?:share|save|print|email|e-mail|follow|download|tweet)\b(?:.{0,90}(?<![.!?"”]))?$
    | (?:subscribe|sign\ up|advertisement|click\ here|follow\ us|copy\ link|listen\ to\ this|join\ our
      |get\ the\ latest|comments?\ \(?\d)\b.{0,90}$
    | (?:photo|image|picture|pic|photograph|file\ photo|caption|video|source|credits?|courtesy|representational)
      (?:\ (?:credit|source|by|courtesy|caption|image))?s?(?:\ ?[:|/(].*|\W*$)
    | (?:reporting|editing|written|edited|additional\ reporting|compiled|translated|editado)\ (?:by|por)\b.*
    | \(\ ?(?:reporting|editing|additional\ reporting|with\ (?:inputs?|reporting|files)|source|photo)\b.*
    | (?:by|from)\ (?-i:[A-Z])[^.]{2,60}$ | (?:©|copyright|all\ rights\ reserved).*
    | (?:the\ )?(?:below|following|above)\ (?:statement\ )?(?:is|was)\ attributable\ to\b.*
    | office\ of\ the\ (?:spokesperson|press\ secretary|vice\ president)$ | for\ immediate\ release.*
    | (?:home|news|world|politics|international|national|latest)(?:\ ?[/>»|]\ ?[\w\ ]{2,30})+$
    | (?:tags?|topics?|keywords?|categor(?:y|ies)|filed\ under|e?-?issn|isbn|contact)\ ?:.*
    | .{0,280}\((?:file\ )?(?:photo|image|pic|picture)s?\b[^)]*\)$
    | [^|>»]{1,40}(?:\ [|>»]\ [^|>»]{1,90}){2,}$ | [\w\ ]{0,40}\.(?:com|net|org)$
    | [\W\d]*$ | read\ time\b.* | you\ are\ using\ an?\ \w+\ browser.* | https?://\S+$ | www\.\S+$
    | [\w.+-]+@[\w-]+\.[\w.]+$ | @\w+$
    | last\ (?:updated|modified).*
    | (?:first\ )?(?:published|updated|posted|modified|issued)(?:\ on|\ at)?
      (?:\ ?[:|]|\ (?:\w+day,?\ )?(?:\d|(?-i:[A-Z])[a-z]{2,8}\ \d)).*
    )"""
)
DATED = lazy(rf"(?i)(?P<date>{FULL_DATE})")
# A date with a clock time or a separator beside it: a byline or a time stamp, not prose.
STAMP = lazy(rf"(?i){FULL_DATE}\s*(?:[-–|/@·]|(?:at\s+)?\d\d?:\d\d)|[|/·–]\s*(?:{WEEKDAY},?\s+)?{FULL_DATE}")
LABELLED_DATE = lazy(
    r"(?i)\W{0,2}\b(?P<label>published|posted|issued|released|dated?|(?:last )?(?:updated?|modified))\b"
    rf"[^.\n]{{0,40}}?(?P<date>{FULL_DATE})"
)
# ' date 2020-09-03 ' opens some collections' articles, on a line of its own or before the text.
LEADING_DATE = lazy(rf"\A\s*date\s+(?P<date>{YEAR}-\d\d-\d\d)(?=\s|$)")
_EXCERPT = r"\[(?:Text|Excerpts?|Summary)\]"  # before the datelines of monitoring services
_AGENCY = r"[(/\[][ ]?\w[\w .,&’'/–-]{1,60}[)/\]]"
DATELINE = lazy(
    rf"""(?x)^[ \t*_]*(?:{_EXCERPT}[ ])?(?=\S)
    (?!(?i:updated?|published|posted|breaking|exclusive|lead|watch|video|live|opinion|analysis|explainer|read|news
      |photo|caption)\b|(?:[A-Z]\w+[ ]){{0,3}}(?:Minister|President|Secretary|Ambassador|Chairman|Director|King)\b)
    (?:[(\[]?(?P<place>(?:S[Tt]\.[ ])?[A-Z][\w’'-]+(?:[ ][A-Z][\w’'-]+){{0,3}})[)\]]?
       (?:[ ]?/[ ]?[A-Z][\w ]{{2,24}}?|,[ ][A-Z][A-Za-z. ]{{2,24}}?|[ ]\[[A-Z]\w+\])? )?
    (?:
       [ ]*(?:[,.–—-][ ]*)?(?P<date>(?i:(?:{WEEKDAY},?[ ])?(?:{FULL_DATE}|{DAY}[ ]{MONTH}|{MONTH}[ ]{DAY})))[.,]?[*_]*
       [ ]*(?:{_AGENCY}[ ]*[.–—:;-]* | [A-Z]{{3,12}}[ ]*(?:[–—:.-]+|$) | [–—:-]+ | (?<=[^,.][.][ ]) )
     | ,?[ ]*{_AGENCY}[ ]*[–—:;_-]+ | ,?[ ]*[(][^()]{{3,70}}[ ]{YEAR}[)][ ]*
     | (?<=[A-Z]{{5}})-(?=[A-Z][a-z]) | (?<=[A-Z]{{4}}),[ ](?=(?:The|An?|(?:Vice[ -])?President|Prime|Deputy|Foreign|Defen[cs]e|Minister|King)\b|$) | [.][ ][A-Z]{{4,12}}[ ](?:[–—-]+[ ])?
     | [ ]*[–—]+[ ] | (?<=[A-Z]{{4}})—(?=[A-Z]) | [ ]*:[ ] | [ ]+-{{1,2}}[ ]
    )[ ]*(?=[“"'‘A-Z]|$)"""
)


CONTENT = ("title", "caption", "body")  # what is read of an article


class Line(NamedTuple):
    """One line of the article: half-open offsets, and "head", "title", "caption", "dateline", "skip" or "body"."""

    start: int
    end: int
    kind: str


def full_date(text: str) -> dt.date | None:
    """The day of a full date such as "2020-09-03", "3 September 2020", "Sept. 3rd, 2020" or "14.06.2023"."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if len(numbers) == 2:
        (day, year), month = numbers, month_number(next(iter(re.findall("[A-Za-z]{3,}", text))))
    elif numbers[0] > 31:
        year, month, day = numbers
    else:  # day first, unless that cannot be
        day, month, year = numbers if numbers[1] <= 12 else (numbers[1], numbers[0], numbers[2])
    try:
        return dt.date(year, month, day)
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
    for start, end in spans:
        line, kind = text[start:end], "body"
        headline = opening and (start, end) != spans[-1] and _is_headline(line)
        early = opening or start < 1500 and _IN_CAPITALS.match(line)  # below captions and bylines
        behind = _behind_dateline(line, headline) if early else 0
        if opening and len(line) <= 600 and _CREDIT.search(line, 20):
            kind = "caption"
        elif len(line) <= 300 and BOILERPLATE.match(line):
            kind = "skip"
        elif behind:
            lines.append(Line(start, start + behind, "dateline"))
            start, opening = start + behind, False
        elif _is_stamp(line, opening):
            kind = "head"
        elif headline:
            kind = "title"
        else:
            opening = False
        if start < end:
            lines.append(Line(start, end, kind))
    if lines and all(line.kind != "body" for line in lines):  # a lone headline is all there is
        lines = [line._replace(kind="body") if line.kind == "title" else line for line in lines]
    return tuple(lines)


_IN_CAPITALS = lazy(r"[A-Z]{4}[A-Z ]*(?:, [A-Z]\w+)? ?[(–—-]")
# The end of a photograph's caption: "(Photo: AFP)", "(AP Photo/Ann Lee)", "REUTERS/Ann Lee", "Pool via REUTERS".
_CREDIT = lazy(
    r"(?x)(?: \((?:[A-Z][\w ]{1,20}\ )?(?i:file|photo|image|pic|picture|photograph)s?\b[^()]*\)"
    r"| \b(?:REUTERS|AFP|AP|EPA|Getty\ Images|ANTARA|POOL|Pool)[/ ](?!told\b)[^.]{2,40} | \bvia\ (?:REUTERS|Reuters|AP|AFP)"
    r"| \b(?:PHOTOS?|Photos?|Photograph|Picture|Image|Credit)(?:\ FROM|\ from|\ by|\ courtesy\ of|:)\ [^.]{2,60}"
    r"| \bFILE\ PHOTO | [.”\"]\ (?:Agence\ France-Presse|REUTERS|AFP|AP|Reuters) )[.]?$"
)
_FILE_PHOTO = lazy(r"(?i:\bfile(?:\)| photo\b| pic(?:ture)?\b| image\b))|\bFILE\b|\barchive\b")


_LINE = lazy(r"\S[^\r\n\u2028\u2029\x85]*")
# A caption that runs on into the text: "(Photo: XNA)Hanoi (XNA) -".
_GLUED = lazy(r"\((?:[Pp]hoto|[Ii]mage|[Pp]ic(?:ture)?)\b[^)]{0,60}\)(?=[A-Z])")


def _unwrapped(text: str, offset: int) -> list[tuple[int, int]]:
    """The lines, those of a paragraph that was broken to a width joined.

    Such a line ends in the middle of a sentence, and is long, or the next one goes on in lower case or begins
    with a word that would not have fitted: the text's longest line tells the width.
    """
    spans: list[tuple[int, int]] = []
    for m in _LINE.finditer(text, offset):
        start, end = m.start(), m.start() + len(m.group().rstrip())
        for glued in _GLUED.finditer(text, start, min(end, start + 300)):
            spans.append((start, glued.end()))
            start = glued.end()
        spans.append((start, end))
    width = max((end - start for start, end in spans), default=0)
    full = [
        one[1] - one[0] + 1 + len(text[slice(*two)].partition(" ")[0]) > width
        for one, two in pairwise(spans if 40 <= width <= 120 else [])
    ]
    wrapped = sum(full) > 1
    out = spans[:1]
    for i, (one, two) in enumerate(pairwise(spans)):
        length = one[1] - one[0]
        if (
            text[one[1] - 1] not in '.!?:;…"”’'
            and text[one[1] : two[0]].strip(" \t") in ("\n", "\r\n")
            and (
                length >= 15
                and text[two[0]].islower()
                or wrapped
                and full[i]
                or 70 <= length <= width <= 120
                and (i > 0 or DATELINE.match(text[slice(*one)][:160]))
            )
            and not DATELINE.match(text[slice(*two)][:160])
            and not _CREDIT.search(text[slice(*one)])
        ):
            out[-1] = (out[-1][0], two[1])
        else:
            out.append(two)
    return out


_SPACES = lazy("[\u00a0\u2000-\u200a\u202f\u3000]")
_HYPHENS = lazy("[\u2010\u2011]")


def flat(text: str, lines: Sequence[Line]) -> str:
    """The text for reading, of the same length: plain spaces and hyphens for all others."""
    if not text.isascii():
        text = _HYPHENS.sub("-", _SPACES.sub(" ", text))
    if "&nbsp;" in text:  # left over from a web page
        text = text.replace("&nbsp;", " " * 6)
    parts, at = [], 0
    for start, end, _ in lines:
        if "\n" in text[start:end]:
            parts += [text[at:start], text[start:end].replace("\n", " ").replace("\r", " ")]
            at = end
    return "".join([*parts, text[at:]]) if parts else text


def lowered(text: str) -> str:
    """The text in lower case and of the same length, for patterns: without case they are four times as fast."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _behind_dateline(line: str, headline: bool) -> int:
    """Where a line's text begins behind a dateline, else 0: in "Rome – 3 May 2021", in "Kenya: Envoys meet Ruto"."""
    m = DATELINE.match(line[:160])
    if not m or DATED.match(line, m.end()):
        return 0
    weak = headline and m.end() < len(line) and not re.search(r"[\d)/\]]", m.group())
    return 0 if weak else m.end()


def _is_stamp(line: str, opening: bool) -> bool:
    """Whether a line is a date with few words beside it, and no sentence: "Politics | 3 May 2021, 10:20 (UTC)"."""
    if len(line) > 140 or not DATED.search(line):
        return False
    beside = re.findall(r"[^\W\d_]{2,}", re.sub(WEEKDAY, "", DATED.sub("", line)))
    if line[-1] == "." and any(map(str.islower, beside)):
        return False
    return opening and STAMP.search(line) is not None or len(beside) <= (4 if opening else 2)


def _is_headline(line: str) -> bool:
    return len(line) <= 250 and (line.rstrip("\"'”’)")[-1:] not in ".…:;,!" or line.endswith(" Sr."))


def _published(text: str, lines: Sequence[Line]) -> dt.date | None:
    """Publication day: a labelled date, a line that is a date, the dateline's, a byline's, that of an update."""
    found: dict[str, dt.date] = {}
    content = False
    for start, end, kind in lines:
        line = text[start : min(end, start + 200)]
        m = LABELLED_DATE.match(line) if kind == "body" else LABELLED_DATE.search(line)
        if m:
            kind = "update" if m["label"].lower().startswith(("up", "last", "mod")) else "label"
        elif kind in ("head", "dateline") or kind == "skip" and not content:
            m = DATED.search(line)
        content = content or kind == "body"
        if m and (day := full_date(m["date"])) and (kind not in found or kind == "head" and not content):
            found[kind] = day  # the last before the text: a page's navigation may tell today's
    order = ("label", "head", "dateline", "skip", "update")
    return next((found[kind] for kind in order if kind in found), None)


def _missing(value: object) -> bool:
    """Whether a value is one that tables have for none: None, NaN, NaT, NA."""
    none = value is None or type(value).__name__ in ("NaTType", "NAType") or str(value) == "NaT"
    return none or isinstance(value, float) and value != value


def _day(value: object) -> dt.date | None:
    """A caller's ``published`` as a date: a date, anything with a ``date()`` method, an ISO string."""
    if _missing(value):
        return None
    if type(value).__name__ == "datetime64":  # numpy's
        value = str(value)
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
    id: object = None,
    encoding: str | None = None,
) -> Article:
    """Read an article: a ``str`` is the text itself, a path (``pathlib.Path``) is a file.

    Files are UTF-8, or UTF-8 and UTF-16 with a byte order mark, or in ``encoding``. The decoded text is
    kept as it is, line ends too, so that offsets hold. Of a saved web page (``.html``, ``.htm``; extra ``html``)
    the text is the main text. ``published`` (a date, anything with a ``date()`` method, an ISO string) and
    ``title`` win over what the article says; a title that is to be read has to stand in the text. The missing values
    of a table (None, NaN, NaT) are none.

    Raises ``TypeError`` for anything else, ``FileNotFoundError`` and ``IsADirectoryError`` for a path,
    ``ValueError`` for an empty text, an unknown encoding, or a file name or URL passed as text.

    >>> load_article("MOSCOW, 3 September 2020 (TASS) - The ministers met.").published
    datetime.date(2020, 9, 3)
    """
    path: str | None = None
    day = _day(published)
    title, id = (None if _missing(value) else str(value) for value in (title, id))
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
    dateline = next((text[line.start : line.end] for line in lines if line.kind == "dateline"), "")
    place = m["place"] if (m := DATELINE.match(dateline)) else None
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
# seats of diplomacy. Written for this file from general knowledge, names as of 2025 and some of before. A city that
# stands with two countries belongs to the first.
COUNTRIES = """
Afghanistan/Afghan, Afghans/Kabul, Kandahar, Herat, Mazar-i-Sharif; Albania/Albanian/Tirana;
Algeria/Algerian/Algiers, Oran; Andorra/Andorran/Andorra la Vella; Angola/Angolan/Luanda; Antigua and
Barbuda/Antiguan; Argentina/Argentine, Argentinian, Argentinean/Buenos Aires; Armenia/Armenian/Yerevan;
Australia/Australian, Aussie/Canberra, Sydney, Melbourne, Perth, Brisbane, Adelaide, Darwin, Hobart;
Austria/Austrian/Vienna, Salzburg, Graz, Alpbach; Azerbaijan/Azerbaijani, Azeri/Baku, Shusha, Ganja; Bahamas,
the Bahamas/Bahamian/Nassau; Bahrain/Bahraini/Manama; Bangladesh/Bangladeshi/Dhaka, Chittagong, Chattogram,
Cox's Bazar; Barbados/Barbadian/Bridgetown; Belarus/Belarusian, Belorussian, Byelorussian/Minsk, Brest;
Belgium/Belgian/Brussels, Antwerp, Bruges; Belize/Belizean/Belmopan; Benin/Beninese/Cotonou, Porto-Novo;
Bhutan/Bhutanese/Thimphu; Bolivia/Bolivian/La Paz, Sucre, Santa Cruz de la Sierra, Cochabamba; Bosnia and
Herzegovina, Bosnia, Bosnia-Herzegovina, Bosnia & Herzegovina, BiH/Bosnian/Sarajevo, Banja Luka, Mostar;
Botswana/Botswanan/Gaborone; Brazil/Brazilian/Brasília, Rio de Janeiro, São Paulo, Belém; Brunei, Brunei
Darussalam/Bruneian/Bandar Seri Begawan; Bulgaria/Bulgarian/Sofia, Varna, Plovdiv; Burkina Faso/Burkinabè,
Burkinabé/Ouagadougou; Burundi/Burundian/Bujumbura, Gitega; Cambodia/Cambodian/Phnom Penh, Siem Reap;
Cameroon/Cameroonian/Yaoundé, Douala; Canada/Canadian/Ottawa, Toronto, Montreal, Vancouver, Quebec City,
Calgary, Halifax, Kananaskis; Cape Verde, Cabo Verde/Cape Verdean/Praia; Central African Republic, CAR/Central
African/Bangui; Chad/Chadian/N'Djamena, Ndjamena; Chile/Chilean/Santiago, Santiago de Chile, Valparaíso;
China, People's Republic of China, PRC, mainland China/Chinese/Beijing, Shanghai, Guangzhou, Shenzhen,
Tianjin, Wuhan, Hangzhou, Chengdu, Chongqing, Xi'an, Nanjing, Qingdao, Sanya, Boao, Xiamen, Kunming, Urumqi,
Lhasa, Harbin, Dalian; Colombia/Colombian/Bogotá, Cartagena, Medellín, Cali; Comoros, the
Comoros/Comorian/Moroni; Costa Rica/Costa Rican/San José; Croatia/Croatian, Croat/Zagreb, Dubrovnik, Split;
Cuba/Cuban/Havana; Cyprus, Republic of Cyprus/Cypriot, Greek Cypriot/Nicosia, Limassol, Larnaca; Czech
Republic, Czechia/Czech/Prague, Brno; Democratic Republic of the Congo, Democratic Republic of Congo, DR
Congo, DRC, Congo-Kinshasa/Congolese/Kinshasa, Goma, Lubumbashi, Bukavu; Denmark/Danish, Dane,
Danes/Copenhagen, Aarhus; Djibouti/Djiboutian/Djibouti City; Dominica; Dominican Republic/Dominican/Santo
Domingo, Punta Cana; East Timor, Timor-Leste, Timor Leste/Timorese, East Timorese/Dili; Ecuador/Ecuadorian,
Ecuadorean/Quito, Guayaquil; Egypt, Arab Republic of Egypt/Egyptian/Cairo, Alexandria, Sharm el-Sheikh, Sharm
El-Sheikh, Sharm el Sheikh, Sharm El Sheikh, New Alamein, El Alamein, Luxor, Aswan; El Salvador/Salvadoran,
Salvadorean/San Salvador; Equatorial Guinea/Equatorial Guinean, Equatoguinean/Malabo; Eritrea/Eritrean/Asmara;
Estonia/Estonian/Tallinn, Tartu; Eswatini, Swaziland/Swazi/Mbabane; Ethiopia/Ethiopian/Addis Ababa, Mekelle;
Fiji/Fijian/Suva, Nadi; Finland/Finnish, Finn, Finns/Helsinki, Turku, Tampere, Kultaranta; France, French
Republic/French, Frenchman, Frenchwoman/Paris, Strasbourg, Marseille, Nice, Lyon, Cannes, Biarritz,
Versailles, Toulouse, Evian, Deauville; Gabon/Gabonese/Libreville; Gambia, the Gambia/Gambian/Banjul;
Georgia/Georgian/Tbilisi, Batumi; Germany, Federal Republic of Germany/German/Berlin, Munich, Bonn, Hamburg,
Frankfurt, Dresden, Cologne, Heiligendamm, Meseberg, Leipzig, Elmau, Stuttgart; Ghana/Ghanaian/Accra, Kumasi;
Greece/Greek, Hellenic/Athens, Thessaloniki, Alexandroupolis; Grenada/Grenadian;
Guatemala/Guatemalan/Guatemala City; Guinea, Guinea Conakry, Guinea-Conakry/Guinean/Conakry; Guinea-Bissau,
Guinea Bissau/Bissau-Guinean/Bissau; Guyana/Guyanese/Georgetown; Haiti/Haitian/Port-au-Prince; Holy See,
Vatican, the Vatican; Vatican City//Vatican City; Honduras/Honduran/Tegucigalpa; Hungary/Hungarian/Budapest;
Iceland/Icelandic/Reykjavík; India, Republic of India/Indian/New Delhi, Delhi, Mumbai, Kolkata, Chennai,
Bengaluru, Bangalore, Hyderabad, Goa, Panaji, Ahmedabad, Gandhinagar, Jaipur, Agra, Lucknow, Varanasi,
Udaipur, Visakhapatnam, Srinagar, Amritsar, Pune; Indonesia/Indonesian/Jakarta, Bali, Nusa Dua, Denpasar,
Surabaya, Bandung, Yogyakarta, Bogor, Labuan Bajo, Nusantara; Iran, Islamic Republic of Iran/Iranian/Tehran,
Teheran, Isfahan, Mashhad, Qom; Iraq/Iraqi/Baghdad, Basra, Erbil, Irbil, Mosul, Najaf, Kirkuk, Sulaymaniyah;
Ireland, Republic of Ireland/Irish/Dublin, Cork, Farmleigh; Israel/Israeli/Jerusalem, Tel Aviv, Haifa, Eilat;
Italy/Italian/Rome, Milan, Naples, Venice, Turin, Florence, Trieste, Bari, Genoa, L'Aquila, Taormina, Palermo;
Ivory Coast, Côte d'Ivoire/Ivorian/Abidjan, Yamoussoukro; Jamaica/Jamaican/Kingston, Montego Bay;
Japan/Japanese/Tokyo, Osaka, Kyoto, Hiroshima, Nagasaki, Nagoya, Sapporo, Kobe, Yokohama, Naha, Karuizawa;
Jordan, Hashemite Kingdom of Jordan/Jordanian/Amman, Aqaba; Kazakhstan/Kazakh, Kazakhstani/Astana, Nur-Sultan,
Almaty, Aktau, Turkistan; Kenya/Kenyan/Nairobi, Mombasa, Kisumu; Kiribati/I-Kiribati/Tarawa; Kosovo/Kosovar,
Kosovan/Pristina, Prishtina; Kuwait/Kuwaiti/Kuwait City; Kyrgyzstan, Kyrgyz Republic/Kyrgyz/Bishkek,
Cholpon-Ata, Osh; Laos, Lao PDR/Laotian, Lao/Vientiane, Luang Prabang; Latvia/Latvian/Riga;
Lebanon/Lebanese/Beirut, Baabda; Lesotho/Basotho/Maseru; Liberia/Liberian/Monrovia; Libya/Libyan/Tripoli,
Benghazi, Tobruk, Sirte; Liechtenstein/Liechtensteiner/Vaduz; Lithuania/Lithuanian/Vilnius, Kaunas;
Luxembourg/Luxembourgish, Luxembourger/Luxembourg City; Madagascar/Malagasy/Antananarivo;
Malawi/Malawian/Lilongwe, Blantyre; Malaysia/Malaysian/Kuala Lumpur, Putrajaya, Langkawi, Penang, Kota
Kinabalu; Maldives, the Maldives/Maldivian/Malé; Mali/Malian/Bamako, Timbuktu; Malta/Maltese/Valletta;
Marshall Islands, the Marshall Islands/Marshallese/Majuro; Mauritania/Mauritanian/Nouakchott;
Mauritius/Mauritian/Port Louis; Mexico/Mexican/Mexico City, Cancún, Los Cabos, Monterrey, Guadalajara;
Micronesia, Federated States of Micronesia/Micronesian/Palikir; Moldova, Republic of
Moldova/Moldovan/Chișinău, Chişinău; Monaco/Monegasque/Monte Carlo; Mongolia/Mongolian/Ulaanbaatar, Ulan
Bator; Montenegro/Montenegrin/Podgorica; Morocco, Kingdom of Morocco/Moroccan/Rabat, Marrakech, Marrakesh,
Casablanca, Tangier, Fez, Agadir; Mozambique/Mozambican/Maputo, Beira; Myanmar, Burma/Burmese,
Myanmarese/Naypyidaw, Naypyitaw, Nay Pyi Taw, Yangon, Rangoon, Mandalay; Namibia/Namibian/Windhoek;
Nauru/Nauruan/Yaren; Nepal/Nepali, Nepalese/Kathmandu, Pokhara, Lumbini; Netherlands, the Netherlands,
Holland/Dutch/Amsterdam, The Hague, Hague, Rotterdam, Maastricht; New Zealand/New Zealander, Kiwi/Wellington,
Auckland, Christchurch, Queenstown; Nicaragua/Nicaraguan/Managua; Niger/Nigerien/Niamey;
Nigeria/Nigerian/Abuja, Lagos, Kano; North Korea, DPRK, Democratic People's Republic of Korea/North
Korean/Pyongyang; Macedonia/Macedonian; North Macedonia/North Macedonian/Skopje, Ohrid; Norway/Norwegian/Oslo,
Bergen, Stavanger, Tromso, Tromsø; Oman, Sultanate of Oman/Omani/Muscat, Salalah;
Pakistan/Pakistani/Islamabad, Karachi, Lahore, Rawalpindi, Peshawar, Quetta; Palau/Palauan/Koror, Ngerulmud;
Palestine, State of Palestine, Palestinian Authority, Palestinian territories, West Bank, Gaza, Gaza
Strip/Palestinian/Ramallah, Gaza City, Bethlehem, Jericho; Panama/Panamanian/Panama City; Papua New Guinea,
PNG/Papua New Guinean/Port Moresby; Paraguay/Paraguayan/Asunción; Peru/Peruvian/Lima, Cusco; Philippines, the
Philippines/Philippine, Filipino, Filipina/Manila, Cebu, Davao, Quezon City; Poland/Polish, Pole,
Poles/Warsaw, Kraków, Gdańsk, Wroclaw, Rzeszow; Portugal/Portuguese/Lisbon, Porto, Sintra; Qatar, State of
Qatar/Qatari/Doha, Lusail; Republic of the Congo, Congo-Brazzaville, Congo/Congolese/Brazzaville;
Romania/Romanian/Bucharest, Constanta; Russia, Russian Federation/Russian/Moscow, St Petersburg, St.
Petersburg, Saint Petersburg, Sochi, Kazan, Vladivostok, Yekaterinburg, Novo-Ogaryovo, Gorki, Strelna,
Khanty-Mansiysk, Ufa, Kaliningrad, Novosibirsk, Khabarovsk, Samara, Astrakhan, Rostov-on-Don, Volgograd,
Grozny, Barvikha, Zavidovo; Rwanda/Rwandan/Kigali; Saint Kitts and Nevis, St. Kitts and Nevis, St Kitts and
Nevis/Kittitian/Basseterre; Saint Lucia, St. Lucia, St Lucia/Saint Lucian, St Lucian/Castries; Saint Vincent
and the Grenadines, St. Vincent and the Grenadines, St Vincent and the Grenadines, St. Vincent, St
Vincent/Vincentian/Kingstown; Samoa/Samoan/Apia; San Marino/Sammarinese; Sao Tome and Principe, São Tomé and
Príncipe, Sao Tome, São Tomé/Santomean; Saudi Arabia, Kingdom of Saudi Arabia, KSA/Saudi, Saudi
Arabian/Riyadh, Jeddah, Mecca, Makkah, Medina, Dammam, Al-Ula, AlUla, NEOM, Neom, Dhahran, Diriyah;
Senegal/Senegalese/Dakar, Diamniadio; Serbia/Serbian, Serb/Belgrade, Nis, Novi Sad; Seychelles, the
Seychelles/Seychellois; Sierra Leone/Sierra Leonean/Freetown; Singapore/Singaporean/Singapore; Slovakia,
Slovak Republic/Slovak, Slovakian/Bratislava; Slovenia/Slovenian, Slovene/Ljubljana, Bled, Brdo; Solomon
Islands, the Solomon Islands/Solomon Islander/Honiara; Somalia/Somali/Mogadishu;
Somaliland/Somalilander/Hargeisa; South Africa/South African/Pretoria, Cape Town, Johannesburg, Durban,
Bloemfontein; South Korea, Republic of Korea, ROK, Korea/South Korean, Korean/Seoul, Busan, Incheon, Jeju,
Gyeongju, Panmunjom; South Sudan/South Sudanese/Juba; Spain, Kingdom of Spain/Spanish, Spaniard/Madrid,
Barcelona, Seville, Granada, Valencia, Malaga, Palma; Sri Lanka/Sri Lankan/Colombo, Kandy, Jaffna, Hambantota,
Sri Jayawardenepura Kotte; Sudan/Sudanese/Khartoum, Port Sudan; Suriname/Surinamese/Paramaribo;
Sweden/Swedish, Swede, Swedes/Stockholm, Gothenburg, Malmö, Harpsund; Switzerland, Swiss
Confederation/Swiss/Bern, Berne, Geneva, Zürich, Lausanne, Basel, Davos, Lucerne, Lugano, Buergenstock,
Bürgenstock, Montreux, Berne; Syria, Syrian Arab Republic/Syrian/Damascus, Aleppo, Homs, Idlib, Latakia;
Taiwan/Taiwanese/Taipei, Kaohsiung; Tajikistan/Tajik, Tajikistani/Dushanbe, Khujand; Tanzania, United Republic
of Tanzania/Tanzanian/Dodoma, Dar es Salaam, Arusha, Zanzibar; Thailand, Kingdom of Thailand/Thai/Bangkok,
Phuket, Chiang Mai, Pattaya; Togo/Togolese/Lomé; Tonga/Tongan/Nuku'alofa; Trinidad and Tobago, Trinidad &
Tobago, Trinidad/Trinidadian, Trinbagonian/Port of Spain, Port-of-Spain; Tunisia/Tunisian/Tunis, Carthage,
Djerba; Turkey, Türkiye, Republic of Turkey, Republic of Türkiye/Turkish, Turk, Turks/Ankara, Istanbul,
Antalya, Izmir, Gaziantep; Turkmenistan/Turkmen, Turkmenistani/Ashgabat, Awaza, Avaza, Turkmenbashi;
Tuvalu/Tuvaluan/Funafuti; Uganda/Ugandan/Kampala, Entebbe; Ukraine/Ukrainian, Ukranian/Kyiv, Kiev, Kharkiv,
Odesa, Odessa, Lviv, Yalta, Donetsk, Dnipro, Uzhhorod; United Arab Emirates, UAE, U.A.E., Emirates/Emirati/Abu
Dhabi, Dubai, Sharjah, Ras Al Khaimah, Fujairah, Al Ain; United Kingdom, UK, U.K., Britain, Great Britain,
England, Scotland, Wales, Northern Ireland/British, Briton, English, Scottish, Welsh/London, Edinburgh,
Glasgow, Cardiff, Belfast, Birmingham, Manchester, Oxford, Cambridge, Gleneagles, Carbis Bay, St Ives,
Liverpool; United States, United States of America, US, U.S., USA, U.S.A., America, Alabama, Alaska, Arizona,
Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois, Indiana, Iowa,
Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri,
Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, North Carolina, North Dakota, Ohio,
Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont,
Virginia, West Virginia, Wisconsin, Wyoming/American/Washington, Washington DC, Washington D.C., New York, New
York City, Los Angeles, San Francisco, Chicago, Houston, Miami, Boston, Seattle, Atlanta, Honolulu, Anchorage,
Philadelphia, Dallas, Pittsburgh, Detroit, Denver, San Diego, Palm Beach, Mar-a-Lago, Annapolis, Sunnylands,
Rancho Mirage, Crawford, Sea Island, Kennebunkport, Dayton, Bretton Woods; Uruguay/Uruguayan/Montevideo, Punta
del Este; Uzbekistan/Uzbek, Uzbekistani/Tashkent, Samarkand, Bukhara, Khiva, Namangan, Fergana;
Vanuatu/Ni-Vanuatu/Port Vila; Venezuela, Bolivarian Republic of Venezuela/Venezuelan/Caracas; Vietnam, Viet
Nam, Việt Nam/Vietnamese/Hanoi, Ha Noi, Hà Nội, Ho Chi Minh City, Da Nang, Danang, Hue; Western Sahara/Sahrawi/Laayoune;
Yemen/Yemeni/Sanaa, Sana'a, Aden, Marib; Zambia/Zambian/Lusaka, Livingstone; Zimbabwe/Zimbabwean/Harare,
Victoria Falls, Bulawayo; Hong Kong//Hong Kong; Macau, Macao//Macau; Greenland/Greenlandic/Nuuk; Faroe
Islands/Faroese/Tórshavn; Bermuda/Bermudian; British Virgin Islands; Cayman Islands/Caymanian; French
Polynesia//Papeete; New Caledonia/New Caledonian/Nouméa; Puerto Rico/Puerto Rican/San Juan; Cook Islands/Cook
Islander/Rarotonga, Avarua; Niue/Niuean/Alofi; Soviet Union, USSR, U.S.S.R./Soviet, Soviets; West Germany/West
German; East Germany, German Democratic Republic/East German/East Berlin; Yugoslavia/Yugoslav, Yugoslavian;
Czechoslovakia/Czechoslovak, Czechoslovakian; Serbia and Montenegro; Abkhazia/Abkhazian, Abkhaz/Sukhumi,
Sukhum; South Ossetia/South Ossetian/Tskhinvali, Tskhinval; Transnistria/Transnistrian/Tiraspol;
Nagorno-Karabakh, Nagorny Karabakh, Artsakh//Stepanakert
"""
# Organisations that have officials of their own: "name, other names".
ORGANISATIONS = """
European Union, EU, E.U., European Commission, European Council, European Parliament, EEAS, European External
Action Service, European Central Bank, Council of the European Union, EU Commission; United Nations, UN, U.N.,
UN Security Council, UN General Assembly, UNGA, General Assembly, UNHCR, UNICEF, UNESCO, UNDP, UNRWA, OCHA, UN
Human Rights Council; NATO, North Atlantic Treaty Organization, North Atlantic Council, the Alliance; African
Union, AU, AU Commission, African Union Commission; ASEAN, Association of Southeast Asian Nations; OSCE,
Organization for Security and Co-operation in Europe, Organization for Security and Cooperation in Europe;
International Monetary Fund, IMF; World Bank, World Bank Group; World Trade Organization, WTO; World Health
Organization, WHO; International Atomic Energy Agency, IAEA, U.N. nuclear watchdog; Arab League, League of
Arab States; Gulf Cooperation Council, GCC; Organisation of Islamic Cooperation, OIC, Organization of Islamic
Cooperation; OPEC; Shanghai Cooperation Organisation, SCO, Shanghai Cooperation Organization; Collective
Security Treaty Organisation, CSTO, Collective Security Treaty Organization; Commonwealth of Independent
States, CIS; Eurasian Economic Union, EAEU, Eurasian Economic Commission; ECOWAS, Economic Community of West
African States; SADC, Southern African Development Community; IGAD; East African Community, EAC; Commonwealth,
Commonwealth Secretariat; Council of Europe; OECD; Organization of American States, OAS; CARICOM, Caribbean
Community; Mercosur, Mercosul; Pacific Islands Forum, PIF; SAARC; BIMSTEC; APEC; International Committee of
the Red Cross, ICRC, Red Cross; International Criminal Court, ICC; Asian Development Bank, ADB; African
Development Bank, AfDB; Interpol; Food and Agriculture Organization, FAO; World Food Programme, WFP, World
Food Program; International Labour Organization, ILO; Organization of Turkic States, Turkic Council; European
Bank for Reconstruction and Development, EBRD; European Investment Bank; BRICS; G7, G-7, G8, G-8; G20, G-20;
Hamas; Hezbollah; Taliban
"""
# Offices, seats and words that name a country without saying it: "country/names".
METONYMS = """
Russia/Kremlin, Novo-Ogaryovo, Duma, State Duma, Bocharov Ruchei, Constantine Palace, Konstantinovsky Palace;
United States/White House, State Department, Department of State, U.S. Department of State, Pentagon, Oval
Office, Capitol Hill, Foggy Bottom, Treasury Department, Department of Defense, Department of Homeland
Security, USAID, Biden-Harris Administration, CIA, FBI, Blair House, Camp David, Secret Service; United
Kingdom/Downing Street, 10 Downing Street, No. 10, No 10, Foreign Office, Whitehall, FCDO, Buckingham Palace,
Chequers, Westminster, Windsor Castle, Lancaster House, Chatham House; France/Elysee, Élysée, Elysee Palace,
Élysée Palace, Quai d'Orsay, Matignon, Versailles; Germany/Bundestag, Bundeswehr, Federal Foreign Office,
Bellevue Palace, Schloss Bellevue, Meseberg; Israel/Knesset, Mossad, Shin Bet; India/South Block, Hyderabad
House, Rashtrapati Bhavan, Union, External Affairs, Raksha Mantri, Lok Sabha; South Korea/Blue House, Cheong
Wa Dae, Unification Ministry; China/Zhongnanhai, Great Hall of the People, Diaoyutai, State Councilor,
Politburo, Diaoyutai State Guesthouse; Italy/Quirinale, Palazzo Chigi, Farnesina, Quirinal Palace, Chigi
Palace, Villa Madama; Spain/Moncloa, Palacio de la Moncloa, Moncloa Palace, Zarzuela Palace; Brazil/Planalto,
Itamaraty, Planalto Palace, Itamaraty Palace; Argentina/Casa Rosada; South Africa/Union Buildings, Mahlamba
Ndlopfu; Nigeria/Aso Rock, Aso Villa; Ukraine/Verkhovna Rada, Bankova, Mariinsky Palace, Mariyinskyi Palace;
Japan/Kantei, Diet, Akasaka Palace; Saudi Arabia/Custodian of the Two Holy Mosques, Al-Yamamah Palace, Al
Yamamah Palace, Al-Salam Palace; Sri Lanka/Temple Trees; Turkey/Bestepe, Beştepe, Dolmabahce, Dolmabahçe,
Cankaya, Çankaya; Austria/Ballhausplatz, Hofburg; Poland/Belweder, Belvedere Palace; Czech Republic/Prague
Castle, Czernin Palace; Hungary/Sándor Palace, Carmelite Monastery; Romania/Cotroceni, Cotroceni Palace;
Georgia/Orbeliani Palace; Belarus/Palace of Independence; Kazakhstan/Akorda; Uzbekistan/Kuksaroy;
Greece/Maximos Mansion; Portugal/Belém Palace; Belgium/Egmont Palace; Denmark/Marienborg; Sweden/Rosenbad;
Finland/Kesäranta, Mäntyniemi; Ireland/Áras an Uachtaráin, Farmleigh, Iveagh House; Canada/Rideau Hall;
Mexico/Los Pinos; Colombia/Casa de Nariño; Venezuela/Miraflores, Miraflores Palace; Chile/La Moneda;
Peru/Torre Tagle; Ecuador/Carondelet; Egypt/Ittihadiya Palace, Al-Ittihadiya, Tahrir Palace; Tunisia/Carthage
Palace; Algeria/El Mouradia; Lebanon/Baabda, Baabda Palace, Grand Serail, Ain al-Tineh, Bkerke; Jordan/Al
Husseiniya Palace, Basman Palace; Kuwait/Bayan Palace, Seif Palace; Bahrain/Al-Sakhir Palace, Sakhir Palace,
Gudaibiya Palace; Oman/Al Alam Palace, Al Baraka Palace; Qatar/Amiri Diwan, Lusail Palace; United Arab
Emirates/Qasr Al Watan, Qasr Al Shati, Qasr Al Bahr; Iran/Saadabad Palace, Sa'dabad; Pakistan/Aiwan-e-Sadr;
Bangladesh/Bangabhaban, Ganabhaban; Nepal/Singha Durbar, Baluwatar, Shital Niwas, Sheetal Niwas;
Maldives/Muliaage; Indonesia/Merdeka Palace, Bogor Palace; Philippines/Malacañang, Malacañang Palace,
Malacanang, Malacañan Palace; Malaysia/Perdana Putra, Wisma Putra, Seri Perdana; Singapore/the Istana;
Ghana/Jubilee House, Flagstaff House; Rwanda/Village Urugwiro, Urugwiro Village; Ethiopia/Menelik Palace;
Australia/Kirribilli House, Yarralumla; New Zealand/Beehive
"""
REGIONS = frozenset(
    "Africa, Asia, Europe, Latin America, Middle East, Mideast, Gulf, Balkans, Western Balkans, Caucasus, "
    "South Caucasus,"
    " Central Asia, Indo-Pacific, Asia-Pacific, Pacific, Caribbean, Sahel, Maghreb, Levant, Eurasia, Arctic, Americas,"
    " Southeast Asia, South Asia, East Asia, West Africa, East Africa, Horn of Africa, North Africa, Southern Africa,"
    " North America, South America, Central America, Eastern Europe, Western Europe, Black Sea, Red Sea, South China"
    " Sea, Mediterranean, Indian Ocean, Baltic, Baltics, Persian Gulf, Korean Peninsula, West, "
    "Arab".split(", ")
)
HONORIFICS = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron hon honourable honorable h.e he "
    "excellency hrh h.r.h hh h.h highness majesty shri smt sri madam madame monsieur mme m senor señor "
    "sheikh shaikh sheikha shaykh haji hajji alhaji engr eng ing maulana rev reverend father cardinal "
    "archbishop bishop rabbi imam ayatollah mullah tun dato datuk pehin daw u ato comrade chief mwalimu "
    "amb ratu sayyid seri samdech setia ir afioga susuga awang dayang pengiran datin hajia hajiya mallam malam barr barrister mdm "
    "adv cde hon'ble monsignor msgr lyonpo dasho".split()
)
RANKS = frozenset(
    "general gen lieutenant lt major maj colonel col brigadier brig admiral adm vice-admiral marshal "
    "captain capt commander cmdr commodore sergeant sgt air field rear vice army staff retd ret rtd".split()
)
# Titles that are all the office there is.
TITLES_OF_OFFICE = frozenset(
    "Archbishop Cardinal Bishop Patriarch Ambassador Senator King Queen Emir Sultan Pope".split()
)
_SPOKES = (
    r"\bspokes(?:man|woman|person|people|men|women|persons)\b|\bpress (?:secretary|officer)\b"
    r"|\b(?:assistant|advis[eo]r|aide|officer|secretary) (?:on|for) (?:media|press)\b"
)
SPOKES = lazy(rf"(?i){_SPOKES}")
# Offices. A head word ends an office's core ("foreign minister"); modifiers stand before it in either case.
OFFICE_HEADS = frozenset(
    "president premier chancellor minister ministers secretary secretaries ambassador ambassadors envoy "
    "envoys representative representatives commissioner director directors chairman chairwoman chairperson "
    "chair head chief chiefs commander speaker governor mayor king queen emir amir sultan emperor empress "
    "pope prince princess adviser advisor advisers advisors aide aides administrator counselor counsellor "
    "coordinator consul leader leaders senator lawmaker member members congressman congresswoman "
    "parliamentarian senators lawmakers governors mayors officials diplomat diplomats negotiator negotiators secretary-general "
    "under-secretary-general under-secretary undersecretary vice-president presidents chancellors premiers "
    "counterpart counterparts colleagues pm fm eam mp mps chargé charge peer peers attorney ruler monarch mantri "
    "undersecretaries co-chair co-chairs president-elect marshal delegate delegates commissioners kings "
    "state nsa dg ceo supremo dictator strongman vice-chancellor vice-premier vice-minister vice-chairman "
    "moderator mediator rapporteur treasurer spokesman spokeswoman spokesperson councilor councillor "
    "defence-minister governor-general director-general attorney-general auditor-general "
    "secretary-designate pontiff taoiseach tánaiste nuncio attaché attachés attache attaches mufti auditor "
    "inspector "
    "officer officers manager managers president-designate solicitor prosecutor chairperson-in-office "
    "chairman-in-office".split()
)
# Said of the person rather than of the office: no part of a role.
OFFICE_ATTRIBUTES = frozenset(
    "outgoing incoming visiting new newly elected newly-elected appointed newly-appointed current veteran long-time longtime "
    "then late popular longest-serving".split()
)
OFFICE_SUFFIXES = frozenset("elect designate extraordinary plenipotentiary".split())
OFFICE_MODIFIERS = frozenset(
    "policy coordination acting former ex ex- then outgoing incoming interim caretaker deputy first second "
    "third vice assistant senior chief principal permanent special foreign defence defense finance "
    "interior home prime national security state federal union external affairs trade energy economy "
    "economic environment health education agriculture justice transport culture tourism commerce industry "
    "labour labor oil petroleum information communications communication planning development cabinet "
    "parliamentary presidential personal executive general managing associate regional military naval navy army "
    "crown supreme high opposition rebel political top newly elected newly-elected appointed "
    "newly-appointed minister-designate "
    "designate co-chair joint visiting veteran long-time longtime current new climate nuclear peace human "
    "rights peacekeeping humanitarian cooperation co-operation international european religious provincial "
    "fuel gas food land lands forestry livestock irrigation district press central bank intelligence police "
    "investment infrastructure water resources fisheries digital "
    "technology science research sports youth women family social welfare immigration migration refugee "
    "counter-terrorism counterterrorism border customs tax treasury budget investments minerals mines "
    "mining railway railways aviation maritime shipping housing urban rural works electricity power "
    "internal local government territorial expatriates house senate parliament party royal civil public "
    "private resident chargé lead staff reconciliation integration coordinating plenipotentiary "
    "country mission enlargement extraordinary honorary world apostolic grand operating financial".split()
)
PORTFOLIO = lazy(
    r"(?i)^(?:affairs?|law|chancellery|foreign|defen[cs]e|state|security|staff|trade|finance|interior|energy"
    r"|economy|commerce|"
    r"cooperation|co-operation|development|relations|international|national|external|treasury|justice|health|"
    r"environment|government|mission|commission|council|committee|parliament|assembly|senate|house|party|bank|army|"
    r"forces|court|religious|expatriates|communities|industry|petroleum|department|delegation|cabinet|ministry|"
    r"the|a|an|and|of|for|on|to|in|&|general|public|human|rights|political|military|homeland|labou?r|transport|"
    r"office|agency|service|bureau|authority|union|fund|directorate|education|culture|tourism|agriculture"
    r"|water|information|planning|investment|technology|science|diplomacy)$"
)
LOWER_PARTICLES = frozenset(
    "bin bint ibn al el ul ur de da do dos das di del della der den van von la le ben ould af ap ter ten y "
    "e zu abu d san santo".split()
)
HEADLINE_VERBS = frozenset(
    "meet meets met hold holds hosts visits calls speaks discuss discusses receives welcomes arrives says "
    "tells urges vows hails strengthens reaffirms seeks joins chairs backs thanks signs leads wraps engages "
    "concludes".split()
)
# Words with a capital letter that never begin or form a person's name.
FUNCTION_WORDS = (
    frozenset(
        "the a an and or of in on at for to by with from after before during under over as but if when while "
        "where who he she they it we i his her its their our my your this that these those there here both "
        "all some many most two three four five six seven eight nine ten first last next earlier later today "
        "yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march "
        "april june july august september october november december moreover however meanwhile also speaking "
        "according following asked since no not yes then now only such other another what which how why "
        "dc rt about between amid amidst despite against through toward towards said readout call visit meeting "
        "talks news statement photo article conversation right yet still though although perhaps instead".split()
    )
    | HEADLINE_VERBS
)
# Nouns and adjectives of institutions: they form offices and bodies, but begin no name.
INSTITUTION_WORDS = frozenset(
    "talks meeting summit conference dialogue statement agreement treaty joint news state government "
    "ministry department office embassy council committee commission parliament party union court group "
    "forum airport palace university bank house agency press media television radio twitter facebook "
    "article photo north south east west northern southern eastern western central republic kingdom "
    "federation organization organisation international world global bilateral regional foreign defence "
    "defense prime security national new readout call visit assembly special affairs services homeland hotel "
    "health board fund authority command confederation corporation centre center institute foundation association "
    "chamber league "
    "alliance community navy secretariat mission reporter correspondent editor judge judges steering "
    "administration armed forces cabinet region province square".split()
)
NOT_NAMES = FUNCTION_WORDS | INSTITUTION_WORDS


class Place(NamedTuple):
    """What a name in the tables stands for: "country", "demonym", "city", "organisation" or "metonym"."""

    kind: str
    country: str


@cache
def gazetteer() -> dict[str, Place]:
    """Every name of the tables above, with what it stands for, in the spellings that outlets use."""
    table: dict[str, Place] = {}

    def add(names: str, kind: str, country: str) -> None:
        for name in filter(None, map(str.strip, names.split(","))):
            for form in (name, name.replace("'", "’"), name.replace("Organization", "Organisation")):
                table.setdefault(form, Place(kind, country))
                table.setdefault(unaccented(form), Place(kind, country))
            if kind == "organisation" and name.isupper() and len(name) > 3:  # "Asean", as some write
                table.setdefault(name.capitalize(), Place(kind, country))

    for entry in " ".join(COUNTRIES.split()).split("; "):
        country = entry.split("/")[0].split(",")[0]
        for kind, names in zip(("country", "demonym", "city"), entry.split("/"), strict=False):
            add(names, kind, country)
    for entry in " ".join(ORGANISATIONS.split()).split("; "):
        add(entry, "organisation", entry.split(",")[0])
    for entry in " ".join(METONYMS.split()).split("; "):
        country, names = entry.split("/")
        add(names, "metonym", country)
    for name in [name for name in table if "." not in name and len(name) > 3]:
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
    plain = re.sub(r"^[ae]l-|[^a-z0-9]", "", plain.removesuffix("'s")) or word.lower()
    return re.sub(r"[iy]+|ey|ei", "i", re.sub(r"(?:e[yi]|i[yi]+|y[yi]*)$", "i", plain))


# --- Rules ----------------------------------------------------------------------------------------

ATOMS = {
    "DAY": DAY,
    "MONTH": MONTH,
    "YEAR": YEAR,
    "WEEKDAY": WEEKDAY,
    "NUMBER": r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|several)",
    "UNIT": r"(?:hour|day|week|fortnight|month|year)",
    "OF_YEAR": r"(?:,?\ (?:of\ )?(?:(?P<y>(?:19|20)\d\d)\b|(?P<rel>this|next|last)\ year\b))?",
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
    filled = re.sub(r"\{([A-Z_]+)\}", lambda m: ATOMS[m[1]], pattern)
    return re.compile(capitals(filled), re.VERBOSE)


_T = TypeVar("_T")


class Memo(dict[str, _T]):
    """What a function says of words, remembered: ``memo[word]``, asked for every word, must cost next to nothing."""

    def __init__(self, function: Callable[[str], _T]) -> None:
        self.function = function

    def __missing__(self, word: str) -> _T:
        if len(self) > 16384:
            self.clear()
        self[word] = value = self.function(word)
        return value


def stem_test(words: str) -> Memo[bool]:
    """Whether a word begins with one of these."""
    known = tuple(words.split())
    return Memo(lambda word: word.startswith(known))


# --- Entities: sentences, words and quotation marks -------------------------------------------------


class Sentence(NamedTuple):
    """Half-open offsets; ``kind`` "title" or "body"; ``line`` counts the article's lines."""

    start: int
    end: int
    kind: str
    line: int


# A full stop after these ends no sentence, nor does one after a single capital ("J.").
ABBREVIATIONS = frozenset(
    "gen ma lt col maj capt cmdr adm brig sgt dr mr mrs ms prof sr jr st mt hon rev sen rep gov pres "
    "amb min dep asst messrs mme vs no nos pp art fig vol jan feb mar apr jun jul aug sep sept oct "
    "nov dec retd ret rtd ft smt shri engr inc ltd co corp dept est ave".split()
)
# The space may be missing: "both nations.During the talks". The mark stands first, what is before it second:
# a pattern that begins with a look back takes ten times as long.
_STOP = lazy(
    r"[.!?…。](?:(?<![.!?…。]{2})[.!?…。]*[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9])"
    r"|(?<=[a-zß-ÿ]{3}\.)(?=[A-Z][a-z]*\s))"
)


def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Offsets at which sentences of ``text[start:end]`` begin, by punctuation."""
    starts = [start]
    for m in _STOP.finditer(text, start, end):
        if m.group() in (".", ".)"):
            last = text[max(start, m.start() - 12) : m.start()].split(" ")[-1].lstrip("(\"'“‘[").lower()
            initial = re.fullmatch(r"[^\W\d_](?:\.[^\W\d_])*", last)
            word = WORD.search(text, m.end()) if "." in last else None
            anew = word and word.group().lower() in FUNCTION_WORDS  # "the U.S. The two …" ends a sentence
            if (initial or last in ABBREVIATIONS) and not anew:
                continue
        nxt = m.end()
        while text[nxt].isspace():
            nxt += 1
        starts.append(nxt)
    return starts


LONGEST = 2000  # characters; what looks like a longer sentence is none, and would cost its length squared


def sentences(text: str, lines: Sequence[Line]) -> list[Sentence]:
    """The content's sentences; a line break always ends one.

    A Doc's own sentence starts are not asked: they come from a parser or a model that does not know the
    lines, breaks inside quotations and after "Gen.", and differs from pipeline to pipeline.
    """
    out: list[Sentence] = []
    for number, (first, last, kind) in enumerate(lines):
        if kind in CONTENT:
            kind = "body" if kind == "body" else "title"
            for start, end in pairwise([*sentence_starts(text, first, last), last]):
                while end - start > LONGEST:  # cut after a space, if there is one
                    at = 1 + max(text.rfind(" ", start + LONGEST // 2, start + LONGEST), start + LONGEST // 2)
                    out.append(Sentence(start, at, kind, number))
                    start = at
                out.append(Sentence(start, end, kind, number))
    return out


class Word(NamedTuple):
    """A word of the content: half-open offsets, the word without 's, and in lower case."""

    start: int
    end: int
    text: str
    low: str


def words_of(text: str, spans: Iterable[Sentence]) -> list[Word]:
    """The words of the content, each once."""
    out, new = [], tuple.__new__  # Word(…) takes twice as long
    for sent in spans:
        for m in WORD.finditer(text, sent.start, sent.end):
            start, end = m.span()
            word = text[start:end]
            if word[-1] == "s" and word[-2:-1] in ("'", "’"):
                word, end = word[:-2], end - 2
            out.append(new(Word, (start, end, word, word.lower())))
    return out


class Marked(NamedTuple):
    """Text between quotation marks: half-open offsets without the marks.

    ``single``: between single marks in an article that sets speech in double ones (terms, headlines).
    """

    start: int
    end: int
    single: bool


_DOUBLE = lazy(r"[\"“”„«»‟‹›]|''|``|’’|‘‘|,,(?=[^\W\d])")
# Not between letters or before a year ('90s), nor the apostrophe of "the owners' names".
_SINGLE = lazy(
    r"['‘’](?:(?<!’)(?<![\w'‘’].)(?=[^\s\d'‘’])|(?<!‘)(?:(?<![s'‘’].)(?![\w'‘’])|(?<=s.)(?![\w'‘’]| [a-z])))"
)


def marked(text: str, lines: Sequence[Line]) -> list[Marked]:
    """Stretches between quotation marks, line by line, the outermost where they are nested.

    A mark without a partner costs only itself. A line that opens with a mark and does not close it is quoted
    to its end; and so are the next ones, marked or not, up to the closing mark: a quotation of several
    paragraphs is one stretch a paragraph. Single marks are quotation marks if they set off most speech.
    """
    content = [line[:2] for line in lines if line.kind in CONTENT]
    double, single = list[tuple[int, int]](), list[tuple[int, int]]()
    until = -1  # index of the line with the closing mark of a quotation that runs on without opening marks
    for n, (start, end) in enumerate(content):
        single += _pairs(text, start, end, marks=_SINGLE)[0]
        pairs, opened = _pairs(text, start, end, start if n <= until else None)
        double += pairs
        if opened is not None:
            double.append((opened, end))
            for k, (first, last) in enumerate(content[n + 1 : n + 9], n + 1):
                if m := _DOUBLE.search(text, first, last):
                    until = k if (first, m.start()) in _pairs(text, first, last, first)[0] else until
                    break
    long = [sum(len(text[start:end].split()) > 2 for start, end in found) for found in (double, single)]
    outer, inner = (double, single) if long[0] >= long[1] else (single, double)
    out = [Marked(*pair, False) for pair in outer]
    for pair in inner:
        i = bisect_right(outer, pair) - 1
        if i < 0 or pair[1] > outer[i][1]:
            out.append(Marked(*pair, outer is double))
    return sorted(out)


def _pairs(
    text: str, start: int, end: int, opened: int | None = None, marks: re.Pattern[str] = _DOUBLE
) -> tuple[list[tuple[int, int]], int | None]:
    """What stands between marks on a line, and where a quotation begins that the line does not close.

    What stands beside a mark tells whether it opens; only where that is open, its shape does.
    """
    out: list[tuple[int, int]] = []
    stack = [] if opened is None else [opened]
    for m in marks.finditer(text, start, end):
        mark, at = m.group(), m.start()
        before, after = text[max(start, at - 1) : at] or " ", text[m.end() : min(end, m.end() + 1)] or " "
        left, right = before in " \t([{—–-/‘'’“«\"", after in " \t.,;:!?)]}—–-/’'”»\""
        opens = left if left != right else mark in "“„«‹``‘‘,," or mark in "\"''’’‟" and not stack
        if opens:
            stack.append(m.end())
        elif stack:
            first = stack.pop()
            while out and out[-1][0] > first:
                out.pop()
            if first < at:
                out.append((first, at))
    return out, stack[0] if stack and not (out and out[-1][0] > stack[0]) else None


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
    Rule(
        "figures",
        r"\b(?:{YEAR}-\d\d-\d\d|\d\d?(?P<sep>[./])\d\d?(?P=sep){YEAR})\b",
        "am «10.05.2023» in",
        "day first; month first only where the second number is above 12",
    ),
    Rule(
        "date: day first",
        r"\b(?:(?P<lead>week\ (?:of|beginning)\ )|{WEEKDAY},?\ (?P<open>\()?)?(?:the\ )?(?P<d>{DAY})"
        r"(?:(?:\ (?:of\ )?(?P<m>{MONTH})(?:,?\ (?P<y1>{YEAR}))?)?{TO}(?:{WEEKDAY},?\ )?(?:the\ )?(?P<d2>{DAY}))?"
        r"\ (?:of\ )?(?P<m2>{MONTH})(?![a-z]){OF_YEAR}(?(open)\)|(?:\ \({WEEKDAY}\))?)",
        "on «5-7 June 2021» in",
    ),
    Rule(
        "date: month first",
        r"\b(?:(?P<lead>week\ (?:of|beginning)\ )|{WEEKDAY},?\ (?P<open>\()?)?(?P<m>{MONTH})\ (?:the\ )?"
        r"(?P<d>{DAY})\b(?:(?:,?\ (?P<y1>{YEAR}))?{TO}(?:{WEEKDAY},?\ )?(?:(?P<m2>{MONTH})\ )?(?P<d2>{DAY})\b"
        r"(?![:%]|\ (?:{MONTH}|[ap]\.?m)))?(?!:\d){OF_YEAR}(?(open)\)|(?:\ \({WEEKDAY}\))?)",
        "held «June 5-7, 2021» in",
    ),
    Rule(
        "month",
        r"\b(?P<m>{MONTH})(?:{TO}(?P<m2>{MONTH}))?{OF_YEAR}(?![\w-]|\ \d|\ Day\b)",
        "will visit in «November».",
        "only behind a word of TIME_LEAD or before a year",
    ),
    Rule(
        "quarter",
        r"\b(?:Q(?P<q>[1-4])[ ,]{1,2}|(?:the\ )?(?P<nth>first|second|third|fourth)\ (?P<size>quarter|half)"
        r"\ of\ )(?:(?P<y>{YEAR})|(?P<rel>this|next|last)\ year)\b",
        "in «the first quarter of 2024» at",
    ),
    Rule(
        "count",
        r"\b(?:(?P<way>[Ii]n|[Ww]ithin)\ )?(?:(?:(?:[Oo]ver|[Dd]uring)\ )?(?:the\ )?"
        r"(?P<span>next|coming|past|last)\ )?(?P<n>{NUMBER}\ (?P<unit>{UNIT})s?)\b"
        r"(?(span)|(?(way)(?<!years)(?!\ of\b)|\ ago\b))",
        "will meet again «in three days».",
        "no days in 'for the first time in two weeks'",
    ),
    Rule(
        "vague",
        r"(?i)\b(?:in\ (?:the\ )?(?:(?:coming|following)\ (?:days|weeks|months|years)|(?:days|weeks|months"
        r"|years?)\ ahead|(?:spring|summer|autumn|winter)(?:\ of\ {YEAR})?|(?:very\ )?(?:near"
        r"|foreseeable)\ future)|at\ a\ later\ "
        r"(?:date|stage)|in\ due\ course|soon(?!\ (?:after|as))|shortly(?!\ (?:after|before)))\b",
        "will follow «in the coming weeks».",
    ),
    Rule(
        "weekday",
        r"\b(?<!Black\ )(?<!Good\ )(?<!Bloody\ )(?P<w>{WEEKDAY})(?:{TO}(?P<w2>{WEEKDAY}))?\b"
        r"(?!\ (?:Times|Telegraph|Mail|Post)\b)(?:\ (?:morning|afternoon|evening|night)\b)?"
        r"(?:,?\ (?:of\ )?(?P<week>this|next|last)\ week\b)?",
        "on «Monday and Tuesday» in",
    ),
    Rule(
        "unit",
        r"\b(?P<unit>week(?:end)?|month|quarter|year|summer|autumn|spring|winter|fall)\b(?!-)",
        "will visit next «week» to",
        "only with a part or a word for which ahead of it: TIME_LEAD",
    ),
    Rule(
        "word",
        r"(?i)\b(?:(?:the\ )?day\ (?:after\ tomorrow|before\ yesterday)|today|tonight|last\ (?:night|evening)"
        r"|this\ (?:morning|afternoon|evening)|yesterday|tomorrow)\b(?:\ \((?P<d>{DAY})\))?",
        "met «yesterday» in",
        "a day of the month in brackets decides: 'last evening (11)'",
    ),
    Rule(
        "year",
        r"\b(?P<year>{YEAR})\b(?![-–,/]?\d)",
        "due to be held in «2003».",
        "only behind a word of TIME_LEAD",
    ),
)
# What belongs to a time ahead of it (a part, which settles no days; a word for which), and words that make
# times of a bare month or year.
_LED_TIMES = ("month", "unit", "weekday", "year")
TIME_LEAD = lazy(
    r"\b(?:(?P<part>(?:[Tt]owards? )?(?:the )?(?:(?:very )?[Ee]arl(?:y|ier)|[Mm]id(?:dle)?|[Ll]ater?"
    r"|[Bb]eginning|[Ss]tart|[Ee]nd|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter"
    r"|(?:first|second|last) (?:week|half))(?: (?:of|in))?(?:[- ]the)?[- ])?"
    r"(?:(?P<which>[Nn]ext|[Ll]ast|[Tt]his(?: coming)?|(?:[Tt]he )?coming) )?"
    r"|(?:[Ii]n|[Bb]y|of|for|until|till|since|during|through|before|after|from|[Tt]he|a|and|year) )$"
)
# The letters in a word that make it worth trying the rows of some resolvers.
_STEMS = {
    "figures year": "19 20",
    "date month": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "weekday": "nday sday iday rday",
    "word": "oday onight omorrow esterday morning afternoon evening night",
    "unit count": "hour day week night month quarter year summer autumn spring winter fall",
    "quarter": "quarter half Q1 Q2 Q3 Q4",
    "vague": "coming following ahead future oon hortly due later spring summer autumn winter",
}
# Words of what lies ahead, of the present tense, which tells of today or of what is near, and of the past.
_COMING = (
    "will|shall|would|must|upcoming|forthcoming|plan(?:s|ned|ning)?|schedul\\w+|slated|expect(?:s|ed)?|due"
    "|next|invit\\w+|to be|set (?:to|for)|(?:is|are|going|agreed|decided|intends|ready|about) to|ahead of"
    "|look(?:s|ed|ing)? forward|hop(?:es?|ing)|prepar\\w+|deadline"
)
AHEAD = lazy(rf"\b(?:{_COMING})\b")  # in lower case
_TENSE = lazy(
    rf"\b(?:(?P<ahead>{_COMING})|(?P<now>(?:is|are) \w+ing|(?<!to )(?:leaves|meets|holds?|begins|starts"
    r"|opens|arrives|travels|heads|departs|hosts|attends|ends|expires|falls|returns))"
    r"|(?P<past>(?<!be )(?:[a-z]+ed(?! by)|said|told|met|held|took|came|went|began|made|gave|spoke"
    r"|left|flew|was|were|had|has|have|since|following|after))"
    r"|(?P<to>to (?:visit|meet|attend|host|hold|travel|arrive|begin|start|open|sign|receive)))\b"
)
_DEADLINE = lazy(
    r"(?i)\b(?:by|before|until|till|not? later than|prior to|deadline (?:of|on|is)|ends? on)(?: the)? $"
)


_ON_DAY = lazy(
    r"(?:\b(?:[Oo]n|[Bb]y|[Ll]ast|[Tt]his|[Nn]ext|[Ss]ince|[Uu]ntil|[Ff]rom|[Ee]arly|[Ll]ate|and|of)|[,–—-]) $"
)
_FIRST_SINCE = lazy(r"\bfirst\b[^,;.]{0,40}$")  # "the first talks in three weeks"


@Memo
def _time_kinds(word: str) -> frozenset[str]:
    """The resolvers whose rows a word makes worth trying."""
    return frozenset(
        kind
        for kinds, row in _STEMS.items()
        if any(map(word.__contains__, row.split()))
        for kind in kinds.split()
    )


@lru_cache(maxsize=1024)
def _time_rows(kinds: frozenset[str]) -> list[tuple[str, Rule]]:
    """The rows of some resolvers, in the table's order."""
    rows = ((rule.id.partition(":")[0], rule) for rule in TIMES)
    return [(kind, rule) for kind, rule in rows if kind in kinds]


def times(
    text: str, spans: Iterable[Sentence], words: Sequence[Word], names: set[int], published: dt.date | None
) -> list[Time]:
    """The time expressions of some sentences outside ``names``, resolved against the day of publication."""
    out: list[Time] = []
    timely = [(word.start, kinds) for word in words if (kinds := _time_kinds[word.text])]
    at = 0
    for sent in spans if timely else ():
        first, at = at, bisect_left(timely, (sent.end,), at)
        if first == at:
            continue
        begin, stop = max(sent.start, timely[first][0] - 60), min(sent.end, timely[at - 1][0] + 120)
        taken: set[int] = set()
        for kind, rule in _time_rows(frozenset().union(*map(itemgetter(1), timely[first:at]))):
            for m in rule.regex.finditer(text, begin, stop):
                low = max(sent.start, m.start() - 45)
                lead = TIME_LEAD.search(text, low, m.start()) if kind in _LED_TIMES else None
                g = {k: v for match in (m, lead) if match for k, v in match.groupdict().items() if v}
                own = g.keys() & {"part", "which"}
                if kind == "count" and "way" in g and _FIRST_SINCE.search(text, low, m.start()):
                    if g["unit"] in ("month", "year") or not AHEAD.search(text[low : m.start()].lower()):
                        continue
                if kind == "unit" and not own or kind in ("month", "year") and not lead and "y" not in g:
                    continue
                start, end = lead.start() if lead and own else m.start(), m.end()
                named = (
                    start in names
                    or kind == "weekday"
                    and end + 1 in names
                    and not _ON_DAY.search(text, low, start)
                )
                if named or not taken.isdisjoint(range(start, end)):  # "Mrs May", "the activist Sunday Alabi"
                    continue
                taken.update(range(start, end))
                g["text"] = text[start:end]
                tense = _tense(text, sent, start, end) if kind in ("date", "month", "weekday") else ""
                by = _DEADLINE.search(text, max(0, start - 24), start) is not None
                out.append(Time(start, end, g["text"], *_resolve(kind, g, by, published, tense)))
    return sorted(out, key=itemgetter(0))


def _tense(text: str, sent: Sentence, start: int, end: int) -> str:
    """ "ahead", "now", "past" or "": by the nearest word before it that tells, else the first after it."""
    told = [m.lastgroup or "" for m in _TENSE.finditer(text, max(sent.start, start - 160), start)]
    if told:  # an infinitive only where nothing else is: "Putin to visit India on Monday"
        return next((tense for tense in reversed(told) if tense != "to"), "ahead")
    if re.match(r" \w+ed\b", text[end : min(sent.end, end + 30)]):  # "on Monday agreed to"
        return "past"
    after = _TENSE.finditer(text, end, min(sent.end, end + 120))
    return next((m.lastgroup or "" for m in after if not m["to"]), "")


_Range = tuple[dt.date | None, dt.date | None, str]
_VAGUE: _Range = (None, None, "vague")
_SHIFTS = {"this": 0, "last": -1, "next": 1, "coming": 1}


def _resolve(kind: str, g: dict[str, str], by: bool, base: dt.date | None, tense: str) -> _Range:
    """The inclusive days of a match, and their unit; see TIMES."""
    part = g.get("part", "").lower()
    if kind == "vague" or part and kind != "weekday" and not (by and "end" in part):
        return _VAGUE
    if base is None and not g.keys() & {"y", "y1", "year"} and kind != "figures":
        return None, None, "day" if kind in ("date", "weekday", "word") else g.get("unit", kind)
    if "rel" in g and base:
        g["y"] = str(base.year + _SHIFTS[g["rel"]])
    try:
        first, last, unit = _RESOLVERS[kind](g, base or dt.date(2000, 1, 1), tense or ("ahead" if by else ""))
    except (ValueError, OverflowError):  # 31 June
        return _VAGUE
    deadline = last and (by or g.get("way", "").lower() == "within")
    return (None, last, "deadline") if deadline else (first, last, unit)


def _figures(g: Mapping[str, str], base: dt.date, tense: str) -> _Range:
    day = full_date(g["text"])
    return day, day, "day"


def _date(g: Mapping[str, str], base: dt.date, tense: str) -> _Range:
    """Day and month, a second day or month for a range, with or without a year."""
    m1, m2 = (month_number(g.get(one) or g[other]) for one, other in (("m", "m2"), ("m2", "m")))
    d1, d2 = (int(re.sub(r"\D", "", g.get(name) or g["d"])) for name in ("d", "d2"))
    if "y" in g or "y1" in g:
        year = int(g["y1"]) if "y1" in g else int(g["y"]) - (m2 < m1)  # "30 December to 2 January 2024"
        first = dt.date(year, m1, d1)
    else:
        first = _nearest(m1, d1, base, tense, re.search(WEEKDAY, g["text"]))
    last = dt.date(first.year + (m2 < m1), m2, d2)
    if "lead" in g:
        return *_unit_range(first, "week", 0), "week"
    return (first, last, "day" if first == last else "days") if first <= last else _VAGUE


def _nearest(month: int, day: int, base: dt.date, tense: str, weekday: re.Match[str] | None) -> dt.date:
    """The plausible day without a year: the next one if ahead, else the nearest; a weekday given decides.

    What is told in the past tense lies at most two months ahead ("welcomed the dialogue on March 17").
    """
    years = (y for y in range(base.year - 8, base.year + 9) if y % 4 == 0 or (month, day) != (2, 29))
    days = [dt.date(y, month, day) for y in years]
    if named := [d for d in days if weekday and d.strftime("%A") == weekday[0]]:
        days = named
    elif tense == "ahead":
        days = [d for d in days if d >= base]
    elif tense == "past":
        days = [d for d in days if (d - base).days <= 60]
    return min(days, key=lambda d: abs(d - base))


def _month_range(year: int, month: int, months: int = 1) -> tuple[dt.date, dt.date]:
    end = year * 12 + month - 1 + months
    return dt.date(year, month, 1), dt.date(end // 12, end % 12 + 1, 1) - dt.timedelta(1)


def _unit_range(base: dt.date, unit: str, shift: int) -> tuple[dt.date, dt.date]:
    """The week (Monday to Sunday), weekend, month, quarter or year so many after that of a day."""
    if unit in ("week", "weekend"):
        monday = base - dt.timedelta(base.weekday()) + dt.timedelta(7 * shift)
        return monday + dt.timedelta(5 * (unit == "weekend")), monday + dt.timedelta(6)
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    months = (base.year * 12 + base.month - 1) // size * size + shift * size
    return _month_range(months // 12, months % 12 + 1, size)


def _month(g: Mapping[str, str], base: dt.date, tense: str) -> _Range:
    month, which = month_number(g["m"]), g.get("which", "").lower()
    months = (month_number(g.get("m2", g["m"])) - month) % 12 + 1
    if "y" in g:
        return *_month_range(int(g["y"]) - (month + months > 13), month, months), "month"
    year, away = base.year, month - base.month
    if which == "last":
        year -= away >= 0
    elif tense == "ahead" or which:
        year += away < 0
    else:  # of this year, as newspapers write, but "in December" said in January is past
        year -= away > 6
    return *_month_range(year, month, months), "month"


def _quarter(g: Mapping[str, str], base: dt.date, tense: str) -> _Range:
    size = 6 if g.get("size") == "half" else 3
    nth = int(g["q"]) if "q" in g else ("first", "second", "third", "fourth").index(g["nth"]) + 1
    if "y" not in g or nth > 12 // size:
        return _VAGUE
    return *_month_range(int(g["y"]), (nth - 1) * size + 1, size), "quarter"


def _unit(g: Mapping[str, str], base: dt.date, tense: str) -> _Range:
    which, unit = g.get("which", "this").lower().split()[-1], g["unit"]
    if unit in ("summer", "autumn", "spring", "winter", "fall") or which == "coming" and "week" not in unit:
        return _VAGUE
    shift = 0 if unit == "weekend" and which == "coming" else _SHIFTS[which]
    return *_unit_range(base, unit, shift), "days" if unit == "weekend" else unit


def _weekday(g: Mapping[str, str], base: dt.date, tense: str) -> _Range:
    """The nearest such day, publication day included: the last one, or the next one if ahead."""
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    number, which = names.index(g["w"][:3]), g.get("which", "").lower()
    back = (base.weekday() - number) % 7
    first = base - dt.timedelta(back)
    if "week" in g:
        first = _unit_range(base, "week", _SHIFTS[g["week"]])[0] + dt.timedelta(number)
    elif which == "last":
        first = base - dt.timedelta(back or 7)
    elif which not in ("", "this") or tense == "ahead" and not which and back:
        first += dt.timedelta(7)
    elif tense == "ahead" or tense == "now" and back > 2:
        first = base + dt.timedelta(-back % 7)
    days = (names.index(g["w2"][:3]) - number) % 7 if "w2" in g else 0
    return first, first + dt.timedelta(days), "days" if days else "day"


def _word(g: Mapping[str, str], base: dt.date, tense: str) -> _Range:
    word = g["text"].lower()
    away = ("tomorrow" in word) - ("yesterday" in word or "last" in word)
    day = base + dt.timedelta(2 * away if "day " in word else away)
    if "d" in g:
        number = int(re.sub(r"\D", "", g["d"]))
        day = next((d for n in (0, -1, 1, -2) if (d := base + dt.timedelta(n)).day == number), day)
    return day, day, "day"


def _count(g: Mapping[str, str], base: dt.date, tense: str) -> _Range:
    """So many units from now: the day, or the week, month or year it lies in; or all days until then."""
    span, unit = g.get("span"), {"hour": "day", "fortnight": "week"}.get(g["unit"], g["unit"])
    past = span in ("past", "last") or not span and "way" not in g
    day = _parse(f"{g['n']} ago" if past else f"in {g['n']}", base)
    if not day or span and unit in ("month", "year"):
        return _VAGUE
    if span:
        one = dt.timedelta(1)
        return (day, base - one, "days") if past else (base + one, day, "days")
    exact = unit == "day" or g.get("way", "") in ("within", "Within")
    return (day, day, unit) if exact else (*_unit_range(day, unit, 0), unit)


def _year(g: Mapping[str, str], base: dt.date, tense: str) -> _Range:
    year = int(g["year"])
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


_RESOLVERS: dict[str, Callable[[Mapping[str, str], dt.date, str], _Range]] = {
    resolver.__name__[1:]: resolver
    for resolver in (_figures, _date, _month, _quarter, _unit, _weekday, _word, _count, _year)
}


@lru_cache(maxsize=4096)
def _parse(expression: str, base: dt.date) -> dt.date | None:
    """What dateparser makes of a distance that a rule found ("in two weeks"); never running text."""
    import dateparser  # takes a fifth of a second: only where an expression needs it

    settings = {"RELATIVE_BASE": dt.datetime.combine(base, dt.time(12)), "RETURN_AS_TIMEZONE_AWARE": False}
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
    abroad: set[str] = field(default_factory=set)  # the countries visited: not one's own
    sure: bool = False  # has a title, an office, or a second name: surely a person

    def last_before(self, offset: int) -> int:
        """Start of the last naming or description before an offset, -1 if there is none."""
        before = ((spans, bisect_left(spans, (offset,))) for spans in (self.mentions, self.described))
        return max((spans[i - 1][0] for spans, i in before if i), default=-1)


def named_places(text: str, words: Sequence[Word]) -> list[Named]:
    """Names of the gazetteer, the longest at each place."""
    table, starts = gazetteer(), gazetteer_starts()
    out: list[Named] = []
    end = -1
    for i in [i for i, word in enumerate(words) if word.text in starts]:
        word = words[i]
        if word.start < end:
            continue
        for size in range(min(starts[word.text], len(words) - i), 0, -1):
            stop = words[i + size - 1].end
            name = text[word.start : stop]
            if name not in table and text[stop : stop + 1] == "." and name + "." in table:
                stop += 1
                name += "."
            place = table.get(name)
            if place and (len(name) > 2 or name.isupper()):
                if name == "Union" and not _UNION.match(text, stop):
                    continue
                if place.kind == "city" and text.startswith(" City", stop):  # "Davao City"
                    stop, name = stop + 5, name + " City"
                start = word.start
                if place.kind == "country" and text.startswith(("of ", "he "), start - 3):
                    if m := _FORM_OF_STATE.search(text, max(0, end, start - 60), start):
                        start = m.start()
                out.append(Named(start, stop, name, *place))
                end = stop
                break
    return out


# "the Republic of Kenya", "the Hashemite Kingdom of Jordan": a country with the form of its state.
_FORM_OF_STATE = lazy(
    r"(?:\b(?:Islamic|Federal|Federative|Democratic|People['’]s|Arab|Socialist|Bolivarian|Plurinational|Hashemite"
    r"|United|Oriental|Co-?operative|Grand) ){0,2}"
    r"\b(?:Republic|Kingdom|(?<! of )State|Sultanate|Duchy|Principality|Federation|Commonwealth) of (?:the )?$"
)
_UNION = lazy(r" (?:[A-Z][a-z]+ (?:and |& )?){0,4}(?:Minist(?:er|ry)|Cabinet|Government|Secretary)")


def _inside(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> set[int]:
    """Starts of the words that lie in spans."""
    edges = ((bisect_left(words, (start,)), bisect_left(words, (end,))) for start, end in spans)
    return {word.start for first, stop in edges for word in words[first:stop]}


_TOKEN = lazy(r"\S+")
# Words that belong to a title only before some others.
_OF_TITLE = {
    **dict.fromkeys(("his", "her"), frozenset("royal highness majesty excellency holiness eminence".split())),
    **dict.fromkeys(("vice", "rear", "air", "field", "army", "fleet", "grand", "staff"), RANKS | {"chief"}),
    "royal": frozenset(("highness",)),
    "crown": frozenset(("prince", "princess")),
    "first": frozenset(("lady",)),
    "tan": frozenset(("sri",)),
    **dict.fromkeys(
        ("the", "right", "rt", "most"),
        frozenset("hon honourable honorable reverend rev right rt most".split()),
    ),
}
_TITLE_WORDS = (
    HONORIFICS
    | RANKS
    | {title.lower() for title in TITLES_OF_OFFICE}
    | {"®", "prince", "princess", "judge", "justice"}
) - {"he", "ing", "m", "u", *_OF_TITLE}
_WHOLE_WORDS = frozenset("king pope queen emir sultan general marshal admiral ambassador".split())
# Heads of state, and of government, by the last word of their office.
_HEADS_OF_STATE = frozenset("president king queen emir sultan".split())
_LEADERS = _HEADS_OF_STATE | {"chancellor", "premier"}
_SOLE = _LEADERS | {"prime minister"}
_OFFICES_AS_TITLES = _LEADERS | {"secretary", "minister", "lady"}


def _title_start(text: str, low: int, start: int, more: frozenset[str] = frozenset()) -> int:
    """Where the honorifics and ranks (and ``more``) directly before an offset begin; there if there are none."""
    first, follows = start, ""
    for m in reversed(list(_TOKEN.finditer(text[low:start]))):
        word = m[0].strip("(.)'’“\"").lower()
        if word in _OF_TITLE:
            known = follows in _OF_TITLE[word]
        else:  # "Maj.-Gen."
            known = all(part in _TITLE_WORDS or part in more for part in word.replace(".-", "-").split("-"))
        whole = word in _WHOLE_WORDS and m[0].endswith(".") or m[0].endswith(",")  # "saw the Pope. Dusek"
        capital = m[0].lstrip('(“"')[:1].isupper() or word in ("the", "retd", "rtd", "ret", "®")
        if whole or not (known and capital or m[0].strip("(.)") == "HE"):
            break
        first, follows = low + m.start() + (m[0][0] in '“"'), word
    return first


FEMALE = frozenset(
    "mrs ms miss mdm dame lady baroness sheikha queen princess madame madam smt sister chairwoman congresswoman "
    "spokeswoman".split()
)
MALE = frozenset("mr sir lord sheikh shaikh king prince shri monsieur cardinal pope".split())
_NAME = lazy(
    r"(?:(?:[A-Z]\.[ -]?){1,5}(?=[A-Z])|[B-HJ-Z][ ](?=[A-Z]))?[A-Z][\w’'`-]+(?:[ ](?:(?:(?:bin"
    r"|bint|ibn|al|el|ul|ur|de|da|do|dos|das|di|del|della|der|van"
    r"|von|la|le|ben|ould|af|ap|ter|ten|y|e|zu|abu|san|d)[ ]){0,3}(?:(?:[A-Z]\.){1,5}|[A-Z](?=[ ])"
    r"|[A-Z][\w’'`-]+))){0,9}"
    r"(?:,?[ ](?:Jr|Sr)\b\.?|[ ]I{1,3}V?\b|[ ]VI{0,3}\b)?"
)


def _at(places: Sequence[Named], start: int) -> Named | None:
    """The place that begins at an offset."""
    i = bisect_left(places, (start,))
    return places[i] if i < len(places) and places[i].start == start else None


def person_spans(
    text: str, ents: Iterable[tuple[int, int, str]], places: Sequence[Named]
) -> list[tuple[int, int]]:
    """The pipeline's PERSON spans with the right boundaries: no title, office, country or possessive."""
    out: list[tuple[int, int]] = []
    for start, end in (
        span for *ent, label in ents if label == "PERSON" for span in _split_people(text, *ent)
    ):
        if text.endswith("Sultan ", 0, start) and _SULTAN.match(text, start - 7):
            start -= 7
        start, end = _trim(text, start, end)
        land = _at(places, start)
        if land and len(text[land.end : end].split()) > 1:  # "Germany Angela Merkel"
            start, end = _trim(text, land.end + 1, end)
        near = places[max(0, bisect_left(places, (start,)) - 1) : bisect_left(places, (end,))]
        cut = any(start < p.end and not (start <= p.start and p.end < end) for p in near)
        photo = "/" in (
            text[max(0, start - 1) : start],
            text[end : end + 1],
        )  # "(Xinhua/Yao Dawei)", "Eva Kos/AFP"
        # "the city's Hoa Lo prison"
        named_for = _FACILITY.match(text, end) or _SHIP.search(text, max(0, start - 15), start)
        if WORD.search(text, start, end) and not cut and not photo and not named_for:  # no mere marks
            if initial := _INITIAL.search(text, max(0, start - 8), start):  # "Minister for Law K |Shanmugam"
                start = initial.start()
            more = _NAME_GOES_ON.match(text, end, end + 40)
            if end - start < 4 and (joined := _JOINED_NAME.match(text, end)):  # "Kh.Battur"
                more = joined
            elif " " not in text[start:end] and _GIVEN.search(text, max(0, start - 12), start):
                more = _SURNAME_NEXT.match(text, end, end + 40) or more
            more = _SON_NEXT.match(text, end, end + 60) or more
            if out and _SON_OF.fullmatch(
                text, max(out[-1][0], out[-1][1] - 12), start
            ):  # "Juanda bin| Haji |Abdul Rashid"
                start = out.pop()[0]
            out.append((start, more.end() if more else end))
    return out


_GIVEN = lazy(r"(?i)\b(?:president|minister|king|queen|chancellor|secretary) $")
# "President Joko| Widodo"; no day, no place and no headline's verb
_SURNAME_NEXT = lazy(
    rf" (?!(?i:{'|'.join(sorted(NOT_NAMES))})\b)[A-Z][a-z]+(?<!s)(?<!ing)(?= of |[,.;\n’']| [a-z]|$)"
)
_JOINED_NAME = lazy(r"\.[A-Z][\w’'-]+")
_SHIP = lazy(r"\b(?:HM[A-Z]*S|USS|USNS|INS|MV) (?:Queen |King |Prince |Princess )?$")
_BEFORE_AMIR = frozenset("sheikh minister secretary speaker ambassador dr. mr. general".split())
_SULTAN = lazy(r"Sultan (?:bin|ibn|[Aa]l)\b")  # a given name: "Prince Sultan bin Salman"
_NICK = r" [“\"'‘][A-Z][\w’'.-]{1,15}[”\"'’] "
_NICKNAME = lazy(_NICK)
_FACILITY = lazy(
    r"(?i) (?:prison|jail|(?:air)?port|hospital|stadium|shrine|temple|mosque|cathedral|monastery|hotel|barracks|base"
    r"|refugee camp|square|avenue|street|university|institute|foundation|prize|award|museum|theat(?:er|re)|bridge"
    r"|province|region|district|river|island|peninsula|mountains?)\b"
)
_INITIAL = lazy(r"(?<![\w.])(?:(?:[B-HJ-TV-Z]\.? ){1,2}|(?!U\.|H\.E|E\.U|D\.C|P\.M|A\.M)(?:[A-Z]\.){2,4} ?)$")
_SON_OF = lazy(r".*\b(?:bin|binti|bint|ibn) (?:Haj(?:i|ah|jah) )?|Ma\. ")
_SON_NEXT = lazy(
    r"(?: (?:bin|binti|bint|ibn) (?:[Aa]l[ -])?[A-Z][\w’'-]+)+"
)  # "Hala| bint Bandar bin Sultan"
# "Miguel Diaz|-Canel", "Kim Yong|-sun", "Joko| “Jokowi” Widodo"
_NAME_GOES_ON = lazy(
    rf"{_NICK}[A-Z][\w-]+(?:[’'][A-Z]\w+)?(?:,? Jr\b\.?)?"
    r"|(?:-(?:[A-Z]|(?!led\b|era\b|run\b|held\b|backed\b)(?=[a-z]{2,5}\b))[\w’']*){0,3}"
)


_NEXT_ONE = lazy(_NICK + r"|(?<=\s)and(?=\s)|(?<=\s)-(?=\s)|[\n\r(–—/;:]|,(?=\s)(?!\s+(?:Jr|Sr)\b)|[\"“”]")


def _split_people(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The people of a span that runs over "and", a comma or a line break, as some pipelines' spans do."""
    spans, at = [], start
    for m in _NEXT_ONE.finditer(text[start:end]):
        if _NICKNAME.fullmatch(m[0]):
            continue
        spans.append((at, start + m.start()))
        at = start + m.end()
    return [(s, e) for s, e in [*spans, (at, end)] if s < e]


_NO_NAME = OFFICE_HEADS | NOT_NAMES
_FIRST_OF_NO_NAME = HONORIFICS | RANKS | OFFICE_MODIFIERS | _NO_NAME
# What ends no name: a possessive, punctuation, a full stop but for "Jr." and initials.
_NAME_TAIL = lazy(r"(?:['’]s|(?<=\w\w\w)['’]|[,;:!?–—-]|(?<![ .][A-Z])(?<![JS]r)\.|\s)+$")


# In a headline that sets all words in capitals: "Rudd To Visit Kyiv".
_ENDS_NAME = frozenset("to for as amid after over with at says meets visits arrives".split())
# Letters of an order or a house behind a name that is not in capitals itself.
_LETTERS_BEHIND = lazy(
    r"(?:[A-Z][\w’'-]*[a-z]|[A-Z]{2,4}),? (?!I{1,3}\b|IV\b|VI{0,3}\b)(?:[A-Z]{2,4}|(?:[A-Z]\.){2,4})(?![\w.])"
)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without the titles, offices and function words at its ends; empty if nothing is left."""
    words = [(m.span(), m.group().strip(".,'’").lower()) for m in _TOKEN.finditer(text[start:end])]
    before = text[max(0, start - 20) : start].split(" ")[-2:-1]  # "leader To Lam"
    while words and (
        words[0][1] in _FIRST_OF_NO_NAME or words[0][1] in ("ii", "iii") or words[0][1].isdigit()
    ):
        given = words[0][1] in ("sultan", "amir", "emir") and before and len(words) > 1
        if _SULTAN.match(text, start + words[0][0][0]) or given and before[0].lower() in _BEFORE_AMIR:
            break
        titled = before and (before[0].islower() or before[0].lower() in OFFICE_HEADS)
        if titled and len(words) == 2 and words[0][1] in FUNCTION_WORDS - HEADLINE_VERBS:
            break
        words.pop(0)
    inside = (i for i in range(1, len(words) - 1) if words[i][1] in _ENDS_NAME)
    words = words[: next(inside, None)]
    while words and words[-1][1] in NOT_NAMES:
        verb = words[-1][1] in HEADLINE_VERBS
        if (
            len(words) > 1
            and text[start + words[-1][0][0]].isupper()
            and words[-1][1] in FUNCTION_WORDS
            and not verb
        ):
            break  # "Kais Said", "Juan Carlos I"
        words.pop()
    while len(words) > 2 and _LETTERS_BEHIND.match(text, start + words[-2][0][0]):  # "Ann Lee CBE MP"
        words.pop()
    while len(words) > 1 and text[start + words[-1][0][0] : start + words[-1][0][1]].islower():  # "Lee spoke"
        words.pop()
    if not words:
        return start, start
    first, last = start + words[0][0][0], start + words[-1][0][1]
    tail = _NAME_TAIL.search(text, max(first, last - 5), last)
    last = max(first, tail.start()) if tail else last
    more = re.match(r",? (?:Jr|Sr)\b\.?", text[last : last + 6])
    return first, last + (more.end() if more else 0)


def _name_at(text: str, at: int, places: Mapping[int, Named]) -> tuple[int, int] | None:
    """A capitalised sequence at an offset that may be a name: no word of NOT_NAMES, no place, no office."""
    end, m = at, _NAME.match(text, at)
    for word in _TOKEN.finditer(m.group()) if m else ():
        bare = re.sub(r"['’]s$", "", word.group().strip(".,"))
        place = places.get(at + word.start())
        if bare.lower() in _NO_NAME or place and place.end - place.start >= len(bare):
            break
        end = at + word.end()
        if word.group().endswith(("'s", "’s")):
            break
    if end == at or text[at:end].split(None, 1)[0].strip(".").lower() in _FIRST_OF_NO_NAME:
        return None
    return _trim(text, at, end)


# Offices are read off a string with a letter a word and a sign for what stands behind it. The letters:
#   H J V heads (J minister or secretary, V who serves somebody), S a suffix ("General"), M modifiers, P words
#   of portfolios, B both, U other capitals; in lower case h j v m p b; k counterparts;
#   C D O L W country, demonym, organisation, city, seat of a government, c their further words; n a name;
#   a o f i w t T A N: and, of, for, on, with, the, to, at, in; x anything else.
_SMALL = dict(zip("and cum of for on with the from to at in".split(), "aaofiwtrTAN", strict=True))
_KINDS = {"country": "C", "demonym": "D", "organisation": "O", "city": "L", "place": "L"}
_SEATS = frozenset(("Union", "White House", "Kremlin"))
_SIGNS = {
    " ": " ",
    "-": "-",
    "/": "/",
    ", ": ",",
    "’s ": "'",
    "'s ": "'",
    " (": "(",
    "’s (": "(",
    ") ": " ",
    ")’s ": "'",
    ")'s ": "'",
    " & ": "&",
    " - ": "~",  # "Deputy Prime Minister - Minister of Finance"
    " – ": "~",
}
_EQUALS = ("counterpart", "peer", "colleagues")
_OFFICERS = frozenset(
    "admiral adm colonel col lieutenant lt captain capt commodore brigadier brig sergeant".split()
)
_SERVANTS = frozenset("adviser advisor advisers advisors aide aides envoy counsel".split())
# Letters that words have before others: "Assistant to X", but "Assistant Minister"; "member", but "member states".
_BY_NEXT = {
    "assistant": dict.fromkeys("to on for".split(), "V"),
    "under": dict.fromkeys(("secretary", "secretaries"), "M"),
    **{word: dict.fromkeys(("hon", "honourable", "honorable"), "x") for word in ("rt", "right")},
    "sultan": dict.fromkeys(("bin", "ibn", "al"), "x"),
    "h": {"e": "x"},
    "member": dict.fromkeys("state states country countries nations".split(), "x"),
}
# Letters that words have only behind others: "Secretary General", but "General X"; "First Lady", but "Lady X".
_GENERALS = "secretary director attorney governor consul auditor inspector solicitor prosecutor"
_GOES_ON = {
    **{word: {"general": "S"} for word in _GENERALS.split()},
    **{word: {"d'affaires": "S", "d’affaires": "S"} for word in ("chargé", "charge")},
    **{word: {"a.i": "S", "ad": "S"} for word in ("d'affaires", "d’affaires")},
    "ad": {"interim": "S"},
    "chief": {"justice": "S", "executive": "S", "imam": "S"},
    "grand": {"imam": "H"},
    "minister": {"delegate": "S", "ii": "S"},
    "first": {"lady": "H"},
    "h": {"e": "x"},
    "joint": {"chiefs": "P"},
}
_FIRST = (
    r"(?:[UPMBmbS][\ /-]|[UPMBHJV]'|[MB],(?=[MB])|[mb],(?=[mb])|[HhVv][\ /-]|[Jj](?:[/-]|\ (?=S))"
    r"|(?:[PMBS]\ [aof]|U\ [of])\ (?:O\ )?|[HJV]\ a\ (?=[MBmbHJV])"
    r"|[UPMB]\((?=[UPMBO][ '][UPMBHJV]))"
)
_AHEAD = r"(?:[UPMBSmbCDOc][ -]){0,4}[HJVhjv]"
# What goes on in a portfolio: no second office, no country, and no name that was missed (U behind P or B).
_MORE = rf"""(?:
      \ (?: [cCDOLWMPBSbp] | U(?: (?<![PB]\ U) | (?=(?:[ -][UPMB])*\ (?:x\ ){{0,2}}[nPMB]) ) )
    | [/'&-][UPMBSCODLWcbpHJV]
    | ,(?=(?:[UPMBSCODLWc][ ,&-]){{1,9}}a\ (?!{_AHEAD}|n))[UPMBSCODLW]
    | \([UPMBO]
    | (?: [ ,]a\ (?!{_AHEAD}|n|t\ [CD]) | \ o\ (?!(?:t\ )?(?:C|[MB]\ J)) | \ f\ | (?<=P)\ w\ (?!C) )
      (?:t\ )?[UPMBSCODLWbp]
    ){{0,16}}"""
_OFFICE = lazy(
    rf"""(?x)
    (?P<head> {_FIRST}{{0,12}} (?: [HJV] | [UPMB](?:[ /-]|\([UPMBO]\ )[hjv] ) | 
      (?: [MBmb][ /,-] | [hv][ -] ){{0,6}} [hjvk] )
    (?: [ -](?:a\ (?=S))?S )*
    (?P<under> (?: (?<=[VvJj])\ T | (?<=[Vv])\ f | (?<=[Hh])\ o\ [PBpb]\ [Tf] )  # "Chief of Staff to the Thai President"
        \ (?:t\ )?(?:(?P<whose>[CDO])(?:[ -]c)*\ )?(?:[UPMBmbS][ /-]){{0,6}}[HJVhjv](?:\ S)? )?
    (?P<object> (?:
        \ o\ (?:t\ )?(?:[UPMBSCDOLWcbp][ '&-](?:[aoft]\ ){{0,2}}){{1,9}}?[UPMB](?=(?:\ o\ (?:t\ )?C(?:[ -]c)*)?,(?:x\ )?n)
      | (?<=[Vv])\ [oT]\ (?:t\ )?(?:[UPMBHJ]\ ){{0,4}}n(?:[ -]n)*(?=,|\ o\ (?:t\ )?C)  # "envoy of President X"
      | \ (?:(?:[of]|i(?!\ L))\ (?:t\ )?(?!C)(?:[MB]\ J | [UPMBSODLWbpHJV]) | (?<!j\ )[Ar]\ (?:t\ )?[PMB])
        {_MORE}  # "of Foreign Affairs", "for Trade, Industry and Tourism"
      | (?<![MPB]\ J)\ [fiT]\ (?:t\ )?C(?:[ -]c)*(?:\ [pb])?(?:\ a\ (?:t\ )?[CO](?:[ -]c)*(?!'))?
      | \ o\ (?:t\ )?C(?=(?:[ -]c)*(?:'|\ (?:[UPMB]\ ){{0,3}}[PMB])){_MORE}  # "of Egypt's Supreme Council"
      | (?<![Jj])\ T\ (?:t\ )?[ODLW]{_MORE}  # "to the United Nations"
      | (?<=J)\ N\ t\ (?:M\ J'(?=[MB]))?[MPB]{_MORE}  # "Minister in the Prime Minister's Office"
      | ,(?:[UPBO]\ ){{0,3}}M{_MORE}(?=,(?:x\ )?n)  # "Director, Ministry of Trade, Ms X"
    ){{0,3}} )"""
)
_OFFICE_BEGINS = lazy("[UPMBmbSHJVhjvk]")
_LAND = lazy(
    rf"(?x) \ o\ (?:t\ )?(?P<land>C)(?:[ -]c)* (?: \ [Tf]\ (?:t\ )?(?: C(?:[ -]c)*(?:\ a\ (?:t\ )?[CO](?:[ -]c)*)? "
    rf"| [UPMBSODLW]{_MORE} ) )? | \ A\ (?:t\ )?(?P<at>C)(?:[ -]c)* | (?<=[MPB]\ J)\ f\ (?:t\ )?(?P<for>C)(?:[ -]c)*"
    r"| (?<=[HVhvCc])\ N\ [CL](?:[ -]c)* | (?<=M)\ N\ L(?:[ -]c)*(?=\ n)"  # "of the US Embassy in Harare X"
)
_JOINT_OFFICES = lazy(r"[/~]| a (?:O(?:[ -]c)* )?")
_PLAIN_OBJECT = lazy(r" of (?:the |its |their |a )?(?:[a-z’'-]+ ){0,4}[a-z-]{4,}(?=[,.;]| of (?:the )?[A-Z])")
_OWNED = lazy(
    r"['’]s (?:[\w’'-]+ ){0,4}?[a-z-]{3,}(?=[,.;]| (?:ha[sd]|have|said|says|told|is|was|will|who|and|met|in|on|at)\b)"
)
_DESK = lazy(
    r" \((?:North|South|East|West|Political|Economic|Commercial|[A-Z][a-z]+ (?:Asia|Europe|Africa|America))\)"
)
_SHORT_FORM = lazy(r" \([A-Z][A-Za-z&. -]{1,9}\)|\)")
_FRIENDLY = lazy(r"\b(?:friendly|brotherly|sisterly) $")
_FOR_WHOM = lazy(r"\b(?:to|for|with) (?:the )?(?:[A-Z][\w ]{2,40} and (?:the )?)?$")
_ATTRIBUTE = lazy(r"(?i)\b(former|acting|ex|interim|deputy|special|personal)[ -]$")


class Letters(NamedTuple):
    """The words as _OFFICE reads them: two characters a word, what it is and what stands behind it."""

    text: str
    ends: list[int]  # of the words, in the article
    places: dict[int, Named]  # by index of their first word


def _letters(text: str, words: Sequence[Word], places: Iterable[Named], names: set[int]) -> Letters:
    at = {}
    letters = ["n" if word.start in names else _letter[word.text] for word in words]
    signs = [_SIGNS.get(text[word.end : after.start], "|") for word, after in pairwise(words)]
    ends = [word.end for word in words]
    for i in [i for i, word in enumerate(words[:-1]) if word.low in _BY_NEXT]:
        kind = _BY_NEXT[words[i].low].get(words[i + 1].low)
        letters[i] = (kind if words[i].text[0].isupper() else kind.lower()) if kind else letters[i]
    for i in [i for i, word in enumerate(words[:-1]) if word.text == "General"]:
        letters[i] = "x" if letters[i + 1] == "n" else letters[i]  # "Minister of Defence General X"
    for i in [i for i, word in enumerate(words[:-1]) if word.low in _GOES_ON]:
        kind = _GOES_ON[words[i].low].get(words[i + 1].low)
        if kind and letters[i + 1] != "n":
            letters[i + 1] = kind
            if text.startswith("i.", ends[i + 1] - 1):  # the full stop of "a.i." belongs to it
                ends[i + 1] += 1
                signs[i + 1 : i + 2] = " "
    for i in [i for i, word in enumerate(words) if letters[i] == "U" and word.text.endswith("ing")]:
        if text[: words[i].start].rstrip(' “"')[-1:] in ".!?\n\r":  # "Joining President X"
            letters[i] = "x"
    for place in places:
        (start, end), kind = place[:2], _KINDS.get(place.kind) or "W" * (place.text in _SEATS)
        if kind == "C" and (m := _FRIENDLY.search(text, max(0, start - 10), start)):
            start = m.start()
        first, stop = (bisect_left(words, (edge,)) for edge in (start, end))
        at[first] = place
        if end > ends[stop - 1]:  # "U.S." with its full stop
            ends[stop - 1] = end
            signs[stop - 1 : stop] = (
                [_SIGNS.get(text[end : words[stop].start], "|")] if stop < len(words) else []
            )
        for i in range(first, stop) if kind else ():
            letters[i] = "c" if i > first else kind
            if i > first:
                signs[i - 1] = " "
        if kind and stop < len(words) and signs[stop - 1] == "(" and text.startswith(") ", ends[stop]):
            if letters[stop] == "U":  # "Republic of Cyprus (RoC) Foreign Minister"
                signs[stop - 1], letters[stop] = " ", "c"
    return Letters("".join(map(str.__add__, letters, [*signs, "|"])), ends, at)


@Memo
def _letter(text: str) -> str:
    """The letter of a word that is no name and no place."""
    low, capital = (
        re.sub(r"-(?:elect|designate|general|in-chief|at-large)$", "", text.lower()),
        text[0].isupper(),
    )
    if low in OFFICE_HEADS and low != "state":
        kind = "J" if low in ("minister", "secretary") else "V" if low in _SERVANTS else "H"
        return "k" if low.startswith(_EQUALS) else kind if capital else kind.lower()
    if low in OFFICE_SUFFIXES:
        return "S"
    modifier, portfolio = low in OFFICE_MODIFIERS, PORTFOLIO.match(low)
    portfolio = None if low.endswith(("al", "ic", "gn", "an")) else portfolio  # adjectives complete none
    if low in HONORIFICS or low in _OFFICERS or low in FUNCTION_WORDS and not modifier:
        return "x" if capital and low not in ("of", "for", "the") else _SMALL.get(low, "x")
    if capital:
        modifier = modifier or low in INSTITUTION_WORDS
        return "B" if modifier and portfolio else "M" if modifier else "P" if portfolio else "U"
    return "b" if modifier and portfolio else "m" if modifier else "p" if portfolio else _SMALL.get(low, "x")


def _offices(text: str, words: Sequence[Word], places: Sequence[Named], names: set[int]) -> list[Office]:
    """The offices of the text, each with its country if one stands in it, before it or behind it."""
    letters = _letters(text, words, places, names)
    place_to = {p.end: p for p in places}
    out: list[Office] = []
    at = 0
    while m := _next_office(letters.text, at):
        first = m.start() // 2
        low = words[first].low
        several = low.endswith("s") and low in OFFICE_HEADS  # "Leaders and President X"
        two = (several or low in _OFFICES_AS_TITLES) and letters.text.startswith(" a ", m.start() + 1)
        apposed = letters.text.endswith(("n,", "n,x ", "n,t "), 0, m.start())
        head = words[(m.end("head") - 1) // 2]
        stop = m.end()
        if two and head.low in _OFFICES_AS_TITLES:  # "The President and Prime Minister X"
            stop = m.start() + 2
        elif head.low.startswith("spokes") and _OF_WHOM.match(letters.text, m.end("head")):
            stop = m.end("head")  # "spokeswoman for President X"
        if stop < m.end():
            m = _OFFICE.match(letters.text, m.start(), stop) or m
            head = words[(m.end("head") - 1) // 2]
        plural = head.low.endswith("s")
        end, far, country, at = _reach(text, words, letters, m)
        if m["under"] and apposed and (chief := _NAMES.match(letters.text, m.end())):
            at = chief.end()  # "A, adviser to President B"
            end = far = letters.ends[(at - 1) // 2]
        single = not plural and letters.text[m.end("head") - 1] in "HJV"
        while single:  # "Prime Minister and Minister of Defence X"
            joint = _JOINT_OFFICES.match(letters.text, at)
            more = _OFFICE.match(letters.text, joint.end()) if joint else None
            if not more:
                break
            second = words[(more.end("head") - 1) // 2]
            apart = second.text in TITLES_OF_OFFICE or two and second.low in _OFFICES_AS_TITLES
            if second.low.endswith("s") or apart:
                break
            end, far, other, at = _reach(text, words, letters, more)
            country = country or other
        before, outer = _country_before(text, words[first].start, place_to)
        while words[first].low in OFFICE_ATTRIBUTES and words[first].start < head.start:
            first += 1
        start = words[first].start
        held = places[bisect_left(places, (start,)) : bisect_left(places, (end,))]
        lands = (
            p
            for p in held
            if (p.kind != "city" or head.low in ("mayor", "governor", "ruler"))
            and not _FOR_WHOM.search(text, start, p.start)
        )
        within = next((p.country for p in lands if p.country), None)
        office = Office(start, end, outer, text[start:end], head.low, before or country or within, plural)
        office.far = far
        if outer < start and (attribute := _ATTRIBUTE.search(text, max(0, outer - 9), outer)):
            office.text = f"{attribute[1]} {office.text}"
        office.counterpart = head.low.startswith(_EQUALS)
        out.append(office)
    return out


_NAMES = lazy(" n(?:[ -]n)*")
_OF_WHOM = lazy(r" [fo] (?:t )?(?:[UPMBCD][ -]){0,4}[HJ] n")


def _next_office(letters: str, at: int) -> re.Match[str] | None:
    """The first office from a place on; tried only where one can begin, as a search tries everywhere."""
    tried = (_OFFICE.match(letters, m.start()) for m in _OFFICE_BEGINS.finditer(letters, at))
    return next(filter(None, tried), None)


def _reach(
    text: str, words: Sequence[Word], letters: Letters, m: re.Match[str]
) -> tuple[int, int, str | None, int]:
    """Where an office ends, where with a country behind it, that country, and where in the letters."""
    at, end = m.end(), letters.ends[(m.end() - 1) // 2]
    common = letters.text.startswith(" o ", at) and not _LAND.match(letters.text, at)
    desk, short = _DESK.match(text, end), m["object"] and _SHORT_FORM.match(text, end)
    if more := desk or short or common and _PLAIN_OBJECT.match(text, end):  # "leader of the ruling party"
        end = more.end()
    small = letters.text[m.end("head") - 1].islower()
    if m["object"] and small and (owned := _OWNED.match(text, end)):  # "leader of Iraq's largest party"
        end = owned.end()
    far, at = end, 2 * bisect_left(words, (end,)) - 1
    country = letters.places[m.start("whose") // 2].country if m["whose"] else None
    while land := _LAND.match(letters.text, at):
        if group := land.lastgroup:
            country = letters.places[land.start(group) // 2].country or country
        far = letters.ends[(land.end() - 1) // 2]
        if short := _SHORT_FORM.match(text, far):  # "of Papua New Guinea (PNG)"
            far = short.end()
        at = 2 * bisect_left(words, (far,)) - 1
    return end, far, country, at


_UN_CHIEFS = lazy(r"\b(?:UN|U\.N\.|United Nations) (?:Secretary[- ]General|[Cc]hief)['’]s $")
_ACRONYM = lazy(r" \([A-Z][A-Za-z]{1,7}\)(?: |['’]s )$")


def _country_before(text: str, start: int, place_to: Mapping[int, Named]) -> tuple[str | None, int]:
    """The country or organisation named directly before an office, and where it begins."""
    before = text[max(0, start - 14) : start]
    if before.endswith("s ") and (m := _UN_CHIEFS.search(text, max(0, start - 40), start)):
        return "United Nations", m.start()
    if ")" in before and (m := _ACRONYM.search(before)):  # "Republic of Korea (ROK)"
        place = place_to.get(start - len(m.group()))
        return (place.country, place.start) if place else (None, start)
    for gap in ("’s ", "'s ", " ", "-", "’ ", "' "):
        if before.endswith(gap) and (place := place_to.get(start - len(gap))):
            if gap == " " and text.endswith(("In ", " in "), 0, place.start):  # "In Turkey Minister Lind met"
                continue
            if place.kind in ("country", "demonym", "organisation", "metonym") or gap[0] in "'’":
                return place.country, place.start
    return None, start


def _between(text: str, start: int, end: int) -> str | None:
    """The title words between an office and a name; None if anything else stands there."""
    gap = text[start:end]
    if not gap.strip(" ,"):
        return "" if len(gap) <= 2 else None
    start += 2 * gap.startswith(" – ")  # "Visit of German President – H.E. X"
    at = _title_start(text, start, end, _OFFICES_AS_TITLES) if len(gap) <= 60 else end
    return text[at:end].strip() if at < end and not text[start:at].strip(" ,") else None


def _attach(
    text: str,
    offices: Sequence[Office],
    places: Sequence[Named],
    at: Sequence[tuple[int, int, Person]],
    body: int,
) -> None:
    """Give the offices to the people they stand beside: before a name, in apposition, or over a list.

    Offices from offset ``body`` on go before those of the headline, which shortens them.
    """
    starts = [start for start, _, _ in at]
    lands = [p for p in places if p.kind in ("country", "demonym")]
    direct: set[int] = set()  # names with an office right before them
    for office in offices:
        i = bisect_left(starts, office.far)
        if office.plural:
            office.people = _listed(text, office, lands, at, i)
        elif (
            i < len(at)
            and "," not in text[office.far : at[i][0]]
            and _between(text, office.far, at[i][0]) is not None
        ):
            office.people = [at[i][2]]
            direct.add(i)
    for office, after in zip(offices, [*offices[1:], None], strict=False):
        i = bisect_left(starts, office.outer) - 1
        if office.people or office.plural:
            continue
        if i >= 0 and i not in direct and _APPOSITION.fullmatch(text, at[i][1], office.outer):
            office.people = [at[i][2]]
            continue
        k = bisect_left(starts, office.far)
        named = k < len(at) and _between(text, office.far, at[k][0]) is not None
        if named and text[office.far] == ",":
            # "with the Foreign Minister, President X", "Opening talks with the Foreign Minister, X said"
            other = after and after.start < at[k][0] and after.head in _LEADERS and office.head in _BELOW
            subject = _OPENS.search(text, max(0, office.outer - 12), office.outer)
            named = not other and (bool(subject) or not _ACTING.match(text, at[k][1]))
        if named:
            office.people = [at[k][2]]
            direct.add(k)
        elif i >= 0 and _APPOSITION.fullmatch(text, at[i][1], office.outer):
            if (
                i not in direct or text[office.far : office.far + 1] in ",.;)"
            ):  # no "Aide X, the President said"
                office.people = [at[i][2]]
    roles: dict[str | None, Person] = {}
    for office in sorted(offices, key=lambda o: o.start < body):
        for person in office.people:
            if not office.counterpart:
                first, _, second = office.text.partition(" and ")
                holder = roles.get(first, person)
                if second and holder is not person and office.country in (None, holder.country):
                    # "the Vice President and Chancellor X"
                    office.start, office.text = office.end - len(second), second
                _appoint(person, office)
                roles.setdefault(person.role, person)


_BELOW = ("minister", "secretary", "ambassador", "speaker", "commissioner", "envoy")
_ACTING = lazy(
    r" (?:[a-z]+ly |also )?(?:(?!led\b)[a-z]+ed|said|told|met|held|spoke|gave|made|took|saw|broke"
    r"|began|went|came|ha[sd]|is|was|will)\b"
)
_OPENS = lazy(r"(?:^|[.:;–—)-]|\n)\s*(?:The )?$")
_LIST_OPENS = lazy(
    r"(?: (?:of|from) [\w’' -]{3,70})?(?:: |,? (?:including|namely) )|[ ,–-]{1,3}(?:respectively,? )?| (?:are|were|include|included) "
)


def _listed(
    text: str, office: Office, lands: Sequence[Named], at: Sequence[tuple[int, int, Person]], i: int
) -> list[Person]:
    """The people of a plural office, each with a country if there is a list of those too.

    "the foreign ministers of A and B, X and Y"; "his A and B counterparts, X and Y";
    "the presidents of A, X, and B, Y"; "the ambassadors of A (X), B (Y) and C (Z)".
    """
    behind, ahead = (bisect_left(lands, (edge,)) for edge in (office.end, office.start))
    told = {m.end(): p for p in lands[behind : behind + 9] if (m := _LAND_ENDS.match(text, p.end))}
    paired: list[tuple[Person, str]] = []
    edge = office.end
    for start, last, person in at[bisect_left(at, (office.end,)) :][:9]:
        if start not in told or not _LAND_BEGINS.fullmatch(text, edge, told[start].start):
            break
        paired.append((person, told[start].country))
        edge = last
    if len(paired) > 1:
        for person, country in paired:
            person.country = country
        office.country = None
        return [person for person, _ in paired]
    after = _run(text, lands[behind : behind + 4], office.end, (" of ", " from "))
    before = _run(text, lands[max(0, ahead - 4) : ahead][::-1], office.start, (" ",))[::-1]
    countries, end = after or before, after[-1].end if after else office.far
    named = []
    if i < len(at) and (
        _LIST_OPENS.fullmatch(text, end, at[i][0]) or _between(text, end, at[i][0]) is not None
    ):
        named = [at[i]]
        while i + 1 < len(at) and _joined(text, at[i][1], at[i + 1][0]):
            i += 1
            named.append(at[i])
    if 1 < len(countries) == len(named):
        for place, (_, _, person) in zip(countries, named, strict=True):
            person.country = person.country or place.country
    if len(countries) > 1:
        office.country = None
    return [person for _, _, person in named]


_LAND_ENDS = lazy(r"(?:,| [–—-])? \(?(?=[A-Z])")
_LAND_BEGINS = lazy(r"(?: of|\)?,?(?: and)?) (?:the )?")


def _run(text: str, places: Sequence[Named], edge: int, first: tuple[str, ...]) -> list[Named]:
    """The places of a list that begins at an edge: "of A, B and C"."""
    out: list[Named] = []
    for place in places:
        gap = text[edge : place.start] if place.start >= edge else text[place.end : edge]
        if gap.replace(" the ", " ") not in (first if not out else (", ", " and ", ", and ")):
            break
        out.append(place)
        edge = place.end if place.start >= edge else place.start
    return out if len(out) > 1 else []


_APPOSITION = lazy(
    r"(?:,? (?:Jr|Sr)\.| \([A-Z]{2,4}\)|, (?:[A-Z]{2,4}|(?:[A-Z]\.){2,4})(?=,))?(?: (?:of|from) [A-Z][\w. ]{1,30})?"
    r"(?:,\s?|\s[–—-]\s|\s\()(?:who (?:is|was|serves as)\s)?(?:(?:also|currently|then)\s)?"
    r"(?:(?:the|a|an|its|his|her)\s)?"
    r"(?:(?!and\b|but\b|with\b)[\w-]+\s|[A-Z][\w’'-]+['’]s?\s)?"
    r"|\s(?:is|was|as|in (?:his|her) (?:role|capacity) as)\s(?:(?:the|a|an|its)\s)?"
)


def _joined(text: str, start: int, end: int) -> bool:
    """Whether only a list goes on between two names: "A of Egypt, B of Greece and C"."""
    return bool(_LIST_GOES_ON.fullmatch(text, start, end))


_LIST_GOES_ON = lazy(
    r"(?:\s(?:of|from)\s(?:the\s)?[A-Z][\w’'. -]{,50}?|\s\([A-Z][\w. -]{,50}\))?"
    r"(?:,|,?\s+and|,?\s+as\swell\sas|,?\s+with)\s+(?:[A-Z][\w’']+\s|[A-Z]\.[A-Z.]+\s){0,3}"
)


_MERE_TITLES = ("prince", "princess", "senator", "mp")  # an office replaces them


_OTHER_TIMES = lazy(r"(?i)^former |^ex|-elect\b|designate")


def _appoint(person: Person, office: Office) -> None:
    """Record an office of a person: the first that the text gives, or a longer one that spells it out."""
    person.sure = True
    # "a Mauritanian diplomat" is no office
    mere = office.head.startswith(("diplomat", "official", "leaders"))
    if (
        office.text == "Chief"
        or office.head.startswith("member")
        and person.role
        or mere
        and not office.text.lower().startswith("top diplomat")
    ):
        return
    text = _singular(office.text, office.plural)
    known = (person.role or "").lower()
    fuller = len(known.split()) <= 2 and known in text.lower() and len(text) > len(known)
    if not known or known in _MERE_TITLES or fuller and not _OTHER_TIMES.search(text):
        person.role, person.role_at = text, (office.start, office.end)
    if office.country and not person.country:
        person.country = office.country


def _singular(role: str, plural: bool) -> str:
    """ "Foreign Ministers" of several people is "Foreign Minister" of each."""

    def one(m: re.Match[str]) -> str:
        word = re.sub("ies$", "y", m.group()) if m.group().endswith("ies") else m.group()[:-1]
        return word if word.lower() in OFFICE_HEADS else m.group()

    return re.sub(r"(?<![A-Za-z-])[A-Za-z-]+s\b", one, role) if plural else role


def _same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the shorter of two folded names can be a form of the longer one."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) < 2:
        word = "".join(short)
        return word != "" and (word == long[0] or _alike(word, long[-1]) or len(word) > 3 and word in long)
    surname = short[-1] in long[-2:] or _alike(short[-1], long[-1]) or short == long[: len(short)]
    rest = [w for w in short[:-1] if len(w) > 1]
    return surname and all(any(_alike(w, v) or v == w[0] for v in long) for w in rest)


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
    text: str, spans: Iterable[tuple[int, int]], places: Sequence[Named]
) -> tuple[list[Person], list[tuple[int, int, Person]]]:
    """Merge the named spans into people: full names first, surnames with the last person of that name."""
    people: list[Person] = []
    found: list[tuple[int, int, Person]] = []
    owners = {p.end: p.country for p in places}
    peoples = {p.end: p.country for p in places if p.kind == "demonym"}
    parsed = [(s, e, tuple(fold(w) for w in _NAME_WORD.findall(text[s:e]))) for s, e in sorted(set(spans))]
    namesakes: dict[str, list[Person]] = {}  # who may be meant by a word: nobody else is compared
    for start, end, words in sorted(parsed, key=lambda p: -min(2, len(p[2]))):
        title = _title(text, start)
        honorific = set(title.lower().replace(".", "").split())
        female = True if FEMALE & honorific else False if MALE & honorific else None
        spellings = list(chain.from_iterable(map(_spellings, words)))
        near = dict.fromkeys(p for spelling in spellings for p in namesakes.get(spelling, ()))
        person = max(
            (
                p
                for p in near
                if _same_name(words, p.words)
                and (len(words) > 1 or None in (female, p.female) or female == p.female)
            ),
            key=lambda p: (
                p.mentions[i - 1][0] if (i := bisect_left(p.mentions, (start,))) else -p.mentions[0][0]
            ),
            default=None,
        )
        if person is None:
            person = Person(text[start:end], ())
            people.append(person)
        if len(words) > len(person.words):
            person.words = words
            for spelling in spellings:
                namesakes.setdefault(spelling, []).append(person)
        insort(person.mentions, (start, end))
        person.female = person.female if female is None else female
        person.title = person.title or title or None
        person.sure = person.sure or bool(title) or len(words) > 1
        if text[start - 3 : start] in ("'s ", "’s "):  # "Japan's Taro Kono"
            person.country = person.country or owners.get(start - 3)
        elif text[start - 3 : start] in ("s' ", "s’ "):  # "the Netherlands' Mark Rutte"
            person.country = person.country or owners.get(start - 2)
        elif title and (country := peoples.get(text.rfind(title, 0, start) - 1)):  # "Chinese Gen. Li"
            person.country = person.country or country
        found.append((start, end, person))
    for person in people:
        fullest = max(person.mentions, key=lambda s: s[1] - s[0])
        person.name = " ".join(text[slice(*fullest)].split())
    people.sort(key=lambda p: p.mentions[0])
    return people, sorted(found, key=lambda f: f[:2])


_NAME_WORD = lazy(r"[^\W_]+(?:['’-][^\W_]+)*")


def _title(text: str, start: int) -> str:
    """The honorifics and ranks before a name, offices left out."""
    low = max(0, start - 60, text.rfind("\n", 0, start) + 1)
    title = text[_title_start(text, low, start) : start].strip().removeprefix("the ")
    of_office = title.startswith("General") and _BEFORE_GENERAL.search(
        text, low, text.rfind(title, low, start)
    )
    return title.removeprefix("General").strip() if of_office else title


_BEFORE_GENERAL = lazy(rf"(?i)\b(?:{_GENERALS.replace(' ', '|')})[ -]$")
_NEXT_NAME = lazy("[ -][A-Z]")
_SURNAME = lazy(r"[\w’'-]{3,}(?=(?:,? (?:Jr|Sr)\.?)?$)")
# Titles that a name follows; what is also a common word is none.
_TITLES = (HONORIFICS | RANKS) - frozenset(
    "he me m u ato ing miss field air army vice rear staff major".split()
)


def _further_names(
    text: str, words: Sequence[Word], spans: Sequence[tuple[int, int]], places: Sequence[Named]
) -> list[tuple[int, int]]:
    """Names that the pipeline left out: behind a title, and repeated surnames of people known."""
    place_at = {p.start: p for p in places}
    out = sorted(spans)
    no_name = _inside(words, out) | _inside(words, [p[:2] for p in places])
    for previous, word in pairwise(words):
        capital = previous.text[0].isupper() or text[previous.start - 1] == "("
        titled = previous.low in _TITLES and capital and word.text[0].isupper()
        if (
            titled
            and word.start not in no_name
            and text[previous.end : word.start] in (" ", ". ", ") ", ".) ")
        ):
            if span := _name_at(text, word.start, place_at):
                out.append(span)
                no_name |= _inside(words, [span])
    ends = (m.group() for s, e in out if (m := _SURNAME.search(text, s, e)))
    surnames = {name for name in ends if name not in gazetteer()}
    for i, word in enumerate(words):
        if word.text in surnames and word.start not in no_name and word.low not in NOT_NAMES:
            if not _NEXT_NAME.match(text, word.end):  # it stands alone
                first = words[max(0, i - 1)]  # "Nia Mensah", where only "Ms Mensah" was known
                given = (
                    first.text[0].isupper()
                    and not first.text.isupper()
                    and text[first.end : word.start] == " "
                )
                given = given and first.start not in no_name and first.low not in _FIRST_OF_NO_NAME
                out.append((first.start if given else word.start, word.end))
    return sorted(set(out))


# --- Entities: the Reading --------------------------------------------------------------------------

# What tells a meeting, at a word that begins_cue. Order is meaning: the first row that fits counts.
CUES = (
    Rule(
        "video",
        r"""(?i)(?:video[- ]?(?:conferenc\w+|call|link|talks|meeting|summit|chat)|teleconference|virtually|zoom
        |(?:virtual|online)\ (?:[\w-]+\ ){0,3}?(?:meeting|summit|talks|session|dialogue|consultations|conference|event
        |round|ministerial|courtesy\ call|forum|gathering|commission|committee|exchange)|(?<=by\ )video)\b""",
        "the leaders held «virtual talks» on",
    ),
    Rule(
        "phone",
        r"""(?i)(?:(?:tele)?phon(?:e|ed|ic(?:ally)?)(?:\ (?:call|conversation|talk|discussion|contact)s?)?\b(?!\ ?:)
        |(?<!courtesy\ )calls?\ (?:with|between|from|to(?!\ (?!the\ |his\ |her\ )(?-i:[a-z]))|today)\b
        |(?<=\b[io]n\ a\ )call\b|(?<=\bheld\ a\ )call\b|(?<=\bhad\ a\ )call\b|telecon\b|(?<=\bfirst\ )call\b
        |(?<=\bthe\ )call(?=,?\ (?:which|came|comes|took|was|lasted|happened|followed|on\ \w+day)\b)
        |called\ (?=(?-i:[A-Z][\w.]+\ [A-Z][\w.-]+\ (?:[A-Z]|on|to|today)|(?:his|her)\ [A-Z])))""",
        "held a «phone conversation» with",
        "'called Ann Lee a friend' tells no call",
    ),
    Rule(
        "spoke",
        r"""(?i)(?:spoke|speaks|spoken|talked)\ (?:for\ [^.;,]{1,20}(?:minutes|hours?)\b|(?:\w+\ ){0,2}?(?:with|to)\b)
        (?!\ (?:reporters|journalists|the\ (?:press|media)|media|the\ nation|parliament))""",
        "Secretary Blinken «spoke today with» Croatian",
        "a phone call unless a place is named",
    ),
    Rule(
        "in-person",
        r"""(?i)(?:met(?!\ (?:the\ (?:need|demand|criteria|requirement|condition|deadline|target)|by\b|all\b
        |with\ (?:\w+\ ){0,2}(?:criticism|opposition|resistance|scepticism|skepticism|approval|success|anger|outrage
        |protests?|silence)\b))
        |meets?(?=\ (?:with|today|on|in|his|her|their|the\ \w+\ (?:president|minister|prime|king))\b|$|\ (?-i:[A-Z]))
        |meetings?|tête-à-tête|summit|delivered\ by(?=\ (?-i:[A-Z]|the\ ))
        |(?:sat\ down|dined|huddled|lunch(?:eon)?|dinner|breakfast|one-on-one
        |bilateral)\ with
        |pa(?:id|ys?|ying)\ (?:\w+\ ){0,3}(?:call|visit)|courtesy\ call
        |call(?:ed|s)?\ on\ (?=(?:the\ |his\ )?(?:\w+\ )?(?:president|prime|minister|king)\b
        |(?:him|her)\b(?!\ to\b)|(?!(?:(?-i:[A-Z])[\w’'.-]+\ ){1,6}(?:to|and)\b)(?-i:[A-Z]))
        |credentials|letters?\ of\ credence|audience)\b""",
        "The two presidents «met» in Sochi",
        "'called on Iran to stop' tells no visit",
    ),
    Rule(
        "talks",
        r"""(?i)(?:(?:talk|discussion|consultation|negotiation|conversation)s?
        |conferred\ (?:with|in|at|by|over)|(?:negotiat|deliberat|interact)ed\ with|interactions?\ with)\b""",
        "held «talks» with",
        "in person, unless they only spoke or the text tells of a call",
    ),
    Rule(
        "host",
        r"""(?i)(?:host(?:s|ed|ing)?|receiv(?:es?|ed|ing)(?!\ (?:\w+\ ){0,3}
        (?:requests?|letters?(?!\ of\ cred)|messages?|briefings?|reports?|complaints?|awards?|funding|funds|aid|assistance
        |information)\b(?!(?s:.{0,400})\b(?:delivered|handed\ over|conveyed)\ by\b))
        |welcom(?:es?|ed|ing)(?!\ (?:\w+\ ){0,3}
        (?:pledge|decision|move|agreement|news|announcement|progress|efforts?|statement|results?|support|steps?|initiative
        |proposal|ceasefire|deal|fact|opportunity|release|adoption|signing|proposed|planned)\b)|greet(?:s|ed)
        |(?:co-?)?chaired|co-?led|joined|attended|(?<!proposed\ )(?<!planned\ )visit(?:s|ed|ing)?|arrived|summon(?:s|ed)|dialogue|conference|forum|convened
        |gather(?:s|ed)?|discussed|signed
        |exchanged\ (?:views|opinions)|bade\ farewell|sh(?:ook|akes?|aking)\ hands)\b""",
        "King Abdullah «received» the Minister",
        "weak: counts only in the headline or the first sentences, with somebody named",
    ),
)
begins_cue = stem_test(
    "video teleconf virtual online zoom phone telephon spoke speak call met meet talk discuss consult negotiat dialog "
    "deliberat interact huddl dine lunch dinner breakfast one-on-one bilateral exchanged bade shook shak "
    "delivered convers summit summon tête sat conferr paid pay courtesy credential letter audience host receiv welcom greet "
    "co-chair cochair chair co-led coled join attend visit arriv conferenc forum conven gather sign"
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

    ``text`` is the article's with plain spaces (``flat``), ``low`` the same in lower case, ``people`` are all
    persons named, ``at`` every place where one is named or described ("the minister"), ``home`` the country whose
    officials go without an adjective, ``focus`` the indices of the sentences that report the principal meeting,
    the headline's among them, ``mode`` how it was held (None: no meeting), ``party`` the people who took part.
    """

    article: Article
    text: str
    low: str
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
    reported: bool = False  # the meeting is told in quotations only ("a spokesman said: …")

    def span(self, start: int, end: int) -> Span:
        """A Span of the article's own text."""
        return Span(start, end, self.article.text[start:end])

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence at an offset, or of the last one before it."""
        return max(0, bisect_left(self.sents, (offset + 1,)) - 1)

    def within(self, items: Sequence[Any], start: int, end: int) -> list[Any]:
        """The items (sorted, each a tuple that begins with its offset) that begin in ``start:end``."""
        return list(items[bisect_left(items, (start,)) : bisect_left(items, (end,))])

    def held_in(self, start: int, end: int) -> list[Office]:
        """The offices that begin in ``start:end``."""
        begin = attrgetter("start")
        return self.offices[
            bisect_left(self.offices, start, key=begin) : bisect_left(self.offices, end, key=begin)
        ]

    def quoted(self, offset: int) -> bool:
        """Whether an offset lies between double quotation marks, in an article that is no quotation itself."""
        if self.reported:
            return False
        i = bisect_left(self.marked, (offset + 1,)) - 1
        return i >= 0 and self.marked[i].start <= offset < self.marked[i].end and not self.marked[i].single


def read(article: Article, ents: Iterable[tuple[int, int, str]]) -> Reading:
    """Read an article: ``ents`` are the pipeline's entities as (start, end, label), offsets in characters."""
    lines = list(layout(article.text))
    text = flat(article.text, lines)
    for line in [line for line in lines if line.kind == "caption" and not _is_new(article, line)]:
        text = text[: line.start] + " " * (line.end - line.start) + text[line.end :]
        lines.remove(line)
    sents = sentences(text, lines)
    content = [line for line in lines if line.kind in CONTENT]
    starts = [line.start for line in content]
    ents = [e for e in ents if (i := bisect_right(starts, e[0])) and e[0] < content[i - 1].end]
    words = words_of(text, sents)
    places = named_places(text, words)
    spans = _whole(_further_names(text, words, person_spans(text, ents, places), places))
    inner = _inside(words, spans)
    places = _places(text, words, places, ents, inner)
    offices = _offices(text, words, places, inner)
    if beside := _names_beside(text, offices, inner, places):
        spans = _whole([*spans, *beside])
        inner = _inside(words, spans)
        places = [p for p in places if p.start not in inner]
        offices = _offices(text, words, places, inner)
    people, at = _people(text, spans, places)
    _belong(text, at, places)
    _attach(text, offices, places, at, next((s.start for s in sents if s.kind == "body"), 0))
    reading = Reading(article, text, lowered(text), lines, sents, words, places, people, offices, at)
    reading.marked = marked(text, lines)
    reading.times = times(text, sents, words, inner, article.published)
    _same_office(reading)
    _counterparts(reading)
    _describe(reading)
    _sides(reading)
    _focus(reading)
    reading.party = _party(reading)
    return reading


def _is_new(article: Article, caption: Line) -> bool:
    """Whether a photograph is of what the article reports: not from the files, nor dated to another time."""
    if _FILE_PHOTO.search(article.text, caption.start, caption.end):
        return False
    m = DATED.search(article.text, caption.start, caption.end)
    day = m and full_date(m["date"])
    return not (day and article.published) or abs((article.published - day).days) <= 7


def _whole(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order without those inside others."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out


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
    whole = {p.end for p in known if p.kind == "country"}  # "Federal Republic of Germany" is Germany
    more = [
        Named(s, e, text[s:e], "place", "")
        for s, e, label in ents
        if label in ("GPE", "LOC") and e - s > 2 and s not in taken and e not in whole and text[e - 1] != "-"
        if text[s:e] not in REGIONS
    ]
    return sorted(known + more)


_NAME_SHAPE = r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3})"
# Where names stand that the pipeline missed: set off behind an office, before it, and in a list behind a plural one.
_SET_OFF = lazy(rf",? (?:who is )?{_NAME_SHAPE}(?=[,;)]|\.(?:\s|$)| (?:and|on|said|told|has|was|will)\b)")
_SET_BEFORE = lazy(rf"(?:^|[^\w’'. -] ?|\b[a-z]+ ){_NAME_SHAPE}, (?:the |a |an |who is )?$")
_LISTED_NAME = lazy(
    rf"(?:, |: |\band |\bare ){_NAME_SHAPE}(?= of | and |, |: | \(|\.(?:\s|$)| respectively\b)"
)


def _names_beside(
    text: str, offices: Sequence[Office], taken: set[int], places: Sequence[Named]
) -> list[tuple[int, int]]:
    """Names beside an office that neither the pipeline nor a title gave: "X Y, Minister of Z"."""
    place_at = {p.start: p for p in places if p.kind not in ("place", "city")}
    lands = {p.start for p in places}
    out = []

    def note(m: re.Match[str] | None) -> None:
        free = m and taken.isdisjoint(range(*m.span("name")))
        if (
            m
            and free
            and not _FACILITY.match(text, m.end("name"))
            and _name_at(text, m.start("name"), place_at) == m.span("name")
        ):
            out.append(m.span("name"))

    for office in offices:
        at = office.far + 1
        if (
            text[office.far : at] == " "
            and at not in taken
            and at not in lands
            and not office.head.startswith(("official", "member"))
        ):
            span = _name_at(text, at, place_at)
            if span and span[0] == at and len(name := text[slice(*span)]) > 2:
                if " " in name or not office.plural:  # no "Leaders of Civil Rights Groups"
                    out.append(span)
        note(_SET_OFF.match(text, office.far))
        if text.endswith((", ", ", the ", ", a ", ", an ", ", who is "), 0, office.outer):
            note(_SET_BEFORE.search(text, max(0, office.outer - 70), office.outer))
        if office.plural:  # "Foreign Ministers A of Egypt, B of Greece and C of Cyprus"
            stop = text.find(". ", office.far, office.far + 400)
            if text.startswith("They ", stop + 2):  # "three envoys. They are A of B, C of D"
                stop = text.find(". ", stop + 2, office.far + 400)
            for m in _LISTED_NAME.finditer(text, office.end, stop if stop > 0 else office.far + 400):
                note(m)
    return out


def _belong(text: str, at: Sequence[tuple[int, int, Person]], places: Sequence[Named]) -> None:
    """Countries told behind a name: "President Macron of France", "Wang Yi (China)"."""
    by_start = {p.start: p for p in places}
    for m in _ON_VISIT.finditer(text):  # "On the last day of his visit to Laos, Minister X"
        place = by_start.get(m.end()) or by_start.get(m.end() - 4)
        i = bisect_left(at, (m.end(),))
        if place and i < len(at) and not _ENDED.search(text, m.end(), at[i][0]):
            at[i][2].abroad.add(place.country)
    for _, end, person in at:
        trip = _VISITS.match(text, end)
        place = (
            by_start.get(trip.end()) or by_start.get(trip.end() - 4) if trip else None
        )  # "the Netherlands"
        if trip and place and (place.kind == "country" or trip["off"] and place.kind == "city"):
            i = bisect_left(places, (place.start,))
            rest = takewhile(
                lambda pair: _AND_ALSO.fullmatch(text, pair[0].end, pair[1].start),
                pairwise(places[i : i + 9]),
            )
            person.abroad |= {place.country, *(to.country for _, to in rest)}
        behind = _BELONGS.match(text, end)
        starts = (behind.end(), behind.end() - 4) if behind else ()  # "the Philippines"
        place = next((by_start[start] for start in starts if start in by_start), None)
        if place and not person.country and place.kind in ("country", "organisation"):
            if not text.startswith(("'s ", "’s "), place.end):  # "told X of France's plans"
                person.country = place.country


_VISITS = lazy(
    r"(?:, (?:accompanied by|who) [^.;,]{0,80})?(?:, )?(?:(?!invit|welcom|hope|accept| his | her )[^.;,A-Z]){0,50}?"
    r"(?:\b(?:visit(?:s|ed|ing)?|travel(?:s|led|l?ing)? to|delegation to|(?:(?:State|Official|Working) )?[Vv]isit to|trip to|arriv(?:ed|es|ing) in|flew to"
    r"|(?P<off>left for|has left for|departed for|leaves for)) (?:the )?(?=[A-Z]))"
)
_ON_VISIT = lazy(
    r"\b(?:[Oo]n|[Dd]uring|[Ii]n) (?:the [a-z]+ (?:day|leg|part) of )?h(?:is|er) (?:[a-z-]+ ){0,3}(?:visit|trip) to (?:the )?(?=[A-Z])"
)
_ENDED = lazy(r"[.;\n]|^[^,]*$|\b(?:met|said|he|she)\b")
_BELONGS = lazy(r" (?:of|from) (?:the )?|, (?=[A-Z][a-z]+[,.])| \(")


def _counterparts(reading: Reading) -> None:
    """ "his Russian counterpart X": the office of the last officeholder before it in the sentence."""
    for office in reading.offices:
        if not office.counterpart:
            continue
        sent = reading.sents[reading.sentence_at(office.start)]
        here = reading.within(reading.at, sent.start, office.start)
        aside = [m.span() for m in _ASIDES.finditer(reading.text, sent.start, office.start)]
        here = [h for h in here if not any(a < h[0] < b for a, b in aside)] or here
        land = office.country
        if here and _AND_HIS.fullmatch(reading.text, here[-1][1], office.outer):
            start = here[-2][1] if len(here) > 1 else sent.start
            if " with " in reading.text[start : here[-1][0]]:  # "met with President B and his counterpart, C"
                land = land or here[-1][2].country
                here = here[:-1] or reading.within(reading.at, 0, sent.start)
        holders = [
            o
            for o in reading.held_in(office.start - 3000, office.start)
            if not o.counterpart and (o.person or not o.plural)
        ]
        if office.plural and reading.text.endswith(
            "their ", 0, office.outer
        ):  # "A and B met their Thai peers"
            own = next((p.country for _, _, p in here if p.country), None)
            for _, _, person in here:
                person.country = person.country or own
        role = next((p.role for _, _, p in reversed(here) if p.role), holders[-1].text if holders else None)
        for person in office.people:
            if role and (person.role or "").lower() in ("", *_MERE_TITLES):
                person.role, person.role_at, person.sure = role, (office.start, office.end), True
            person.country = person.country or land
        if not office.people:
            office.text = role or office.text
            office.head = (role or office.head).lower().split()[-1]


_AND_HIS = lazy(r",? and (?:with )?(?:his|her) ")
_ASIDES = lazy(r", (?:who|which|accompanied by|along with|together with|alongside) [^,;.]{1,120},")


def _same_office(reading: Reading) -> None:
    """Merge who holds one office and has one surname and initial: "Joe Biden" and "Joseph R. Biden, Jr."."""
    merged: dict[int, Person] = {}
    namesakes: defaultdict[str, list[tuple[list[str], Person]]] = defaultdict(list)
    for person in reading.people:
        one = [w for w in person.words if w not in ("jr", "sr")]
        if len(one) < 2:
            continue
        for two, other in namesakes[one[-1]]:
            if (
                id(other) not in merged
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
        namesakes[one[-1]].append((one, person))
    reading.people = [p for p in reading.people if id(p) not in merged]
    reading.at = [(s, e, merged.get(id(p), p)) for s, e, p in reading.at]
    for office in reading.offices:
        office.people = [merged.get(id(p), p) for p in office.people]


# Other words for officeholders: the roles that they may mean.
_OTHER_WORDS = {
    "envoy": "envoy|ambassador|high commissioner|charg|nuncio",
    "diplomat": "diplomat|ambassador|high commissioner|charg",
    "premier": "premier|prime minister",
    "monarch": "king|queen|emir|sultan|emperor",
}


def _fits(person: Person, office: Office) -> bool:
    """Whether a description can mean the person: countries do not clash, and the offices agree."""
    other = office.country not in (None, person.country)
    if other and (person.country or office.country in person.abroad):
        return False
    role = (person.role or "").lower()
    if not role:
        return office.country is not None and (
            person.country == office.country or person.sure and not person.country
        )
    if "general" in office.text.lower() and "general" not in role:
        return False  # the Secretary General is no Foreign Secretary
    if office.head in re.findall(r"[a-z]+", role) or office.head in role.split():
        return True
    if alias := _OTHER_WORDS.get(office.head):
        return re.search(alias, role) is not None
    if office.text.lower() == "head of state":
        return not _HEADS_OF_STATE.isdisjoint(role.split()[:2])
    chief = office.head in ("leader", "ruler") or office.text.lower().startswith("head of ")
    leads = any(word in role for word in (*_LEADERS, "minister", "chair"))
    return chief and leads and not re.search("foreign|defen", role)


def _describe(reading: Reading) -> None:
    """Tie descriptions ("the Russian President", "Japan's foreign minister") to the people they mean.

    Looked for among the people named before, the last first; then among those named soon after for the first
    time ("Japan's foreign minister is in Kabul. Masahiko Komura arrived …").
    """
    text = reading.text
    loose = [o for o in reading.offices if not o.people and not o.plural]
    for office in loose:
        if re.search(r"(?i)\ban? $", text[max(0, office.outer - 4) : office.outer]):
            continue  # "a Norwegian envoy said": nobody named so far
        before = [p for p in reading.people if p.mentions[0][0] < office.start and _fits(p, office)]
        if _SET_BESIDE.search(
            text, max(0, office.outer - 20), office.outer
        ):  # "X met the Indonesian minister"
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
    first = [
        p for p in reading.people if not p.role and p.sure and reading.sentence_at(p.mentions[0][0]) <= 3
    ]
    for office in loose if len(first) == 1 else ():  # "the Minister": the only one without an office
        the = text[max(0, office.start - 4) : office.start].lower() == "the "
        if the and not office.people and not office.country and not SPOKES.search(office.text):
            if first[0].role in (None, office.text) and first[0].mentions[0][0] < office.start:
                _mean(office, first[0])
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


# Offices that one country has under that name, if the text names it or, where others are given, none of those.
ONE_COUNTRY = (
    (
        lazy(
            r"(?i)^(?:(?:deputy|under|assistant|former|acting|principal|us|u\.s\.) )*secretary of (?:state"
            r"|defense|the treasury"
            r"|homeland|commerce|energy|war)\b|homeland security|^deputy secretary of "
        ),
        "United States",
        "",
    ),
    (
        lazy(r"^(?:Shadow )?(?:Foreign|Home) Secretary$|^Chancellor of the Exchequer"),
        "United Kingdom",
        "India, Pakistan, Bangladesh, Nepal, Bhutan, Sri Lanka, Maldives, Philippines, Kenya, Mexico",
    ),
    (lazy(r"^(?:Union |External Affairs Minister|Raksha|Minister of External Affairs)|\bEAM\b"), "India", ""),
    (lazy(r"^Taoiseach|^Tánaiste"), "Ireland", "Ireland"),
    (lazy(r"^Federal (?:Chancellor|President)$"), "Germany", "Austria"),
    (lazy(r"^State Councill?or"), "China", "Myanmar"),
    (
        lazy(r"High Representative(?:/Vice| (?:of the Union )?for Foreign Affairs)"),
        "European Union",
        "African Union",
    ),
    (
        lazy(r"^(?:Former )?Secretary-General$|Secretary[- ]General['’]s |of the (?:UN )?Secretary-General$"),
        "United Nations",
        "NATO, OSCE, African Union",
    ),
    (lazy(r"(?i)\bnuncio$"), "Holy See", "Holy See"),
)


# A delegation and the people named with it: behind it, or before it ("A and B led the Thai delegation").
_SIDE = lazy(
    r"[’']?s?\s+(?:\w+\s)?(?:side|delegation|team|party)(?: (?:at|to|in) the \w+)?(?:,| also)? ?"
    r"(?:included|includes|including|consist(?:ed|s)|compris(?:ed|es|ing)|was|were|is|are|led|headed|had|with)\b"
    r"|\s(?:officials|ministers),? includ(?:ed|ing)\b|\s(?:was|were|is) represented by\b"
)
_BY = lazy(r" (?:side |delegation )?by ")
_FOR_A_SIDE = lazy(r"\b[Rr]epresenting (?:the )?$")  # "Representing Peru were"
_LED = lazy(r"\b(?:led|headed|heading|leads|heads) (?!by )(?:the |a |an )?(?:[\w-]+ )?$")


# "received Peru's Foreign Minister A and Ambassador B": one delegation, unless the second is a head of state.
_ONE_SIDE = lazy(r"(?:[,;]|[,;]? and|,? as well as) (?:the |his |her )?(?:[A-Z][\w.]* ){0,3}")
_POSTED = lazy(r"(?i)ambassador|commissioner|envoy|delegation")
_KIN = lazy(
    r"(?: of (?:the )?[A-Z]\w+)?,? (?:and|with|accompanied by) (?:his|her) (?:wife|husband|spouse|daughter|son"
    r"|partner),? (?:[A-Z][\w.]* ){0,3}"
)
_BY_WHOM = lazy(r"\b(?:with|by|met|meets?|meeting|welcomed|received|hosted|included?)\b")


def _sides(reading: Reading) -> None:
    """Countries of the people whom a delegation's country stands for, and of offices that one country has."""
    text = reading.text
    side: dict[int, str] = {}  # the last one named before them
    for place in reading.places:
        if place.kind not in ("country", "demonym", "organisation"):
            continue
        sent = reading.sents[reading.sentence_at(place.start)]
        here = reading.within(reading.at, sent.start, sent.end)
        if not here:
            continue
        before = text[sent.start : place.start]
        too = (
            _BY.match(text, place.end)
            and " represented by " in before  # "…, Peru by X"
            or text.startswith(" side, ", place.end)
            and before.endswith(("On the ", "from the ", "From the "))
            or _FOR_A_SIDE.search(text, max(sent.start, place.start - 20), place.start)
        )
        if too or _SIDE.match(reading.low, place.end):
            side |= {id(person): place.country for start, _, person in here if start >= place.end}
        if _LED.search(reading.low, max(sent.start, place.start - 40), place.start):
            for person in (person for start, _, person in here if start < place.start):
                person.country = person.country or place.country
    for person in reading.people:
        person.country = person.country or side.get(id(person))
    for sent in reading.sents:
        for (start, end, first), (start2, last, second) in pairwise(
            reading.within(reading.at, sent.start, sent.end)
        ):
            at = second.role_at[0] if second.role_at else 0
            if _KIN.fullmatch(text, end, start2):
                second.country = second.country or first.country
            listed = text[end:at] == ", " and not _POSTED.search(first.role or "")
            together = at and (
                listed or _ONE_SIDE.fullmatch(text, end, at) and _BY_WHOM.search(text, sent.start, start)
            )
            if (
                together
                and not second.country
                and (first.role != second.role or (second.role or "").lower() not in _SOLE)
            ):
                second.country = first.country
            elif (
                together and not first.country and first.mentions[0][0] == start and first.role != second.role
            ):
                if text.startswith(" of ", last):  # "President A and Minister B of Chad"
                    first.country = second.country
    named_here = {place.country for place in reading.places}
    for person in reading.people:
        for pattern, country, others in ONE_COUNTRY if person.role and not person.country else ():
            if pattern.search(person.role or "") and (
                country in named_here or others and not named_here & {*others.split(", ")}
            ):
                person.country = country


_READOUT = lazy(
    r"(?m)^(?:Office of the (?:Spokesperson|Press Secretary)|(?: date [\d-]+ )?Readout (?:of|from)\b"
    r"|The (?:below|following) (?:statement )?is attributable to Spokesperson"
    r"|(?:Deputy )?Secretary (?:Antony )?[A-Z]\w+[’']s (?:Call|Meeting|Travel|Remarks))"
)

# Words of disputes and of help: the country beside them is a subject of the talks, not a side of them.
_DISPUTES = (
    r"(?:war|conflict|cris[ie]s|border|hostilit\w+|tensions?|peace|settl(?:ement|ing)|fighting|disputes?"
    r"|truce|ceasefire|threats?|crimes|armed|occup(?:ation|iers?)|invaders?|aggressors?"
    r"|sovereignty|independence|territor\w+|aggression|invasion|nuclear|program(?:me)?|issue|problem|question|army"
    r"|forces|troops|regime|militar\w+|sanctions?|hostages?|attacks?|missiles?|strikes?|refugees?|reconstruction"
    r"|elections?|opposition|humanitarian|civil\w*|people|situation|weapons?|related)\b"
)
_DISPUTED = lazy(rf"['’]?s?[ –-](?:[\w-]+ ){{0,2}}{_DISPUTES}")
_DISPUTE_IN = lazy(rf"\b{_DISPUTES}[^.;,]{{0,25}}$")
# What a side of the talks does or has: "Kenya has", "Oman's support", "the Thai delegation".
_ACTS = lazy(
    r"['’]?s? (?:ha[sd]|have|will|would|is (?:ready|committed)|welcomes?|supports?|remains?|stands?|and its"
    r"|side|delegation"
    r"|government|commitment|position|readiness|interests?|intention|desire|willingness|efforts?|initiative"
    r"|invitation|view|[Ee]mbassy|[Aa]mbassador|administration|officials?|foreign policy|assistance|confirmed"
    r"|reaffirmed|reiterated|expressed|attaches|values|appreciates|considers|intends|hopes|wants|proposed)\b"
)
_ITS_MINISTRY = lazy(
    r"['’]s (?:foreign|defen[cs]e) ministry (?:said|says)\b"
)  # "Seoul's foreign ministry said"
_ABOUT = lazy(
    r"\b(?:in|near|around|on|against|to|into|inside|across|over|about|for|with|towards?|concerning|neighbou?ring|(?:regions?|areas?"
    r"|parts) of) (?:the )?(?:(?:north|south|east|west|central)\w* )?$"
)
_LANDS_OF = lazy(r"\b(?:ambassadors|envoys|commissioners) (?:of|from|to) (?:the )?$")
_LIST_AHEAD = lazy(r", (?:the )?[A-Z]")
_AND_ALSO = lazy(r",? and (?:the )?|, (?:the )?")
_TIES_WITH = lazy(r"\b(?:relations|relationship|ties|cooperation|partnership|friendship) with (?:the )?$")
# Who came without a name: "received a U.S. delegation".
_GUESTS = lazy(
    r" (?:[\w-]+ ){0,2}(?:delegation|officials|counterparts?|envoys?|lawmakers|delegates"
    r"|(?P<chiefs>[Pp]residents|[Mm]inisters|[Ll]eaders))\b"
)
_RECEIVED = lazy(
    r"\b(?:(?:receiv|welcom|host|greet)(?:e[ds]|ing|s)|met|meets?|meeting|talks) (?:with )?(?:an? |the )?(?:[\w-]+ ){0,2}$"
)


def _homes(reading: Reading, principals: Sequence[Person], people: Sequence[Person]) -> list[str]:
    """The countries whose officials the article may name without an adjective, the likeliest first.

    The publisher's, where the text's form tells it; else those with most votes: of those that no principal of
    the meeting has, or, where only companions are left, of theirs.
    """
    text = reading.text
    if _READOUT.search(text[:1500]):
        return ["United States"]
    told = {p.country for p in principals or people} - {None}
    guests: list[str] = []  # "held talks with the Somali and Kenyan presidents"
    for place in (p for i in reading.focus for p in reading.within(reading.places, *reading.sents[i][:2])):
        guest = _GUESTS.match(text, place.end)
        if not guest:
            continue
        side = [place]
        while (before := _before(reading, side[-1])) and _AND_ALSO.fullmatch(
            text, before.end, side[-1].start
        ):
            side.append(before)
        if len(side) == 1 and guest["chiefs"]:  # "the Haitian leaders": who are named
            continue
        if _RECEIVED.search(text, max(0, side[-1].start - 40), side[-1].start):
            guests += [p.country for p in side if p.country not in told]
            told |= {*guests}
    votes = _votes(reading, told)
    ranked = sorted(votes, key=lambda country: -votes[country])
    known = [c for c in ranked if c in told]
    others = [c for c in ranked if c not in told and votes[c] >= (0.97 if told else 1.4)]
    none_left = told and principals and all(p.country for p in principals)
    held = [p for p in principals if p.country]
    envoys = len(told) > 2 and all(_POSTED.search(p.role or "") for p in held)  # of several countries
    companions = len(told) > 1 and principals[:1] and principals[0].country and not envoys
    # the other side of an "Ambassador to Nigeria"
    posts = (
        text[o.start : o.far]
        for o in reading.offices
        for p in o.people[:1]
        if p in principals
        and p.country
        and sum(q.country == p.country for q in held) == 1  # not received at home
    )
    to = (gazetteer().get(post.rpartition(" to ")[2].removeprefix("the ")) for post in posts)
    posted = (place.country for place in to if place and place.kind in ("country", "city"))
    hosts = [country for country in posted if country not in told]
    homes = known + others if none_left or companions or len(told) > 1 and not others else others
    return hosts + homes + [country for country in guests if country not in homes]


def _before(reading: Reading, place: Named) -> Named | None:
    """The place named before a place."""
    i = bisect_left(reading.places, (place.start,))
    return reading.places[i - 1] if i else None


_STRIP = lazy(
    r"(?:the )?(?:Gaza|West Bank|(?:[Oo]ccupied )?Palestinian [Tt]errit)"
)  # talked about, their officials are named as Palestinian
HERE = lazy(r"(?<!reporters )(?<!said )\bhere\b")
_SIDELINES = lazy(r"\bon the (?:sidelines?|margins?|fringes) of\b")
# Subjects of talks rather than their sides, but for their own officials.
_NO_SIDES = ("Abkhazia", "South Ossetia", "Transnistria", "Nagorno-Karabakh")


def _votes(reading: Reading, told: set[str | None]) -> dict[str, float]:
    """How often the article speaks of each country as of a side of the talks.

    One that acts, that is paired with the other side's ("U.S.-Kenya ties"), receives ("at the White House") or
    stands in the dateline counts more; one that is only talked about, or named for somebody's office, less.
    """
    text = reading.text
    votes: defaultdict[str, float] = defaultdict(float)
    offices = (o for o in reading.offices if o.people)
    held = {p.start for o in offices for p in reading.within(reading.places, o.outer, o.far)}
    scenes = [scene(reading, index) for index in reading.focus]
    # a summit is held in somebody else's country
    aside = [(m.start(), end) for start, end in scenes if (m := _SIDELINES.search(text, start, end))]
    places = [p for p in reading.places if p.country not in ("", *_NO_SIDES) and p.kind != "organisation"]
    vote, end, last, listed = 1.0, -1, "", None
    for place in places:
        joined = _AND_ALSO.fullmatch(text, end, place.start)  # "in Syria and Libya"
        there = bool(told) and any(start <= place.start < end for start, end in scenes)
        acts = place.kind != "city" and place.start not in held and bool(_ACTS.match(text, place.end))
        acts = acts or bool(_ITS_MINISTRY.match(text, place.end))
        low = max(0, place.start - 40)
        if place.start in held or any(start < place.start < end for start, end in aside):
            vote = 0.2
        elif joined and not acts:
            pass
        elif not acts and (
            _DISPUTED.match(text, place.end)
            or not text.endswith("people of ", 0, place.start)
            and _DISPUTE_IN.search(reading.low, low, place.start)
        ):
            vote = -0.01  # of two with as many votes the other
        elif place.end - place.start > len(place.text):  # "the State of Kuwait", as protocol names a side
            vote = 1.0
        elif not there and _ABOUT.search(text, low, place.start):
            vote = 0.8 if _TIES_WITH.search(reading.low, low, place.start) else 0.3
        else:
            vote = 1.0
        if not joined:  # "the new envoys of A, B and C"
            listed = _LANDS_OF.search(text, low, place.start) and _LIST_AHEAD.match(text, place.end)
        again = joined and place.country == last  # "Lima, Peru"
        vote = 0.0 if listed or again or _STRIP.match(place.text) else vote
        end, last = place.end, place.country
        seat = there and place.kind == "metonym"
        votes[place.country] += vote * (0.5 if place.kind == "city" and not there else 1) + acts + 3 * seat
    table = gazetteer()
    pairs = [({a.country, b.country}, b.end) for a, b in pairwise(places) if text[a.end : b.start] == "-"]
    for word in reading.words:
        halves = word.text.split("-")
        if len(halves) == 2 and all(half in table for half in halves):  # "Kenyan-Swedish ties"
            pairs.append(({table[half].country for half in halves}, word.end))
    for a, b in pairwise(places):  # "Russia and Israel would", but no longer list
        beside = text[a.end : b.start] in (" and ", " and the ") and not text.startswith((",", " and"), b.end)
        alone = text[a.start - 2 : a.start] != ", " and not _ABOUT.search(text, max(0, a.start - 40), a.start)
        if beside and alone:
            pairs.append(({a.country, b.country}, b.end))
    for pair, end in pairs:
        if len(pair) == 2 and len(pair & told) == 1 and not _DISPUTED.match(text, end):
            votes[(pair - told).pop()] += 2
    dateline = reading.article.dateline or ""
    if place_of := gazetteer().get(dateline) or gazetteer().get(dateline.title()):
        at_home = not aside or any(HERE.search(text, *area) for area in scenes)
        votes[place_of.country] = (
            votes[place_of.country] + 3 if at_home else max(votes[place_of.country], 0.97)
        )
    return votes


# Who else took part, told at a word that begins_along.
ALONG = Rule(
    "along",
    r"""(?i)(?:accompanied\ (?:\w+\ ){0,4}by|(?:they|these|envoys|ambassadors|diplomats)\ (?:are|were|include)
    |sat\ in\ on|table|join(?:ed)?\ (?:\w+\ ){0,3}(?:by|them|him|her|the)|attend(?:ed|ing|ants|ees)|attendance|present
    |participat(?:ed|ing)|t(?:aking|akes|ook)\ part|represented\ by|presence\ of|alongside|together\ with
    |representing\ (?:the\ )?[A-Z][^,.;]{1,40}\ (?:is|are|was|were)
    |(?:delegation|side|team|party),?\ (?:\w+\ ){0,3}?(?:includ\w+|compris\w+|consist\w+|was|were|led|headed)
    |co-?led|led\ (?:by|the\ (?:[\w.]+\ ){0,3}delegation)|(?:co-?)?chaired|moderated
    |(?:hosted|received|welcomed|greeted|mediated)\ by|accompanying\ [^.;]{1,70}\ (?:is|are|was|were)
    |gathered\ (?=(?-i:[A-Z]))|also\ (?:met|held|received|hosted|had\ talks|included|at\ the\ (?:meeting|talks
    |session))|credentials
    |(?:were|was)\ (?:also\ )?there)\b""",
    "The minister was «accompanied by» Defence Secretary",
    "checked on Kremlin reports, Gulf agencies and ministry readouts",
)
begins_along = stem_test(
    "accompan they these envoys ambassadors diplomats sat table join attend present tak took particip deleg "
    "side team party represent presence were was alongside together led co-led coled co-chair cochair chair "
    "moderat host receiv welcom greet mediat also credential gather"
)
# No part in the meeting, but in another one, or in none.
_OTHER = lazy(
    r"\b(?:not|n't|n’t) (?:\w+ )?(?:attend|present|take part|participate|join)|\b[Aa]irport\b|(?<!They )\barriv(?:ed|al)\b"
    r"|\b[Ee]arlier\b|\blook(?:s|ed|ing)? forward\b|\brecent (?:[\w-]+ ){1,4}led by\b"
    r"|\balso (?:met|convened|held|hosted|visited|spoke|called|launched|plans?|will)\b"
)


BOTH = lazy(
    r"\b(?:the|both|their|these) (?:two|three|four)? ?(?:leaders|presidents|ministers|sides|men"
    r"|officials|foreign ministers|prime ministers|parties|delegations|heads of state|diplomats|meeting|talks"
    r"|conversation|call)\b|\bthe two\b|\bthey met\b"
)


_TURN = lazy(
    r"\b(?:to discuss|to prepare|to finali[sz]e|preparations for|discussed|about|over|regarding|concerning|agreed (?:to|on|that)|after"
    r"|following|ahead of|before (?:flying|travell?ing|heading|going|leaving|departing))\b"
)


def scene(reading: Reading, index: int) -> tuple[int, int]:
    """The part of a sentence that tells who met whom, where and when: up to its turn to subjects or other times."""
    sent = reading.sents[index]
    here = reading.within(reading.cues, sent.start, sent.end)
    cue = min(here, key=lambda c: (c.id == "host", c.start), default=None)
    turn = _TURN.search(reading.text, cue.end, sent.end) if cue else None
    return sent.start, turn.start() if turn else sent.end


def _focus(reading: Reading) -> None:
    """Find the sentences that report the principal meeting, and its mode.

    The headline if it tells one, the first sentence of the body that does, and, while fewer than two people
    are known, the next ones.
    """
    text, sents = reading.text, reading.sents
    for word in reading.words:
        if begins_cue[word.low]:
            for rule in CUES:
                if m := rule.regex.match(text, word.start):
                    reading.cues.append(Cue(m.start(), m.end(), rule.id, reading.sentence_at(m.start())))
                    break
    reading.cues = _held(reading)
    told_plainly = [c for c in reading.cues if not reading.quoted(c.start)]
    if any(sents[c.sentence].kind == "body" for c in told_plainly):
        reading.cues = told_plainly
    else:
        reading.reported = True
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
    if not rest and not titles or not titles and body.index(rest[0]) > 12:
        return
    reading.focus = titles + rest[:1]
    for index in rest[1:4]:
        more = index == rest[0] + 1 and _PLURAL_PRONOUN.match(text, sents[index].start)  # "They met X"
        if len(met(reading)) >= 2 and not (more and reading.within(reading.at, *sents[index][:2])):
            break
        reading.focus.append(index)
    ids = [c.id for c in reading.cues if c.sentence in {*reading.focus, *body[:1]}]
    reading.mode = "video" if "video" in ids else "phone" if "phone" in ids else "in-person"
    if reading.mode == "in-person" and "in-person" not in ids:
        by_phone = "spoke" in ids or any(_BY_PHONE.search(reading.low, *sents[i][:2]) for i in body[:8])
        places = [p for i in reading.focus for p in reading.within(reading.places, *scene(reading, i))]
        ends = {end for _, end, _ in reading.at}  # "spoke to Ann Lee in Nairobi"
        there = any(
            p.kind == "city"
            and text[p.start - 4 : p.start] == " in "
            and p.start - 4 in ends
            or p.kind == "metonym"
            and text.endswith(" at the ", 0, p.start)
            for p in places
        )
        reading.mode = "phone" if by_phone and not there else "in-person"


# Other meetings: "two days before the summit", "preparations for the meeting"
_LATER = lazy(
    r"\b(?:days|weeks?|months?|years?) (?:after|before|since) [^.;,]*$|\bpreparations? (?:for|of) (?:[a-z-]+ ){0,3}$"
)


def _held(reading: Reading) -> list[Cue]:
    """The cues without those of meetings that were refused, called off, with what follows, or held long before."""
    out: list[Cue] = []
    gone = -1  # the sentence of the last one left out
    for cue in sorted(reading.cues):
        low = reading.sents[cue.sentence].start
        if (
            cue.sentence == gone
            or _NOT_HELD.search(reading.low, max(low, cue.start - 90), cue.start)
            or _CANCELLED.match(reading.low, cue.end)
        ):
            gone = cue.sentence
        elif not _LATER.search(reading.low, max(low, cue.start - 150), cue.start):
            had = _PERFECT.search(reading.low, max(low, cue.start - 20), cue.start)
            if not had or not _OFTEN.match(reading.low, cue.end):  # "has met him many times"
                out.append(cue)
    return out


# "refused to meet", "no plans for a meeting", "denied that X had met", "talks with X were postponed"
_NOT_HELD = lazy(
    r"\b(?:(?:not|never|\w+n['’]t)(?: (?:yet|ever|directly|personally|hold|held|have|had|any|a|formal|bilateral))*"
    r"|(?:refus|declin|fail|cancel|postpon|scrapp|avoid|reject|call(?:s|ed|ing)? off|rul(?:es?|ed|ing) out)\w*"
    r" (?:to|an?|the|any|his|her|their|planned)(?: (?!in\b|at\b|during\b|after\b)[\w-]+){0,2}"
    r"|(?:cancel|postpon|scrapp|avoid|reject|call(?:s|ed|ing)? off|rul(?:es?|ed|ing) out)\w*"
    r"|without(?: [\w-]+)?|no(?: \w+)? plans? (?:for|to)(?: [\w-]+){0,2}"
    r"|no(?: (?!in\b|at\b|on\b|to\b|during\b|from\b|after\b|doubt\b|longer\b)[\w-]+){0,2}"
    r"|den(?:y|ies|ied|ying)(?: on \w+)? (?:that|having|holding|any|reports (?:that|of))\b[^.;]{0,60}) $"
)
_CANCELLED = lazy(
    r"[^.;,]{0,100}?\b(?:was|were|is|are|been|be) (?:postponed|cancell?ed|called off|scrapped)\b"
)
_PERFECT = lazy(r"\b(?:has|have|had|['’]ve)(?: \w+)? $")
_OFTEN = lazy(r"[^.;]{0,60}? (?:repeatedly|(?:many|several|two|three|four|five|\d+|a dozen) times|twice)\b")
_BY_PHONE = lazy(
    r"\b(?:during|in) (?:the|their|a) (?:(?:tele)?phone (?:call|conversation)"
    r"|call)\b(?! with (?:the )?(?:reporters|journalists|press|media))"
    r"|\bthe call (?:took|came|was|lasted)\b|\b(?:spoke|talked) (?:by|on the|over the) (?:tele)?phone\b"
)


def met(reading: Reading) -> list[Person]:
    """The people that the reporting sentences put into the meeting, in order of the text."""
    people: list[Person] = []
    for index in reading.focus:
        start, end = scene(reading, index)
        found = [h[2] for h in reading.within(reading.at, start, end) if _takes_part(reading, *h)]
        found = _pronoun(reading, reading.sents[index]) + found
        people += [p for p in dict.fromkeys(found) if p not in people]
    return people


def _pronoun(reading: Reading, sent: Sentence) -> list[Person]:
    """Whom the pronoun that opens a sentence means ("He was speaking to X"): who was told of before."""
    several = _PLURAL_PRONOUN.match(reading.text, sent.start)
    if not several and not _PRONOUN.match(reading.text, sent.start):
        return []
    index = reading.sentence_at(sent.start)
    last = reversed(reading.sents[max(0, index - 3) : index])
    before = (reading.within(reading.at, *s[:2]) for s in last)
    meant = list(dict.fromkeys(h[2] for h in next(filter(None, before), []) if _takes_part(reading, *h)))
    return meant if several and len(meant) > 1 else [] if several else meant[:1]


_PARTNER = lazy(r"\b(?:his|her) (?:[a-z]+ )?(?:counterpart|guest|host)\b(?! [A-Z])")
_AT_MEETING_WITH = lazy(
    r"\b(?:during|at|in|following|after) (?:a|an|his|her|the) (?:[a-z-]+ ){0,2}(?:meeting|talks|conversation|call) with\b"
)
_PRONOUN = lazy(r"(?:He|She)\b")
_PLURAL_PRONOUN = lazy(
    r"(?:They|Both|The (?:pair|two|three|(?:two |three )?(?:leaders|ministers|envoys|diplomats|officials|presidents)))"
    r" (?:also |then |later |have |had )?(?:met|held|called)\b"
)


_OF_BUSINESS = lazy(r"\bCEO\b|(?i:chief executive)(?! of Hong Kong)|(?i:founder|businessman|investor)")
_WILL = lazy(r"\bw(?:ill|ould)\b")


def _party(reading: Reading) -> list[Person]:
    """Everybody who took part: whom the reporting sentences name, then delegations ("accompanied by", "also present").

    Who has an office but no country yet belongs to the country of whom they came with, or to the article's home.
    """
    if not reading.focus:
        return []
    principals, text = met(reading), reading.text
    people = [*principals]
    ahead = any(_WILL.search(text, *reading.sents[i][:2]) for i in reading.focus)
    several = any(_SEVERAL.search(text, *reading.sents[i][:2]) for i in reading.focus)
    envoys = any(_NEW_ENVOYS.search(text, *reading.sents[i][:2]) for i in reading.focus)
    body = [s for s in reading.sents if s.kind == "body"]
    for word in reading.words:
        m = ALONG.regex.match(text, word.start) if begins_along[word.low] else None
        if m and not reading.quoted(word.start):
            sent = _with_list(reading, reading.sents[reading.sentence_at(word.start)])
            later = not ahead and _WILL.search(text, sent.start, m.start())
            other = _OTHER.search(text, sent.start, sent.end)
            if sent.kind == "body" and not later and (not other or several and other[0].startswith("also")):
                people += [p for p in dict.fromkeys(_along(reading, sent, m)) if p not in people]
    for sent in body if envoys else ():  # "New ambassadors presented their credentials. … Ambassador X said"
        posted = [h for h in reading.within(reading.at, *sent[:2]) if _ENVOY.match(h[2].role or "")]
        people += [h[2] for h in posted if h[2] not in people and _takes_part(reading, *h)]
    if not people:  # "The envoys of A and B held talks. X, director general …, and Y, …, condemned"
        after = [s for s in body if s.start > reading.sents[reading.focus[-1]].start][:3]
        named = (
            [p for h in reading.within(reading.at, *s[:2]) if _takes_part(reading, *h) and (p := h[2]).role]
            for s in after
        )
        people = next((list(dict.fromkeys(group)) for group in named if len(group) >= 2), [])
    homes = _homes(reading, principals, people)
    reading.home = next(iter(homes), None)
    sides = {p.country for p in principals}
    visited = [country for p in principals for country in sorted(p.abroad)]
    homes += [p.country for p in people if p.country and p.country not in sides]  # of companions
    held: defaultdict[str, set[str | None]] = defaultdict(set)  # the countries that have an office's holder
    for person in reading.people:
        held[(person.role or "").lower()].add(person.country)
    for person in people:  # "the High Commissioner of Oman … Deputy High Commissioner X"
        chiefs = held[(person.role or "").lower().removeprefix("deputy ")] - {None}
        if not person.country and len(chiefs) == 1 and (person.role or "").startswith("Deputy "):
            person.country = next(iter(chiefs))
    for person in people:
        if not person.country and not _OF_BUSINESS.search(person.role or ""):  # a country has one president
            office = (person.role or "").lower().removesuffix("-elect")
            taken = held[office] if office in _SOLE or office == "foreign minister" else ()
            # "talks with his host, X"
            host = any(_HIS_HOST.search(text, max(0, at - 12), at) for at, _ in person.mentions[:9])
            where = visited + homes if host else homes + visited if person.role else homes
            own = (country for country in where if country not in (*taken, *person.abroad))
            person.country = next(own, None)
            held[office].add(person.country)
        if not person.role and person.title in TITLES_OF_OFFICE:
            person.role = person.title
    return people


_HIS_HOST = lazy(r"\b(?:his|her) hosts?,? $")
_SEVERAL = lazy(
    r"\b(?:separate|series of|several|number of|agenda of|bilateral) (?:[\w-]+ )?(?:meetings|talks|receptions)\b"
)
_NEW_ENVOYS = lazy(
    r"\b(?:[Aa]mbassadors|[Ee]nvoys|[Hh]igh [Cc]ommissioners)\b[^.;]*\bcredentials\b"
    r"|\bcredentials\b[^.;]*\b(?:ambassadors|envoys)\b"
)
_ENVOY = lazy(r"(?:[Aa]mbassador|[Hh]igh [Cc]ommissioner)\b")
_ITEM = lazy(r"[–—•*·▪-] ?|\(?\d\d?[.)]")


def _with_list(reading: Reading, sent: Sentence) -> Sentence:
    """The sentence with the list in the lines below it, if it ends in a colon."""
    if reading.text[sent.end - 1] != ":":
        return sent
    first, end = reading.sentence_at(sent.start) + 1, sent.end
    for line, group in groupby(reading.sents[first : first + 40], attrgetter("line")):
        item = list(group)
        if line == sent.line or not _ITEM.match(reading.text, item[0].start):
            break
        end = item[-1].end
    return sent._replace(end=end)


def _along(reading: Reading, sent: Sentence, m: re.Match[str]) -> list[Person]:
    """Whom a word of taking part (ALONG) adds: all of its sentence."""
    word = m.group().lower()
    company = word.startswith("accompan")  # a spokesperson too
    other = _FOR_OTHER.search(
        reading.text, m.end(), sent.end
    )  # "hosted by X to prepare the meeting of Y and Z"
    named = reading.within(reading.at, sent.start, other.start() if other else sent.end)
    here = [h for h in named if _takes_part(reading, *h, company=company)]
    behind = [p for start, _, p in here if start >= m.end()]
    if word.startswith(("they", "these", "envoys", "amb", "dipl")):  # "They are A, B and C."
        office = next((o for o in reversed(reading.offices) if o.plural and o.start < m.start()), None)
        for person in behind:
            role = _singular(office.text, True) if office else ""
            person.role = person.role or role[:1].upper() + role[1:] or None
    if company and not _HOST_TOO.match(reading.text, m.end()):
        ahead = [p for _, end, p in here if end <= m.start()] or _pronoun(reading, sent)
        group = ahead[-1:] + behind
        country = next((p.country for p in group if p.country), None)
        for person in group:
            person.country = person.country or country
    return [p for _, _, p in here]


_FOR_OTHER = lazy(r"\b(?:to (?:finali[sz]e|prepare)|(?:in )?preparations? for|ahead of|in advance of)\b")
_HOST_TOO = lazy(r" (?:his|her|their) host\b")
_OWN_MEETING = lazy(
    r"(?i)['’]s?\s+(?:[\w-]+\s){0,3}?(?:meeting|call|talks|conversation|visit|trip|dialogue|discussion)\b"
)
_MARGINS = lazy(r"\b(?:margins|sidelines) of (?:[\w.]+ ){0,3}$")
_SAID = lazy(r" (?:said|says|reported|announced)\b")
_SPEAKS_FOR = lazy(rf"(?i)(?!spokes\w+ and )(?:.*?)(?:{_SPOKES})")
_THEN = lazy(r"\bthen[- ][^,;.]*$|\b(?:who|he|she) had (?:already|earlier|previously)\b[^.;]*$")
# "The visit will also include a meeting with President X", "The talks come as Secretary X stressed"
_ASIDE_FROM = lazy(r"\b(?:(?:will|is (?:due|expected|scheduled|set) to) also|comes? (?:just )?as)\b[^.;\n]*$")
_THE_PLACE = lazy(r"(?:\b(?:the|at|in|near)|-acre) $")
_CONVEYED = lazy(
    r"\b(?:cit(?:ed|es|ing)|quot(?:ed|es|ing)|according to|appointed|nominated|named|greetings|message"
    r"|letter(?! of credence)|behalf|invitation|regards|wishes"
    r"|condolences|congratulations|assassination"
    r"|death|detained|jailed|imprisoned|killing|murder|grave|tomb|attributable to|government(?! delegation)|regime|administration|predecessor"
    r"|successor|hosted in \w+|era|ousted)"
    r"(?: (?:of|from|to|by))?(?: [\w’'-]+){0,4} $"
)


_PAST_CUE = lazy(
    r"\b(?:met|held|spoke|had|hosted|received|welcomed|visited|discussed|joined|concluded|attended)\b"
)


def coming(reading: Reading) -> bool:
    """Whether the meeting is only planned."""
    cue = next((c for c in reading.cues if c.sentence in reading.focus), None)
    return bool(cue and AHEAD.search(reading.low, reading.sents[cue.sentence].start, cue.start))


def told_again(reading: Reading) -> list[int]:
    """Later sentences that tell the principal meeting once more: a cue and two of its people, nothing ahead."""
    people = reading.party
    ahead = not any(_PAST_CUE.search(reading.text, *reading.sents[i][:2]) for i in reading.focus)
    out = []
    for index in sorted({c.sentence for c in reading.cues} - set(reading.focus)):
        sent = reading.sents[index]
        here = {id(p) for _, _, p in reading.within(reading.at, sent.start, sent.end) if p in people}
        # "He made the remark after meeting X", "X received his counterpart"
        other = bool(_PRONOUN.match(reading.text, sent.start) or _PARTNER.search(reading.text, *sent[:2]))
        if m := _AT_MEETING_WITH.search(
            reading.text, *sent[:2]
        ):  # "The diplomat was speaking during talks with X"
            other |= any(p in people for _, _, p in reading.within(reading.at, m.end(), m.end() + 120))
        both = len(here) + other >= 2 or BOTH.search(reading.low, sent.start, min(sent.end, sent.start + 120))
        if sent.kind == "body" and both and (ahead or not AHEAD.search(reading.low, *scene(reading, index))):
            out.append(index)
    return out


def _takes_part(reading: Reading, start: int, end: int, person: Person, *, company: bool = False) -> bool:
    """Not quoted, not a spokesperson, not a possessor of something other than the meeting, not a mere sender."""
    text = reading.text
    if not person.sure or reading.quoted(start) or not company and _SPEAKS_FOR.match(person.role or ""):
        return False
    if _THEN.search(text, max(0, start - 120), start):  # "then-President X": at another time
        return False
    if aside := _ASIDE_FROM.search(text, max(0, start - 120), start):
        told = any(aside.start() < cue.start < end + 80 for cue in reading.cues)
        if not told or aside[0].startswith(("will", "is")):
            return False
    if any(o.start < start < o.end for o in reading.held_in(max(0, start - 90), start)):
        return False  # "the special envoy of President X"
    possessive = (
        text.startswith(("’s", "'s"), end) or text[end - 1] == "s" and text.startswith(("’", "'"), end)
    )
    if possessive and (not _OWN_MEETING.match(text, end) or _MARGINS.search(text, max(0, start - 50), start)):
        return False
    if not person.role and text[max(0, start - 2) : start] == ", " and _SAID.match(text, end):
        return False  # ", Wisma Putra said"
    if not person.role and not person.title and _THE_PLACE.search(text, max(0, start - 24), start):
        return False
    return not _CONVEYED.search(reading.low, max(0, start - 70), start)


# --- Field: date ------------------------------------------------------------------------------------


# Words before a date of something else: what was talked of, or what made the occasion. (A weekday is the meeting's.)
_SUBJECT = lazy(
    r"\b(?:discussed|inform(?:ed|s)|briefed|updated|told|expressed|exchanged|touched|thanked|commended|emphasi[sz]ed"
    r"|stressed|noted|confirmed|warned|condemned|agreed to|results?|outcomes?|agreements?|implementation"
    r"|follow(?:ing|-)? ?up|ahead of|in (?:view|advance|light) of|since|launch(?:ed)?|scheduled for|last time)\b"
)


# "Monday's talks"
_ITS_MEETING = lazy(r"(?:['’]s)? (?:[a-z-]+ )?(?:meeting|talks|call|session|summit|conversation)\b")
# Before the first or the last of some days, and between two days.
_FROM = lazy(r"\b(?:[Ff]rom|until|till|between) $")
_BEGAN = lazy(r"\b(?:beg[aiu]nn?|start|open|end|conclud|wrapp)(?:s|ing|ed)?(?: up)?(?: [Oo]n)? $")
_SOME_DAYS = lazy(
    r"(?:-day|week-long|\bdays of)(?: [a-z]+){0,2} (?:visit|trip|tour|talks|meeting|summit|conference|negotiations)\b"
)
# "will travel to Ottawa today"
_SETS_OUT = lazy(
    r"\b(?:will|would|is to|set to|due to|plans? to|expected to|scheduled to) (?:\w+ )?"
    r"(?:travel|head|fly|depart|leave|commence|begin|start|embark)\b[^.;]*$"
)
_TO = lazy(r",? (?:to|until|till|through|and|or) |[–-]")
# Before the day of what came before or comes after: "a day after Sunday's poll", ", who came on Monday".
_EARLIER = lazy(
    r"(?:, (?:who|which)\b(?! (?:took place|(?:was|were) held|happened)\b)"
    r"|\b(?:[Aa]fter|[Bb]efore|[Ff]ollowing|[Ss]ince|[Aa]head of)\b)"
    r"(?:(?!, (?:who|which))[^.;,])*$"
)
# Before the day on which something was said.
_SAID_ON = lazy(
    r"\b(?:said|told (?:the )?\w+|announced|confirmed|issued|released?|statement(?: signed)?|reported"
    r"|revealed|interview"
    r"|(?:posted|tweeted|wrote)\b[^.;,]{0,40}?)(?: on| late| early)* $"
)


_TO_COME = lazy(rf"\b(?:{_COMING}|(?<!\d )may(?! \d)|might|could|offer(?:s|ed)?)\b")


_RECENT = dt.timedelta(21)  # what is told beside the meeting is no older


def find_date(reading: Reading) -> list[tuple[dt.date, Span]]:
    """The day of the principal meeting: a single day, or nothing.

    The first day decides that is named in the sentences that report it, the body before the headline, then in
    those that tell it again and in the lede, before they turn to something else; the day on which that was said
    only where it tells of no plan. Then "Monday's talks", and "today" in the next sentences.
    """
    if not reading.focus:
        return []
    text, sents, published = reading.text, reading.sents, reading.article.published
    strong = {c.sentence for c in reading.cues if c.id != "host"}
    order = sorted(reading.focus, key=lambda i: (i not in strong, sents[i].kind == "title", i))
    lede = next((i for i, s in enumerate(sents) if s.kind == "body"), 0)
    first = sents[order[0]].start
    opening = reading.within(reading.times, first, first + 5)  # "In 1975 he hosted"
    if published and any(
        t.unit in ("month", "year") and t.last and t.last < published - dt.timedelta(60) for t in opening
    ):
        return []
    days = [t for t in reading.times if t.unit == "day" and t.first and _settles(reading, t)]
    told = sorted(
        (
            time
            for index in (*order, *told_again(reading), lede)
            for time in reading.within(days, *sents[index][:2])
            if time.start < scene(reading, index)[1]
            and (
                index in reading.focus
                or not (time.first and published)
                or published - time.first < _RECENT
                and (time.text.lower() != "tomorrow" or coming(reading))
            )
            and not (
                re.search(r"\d", time.text)
                and time.first != published
                and _SUBJECT.search(reading.low, sents[index].start, time.start)
            )
            and not (
                _said(text, time)
                and _TO_COME.search(reading.low, sents[index].start, min(sents[index].end, time.end + 90))
            )
        ),
        key=lambda t: _said(text, t),
    )
    spoken = [t for t in days if not re.search(r"\d", t.text) and not reading.quoted(t.start)]
    talks = (t for t in spoken if _ITS_MEETING.match(text, t.end))
    ahead = sents[: max(order) + 3][-1].end
    today = (
        t
        for t in spoken
        if t.text.lower() == "today" and t.start < ahead and not text.endswith("that ", 0, t.start)
    )
    day = next(chain(told, talks, today), None)
    if not day or not day.first:
        return []
    sent = sents[reading.sentence_at(day.start)]
    if (
        published
        and day.first > published + dt.timedelta(3)  # where it is a day later
        and not re.search(r"\d{4}", day.text)
        and (day.first.month, day.first.day) != (2, 29)
    ):
        if _PAST_CUE.search(text, sent.start, day.start) and not _TO_COME.search(reading.low, *sent[:2]):
            day = day._replace(first=day.first.replace(year=day.first.year - 1))
    return [(day.first, reading.span(*day[:2]))] if day.first else []


def _said(text: str, time: Time) -> bool:
    return _SAID_ON.search(text, max(0, time.start - 40), time.start) is not None


def _settles(reading: Reading, time: Time) -> bool:
    """Whether a day can be that of the meeting.

    Not an end of several days ("from 2 May", "2 November to 4 November", "will arrive on Monday for a two-day
    visit"), the date on top of a page, the day of what came before.
    """
    text, sent = reading.text, reading.sents[reading.sentence_at(time.start)]
    start, stop = max(sent.start, time.start - 300), min(sent.end, time.end + 300)
    if _SOME_DAYS.search(text, start, stop):
        if AHEAD.search(reading.low, start, time.start) or _BEGAN.search(text, start, time.start):
            return False
    near = reading.within(reading.times, time.start - 40, time.end + 15)
    ends = any(_TO.fullmatch(text, a.end, b.start) for a, b in pairwise(near))
    top = time.start == sent.start and re.search(r"\d{4}$", time.text)
    if _SETS_OUT.search(reading.low, start, time.start):
        return False
    if ends or top or _FROM.search(text, max(start, time.start - 60), time.start):
        return False
    m = _EARLIER.search(text, start, time.start) if time.text.lower() != "today" else None
    return not m or any(c.id != "host" for c in reading.within(reading.cues, m.start(), time.start))


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

# What a place of meetings is called.
_HOUSE = (
    "(?:palace|house|kremlin|residence|retreat|ministry|offices?|headquarters|embassy|hotel|castle"
    "|university|centre|center|complex|mansion|villa|museum|memorial|pentagon|airport|base|building|hall"
    "|secretariat|department|lodge|clinic|hospital|bha[vw]an|cathedral|library|parliament|camp|estate|ranch|resort|institute"
    "|academy|crossing|(?-i:Presidency|Downing Street|N(?:o\\.?|umber) 10)|vatican(?! city))"
)
_A_HOUSE = lazy(rf"(?i)\b{_HOUSE}\b")
# What follows "at", "inside" or "in" up to a word that no name of a place holds.
VENUE = Rule(
    "venue",
    r"\b(?P<how>[Aa]t|[Ii]nside|[Ii]n|to)\ (?:(?:the|his|her|its|their|[A-Z]\w+['’]s(?=\ [A-Z]))\ )?"
    r"(?P<venue>(?:(?:(?:al-)?[A-Z][\w’'.&-]*|\d\d?|of|the|and|to\ the|des?|[a-z]+['’]s|presidential|royal|prime|foreign|defen[cs]e|government|official|private|state"
    rf"|country|summer|{_HOUSE})\ ){{0,12}}(?:{_HOUSE}|[A-Z][\w’'&-]*\w))(?![\w’'-])",
    "met «at the White House» on",
    "checked on White House, Kremlin and Gulf agency reports",
)
CITY_STATES = frozenset(
    ("Singapore", "Vatican City", "Monaco", "Djibouti", "Luxembourg", "Hong Kong", "Macau", "San Marino")
)
# What a meeting is called where its place is told: "the talks at", "The meeting, which was held in".
_HELD = lazy(
    r"\b(?:the|their|his|her|a|bilateral|courtesy) (?:[\w-]+ )?(?:meeting|talks|discussions?|ceremony"
    r"|consultations|negotiations|credentials|audience|pull-aside|call)\b"
    r"(?:[^.;,]{0,90}?(?:held|took place|carried out|hosted)|, (?:which|that) (?:was )?(?:held|took place))?"
    r"(?= (?:at|in) )"
)


def find_location(reading: Reading) -> list[Location]:
    """Where the principal meeting took place: venue, city and country as told; nothing for a call."""
    if reading.mode != "in-person":
        return []
    there, venue = _gathered(reading)
    first = next((p.country for p in there if p.country or _is_city(p)), "")
    city = next((p for p in there if _is_city(p) and p.country in ("", first)), None)
    parts = sorted(p for p in (city, venue) if p)
    behind = [
        p
        for part in parts
        for p in reading.within(reading.places, part.start - 4, part.end + 4)
        if p.end > part.start
    ]
    states = (p for p in (*parts, *behind, *there) if p.kind in ("city", "country", "metonym"))
    countries = [p.country for p in states if p.country]
    of_body = any(p.kind == "organisation" for p in behind)  # "at NATO headquarters"
    home = None if of_body else _receiver(reading) or reading.home
    country = (*countries, home if parts else _host(reading))[0]
    if not parts and not country:
        return []
    beside = [p for p in parts if reading.sentence_at(p.start) == reading.sentence_at(parts[0].start)]
    span = reading.span(beside[0].start, beside[-1].end) if parts else None
    name = city and (city.text.title() if city.text.isupper() else city.text)
    return [Location(venue and venue.text, name, country, span)]


def _gathered(reading: Reading) -> tuple[list[Named], Named | None]:
    """The places where the meeting may have been, the surest first, and its venue.

    Asked in turn: the scenes of the reporting sentences, what stands behind "the talks at", the scenes of
    sentences that tell the meeting again, where people are said to be ("arrived in Kabul"), the dateline, and
    for the city what is told of that country next. What is asked later counts if it lies in the same country.
    """
    text, last = reading.text, max(reading.focus)
    next_ones = [reading.sents[: last + n][-1].end for n in (3, 8, 20)]
    told = _scenes(reading)
    held = [(m.end(), m.end() + 80) for m in _HELD.finditer(reading.low, 0, next_ones[2])]
    again = held + [scene(reading, i) for i in told_again(reading)]
    dateline = _dateline(reading)
    there = _there(reading, told, told[0][0])
    if dateline and any(HERE.search(text, *area) for area in told):
        there = [p for p in there if _agrees(p, dateline)] + dateline
    there += [p for p in _there(reading, again) if _is_city(p) and _agrees(p, there)]
    venue = next(filter(None, (_venue(reading, *area) for area in told + again)), None)
    if venue:
        # "at Cairo International Airport"
        opening = reading.within(reading.places, venue.start, venue.start + 1)
        there += [p for p in opening if p.kind == "city" and _agrees(p, there)]
        # "at State House, Nairobi", "at Nairobi's State House"
        there += reading.within(reading.places, venue.end, venue.end + 5)
        there += [
            p
            for p in reading.within(reading.places, venue.start - 25, venue.start)
            if venue.start - p.end in (1, 3)
        ]
    there += [p for p in _whereabouts(reading, next_ones[1]) if _agrees(p, there)]
    there += [p for p in dateline if _agrees(p, there) and (there or not coming(reading))]
    if there and not any(map(_is_city, there)):  # the city of that country in a caption or the next sentences
        near = _there(reading, [(0, next_ones[0])])
        there += [p for p in near if p.kind == "city" and p.country == there[0].country]
    return there, venue


def _scenes(reading: Reading) -> list[tuple[int, int]]:
    order = sorted(reading.focus, key=lambda i: (reading.sents[i].kind == "title", i))
    return [scene(reading, i) for i in order]


def _agrees(place: Named, there: Sequence[Named]) -> bool:
    """What is told less plainly counts where it lies in the country told first."""
    return not there or place.country == there[0].country


_NO_CITY = lazy(
    r"\b(?:Asia|Africa|Europe|Coast|Peninsula|Kingdom|Republic|Sultanate|Region|Province|Islands?|River|Sea|Gulf"
    r"|Valley|Hemisphere|Flank|Belt)\b|^(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)\w*$"
)


def _is_city(place: Named) -> bool:
    if place.kind == "place":
        return not _NO_CITY.search(place.text) and not _A_HOUSE.search(place.text)
    return place.kind == "city" or place.text in CITY_STATES


# How somebody goes somewhere, and the words between that and the name of the place.
_GOING = (
    r"(?:[Vv]isit|[Tt]rip|\b[Tt]our|\bl[ei]a?d(?:s|ing)?\b[^.;]{1,50} delegation|travel\w*|came|flew|flies|head(?:s|ed"
    r"|ing)|left|leaves|depart(?:s|ed))"
    r"(?: today| yesterday| on \w+day)? (?:to|for|into)|\btook (?:him|her|them) to"
)
_THE = r" (?:the |neighbou?ring )?(?:(?:[\w-]+ ){0,2}(?:state|nation|country|kingdom|republic|sultanate|emirate) of (?:the )?)?"
# "is in Moscow", "arrived in Kabul", "on a visit to Cuba", unless it tells of another time.
_PRESENT = lazy(
    rf"\b(?:(?:is|are|was|were|be|landed) (?:in|at)|arriv(?:ed|es|ing)(?: (?:in|at))?|visiting|{_GOING}){_THE}"
    r"(?:(?:[A-Z]\w+['’]s )?capital,? )?$"
)
_OTHER_TIME = lazy(r"\b(?:after|before|since|following|future|recent|previous|earlier|later|last)\b")


def _whereabouts(reading: Reading, until: int) -> Iterator[Named]:
    """The places where people are said to be now, in the first sentences."""
    for place in reading.within(reading.places, 0, until):
        going = place.kind != "demonym" or _OF_CITY.match(reading.text, place.end)
        if going and _PRESENT.search(reading.text, max(0, place.start - 60), place.start):
            index = reading.sentence_at(place.start)
            low, high = max(place.start - 60, reading.sents[index].start), place.end + 25
            planned = index not in reading.focus and AHEAD.search(reading.low, low, high)
            if planned and not coming(reading) or _LONG_AGO.match(reading.text, place.end):
                continue
            if not _OTHER_TIME.search(reading.low, low, place.end + 10):
                yield place


_THERE = lazy(
    rf"\b(?:[Ii]n|IN|[Aa]t|near|outside|[Vv]isit(?:s|ing|ed)?|{_GOING}|(?:city|town|capital|resort|port)(?: of)?,?"
    rf"|(?:welcomed|left)\b[^.;]{{1,40}} (?:to|for)){_THE}(?:[A-Z]\w+['’]s )?$"
)
# "Mombasa hosted", "during his Kenya visit", "the Munich Security Conference"
_SCENE_OF = lazy(r" (?:hosted|hosts|visit|trip|VISIT|TALKS|(?:[A-Z]\w+ ){0,2}(?:Conference|Forum|Summit))\b")
_HEADS_NAME = lazy(r"['’]s | [A-Z]")  # "at Singapore Changi Airport"
_OF_CITY = lazy(r" (?:[a-z-]+ ){0,2}(?:capital|city|town|resort|port|province|state|region|island|village)\b")
_NOT_YET = lazy(r"\b(?:will|would|to|may|might|could) (?:\w+ )?(?:visit (?:[A-Z][\w ]{2,20}['’]s )?)?$")
# What is somewhere as a subject of talks, not as their place: "the situation in Iraq".
_TOPICAL = lazy(
    r"(?i)\b(?:situation|war|conflict|violence|fighting|tensions?|crisis|developments|peace|stability|security"
    r"|troops|presence|elections?|projects?|jobs|invest\w+|business\w*|missions?|operations?|companies|workers"
    r"|citizens|nationals|(?:took|take)(?! place))\b(?: (?!in\b)(?-i:[a-z])[\w-]*){0,2}"
    r" (?:in|near) (?:the |neighbou?ring )?$"
    r"|\b(?:ambassador|high commission(?:er)?|embassy|envoy|born|educated|based|residen(?:ce|t)|residing|accredited) in (?:the )?$"
    r"|\binvit\w+\b[^.;]{0,40} (?:to (?:\w+ )?(?:visit|travel to|come to)|for an? (?:\w+ ){0,2}visit to) (?:the )?$"
    r"|\b(?:which|that) (?:will|would|is to) be held\b[^.;]{0,40} in $"
    r"|\b(?:days|weeks?|months?|years?) (?:after|before) [^.;,]{1,40}(?:in|to) $"
    r"|\b(?:recent|previous|upcoming) (?:[A-Z][\w-]+ )*(?:summit|meeting|conference|talks|visit) in $"
)
# Behind the place of another meeting: "in Fiji in February", "in Rome last month".
_LONG_AGO = lazy(
    rf"(?:, [A-Z][\w ]{{2,20}})?,? (?:(?:back |late |early )?in (?:{MONTH}\b|{YEAR})"
    r"|(?:last|earlier this) (?:month|year)|(?:\w+ )?(?:months|years) ago)"
)
_MET_THERE = lazy(r"\bmet [^,;.]*$")
# Verbs before talks and places that are only spoken of: "thanked her for hosting the summit in Oslo".
_HAILED = lazy(
    r"\b(?:welcom|prais|discuss|support|back|hail|review|commend|thank|recall|appreciat)\w*\b(?! in $)[^.;]*$"
)
_ASIDE = lazy(r"-| (?:said|says|announced|reported|told)\b")
_BEFOREHAND = lazy(r"(?:\w+ )?(?:After|Following|Before|Ahead of|after|before)\b[^,]{0,200}$")


def _there(reading: Reading, areas: list[tuple[int, int]], first: int = 0) -> list[Named]:
    """The places in some stretches of text where something happened: "in Paris"; plans to go there last."""
    text = reading.text
    out: list[Named] = []
    planned: list[Named] = []
    for begin, place in ((a[0], place) for a in areas for place in reading.within(reading.places, *a)):
        low = max(0, place.start - 70)
        m = _THERE.search(text, low, place.start)
        if not m and not _SCENE_OF.match(text, place.end):
            continue
        if _ASIDE.match(text, place.end) or _TOPICAL.search(text, low, place.start):
            continue  # "in the Russia-ASEAN summit", "the ministry in Accra said", "his recent summit in Accra"
        if m and m[0].lower().startswith("visiting ") and reading.held_in(place.start, place.end + 2):
            continue  # "received visiting US Secretary of State X"
        hailed = begin != first and _HAILED.search(text, max(begin, place.start - 90), place.start)
        ago = _LONG_AGO.match(text, place.end)
        # not "met in Nairobi in March 2022", told first
        if hailed or ago and not (begin == first and _MET_THERE.search(text, begin, place.start)):
            continue
        if place.kind == "demonym":  # "in the Kenyan capital", not "visiting Kenyan President"
            if not _OF_CITY.match(text, place.end):
                continue
            place = place._replace(kind="country")
        at = m and m[0].lower().startswith("at ")
        if at and (place.kind != "city" or _HEADS_NAME.match(text, place.end)):
            m = None
        if m:
            if m[0].startswith(("outside", "near")):
                place = place._replace(kind="country")
            going = not m[0].lower().startswith(("in ", "at ", "near", "outside", "welcomed"))
            later = going and _NOT_YET.search(text, max(0, m.start() - 40), m.start())
            (planned if later or _BEFOREHAND.match(text, begin, place.start) else out).append(place)
        elif place.kind in ("city", "country", "metonym") and _SCENE_OF.match(text, place.end):
            if not text.endswith("and ", 0, place.start):  # "Kenya and Rwanda hosted"
                out.append(place)
    return out + [p for p in planned if _agrees(p, out)]


# Who came: "visiting Kenyan President", "Abiy Ahmed, who is on a three-day visit".
_VISITOR = lazy(
    r"\b[Vv]isiting (?=[A-Z])"
    r"|, (?:who (?:is|was) )?(?:currently |now |here )?(?:on|paying) an? [^.,;]{0,40}\bvisit\b"
)


def _host(reading: Reading) -> str | None:
    """The country that a visitor came to: that of the other people, if they have one country."""
    for m in (m for area in _scenes(reading) for m in _VISITOR.finditer(reading.text, *area)):
        near = reading.within(reading.at, m.start() - 80, m.end() + 40)
        came = [p for start, end, p in near if m.end() <= start or end == m.start()][:1]
        others = {p.country or "" for p in reading.party} - {p.country for p in came}
        place = gazetteer().get("".join(others))
        if came and len(others) == 1 and place and place.kind == "country":
            return place.country
    return None


_TO_WHOM = lazy(
    r"\b(?:credentials|letters? of credence|courtesy (?:call|visit))\b[^.;,]* (?:to|on) (?:the )?$"
)
_RECEIVES = lazy(
    r"(?: on \w+day| (?!was|were|is|are|be)[a-z-]+){0,2} (?:received|hosted|welcomed|receives|hosts|welcomes)\b"
)


def _receiver(reading: Reading) -> str | None:
    """The country of who received the others: "The President of Malta received", "credentials to the King of Spain"."""
    text = reading.text
    named: list[tuple[int, int, Person]] = [
        h for a in _scenes(reading) for h in reading.within(reading.at, *a)
    ]
    by_name = next((person for _, end, person in named if _RECEIVES.match(text, end)), None)
    if by_name and by_name.country:
        return by_name.country
    for office in (o for area in _scenes(reading) for o in reading.held_in(*area) if not o.plural):
        if _RECEIVES.match(text, office.far) or _TO_WHOM.search(
            text, max(0, office.outer - 60), office.outer
        ):
            return office.country or next((p.country for p in office.people), None)
    return None


_GUEST = lazy(r"\b(?:welcom|host|receiv|invit)(?:(?! to [a-z])[^;])*$")  # "welcomed to the White House"
_OCCASION = lazy(
    r"\b(?:Summit|Conference|Forum|Assembly|Meeting|Session|Dialogue|Congress|Council|Games|Week|Dinner|Banquet"
    r"|Ceremony|Expo|Exhibition|Invitation|Request)(?=$| of | on | for )|['’]s$|^[A-Z]{3,}\d*(?:[ -]\w+)?$"
)
_OF_PLACE = lazy("of (?:the )?$")  # "the Office of the Prime Minister"
_NAMED_FOR = lazy(rf"['’]s|(?: [A-Z][\w’-]+)* (?i:{_HOUSE})\b")  # "Queen Alia International Airport"


_FORMERLY = lazy(rf"\bfirst met\b|\bin {MONTH}\b[^.;]{{0,40}}\b(?:when|met)\b")


def _venue(reading: Reading, start: int, end: int) -> Named | None:
    """A named or typical place of meetings after "at", "inside" or "in"."""
    text, found = reading.text, []
    for m in VENUE.regex.finditer(text, start, end):
        first, last = m.span("venue")
        if _FORMERLY.search(text, start, first):
            continue
        ends = [t.start for t in reading.within(reading.times, first, last)]
        for at, behind, _ in reading.within(reading.at, first + 1, last):
            if not _OF_PLACE.search(text, first, at) and not _NAMED_FOR.match(text, behind):
                ends.append(at)
        last = min([last, *ends])
        held = (o.outer for o in reading.offices if first < o.outer < last <= o.far + 1 and o.people)
        last = min([last, *(at for at in held if not _OF_PLACE.search(text, first, at))])
        phrase = text[first:last].rstrip(" ,.").removesuffix(" and")
        office = next((o for o in reading.offices if o.start < m.start() <= max(o.end, o.far) + 1), None)
        own = office and office.people and m.start() < office.end
        how = m["how"].lower()
        if office and (own or how == "in" or reading.within(reading.at, last, last + 8)):
            continue  # "Minister at the Ministry of Defence A. B."
        where = text.startswith(", where ", last)  # "taken to the palace, where they met"
        if text.startswith(" office", m.start("how") + len(how)) or _OF_TOWN.match(text, last):
            continue  # "her first day in office"
        if how == "to" and (
            not where and not _GUEST.search(text, start, m.start()) or text.endswith("ing ", 0, m.start())
        ):
            continue  # "according to the ministry"
        if runs_on := phrase.find("Palace the ") + 1:  # "received at Al-Sakhir Palace the Prime Minister of"
            last = first + runs_on + len("alace")
            phrase = text[first:last]
        # "his Accra residence", "State House Entebbe"
        inner = [p for p in reading.within(reading.places, first, last) if p.kind == "city"]
        if (
            inner
            and inner[0].start == first
            and phrase[len(inner[0].text) + 1 :] in ("residence", "home", "office")
        ):
            first = inner[0].end + 1
        elif inner and inner[-1].end == first + len(phrase) and _SEAT.match(phrase):
            last = inner[-1].start
        phrase = text[first:last].rstrip(" ,.").removesuffix(" and")
        known = gazetteer().get(phrase)
        last_word = gazetteer().get(re.split("[ -]", phrase)[-1])
        named = how == "at" and len(phrase) > 4 and not phrase[0].islower() and not _OCCASION.search(phrase)
        if known and known.kind != "metonym" or last_word and last_word.kind == "demonym":
            named = None
        if _RESORT_OF.search(phrase):
            continue  # "in the Black Sea resort of Sochi"
        if named and not _OF_TALKS.match(text, last) or _A_HOUSE.search(phrase):
            found.append(Named(first, first + len(phrase), phrase, "venue", ""))
    return min(found, key=lambda v: v.text.islower(), default=None)


_RESORT_OF = lazy(r"\bresort of (?=[A-Z])")
_OF_TOWN = lazy(r" (?:town|city|village)\b")  # "in the Egyptian resort town"
_OF_TALKS = lazy(  # "at the APEC summit", "at the Lake Forum (LF) Ministers' Meeting"
    r" \([A-Za-z]+\) (?:[A-Z][\w’']+ ){0,3}(?:Meeting|Summit|Conference|Forum|Session)\b"
    r"| (?:\([A-Z]+\) )?(?:(?!after|for|before|during|in|with|on)[a-z]+ )?"
    r"(?:meeting|summit|talks|session|conference|forum|launch|space)\b"
)
_SEAT = lazy(r"(?:State|Government|Parliament) (?:House|Lodge) |Presidential Palace ")
_NO_DASH = lazy(r"\. | \([A-Z]{2,8}\) [A-Z]")  # "Jakarta. President X", "Kabul (BNA) Minister X"
_CAPITALS = lazy(r"[A-Z]{4,}(?:[ -][A-Z]{3,}){0,2}")


def _dateline(reading: Reading) -> list[Named]:
    """The dateline's place: reporters write from where the meeting is, and no other place is told.

    A name in capitals that opens the text is one too: "SANTO DOMINGO The two ministers".
    """
    text, name = reading.text, reading.article.dateline or ""
    if place := gazetteer().get(name) or gazetteer().get(name.title()):
        at = text.find(name)
        return [Named(at, at + len(name), name.title() if name.isupper() else name, *place)]
    lede = next((s.start for s in reading.sents if s.kind == "body"), 0)
    for first in reading.within(reading.places, lede, lede + 30 if not name else 0):
        opens = first.start == lede
        end = first.end if opens else max(lede, first.start - 2)  # "KORHOGO, Ivory Coast"
        stop = opens and first.kind == "city" and _NO_DASH.match(text, first.end)
        if stop or first.kind == ("city" if opens else "country") and _CAPITALS.fullmatch(text, lede, end):
            return [Named(lede, end, text[lede:end].title(), "city", first.country)]
    return []


# --- Field: topics ----------------------------------------------------------------------------------
#
# There is no tagger or parser to ask. So each word of a sentence becomes one letter for what it does there, a name
# or a time one letter as a whole ("They discussed trade with Kenya and energy" is VlNpZCN), and patterns over the
# letters find noun phrases. A word that leads to subjects says where a list of them begins.

# Words that lead to subjects, by weight: 3 they were talked about, 2 urged, praised or agreed, 1 no more than named.
# One of the words before the colon has to follow within the clause; without any, the subject is the verb's object.
# A verb stands in its base form for all regular forms; "-": a noun in both numbers, or just this form.
LEADS = """
3: discuss review examine debate tackle cover analyze analyse
3 on about over regarding concerning around: -talk -discussion -conversation -dialogue -consultation -negotiation
-view -opinion meeting exchange brief talk deliberate haggle confer update inform
3 on upon around about with: deal -dealt focus center centre -emphasis dwell touch revolve
3 about over of: speak -spoke -met
3 at: look -aimed
3 up: -took -brought
3 over through from: -went range
3 to of: -attention -discussion -consideration -stock
3 includes included include including were are: -agenda -agreement -topic -issue -subject -matter -table
3 includes included include covered: -discussion -talk
3 is was be: -topic -subject -agenda -theme
2: address raise reaffirm underscore underline emphasize emphasise stress highlight reiterate condemn welcome affirm
confirm commend applaud support sign acknowledge hail laud praise outline reject demand detail explore consider
favour favor
2 for: -grateful thank praise commend call press push -appreciation -gratitude
2 with about over at: -satisfaction -concern -sorrow -regret -alarm
2 on of: -progress
2 as including: -area -field -sector -issue -matter -sphere -topic
2 in on: -interest -interested -cooperation -collaboration
2 to: point -importance -ready -willing commit -committed recommit pledge promise resolve seek hope aim
2 to of: -favour -favor -desire -intention -willingness -readiness -commitment
2 on to: agree
2 on for: -proposal -agreement -memorandum -pact
1: note adopt launch announce propose voice
-ensuring -strengthening -deepening -promoting -advancing -bolstering -fostering
1 in on: -cooperate
"""
# What a word, or several joined by "_", does, by letter. D determiner; O P p B T prepositions (O: also before
# persons, p: also tells where and when, B: of parties, T: "to"); C "and", W the same between whole phrases, I examples
# follow; V ends a phrase, b a form of "be"; X pronoun, R adverb, N noun, A adjective, H title; K its subjects stand
# before it; Q a meeting; left out before a subject: G what is done with it ("strengthen"), F how it was taken up
# ("need"). Letters without a row: l lead in -ed, L other lead, g "strengthening", E other -ed, J other -ing, Z place
# or other name, S "President X's", Y time, "," and "|" (a stronger mark). Of two phrases the longer stands first.
WORD_CLASSES = """
D: a an the its their his her our my your each both all some any such several many various other two three four
O: of by against
P: for on into across throughout within towards toward along over around among about upon involving concerning
regarding without
p: in at with from through under during after before outside beyond near alongside
B: between
T: to
C: and or & but
W: besides plus as_well_as along_with in_addition_to together_with
I: including covering particularly especially notably namely like such_as such_issues_as such_topics_as such_areas_as
in_particular above_all paying_special_attention_to paying_particular_attention_to ranging_from with_a_focus_on
V: has have had will would can could may might must should do does did said says say told tells let met made took
gave spoke came led encouraged expressed urged conveyed
that how which who whose where when while because although if whether what so following ahead
despite since until as than he she we they i there via thanks however not according adding saying noting in_light
in_view in_line in_the_face in_response in_advance in_order in_accordance in_connection in_the_context in_its in_their
in_his in_her with_a_view over_the_phone keep_in_touch
b: is are was were be been being
X: this these those it them him us itself no nothing everything one
R: given also again further together mainly up well out very more forward in_detail took_place for_example as_well
N: sovereignty_and_territorial_integrity supply family assembly pandemic ally initiative capital arrival approval
A: free safe orderly friendly strong stronger complex nuclear ongoing longstanding long-standing sweeping
H: mr mrs ms dr
K: topped dominated figured featured on_the_agenda high_on_the_agenda on_the_table under_discussion
G: strengthen enhance deepen expand promote boost develop bolster improve advance increase build maintain continue
support ensure address combat counter tackle achieve foster accelerate intensify broaden consolidate facilitate
provide protect defend preserve secure uphold implement pursue establish create launch hold resolve solve settle end
stop prevent reduce fight confront respond explore find reach restore resume deliver sustain finalize work
collaborate coordinate help make take give seek step respect overcome open bring use renew assist set speed send push
engage meet remain share revive dismantle eradicate identify rebuild drive diversify modernize remove generate widen
F: pact deal importance threat threats need necessity urgency commitment determination readiness willingness desire
intention intent concern concerns appreciation gratitude satisfaction interest interests opportunity opportunities way ways
means steps issue issues matter matters question topic topics range number series variety aspects areas fields sector sectors view
significance imperative confidence agreement agreements memorandum understanding goal goals aim efforts effort
review_of steps_to_be_taken
position fact dedication potential proposal proposals vision how_to
Q: visit call phone meeting talks summit conversation contact
"""
# The letters of other words by their endings, the first that fits; without any a word is a noun.
_ENDINGS = {"ment": "N", "ed": "E", "ing": "J", "ly": "R"} | dict.fromkeys(
    "al ic ive ary ous ful able ible ian ese less ern ular ent".split(), "A"
)
# Phrases of these words and of frames (F) alone are no subjects; with one of _COURTESIES none is.
_GENERIC = frozenset(
    "progress results actions value office work first possible forth carrying standing joint statement mutual common "
    "priorities agenda bilateral regional international global shared important pressing current challenges problems "
    "region countries nations effects meeting next phase visit two-day world same critical domestic details parties projects programmes "
    "programs others level levels top highest senior high whole vein minutes outstanding essential specific parameters "
    "sides decisions taken measures area areas necessary".split()
)
_COURTESIES = frozenset(
    "side hospitality participation birthday congratulations wishes invitation welcome guest".split()
)
# These alone are no subjects.
_HOLLOW = frozenset(
    "accord accords area board breakfast breakthrough commitments consequences contacts contract decision decisions "
    "developments difference differences dinner document documents events follow-up frameworks hours interaction legacy "
    "lunch measures momentum past path plans principles problems protocol reasons relationship resolution return setting "
    "situation stance state still summit talks trip".split()
)
# What follows the preposition of a lead, but is none of its subjects: "talks on the sidelines".
_NO_SUBJECT = frozenset(
    "meeting talks sidelines margins occasion condition behalf eve phone telephone request".split()
)
_STRONG = lazy(r"[:()!?…—\n]|,[\"”»]|\s[-–]\s")

# What is left out before a subject: "the need for Mali to further strengthen the".
_OPEN = lazy(
    "(?:[DRCOP]|(?<=I)p(?!D?[ZHY])"  # "and the", "and on", "including in"
    "|p(?=D?T?G)"  # "on strengthening"
    "|[DANESZJ]{0,4}F+[El]?"  # "the urgent need", "issues related"
    "(?:(?:[OP]|(?<![NZ]F)p(?!D?[ZH]))(?:D*[ZHN]{1,3}(?=TR*G))?|(?=[TG]))"  # … "for", "for Mali" before "to"
    "|TR*G(?:[Pp]D?[ZHN]{1,3}(?=T)|[PO]?)"  # "to work with Mali", "to work on"
    "|G(?![OPpTb|,])"  # "how to build", "and build", but "support for"
    "|TR*(?:[AL](?=D)|N(?=[DAESZ]))|[ZH](?=TR*G)|g(?=[DARENZSF]|C[gJ][DARENZ])|T)*"  # "to synergize the", "Mali to", "building"
)
# A noun phrase without "and": words of substance, and what prepositions, infinitives and participles add to them.
_RUN = "(?:(?<=[DS])l)?[NAZSFGgLJRQYE]*[NAZFgLJQSG]"
_NOUNS = lazy(
    f"(?!LD){_RUN}(?:O[PD]*H|(?!p[DAN]{{0,3}}Q)(?:[El]?[OPpB][OPpD]*|ETD*){_RUN}"  # "of Ann Lee"; not "at the meeting"
    f"|T(?:R*GD*|D*(?!R*[GgVX])){_RUN}(?![DX])|TR*[NGL](?:X|D+{_RUN})|(?<=[JgL])D+{_RUN}){{0,4}}"
    # "to end war", "to Rome"; "to grow the economy", "to defend itself"; "building a port"
)
# Behind a phrase whose last word is a verb: "ties benefit the", but not "steps the two sides will take".
_VERB_LAST = lazy("D(?!D?[NAZSC]{1,5}[Vb])")
# What joins two phrases of a list ("areas – including trade"); a comma only between adjectives or if an "and"
# follows before the clause ends.
_SEPARATOR = lazy("(?:,IpD?Z+)?[RY]*(?:[,|]?I+|,?[CW]R?|,(?:(?=[^|Vb]{0,90}[CW])|(?<=A,)))(?!E[DSZ])")
# A clause that tells which subject a short phrase means: "the changes that the Senate made".
_RELATIVE = lazy("[Vb][^,|C]{0,12}[NZHYElJ](?:(?<=BZ)CZ)?")
# Between a verb and its object: "discussed in detail with the minister on Friday".
_BEFORE_OBJECT = lazy("(?:,R+,|,[pP][DARNQFHZY]{1,6},|R|P?Y|p[DAR]*[HQF]+)*")
# Single words of a list behind these are subjects: "in the fields of", "areas such as".
_FIELDS = frozenset("areas fields sectors spheres issues topics matters subjects industries".split())
_SUBJECT_OF = lazy("bR*[lK]|(?<!^)K")


def _forms(base: str) -> tuple[str, ...]:
    """A word with its regular endings: review, reviews, reviewing, reviewed; a noun ("-talk") in both numbers."""
    if base[0] == "-":
        return base[1:], base[1:] + "s"
    stem = base.removesuffix("e")
    return base, base + ("es" if base[-1] == "s" else "s"), stem + "ing", stem + "ed"


@cache
def _leads() -> dict[str, tuple[int, set[str]]]:
    """The forms of LEADS with their weight and with what has to follow ("" for a plain object).

    "To praise" and "praises" tell of no meeting: of the weaker verbs only "praised" and "praising" are leads.
    """
    table: dict[str, tuple[int, set[str]]] = {}
    for entry in re.split(r"\n(?=\d)", LEADS.strip()):
        head, words = entry.split(":")
        weight, *after = head.split()
        for word in words.split():
            for form in _forms(word):
                if weight == "3" or word[0] == "-" or form.endswith(("ed", "ing")):
                    table.setdefault(form, (int(weight), set()))[1].update(after or ("",))
    return table


@cache
def _classes() -> tuple[dict[str, str], dict[str, list[tuple[list[str], str]]]]:
    """The letters of the words that have one of their own, and of the phrases, by their first word."""
    letters = {word: "l" if word.endswith("ed") else "L" for word in _leads()}
    phrases: dict[str, list[tuple[list[str], str]]] = {}
    for row in re.split(r"\n(?=\w:)", WORD_CLASSES.strip()):
        for entry in row[2:].split():
            words = entry.split("_")
            if len(words) > 1:
                phrases.setdefault(words[0], []).append((words, row[0]))
            else:
                letters[entry] = row[0]
            if row[0] == "G":
                letters[_forms(entry)[2]] = "g"
    return letters, phrases


@Memo
def _letter_of(word: str) -> str:
    """The letter of a word by the tables, or else by its ending."""
    by_ending = (letter for ending, letter in _ENDINGS.items() if word.endswith(ending))
    return _classes()[0].get(word) or next(by_ending, "N")


Letter = tuple[int, int, str]  # the offsets and the lower-case word behind a letter


def _clause(
    reading: Reading, sent: Sentence, words: Sequence[Word], names: dict[int, tuple[int, str]]
) -> tuple[str, list[Letter]]:
    """A sentence as a string of letters, with what stands behind each.

    ``names``: where names and times begin, with their end and letter.
    """
    text, phrases, letters, end, ranging = reading.text, _classes()[1], "", sent.start, False
    at: list[Letter] = []
    lows = [word.low for word in words]
    for i, (start, stop, written, low) in enumerate(words):
        if start < end:
            continue
        gap = text[end:start]
        if gap != " ":
            if gap.startswith(("'s", "’s")) and letters[-1:] in ("H", "N"):  # an owner
                letters = letters[:-1] + "S"
            if gap[-1:] == "(" and ")" in text[start : start + 40]:  # "(AU)": phrases go on behind it
                end = text.index(")", start) + 1
                continue
            mark = "|" if _STRONG.search(gap) else "," if ", " in gap or "; " in gap else ""
            letters += mark
            at += [(end, end, mark)] if mark else []
        end, letter = names.get(start) or (stop, "")
        if not letter:
            letter = _letter_of[low]
            ranging = ranging or low in ("ranging", "ranged")
            if letter == "T" and ranging:  # "ranging from trade to sport"
                letter, ranging = "W", False
            elif letter not in "DCOPpTHVbR" and written[0].isupper() and letters:
                letter, low = "Z", ""  # "the Privacy Agreement"
            elif low in phrases:
                for phrase, kind in phrases[low]:
                    if lows[i : i + len(phrase)] == phrase:
                        letter, end, low = kind, words[i + len(phrase) - 1].end, phrase[-1]
                        break
        letters += letter
        at.append((start, end, low))
    return letters, at


def _end(pattern: re.Pattern[str], letters: str, i: int) -> int:
    """Where a match of a pattern at ``i`` ends, ``i`` without one."""
    m = pattern.match(letters, i)
    return m.end() if m else i


def _list(letters: str, i: int) -> list[tuple[int, int]]:
    """The phrases of the list that begins at a letter, each as its first letter and end."""
    out: list[tuple[int, int]] = []
    while True:
        adjective = out and letters[out[-1][1] - 1] == "A"  # "free and open …": no verb
        start = i if adjective else _end(_OPEN, letters, i)
        end = _end(_NOUNS, letters, start)
        if end == start:
            return out
        verb = letters[end : end + 1]
        if out and not adjective and letters[i - 1 : i + 1] == ",D" and verb in ("l", "V", "b"):
            return out  # "while discussing trade, the parties noted …"
        if out and _is_one(letters, *out[-1], start, end):
            start = out.pop()[0]
        if out and verb in (("l", "V", "b") if letters[i - 1] == "," else ("l",)):
            return out  # "trade and the sides agreed …"
        out.append((start, end))
        i = _end(_SEPARATOR, letters, end)
        if i == end:
            return out


def _is_one(letters: str, first: int, last: int, start: int, end: int) -> bool:
    """Whether two phrases with "and" or a comma between are one: "peace and security", "trade and economic ties"."""
    before, gap, behind = letters[first:last], letters[last:start], letters[start:end]
    if not set(gap) <= set(",CRYD"):
        return False
    if before[-1] == "A" or "," in before:
        return True  # "political and cultural ties"
    if before[-1] == behind == "Z" and set(before) & set("OPpJ"):
        return True  # "the war in Syria, Libya and Yemen"
    if "B" in before and gap[0] == "C":
        return True  # "between the church and the state"
    own = re.split("[OPpTB]D*", before)[-1].lstrip("Ag")
    if gap != "C" or (before[-1] == "Z") != (behind[0] == "Z") or before == behind == "Z":
        return False
    # "oil and gas", but "oil, gas and air links"
    return len(behind) == 1 or len(own) == 1 and (behind[0] == "A" or letters[first - 1] not in ",I")


def _object_of(letters: str, at: list[Letter], i: int, after: set[str]) -> int | None:
    """Where the subjects of the lead at ``i`` begin; None if none follow."""
    if "" in after:
        if re.match("[DS][lL]", letters[i - 1 : i + 1]) and at[i - 1][2] not in ("two", "three", "both"):
            return None  # "an announced visit"
        k = _end(_BEFORE_OBJECT, letters, i + 1)
        if k < len(letters) and letters[k] not in "OPpCVbT|,YXWIK":
            return k
    for k in range(i + 1, min(i + 14, len(letters) - 1)) if after != {""} else ():
        low = at[k][2]
        if low in after and (low not in ("of", "as") or k == i + 1):
            if at[i][2] == "deal" and any(w == "signed" for _, _, w in at[i + 1 : k]):
                return None  # "the deal it signed with"
            said = [w for _, _, w in at[k + 1 : k + 4]]
            if _NO_SUBJECT & {*said[:2]} or said[2:] == ["day"]:
                continue  # "on the sidelines", "on the last day"
            if low == "about" and at[k + 1][2][:1].isdigit():  # "deals worth about 9 billion"
                return None
            if low == "for" and letters[k + 1] in "Jg":
                return None  # "thanked him for hosting"
            return k + (low != "to")
        if (
            letters[k] == "|"
            and letters[k + 1] != "I"
            or letters[k] == "V"
            and low not in ("will", "would")
            or low == "addressing"
        ):
            return None
    return None


def _starts(reading: Reading, letters: str, at: list[Letter]) -> Iterator[tuple[int, int]]:
    """Where lists of subjects begin in a sentence, with their weight."""
    leads = _leads()
    for m in _SUBJECT_OF.finditer(letters):  # "X and Y were discussed"
        verb = m.start()
        if m[0][-1] == "l" and "" not in leads[at[m.end() - 1][2]][1]:
            continue
        begin = 1 + max(letters.rfind(end, 0, verb) for end in "|Vb")
        for first in (begin, *(k + 1 for k in range(begin, verb) if letters[k] == ","))[:8]:
            parts = _list(letters, first)
            if parts and not letters[parts[-1][1] : verb].strip("RYEl,"):
                yield 3, first
                break
    for i, (offset, _, low) in enumerate(at):
        weight, after = leads.get(low, (0, None)) if letters[i] not in "HZY" else (0, None)
        if after and (not reading.quoted(offset) or _narrated(reading, at, i, weight)):
            start = _object_of(letters, at, i, after)
            if start is not None:
                yield weight, start
        elif i == 0 and low in ("concerning", "regarding"):
            yield 3, 1
        elif i == 0 and low in ("these", "topics") and at[1:2] and at[1][2] in ("include", "included"):
            yield 2, 2  # "… issues. These include"


def _narrated(reading: Reading, at: list[Letter], i: int, weight: int) -> bool:
    """Whether a word inside a quotation tells of the meeting: "We discussed", "The President thanked", no "to discuss"."""
    before, low = (at[0][0], at[i][0]), at[i][2]
    said = low.endswith("ed") or low == "spoke" or i + 1 < len(at) and at[i + 1][2] in ("was", "were")
    named = any(person in reading.party for _, _, person in reading.within(reading.at, *before))
    return said and (weight == 3 or named or BOTH.search(reading.low, *before) is not None)


def find_topics(reading: Reading) -> list[Topic]:
    """What was discussed: short verbatim phrases, the most central first, at most ten."""
    names = {p.start: (p.end, "Z") for p in reading.places}
    names |= {start: (end, "H") for start, end, _ in reading.at}
    for office in reading.offices:
        if office.person or office.counterpart:
            names[office.outer] = (names.get(office.end + 1, (office.end, ""))[0], "H")
    names |= {t.start: (t.end, "Y") for t in reading.times}
    leads = _leads()
    found: list[tuple[int, int, int]] = []
    for sent in reading.sents if reading.mode else ():
        words = reading.within(reading.words, sent.start, sent.end)
        if not any(w.low in leads or w.low == "these" for w in words):
            continue
        letters, at = _clause(reading, sent, words, names)
        for weight, start in _starts(reading, letters, at):
            before = sent.start, at[start][0]
            if _ELSEWHEN.search(reading.low, *before) and not BOTH.search(reading.low, *before):
                if not any(h[2] in reading.party for h in reading.within(reading.at, *before)):
                    continue  # "Malaysia recently began considering an extension"
            phrases = _list(letters, start)
            for first, end in phrases:
                behind = at[end][2] if end < len(at) else ""
                ahead = [low for _, _, low in at[max(0, first - 2) : first]]
                if behind == "to" and "for" in ahead[1 - (letters[first - 1] == "D") :]:
                    continue  # "the need for all parties to observe"
                verb, said = "".join(ahead[-1:]), [low for _, _, low in at[first:end]]
                if first and letters[first - 1] == "," and letters[first] == "L" and said[0].endswith("ing"):
                    break  # "acknowledged its role, praising …"
                if verb.startswith("hold") and "accountable" in said:
                    first -= 1
                elif verb.startswith("provid") and "with" in said:
                    first += said.index("with") + 1
                elif verb.endswith("ly") and letters[first - 1] == "R" and letters[first] in "AEl":
                    first -= 1  # "mutually beneficial trade"
                weak = weight < 3 or letters[first] == "g" and behind != "that"
                fields = any(low in _FIELDS for _, _, low in at[max(0, start - 2) : first])
                told = len(phrases) > 2 and letters[first] != "Z" and fields
                defined = behind in ("that", "which", "who", "being")
                plain = (
                    start > 0 and letters[start - 1] in "lL" and not _HOLLOW & set(said)
                )  # "discussed the drought"
                alone = len(phrases) == 1 and letters[first] != "Z" and not defined and not plain
                if end == first + 1 and (weak and not told or alone) or _VERB_LAST.match(letters, end):
                    continue  # a single word is a subject only if it was talked about
                end -= end > first + 1 and said[-1] == "held"
                if end - first < 4 and defined and letters[end - 1] != "F":
                    end = _end(_RELATIVE, letters, end)
                found.append((-weight if end > first + 1 or not weak else -1, at[first][0], at[end - 1][1]))
    return _best(reading, found)


_ELSEWHEN = lazy(
    r"\b(?:recently|previously|(?<!first )since|in recent|earlier this|(?:last|past) (?:month|year|summer|decade)"
    r"|in (?:19|20)\d\d|occasions|ago)\b"
)


def _best(reading: Reading, found: list[tuple[int, int, int]]) -> list[Topic]:
    """The ten best-evidenced phrases; of two that say the same the longer one."""
    kept: list[tuple[int, int, frozenset[str]]] = []
    text = reading.text
    best: list[int] = []
    for weight, start, end in sorted(found, key=itemgetter(0, 1)):
        if sum(text.count(mark, start, end) for mark in '"“”') == 1:  # its other mark: "limited” ties"
            start -= start > 0 and text[start - 1] in '"“'
            end += text[end : end + 1] in ("”", '"')
        words = frozenset(w for w in WORD.findall(text[start:end].lower()) if _letter_of[w] not in "DCOPpTBR")
        if (
            len(words) < 3
            and all(w in _GENERIC or _letter_of[w] == "F" for w in words)
            or words & _COURTESIES
        ):
            continue
        # a currency sign before and the dot of "U.S." at the end belong to the phrase
        start -= start > 0 and text[start - 1] in "$€£"
        end += "." in text[max(start, end - 4) : end] and text.startswith(".", end)
        twin = next((j for j, k in enumerate(kept) if words <= k[2] or k[2] <= words), None)
        if twin is None:
            kept.append((start, end, words))
            best.append(weight)
        elif len(kept[twin][2]) < len(words) and (weight == best[twin] or len(kept[twin][2]) < 2):
            kept[twin] = (start, end, words)
    return [Topic(reading.article.text[s:e], reading.span(s, e)) for s, e, _ in kept[:10]]


# --- Field: upcoming events -------------------------------------------------------------------------

# An event is named by a noun ("the summit") or by a verb with its object ("visit Japan"). That it lies ahead
# is told by words before the name, by a verb in the future, or by a time ahead beside the noun or verb.
_EVENTS = frozenset(  # in the singular
    "summit trip talk conference election poll referendum run-off game exercise drill manoeuvre maneuver "
    "forum session round dialogue exhibition expo fair anniversary jubilee ceremony ceremonies consultation "
    "negotiation inauguration celebration festivities festival ministerial seminar workshop tender deadline "
    "luncheon dinner reception unveiling lunch renewal".split()
)
_EVENTS_OR_VERBS = frozenset("visit meeting tour appeal opening signing launch".split())
_EVENT_NAME = lazy(
    r"(?:Assembly|Council|Commission|Committee|Congress|(?:Year|Days)(?= of [A-Z])|Olympics|Cup"
    r"|(?<=[Tt]rade )[Mm]issions?|G-?(?:7|8|20)|COP-?\d\d|Quad)\b"
)
# Verbs by where the name of the event stands: behind what "holds" it, ahead of what "happens" to it, or
# what somebody "does" is the event itself. "~" stands for the endings of the present tense.
_EVENT_VERB = lazy(
    r"(?:(?:also(?: in [A-Z]\w+)?|then|soon|later|first|\w{3,}ly|(?:this|next) \w+|on \w+day|be(?= \w+ing\b)) )*(?:"
    + "|".join(
        f"(?P<{kind}>{verbs})".replace("~", r"(?:e|y|e?s|ies|l?ing|ying)?\b")
        for kind, verbs in {
            "happens": "be (?:held|hosted|organi[sz]ed|convened|opened)|tak~ place|begin~|start~|open~"
            "|resum~|end~(?! up)"
            "|expir~|run~ out|(?:re)?conven~|gather~|go~ to the polls",
            "holds": "hold~|hav~|host~|attend~|mak~|pay~|tak~ part in|participat~ in|join~|(?:co-?)?chair~"
            "|conduct~"
            "|organi[sz]~|be [io]n|mark~|celebrat~",
            "does": r"visit~|travel~ to|head~ to|fl~ to|go~ (?:to|on)|return~ to(?! (?:office|power|work)\b)|arriv~ in|leav~(?= "
            r"(?:(?:on )?\w+ )?for\b)|depart~"
            r"|meet~(?: (?:again|later|twice|\w+ times)\b)?(?! (?:[\w-]+ ){0,2}?(?:needs?|challenges?|targets?"
            r"|goals?|costs?|deadlines?|demands?"
            r"|requirements?|interests|criteria|commitments|obligations)\b)|address~(?= (?:the |an? "
            r")?(?:[A-Z]|(?:\w+ )?(?:event"
            r"|conference|parliament|assembly|forum|meeting|gathering|session|summit|audience)\b))|call~ "
            r"on(?! [^,.;]{1,60} (?:for(?! an exchange| talks)|to)\b)|see(?:ing)? each other|tour~|sign~|speak~ (?:to|at)",
            "due": r"(?<!will )(?<!would )(?:for|on|in|at)\b",
            "other": r"be \w+e[dn]\b|(?!(?:be|also|help|accompany|support|continue|remain|include|bring|create"
            r"|improve|focus|concern|cover|touch|allow|enable|boost|ensure|provide)\b)[a-z]{3,}",
        }.items()
    )
    + ")"
)
EVENT_CUES = (
    Rule(
        "name",
        r"""(?:[Uu]pcoming|[Ff]orthcoming|[Nn]ext(?!\ (?:to|steps?)\b)
        |(?:(?<=(?:the|his|her)\ )|(?<=\ a\ )|(?<=their\ ))(?:planned|proposed)|(?:[Aa]head|(?<=[Oo]n\ the\ )eve)\ of
        |(?:[Pp]rogram(?:me)?\ (?:also\ )?|will\ (?:also\ )?)(?:include|feature)s?|[Pp]repar(?:e[sd]?|ing|ations)(?:\ (?:for|of))?
        |[Ll]ook(?:s|ed|ing)?\ forward\ to(?!\ \w+ing\b))\ """,
        "exchanged views on the «upcoming »summit",
    ),
    Rule(
        "will",
        r"""(?:will|shall|would|(?:scheduled|due|expected|set|slated|plan(?:s|ned|ning)?|intends?|hopes?
        |agree(?:[ds]|ment)?|decided|is|are|was|were|(?:is|are)\ also|prepar(?:e|es|ing)|invited(?:\ [^,.;:]{2,70}?)?
        |(?:(?<=\ an\ )(?<!for\ an\ )|(?<=['’]s\ )|(?<=(?:the|his|her)\ )(?<!for\ (?:the|his|her)\ ))
        invitation(?:\ (?:to|for|from)\ [^,.;:]{2,60}?)?)\ to
        |(?:scheduled|slated|planned|set|due|expected)(?=\ (?:for|on|in|at)\b)
        |to(?=\ be\ (?:held|hosted|conducted|convened|organi[sz]ed))|[Ll]ook(?:s|ed|ing)?\ forward\ to)\ """,
        "the minister «will »visit Japan",
        "a verb of another kind ('will reply') counts only with a day, week or month ahead; no invitation "
        "that "
        "somebody is thanked for",
    ),
    Rule(
        "now",
        r"\b(?:(?:(?:is|are)\ (?:also\ )?|(?<=,\ ))(?=\w+ing\b)|(?=\w+[^s]s\b)|(?<=[nr]s\ )(?=(?:meet|hold"
        r"|gather)\b))",
        "the minister «is »visiting Oslo on Friday",
        "only with a time ahead",
    ),
    Rule(
        "and",
        r"\b(?:and(?:\ to)?|to(?=\ (?:attend|join|take|participate)\b))\ ",
        "will visit Oslo «and »fly to Rome",
        "only behind another event of the same sentence",
    ),
)
begins_ahead = stem_test(
    "upcoming forthcoming program next planned proposed ahead eve prepar look will shall would scheduled due "
    "expected set slated plan intend hope agree decided is are was were invit to then later after"
)
_IF = lazy(r"\b(?:[Ii]f|[Uu]nless|[Ww]hether)\b")
_NOT_AHEAD = lazy(
    r"(?:\b(?:not|never|cancel\w*|postpone\w*|declin\w+|could|might)\b"
    r"|n[’']t)\b[^,;]{0,25}$"
    r"|\b(?:[Dd]uring|[Aa]fter) (?:(?:the|a|his|her|their|[A-Z]\w+['’]s) )?(?:first |last )?$"
)
_SOON = lazy(r"(?:(?:is|are) also|next|then|[Ll]ater|[Aa]fterwards|After [A-Z]\w+(?=,))\b")
# Words that end a name on either side, and on its left.
_BREAKS = frozenset(
    "this that these those all each every both or but as into about after before during under over since "
    "through via upon ahead per than not also again then which who whose when where while he she they it we "
    "i you is are was were be been being has have had will would shall should can could may might must do "
    "does did said told set due slated scheduled planned expected later soon if because so amid within "
    "without until today yesterday tomorrow here there including regarding".split()
)
_LEFT = _BREAKS | frozenset(
    "the a an another his her its their our any some and of in on at for to by with from between first "
    "upcoming forthcoming mr mrs ms hold holds host hosts attend attends join joins discuss discussed "
    "welcomed following".split()
)
_DETERMINERS = frozenset("the a an his her its their".split())
_LINKS = frozenset("of on with between by for among at".split())  # and "to" behind a noun
_JOINTS = _LINKS | {"and", "to"}
_GAPS = (" ", "’ ", "' ", ".-", "–", "-", "/", "+")  # between the words of a name
# Before "visit", "meeting" and the like that are verbs.
_VERBAL = frozenset("he she they we who to will would and by not after before while when".split())
# What may stand between the name of an event and its time: "in Moscow on", "hosted by Japan".
_BESIDE = lazy(
    r"(?:['’]s?)?,?(?: (?:to be held|to take place|scheduled|planned|(?:hosted|organi[sz]ed) by|due|set|in"
    r"|at|on|from|for|here|the|of|starting|beginning"
    r"|which (?:falls|begins|opens|is))| [A-Z][\w.’'-]*,?)* ?$"
)
# The principal meeting itself may be still to come; it is not repeated here.
_PLANNED = lazy(
    r"\b(?:will|meets|holds|visits|to (?:\w+ )?(?:meet|visit|hold|travel|attend|host)"
    r"|(?:is|are) (?:\w+ )?(?:visiting|heading|meeting|travell?ing|due|expected|scheduled|set))\b"
)
_DONE = lazy(r"\b(?:met|held|hosted|received|spoke|welcomed|discussed|concluded|talked|agreed|signed)\b")
_PURPOSE = lazy(r"(?:(?! and )[^;:])*\b(?:for|attend|at)\b[^,;:]{0,30}")  # "travels to Oslo for"
_CLAUSE = lazy(r"[,;:“”\"(–—] ?|\b(?:that|which|who|said|but|where|before|after|as|while) ")
_REPORTED = lazy(r"\b(?:during|was|were|said|reported|announced|told|met|has|had|confirmed)\b")


# Behind the noun of an event: a house or an office is named.
_EVENT_HOUSE = lazy(r" (?:Cent(?:re|er)|Hall|House|Room|Grounds?|Complex|Palace|Office|Authority)\b")


class _Phrase(NamedTuple):
    """Words that name an event: half-open offsets, its head word in the singular, and that word's offset."""

    start: int
    end: int
    head: str
    at: int


_Prose = tuple[str, Sentence, list[Word], list[Time]]  # a sentence of the text, with its words and times
_Found = tuple[_Phrase, "Time | None", "str | None"]  # with its time and place


def find_upcoming_events(reading: Reading) -> list[UpcomingEvent]:
    """What lies ahead of the meeting and of publication, in order of the text, each event once."""
    text = reading.text
    lede = [s for s in (reading.sents[i] for i in reading.focus) if s.kind == "body"]
    done = any(_DONE.search(text, *s[:2]) for s in lede[:1])  # the meeting is past
    planned = [s for s in lede if not done and _PLANNED.search(text, *s[:2])]
    parties = {id(p) for s in planned for _, _, p in reading.within(reading.at, s.start, s.end)}
    found: list[_Found] = []
    for sent in reading.sents:
        if sent.kind != "body" or sent.end - sent.start > 4000 or sent in planned:  # no prose
            continue
        for item in _events(reading, sent):
            if not parties & {id(p) for _, _, p in reading.within(reading.at, *item[0][:2])}:
                _add(text, found, item)
    out = []
    for phrase, time, place in found:
        span = reading.span(phrase.start, phrase.end)
        first = time.first if time and phrase.head != "deadline" else None
        out.append(UpcomingEvent(span.text, time and time.text, first, time and time.last, place, span))
    return out


def _events(reading: Reading, sent: Sentence) -> Iterator[_Found]:
    """The events ahead of one sentence."""
    text = reading.text
    times = reading.within(reading.times, sent.start, sent.end)
    ahead = [t for t in times if _lies_ahead(reading, t)]
    words = reading.within(reading.words, sent.start, sent.end)
    name, will, now, joining = EVENT_CUES
    starts = [word.start for word in words if begins_ahead[word.low]]
    cues = [
        (rule.id, m) for rule in (name, will) for at in starts if (m := rule.regex.match(text, at, sent.end))
    ]
    soon = any(_SOON.match(text, at, sent.end) for at in starts)
    if ahead or soon:
        cues += [("soon" if soon else now.id, m) for m in now.regex.finditer(text, *sent[:2])]
    if not ahead and not cues:
        return
    cues += [(joining.id, m) for m in joining.regex.finditer(text, *sent[:2])]
    prose = text, sent, words, times
    nouns = _nouns(prose)
    # How sure each is: 2 by itself, 1 with a time ahead, 0 with a day, week or month ahead.
    chosen: dict[_Phrase, int] = {}
    for p in nouns:
        if any(_beside(text, p, t) for t in ahead) and not _not_ahead(text, sent, p.start):
            chosen[p] = 1
    for cue, m in cues:
        if cue == "and" and not chosen or cue != "name" and _not_ahead(text, sent, m.start()):
            continue
        phrase, sure = _told(prose, nouns, cue, m)
        if phrase:  # the longest about it: "the session of the Joint Commission"
            phrase = next((o for o in nouns if o.start < phrase.start and phrase.end <= o.end), phrase)
            chosen[phrase] = max(sure, chosen.get(phrase, 0))
    kept: list[_Phrase] = []
    for p in sorted(chosen, key=lambda p: (chosen[p], p.end - p.start), reverse=True):
        if not any(o.start < p.end and p.start < o.end for o in kept):
            kept.append(p)
    owners = {t: {p for p in kept if _beside(text, p, t)} for t in times}  # the events beside a time
    for phrase in sorted(kept):
        sure = chosen[phrase]
        stop = next((p.start for p in nouns if p.start > phrase.end), sent.end)
        time = _event_time(text, phrase, [t for t in times if owners[t] <= {phrase}], stop)
        if time and time.last and time not in ahead:
            if _beside(text, phrase, time) or " which " in text[phrase.end : time.start]:
                continue
            time = None
        if sure < 2 and not (time and time in ahead and _firm(reading, sent, time, sure)):
            continue
        times = [t for t in times if t is not time]
        if not reading.quoted(phrase.start) or time and time.last:
            place = _where(reading, phrase, stop)
            if text.endswith("The ", 0, phrase.start) and " " not in text[phrase.start : phrase.end]:
                last = reading.sents[max(0, reading.sentence_at(sent.start) - 1)]
                told = _nouns((text, last, reading.within(reading.words, *last[:2]), []))
                phrase = next((p for p in told if p.head == phrase.head), phrase)
            yield phrase, time, place  # "the 5th meeting of the Board. The meeting will …"


_EFFECT = lazy(  # ", which will drive growth": of what is there
    r"(?:drive|tackle|enable|help|boost|strengthen|provide|ensure|create|allow|support|advance|deepen|promote"
    r"|expand|improve)\b"
)


def _told(prose: _Prose, nouns: Sequence[_Phrase], cue: str, m: re.Match[str]) -> tuple[_Phrase | None, int]:
    """What a cue of EVENT_CUES tells of, and how sure it is (see ``_events``)."""
    text, sent, words, _ = prose
    kind, begin, end = cue, m.start(), m.end()
    if cue != "name":
        verb = _EVENT_VERB.match(text, end, sent.end)
        if not verb or verb.lastgroup in ("due", "other") and cue != "will":
            return None, 0
        kind = verb.lastgroup or ""
        begin, end = verb.start(kind), verb.end()
    sure = 1 if cue == "now" else 2
    before = next((p for p in reversed(nouns) if p.at < m.start() < p.end + 90), None)
    after = next((p for p in nouns if p.at >= end - 1), None)
    gap = text[before.end : m.start()] if before else ";"
    reach = text[end : max(end, after.start)] if after else ";"
    # "the summit, which Canada will host"
    if kind != "name" and re.fullmatch(r"(?: in [A-Z]\w+)?,? (?:which|that)\b[^,;]*", gap):
        return (None, 0) if _EFFECT.match(text, begin) else (before, sure)
    direct = kind in ("name", "holds") or kind == "happens" and " " not in text[begin:end]
    if after and direct and len(reach) < 40 and not re.search(r"[;.,]", reach):
        whole = kind == "name" and reach.startswith(("presidency of ", "chairmanship of "))
        return after._replace(start=end) if whole else after, sure
    if kind == "name":
        return None, 0
    far = _extend(prose, bisect_left(words, (end,)) - 1, free=True)
    bare = far <= end
    clause = max([sent.start, *(c.end() for c in _CLAUSE.finditer(text, sent.start, m.start()))])
    named = (w.start for w in words if clause <= w.start < m.start() and w.low not in _LEFT)
    subject = next(named, m.start())
    name = text[begin:end]
    whole = bare if kind == "holds" else kind == "happens" and (bare or " " in name)  # has no object
    if kind == "does":
        purpose = (p for p in nouns if end <= p.start < end + 90 and _PURPOSE.fullmatch(text, end, p.start))
        found = next(purpose, None)
        if found and not (name.startswith("visit") and found.head == "meeting"):  # what visits are for
            return found, sure
        if bare:
            begin = m.start() if "agree" in m[0] else subject
            far -= len(name) - len(re.sub(r" (?:to|on|in|at)$", "", name))  # "arriving in the next days"
    elif kind == "due" or name.startswith("be ") or whole:
        if not re.search(r";|\b(?:said|has|have|was|were|while|but)\b", gap):
            return before, sure
        if subject == m.start() and (kind == "due" or text.endswith("which ", 0, subject)):
            return None, 0
        far = begin - 1 if kind == "due" and bare else far  # "the review is due", not "due in"
        begin, sure = subject, int(kind != "other")
    elif bare:
        return None, 0
    else:
        sure = 0
        if kind == "other" and text.endswith(("that ", "which "), 0, m.start()):
            return None, 0  # "a deal that would allow troops to stay until May"
        if kind == "holds":
            objects = [w for w in words if end <= w.start < far and w.low not in _LEFT]
            person = any(w.low in OFFICE_HEADS or w.low in ("him", "her", "them") for w in objects[:2])
            if objects and not (name.startswith("join") or person and name.startswith("host")):
                begin = objects[0].start  # "will pay a courtesy call", but "will host the minister"
            sure = 1
    return _Phrase(begin, far, name.split()[0], begin), sure


def _nouns(prose: _Prose) -> list[_Phrase]:
    """The names about the nouns of events in a sentence: "next meeting of the Joint Commission"."""
    text, _, words, times = prose
    out: list[_Phrase] = []
    for i, word in enumerate(words):
        head = word.low if word.low in _EVENTS else word.low.removesuffix("s")
        before = words[i - 1].low if i else ""
        behind = words[i + 1] if i + 1 < len(words) else word
        if head in _EVENTS_OR_VERBS:
            timed = any(t.start == behind.start for t in times)
            name = text[word.end : behind.start] == " " and behind.text[0].isupper() and not timed
            if before in _VERBAL or name:  # "he visits", "visits Oslo"
                continue
        elif head not in _EVENTS and not _EVENT_NAME.match(text, word.start):
            continue
        if _EVENT_HOUSE.match(text, word.end):  # "Exhibition Centre"
            continue
        j = i
        while j and i - j < 8 and _joins(prose, i, j):
            j -= 1
        j += words[j].low in ("and", "s")  # "X ’s visit"
        end = _extend(prose, i, free=head.endswith("ing") and behind.low in ("the", "a", "an"))
        if out and words[j].start <= out[-1].at:  # "summit meeting"
            out.pop()
        whole = text[words[j].start : end]
        end += whole.count("(") > whole.count(")") and text.startswith(")", end)
        out.append(_Phrase(words[j].start, end, head, word.start))
    return out


def _joins(prose: _Prose, i: int, j: int) -> bool:
    """Whether the word before ``j`` belongs to the name whose noun is word ``i``."""
    text, _, words, times = prose
    word = words[j - 1]
    if text[word.end : words[j].start] not in (*_GAPS, " (", ") "):  # "Economic Organization (ECO) Summit"
        return False
    if word.low == "and":  # "trade and economic forum"
        return j < i
    verb = words[j - 2].low in ("to", "will")
    return not (verb or word.low in _LEFT or any(t.start <= word.start < t.end for t in times))


def _extend(prose: _Prose, i: int, free: bool) -> int:
    """Where a name ends that has word ``i``; it goes on with prepositions, if ``free`` with anything at first."""
    text, _, words, times = prose
    k, end = i + 1, words[i].end
    while k < len(words) and k - i <= 12:
        word, last = words[k], words[k - 1]
        gap = text[last.end : word.start]
        inside = next((t for t in times if t.start <= word.start < t.end), None)
        if inside:  # "a meeting Tuesday with"
            k = bisect_left(words, (inside.end,))
            if k == len(words) or not re.match(" (?:with|of|between|by) ", text[inside.end : inside.end + 9]):
                break
            gap, word = " ", words[k]
        if gap not in (*_GAPS, "’s ", "'s ", " & ") and not (
            gap == ". " and (last.low in ABBREVIATIONS or "." in last.text)
        ):
            break
        if word.low in _BREAKS or word.low in ("in", "from") or free and word.low == "to":
            break
        if k == i + 1 and not (free or word.low in _LINKS or word.low == "to"):
            break
        joined = free or last.low in _JOINTS or last.low.endswith("ing")
        if word.low in _DETERMINERS and not joined:  # "the coming anniversary the President spoke of"
            break
        if word.low in ("and", "to") and (verb := _EVENT_VERB.match(text, word.end + 1)):
            if verb.lastgroup != "other" or word.low == "and" and verb[0].endswith("ed"):  # "and fly to Rome"
                break
        end = end if word.low in _LEFT else word.end
        k += 1
    return end


def _not_ahead(text: str, sent: Sentence, at: int) -> bool:
    """Whether what stands at an offset is put off, denied, past, or a condition."""
    return bool(
        _NOT_AHEAD.search(text, max(sent.start, at - 40), at)
        or _IF.search(text, max(sent.start, at - 200), at)
    )


def _lies_ahead(reading: Reading, time: Time) -> bool:
    """Whether a time lies after publication; one that is not settled may."""
    published = reading.article.published
    if published and time.last and time.last != published:
        return time.last > published
    if published and time.last:  # a weekday of a plan, and "later today"
        sent = reading.sents[max(0, reading.sentence_at(time.start))]
        return time.text.lower() != "today" and _tense(reading.text, sent, *time[:2]) == "ahead"
    return not re.search(r"(?i)\b(?:last|earlier|ago|past|previous|today|yesterday)\b", time.text)


def _firm(reading: Reading, sent: Sentence, time: Time, sure: int) -> bool:
    """Whether a time ahead makes an event of what is no sure one: no "marks its jubilee this year"."""
    published = reading.article.published
    if not sure and time.unit in ("vague", "year"):
        return False
    if not published:
        return _tense(reading.text, sent, *time[:2]) in ("ahead", "now")
    return not sure or not time.first or time.first > published


def _beside(text: str, phrase: _Phrase, time: Time) -> bool:
    """Whether a time stands beside or inside a phrase."""
    if time.end <= phrase.start:
        return bool(re.match(r"(?:['’]s)?(?: as [Tt]he)? $", text[time.end : phrase.start]))
    gap = text[phrase.end : time.start]
    return time.start < phrase.end or len(gap) < 70 and bool(_BESIDE.match(gap))


def _event_time(text: str, phrase: _Phrase, times: Sequence[Time], stop: int) -> Time | None:
    """The time of an event: beside it, else the next one after it, else the last one before it."""
    beside = [t for t in times if _beside(text, phrase, t)]
    after = [t for t in times if phrase.end <= t.start < min(stop, phrase.end + 90)]
    after = [t for t in after if not _REPORTED.search(text, phrase.end, t.start)]
    before = [t for t in times if t.end <= phrase.start]
    told = beside + after + before[::-1]
    return next((t for t in told if t.unit != "year"), told[0] if told else None)


_PLACE_LEAD = lazy(r"\b(?:(in|at)|to|for|visit(?:ing)?)(?: the)? $")
# "a meeting to discuss the war in Sudan" is not in Sudan.
_ELSEWHERE = lazy(r"[;:]|\b(?:to (?:discuss|help|review|sign)|situation|war|conflict|when|who)\b")


def _where(reading: Reading, phrase: _Phrase, stop: int) -> str | None:
    """The place of an event as written: in its name, or after it behind "in" or "at"."""
    text = reading.text
    near = reading.within(reading.places, phrase.start, min(stop, phrase.end + 80))
    places = [p for p in near if p.kind in ("city", "country")]
    for i, (first, last, *_) in enumerate(places):
        lead = _PLACE_LEAD.search(text, max(phrase.start, first - 14), first)
        if lead and (first < phrase.end + 6 or lead[1] and not _ELSEWHERE.search(text, phrase.end, first)):
            whole = i + 1 < len(places) and text[last : places[i + 1].start] == ", "  # "Doha, Qatar"
            return text[first : places[i + 1].end if whole else last]
    return None


def _add(text: str, found: list[_Found], item: _Found) -> None:
    """Add an event, or tell more of one that was told not long before."""
    phrase, time, place = item
    name = _content(text[phrase.start : phrase.end])
    for i in range(len(found))[-40:]:
        other, when, where = found[i]
        if other.head == "meet" and not time:
            time = when  # "They will meet twice in May. The talks in Bonn will …"
        known = _content(text[other.start : other.end])
        later = when and time and when.last and time.last and (time.first or time.last) > when.last
        visit = other.head in ("visit", "travel", "trip")
        same = visit and when is not None and time is not None and when[3:5] == time[3:5]
        if other.head[:4] == phrase.head[:4] and not later and (same or name <= known or known <= name):
            longer = phrase if phrase.end - phrase.start > other.end - other.start else other
            finer = (
                when
                and time
                and time.first
                and when.first
                and when.first < time.first <= (when.last or time.first)
            )
            found[i] = longer, time if finer else when or time, where or place
            return
    told = text[phrase.start : phrase.end]
    if time or phrase.head == "election" or " " in told or told.startswith("COP"):
        found.append((phrase, time, place))


def _content(name: str) -> set[str]:
    """The words that tell one event from another."""
    faint = re.compile(r"(?:upcoming|forthcoming|next|visit.*|meet.*|[Tt]he)$")
    return {fold(w) for w in WORD.findall(name) if not faint.match(w)}


# --- Field: quotes ----------------------------------------------------------------------------------

# Verbs of speech: the forms in -ed and -ing count wherever they stand, the bare form and the one in -s, often
# a noun, only beside a quotation. Then the irregular forms that always count, and those of doubtful verbs.
_VERBS = """
accuse acknowledge add advise affirm agree allege announce answer argue ask assert assess assure attack
believe boast call caution challenge charge cite claim comment complain conclude confess confirm
congratulate contend continue convey counter criticize criticise declare demand denounce describe dismiss
emphasize emphasise exclaim explain express highlight hope indicate inform insist interject joke lament
laud mention mock note observe outline pledge point praise predict proclaim promise pronounce propose
protest question quote reaffirm recall reiterate remark remind repeat report respond retort reveal state
stress suggest tease thank tout tweet underline underscore urge voice vow warn welcome"""
_FORMS = """
say says said saying tell tells told telling write writes wrote writing think thinks admitted admitting
denied denying quipped replied replying"""
_DOUBTFUL = "put puts went began shot read reads thought spoke post posts posted replies denies"
_ADVERBS = frozenset(
    "has have had would will could might must does did do is was were are be been being gave made "
    "took came held met also then later once again now just even further still often always already "
    "not never however meanwhile instead himself herself too simply so on monday tuesday wednesday "
    "thursday friday saturday sunday today yesterday".split()
)
_VOICE_PREPOSITIONS = frozenset(
    "of for to with from by against about in on at after before between behind under over like than "
    "toward towards into via near per despite amid during through as among without alongside beside "
    "including upon within".split()
)
_FRAME_BREAKS = frozenset(
    "that but or as while when because if where whether although though since until than so what how "
    "why which who after before and".split()
)
_ENDS_PHRASE = _ADVERBS | _FRAME_BREAKS
_ENDS_SUBJECT = _ENDS_PHRASE | _VOICE_PREPOSITIONS
_VOICE_PRONOUNS = frozenset("he she they it i we".split())
_VOICE_DETERMINERS = frozenset("the a an his her its their this that one some another both our my of".split())
_AND = lazy(r"(?:,|,? and) (?:[A-Z][\w.]* ){0,4}")
_TITLES_BEFORE = lazy(r"(?:\b[A-Z][\w.]* ){0,6}$")
# "a spokesman for Mr A and Ms B", but not "Secretary of State Mr A"
_GOVERNED = lazy(
    rf"\b(?:{'|'.join(sorted(_VOICE_PREPOSITIONS - {'of'}))}|[a-z]\w* of) (?:(?:[A-Z][\w.]*|and) ){{0,9}}$"
)
# Ends the phrase behind a verb: "said the ministry in a statement", but not "a statement issued by it".
_ADJUNCT = lazy(r"(?:in|on|at|during)\b|\w+ed\b(?! by\b)")
_BODY_OF = lazy(r"\b(?:Ministry|Department|Office|Bureau) (?:of|for) (?:[A-Z]\w+,? )+$")  # "… and Trade"
_JOIN = lazy(r"[-/&. ]|\. |['’]s |['’] |, (?:Jr|Sr)\.? | \([^()]*\) ")
_BRACKETS = lazy(r"\([^()\n]{1,60}\)")


# The writer's words around a quotation tell how it was said. The first row that fits counts.
_CHANNELS = {
    "social media": r"tweet|\b(?:twitter|facebook|instagram|social media|posted|on (?:X|Telegram))\b",
    "letter": r"\b(?:letter|message|telegram|cable|greetings)\b",
    "press conference": r"\b(?:press|news|media) conference|\b(?:reporters|journalists|briefing)\b",
    "interview": r"\binterview|\btold (?:the )?(?-i:[A-Z][\w.]+ ){0,3}(?-i:[A-Z]{2,5}|News|Times|Post)\b",
    "statement": r"\b(?:statement|communiqu[eé]|declaration|readout|press release|document|resolution)\b",
}


class Voice(NamedTuple):
    """Who speaks: where the verb stands, the speaker as written (half-open offsets), the person meant."""

    at: int
    start: int
    end: int
    person: Person | None


@dataclass
class Frame:
    """A sentence as the writer tells it: words outside quotation marks, what stands before each, names."""

    text: str
    start: int
    end: int
    line: int
    words: list[Word]
    gaps: list[str]
    people: list[tuple[int, int, Person]]
    inside: bytearray  # by offset: 1 within quotation marks, 2 within brackets

    def quoted(self, at: int) -> bool:
        """Whether a quotation ends directly before an offset, on its line."""
        return self.inside.find(1, max(0, at - 4), at) >= 0

    def index(self, offset: int) -> int:
        """Index of the first word at or behind an offset."""
        return bisect_left(self.words, (offset,))

    @cached_property
    def names(self) -> list[tuple[int, int, Person | None]]:
        """Who is named, people joined by "and" as one, without those that depend on a preposition."""
        out: list[tuple[int, int, Person | None]] = []
        for i, (s, e, person) in enumerate(self.people):
            gap = self.text[out[-1][1] : s] if out else ""
            goes_on = (
                gap[:2] != ", "
                or "and " in gap
                or any(_AND.fullmatch(self.text[e : p[0]]) for p in self.people[i + 1 : i + 2])
            )
            if _AND.fullmatch(gap) and goes_on:  # no "After meeting A, B said"
                titles = _TITLES_BEFORE.search(self.text, max(0, out[-1][0] - 60), out[-1][0])
                out[-1] = (titles.start() if titles else s, e, None)
            elif not _GOVERNED.search(self.text, max(self.start, s - 90), s):
                out.append((s, e, person))
        return out

    @cached_property
    def voices(self) -> list[Voice]:
        """Who speaks, in order: before and behind the verbs of speech, or after "according to"."""
        out: list[Voice] = []
        for i in range(len(self.words)):
            if voice := _voice_at(self, i, out):
                verb = self.text[out[-1].at : voice.start] if out and not voice.person else ""
                if not re.fullmatch(r"\w+ (?:that )?", verb):  # "Mr A said Russia welcomed": his words
                    out.append(voice)
        return out

    @cached_property
    def channel(self) -> str:
        """How the frame says that something was said."""
        around = " ".join(word.text for word in self.words)
        return next((name for name, row in _CHANNELS.items() if re.search(row, around, re.I)), "speech")


def _frames(reading: Reading, marks: Sequence[Marked]) -> list[Frame]:
    """The article's sentences as frames, those within a quotation joined, without what is in brackets."""
    text, inside = reading.text, bytearray(len(reading.text))
    for m in _BRACKETS.finditer(text):
        inside[m.start() : m.end()] = b"\2" * len(m.group())
    for mark in marks:
        inside[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    bounds: list[Sentence] = []
    for s in reading.sents:  # a sentence goes on inside a quotation and after its "?" or "!"
        after = inside.find(1, max(0, s.start - 4), s.start) >= 0  # "… soon?” Mr A said."
        asks = re.search(r"[?!…]\W+$", text[max(0, s.start - 4) : s.start])
        on = inside[s.start] == 1 or after and (asks or s.end - s.start < 40)
        if bounds and on and s.line == bounds[-1].line and s.start - bounds[-1].start < LONGEST:
            bounds[-1] = bounds[-1]._replace(end=s.end)
        else:
            bounds.append(s)
    out = []
    for start, end, _, line in bounds:
        words = [w for w in reading.within(reading.words, start, end) if not inside[w.start]]
        gaps = [text[a : w.start] for a, w in zip([start, *(w.end for w in words)], words, strict=False)]
        people = [at for at in reading.within(reading.at, start, end) if not inside[at[0]]]
        out.append(Frame(text, start, end, line, words, gaps, people, inside))
    return out


@cache
def _speech() -> Mapping[str, bool]:
    """All forms of the verbs of speech, and whether they count anywhere."""
    forms = dict.fromkeys(_DOUBTFUL.split(), False)
    for verb in _VERBS.split():
        stem = verb.removesuffix("e")
        forms |= {verb: False, f"{verb}s": False, f"{verb}es": False, f"{stem}ed": True, f"{stem}ing": True}
    return forms | dict.fromkeys(_FORMS.split(), True)


def _adverb(word: Word) -> bool:
    """Whether a word may stand between a speaker and the verb: "has again", "on Monday", "immediately"."""
    return word.low in _ADVERBS or word.text[-2:] == "ly" and word.text[0].islower()


def _phrase(frame: Frame, at: int, i: int, step: int) -> Voice | None:
    """The noun phrase that ends (``step`` -1) or begins (1) at word i: one or more persons, or words."""
    words = frame.words
    while 0 <= i < len(words) and _adverb(words[i]):
        i += step
    if not 0 <= i < len(words) or _speech().get(words[i].low):
        return None
    k = i
    while 0 <= k + step < len(words) and abs(k - i) < 14 and _JOIN.fullmatch(frame.gaps[max(k, k + step)]):
        word = words[k + step]
        verb = _speech().get(word.low) or step > 0 and _ADJUNCT.match(frame.text, word.start)
        joined = word.low == "and" and _BODY_OF.search(frame.text, max(0, word.start - 60), word.start)
        if verb or word.low in _ENDS_PHRASE and not joined or words[k].low in _VOICE_PRONOUNS:
            break
        k += step
    k, j = min(i, k), max(i, k)
    if words[k].low in _VOICE_PREPOSITIONS and k < j:  # "In a statement the ministry"
        k += 1
    start, end = words[k].start, words[j].end
    for s, e, person in reversed(frame.names):
        if s < end and start < e and (e >= end or words[frame.index(e)].low in _ENDS_SUBJECT):
            return Voice(at, min(start, s), e, person)
    for s, e, person in frame.names:  # "said the minister's aide, Mr A"
        if step > 0 and frame.text[end:s] == ", ":
            return Voice(at, start, e, person)
    return Voice(at, start, end, None)


def _foremost(frame: Frame, before: int) -> Voice | None:
    """The subject of a frame by position: its first free-standing name, else its first words."""
    if frame.names:
        start, end, person = frame.names[0]
        if frame.text[end : end + 3] in ("'s ", "’s "):  # "Mr A's office, in a statement, said"
            return _phrase(frame, before, frame.index(start), 1)
        return Voice(before, start, end, person)
    for i, word in enumerate(frame.words[: frame.index(before)]):
        if not _JOIN.fullmatch(frame.gaps[i]) and word.low not in _ENDS_SUBJECT:
            return _phrase(frame, before, i, 1)
    return None


def _ahead(frame: Frame, i: int, voices: Sequence[Voice]) -> Voice | None:
    """Who stands before the verb at word i."""
    words, j, at = frame.words, i - 1, frame.words[i].start
    while j >= 0 and _adverb(words[j]):
        j -= 1
    if j < 0:
        return None
    low = words[j].low
    if low == "as" and (quoted := _phrase(frame, at, j - 1, -1)):  # "TASS quoted Mr A as saying"
        return quoted
    # "delivered a statement saying", "and said", "went on to say": the one who did the thing before
    if words[i].low.endswith("ing") or low in _ENDS_SUBJECT:
        return voices[-1]._replace(at=at) if voices else _foremost(frame, at)
    if re.search(r"[,–—]| - ", frame.gaps[j + 1]):  # "Hugh Hill, a doctor, said"
        return _foremost(frame, at)
    return _phrase(frame, at, j, -1)


def _voice_at(frame: Frame, i: int, before: Sequence[Voice]) -> Voice | None:
    """Who speaks by the verb at word i, if it is one of speech."""
    words, word, at = frame.words, frame.words[i], frame.words[i].start
    sure, owned = _speech().get(word.low), i > 0 and frame.gaps[i].endswith("s ")
    if sure is None and not owned and word.low != "according":
        return None
    after = words[i + 1].low if i + 1 < len(words) else ""
    if word.low == "according" or sure and after == "by":
        return _phrase(frame, at, i + 2, 1)
    if owned and (after == "that" or after.endswith("ing")):
        return _phrase(frame, at, i - 1, -1)  # "the minister's remark that"
    if sure is None or i and words[i - 1].low in _VOICE_DETERMINERS:  # "the report"
        return None
    behind = frame.quoted(at) and not word.low.endswith("ing")
    voice = (_phrase(frame, at, i + 1, 1) if behind else None) or _ahead(frame, i, before)
    if voice and not sure and words[frame.index(voice.start)].low.endswith("ing"):
        return None  # "…”, posing a grave challenge"
    return voice if voice and (sure or after == "it" or frame.quoted(min(voice.start, at))) else None


# "– Name", on the quotation's line or one of its own.
_SIGNED = lazy(r"[ \t]*\s{0,3}[–—-]{1,2} ?(?=[A-Z][^\n]{2,80}(?:\n|$))")


def _voice(reading: Reading, frame: Frame, mark: Marked) -> Voice | None:
    """The voice of a frame that a quotation in it belongs to, or who signs it."""
    text, voices = reading.text, frame.voices
    i = bisect_left(voices, mark.start, key=lambda v: v.at)
    after = next((v for v in voices[i:] if v.at > mark.end), None)
    opens, comma = not frame.index(mark.start), "," in text[mark.end - 1 : mark.end + 2]
    if i and voices[i - 1].person and _LEADS_IN.fullmatch(text, voices[i - 1].at, mark.start):
        return voices[i - 1]  # "Mr A said “…,” the ministry said"
    if opens and not after and (comma or _SIGNED.match(text, mark.end + 1)):  # "…," Mr A beamed
        near = reading.within(reading.at, mark.end, mark.end + 60)
        return Voice(near[0][0], *near[0]) if near else None
    if opens or comma and after and min(after.at, after.start) - mark.end < 5:
        if after and (m := _QUOTED.match(text, after.at)):  # "…,” it quoted Mr A as telling"
            near = reading.within(reading.at, m.end() - 1, m.end() + 60)
            return Voice(near[0][0], *near[0]) if near and text.startswith(" as ", near[0][1]) else after
        handed_on = any(_REPORTS.match(text, v.at) and not v.person for v in voices[i : i + 2])
        if i and voices[i - 1].person and handed_on and " that " in text[voices[i - 1].at : mark.start]:
            return voices[i - 1]  # "A told B that ties were “…”, CCTV reported"
        return after
    return voices[i - 1] if i else after or _foremost(frame, mark.start)


_QUOTED = lazy(r"(?:quot|cit)(?:ed|es|ing) ")
_REPORTS = lazy(r"report(?:ed|s)\b")
_LEADS_IN = lazy(r"\w+(?: that)?[,:]? \W{1,2}")
_DOCUMENT = lazy(r"\b([Jj]oint |[Ff]inal )?(?:[Ss]tatement|[Dd]eclaration|[Cc]ommuniqu[eé]|[Rr]esolution)\b")
# Whose words a report hands on: "the ministry said in a statement".
_SOURCE = lazy(
    r"(?i)\b(?:statement|communiqu[eé]|readout|press release|ministry|department|office|agency|division)\b"
)
_MESSAGE = lazy(r"(?i)\b(?:message|letter|telegram|note|cable|greetings|congratulations)\b")
_SENT = lazy(r"\b(?:from|by) [^,.]{0,60}$")
_HE = lazy(r"s?he|him|her|(?:his|her) (?:excellency|(?:\w+ )?(?:majesty|highness)|holiness|eminence)")
# Words for any officeholder: "the visiting leader".
_HIS_WORDS = lazy(
    r"['’]s? (?:\w+ )?(?:words|remarks|comments|explanations?|account|speech|tweet|post)$|^Quote (?:from|by) "
)
_OFFICEHOLDER = lazy(r"the (?:[\w-]+ )*(?:diplomat|head|leader|politician)(?: of [\w -]+)?")
_ARTICLE = lazy(r"(?i)^(?:one of )?(?:the|an?|its|this|that)\s+(?=\w)")
_MEDIUM = lazy(
    r"(?<=[\w)]),? in (?:an?|its|the) (?:[\w-]+ ){0,3}(?:statement|post|release|note|report|readout)\b.*$"
)
_PARTIES = lazy(r"they|it|we|i|(?:the|both) .*s")


def _meant(
    frames: Sequence[Frame], voice: Voice, said: Person | None, fits: Callable[[Person], bool]
) -> Person | None:
    """Whom "he" or "the leader" means: a subject of this sentence so far or of one before, else ``said``."""
    for frame in frames[:-5:-1]:
        told = [v.person for v in frame.voices if v.at < voice.at]
        told += [person for start, _, person in frame.names if start < voice.start]
        if known := next((p for p in told if p and fits(p)), None):
            return known
    return said if said and fits(said) else None


def _told_by(
    reading: Reading, frames: Sequence[Frame], voice: Voice, said: Person | None
) -> Person | str | None:
    """A voice in the last of some frames as a person, or the words for the speaker."""
    text, frame, written = reading.text, frames[-1], reading.text[voice.start : voice.end]
    low = written.lower()
    if _HE.fullmatch(low):
        return _meant(frames, voice, said, lambda p: p.female in (None, low[:3] in ("she", "her")))
    if _PARTIES.fullmatch(low) and (m := _DOCUMENT.search(text, frame.start, voice.at)):
        return m.group()  # "In the statement they said"
    if voice.person:
        return voice.person
    if _HIS_WORDS.search(written):  # "according to Mr A's remarks"
        return next((p for s, _, p in frame.people if voice.start <= s < voice.end), written)
    if _OFFICEHOLDER.fullmatch(low):
        return _meant(frames, voice, said, lambda p: bool(p.role)) or written
    if low in _VOICE_PRONOUNS:
        near = frames[:-4:-1]
        told = (*(v for f in near for v in reversed(f.voices)), *(_foremost(f, voice.start) for f in near))
        return next((text[v.start : v.end] for v in told if v and not v.person and v.end - v.start > 4), None)
    if _MESSAGE.search(written):  # "the message from Mr A", else who sent it
        named = [p for f in frames[:-4:-1] for s, _, p in f.people if _SENT.search(text, f.start, s)]
        return named[0] if named else _meant(frames, voice, None, bool) or written
    return written


# A name, a title or a work's name follows these.
_TITLED = lazy(
    r"(?i)\b(?:titled|entitled|so-called|dubbed|nicknamed|named|known as|slogan|motto|theme|hashtag|book|song"
    r"|film|movie|series|exhibition|forum|magazine|program(?:me)?)[ ,:]*\W?$"
)


def _is_speech(reading: Reading, mark: Marked, spoken: bool) -> bool:
    """Whether marks set off speech: three words at least, no name, title of a work or set phrase."""
    words = WORD.findall(reading.text, mark.start, mark.end)
    before = reading.text[max(0, mark.start - 30) : mark.start - 1].split("\n")[-1]
    if len(words) < 3 or _TITLED.search(before):
        return False
    small = _VOICE_PREPOSITIONS | _VOICE_DETERMINERS | LOWER_PARTICLES | {"and", "or", "is", "are"}
    if all(w.lower() in small or not w[0].islower() for w in words):
        return reading.text[mark.end - 1] in "!?"
    # "the 'spirit of Geneva'"
    return spoken or not (len(words) < 4 and re.search(r"(?i)\bthe \W?$", before))


def find_quotes(reading: Reading) -> list[Quote]:
    """Direct quotations of three words or more, in order of the text, with their speakers."""
    text, marks, out = reading.text, [mark for mark in reading.marked if not mark.single], list[Quote]()
    frames = _frames(reading, marks) if marks else []
    said: Person | None = None  # whose the last quotation was
    line = -9  # where it stood
    told: tuple[str | None, str | None, str] = (None, None, "speech")
    for mark in marks:
        f = i = max(0, bisect_right(frames, mark.start, key=lambda f: f.start) - 1)
        frame, before = frames[i], frames[max(0, i - 1)]
        voice = _voice(reading, frame, mark)
        if voice and voice.at == mark.start and _DOCUMENT.fullmatch(told[0] or ""):
            voice = None  # no verb of speech: still the statement's words
        elif (
            voice and voice.at == mark.start and not (voice.person or _HE.fullmatch(reading.low, *voice[1:3]))
        ):
            # nor one who speaks: "The talks were"
            told_before = (v for f in frames[i::-1] for v in reversed(f.voices) if v.at < mark.start)
            voice = next((v for v in told_before if not v.person and _SOURCE.search(text, *v[1:3])), voice)
        if voice or line not in (frame.line, before.line):
            if voice is None and i:  # the sentence or line before leads to it
                m, f = _DOCUMENT.search(text, before.start, before.end), i - 1
                voice = next(reversed(before.voices), None) or _foremost(before, before.end)
                if m and m[1]:
                    voice = Voice(m.start(), *m.span(), None)
            name, written = None, None
            if voice:
                written = reading.article.text[voice.start : voice.end]
                who = _told_by(reading, frames[max(0, f - 4) : f + 1], voice, said)
                if isinstance(who, Person):
                    name, said = who.name, who
                elif who:
                    name = " ".join(_MEDIUM.sub("", _ARTICLE.sub("", who)).split())
            told = name, written, frames[f].channel
        line = frame.line
        if _is_speech(reading, mark, any(v.at < mark.start for v in frame.voices)):
            inner = text[mark.start : mark.end]
            span = reading.span(mark.end - len(inner.lstrip()), mark.start + len(inner.rstrip()))
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
        import json

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
_OF_SENTENCES = {"senter", "sentencizer"}
_OF_ENTITIES = {"tok2vec", "transformer", "curated_transformer", "ner"}
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
    elif not _OF_SENTENCES & set(nlp.pipe_names):
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


_DOC_AND_NLP = "a Doc has its entities already: pass it without nlp, or pass its text"


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


def _idle(nlp: Language) -> list[str]:
    """The components that need not run; none of them if an unknown one may ask for their work.

    Sentences are cut by the Reading, which knows the lines; a pipeline's own are for its other users.
    """
    factory = {name: nlp.get_pipe_meta(name).factory for name in getattr(nlp, "pipe_names", ())}
    idle = [name for name in factory if factory[name] in _NOT_NEEDED | _OF_SENTENCES]
    return idle if all(factory[name] in _OF_ENTITIES for name in factory.keys() - set(idle)) else []


def _entities(nlp: Language, texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    """Each text's entities as (start, end, label); nothing of a Doc is kept."""
    shown = (
        flat(text, layout(text)).rstrip() for text in texts
    )  # space at the end would be a token of its own
    pieces = [(i, *piece) for i, text in enumerate(shown) for piece in _pieces(text)]
    out: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    size = max(1, AT_ONCE // max([1, *(len(piece) for _, _, piece in pieces)]))
    with _LOCK:
        own = bool(_bundled) and nlp is _bundled[0]
        idle = _idle(nlp)
        options: dict[str, Any] = {"disable": idle} if idle else {}
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
            raise TypeError(_DOC_AND_NLP)
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
    out: dict[int, Meeting | Failure] = {}
    given = nlp
    ready: dict[int, Article] = {}
    known: dict[int, list[tuple[int, int, str]]] = {}

    def failed(at: int, error: Exception) -> None:
        name = items[at] if isinstance(items[at], os.PathLike) else getattr(items[at], "source", None)
        message = " ".join(str(error).split()) or type(error).__name__
        out[at] = Failure(first + at, None if name is None else str(name), type(error).__name__, message)

    for at, item in enumerate(items):
        try:
            if _is_doc(item):
                if given is not None:
                    raise TypeError(_DOC_AND_NLP)
                ready[at], known[at] = load(item.text), _ents(item)
            else:
                nlp = _default() if nlp is None else nlp
                ready[at] = _within_limit(load(item), nlp)
        except Exception as error:
            failed(at, error)
    texts = {at: article.text for at, article in ready.items() if at not in known}
    with suppress(Exception):  # if one text breaks the pass, each is read alone: then only that one fails
        if nlp is not None:
            known |= zip(texts, _entities(nlp, list(texts.values())), strict=True)
    for at, article in ready.items():
        try:
            found = known[at] if at in known else _entities(cast("Language", nlp), [article.text])[0]
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
    parser.add_argument("--format", choices=("text", "json", "jsonl", "csv", "html"), default="text")
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


def _csv(meetings: Iterable[Meeting]) -> Iterator[str]:
    """A table with a row a meeting (``to_record``)."""
    import csv

    part = io.StringIO()
    rows = None
    for meeting in meetings:
        record = meeting.to_record()
        if rows is None:
            rows = csv.DictWriter(part, list(record), lineterminator="\n")
            rows.writeheader()
        rows.writerow(record)
        yield part.getvalue()
        part.seek(0)
        part.truncate()


def _output(meetings: Iterable[Meeting], form: str, many: bool) -> Iterator[str]:
    """What is written, in parts."""
    if form == "csv":
        return (yield from _csv(meetings))
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
