"""A text as words, each with its kind and its place, whatever is wrong with the lines they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dsl.source import SourceFile, Span
from dsl.syntax import tables
from dsl.syntax.parse import tokens_of, uncollected, unreadable


@dataclass(frozen=True, slots=True)
class Word:
    """One word, figure, title, line of text or comment. `kind` is its kind in the grammar.

    `first` is the kind of the word that begins its clause, and `behind` that of the word before it in there; both are
    empty for a word that begins one.
    """

    kind: str
    text: str
    span: Span
    first: str = ""
    behind: str = ""


def words(source: SourceFile, *, cache: str | None = None) -> tuple[Word, ...]:
    """Every word of a text in order, comments too; none of a text that is not read at all."""
    if unreadable(source):
        return ()
    with uncollected():
        return tuple(_words(source, cache))


def _words(source: SourceFile, cache: str | None) -> Iterator[Word]:
    first = behind = ""
    for token in tokens_of(tables.parser(cache), source.text):
        if token.type == "_NL":
            first = behind = ""
            continue
        start = token.start_pos or 0
        yield Word(token.type, str(token), source.span(start, token.end_pos or start), first, behind)
        if token.type != "COMMENT":
            first, behind = first or token.type, token.type


def spelled(*, cache: str | None = None) -> frozenset[str]:
    """The kinds of the words that the language spells itself, such as `denominator`; its signs are not among them."""
    return frozenset(
        terminal.name
        for terminal in tables.parser(cache).terminals
        if terminal.pattern.type == "str" and terminal.pattern.value[:1].isalpha()
    )
