"""The caps block."""

from __future__ import annotations

from dsl.model.pay import ListKind, PracticeCap, SchemeCap
from dsl.resolve.blocks import Lines
from dsl.resolve.head import Head
from dsl.resolve.origins import Origins
from dsl.resolve.pay import list_day
from dsl.resolve.scope import At
from dsl.syntax.ast import pay as written


def resolve_caps(lines: Lines, head: Head, origins: Origins) -> tuple[tuple[PracticeCap, ...], SchemeCap | None]:
    """The caps on practices, in the order written, and the one on the scheme."""
    at = lines.at
    practice = tuple(
        cap
        for clause in lines.all(written.PracticeCap)
        if (cap := _practice(at.under("each practice at most"), clause, lines, head, origins)) is not None
    )
    clause = lines.one(written.SchemeCap)
    if clause is None:
        return practice, None
    origin = origins.of(at, clause.tags, lines.block.tags)
    return practice, SchemeCap(clause.amount.value, origin=origin, span=clause.span)


def _practice(at: At, clause: written.PracticeCap, lines: Lines, head: Head, origins: Origins) -> PracticeCap | None:
    on = at.bind(clause.on, "indicator", "item", "payment") if clause.on else None
    day = None
    if clause.per_list is not None:
        day = list_day(at, head, clause.day, clause.span)
    if (clause.on and on is None) or (clause.per_list and day is None):
        return None
    return PracticeCap(
        clause.amount.value,
        ListKind(clause.per_list) if clause.per_list else None,
        day,
        on.name if on else None,
        origin=origins.of(at, clause.tags, lines.block.tags),
        span=clause.span,
    )
