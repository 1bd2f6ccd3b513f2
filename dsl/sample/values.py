"""Values that meet a test, miss it, or lie on its edge; and the test itself, for many patients at once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dsl.model.conditions import Comparison, PickValue, Value
from dsl.model.days import Pick
from dsl.model.measures import CodeList
from dsl.model.scheme import SameDay, Scheme
from dsl.model.types import Unit
from dsl.model.walk import parts
from dsl.sample.columns import NO_VALUE, TEN_THOUSANDTHS, Ints, Truths
from dsl.sample.ledger import Entries

IN_WHOLE_NUMBERS = (Unit.MMHG, Unit.MMOL_MOL, Unit.UMOL_L, Unit.ML_MIN)
AT_EDGE = 0.1
"""How many values lie on the edge, or as near to it as they may."""
REACH = 4
"""Values lie no further from the edge than one part in so many of it."""
PART = 10**9
"""Pairs are ordered by first part times this plus second part; no plausible value is as large."""


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison with a value, its edge."""

    comparison: Comparison
    edge: Value


@dataclass(frozen=True, slots=True)
class Drawn:
    """Values in ten-thousandths; the second parts are NO_VALUE unless paired."""

    first: Ints
    second: Ints


def no_values(rows: int) -> Drawn:
    """No value, so many times."""
    return Drawn(np.full(rows, NO_VALUE, dtype=np.int64), np.full(rows, NO_VALUE, dtype=np.int64))


def ordinary_test(scheme: Scheme, codes: CodeList) -> Test | None:
    """What ordinary values of a list lie around: a test that the scheme makes, or the middle of the plausible range.

    None for a list that declares no unit, or no range and is never tested: its entries have no values.
    """
    if codes.unit is None:
        return None
    for part in parts((scheme.registers, scheme.indicators)):
        if isinstance(part, PickValue) and part.codes == codes.name:
            return Test(part.comparison, part.value)
    if codes.low is None or codes.high is None:
        return None
    second = None
    if codes.low.second is not None and codes.high.second is not None:
        second = (codes.low.second + codes.high.second) / 2
    return Test(Comparison.AT_MOST, Value((codes.low.number + codes.high.number) / 2, codes.unit, second))


def drawn(codes: CodeList, test: Test, good: Truths, rng: np.random.Generator) -> Drawn:
    """Plausible values that meet the test where `good` and miss it elsewhere, as far as the plausible range allows.

    A pair that misses does so in its first part, its second, or both.
    """
    rows = len(good)
    low, high = _ends(codes, second=False)
    if test.edge.second is None:
        first = _part(test.comparison, test.edge.number, codes.unit, good, rng)
        return Drawn(np.clip(first, low, high), np.full(rows, NO_VALUE, dtype=np.int64))
    at_fault = rng.integers(3, size=rows)
    first = _part(test.comparison, test.edge.number, codes.unit, good | (at_fault == 1), rng)
    second = _part(test.comparison, test.edge.second, codes.unit, good | (at_fault == 0), rng)
    return Drawn(np.clip(first, low, high), np.clip(second, *_ends(codes, second=True)))


def _ends(codes: CodeList, second: bool) -> tuple[int, int]:
    """The plausible range of one part, in ten-thousandths."""
    ends = []
    for end, otherwise in ((codes.low, 0), (codes.high, PART - 1)):
        number = None if end is None else end.second if second else end.number
        ends.append(otherwise if number is None else _scaled(number))
    return ends[0], ends[1]


def _part(comparison: Comparison, edge: Fraction, unit: Unit | None, good: Truths, rng: np.random.Generator) -> Ints:
    step = TEN_THOUSANDTHS if unit in IN_WHOLE_NUMBERS else TEN_THOUSANDTHS // 10
    middle = _scaled(edge)
    furthest = max(1, middle // REACH // step)
    away = rng.integers(1, furthest, size=len(good), endpoint=True)
    away[rng.random(len(good)) < AT_EDGE] = 0
    meets_below = comparison in (Comparison.AT_MOST, Comparison.UNDER)
    edge_meets = comparison in (Comparison.AT_MOST, Comparison.AT_LEAST)
    away = np.where((away == 0) & (good != edge_meets), 1, away)
    values: Ints = middle + step * np.where(good == meets_below, -away, away)
    return np.maximum(values, 0)


def _scaled(number: Fraction) -> int:
    return int(number * TEN_THOUSANDTHS)


def has_value(entries: Entries, value: Value) -> Truths:
    """Which entries have a value in as many parts as the one they are to be compared with."""
    known: Truths = entries.value != NO_VALUE
    return known if value.second is None else known & (entries.second != NO_VALUE)


def compared(entries: Entries, held: Truths, test: PickValue, same_day: SameDay | None, patients: int) -> Truths:
    """Whose picked value meets the test. `held` are the entries to pick from: of the picked day, or of the window."""
    takes_any = test.pick in (Pick.LATEST, Pick.EARLIEST) and same_day is SameDay.ANY
    who, first, second = entries.who[held], entries.value[held], entries.second[held]
    if test.value.second is None:
        second = np.zeros_like(second)
    if takes_any:
        met = np.zeros(patients, dtype=np.bool_)
        met[who[_passes(Test(test.comparison, test.value), first, second)]] = True
        return met
    takes_highest = test.pick is Pick.HIGHEST or (test.pick is not Pick.LOWEST and same_day is SameDay.HIGHEST)
    choose, worst = (np.maximum, -1) if takes_highest else (np.minimum, np.iinfo(np.int64).max)
    keys = np.full(patients, worst, dtype=np.int64)
    choose.at(keys, who, first * PART + second)
    found = keys != worst
    passed: Truths = found & _passes(Test(test.comparison, test.value), keys // PART, keys % PART)
    return passed


def _passes(test: Test, first: Ints, second: Ints) -> Truths:
    met = _compare(test.comparison, first, test.edge.number)
    return met if test.edge.second is None else met & _compare(test.comparison, second, test.edge.second)


def _compare(comparison: Comparison, values: Ints, edge: Fraction) -> Truths:
    # Values are whole ten-thousandths, so an edge between two of them may be moved to the one below.
    below = int(edge * TEN_THOUSANDTHS // 1)
    exact = edge * TEN_THOUSANDTHS == below
    at_most: Truths = values <= below
    under: Truths = values < below if exact else at_most
    match comparison:
        case Comparison.AT_MOST:
            return at_most
        case Comparison.UNDER:
            return under
        case Comparison.AT_LEAST:
            return ~under
        case Comparison.MORE_THAN:
            return ~at_most
