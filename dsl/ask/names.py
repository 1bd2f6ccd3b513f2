"""Where a name stands, and a name changed wherever it stands: in rules, in examples and in text for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dsl.ask.text import Text
from dsl.report.diagnostic import Fix
from dsl.resolve.prose import named
from dsl.source import Span

NAME = re.compile(r"[A-Z][A-Z0-9_-]*")
SHAPE = "a name is one word in capitals, such as HYP_COD"
OTHERS = ("ALLOW", "CLUSTER", "SCHEME")
"""Behind these words stand names of what no file of ours defines: diagnostics, national clusters, the scheme itself."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of a name; `defines` says that it is the one that the others mean."""

    name: str
    span: Span
    defines: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a name cannot be changed so, as a sentence."""

    why: str


def occurrences(text: Text) -> Iterator[Occurrence]:
    """Every place at which a name of the scheme stands, in order, in lines that cannot be read too."""
    for word in text.words:
        if word.kind == "NAME" and word.behind not in OTHERS:
            yield _occurrence(text, word.text, word.span)
        elif word.kind == "PROSE":
            for name, start in named(word.text):
                at = word.span.start + start
                yield _occurrence(text, name, text.source.span(at, at + len(name)))


def _occurrence(text: Text, name: str, span: Span) -> Occurrence:
    found = text.names.get(name)
    return Occurrence(name, span, found is not None and found.span == span)


def at(text: Text, offset: int) -> Occurrence | None:
    """The name at an offset, also just behind it."""
    touched = [each for each in occurrences(text) if each.span.start <= offset <= each.span.end]
    return touched[-1] if touched else None


def file_named(text: Text, offset: int) -> str | None:
    """The path of a code list's file, where an offset stands on it."""
    word = text.word_at(offset)
    return word.text[1:-1] if word is not None and word.kind == "TITLE" and word.behind == "FILE" else None


def places(text: Text, name: str) -> tuple[Occurrence, ...]:
    """Every place of one name."""
    return tuple(each for each in occurrences(text) if each.name == name)


def renamed(text: Text, old: str, new: str) -> tuple[Fix, ...] | Refused:
    """The changes that give what is called `old` the name `new`, or why they cannot be made."""
    if old not in text.names:
        return Refused(f"{old} is not defined in this scheme, and so it cannot be given another name here")
    if not NAME.fullmatch(new):
        return Refused(SHAPE)
    taken = text.names.get(new)
    if new != old and taken is not None:
        return Refused(f"{new} is the name of a {taken.thing} already")
    return tuple(Fix(each.span, new) for each in places(text, old))
