"""Conditions: what is true or false of one patient."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from dsl.model.days import Anchor, Length, Pick, Window
from dsl.model.node import Node
from dsl.model.types import Unit


@dataclass(frozen=True, slots=True)
class Everyone(Node):
    """True of every registered patient."""


@dataclass(frozen=True, slots=True)
class OnRegister(Node):
    """On a register, or with `negated`, not on it."""

    register: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Aged(Node):
    """low <= age in completed years <= high on the anchor's day. Not met without a date of birth."""

    low: int | None
    high: int | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class SexIs(Node):
    """`female` or `male` as recorded; not met when the record holds neither."""

    sex: str


@dataclass(frozen=True, slots=True)
class RegisteredIn(Node):
    """The present registration began in the window."""

    window: Window


@dataclass(frozen=True, slots=True)
class BornIn(Node):
    """Born in the window. Not met without a date of birth."""

    window: Window


@dataclass(frozen=True, slots=True)
class Reaching(Node):
    """The day of birth plus `age` falls in the window. Not met without a date of birth."""

    age: Length
    window: Window


@dataclass(frozen=True, slots=True)
class WithEvent(Node):
    """At least one event of the list in the window."""

    codes: str
    window: Window


@dataclass(frozen=True, slots=True)
class WithAtLeast(Node):
    """At least `count` events of the list in the window; the same code twice on one day counts once.

    With `apart`, days are taken from the earliest on, each at least that long after the one before; those days count.
    """

    count: int
    codes: str
    window: Window
    apart: Length | None = None


@dataclass(frozen=True, slots=True)
class WithoutEvent(Node):
    """No event of the list in the window."""

    codes: str
    window: Window


@dataclass(frozen=True, slots=True)
class NotFollowedBy(Node):
    """An event of the list in the window, and no event of `by` on or after the day of the latest of them."""

    codes: str
    window: Window
    by: str


class Comparison(Enum):
    """The four comparisons. A pair is compared part by part: all four want both parts to hold."""

    AT_MOST = "at most"
    AT_LEAST = "at least"
    UNDER = "under"
    MORE_THAN = "more than"


@dataclass(frozen=True, slots=True)
class Value:
    """A measured value in a clinical unit; `second` is set for a pair."""

    number: Fraction
    unit: Unit
    second: Fraction | None = None
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class PickValue(Node):
    """The picked event's value compares so. Not met when there is no such event or it has no value.

    Several values on the picked day: the scheme's same-day rule says which is taken. A pair is ordered by its
    first part, then its second. `HIGHEST` and `LOWEST` are not said of pairs.
    """

    pick: Pick
    codes: str
    window: Window
    comparison: Comparison
    value: Value


@dataclass(frozen=True, slots=True)
class PickDay(Node):
    """The latest or earliest event of the list in `window` falls in `falls`."""

    pick: Pick
    codes: str
    window: Window
    falls: Window


@dataclass(frozen=True, slots=True)
class AllOf(Node):
    """Every part is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(Node):
    """At least one part is true."""

    parts: tuple[Condition, ...]


Condition = (
    Everyone
    | OnRegister
    | Aged
    | SexIs
    | RegisteredIn
    | BornIn
    | Reaching
    | WithEvent
    | WithAtLeast
    | WithoutEvent
    | NotFollowedBy
    | PickValue
    | PickDay
    | AllOf
    | AnyOf
)
