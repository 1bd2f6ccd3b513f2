"""Anchors, windows and lengths: days, symbolic until a run gives its reference date and clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from dsl.model.node import Node


@dataclass(frozen=True, slots=True)
class YearEnd(Node):
    """The last day of the scheme year; under the clock `today`, the reference date if that is earlier."""


@dataclass(frozen=True, slots=True)
class YearStart(Node):
    """The first day of the scheme year."""


@dataclass(frozen=True, slots=True)
class ReferenceDate(Node):
    """The day the run speaks of; later events do not exist."""


@dataclass(frozen=True, slots=True)
class FixedDay(Node):
    """A date."""

    day: date


@dataclass(frozen=True, slots=True)
class Registration(Node):
    """The day the patient's present registration began."""


@dataclass(frozen=True, slots=True)
class Birth(Node):
    """The patient's day of birth; a patient without one has no such day."""


class Pick(Enum):
    """Which of several events is meant. `HIGHEST` and `LOWEST` go by value, the other two by day."""

    LATEST = "latest"
    EARLIEST = "earliest"
    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class EventDay(Node):
    """The day of the latest or earliest event of a list in a window; the window has no EventDay in it."""

    pick: Pick
    codes: str
    window: Window


Anchor = YearEnd | YearStart | ReferenceDate | FixedDay | Registration | Birth | EventDay


@dataclass(frozen=True, slots=True)
class Length:
    """So many days, weeks, months or years. Months and years clamp to the last day of the month."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Ever(Node):
    """Every day up to the reference date."""


@dataclass(frozen=True, slots=True)
class InSchemeYear(Node):
    """First to last day of the scheme year, both included."""


@dataclass(frozen=True, slots=True)
class InBefore(Node):
    """anchor - length < day <= anchor"""

    length: Length
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class InAfter(Node):
    """anchor <= day < anchor + length"""

    length: Length
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class FromToAfter(Node):
    """anchor + first <= day <= anchor + last"""

    first: Length
    last: Length
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class FromTo(Node):
    """first <= day <= last"""

    first: date
    last: date


class Side(Enum):
    """Which side of an anchor, and whether its own day counts."""

    AFTER = "after"
    BEFORE = "before"
    ON_OR_AFTER = "on or after"
    ON_OR_BEFORE = "on or before"


@dataclass(frozen=True, slots=True)
class OneSided(Node):
    """The days on one side of an anchor."""

    side: Side
    anchor: Anchor


Window = Ever | InSchemeYear | InBefore | InAfter | FromToAfter | FromTo | OneSided
