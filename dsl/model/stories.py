"""Examples: stories of one patient or one practice, with what is expected of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dsl.model.conditions import Value
from dsl.model.node import Node


@dataclass(frozen=True, slots=True)
class StoryEvent(Node):
    """One event of a patient story; those with one number are of one consultation."""

    codes: str
    day: date
    value: Value | None = None
    consultation: int | None = None


@dataclass(frozen=True, slots=True)
class PatientFacts(Node):
    """A patient as told. Without a `registered` day, registered from birth or long ago."""

    born: date | None
    sex: str | None
    registered: date | None
    left: date | None
    events: tuple[StoryEvent, ...]


@dataclass(frozen=True, slots=True)
class PatientExpectation:
    """What is expected; None means nothing is said of it. `excluded` and `adjusted` are titles of reasons.

    `counted` is how many entries count for an item of a price list, `raised` how many of them are paid more, by title.
    """

    in_denominator: bool | None = None
    in_numerator: bool | None = None
    excluded: str | None = None
    adjusted: str | None = None
    on_register: bool | None = None
    counted: int | None = None
    raised: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PatientExample(Node):
    """A story of one patient, for one indicator, register or item."""

    title: str
    subject: str
    facts: PatientFacts
    expect: PatientExpectation
    counted_on: date | None = None
    today: bool = False


@dataclass(frozen=True, slots=True)
class PracticeFacts(Node):
    """A practice as told: achieved and denominator by indicator, register sizes and factors by register.

    `items` are how many count for an item, with the quarter of the scheme year, from 1. `more` are how many of them are
    paid more, under a title: item, title, quarter, number. `signed_up` is what the practice has signed up for; None
    where nothing is told of that, which stands for everything.
    """

    list_size: Fraction
    weighted_list: Fraction | None
    achieved: tuple[tuple[str, int, int], ...]
    on_register: tuple[tuple[str, int], ...]
    factors: tuple[tuple[str, Fraction], ...]
    submitted: tuple[tuple[str, date], ...]
    items: tuple[tuple[str, int, int], ...] = ()
    more: tuple[tuple[str, str, int, int], ...] = ()
    signed_up: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PracticeExample(Node):
    """A story of one practice. `subject` None means the whole scheme, caps included."""

    title: str
    subject: str | None
    facts: PracticeFacts
    points: Fraction | None
    pounds: Fraction | None
    on_days: tuple[tuple[date, Fraction], ...]
    counted_on: date | None = None
    today: bool = False


Example = PatientExample | PracticeExample
