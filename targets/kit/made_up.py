"""Practices that are made up for a document, and how they are paid: by the reference evaluator, as any other."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import floor

from dsl.model.checked import CheckedScheme
from dsl.model.scheme import Scheme
from dsl.run.counts import IndicatorCount, ItemCount, ListSize, PracticeCounts, PracticeInputs
from dsl.run.facts import lists_wanted
from dsl.run.pay import pay
from dsl.run.statement import Statement
from dsl.run.taking_part import to_everything
from dsl.run.when import When

STAND_IN = Fraction(10_000)
"""The list of a practice in a scheme that names no average list."""

Sizes = tuple[tuple[str, int], ...]
Factors = tuple[tuple[str, Fraction], ...]


def average_list(scheme: Scheme) -> Fraction:
    """The list that points are valued for, or the stand-in."""
    value = scheme.point_value
    return STAND_IN if value is None or value.list_size is None else value.list_size


def inputs(scheme: Scheme, practice: str, name: str, size: Fraction, factors: Factors = ()) -> PracticeInputs:
    """A practice that joined and signed up for all on the first day, with `size` patients on every list.

    It has submitted all in time.
    """
    lists = tuple(ListSize(kind, on, size) for kind, on in lists_wanted(scheme, [name for name, _ in factors]))
    submitted = {(wanted.what, wanted.by) for payment in scheme.payments for wanted in payment.conditions}
    handed_in = tuple(sorted(submitted))
    signed_up = to_everything(scheme)
    return PracticeInputs(practice, name, scheme.first_day, None, lists, handed_in, factors, signed_up=signed_up)


def counts(
    practice: str,
    size: Fraction,
    registers: Sizes,
    indicators: tuple[IndicatorCount, ...],
    items: tuple[ItemCount, ...] = (),
) -> PracticeCounts:
    """The counts, of a population that is large enough for them."""
    population = max([floor(size), *(count for _, count in registers), *(count.eligible for count in indicators)])
    return PracticeCounts(practice, population, registers, indicators, items)


def paid(checked: CheckedScheme, given: PracticeInputs, counted: PracticeCounts) -> Statement:
    """What the practice is due at the end of the year; ValueError where it cannot be."""
    settled = pay(checked, [given], [counted], When(_reference(checked.scheme)))
    if settled.problems:
        raise ValueError(f"a made-up practice cannot be paid: {settled.problems[0].what}")
    return settled.statements[0]


def _reference(scheme: Scheme) -> date:
    """A day by which the year is over and everything could be submitted."""
    return max(scheme.last_day, *(wanted.by for payment in scheme.payments for wanted in payment.conditions), date.min)
