"""Conditions, windows and days as a scheme writes them, from the model: what explanations quote."""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from dsl.model.conditions import (
    Aged,
    AllOf,
    AnyOf,
    BornIn,
    Condition,
    Everyone,
    NotFollowedBy,
    OnRegister,
    PickDay,
    PickValue,
    Reaching,
    RegisteredIn,
    SexIs,
    Value,
    WithAtLeast,
    WithEvent,
    WithoutEvent,
)
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
    Length,
    OneSided,
    ReferenceDate,
    Registration,
    Window,
    YearEnd,
    YearStart,
)
from dsl.model.types import Unit
from dsl.report import figures

MOST = 100
"""Decimals; nobody writes a value with more."""


def length(value: Length) -> str:
    """9 months, 1 year"""
    return f"{value.count:,} {value.unit.removesuffix('s') if value.count == 1 else value.unit}"


def value(given: Value) -> str:
    """140/90, 48 mmol/mol, 7.5%; all their digits, and no commas in a pair, as the language reads them"""
    if given.second is not None:
        return f"{_digits(given.number)}/{_digits(given.second)}"
    number = _digits(given.number, ",")
    return f"{number}%" if given.unit is Unit.MEASURED_PERCENT else f"{number} {given.unit.value}"


def _digits(number: Fraction, comma: str = "") -> str:
    """A number that has an end in digits, in full."""
    places = next((places for places in range(MOST) if (number * 10**places).denominator == 1), None)
    if places is None:
        return figures.number(number)
    whole, part = divmod(int(number * 10**places), 10**places)
    return f"{whole:{comma}}{f'.{part:0{places}}' if places else ''}"


def anchor(node: Anchor) -> str:
    """year end, the latest SCREEN_COD in scheme year"""
    match node:
        case YearEnd():
            return "year end"
        case YearStart():
            return "year start"
        case ReferenceDate():
            return "reference date"
        case FixedDay():
            return figures.day(node.day)
        case Registration():
            return "registration"
        case Birth():
            return "birth"
        case EventDay():
            return f"the {node.pick.value} {node.codes} {window(node.window)}"
        case _:
            assert_never(node)


def window(node: Window) -> str:
    """in the 9 months before year end"""
    match node:
        case Ever():
            return "ever"
        case InSchemeYear():
            return "in scheme year"
        case InBefore():
            return f"in the {length(node.length)} before {anchor(node.anchor)}"
        case InAfter():
            return f"in the {length(node.length)} after {anchor(node.anchor)}"
        case FromToAfter():
            return f"from {length(node.first)} to {length(node.last)} after {anchor(node.anchor)}"
        case FromTo():
            return f"from {figures.day(node.first)} to {figures.day(node.last)}"
        case OneSided():
            return f"{node.side.value} {anchor(node.anchor)}"
        case _:
            assert_never(node)


def condition(node: Condition) -> str:
    """latest BP_COD in the 9 months before year end is at most 150/90"""
    match node:
        case Everyone():
            return "everyone registered"
        case OnRegister():
            return f"{'not ' if node.negated else ''}on {node.register}"
        case Aged():
            return f"aged {_ages(node.low, node.high)} on {anchor(node.anchor)}"
        case SexIs():
            return node.sex
        case RegisteredIn():
            return f"registered {window(node.window)}"
        case BornIn():
            return f"born {window(node.window)}"
        case Reaching():
            return f"reaching {length(node.age)} old {window(node.window)}"
        case WithEvent():
            return f"with {node.codes} {window(node.window)}"
        case WithAtLeast():
            apart = "" if node.apart is None else f", at least {length(node.apart)} apart"
            return f"with at least {node.count:,} {node.codes} {window(node.window)}{apart}"
        case WithoutEvent():
            return f"without {node.codes} {window(node.window)}"
        case NotFollowedBy():
            return f"with {node.codes} {window(node.window)}, not followed by {node.by}"
        case PickValue():
            compared = f"{node.comparison.value} {value(node.value)}"
            return f"{node.pick.value} {node.codes} {window(node.window)} is {compared}"
        case PickDay():
            return f"{node.pick.value} {node.codes} {window(node.window)} is {window(node.falls)}"
        case AllOf():
            return _joined(node, " and ")
        case AnyOf():
            return _joined(node, " or ")
        case _:
            assert_never(node)


def _joined(node: AllOf | AnyOf, word: str) -> str:
    bracketed = (f"({condition(p)})" if isinstance(p, AllOf | AnyOf) else condition(p) for p in node.parts)
    return word.join(bracketed)


def _ages(low: int | None, high: int | None) -> str:
    if low is None:
        return "at all" if high is None else f"under {high + 1}"
    return f"{low} or over" if high is None else f"{low} to {high}"
