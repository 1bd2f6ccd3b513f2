"""Values of events: which readings a list takes, what a comparison accepts, and which of one day counts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from dsl.model.conditions import Comparison, PickValue
from dsl.model.days import Pick
from dsl.model.measures import CodeList
from dsl.model.scheme import SameDay
from dsl.run.values import UncheckedSchemeError
from targets.kit import sql_text as sql

SCALE = 10**sql.PLACES


@dataclass(frozen=True, slots=True)
class Reading:
    """What values a code list takes. Bounds are numbers of a patient's record, both ends included."""

    codes: str
    unit: str
    lowest: Fraction
    highest: Fraction
    second: tuple[Fraction, Fraction] | None


@dataclass(frozen=True, slots=True)
class Test:
    """How a reading must compare: closed bounds for each part, and what a reading counts that does not."""

    low: Fraction
    high: Fraction
    second: tuple[Fraction, Fraction] | None
    missed: int


def reading_of(codes: CodeList) -> Reading | None:
    """The plausible values of a list; None for a list whose values are not looked at."""
    if codes.unit is None:
        return None
    low, high = codes.low, codes.high
    second = None
    if codes.paired:
        second = (
            low.second if low and low.second is not None else -sql.LARGEST,
            high.second if high and high.second is not None else sql.LARGEST,
        )
    first = (low.number if low else -sql.LARGEST, high.number if high else sql.LARGEST)
    return Reading(
        codes.name,
        codes.unit.value,
        _up(first[0]),
        _down(first[1]),
        None if second is None else (_up(second[0]), _down(second[1])),
    )


def test_of(node: PickValue, same_day: SameDay | None) -> Test:
    """The bounds of a comparison at four decimal places, which the records hold exactly."""
    first = _bounds(node.comparison, node.value.number)
    second = None if node.value.second is None else _bounds(node.comparison, node.value.second)
    return Test(*first, second, 0 if _any_will_do(node, same_day) else 2)


def _any_will_do(node: PickValue, same_day: SameDay | None) -> bool:
    """Of the readings in question, one that meets the test is enough; otherwise all must.

    The lowest is at most 9 when any is at most 9, and at least 9 when all are. Of a pair this is asked of the second
    part, among readings whose first part is equal.
    """
    low_end = node.comparison in (Comparison.AT_MOST, Comparison.UNDER)
    match node.pick, same_day:
        case (Pick.LOWEST, _) | (Pick.LATEST | Pick.EARLIEST, SameDay.LOWEST):
            return low_end
        case (Pick.HIGHEST, _) | (Pick.LATEST | Pick.EARLIEST, SameDay.HIGHEST):
            return not low_end
        case _, SameDay.ANY:
            return True
        case _:
            raise UncheckedSchemeError("the scheme does not say which reading of one day counts")


def _bounds(comparison: Comparison, limit: Fraction) -> tuple[Fraction, Fraction]:
    scaled = limit * SCALE
    match comparison:
        case Comparison.AT_MOST:
            low, high = -sql.LARGEST, Fraction(floor(scaled), SCALE)
        case Comparison.UNDER:
            low, high = -sql.LARGEST, Fraction(ceil(scaled) - 1, SCALE)
        case Comparison.AT_LEAST:
            low, high = Fraction(ceil(scaled), SCALE), sql.LARGEST
        case Comparison.MORE_THAN:
            low, high = Fraction(floor(scaled) + 1, SCALE), sql.LARGEST
    return _held(low), _held(high)


def _up(value: Fraction) -> Fraction:
    return _held(Fraction(ceil(value * SCALE), SCALE))


def _down(value: Fraction) -> Fraction:
    return _held(Fraction(floor(value * SCALE), SCALE))


def _held(value: Fraction) -> Fraction:
    """The nearest value that the records can hold."""
    return max(-sql.LARGEST, min(sql.LARGEST, value))


@dataclass(frozen=True, slots=True)
class Order:
    """How pairs of one day stand in order: `offset` + `sign` x first part, in ten-thousandths, from 1 to `span`."""

    sign: int
    offset: int
    span: int


def order_of(node: PickValue, same_day: SameDay | None, reading: Reading | None) -> Order | None:
    """The order among the readings of the picked day; None where the test alone says which counts."""
    if (
        reading is None
        or node.value.second is None
        or same_day is SameDay.ANY
        or node.pick in (Pick.HIGHEST, Pick.LOWEST)
    ):
        return None
    low, high = int(reading.lowest * SCALE), int(reading.highest * SCALE)
    if same_day is SameDay.LOWEST:
        return Order(-1, high + 1, high - low + 1)
    return Order(1, 1 - low, high - low + 1)
