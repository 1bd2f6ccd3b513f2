"""The lines of one block, sorted by what they are; which of them it needs and may have."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from dsl.report.diagnostic import Diagnostic, Label
from dsl.report.figures import listed
from dsl.resolve.kinds.structure import LineMissing, LineTwice, NotHere
from dsl.resolve.scope import At
from dsl.resolve.words import WRITTEN
from dsl.source import Span
from dsl.syntax.ast import clauses, pay, stories
from dsl.syntax.ast.file import Block, BlockKind

C = TypeVar("C", bound=clauses.Clause)

PAYS: tuple[type[clauses.Clause], ...] = (
    pay.PaysPoints,
    pay.PaysPotRange,
    pay.PaysOfPot,
    pay.PaysLadder,
    pay.PaysPerPatient,
    pay.PaysEach,
    pay.PaysPerHead,
    pay.PaysPerRegister,
    pay.PaysFlat,
    pay.PaysNothing,
)

GOVERNANCE = (
    clauses.Person,
    clauses.ApprovedBy,
    clauses.Consulted,
    clauses.ByDay,
    clauses.DataCollected,
    clauses.Appeal,
    clauses.SmallNumbers,
)

ALLOWED: Mapping[BlockKind, frozenset[type[clauses.Clause]]] = MappingProxyType(
    {
        "scheme": frozenset(
            {
                clauses.Prose,
                clauses.Allow,
                clauses.Version,
                clauses.Runs,
                clauses.FiguresFrom,
                clauses.Budget,
                clauses.ListSizeOn,
                clauses.PointValue,
                clauses.Rounding,
                clauses.SameDay,
                clauses.EmptyDenominator,
                clauses.Pot,
                clauses.SignUpEach,
            }
        ),
        "sources": frozenset({clauses.Source, clauses.Allow}),
        "governance": frozenset({clauses.Allow, *GOVERNANCE}),
        "codes": frozenset({clauses.ValuesIn, clauses.Allow}),
        "register": frozenset({clauses.Prose, clauses.Allow, clauses.People, clauses.AveragePrevalence}),
        "indicator": frozenset(
            {
                clauses.Prose,
                clauses.Allow,
                clauses.SignUpThis,
                clauses.Denominator,
                clauses.Exclude,
                clauses.Adjustment,
                clauses.Numerator,
                pay.Instalments,
                *PAYS,
            }
        ),
        "item": frozenset(
            {
                clauses.Prose,
                clauses.Allow,
                clauses.SignUpThis,
                clauses.People,
                clauses.Counts,
                clauses.EventAged,
                clauses.OnlyWith,
                clauses.NotWith,
                clauses.OncePer,
                clauses.MostPerPatient,
                pay.PaysEach,
                pay.PaysMore,
                pay.Instalments,
            }
        ),
        "payment": frozenset(
            {clauses.Prose, clauses.Allow, clauses.SignUpThis, pay.WhenSubmitted, pay.Instalments, *PAYS}
        ),
        "caps": frozenset({clauses.Allow, pay.PracticeCap, pay.SchemeCap}),
        "guarantees": frozenset({pay.NeverOver, pay.MoreNeverLess}),
        "example": frozenset(kind for kind in WRITTEN if kind.__module__ == stories.__name__),
    }
)


class Lines:
    """The lines of one block. Says which do not belong there."""

    def __init__(self, at: At, block: Block) -> None:
        self.at = at
        self.block = block
        self.holes = tuple(clause for clause in block.clauses if isinstance(clause, clauses.Hole))
        allowed = ALLOWED[block.kind]
        self.kept = tuple(clause for clause in block.clauses if type(clause) in allowed)
        for clause in block.clauses:
            if type(clause) not in allowed and not isinstance(clause, clauses.Hole):
                at.say(_not_here(block, clause))

    def all(self, kind: type[C]) -> tuple[C, ...]:
        """Every line of a kind, in the order written."""
        return tuple(clause for clause in self.kept if isinstance(clause, kind))

    def one(self, kind: type[C]) -> C | None:
        """The line of a kind; None if there is none. Says if there are two."""
        return self.first(self.all(kind), WRITTEN[kind])

    def first(self, same: tuple[C, ...], word: str) -> C | None:
        """The first of several lines of which a block may have one; says which others there are."""
        for other in same[1:]:
            self.at.under(word).say(
                LineTwice.at(
                    other.span,
                    f"there is a second `{word}` line",
                    label="and again here",
                    secondary=(Label(same[0].span, "first said here"),),
                    help="keep one of the two",
                )
            )
        return same[0] if same else None

    def pays(self) -> clauses.Clause | None:
        """The line that pays; None if there is none. Says if there are two."""
        return self.first(tuple(clause for clause in self.kept if isinstance(clause, PAYS)), "pays")

    def hides(self, word: str) -> bool:
        """Whether a line that begins so may be one that could not be read.

        A line that begins with another word of this block is not it; one that begins with no such word may be.
        """
        others = {WRITTEN[kind].split()[0] for kind in ALLOWED[self.block.kind]} - {word.split(maxsplit=1)[0]}
        return self.block.broken or any(hole.keyword not in others for hole in self.holes)

    def lacks(self, word: str, example: str, why: str = "") -> None:
        """Say that a line is missing, unless it may be one that could not be read."""
        if self.hides(word):
            return
        self.at.say(
            LineMissing.at(
                opening(self.block),
                f"{_called(self.block)} has no `{word}` line",
                why=why,
                help=f"add a line, such as: {example}",
            )
        )


def opening(block: Block) -> Span:
    """The part of a block's first line that names it."""
    start = block.span
    for part in (block.name, block.title):
        if part is not None:
            return Span(start.file, start.start, max(part.span.end, start.start))
    return Span(start.file, start.start, min(start.end, start.start + len(block.kind)))


def label(block: Block) -> str:
    """What stands for a block in the path of a diagnostic."""
    if block.kind == "example":
        return f'example "{block.title.text}"' if block.title else "example"
    return block.name.text if block.name else block.kind


def _called(block: Block) -> str:
    if block.name is None or block.kind == "example":
        return f"this {block.kind}"
    return f"the {block.kind} {block.name.text}"


def _not_here(block: Block, clause: clauses.Clause) -> Diagnostic:
    word = WRITTEN[type(clause)]
    homes = [f"`{kind}`" for kind, allowed in ALLOWED.items() if type(clause) in allowed]
    return NotHere.at(
        clause.span,
        f"{'text' if word == '>' else f'`{word}`'} does not belong in a `{block.kind}` block",
        secondary=(Label(opening(block), "this block"),),
        help=f"it belongs in a block that opens with {listed(homes, 'or')}",
    )
