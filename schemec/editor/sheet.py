"""Places in a text as editors count them, and as we do.

An editor counts lines from 0, and columns from 0 in units of the encoding that was agreed, mostly UTF-16. We count
characters from the start of the text as `SourceFile` has it, without its byte-order mark and with plain line ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from lsprotocol import types

from dsl.report.diagnostic import Fix
from dsl.source import SourceFile, Span

BEYOND = 0xFFFF
MARK = "\ufeff"


def utf16(text: str) -> int:
    """Units of UTF-16: two for what lies beyond its first plane."""
    return len(text) if text.isascii() else len(text) + sum(ord(char) > BEYOND for char in text)


def utf8(text: str) -> int:
    """Bytes; what is no character on its own counts as three."""
    return len(text.encode("utf-8", "surrogatepass"))


UNITS: dict[str, Callable[[str], int]] = {
    types.PositionEncodingKind.Utf8: utf8,
    types.PositionEncodingKind.Utf16: utf16,
    types.PositionEncodingKind.Utf32: len,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text with how an editor counts in it.

    `shown` is the text of `source`, character by character, before no-break spaces became spaces: in some encodings
    they are wider. `lead` is what a byte-order mark adds to the columns of the first line.
    """

    source: SourceFile
    shown: str
    units: Callable[[str], int]
    lead: int = 0
    line_end: str = "\n"

    @classmethod
    def of(cls, name: str, text: str, encoding: str = types.PositionEncodingKind.Utf16) -> Sheet:
        """A text as the editor has it."""
        units = UNITS.get(encoding, utf16)
        lead = units(MARK) if text.startswith(MARK) else 0
        shown = text.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")
        return cls(SourceFile.from_text(name, text), shown, units, lead, "\r\n" if "\r\n" in text else "\n")

    def position(self, offset: int) -> types.Position:
        """An offset as the editor says it."""
        line = self.source.position(offset).line
        column = self.units(self.shown[self.source.line_starts[line - 1] : offset])
        return types.Position(line - 1, column + (self.lead if line == 1 else 0))

    def range(self, span: Span) -> types.Range:
        """A span as the editor says it."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """A position of the editor's; the nearest there is for one beyond the text or within a character."""
        if position.line >= len(self.source.line_starts):
            return len(self.source.text)
        start = self.source.line_starts[position.line]
        line = self.shown[start : start + len(self.source.line(position.line + 1))]
        left = position.character - (self.lead if position.line == 0 else 0)
        if line.isascii():
            return start + max(0, min(left, len(line)))
        for number, char in enumerate(line):
            left -= self.units(char)
            if left < 0:
                return start + number
        return start + len(line)

    def span(self, place: types.Range) -> Span:
        """A range of the editor's."""
        return self.source.span(self.offset(place.start), self.offset(place.end))

    def edits(self, fixes: Iterable[Fix]) -> list[types.TextEdit]:
        """Changes of the text as the editor makes them."""
        return [types.TextEdit(self.range(fix.span), self._ended(fix.text)) for fix in fixes]

    def edits_to(self, after: str) -> list[types.TextEdit]:
        """What makes another text of this one, line by line, so that whoever writes in it keeps their place."""
        after = SourceFile.from_text(self.source.name, after).text
        old, new = self.source.text.splitlines(keepends=True), after.splitlines(keepends=True)
        starts = [0]
        for line in old:
            starts.append(starts[-1] + len(line))
        changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        return self.edits(
            Fix(self.source.span(starts[first], starts[last]), "".join(new[begin:end]))
            for how, first, last, begin, end in changes
            if how != "equal"
        )

    def _ended(self, text: str) -> str:
        return text.replace("\n", self.line_end)
