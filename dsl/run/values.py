"""Days and money: month arithmetic, ages, windows as first and last day, rounding."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import assert_never

from dsl.model.days import (
    Anchor,
    Ever,
    FromTo,
    FromToAfter,
    InAfter,
    InBefore,
    InSchemeYear,
    Length,
    OneSided,
    ReferenceDate,
    Side,
    Window,
)
from dsl.model.scheme import Rounding, RoundTo, RoundWay, Scheme

ONE_DAY = timedelta(days=1)


class UncheckedSchemeError(Exception):
    """The scheme lacks what every checked scheme has; the checker should have refused it."""


def plus(day: date, length: Length, times: int = 1) -> date:
    """`day` plus `times` lengths; months and years clamp to the last day of the month.

    31 January plus 1 month is 28 or 29 February. Past the ends of the calendar it stays at the end.
    """
    count = length.count * times
    match length.unit:
        case "days" | "weeks":
            ordinal = day.toordinal() + count * (7 if length.unit == "weeks" else 1)
            return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))
        case "months" | "years":
            months = day.year * 12 + day.month - 1 + count * (12 if length.unit == "years" else 1)
            year, month = divmod(months, 12)
            if year < date.min.year:
                return date.min
            if year > date.max.year:
                return date.max
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        case _:
            raise UncheckedSchemeError(f"no such length: {length.unit}")


def minus(day: date, length: Length) -> date:
    """`day` less the length, clamped as `plus` is."""
    return plus(day, length, -1)


def age_on(birth: date, day: date) -> int | None:
    """Completed years on the day; None before birth. One born on 29 February has birthdays on 1 March."""
    if day < birth:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included; None is open. It is empty where `first` is later than `last`."""

    first: date | None
    last: date | None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def days_of(window: Window, scheme: Scheme, at: Callable[[Anchor], date | None]) -> Days | None:
    """The days a window stands for; None where its anchor has no day for this patient, so that no day is in it.

    `at` gives the day of an anchor. Whether an event exists at all (none does after the reference date) is not
    asked here: a birthday may be reached in a part of the year that is still to come.
    """
    match window:
        case Ever():
            return Days(None, at(ReferenceDate()))
        case InSchemeYear():
            return Days(scheme.first_day, scheme.last_day)
        case FromTo():
            return Days(window.first, window.last)
        case InBefore() | InAfter() | FromToAfter() | OneSided():
            anchor = at(window.anchor)
            return None if anchor is None else _around(window, anchor)
        case _:
            assert_never(window)


def _around(window: InBefore | InAfter | FromToAfter | OneSided, anchor: date) -> Days:
    match window:
        case InBefore():
            return Days(minus(anchor, window.length) + ONE_DAY, anchor)
        case InAfter():
            return Days(anchor, plus(anchor, window.length) - ONE_DAY)
        case FromToAfter():
            return Days(plus(anchor, window.first), plus(anchor, window.last))
        case OneSided():
            return _one_side(window.side, anchor)
        case _:
            assert_never(window)


def _one_side(side: Side, anchor: date) -> Days:
    match side:
        case Side.AFTER:
            return Days(plus(anchor, Length(1, "days")), None)
        case Side.ON_OR_AFTER:
            return Days(anchor, None)
        case Side.BEFORE:
            return Days(None, max(anchor, date.min + ONE_DAY) - ONE_DAY)
        case Side.ON_OR_BEFORE:
            return Days(None, anchor)
        case _:
            assert_never(side)


def quarters(scheme: Scheme) -> tuple[Days, ...]:
    """The quarters of the scheme year: three months each from its first day; the last ends with the year."""
    return _quarters(scheme.first_day, scheme.last_day)


@lru_cache(maxsize=64)
def _quarters(first: date, last: date) -> tuple[Days, ...]:
    starts = [first]
    while (following := plus(first, Length(3 * len(starts), "months"))) <= last:
        starts.append(following)
    ends = [start - ONE_DAY for start in starts[1:]]
    return tuple(Days(start, end) for start, end in zip(starts, [*ends, last], strict=True))


def money_unit(rounding: Rounding) -> Fraction:
    """The smallest sum that a scheme pays: a penny or a pound, in pounds."""
    return Fraction(1, 100) if rounding.to is RoundTo.PENNY else Fraction(1)


def rounded(pounds: Fraction, rounding: Rounding) -> Fraction:
    """A sum of money, not negative, to the scheme's penny or pound and in its direction."""
    unit = money_unit(rounding)
    whole = pounds / unit
    match rounding.way:
        case RoundWay.HALF_UP:
            return floor(whole + Fraction(1, 2)) * unit
        case RoundWay.DOWN:
            return floor(whole) * unit
        case RoundWay.UP:
            return -floor(-whole) * unit
        case _:
            assert_never(rounding.way)


def at_most(limit: Fraction, rounding: Rounding) -> Fraction:
    """The largest sum in whole pence (or pounds) that does not pass the limit."""
    unit = money_unit(rounding)
    return floor(limit / unit) * unit
