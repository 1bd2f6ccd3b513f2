"""Which events of a record count for a code list, and why the others do not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from dsl.model.conditions import Value
from dsl.model.measures import CodeList
from dsl.run.records import Event, Patient
from dsl.run.values import Days


class Flaw(Enum):
    """Why an event of a list is left aside, in the order in which it is asked."""

    UNDATED = "it has no date"
    OTHER_UNIT = "its value is in another unit"
    HALF_A_READING = "it holds one half of a reading"
    IMPLAUSIBLE = "its value is outside the plausible range"


@dataclass(frozen=True, slots=True)
class Found:
    """What a list finds in a record within some days, sorted by day: events that count, and those left aside."""

    usable: tuple[Event, ...] = ()
    flawed: tuple[tuple[Event, Flaw], ...] = ()


NOTHING = Found()


def find(patient: Patient, codes: CodeList, days: Days) -> Found:
    """The events of a list within the days. Undated events fall within all days: nobody knows where they belong."""
    listed = {code.code for code in codes.codes}
    usable: list[Event] = []
    flawed: list[tuple[Event, Flaw]] = []
    for event in sorted(patient.events, key=_in_order):
        if event.code_system != codes.system.value or event.code not in listed:
            continue
        if event.day is not None and event.day not in days:
            continue
        flaw = flaw_of(event, codes)
        if flaw is None:
            usable.append(event)
        else:
            flawed.append((event, flaw))
    return Found(tuple(usable), tuple(flawed))


def flaw_of(event: Event, codes: CodeList) -> Flaw | None:
    """Why an event does not count for a list; None where it does.

    A list that declares no unit does not look at values. A missing unit is taken to be the declared one.
    An event without a value counts as an event: it only has nothing to compare.
    """
    if event.day is None:
        return Flaw.UNDATED
    if codes.unit is None:
        return None
    parts = (event.value, event.second_value) if codes.paired else (event.value,)
    held = [part for part in parts if part is not None]
    if held and event.unit is not None and event.unit != codes.unit.value:
        return Flaw.OTHER_UNIT
    if held and len(held) < len(parts):
        return Flaw.HALF_A_READING
    if held and not (_reaches(held, codes.low, 1) and _reaches(held, codes.high, -1)):
        return Flaw.IMPLAUSIBLE
    return None


def reading(event: Event, codes: CodeList) -> tuple[Fraction, ...] | None:
    """The value of a usable event, in one part or two; None where it has none."""
    if event.value is None:
        return None
    if not codes.paired:
        return (event.value,)
    return None if event.second_value is None else (event.value, event.second_value)


def parts_of(value: Value) -> tuple[Fraction, ...]:
    """The parts of a value as written in a scheme, one or two."""
    return (value.number,) if value.second is None else (value.number, value.second)


def _reaches(held: list[Fraction], limit: Value | None, way: int) -> bool:
    return limit is None or all(part * way >= end * way for part, end in zip(held, parts_of(limit), strict=True))


def _in_order(event: Event) -> tuple[object, ...]:
    """By day; the rest only so that one record always reads the same."""
    values = (event.value, event.second_value)
    known = tuple((value is not None, value or Fraction(0)) for value in values)
    return (event.day is not None, event.day.toordinal() if event.day else 0, event.code, known, event.unit or "")
