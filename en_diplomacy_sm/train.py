"""Train the pipeline beside this file.

python train.py CORPORA OUTPUT [--raw FILE ...] [--exclude FOLDER]
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import compile_infix_regex, fix_random_seed, load_config, load_model_from_config

HERE = Path(__file__).parent
LABELS = ("PERSON", "ORG", "GPE", "LOC", "NORP")
Piece = tuple[str, str]  # text and label, "" outside names
Sentence = list[Piece]

# --- Word lists ---------------------------------------------------------------------------------


def lexicon() -> dict[str, list[str]]:
    """The sections of lexicon.txt, as lists of lines."""
    sections: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in (HERE / "lexicon.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            sections[name].append(line)
    return sections


def items(lines: Iterable[str]) -> list[str]:
    return [item.strip() for line in lines for item in line.split(",") if item.strip()]


LEX = lexicon()
COUNTRIES = {c: items([d]) for c, d in (line.split(":") for line in LEX["countries"])}
CITIES, LOCS, TITLES = items(LEX["cities"]), items(LEX["loc"]), items(LEX["titles"])
DEMONYMS = sorted({d for ds in COUNTRIES.values() for d in ds})
NAMES = [[items([part]) for part in line.split("|")][1:] for line in LEX["names"]]
ORIGINS = [line.split("|")[0].strip() for line in LEX["names"]]
TEMPLATES = [[t.strip() for t in line.split(";")] for line in LEX["organisations"]]
FILL = {key: items(LEX[key]) for key in ("field", "thing", "ideology")}
MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec. January October".split()

# Names of peoples and faiths; the wider [norp] words are labelled only where a corpus does so.
NORP = {*DEMONYMS, *items(LEX["norp"])} - {"Pole"}
UNSURE = {
    "Western",
    "Democratic",
    "Socialist",
    "Roman",
    "Orthodox",
    "Nordic",
    "Baltic",
    "Balkan",
    "Caribbean",
    "Indo-Pacific",
    "Euro-Atlantic",
    "Roma",
    "Central African",
    "Finn",
    "Dane",
    "Mormon",
    "Baptist",
    "Evangelical",
    "Kiwi",
    "Scot",
    "Dominican",
    "Georgian",
}
FIND_NORP = re.compile(
    r"\b(?:%s)s?\b" % "|".join(sorted(map(re.escape, NORP - UNSURE), key=len, reverse=True))
)
FIND_COUNTRY = re.compile(
    r"(?<!\w)(?:%s)(?!\w)" % "|".join(sorted(map(re.escape, COUNTRIES), key=len, reverse=True))
)
# What makes a language, or a part of a longer name, of a demonym: "Russian language", "Russian Revolution"
PROPER = re.compile(r" languages?\b| (?!(?:%s)\b)[A-Z]" % "|".join(sorted({t.split()[0] for t in TITLES})))
IS_NORP = re.compile(r"(?:%s)(?:s|es|men|man)?" % "|".join(map(re.escape, NORP)))
IS_LOC = re.compile(
    r"(?:.* )?(?:River|Sea|Ocean|Lake|Mount|Mountains?|Islands?|Valley|Peninsula|Desert|Bay|Gulf"
    r"|Straits?|Coast|Canal|Basin|Hills|Forest|Delta|Heights|Plateau|Channel|Alps|Strip)\b.*"
    r"|(?:Northern|Southern|Eastern|Western|Central|North|South|East|West|Latin)?-? ?"
    r"(?:Africa|Asia|Europe|America|Americas|Balkans|Caucasus|Pacific)"
)
TITLE = re.compile(
    r"(?:(?:%s|Saint|St|Their Excellencies|MP|MEP|Messrs\.?|Former|former|Acting|acting|then)\.? )+"
    % "|".join(sorted(map(re.escape, set(TITLES)), key=len, reverse=True))
)

# --- Corpora ------------------------------------------------------------------------------------

MAPPED = {
    "PERSON": "PERSON",
    "PERSON_POLITICIAN": "PERSON",
    "ORG": "ORG",
    "ORG_PARTY": "ORG",
    "ORG_MEDIA": "ORG",
    "LOCATION": "GPE",
    "PLACE": "GPE",
    "GPE": "GPE",
    "LOC": "GPE",
    "NORP": "NORP",
    "MISC": "MISC",
}
# name -> how often its sentences are drawn, relative to their number
CLEAN = {
    "crossner_politics": 1.5,
    "europarl_en": 1.5,
    "re3d": 2.0,
    "grobid_ner_wiki": 1.0,
    "redocred_devtest": 0.7,
    "gum_news_speech": 1.0,
    "uner_ewt_devtest": 1.0,
    "wikigold": 2.0,
    "sl_government": 0.3,
}
HELD_OUT = ("wikigold", "uner_ewt_devtest", "crossner_politics", "europarl_en", "re3d")
BLOCK = 20  # sentences; every tenth block of the held-out five is the development split


def read(path: Path) -> list[Sentence]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    sentences = [pieces(row["tokens"], row["tags"], path.name.startswith("re3d")) for row in rows]
    for this, after in zip(sentences, sentences[1:], strict=False):
        if this[-1] == (" “", ""):  # cut off behind the opening quotation mark
            after.insert(0, ("“", ""))
            this.pop()
    return [repair(s, path.name) for s in sentences if len(s) > 1 or len(s[0][0]) > 1 if s]


def pieces(words: list[str], tags: list[str], hyphens: bool = False) -> Sentence:
    """A tokenised sentence as running text, cut into names and what lies between them."""
    out: Sentence = []
    opened = {'"': False, "'": False}
    glue = True
    for i, (word, tag) in enumerate(zip(words, tags, strict=True)):
        word = {"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"'}.get(word, word)
        left = bool(re.fullmatch(r"[.,;:!?%)\]}”…]+|n[’']t|[’'](?:s|re|ve|ll|d|m|S)|’", word))
        right = word in {"(", "[", "{", "$", "£", "€", "“", "‘"}
        if word in opened:
            closing = opened[word] or (word == "'" and i > 0 and words[i - 1].endswith("s"))
            left, right = closing, not closing
            opened[word] = not closing
        hyphen = word in {"-", "–"} and (hyphens or tag.startswith("I-")) and not glue
        space = "" if glue or left or hyphen else " "
        label = MAPPED.get(tag[2:], "")
        if tag.startswith("I-") and out and out[-1][1] == label:
            out[-1] = (out[-1][0] + space + word, label)
        else:
            out += [(space, "")] if label and space else []
            out.append((word if label else space + word, label))
        glue = right or hyphen
    return out


def repair(sentence: Sentence, corpus: str) -> Sentence:
    """Bring the labels of all corpora to one scheme: see the model card."""
    out: Sentence = []
    todo = sentence[::-1]
    while todo:
        text, label = todo.pop()
        if not label:
            out.append((text, ""))
            continue
        head, core, tail = trim(text, label)
        if label == "PERSON" and todo and re.match(r",? [JS]r\b\.?", "".join(t for t, _ in todo[-3:][::-1])):
            joined = ""
            while todo and not re.match(r",? [JS]r\b\.?", joined):
                joined += todo.pop()[0]
            suffix = re.match(r",? [JS]r\b\.?", joined)
            assert suffix
            core += suffix.group()
            todo.append((joined[suffix.end() :], ""))
        if label == "MISC":
            label = "NORP" if IS_NORP.fullmatch(core) else "?" if corpus.startswith("sl_") else ""
        elif label in {"GPE", "ORG"} and core in COUNTRIES:
            label = "GPE"
        elif label in {"GPE", "ORG"} and IS_NORP.fullmatch(core) and core not in UNSURE:
            label = "NORP"
        elif label == "GPE" and (core in LOCS or IS_LOC.fullmatch(core)):
            label = "LOC"
        out.append((head, ""))
        for i, part in enumerate(core.split(", ") if label == "GPE" else [core]):  # "Paris, Texas"
            out += [(", " if i else "", ""), (part, label)]
        out.append((tail, ""))
    if corpus.startswith("re3d"):
        out = find(merge(out), FIND_COUNTRY, "GPE")
    return find(merge(out), FIND_NORP, "NORP")


def trim(text: str, label: str) -> tuple[str, str, str]:
    """Articles, possessives and titles off a name: what stood before, the name, what stood behind."""
    start, end = 0, len(text)
    if match := re.match(r"(?:the|The|THE|a|an|A|An) (?=\S)", text):
        start = match.end()
    if label == "PERSON" and (match := TITLE.match(text, start)) and match.end() < end:
        start = match.end()
    if match := re.search(r"(?:['’]s|(?<=s)['’])$", text[start:]):
        end = start + match.start()
    return text[:start], text[start:end], text[end:]


def merge(sentence: Sentence) -> Sentence:
    out: Sentence = []
    for text, label in sentence:
        if not text:
            continue
        if out and not label and not out[-1][1]:
            out[-1] = (out[-1][0] + text, "")
        else:
            out.append((text, label))
    return out


def find(sentence: Sentence, pattern: re.Pattern[str], new: str) -> Sentence:
    """Label what a corpus left out. A demonym after "in" or "speak" is a language, so none."""
    out: Sentence = []
    for text, label in sentence:
        if label:
            out.append((text, label))
            continue
        last = 0
        for match in pattern.finditer(text):
            before = text[: match.start()]
            after = text[match.end() :]
            language = re.search(r"\b(?:in|speaks?|spoken|into) $", before)
            if (language and new == "NORP") or PROPER.match(after):
                continue
            out += [(text[last : match.start()], ""), (match.group(), new)]
            last = match.end()
        out.append((text[last:], ""))
    return merge(out)


def split(sentences: list[Sentence], name: str) -> tuple[list[Sentence], list[Sentence]]:
    """Training and development part: of the held-out five, every tenth block of 20 sentences."""
    if name not in HELD_OUT:
        return sentences, []
    dev = [s for i, s in enumerate(sentences) if i // BLOCK % 10 == 9]
    return [s for i, s in enumerate(sentences) if i // BLOCK % 10 != 9], dev


# --- Augmentation -------------------------------------------------------------------------------


class Augmenter:
    """Rewrites sentences: other names, titles, cases, quotation marks. Seeded, so repeatable."""

    def __init__(self, seed: int, places: list[str], invented: float = 0.12) -> None:
        self.invented = invented
        self.rng = random.Random(seed)
        self.places = places

    def one(self, options: list[str]) -> str:
        return options[int(self.rng.random() * len(options))]

    def often(self, share: float) -> bool:
        return self.rng.random() < share

    def blend(self, first: str, second: str) -> str:
        """A name nobody bears: the head of one and the tail of another."""
        vowels = "aeiouyáéíóúàèâêîôûäëïöüåøıãõ"
        a = re.match(rf".+?[{vowels}]+", first, re.I)
        b = re.match(rf".+?[{vowels}]+", second, re.I)
        return first[: a.end()] + second[b.end() :] if a and b else first

    def person(self) -> tuple[str, str]:
        """A name from anywhere, and its surname."""
        k = int(self.rng.random() * len(NAMES))
        origin, (givens, families) = ORIGINS[k], NAMES[k]
        given, family, other = self.one(givens), self.one(families), self.one(families)
        if self.often(0.3):
            family = self.blend(family, other)
        if self.often(0.15):
            given = self.blend(given, self.one(givens))
        if self.often(0.04):
            given = self.one(self.rng.choice(NAMES)[0])
        initial = self.one(list("ABCDEFGHIJKLMNOPRSTVWY")) + "."
        full = f"{given} {family}"
        r = self.rng.random()
        if origin in {"chinese", "korean", "vietnamese"}:
            family = family.split(" ")[-1]
            full = f"{given} {family}" if r < 0.1 else f"{family} {given}"
            if origin == "vietnamese":
                return full, given.split(" ")[-1]
        elif origin == "mongolian":
            full = f"{initial}{family}" if r < 0.6 else f"{initial} {family}" if r < 0.7 else full
        elif origin == "arabic" and r < 0.3:
            middle = self.one(["bin ", "bin ", "ibn ", "", "", "Ould ", "Al ", "bin Abdul"])
            full = f"{given} {middle}{self.one(givens)} {family}"
        elif origin in {"spanish", "lusophone", "filipino"} and r < 0.3:
            full += self.one([" ", " ", " ", " y ", "-"]) + other
        elif origin == "slavic" and r < 0.15:
            full = f"{given} {self.one(givens)}{self.one(['ovich', 'evich', 'ovna'])} {family}"
        elif origin in {"indian", "nepalilanka", "southernafrican", "nigerian"} and r < 0.25:
            second = self.one(list("ABCDGHJKLMNPRSTV")) + "."
            full = f"{initial}{self.one([' ', ''])}{second} {family}" if r < 0.1 else f"{initial} {family}"
        elif r < 0.12 and origin != "chinese":
            full = f"{given} {initial} {family}"
        elif r < 0.2:
            full = f"{given} {self.one(givens)} {family}"
        elif r < 0.24:
            full = f"{full}-{other}"
        elif r < 0.27:
            full += self.one([", Jr.", " Jr.", " Jr", ", Sr.", " III", " II"])
        elif r < 0.29:
            full = f"{given[0]}. {family}"
        if self.often(0.02):
            full = full.replace(family, family.upper())
        return full, family

    def place(self) -> str:
        r = self.rng.random()
        if r < 0.4:
            return self.one(list(COUNTRIES))
        if r < 0.75:
            return self.one(CITIES)
        if r < 0.85:
            return self.blend(self.one(CITIES), self.one(CITIES))
        return self.one(self.places)

    def organisation(self) -> str:
        template = self.one(self.rng.choice(TEMPLATES))
        for key in re.findall(r"\{(\w+)\}", template):
            if key == "place":
                word = self.place()
            elif key == "family":
                word = self.person()[1]
            elif key == "acronym":
                word = self.acronym()
            elif key == "coined":
                word = self.blend(self.one(CITIES), self.person()[1]).capitalize()
            else:
                word = self.one(FILL[key])
            template = template.replace("{%s}" % key, word, 1)
        return template

    def invent(self) -> Sentence:
        """A sentence or headline of the kind our articles are full of."""
        out: Sentence = []
        surnames: list[str] = []
        used = 0
        for part in re.split(r"(\{\w\})", self.one(LEX["sentences"])):
            text, label = part, ""
            if part == "{P}":
                text, surname = self.person()
                label = "PERSON"
                surnames.append(surname)
            elif part == "{S}":
                text, label = surnames[used] if used < len(surnames) else self.person()[1], "PERSON"
                used += 1
            elif part == "{T}":
                text = self.one(TITLES)
            elif part == "{N}":
                text, label = self.one(DEMONYMS), "NORP"
            elif part == "{C}":
                text, label = self.one(list(COUNTRIES)), "GPE"
            elif part == "{G}":
                text, label = self.place(), "GPE"
            elif part == "{L}":
                text, label = self.one(LOCS), "LOC"
            elif part == "{O}":
                text, label = self.organisation(), "ORG"
            elif part == "{A}":
                text, label = self.acronym(), "ORG"
            out.append((text, label))
        return merge(out)

    def acronym(self) -> str:
        return "".join(
            self.one(list("ABCDEFGHIKLMNOPRSTUW")) for _ in range(self.rng.choice([2, 3, 3, 3, 4, 4, 5]))
        )

    def swap(self, doc: list[Sentence]) -> list[Sentence]:
        """Other names for the same roles: a person keeps one new name through the text."""
        people: dict[str, str] = {}
        persons, places, orgs, norps = (self.often(p) for p in (0.6, 0.3, 0.3, 0.3))
        out = []
        for sentence in doc:
            new: Sentence = []
            for text, label in sentence:
                if label == "PERSON" and persons:
                    if text not in people:
                        full, family = self.person()
                        words = text.split()
                        if len(words) == 1 and self.often(0.85):
                            full = family
                        people[text] = full
                        people.setdefault(words[-1], family)
                    text = people[text]
                elif label == "GPE" and places:
                    text = self.place()
                elif label == "LOC" and places and self.often(0.5):
                    text = self.one(LOCS)
                elif label == "ORG" and orgs and self.often(0.7):
                    text = self.organisation()
                elif label == "NORP" and norps and text in DEMONYMS:
                    text = self.one(DEMONYMS)
                if (
                    label == "PERSON"
                    and self.often(0.12)
                    and re.search(r"(?:^|[a-z,] )$", new[-1][0] if new else "")
                ):
                    title = self.one(TITLES)
                    if self.often(0.25):
                        new += [(self.one(DEMONYMS), "NORP"), (" ", "")]
                    new.append((title + " ", ""))
                new.append((text, label))
            out.append(merge(new))
        return out

    def style(self, sentence: Sentence, first: bool) -> Sentence:
        r = self.rng.random()
        if r < 0.02:
            return headline([(t.upper(), label) for t, label in sentence])
        if r < 0.035:
            return headline([(t.lower(), label) for t, label in sentence])
        if r < 0.07:
            return headline([(title_case(t), label) for t, label in sentence])
        if first and r < 0.11:
            city = self.place()
            line: Sentence = [(city.upper() if self.often(0.6) else city, "GPE")]
            if self.often(0.3):
                line += [(", ", ""), (self.one(list(COUNTRIES)), "GPE")]
            if self.often(0.6):
                line += [(f", {self.one(MONTHS)} {1 + int(self.rng.random() * 30)}", "")]
            if self.often(0.5):
                line += [
                    (" (", ""),
                    (self.one(TEMPLATES[-1][-60:]) if self.often(0.5) else "Reuters", "ORG"),
                    (")", ""),
                ]
            return merge([*line, (self.one([" — ", " - ", " -- ", ": ", " – "]), ""), *sentence])
        if r < 0.13 and sentence[-1][0].endswith(".") and not sentence[-1][1]:
            return self.speech(sentence)
        return sentence

    def speech(self, sentence: Sentence) -> Sentence:
        """The sentence as a quotation, with or without its speaker."""
        text, label = sentence[-1]
        r = self.rng.random()
        if r < 0.4:
            return merge([('"', ""), *sentence, ('"', "")])
        verb = self.one(["said", "told reporters", "added", "asked", "stressed"])
        said: Sentence = [(self.one(TITLES) + " ", ""), (self.person()[r < 0.7], "PERSON")]
        tail: Sentence = [*said, (f" {verb}.", "")] if r < 0.8 else [(f"{verb} ", ""), *said, (".", "")]
        return merge(
            [('"', ""), *sentence[:-1], (text[:-1], label), (self.one(['," ', '!" ', '?" ']), ""), *tail]
        )

    def quotes(self, doc: list[Sentence]) -> list[Sentence]:
        if self.often(0.6):
            return doc
        out = []
        for sentence in doc:
            new = []
            for text, label in sentence:
                text = re.sub(r'(^|[\s(])"', r"\1“", text).replace('"', "”")
                new.append((re.sub(r"(?<=\w)'", "’", text), label))
            out.append(new)
        return out

    def __call__(self, doc: list[Sentence]) -> list[Sentence]:
        if self.often(self.invented):
            doc = [self.invent() for _ in range(self.rng.choice((1, 1, 2, 3)))]
        elif self.often(0.05):
            doc = [*doc[:2], self.invent()]
        doc = self.quotes([self.style(s, i == 0) for i, s in enumerate(self.swap(doc))])
        return [self.lay_out(s) for s in doc]

    def lay_out(self, sentence: Sentence) -> Sentence:
        """A space or a line break behind the sentence; always a break behind a headline."""
        stop = re.search(r"[.!?:][\"”’')]*\s*$", "".join(t for t, _ in sentence))
        gap = " " if stop and self.often(0.75) else self.one(["\n", "\n", "\n\n"])
        return merge([*sentence, (gap, "")])


def headline(sentence: Sentence) -> Sentence:
    text, label = sentence[-1]
    return merge([*sentence[:-1], (text.rstrip("."), label)])


def title_case(text: str) -> str:
    small = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"}
    return "".join(w if w in small else w[:1].upper() + w[1:] for w in re.split(r"(\W+)", text))


# --- Raw text and silver labels -----------------------------------------------------------------

STRICT = (
    r"(?:President|Prime Minister|Vice President|Chancellor|Premier|Senator|Secretary of State"
    r"|(?:Foreign|Defen[cs]e|Interior|Finance|Trade|Health|Energy|Oil) (?:Minister|Secretary)"
    r"|Ambassador|General|Gen\.|Lt\. Gen\.|Colonel|Col\.|Admiral|Adm\.|Mr\.?|Mrs\.?|Ms\.?|Dr\."
    r"|Sen\.|Rep\.|Gov\.|Under Secretary|Assistant Secretary|Deputy Secretary|Spokesperson"
    r"|National Security Advis[eo]r|Chief of Staff|Press Secretary|Special Envoy|Congressman)"
)
PARTICLE = r"(?:al|el|bin|ibn|de|da|do|dos|van|von|der|den|la|le|del|di|Ould|Al|ul)"
WORD = r"(?:(?:al|el|ul|Al|El)-)?[A-Z][\w’'-]*[a-z]\b(?:-[A-Z]\w+)?"
TITLED = re.compile(
    rf"(?<!\w){STRICT} ((?:[A-Z]\. ?){{0,2}}{WORD}(?: [A-Z]\.)?(?: (?:{PARTICLE} )*{WORD}){{0,3}})"
)


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + 8]) for i in range(len(words) - 7)}


def raw_documents(files: list[Path], exclude: Path | None, cap: int, seed: int) -> list[str]:
    """Up to `cap` words a file, without documents that share eight words in a row with `exclude`."""
    barred = set[tuple[str, ...]]()
    for path in sorted(exclude.glob("*.txt")) if exclude else []:
        barred |= shingles(path.read_text("utf-8"))
    out = []
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            docs = lines.read().split("\n\n")
        random.Random(seed).shuffle(docs)
        words = 0
        for doc in docs:
            if words < cap and not shingles(doc) & barred:
                out.append(doc.strip())
                words += len(doc.split())
    return out


Span = tuple[int, int, str]


def corrected(text: str, ents: list[Span]) -> list[Span]:
    """What we know better than a teacher: names behind titles, repeated surnames, countries."""
    sure: list[Span] = []
    for match in TITLED.finditer(text):
        start, end = match.span(1)
        end -= len(trim(match.group(1), "")[2])
        inside = [e for e in ents if e[0] < end and e[1] > start]
        if any(e[2] == "PERSON" and e[0] == start for e in inside):
            continue
        name = text[start:end]
        if name.split()[0] in KNOWN or re.match(TITLE, name + " "):
            continue
        ends = [e[1] for e in inside if e[2] == "PERSON" and e[0] > start]
        sure.append((start, ends[0] if ends else end, "PERSON"))
    ents = [e for e in ents if not any(e[0] < s[1] and e[1] > s[0] for s in sure)] + sure
    full = {text[s:e] for s, e, label in ents if label == "PERSON" and " " in text[s:e]}
    last = {name.split()[-1] for name in full} - KNOWN
    last = {name for name in last if re.fullmatch(r"[A-Z][\w’'-]{2,}", name)}
    out: list[Span] = []
    for start, end, label in ents:
        name = text[start:end]
        if name in COUNTRIES:
            label = "GPE"
        elif name in last and label in {"ORG", "GPE", "LOC"} or name in full:
            label = "PERSON"
        elif name in NORP - UNSURE and label != "PERSON":
            label = "NORP"
        out.append((start, end, label))
    if last:
        taken = {i for s, e, _ in out for i in range(s, e)}
        alone = re.compile(
            r"(?<![\w’'-])(?<![A-Z]\. )(?:%s)(?![\w-])" % "|".join(map(re.escape, sorted(last)))
        )
        for match in alone.finditer(text):
            near = text[max(match.start() - 1, 0) : match.end() + 2]
            if match.start() not in taken and not re.search(r" [A-Z]$", near):
                out.append((*match.span(), "PERSON"))
    return sorted(out)


KNOWN = {w for name in (*COUNTRIES, *CITIES, *LOCS, *NORP) for w in (name, *name.split())}


def silver(teachers: list[Language], texts: list[str]) -> list[Sentence]:
    """Sentences labelled by all teachers and the rules; where teachers differ, the label is "?"."""
    read = [
        [
            (
                d.text,
                corrected(d.text, [(e.start_char, e.end_char, e.label_) for e in d.ents]),
                [s.start_char for s in d.sents],
            )
            for d in teacher.pipe(texts)
        ]
        for teacher in teachers
    ]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for docs in read:
        for text, ents, _ in docs:
            for start, end, label in ents:
                votes[text[start:end]][label] += 1
    ruled = {}
    for name, labels in votes.items():
        (label, n), total = labels.most_common(1)[0], labels.total()
        if total >= 8 and n / total >= 0.8:
            ruled[name] = label
    out: list[Sentence] = []
    for versions in zip(*read, strict=True):
        text, _, starts = versions[0]
        found = [{(s, e, ruled.get(text[s:e], label)) for s, e, label in ents} for _, ents, _ in versions]
        agreed = set.intersection(*found)
        spans = sorted(agreed)
        for s, e, _ in sorted(set.union(*found) - agreed):
            if not any(s < b and e > a for a, b, _ in agreed):
                spans.append((s, e, "?"))
        cuts = sorted({*starts, *(m.end() for m in re.finditer(r"\n+", text)), len(text)})
        for start, end in zip(cuts, cuts[1:], strict=False):
            inside = distinct([s for s in spans if start <= s[0] and s[1] <= end])
            new: Sentence = []
            at = start
            for s, e, label in inside:
                head, core, tail = trim(text[s:e], label)
                new += [(text[at:s] + head, ""), (core, label)]
                at = e - len(tail)
            new = merge([*new, (text[at:end].rstrip(), "")])
            if new and len(text[start:end].split()) > 1:
                out.append(new)
    return out


def distinct(spans: list[Span]) -> list[Span]:
    """The longest of overlapping spans, in order."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if not any(span[0] < o[1] and span[1] > o[0] for o in out):
            out.append(span)
    return sorted(out)


# --- Training -----------------------------------------------------------------------------------


def example(nlp: Language, doc: list[Sentence]) -> Example | None:
    text, ents, starts = "", [], []
    for sentence in doc:
        starts.append(len(text))
        for piece, label in sentence:
            if label:
                ents.append((len(text), len(text) + len(piece), label))
            text += piece
        text = text.rstrip(" ") + " " * (not text.endswith("\n"))
    text = text.rstrip()
    predicted = nlp.make_doc(text)
    if not len(predicted):
        return None
    return Example(predicted, gold(predicted.copy(), ents, starts))


def gold(doc: Doc, ents: list[tuple[int, int, str]], starts: list[int]) -> Doc:
    found, unknown = [], []
    for start, end, label in ents:
        span = doc.char_span(start, end, label=label if label != "?" else "")
        if span is None or label == "?":
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                unknown.append(span)
        else:
            found.append(span)
    found = spacy.util.filter_spans(found)
    taken = {t.i for s in found for t in s}
    unknown = [s for s in spacy.util.filter_spans(unknown) if not taken & {t.i for t in s}]
    doc.set_ents(found, missing=unknown, default="outside")
    wanted = set(starts)
    for token in doc:
        token.is_sent_start = token.idx in wanted
    return doc


def documents(sentences: list[Sentence], rng: random.Random) -> list[list[Sentence]]:
    """One to four neighbours at a time."""
    out, i = [], 0
    while i < len(sentences):
        n = rng.choice((1, 1, 2, 3, 4))
        out.append(sentences[i : i + n])
        i += n
    return out


def score(nlp: Language, sentences: list[Sentence]) -> dict[str, Counter[str]]:
    """Exact spans, GPE and LOC as one, articles and possessives aside."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    examples = [e for i in range(0, len(sentences), 3) if (e := example(nlp, sentences[i : i + 3]))]
    predicted = nlp.pipe([e.reference.text for e in examples])
    for ex, doc in zip(examples, predicted, strict=True):
        true, found = spans(ex.reference), spans(doc)
        for s in true | found:
            counts[s[2]][("tp" if s in true else "fp") if s in found else "fn"] += 1
    return counts


def spans(doc: Doc) -> set[tuple[int, int, str]]:
    out = set()
    for ent in doc.ents:
        label = "GPE+LOC" if ent.label_ in {"GPE", "LOC"} else ent.label_
        head, core, _ = trim(ent.text, "")
        start = ent.start_char + len(head)
        out.add((start, start + len(core), label))
    return out


def prf(counts: Counter[str]) -> tuple[float, float, float]:
    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    p, r = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


ABBREVIATIONS = items(
    [
        "Maj., Col., Lt., Brig., Capt., Sgt., Cpl., Cmdr., Adm., Hon., Engr., Eng., Amb., Sec., Barr., "
        "Ven., retd., Ret., Insp., Supt., Dep., Asst., Messrs., Mx., Mme."
    ]
)


def customise(nlp: Language) -> None:
    """Keep the stop on ranks and honorifics, part words glued by a dash ("U.S.-led", "he—a")."""
    for word in ABBREVIATIONS:
        nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
    dashes = [r"—|--+|–(?=[^\W\d])", r"(?<=[A-Za-z]\.)-(?=[A-Za-z])", r"(?<=\w)[”\"](?=[—–-])"]
    infixes = [*(nlp.Defaults.infixes or ()), *dashes]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def train(
    nlp: Language,
    data: list[tuple[list[Sentence], float]],
    dev: list[Sentence],
    *,
    steps: int,
    words: int,
    seed: int,
    tok2vec: bytes | None,
    report: int = 1000,
    best_after: int = 0,
) -> Language:
    """Update with augmented documents drawn at random; the averaged weights stay in the pipeline."""
    fix_random_seed(seed)
    rng = random.Random(seed)
    places = [t for ss, _ in data for s in ss for t, label in s if label == "GPE"]
    augment = Augmenter(seed, places)
    docs = [(doc, weight) for sentences, weight in data for doc in documents(sentences, rng)]
    sample = [e for doc, _ in docs[:: max(len(docs) // 400, 1)] if (e := example(nlp, doc))]
    customise(nlp)
    for label in LABELS:
        nlp.get_pipe("ner").add_label(label)
    optimizer = nlp.initialize(lambda: sample)
    if tok2vec:
        nlp.get_pipe("tok2vec").model.from_bytes(tok2vec)
    population, weights = [d for d, _ in docs], [w * len(d) for d, w in docs]
    started, seen, losses = time.time(), 0, Counter[str]()
    for step in range(1, steps + 1):
        batch: list[Example] = []
        n = 0
        while n < words:
            for doc in rng.choices(population, weights, k=8):
                if ex := example(nlp, augment(doc)):
                    batch.append(ex)
                    n += len(ex.reference)
        optimizer.learn_rate = 0.001 * min(1.0, step / 200, 1.1 * (1 - step / steps) + 0.02)
        nlp.update(batch, drop=0.1, sgd=optimizer, losses=losses)
        seen += n
        if step % report == 0 or step == steps:
            with nlp.use_params(optimizer.averages):
                total = score(nlp, dev)
            line = " ".join(f"{k} {prf(v)[2]:.3f}" for k, v in sorted(total.items()))
            print(f"{step} {seen / (time.time() - started):.0f} w/s {dict(losses)} {line}", flush=True)
            losses.clear()
    with nlp.use_params(optimizer.averages):
        return slim(nlp)


def slim(nlp: Language) -> Language:
    """The same pipeline without the strings of its training texts."""
    fresh = blank()
    for name in nlp.pipe_names:
        fresh.get_pipe(name).from_bytes(nlp.get_pipe(name).to_bytes(exclude=["vocab"]), exclude=["vocab"])
    return fresh


def blank() -> Language:
    nlp = load_model_from_config(load_config(HERE / "train.cfg"), auto_fill=True)
    customise(nlp)
    return nlp
