"""Diagnostics for people: the author's own lines, with marks under the words that matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import wrap

from dsl.report.diagnostic import Diagnostic, Label, Level, in_order
from dsl.report.place import place, tally, where
from dsl.report.snippet import Mark, crop, excerpt, marks_of
from dsl.report.visible import visible, width
from dsl.source import SourceFile

PATH_COLUMN = 36
"""The scheme path stands here when the file and line leave room for it."""

COLOURS = {Level.ERROR: "1;31", Level.WARNING: "1;33", Level.ADVICE: "1;36", Level.ATTESTATION: "1;35"}
QUIET = "34"
STRONG = "1"


def render(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile], *, colour: bool, columns: int = 100
) -> str:
    """All diagnostics in order of place, and a closing line that counts them; empty when there is nothing to say.

    `columns` is the width to wrap to. Without the text of its file a diagnostic is shown without a snippet.
    """
    ordered = in_order(diagnostics)
    if not ordered:
        return ""
    parts = [_one(diagnostic, sources, colour, max(columns, 40)) for diagnostic in ordered]
    return "\n".join([*parts, summary(ordered) + "\n"])


def summary(diagnostics: tuple[Diagnostic, ...]) -> str:
    """`2 errors and 1 warning`."""
    words = [f"{count} {_plural(level, count)}" for level, count in tally(diagnostics)]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _plural(level: Level, count: int) -> str:
    if level is Level.ADVICE:
        return "piece of advice" if count == 1 else "pieces of advice"
    return level.value if count == 1 else f"{level.value}s"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How one diagnostic is laid out: its main colour, the width of the line numbers, and the width to keep to."""

    colour: bool
    main: str
    gutter: int
    columns: int

    def ink(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text

    def shade(self, mark: Mark) -> str:
        return self.main if mark.primary else QUIET


def _one(diagnostic: Diagnostic, sources: Mapping[str, SourceFile], colour: bool, columns: int) -> str:
    labels = (Label(diagnostic.span, diagnostic.label), *diagnostic.secondary)
    numbers = [place(sources[label.span.file], label.span).end.line for label in labels if label.span.file in sources]
    gutter = max(2, len(str(max(numbers, default=0))))
    sheet = _Sheet(colour, COLOURS[diagnostic.level], gutter, columns)
    head = sheet.ink(f"{diagnostic.level.value}[{diagnostic.code}]", sheet.main)
    lines = [head + sheet.ink(f": {visible(diagnostic.title)}", STRONG), _header(diagnostic, sources, sheet)]
    for file in dict.fromkeys(label.span.file for label in labels):
        here = [(label, label is labels[0]) for label in labels if label.span.file == file]
        if file != diagnostic.span.file:
            lines.append(" " * gutter + sheet.ink("::: ", QUIET) + where(sources, here[0][0].span))
        source = sources.get(file)
        if source is not None:
            marks = [mark for label, primary in here for mark in marks_of(source, label, primary)]
            lines.extend(_snippet(source, marks, sheet))
    for word, text in (("why ", diagnostic.why), ("for example", diagnostic.example), ("help", diagnostic.help)):
        lines.extend(_note(word, visible(text), sheet))
    lines.extend(_note("more", f"schemec explain {diagnostic.code}", sheet))
    return "\n".join(lines) + "\n"


def _header(diagnostic: Diagnostic, sources: Mapping[str, SourceFile], sheet: _Sheet) -> str:
    at = where(sources, diagnostic.span)
    start = " " * sheet.gutter + sheet.ink("--> ", QUIET) + at
    if not diagnostic.path:
        return start
    room = PATH_COLUMN - sheet.gutter - len("--> ") - width(at)
    return start + " " * max(3, room) + sheet.ink(visible(" › ".join(diagnostic.path)), QUIET)


def _snippet(source: SourceFile, marks: list[Mark], sheet: _Sheet) -> list[str]:
    """The marked lines of one file, each with its marks below; `...` where lines are left out."""
    bar, empty = sheet.ink("|", QUIET), " " * (sheet.gutter + 1)
    lines = [empty + bar]
    before = 0
    for number in sorted({mark.line for mark in marks}):
        if before and number > before + 1:
            lines.append(sheet.ink("...", QUIET))
        before = number
        shown, here = crop(*excerpt(source, number, marks), sheet.columns - sheet.gutter - 3)
        lines.append(sheet.ink(f"{number:>{sheet.gutter}} ", QUIET) + bar + (f" {shown}" if shown else ""))
        lines.extend(f"{empty}{bar} {row}" for row in _rows(here, sheet))
    return lines


def _rows(marks: list[Mark], sheet: _Sheet) -> list[str]:
    """The marks under one line. The last mark's label stands beside it, each other label on a row of its own."""
    row, column = "", 0
    ordered = sorted(marks, key=lambda mark: (mark.start, not mark.primary))
    for mark in ordered:
        start = max(mark.start, column)
        if mark.end > start:
            drawn = ("^" if mark.primary else "-") * (mark.end - start)
            row += " " * (start - column) + sheet.ink(drawn, sheet.shade(mark))
            column = mark.end
    last = max(ordered, key=lambda mark: mark.end)
    if last.label:
        row += " " + sheet.ink(visible(last.label), sheet.shade(last))
    others = [mark for mark in reversed(ordered) if mark is not last and mark.label]
    return [row, *(" " * mark.start + sheet.ink(visible(mark.label), sheet.shade(mark)) for mark in others)]


def _note(word: str, text: str, sheet: _Sheet) -> list[str]:
    if not text:
        return []
    margin = " " * (sheet.gutter + 1)
    room = max(20, sheet.columns - sheet.gutter - len(word) - 5)
    first, *more = wrap(text, room, break_long_words=False, break_on_hyphens=False)
    hang = margin + " " * (len(word) + 4)
    return [margin + sheet.ink("= ", QUIET) + sheet.ink(f"{word}:", STRONG) + f" {first}", *(hang + m for m in more)]
