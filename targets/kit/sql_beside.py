"""What stands beside an entry: in the same consultation, or on the same day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from dsl.model.counting import Beside, Near
from targets.kit import sql_text as sql
from targets.kit.sql_questions import Leaves
from targets.kit.sql_steps import Step

ABOUT = {
    Near.CONSULTATION: ("Which of the lists that are looked for beside others have an entry in each consultation.",),
    Near.DAY: ("Which of the lists that are looked for beside others have an entry on each day.",),
}
STEPS = {Near.CONSULTATION: "consultations", Near.DAY: "days"}
ALIASES = {Near.CONSULTATION: "c", Near.DAY: "d"}
KEYS = {Near.CONSULTATION: "consultation", Near.DAY: "day"}


@dataclass(frozen=True, slots=True)
class Besides:
    """Makes the steps, and the tests that read them. Entries are spoken of as `f`."""

    leaves: Leaves
    seen: str

    def steps(self) -> tuple[Step, ...]:
        """`consultations` and `days`, as far as they are asked for: a patient's, with a column for each list."""
        return tuple(Step(STEPS[near], ABOUT[near], self._present(near, asked)) for near, asked in self._asked())

    def joined(self, query: exp.Select) -> exp.Select:
        """The query of entries with what stands beside them."""
        for near, _ in self._asked():
            alias = ALIASES[near]
            on = sql.same("f", alias, ["patient_id", KEYS[near]])
            query = query.join(sql.table(STEPS[near], alias), on=on, join_type="left", copy=False)
        return query

    def stands(self, beside: Beside) -> exp.Expr:
        """Whether an entry of the list stands beside this one; never NULL."""
        there = sql.col(f"q{self.leaves.besides[beside]}", ALIASES[beside.near])
        return exp.EQ(this=exp.Coalesce(this=there, expressions=[sql.number(0)]), expression=sql.number(1))

    def _asked(self) -> Sequence[tuple[Near, list[int]]]:
        by_near = [(near, [number for b, number in self.leaves.besides.items() if b.near is near]) for near in Near]
        return [(near, numbers) for near, numbers in by_near if numbers]

    def _present(self, near: Near, asked: Sequence[int]) -> exp.Query:
        keys = [sql.col("patient_id"), sql.col(KEYS[near])]
        columns = []
        for number in asked:
            here = exp.EQ(this=sql.col("question"), expression=sql.number(number))
            found = exp.Max(this=sql.choose([(here, sql.number(1))], sql.number(0)))
            columns.append(sql.named(found, f"q{number}"))
        query = sql.pick(*keys, *columns).from_(sql.table(self.seen), copy=False)
        query = query.where(
            sql.among(sql.col("question"), asked), sql.negated(sql.is_missing(sql.col(KEYS[near]))), copy=False
        )
        return query.group_by(*[key.copy() for key in keys], copy=False)
