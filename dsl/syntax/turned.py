"""Hidden characters that turn the direction of the text, so that a line can be shown otherwise than it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lark import Token

from dsl.report.diagnostic import Diagnostic, Fix
from dsl.source import SourceFile, Span
from dsl.syntax import kinds

TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Unicode's marks, embeddings, overrides and isolates of direction (Bidi_Control)."""

FREE = ("TITLE", "PROSE")
"""Words whose text is free. Elsewhere such a character is itself a slip."""


def turned(source: SourceFile, spans: Iterable[Span]) -> Iterator[Diagnostic]:
    """One diagnostic for each of the stretches that holds such characters, with what takes them out."""
    for span in spans:
        found = [match.start() + span.start for match in TURNS.finditer(source.text[span.start : span.end])]
        if found:
            yield kinds.TurnsText.at(
                source.span(found[0], found[-1] + 1),
                "a hidden character here turns the direction of the text",
                help="take it out: type the words anew",
                fixes=tuple(Fix(source.span(at, at + 1), "") for at in found),
            )


def free_text(source: SourceFile, words: Iterable[Token]) -> Iterator[Span]:
    """Where text is free."""
    return (source.span(word.start_pos or 0, word.end_pos or 0) for word in words if word.type in FREE)
