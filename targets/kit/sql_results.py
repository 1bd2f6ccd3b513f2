"""What is read from the standings: counts of each practice, the work list, and who stands where."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from dsl.model.measures import Indicator
from dsl.model.scheme import Scheme
from dsl.run.values import quarters
from targets.kit import sql_text as sql
from targets.kit.sql_items import Items, quarter_status
from targets.kit.sql_people import PEOPLE
from targets.kit.sql_standing import (
    ACHIEVED,
    INDICATOR,
    ITEM,
    NOT_ACHIEVED,
    ON,
    REGISTER,
    STANDING,
    adjusted,
    excluded,
)
from targets.kit.sql_steps import Statement, Step

PRACTICE, REGISTERED = "practice", "registered"
LINES = ("position", "kind", "name", "line", "reason", "status")

ABOUT_COUNTS = (
    "Counts of each practice: registered patients, registers and, for each indicator, who was eligible, who left and "
    "for which reason, the denominator and the numerator. A practice without patients counts 0.",
)
ABOUT_LINES = ("The lines of the result, and the standings that each of them counts.",)
ABOUT_PATTERNS = ("How many patients of each practice share a pattern of answers.",)
ABOUT_COUNTED = ("Patients of each practice by standing.",)
ABOUT_WORK_LIST = ("The work list: who is outstanding in each practice, and for what.",)
ABOUT_STATUSES = ("Where each patient stands.",)

Line = tuple[int, str, str, str, str, str]


def lines_of(scheme: Scheme) -> tuple[Line, ...]:
    """Position, kind, name, line, title of a reason, and a status that the line counts; one row for each status."""
    return tuple((place, *line) for place, line in enumerate(_lines(scheme), start=1))


def _lines(scheme: Scheme) -> Iterator[tuple[str, str, str, str, str]]:
    yield PRACTICE, "", "registered", "", REGISTERED
    for register in scheme.registers:
        yield REGISTER, register.name, "on the register", "", ON
    for indicator in scheme.indicators:
        for line, reason, status in _counted(indicator):
            yield INDICATOR, indicator.code, line, reason, status
    for item in scheme.items:
        for place, _ in enumerate(quarters(scheme)):
            yield ITEM, item.code, quarter_status(place), "", quarter_status(place)
        for number, uplift in enumerate(item.uplifts):
            for place, _ in enumerate(quarters(scheme)):
                status = quarter_status(place, number)
                yield ITEM, item.code, status, uplift.title, status


def _counted(indicator: Indicator) -> Iterator[tuple[str, str, str]]:
    exclusions = [(excluded(place), reason.title) for place, reason in enumerate(indicator.exclusions)]
    adjustments = [(adjusted(place), reason.title) for place, reason in enumerate(indicator.adjustments)]
    for status in (*(status for status, _ in (*exclusions, *adjustments)), ACHIEVED, NOT_ACHIEVED):
        yield "eligible", "", status
    for status, title in (*exclusions, *adjustments):
        yield status, title, status
    for status in (ACHIEVED, NOT_ACHIEVED):
        yield "denominator", "", status
    yield "numerator", "", ACHIEVED


def counts(scheme: Scheme, facts: tuple[str, ...], items: Items | None = None) -> Statement:
    """Rows practice_id, practice, kind, name, line, reason, patients: by practice, in the order of the scheme.

    For an item of a price list `patients` is how many of its entries count. `items` is None where there are none.
    """
    steps = (
        Step("lines", ABOUT_LINES, _line_rows(scheme)),
        Step("patterns", ABOUT_PATTERNS, _patterns(facts)),
        *(items.steps() if items else ()),
        Step("counted", ABOUT_COUNTED, _by_standing(facts, items)),
    )
    keys = [
        sql.col("practice_id", "p"),
        sql.named(sql.col("name", "p"), "practice"),
        sql.col("kind", "l"),
        sql.col("name", "l"),
        sql.col("line", "l"),
        sql.col("reason", "l"),
    ]
    groups = [key.unalias() for key in keys]
    total = exp.Coalesce(this=exp.Sum(this=sql.col("patients", "c")), expressions=[sql.number(0)])
    first = exp.Min(this=sql.col("position", "l"))
    query = (
        sql.pick(*keys, sql.named(sql.cast(total, "bigint"), "patients"))
        .from_(sql.table("practices", "p"), copy=False)
        .join(sql.table("lines", "l"), join_type="cross", copy=False)
        .join(
            sql.table("counted", "c"),
            on=sql.all_of([sql.same("p", "c", ["practice_id"]), sql.same("l", "c", ["kind", "name", "status"])]),
            join_type="left",
            copy=False,
        )
        .group_by(*[group.copy() for group in groups], copy=False)
        .order_by(sql.col("practice_id", "p"), first, copy=False)
    )
    return Statement("counts", ABOUT_COUNTS, steps, query)


def _line_rows(scheme: Scheme) -> exp.Query:
    rows = [[sql.number(line[0]), *(sql.text(cell) for cell in line[1:])] for line in lines_of(scheme)]
    return sql.pick(*(sql.col(name) for name in LINES)).from_(sql.rows(rows, "l", LINES), copy=False)


def _patterns(facts: tuple[str, ...]) -> exp.Query:
    keys = [sql.col("practice_id"), *(sql.col(name) for name in facts)]
    patients = sql.named(exp.Count(this=exp.Star()), "patients")
    query = sql.pick(*keys, patients).from_(sql.table(PEOPLE), copy=False)
    return query.group_by(*[key.copy() for key in keys], copy=False)


def _by_standing(facts: tuple[str, ...], items: Items | None) -> exp.Query:
    patients = sql.named(exp.Sum(this=sql.col("patients", "p")), "patients")
    everyone = sql.pick(
        sql.col("practice_id", "p"),
        sql.named(sql.text(PRACTICE), "kind"),
        sql.named(sql.text(""), "name"),
        sql.named(sql.text(REGISTERED), "status"),
        patients,
    ).from_(sql.table("patterns", "p"), copy=False)
    keys = [sql.col("practice_id", "p"), sql.col("kind", "s"), sql.col("name", "s"), sql.col("status", "s")]
    standing = (
        sql.pick(*keys, patients.copy())
        .from_(sql.table("patterns", "p"), copy=False)
        .join(sql.table(STANDING, "s"), on=sql.same("p", "s", facts), copy=False)
        .group_by(*[key.copy() for key in keys], copy=False)
    )
    parts = [everyone.group_by(sql.col("practice_id", "p"), copy=False), standing]
    return sql.stacked([*parts, *items.counted()] if items else parts)


def work_list(scheme: Scheme, facts: tuple[str, ...]) -> Statement:
    """Rows practice_id, indicator, title, patient_id of everyone not achieved, in that order."""
    titles = [
        [sql.number(place), sql.text(indicator.code), sql.text(indicator.title)]
        for place, indicator in enumerate(scheme.indicators, start=1)
    ]
    if not titles:
        titles = [[sql.number(0), sql.text(""), sql.text("")]]
    columns = ("position", "indicator", "title")
    query = (
        sql.pick(
            sql.col("practice_id", "p"), sql.col("indicator", "i"), sql.col("title", "i"), sql.col("patient_id", "p")
        )
        .from_(sql.table(PEOPLE, "p"), copy=False)
        .join(sql.table(STANDING, "s"), on=sql.same("p", "s", facts), copy=False)
        .join(
            sql.table("indicators", "i"),
            on=exp.EQ(this=sql.col("name", "s"), expression=sql.col("indicator", "i")),
            copy=False,
        )
        .where(
            exp.EQ(this=sql.col("kind", "s"), expression=sql.text(INDICATOR)),
            exp.EQ(this=sql.col("status", "s"), expression=sql.text(NOT_ACHIEVED)),
            copy=False,
        )
        .order_by(sql.col("practice_id", "p"), sql.col("position", "i"), sql.col("patient_id", "p"), copy=False)
    )
    rows = sql.pick(*(sql.col(name) for name in columns)).from_(sql.rows(titles, "i", columns), copy=False)
    return Statement("work list", ABOUT_WORK_LIST, (Step("indicators", ("The indicators.",), rows),), query)


def statuses(facts: tuple[str, ...]) -> Statement:
    """Rows patient_id, practice_id, kind, name, status; a patient has none for what they are not part of."""
    query = (
        sql.pick(
            sql.col("patient_id", "p"),
            sql.col("practice_id", "p"),
            sql.col("kind", "s"),
            sql.col("name", "s"),
            sql.col("status", "s"),
        )
        .from_(sql.table(PEOPLE, "p"), copy=False)
        .join(sql.table(STANDING, "s"), on=sql.same("p", "s", facts), join_type="left", copy=False)
        .order_by(sql.col("patient_id", "p"), sql.col("kind", "s"), sql.col("name", "s"), copy=False)
    )
    return Statement("statuses", ABOUT_STATUSES, (), query)
