"""The lines a diagnostic shows, and the columns its marks stand under as a terminal lays them out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dsl.report.diagnostic import Label
from dsl.report.place import place
from dsl.report.visible import visible, width
from dsl.source import SourceFile

MOST_LINES = 4
"""A span over more lines than this is marked on its first line only."""

CUT = "…"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch under one line. `start` and `end` count columns from 0: characters at first, then as shown."""

    line: int
    start: int
    end: int
    primary: bool
    label: str


def marks_of(source: SourceFile, label: Label, primary: bool) -> list[Mark]:
    """One mark for each line of the label's span; its text goes with the last. Blank lines get none."""
    at = place(source, label.span)
    first, last = at.start, at.end
    if last.line - first.line >= MOST_LINES:
        return [Mark(first.line, first.column - 1, len(source.line(first.line).rstrip()), primary, label.text)]
    marks = []
    for number in range(first.line, last.line + 1):
        text = source.line(number)
        start = first.column - 1 if number == first.line else len(text) - len(text.lstrip())
        end = last.column - 1 if number == last.line else len(text.rstrip())
        if end > start or first.line == last.line:
            marks.append(Mark(number, start, max(end, start + 1), primary, ""))
    marks[-1] = replace(marks[-1], label=label.text)
    return marks


def excerpt(source: SourceFile, number: int, marks: list[Mark]) -> tuple[str, list[Mark]]:
    """A line as shown, with its marks in the columns they then have."""
    text = source.line(number).rstrip()

    def shown(column: int) -> int:
        return width(visible(text[:column])) + max(0, column - len(text))

    here = [mark for mark in marks if mark.line == number]
    return visible(text), [replace(mark, start=shown(mark.start), end=shown(mark.end)) for mark in here]


def crop(text: str, marks: list[Mark], columns: int) -> tuple[str, list[Mark]]:
    """A line too long to show is cut on either side, so that its first primary mark (or first mark) is in view."""
    if width(text) <= columns:
        return text, marks
    focus = min(marks, key=lambda mark: (not mark.primary, mark.start))
    left = max(0, min(focus.start - columns // 3, focus.end - columns // 2))
    kept: list[str] = []
    column = offset = 0
    for char in text:
        size = width(char)
        if column >= left and column + size <= left + columns - 2:
            offset = offset if kept else column
            kept.append(char)
        column += size
    before = CUT if offset else ""
    shift = len(before) - offset
    inside = before + "".join(kept) + (CUT if offset + width("".join(kept)) < column else "")
    end = width(inside)
    moved = [replace(mark, start=max(0, mark.start + shift), end=min(end, mark.end + shift)) for mark in marks]
    return inside, [mark for mark in moved if mark.end > mark.start]
