"""A patient's record in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Event:
    """One coded entry of `day`. `second_value` is set for a reading such as 140/90; `unit` is as recorded.

    `recorded_on` is the day of writing it down, `consultation` the contact it was written in, `provider` who wrote it.
    """

    code_system: str
    code: str
    day: date | None
    value: Fraction | None = None
    second_value: Fraction | None = None
    unit: str | None = None
    recorded_on: date | None = None
    consultation: str | None = None
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """A stay with a practice, from `start` on; `end` is the first day on which the patient is no longer registered."""

    practice: str
    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """All that is known of one patient. `sex` is `female`, `male`, anything else, or None, as recorded."""

    id: str
    birth: date | None
    sex: str | None
    death: date | None
    registrations: tuple[Registration, ...]
    events: tuple[Event, ...]


def registration_on(patient: Patient, day: date) -> Registration | None:
    """The registration that counts on a day: of those that cover it the latest begun, then the smallest practice id.

    None for a patient who is registered nowhere or has died by then.
    """
    if patient.death is not None and patient.death <= day:
        return None
    covering = [r for r in patient.registrations if r.start <= day and (r.end is None or r.end > day)]
    return min(covering, key=lambda r: (-r.start.toordinal(), r.practice), default=None)
