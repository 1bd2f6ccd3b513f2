"""The guarantees block."""

from __future__ import annotations

from dsl.model.guarantees import Guarantee, MoreNeverLess, NeverOver
from dsl.resolve.blocks import Lines
from dsl.syntax.ast import pay as written


def resolve_guarantees(lines: Lines) -> tuple[Guarantee, ...]:
    """What is claimed, the cost first. Says if a claim is made twice."""
    over, more = lines.one(written.NeverOver), lines.one(written.MoreNeverLess)
    found: list[Guarantee] = []
    if over is not None:
        found.append(NeverOver(over.practices, over.patients, span=over.span))
    if more is not None:
        found.append(MoreNeverLess(span=more.span))
    return tuple(found)
