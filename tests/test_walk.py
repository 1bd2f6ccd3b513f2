"""Rules that look at all windows or all conditions miss none, also of a form that came in after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import made

from dsl.check.walk import every_condition, every_window
from dsl.model.conditions import Aged, AllOf, AnyOf, Condition, OnRegister, PickDay, SexIs
from dsl.model.days import EventDay, Ever, InBefore, InSchemeYear, Length, Pick, Window, YearEnd
from dsl.model.node import Node

BEFORE = InBefore(Length(3, "months"), EventDay(Pick.LATEST, "A_COD", InSchemeYear()))


@dataclass(frozen=True, slots=True)
class NewForm(Node):
    """A condition that no rule knows."""

    window: Window


def found(condition: Any) -> tuple[list[Any], list[Any]]:
    """The windows and the conditions of an indicator with that numerator."""
    scheme = made.scheme(indicators=(made.indicator(numerator=cast("Condition", condition)),)).scheme
    windows = [window for path, window in every_window(scheme) if path[-1] == "numerator"]
    return windows, [part for path, part in every_condition(scheme) if path[-1] == "numerator"]


def test_the_windows_of_a_form_that_is_new_are_found() -> None:
    windows, _ = found(AnyOf((SexIs("female"), cast("Condition", NewForm(BEFORE)))))

    assert windows == [BEFORE, InSchemeYear()]


def test_windows_in_anchors_and_both_windows_of_a_day_are_found_once() -> None:
    aged = Aged(18, None, EventDay(Pick.EARLIEST, "B_COD", Ever()))
    both = PickDay(Pick.LATEST, "A_COD", InBefore(Length(1, "years"), YearEnd()), BEFORE)
    inner = AllOf((aged, OnRegister("R")))
    windows, conditions = found(AnyOf((inner, both)))

    assert windows == [Ever(), both.window, BEFORE, InSchemeYear()]
    assert conditions == [AnyOf((inner, both)), inner, aged, OnRegister("R"), both]
