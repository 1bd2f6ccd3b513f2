"""What the evaluator finds: verdicts with their evidence, from which answers and reasons are both read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from dsl.model.conditions import Condition
from dsl.model.measures import Indicator
from dsl.run.records import Event, Patient, Registration
from dsl.run.usable import NOTHING, Found
from dsl.run.values import Days
from dsl.run.when import When


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition is met, and why.

    `days` is what its window stood for (None: it has no window, or the anchor has no day), `day` the one day that was
    asked about, `number` an age or a count. `found` is what the list holds in those days, `used` the events that
    decided. `parts` are the verdicts it rests on.
    """

    condition: Condition
    met: bool
    days: Days | None = None
    day: date | None = None
    number: int | None = None
    found: Found = NOTHING
    used: tuple[Event, ...] = ()
    parts: tuple[Verdict, ...] = ()


class Status(Enum):
    """Where a patient stands under an indicator."""

    NOT_ELIGIBLE = "not eligible"
    EXCLUDED = "excluded"
    ACHIEVED = "achieved"
    ADJUSTED = "adjusted"
    NOT_ACHIEVED = "not achieved"


@dataclass(frozen=True, slots=True)
class Standing:
    """A patient under one indicator; `reason` is the place, from 0, of the exclusion or adjustment that applied."""

    indicator: str
    status: Status
    reason: int | None = None

    @property
    def in_denominator(self) -> bool:
        """Whether the patient is among those of whom achievement is a part."""
        return self.status in (Status.ACHIEVED, Status.NOT_ACHIEVED)


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts once for an item: the first event of it, its day, and whether each uplift is paid for it."""

    day: date
    event: Event
    raised: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Itemised:
    """A patient under one item of a price list: whether it is for them, and the entries that count, by day."""

    item: str
    people: Verdict
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """One patient under a scheme. Without a `practice` the patient is counted nowhere.

    `registers` are the names of those the patient is on; all tuples are in the scheme's order. `items` holds how many
    entries count for each item, by quarter of the scheme year; `raised` how many of them each uplift is paid for.
    """

    patient: str
    practice: str | None
    registers: tuple[str, ...]
    standings: tuple[Standing, ...]
    items: tuple[tuple[int, ...], ...] = ()
    raised: tuple[tuple[tuple[int, ...], ...], ...] = ()

    def standing(self, indicator: str) -> Standing:
        """The patient's standing under the indicator; KeyError if there is none of that code."""
        for standing in self.standings:
            if standing.indicator == indicator:
                return standing
        raise KeyError(indicator)


@dataclass(frozen=True, slots=True)
class Finding:
    """One indicator's standing and the verdicts that were asked for, in the order in which they were asked.

    What was never asked (an adjustment of a patient who is achieved) is empty or None.
    """

    indicator: Indicator
    standing: Standing
    denominator: Verdict | None = None
    exclusions: tuple[Verdict, ...] = ()
    numerator: Verdict | None = None
    adjustments: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Examination:
    """One patient under a scheme with all evidence. `registration` is None for a patient who is counted nowhere."""

    patient: Patient
    when: When
    registration: Registration | None
    registers: tuple[tuple[str, Verdict], ...]
    findings: tuple[Finding, ...]
    items: tuple[Itemised, ...] = ()
