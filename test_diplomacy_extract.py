"""Tests of diplomacy_extract, in the order of its rooms. Cases are rows; known failures are strict xfails."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

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

# --- Meeting and display ----------------------------------------------------------------------------

# --- Public functions and command line --------------------------------------------------------------

# --- Robustness and speed ---------------------------------------------------------------------------

# --- Own articles -----------------------------------------------------------------------------------

# --- The file itself --------------------------------------------------------------------------------
