"""The most that can be done of an item of a price list, and whether one more of it can take pay away."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from dsl.model.counting import Once
from dsl.model.measures import Item
from dsl.model.pay import Volume
from dsl.model.scheme import Scheme
from dsl.run.values import Days, quarters


def most_done(item: Item, scheme: Scheme, patients: int) -> tuple[int, ...]:
    """How many of an item pay a practice of so many patients most, by quarter of the scheme year.

    A patient has no more that count than there are days and codes, or stretches in which one counts, nor more than the
    item says. Of several ways to spread them over the quarters, it is the one that pays most.
    """
    stretches = [patients * _each(item, scheme, quarter) for quarter in quarters(scheme)]
    in_all = sum(stretches)
    if item.counting.once is Once.SCHEME_YEAR:
        in_all = min(in_all, patients)
    if item.counting.at_most is not None:
        in_all = min(in_all, patients * item.counting.at_most)
    volume = item.pay.volume
    if volume is None:
        return _filled([stretches], in_all)
    full = [min(each, _limit(volume, patients)) for each in stretches] if volume.per_quarter else stretches
    # Each at the first price before any at the second pays most, unless the second is the dearer.
    return _filled([full, stretches] if volume.beyond <= item.pay.rate else [stretches], in_all)


def shifts(item: Item) -> bool:
    """Whether one more of an item may take the place of a later one that would have been paid for.

    Where a patient has only so many in the year, an entry in a quarter whose limit is reached can be the one that
    counts instead of one in a quarter whose limit is not.
    """
    volume = item.pay.volume
    scarce = item.counting.at_most is not None or item.counting.once is Once.SCHEME_YEAR
    return scarce and volume is not None and volume.per_quarter and volume.beyond < item.pay.rate


def _each(item: Item, scheme: Scheme, quarter: Days) -> int:
    """Of one patient in one quarter."""
    if item.counting.once in {Once.QUARTER, Once.SCHEME_YEAR}:
        return 1
    first, last = quarter.first or scheme.first_day, quarter.last or scheme.last_day
    days = (last - first).days + 1
    if item.counting.once is Once.DAY:
        return days
    return days * len({code.code for code in scheme.code_list(item.counting.codes).codes})


def _limit(volume: Volume, patients: int) -> int:
    return floor(volume.number if volume.per_list is None else volume.number * patients)


def _filled(ways: Sequence[Sequence[int]], in_all: int) -> tuple[int, ...]:
    """Quarters filled one after the other up to each of these heights in turn, until nothing is left."""
    done = [0] * len(ways[0])
    for heights in ways:
        for place, height in enumerate(heights):
            more = min(max(height - done[place], 0), in_all - sum(done))
            done[place] += more
    return tuple(done)
