"""The reference date and the clock of a run: two answers from one scheme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from dsl.model.scheme import Scheme


class Clock(Enum):
    """Whether `year end` means the last day of the scheme year, or today while the year still runs."""

    YEAR_END = "year end"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class When:
    """The day a run speaks of, and its clock. Later events do not exist."""

    reference: date
    clock: Clock = Clock.YEAR_END

    def year_end(self, scheme: Scheme) -> date:
        """The day that `year end` stands for in this run."""
        if self.clock is Clock.TODAY:
            return min(self.reference, scheme.last_day)
        return scheme.last_day

    def census(self, scheme: Scheme) -> date:
        """The day on which a patient must be registered to be counted."""
        return min(self.reference, scheme.last_day)
