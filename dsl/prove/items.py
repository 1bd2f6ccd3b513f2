"""The most that can be done of an item of a price list, and whether one more of it can take pay away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from dsl.model.counting import Beside, Once
from dsl.model.days import Length
from dsl.model.measures import Item
from dsl.model.scheme import Scheme
from dsl.run.values import Days, plus, quarters


def most_done(item: Item, scheme: Scheme, patients: int) -> tuple[int, ...]:
    """How many of an item pay a practice of so many patients most, by quarter of the scheme year.

    A patient has no more that count than there are days and codes, or stretches in which one counts, nor more than the
    item says. Of several ways to spread them over the quarters, it is the one that pays most.
    """
    stretches = [patients * _each(item, scheme, quarter) for quarter in quarters(scheme)]
    in_all, most = sum(stretches), item.counting.at_most
    if item.counting.once is Once.SCHEME_YEAR:
        in_all = min(in_all, patients)
    if isinstance(item.counting.once, Length):
        in_all = min(in_all, patients * _so_far_apart(scheme.first_day, scheme.last_day, item.counting.once))
    if most is not None and not most.per_quarter:
        in_all = min(in_all, patients * most.count)
    volume = item.pay.volume
    if volume is None:
        return _filled([stretches], in_all)
    full = [min(each, volume.of_list(patients)) for each in stretches] if volume.per_quarter else stretches
    # Each at the first price, with all on top of it, before any at the second pays most, if it is not dearer.
    first = item.pay.rate + sum(uplift.rate for uplift in item.uplifts)
    return _filled([full, stretches] if volume.beyond <= first else [stretches], in_all)


def displaced(item: Item) -> str:
    """Why one more of an item may take the place of another that is paid better; empty if it cannot.

    Where a patient has only so many, or one in a stretch of time, the first ones count. An earlier entry can then push
    out one that is paid more on top, or one in a quarter whose limit is not yet reached.
    """
    once, most, volume = item.counting.once, item.counting.at_most, item.pay.volume
    in_year = isinstance(once, Length) or once is Once.SCHEME_YEAR or (most is not None and not most.per_quarter)
    in_quarter = once is Once.QUARTER or (most is not None and most.per_quarter)
    dearer = [up.title for up in item.uplifts if isinstance(up.when, Beside) and up.rate > 0]
    if dearer and (in_year or in_quarter):
        return f"one more of {item.code} can take the place of a later one for which “{dearer[0]}” is paid on top"
    by_quarter = volume is not None and volume.per_quarter and volume.beyond < item.pay.rate
    if in_year and by_quarter:
        return f"one more of {item.code} in a full quarter can take the place of one in a quarter that is not full"
    return ""


def _each(item: Item, scheme: Scheme, quarter: Days) -> int:
    """Of one patient in one quarter."""
    once, most = item.counting.once, item.counting.at_most
    first, last = quarter.first or scheme.first_day, quarter.last or scheme.last_day
    days = (last - first).days + 1
    match once:
        case Once.QUARTER | Once.SCHEME_YEAR:
            each = 1
        case Once.DAY:
            each = days
        case Length():
            each = _so_far_apart(first, last, once)
        case None:
            each = days * len({code.code for code in scheme.code_list(item.counting.codes).codes})
        case _:
            assert_never(once)
    return each if most is None or not most.per_quarter else min(each, most.count)


def _so_far_apart(first: date, last: date, length: Length) -> int:
    """How many days from the first to the last can each be at least so much later than the one before."""
    found, day = 0, first
    while day <= last:
        found, day = found + 1, plus(day, length)
    return found


def _filled(ways: Sequence[Sequence[int]], in_all: int) -> tuple[int, ...]:
    """Quarters filled one after the other up to each of these heights in turn, until nothing is left."""
    done = [0] * len(ways[0])
    for heights in ways:
        for place, height in enumerate(heights):
            more = min(max(height - done[place], 0), in_all - sum(done))
            done[place] += more
    return tuple(done)
