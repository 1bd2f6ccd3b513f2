"""Practices that a proof asks the evaluator to pay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from dsl.model.measures import Indicator
from dsl.model.scheme import Scheme
from dsl.run.counts import IndicatorCount, ListSize, PracticeCounts, PracticeInputs
from dsl.run.facts import lists_wanted
from dsl.run.pay import settle
from dsl.run.when import When

Achieved = tuple[int, int]
"""Patients achieved, and of how many."""


def total(scheme: Scheme, practices: int, patients: int, achieved: Mapping[str, Achieved]) -> Fraction | None:
    """What so many equal practices are paid together; None if pay cannot be worked out for them.

    Each has `patients` on its lists and on every register, has handed in everything in time, and achieves `achieved` by
    indicator: nothing of nobody where that is silent.
    """
    lists = tuple(ListSize(kind, on, Fraction(patients)) for kind, on in lists_wanted(scheme))
    needs = sorted({(need.what, need.by) for payment in scheme.payments for need in payment.conditions})
    registers = tuple((register.name, patients) for register in scheme.registers)
    counted = tuple(_count(indicator, *achieved.get(indicator.code, (0, 0))) for indicator in scheme.indicators)
    names = [f"P{number:06}" for number in range(practices)]
    settled = settle(
        scheme,
        [PracticeInputs(name, name, scheme.first_day, None, lists, tuple(needs)) for name in names],
        [PracticeCounts(name, patients, registers, counted) for name in names],
        When(max([scheme.last_day, *(by for _, by in needs)], default=date.max)),
    )
    return None if settled.problems else settled.total


def _count(indicator: Indicator, numerator: int, denominator: int) -> IndicatorCount:
    excluded, adjusted = (0,) * len(indicator.exclusions), (0,) * len(indicator.adjustments)
    return IndicatorCount(indicator.code, denominator, excluded, adjusted, denominator, numerator)
