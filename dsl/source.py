"""Text and positions in it: what every later room points at.

Lines and columns count from 1, in characters; offsets count from 0. `SourceFile.from_text` undoes
what Word, Excel and Windows do to a text file before anything reads it, so that a position found
later is the position the author sees in an editor.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of one file: offsets `start` to `end`, in characters of its text."""

    file: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The stretch that covers both."""
        return Span(self.file, min(self.start, other.start), max(self.end, other.end))


NOWHERE = Span("", 0, 0)
"""The position of what no author wrote (values made by a program)."""


@dataclass(frozen=True, slots=True)
class Position:
    """A line and a column, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A named text with its line starts. `name` is what messages print."""

    name: str
    text: str
    line_starts: tuple[int, ...] = field(repr=False)

    @classmethod
    def from_text(cls, name: str, text: str) -> SourceFile:
        """Take a text as read: the byte-order mark goes, CRLF and CR become LF, no-break spaces become spaces.

        Only the byte-order mark and the CR of a CRLF take up room, at places no column is counted from.
        """
        clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        clean = clean.replace("\u00a0", " ").replace("\u202f", " ")
        starts = [0]
        at = clean.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = clean.find("\n", at + 1)
        return cls(name, clean, tuple(starts))

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """One line's text without its line end."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def span(self, start: int, end: int) -> Span:
        """A span of this file."""
        return Span(self.name, start, end)
