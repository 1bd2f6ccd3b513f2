"""The schemes of the repository, checked and made ready for targets; each is read once."""

from __future__ import annotations

from functools import cache

from checkout import ROOT

from dsl.model.checked import CheckedScheme
from schemec.reading import read_all
from targets.kit.dossier import assemble
from targets.kit.target import Dossier

COMPILER = "schemec 0.0.0"
PATHS = tuple(sorted((ROOT / "specs").glob("*/*.scheme")))
MEASURED = tuple(path for path in PATHS if "\nindicator " in path.read_text(encoding="utf-8"))
"""Schemes of measures, which a price list is not."""
PRICED = tuple(path for path in PATHS if "\nitem " in path.read_text(encoding="utf-8"))
"""Schemes with a price list."""


@cache
def checked(path: str) -> CheckedScheme:
    """The scheme of one file, without errors."""
    (reading,) = read_all([path])
    assert reading.outcome.value is not None, [note.title for note in reading.outcome.notes]
    return reading.outcome.value


@cache
def dossier(path: str) -> Dossier:
    """The same with all that targets tell of it."""
    return assemble(checked(path), COMPILER)
