"""What an item of a price list counts: entries of a code list, patient by patient."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dsl.model.days import InSchemeYear
from dsl.model.node import Node


class Once(Enum):
    """The stretch of time in which no more than one entry of a patient counts."""

    DAY = "day"
    QUARTER = "quarter"
    SCHEME_YEAR = "scheme year"


@dataclass(frozen=True, slots=True)
class AgeAtEvent(Node):
    """low <= age in completed years <= high on the day of the entry. Not met without a date of birth."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Counting(Node):
    """How many entries of the list in the scheme year count, for one patient.

    The same code twice on one day counts once. Of the entries at the right age, the first in each stretch of `once`
    counts, and of those the first `at_most` in the scheme year. Quarters are those of the scheme year.
    """

    codes: str
    age: AgeAtEvent | None = None
    once: Once | None = None
    at_most: int | None = None

    @property
    def window(self) -> InSchemeYear:
        """The days it looks at."""
        return InSchemeYear(span=self.span)


CountingForm = Counting | AgeAtEvent
"""What says which entries count."""
