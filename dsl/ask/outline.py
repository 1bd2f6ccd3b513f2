"""A text at a glance: its blocks with what is in them, and what of it can be folded away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from dsl.ask.text import Text
from dsl.resolve.blocks import opening
from dsl.resolve.words import WRITTEN
from dsl.source import Span
from dsl.syntax.ast import clauses
from dsl.syntax.ast.clauses import Clause
from dsl.syntax.ast.file import Block, SchemeFile

TITLED = (clauses.Exclude, clauses.Adjustment)
LEFT_OUT = (clauses.Prose, clauses.Hole, clauses.Allow)
"""Lines that an overview has no use for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A block or a line: what it is called, its title, what it is, all of it, and the part that names it."""

    name: str
    title: str
    what: str
    span: Span
    named: Span
    inner: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines, counted from 1, of which all but the first can be folded away."""

    first: int
    last: int
    what: Literal["block", "comment", "codes"]


def outline(text: Text) -> tuple[Entry, ...]:
    """The blocks of a text in order, with their lines."""
    return tuple(_block(block) for block in text.file.blocks) if text.file else ()


def _block(block: Block) -> Entry:
    title = block.title.text.strip() if block.title else ""
    name = block.name.text if block.name and block.kind != "example" else ""
    called = name or title or block.kind
    inner = tuple(_line(clause) for clause in block.clauses if not isinstance(clause, LEFT_OUT))
    return Entry(called, "" if called == title else title, block.kind, block.span, opening(block), inner)


def _line(clause: Clause) -> Entry:
    if isinstance(clause, clauses.Source):
        return Entry(clause.name.text, clause.title.text, "source", clause.span, clause.name.span)
    if isinstance(clause, TITLED):
        word = WRITTEN[type(clause)]
        return Entry(clause.title.text.strip() or word, "", word, clause.span, clause.title.span)
    word = WRITTEN[type(clause)]
    start = clause.span.start
    return Entry(word, "", "line", clause.span, Span(clause.span.file, start, min(start + len(word), clause.span.end)))


def folds(text: Text) -> tuple[Fold, ...]:
    """What can be folded: blocks, comments over several lines, and code lists that follow each other."""
    found = [] if text.file is None else [*_blocks(text, text.file), *_comments(text), *_code_lists(text, text.file)]
    return tuple(sorted((fold for fold in found if fold.last > fold.first), key=lambda fold: (fold.first, -fold.last)))


def _lines(text: Text, span: Span) -> tuple[int, int]:
    return text.source.position(span.start).line, text.source.position(span.end).line


def _blocks(text: Text, file: SchemeFile) -> Iterator[Fold]:
    for block in file.blocks:
        yield Fold(*_lines(text, block.span), "block")


def _comments(text: Text) -> Iterator[Fold]:
    own = [comment.line for comment in (text.file.comments if text.file else ()) if comment.own_line]
    for _, run in groupby(enumerate(own), key=lambda pair: pair[1] - pair[0]):
        lines = [line for _, line in run]
        yield Fold(lines[0], lines[-1], "comment")


def _code_lists(text: Text, file: SchemeFile) -> Iterator[Fold]:
    for kind, run in groupby(file.blocks, key=lambda block: block.kind):
        blocks = list(run)
        if kind == "codes" and len(blocks) > 1:
            yield Fold(*_lines(text, blocks[0].span.to(blocks[-1].span)), "codes")
