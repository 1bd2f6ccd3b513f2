"""The practice of the worked example. It is made up; what it is paid is not.

It earns something by every form of pay that the scheme has. The first measure on a range stands midway, the next
further up, the next exactly at the lower threshold, where nothing is earned, the next above the range; and so on in
turn. The first ladder is climbed to the foot of its middle rung.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import assert_never

from dsl.model.checked import CheckedScheme
from dsl.model.measures import Indicator
from dsl.model.pay import IndicatorPay, Ladder, PerPatientAchieved, PointsOnRange, PotOnRange, Rung, Unpaid
from dsl.run.counts import IndicatorCount
from dsl.run.statement import Statement
from targets.kit.made_up import average_list, counts, inputs, paid
from targets.kit.price_list import in_example
from targets.kit.sizes import ROUND, Sizes
from targets.kit.target import Edge, Worked

NAME = "The example practice"
MOST_OF = Fraction(3, 4)
"""How many are achieved where pay has no thresholds."""


def worked(checked: CheckedScheme) -> Worked:
    """The example practice with its counts, its statement, and what one patient more or fewer would change."""
    scheme = checked.scheme
    listed = ceil(average_list(scheme) / 1000) * 1000
    sizes = Sizes(scheme, listed)
    given = inputs(scheme, "EXAMPLE", NAME, Fraction(listed))
    indicators = tuple(_counted(scheme.indicators, sizes))
    registers = sizes.registers()
    items = tuple(in_example(item, scheme, Fraction(listed)) for item in scheme.items)
    counted = counts("EXAMPLE", Fraction(listed), registers, indicators, items)
    statement = paid(checked, given, counted)
    beside = tuple(_beside(count, statement) for count in indicators)
    other = paid(checked, given, counts("EXAMPLE", Fraction(listed), registers, beside, items))
    return Worked(given, counted, statement, tuple(_edges(scheme.indicators, indicators, statement, beside, other)))


def _counted(indicators: Sequence[Indicator], sizes: Sizes) -> Iterator[IndicatorCount]:
    before: Counter[type] = Counter()
    for indicator in indicators:
        eligible = sizes.of(indicator.denominator)
        excluded, adjusted = _left(indicator, eligible)
        kept = eligible - excluded - adjusted
        turn = before[type(indicator.pay)]
        before[type(indicator.pay)] += 1
        numerator = min(max(_achieved(indicator.pay, turn, kept), 0), kept)
        yield IndicatorCount(
            indicator.code,
            eligible,
            _first(excluded, len(indicator.exclusions)),
            _first(adjusted, len(indicator.adjustments)),
            kept,
            numerator,
        )


def _left(indicator: Indicator, eligible: int) -> tuple[int, int]:
    """How many are excluded and adjusted: a few, so that a round number is left, or most where there are few."""
    if not indicator.exclusions and not indicator.adjustments:
        return 0, 0
    if eligible < ROUND:
        left = eligible // 4
    else:
        left = (eligible % (2 * ROUND) or 2 * ROUND) if eligible > 4 * ROUND else eligible % ROUND
    if not indicator.adjustments:
        return left, 0
    excluded = left // 4 if indicator.exclusions else 0
    return excluded, left - excluded


def _first(count: int, reasons: int) -> tuple[int, ...]:
    """All under the first reason."""
    return tuple(count if place == 0 else 0 for place in range(reasons))


def _achieved(form: IndicatorPay, turn: int, kept: int) -> int:
    match form:
        case PointsOnRange() | PotOnRange():
            return _on_range(form, turn, kept)
        case Ladder(rungs=rungs):
            return _on_ladder(sorted(rungs, key=lambda rung: rung.lower), turn, kept)
        case PerPatientAchieved():
            return kept if turn % 2 else floor(MOST_OF * kept)
        case Unpaid():
            return floor(MOST_OF * kept)
        case _:
            assert_never(form)


def _on_range(form: PointsOnRange | PotOnRange, turn: int, kept: int) -> int:
    nothing = floor(form.lower * kept)
    width = form.upper - form.lower
    wanted = (
        max(floor((form.lower + width / 2) * kept), nothing + 1),
        max(floor((form.lower + width * 3 / 4) * kept), nothing + 1),
        nothing,
        ceil((form.upper + 1) / 2 * kept),
    )
    return wanted[turn % len(wanted)]


def _on_ladder(rungs: Sequence[Rung], turn: int, kept: int) -> int:
    """At the foot of a rung that pays: the middle one, then the top one, then one patient short of the lowest."""
    paying = [rung for rung in rungs if rung.amount.points or rung.amount.pounds or rung.amount.of_pot]
    if not paying:
        return floor(MOST_OF * kept)
    middle, top, lowest = (ceil(rung.lower * kept) for rung in (paying[len(paying) // 2], paying[-1], paying[0]))
    wanted = (middle, top, lowest - 1)
    return wanted[turn % len(wanted)]


def _beside(count: IndicatorCount, statement: Statement) -> IndicatorCount:
    """The same with one patient fewer achieved; one more where nothing is paid."""
    step = -1 if statement.line(count.indicator).pounds else 1
    return replace(count, numerator=min(max(count.numerator + step, 0), count.denominator))


def _edges(
    indicators: Sequence[Indicator],
    counted: Sequence[IndicatorCount],
    statement: Statement,
    beside: Sequence[IndicatorCount],
    other: Statement,
) -> Iterator[Edge]:
    """Where achievement is held against thresholds, and one patient makes a difference."""
    for indicator, count, near in zip(indicators, counted, beside, strict=True):
        line = other.line(indicator.code)
        if (
            isinstance(indicator.pay, PointsOnRange | PotOnRange | Ladder)
            and line.pounds != statement.line(line.code).pounds
        ):
            yield Edge(line.code, near.numerator > count.numerator, near.numerator, near.denominator, line.pounds)
