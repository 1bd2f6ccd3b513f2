"""Every expression has a grain and a unit, and stands only where one of that type is wanted."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from strategies import schemes

from dsl.model import days, pay
from dsl.model.checked import CheckedScheme
from dsl.model.conditions import Condition, PickValue
from dsl.model.counting import CountingForm
from dsl.model.days import Anchor, Window
from dsl.model.operators import DAY, ITEMS, OPERATORS, POINTS, POUNDS, SCHEME_DAY, TRUTH, WINDOW, type_of
from dsl.model.pay import ItemPay, Pay
from dsl.model.types import Grain, Type, Unit, fits
from dsl.model.walk import parts

FORMS: dict[Any, tuple[Type, ...]] = {
    Condition: (TRUTH,),
    Window: (WINDOW,),
    Anchor: (DAY, SCHEME_DAY),
    CountingForm: (ITEMS,),
    Pay: (POINTS, POUNDS),
    ItemPay: (POUNDS,),
}


def test_the_table_of_operators_is_the_union_of_all_forms() -> None:
    forms = {node for form in FORMS for node in form.__args__}
    assert forms == {row.node for row in OPERATORS}
    assert len(forms) == len(OPERATORS) > 30


@settings(max_examples=30, deadline=None)
@given(schemes())
def test_every_expression_of_a_scheme_has_the_type_of_its_place(drawn: CheckedScheme) -> None:
    scheme = drawn.scheme
    seen = 0
    for part in parts(scheme):
        for form, wanted in FORMS.items():
            if isinstance(part, form.__args__):
                assert any(fits(type_of(part), type) for type in wanted), part
                seen += 1
        if isinstance(part, PickValue):
            codes = scheme.code_list(part.codes)
            assert codes.unit is not None
            assert fits(type_of(part.value), Type(Grain.EVENT, codes.unit, paired=codes.paired))
    assert seen


def test_what_pays_in_points_and_what_in_pounds() -> None:
    points, pounds = pay.Amount(points=Fraction(6)), pay.Amount(pounds=Fraction(6))
    assert [type_of(pay.Flat(amount)) for amount in (points, pounds)] == [POINTS, POUNDS]
    rung = pay.Rung(Fraction(0), None, points)
    assert type_of(pay.Ladder((rung,))) == POINTS
    assert str(POUNDS) == "pounds for each practice"
    assert str(Type(Grain.EVENT, Unit.MMHG, paired=True)) == "paired mmHg for each event"


def test_what_is_no_expression_has_no_type() -> None:
    with pytest.raises(KeyError):
        type_of(days.Length(3, "months"))
