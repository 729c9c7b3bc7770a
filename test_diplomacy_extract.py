"""Tests of diplomacy_extract, in the order of its rooms. Cases are rows; known failures are strict xfails."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

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

# --- Field: date ------------------------------------------------------------------------------------

# --- Field: participants ----------------------------------------------------------------------------

# --- Field: location --------------------------------------------------------------------------------

# --- Field: topics ----------------------------------------------------------------------------------

# --- Field: upcoming events -------------------------------------------------------------------------

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

# --- Public functions and command line --------------------------------------------------------------

# --- Robustness and speed ---------------------------------------------------------------------------

# --- Own articles -----------------------------------------------------------------------------------

# --- The file itself --------------------------------------------------------------------------------
