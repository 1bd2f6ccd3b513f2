"""Fill a dossier: all that targets tell of a scheme beside the scheme itself, worked out once, by the evaluator.

The practices paid here are made up. The best practice achieves every measure in full, with the average list and the
average prevalence. The worked one stands midway in its first measure, exactly at a threshold in its second, above
the range in its third, and so on in turn: the cases that readers ask about.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import floor
from typing import assert_never

from dsl.model.checked import CheckedScheme
from dsl.model.measures import Indicator
from dsl.model.pay import Amount, IndicatorPay, Ladder, PerPatientAchieved, PerRegister, PointsOnRange, Unpaid
from dsl.model.scheme import Scheme
from dsl.run.counts import IndicatorCount, ListSize, PracticeCounts, PracticeInputs
from dsl.run.facts import lists_wanted, register_of
from dsl.run.pay import pay
from dsl.run.statement import Statement
from dsl.run.stories import tell
from dsl.run.when import When
from targets.kit.target import Dossier, Most, Worked

STAND_IN = Fraction(10_000)
"""The list of a practice in a scheme that names no average list."""

MOST_OF = Fraction(3, 4)
"""How many are achieved where pay has no thresholds."""

MORE_THAN_AVERAGE = (Fraction(11, 10), Fraction(9, 10), Fraction(1))
"""Prevalence in the worked practice, as a share of the average, register by register in turn."""

USUAL = 200
"""Patients of a measure whose register has no stated prevalence."""


def assemble(checked: CheckedScheme, compiler: str) -> Dossier:
    """The dossier of a checked scheme; `compiler` is the program's name and version."""
    return Dossier(checked, compiler, stories=tell(checked), worked=_worked(checked), most=_most(checked))


def _most(checked: CheckedScheme) -> Most:
    scheme = checked.scheme
    size = _average_list(scheme)
    indicators = tuple(_count(indicator, *_best(indicator.pay)) for indicator in scheme.indicators)
    registers = tuple((name, _expected(name, size, scheme)) for name in _registers(scheme))
    factors = tuple((name, Fraction(1)) for name in _registers(scheme))
    inputs = _inputs(scheme, "BEST", "A practice of average list", size, factors)
    statement = _pay(checked, inputs, _counts("BEST", size, registers, indicators))
    sums = {line.code: line.pounds for line in statement.lines}
    endless = {clause.code for clause in scheme.indicators if _has_no_limit(clause.pay)}
    endless |= {
        payment.code
        for payment in scheme.payments
        if isinstance(payment.pay, PerRegister) and scheme.register(payment.pay.register).average_prevalence is None
    }
    by_clause = tuple((code, None if code in endless else pounds) for code, pounds in sums.items())
    return Most(size, by_clause, None if endless else statement.total)


def _worked(checked: CheckedScheme) -> Worked:
    scheme = checked.scheme
    size = Fraction(-(-_average_list(scheme) // 1000) * 1000)
    registers = tuple(
        (name, floor(_expected(name, size, scheme) * MORE_THAN_AVERAGE[place % len(MORE_THAN_AVERAGE)]))
        for place, name in enumerate(_registers(scheme))
    )
    cases: tuple[Callable[[IndicatorPay], Fraction], ...] = (_midway, _at_lower, _above)
    indicators = tuple(
        _example(indicator, cases[place % len(cases)], dict(registers))
        for place, indicator in enumerate(scheme.indicators)
    )
    inputs = _inputs(scheme, "EXAMPLE", "The example practice", size, ())
    counts = _counts("EXAMPLE", size, registers, indicators)
    return Worked(inputs, counts, _pay(checked, inputs, counts))


def _pay(checked: CheckedScheme, inputs: PracticeInputs, counts: PracticeCounts) -> Statement:
    settled = pay(checked, [inputs], [counts], When(_reference(checked.scheme)))
    if settled.problems:
        raise ValueError(f"a made-up practice cannot be paid: {settled.problems[0].what}")
    return settled.statements[0]


def _reference(scheme: Scheme) -> date:
    """A day by which the year is over and everything could be submitted."""
    return max(scheme.last_day, *(wanted.by for payment in scheme.payments for wanted in payment.conditions), date.min)


def _average_list(scheme: Scheme) -> Fraction:
    value = scheme.point_value
    return STAND_IN if value is None or value.list_size is None else value.list_size


def _registers(scheme: Scheme) -> tuple[str, ...]:
    """Registers whose size a payment asks for, in the scheme's order."""
    wanted = {register_of(clause) for clause in scheme.indicators} | {register_of(clause) for clause in scheme.payments}
    return tuple(register.name for register in scheme.registers if register.name in wanted)


def _expected(name: str, size: Fraction, scheme: Scheme) -> int:
    """Patients on a register of average prevalence."""
    average = scheme.register(name).average_prevalence
    return USUAL if average is None else floor(average * size)


def _inputs(
    scheme: Scheme, practice: str, name: str, size: Fraction, factors: tuple[tuple[str, Fraction], ...]
) -> PracticeInputs:
    lists = tuple(ListSize(kind, on, size) for kind, on in lists_wanted(scheme, [name for name, _ in factors]))
    submitted = {(wanted.what, wanted.by) for payment in scheme.payments for wanted in payment.conditions}
    return PracticeInputs(practice, name, scheme.first_day, None, lists, tuple(sorted(submitted)), factors)


def _counts(
    practice: str, size: Fraction, registers: tuple[tuple[str, int], ...], indicators: tuple[IndicatorCount, ...]
) -> PracticeCounts:
    population = max([floor(size), *(count for _, count in registers), *(count.eligible for count in indicators)])
    return PracticeCounts(practice, population, registers, indicators)


def _count(indicator: Indicator, numerator: int, denominator: int, adjusted: int = 0) -> IndicatorCount:
    """Counts of one indicator, with `adjusted` patients under its first adjustment."""
    under = tuple(adjusted if place == 0 else 0 for place in range(len(indicator.adjustments)))
    nobody = (0,) * len(indicator.exclusions)
    return IndicatorCount(indicator.code, denominator + sum(under), nobody, under, denominator, numerator)


def _has_no_limit(form: IndicatorPay) -> bool:
    return isinstance(form, PerPatientAchieved) and form.limit is None


def _best(form: IndicatorPay) -> tuple[int, int]:
    """Achieved, and of how many: where the form pays most."""
    match form:
        case PointsOnRange() | Unpaid():
            return 1, 1
        case Ladder(rungs=rungs):
            best = max(rungs, key=lambda rung: _size(rung.amount))
            return best.lower.numerator, best.lower.denominator
        case PerPatientAchieved(limit=limit):
            return limit or 0, limit or 0
        case _:
            assert_never(form)


def _size(amount: Amount) -> Fraction:
    return amount.points or amount.pounds or Fraction(0)


def _example(
    indicator: Indicator, case: Callable[[IndicatorPay], Fraction], registers: dict[str, int]
) -> IndicatorCount:
    """A round denominator, the rest of the register under the first adjustment, and the case's achievement of it."""
    eligible = registers.get(register_of(indicator) or "", USUAL)
    round_to = 200 if eligible >= 2 * USUAL else 20
    kept = eligible - eligible % round_to if indicator.adjustments else eligible
    return _count(indicator, floor(case(indicator.pay) * kept), kept, eligible - kept)


def _midway(form: IndicatorPay) -> Fraction:
    match form:
        case PointsOnRange(lower=lower, upper=upper):
            return (lower + upper) / 2
        case Ladder(rungs=rungs):
            return rungs[0].lower
        case PerPatientAchieved() | Unpaid():
            return MOST_OF
        case _:
            assert_never(form)


def _at_lower(form: IndicatorPay) -> Fraction:
    match form:
        case PointsOnRange(lower=lower):
            return lower
        case Ladder(rungs=rungs):
            return min(rung.lower for rung in rungs) / 2
        case PerPatientAchieved() | Unpaid():
            return MOST_OF
        case _:
            assert_never(form)


def _above(form: IndicatorPay) -> Fraction:
    match form:
        case PointsOnRange(upper=upper):
            return (upper + 1) / 2
        case Ladder() | PerPatientAchieved() | Unpaid():
            return Fraction(1)
        case _:
            assert_never(form)
