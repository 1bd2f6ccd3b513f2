"""Which entries of a patient count for an item of a price list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from dsl.model.counting import AgeAtEvent, Beside, Counting, MostOf, Near, Once
from dsl.model.days import Length
from dsl.model.measures import Item
from dsl.model.pay import Uplift
from dsl.model.scheme import Scheme
from dsl.run.judge import Case, judge
from dsl.run.records import Event
from dsl.run.usable import find
from dsl.run.values import Days, age_on, plus, quarters
from dsl.run.verdict import Counted, Itemised

Bar = AgeAtEvent | Beside | Days | Once | Length | MostOf | None
"""The rule that kept an entry out; days where it lies outside them; None where it is one with that of its day."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """An entry that does not count, and what kept it out; `held_by` is the day of the earlier one that does."""

    event: Event
    day: date
    bar: Bar
    held_by: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What counts as one: the events of a day, or of a day and a code."""

    day: date
    events: tuple[Event, ...]


def itemise(item: Item, case: Case) -> Itemised:
    """What counts of one patient, the earliest first; nothing of one whom the item is not for."""
    people = judge(item.people, case)
    if not people.met:
        return Itemised(item.code, people, ())
    firsts = _firsts(_entries(item.counting, case), item.counting.once, case.scheme)
    year = Days(case.scheme.first_day, case.scheme.last_day)
    counted = _no_more(item.counting.at_most, [entry for entry in firsts if entry.day in year], case.scheme)
    return Itemised(
        item.code,
        people,
        tuple(
            Counted(entry.day, entry.events[0], tuple(_raised(uplift, entry, case) for uplift in item.uplifts))
            for entry in counted
        ),
    )


def by_quarter(counted: Iterable[Counted], scheme: Scheme) -> tuple[int, ...]:
    """How many count in each quarter of the scheme year."""
    days = [each.day for each in counted]
    return tuple(sum(day in quarter for day in days) for quarter in quarters(scheme))


def raised_by_quarter(itemised: Itemised, item: Item, scheme: Scheme) -> tuple[tuple[int, ...], ...]:
    """How many of them each uplift is paid for, by quarter of the scheme year."""
    return tuple(
        by_quarter([each for each in itemised.counted if each.raised[place]], scheme)
        for place, _ in enumerate(item.uplifts)
    )


def dropped(item: Item, case: Case) -> Iterator[Dropped]:
    """What does not count of a patient whom the item is for, in the order of its days."""
    counting, scheme = item.counting, case.scheme
    year = Days(scheme.first_day, scheme.last_day)
    firsts = tuple(_firsts(_entries(counting, case), counting.once, scheme))
    counted = tuple(_no_more(counting.at_most, [entry for entry in firsts if entry.day in year], scheme))
    for event in find(case.patient, scheme.code_list(counting.codes), Days(None, case.when.reference)).usable:
        day = event.day
        if day is None or any(entry.events[0] is event for entry in counted):
            continue
        barred = _barred_by(counting, event, day, case)
        if day not in year:
            yield Dropped(event, day, year)
        elif barred is not None:
            yield Dropped(event, day, barred)
        elif any(event is each for entry in firsts for each in entry.events[1:]):
            yield Dropped(event, day, None)
        elif any(entry.events[0] is event for entry in firsts):
            yield Dropped(event, day, counting.at_most)
        else:
            yield Dropped(event, day, counting.once, max(entry.day for entry in firsts if entry.day <= day))


def _entries(counting: Counting, case: Case) -> list[Entry]:
    """In the order of their days, those of one day in the order of their codes."""
    scheme = case.scheme
    first = None if isinstance(counting.once, Length) else scheme.first_day
    days = Days(first, min(scheme.last_day, case.when.reference))
    together: dict[tuple[date, str], list[Event]] = {}
    for event in find(case.patient, scheme.code_list(counting.codes), days).usable:
        if event.day is not None and _may_count(counting, event, event.day, case):
            key = (event.day, event.code if counting.once is None else "")
            together.setdefault(key, []).append(event)
    return [Entry(day, tuple(events)) for (day, _), events in together.items()]


def _may_count(counting: Counting, event: Event, day: date, case: Case) -> bool:
    return _barred_by(counting, event, day, case) is None


def _barred_by(counting: Counting, event: Event, day: date, case: Case) -> AgeAtEvent | Beside | None:
    """The first rule that this entry breaks by itself, whatever stands in the record before it."""
    if not _at_age(counting.age, case.patient.birth, day):
        return counting.age
    missing = (beside for beside in counting.only_with if not _stands_beside(beside, event, case))
    present = (beside for beside in counting.not_with if _stands_beside(beside, event, case))
    return next(missing, None) or next(present, None)


def _at_age(wanted: AgeAtEvent | None, birth: date | None, day: date) -> bool:
    if wanted is None:
        return True
    age = None if birth is None else age_on(birth, day)
    if age is None:
        return False
    return (wanted.low is None or wanted.low <= age) and (wanted.high is None or age <= wanted.high)


def _stands_beside(beside: Beside, event: Event, case: Case) -> bool:
    others = find(case.patient, case.scheme.code_list(beside.codes), Days(None, case.when.reference)).usable
    match beside.near:
        case Near.CONSULTATION:
            return event.consultation is not None and event.consultation in {each.consultation for each in others}
        case Near.DAY:
            return event.day in {each.day for each in others}
        case _:
            assert_never(beside.near)


def _firsts(entries: Iterable[Entry], once: Once | Length | None, scheme: Scheme) -> Iterator[Entry]:
    """The first entry in each stretch; of those so far apart the earliest, then the next far enough from it."""
    last: Entry | None = None
    for entry in entries:
        if last is None or not _same_stretch(last.day, entry.day, once, scheme):
            last = entry
            yield entry


def _same_stretch(before: date, day: date, once: Once | Length | None, scheme: Scheme) -> bool:
    match once:
        case None | Once.DAY:
            return False
        case Once.QUARTER:
            return _quarter(before, scheme) == _quarter(day, scheme)
        case Once.SCHEME_YEAR:
            return True
        case Length():
            return day < plus(before, once)
        case _:
            assert_never(once)


def _quarter(day: date, scheme: Scheme) -> int:
    return next(place for place, quarter in enumerate(quarters(scheme)) if day in quarter)


def _no_more(most: MostOf | None, entries: Iterable[Entry], scheme: Scheme) -> Iterator[Entry]:
    done: Counter[int] = Counter()
    for entry in entries:
        stretch = _quarter(entry.day, scheme) if most is not None and most.per_quarter else 0
        done[stretch] += 1
        if most is None or done[stretch] <= most.count:
            yield entry


def _raised(uplift: Uplift, entry: Entry, case: Case) -> bool:
    if isinstance(uplift.when, Beside):
        beside = uplift.when
        return any(_stands_beside(beside, event, case) for event in entry.events)
    return judge(uplift.when, case).met
