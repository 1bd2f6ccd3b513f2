"""Fill a dossier: all that targets tell of a scheme beside the scheme itself, worked out once, by the evaluator.

Two practices are made up and paid. The best one achieves every measure in full, with the average list and the
average prevalence; what it is paid is the most. The other is that of the worked example.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import assert_never

from dsl.model.checked import CheckedScheme
from dsl.model.measures import Indicator, Item, Paying
from dsl.model.pay import (
    Amount,
    IndicatorPay,
    Ladder,
    PerItem,
    PerPatientAchieved,
    PerRegister,
    PointsOnRange,
    PotOnRange,
    Unpaid,
    of_pot,
)
from dsl.model.scheme import Scheme
from dsl.prove import prove
from dsl.run.counts import IndicatorCount
from dsl.run.facts import registers_of
from dsl.run.stories import tell
from targets.kit.example import worked
from targets.kit.made_up import average_list, counts, inputs, paid
from targets.kit.price_list import in_full
from targets.kit.sizes import USUAL
from targets.kit.target import Dossier, Most


def assemble(checked: CheckedScheme, compiler: str) -> Dossier:
    """The dossier of a checked scheme; `compiler` is the program's name and version."""
    return Dossier(
        checked,
        compiler,
        stories=tell(checked),
        worked=worked(checked),
        most=_most(checked),
        claims=prove(checked.scheme),
    )


def _most(checked: CheckedScheme) -> Most:
    scheme = checked.scheme
    size = average_list(scheme)
    endless = {clause.code for clause in scheme.paying if _has_no_limit(clause, scheme)}
    indicators = tuple(_count(indicator, *_best(indicator, scheme, size)) for indicator in scheme.indicators)
    registers = tuple((name, _expected(name, scheme, size)) for name in _registers(scheme))
    factors = tuple((name, Fraction(1)) for name in _registers(scheme))
    given = inputs(scheme, "BEST", "A practice of average list", size, factors)
    items = tuple(in_full(item, scheme, size, _unlimited(item, scheme, size)) for item in scheme.items)
    statement = paid(checked, given, counts("BEST", size, registers, indicators, items))
    capped = {cap.on for cap in scheme.practice_caps}
    uncapped = endless - capped
    by_clause = tuple((line.code, None if line.code in uncapped else line.pounds) for line in statement.lines)
    no_total = uncapped and None not in capped and scheme.scheme_cap is None
    return Most(size, by_clause, None if no_total else statement.total, bool(statement.reductions))


def _registers(scheme: Scheme) -> tuple[str, ...]:
    """Registers whose size a payment asks for, in the scheme's order."""
    wanted = {name for clause in scheme.paying for name in registers_of(clause, scheme)}
    return tuple(register.name for register in scheme.registers if register.name in wanted)


def _expected(name: str, scheme: Scheme, size: Fraction) -> int:
    """Patients on a register of average prevalence; where none is stated, so many that every limit is reached."""
    average = scheme.register(name).average_prevalence
    if average is not None:
        return floor(average * size)
    forms = [*(payment.pay for payment in scheme.payments), *scheme.pot]
    rates = [form.rate for form in forms if isinstance(form, PerRegister) and form.register == name]
    return max([USUAL, *(_enough(rate, scheme, size) for rate in rates)])


def _has_no_limit(clause: Paying, scheme: Scheme) -> bool:
    """Whether nothing in the form of pay itself settles how much it can come to."""
    if of_pot(clause.pay) is not None:
        parts = (part.register for part in scheme.pot if isinstance(part, PerRegister))
        return any(scheme.register(name).average_prevalence is None for name in parts)
    match clause.pay:
        case PerPatientAchieved(limit=limit):
            return limit is None
        case PerItem(volume=volume):
            return volume is None or volume.beyond > 0
        case PerRegister(register=name):
            return scheme.register(name).average_prevalence is None
        case _:
            return False


def _enough(rate: Fraction, scheme: Scheme, size: Fraction) -> int:
    """Patients for whom so much is due that every limit of the scheme is passed; 0 where it has none."""
    limits = [cap.amount * (1 if cap.per_list is None else size) for cap in scheme.practice_caps]
    limits += [] if scheme.scheme_cap is None else [scheme.scheme_cap.amount]
    return floor(max(limits) / rate) + 2 if limits and rate else 0


def _unlimited(item: Item, scheme: Scheme, size: Fraction) -> int:
    """Items for which so much is due that every limit of the scheme is passed."""
    return _enough(item.pay.rate, scheme, size)


def _count(indicator: Indicator, numerator: int, denominator: int) -> IndicatorCount:
    excluded, adjusted = (0,) * len(indicator.exclusions), (0,) * len(indicator.adjustments)
    return IndicatorCount(indicator.code, denominator, excluded, adjusted, denominator, numerator)


def _best(indicator: Indicator, scheme: Scheme, size: Fraction) -> tuple[int, int]:
    """Achieved, and of how many: where the form pays most."""
    form: IndicatorPay = indicator.pay
    match form:
        case PointsOnRange() | PotOnRange() | Unpaid():
            return 1, 1
        case Ladder(rungs=rungs):
            best = max(rungs, key=lambda rung: _size(rung.amount))
            return best.lower.numerator, best.lower.denominator
        case PerPatientAchieved(limit=limit, rate=rate):
            most = _enough(rate, scheme, size) if limit is None else limit
            return most, most
        case _:
            assert_never(form)


def _size(amount: Amount) -> Fraction:
    return amount.points or amount.pounds or amount.of_pot or Fraction(0)
