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

import datetime as dt
import json
import os
import re
import sys
import threading
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

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
    rf"(?:\b{YEAR}-\d\d-\d\d\b"
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
    labelled = {}
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
    """A caller's ``published`` as a date: a date, anything with a ``date()`` method, an ISO string."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value).date()
        except ValueError:
            raise ValueError(f"published={value!r} is no ISO date; write it like '2020-09-03'") from None
    elif callable(getattr(value, "date", None)):
        value = value.date()  # type: ignore[attr-defined]
    if value is None or value != value:  # pandas' NaT is unequal to itself
        return None
    if not isinstance(value, dt.date):
        raise TypeError(f"published must be a date or an ISO string, not {type(value).__name__}")
    if not MIN_YEAR <= value.year <= MAX_YEAR:
        raise ValueError(f"published={value} lies outside {MIN_YEAR} to {MAX_YEAR}")
    return value


FILE_NAME = re.compile(r"(?i)^[^\n]{1,250}\.(?:txt|html?|mhtml?|pdf|docx?|json|md|xml|csv|rtf)$")
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
    kept as it is, line ends too, so that offsets hold. ``published`` (a date, anything with a ``date()``
    method, an ISO string) and ``title`` win over what the text says.

    Raises ``TypeError`` for anything else, ``FileNotFoundError`` and ``IsADirectoryError`` for a path,
    ``ValueError`` for an empty text, an unknown encoding, or a file name or URL passed as text.

    >>> load_article("MOSCOW, 3 September 2020 (TASS) - The ministers met.").published
    datetime.date(2020, 9, 3)
    """
    if isinstance(source, str):
        text, path = source, None
        line = text.strip()
        if re.match(r"(?i)^(?:https?|ftp)://\S+$", line):
            raise ValueError(f"{line[:80]!r} is a URL, not a text: fetch the page first and pass its text")
        if FILE_NAME.match(line):
            raise ValueError(f"{line[:80]!r} looks like a file name, not a text: pass Path({line[:80]!r})")
    elif isinstance(source, os.PathLike):
        path = os.fspath(source)
        text = _read(Path(path), encoding)
    else:
        hint = "; decode it first" if isinstance(source, (bytes, bytearray)) else ""
        raise TypeError(
            f"an article is a str (the text) or a Path (a file), not {type(source).__name__}{hint}"
        )
    where = f"{path}: " if path else ""
    if not text.strip("\ufeff \t\r\n\v\f\x00\u200b\u00a0"):
        raise ValueError(f"{where}the text is empty")
    if surrogate := re.search(r"[\ud800-\udfff]", text):
        raise ValueError(
            f"{where}lone surrogate U+{ord(surrogate.group()):04X} at offset {surrogate.start()}; "
            "decode the text with errors='replace'"
        )
    lines = layout(text)
    headline = next((text[line.start : line.end] for line in lines if line.kind == "title"), None)
    place = (m["place"] or None) if (m := _dateline(text, lines)) else None
    day = _day(published)
    return Article(text, title or headline, day or _published(text, lines), place, id, path)


def _read(path: Path, encoding: str | None) -> str:
    suffix = path.suffix.lower()
    if suffix in NOT_TEXT:
        raise ValueError(f"{path}: {suffix} files are not read; save the article as text or HTML")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(f"no such file: {path}") from None
    except IsADirectoryError:
        raise IsADirectoryError(
            f"{path} is a folder; pass its files, e.g. Path({str(path)!r}).glob('*.txt')"
        ) from None
    if encoding is None:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except LookupError:
        raise ValueError(
            f"unknown encoding {encoding!r}; Python's names are like 'cp1252' or 'latin-1'"
        ) from None
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{path}: byte 0x{data[error.start]:02x} at offset {error.start} is not {encoding.removesuffix('-sig')}; "
            'if the file has another encoding, name it: encoding="cp1252"'
        ) from None
    if text.count("\x00") > len(text) // 100:
        raise ValueError(f"{path}: binary data, not text; save the article as text or HTML")
    return text


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
    "counterparts pm fm eam mp mps chargé charge attorney ruler monarch mantri undersecretaries "
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
    "policy acting former ex ex- then outgoing incoming interim caretaker deputy first second third vice assistant under senior "
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
    "bilateral regional foreign defence defense prime security national new readout call visit meet meets met holds hosts "
    "visits calls speaks discuss discusses receives welcomes arrives assembly special affairs services homeland health "
    "says said tells urges vows hails".split()
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
    """Text between quotation marks: half-open offsets without the marks; ``closed`` if both are there.

    ``single``: between single marks in an article that sets speech in double ones (a term, a headline's words).
    """

    start: int
    end: int
    single: bool
    closed: bool


_MARKS = re.compile(r"[\"“”„«»‟]|''|``|(?<![^\W_])['‘](?=\S)|['’](?!\w)")


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
            for k in range(n + 1, min(n + 9, len(content))):
                if m := re.search(r'["“”„«»]', text[slice(*content[k][:2])]):
                    if m.start() and _pairs(text, *content[k][:2], content[k].start)[0][:1] == [
                        (content[k].start, content[k].start + m.start())
                    ]:
                        until = k
                    break
    single = (
        [m for start, end, _ in content for m in _singles(text, start, end)] if _SINGLE.search(text) else []
    )
    long = [sum(len(text[m.start : m.end].split()) > 2 for m in found) for found in (single, double)]
    if long[0] > long[1]:
        single = [m._replace(single=False) for m in single]
        return sorted(single + [m for m in double if not _enclosed(m, single)])
    return sorted(double + [m for m in single if m.closed and not _enclosed(m, double)])


def _enclosed(inner: Marked, outer: Sequence[Marked]) -> bool:
    i = bisect_right(outer, inner.start, key=lambda m: m.start) - 1
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
        before, after = (
            text[at - 1 : at] if at > start else " ",
            text[m.end() : m.end() + 1] if m.end() < end else " ",
        )
        if mark in ('"', "''", "‟"):
            opens = (before.isspace() or before in "([{—–-/‘'“«") and not after.isspace()
            opens = opens or not stack and not after.isspace() and not before.isdigit()
            if stack and before in "-—–“" and not after.isalnum():
                opens = False
        else:
            opens = mark in ("“", "„", "«", "``") and not (
                mark == "“" and stack and text[stack[-1] - 1] == "„"
            )
        if opens:
            stack.append(m.end())
        elif stack:
            first = stack.pop()
            out = [pair for pair in out if pair[0] < first]
            if first < at:
                out.append((first, at))
    return out, stack[0] if stack and not (out and out[-1][0] > stack[0]) else None


_SINGLE = re.compile(r"(?<![^\W_])['‘](?=[^\W_])")


def _singles(text: str, start: int, end: int) -> list[Marked]:
    """What stands between single marks on a line; an apostrophe behind an s (horses') closes only if it must."""
    out: list[Marked] = []
    opened: int | None = None
    doubtful: int | None = None
    for m in _MARKS.finditer(text, start, end):
        mark, at = m.group(), m.start()
        opens = mark in ("'", "‘") and m.end() < end and not text[m.end()].isspace()
        opens = opens and (at == start or not text[at - 1] in ".,!?…")
        if mark not in ("'", "‘", "’") or opens and text[m.end()].isdigit():
            continue
        if opens and (opened is None or doubtful is not None):
            if opened is not None and doubtful is not None:
                out.append(Marked(opened, doubtful, True, True))
            opened, doubtful = m.end(), None
        elif opened is not None and not opens and at > opened:
            if (
                text[at - 1] == "s"
                and text[m.end() : m.end() + 1] == " "
                and text[m.end() + 1 : m.end() + 2].islower()
            ):
                doubtful = at
            else:
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
            if s < e and (s, e) not in taken and text[s].isalpha():
                if out and _PARTICLES.fullmatch(text, out[-1][1], s):  # "Luiz Inacio | Lula da Silva"
                    s = out.pop()[0]
                more = _PARTICLE_NAME.match(text, e)
                out.append((s, more.end() if more else e))
    return out


_PARTICLES = re.compile(
    r" (?:(?:bin|bint|ibn|al|el|ul|ur|de|da|do|dos|das|di|del|della|van|von|der|den|la|le|ben|ould) )*"
)
_PARTICLE_NAME = re.compile(
    r"(?: (?:(?:bin|bint|ibn|al|el|ul|ur|de|da|do|dos|das|di|del|della|van|von|der|den|la|le|ben|ould) )+(?:Al )?[A-Z][\w’'-]*\w)+"
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
    first = text[at:end].split(None, 1)[0].strip(".").lower() if end > at else ""
    if not first or first in OFFICE_MODIFIERS or first in RANKS or first in HONORIFICS:
        return None
    return _trim(text, at, end)


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
        while first < i and words[first].low in OFFICE_ATTRIBUTES:
            first += 1
        country, outer = _country_before(text, words, first, place_to)
        start = words[first].start
        office = Office(start, last, outer, text[start:last], word.low, country or behind, far=far)
        if outer < start and (
            m := re.search(r"(?i)\b(former|acting|ex|interim|deputy)[ -]$", text[max(0, outer - 9) : outer])
        ):
            office.text = f"{m[1]} {office.text}"
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
    if i and words[i - 1].low == "crown":
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
            place.kind in ("country", "demonym", "city", "organisation")
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
    while k < len(words) and words[k].start not in names:
        word, gap = words[k], text[words[k - 1].end : words[k].start]
        if (
            gap in (" ", "-")
            and word.low in OFFICE_SUFFIXES
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
        elif gap == " " and word.low in ("of", "for", "to", "on") and k + 1 < len(words):
            stop, country_here = _object(text, words, k + 1, word.low, place_at, names)
            if stop is None:
                break
            k = next((n for n in range(k, len(words)) if words[n].start >= stop), len(words))
            if country_here and word.low in ("of", "for"):
                country, far = country_here, stop
                if (
                    k + 1 < len(words)
                    and words[k].low in ("to", "for")
                    and text[stop : words[k].start] == " "
                ):
                    far = _object(text, words, k + 1, words[k].low, place_at, names)[0] or far
            else:
                end = far = stop
        else:
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
    if preposition == "to" and (place is None or words[k].low in HONORIFICS):
        return None, None
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
    return end, None


def _name_begins(words: Sequence[Word], k: int) -> bool:
    """Whether a name follows a portfolio that is complete: "Minister of Foreign Affairs | Tang Jiaxuan"."""
    known = PORTFOLIO.match(words[k].text) or words[k].low in OFFICE_MODIFIERS
    return not known and PORTFOLIO.match(words[k - 1].text) is not None and _office_ahead(words, k) is None


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
    text: str, spans: Sequence[tuple[int, int]], places: Sequence[Named]
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
    report the principal meeting, the headline's among them, ``mode`` how it was held (None: no meeting), ``party``
    the people who took part.
    """

    article: Article
    text: str
    lines: list[Line]
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
    _attach(text, offices, at)
    _belong(text, at, places)
    reading = Reading(article, text, lines, sents, words, places, people, offices, at)
    reading.marked = marked(text, lines)
    reading.times = times(text, sents, article.published)
    _counterparts(reading)
    _describe(reading)
    _sides(reading)
    reading.home = _home(reading)
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
        if label in ("GPE", "LOC") and s not in taken and text[s:e] not in REGIONS
    ]
    return sorted(known + more)


def _names_behind(
    text: str, offices: Sequence[Office], names: set[int], places: Sequence[Named]
) -> list[tuple[int, int]]:
    """Names directly behind an office that neither the pipeline nor a title gave: "President of Kazakhstan X Y"."""
    place_at = {p.start: p for p in places}
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
        if office.plural:  # "Foreign Ministers A of Egypt, B of Greece and C of Cyprus"
            for m in _LISTED_NAME.finditer(text, office.end, office.end + 400):
                if m.start("name") not in names and (span := _name_at(text, m.start("name"), place_at)):
                    out.append(span)
    return out


_LISTED_NAME = re.compile(r"(?:, |\band )(?P<name>[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+) of (?:the )?[A-Z]")


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
        re.compile(r"^(?:Shadow )?Foreign Secretary$|^Chancellor of the Exchequer|^Home Secretary$"),
        "United Kingdom",
    ),
    (re.compile(r"^(?:Union |External Affairs|Raksha|Minister of External Affairs)|\bEAM\b"), "India"),
    (re.compile(r"^Taoiseach|^Tánaiste"), "Ireland"),
    (re.compile(r"^Federal Chancellor$|^Federal President$"), "Germany"),
    (re.compile(r"^State Councill?or"), "China"),
    (re.compile(r"High Representative (?:of the Union )?for Foreign Affairs"), "European Union"),
)


_SIDE = re.compile(
    r"(?i)^[’']?s?\s+(?:\w+\s)?(?:side|delegation|team|part|party|(?:was|were|is) represented)\b"
)
_READOUT = re.compile(
    r"(?m)^Office of the (?:Spokesperson|Press Secretary)|^Readout (?:of|from)\b|\battributable to Spokesperson\b"
    r"|^(?:Deputy )?Secretary (?:Antony )?[A-Z]\w+[’']s (?:Call|Meeting|Travel|Remarks)"
)


def _home(reading: Reading) -> str | None:
    """The country whose officials the article names without an adjective.

    The publisher's, where the text's form tells it; else the country named most often that no official was
    given by name: pairs ("Russia and Italy") and sides ("the Russian delegation") count more, the dateline too.
    """
    if _READOUT.search(reading.text[:1500]):
        return "United States"
    given = {o.country for o in reading.offices if o.person and o.country}
    votes: dict[str, float] = {}
    places = reading.places
    for i, place in enumerate(places):
        if place.kind not in ("country", "demonym", "metonym") or place.country in given:
            continue
        gap = reading.text[places[i - 1].end : place.start] if i else ""
        after = reading.text[place.end : places[i + 1].start] if i + 1 < len(places) else ""
        pair = gap in ("-", "–", " and ", " and the ") or after in ("-", "–", " and ", " and the ")
        side = _SIDE.match(reading.text[place.end : place.end + 25])
        votes[place.country] = votes.get(place.country, 0) + (2 if pair or side else 1)
    if reading.article.dateline:
        place = gazetteer().get(reading.article.dateline) or gazetteer().get(reading.article.dateline.title())
        if place and place.country not in given:
            votes[place.country] = votes.get(place.country, 0) + 1.5
    best = max(votes, key=lambda c: votes[c], default=None)
    return best if best and votes[best] >= 1.5 else None


def _sides(reading: Reading) -> None:
    """Countries of people from delegations, from offices that only one country has, and from home."""
    text = reading.text
    for place in reading.places:
        if place.kind in ("country", "demonym", "organisation") and _SIDE.match(
            text[place.end : place.end + 25]
        ):
            sent = reading.sents[reading.sentence_at(place.start)]
            for start, _, person in reading.within(reading.at, sent.start, sent.end):
                near = [
                    p
                    for p in reading.within(reading.places, place.end, start)
                    if _SIDE.match(text[p.end : p.end + 25])
                ]
                if not person.country and not near:
                    person.country = place.country
    for person in reading.people:
        if person.role and not person.country:
            person.country = next(
                (country for pattern, country in ONE_COUNTRY if pattern.search(person.role)), None
            )


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
        (*m.span(), rule.id)
        for rule in TURNS
        for m in rule.regex.finditer(reading.text, sent.start, sent.end)
    )
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
        if not out or kind != "background":
            out.append((opening if out else at, stop))
        at = max(stop, cue.end)
    return out


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


def _party(reading: Reading) -> list[Person]:
    """Everybody who took part: whom the reporting sentences name, then delegations ("accompanied by", "also present").

    Who has an office but no country yet belongs to the country of whom they came with, or to the article's home.
    """
    if not reading.focus:
        return []
    people = met(reading)
    for sent in reading.sents:
        if sent.kind != "body":
            continue
        for m in ALONG.regex.finditer(reading.text, sent.start, sent.end):
            if reading.quoted(m.start()):
                continue
            here = [h for h in reading.within(reading.at, sent.start, sent.end) if _takes_part(reading, *h)]
            ahead = [p for _, e, p in here if e <= m.start()]
            behind = [p for s, _, p in here if s >= m.end()]
            if _JOINS.match(m.group()) or set(map(id, ahead)) & set(map(id, people)):
                if m.group().lower().startswith("accompanied") and ahead:
                    for person in behind:
                        person.country = person.country or ahead[-1].country
                people += [p for p in dict.fromkeys(ahead + behind) if p not in people]
    for person in people:
        person.country = person.country or reading.home
    return people


_JOINS = re.compile(
    r"(?i)joined|attend|present|tak|took|participat|delegation|co-?|chaired|opened|moderated|represented"
)
_CONVEYED = re.compile(
    r"(?i)\b(?:greetings|message|letter|behalf|invitation|regards|wishes|condolences|congratulations|assassination"
    r"|death|attributable to|government|regime|administration|predecessor|successor|hosted in \w+|era|ousted)"
    r"(?: (?:of|from|to|by))?(?: \w+){0,4} $"
)


def told_again(reading: Reading) -> list[int]:
    """Later sentences that tell the principal meeting once more: a cue and two of its people, nothing ahead."""
    people = reading.party
    ahead = any(AHEAD.search(reading.text, *reading.sents[i][:2]) for i in reading.focus)
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
            for place in reading.within(reading.places, start, end):
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
    if city is None and country is None and venue is None:
        return _at_dateline(reading)
    spans = [place[:2] for place in (city, venue) if place] or None
    first, last = (min(s for s, _ in spans), max(e for _, e in spans)) if spans else (0, 0)
    where = (city.country or _country_behind(reading, city.end) if city else None) or country
    span = reading.span(first, last) if 0 < last - first < 200 else None
    return [Location(venue[2] if venue else None, city.text if city else None, where or None, span)]


def _is_city(place: Named) -> bool:
    return place.kind in ("city", "place") or place.text in CITY_STATES


_PRESENT = re.compile(
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
                turned(reading, index, place.start) == "background"
                or AHEAD.search(reading.text, max(sent.start, place.start - 60), place.start)
                and index not in reading.focus
            ):
                continue
            if _is_city(place) and country in (None, place.country):
                return place, place.country
            if place.kind == "country":
                there = there or place.country
    return None, there


def _is_there(reading: Reading, place: Named) -> bool:
    """Whether a place is where something happened: "in Paris", "Odessa hosted"."""
    if place.kind not in ("city", "country", "place") or reading.quoted(place.start):
        return False
    behind = reading.text[place.end : place.end + 24]
    if place.kind == "city" and re.match(r" (?:hosted|will host|hosts|was the venue)", behind):
        return True
    return (
        behind[:1] not in ("'", "’", "-")
        and _THERE.search(reading.text[max(0, place.start - 40) : place.start]) is not None
    )


def _venue(reading: Reading, start: int, end: int) -> tuple[int, int, str] | None:
    """A named or typical place of meetings after "at", "inside" or "in"; one with a name of its own goes first."""
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
            if p.kind in ("city", "country", "place")
        ]
        if known and known[0].end >= first + len(phrase) or OCCASION.search(phrase) or not phrase:
            continue
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


def find_topics(reading: Reading) -> list[Topic]:
    """What was discussed: short verbatim phrases, the most central first, at most ten."""
    return []


# --- Field: upcoming events -------------------------------------------------------------------------


def find_upcoming_events(reading: Reading) -> list[UpcomingEvent]:
    """What lies ahead of the meeting and of publication."""
    return []


# --- Field: quotes ----------------------------------------------------------------------------------

# Verbs of speech, by their stems: the forms in -ed and -ing count wherever they stand, the bare form and the one
# in -s, often a noun, only beside a person or before a comma. Then the forms that always count.
_VERBS = (
    "accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert assess assure attack "
    "believe blast boast caution challenge charge cite claim comment complain conclude concede concur confess confirm "
    "congratulate contend continue convey counter criticize criticise decry demand denounce declare defend deny "
    "describe dismiss emphasize emphasise exclaim explain express highlight hope indicate inform insist interject "
    "joke label lament laud mock muse note observe opine outline pledge praise predict proclaim promise pronounce "
    "point propose protest question quip quote reaffirm recall recount reiterate remark remind repeat reply report respond "
    "retort reveal slam state stress suggest summarize tease testify thank tout tweet underline underscore urge "
    "voice vow warn welcome yell call"
)
_FORMS = frozenset(
    "say says said saying tell tells told telling write writes wrote writing adds argues insists explains think "
    "thinks admitted admitting quipped quipping swore speaking tweets concedes acknowledges warns".split()
)
_DOUBTFUL = frozenset(
    "put puts went goes began shot read reads thought spoke post posts posted feels".split()
)
# What somebody's words are called: "the minister's remark that …", "in a statement by …".
_WORDINGS = frozenset(
    f"{noun}{s}"
    for noun in (
        "statement remark claim comment word declaration assertion argument warning promise pledge tweet speech "
        "description call view insistence announcement post letter admission belief vow accusation allegation "
        "contention suggestion assessment line appeal demand"
    ).split()
    for s in ("", "s")
)
_AUXILIARIES = frozenset(
    "has have had also would will could might must does did is was were are sent".split()
)
_ADVERBS = _AUXILIARIES | frozenset(
    "then later once again now just even further still first often always already do be been being not never however "
    "meanwhile instead himself herself too today yesterday famously simply so on quickly thus".split()
)
_PREPOSITIONS = frozenset(
    "of for to with by from against about in on at after before between behind under over like than toward towards "
    "into via near per despite during through as among without alongside beside including upon within".split()
)
_BREAKS = frozenset(
    "that but or as while when because if where whether although though since until than so what how why which who "
    "after before and".split()
)
_WILL = frozenset("will would could might must to can should".split())
_FOLLOW = _BREAKS - {"who", "which", "that"} | frozenset("then to not".split())
_PRONOUNS = frozenset("he she they it i we".split())
_DETERMINERS = frozenset("the a an his her its their this that one some another both our my".split())
_MESSAGE = re.compile(r"(?i)\b(?:message|letter|telegram|note|cable|greetings|congratulations)\b")
_DOCUMENT = re.compile(r"\b(?:[Jj]oint )?(?:[Ss]tatement|[Dd]eclaration|[Cc]ommuniqu[eé]|[Rr]esolution)\b")
# The writer's words around a quotation tell how it was said. The first row that fits counts.
_CHANNELS = {
    "social media": r"(?i)\b(?:re)?tweet|\b(?:twitter|facebook|instagram|weibo|telegram channel|social media|posted)\b|\bon X\b",
    "letter": r"\b(?:letter|message|telegram|cable|greetings)\b",
    "press conference": r"\b(?:press|news|media) (?:conference|briefing)|\b(?:reporters|journalists|briefing)\b",
    "interview": r"\binterview|\btold (?:the )?(?:[A-Z][\w.]+ ){0,3}(?:[A-Z]{2,5}|News|Times|Post|TV|Television|Radio|newspaper|magazine)\b",
    "statement": r"\b(?:statement|communiqu[eé]|declaration|readout|(?:news|press) release|document|resolution)\b",
}
_AND = re.compile(r"(?:,|,? and) (?:[A-Z][\w.]* ){0,4}")
_JOIN = re.compile(r"[-/&. ]|\. |['’]s |['’] |, (?:Jr|Sr)\.? ")
_MARK = re.compile(r"[\"“”»;:]|''")


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
    words: list[Word]
    gaps: list[str]
    people: list[tuple[int, int, Person]]
    voices: list[Voice] = field(default_factory=list)


def _frame(reading: Reading, inside: bytearray, start: int, end: int) -> Frame:
    """The frame of a sentence; "a spokesman" is nobody known."""
    text, words = reading.text, [w for w in reading.within(reading.words, start, end) if not inside[w.start]]
    gaps = [text[a : w.start] for a, w in zip([start, *(w.end for w in words)], words)]
    people = [
        (s, e, p)
        for s, e, p in reading.within(reading.at, start, end)
        if not inside[s] and ((s, e) in p.mentions or text[s - 2 : s].lower() not in ("a ", "n "))
    ]
    return Frame(text, start, words, gaps, people)


@cache
def _speech() -> Mapping[str, bool]:
    """All forms of the verbs of speech, and whether they count anywhere."""
    forms = dict.fromkeys(_FORMS, True) | dict.fromkeys(_DOUBTFUL, False)
    for verb in _VERBS.split():
        stem = verb[:-1] if verb[-1] == "e" or verb[-2:] in ("ly", "fy", "ny", "ry") else verb
        i = "i" if verb[-1] == "y" and stem != verb else ""
        third = f"{stem}ies" if i else verb + ("es" if verb[-1] in "sh" else "s")
        ing = verb if verb[-1] != "e" else stem
        forms = {verb: False, third: False, f"{stem}{i}ed": True, f"{ing}ing": True} | forms
    return forms


def _index(frame: Frame, offset: int) -> int:
    """Index of the frame's first word at or behind an offset."""
    return bisect_left(frame.words, offset, key=lambda w: w.start)


def _governed(frame: Frame, start: int) -> bool:
    """Whether a name depends on a preposition: "a spokesman for Trump", but not "Secretary of State John Kerry"."""
    words, last = frame.words, _index(frame, start) - 1
    i = last
    while i >= 0 and last - i < 5 and words[i].text[0].isupper() and "," not in frame.gaps[i + 1]:
        if words[i].low in _PREPOSITIONS:
            break
        i -= 1
    if i < 0 or words[i].low not in _PREPOSITIONS or "," in frame.text[words[i].end : start]:
        return False
    return not (words[i].low in ("of", "for") and i and i < last and words[i - 1].text[0].isupper())


def _phrase(frame: Frame, j: int) -> tuple[int, int]:
    """Indices of the first and last word of the noun phrase that ends at word j."""
    words, k = frame.words, j
    while k > 0 and j - k < 14 and _JOIN.fullmatch(frame.gaps[k]):
        low = words[k - 1].low
        if low in _BREAKS and not (low == "and" and words[k].text[0].isupper()):
            break
        if low in _AUXILIARIES or _speech().get(low):
            break
        k -= 1
    if words[k].low in _PREPOSITIONS and k < j:  # "In a statement the ministry"
        k = max((n for n in range(k + 1, j + 1) if words[n].low in _DETERMINERS), default=k + 1)
    for n in range(k + 1, j + 1):  # "the ministry in a statement"
        if words[n].low in _PREPOSITIONS and words[n].low not in ("of", "for", "to", "with"):
            return k, n - 1
    return k, j


def _joint(frame: Frame, at: int, first: int, last: int) -> Voice:
    """Several people together, by their places in the frame, titles included."""
    i = _index(frame, frame.people[first][0])
    while i and frame.words[i - 1].text[0].isupper() and frame.gaps[i] in (" ", ". "):
        i -= 1
    return Voice(at, frame.words[i].start, frame.people[last][1], None)


def _voiced(frame: Frame, at: int, k: int, j: int) -> Voice:
    """The voice of the words k to j: a person where they end with one, several people, or the words alone."""
    start, end = frame.words[k].start, frame.words[j].end
    n = max((n for n, p in enumerate(frame.people) if p[0] < end and p[1] >= end), default=-1)
    if n < 0 or _governed(frame, frame.people[n][0]):
        return Voice(at, start, end, None)
    first = n
    while first and _AND.fullmatch(frame.text[frame.people[first - 1][1] : frame.people[first][0]]):
        first -= 1
    if first < n:
        return _joint(frame, at, first, n)
    s, e, person = frame.people[n]
    return Voice(at, start if 0 < s - start < 60 else s, max(e, end), person)


def _foremost(frame: Frame, before: int) -> Voice | None:
    """The subject of a frame by position: its first free-standing name, else a pronoun, else its first words."""
    people = [p for p in frame.people if p[0] < before]
    for n, (s, e, person) in enumerate(people):
        i, last = _index(frame, s), n
        owns = frame.text[e : e + 2] in ("'s", "’s") and n + 1 < len(people)
        if owns or _governed(frame, s) or i and frame.words[i - 1].low.endswith("ing"):
            continue
        while last + 1 < len(people) and _AND.fullmatch(frame.text[people[last][1] : people[last + 1][0]]):
            last += 1
        return _joint(frame, before, n, last) if last > n else Voice(before, s, e, person)
    words, start = [w for w in frame.words if w.end <= before], 0
    for word in words:
        if word.low in _PRONOUNS:
            return Voice(before, word.start, word.end, None)
    for j, word in enumerate(words):
        after = words[j + 1].low if j + 1 < len(words) and _JOIN.fullmatch(frame.gaps[j + 1]) else None
        if (
            after is None
            or j > start
            and (after in _ADVERBS | _PREPOSITIONS | _BREAKS or after.endswith("ed"))
        ):
            low = words[start].low
            odd = words[start].text.isupper() or low.endswith(("ly", "ing", "ed"))
            if not odd and low not in _PREPOSITIONS | _BREAKS | _ADVERBS and j - start < 8:
                return Voice(before, words[start].start, word.end, None)
            start = j + 1 if after is None else start
    return None


def _ahead(frame: Frame, i: int) -> Voice | None:
    """Who stands before the verb at word i."""
    words, gaps, j, at = frame.words, frame.gaps, i - 1, frame.words[i].start
    while j >= 0 and (words[j].low in _ADVERBS or words[j].low.endswith("ly")) and gaps[j + 1] in (" ", ", "):
        j -= 1
    if j < 0 or gaps[j + 1] in ("'s ", "’s "):
        return None
    gap, low, ing = gaps[j + 1], words[j].low, words[i].low.endswith("ing")
    if ")" in gap:  # "John Kasich (R-Ohio) said"
        while j and "(" not in gaps[j]:
            j -= 1
        j, gap = max(0, j - 1), " "
    # "delivered a statement saying", "and said", "went on to say": the one who did the thing before
    follows = ing and (gap != " " or not any(p[1] == words[j].end for p in frame.people))
    if follows or _MARK.search(gap) or low in _FOLLOW:
        return frame.voices[-1]._replace(at=at) if frame.voices else _foremost(frame, at)
    if low in ("who", "which", "that") and j:
        voice = _voiced(frame, at, *_phrase(frame, j - 1))
        return voice if low == "who" else voice._replace(person=None)
    if "," in gap or "–" in gap or "—" in gap or " - " in gap:  # "Hugh Hill, a doctor, said"
        for s, e, person in reversed([p for p in frame.people if p[1] <= words[j].end]):
            if re.match(r",| [(–—-]", frame.text[e : e + 2]) and not _governed(frame, s):
                return Voice(at, s, e, person)
        for k in range(j):
            first, last = _phrase(frame, k)
            if "," in gaps[k + 1] and words[first].low not in _PREPOSITIONS:
                return _voiced(frame, at, first, last)
        return _foremost(frame, at)
    if low in _PRONOUNS:
        return Voice(at, words[j].start, words[j].end, None)
    return _voiced(frame, at, *_phrase(frame, j))


def _behind(frame: Frame, i: int) -> Voice | None:
    """Who stands behind the verb at word i: "said the minister"."""
    words, k = frame.words, i + 1
    while k < len(words) and (words[k].low in _ADVERBS or words[k].low.endswith("ly")):
        k += 1
    if k >= len(words) or words[k].low in _BREAKS | _PREPOSITIONS or not _JOIN.fullmatch(frame.gaps[k]):
        return None
    j = k
    while j + 1 < len(words) and j - k < 14 and _JOIN.fullmatch(frame.gaps[j + 1]):
        low = words[j + 1].low
        if low in _BREAKS and not (low == "and" and j + 2 < len(words) and words[j + 2].text[0].isupper()):
            break
        if low in _PREPOSITIONS and low not in ("of", "for"):
            break
        j += 1
    for n, (s, e, person) in enumerate(frame.people):
        owns = frame.text[e : e + 2] in ("'s", "’s")
        if words[k].start <= s < words[j].end and not owns and not _governed(frame, s):
            if (
                frame.text[e : e + 5] == " and "
                and n + 1 < len(frame.people)
                and frame.people[n + 1][0] < words[j].end
            ):
                return _joint(frame, words[i].start, n, n + 1)
            return Voice(words[i].start, words[k].start, max(e, words[k].end), person)
    return Voice(words[i].start, words[k].start, words[j].end, None)


def _voices(frame: Frame, inside: bytearray) -> None:
    """Find who speaks in a frame: before and behind verbs, "according to", "the minister's remark that"."""
    words, gaps, verbs = frame.words, frame.gaps, _speech()

    def quoted(at: int) -> bool:
        return inside.find(1, max(frame.start, at - 4), at) >= 0

    for i, word in enumerate(words):
        sure, voice = verbs.get(word.low), None
        after = words[i + 1].low if i + 1 < len(words) else ""
        if sure is None and word.low.endswith("ed"):  # "…," Mr A beamed: whatever the verb is
            if (
                quoted(word.start)
                or i
                and any(p[1] == words[i - 1].end and quoted(p[0]) for p in frame.people)
            ):
                sure = False
        if sure is not None and word.low[-2:] == "ed" and i and words[i - 1].low in ("was", "were", "been"):
            voice = _behind(frame, i + 1) if after == "by" else None  # "was asked by"
        elif sure is not None:
            opens = quoted(word.start) or i == 0 and word.text[0].isupper()
            voice = (_behind(frame, i) if opens and word.low[-3:] != "ing" else None) or _ahead(frame, i)
            if voice and not sure and after != "it":
                beside = voice.person or frame.text[voice.start : voice.end].lower() in _PRONOUNS
                beside = beside and word.start - voice.end < 20 and not (i and words[i - 1].low in _WILL)
                voice = voice if beside or quoted(voice.start) else None
        if voice is None and word.low == "according" and after == "to":
            voice = _behind(frame, i + 1)
        elif voice is None and word.low in _WORDINGS:
            if i and gaps[i] in ("'s ", "’s ", "' ", "’ "):
                if not frame.voices or after in ("that", "of", "as", "suggesting", "saying"):
                    voice = _voiced(frame, word.start, *_phrase(frame, i - 1))
            elif after in ("by", "from"):
                voice = _behind(frame, i + 1)
        if voice:
            frame.voices.append(voice)


_SIGNED = re.compile(r"[ \t]*\n?[ \t]*[–—-]{1,2}[ \t]*(?=[A-Z])")


def _voice(reading: Reading, frame: Frame, mark: Marked) -> Voice | None:
    """The voice of a frame that a quotation in it belongs to, or who signs it ("– Name")."""
    before = [v for v in frame.voices if v.at < mark.start]
    after = next((v for v in frame.voices if v.at > mark.end), None)
    comma = "," in reading.text[mark.end - 1 : mark.end + 2]
    if all(w.start > mark.start or w.low in ("and", "but", "or") for w in frame.words):
        if after and after.at - mark.end < (200 if comma else 70):
            return after
        if m := _SIGNED.match(reading.text, mark.end + 1):
            for _, end, person in reading.within(reading.at, m.end(), m.end() + 60):
                if not re.search(r"[\n“\"]", reading.text[m.end() : end]):
                    return Voice(m.end(), m.end(), end, person)
        return None
    attached = after and comma and min(after.at, after.start) - mark.end < 5
    if before and not attached:
        return before[-1]
    return after if after and (comma or after.at - mark.end < 120) else _foremost(frame, mark.start)


_JOINT = re.compile(r"\b(?:[Jj]oint|[Ff]inal) \w+(?=:$)")


def _earlier(reading: Reading, inside: bytearray, at: int, reach: int) -> Iterator[tuple[Sentence, Frame]]:
    """The sentences up to an offset, the last one first, as frames with the people named by then."""
    here = reading.sentence_at(at)
    for sent in reversed(reading.sents[max(0, here - reach) : here + 1]):
        yield sent, _frame(reading, inside, sent.start, min(sent.end, at))


def _antecedent(
    reading: Reading, inside: bytearray, voice: Voice, female: bool, last: int, speaker: Person | None
) -> Person | None:
    """Whom "he" or "she" means: the subject of this sentence so far, of the one before, or the last speaker."""
    fits = speaker and speaker.female in (None, female)
    for sent, frame in _earlier(reading, inside, voice.start, 3):
        frame.people = [p for p in frame.people if p[2].female in (None, female)]
        if fits and last >= sent.start and not (frame.people and frame.people[0][0] > last):
            return speaker
        if frame.people:
            first = _foremost(frame, voice.start)
            return first.person if first and first.person else frame.people[0][2]
    return speaker if fits else None


def _sender(reading: Reading, inside: bytearray, at: int) -> Person | None:
    """Who wrote "the message": the one it comes from, or who sent it, in this sentence or before."""
    for n, (sent, frame) in enumerate(_earlier(reading, inside, at, 2)):
        if m := _MESSAGE.search(reading.text, sent.start, min(sent.end, at)):
            for start, _, person in frame.people:
                if re.search(r"\bfrom [^,.]{0,60}$", reading.text[m.end() : max(start, m.end())]):
                    return person
            sent_at = next(
                (w.start for w in frame.words if w.low in ("sent", "conveyed", "wrote", "addressed")), None
            )
            if sent_at is not None or n:  # "As the minister said, the message stressed": told before
                first = _foremost(frame, at if sent_at is None else sent_at)
                if first and first.person:
                    return first.person
    return None


def _told(
    reading: Reading, inside: bytearray, voice: Voice, last: int, speaker: Person | None, other: str | None
) -> tuple[str | None, str, Person | None]:
    """A voice as the speaker's name, the words of the article, and the person."""
    written = reading.text[voice.start : voice.end]
    words, person = written.lower().split(), voice.person
    if person is None:
        if words[0] in ("he", "she") or words[0] in ("his", "her") and words[-1] in _WORDINGS:
            person = _antecedent(reading, inside, voice, words[0] in ("she", "her"), last, speaker)
            return person.name if person else None, written, person
        if written.lower() in _PRONOUNS:  # "In the statement they said", "It also said"
            m = _DOCUMENT.search(
                reading.text, reading.sents[reading.sentence_at(voice.start)].start, voice.start
            )
            return (m.group() if m else other if words[0] == "it" else None), written, None
        if _MESSAGE.search(written):
            person = _sender(reading, inside, voice.at)
        elif words[-1] in _WORDINGS and (m := re.match(r".*['’]s? (?=[\w-]+$|[\w-]+ [\w-]+$)", written)):
            owner = reading.within(reading.at, voice.start, voice.start + m.end())
            person = owner[-1][2] if owner else None
    name = person.name if person else re.sub(r"(?i)^(?:the|an?|its|this|that)\s+(?=\w)", "", written)
    return " ".join(name.split()), written, person


# A name or a title follows these, or stands between these and its marks.
_TITLED = re.compile(
    r"\b(?:[Tt]itled|[Ee]ntitled|[Ss]o-called|dubbed|nicknamed|named|known as|captioned|logo|slogan|motto|hashtag)[ ,:]*\W?$"
)
_WORK = re.compile(
    r"\b(?:book|song|film|movie|show|album|series|podcast|program(?:me)?|episode|column|magazine|newspaper|forum"
    r"|exhibition|host of|star of|the|an?|his|her|their|its)[ ,]*\W?$"
)


def _is_speech(reading: Reading, mark: Marked, voiced: bool, spoken: bool) -> bool:
    """Whether marks set off speech: three words at least, no name, title of a work or set phrase."""
    words = [w.strip("\"'“”‘’()[],.!?;:…–—-") for w in reading.text[mark.start : mark.end].split()]
    words, ending = [w for w in words if w], reading.text[mark.end - 1]
    before = reading.text[max(0, mark.start - 30) : mark.start - 1].split("\n")[-1]
    if len(words) < 3 or not any(w[0].isalpha() for w in words) or _TITLED.search(before):
        return False
    small = _PREPOSITIONS | _DETERMINERS | LOWER_PARTICLES | {"and", "or", "is", "are"}
    capital = words[0][0].isupper()
    if capital and len(words) < 10 and all(w.lower() in small or not w[0].islower() for w in words):
        return voiced and ending in "!?"
    if capital and len(words) < 10 and _WORK.search(before):
        return False
    if len(words) < 4 and voiced and not spoken and re.search(r"(?i)\bthe \W?$", before):
        return False  # "the 'spirit of Geneva'"
    return voiced or len(words) > 5 or ending in ".,!?"


def find_quotes(reading: Reading) -> list[Quote]:
    """Direct quotations of three words or more, in order of the text, with their speakers."""
    out: list[Quote] = []
    text, marks = reading.text, [mark for mark in reading.marked if not mark.single]
    if not marks:
        return out
    inside, parts, at = bytearray(len(text)), [], 0
    for mark in marks:  # the text with dots for what is quoted, so that sentences end only outside
        inside[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
        if mark.end - mark.start > 1:
            last = "," if text[mark.end - 1] in "?!…" else text[mark.end - 1]
            parts += [text[at : mark.start + 1], "·" * (mark.end - mark.start - 2), last]
            at = mark.end
    masked = "".join([*parts, text[at:]])
    lines = [line for line in reading.lines if line.kind in ("title", "body")]
    starts = [line.start for line in lines]

    @cache
    def frames(n: int) -> list[Frame]:
        if n < 0:
            return []
        begins = sentence_starts(masked, lines[n].start, lines[n].end)
        found = [_frame(reading, inside, s, e) for s, e in zip(begins, [*begins[1:], lines[n].end])]
        for frame in found:
            _voices(frame, inside)
        return found

    spoken, line = -1, -9  # where the last quotation began, and on which line
    told: tuple[str | None, str | None, str] = (None, None, "speech")
    speaker: Person | None = None
    other: str | None = None  # the last speaker that is no person: a ministry, a statement
    for mark in marks:
        n = bisect_right(starts, mark.start) - 1
        here = frames(n)
        f = max((k for k, frame in enumerate(here) if frame.start <= mark.start), default=0)
        voice = _voice(reading, here[f], mark)
        goes_on = line == n or line == n - 1 and not f and inside[lines[n - 1].end - 2] and told[1]
        if voice or not goes_on:
            before = here[f - 1] if f else (frames(n - 1) or [None])[-1]
            if voice is None and before:  # the sentence or line before leads to it
                end = lines[n - 1].end if not f else here[f].start
                m = _JOINT.search(text, before.start, end)
                joint = Voice(m.start(), *m.span(), None) if m else None
                voice = joint or (before.voices[-1] if before.voices else _foremost(before, end))
            name, written, person = None, None, None
            if voice:
                name, written, person = _told(reading, inside, voice, spoken, speaker, other)
            around = "".join(
                gap + word.text for gap, word in zip(here[f].gaps, here[f].words) if len(gap) < 9
            )
            around += f" {written}"
            channel = next((c for c, pattern in _CHANNELS.items() if re.search(pattern, around)), "speech")
            told = name, written, channel
            speaker, other = person or speaker, name if name and not person else other
        spoken, line = mark.start, n
        before = any(v.at < mark.start for v in here[f].voices)
        if _is_speech(reading, mark, told[1] is not None, before):
            out.append(Quote(text[mark.start : mark.end], *told, reading.span(mark.start, mark.end)))
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


def as_text(meeting: Meeting) -> str:
    """The Meeting for a terminal: several lines, one a value."""
    rows: list[tuple[str, str]] = [("Date", f"{meeting.date or 'not told'}")]
    if meeting.mode:
        rows.append(("Mode", meeting.mode))
    for i, p in enumerate(meeting.participants):
        about = ", ".join(x for x in (p.title, p.role, p.country) if x)
        rows.append(("Participants" if i == 0 else "", f"{p.name} ({about})" if about else p.name))
    if place := meeting.location:
        rows.append(("Location", ", ".join(x for x in (place.venue, place.city, place.country) if x)))
    for i, topic in enumerate(meeting.topics):
        rows.append(("Topics" if i == 0 else "", topic.text))
    for i, event in enumerate(meeting.upcoming_events):
        days = " to ".join(dict.fromkeys(str(d) for d in (event.start, event.end) if d)) or event.date_text
        rows.append(
            ("Upcoming" if i == 0 else "", ", ".join(x for x in (event.name, days, event.location) if x))
        )
    for i, quote in enumerate(meeting.quotes):
        rows.append(("Quotes" if i == 0 else "", f"{quote.speaker or 'unknown speaker'}: “{quote.text}”"))
    return "\n".join(f"{name:<13}{' '.join(value.split())}".rstrip() for name, value in rows)


def as_html(meeting: Meeting) -> str:
    """The Meeting as HTML for a notebook cell."""
    import html

    return f"<pre>{html.escape(str(meeting))}</pre>"


def as_page(meeting: Meeting) -> str:
    """A whole HTML page."""
    return f"<!DOCTYPE html><meta charset='utf-8'>{as_html(meeting)}"


# --- Public functions -------------------------------------------------------------------------------

_LOCK = threading.Lock()
_NEEDED = ("tok2vec", "transformer", "ner", "entity_ruler", "span_ruler", "senter", "sentencizer")
_bundled: list[Language] = []


def load_pipeline(name: str | os.PathLike[str] | None = None) -> Language:
    """A spaCy pipeline with the components that are needed: the bundled one, or any by name or path.

    Raises ``PipelineNotFoundError`` (a ``ValueError``) if there is none by that name.
    """
    import spacy

    folder = Path(__file__).with_name("en_diplomacy_sm")
    if name is None or name == "en_diplomacy_sm":
        versions = sorted(folder.glob("en_diplomacy_sm-*/config.cfg"))
        if not versions:
            raise PipelineNotFoundError(
                f"the bundled pipeline is missing beside {__file__}; reinstall with: pip install --force-reinstall diplomacy-extract"
            )
        return spacy.load(versions[-1].parent)
    try:
        nlp = spacy.load(name)
    except OSError:
        raise PipelineNotFoundError(
            f"no spaCy pipeline {str(name)!r} is installed or on disk; leave it out to use the bundled one, or install yours with pip"
        ) from None
    for pipe in list(nlp.pipe_names):
        if pipe not in _NEEDED:
            nlp.disable_pipe(pipe)
    return nlp


def _default() -> Language:
    """The bundled pipeline, loaded once."""
    with _LOCK:
        if not _bundled:
            _bundled.append(load_pipeline())
        return _bundled[0]


def _ents(doc: Doc) -> list[tuple[int, int, str]]:
    return [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]


def extract_meeting(
    article: str | os.PathLike[str] | Article | Doc, *, published: object = None, nlp: Language | None = None
) -> Meeting:
    """The principal meeting of one article.

    ``article`` is a ``str`` (the text itself), a path (a file), an ``Article`` or a spaCy ``Doc`` (then without
    ``nlp``; the Doc is not changed). ``published`` wins over what the text says. ``nlp`` is any spaCy English
    pipeline with entities; left out, the bundled one, loaded once.
    """
    if isinstance(nlp, str):
        raise TypeError(f"nlp must be a spaCy pipeline, not a str: pass nlp=load_pipeline({nlp!r})")
    if hasattr(article, "ents") and hasattr(article, "text_with_ws"):
        doc = article
        return Meeting.from_reading(read(load_article(doc.text, published=published), _ents(doc)))  # type: ignore[union-attr, arg-type]
    loaded = article if isinstance(article, Article) else load_article(article, published=published)  # type: ignore[arg-type]
    if isinstance(article, Article) and published is not None:
        loaded = replace(loaded, published=_day(published))
    pipeline = nlp or _default()
    return Meeting.from_reading(read(loaded, _ents(pipeline(loaded.text))))


def extract_meetings(articles: Iterable[Any], *, nlp: Language | None = None) -> Iterator[Meeting]:
    """The meetings of many articles, in order."""
    for article in articles:
        yield extract_meeting(article, nlp=nlp)


# --- Command line -----------------------------------------------------------------------------------


def main(argv: Sequence[str] | None = None) -> int:
    """``diplomacy-extract``; see ``--help``."""
    for name in sys.argv[1:] if argv is None else argv:
        print(extract_meeting(Path(name)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
