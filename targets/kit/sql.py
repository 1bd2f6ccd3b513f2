"""Model → sqlglot trees: the one lowering. Nothing is pasted into a query; a dialect that cannot say a thing raises.

A query is made of statements that run in order. `people` reads every table of the records once and keeps a narrow row
for each registered patient; where a price list is counted, `seen` reads the events before it and keeps what it found.
`standing` applies the rules of the scheme to the patterns among those rows; `counts`, the
`work_list` and `statuses` are read from the two, and `claims` of a price list as its counts are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlglot import exp

from dsl.model.checked import CheckedScheme
from dsl.model.conditions import Condition
from dsl.model.days import EventDay
from dsl.model.scheme import Scheme
from targets.kit import words
from targets.kit.sql_bits import facts_columns
from targets.kit.sql_days import parameters
from targets.kit.sql_dialect import DIALECTS, DuckDB
from targets.kit.sql_found import found, lists_of
from targets.kit.sql_items import Items, kept_apart
from targets.kit.sql_people import People
from targets.kit.sql_questions import Leaves, conditions_of, leaves_of, narrowed
from targets.kit.sql_results import counts, statuses, work_list
from targets.kit.sql_standing import Standing
from targets.kit.sql_steps import Statement


@dataclass(frozen=True, slots=True)
class Extraction:
    """A scheme as SQL in one dialect. `scheme` is the part of it that was asked for, `lists` what it reads."""

    scheme: Scheme
    lists: tuple[str, ...]
    dialect: DuckDB
    parameters: tuple[exp.Expr, ...]
    seen: Statement | None
    people: Statement
    standing: Statement
    counts: Statement
    work_list: Statement
    statuses: Statement
    claims: Statement | None


def lower(checked: CheckedScheme, dialect: str = "duckdb", only: Iterable[str] | None = None) -> Extraction:
    """The extraction query of a scheme, or of some of its measures with the registers they need.

    KeyError for an unknown dialect, indicator or item.
    """
    speaks = DIALECTS[dialect]
    scheme = narrowed(checked.scheme, only)
    leaves = leaves_of(conditions_of(scheme), scheme.items)
    said = _words(leaves, scheme)
    first = found(scheme, leaves, said, speaks) if leaves.questions or leaves.items else ()
    kept, first = kept_apart(first) if leaves.items else (None, first)
    facts = facts_columns(leaves.truths)
    items = Items(scheme, leaves, facts, speaks) if leaves.items else None
    about = tuple(f"{fact.number}: {said[fact.number]}" for fact in leaves.facts)
    return Extraction(
        scheme=scheme,
        lists=lists_of(leaves),
        dialect=speaks,
        parameters=parameters(scheme, speaks),
        seen=kept,
        people=People(scheme, leaves, speaks).statement(first, about),
        standing=Standing(scheme, leaves).statement(lambda condition: words.who(condition, scheme)),
        counts=counts(scheme, facts, items),
        work_list=work_list(scheme, facts),
        statuses=statuses(facts),
        claims=items.by_patient() if items else None,
    )


def _words(leaves: Leaves, scheme: Scheme) -> dict[int, str]:
    said: dict[int, str] = {number: _who(leaf, scheme) for leaf, number in leaves.numbers.items()}
    said |= {number: _day(day, scheme) for day, number in leaves.days.items()}
    listed = zip(leaves.items, scheme.items, strict=True)
    said |= {number: words.beside(beside) for beside, number in leaves.besides.items()}
    return said | {
        question.number: f"{item.code}: {words.counting(item.counting, scheme)}" for question, item in listed
    }


def _who(leaf: Condition, scheme: Scheme) -> str:
    return words.who(leaf, scheme)


def _day(day: EventDay, scheme: Scheme) -> str:
    return words.anchor(day, scheme)
