"""From found entries to the counts of a price list: at the right age, once in each stretch, the first so many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from sqlglot import exp

from dsl.model.counting import AgeAtEvent, Counting, Once
from dsl.model.days import Length
from dsl.model.scheme import Scheme
from dsl.run.values import quarters
from targets.kit import sql_text as sql
from targets.kit.sql_dialect import DuckDB
from targets.kit.sql_people import PEOPLE
from targets.kit.sql_questions import Leaves
from targets.kit.sql_standing import ITEM, STANDING
from targets.kit.sql_steps import Statement, Step

SEEN = "seen"
"""The kept rows, one an event and question: patient_id, question, day, code where one is kept; only for items."""

COLUMNS = ("question", "name", "most")

ABOUT_ITEMS = ("The items of the price list, the question that finds their entries, and the most for one patient.",)
ABOUT_ENTRIES = ("Entries that count: of the patients an item is for, at the right age, once in each stretch of time.",)
ABOUT_PLACED = ("The entries of each patient in their order.",)


def kept_apart(steps: Sequence[Step]) -> tuple[Statement, tuple[Step, ...]]:
    """`seen` as a statement of its own, since people and items both read it, and the steps that come after it."""
    place = next(place for place, step in enumerate(steps) if step.name == SEEN)
    seen = steps[place]
    return Statement(SEEN, seen.about, tuple(steps[:place]), seen.query, keeps=SEEN), tuple(steps[place + 1 :])


def quarter_status(place: int) -> str:
    """What stands in a result for the quarter of the scheme year at that place, from 0."""
    return f"quarter {place + 1}"


@dataclass(frozen=True, slots=True)
class Items:
    """Makes the steps; there must be at least one item."""

    scheme: Scheme
    leaves: Leaves
    facts: Sequence[str]
    dialect: DuckDB

    def steps(self) -> tuple[Step, ...]:
        """The steps up to `placed`, one row an entry that counts: practice_id, patient_id, name, most, day, place."""
        return (
            Step("items", ABOUT_ITEMS, self._items()),
            Step("entries", ABOUT_ENTRIES, self._entries()),
            Step("placed", ABOUT_PLACED, self._placed()),
        )

    def counted(self) -> exp.Select:
        """Rows practice_id, kind, name, status, patients: how many entries count in each quarter."""
        day, most = sql.col("day"), sql.col("most")
        ends = [(place, quarter.last) for place, quarter in enumerate(quarters(self.scheme)) if quarter.last]
        cases = [(exp.LTE(this=day, expression=sql.day(end)), sql.text(quarter_status(place))) for place, end in ends]
        keys = [sql.col("practice_id"), sql.col("name")]
        quarter = sql.choose(cases)
        few = sql.any_of([sql.is_missing(most), exp.LTE(this=sql.col("place"), expression=most.copy())])
        query = sql.pick(
            keys[0],
            sql.named(sql.text(ITEM), "kind"),
            keys[1],
            sql.named(quarter, "status"),
            sql.named(exp.Count(this=exp.Star()), "patients"),
        ).from_(sql.table("placed"), copy=False)
        return query.where(few, copy=False).group_by(*[key.copy() for key in keys], quarter.copy(), copy=False)

    def _items(self) -> exp.Query:
        rows = [
            [
                sql.number(question.number),
                sql.text(item.code),
                sql.nothing() if item.counting.at_most is None else sql.number(item.counting.at_most),
            ]
            for question, item in zip(self.leaves.items, self.scheme.items, strict=True)
        ]
        question, name, most = (sql.col(column) for column in COLUMNS)
        typed = sql.named(sql.cast(most, "integer"), "most")
        return sql.pick(question, name, typed).from_(sql.rows(rows, "i", COLUMNS), copy=False)

    def _entries(self) -> exp.Query:
        keys = [sql.col("practice_id", "p"), sql.col("patient_id", "p"), sql.col("name", "i"), sql.col("most", "i")]
        groups = [*(key.copy() for key in keys), self._stretch()]
        if any(question.keeps_code for question in self.leaves.items):
            groups.append(sql.col("code", "f"))
        query = (
            sql.pick(*keys, sql.named(exp.Min(this=sql.col("day", "f")), "day"))
            .from_(sql.table(SEEN, "f"), copy=False)
            .join(sql.table("items", "i"), on=sql.same("f", "i", ["question"]), copy=False)
            .join(sql.table(PEOPLE, "p"), on=sql.same("f", "p", ["patient_id"]), copy=False)
            .join(
                sql.table(STANDING, "s"),
                on=sql.all_of([sql.same("p", "s", self.facts), sql.same("i", "s", ["name"])]),
                copy=False,
            )
            .where(exp.EQ(this=sql.col("kind", "s"), expression=sql.text(ITEM)), copy=False)
        )
        ages = [
            (sql.number(question.number), self._at_age(question.node.age))
            for question in self.leaves.items
            if isinstance(question.node, Counting) and question.node.age is not None
        ]
        if ages:
            query = query.where(sql.choose(ages, exp.true(), sql.col("question", "f")), copy=False)
        return query.group_by(*groups, copy=False)

    def _at_age(self, age: AgeAtEvent) -> exp.Expr:
        """Completed years as bounds on the day of birth, as for ages on any other day."""
        birth, day = sql.col("birth_date", "p"), sql.col("day", "f")

        def years_before(years: int) -> exp.Expr:
            return self.dialect.plus(day.copy(), Length(years, "years"), -1)

        parts: list[exp.Expr] = [exp.LTE(this=birth, expression=years_before(age.low) if age.low else day.copy())]
        if age.high is not None:
            parts.append(exp.GT(this=birth.copy(), expression=years_before(age.high + 1)))
        return sql.all_of(parts)

    def _stretch(self) -> exp.Expr:
        """A number that entries share of which only one counts."""
        day = sql.col("day", "f")
        starts = [quarter.first for quarter in quarters(self.scheme) if quarter.first]
        cases: list[tuple[exp.Expr, exp.Expr]] = []
        for question in self.leaves.items:
            once = question.node.once if isinstance(question.node, Counting) else None
            match once:
                case None | Once.DAY:
                    continue
                case Once.QUARTER:
                    later = [(exp.GTE(this=day.copy(), expression=sql.day(start)), start) for start in starts[::-1]]
                    number = sql.choose([(test, self.dialect.number_of(sql.day(start))) for test, start in later])
                case Once.SCHEME_YEAR:
                    number = sql.choose([(exp.true(), sql.number(0))])
                case _:
                    assert_never(once)
            cases.append((sql.number(question.number), number))
        each_day = self.dialect.number_of(day)
        return sql.choose(cases, each_day, sql.col("question", "f")) if cases else each_day

    def _placed(self) -> exp.Query:
        order = exp.Order(expressions=[exp.Ordered(this=sql.col("day"), desc=False, nulls_first=False)])
        own = [sql.col("patient_id"), sql.col("name")]
        place = exp.Window(this=exp.RowNumber(), partition_by=own, order=order)
        shown = [sql.col(name) for name in ("practice_id", "patient_id", "name", "most", "day")]
        return sql.pick(*shown, sql.named(place, "place")).from_(sql.table("entries"), copy=False)
