"""Anchors and windows as SQL. A day that a patient does not have is NULL, and no comparison with NULL is met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from sqlglot import exp

from dsl.model.days import (
    Anchor,
    Birth,
    EventDay,
    Ever,
    FixedDay,
    FromTo,
    FromToAfter,
    InAfter,
    InBefore,
    InSchemeYear,
    OneSided,
    ReferenceDate,
    Registration,
    Side,
    Window,
    YearEnd,
    YearStart,
)
from dsl.model.scheme import Scheme
from targets.kit import sql_text as sql
from targets.kit.sql_dialect import DuckDB

REFERENCE, YEAR_END, CENSUS, CLOCK = "reference_date", "year_end", "census_day", "reporting_clock"
"""The parameters of a run; the first and the last are set from outside, the others follow from them."""


@dataclass(frozen=True, slots=True)
class Between:
    """First and last day of a window, both included; None is open."""

    first: exp.Expr | None
    last: exp.Expr | None

    def holds(self, day: exp.Expr) -> exp.Expr:
        """The day falls in the window; NULL or false where it does not."""
        if self.first is not None and self.last is not None:
            return exp.Between(this=day, low=self.first, high=self.last)
        if self.first is not None:
            return exp.GTE(this=day, expression=self.first)
        if self.last is not None:
            return exp.LTE(this=day, expression=self.last)
        return sql.negated(sql.is_missing(day))


@dataclass(frozen=True, slots=True)
class Days:
    """Makes SQL of anchors and windows for one scheme in one dialect.

    `of_patient` gives the column of an anchor that differs from patient to patient.
    """

    scheme: Scheme
    dialect: DuckDB
    of_patient: Callable[[Registration | Birth | EventDay], exp.Expr]

    def anchor(self, node: Anchor) -> exp.Expr:
        """The day an anchor stands for."""
        match node:
            case YearEnd():
                return self.dialect.parameter(YEAR_END)
            case YearStart():
                return sql.day(self.scheme.first_day)
            case ReferenceDate():
                return self.dialect.parameter(REFERENCE)
            case FixedDay():
                return sql.day(node.day)
            case Registration() | Birth() | EventDay():
                return self.of_patient(node)
            case _:
                assert_never(node)

    def window(self, node: Window) -> Between:
        """The first and last day of a window."""
        later = self.dialect.one_day_later
        match node:
            case Ever():
                return Between(None, self.dialect.parameter(REFERENCE))
            case InSchemeYear():
                return Between(sql.day(self.scheme.first_day), sql.day(self.scheme.last_day))
            case FromTo():
                return Between(sql.day(node.first), sql.day(node.last))
            case InBefore():
                start = self.dialect.plus(self.anchor(node.anchor), node.length, -1)
                return Between(later(start), self.anchor(node.anchor))
            case InAfter():
                end = self.dialect.plus(self.anchor(node.anchor), node.length)
                return Between(self.anchor(node.anchor), later(end, -1))
            case FromToAfter():
                plus = self.dialect.plus
                return Between(plus(self.anchor(node.anchor), node.first), plus(self.anchor(node.anchor), node.last))
            case OneSided():
                return self._one_side(node)
            case _:
                assert_never(node)

    def _one_side(self, node: OneSided) -> Between:
        day, later = self.anchor(node.anchor), self.dialect.one_day_later
        match node.side:
            case Side.AFTER:
                return Between(later(day), None)
            case Side.ON_OR_AFTER:
                return Between(day, None)
            case Side.BEFORE:
                return Between(None, later(day, -1))
            case Side.ON_OR_BEFORE:
                return Between(None, day)
            case _:
                assert_never(node.side)


def same_for_all(node: Registration | Birth | EventDay) -> exp.Expr:
    """For windows that count from no day of a patient's own."""
    raise TypeError(f"{type(node).__name__} differs from patient to patient")


def parameters(scheme: Scheme, dialect: DuckDB) -> tuple[exp.Expr, ...]:
    """The statements that set the days of a run; a value set before them stays."""
    reference, clock = dialect.parameter(REFERENCE), dialect.parameter(CLOCK)
    last = sql.day(scheme.last_day)
    given = exp.Coalesce(this=sql.cast(reference, "date"), expressions=[last])
    spoken = exp.Coalesce(this=clock.copy(), expressions=[sql.text("year end")])
    earlier = sql.least(dialect.parameter(REFERENCE), last.copy())
    end = sql.choose(
        [(sql.text("today"), earlier), (sql.text("year end"), last.copy())],
        dialect.fail("reporting_clock is neither 'year end' nor 'today'"),
        clock,
    )
    return (
        dialect.set_parameter(REFERENCE, given),
        dialect.set_parameter(CLOCK, spoken),
        dialect.set_parameter(YEAR_END, end),
        dialect.set_parameter(CENSUS, earlier.copy()),
    )
