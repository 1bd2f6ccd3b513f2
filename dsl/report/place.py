"""Where a diagnostic points, in lines and columns: the same answer for every form of output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dsl.report.diagnostic import Diagnostic, Level
from dsl.source import Position, SourceFile, Span

LEVELS = (Level.ERROR, Level.WARNING, Level.ADVICE, Level.ATTESTATION)
"""Heaviest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span with both its ends; `end` is the first column after it."""

    span: Span
    start: Position
    end: Position


def place(source: SourceFile, span: Span) -> Place:
    """Where a span stands. What points into the blank end of a line points one past its last visible character.

    Spans beyond the text are cut to it.
    """
    start = min(span.start, len(source.text))
    end = max(start, min(span.end, len(source.text)))
    line_end = source.text.find("\n", start)
    rest = source.text[start:] if line_end < 0 else source.text[start:line_end]
    if not rest.strip():
        start = end = len(source.text[:start].rstrip())
    else:
        end = max(start, start + len(source.text[start:end].rstrip()))
    return Place(source.span(start, end), source.position(start), source.position(end))


def where(sources: Mapping[str, SourceFile], span: Span) -> str:
    """`file:line:column`; only the file where its text is not at hand."""
    source = sources.get(span.file)
    if source is None:
        return span.file or "(nowhere)"
    at = place(source, span).start
    return f"{span.file}:{at.line}:{at.column}"


def tally(diagnostics: tuple[Diagnostic, ...]) -> tuple[tuple[Level, int], ...]:
    """How many of each level, heaviest first; levels without any are left out."""
    counts = {level: sum(d.level is level for d in diagnostics) for level in LEVELS}
    return tuple((level, count) for level, count in counts.items() if count)
