"""Whether one patient meets a condition: one short function a node. What is missing is not met: logic is two-valued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import assert_never

from dsl.model.conditions import (
    Aged,
    AllOf,
    AnyOf,
    BornIn,
    Comparison,
    Condition,
    Everyone,
    NotFollowedBy,
    OnRegister,
    PickDay,
    PickValue,
    Reaching,
    RegisteredIn,
    SexIs,
    Value,
    WithAtLeast,
    WithEvent,
    WithoutEvent,
)
from dsl.model.days import (
    Anchor,
    Birth,
    EventDay,
    Ever,
    FixedDay,
    Length,
    Pick,
    ReferenceDate,
    Window,
    YearEnd,
    YearStart,
)
from dsl.model.days import Registration as RegistrationDay
from dsl.model.scheme import SameDay, Scheme
from dsl.run.records import Event, Patient, Registration
from dsl.run.usable import NOTHING, Found, find, parts_of, reading
from dsl.run.values import Days, UncheckedSchemeError, age_on, days_of, plus
from dsl.run.verdict import Verdict
from dsl.run.when import When


@dataclass(frozen=True, slots=True)
class Case:
    """What a condition is asked of: a registered patient on a run's day."""

    scheme: Scheme
    when: When
    patient: Patient
    registration: Registration
    known: dict[str, Verdict] = field(default_factory=dict)
    """Registers already asked: a register that many name is judged once."""


def judge(condition: Condition, case: Case) -> Verdict:
    """Whether the condition is met, with its evidence."""
    match condition:
        case Everyone():
            return Verdict(condition, True)
        case OnRegister():
            return _on_register(condition, case)
        case Aged():
            return _aged(condition, case)
        case SexIs():
            return Verdict(condition, case.patient.sex == condition.sex)
        case RegisteredIn():
            return _day_falls(condition, case.registration.start, condition.window, case)
        case BornIn():
            return _day_falls(condition, case.patient.birth, condition.window, case)
        case Reaching():
            return _reaching(condition, case)
        case WithEvent():
            days, found = _look(condition.codes, condition.window, case)
            return Verdict(condition, bool(found.usable), days, found=found, used=found.usable)
        case WithAtLeast():
            return _with_at_least(condition, case)
        case WithoutEvent():
            days, found = _look(condition.codes, condition.window, case)
            return Verdict(condition, not found.usable, days, found=found, used=found.usable)
        case NotFollowedBy():
            return _not_followed_by(condition, case)
        case PickValue():
            return _pick_value(condition, case)
        case PickDay():
            return _pick_day(condition, case)
        case AllOf():
            parts = tuple(judge(part, case) for part in condition.parts)
            return Verdict(condition, all(part.met for part in parts), parts=parts)
        case AnyOf():
            parts = tuple(judge(part, case) for part in condition.parts)
            return Verdict(condition, any(part.met for part in parts), parts=parts)
        case _:
            assert_never(condition)


def _on_register(node: OnRegister, case: Case) -> Verdict:
    if node.register not in case.known:
        case.known[node.register] = judge(case.scheme.register(node.register).condition, case)
    inside = case.known[node.register]
    return Verdict(node, inside.met is not node.negated, parts=(inside,))


def _aged(node: Aged, case: Case) -> Verdict:
    """Someone not yet born on the day has no age."""
    day = _day(node.anchor, case)
    age = age_on(case.patient.birth, day) if case.patient.birth and day else None
    if age is None:
        return Verdict(node, False, day=day)
    met = (node.low is None or node.low <= age) and (node.high is None or age <= node.high)
    return Verdict(node, met, day=day, number=age)


def _day_falls(node: RegisteredIn | BornIn, day: date | None, window: Window, case: Case) -> Verdict:
    days = _days(window, case)
    return Verdict(node, day is not None and days is not None and day in days, days, day)


def _reaching(node: Reaching, case: Case) -> Verdict:
    reached = plus(case.patient.birth, node.age) if case.patient.birth else None
    days = _days(node.window, case)
    return Verdict(node, reached is not None and days is not None and reached in days, days, reached)


def _with_at_least(node: WithAtLeast, case: Case) -> Verdict:
    days, found = _look(node.codes, node.window, case)
    counted = _once_a_day(found.usable) if node.apart is None else _apart(found.usable, node.apart)
    return Verdict(node, len(counted) >= node.count, days, number=len(counted), found=found, used=counted)


def _once_a_day(events: Iterable[Event]) -> tuple[Event, ...]:
    """Each code of a day once."""
    first: dict[tuple[date, str], Event] = {}
    for event in events:
        first.setdefault((_day_of(event), event.code), event)
    return tuple(first.values())


def _apart(events: Iterable[Event], apart: Length) -> tuple[Event, ...]:
    """From the earliest on, each that is at least so long after the last one taken."""
    taken: list[Event] = []
    next_day = date.min
    for event in events:
        day = _day_of(event)
        if not taken or day >= next_day:
            taken.append(event)
            next_day = plus(day, apart)
    return tuple(taken)


def _not_followed_by(node: NotFollowedBy, case: Case) -> Verdict:
    days, found = _look(node.codes, node.window, case)
    if not found.usable:
        return Verdict(node, False, days, found=found)
    latest = _on_extreme_day(found.usable, Pick.LATEST)
    day = _day_of(latest[0])
    after = tuple(event for event in _look(node.by, Ever(), case)[1].usable if _day_of(event) >= day)
    return Verdict(node, not after, days, day, found=found, used=latest + after)


def _pick_value(node: PickValue, case: Case) -> Verdict:
    days, found = _look(node.codes, node.window, case)
    codes = case.scheme.code_list(node.codes)
    by_day = node.pick in (Pick.LATEST, Pick.EARLIEST)
    picked = _on_extreme_day(found.usable, node.pick) if by_day else found.usable
    readings = [(parts, event) for event in picked if (parts := reading(event, codes)) is not None]
    if not readings:
        return Verdict(node, False, days, found=found)
    taken = _taken(readings, node, case.scheme.same_day if by_day else None)
    met = compares(taken[0], node.comparison, node.value)
    return Verdict(node, met, days, taken[1].day, found=found, used=(taken[1],))


_Reading = tuple[tuple[Fraction, ...], Event]


def _taken(readings: list[_Reading], node: PickValue, same_day: SameDay | None) -> _Reading:
    """The reading that counts, of those on the picked day or of all; a pair goes by its first part, then its second."""
    lowest = min(readings, key=lambda r: r[0])
    highest = max(readings, key=lambda r: r[0])
    if node.pick is Pick.LOWEST or same_day is SameDay.LOWEST:
        return lowest
    if node.pick is Pick.HIGHEST or same_day is SameDay.HIGHEST:
        return highest
    if same_day is SameDay.ANY:
        return next((r for r in readings if compares(r[0], node.comparison, node.value)), lowest)
    raise UncheckedSchemeError("the scheme does not say which reading of one day counts")


def compares(parts: tuple[Fraction, ...], comparison: Comparison, wanted: Value) -> bool:
    """Whether each part of a reading compares so with its part of the value."""
    pairs = list(zip(parts, parts_of(wanted), strict=True))
    match comparison:
        case Comparison.AT_MOST:
            return all(part <= limit for part, limit in pairs)
        case Comparison.AT_LEAST:
            return all(part >= limit for part, limit in pairs)
        case Comparison.UNDER:
            return all(part < limit for part, limit in pairs)
        case Comparison.MORE_THAN:
            return all(part > limit for part, limit in pairs)
        case _:
            assert_never(comparison)


def _pick_day(node: PickDay, case: Case) -> Verdict:
    days, found = _look(node.codes, node.window, case)
    if not found.usable:
        return Verdict(node, False, days, found=found)
    picked = _on_extreme_day(found.usable, node.pick)
    day, falls = _day_of(picked[0]), _days(node.falls, case)
    return Verdict(node, falls is not None and day in falls, falls, day, found=found, used=picked)


def _day(anchor: Anchor, case: Case) -> date | None:
    """The day an anchor stands for; None where this patient has none."""
    match anchor:
        case YearEnd():
            return case.when.year_end(case.scheme)
        case YearStart():
            return case.scheme.first_day
        case ReferenceDate():
            return case.when.reference
        case FixedDay():
            return anchor.day
        case RegistrationDay():
            return case.registration.start
        case Birth():
            return case.patient.birth
        case EventDay():
            events = _look(anchor.codes, anchor.window, case)[1].usable
            return _day_of(_on_extreme_day(events, anchor.pick)[0]) if events else None
        case _:
            assert_never(anchor)


def _days(window: Window, case: Case) -> Days | None:
    return days_of(window, case.scheme, lambda anchor: _day(anchor, case))


def _look(codes: str, window: Window, case: Case) -> tuple[Days | None, Found]:
    """The days of a window, and what a list finds in them up to the reference date."""
    days = _days(window, case)
    if days is None:
        return None, NOTHING
    last = case.when.reference if days.last is None else min(days.last, case.when.reference)
    return days, find(case.patient, case.scheme.code_list(codes), Days(days.first, last))


def _on_extreme_day(events: tuple[Event, ...], pick: Pick) -> tuple[Event, ...]:
    """The events of the latest or earliest day among them."""
    if pick not in (Pick.LATEST, Pick.EARLIEST):
        raise UncheckedSchemeError(f"a day is not picked by {pick.value} value")
    extreme = max if pick is Pick.LATEST else min
    day = extreme((_day_of(event) for event in events), default=None)
    return tuple(event for event in events if event.day == day)


def _day_of(event: Event) -> date:
    """The day of a usable event, which always has one."""
    if event.day is None:
        raise ValueError("an event without a date was taken for usable")
    return event.day
