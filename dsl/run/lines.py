"""What one clause pays one practice: a short function for each form of pay, with its steps in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import assert_never

from dsl.model.measures import Indicator, Item, Paying, Payment
from dsl.model.pay import (
    Amount,
    Flat,
    Instalment,
    Ladder,
    ListKind,
    PaymentPay,
    PerHead,
    PerPatientAchieved,
    PerRegister,
    PointsOnRange,
    PotOnRange,
    Rung,
    Unpaid,
)
from dsl.model.scheme import EmptyDenominator, RoundAt, Rounding, Scheme
from dsl.model.standing import of_result
from dsl.report import figures
from dsl.run.counts import IndicatorCount
from dsl.run.each import paid_each
from dsl.run.facts import Facts, list_day
from dsl.run.limits import limited
from dsl.run.statement import Due, Line
from dsl.run.taking_part import not_signed_up
from dsl.run.values import UncheckedSchemeError, rounded
from dsl.run.when import When

NONE = Fraction(0)
ALL = Fraction(1)


@dataclass(frozen=True, slots=True)
class Earned:
    """What a form of pay comes to before rounding."""

    pounds: Fraction
    steps: tuple[str, ...]
    points: Fraction | None = None
    prevalence_factor: Fraction | None = None
    list_factor: Fraction | None = None


def line_of(clause: Paying, facts: Facts, scheme: Scheme, when: When) -> Line:
    """The line of one clause: earned, rounded where the scheme rounds payments, held to its own limits, in instalments.

    What the practice has not signed up for is counted, and pays nothing. `facts` must be free of problems for this
    clause (`dsl.run.facts.problems_of`).
    """
    count = facts.indicator(clause.code) if isinstance(clause, Indicator) else None
    items = facts.item(clause.code) if isinstance(clause, Item) else None
    without = not_signed_up(clause, facts.inputs, when)
    earned = Earned(NONE, (without,)) if without else _earned(clause, facts, scheme, when)
    whole, rounding = _at_payment(earned.pounds, scheme.rounding)
    caps = [] if without else [cap for cap in scheme.practice_caps if cap.on == clause.code]
    due, limits = limited(whole, caps, facts, scheme)
    return Line(
        clause.code,
        clause.title,
        count.numerator if count else None,
        count.denominator if count else None,
        None if count is None else _reached(count),
        points=earned.points,
        prevalence_factor=earned.prevalence_factor,
        list_factor=earned.list_factor,
        exact=earned.pounds,
        pounds=due,
        over_limit=whole - due,
        instalments=instalments(due, clause.instalments, scheme.rounding),
        steps=(*earned.steps, *rounding, *(step for limit in limits for step in limit.steps)),
        excluded=sum(count.excluded) if count else None,
        adjusted=sum(count.adjusted) if count else None,
        standing=of_result(clause, scheme).standing,
        items=sum(items.quarters) if items else None,
        signed_up=not without,
    )


def _reached(count: IndicatorCount) -> Fraction | None:
    return Fraction(count.numerator, count.denominator) if count.denominator else None


def _earned(clause: Paying, facts: Facts, scheme: Scheme, when: When) -> Earned:
    match clause:
        case Indicator():
            count = facts.indicator(clause.code)
            return _of_indicator(clause, count, _reached(count), facts, scheme)
        case Item():
            return Earned(*paid_each(clause, facts.item(clause.code), facts))
        case Payment():
            return _of_payment(clause, facts, scheme, when)
        case _:
            assert_never(clause)


def _at_payment(pounds: Fraction, rounding: Rounding) -> tuple[Fraction, tuple[str, ...]]:
    if rounding.at is not RoundAt.PAYMENT:
        return pounds, ()
    whole = rounded(pounds, rounding)
    if whole == pounds:
        return whole, ()
    way = f"rounded {rounding.way.value} to the {rounding.to.value}"
    return whole, (f"{figures.money(pounds)}, {way}: {figures.money(whole)}",)


def instalments(pounds: Fraction, parts: Sequence[Instalment], rounding: Rounding) -> tuple[Due, ...]:
    """Each share rounded as the scheme rounds, and never more than is left; the last carries what remains."""
    left = pounds
    due: list[Due] = []
    for part in parts[:-1]:
        due.append(Due(part.day, min(rounded(pounds * part.share, rounding), left)))
        left -= due[-1].pounds
    due += [Due(part.day, left) for part in parts[-1:]]
    return tuple(due)


def _of_indicator(
    indicator: Indicator, count: IndicatorCount, achievement: Fraction | None, facts: Facts, scheme: Scheme
) -> Earned:
    pay = indicator.pay
    said, reached = _achievement(count, achievement, scheme)
    match pay:
        case PointsOnRange():
            return _points_on_range(pay, reached, said, facts, scheme)
        case PotOnRange():
            share, steps = _share(pay, reached, "all of the weight")
            if 0 < share < 1:
                of_pot = figures.percent(share * pay.weight)
                steps += (f"{figures.number(share)} × {figures.percent(pay.weight)} = {of_pot} of the pot",)
            return _shared_out(share * pay.weight, (said, *steps), facts, scheme)
        case Ladder():
            return _ladder(pay, reached, said, facts, scheme)
        case PerPatientAchieved():
            return _per_patient(pay, count.numerator)
        case Unpaid():
            return Earned(NONE, (said, "collected, not paid"))
        case _:
            assert_never(pay)


def _achievement(count: IndicatorCount, achievement: Fraction | None, scheme: Scheme) -> tuple[str, Fraction | None]:
    """How achievement reads, and what it pays as: None pays nothing."""
    if achievement is not None:
        counted = f"{count.numerator:,} of {figures.patients(count.denominator)} achieved"
        return f"{counted}: {figures.percent(achievement)}", achievement
    match scheme.empty_denominator:
        case EmptyDenominator.NOTHING:
            return "nobody is in the denominator, which pays nothing", None
        case EmptyDenominator.IN_FULL:
            return "nobody is in the denominator, which pays as 100% does", ALL
        case None:
            return "nobody is in the denominator", None
        case _:
            assert_never(scheme.empty_denominator)


def _points_on_range(pay: PointsOnRange, reached: Fraction | None, said: str, facts: Facts, scheme: Scheme) -> Earned:
    share, steps = _share(pay, reached, f"all {figures.points(pay.points)}")
    points = share * pay.points
    steps = (said, *steps)
    if 0 < share < 1:
        steps += (f"{figures.number(share)} × {figures.points(pay.points)} = {figures.points(points)}",)
    if pay.prevalence_of is None:
        return _priced(points, steps, facts, scheme)
    factor, how = prevalence_factor(pay.prevalence_of, facts, scheme)
    times = f"{figures.points(points)} × {figures.number(factor)} = {figures.points(points * factor)}"
    return _priced(points * factor, (*steps, how, times), facts, scheme, factor)


def _share(pay: PointsOnRange | PotOnRange, reached: Fraction | None, most: str) -> tuple[Fraction, tuple[str, ...]]:
    """What part of the points or the weight is earned, from 0 to 1."""
    if reached is None:
        return NONE, ()
    at, lower, upper = (figures.percent(value) for value in (reached, pay.lower, pay.upper))
    if reached <= pay.lower:
        return NONE, (f"{at} is not above {lower}: {'no points' if isinstance(pay, PointsOnRange) else 'nothing'}",)
    if reached >= pay.upper:
        return ALL, (f"{at} is at or above {upper}: {most}",)
    share = (reached - pay.lower) / (pay.upper - pay.lower)
    return share, (f"({at} − {lower}) ÷ ({upper} − {lower}) = {figures.number(share)}",)


def prevalence_factor(register: str, facts: Facts, scheme: Scheme) -> tuple[Fraction, str]:
    """The practice's prevalence over the average: fixed, or worked out from its register and its list; and how."""
    fixed = facts.factor(register)
    if fixed is not None:
        return fixed, f"prevalence factor of {register}: {figures.number(fixed)}, as stated"
    average = scheme.register(register).average_prevalence
    if not average:
        raise UncheckedSchemeError(f"the scheme states no average prevalence of {register} to divide by")
    size, on_list = facts.on_register(register), facts.list_size(ListKind.REGISTERED, list_day(scheme, None))
    factor = size / on_list / average
    worked = f"{size:,} on the register ÷ {figures.number(on_list)} on the list ÷ {figures.percent(average)}"
    return factor, f"prevalence factor of {register}: {worked} = {figures.number(factor)}"


def _ladder(pay: Ladder, reached: Fraction | None, said: str, facts: Facts, scheme: Scheme) -> Earned:
    if reached is None:
        return _amount(_nothing_like(pay.rungs[0].amount), (said,), facts, scheme)
    rung = rung_at(pay, reached)
    if rung is None:
        return _amount(_nothing_like(pay.rungs[0].amount), (said, "on no rung"), facts, scheme)
    end = "" if rung.upper is None else f" up to {figures.percent(rung.upper)}"
    return _amount(rung.amount, (said, f"on the rung from {figures.percent(rung.lower)}{end}"), facts, scheme)


def rung_at(pay: Ladder, reached: Fraction) -> Rung | None:
    """The rung on which an achievement stands; the topmost, where it ends at 100%, has that end too."""
    top = max(pay.rungs, key=lambda rung: rung.lower)
    for rung in pay.rungs:
        closed = rung is top and rung.upper == ALL and reached == ALL
        if rung.lower <= reached and (rung.upper is None or reached < rung.upper or closed):
            return rung
    return None


def _nothing_like(amount: Amount) -> Amount:
    """Nothing, in the same coin."""
    if amount.of_pot is not None:
        return Amount(of_pot=NONE)
    return Amount(pounds=NONE) if amount.points is None else Amount(points=NONE)


def _per_patient(pay: PerPatientAchieved, achieved: int) -> Earned:
    paid = achieved if pay.limit is None else min(achieved, pay.limit)
    limit = "" if paid == achieved else f", of whom {paid:,} are paid for"
    pounds = pay.rate * paid
    times = f"{figures.patients(paid)} × {figures.money(pay.rate)} = {figures.money(pounds)}"
    return Earned(pounds, (f"{figures.patients(achieved)} achieved{limit}", times))


def _of_payment(payment: Payment, facts: Facts, scheme: Scheme, when: When) -> Earned:
    met, said = _submitted(payment, facts, when)
    pay = payment.pay
    if not met:
        in_points = isinstance(pay, Flat) and pay.amount.points is not None
        return Earned(NONE, (*said, "nothing is due"), NONE if in_points else None)
    return _by_form(pay, said, facts, scheme)


def _by_form(pay: PaymentPay, said: tuple[str, ...], facts: Facts, scheme: Scheme) -> Earned:
    match pay:
        case PerHead():
            return _per_head(pay, said, facts)
        case PerRegister():
            size = facts.on_register(pay.register)
            pounds = pay.rate * size
            times = f"{figures.patients(size)} on {pay.register} × {figures.money(pay.rate)} = {figures.money(pounds)}"
            return Earned(pounds, (*said, times))
        case Flat():
            return _amount(pay.amount, said, facts, scheme)
        case _:
            assert_never(pay)


def _per_head(pay: PerHead, said: tuple[str, ...], facts: Facts) -> Earned:
    size = facts.list_size(pay.list_kind, pay.day)
    pounds = pay.rate * size
    on = f"{figures.number(size)} {pay.list_kind.value} patients on {figures.day(pay.day)}"
    return Earned(pounds, (*said, f"{on} × {figures.money(pay.rate)} = {figures.money(pounds)}"))


def _submitted(payment: Payment, facts: Facts, when: When) -> tuple[bool, tuple[str, ...]]:
    """Whether all that the payment waits for was declared in time, by the reference date."""
    met, said = True, []
    for condition in payment.conditions:
        days = [on for what, on in facts.inputs.submitted if what == condition.what and on <= when.reference]
        first = min(days, default=date.max)
        if first <= condition.by:
            said.append(f"“{condition.what}” was submitted on {figures.day(first)}")
        else:
            met = False
            said.append(f"“{condition.what}” was not submitted by {figures.day(min(condition.by, when.reference))}")
    return met, tuple(said)


def _amount(amount: Amount, said: tuple[str, ...], facts: Facts, scheme: Scheme) -> Earned:
    """A fixed amount, in pounds, in points, or in shares of the pot."""
    if amount.points is not None:
        return _priced(amount.points, said, facts, scheme)
    if amount.of_pot is not None:
        return _shared_out(amount.of_pot, said, facts, scheme)
    pounds = amount.pounds or NONE
    return Earned(pounds, (*said, figures.money(pounds)))


def _shared_out(share: Fraction, said: tuple[str, ...], facts: Facts, scheme: Scheme) -> Earned:
    """A share of the pot in pounds. The pot is all its parts together, each paid as a payment of its form is."""
    if not scheme.pot:
        raise UncheckedSchemeError("the scheme does not say what is in the pot")
    pot, steps = NONE, said
    for part in scheme.pot:
        earned = _by_form(part, ("in the pot:",), facts, scheme)
        pot += earned.pounds
        steps += (" ".join(earned.steps),)
    if len(scheme.pot) > 1:
        steps += (f"the pot in all: {figures.money(pot)}",)
    pounds = share * pot
    return Earned(pounds, (*steps, f"{figures.percent(share)} × {figures.money(pot)} = {figures.money(pounds)}"))


def _priced(
    points: Fraction, said: tuple[str, ...], facts: Facts, scheme: Scheme, prevalence: Fraction | None = None
) -> Earned:
    """Points in pounds: times what a point is worth, times the practice's list over the size that is stated for it."""
    value = scheme.point_value
    if value is None:
        raise UncheckedSchemeError("the scheme does not say what a point is worth")
    if value.list_size is None:
        pounds = points * value.pounds
        times = f"{figures.points(points)} × {figures.money(value.pounds)} = {figures.money(pounds)}"
        return Earned(pounds, (*said, times), points, prevalence)
    on = list_day(scheme, value.day)
    size = facts.list_size(ListKind.REGISTERED, on)
    factor = size / value.list_size
    listed = f"{figures.number(size)} patients on {figures.day(on)} ÷ {figures.number(value.list_size)}"
    pounds = points * value.pounds * factor
    times = (
        f"{figures.points(points)} × {figures.money(value.pounds)} × {figures.number(factor)} = {figures.money(pounds)}"
    )
    return Earned(
        pounds, (*said, f"list factor: {listed} = {figures.number(factor)}", times), points, prevalence, factor
    )
