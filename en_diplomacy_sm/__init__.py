"""English names in diplomatic news: a small spaCy pipeline (tok2vec, senter, ner). See README.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["__version__", "load"]
__version__: str = json.loads(Path(__file__).with_name("meta.json").read_text("utf-8"))["version"]


def load(**overrides: Any) -> Language:
    """The pipeline; `overrides` (`disable`, `exclude`, `vocab`, ...) are those of `spacy.load`."""
    from spacy.util import load_model_from_init_py

    return load_model_from_init_py(__file__, **overrides)
