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
    "UNIT": r"(?:hour|day|week|fortnight|month|year)",
    # A part of a month, a year or another unit, which settles no days: "early", "the end of", "the first week of".
    "PART": r"(?P<part>(?:[Tt]owards?\ )?(?:the\ )?(?:(?:very\ )?[Ee]arl(?:y|ier)|[Mm]id(?:dle)?|[Ll]ater?|[Bb]eginning|[Ss]tart"
    r"|[Ee]nd|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|(?:first|second|third|fourth|last|final)\ (?:few\ )?"
    r"(?:week|weekend|half|days|ten\ days|fortnight))(?:\ (?:of|in))?)[-\ ]",
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
        r"(?P<m>{MONTH})(?![a-z])(?:,?\ (?P<y>{YEAR})\b)?(?(open)\)|(?:\ \({WEEKDAY}\))?)",
        "on «5-7 June 2021» in",
    ),
    Rule(
        "date: month first",
        r"\b(?:(?P<w>{WEEKDAY}),?\ (?P<open>\()?)?(?P<m>{MONTH})\ (?:the\ )?(?P<d>{DAY})(?:{TO}(?P<d2>{DAY})(?!\d|:|\ (?:{MONTH}|"
        r"[Pp]\.?m|[Aa]\.?m|%|percent)))?\b(?!:\d)(?:,?\ (?P<y>{YEAR})\b)?(?(open)\)|(?:\ \({WEEKDAY}\))?)",
        "held «June 5-7, 2021» in",
    ),
    Rule(
        "month: of a year",
        r"\b(?:{PART})?(?P<m>{MONTH})(?:{TO}(?P<m2>{MONTH}))?(?:,|\ of)?\ (?P<y>{YEAR})\b",
        "to be held in «February 2021».",
    ),
    Rule(
        "month",
        r"(?:\b{PART}|\b(?P<which>[Nn]ext|[Ll]ast|[Tt]his(?:\ coming)?)\ |{PREPOSITION})(?P<m>{MONTH})(?:{TO}(?P<m2>{MONTH}))?"
        r"(?![\w-]|\ \d|\ Day\b)",
        "will visit in «November».",
        "only after a preposition, an article or 'next', so that 'May' as a name or verb is none",
    ),
    Rule(
        "quarter",
        r"\b(?:Q(?P<q>[1-4])[ ,]{1,2}|(?:the\ )?(?P<nth>first|second|third|fourth|last)\ (?P<size>quarter|half)\ of\ )"
        r"(?:(?P<y>{YEAR})|(?P<which>this|next|last)\ year)\b",
        "in «the first quarter of 2024» at",
    ),
    Rule(
        "count: span",
        r"\b(?:(?:[Oo]ver|[Ii]n|[Dd]uring|[Ww]ithin|[Ff]or)\ )?(?:the\ )?(?P<which>next|coming|following|past|last|previous)\ "
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
        r"(?i)\b(?:in\ (?:the\ )?(?:coming|upcoming|following)\ (?:days|weeks|months|years)|in\ the\ (?:days|weeks|months|years?)\ ahead"
        r"|in\ (?:the\ )?(?:spring|summer|autumn|winter))\b",
        "will follow «in the coming weeks».",
    ),
    Rule(
        "weekday",
        r"\b(?<!Black\ )(?<!Good\ )(?<!Bloody\ )(?<!Super\ )(?<!Palm\ )(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?:\ coming)?|(?:the\ )?coming|"
        r"the\ following|past)\ )?(?P<w>{WEEKDAY})(?:{TO}(?P<w2>{WEEKDAY}))?\b(?!\ (?:Times|Telegraph|Mirror|Mail|Express|Guardian|Herald|Post|"
        r"Star|Standard)\b)(?:\ (?:morning|afternoon|evening|night)\b)?(?:,?\ (?:of\ )?(?P<week>this|next|last)\ week\b)?",
        "on «Monday and Tuesday» in",
    ),
    Rule(
        "unit",
        r"\b(?:{PART})?(?P<which>[Tt]his(?:\ coming)?|[Nn]ext|[Ll]ast|(?:[Tt]he\ )?(?:coming|following|current)|(?(part)the|(?!)))\ "
        r"(?P<unit>week(?:end)?|month|quarter|year|summer|autumn|spring|winter|fall)\b(?!-)",
        "will visit «next week» to",
    ),
    Rule(
        "word",
        r"(?i)\b(?P<day>(?:the\ )?day\ (?:after\ tomorrow|before\ yesterday)|today|tonight|this\ (?:morning|afternoon|evening)"
        r"|yesterday|tomorrow)\b",
        "met «yesterday» in",
    ),
    Rule(
        "vague",
        r"(?i)\b(?:in\ the\ (?:very\ )?(?:near|nearest|foreseeable|not\ too\ distant)\ future|at\ (?:a|some)\ (?:later|future)\ (?:date|stage)"
        r"|in\ due\ course|(?:very\ )?soon(?!\ (?:after|as))|shortly(?!\ (?:after|before)))\b",
        "would meet «in the near future».",
    ),
    Rule(
        "year",
        r"(?:\b{PART}|{PREPOSITION})(?P<y>{YEAR})\b(?![-–,/]?\d|\ (?:people|troops|soldiers|km|kilomet|dollars|tons|tonnes|jobs|companies))"
        r"|\b(?P<y2>{YEAR})(?=\ (?:[\w-]+\ ){0,2}?(?:elections?|summits?|polls?|referendum)\b)",
        "due to be held in «2003».",
        "only after a preposition or before the noun of an event",
    ),
)
# The words that make it worth trying a resolver's rows about them.
_ANCHOR = re.compile(
    r"(?=[JFMASONDTWQY\dthdwfmqsya])\b(?:(?P<date>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|(?P<figures>\d\d?[./]\d\d?[./]\d|\d{4}-\d)"
    r"|(?P<year>(?:19|20)\d\d\b)|(?P<word>[Tt](?:oday|onight|omorrow|his (?:mor|aft|eve))|[Yy]esterday)"
    r"|(?P<unit>hour|day|week|fortnight|month|quarter|half|year|summer|autumn|spring|winter|fall|Q[1-4]\b)"
    r"|(?P<vague>(?:[Ss](?:oon|hortly)|future|due course|stage)\b|a later ))"
)
_ANCHOR_OF = {"month": "date", "quarter": "unit", "count": "unit", "vague: units": "unit"}
AHEAD = re.compile(
    r"(?i)\b(?:will|shall|would|upcoming|forthcoming|plan(?:s|ned|ning)?|scheduled?|slated|expect(?:s|ed)?|due|next|invit\w+|"
    r"set (?:to|for)|to be (?=\w+ed\b|held)|(?:is|are|going|agreed|decided|intends|ready|about|pledged|promised|vowed) to|"
    r"ahead of|in advance of|look(?:s|ed|ing)? forward|hop(?:es?|ing)|prepar\w+|deadline)\b"
)
# The tense of the words about an expression; "to" counts after those of the third line, "of" after those of the fourth.
_TENSED = ("date", "month", "weekday")  # the resolvers that ask
_TENSES = {
    **dict.fromkeys(
        "will shall would upcoming forthcoming plan plans planned planning schedule scheduled slated expect expects expected due next invite "
        "invited invites inviting invitation hope hopes hoping prepare prepares prepared preparing preparations deadline "
        "is+to are+to going+to agreed+to decided+to intends+to ready+to about+to pledged+to promised+to vowed+to set+to set+for to+be "
        "ahead+of advance+of look+forward looks+forward looked+forward looking+forward".split(),
        "ahead",
    ),
    **dict.fromkeys(
        "leaves meets holds hold resumes resume begins starts opens arrives travels heads flies departs speaks hosts attends".split(),
        "now",
    ),
    **dict.fromkeys(
        "said says told announced added noted stressed met held arrived visited discussed hosted received spoke began started took came went "
        "traveled travelled signed attended ended was were had has have since reached launched made gave opened concluded confirmed wrote "
        "tweeted posted reported issued called welcomed declared died killed attacked fired tested adopted praised paid left returned following "
        "after elected".split(),
        "past",
    ),
}
_INFINITIVE = re.compile(
    r"(?i)\bto (?:be|visit|meet|attend|host|hold|travel|take|arrive|begin|start|open|sign|receive)\b"
)
_DEADLINE = re.compile(
    r"(?i)\b(?:by|before|until|till|no later than|not later than|prior to|deadline (?:of|on|is)|(?:ends?|expires?|concludes?) (?:on|in))(?: the)? $"
)
_FIRST_TIME = re.compile(r"\b(?:time|first|\w{2,9}(?:nd|rd|th))\b[^,;]{0,40}$")
_NAMED_MAY = re.compile(r"\b(?:Theresa|Mrs?\.?|Ms\.?|Minister|Secretary|President|Premier|PM) May\b")
_NUMBERS = dict(
    zip("a an one two three four five six seven eight nine ten eleven twelve".split(), [1, 1, *range(1, 13)])
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
                if taken.isdisjoint(range(*m.span())) and not (named_may and m.group() == "May"):
                    taken.update(range(*m.span()))
                    tense = _tense(text, sent, *m.span()) if kind in _TENSED else ""
                    out.append(Time(*m.span(), m.group(), *_resolve(kind, m, published, tense)))
    return sorted(out, key=lambda time: time[:2])


def _tense(text: str, sent: Sentence, start: int, end: int) -> str:
    """ "ahead", "now", "past" or "": by the nearest word before an expression that tells, else the first after it."""
    before = re.findall(r"[a-z]+", text[max(sent.start, start - 160) : start].lower())
    for word, last in zip(reversed(before), [*reversed(before[:-1]), ""]):
        tense = _TENSES.get(f"{last}+{word}") or _TENSES.get(word)
        if tense and not (tense == "now" and last == "to"):  # "are to hold"
            return tense
        if last in ("is", "are") and word.endswith("ing"):
            return "now"
    if _INFINITIVE.search(text, max(sent.start, start - 160), start):  # "Putin to visit India on Monday"
        return "ahead"
    after = re.findall(r"[a-z]+", text[end : min(sent.end, end + 120)].lower())
    return next(
        (
            t
            for last, word in zip(["", *after], after)
            if (t := _TENSES.get(f"{last}+{word}") or _TENSES.get(word))
        ),
        "",
    )


_Range = tuple[dt.date | None, dt.date | None, str]
_VAGUE: _Range = (None, None, "vague")


def _resolve(kind: str, m: re.Match[str], base: dt.date | None, tense: str) -> _Range:
    """The inclusive days of a match; see TIMES. Nothing is resolved to a day outside 1900 to 2100."""
    g = {key: value for key, value in m.groupdict().items() if value}
    part, by = g.get("part", "").lower(), _DEADLINE.search(m.string, max(0, m.start() - 24), m.start())
    if part and not (by and "end" in part):
        return _VAGUE
    try:
        first, last, unit = _RESOLVERS[kind](g, base, tense or ("ahead" if by else ""))
    except (ValueError, OverflowError):  # 31 June
        return _VAGUE
    if any(day and not MIN_YEAR <= day.year <= MAX_YEAR for day in (first, last)):
        return _VAGUE
    if g.get("way") in ("in", "In") and _FIRST_TIME.search(m.string, max(0, m.start() - 60), m.start()):
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
    """The plausible day without a year: the next one if ahead, else the nearest; a weekday given decides."""
    if base is None:
        return None
    years = [y for y in range(base.year - 4, base.year + 9) if day <= _month_range(y, month)[1].day]
    days = [dt.date(y, month, day) for y in years]
    named = [d for d in days if weekday and d.strftime("%A") == weekday and abs(d.year - base.year) < 2]
    ahead = [d for d in days if d >= base]
    return (
        named[0]
        if len(named) == 1
        else ahead[0]
        if tense == "ahead" and ahead
        else min(days, key=lambda d: abs(d - base), default=None)
    )


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
    shifts = {"day after tomorrow": 2, "tomorrow": 1, "yesterday": -1, "day before yesterday": -2}
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

# Nouns of events; those at the end only with a capital letter, as parts of names.
_EVENT = re.compile(
    r"\b(?:(?i:summits?|meetings?|visits?|trips?|tours?|talks|conferences?|elections?|polls|referendums?|games|exercises?|drills|"
    r"man(?:oeuv|euv)(?:re|er)s|forums?|sessions?|rounds?|dialogues?|exhibitions?|expos?|fair|anniversary|ceremon(?:y|ies)|"
    r"consultations?|negotiations|inauguration|celebrations?|festivit(?:y|ies)|festival|runoff|gathering|ministerial|symposium|"
    r"seminar|workshop|tender|deadline)|Assembly|Council|Commission|Committee|Congress|Year(?= of [A-Z])|Days?(?= of [A-Z])"
    r"|Olympics|Cup|COP ?\d\d|Quad)\b(?![-–]\w)"
)
_MODAL = (
    r"(?:(?:will|shall|would)|(?:scheduled|due|expected|set|slated|planned|planning|going|plans?|agree[ds]?|decided|"
    r"(?:invited|(?:accepted|extended|conveyed|reiterated)\b[^.;]{0,60}?\binvitation)(?:\ [^,.;:]{2,70}?)?)\ to|(?:is|are)\ (?:also\ )?to)"
    r"(?:\ (?:also|then|soon|shortly|later|next|again|both|jointly|first|\w+ly))*\ "
)
# What tells that an event lies ahead: words "before" or "after" its name, a verb that will "hold" it, or a
# verb that is one itself. Checked on readouts, agency reports, Kremlin news and VOA briefs.
EVENT_CUES = (
    Rule(
        "before",
        r"\b(?:[Uu]pcoming|[Ff]orthcoming|[Nn]ext(?!\ (?:to|steps?)\b)|planned|scheduled|(?:[Aa]head|[Ii]n\ advance|[Oo]n\ the\ eve)\ of|(?:run|lead)[-\ ]up\ to"
        r"|[Pp]repar(?:e[sd]?|ing|ations?)\ (?:for|of|to\ host)|preparing|hopes?\ for|[Ll]ook(?:s|ed|ing)?\ forward\ to(?:\ (?:hosting|attending|holding"
        r"|visiting|welcoming|seeing|meeting|participating|joining|taking)\b)?(?!\ \w+ing\b)|agree(?:[ds]|ment)?\ (?:to\ (?:hold|convene|organi[sz]e|host)"
        r"|on\ holding)|,\ (?:and\ )?to\ (?:hold|organi[sz]e|convene|host)|plan(?:s|ned|ning)?\ (?:(?:for|of)(?=\ (?:an?|the|his|her|their)\ )"
        r"|to\ (?:hold|host|convene|organi[sz]e|conduct))|(?:is|are)\ on\ an?\ [\w\ -]{2,24}\ to\ attend|(?:invited|(?:accepted|extended|conveyed"
        r"|reiterated)\b[^.;]{0,60}?\binvitation)\b[^.;]{0,90}?\ (?:to\ (?:attend|participate\ in|take\ part\ in|join)|for))\ ",
        "exchanged views on the «upcoming »summit",
        "no mere invitation that somebody is thanked for; no 'looks forward to continuing the dialogue'",
    ),
    Rule(
        "after",
        r"\b(?:to|(?:will|would|shall)(?:\ also)?)\ (?:be\ (?:held|conducted|hosted|organi[sz]ed|convened)|take\ place|begin\b|start\b|open\b|end\ on)"
        r"|\b(?:opens|begins|starts|resumes?|kicks\ off|takes\ place)\ (?=(?:in|on|at|next|[A-Z])\b)"
        r"|\b(?:scheduled|slated|planned|set|due|expected)\ (?:for|to\ (?:be\ held|take\ place|begin|start|open)|in|on|at)\b",
        "the exhibition «to be held» in",
        "no 'the visit will help …'",
    ),
    Rule(
        "hold",
        rf"\b(?:{_MODAL}(?:hold|have|host|attend|make|pay|take\ part\ in|participate\ in|join|convene|(?:co-?)?chair|conduct|begin|start|open|launch"
        r"|resume|organi[sz]e|preside\ over|be\ [io]n|stage|mark|celebrate|welcome)|are\ hosting|(?:leaders|ministers|sides|presidents|officials"
        r"|[Tt]hey)\ (?:hold|attend))\b",
        "he «will make» a state visit",
        "no 'will continue to …', 'will support …'",
    ),
    Rule(
        "verb",
        rf"\b(?:(?:{_MODAL}|[Bb]efore\ |,\ (?=visiting)|look(?:s|ed|ing)?\ forward\ to\ )(?P<verb>visit(?:ing)?|travell?(?:ing)?\ to|head(?:ing)?\ to"
        r"|fly(?:ing)?\ to|go(?:ing)?\ to|return(?:ing)?\ to|arriv(?:e|ing)\ in|leav(?:e|ing)\ for|depart\ for|lead\ (?:an?|the|his|her)\ (?:[\w-]+\ ){0,3}"
        r"delegation\ to|vote\ on|meet(?:ing)?(?!\ the\ (?:press|media|needs?|challenges?|targets?|demands?|conditions?|requirements?|interests?"
        r"|expectations?|goals?)\b)|see(?:ing)?|address|sign|take\ office|be\ (?:inaugurated|sworn\ in)|speak\ (?:to|at))|(?P<now>leaves\ for"
        r"|meets\ next|(?<=\ he\ )speaks\ to|(?<=\ is\ also\ )(?:visiting|meeting)|winds\ up|when\ (?:he|she|they)\ visits?"
        r"|(?<=\ is\ )(?:expected|due)\ in(?=\ [A-Z]))|(?P<dated>(?:arrives|lands)\ in|(?:travels|flies|heads|goes|returns)\ to|visits|meets(?:\ with)?))\b",
        "the minister «will visit» Japan",
        "a present tense ('dated') only with a time ahead beside it",
    ),
)
_NOT_AHEAD = re.compile(
    r"\b(?:[Ii]f|[Uu]nless|[Ww]hether)\b|(?:\b(?:not|never|cancel\w*|postpone\w*|refus\w+|reject\w+|declin\w+|no plans|could|might|was|were|had been)\b"
    r"|n[’']t)\b[^,;]{0,25}$"
)
_AHEAD_HINT = re.compile(
    r"(?i)\b(?:will|would|shall|to|upcoming|forthcoming|next|ahead|advance|eve|hopes|forward|planned|planning|scheduled|prepar\w+|agreed|invited|"
    r"leaves|meets|hold|is|are|winds)\b"
)
# Words that end a name on either side; on its right it may go on with "of the …", "with …".
_BREAKS = frozenset(
    "this that these those all each every both or but as into about after before during under over since through via upon ahead per than not also "
    "again then which who whose when where while he she they it we i you is are was were be been being has have had will would shall should can "
    "could may might must do does did said says told added set due slated taking took takes later soon shortly if because so however amid where "
    "within without until scheduled planned expected announced today yesterday tomorrow here there including regarding agreed held opens begins "
    "starts resume resumes".split()
)
_LEFT = _BREAKS | frozenset(
    "the a an his her its their our your my any some no and of in on at for to by with from between more first upcoming forthcoming coming mr mrs ms "
    "hold holds host hosts hosted attend attends attended make makes made pay pays paid discuss discussed launch launched start started begin began "
    "resumed join joined conduct chair convene welcomed welcome confirmed noted praised permit ensure monitor observe secure prepare prepares support "
    "supported following".split()
)
_PREPOSITIONS = frozenset("of on with between by for among to in at from".split())
_TRAVEL = frozenset("visit visits trip trips tour tours".split())
# "will visit" and the like, where "visit" is no noun.
_VERBAL = frozenset(
    "might could may must cannot he she to will would shall also can and they we who i is are was were be been after before while since when by from "
    "then not".split()
)
_ADJECTIVES = frozenset(
    "working closing opening early united combined extended expanded limited weekly monthly yearly".split()
)
# What may stand between the name of an event and its time: "in Moscow on", "hosted by Japan".
_BESIDE = re.compile(
    r"(?:['’]s?)?,?(?: (?:to be held|hosted by|to take place|scheduled|slated|planned|due|set|in|at|on|from|for|here|there|the|of|by|early|between|during)"
    r"| [A-Z][\w.’'-]*,?)* ?$"
)
# The principal meeting itself may be still to come; it is not repeated here.
_PLANNED = re.compile(
    r"\b(?:will|to (?:\w+ )?(?:meet|visit|make|hold|travel|arrive|attend|host|receive)"
    r"|(?:is|are) (?:\w+ )?(?:visiting|heading|meeting|travell?ing|due|expected|scheduled|set))\b"
)
_DONE = re.compile(
    r"\b(?:met|held|hosted|received|spoke|arrived|welcomed|discussed|concluded|ended|have talked|visited)\b"
)
_ENCOUNTERS = frozenset(
    "visit meet talk meeting trip travel head fly go arrive tour consultation negotiation summit visiting".split()
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
        if not (_AHEAD_HINT.search(text, sent.start, sent.end) or any(_ahead(reading, t) for t in times)):
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
    nouns = [
        p for i, p in enumerate(nouns) if not any(o.start <= p.start for o in nouns[i + 1 : i + 2])
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
        time = _when(text, phrase, times, stop)
        times = [t for t in times if t is not time]
        if time and time.last and not _ahead(reading, time):
            if _beside(text, phrase, time) or time.start > phrase.end:
                continue
            time = None
        if not reading.quoted(phrase.start) or time and time.last:
            yield phrase, time, _where(reading, phrase, stop)


def _noun(text: str, words: Sequence[Word], times: Sequence[Time], m: re.Match[str]) -> _Phrase | None:
    """The name about the noun of an event: "next meeting of the Joint Commission"."""
    i = bisect_left(words, m.start(), key=lambda w: w.start)
    if i == len(words) or words[i].start != m.start():
        return None
    head, before = words[i].low, words[i - 1].low if i else ""
    if head in ("visit", "visits", "meeting", "tour") and before in _VERBAL:
        return None
    j = i
    while j and i - j < 8:
        word = words[j - 1]
        gap = text[word.end : words[j].start]
        if gap not in (" ", "’ ", "' ", ".-", "–", "-", "/") and not (
            gap == ". " and word.low in ABBREVIATIONS
        ):
            break
        joins = word.low == "and" and 1 < j < i and words[j].text.islower() and words[j - 2].low not in _LEFT
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
_FAINT = _PREPOSITIONS | frozenset("the a an and his her its their mr mrs next".split())


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
        if gap not in (" ", "’s ", "'s ", "’ ", "' ", "/", " & ") and not (
            gap == ". " and last.low in ABBREVIATIONS
        ):
            listed = word.low == "and" or (word.text[0].isupper() and last.text[0].isupper())
            if gap != ", " or not (free and listed):
                break
        following = words[k + 1].low if k + 1 < len(words) else ""
        if word.low in _BREAKS or len(word.low) > 5 and word.low.endswith("ing") and word.text.islower():
            break
        if word.low in _PREPOSITIONS and word.low not in links:
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
        whole = m.start() - sent.start < 60 and not re.search(r"\bwill\b|,", text[sent.start : m.start()])
        return _Phrase(sent.start if whole else start, max(end, m.end()), "meet", start)
    vague = end <= m.end() or text.startswith(", visiting ", end)  # "return to the Gulf, visiting Qatar"
    if vague and not re.search("office|be ", verb):
        return None
    return _Phrase(start, end, "meeting" if verb.startswith("meet") else verb.split()[0], start)


_PURPOSE = re.compile(
    r"\b(?:for|attend|in|at|during)(?: (?:the|a|an|its|his|her|their|[A-Z]\w+[’']s))?(?: [^,]{0,25})? ?$"
)


def _ahead(reading: Reading, time: Time) -> bool:
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
        if _ahead(reading, time) and _beside(reading.text, phrase, time):
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


def _when(text: str, phrase: _Phrase, times: Sequence[Time], stop: int) -> Time | None:
    """The time of an event: beside it, else the next one after it, else the first one before it."""
    beside = [t for t in times if _beside(text, phrase, t)]
    after = [t for t in times if phrase.end <= t.start < min(stop, phrase.end + 90)]
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
        if other.head == "meet" != phrase.head and when and not time and phrase.start - other.end < 300:
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
