"""Words and literals as written: names, titles, numbers with their units, days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from dsl.source import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything with a place in the file."""

    span: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name in CAPITALS: a code list, register, indicator, payment or source."""

    text: str


@dataclass(frozen=True, slots=True)
class Title(Node):
    """Words between quotation marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A bare count, such as 5,891; `text` is as written, without thousands commas."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Percent(Node):
    """70% has the value 7/10."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Money(Node):
    """Pounds, exactly."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Points(Node):
    """A number of points, exactly."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Part(Node):
    """A part of a weight in the pot: `half`, `in full`, or `40% of it`, which has the value 2/5."""

    value: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Reading(Node):
    """A paired reading, such as 140/90, in mmHg."""

    first: Fraction
    second: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Quantity(Node):
    """A number with a clinical unit, such as 48 mmol/mol; a measured 7.5% has the unit `%` and the value 7.5."""

    value: Fraction
    text: str
    unit: str


@dataclass(frozen=True, slots=True)
class Day(Node):
    """A date."""

    value: date


@dataclass(frozen=True, slots=True)
class Duration(Node):
    """So many days, weeks, months or years; `unit` is the plural."""

    count: int
    unit: Literal["days", "weeks", "months", "years"]


Value = Reading | Quantity
