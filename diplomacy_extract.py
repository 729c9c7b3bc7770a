"""Turn a news article about a diplomatic meeting into data: who met whom, where, when, about what.

>>> from diplomacy_extract import extract_meeting
>>> meeting = extract_meeting('''\
... CAIRO, 26 July 2022 (DPA) - Egyptian Foreign Minister Sameh Shoukry met his Greek counterpart
... Nikos Dendias in Cairo on Tuesday to discuss energy cooperation.''')
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
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import ExitStack, closing, nullcontext
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cache, lru_cache, partial
from itertools import chain, islice, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn, TypeGuard, overload

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
    rf"(?:\b{YEAR}-\d\d-\d\d(?!\d)"
    rf"|\b\d\d?\.\d\d?\.{YEAR}\b"  # day first, as everywhere where dates have full stops
    rf"|\b{DAY}[ -](?:of )?{MONTH}[,]?[ -]{YEAR}\b"
    rf"|\b{MONTH} {DAY},? {YEAR}\b)"
)
# What the head and foot of a page carry beside the article. Checked line by line, on the whole line.
BOILERPLATE = re.compile(
    r"""(?ix)^[\s\W]*(?:
      also\ (?:read|see|watch)\b | read\ (?:more|also|next|full|in)\b | more\ (?:on|from|about)\b.{0,60}$
    | (?:watch|listen|related|recommended|trending|must\ read|editor'?s?\ (?:pick|note|choice)s?)\b.{0,9}[:|]
    | \d+\ min(?:ute)?s?\ read | (?:share|save|print|email|e-mail|follow|subscribe|sign\ up|advertisement|click\ here
      |download|tweet\ this|copy\ link|listen\ to\ this|join\ our|get\ the\ latest|comments?\ \(?\d)\b.{0,90}$
    | (?:photo|image|picture|pic|photograph|file\ photo|caption|video|source|credits?|courtesy|representational)
      (?:\ (?:credit|source|by|courtesy|caption|image))?s?\ ?[:|/(].*
    | (?:reporting|editing|written|edited|additional\ reporting|compiled|translated)\ by\b.*
    | \(\ ?(?:reporting|editing|additional\ reporting|with\ (?:inputs?|reporting|files)|source|photo)\b.*
    | (?:by|from)\ (?-i:[A-Z])[^.]{2,60}$ | (?:©|copyright|all\ rights\ reserved).*
    | (?:the\ )?(?:below|following|above)\ (?:statement\ )?(?:is|was)\ attributable\ to\b.*
    | office\ of\ the\ (?:spokesperson|press\ secretary|vice\ president)$ | for\ immediate\ release.*
    | (?:home|news|world|politics|international|national|latest)(?:\ ?[/>»|]\ ?[\w\ ]{2,30})+$
    | (?:tags?|topics?|keywords?|categor(?:y|ies)|filed\ under|e?-?issn|isbn|contact)\ ?:.*
    | \#\ ?\#\ ?\# | https?://\S+$ | www\.\S+$ | [\w.+-]+@[\w-]+\.[\w.]+$ | @\w+$
    | last\ (?:updated|modified).* | (?:first\ )?(?:published|updated|posted|modified|issued)(?:\ on|\ at)?\ ?[:|].*
    | (?:published|updated|posted)\ (?:on\ |at\ )?(?:\w+day,?\ )?(?:\d|(?-i:[A-Z])[a-z]{2,8}\ \d).*
    )"""
)
LABELLED_DATE = re.compile(
    rf"(?i)\b(?P<label>published|posted|issued|released|date|dated|updated|last (?:updated|modified))"
    rf"(?: on| at)?\s*[:|]?\s*(?:{WEEKDAY},?\s+)?(?P<date>{FULL_DATE})"
)
DATE_LINE = re.compile(
    rf"(?i)^\W*(?:{WEEKDAY},?\s+)?(?P<date>{FULL_DATE})(?:[\s,|·–-]+\d\d?[:.]\d\d.{{0,20}})?\W*$"
)
# ' date 2020-09-03 ' opens some collections' articles, on a line of its own or before the text.
LEADING_DATE = re.compile(rf"\A\s*date\s+(?P<date>{YEAR}-\d\d-\d\d)(?=\s|$)")
_AGENCY = r"[(/\[](?P<agency>[A-Z][\w .&’'/-]{1,40})[)/\]]"
DATELINE = re.compile(
    rf"""(?x)^[ \t]*
    (?:(?P<place>[A-Z][A-Z.’'-]+(?:[ ][A-Z.’'-]+){{0,3}} | [A-Z][\w.’'-]+(?:[ -][A-Z][\w’'-]+){{0,2}})
       (?:,[ ][A-Z][A-Za-z. ]{{2,24}}?)? )?
    (?:
       [ ]*[,.–—-]?[ ]*(?P<date>(?:{WEEKDAY},?[ ])?(?:{FULL_DATE}|{DAY}[ ]{MONTH}|{MONTH}[ ]{DAY}))[.,]?
       [ ]*(?:{_AGENCY}[ ]*(?:[–—:-]+)? | [A-Z]{{3,12}}[ ]*[–—:.-]+ | [–—:-]+ )
     | [ ]*{_AGENCY.replace("agency", "agency2")}[ ]*[–—:-]+
     | [ ]*[–—]+[ ] | [ ]*:[ ] | [ ]+-{{1,2}}[ ]
    )[ ]*(?=[“"'‘A-Z])"""
)


class Line(NamedTuple):
    """One line of the article: half-open offsets, and "head", "title", "skip" or "body"."""

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
    if len(numbers) == 2 and "-" in text:
        month, day = numbers
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


def layout(text: str) -> list[Line]:
    """The article's lines with their kinds: what is content ("body"), headline, head matter or skipped.

    A headline is an opening line without a full stop that more text follows. Blank lines are left out.
    """
    lines: list[Line] = []
    offset = len(m.group()) if (m := LEADING_DATE.match(text)) else 0
    if offset:
        lines.append(Line(0, offset, "head"))
    opening = True
    spans = [m.span() for m in re.finditer(r"\S[^\r\n\u2028\u2029\x85]*", text[offset:])]
    for i, (start, end) in enumerate(spans):
        start, end = start + offset, end + offset
        line = text[start:end].rstrip()
        end = start + len(line)
        if len(line) <= 300 and BOILERPLATE.match(line):
            kind = "skip"
        elif len(line) <= 60 and DATE_LINE.match(line):
            kind = "head"
        elif opening and i + 1 < len(spans) and _is_headline(line):
            kind = "title"
        else:
            kind = "body"
            opening = False
        lines.append(Line(start, end, kind))
    if lines and all(line.kind != "body" for line in lines):  # a lone headline is all there is
        lines = [line._replace(kind="body") if line.kind == "title" else line for line in lines]
    return lines


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
                    m["label"].lower() in ("updated", "last updated", "last modified"), m["date"]
                )
    if labelled:
        return full_date(labelled.get(False) or labelled[True])
    for line in lines:
        if line.kind == "head" and (m := DATE_LINE.match(text[line.start : line.end])):
            return full_date(m["date"])
    if (m := _dateline(text, lines)) and m["date"]:
        return full_date(m["date"])
    return None


def _dateline(text: str, lines: Sequence[Line]) -> re.Match[str] | None:
    first = next((line for line in lines if line.kind == "body"), None)
    return DATELINE.match(text[first.start : min(first.end, first.start + 150)]) if first else None


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


FILE_NAME = re.compile(r"(?i)^[^\n]{1,250}\.(?:txt|html?|mhtml?|pdf|docx?|json|md|xml|csv|rtf)$")
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
    record = page.as_dict() if page and not isinstance(page, dict) else page or {}
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
Korean/Pyongyang; North Macedonia, Macedonia/Macedonian, North Macedonian/Skopje, Ohrid;
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
United Nations, UN, U.N., UN Security Council, Security Council, UN General Assembly, UNGA, General Assembly,
UNHCR, UNICEF, UNESCO, UNDP, UNRWA, OCHA, UN Human Rights Council/New York;
NATO, North Atlantic Treaty Organization, North Atlantic Treaty Organisation, North Atlantic Council, the Alliance/;
African Union, AU, AU Commission, African Union Commission/Addis Ababa; ASEAN, Association of Southeast Asian
Nations/Jakarta; OSCE, Organization for Security and Co-operation in Europe, Organisation for Security and
Cooperation in Europe, Organization for Security and Cooperation in Europe/Vienna; IMF, International Monetary
Fund/Washington; World Bank, World Bank Group/Washington; World Trade Organization, WTO, World Trade
Organisation/Geneva; World Health Organization, WHO, World Health Organisation/Geneva; IAEA, International Atomic
Energy Agency, U.N. nuclear watchdog/Vienna; Arab League, League of Arab States/Cairo; Gulf Cooperation Council,
GCC/Riyadh; Organisation of Islamic Cooperation, OIC, Organization of Islamic Cooperation/Jeddah; OPEC/Vienna;
Shanghai Cooperation Organisation, SCO, Shanghai Cooperation Organization/; CSTO, Collective Security Treaty
Organisation, Collective Security Treaty Organization/; CIS, Commonwealth of Independent States/; Eurasian
Economic Union, EAEU, Eurasian Economic Commission/; ECOWAS, Economic Community of West African States/Abuja;
SADC, Southern African Development Community/Gaborone; IGAD/Djibouti; East African Community, EAC/Arusha;
Commonwealth, Commonwealth Secretariat/; Council of Europe/Strasbourg; OECD/; Organization of American States,
OAS/Washington; CARICOM, Caribbean Community/; Mercosur, Mercosul/; Pacific Islands Forum, PIF/Suva; SAARC/;
BIMSTEC/; APEC/; International Committee of the Red Cross, ICRC, Red Cross/Geneva; International Criminal Court,
ICC/; Asian Development Bank, ADB/; African Development Bank, AfDB/; Interpol/; FAO, Food and Agriculture
Organization/; World Food Programme, WFP, World Food Program/; ILO, International Labour Organization/;
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
SPOKES = re.compile(r"(?i)\bspokes(?:man|woman|person|people|men|persons)\b|\bpress (?:secretary|officer)\b")
# Offices. A head word ends an office's core ("foreign minister"); modifiers stand before it in either case.
OFFICE_HEADS = frozenset(
    "president premier chancellor minister ministers secretary secretaries ambassador ambassadors envoy envoys "
    "representative representatives commissioner director directors chairman chairwoman chairperson chair head chief "
    "chiefs commander speaker governor mayor king queen emir amir sultan emperor empress pope prince princess adviser "
    "advisor advisers advisors aide aides administrator counselor counsellor coordinator consul leader leaders senator "
    "lawmaker member members congressman congresswoman parliamentarian official officials diplomat diplomats negotiator "
    "negotiators secretary-general undersecretary vice-president presidents chancellors premiers counterpart "
    "counterparts pm fm eam mp mps chargé charge attorney ruler monarch mantri undersecretaries deputy deputies "
    "co-chair co-chairs president-elect marshal delegate delegates commissioners kings state nsa dg ceo supremo "
    "dictator strongman vice-chancellor vice-premier vice-minister vice-chairman moderator mediator rapporteur "
    "treasurer spokesman spokeswoman spokesperson councilor councillor defence-minister governor-general "
    "director-general attorney-general auditor-general secretary-designate pontiff".split()
)
OFFICE_MODIFIERS = frozenset(
    "acting former ex ex- then outgoing incoming interim caretaker deputy first second third vice assistant under senior "
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
PORTFOLIO = re.compile(
    r"(?i)^(?:affairs?|foreign|defen[cs]e|state|security|staff|trade|finance|interior|energy|economy|commerce|"
    r"cooperation|co-operation|development|relations|international|national|external|treasury|justice|health|"
    r"environment|government|mission|commission|council|committee|parliament|assembly|senate|house|party|bank|army|"
    r"forces|court|religious|expatriates|communities|industry|petroleum|department|delegation|cabinet|ministry|"
    r"the|a|an|and|of|for|on|to|in|&|general|public|human|rights|political|military|homeland|labou?r|transport|"
    r"education|culture|tourism|agriculture|water|information|planning|investment|technology|science)$"
)
LOWER_PARTICLES = frozenset(
    "bin bint ibn al el ul ur de da do dos das di del della der den van von la le ben ould af ap ter ten y e zu abu "
    "d san santo".split()
)
# Words with a capital letter that never begin or form a person's name.
NOT_NAMES = frozenset(
    "the a an and or of in on at for to by with from after before during under over as but if when while where who "
    "he she they it we i his her their its our my your this that these those there here both all some many most two "
    "three four five six seven eight nine ten first last next earlier later today yesterday tomorrow monday tuesday "
    "wednesday thursday friday saturday sunday january february march april june july august september october "
    "november december moreover however meanwhile also speaking according following asked during earlier since "
    "talks meeting summit conference dialogue statement agreement treaty joint news state government ministry "
    "department office embassy council committee commission parliament party union court group forum airport palace "
    "university bank house agency press media television television's radio twitter facebook article photo mr mrs ms "
    "north south east west northern southern eastern western central no not yes then now only such other another what "
    "which how why about between republic kingdom federation organization organisation international world global "
    "bilateral regional foreign defence defense prime security national new readout call visit".split()
)


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


WORD = re.compile(r"[^\W_]+(?:[.’'&-][^\W_]+)*")


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
    "UNIT": r"(?:day|week|month|year)",
    "TO": r"(?:\ ?[-–—]\ ?|\ (?:to|and|through|till|until)\ )",
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
    "u.a.e u.s.a d.c p.m a.m retd ret rtd smt shri eng engr inc ltd co corp dept univ approx est ave blvd fr".split()
)
_STOP = re.compile(r"[.!?…。]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-Þ])")


def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Offsets at which sentences of ``text[start:end]`` begin, by punctuation."""
    starts = [start]
    for m in _STOP.finditer(text, start, end):
        if text[m.start()] == "." and m.end() - m.start() == 1:
            word = text[max(start, m.start() - 12) : m.start()].rsplit(None, 1)[-1:] or [""]
            last = word[0].lstrip("(\"'“‘[").lower()
            initial = len(last) == 1 and last.isalpha()
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
    return bool(word) and word.group().lower() in _OPENERS


def sentences(text: str, lines: Sequence[Line]) -> list[Sentence]:
    """The content's sentences; a line break always ends one.

    A Doc's own sentence starts are not asked: they come from a parser or a model that does not know the
    lines, breaks inside quotations and after "Gen.", and differs from pipeline to pipeline.
    """
    out: list[Sentence] = []
    for number, (start, end, kind) in enumerate(lines):
        if kind in ("title", "body"):
            starts = sentence_starts(text, start, end)
            out += [Sentence(s, e, kind, number) for s, e in zip(starts, [*starts[1:], end])]
    return out


class Marked(NamedTuple):
    """Text between quotation marks: half-open offsets without the marks; ``closed`` if both are there."""

    start: int
    end: int
    single: bool
    closed: bool


_MARKS = re.compile(r"[\"“”„«»‟]|''|``|(?<![\w.,!?…])['‘](?=\w)|['’](?![\w])")


def marked(text: str, lines: Sequence[Line]) -> list[Marked]:
    """Stretches between quotation marks, line by line; a mark without a partner costs only itself.

    A line that opens with a mark and never closes it is quoted to its end if the next line of text opens
    with a mark too (a quotation of several paragraphs) or if that mark is the line's only one.
    """
    out: list[Marked] = []
    for start, end, kind in lines:
        if kind not in ("title", "body"):
            continue
        opened: int | None = None
        single: int | None = None
        for m in _MARKS.finditer(text, start, end):
            mark, at = m.group(), m.start()
            if mark in ("'", "‘", "’"):
                if opened is not None:
                    continue
                if single is None and mark != "’" and (at == start or not text[at - 1].isalnum()):
                    single = m.end()
                elif single is not None and at > single:
                    out.append(Marked(single, at, True, True))
                    single = None
                continue
            before = text[at - 1] if at > start else " "
            after = text[m.end()] if m.end() < end else " "
            opens = (
                mark in "“„«``"
                or mark in ('"', "‟", "''")
                and (opened is None or before in " \t(—–[" and after not in " \t")
            )
            if mark == "“" and opened is not None and text[opened - 1] == "„":
                opens = False
            if opens:
                opened = m.end()  # a second opening mark: the first was a stray one
            elif opened is not None:
                out.append(Marked(opened, at, False, True))
                opened = None
        if opened is not None:
            out.append(Marked(opened, end, False, False))
    return sorted(out)


# --- Entities: time expressions ---------------------------------------------------------------------


class Time(NamedTuple):
    """A time expression with the inclusive days it stands for, None where the text does not settle them.

    ``unit`` is "day", "days", "week", "month", "quarter", "year", "deadline" or "vague".
    """

    start: int
    end: int
    text: str
    first: dt.date | None
    last: dt.date | None
    unit: str


# Times in running text. Order is meaning: at one place the first row that fits wins, so longer and
# more exact forms stand first. A bare number is never a date, a bare month or year only after a word
# that makes it one ("in May"), and "may" or "march" in lower case never.
TIMES = (
    Rule("iso", r"\b(?P<y>{YEAR})-(?P<n>\d\d)-(?P<d>\d\d)\b", "met on «2020-09-03» in"),
    Rule(
        "numeric",
        r"\b(?P<d>\d\d?)[./](?P<n>\d\d?)[./](?P<y>{YEAR})\b",
        "am «10.05.2023» in",
        "day first; month first only where the second number is above 12",
    ),
    Rule(
        "days-month",
        r"\b(?:(?:from|between)\ )?(?:the\ )?(?P<d>{DAY}){TO}(?:the\ )?(?P<d2>{DAY})\ (?:of\ )?(?P<m>{MONTH})(?:,?\ (?P<y>{YEAR}))?\b",
        "scheduled for «5-7 June 2021» in",
    ),
    Rule(
        "month-days",
        r"\b(?:(?:[Ff]rom|[Bb]etween)\ )?(?P<m>{MONTH})\ (?P<d>{DAY})(?:{TO}|,\ )(?P<d2>{DAY})\b(?!\ (?:{MONTH}|[Pp]\.?m|[Aa]\.?m|countr|people|minister|%|percent))(?:,?\ (?P<y>{YEAR})\b)?",
        "held «June 5-7, 2021» in",
    ),
    Rule(
        "months-days",
        r"\b(?:(?:[Ff]rom|[Bb]etween)\ )?(?:(?P<m>{MONTH})\ (?P<d>{DAY})|(?P<da>{DAY})\ (?P<ma>{MONTH}))(?:,?\ (?P<y1>{YEAR}))?{TO}(?:(?P<m2>{MONTH})\ (?P<d2>{DAY})|(?P<db>{DAY})\ (?P<mb>{MONTH}))(?:,?\ (?P<y>{YEAR}))?\b",
        "from «30 June to 2 July» in",
    ),
    Rule(
        "day-month",
        r"\b(?:the\ )?(?P<d>{DAY})\ (?:of\ )?(?P<m>{MONTH})(?:,?\ (?P<y>{YEAR}))?\b",
        "on «3 September 2020» in",
    ),
    Rule(
        "month-day",
        r"\b(?P<m>{MONTH})\ (?:the\ )?(?P<d>{DAY})\b(?:,?\ (?P<y>{YEAR})\b)?",
        "on «September 3, 2020» in",
    ),
    Rule(
        "part-of-month",
        r"\b(?P<part>early|mid|late|(?:the\ )?(?:beginning|start|middle|end)\ of)[- ](?P<m>{MONTH})(?:,?\ (?:of\ )?(?P<y>{YEAR}))?\b",
        "a visit in «early February 2000» and",
        "vague: no days",
    ),
    Rule(
        "month-year",
        r"\b(?P<m>{MONTH})(?:,|\ of)?\ (?P<y>{YEAR})\b",
        "to be held in «February 2021».",
    ),
    Rule(
        "months",
        r"\b(?<=[Ii]n\ )(?P<m>{MONTH})\ (?:and|or)\ (?P<m2>{MONTH})(?:\ (?P<y>{YEAR}))?\b",
        "will meet in «May and June» in",
    ),
    Rule(
        "month",
        r"\b(?:(?P<which>[Nn]ext|[Ll]ast|[Tt]his|[Tt]his\ coming)\ |(?<=[Ii]n\ )|(?<=[Bb]y\ )|(?<=until\ )|(?<=since\ )|(?<=for\ )|(?<=of\ )|(?<=during\ )|(?<=through\ )|(?<=before\ )|(?<=this\ ))(?P<m>{MONTH})\b(?!\ \d)(?=[\s.,;:!?)’'”\"-]|$)",
        "will visit in «November».",
        "only after a preposition or 'next', so that 'May' as a name or verb is none",
    ),
    Rule(
        "span-of-year",
        r"\b(?:the\ )?(?P<nth>first|second|third|fourth|last)\ (?P<part>quarter|half)\ of\ (?:(?P<y>{YEAR})|(?P<rel>this|next|the)\ year)\b",
        "in «the first quarter of 2024» at",
    ),
    Rule("quarter", r"\bQ(?P<q>[1-4])[ ,]{1,2}(?P<y>{YEAR})\b", "due in «Q1 2024» at"),
    Rule(
        "part-of-year",
        r"\b(?:(?P<part>early|mid|late|later|earlier|towards?\ the\ end\ of|(?:the\ )?(?:beginning|start|middle|second\ half|end|spring|summer|autumn|fall|winter)\ of|spring|summer|autumn|fall|winter|before\ the\ end\ of|by\ the\ end\ of)(?:-|\ (?:in\ |of\ )?)(?P<y>{YEAR}))\b",
        "held «towards the end of 2020» in",
        "vague, but 'before/by the end of 2022' is a deadline",
    ),
    Rule(
        "ago",
        r"\b(?P<n>{NUMBER})\ (?P<unit>{UNIT})s?\ (?:ago|earlier)\b",
        "«two weeks ago» they",
    ),
    Rule(
        "coming",
        r"\b(?:over|in|during|within|for)?\ ?(?:the\ )?(?P<which>next|coming|following|past|last|previous)\ (?P<n>{NUMBER})\ (?P<unit>{UNIT})s?\b",
        "navies «over the next two days».",
    ),
    Rule(
        "in-units",
        r"\b(?:[Ii]n|[Ww]ithin)\ (?P<n>{NUMBER})\ (?P<unit>{UNIT})s?(?:['’]\ time)?\b",
        "will meet again «in two weeks».",
    ),
    Rule(
        "vague",
        r"(?i)\b(?:in\ the\ (?:near|coming|foreseeable|next\ few)\ (?:future|days|weeks|months|years)|in\ (?:coming|upcoming)\ (?:days|weeks|months|years)|in\ the\ (?:days|weeks|months|year|years)\ ahead|in\ the\ (?:coming|upcoming)\ (?:year|week|month)|(?:later|early|earlier|late|toward(?:s)?\ the\ end\ of|(?:at|by|before)\ the\ (?:end|start|beginning)\ of|(?:the\ )?end\ of)\ (?P<rel>this|next|last|the)\ (?P<unit>week|month|year|summer|autumn|spring|winter|fall)|at\ a\ later\ (?:date|stage)|in\ due\ course|very\ soon|soon|shortly)\b",
        "would meet «later this year».",
        "no days, but 'before/by the end of this month' is a deadline",
    ),
    Rule(
        "rel-weekday",
        r"(?i)\b(?P<which>last|next|this|this\ coming|the\ coming|the\ following|past|early\ on|late\ on)\ (?P<w>{WEEKDAY})\b",
        "met «last Thursday» in",
    ),
    Rule(
        "weekdays",
        r"\b(?P<w>{WEEKDAY})(?:{TO})(?P<w2>{WEEKDAY})\b",
        "on «Monday and Tuesday» in",
    ),
    Rule("weekday", r"\b(?P<w>{WEEKDAY})(?:\ (?:morning|afternoon|evening|night))?\b", "on «Thursday» held"),
    Rule(
        "rel-unit",
        r"(?i)\b(?:(?P<part>earlier|later)\ )?(?P<which>this|next|last|the\ coming|the\ following|current)\ (?P<unit>week|month|year|weekend)\b",
        "will visit «next week» to",
    ),
    Rule(
        "day",
        r"(?i)\b(?P<day>(?:the\ )?day\ (?:after\ tomorrow|before\ yesterday)|(?:earlier\ |later\ )?today|tonight|this\ (?:morning|afternoon|evening)|yesterday|tomorrow)\b",
        "met «yesterday» in",
    ),
    Rule(
        "year",
        r"(?:(?<=\bin\ )|(?<=\bIn\ )|(?<=\bby\ )|(?<=\bof\ )|(?<=\buntil\ )|(?<=\bsince\ )|(?<=\bfor\ )|(?<=\bthe\ )|(?<=\bduring\ ))(?P<y>{YEAR})\b(?![-–,]?\d|\ (?:people|troops|soldiers|km|kilomet|dollars|tons|tonnes|jobs|companies|families|students|homes))",
        "due to be held in «2003».",
        "only after a preposition",
    ),
)
_TIME_HINT = re.compile(
    rf"(?i)(?:\b(?:{WEEKDAY}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z.]*|\w*day|tonight|today|this|next|last|"
    r"coming|earlier|later|soon|shortly|ago|week|month|year|quarter|half|q[1-4])|\d{4}|\b\d\d?[./]\d)"
)
AHEAD = re.compile(
    r"(?i)\b(?:will|shall|would|to (?:be (?:held|conducted|organi[sz]ed|convened)|visit|meet|attend|host|hold|travel|take"
    r"|participate|discuss|arrive|begin|start)|scheduled|slated|upcoming|forthcoming|planned|plans?|expected|expects?|due|"
    r"set (?:to|for)|next|ahead of|invit\w+|(?:is|are) (?:to|visiting|traveling|travelling|meeting|hosting|going|heading)"
    r"|in advance of|looks? forward|looking forward|coming|before|by|until|prepar\w+|later|opens|starts|begins|due)\b"
)
_NUMBERS = dict(
    zip("a an one two three four five six seven eight nine ten eleven twelve".split(), [1, 1, *range(1, 13)])
)


def times(text: str, spans: Iterable[Sentence], published: dt.date | None) -> list[Time]:
    """The time expressions of some sentences, resolved against the day of publication."""
    out: list[Time] = []
    for sent in spans:
        if not _TIME_HINT.search(text, sent.start, sent.end):
            continue
        taken: list[tuple[int, int]] = []
        for rule in TIMES:
            for m in rule.regex.finditer(text, sent.start, sent.end):
                if any(m.start() < e and s < m.end() for s, e in taken):
                    continue
                taken.append(m.span())
                ahead = bool(AHEAD.search(text, max(sent.start, m.start() - 120), m.start()))
                first, last, unit = _resolve(rule.id, m, published, ahead)
                found = m.group().strip()
                start = m.start() + m.group().index(found)
                out.append(Time(start, start + len(found), found, first, last, unit))
    return sorted(out)


_Range = tuple[dt.date | None, dt.date | None, str]


def _resolve(kind: str, m: re.Match[str], base: dt.date | None, ahead: bool) -> _Range:
    """The inclusive days of a match; see TIMES. Nothing is resolved to a day outside 1900 to 2100."""
    g = {key: value for key, value in m.groupdict().items() if value}
    try:
        first, last, unit = _RESOLVERS[kind](g, base, ahead)
    except (ValueError, OverflowError):  # 31 June
        return None, None, "vague"
    if any(day and not MIN_YEAR <= day.year <= MAX_YEAR for day in (first, last)):
        return None, None, "vague"
    return first, last, unit


def _number(text: str) -> int:
    return int(m.group()) if (m := re.match(r"\d+", text)) else _NUMBERS.get(text.lower(), 0)


def _year(month: int, day: int, base: dt.date | None, ahead: bool) -> int | None:
    """The plausible year of a day without one: the next such day if ahead, else the nearest."""
    if base is None:
        return None
    if ahead:
        return base.year + ((month, day) < (base.month, base.day))

    def distance(year: int) -> float:
        try:
            return abs((dt.date(year, month, day) - base).days)
        except ValueError:
            return float("inf")

    return min((base.year, base.year - 1, base.year + 1), key=distance)


def _month_range(year: int, month: int, months: int = 1) -> tuple[dt.date, dt.date]:
    end = year * 12 + month - 1 + months
    return dt.date(year, month, 1), dt.date(end // 12, end % 12 + 1, 1) - dt.timedelta(1)


def _days(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    """Day and month, a second day or month for a range, with or without a year."""
    month, day = g.get("m") or g.get("ma"), g.get("d") or g.get("da")
    month2, day2 = g.get("m2") or g.get("mb") or month, g.get("d2") or g.get("db") or day
    assert month and month2 and day and day2
    m1, d1, m2, d2 = month_number(month), _number(day), month_number(month2), _number(day2)
    if "y" in g and len(g) == 3:  # a full date is what dateparser is for
        parsed = _parse(f"{d1} {MONTHS[m1 - 1]} {g['y']}", None)
        return parsed, parsed, "day"
    year = int(g["y"]) if "y" in g else _year(m1, d1, base, ahead)
    if year is None:
        return None, None, "day"
    if "y" in g:
        year = int(g.get("y1", year)) if "y1" in g else year - (m2 < m1)
    first, last = dt.date(year, m1, d1), dt.date(year + (m2 < m1), m2, d2)
    return (first, last, "day" if first == last else "days") if first <= last else (None, None, "vague")


def _numeric(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    day, month = int(g["d"]), int(g["n"])
    if month > 12:
        day, month = month, day
    first = dt.date(int(g["y"]), month, day)
    return first, first, "day"


def _month(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    month = month_number(g["m"])
    which = g.get("which", "").lower()
    if "y" in g:
        year = int(g["y"])
    elif base is None:
        return None, None, "month"
    elif which == "last" or not ahead and which != "next":
        year = base.year - (month > base.month or which == "last" and month == base.month)
        if not which and month > base.month and month - base.month <= 6:
            year += 1  # "in November" said in June of something that is not past
    else:
        year = base.year + (month < base.month or which == "next" and month == base.month)
    last = month_number(g["m2"]) if "m2" in g else month
    return *_month_range(year, month, (last - month) % 12 + 1), "month"


def _span_of_year(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    size = 3 if "q" in g or g["part"] == "quarter" else 6
    nth = (
        int(g["q"])
        if "q" in g
        else ("first", "second", "third", "fourth").index(g["nth"].replace("last", "fourth")) + 1
    )
    if g.get("nth") == "last" and size == 6:
        nth = 2
    if "y" in g:
        year = int(g["y"])
    elif base is None:
        return None, None, "quarter"
    else:
        year = base.year + (g["rel"] == "next")
    return *_month_range(year, (nth - 1) * size + 1, size), "quarter"


def _part_of_year(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    if g["part"].startswith(("before", "by")):
        return None, dt.date(int(g["y"]), 12, 31), "deadline"
    return None, None, "vague"


def _vague(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    return None, None, "vague"


def _end_of(g: Mapping[str, str], base: dt.date | None, unit: str) -> dt.date | None:
    """The last day of this or the next week, month or year."""
    if base is None or unit not in ("week", "month", "year"):
        return None
    return _unit_range(base, unit, int(g.get("rel", "").lower() == "next"))[1]


def _unit_range(base: dt.date, unit: str, shift: int) -> tuple[dt.date, dt.date]:
    if unit == "week":
        monday = base - dt.timedelta(base.weekday()) + dt.timedelta(7 * shift)
        return monday, monday + dt.timedelta(6)
    if unit == "weekend":
        saturday = base - dt.timedelta(base.weekday()) + dt.timedelta(5 + 7 * shift)
        return saturday, saturday + dt.timedelta(1)
    if unit == "year":
        return dt.date(base.year + shift, 1, 1), dt.date(base.year + shift, 12, 31)
    months = base.year * 12 + base.month - 1 + shift
    return _month_range(months // 12, months % 12 + 1)


def _unit(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    which, unit = g["which"].lower(), g["unit"].lower()
    if base is None or "part" in g:
        return None, None, "vague" if "part" in g else unit
    shift = 0 if which in ("this", "current") else -1 if which == "last" else 1
    return *_unit_range(base, unit, shift), unit


def _weekday(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    """The most recent such day, publication day included; the next one strictly after if ahead."""
    if base is None:
        return None, None, "days" if "w2" in g else "day"
    names = "mon tue wed thu fri sat sun".split()
    which = g.get("which", "").lower()
    number = names.index(g["w"][:3].lower())
    back = (base.weekday() - number) % 7
    if which in ("last", "past"):
        first = base - dt.timedelta(back or 7)
    elif which in ("next", "this coming", "the coming") or ahead and which != "this":
        first = base + dt.timedelta(7 - back)
    elif which == "this":
        first = base - dt.timedelta(base.weekday() - number)
    else:
        first = base - dt.timedelta(back)
    if "w2" not in g:
        return first, first, "day"
    last = first + dt.timedelta((names.index(g["w2"][:3].lower()) - number) % 7)
    return first, last, "days"


def _day_word(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    word = g["day"].lower().removeprefix("the ")
    shift = {"day after tomorrow": 2, "tomorrow": 1, "yesterday": -1, "day before yesterday": -2}.get(word, 0)
    day = base + dt.timedelta(shift) if base else None
    return day, day, "day"


def _ago(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    number, unit = _number(g["n"]), g["unit"]
    if not number or unit != "day" and unit != "week":
        return None, None, "vague"
    day = _parse(f"{number} {unit}s ago", base) if base else None
    return day, day, "day" if unit == "day" else "vague"


def _coming(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    number, unit, past = _number(g["n"]), g["unit"], g["which"] in ("past", "last", "previous")
    if not number or unit not in ("day", "week"):
        return None, None, "vague"
    days = number * (7 if unit == "week" else 1)
    if base is None:
        return None, None, "days"
    if past:
        return base - dt.timedelta(days), base - dt.timedelta(1), "days"
    return base + dt.timedelta(1), base + dt.timedelta(days), "days"


def _in_units(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    number, unit = _number(g["n"]), g["unit"]
    if not number or unit not in ("day", "week"):
        return None, None, "vague"
    day = _parse(f"in {number} {unit}s", base) if base else None
    return (day, day, "day") if unit == "day" else (None, None, "vague")


def _deadline(g: Mapping[str, str], base: dt.date | None, ahead: bool) -> _Range:
    return None, _end_of(g, base, g.get("unit", "")), "deadline"


_RESOLVERS: dict[str, Callable[[Mapping[str, str], dt.date | None, bool], _Range]] = {
    "iso": _numeric,
    "numeric": _numeric,
    **dict.fromkeys(("days-month", "month-days", "months-days", "day-month", "month-day"), _days),
    **dict.fromkeys(("month-year", "months", "month"), _month),
    **dict.fromkeys(("span-of-year", "quarter"), _span_of_year),
    "part-of-year": _part_of_year,
    **dict.fromkeys(("vague", "part-of-month"), _vague),
    "ago": _ago,
    "coming": _coming,
    "in-units": _in_units,
    "rel-unit": _unit,
    **dict.fromkeys(("rel-weekday", "weekdays", "weekday"), _weekday),
    "day": _day_word,
    "year": lambda g, base, ahead: (dt.date(int(g["y"]), 1, 1), dt.date(int(g["y"]), 12, 31), "year"),
    "deadline": _deadline,
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
    person: Person | None = None
    far: int = 0  # end of the office with a country behind it


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


def words_of(text: str, spans: Iterable[Sentence]) -> list[Word]:
    """The words of the content, each once."""
    out = []
    for sent in spans:
        for m in WORD.finditer(text, sent.start, sent.end):
            word = m.group()
            if word[-2:] in ("'s", "’s"):
                word = word[:-2]
            out.append(Word(m.start(), m.start() + len(word), word, word.lower()))
    return out


def named_places(text: str, words: Sequence[Word]) -> list[Named]:
    """Names of the gazetteer, the longest at each place."""
    table, starts = gazetteer(), gazetteer_starts()
    out: list[Named] = []
    end = -1
    for i, word in enumerate(words):
        longest = starts.get(word.text)
        if not longest or word.start < end:
            continue
        for size in range(min(longest, len(words) - i), 0, -1):
            stop = words[i + size - 1].end
            name = text[word.start : stop]
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


TITLE_BEFORE = re.compile(
    r"(?:(?:\b(?:Lt|Lieutenant|Maj|Major|Brig|Brigadier|Vice|Rear|Air(?: Chief)?|Field|Grand|Army|Fleet|Chief)\.?[ -])?"
    r"\b(?:General|Gen|Marshal|Admiral|Adm|Colonel|Col|Captain|Capt|Commander|Commodore|Brigadier|Lieutenant|Lt|Major"
    r"|Sergeant|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Baron|Hon|Honou?rable|H\.?E"
    r"|His Excellency|Her Excellency|(?:His|Her)(?: Royal)? (?:Highness|Majesty|Holiness|Eminence)|HRH|HH|H\.H|Excellency|Shri|Smt|Madame?|Monsieur"
    r"|Sheikha?|Shaikha?|Shaykh|Prince|Princess|King|Queen|Emir|Sultan|Pope|Cardinal|Archbishop|Bishop|Rev(?:erend)?|Father|Rabbi"
    r"|Imam|Ayatollah|Mullah|Maulana|Tun|Tan Sri|Dato['’]?(?: Sri| Seri)?|Datuk(?: Seri)?|Daw|Engr?|Alhaji|Chief|Senator|Sen"
    r"|Amb|Comrade|Judge|Justice|Secretary|Minister|Ambassador|President|Chancellor|Premier|Crown Prince|First Lady)\b\.?"
    r"(?:,? \(?(?:[Rr]etd?|[Rr]td)\.?\)?)? ?)+$"
)
_OFFICE_WORDS = re.compile(
    r"\b(?:(?:Vice|Chief) )?(?:Secretary|Minister|President|Chancellor|Premier|First Lady)\b\.? ?"
)
FEMALE = frozenset(
    "mrs ms miss dame lady baroness sheikha queen princess madame madam smt sister chairwoman congresswoman "
    "spokeswoman".split()
)
MALE = frozenset("mr sir lord sheikh shaikh king prince shri monsieur cardinal pope".split())
_NAME = re.compile(
    r"(?:(?:[A-Z]\.[ -]?)+(?=[A-Z]))?[A-ZÀ-ÞŠŽ][\w’'`-]+(?:[ ](?:(?:(?:bin|bint|ibn|al|el|ul|ur|de|da|do|dos|das|di|del|della|der|van"
    r"|von|la|le|ben|ould|af|ap|ter|ten|y|e|zu|abu|san|d)[ ])*(?:(?:[A-Z]\.)+|[A-Z](?=[ ])|[A-ZÀ-ÞŠŽ][\w’'`-]+)))*"
    r"(?:,?[ ](?:Jr|Sr)\b\.?|[ ]I{1,3}V?\b|[ ]VI{0,3}\b)?"
)


def person_spans(
    text: str, ents: Iterable[tuple[int, int, str]], places: Sequence[Named]
) -> list[tuple[int, int]]:
    """The pipeline's PERSON spans with the right boundaries: no title, office, country or possessive."""
    out: list[tuple[int, int]] = []
    taken = {(p.start, p.end) for p in places}
    for start, end, label in ents:
        if label != "PERSON":
            continue
        for s, e in _split_people(text, start, end):
            s, e = _trim(text, s, e)
            if s < e and (s, e) not in taken and text[s].isupper() | text[s].isalpha():
                out.append((s, e))
    return out


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
            words[0][2].rstrip(".,'’s") in gazetteer()
            and len(words) > 1
            and words[1][2].lower() in OFFICE_HEADS
        ):
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
    return _trim(text, at, end) if end > at else None


@dataclass(slots=True)
class Cast:
    """People, offices and places of an article, and how to look them up by offset."""

    people: list[Person]
    offices: list[Office]
    places: list[Named]
    at: list[tuple[int, int, Person]]  # every naming or description, in order of the text


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
        start = words[first].start
        office = Office(start, last, outer, text[start:last], word.low, country or behind, far=far)
        office.plural = word.low.endswith("s") and word.low not in ("charge d'affaires",)
        office.counterpart = word.low.startswith("counterpart")
        out.append(office)
        while i < len(words) and words[i].start < last:
            i += 1
    return out


def _heads(text: str, words: Sequence[Word], i: int) -> bool:
    """Words that are offices only in company: "head of", "chief of", "Policy Chief", "King" before a name."""
    nxt = words[i + 1] if i + 1 < len(words) else None
    if nxt and nxt.low == "of":
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
    capital = words[i].text[0].isupper()
    while j >= 0 and i - j <= 14:
        word, gap = words[j], text[words[j].end : words[j + 1].start]
        if gap not in (" ", "-", "/", " (", ") ", "’s ", "'s ", ", ", "’s (", "'s (") or word.end in ends:
            break
        place = place_to.get(word.end) or place_to.get(word.end + 1)
        if place and (
            place.kind in ("country", "demonym", "city")
            or place.text in ("Union", "External Affairs", "White House", "Kremlin")
        ):
            if place.text == "External Affairs":
                first = j - 1 if words[j].start != place.start else j
            break
        if gap in ("’s ", "'s ", "’s (", "'s (") and not (capital and word.text[0].isupper()):
            break
        if gap == ", " and word.low not in OFFICE_MODIFIERS:
            break
        if word.low in ("and", "of", "for", "the", "cum") and capital:
            before = words[j - 1] if j else None
            linked = before and (
                before.text[0].isupper()
                and before.end not in ends
                and not place_to.get(before.end)
                and before.low
                not in NOT_NAMES
                - OFFICE_MODIFIERS
                - {"ministry", "department", "council", "office", "agency", "bank", "union"}
            )
            if not linked or word.low == "the" or before and before.low in OFFICE_HEADS and word.low != "and":
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
            capital
            and word.text[0].isupper()
            and word.start not in names
            and (
                word.low not in NOT_NAMES
                or word.low
                in (
                    "ministry",
                    "department",
                    "council",
                    "office",
                    "agency",
                    "bank",
                    "national",
                    "international",
                    "party",
                )
            )
        ):
            first = j
        else:
            break
        j -= 1
    return first


def _two_offices(words: Sequence[Word], j: int) -> bool:
    """Whether "and" at index j joins two offices of one person or a portfolio of two words."""
    return words[j - 1].low not in OFFICE_HEADS or words[j + 1].low in OFFICE_MODIFIERS | OFFICE_HEADS


def _grow_right(
    text: str, words: Sequence[Word], i: int, place_at: Mapping[int, Named], names: set[int]
) -> tuple[int, int, str | None]:
    """End of an office with its "of …"/"for …", the end with a country behind it, and that country."""
    end = far = words[i].end
    k, country = i + 1, None
    while k < len(words):
        word, gap = words[k], text[words[k - 1].end : words[k].start]
        if word.start in names:
            break
        if gap in ("-", "/") and (word.low in OFFICE_HEADS or word.low in ("elect", "designate", "general")):
            end = far = word.end
            k += 1
            continue
        if (
            gap == " "
            and word.low in ("general", "designate", "elect", "plenipotentiary")
            and k == i + 1
            and word.text[0] == words[i].text[0].upper()
        ):
            if k + 1 < len(words) and words[i].low in (
                "director",
                "secretary",
                "attorney",
                "governor",
                "consul",
                "auditor",
                "inspector",
            ):
                end = far = word.end
                k += 1
                continue
        if gap == " " and word.low in ("of", "for", "to", "on") and k + 1 < len(words):
            stop, country_here = _object(text, words, k + 1, word.low, place_at, names)
            if stop is None:
                break
            if country_here and word.low in ("of", "for"):
                country, far = country or country_here, stop
                k = next((n for n in range(k, len(words)) if words[n].start >= stop), len(words))
                if (
                    word.low == "of"
                    and k < len(words)
                    and words[k].low in ("to", "for")
                    and text[words[k - 1].end : words[k].start] == " "
                ):
                    tail = _object(text, words, k + 1, words[k].low, place_at, names)[0]
                    if tail:
                        far = tail
                break
            end = far = stop
            k = next((n for n in range(k, len(words)) if words[n].start >= stop), len(words))
            continue
        break
    return end, far, country


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
    if place and place.kind in ("country", "organisation"):
        if preposition == "to" and place.kind == "country":
            return place.end, None
        after = text[place.end : place.end + 3]
        if place.kind == "country" and not after.startswith(("'s ", "’s ")):
            if m := re.match(r" \([A-Z][A-Za-z.]{1,6}\)", text[place.end : place.end + 10]):
                return place.end + len(m.group()), place.country
            return place.end, place.country
    end: int | None = None
    first = k
    while k < len(words) and k - start < 16:
        word = words[k]
        gap = text[words[k - 1].end : word.start] if k > first else " "
        if word.start in names or gap not in (" ", "-", " (", ") ", ", ", "’s ", "'s ", ". ", "/"):
            break
        nxt = words[k + 1] if k + 1 < len(words) else None
        if (
            word.text[0].isupper()
            or PORTFOLIO.match(word.text)
            and word.low not in ("the", "a", "an", "and", "of", "for", "on", "to", "in")
        ):
            if gap == ", " and (end is None or not _listed(text, words, k, names)):
                break
            if k > first and gap == " " and (word.low in OFFICE_HEADS or _name_begins(words, k)):
                break
            end = word.end
        elif (
            word.low in ("and", "of", "for", "the", "&")
            and nxt
            and (
                (nxt.text[0].isupper() and nxt.start not in names)
                or nxt.low == "the"
                or PORTFOLIO.match(nxt.text)
            )
        ):
            if word.low == "and" and (
                nxt.low in OFFICE_HEADS
                or _office_ahead(words, k + 1)
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
    if end is not None and place and place.kind == "organisation" and place.end >= end:
        return end, None
    return end, None


def _name_begins(words: Sequence[Word], k: int) -> bool:
    """Whether a name follows a portfolio that is complete: "Minister of Foreign Affairs | Tang Jiaxuan"."""
    known = PORTFOLIO.match(words[k].text) or words[k].low in OFFICE_MODIFIERS
    return not known and PORTFOLIO.match(words[k - 1].text) is not None and not _office_ahead(words, k)


def _listed(text: str, words: Sequence[Word], k: int, names: set[int]) -> bool:
    """Whether a comma stands inside a portfolio ("Economic Growth, Energy, and the Environment")."""
    for n in range(k, min(k + 6, len(words))):
        if words[n].start in names or words[n].low in OFFICE_HEADS:
            return False
        if words[n].low == "and":
            return n + 1 < len(words) and words[n + 1].start not in names and not _office_ahead(words, n + 1)
        if words[n].text[0].islower():
            return False
    return False


def _office_ahead(words: Sequence[Word], k: int) -> bool:
    """Whether the capitalised words from index k lead to an office of their own."""
    for n in range(k, min(k + 5, len(words))):
        if words[n].low in OFFICE_HEADS:
            return True
        if not (words[n].text[0].isupper() or words[n].low in OFFICE_MODIFIERS):
            return False
    return False


def _country_before(
    text: str, words: Sequence[Word], first: int, place_to: Mapping[int, Named]
) -> tuple[str | None, int]:
    """The country or organisation named directly before an office, and where it begins."""
    start = words[first].start
    for gap in ("’s ", "'s ", " ", "-", ". ", "’ ", "' "):
        at = start - len(gap)
        if text[at:start] == gap and (
            place := place_to.get(at) or (place_to.get(at + 1) if gap == ". " else None)
        ):
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


def _attach(text: str, offices: Sequence[Office], at: list[tuple[int, int, Person]]) -> None:
    """Give the offices to the people they stand beside: directly before a name, or behind it as an apposition."""
    starts = [start for start, _, _ in at]
    used: set[int] = set()
    for office in offices:
        i = bisect_left(starts, office.far)
        if i < len(at):
            title = _between(text, office.far, at[i][0])
            gap = text[office.far : at[i][0]]
            if (
                title is None
                or "," in gap
                and not re.match(
                    r"[^\n]{0,40}?,|\.|\)| (?:said|told|has|and)\b", text[at[i][1] : at[i][1] + 60]
                )
            ):
                title = None
            if title is not None:
                office.person = at[i][2]
                used.add(i)
                while office.plural and i + 1 < len(at) and _joined(text, at[i][1], at[i + 1][0]):
                    i += 1
                    used.add(i)
                    _appoint(at[i][2], office, None)
    for office in offices:
        if office.person is None and not office.plural:
            i = bisect_left(starts, office.outer) - 1
            if i >= 0:
                gap = text[at[i][1] : office.outer]
                if (
                    re.fullmatch(
                        r"(?:, Jr\.|, Sr\.)?(?:,|\s[–—-]|\s\()?(?:\sof\s[A-Z][\w ]+,)?\s?(?:who\s(?:is|was|serves\sas)\s|is\s|as\s|in\shis\srole\sas\s|in\sher\srole\sas\s)?"
                        r"(?:also\s|currently\s)?(?:the\s|a\s|an\s|its\s|that\scountry['’]s\s)?(?:[a-z]+\s)?",
                        gap,
                    )
                    and gap.strip()
                ):
                    office.person = at[i][2]
    for office in offices:
        if office.person and not office.counterpart:
            _appoint(office.person, office, None)


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


def _appoint(person: Person, office: Office, role: str | None) -> None:
    """Record an office of a person; the first one that the text gives stays, a longer one of the same replaces it."""
    person.sure = True
    text = role or _singular(office.text, office.plural)
    if (
        office.head in ("king", "queen", "prince", "princess")
        and person.role
        and person.role.lower() != office.head
    ):
        return
    if person.role is None or (
        person.role.lower() in text.lower()
        and len(text) > len(person.role)
        and len(text) < 60
        and person.role_at
        and person.role.lower()
        in (
            "secretary",
            "minister",
            "leader",
            "president",
            "secretary of state",
            "deputy secretary",
            "director",
            "chancellor",
            "ambassador",
            "representative",
            "envoy",
            "chief",
            "head",
        )
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
    i = next((n for n, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return a[i + 1 :] == b[i + 1 :] or a[i + 1 :] == b[i:] or a[i:] == b[i + 1 :]


def _people(
    text: str, spans: Sequence[tuple[int, int]], sents: Sequence[Sentence], places: Sequence[Named]
) -> tuple[list[Person], list[tuple[int, int, Person]]]:
    """Merge the named spans into people: full names first, then surnames with the last person of that name."""
    people: list[Person] = []
    found: list[tuple[int, int, Person]] = []
    before = {p.end: p for p in places}
    parsed = []
    for start, end in sorted(set(spans)):
        words = tuple(fold(m.group()) for m in re.finditer(r"[^\W_]+(?:['’-][^\W_]+)*", text[start:end]))
        m = TITLE_BEFORE.search(text, max(0, start - 60, text.rfind("\n", 0, start) + 1), start)
        title = (
            m.group().strip() if m and text[m.end() : start].strip() == "" and m.end() >= start - 1 else None
        )
        parsed.append((start, end, words, title))
    for start, end, words, title in sorted(parsed, key=lambda p: -min(2, len(p[2]))):
        honorific = (title or "").lower().replace(".", "").split()
        female = True if FEMALE & set(honorific) else False if MALE & set(honorific) else None
        country = None
        for gap in ("’s ", "'s "):
            if text[start - len(gap) : start] == gap and (place := before.get(start - len(gap))):
                country = place.country
        matches = [
            p
            for p in people
            if _same_name(words, p.words)
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
            person = Person(text[start:end], words)
            people.append(person)
        elif len(words) > len(person.words):
            person.name, person.words = text[start:end], words
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
        m.group() for s, e in taken for m in [re.search(r"[\w’'-]+$", text[s:e])] if m and len(m.group()) > 2
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
            first = name.split(None, 1)[0].strip(".") if name else ""
            if (
                name
                and name not in gazetteer()
                and first.lower() not in OFFICE_MODIFIERS | RANKS | HONORIFICS
                and not _office_ahead(words, i)
            ):
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
        r"(?i)\b(?:hosted|hosts|host|received|receives|welcomed|welcomes|greeted|greets|co-?chaired|chaired|co-?led|joined|attended|visited|visits?|visiting|arrived|dialogue|consultations|negotiations|conference|forum|convened|gathered|discussed|signed)\b",
        "King Abdullah «received» the Minister",
        "weak: counts only in the headline or the first sentences, with somebody named",
    ),
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

    ``people`` are all persons named, ``at`` every place where one is named or described ("the minister"),
    ``home`` the country whose officials go without an adjective, ``focus`` the indices of the sentences that
    report the principal meeting, the headline's among them, ``mode`` how it was held (None: no meeting).
    """

    article: Article
    text: str
    lines: list[Line]
    sents: list[Sentence]
    words: list[Word]
    places: list[Named]
    marked: list[Marked]
    times: list[Time]
    people: list[Person]
    offices: list[Office]
    at: list[tuple[int, int, Person]]
    home: str | None
    cues: list[Cue]
    focus: list[int]
    mode: Mode | None

    def span(self, start: int, end: int) -> Span:
        """A Span of the article's text."""
        return Span(start, end, self.text[start:end])

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence at an offset, or of the last one before it."""
        return max(0, bisect_right(self.sents, offset, key=lambda s: s.start) - 1)

    def within(self, items: Sequence[Any], start: int, end: int) -> list[Any]:
        """The items (sorted, each beginning with its offset) that begin in ``start:end``."""
        return list(
            items[bisect_left(items, start, key=lambda x: x[0]) : bisect_left(items, end, key=lambda x: x[0])]
        )

    def quoted(self, offset: int) -> bool:
        """Whether an offset lies between double quotation marks."""
        i = bisect_right(self.marked, offset, key=lambda m: m.start) - 1
        return i >= 0 and self.marked[i].start <= offset < self.marked[i].end and not self.marked[i].single


def read(article: Article, ents: Iterable[tuple[int, int, str]]) -> Reading:
    """Read an article: ``ents`` are the pipeline's entities as (start, end, label), offsets in characters."""
    text = article.text
    lines = layout(text)
    sents = sentences(text, lines)
    words = words_of(text, sents)
    places = named_places(text, words)
    ents = list(ents)
    spans = _further_names(text, words, person_spans(text, ents, places), places)
    spans = [
        s
        for i, s in enumerate(spans)
        if not any(o[0] <= s[0] and s[1] <= o[1] and o != s for o in spans[max(0, i - 2) : i + 3])
    ]
    people, at = _people(text, spans, sents, places)
    inner = {
        w.start
        for w in words
        if (i := bisect_right(spans, (w.start, len(text)))) and spans[i - 1][1] > w.start
    }
    places = [p for p in places if p.start not in inner]
    taken = {w.start for w in words for p in places if p.start <= w.start < p.end} | inner
    places += [
        Named(s, e, text[s:e], "place", "")
        for s, e, label in ents
        if label in ("GPE", "LOC") and s not in taken and text[s:e] not in REGIONS
    ]
    places.sort()
    offices = _offices(text, words, places, inner, {e for _, e in spans})
    _attach(text, offices, at)
    for start, end, person in at:
        if not person.country and (
            m := re.match(r" (?:of|from) (?:the )?|, (?=[A-Z][a-z]+[,.])| \(", text[end : end + 12])
        ):
            place = next((p for p in places if p.start == end + m.end()), None)
            if place and place.kind in ("country", "organisation"):
                person.country = place.country
    reading = Reading(
        article,
        text,
        lines,
        sents,
        words,
        places,
        marked(text, lines),
        [],
        people,
        offices,
        at,
        None,
        [],
        [],
        None,
    )
    reading.times = times(text, sents, article.published)
    _counterparts(reading)
    _describe(reading)
    reading.home = _home(reading)
    _countries(reading)
    _focus(reading)
    reading.at.sort(key=lambda a: a[:2])
    return reading


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
        role = None
        for start, _, person in reversed(reading.within(reading.at, sent.start, office.start)):
            if person.role:
                role = person.role
                break
        role = role or (source.text if source else None)
        named = [office.person] if office.person else []
        if office.plural:
            following = reading.within(reading.at, office.far, sent.end)
            for k, (start, end, person) in enumerate(following):
                if (
                    k == 0
                    and start - office.far > 40
                    or k
                    and not _joined(reading.text, following[k - 1][1], start)
                ):
                    break
                named.append(person)
        for person in named:
            if role and not person.role:
                person.role, person.role_at, person.sure = role, (office.start, office.end), True
            if office.country and not person.country:
                person.country = office.country
        if not named:
            office.text = role or office.text
            office.head = (role or office.head).lower().split()[-1]


_GENERIC = frozenset(
    "leader ruler head monarch official envoy diplomat minister president chief secretary".split()
)


def _fits(person: Person, office: Office) -> bool:
    """Whether a description can mean the person: countries do not clash, and the offices agree."""
    if office.country and person.country and office.country != person.country:
        return False
    role = (person.role or "").lower()
    if not role:
        return bool(
            office.country and (person.country == office.country or person.sure and not person.country)
        )
    if office.head in role.split() or office.head in role:
        return (
            office.text.lower() in role
            or role in office.text.lower()
            or len(office.text.split()) == 1
            or office.text.split()[0].lower() == role.split()[0]
        )
    return (
        office.head in ("leader", "ruler")
        and any(
            w in role for w in ("president", "minister", "chancellor", "king", "emir", "premier", "sultan")
        )
        and "foreign" not in role
        and "defen" not in role
    )


def _describe(reading: Reading) -> None:
    """Tie descriptions ("the Russian President", "Japan's foreign minister") to the people they mean."""
    for office in reading.offices:
        if office.person or office.plural:
            continue
        before = [p for p in reading.people if p.mentions[0][0] < office.start]
        fits = [p for p in before if _fits(p, office)]
        exact = [p for p in fits if p.country and p.country == office.country] or fits
        if not exact:
            continue
        last = max(
            exact,
            key=lambda p: (bool(p.role), max(s for s, _ in p.mentions + p.described if s < office.start)),
        )
        office.person = last
        last.described.append((office.outer, office.far))
        if office.country and not last.country:
            last.country = office.country
        if not last.role and office.head not in ("leader", "official", "diplomat", "envoy"):
            last.role, last.role_at = office.text, (office.start, office.end)
    for office in (
        reading.offices
    ):  # told before the name: "Japan's foreign minister is in Kabul. Masahiko Komura arrived …"
        if office.person or office.plural or not office.country or office.counterpart:
            continue
        here = reading.sentence_at(office.start)
        stop = reading.sents[min(here + 3, len(reading.sents) - 1)].end
        for start, end, person in reading.within(reading.at, office.far, stop):
            if (
                person.mentions[0][0] == start
                and not person.role
                and person.country in (None, office.country)
            ):
                if (
                    reading.sentence_at(start) > here
                    and start - reading.sents[reading.sentence_at(start)].start < 12
                ):
                    office.person = person
                    person.role, person.role_at = office.text, (office.start, office.end)
                    person.country = office.country
                    person.described.append((office.outer, office.far))
                    person.sure = True
                    break
    reading.at += [(s, e, p) for p in reading.people for s, e in p.described]
    reading.at.sort(key=lambda a: a[:2])


# Offices that one country has under that name, where the text gives no other.
ONE_COUNTRY = (
    (
        re.compile(
            r"(?i)^(?:(?:deputy|under|assistant|former|acting|principal|us|u\.s\.) )*secretary of (?:state|defense|the treasury|homeland|commerce|energy|war)\b|^(?:under|assistant) secretary of state|homeland security|^deputy secretary of "
        ),
        "United States",
    ),
    (
        re.compile(
            r"^(?:Shadow )?Foreign Secretary$|^Chancellor of the Exchequer|^Home Secretary$|^Defence Secretary$"
        ),
        "United Kingdom",
    ),
    (re.compile(r"^(?:Union |External Affairs|Raksha|Minister of External Affairs)|\bEAM\b"), "India"),
    (re.compile(r"^Taoiseach|^Tánaiste"), "Ireland"),
    (re.compile(r"^Federal Chancellor$|^Federal President$"), "Germany"),
    (re.compile(r"^State Councill?or"), "China"),
    (re.compile(r"High Representative (?:of the Union )?for Foreign Affairs"), "European Union"),
)


def _home(reading: Reading) -> str | None:
    """The country whose officials the article names without an adjective: by dateline or by its own offices."""
    table = gazetteer()
    text = reading.text
    head = text[: reading.sents[min(3, len(reading.sents) - 1)].end] if reading.sents else ""
    if re.search(
        r"(?m)^Office of the (?:Spokesperson|Press Secretary)|^Readout (?:of|from)|\battributable to Spokesperson\b|^(?:Deputy )?Secretary (?:Antony )?[A-Z]\w+[’']s (?:Call|Meeting|Travel|Remarks)",
        head,
    ) or re.search(r"(?m)^\s*Office of the Spokesperson\s*$", text):
        return "United States"
    if reading.article.dateline:
        place = table.get(reading.article.dateline) or table.get(reading.article.dateline.title())
        if place:
            return place.country
    metonyms = [p.country for p in reading.places if p.kind == "metonym"]
    return metonyms[0] if metonyms and len(set(metonyms)) == 1 else None


_SIDE = re.compile(r"(?i)^[’']?s?\s+(?:\w+\s)?(?:side|delegation|team|part|party)\b")


def _countries(reading: Reading) -> None:
    """Countries of people from delegations, from offices that only one country has, and from home."""
    text = reading.text
    for place in reading.places:
        if place.kind in ("country", "demonym", "organisation") and _SIDE.match(
            text[place.end : place.end + 25]
        ):
            sent = reading.sents[reading.sentence_at(place.start)]
            side = [p for s, _, p in reading.within(reading.at, sent.start, sent.end)]
            for _, _, person in reading.within(reading.at, sent.start, sent.end):
                if not person.country and len({p.country for p in side} - {None, place.country}) == 0:
                    person.country = place.country
    for person in reading.people:
        if person.role and not person.country:
            for pattern, country in ONE_COUNTRY:
                if pattern.search(person.role) and (
                    country != "United Kingdom" or not reading.home or reading.home == country
                ):
                    person.country = country
                    break
    unknown = [p for p in reading.people if not p.country and p.role]
    if unknown and reading.home:
        for person in unknown:
            person.country = reading.home


# Where a sentence that reports a meeting turns from who, where and when to what, or to other times.
TURNS = (
    Rule(
        "subject",
        r"\b(?:to\ discuss|(?:to|and)\ (?:exchange|review|launch|sign|congratulate|address|express|expand|advance|inaugurate|seek|learn|coordinate|strengthen|explore|push|press|urge|continue)|discuss(?:ed|es|ing)?|about|over|regarding|concerning|covering|including|aimed|focus(?:ed|es|ing)?|dedicated|devoted|amid|despite|because|saying|said|says|stress(?:ed|ing)|on\ (?!\d|the\ (?:sidelines|margins|fringes|phone|occasion|Russian|US|U\.S\.|\w+\ side)|[A-Z]\w+day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|a\ (?:\w+\ )?(?:visit|call|tour|trip|working|state)|an\ (?:\w+\ )?(?:visit|tour|trip)|his|her|their|board))",
        "met his counterpart «on» trade",
    ),
    Rule(
        "background",
        r"\b(?:[Aa]fter|[Ss]ince|[Ff]ollowing|ahead\ of|[Bb]efore|prior\ to|continuation\ of|when|while|whose|who|which|until|as\ (?:he|she|they|part|well\ as\ the)|for\ his|for\ her|thanked|briefed)\b",
        "held talks in Cairo «after» visiting",
    ),
)
# A meeting told further down: another time or place of the same people is another meeting.
ALONG = Rule(
    "along",
    r"(?i)\b(?:accompanied\ by|joined\ (?:\w+\ )?(?:by|the\ (?:group|meeting|talks|call|discussion|leaders|session|conversation))|was\ joined|were\ joined|later\ joined|attended\ by|attended|attending|in\ attendance|(?:also\ )?present\b|tak(?:ing|e|es)\ part|took\ part|participat(?:ed|ing|ion)|delegation|represented\ by|in\ the\ presence\ of|alongside|together\ with|on\ the\ \w+\ side|led\ by|opened\ the\ meeting|co-?led|co-?chaired|chaired|moderated|hosted\ by|received\ by|welcomed\ by|greeted\ by|mediated\ by|also\ (?:met|included))\b",
    "The minister was «accompanied by» Defence Secretary",
    "checked on Kremlin reports, Gulf agencies and ministry readouts",
)


BOTH = re.compile(
    r"(?i)\b(?:the|both|their|these) (?:two|three|four)? ?(?:leaders|presidents|ministers|sides|men|officials|foreign ministers|"
    r"prime ministers|parties|delegations|heads of state|diplomats|meeting|talks|conversation)\b|\bthe two\b|\bthey met\b"
)


def scenes(reading: Reading, index: int) -> list[tuple[int, int]]:
    """The parts of a sentence that tell the meeting itself: who, where, when; not its subjects or background.

    A part runs from the sentence's start or a cue to the next turn (TURNS), and opens again at a cue behind it.
    """
    sent = reading.sents[index]
    cues = [c for c in reading.cues if c.sentence == index]
    turns = sorted(
        m.span() for rule in TURNS for m in rule.regex.finditer(reading.text, sent.start, sent.end)
    )
    out: list[tuple[int, int]] = []
    at = sent.start
    while at < sent.end:
        cue = next((c for c in cues if c.start >= at), None)
        if cue is None:
            break
        stop = next((start for start, _ in turns if start >= cue.end), sent.end)
        opening = max([end for _, end in turns if at <= end <= cue.start], default=at) if out else at
        out.append((opening, stop))
        at = max(stop, cue.end)
    return out


def _focus(reading: Reading) -> None:
    """Find the sentences that report the principal meeting, and its mode.

    The headline if it tells one, the first sentence of the body that does, and, while fewer than two people
    are known, the next ones.
    """
    text, sents = reading.text, reading.sents
    for index, sent in enumerate(sents):
        for rule in CUES:
            for m in rule.regex.finditer(text, sent.start, sent.end):
                if not reading.quoted(m.start()):
                    reading.cues.append(Cue(m.start(), m.end(), rule.id, index))
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
        if len(met(reading)) >= 2 or index - (rest[0] if rest else 0) > 4:
            break
        reading.focus.append(index)
    ids = [c.id for c in reading.cues if c.sentence in reading.focus]
    reading.mode = "video" if "video" in ids else "phone" if "phone" in ids else "in-person"
    if reading.mode == "in-person" and "spoke" in ids and "in-person" not in ids:
        reading.mode = "phone"


def met(reading: Reading) -> list[Person]:
    """The people that the reporting sentences put into the meeting, in order of the text."""
    people: list[Person] = []
    for index in reading.focus:
        for start, end in scenes(reading, index):
            for at, stop, person in reading.within(reading.at, start, end):
                if person not in people and _takes_part(reading, at, stop, person):
                    people.append(person)
    return people


_CONVEYED = re.compile(
    r"(?i)\b(?:greetings|message|letter|behalf|invitation|regards|wishes|condolences|congratulations|assassination"
    r"|death|attributable to|government|regime|administration|predecessor|successor|hosted in \w+|era|ousted)"
    r"(?: (?:of|from|to|by))?(?: \w+){0,4} $"
)


def told_again(reading: Reading) -> list[int]:
    """Later sentences that tell the principal meeting once more: a cue and two of its people, nothing ahead."""
    people = met(reading)
    out = []
    for index in sorted({c.sentence for c in reading.cues} - set(reading.focus)):
        sent = reading.sents[index]
        here = {id(p) for _, _, p in reading.within(reading.at, sent.start, sent.end) if p in people}
        both = len(here) >= 2 or BOTH.search(reading.text, sent.start, min(sent.end, sent.start + 120))
        if sent.kind == "body" and both and not AHEAD.search(reading.text, sent.start, sent.end):
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
    return not _CONVEYED.search(text[max(0, start - 70) : start])


# --- Field: date ------------------------------------------------------------------------------------


def find_date(reading: Reading) -> list[tuple[dt.date, Span]]:
    """The day of the principal meeting, told in the sentences that report it; a single day or nothing.

    The body goes before the headline. The first time expression decides: a range of days settles no day.
    """
    for index in sorted(reading.focus, key=lambda i: (reading.sents[i].kind == "title", i)):
        parts = scenes(reading, index)
        sent = reading.sents[index]
        for time in reading.within(reading.times, sent.start, sent.end):
            if reading.quoted(time.start) or time.unit not in ("day", "days"):
                continue
            if any(start <= time.start < end for start, end in parts) or _closing(reading, time):
                return (
                    [(time.first, reading.span(time.start, time.end))]
                    if time.first and time.first == time.last
                    else []
                )
    return []


def _closing(reading: Reading, time: Time) -> bool:
    """A time behind a place at the end of a clause belongs to its main verb: "talks on trade in Doha on Friday"."""
    before = reading.text[max(0, time.start - 40) : time.start]
    return re.search(r"\b(?:in|at) (?:the )?[A-Z][\w ’'-]{2,25}?,? (?:on )?$", before) is not None


# --- Field: participants ----------------------------------------------------------------------------


def find_participants(reading: Reading) -> list[Participant]:
    """The people who took part in the principal meeting, in order of appearance.

    Those whom the reporting sentences name, then members of the delegations ("accompanied by", "also present").
    """
    if not reading.focus:
        return []
    people = met(reading)
    for index, sent in enumerate(reading.sents):
        if sent.kind != "body":
            continue
        for m in ALONG.regex.finditer(reading.text, sent.start, sent.end):
            if reading.quoted(m.start()):
                continue
            here = reading.within(reading.at, sent.start, sent.end)
            behind = [p for s, e, p in here if s >= m.end() and _takes_part(reading, s, e, p)]
            ahead = [p for s, e, p in here if e <= m.start() and _takes_part(reading, s, e, p)]
            if re.match(
                r"(?i)joined|attend|present|tak|took|participat|delegation|co-?|chaired|opened|moderated",
                m.group(),
            ) or set(ahead) & set(people):
                people += [p for p in dict.fromkeys(ahead + behind) if p not in people]
    out = []
    for person in people:
        mentions = tuple(reading.span(*m) for m in person.mentions)
        role_span = reading.span(*person.role_at) if person.role_at else None
        out.append(Participant(person.name, person.title, person.role, person.country, mentions, role_span))
    return out


# --- Field: location --------------------------------------------------------------------------------

VENUE_NOUN = re.compile(
    r"(?i)\b(?:palace|house|kremlin|residence|retreat|ministry|office|headquarters|embassy|hotel|castle|university|cent(?:re|er)"
    r"|complex|mansion|villa|museum|memorial|pentagon|airport|base|building|hall|chancellery|secretariat|department|lodge"
    r"|bhavan|bhawan|club|cathedral|monastery|library|capitol|parliament|chequers|fort|chancery|diwan|majlis|camp|estate"
    r"|farm|ranch|resort|institute|academy|school|stadium|mosque|church|temple|ship|frigate|block|sultanate|court|tower)\b"
)
# A place of one's own: what follows "at", "inside" or "in" up to a word that no name of a place holds.
VENUE = Rule(
    "venue",
    r"\b(?P<how>at|inside|in|to)\ (?:(?:the|his|her|its|their|a|an)\ )?"
    r"(?P<venue>(?:(?:[A-Z][\w’'.&-]*|of|the|and|to|[a-z]+['’]s|presidential|royal|prime|ministerial|foreign|defen[cs]e"
    r"|government|official|country|private|state|summer|family|\w+['’]s?)\ ){0,9}?"
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
OCCASION = re.compile(
    r"(?i)\b(?:summit|conference|forum|assembly|meetings?|talks|dialogue|sessions?|congress|exhibition|ceremony|festival|games"
    r"|weeks?|days?|expo|convention|anniversary|invitation|end|level|request|time|beginning|start|ease|least|olympics"
    r"|general assembly|security council|council|visit|minister|president|committee|sidelines|margins|age|point|stage)$"
)
_THERE = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]t|near|outside|[Vv]isit(?:s|ing|ed)?(?: to)?|trip to|travel(?:s|ed|l?ing|led)? to|arriv\w+ in|heading to|tour of|in [A-Z][\w-]+,"
    r"|(?:city|town|capital|resort|port|village|island|suburb)(?: of)?,?|['’]s capital,?)\s(?:the\s|neighbou?ring\s|downtown\s|central\s)?)$"
)


def find_location(reading: Reading) -> list[Location]:
    """Where the principal meeting took place: venue, city and country as the text tells them; nothing for a call.

    A country of a city comes from the text ("Houston, Texas" aside), then from the table. The dateline's city
    serves where no other place is told.
    """
    if reading.mode != "in-person":
        return []
    order = sorted(reading.focus, key=lambda i: (reading.sents[i].kind == "title", i))
    parts = [(part, i) for i in order for part in scenes(reading, i)]
    parts += [((reading.sents[i].start, reading.sents[i].end), -1) for i in order]
    parts += [(part, i) for i in told_again(reading) for part in scenes(reading, i)]
    city = country = venue = None
    for (start, end), index in parts:
        for place in reading.within(reading.places, start, end):
            if reading.quoted(place.start) or not (city is None and _is_there(reading, place, index == -1)):
                continue
            if (place.kind in ("city", "place") or place.text in CITY_STATES) and country in (
                None,
                place.country,
            ):
                city = place
            elif place.kind == "country" and country is None and index != -1:
                country = place.country
        if venue is None and index != -1:
            venue = _venue(reading, start, end)
    if city is None and country is None and venue is None:
        return _at_dateline(reading)
    spans = [
        s for s in ((city.start, city.end) if city else None, (venue[0], venue[1]) if venue else None) if s
    ]
    span = (
        reading.span(min(s for s, _ in spans), max(e for _, e in spans))
        if spans and max(e for _, e in spans) - min(s for s, _ in spans) < 200
        else None
    )
    where = (city.country or _country_behind(reading, city.end) if city else None) or country
    return [Location(venue[2] if venue else None, city.text if city else None, where or None, span)]


def _is_there(reading: Reading, place: Named, closing: bool) -> bool:
    """Whether a place is where something happened: "in Paris", "Odessa hosted"; ``closing``: only beside a time."""
    text = reading.text
    if place.kind not in ("city", "country", "place"):
        return False
    behind = text[place.end : place.end + 24]
    if behind.startswith(("'s ", "’s ", "-")) or re.match(r"['’]s\b", behind):
        return False
    if (
        not closing
        and place.kind == "city"
        and re.match(r" (?:hosted|will host|hosts|was the venue)", behind)
    ):
        return True
    if not _THERE.search(text[max(0, place.start - 40) : place.start]):
        return False
    if not closing:
        return True
    times = reading.within(reading.times, place.end, place.end + 12) + [
        t for t in reading.times if 0 <= place.start - t.end <= 4
    ]
    return bool(times)


def _venue(reading: Reading, start: int, end: int) -> tuple[int, int, str] | None:
    """A named or typical place of meetings after "at", "inside" or "in"."""
    known = {p.start: p for p in reading.places}
    for m in VENUE.regex.finditer(reading.text, start, end):
        phrase, at = m["venue"], m.start("venue")
        phrase = reading.text[at : m.end()]
        place = known.get(at)
        if (
            place
            and place.kind in ("city", "country", "place", "demonym")
            and place.end == m.end()
            or OCCASION.search(phrase)
        ):
            continue
        if any(at <= t.start < m.end() for t in reading.times) or any(
            s <= at < e for s, e, _ in reading.at if s == at and e == m.end()
        ):
            continue
        if m["how"] == "to" and not re.search(r"\b(?:welcom|host|receiv|invit)", reading.text[start:at]):
            continue
        if VENUE_NOUN.search(phrase) or m["how"] == "at" and len(phrase) > 4:
            return at, m.end(), phrase
    return None


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


def find_topics(reading: Reading) -> list[Topic]:
    """What was discussed: short verbatim phrases, the most central first, at most ten."""
    return []


# --- Field: upcoming events -------------------------------------------------------------------------


def find_upcoming_events(reading: Reading) -> list[UpcomingEvent]:
    """What lies ahead of the meeting and of publication."""
    return []


# --- Field: quotes ----------------------------------------------------------------------------------


def find_quotes(reading: Reading) -> list[Quote]:
    """Direct quotations of three words or more, in order of the text, with their speakers."""
    out = []
    for mark in reading.marked:
        text = reading.text[mark.start : mark.end]
        if len(text.split()) >= 3 and not mark.single:
            out.append(Quote(text, None, None, "speech", reading.span(mark.start, mark.end)))
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
        record = {f.name: getattr(self, f.name) for f in fields(self) if article or f.name != "article"}
        plain: dict[str, Any] = _plain(record)
        return plain

    def to_json(self, *, article: bool = True, indent: int | None = None) -> str:
        """The same as JSON text, on one line unless ``indent`` is given."""
        return json.dumps(self.to_dict(article), ensure_ascii=False, indent=indent)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Meeting:
        """The Meeting that ``to_dict`` or ``json.loads(meeting.to_json())`` came from, exactly."""

        def span(value: Mapping[str, Any] | None) -> Span | None:
            return Span(**value) if value else None

        def made(kind: Any, value: Mapping[str, Any]) -> Any:
            spans = {key: span(value[key]) for key in ("span", "role_span") if key in value}
            return kind(**{**value, **spans})

        def day(value: str | None) -> dt.date | None:
            return dt.date.fromisoformat(value) if value else None

        if "article" not in record:
            raise ValueError("this record has no article: it was made with to_dict(article=False)")
        return cls(
            date=day(record["date"]),
            date_span=span(record["date_span"]),
            mode=record["mode"],
            participants=tuple(
                made(Participant, {**p, "mentions": tuple(Span(**m) for m in p["mentions"])})
                for p in record["participants"]
            ),
            location=made(Location, record["location"]) if record["location"] else None,
            topics=tuple(made(Topic, t) for t in record["topics"]),
            upcoming_events=tuple(
                made(UpcomingEvent, {**e, "start": day(e["start"]), "end": day(e["end"])})
                for e in record["upcoming_events"]
            ),
            quotes=tuple(made(Quote, q) for q in record["quotes"]),
            article=Article(**{**record["article"], "published": day(record["article"]["published"])}),
        )

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
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
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
    if not (meeting.mode or meeting.date):
        yield "date", [("no meeting found", "")]
    else:
        yield "date", [(str(meeting.date or "not told"), "")]
        yield "mode", [(joined(meeting.mode), "")]
    yield "participants", [(joined(p.name), joined(p.title, p.role, p.country)) for p in meeting.participants]
    yield "location", [(joined(place.venue, place.city, place.country), "")] if place else []
    yield "topics", [(joined(topic.text), "") for topic in meeting.topics]
    yield "upcoming", [(joined(e.name, _when(e) or e.date_text, e.location), "") for e in events]
    yield (
        "quotes",
        [(f"“{joined(q.text)}”", joined(q.speaker or "unknown speaker", q.channel)) for q in meeting.quotes],
    )


def _when(event: UpcomingEvent) -> str:
    if event.end and not event.start:
        return f"by {event.end}"
    return " to ".join(dict.fromkeys(str(day) for day in (event.start, event.end) if day))


def as_text(meeting: Meeting) -> str:
    """The Meeting for a terminal: several lines, one a value."""
    lines = []
    for name, values in _row_texts(meeting):
        head = name.capitalize()
        for main, more in values:
            value = (
                f"{more.removesuffix(', speech')}: {main}"
                if name == "quotes"
                else main + (f" ({more})" if more else "")
            )
            lines.append(f"{head:<12} {value}")
            head = ""
    return "\n".join(lines)


def _escaped(value: object) -> str:
    """Any value as harmless HTML text; characters that a page may not hold are replaced."""
    import html

    return html.escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", str(value)))


def as_html(meeting: Meeting, fold: bool = True) -> str:
    """The Meeting as HTML for a notebook cell: a card, and the article with its evidence marked."""
    article = meeting.article
    about = [
        f"published {article.published}" if article.published else "",
        article.source or article.id or "",
    ]
    rows = []
    for name, values in _row_texts(meeting):
        if not values:
            continue
        cells = "".join(
            f"<div>{_escaped(_shortened(main))}"
            + (f' <span style="opacity:.7">– {_escaped(more)}</span>' if more else "")
            + "</div>"
            for main, more in values
        )
        label = _mark(name.capitalize(), [name]) if name in COLOURS else _escaped(name.capitalize())
        rows.append(f"<div>{label}</div><div>{cells}</div>")
    legend = " ".join(_mark(name, [name]) for name in COLOURS)
    opened = "" if fold and len(article.text) > FOLD else " open"
    return (
        '<div class="tex2jax_ignore mathjax_ignore" style="max-width:60em;line-height:1.5;text-align:left">'
        f'<div style="font-size:1.15em;font-weight:600">{_escaped(article.title or "")}</div>'
        f'<div style="opacity:.7">{_escaped(" · ".join(part for part in about if part))}</div>'
        '<div style="display:grid;grid-template-columns:max-content 1fr;gap:.35em 1em;margin:.6em 0">'
        f"{''.join(rows)}</div>"
        f'<details{opened}><summary style="cursor:pointer">Article {legend}</summary>'
        f'<div style="white-space:pre-wrap;overflow-wrap:anywhere;margin-top:.5em">{_marked_up(meeting)}</div>'
        "</details></div>"
    )


def _shortened(text: str, width: int = 220) -> str:
    """Its first words, the closing mark kept."""
    return (
        text if len(text) <= width else text[: width - 2].rsplit(" ", 1)[0] + " …" + "”" * (text[-1] == "”")
    )


def _mark(text: str, names: Sequence[str], hint: str = "") -> str:
    """Text on the ground of the first field, underlined in the colour of the second."""
    colours = [COLOURS[name] for name in names]
    style = f"background:rgba({colours[0]},.28);border-bottom:2px solid rgba({colours[-1]},.9)"
    title = f' title="{_escaped(hint)}"' if hint else ""
    return f'<span style="{style};color:inherit;border-radius:2px"{title}>{_escaped(text)}</span>'


def _marked_up(meeting: Meeting) -> str:
    """The article with every span marked; where spans overlap it is cut at their bounds, the shortest on top."""
    text = meeting.article.text
    spans: list[tuple[Span | None, str, str]] = [(meeting.date_span, "date", f"date: {meeting.date}")]
    for person in meeting.participants:
        hint = f"participant: {person.name}"
        spans += [(span, "participants", hint) for span in (*person.mentions, person.role_span)]
    if meeting.location:
        spans.append((meeting.location.span, "location", "location"))
    spans += [(topic.span, "topics", "topic") for topic in meeting.topics]
    spans += [
        (e.span, "upcoming", f"upcoming: {_when(e) or e.date_text or e.name}")
        for e in meeting.upcoming_events
    ]
    spans += [
        (quote.span, "quotes", f"quote: {quote.speaker or 'speaker unknown'}") for quote in meeting.quotes
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
AT_ONCE = 200_000  # characters in one pass of the pipeline
# spaCy peels marks off a word one by one, each time looking at all of it: a run without spaces is shown to the
# pipeline in pieces, with a space for its last character, so that no offset moves.
LONG_WORD = re.compile(r"\S{200}")


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


def _entities(nlp: Language, texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    """Each text's entities as (start, end, label); nothing of a Doc is kept."""
    texts = [
        LONG_WORD.sub(lambda m: m.group()[:-1] + " ", text) if max(map(len, text.split())) > 199 else text
        for text in texts
    ]
    with _LOCK:
        own = bool(_bundled) and nlp is _bundled[0]
        with nlp.memory_zone() if own and len(nlp.vocab) > KNOWN_WORDS else nullcontext():
            size = max(1, AT_ONCE // max(map(len, texts), default=1))
            return [_ents(doc) for doc in nlp.pipe(texts, batch_size=size)]


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

    ``n_process`` worker processes read ``batch_size`` articles at a time; memory does not grow with their
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
    return _stream(articles, _article, nlp, n_process, batch_size, progress, on_error)


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
    source = iter(articles)
    lists = iter(lambda: list(islice(source, batch_size)), [])
    batches = ((number * batch_size, items, load) for number, items in enumerate(lists))
    total = len(articles) if isinstance(articles, Sized) else None
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
