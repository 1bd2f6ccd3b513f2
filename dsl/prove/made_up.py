"""Practices that a proof asks the evaluator to pay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from dsl.model.measures import Indicator, Item
from dsl.model.scheme import Scheme
from dsl.run.counts import IndicatorCount, ItemCount, ListSize, PracticeCounts, PracticeInputs
from dsl.run.facts import lists_wanted
from dsl.run.pay import settle
from dsl.run.taking_part import to_everything
from dsl.run.values import quarters
from dsl.run.when import When

Achieved = tuple[int, int]
"""Patients achieved, and of how many."""


def total(
    scheme: Scheme,
    practices: int,
    patients: int,
    achieved: Mapping[str, Achieved],
    done: Mapping[str, tuple[int, ...]] = MappingProxyType({}),
) -> Fraction | None:
    """What so many equal practices are paid together; None if pay cannot be worked out for them.

    Each has `patients` on its lists and on every register, has signed up for all there is and handed in everything in
    time, achieves `achieved` by indicator and has `done` so many of each item by quarter, each with every uplift:
    nothing of nobody where those are silent.
    """
    lists = tuple(ListSize(kind, on, Fraction(patients)) for kind, on in lists_wanted(scheme))
    needs = sorted({(need.what, need.by) for payment in scheme.payments for need in payment.conditions})
    registers = tuple((register.name, patients) for register in scheme.registers)
    counted = tuple(_count(indicator, *achieved.get(indicator.code, (0, 0))) for indicator in scheme.indicators)
    items = tuple(_done(item, done.get(item.code, (0,) * len(quarters(scheme)))) for item in scheme.items)
    names = [f"P{number:06}" for number in range(practices)]
    settled = settle(
        scheme,
        [
            PracticeInputs(name, name, scheme.first_day, None, lists, tuple(needs), signed_up=to_everything(scheme))
            for name in names
        ],
        [PracticeCounts(name, patients, registers, counted, items) for name in names],
        When(max([scheme.last_day, *(by for _, by in needs)], default=date.max)),
    )
    return None if settled.problems else settled.total


def _count(indicator: Indicator, numerator: int, denominator: int) -> IndicatorCount:
    excluded, adjusted = (0,) * len(indicator.exclusions), (0,) * len(indicator.adjustments)
    return IndicatorCount(indicator.code, denominator, excluded, adjusted, denominator, numerator)


def _done(item: Item, by_quarter: tuple[int, ...]) -> ItemCount:
    return ItemCount(item.code, by_quarter, (by_quarter,) * len(item.uplifts))
