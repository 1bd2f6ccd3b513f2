"""What an item of a price list counts: entries of a code list, patient by patient."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dsl.model.days import Ever, InSchemeYear, Length
from dsl.model.node import Node


class Once(Enum):
    """The stretch of time in which no more than one entry of a patient counts."""

    DAY = "day"
    QUARTER = "quarter"
    SCHEME_YEAR = "scheme year"


class Near(Enum):
    """Where an entry is looked for that stands beside another."""

    CONSULTATION = "in the same consultation"
    DAY = "on the same day"


@dataclass(frozen=True, slots=True)
class AgeAtEvent(Node):
    """low <= age in completed years <= high on the day of the entry. Not met without a date of birth."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Beside(Node):
    """The patient has a usable entry of the list in the same consultation, or on the same day.

    An entry of which no consultation is recorded is in none with others. An entry that is of both lists is beside
    itself, but not in a consultation that is not recorded.
    """

    codes: str
    near: Near

    @property
    def window(self) -> Ever:
        """The days it looks at."""
        return Ever(span=self.span)


@dataclass(frozen=True, slots=True)
class MostOf(Node):
    """Of one patient the first `count` entries, in the scheme year or in each quarter of it."""

    count: int
    per_quarter: bool = False


@dataclass(frozen=True, slots=True)
class Counting(Node):
    """How many entries of the list in the scheme year count, for one patient.

    Only entries at that `age`, with all of `only_with` beside them and none of `not_with`. Entries of one day are one;
    where `once` is None, those of one day and code are. Of them the first in each stretch of `once` counts. Where
    `once` is a length, the earliest ever counts, then the next at least so much later, and so on: a claim is a claim in
    every year's scheme. Of those that count, the first `at_most` of the scheme year do. Quarters are those of the
    scheme year.
    """

    codes: str
    age: AgeAtEvent | None = None
    once: Once | Length | None = None
    at_most: MostOf | None = None
    only_with: tuple[Beside, ...] = ()
    not_with: tuple[Beside, ...] = ()

    @property
    def window(self) -> InSchemeYear | Ever:
        """The days it looks at."""
        return Ever(span=self.span) if isinstance(self.once, Length) else InSchemeYear(span=self.span)


CountingForm = Counting | AgeAtEvent | Beside | MostOf
"""What says which entries count."""
