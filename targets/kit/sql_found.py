"""The one scan of the events: what each code bears on, and the best answer to each question for each patient.

A question that any event answers with yes needs no more. Otherwise an answer is one whole number, and of several the
largest counts. It is made of the day (times a weight: above 0 for
the latest, below 0 for the earliest, 0 where the day does not matter), of the order among readings of that day where a
pair is picked, and of a rank. Weights are multiples of 4 and ranks are chosen so that the largest answer is odd
exactly when the question is answered with yes:

    rank 1  what was asked for
    rank 0  found, but not met; anything else of that day may still meet it
    rank 2  found, not met, and it outweighs what of that day does (also: an event that follows)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import assert_never

from sqlglot import exp

from dsl.model.conditions import NotFollowedBy, PickDay, PickValue, WithAtLeast, WithEvent
from dsl.model.counting import Beside, Counting
from dsl.model.days import EventDay, Ever, Pick, Window
from dsl.model.scheme import Scheme
from targets.kit import sql_text as sql
from targets.kit.sql_days import REFERENCE, Days, same_for_all
from targets.kit.sql_dialect import DuckDB
from targets.kit.sql_questions import Leaves, Question
from targets.kit.sql_readings import any_will_do, meets, order_of, usable, value
from targets.kit.sql_steps import Step

RANKS = 4
MET, FOLLOWS = 1, 2
DAYS = 2**22
"""No day of the calendar is further from the epoch than this."""
BIGGEST = 2**63 - 1

COLUMNS = {
    "question": "integer",
    "code_list": "text",
    "first_day": "date",
    "last_day": "date",
    "weight": "bigint",
    "rank": "bigint",
    "keeps_day": "boolean",
    "keeps_code": "boolean",
    "keeps_consultation": "boolean",
}

ABOUT_LISTS = ("The codes of each list.",)
ABOUT_QUESTIONS = ("What is asked of a patient's events, each with the days it looks at:",)
ABOUT_WANTED = ("What each code bears on.",)
ABOUT_SEEN = (
    "The one scan of the events: those that bear on a question, each with its answer. Events in another unit, outside "
    "the plausible range or with half a reading are left aside. An answer is a whole number, and it is odd where the "
    "question is answered with yes. It holds the day times a weight (above 0 for the latest, below 0 for the earliest) "
    "and a rank from 0 to 2 among events of that day, so that of several answers the largest counts.",
)
ABOUT_FOUND = ("The answer that counts for each patient, to questions that weigh one event against another.",)

Row = dict[str, exp.Expr]


def found(scheme: Scheme, leaves: Leaves, words: dict[int, str], dialect: DuckDB) -> tuple[Step, ...]:
    """The steps up to `seen` and, where a question is not simple, `found`.

    `seen` has a row for each event and question, `found` one for each patient and question that is not simple, or for
    each day and code of theirs where those are kept.
    `words` says each question in plain English, by number.
    """
    lists = lists_of(leaves)
    questions = (*leaves.questions, *leaves.listed)
    makers = [Asked(question, scheme, dialect) for question in questions]
    rows = [row for maker in makers for row in maker.rows()]
    columns = tuple(name for name in COLUMNS if any(name in row for row in rows))
    said = tuple(f"{question.number}: {words[question.number]}" for question in questions)
    steps = (
        Step("code_lists", ABOUT_LISTS, _code_lists(scheme, lists, dialect)),
        Step("questions", ABOUT_QUESTIONS + said, _questions(rows, columns)),
        Step("wanted", ABOUT_WANTED, _wanted(columns)),
        Step("seen", ABOUT_SEEN, _seen(scheme, lists, makers, columns)),
    )
    weighed = [question.number for question in leaves.questions if not question.simple]
    return (*steps, Step("found", ABOUT_FOUND, _found(weighed, columns))) if weighed else steps


def lists_of(leaves: Leaves) -> tuple[str, ...]:
    """The code lists that any question looks at, in the order in which they are asked for."""
    names: list[str] = []
    for question in (*leaves.questions, *leaves.listed):
        node = question.node
        names += (node.codes, node.by) if isinstance(node, NotFollowedBy) else (node.codes,)
    return tuple(dict.fromkeys(names))


class Asked:
    """A question as SQL."""

    def __init__(self, question: Question, scheme: Scheme, dialect: DuckDB) -> None:
        self.question = question
        self.node = question.node
        self.same_day = scheme.same_day
        self.dialect = dialect
        self.days = Days(scheme, dialect, same_for_all)
        self.order = None
        if isinstance(self.node, PickValue):
            self.order = order_of(self.node, scheme.code_list(self.node.codes), self.same_day)

    @property
    def weight(self) -> int:
        """What the number of a day is multiplied by."""
        scale = RANKS if self.order is None else RANKS * (self.order.span + 1)
        match self.node:
            case Beside() | Counting() | WithEvent() | WithAtLeast():
                return 0
            case NotFollowedBy():
                return scale
            case EventDay() | PickDay() | PickValue():
                return SIGNS[self.node.pick] * scale
            case _:
                assert_never(self.node)

    @property
    def wide(self) -> bool:
        """Whether an answer does not fit into 64 bits."""
        return abs(self.weight) * DAYS > BIGGEST

    def rows(self) -> Iterator[Row]:
        """A row of the step `questions`; two where an event that follows another is asked for."""
        yield self._row(self.node.codes, self.node.window, MET)
        if isinstance(self.node, NotFollowedBy):
            yield self._row(self.node.by, Ever(), FOLLOWS)

    def rank(self) -> exp.Expr | None:
        """The rank of an event, with its order among those of its day; None where it is that of the row."""
        match self.node:
            case PickDay():
                falls = self.days.window(self.node.falls).holds(sql.col("event_date", "e"))
                return sql.choose([(falls, sql.number(MET))], sql.number(0))
            case PickValue():
                missed = 0 if any_will_do(self.node, self.same_day) else 2
                met = [(sql.is_missing(value()), sql.number(0)), (meets(self.node), self._ordered(MET))]
                return sql.choose(met, self._ordered(missed))
            case Beside() | Counting() | WithEvent() | WithAtLeast() | NotFollowedBy() | EventDay():
                return None
            case _:
                assert_never(self.node)

    def _ordered(self, rank: int) -> exp.Expr:
        if self.order is None:
            return sql.number(rank)
        ranks = sql.cast(sql.number(RANKS), self.dialect.wide) if self.wide else sql.number(RANKS)
        place = exp.Mul(this=ranks, expression=self.order.of_event())
        return exp.Add(this=place, expression=sql.number(rank)) if rank else place

    def _row(self, codes: str, window: Window, rank: int) -> Row:
        reference = self.dialect.parameter(REFERENCE)
        between = self.days.window(window) if self.question.level == 0 else None
        row = {
            "question": sql.number(self.question.number),
            "code_list": sql.text(codes),
            "first_day": (between and between.first) or sql.day(date.min),
            "last_day": (between and between.last) or reference,
            "weight": sql.number(self.weight),
            "rank": sql.number(rank),
        }
        if self.question.keeps_day:
            row["keeps_day"] = exp.true()
        if self.question.keeps_code:
            row["keeps_code"] = exp.true()
        if self.question.keeps_consultation:
            row["keeps_consultation"] = exp.true()
        return row


SIGNS = {Pick.LATEST: 1, Pick.EARLIEST: -1, Pick.HIGHEST: 0, Pick.LOWEST: 0}
"""Which way days weigh; 0 where only values do."""


def _code_lists(scheme: Scheme, lists: Sequence[str], dialect: DuckDB) -> exp.Query:
    selects = []
    for name in lists:
        codes = scheme.code_list(name)
        selects.append(
            sql.pick(
                sql.named(sql.text(codes.name), "code_list"),
                sql.named(sql.text(codes.system.value), "code_system"),
                sql.named(dialect.code_rows(sorted({code.code for code in codes.codes})), "code"),
            )
        )
    return sql.stacked(selects)


def _questions(rows: Sequence[Row], columns: Sequence[str]) -> exp.Query:
    values = [[row.get(column) or sql.nothing() for column in columns] for row in rows]
    typed = [sql.named(sql.cast(sql.col(column), COLUMNS[column]), column) for column in columns]
    return sql.pick(*typed).from_(sql.rows(values, "q", columns), copy=False)


def _wanted(columns: Sequence[str]) -> exp.Query:
    shown = [sql.col(column, "q") for column in columns]
    query = sql.pick(sql.col("code_system", "c"), sql.col("code", "c"), *shown)
    query = query.from_(sql.table("code_lists", "c"), copy=False)
    return query.join(sql.table("questions", "q"), on=sql.same("c", "q", ["code_list"]), copy=False)


KEPT = (
    ("keeps_day", "event_date", "day"),
    ("keeps_code", "code", "code"),
    ("keeps_consultation", "consultation_id", "consultation"),
)
"""A flag of a question, the column of the events that it keeps, and its name from then on."""


def _seen(scheme: Scheme, lists: Sequence[str], makers: Sequence[Asked], columns: Sequence[str]) -> exp.Query:
    dialect = makers[0].dialect
    shown: list[exp.Expr] = [sql.col("patient_id", "e"), sql.col("question", "w")]
    for flag, source, name in KEPT:
        if flag in columns:
            shown.append(sql.named(sql.choose([(sql.col(flag, "w"), sql.col(source, "e"))]), name))
    shown.append(sql.named(_answer(makers, dialect), "answer"))
    day = sql.col("event_date", "e")
    where: list[exp.Expr] = [
        exp.LTE(this=day, expression=dialect.parameter(REFERENCE)),
        exp.Between(this=day.copy(), low=sql.col("first_day", "w"), high=sql.col("last_day", "w")),
    ]
    read = {name: test for name in lists if (test := usable(scheme.code_list(name))) is not None}
    if read:
        cases = [(sql.text(name), test) for name, test in read.items()]
        where.append(sql.choose(cases, exp.true(), sql.col("code_list", "w")))
    return (
        sql.pick(*shown)
        .from_(sql.table("events", "e"), copy=False)
        .join(sql.table("wanted", "w"), on=sql.same("e", "w", ["code_system", "code"]), copy=False)
        .where(*where, copy=False)
    )


def _found(weighed: Sequence[int], columns: Sequence[str]) -> exp.Query:
    keys = ["patient_id", "question", *(name for flag, _, name in KEPT if flag in columns)]
    best = sql.named(exp.Max(this=sql.col("answer")), "best")
    query = sql.pick(*(sql.col(key) for key in keys), best).from_(sql.table("seen"), copy=False)
    query = query.where(sql.among(sql.col("question"), weighed), copy=False)
    return query.group_by(*(sql.col(key) for key in keys), copy=False)


def _answer(makers: Sequence[Asked], dialect: DuckDB) -> exp.Expr:
    weight: exp.Expr = sql.col("weight", "w")
    if any(maker.wide for maker in makers):
        weight = sql.cast(weight, dialect.wide)
    day = exp.Mul(this=dialect.number_of(sql.col("event_date", "e")), expression=weight)
    asked: dict[exp.Expr, list[int]] = {}
    for maker in makers:
        rank = maker.rank()
        if rank is not None:
            asked.setdefault(rank, []).append(maker.question.number)
    cases = [(sql.among(sql.col("question", "w"), numbers), rank) for rank, numbers in asked.items()]
    rank = sql.col("rank", "w")
    return exp.Add(this=day, expression=sql.choose(cases, rank) if cases else rank)
