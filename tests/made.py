"""A scheme, people and practices made by hand, for tests that look at one thing at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from dsl.model.checked import CheckedScheme
from dsl.model.conditions import Condition, Everyone, Value
from dsl.model.measures import Code, CodeList, CodeSystem, Indicator, Register
from dsl.model.origins import UNSAID
from dsl.model.pay import IndicatorPay, ListKind, Unpaid
from dsl.model.scheme import (
    EmptyDenominator,
    Governance,
    PointValue,
    RoundAt,
    Rounding,
    RoundTo,
    RoundWay,
    SameDay,
    Scheme,
)
from dsl.model.types import Unit
from dsl.run.counts import IndicatorCount, ListSize, PracticeCounts, PracticeInputs
from dsl.run.evaluate import assess
from dsl.run.records import Event, Patient, Registration
from dsl.run.when import When

F = Fraction
FIRST, LAST = date(2009, 4, 1), date(2010, 3, 31)
LIST_DAY = date(2009, 1, 1)
WHEN = When(LAST)
LATER = When(date(2013, 12, 31))
"""A run long after the year: nothing near the year is yet to come."""


def pair(first: str, second: str) -> Value:
    return Value(F(first), Unit.MMHG, F(second))


def hba1c(number: str) -> Value:
    return Value(F(number), Unit.MMOL_MOL)


LISTS = (
    CodeList("A_COD", CodeSystem.SYNTHETIC, "a.csv", "1", (Code("SYN-A-1", "A"), Code("SYN-A-2", "A too")), ""),
    CodeList("B_COD", CodeSystem.SYNTHETIC, "b.csv", "1", (Code("SYN-B-1", "B"), Code("SYN-BP-1", "BP")), ""),
    CodeList("S_COD", CodeSystem.SNOMED, "s.csv", "1", (Code("SYN-A-1", "S"),), ""),
    CodeList(
        "BP_COD",
        CodeSystem.SYNTHETIC,
        "bp.csv",
        "1",
        (Code("SYN-BP-1", "BP"), Code("SYN-BP-2", "BP too")),
        "",
        Unit.MMHG,
        pair("60", "30"),
        pair("300", "200"),
    ),
    CodeList(
        "HBA_COD",
        CodeSystem.SYNTHETIC,
        "hba.csv",
        "1",
        (Code("SYN-HBA-1", "HbA1c"),),
        "",
        Unit.MMOL_MOL,
        hba1c("15"),
        hba1c("195"),
    ),
)

BASE = Scheme(
    code="MADE",
    title="A scheme made by hand",
    version="1",
    first_day=FIRST,
    last_day=LAST,
    rounding=Rounding(RoundTo.PENNY, RoundWay.HALF_UP, RoundAt.PAYMENT),
    same_day=SameDay.LOWEST,
    empty_denominator=EmptyDenominator.NOTHING,
    point_value=PointValue(F("124.60"), F(5891), None),
    budget=None,
    budget_origin=UNSAID,
    list_day=LIST_DAY,
    sources=(),
    governance=Governance(),
    code_lists=LISTS,
    registers=(),
    indicators=(),
    payments=(),
    practice_caps=(),
    scheme_cap=None,
    examples=(),
    prose=(),
)


def scheme(**changes: Any) -> CheckedScheme:
    """The base scheme with these fields changed."""
    return CheckedScheme(replace(BASE, **changes))


def indicator(code: str = "I-1", pay: IndicatorPay | None = None, **changes: Any) -> Indicator:
    """An indicator that everybody meets and that pays nothing, with these fields changed."""
    base = Indicator(code, f"Indicator {code}", Everyone(), (), (), Everyone(), pay or Unpaid())
    return replace(base, **changes)


# People


def person(*events: Event, **changes: Any) -> Patient:
    """A woman born on 3 May 1961, registered with P1 since 2 June 2001, with these events."""
    base = Patient("p", date(1961, 5, 3), "female", None, (Registration("P1", date(2001, 6, 2)),), events)
    return replace(base, **changes)


def event(code: str, day: date | None, value: str | None = None, second: str | None = None, **changes: Any) -> Event:
    """A synthetic code on a day; a value without a unit."""
    first, other = (None if part is None else F(part) for part in (value, second))
    return replace(Event("synthetic", code, day, first, other), **changes)


def a(day: date | None, **changes: Any) -> Event:
    return event("SYN-A-1", day, **changes)


def bp(day: date | None, first: str | None = None, second: str | None = None, **changes: Any) -> Event:
    return event("SYN-BP-1", day, first, second, **changes)


def hba(day: date | None, value: str | None = None, **changes: Any) -> Event:
    return event("SYN-HBA-1", day, value, **changes)


def met(condition: Condition, patient: Patient, when: When = WHEN, **changes: Any) -> bool:
    """Whether a patient meets a condition, asked as a register's."""
    made = scheme(registers=(Register("R", "R", condition),), **changes)
    return "R" in assess(made, patient, when).registers


# Practices


def practice(name: str = "P1", size: str = "5891", **changes: Any) -> PracticeInputs:
    """A practice that has joined, with its registered and weighted list on the scheme's list day."""
    sizes = ((ListKind.REGISTERED, F(size)), (ListKind.WEIGHTED, F(size) + F("0.5")))
    lists = tuple(ListSize(kind, LIST_DAY, stated) for kind, stated in sizes)
    return replace(PracticeInputs(name, f"Practice {name}", FIRST, None, lists, ()), **changes)


def counted(code: str, numerator: int, denominator: int) -> IndicatorCount:
    """The counts of an indicator without exclusions or adjustments."""
    return IndicatorCount(code, denominator, (), (), denominator, numerator)


def counts(*indicators: IndicatorCount, name: str = "P1", **registers: int) -> PracticeCounts:
    """The counts of a practice of 5,891 registered patients, with the sizes of its registers by name."""
    return PracticeCounts(name, 5891, tuple(registers.items()), indicators)
