"""The governance block: who answers, who decided, who was asked."""

from __future__ import annotations

from datetime import date

from dsl.model.days import Length
from dsl.model.scheme import Governance
from dsl.resolve.blocks import Lines, opening
from dsl.resolve.kinds.types import NotPositive
from dsl.resolve.origins import Origins, check_tags
from dsl.resolve.words import WRITTEN
from dsl.syntax.ast import clauses


def resolve_governance(lines: Lines, origins: Origins) -> Governance:
    """The governance of a scheme; what is not said stays empty."""
    at = lines.at
    check_tags(at, lines, origins)
    who: dict[str, str] = {}
    for role in ("owner", "clinical lead", "contact"):
        person = lines.first(tuple(clause for clause in lines.all(clauses.Person) if clause.role == role), role)
        who[role] = person.who.text if person else ""
    by: dict[str, date | None] = {}
    for what in ("review", "practices join"):
        line = lines.first(tuple(clause for clause in lines.all(clauses.ByDay) if clause.what == what), f"{what} by")
        by[what] = line.day.value if line else None
    collected = lines.one(clauses.DataCollected)
    appeal = lines.one(clauses.Appeal)
    small = lines.one(clauses.SmallNumbers)
    under = None
    if small is not None:
        under = int(small.under.value)
        if small.under.value.denominator != 1 or under < 1:
            at.under("small numbers").say(
                NotPositive.at(
                    small.under.span,
                    "small numbers are counted in whole patients",
                    help="write a whole number such as 5",
                )
            )
    return Governance(
        owner=who["owner"],
        clinical_lead=who["clinical lead"],
        contact=who["contact"],
        approved=tuple((clause.who.text, clause.day.value) for clause in lines.all(clauses.ApprovedBy)),
        consulted=tuple((clause.who.text, clause.day.value) for clause in lines.all(clauses.Consulted)),
        review_by=by["review"],
        join_by=by["practices join"],
        collected_on=tuple(day.value for day in collected.days) if collected else (),
        appeal_to=appeal.to.text if appeal else "",
        appeal_within=Length(appeal.within.count, appeal.within.unit) if appeal else None,
        small_numbers_under=under,
        places=tuple((_begins(clause), clause.span) for clause in lines.kept),
        span=opening(lines.block),
    )


def _begins(clause: clauses.Clause) -> str:
    match clause:
        case clauses.Person():
            return clause.role
        case clauses.ByDay():
            return f"{clause.what} by"
        case _:
            return WRITTEN[type(clause)]
