"""What someone has decided to let stand. Which codes may be allowed is for the checker to say: it knows them all."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.model.scheme import Allowance
from dsl.resolve.blocks import Lines, label
from dsl.syntax.ast import clauses


def resolve_allowances(lines: Lines) -> Iterator[Allowance]:
    """The allowances of one block, in the order written."""
    where = "" if lines.block.kind == "scheme" else label(lines.block)
    for clause in lines.all(clauses.Allow):
        yield Allowance(
            clause.code.text,
            where,
            " ".join(clause.because.text.split()),
            " ".join(clause.by.text.split()),
            lines.block.span,
            span=clause.span,
        )
