"""What each word of a text is, for an editor that colours it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from dsl.ask.text import Text
from dsl.resolve.prose import PIECE
from dsl.source import Span
from dsl.syntax.lexed import Word, spelled


class Shade(Enum):
    """What a word is."""

    WORD = "word of the language"
    NAME = "name"
    DEFINED = "name where it is defined"
    TITLE = "title"
    TEXT = "text for people"
    REFERENCE = "reference in text"
    FIGURE = "figure"
    COMMENT = "comment"


FIGURES = ("NUMBER", "PERCENT", "POUNDS", "PAIR", "CALENDAR_DATE", "RELEASE_DATE", "DOTTED", "UNIT")
SHADES = {
    "TITLE": Shade.TITLE,
    "COMMENT": Shade.COMMENT,
    "CODE_SYSTEM": Shade.WORD,
    **dict.fromkeys(FIGURES, Shade.FIGURE),
}


def shades(text: Text, *, cache: str | None = None) -> Iterator[tuple[Span, Shade]]:
    """The stretches of a text that have a shade, in order; none overlaps another, and none runs over a line's end."""
    words = spelled(cache=cache)
    defined = {found.span for found in text.names.values()}
    for word in text.words:
        if word.kind == "NAME":
            yield word.span, Shade.DEFINED if word.span in defined else Shade.NAME
        elif word.kind == "PROSE":
            yield from _prose(text, word)
        elif word.kind in SHADES:
            yield word.span, SHADES[word.kind]
        elif word.kind in words:
            yield word.span, Shade.WORD


def _prose(text: Text, word: Word) -> Iterator[tuple[Span, Shade]]:
    start = done = word.span.start
    for piece in PIECE.finditer(word.text):
        if piece[1] is None:
            continue
        if start + piece.start() > done:
            yield text.source.span(done, start + piece.start()), Shade.TEXT
        done = start + piece.end()
        yield text.source.span(start + piece.start(), done), Shade.REFERENCE
    if word.span.end > done:
        yield text.source.span(done, word.span.end), Shade.TEXT
