"""A text read once, for all that is asked of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from dsl.resolve.scope import Definition, definitions
from dsl.source import SourceFile
from dsl.syntax.ast.file import Block, SchemeFile
from dsl.syntax.lexed import Word, words
from dsl.syntax.parse import parse


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its words, what was read of it, and the names it defines. `file` is None where nothing was."""

    source: SourceFile
    words: tuple[Word, ...]
    file: SchemeFile | None
    names: Mapping[str, Definition]

    def word_at(self, offset: int) -> Word | None:
        """The word at an offset; at the end of one, that word, unless another begins there."""
        number = bisect_right(self.words, offset, key=lambda word: word.span.start) - 1
        word = self.words[number] if number >= 0 else None
        return word if word is not None and offset <= word.span.end else None

    def block_at(self, offset: int) -> Block | None:
        """The block that an offset stands in, up to where the next one begins."""
        blocks = self.file.blocks if self.file else ()
        number = bisect_right(blocks, offset, key=lambda block: block.span.start) - 1
        return blocks[number] if number >= 0 else None

    def block_of(self, name: str) -> Block | None:
        """The block that a name names; None for a source, which is a line."""
        found = self.names.get(name)
        blocks = self.file.blocks if self.file and found else ()
        return next((block for block in blocks if found and block.name and block.name.span == found.span), None)


def read(source: SourceFile, *, cache: str | None = None) -> Text:
    """Read a text; there is an answer to everything, however broken it is."""
    file = parse(source, cache=cache).value
    return Text(source, words(source, cache=cache), file, definitions(file) if file else {})
