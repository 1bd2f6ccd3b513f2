"""Values of events: which a list takes, what a comparison accepts, and which of one day counts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from sqlglot import exp

from dsl.model.conditions import Comparison, PickValue
from dsl.model.days import Pick
from dsl.model.measures import CodeList
from dsl.model.scheme import SameDay
from dsl.run.values import UncheckedSchemeError
from targets.kit import sql_text as sql

SCALE = 10**sql.PLACES
COMPARED: dict[Comparison, type[exp.Predicate]] = {
    Comparison.AT_MOST: exp.LTE,
    Comparison.AT_LEAST: exp.GTE,
    Comparison.UNDER: exp.LT,
    Comparison.MORE_THAN: exp.GT,
}


def value() -> exp.Expr:
    """The value of an event, or the first part of a pair."""
    return sql.col("value", "e")


def second_value() -> exp.Expr:
    """The second part of a pair."""
    return sql.col("second_value", "e")


def usable(codes: CodeList) -> exp.Expr | None:
    """An event counts for the list: it has no value, or a whole one in the list's unit and within what is plausible.

    None for a list whose values are not looked at.
    """
    if codes.unit is None:
        return None
    valueless = sql.is_missing(value())
    other_unit = exp.EQ(this=sql.col("unit", "e"), expression=sql.text(codes.unit.value))
    read = [sql.any_of([sql.is_missing(sql.col("unit", "e")), other_unit])]
    low, high = codes.low, codes.high
    read.append(_within(value(), low.number if low else None, high.number if high else None))
    if codes.paired:
        valueless = sql.all_of([valueless, sql.is_missing(second_value())])
        read.append(_within(second_value(), low.second if low else None, high.second if high else None))
    return sql.any_of([valueless, sql.all_of(read)])


@dataclass(frozen=True, slots=True)
class Order:
    """How pairs of one day stand in order: `offset` + `sign` x first part, in ten-thousandths, from 1 to `span`."""

    sign: int
    offset: int
    span: int

    def of_event(self) -> exp.Expr:
        """The place of an event among those of its day."""
        scaled = sql.cast(exp.Mul(this=value(), expression=sql.number(SCALE)), "bigint")
        placed = exp.Sub if self.sign < 0 else exp.Add
        return exp.Paren(this=placed(this=sql.number(self.offset), expression=scaled))


def order_of(node: PickValue, codes: CodeList, same_day: SameDay | None) -> Order | None:
    """The order among the pairs of the picked day; None where the test alone says which counts."""
    if node.value.second is None or same_day is SameDay.ANY:
        return None
    low = ceil(max(codes.low.number if codes.low else -sql.LARGEST, -sql.LARGEST) * SCALE)
    high = floor(min(codes.high.number if codes.high else sql.LARGEST, sql.LARGEST) * SCALE)
    span = max(1, high - low + 1)
    return Order(-1, high + 1, span) if same_day is SameDay.LOWEST else Order(1, 1 - low, span)


def meets(node: PickValue) -> exp.Expr:
    """The value of an event, if it has one, compares as it should, both parts of a pair."""
    compare = COMPARED[node.comparison]
    parts: list[exp.Expr] = [compare(this=value(), expression=sql.number(node.value.number))]
    if node.value.second is not None:
        parts.append(compare(this=second_value(), expression=sql.number(node.value.second)))
    return sql.all_of(parts)


def any_will_do(node: PickValue, same_day: SameDay | None) -> bool:
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


def _within(part: exp.Expr, low: Fraction | None, high: Fraction | None) -> exp.Expr:
    if low is not None and high is not None:
        return exp.Between(this=part, low=sql.number(low), high=sql.number(high))
    if low is not None:
        return exp.GTE(this=part, expression=sql.number(low))
    if high is not None:
        return exp.LTE(this=part, expression=sql.number(high))
    return sql.negated(sql.is_missing(part))
