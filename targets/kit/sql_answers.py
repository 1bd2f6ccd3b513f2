"""From best answers to one row a patient, for the questions of one level.

Level 0 has windows that are the same for every patient. On the levels above, a window counts from a day of the
patient's own, so that the found days are first held against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlglot import exp

from dsl.model.conditions import NotFollowedBy, WithAtLeast
from dsl.model.days import EventDay, Length
from targets.kit import sql_text as sql
from targets.kit.sql_bits import BITS, bit_of
from targets.kit.sql_days import Days
from targets.kit.sql_dialect import DuckDB
from targets.kit.sql_found import FOLLOWS, RANKS
from targets.kit.sql_questions import Leaves, Question
from targets.kit.sql_steps import Step

KEYS = ("patient_id", "question")
ABOUT_WITHIN = ("The found days that fall in windows which count from a day of the patient's own.",)
ABOUT_FIRST = ("Where days apart are counted: the first day.",)
ABOUT_NEXT = ("Where days apart are counted: the next day that is far enough from the one before.",)
ABOUT_MET = ("The questions that are answered with yes.",)
ABOUT_ANSWERS = ("All answers of one patient in one row.",)


@dataclass(frozen=True, slots=True)
class Answers:
    """The steps of one level; its rows hold patient_id, bits in `facts` and days in `days`."""

    leaves: Leaves
    level: int
    dialect: DuckDB

    @property
    def name(self) -> str:
        """The last step."""
        return self._named("answers")

    def _named(self, step: str) -> str:
        return step if self.level == 0 else f"{step}_within_{self.level}"

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions of this level."""
        return tuple(question for question in self.leaves.questions if question.level == self.level)

    @property
    def facts(self) -> tuple[str, ...]:
        """The columns that hold bits of this level."""
        numbers = [question.number for question in self.asked if not isinstance(question.node, EventDay)]
        return tuple(sorted({bit_of(number)[0] for number in numbers}, key=lambda name: (len(name), name)))

    @property
    def days(self) -> tuple[str, ...]:
        """The columns that hold days found on this level."""
        return tuple(f"day_{question.number}" for question in self.asked if isinstance(question.node, EventDay))

    def steps(self, patients: str, days: Days) -> list[Step]:
        """From `found` and the step that holds the patients; `days` speaks of the patients as `p`."""
        steps: list[Step] = []
        source = "found"
        if self.level > 0:
            source = f"within_{self.level}"
            steps.append(Step(source, ABOUT_WITHIN, self._within(patients, days)))
        met = self._plain(source)
        met += self._counted(source)
        met += self._spaced(source, steps)
        steps.append(Step(self._named("met"), ABOUT_MET, sql.stacked(met)))
        steps.append(Step(self.name, ABOUT_ANSWERS, self._side_by_side()))
        return steps

    def _within(self, patients: str, days: Days) -> exp.Query:
        day, best = sql.col("day", "f"), sql.col("best", "f")
        cases: list[tuple[exp.Expr, exp.Expr]] = []
        for question in self.asked:
            falls = days.window(question.node.window).holds(day.copy())
            if isinstance(question.node, NotFollowedBy):
                follows = exp.Paren(this=exp.BitwiseAnd(this=best.copy(), expression=sql.number(FOLLOWS)))
                falls = sql.any_of([falls, exp.NEQ(this=follows, expression=sql.number(0))])
            cases.append((sql.number(question.number), falls))
        kept = [sql.col(name, "f") for name in (*KEYS, "day", "best")]
        return (
            sql.pick(*kept)
            .from_(sql.table("found", "f"), copy=False)
            .join(sql.table(patients, "p"), on=sql.same("f", "p", ["patient_id"]), copy=False)
            .where(
                sql.among(sql.col("question", "f"), [question.number for question in self.asked]),
                sql.choose(cases, exp.false(), sql.col("question", "f")),
                copy=False,
            )
        )

    def _plain(self, source: str) -> list[exp.Select]:
        """Questions of which the best answer alone counts."""
        asked = [question for question in self.asked if not question.counted and not question.spaced]
        if not asked:
            return []
        if self.level == 0:
            query = _from(source, [sql.col("best")], self._only(asked))
            return [query.where(_odd(sql.col("best")), copy=False)]
        best = exp.Max(this=sql.col("best"))
        query = _from(source, [sql.named(best, "best")], self._only(asked))
        return [_grouped(query).having(_odd(best.copy()), copy=False)]

    def _counted(self, source: str) -> list[exp.Select]:
        """Questions that count different codes and days: each of them is a row."""
        wanted = [(q, q.node.count) for q in self.asked if q.counted and isinstance(q.node, WithAtLeast)]
        if not wanted:
            return []
        needed = sql.choose(
            [(sql.number(q.number), sql.number(count)) for q, count in wanted], None, sql.col("question")
        )
        query = _from(source, [sql.named(sql.number(1), "best")], self._only([q for q, _ in wanted]))
        enough = exp.GTE(this=exp.Count(this=exp.Star()), expression=needed)
        return [_grouped(query).having(enough, copy=False)]

    def _spaced(self, source: str, steps: list[Step]) -> list[exp.Select]:
        """Questions that count days apart: from the earliest on, the next that is far enough, as often as asked."""
        wanted = {
            q.number: (q.node.count, q.node.apart)
            for q in self.asked
            if isinstance(q.node, WithAtLeast) and q.node.apart is not None
        }
        if not wanted:
            return []
        first = sql.named(exp.Min(this=sql.col("day")), "day")
        name = self._named("apart_1")
        asked = [q for q in self.asked if q.number in wanted]
        steps.append(Step(name, ABOUT_FIRST, _grouped(_from(source, [first], self._only(asked)))))
        for place in range(2, max(count for count, _ in wanted.values()) + 1):
            further = {number: apart for number, (count, apart) in wanted.items() if count >= place}
            following = self._named(f"apart_{place}")
            steps.append(Step(following, ABOUT_NEXT, self._next(source, name, further)))
            name = following
        met = []
        for place in sorted({count for count, _ in wanted.values()}):
            numbers = [number for number, (count, _) in wanted.items() if count == place]
            query = _from(self._named(f"apart_{place}"), [sql.named(sql.number(1), "best")], None)
            met.append(query.where(sql.among(sql.col("question"), numbers), copy=False))
        return met

    def _next(self, source: str, name: str, apart: dict[int, Length]) -> exp.Query:
        earliest = sql.choose(
            [(sql.number(number), self.dialect.plus(sql.col("day", "t"), length)) for number, length in apart.items()],
            None,
            sql.col("question", "t"),
        )
        query = (
            sql.pick(*(sql.col(key, "t") for key in KEYS), sql.named(exp.Min(this=sql.col("day", "f")), "day"))
            .from_(sql.table(name, "t"), copy=False)
            .join(sql.table(source, "f"), on=sql.same("t", "f", KEYS), copy=False)
            .where(exp.GTE(this=sql.col("day", "f"), expression=earliest), copy=False)
        )
        return query.group_by(*(sql.col(key, "t") for key in KEYS), copy=False)

    def _only(self, asked: Sequence[Question]) -> exp.Expr | None:
        """The rows of these questions; None where the source holds no others."""
        others = (*self.leaves.questions, *self.leaves.items) if self.level == 0 else self.asked
        if len(asked) == len(others):
            return None
        return sql.among(sql.col("question"), [question.number for question in asked])

    def _side_by_side(self) -> exp.Query:
        columns: list[exp.Expr] = [sql.col("patient_id")]
        for name in self.facts:
            columns.append(sql.named(self.dialect.bits_of_all(self._bit(name)), name))
        for question in self.asked:
            if isinstance(question.node, EventDay):
                columns.append(sql.named(self._day(question), f"day_{question.number}"))
        query = sql.pick(*columns).from_(sql.table(self._named("met")), copy=False)
        return query.group_by(sql.col("patient_id"), copy=False)

    def _bit(self, name: str) -> exp.Expr:
        """The bit of a row's question in this column; NULL where it has none in it."""
        first = (int(name.removeprefix("facts_")) - 1) * BITS + 1
        last = min(first + BITS - 1, self.leaves.truths)
        question = sql.col("question")
        bit = self.dialect.bit_at(exp.Sub(this=question, expression=sql.number(first)))
        if all(first <= each.number <= last for each in self.asked):
            return bit
        own = exp.Between(this=question.copy(), low=sql.number(first), high=sql.number(last))
        return sql.choose([(own, bit)])

    def _day(self, question: Question) -> exp.Expr:
        """The day inside the best answer to a question that asks for one: rank 1 and four times the day."""
        number = self.dialect.whole_part(exp.Sub(this=sql.col("best"), expression=sql.number(1)), RANKS)
        if isinstance(question.node, EventDay) and question.node.pick.value == "earliest":
            number = exp.Neg(this=exp.paren(number))
        day = exp.Paren(this=self.dialect.day_of(number))
        return exp.Max(this=sql.choose([(sql.number(question.number), day)], None, sql.col("question")))


def _from(source: str, columns: Iterable[exp.Expr], only: exp.Expr | None) -> exp.Select:
    query = sql.pick(*(sql.col(key) for key in KEYS), *columns).from_(sql.table(source), copy=False)
    return query if only is None else query.where(only, copy=False)


def _grouped(query: exp.Select) -> exp.Select:
    return query.group_by(*(sql.col(key) for key in KEYS), copy=False)


def _odd(best: exp.Expr) -> exp.Expr:
    low = exp.Paren(this=exp.BitwiseAnd(this=best, expression=sql.number(1)))
    return exp.EQ(this=low, expression=sql.number(1))
