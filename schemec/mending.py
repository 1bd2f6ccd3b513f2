"""Mend a scheme as far as a program may: make the sure fixes, check again, until there is none left to make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dsl.report.diagnostic import Fix, Level
from dsl.report.fixes import applied, sure
from dsl.source import SourceFile
from schemec.files import Spec
from schemec.reading import Reading, read_text

ROUNDS = 20
"""A mended line may show what else is wrong; each round mends at least one slip, and a file has no endless supply."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A scheme before and after, how many fixes were made, and what is to be said of it now."""

    before: str
    after: str
    fixes: int
    reading: Reading


def mend(spec: Spec, before: str, cache: str | None, *, unsaved: Mapping[str, str] = MappingProxyType({})) -> Mended:
    """A scheme's text with every sure fix made. Line ends, comments and layout stay as they are.

    A round of fixes that would leave more errors than it found is not made.
    """
    text, made = before, 0
    reading = read_text(spec, text, cache, unsaved=unsaved)
    for _ in range(ROUNDS):
        fixes = sure(reading.outcome.notes, reading.source)
        if not fixes:
            break
        tried = _in_place(text, reading.source, fixes)
        again = read_text(spec, tried, cache, unsaved=unsaved)
        if _errors(again) > _errors(reading):
            break
        text, made, reading = tried, made + len(fixes), again
    return Mended(before, text, made, reading)


def _in_place(text: str, source: SourceFile, fixes: tuple[Fix, ...]) -> str:
    """The fixes made in the text as it lies in the file, where the places of `source` lack what a reading drops."""
    if text == source.text:
        return applied(text, fixes)
    places = [at for at in range(len(text)) if not _dropped(text, at)] + [len(text)]
    for fix in reversed(fixes):
        text = text[: places[fix.span.start]] + fix.text + text[places[fix.span.end] :]
    return text


def _dropped(text: str, at: int) -> bool:
    """A byte-order mark, and the second half of a line end in two characters: see `SourceFile.from_text`."""
    return (at == 0 and text[0] == "\ufeff") or text[max(0, at - 1) : at + 1] == "\r\n"


def _errors(reading: Reading) -> int:
    return sum(note.level is Level.ERROR for note in reading.outcome.notes)
