"""Anchors, windows and conditions as written, names not yet bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dsl.syntax.ast.literals import Day, Duration, Name, Node, Value

# Anchors and windows


@dataclass(frozen=True, slots=True)
class NamedAnchor(Node):
    """`year end`, `year start`, `reference date`, `registration` or `birth`."""

    which: Literal["year end", "year start", "reference date", "registration", "birth"]


@dataclass(frozen=True, slots=True)
class EventAnchor(Node):
    """`the latest X in scheme year` as a day to count from."""

    pick: Literal["latest", "earliest"]
    codes: Name
    window: Window


Anchor = NamedAnchor | Day | EventAnchor


@dataclass(frozen=True, slots=True)
class Ever(Node):
    """`ever`"""


@dataclass(frozen=True, slots=True)
class InSchemeYear(Node):
    """`in scheme year`"""


@dataclass(frozen=True, slots=True)
class InBefore(Node):
    """`in the 12 months before year end`: the anchor's day counts, the far end does not."""

    length: Duration
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class InAfter(Node):
    """`in the 3 months after registration`: the anchor's day counts, the far end does not."""

    length: Duration
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class FromToAfter(Node):
    """`from 6 weeks to 8 weeks after birth`: both ends count."""

    first: Duration
    last: Duration
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class FromTo(Node):
    """`from 1 April 2026 to 30 June 2026`: both ends count."""

    first: Day
    last: Day


@dataclass(frozen=True, slots=True)
class OneSided(Node):
    """`after D`, `before D`, `on or after D`, `on or before D`."""

    side: Literal["after", "before", "on or after", "on or before"]
    anchor: Anchor


Window = Ever | InSchemeYear | InBefore | InAfter | FromToAfter | FromTo | OneSided

# Conditions


@dataclass(frozen=True, slots=True)
class Everyone(Node):
    """`everyone registered`"""


@dataclass(frozen=True, slots=True)
class On(Node):
    """`on HYP` or `not on HYP`"""

    register: Name
    negated: bool


@dataclass(frozen=True, slots=True)
class Aged(Node):
    """`aged 40 to 79 on year end`, `aged 18 or over on …`, `aged under 5 on …`; completed years, both ends count."""

    low: int | None
    high: int | None
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class SexIs(Node):
    """`female` or `male`"""

    sex: Literal["female", "male"]


@dataclass(frozen=True, slots=True)
class Registered(Node):
    """`registered in the 3 months before year end`: the day the present registration began."""

    window: Window


@dataclass(frozen=True, slots=True)
class Born(Node):
    """`born on or after 1 September 2008`"""

    window: Window


@dataclass(frozen=True, slots=True)
class Reaching(Node):
    """`reaching 8 weeks old in scheme year`"""

    age: Duration
    window: Window


@dataclass(frozen=True, slots=True)
class With(Node):
    """`with X in …`; or `with at least 2 X in …, at least 7 days apart`."""

    codes: Name
    window: Window
    at_least: int | None = None
    apart: Duration | None = None


@dataclass(frozen=True, slots=True)
class Without(Node):
    """`without X in …`"""

    codes: Name
    window: Window


@dataclass(frozen=True, slots=True)
class NotFollowedBy(Node):
    """`with X ever, not followed by Y`"""

    codes: Name
    window: Window
    by: Name


Pick = Literal["latest", "earliest", "highest", "lowest"]
Comparison = Literal["at most", "at least", "under", "more than"]


@dataclass(frozen=True, slots=True)
class PickValue(Node):
    """`latest X in … is at most 140/90`"""

    pick: Pick
    codes: Name
    window: Window
    comparison: Comparison
    value: Value


@dataclass(frozen=True, slots=True)
class PickDay(Node):
    """`earliest X ever is in the 3 months before year end`"""

    pick: Literal["latest", "earliest"]
    codes: Name
    window: Window
    falls: Window


@dataclass(frozen=True, slots=True)
class AllOf(Node):
    """Conditions joined by `and`; two or more."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(Node):
    """Conditions joined by `or`; two or more."""

    parts: tuple[Condition, ...]


Condition = (
    Everyone
    | On
    | Aged
    | SexIs
    | Registered
    | Born
    | Reaching
    | With
    | Without
    | NotFollowedBy
    | PickValue
    | PickDay
    | AllOf
    | AnyOf
)
