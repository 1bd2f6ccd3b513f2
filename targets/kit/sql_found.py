"""The one scan of the events: what each code bears on, and the best answer to each question for each patient.

An answer is one whole number, and of several the largest counts. It is made of the day (times a weight: above 0 for
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
from dsl.model.days import EventDay, Ever, Pick, Window
from dsl.model.scheme import Scheme
from targets.kit import sql_text as sql
from targets.kit.sql_days import REFERENCE, Days, same_for_all
from targets.kit.sql_dialect import DuckDB
from targets.kit.sql_questions import Leaves, Question
from targets.kit.sql_readings import Reading, order_of, reading_of, test_of
from targets.kit.sql_steps import Step

RANKS = 4
MET, FOLLOWS = 1, 2
DAYS = 2**22
"""No day of the calendar is further from the epoch than this."""
BIGGEST = 2**63 - 1

QUESTION_COLUMNS = {
    "question": "integer",
    "code_list": "text",
    "first_day": "date",
    "last_day": "date",
    "weight": "bigint",
    "hit": "bigint",
    "keeps_day": "boolean",
    "keeps_code": "boolean",
    "miss": "bigint",
    "low": "decimal(18, 4)",
    "high": "decimal(18, 4)",
    "second_low": "decimal(18, 4)",
    "second_high": "decimal(18, 4)",
    "falls_first": "date",
    "falls_last": "date",
    "order_sign": "bigint",
    "order_from": "bigint",
}
READING_COLUMNS = {
    "code_list": "text",
    "unit": "text",
    "lowest": "decimal(18, 4)",
    "highest": "decimal(18, 4)",
    "second_lowest": "decimal(18, 4)",
    "second_highest": "decimal(18, 4)",
}

ABOUT_LISTS = ("The codes of each list.",)
ABOUT_READINGS = (
    "Lists whose values count: an event in another unit, outside these bounds or with half a reading is left aside.",
)
ABOUT_QUESTIONS = ("What is asked of a patient's events, each with the days it looks at:",)
ABOUT_WANTED = ("What each code bears on.",)
ABOUT_FOUND = (
    "The one scan of the events: the best answer for each patient and question. An answer is a whole number, and it "
    "is odd where the question is answered with yes. It holds the day times a weight (above 0 for the latest, below 0 "
    "for the earliest), so that the largest is the one that counts, and a rank from 0 to 2 among events of that day.",
)

Row = dict[str, exp.Expr]


def found(scheme: Scheme, leaves: Leaves, words: dict[int, str], dialect: DuckDB) -> tuple[Step, ...]:
    """The steps up to `found`: one row for each patient and question, and for each day and code where those are kept.

    `words` says each question in plain English, by number.
    """
    maker = _Questions(scheme, dialect)
    asked = [row for question in leaves.questions for row in maker.rows(question)]
    columns = tuple(name for name in QUESTION_COLUMNS if any(name in row for row in asked))
    lists = tuple(dict.fromkeys(name for question in leaves.questions for name in lists_of(question)))
    readings = [reading for name in lists if (reading := reading_of(scheme.code_list(name))) is not None]
    said = tuple(f"{question.number}: {words[question.number]}" for question in leaves.questions)
    steps = [Step("code_lists", ABOUT_LISTS, _code_lists(scheme, lists, dialect))]
    if readings:
        steps.append(Step("readings", ABOUT_READINGS, _readings(readings)))
    steps.append(Step("questions", ABOUT_QUESTIONS + said, _typed(asked, columns, QUESTION_COLUMNS)))
    steps.append(Step("wanted", ABOUT_WANTED, _wanted(columns, bool(readings))))
    steps.append(Step("found", ABOUT_FOUND, _scan(columns, maker.wide, bool(readings), dialect)))
    return tuple(steps)


def lists_of(question: Question) -> tuple[str, ...]:
    """The code lists that a question looks at."""
    node = question.node
    return (node.codes, node.by) if isinstance(node, NotFollowedBy) else (node.codes,)


class _Questions:
    """Makes the rows of the step `questions`."""

    def __init__(self, scheme: Scheme, dialect: DuckDB) -> None:
        self.scheme = scheme
        self.dialect = dialect
        self.days = Days(scheme, dialect, same_for_all)
        self.wide = False

    def rows(self, question: Question) -> Iterator[Row]:
        """One row, or two where an event that follows another is asked for."""
        node = question.node
        row = self._row(question, node.codes, node.window)
        match node:
            case WithEvent() | WithAtLeast():
                yield row
            case NotFollowedBy():
                yield row | {"weight": sql.number(RANKS)}
                after = self._row(question, node.by, Ever())
                yield after | {"weight": sql.number(RANKS), "hit": sql.number(FOLLOWS)}
            case EventDay():
                yield row | {"weight": sql.number(_sign(node.pick) * RANKS)}
            case PickDay():
                yield row | {"weight": sql.number(_sign(node.pick) * RANKS)} | self._falls(node)
            case PickValue():
                yield row | self._compares(node)
            case _:
                assert_never(node)

    def _row(self, question: Question, codes: str, window: Window) -> Row:
        last = self.dialect.parameter(REFERENCE)
        first: exp.Expr = sql.day(date.min)
        if question.level == 0:
            between = self.days.window(window)
            first = between.first or first
            if between.last is not None and between.last != last:
                last = sql.least(between.last, last)
        row = {
            "question": sql.number(question.number),
            "code_list": sql.text(codes),
            "first_day": first,
            "last_day": last,
            "weight": sql.number(0),
            "hit": sql.number(MET),
        }
        if question.keeps_day:
            row["keeps_day"] = exp.true()
        if question.counted:
            row["keeps_code"] = exp.true()
        return row

    def _falls(self, node: PickDay) -> Row:
        between = self.days.window(node.falls)
        return {
            "miss": sql.number(0),
            "falls_first": between.first or sql.day(date.min),
            "falls_last": between.last or sql.day(date.max),
        }

    def _compares(self, node: PickValue) -> Row:
        test = test_of(node, self.scheme.same_day)
        row: Row = {
            "weight": sql.number(_sign(node.pick) * RANKS),
            "miss": sql.number(test.missed),
            "low": sql.number(test.low),
            "high": sql.number(test.high),
        }
        if test.second is not None:
            row["second_low"], row["second_high"] = (sql.number(bound) for bound in test.second)
        order = order_of(node, self.scheme.same_day, reading_of(self.scheme.code_list(node.codes)))
        if order is not None:
            weight = RANKS * (order.span + 1)
            self.wide |= weight * DAYS > BIGGEST
            row["weight"] = sql.number(_sign(node.pick) * weight)
            row["order_sign"], row["order_from"] = sql.number(order.sign), sql.number(order.offset)
        return row


def _sign(pick: Pick) -> int:
    match pick:
        case Pick.LATEST:
            return 1
        case Pick.EARLIEST:
            return -1
        case Pick.HIGHEST | Pick.LOWEST:
            return 0
        case _:
            assert_never(pick)


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


def _readings(readings: Sequence[Reading]) -> exp.Query:
    rows: list[Row] = []
    for reading in readings:
        row: Row = {
            "code_list": sql.text(reading.codes),
            "unit": sql.text(reading.unit),
            "lowest": sql.number(reading.lowest),
            "highest": sql.number(reading.highest),
        }
        if reading.second is not None:
            row["second_lowest"], row["second_highest"] = (sql.number(bound) for bound in reading.second)
        rows.append(row)
    return _typed(rows, tuple(READING_COLUMNS), READING_COLUMNS)


def _typed(rows: Sequence[Row], columns: Sequence[str], types: dict[str, str]) -> exp.Query:
    values = [[row.get(column) or sql.nothing() for column in columns] for row in rows]
    typed = [sql.named(sql.cast(sql.col(column), types[column]), column) for column in columns]
    return sql.pick(*typed).from_(sql.rows(values, "r", columns), copy=False)


def _wanted(columns: Sequence[str], readings: bool) -> exp.Query:
    query = sql.pick(
        sql.col("code_system", "c"),
        sql.col("code", "c"),
        *(sql.col(column, "q") for column in columns if column != "code_list"),
        *(sql.col(column, "r") for column in READING_COLUMNS if readings and column != "code_list"),
    ).from_(sql.table("code_lists", "c"), copy=False)
    on = sql.same("c", "q", ["code_list"])
    query = query.join(sql.table("questions", "q"), on=on, copy=False)
    if readings:
        on = sql.same("c", "r", ["code_list"])
        query = query.join(sql.table("readings", "r"), on=on, join_type="left", copy=False)
    return query


def _scan(columns: Sequence[str], wide: bool, readings: bool, dialect: DuckDB) -> exp.Query:
    keys: list[exp.Expr] = [sql.col("patient_id", "e"), sql.col("question", "w")]
    shown = list(keys)
    for flag, source, name in (("keeps_day", "event_date", "day"), ("keeps_code", "code", "code")):
        if flag in columns:
            kept = sql.choose([(sql.col(flag, "w"), sql.col(source, "e"))])
            keys.append(kept)
            shown.append(sql.named(kept.copy(), name))
    shown.append(sql.named(exp.Max(this=_answer(columns, wide, dialect)), "best"))
    day = sql.col("event_date", "e")
    where: list[exp.Expr] = [
        exp.LTE(this=day, expression=dialect.parameter(REFERENCE)),
        exp.Between(this=day.copy(), low=sql.col("first_day", "w"), high=sql.col("last_day", "w")),
    ]
    if readings:
        where.append(_usable())
    return (
        sql.pick(*shown)
        .from_(sql.table("events", "e"), copy=False)
        .join(sql.table("wanted", "w"), on=sql.same("e", "w", ["code_system", "code"]), copy=False)
        .where(*where, copy=False)
        .group_by(*[key.copy() for key in keys], copy=False)
    )


def _answer(columns: Sequence[str], wide: bool, dialect: DuckDB) -> exp.Expr:
    day = dialect.number_of(sql.col("event_date", "e"))
    answer: exp.Expr = exp.Mul(this=day, expression=sql.col("weight", "w"))
    if wide:
        answer.set("expression", sql.cast(sql.col("weight", "w"), dialect.wide))
    value = sql.col("value", "e")
    if "order_sign" in columns:
        scaled = sql.cast(exp.Mul(this=value.copy(), expression=sql.number(10**sql.PLACES)), "bigint")
        place = sql.col("order_from", "w") + sql.col("order_sign", "w") * scaled
        ordered = exp.Mul(this=sql.number(RANKS), expression=exp.paren(place))
        if wide:
            ordered.set("this", sql.cast(sql.number(RANKS), dialect.wide))
        answer = exp.Add(this=answer, expression=exp.Coalesce(this=ordered, expressions=[sql.number(0)]))
    cases: list[tuple[exp.Expr, exp.Expr]] = []
    hit, miss = sql.col("hit", "w"), sql.col("miss", "w")
    if "low" in columns:
        looks = sql.negated(sql.is_missing(sql.col("low", "w")))
        met: exp.Expr = exp.Between(this=value.copy(), low=sql.col("low", "w"), high=sql.col("high", "w"))
        if "second_low" in columns:
            second = exp.Between(
                this=sql.col("second_value", "e"), low=sql.col("second_low", "w"), high=sql.col("second_high", "w")
            )
            met = sql.all_of([met, sql.any_of([sql.is_missing(sql.col("second_low", "w")), second])])
        valued = sql.choose([(sql.is_missing(value), sql.number(0)), (met, hit.copy())], miss.copy())
        cases.append((looks, valued))
    if "falls_first" in columns:
        looks = sql.negated(sql.is_missing(sql.col("falls_first", "w")))
        falls = exp.Between(
            this=sql.col("event_date", "e"), low=sql.col("falls_first", "w"), high=sql.col("falls_last", "w")
        )
        cases.append((looks, sql.choose([(falls, hit.copy())], miss.copy())))
    rank: exp.Expr = sql.choose(cases, hit) if cases else hit
    return exp.Add(this=answer, expression=rank)


def _usable() -> exp.Expr:
    """The event counts for the list: its value, if it has one, is whole, in the list's unit and plausible."""
    value, second = sql.col("value", "e"), sql.col("second_value", "e")
    single = sql.is_missing(sql.col("second_lowest", "w"))
    valueless = sql.all_of([sql.is_missing(value), sql.any_of([single, sql.is_missing(second)])])
    unit = sql.any_of(
        [
            sql.is_missing(sql.col("unit", "e")),
            exp.EQ(this=sql.col("unit", "e"), expression=sql.col("unit", "w")),
        ]
    )
    first = exp.Between(this=value.copy(), low=sql.col("lowest", "w"), high=sql.col("highest", "w"))
    both = exp.Between(this=second.copy(), low=sql.col("second_lowest", "w"), high=sql.col("second_highest", "w"))
    plausible = sql.all_of([unit, first, sql.any_of([single.copy(), both])])
    return sql.any_of([sql.is_missing(sql.col("unit", "w")), valueless, plausible])
