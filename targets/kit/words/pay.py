"""Pay in words: forms, caps, instalments and the rules for money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import assert_never

from dsl.model.pay import (
    Amount,
    Flat,
    Instalment,
    Ladder,
    Pay,
    PerHead,
    PerItem,
    PerPatientAchieved,
    PerRegister,
    PointsOnRange,
    PotOnRange,
    PotPart,
    PracticeCap,
    Rung,
    SchemeCap,
    Submitted,
    Unpaid,
    Volume,
)
from dsl.model.scheme import EmptyDenominator, RoundAt, Rounding, RoundTo, RoundWay, SameDay, Scheme
from dsl.report.figures import listed
from targets.kit import figures

CALLED_ADJUSTMENTS_FROM = date(2019, 4, 1)
"""QOF called them exceptions in every year before 2019/20."""


def adjustments_name(scheme: Scheme) -> str:
    """exceptions, in scheme years before 2019/20; personalised care adjustments since."""
    return "exceptions" if scheme.first_day < CALLED_ADJUSTMENTS_FROM else "personalised care adjustments"


def pay(node: Pay) -> tuple[str, ...]:
    """What a clause pays, a sentence each."""
    match node:
        case PointsOnRange(points=most, lower=lower, upper=upper, prevalence_of=register):
            parts = (
                f"{figures.points(most)} at {figures.percent(upper)} or above.",
                f"No points at {figures.percent(lower)} or below.",
                "In between, points rise in proportion.",
            )
            adjusted = f"The points are multiplied by the practice's prevalence factor for {register}."
            return parts if register is None else (*parts, adjusted)
        case PotOnRange(weight=weight, lower=lower, upper=upper):
            return (
                f"{figures.percent(weight)} of the pot at {figures.percent(upper)} or above.",
                f"Nothing at {figures.percent(lower)} or below.",
                "In between, it rises in proportion.",
            )
        case Ladder(rungs=rungs, weight=weight):
            said = (*(_rung(rung) for rung in rungs), "Nothing below that.")
            return said if weight is None else (f"It is worth {figures.percent(weight)} of the pot.", *said)
        case PerPatientAchieved(rate=rate, limit=limit):
            each = f"{figures.money(rate)} for each patient achieved"
            return (f"{each}.",) if limit is None else (f"{each}, for at most {figures.patients(limit)}.",)
        case Unpaid():
            return ("Nothing. This measure is counted but not paid.",)
        case PerItem():
            return tuple(_each(node))
        case PerHead(rate=rate, list_kind=kind, day=day):
            return (f"{figures.money(rate)} for each {kind.value} patient of the practice on {figures.day(day)}.",)
        case PerRegister(rate=rate, register=register):
            return (f"{figures.money(rate)} for each patient on the {register} register on the day of the count.",)
        case Flat(amount=amount):
            return (f"{sum_of(amount)}.",)
        case _:
            assert_never(node)


def brief(node: Pay) -> str:
    """The pay in a few words, for a column of a table."""
    match node:
        case PointsOnRange(points=most):
            return figures.points(most)
        case PotOnRange(weight=weight):
            return f"{figures.percent(weight)} of the pot"
        case Ladder(rungs=rungs):
            return "; ".join(f"{sum_of(rung.amount)} from {figures.percent(rung.lower)}" for rung in rungs)
        case PerPatientAchieved(rate=rate, limit=limit):
            each = f"{figures.money(rate)} a patient achieved"
            return each if limit is None else f"{each}, up to {figures.patients(limit)}"
        case Unpaid():
            return "Nothing"
        case PerItem(rate=rate, volume=volume):
            each = f"{figures.money(rate)} each"
            if volume is None:
                return each
            then = f", then {figures.money(volume.beyond)} each" if volume.beyond else ""
            return f"{each}, up to {volume_of(volume)}{then}"
        case PerHead(rate=rate, list_kind=kind):
            return f"{figures.money(rate)} a {kind.value} patient"
        case PerRegister(rate=rate, register=register):
            return f"{figures.money(rate)} a patient on {register}"
        case Flat(amount=amount):
            return sum_of(amount)
        case _:
            assert_never(node)


def thresholds(node: Pay) -> str:
    """70% to 85%; from 85%; empty where achievement decides nothing."""
    match node:
        case PointsOnRange(lower=lower, upper=upper) | PotOnRange(lower=lower, upper=upper):
            return f"{figures.percent(lower)} to {figures.percent(upper)}"
        case Ladder(rungs=rungs):
            return f"from {figures.percent(min(rung.lower for rung in rungs))}"
        case PerPatientAchieved() | Unpaid() | PerItem() | PerHead() | PerRegister() | Flat():
            return ""
        case _:
            assert_never(node)


def volume_of(node: Volume) -> str:
    """90 in a quarter; 0.22 for each registered patient on 1 January 2026 in the scheme year"""
    per = "" if node.per_list is None else f" for each {node.per_list.value} patient{_on(node.day)}"
    return f"{figures.number(node.number)}{per} in {'a quarter' if node.per_quarter else 'the scheme year'}"


def _each(node: PerItem) -> Iterator[str]:
    each = f"{figures.money(node.rate)} for each that counts"
    if node.volume is None:
        yield f"{each}."
        return
    yield f"{each}, up to {volume_of(node.volume)}."
    yield f"{figures.money(node.volume.beyond)} for each beyond that." if node.volume.beyond else "Nothing beyond that."
    if node.volume.per_list is not None:
        yield "The limit is rounded down to a whole number."
    if node.volume.per_quarter:
        yield "Quarters are those of the scheme year."


def sum_of(amount: Amount) -> str:
    """8 points, £400, or 5% of the pot"""
    if amount.of_pot is not None:
        return f"{figures.percent(amount.of_pot)} of the pot"
    if amount.points is not None:
        return figures.points(amount.points)
    if amount.pounds is not None:
        return figures.money(amount.pounds)
    raise ValueError("an amount is points, pounds or a share of the pot")


def pot(parts: Sequence[PotPart]) -> str:
    """£1.20 for each registered patient on 1 January 2026 and £20,000 for each practice"""
    return listed([_in_pot(part) for part in parts], "and")


def _in_pot(part: PotPart) -> str:
    match part:
        case PerHead(rate=rate, list_kind=kind, day=day):
            return f"{figures.money(rate)} for each {kind.value} patient on {figures.day(day)}"
        case PerRegister(rate=rate, register=register):
            return f"{figures.money(rate)} for each patient on {register}"
        case Flat(amount=amount):
            return f"{sum_of(amount)} for each practice"
        case _:
            assert_never(part)


def submission(node: Submitted) -> str:
    """The practice has submitted "Improvement plan" by 30 June 2026"""
    return f"The practice has submitted “{node.what}” by {figures.day(node.by)}"


def instalments(parts: tuple[Instalment, ...]) -> tuple[str, ...]:
    """50% on 31 July 2026; none where all is paid at once."""
    return tuple(f"{figures.percent(part.share)} on {figures.day(part.day)}" for part in parts)


def practice_cap(node: PracticeCap) -> str:
    """No practice is paid more than …"""
    limit = figures.money(node.amount)
    if node.per_list is not None:
        limit = f"{limit} for each {node.per_list.value} patient{_on(node.day)}"
    under = "" if node.on is None else f" for {node.on}"
    return f"No practice is paid more than {limit}{under}."


def scheme_cap(node: SchemeCap) -> str:
    """All practices together …"""
    return (
        f"All practices together are paid no more than {figures.money(node.amount)}. If their payments come to more, "
        "each is reduced in the same proportion."
    )


def rounding(node: Rounding, each: str = "measure") -> str:
    """Where money is rounded, to what, and which way; `each` is what is paid for."""
    match node.at:
        case RoundAt.PAYMENT:
            what = f"The payment for each {each} is rounded"
        case RoundAt.TOTAL:
            what = f"Only the practice's total is rounded, not the payment for each {each}. It is rounded"
        case _:
            assert_never(node.at)
    unit = "penny" if node.to is RoundTo.PENNY else "pound"
    match node.way:
        case RoundWay.HALF_UP:
            return f"{what} to the nearest {unit}. Half a {unit} is rounded up."
        case RoundWay.DOWN:
            return f"{what} down to the {unit}."
        case RoundWay.UP:
            return f"{what} up to the next {unit}."
        case _:
            assert_never(node.way)


def empty_denominator(rule: EmptyDenominator) -> str:
    """What a measure pays a practice where nobody counts for it."""
    match rule:
        case EmptyDenominator.NOTHING:
            return "A measure pays nothing if the practice has no patients who count for it."
        case EmptyDenominator.IN_FULL:
            return "A measure pays as if it were achieved in full if the practice has no patients who count for it."
        case _:
            assert_never(rule)


def same_day(rule: SameDay) -> str:
    """Which of several readings on one day counts."""
    match rule:
        case SameDay.LOWEST:
            return "If there are several readings on the same day, the lowest counts."
        case SameDay.HIGHEST:
            return "If there are several readings on the same day, the highest counts."
        case SameDay.ANY:
            return "If there are several readings on the same day, one that meets the test is enough."
        case _:
            assert_never(rule)


def _rung(rung: Rung) -> str:
    amount = sum_of(rung.amount)
    if rung.upper is None:
        return f"{amount} at {figures.percent(rung.lower)} or above."
    if rung.upper == 1:
        return f"{amount} from {figures.percent(rung.lower)} to 100%."
    return f"{amount} from {figures.percent(rung.lower)} up to, but not including, {figures.percent(rung.upper)}."


def _on(day: date | None) -> str:
    return "" if day is None else f" on {figures.day(day)}"
