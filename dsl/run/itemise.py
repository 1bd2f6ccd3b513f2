"""Which entries of a patient count for an item of a price list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dsl.model.counting import AgeAtEvent, Counting, Once
from dsl.model.measures import Item
from dsl.model.scheme import Scheme
from dsl.run.judge import Case, judge
from dsl.run.records import Event
from dsl.run.usable import find
from dsl.run.values import Days, age_on, quarters
from dsl.run.verdict import Itemised


def itemise(item: Item, case: Case) -> Itemised:
    """What counts of one patient, the earliest first; nothing of one whom the item is not for."""
    people = judge(item.people, case)
    if not people.met:
        return Itemised(item.code, people, ())
    return Itemised(item.code, people, tuple(_counted(item.counting, case))[: item.counting.at_most])


def by_quarter(itemised: Itemised, scheme: Scheme) -> tuple[int, ...]:
    """How many count in each quarter of the scheme year."""
    days = [event.day for event in itemised.counted if event.day is not None]
    return tuple(sum(day in quarter for day in days) for quarter in quarters(scheme))


def _counted(counting: Counting, case: Case) -> Iterator[Event]:
    """Each entry of the right age whose day and code, or whose stretch of time, has none before it."""
    scheme = case.scheme
    year = Days(scheme.first_day, min(scheme.last_day, case.when.reference))
    taken: set[object] = set()
    for event in find(case.patient, scheme.code_list(counting.codes), year).usable:
        if event.day is None or not _at_age(counting.age, case.patient.birth, event.day):
            continue
        stretch = _stretch(counting.once, event, event.day, case)
        if stretch not in taken:
            taken.add(stretch)
            yield event


def _at_age(wanted: AgeAtEvent | None, birth: date | None, day: date) -> bool:
    if wanted is None:
        return True
    age = None if birth is None else age_on(birth, day)
    if age is None:
        return False
    return (wanted.low is None or wanted.low <= age) and (wanted.high is None or age <= wanted.high)


def _stretch(once: Once | None, event: Event, day: date, case: Case) -> object:
    """What no two entries that count have in common."""
    match once:
        case None:
            return day, event.code
        case Once.DAY:
            return day
        case Once.QUARTER:
            return next(place for place, quarter in enumerate(quarters(case.scheme)) if day in quarter)
        case Once.SCHEME_YEAR:
            return once
