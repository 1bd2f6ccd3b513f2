"""The practice of the worked example, where there are few patients to show anything by."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import made
import pytest
from dossiers import COMPILER

from dsl.model.conditions import Aged, AllOf, OnRegister, SexIs
from dsl.model.days import YearEnd
from dsl.model.measures import Reason, Register
from dsl.model.pay import PointsOnRange
from targets.kit.dossier import assemble

HALF = PointsOnRange(Fraction(4), Fraction("0.6"), Fraction("0.9"))


@pytest.mark.parametrize("average", ["0.0000001", "0.0001", "0.0006", "0.0019", "0.003"])
@pytest.mark.parametrize("narrowed", [False, True])
def test_the_example_has_a_patient_however_rare_the_register(average: str, narrowed: bool) -> None:
    """Nobody of nobody shows no one how payment is worked out."""
    on = OnRegister("RARE")
    adults = Aged(18, None, YearEnd())
    indicator = made.indicator(
        "BP",
        replace(HALF, prevalence_of="RARE"),
        denominator=AllOf((on, adults, SexIs("female"))) if narrowed else on,
        exclusions=(Reason("New", adults), Reason("Moved", adults)),
        adjustments=(Reason("Asked not to", adults),),
    )
    rare = Register("RARE", "Rare", adults, Fraction(average))
    worked = assemble(made.scheme(indicators=(indicator,), registers=(rare,)), COMPILER).worked
    assert worked is not None
    (count,) = worked.counts.indicators

    assert 0 < count.numerator <= count.denominator
    assert count.eligible == count.denominator + sum(count.excluded) + sum(count.adjusted)
    assert count.eligible <= dict(worked.counts.registers)["RARE"]
    assert worked.statement.line("BP").pounds > 0
