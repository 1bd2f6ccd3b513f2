"""One narrow row for each registered patient: the practice, and all that is true of the patient as bits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from sqlglot import exp

from dsl.model.conditions import Aged, BornIn, PickDay, Reaching, RegisteredIn, SexIs
from dsl.model.days import Birth, EventDay, Length, Registration
from dsl.model.scheme import Scheme
from targets.kit import sql_text as sql
from targets.kit.sql_answers import Answers
from targets.kit.sql_bits import bit_of, facts_columns
from targets.kit.sql_days import CENSUS, Days
from targets.kit.sql_dialect import DuckDB
from targets.kit.sql_questions import Fact, Leaves, picked
from targets.kit.sql_steps import Statement, Step

PEOPLE = "people"
"""The kept rows: patient_id, practice_id, birth_date where an item goes by age, facts_1, facts_2 …"""

ABOUT_REGISTERED = (
    "The patients of each practice on the census day: alive and registered. Of several registrations the latest "
    "begun counts, then the smallest practice.",
)
ABOUT_KNOWN = ("Patients with what is known of them so far.",)
ABOUT_OWN = "What is read off the patient's own days and sex, beside the answers:"
ABOUT_ALL = ("All answers; nothing is read off the patient's own days and sex.",)
ABOUT_PEOPLE = (
    "One row for each registered patient: the practice, and the answers to all questions as bits of whole numbers "
    "(question 1 is bit 0 of facts_1). Each table of the records is read once.",
)


class People:
    """Joins answers to patients level by level, because a window may count from a day found on the level before."""

    def __init__(self, scheme: Scheme, leaves: Leaves, dialect: DuckDB) -> None:
        self.scheme = scheme
        self.leaves = leaves
        self.dialect = dialect
        self.columns = ["patient_id", "practice_id", "registered", "birth_date", "sex"]
        by_age = any(item.counting.age is not None for item in scheme.items)
        self.kept = ["patient_id", "practice_id", *(["birth_date"] if by_age else [])]

    def statement(self, found: Sequence[Step], words: Sequence[str]) -> Statement:
        """The statement that keeps the people; `found` are its first steps, `words` says the facts for a comment."""
        steps = [*found, Step("registered", ABOUT_REGISTERED, self._registered())]
        now, answers = "registered", None
        for level in self.leaves.levels:
            if answers is not None:
                now = self._know(steps, now, answers)
            answers = Answers(self.leaves, level, self.dialect)
            days = Days(self.scheme, self.dialect, lambda anchor: self._day(anchor, None))
            steps += answers.steps(now, days)
        about = (ABOUT_OWN, *words) if words else ABOUT_ALL
        steps.append(Step("own", about, self._own(now, answers)))
        columns: list[exp.Expr] = [sql.col(name) for name in self.kept]
        columns += [sql.named(self._facts(name, answers), name) for name in facts_columns(self.leaves.truths)]
        query = sql.pick(*columns).from_(sql.table("own"), copy=False)
        return Statement(PEOPLE, ABOUT_PEOPLE, tuple(steps), query, keeps=PEOPLE)

    def _registered(self) -> exp.Query:
        census = self.dialect.parameter(CENSUS)
        ended = sql.col("end_date", "g")
        covers = [
            exp.LTE(this=sql.col("start_date", "g"), expression=census),
            sql.any_of([sql.is_missing(ended), exp.GT(this=ended.copy(), expression=census.copy())]),
        ]
        order = exp.Order(
            expressions=[
                exp.Ordered(this=sql.col("start_date", "g"), desc=True, nulls_first=False),
                exp.Ordered(this=sql.col("practice_id", "g"), desc=False, nulls_first=False),
            ]
        )
        place = exp.Window(this=exp.RowNumber(), partition_by=[sql.col("patient_id", "g")], order=order)
        ranked = (
            sql.pick(
                sql.col("patient_id", "g"),
                sql.col("practice_id", "g"),
                sql.col("start_date", "g"),
                sql.named(place, "place"),
            )
            .from_(sql.table("registrations", "g"), copy=False)
            .where(*covers, copy=False)
        )
        died = sql.col("death_date", "p")
        return (
            sql.pick(
                sql.col("patient_id", "r"),
                sql.col("practice_id", "r"),
                sql.named(sql.col("start_date", "r"), "registered"),
                sql.col("birth_date", "p"),
                sql.col("sex", "p"),
            )
            .from_(ranked.subquery("r", copy=False), copy=False)
            .join(sql.table("patients", "p"), on=sql.same("r", "p", ["patient_id"]), copy=False)
            .where(
                exp.EQ(this=sql.col("place", "r"), expression=sql.number(1)),
                sql.any_of([sql.is_missing(died), exp.GT(this=died.copy(), expression=census.copy())]),
                copy=False,
            )
        )

    def _know(self, steps: list[Step], now: str, answers: Answers) -> str:
        """Add a step in which the answers of a level stand beside the patients."""
        columns: list[exp.Expr] = [sql.col(name, "p") for name in self.columns if not name.startswith("facts_")]
        columns += [sql.col(name, "a") for name in answers.days]
        facts = self._answered(answers)
        columns += [sql.named(self._bits(name, answers), name) for name in facts]
        name = f"patients_{answers.level + 1}"
        steps.append(Step(name, ABOUT_KNOWN, self._joined(columns, now, answers)))
        self.columns = list(dict.fromkeys([*self.columns, *answers.days, *facts]))
        return name

    def _joined(self, columns: Sequence[exp.Expr], now: str, answers: Answers | None) -> exp.Query:
        query = sql.pick(*columns).from_(sql.table(now, "p"), copy=False)
        if answers is None:
            return query
        on = sql.same("p", "a", ["patient_id"])
        return query.join(sql.table(answers.name, "a"), on=on, join_type="left", copy=False)

    def _bits(self, name: str, answers: Answers | None) -> exp.Expr:
        """The bits of a column that are answered by now."""
        parts: list[exp.Expr] = []
        if name in self.columns:
            parts.append(sql.col(name, "p"))
        if answers is not None and name in answers.facts:
            parts.append(exp.Coalesce(this=sql.col(name, "a"), expressions=[sql.number(0)]))
        return _together(parts)

    def _own(self, now: str, answers: Answers | None) -> exp.Query:
        """All answers so far, and the facts, each a column of its own."""
        days = Days(self.scheme, self.dialect, lambda anchor: self._day(anchor, answers))
        columns: list[exp.Expr] = [sql.col(name, "p") for name in self.kept]
        columns += [sql.named(self._bits(name, answers), name) for name in self._answered(answers)]
        columns += [sql.named(self._holds(fact, days), f"q{fact.number}") for fact in self.leaves.facts]
        return self._joined(columns, now, answers)

    def _answered(self, answers: Answers | None) -> list[str]:
        """The columns that hold an answer by now."""
        known = {*self.columns, *(answers.facts if answers is not None else ())}
        return [name for name in facts_columns(self.leaves.truths) if name in known]

    def _facts(self, name: str, answers: Answers | None) -> exp.Expr:
        """All bits of a column: those answered, and those of facts."""
        parts: list[exp.Expr] = [sql.col(name)] if name in self._answered(answers) else []
        for fact in self.leaves.facts:
            column, bit = bit_of(fact.number)
            if column == name:
                parts.append(sql.choose([(sql.col(f"q{fact.number}"), sql.number(bit))], sql.number(0)))
        return _together(parts)

    def _day(self, anchor: Registration | Birth | EventDay, answers: Answers | None) -> exp.Expr:
        match anchor:
            case Registration():
                return sql.col("registered", "p")
            case Birth():
                return sql.col("birth_date", "p")
            case EventDay():
                name = f"day_{self.leaves.days[anchor]}"
                return sql.col(name, "a" if answers is not None and name in answers.days else "p")
            case _:
                assert_never(anchor)

    def _holds(self, fact: Fact, days: Days) -> exp.Expr:
        """Whether the fact is true of a patient; NULL or false where it is not."""
        node, birth = fact.node, sql.col("birth_date", "p")
        match node:
            case Aged():
                return self._aged(node, days)
            case SexIs():
                return exp.EQ(this=sql.col("sex", "p"), expression=sql.text(node.sex))
            case RegisteredIn():
                return days.window(node.window).holds(sql.col("registered", "p"))
            case BornIn():
                return days.window(node.window).holds(birth)
            case Reaching():
                return days.window(node.window).holds(self.dialect.plus(birth, node.age))
            case PickDay():
                return days.window(node.falls).holds(days.anchor(picked(node)))
            case _:
                assert_never(node)

    def _aged(self, node: Aged, days: Days) -> exp.Expr:
        """Completed years as bounds on the day of birth: clamping gives the same ages, 29 February too."""
        birth = sql.col("birth_date", "p")

        def years_before(years: int) -> exp.Expr:
            return self.dialect.plus(days.anchor(node.anchor), Length(years, "years"), -1)

        newest = years_before(node.low) if node.low else days.anchor(node.anchor)
        parts: list[exp.Expr] = [exp.LTE(this=birth, expression=newest)]
        if node.high is not None:
            parts.append(exp.GT(this=birth.copy(), expression=years_before(node.high + 1)))
        return sql.all_of(parts)


def _together(parts: Sequence[exp.Expr]) -> exp.Expr:
    """The bits of all parts in one number."""
    if not parts:
        return sql.cast(sql.number(0), "bigint")
    whole = parts[0]
    for part in parts[1:]:
        whole = exp.BitwiseOr(this=whole, expression=part)
    return whole
