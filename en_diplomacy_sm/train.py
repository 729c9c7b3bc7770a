"""Train the pipeline beside this file: corpora in, pipeline out.

    python train.py CORPORA OUTPUT --minilm MODEL --raw voa.txt.gz:1000000:1000000 --exclude ARTICLES --work WORK

CORPORA is a folder of gzipped JSON lines, a sentence a line, named after the keys of CLEAN below:
`{"tokens": ["Mr.", "Ito", "spoke"], "tags": ["O", "B-PERSON", "O"]}` (IOB2). A `gmb_onto.jsonl.gz`
among them is only scored, never trained on.
MODEL is a folder with `model.safetensors` and `tokenizer.json` of all-MiniLM-L6-v2, for teacher.py, which
needs torch, tokenizers and safetensors; using the pipeline needs none of them.
Every --raw is FILE:PRETRAIN:LABEL, unlabelled text (`.txt.gz`, documents separated by an empty line,
or `.jsonl.gz` with `title` and `text`) and how many words of it to pretrain on and to label.
Documents that share eight words in a row with a text of --exclude (articles kept for tests) are
left out. The shipped pipeline's --raw are in the model card.

Steps, each kept in WORK and not repeated when its result is there:

1. pretrain the tok2vec on raw text: it learns to guess the letters of every word from the context;
2. train three teachers on the corpora: two pipelines like the one to be shipped, from different
   seeds, and MiniLM, which is ten times as large, knows more and is too slow to ship;
3. silver labels: the teachers read the raw text, rules correct them, and a name counts that has two
   votes; what only MiniLM sees, without being sure of it, is unknown;
4. word vectors: what MiniLM makes of some 27,000 single words, sorted into 2,500 kinds; a lookup costs
   little time;
5. train the first teacher on with corpora and silver labels together, then twice more with fewer silver
   labels; do the same once more with the word vectors; average the weights of the last two of both;
   write the mean to OUTPUT (may be this folder), its scores to `meta.json` and to the card's table.

All training sentences are rewritten on every draw (class Augmenter): names from everywhere, titles,
headlines, datelines, line breaks. Everything is seeded: on one thread (OMP_NUM_THREADS=1) a second
run repeats the first. It takes some three hours on one core.
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
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import spacy
from spacy.language import DEFAULT_CONFIG_PRETRAIN_PATH, Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.pretrain import pretrain
from spacy.util import compile_infix_regex, load_config, load_model_from_config
from spacy.vectors import Vectors
from teacher import LABELS, Reader, decode, kinds
from thinc.api import fix_random_seed

HERE = Path(__file__).parent
Piece = tuple[str, str]  # text and label, "" outside names
Sentence = list[Piece]
Data = list[tuple[list[Sentence], float]]  # sentences, and how often they are drawn

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


def alternatives(words: Iterable[str]) -> str:
    """The words as a part of a pattern, longest first."""
    return "|".join(sorted(map(re.escape, set(words)), key=lambda word: (-len(word), word)))


LEX = lexicon()
COUNTRIES = {c: items([d]) for c, d in (line.split(":") for line in LEX["countries"])}
CITIES, LOCS, TITLES = items(LEX["cities"]), items(LEX["loc"]), items(LEX["titles"])
DEMONYMS = sorted({d for ds in COUNTRIES.values() for d in ds})
NAMES = [[items([part]) for part in line.split("|")][1:] for line in LEX["names"]]
ORIGINS = [line.split("|")[0].strip() for line in LEX["names"]]
TEMPLATES = [[t.strip() for t in line.split(";")] for line in LEX["organisations"]]
FILL = {key: items(LEX[key]) for key in ("field", "thing", "ideology")}
AREAS = "District Province County State Region Island City Village Town Beach Governorate".split()
MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec. January October".split()

# Names of peoples and faiths; the wider [norp] words are labelled only where a corpus does so.
NORP = {*DEMONYMS, *items(LEX["norp"])} - {"Pole"}
UNSURE = set(
    items(
        [
            "Western, Democratic, Socialist, Roman, Orthodox, Nordic, Baltic, Balkan, Caribbean, Indo-Pacific, Euro-Atlantic, Roma, "
            "Central African, Finn, Dane, Mormon, Baptist, Evangelical, Kiwi, Scot, Dominican, Georgian"
        ]
    )
)
FIND_NORP = re.compile(rf"\b(?:{alternatives(NORP - UNSURE)})s?\b")
FIND_COUNTRY = re.compile(rf"(?<!\w)(?:{alternatives(COUNTRIES)})(?!\w)")
# What makes a language, or a part of a longer name, of a demonym: "Russian language", "Russian Revolution"
PROPER = re.compile(rf" languages?\b| (?!(?:{alternatives(t.split()[0] for t in TITLES)})\b)[A-Z]")
IS_NORP = re.compile(rf"(?:{alternatives(NORP)})(?:s|es|men|man)?")
IS_LOC = re.compile(
    r"(?:.* )?(?:River|Sea|Ocean|Lake|Mount|Mountains?|Islands?|Valley|Peninsula|Desert|Bay|Gulf"
    r"|Straits?|Coast|Canal|Basin|Hills|Forest|Delta|Heights|Plateau|Channel|Alps|Strip)\b.*"
    r"|(?:Northern|Southern|Eastern|Western|Central|North|South|East|West|Latin)?-? ?"
    r"(?:Africa|Asia|Europe|America|Americas|Balkans|Caucasus|Pacific)"
)
TITLE = re.compile(
    rf"(?:(?:{alternatives(TITLES)}|Saint|St|Their Excellencies|MP|MEP|Messrs\.?|Former|former|Acting|acting"
    r"|then)\.? )+"
)

PERSONAL = {"Jordan", "Georgia", "Chad", "Israel", "America", "Kenya", "India", "England", "Ireland"}
PARTICLES = set("al el bin ibn de da do dos das van von der den la le del di du ould ten ter zu".split())

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
SURE = 0.7  # below this probability what the teacher reads is unknown
LONGEST = 300  # words of a document to label
TEACHER_STEPS = 1300
WORDS, FIRST_STEPS = 1000, 2200  # of a pipeline: words a step, steps on the corpora alone
# Seed, steps and weight of the silver sentences of the last trainings: each goes on from the one before.
LAST = ((3, 1800, 1.0), (4, 950, 0.4), (5, 1000, 0.4))
KINDS, VECTOR = 2500, 32  # word vectors: how many different ones, and their width
RARE, COMMON = 3, 20  # words read fewer times have no vector; words read more often have one even if no name
BLOCK = 20  # sentences; every tenth block of the held-out five is the development split


def read(path: Path) -> list[Sentence]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    sentences = [pieces(row["tokens"], row["tags"], path.name.startswith("re3d")) for row in rows]
    for this, after in pairwise(sentences):
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
        if re.match(r"['’]\w", word) and re.search(r"(?:^| )\w$", out[-1][0] if out else ""):
            left = True  # "D 'Amato"
        if word == "'" and words[i + 1 : i + 2] == ["s"]:
            left = right = True
        elif word in opened:
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
        if label == "PERSON":
            head, core = head + core[: (i := lower(core))], core[i:]
            if not core or core.split()[0] in {"His", "Her", "My", "Our", "Their", "Many", "Some"}:
                label = ""
        if label == "MISC":
            label = "NORP" if IS_NORP.fullmatch(core) else "?" if corpus.startswith("sl_") else ""
        elif core in COUNTRIES and core not in PERSONAL:
            label = "GPE"
        elif label in {"GPE", "ORG"} and IS_NORP.fullmatch(core) and core not in UNSURE:
            label = "NORP"
        elif label == "GPE" and (core in LOCS or IS_LOC.fullmatch(core)):
            label = "LOC"
        out.append((head, ""))
        for i, part in enumerate(core.split(", ") if label == "GPE" else [core]):  # "Paris, Texas"
            out += [(", " if i else "", ""), (part, label)]
        out.append((tail, ""))
    out = merge(out)
    for i in range(len(out) - 2, 0, -1):  # "William L." | "Curry"
        (a, one), (gap, _), (b, two) = out[i - 1 : i + 2]
        if one == two == "PERSON" and gap == " " and re.search(r"\b[A-Z]\.$", a):
            out[i - 1 : i + 2] = [(f"{a} {b}", "PERSON")]
    if corpus.startswith("re3d"):
        out = find(out, FIND_COUNTRY, "GPE")
    return find(out, FIND_NORP, "NORP")


def lower(text: str) -> int:
    """Where the first capital stands in a name that a corpus began too early ("for Syria")."""
    if text.islower() or re.match(r"(?:[a-z]+[ ’'-]){1,2}[A-Z]", text) and text.split()[0] in PARTICLES:
        return 0
    match = re.search(r"\b[^\W\d_a-z]", text)
    return match.start() if match else len(text)


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


STOP = re.compile(r"[.!?:][\"”’')]*\s*$")


class Augmenter:
    """Rewrites sentences: other names, titles, cases, quotation marks. Seeded, so repeatable."""

    def __init__(self, seed: int, places: list[str], invented: float = 0.16) -> None:
        self.invented = invented
        self.rng = random.Random(seed)
        self.places = places

    def one(self, options: list[str]) -> str:
        return options[int(self.rng.random() * len(options))]

    def often(self, share: float) -> bool:
        return self.rng.random() < share

    def blend(self, first: str, second: str) -> str:
        """A name nobody bears: the head of one and the tail of another."""
        *front, first = first.split(" ")
        second = second.split(" ")[-1]
        vowels = "aeiouyáéíóúàèâêîôûäëïöüåøıãõ"
        a = re.match(rf".+?[{vowels}]+", first, re.I)
        b = re.match(rf".+?[{vowels}]+", second, re.I)
        name = first[: a.end()] + second[b.end() :] if a and b else first
        return " ".join([*front, name])

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
        if r < 0.6:
            return self.one(CITIES)
        if r < 0.82:
            name = self.blend(self.one(CITIES), self.one(CITIES))
            if r < 0.65:
                name += self.one([" ", " ", "-"]) + self.blend(self.one(CITIES), self.one(CITIES))
            elif r < 0.7:
                name += " " + self.one(AREAS)
            return name
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
            elif key == "foreign":
                words = [self.blend(self.one(self.rng.choice(NAMES)[1]), self.one(CITIES)) for _ in "12"]
                word = " ".join(w.split(" ")[-1].capitalize() for w in words)
            else:
                word = self.one(FILL[key])
            template = template.replace(f"{{{key}}}", word, 1)
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
                text = self.title()
            elif part == "{X}":
                text, label = self.company(), "ORG"
            elif part == "{F}":
                text = self.one(FILL["field"])
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
        return find(merge(out), FIND_COUNTRY, "GPE")

    def title(self) -> str:
        title = self.one(TITLES) if self.often(0.75) else self.one(LEX["offices"])
        while "{F}" in title:
            title = title.replace("{F}", self.one(FILL["field"]), 1)
        return title

    def company(self) -> str:
        name = self.blend(self.one(CITIES), self.person()[1]).split(" ")[-1].capitalize()
        return name if self.often(0.6) else self.acronym()

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
                    title = self.title()
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
        if r < 0.14 and sentence[-1][0].endswith(".") and not sentence[-1][1]:
            return self.speech(sentence)
        return sentence

    def speech(self, sentence: Sentence) -> Sentence:
        """The sentence as a quotation, with or without its speaker."""
        text, label = sentence[-1]
        r = self.rng.random()
        end = self.one([".", ".", ".", "?", "!"])
        if r < 0.3:
            return merge([('"', ""), *sentence[:-1], (text[:-1] + end, label), ('"', "")])
        verb = self.one(["said", "told reporters", "added", "asked", "stressed"])
        said: Sentence = [(self.one(TITLES) + " ", ""), (self.person()[r < 0.7], "PERSON")]
        if r < 0.5:
            said.append((f' {verb}: "', ""))
            return merge([*said, *sentence[:-1], (text[:-1] + end, label), ('"', "")])
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
        stop = STOP.search("".join(t for t, _ in sentence))
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
    r"|National Security Advis[eo]r|Chief of Staff|Press Secretary|Special Envoy|Congressman"
    r"|Presidential Aide|for [A-Z][\w ]{3,40} Affairs)"
)
NO_DAY = re.compile(
    r"(?:(?:^| )(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day| (?:January|February|March|April|June|July"
    r"|August|September|October|November|December)|^(?:President|Minister|Senator|Secretary))$"
)
NO_NAME = re.compile(
    r"\b(?:Committee|Council|Office|Assembly|Electric|Motors|Secretariat|Staff|Conference|Debate"
    r"|Day|House|Command|Center|Centre|Department|Ministry|Bureau|Commission|Agency|Union|Party|Elect"
    r"|Affairs)\b"
)
PARTICLE = r"(?:al|el|bin|ibn|de|da|do|dos|van|von|der|den|la|le|del|di|Ould|Al|ul)"
WORD = r"(?:(?:al|el|ul|Al|El)-)?[A-Z][\w’'-]*[a-z]\b(?:-[A-Z]\w+)?"
TITLED = re.compile(
    rf"(?<!\w){STRICT} ((?:[A-Z]\. ?){{0,2}}{WORD}(?: [A-Z]\.)?(?: (?:{PARTICLE} )*{WORD}){{0,3}})"
)


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + 8]) for i in range(len(words) - 7)}


@dataclass(frozen=True)
class Raw:
    """A file of unlabelled text and how many words of it to pretrain on and to label."""

    path: Path
    pretrain: int
    label: int

    @classmethod
    def parse(cls, text: str) -> Raw:
        path, pretrain, label = text.rsplit(":", 2)
        return cls(Path(path), int(pretrain), int(label))

    def documents(self) -> list[str]:
        with gzip.open(self.path, "rt", encoding="utf-8") as lines:
            if ".jsonl" in self.path.name:
                return ["{title}\n{text}".format(**json.loads(line)) for line in lines]
            return lines.read().split("\n\n")


def raw_text(files: list[Raw], exclude: Path | None) -> tuple[list[str], list[str]]:
    """Lines to pretrain on and documents to label; none shares eight words running with `exclude`."""
    barred = set[tuple[str, ...]]()
    for path in sorted(exclude.glob("*.txt")) if exclude else []:
        barred |= shingles(path.read_text("utf-8"))
    rng = random.Random(7)
    lines: list[str] = []
    texts: list[str] = []
    for raw in files:
        docs = raw.documents()
        if raw.pretrain:  # what is only labelled keeps its order
            rng.shuffle(docs)
        words = 0
        for doc in docs:
            if words > max(raw.pretrain, raw.label):
                break
            if shingles(doc) & barred:
                continue
            paragraphs = [p.strip() for p in doc.split("\n")]
            if words <= raw.label:
                texts.append("\n".join(p for p in paragraphs if p))
            split = [p.split() for p in paragraphs if len(p.split()) >= 5]
            if words <= raw.pretrain:
                lines += [" ".join(p[i : i + 200]) for p in split for i in range(0, len(p), 200)]
            words += sum(map(len, split))
    rng.shuffle(lines)
    return lines, texts


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
        if name.split()[0] in KNOWN or TITLE.match(name + " ") or NO_NAME.search(name):
            continue
        ends = [e[1] for e in inside if e[2] == "PERSON" and e[0] > start]
        sure.append((start, ends[0] if ends else end, "PERSON"))
    ents = [e for e in ents if not any(e[0] < s[1] and e[1] > s[0] for s in sure)] + sure
    ents = [(s, s + len(NO_DAY.sub("", text[s:e])), label) for s, e, label in ents]
    ents = [(s, e, label) for s, e, label in ents if e > s]
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
        alone = re.compile(rf"(?<![\w’'-])(?<![A-Z]\. )(?:{alternatives(last)})(?![\w-])")
        for match in alone.finditer(text):
            near = text[max(match.start() - 1, 0) : match.end() + 2]
            if match.start() not in taken and not re.search(r" [A-Z]$", near):
                out.append((*match.span(), "PERSON"))
    return sorted(out)


KNOWN = {w for name in (*COUNTRIES, *CITIES, *LOCS, *NORP) for w in (name, *name.split())}


Reading = tuple[str, list[Span], list[int]]  # a text, its names, its sentences' starts


def reading(teacher: Language, texts: list[str]) -> list[Reading]:
    out = []
    for doc in teacher.pipe(texts):
        ents = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        out.append((doc.text, corrected(doc.text, ents), [s.start_char for s in doc.sents]))
    return out


def readings(teacher: Reader, texts: list[str]) -> list[list[Reading]]:
    """What MiniLM reads, and once more only what it is sure of: that has two votes."""
    nlp = blank()
    out: list[list[Reading]] = [[], []]
    for i in range(0, len(texts), 150):
        docs = [nlp.make_doc(text) for text in texts[i : i + 150]]
        for doc, odds in zip(docs, teacher.read(docs), strict=True):
            found, starts = decode(doc, odds)
            for least, read in zip((0.0, SURE), out, strict=True):
                ents = [span for span, odd in found.items() if odd >= least]
                read.append((doc.text, corrected(doc.text, ents), starts))
    return out


def silver(read: list[list[Reading]]) -> list[Sentence]:
    """Sentences with the names that two readings share; what only the first has is "?"."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for docs in read:
        for text, ents, _ in docs:
            for start, end, label in ents:
                votes[text[start:end]][label] += 1
    ruled = {}
    for name, labels in votes.items():
        (label, n), total = labels.most_common(1)[0], labels.total()
        if total >= 16 and n / total >= 0.8:
            ruled[name] = label
    out: list[Sentence] = []
    for versions in zip(*read, strict=True):
        text, _, starts = versions[0]
        found = [{(s, e, ruled.get(text[s:e], label)) for s, e, label in ents} for _, ents, _ in versions]
        counted = Counter(span for spans in found for span in spans)
        agreed = distinct([span for span, n in counted.items() if n > 1])
        unsure = [(s, e, "?") for s, e, _ in found[0] if not any(s < b and e > a for a, b, _ in agreed)]
        spans = sorted(agreed + distinct(unsure))
        inside = {i for s, e, _ in spans for i in range(s + 1, e)}
        cuts = {0, *starts, *(m.end() for m in re.finditer(r"\n+", text)), len(text)} - inside
        for start, end in pairwise(sorted(cuts)):
            new: Sentence = []
            at = start
            for s, e, label in spans:
                if start <= s < end:
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


# --- Word vectors -------------------------------------------------------------------------------


def word_vectors(teacher: Reader, texts: list[str]) -> Vectors:
    """A vector for every word that may be a name, and for common words: MiniLM's reading of the lone word.

    The words are those that the raw text has or that MiniLM knows as a whole. Words of one kind share
    a vector. Keys are words as written, since spaCy keeps no other attribute of a key on disk: the
    forms of the raw text ("Nato", "NATO"), and a capital for what it has seldom or never.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for form in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text):
            forms[form.lower()][form] += 1
    known = {*teacher.tokenizer.get_vocab(), *(w for w, seen in forms.items() if seen.total() >= RARE)}
    words = sorted(word for word in known if word.isalpha() and len(word) > 1)
    vocab = blank().vocab
    states, scores = teacher.alone([Doc(vocab, words=[word.title()]) for word in words])
    name = (scores.softmax(-1)[:, 0] < 0.9).tolist()
    chosen = [i for i, word in enumerate(words) if name[i] or forms[word].total() >= COMMON]
    data, rows = kinds(states[chosen], scores[chosen], KINDS, VECTOR)
    vectors = Vectors(data=data.numpy())
    for word, row in zip([words[i] for i in chosen], rows.tolist(), strict=True):
        keys = {form for form, n in forms[word].items() if n >= 5}
        for key in sorted(keys if forms[word].total() >= COMMON else keys | {word.title()}):
            vectors.add(key, row=row)
    return vectors


# --- Training -----------------------------------------------------------------------------------


def example(nlp: Language, doc: list[Sentence]) -> Example | None:
    text, ents, starts = "", [], []
    for sentence in doc:
        starts.append(len(text))
        for piece, label in sentence:
            if label:
                ents.append((len(text), len(text) + len(piece), label))
            text += piece
        if not text.endswith("\n"):  # nothing but a line break ends an unfinished sentence
            text = text.rstrip(" ") + (" " if STOP.search(text) else "\n")
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
        "Art., Arts., No., Nos., pp., Ft., Mt., Para., Ven., retd., Ret., Insp., Supt., Dep., Asst., Messrs., Mx., Mme."
    ]
)


def customise(nlp: Language) -> None:
    """Keep the stop on ranks and honorifics, part words glued by a dash ("U.S.-led", "he—a")."""
    tokenizer = cast(Tokenizer, nlp.tokenizer)
    for word in ABBREVIATIONS:
        tokenizer.add_special_case(word, [{"ORTH": word}])
    dashes = [r"—|--+|–(?=[^\W\d])", r"(?<=[A-Za-z]\.)-(?=[A-Za-z])", r"(?<=\w)[”\"](?=[—–-])"]
    infixes = [*(nlp.Defaults.infixes or ()), *dashes]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def drawn(nlp: Language, data: Data, seed: int) -> Iterator[Example]:
    """Documents drawn at random by weight and rewritten, without end."""
    rng = random.Random(seed)
    places = [t for sentences, _ in data for s in sentences for t, label in s if label == "GPE"]
    augment = Augmenter(seed, places)
    docs = [(doc, weight) for sentences, weight in data for doc in documents(sentences, rng)]
    population, weights = [d for d, _ in docs], [w * len(d) for d, w in docs]
    while True:
        for doc in rng.choices(population, weights, k=64):
            if ex := example(nlp, augment(doc)):
                yield ex


def train(
    data: Data,
    dev: list[Sentence],
    *,
    steps: int,
    seed: int,
    tok2vec: bytes | None = None,
    start: Language | None = None,
) -> Language:
    """A pipeline with the averaged weights, trained from a tok2vec or trained on from `start`."""
    fix_random_seed(seed)
    nlp = blank(start and start.vocab.vectors)
    examples = drawn(nlp, data, seed)
    for label in LABELS:
        component(nlp, "ner").add_label(label)
    optimizer = nlp.initialize(lambda: islice(examples, 400))
    if tok2vec:
        component(nlp, "tok2vec").model.from_bytes(tok2vec)
    if start:
        copy(start, nlp)
    started, seen = time.time(), 0
    losses: dict[str, float] = {}
    for step in range(1, steps + 1):
        batch: list[Example] = []
        while sum(len(ex.reference) for ex in batch) < WORDS:
            batch.append(next(examples))
        optimizer.learn_rate = 0.001 * min(1.0, step / 200, 1.1 * (1 - step / steps) + 0.02)
        nlp.update(batch, drop=0.1, sgd=optimizer, losses=losses)
        seen += sum(len(ex.reference) for ex in batch)
        if step % 300 == 0 or step == steps:
            with nlp.use_params(optimizer.averages):
                total = score(nlp, dev)
            line = " ".join(f"{k} {prf(v)[2]:.3f}" for k, v in sorted(total.items()))
            print(f"{step} {seen / (time.time() - started):.0f} w/s {dict(losses)} {line}", flush=True)
            losses.clear()
    with nlp.use_params(optimizer.averages):
        return slim(nlp)


def slim(nlp: Language) -> Language:
    """The same pipeline without the strings of its training texts."""
    fresh = blank(nlp.vocab.vectors)
    copy(nlp, fresh)
    return fresh


def copy(source: Language, target: Language, *names: str) -> None:
    """The weights of the components `names`, else of all."""
    for name in names or source.pipe_names:
        content = component(source, name).to_bytes(exclude=["vocab"])
        component(target, name).from_bytes(content, exclude=["vocab"])


def average(pipelines: list[Language]) -> Language:
    """The mean of all weights; it only helps for descendants of one teacher."""
    mean = blank(pipelines[0].vocab.vectors)
    copy(pipelines[0], mean)
    for name in mean.pipe_names:
        for nodes in zip(*(component(p, name).model.walk() for p in (mean, *pipelines)), strict=True):
            for key in nodes[0].param_names:
                if nodes[0].has_param(key):
                    total = sum(node.get_param(key) for node in nodes[1:])
                    nodes[0].set_param(key, total / len(pipelines))
    return mean


def untrained(vectors: Vectors) -> Language:
    nlp = blank(vectors)
    for label in LABELS:
        component(nlp, "ner").add_label(label)
    fix_random_seed(0)
    nlp.initialize()
    return nlp


def widened(old: Language, like: Language) -> Language:
    """`old` with the word vectors of `like` and its way of reading them.

    It finds what it found before: behind the reading the vectors weigh nothing, until trained on.
    """
    new = slim(like)
    copy(old, new, "senter", "ner")
    for kind in ("hashembed", "maxout", "layernorm"):
        walks = [component(nlp, "tok2vec").model.walk() for nlp in (old, new)]
        nodes = [[node for node in walk if node.name == kind] for walk in walks]
        for source, target in zip(*nodes, strict=True):
            for key in source.param_names:
                weights, room = source.get_param(key), target.get_param(key)
                more = [(0, size - had) for size, had in zip(room.shape, weights.shape, strict=True)]
                target.set_param(key, np.pad(weights, more))
    return new


def component(nlp: Language, name: str) -> Any:
    return nlp.get_pipe(name)


def blank(vectors: Vectors | None = None) -> Language:
    config = load_config(HERE / "train.cfg")
    if vectors is not None and vectors.size:
        config["components"]["tok2vec"]["model"]["embed"]["include_static_vectors"] = True
    nlp = load_model_from_config(config, auto_fill=True)
    if vectors is not None:  # a copy, or one pipeline's strings would come into the other
        nlp.vocab.vectors = Vectors().from_bytes(vectors.to_bytes(exclude=["strings"]))
    customise(nlp)
    return nlp


def pretrained(lines: list[str], work: Path) -> bytes:
    """Weights of a tok2vec that has read `lines` once."""
    (work / "raw.jsonl").write_text("".join(json.dumps({"text": t}) + "\n" for t in lines), "utf-8")
    overrides = {"paths.raw": str(work / "raw.jsonl")}
    config = load_config(HERE / "train.cfg", overrides=overrides)
    filled = load_model_from_config(config, auto_fill=True).config
    pretrain(load_config(DEFAULT_CONFIG_PRETRAIN_PATH).merge(filled), work, skip_last=True)
    return (work / "model0.bin").read_bytes()


# --- The recipe ---------------------------------------------------------------------------------


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """The content of `path`; made first if it is not there yet."""
    if not path.exists():
        print(f"making {path.name}", flush=True)
        path.write_bytes(make())
    return path.read_bytes()


SCORED = ("PERSON", "GPE+LOC", "ORG", "NORP")
VERSION = "0.1.0"
META = {
    "name": "diplomacy_sm",
    "version": VERSION,
    "description": "Names and sentence boundaries in English news about diplomatic meetings.",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8.0,<3.9.0",
    "sources": [
        {"name": "CrossNER (politics)", "license": "MIT", "url": "github.com/zliucr/CrossNER"},
        {
            "name": "RE3D, without its non-commercial part",
            "license": "as stated by sentence",
            "url": "github.com/dstl/re3d",
        },
        {
            "name": "GROBID-NER Wikipedia",
            "license": "Apache-2.0, text CC BY-SA 3.0",
            "url": "github.com/kermitt2/grobid-ner",
        },
        {
            "name": "Re-DocRED (dev, test)",
            "license": "MIT, text CC BY-SA",
            "url": "github.com/tonytan48/Re-DocRED",
        },
        {
            "name": "GUM (news, interviews, speeches)",
            "license": "CC BY 4.0, text CC BY 2.5",
            "url": "github.com/amir-zeldes/gum",
        },
        {"name": "WikiGold", "license": "CC BY 4.0", "url": ""},
        {
            "name": "Universal NER EWT (dev, test)",
            "license": "CC BY-SA 4.0",
            "url": "github.com/UniversalNER/UNER_English-EWT",
        },
        {"name": "Sri Lankan government documents", "license": "CC0 1.0", "url": ""},
        {"name": "Europarl NER (English)", "license": "no known restriction", "url": ""},
        {
            "name": "Voice of America, US State Department and White House texts, our own labels",
            "license": "public domain",
            "url": "",
        },
        {"name": "kremlin.ru texts, our own labels", "license": "CC BY 4.0", "url": "kremlin.ru"},
        {
            "name": "all-MiniLM-L6-v2, start of a teacher that labelled texts and gave the word vectors",
            "license": "Apache-2.0",
            "url": "huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
        },
    ],
}


def write(nlp: Language, output: Path, dev: dict[str, list[Sentence]], corpora: Path) -> None:
    """The package: the pipeline, its scores in meta.json and in the card between two marks."""
    tables = {name: score(nlp, sentences) for name, sentences in dev.items()}
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for counts in tables.values():
        for label, counter in counts.items():
            total[label] += counter
    tables["all five"] = total
    gmb = corpora / "gmb_onto.jsonl.gz"
    if gmb.exists():
        sample = [s for i, s in enumerate(read(gmb)) if i // BLOCK % 80 == 15]
        tables["GMB (every 80th block)"] = score(nlp, sample)
    rows = ["| development part of | " + " | ".join(SCORED) + " |", "|---" * 5 + "|"]
    for name, counts in tables.items():
        cells = ["{:.3f} {:.3f} **{:.3f}**".format(*prf(counts[label])) for label in SCORED]
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
    card = (HERE / "README.md").read_text("utf-8")
    head, _, rest = card.partition("<!-- scores -->\n")
    tail = rest.partition("<!-- end of scores -->")[2]
    card = f"{head}<!-- scores -->\n" + "\n".join(rows) + f"\n<!-- end of scores -->{tail}"
    values = {label: dict(zip("prf", prf(total[label]), strict=True)) for label in SCORED}
    nlp = slim(nlp)
    nlp.meta.update(META)
    nlp.meta["performance"] = {
        "ents_per_type": {k: {m: round(x, 4) for m, x in v.items()} for k, v in values.items()}
    }
    data = output / f"en_diplomacy_sm-{VERSION}"
    output.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(data)
    (output / "meta.json").write_text((data / "meta.json").read_text("utf-8"), "utf-8")
    (output / "README.md").write_text(card, "utf-8")
    print("\n".join(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--minilm", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--raw", type=Raw.parse, action="append", required=True, metavar="FILE:N:N")
    parser.add_argument("--exclude", type=Path, help="folder of .txt articles kept for tests")
    parser.add_argument("--work", type=Path, default=Path("work"), help="results of single steps")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    clean, dev = [], {}
    for name, weight in CLEAN.items():
        part, dev[name] = split(read(args.corpora / f"{name}.jsonl.gz"), name)
        clean.append((part, weight))
    dev = {name: sentences for name, sentences in dev.items() if sentences}
    held_out = [sentence for sentences in dev.values() for sentence in sentences]
    lines, texts = raw_text(args.raw, args.exclude)
    raw = [*lines, *texts]
    texts = [t for i, t in enumerate(texts) if i % 4 < 3 and len(t.split()) <= LONGEST]
    tok2vec = kept(args.work / "tok2vec.bin", lambda: pretrained(lines, args.work))

    def first(seed: int) -> Language:
        fit = functools.partial(train, clean, held_out, steps=FIRST_STEPS, seed=seed, tok2vec=tok2vec)
        return blank().from_bytes(kept(args.work / f"first-{seed}.bin", lambda: fit().to_bytes()))

    def fine_tuned() -> bytes:
        teacher = Reader(args.minilm)
        teacher.learn((ex.reference for ex in drawn(blank(), clean, seed=1)), TEACHER_STEPS, seed=1)
        return teacher.to_bytes()

    def minilm() -> Reader:
        return Reader(args.minilm).from_bytes(kept(args.work / "minilm.bin", fine_tuned))

    def labelled() -> bytes:
        read = readings(minilm(), texts) + [reading(first(seed), texts) for seed in (1, 2)]
        return json.dumps(silver(read)).encode()

    silvered = kept(args.work / "silver.json", labelled)
    sentences = [[(text, label) for text, label in s] for s in json.loads(silvered)]
    vectors = Vectors().from_bytes(
        kept(args.work / "vectors.bin", lambda: word_vectors(minilm(), raw).to_bytes())
    )

    def line(nlp: Language, name: str) -> Language:
        weights = []
        for seed, steps, share in LAST:
            fit = functools.partial(
                train, [*clean, (sentences, share)], held_out, steps=steps, seed=seed, start=nlp
            )
            content = kept(args.work / f"{name}-{seed}.bin", lambda fit=fit: fit().to_bytes())
            nlp = blank(nlp.vocab.vectors).from_bytes(content)
            weights.append(nlp)
        return average(weights[1:])

    plain = line(first(1), "plain")
    seeing = line(widened(first(1), untrained(vectors)), "vectors")
    write(average([widened(plain, seeing), seeing]), args.output, dev, args.corpora)


if __name__ == "__main__":
    main()
