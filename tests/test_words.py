"""The sentences made from a scheme: every node has words, and no two have the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any

import made
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import YEARS, conditions, countings, uplifts_of, windows
from strategies_pay import indicator_pay, item_pay, payment_pay

from dsl.model import operators
from dsl.model.conditions import Condition, Everyone, OnRegister, PickDay
from dsl.model.counting import Counting
from dsl.model.days import EventDay, Ever, FromTo, FromToAfter, InAfter, InBefore, InSchemeYear, OneSided, Pick, Window
from dsl.model.measures import Register
from dsl.model.pay import Pay, Uplift
from dsl.model.walk import parts
from targets.kit import words

YEAR = YEARS[0]
REGISTERS = (
    Register("R0", "People with asthma", Everyone()),
    Register("R1", "People with asthma", Everyone()),
    Register("R2", "Hypertension", Everyone()),
)
SCHEME = made.scheme(first_day=YEAR[0], last_day=YEAR[1], registers=REGISTERS).scheme
CONDITIONS = conditions(YEAR, ("R0", "R1"))
PAY = st.one_of(indicator_pay(("R0", "R1")), item_pay(YEAR), payment_pay(YEAR, ("R0", "R1")))


def changed(node: Any) -> Iterator[Any]:
    """The node with one thing in it changed, in every way and at every depth; what comes out has the same types."""
    match node:
        case bool():
            yield not node
        case Enum():
            yield from (other for other in type(node) if other is not node)
        case int() | Fraction():
            yield node + 1
        case date():
            yield node + timedelta(days=1)
        case str():
            yield OTHER.get(node, "HBA_COD")
        case tuple():
            for place, part in enumerate(node):
                yield from ((*node[:place], other, *node[place + 1 :]) for other in changed(part))
        case None:
            return
        case _:
            assert is_dataclass(node) and not isinstance(node, type)
            for each in fields(node):
                if each.compare and each.name not in UNSAID:
                    yield from (replace(node, **{each.name: new}) for new in changed(getattr(node, each.name)))


OTHER = {
    **{"days": "weeks", "weeks": "months", "months": "years", "years": "days"},
    **{"female": "male", "male": "female", "R0": "R1", "R1": "R0", "HBA_COD": "BP_COD"},
}
UNSAID = ("origin",)
"""What the words of a node leave to the marks beside them."""

COUNTED = {"changes": 0}


@settings(max_examples=300, deadline=None)
@given(st.one_of(CONDITIONS, windows(YEAR)))
def check_a_change_is_seen(node: Condition | Window) -> None:
    say = words.window if isinstance(node, WINDOWS) else words.who
    for other in changed(node):
        if legal(other):
            assert say(other, SCHEME) != say(node, SCHEME), other
            COUNTED["changes"] += 1


WINDOWS = (Ever, InSchemeYear, InBefore, InAfter, FromToAfter, FromTo, OneSided)


def legal(node: object) -> bool:
    """An event's day is that of the latest or earliest; `highest` and `lowest` go by value."""
    by_day = (PickDay, EventDay)
    return not any(isinstance(part, by_day) and part.pick in (Pick.HIGHEST, Pick.LOWEST) for part in parts(node))


def test_changing_any_figure_list_register_or_window_changes_the_words() -> None:
    check_a_change_is_seen()

    assert COUNTED["changes"] > 500


@settings(max_examples=60, deadline=None)
@given(PAY)
def test_changing_any_figure_of_pay_changes_the_words(pay: Pay) -> None:
    for other in changed(pay):
        assert words.pay(other) != words.pay(pay)


@settings(max_examples=60, deadline=None)
@given(countings())
def test_changing_any_rule_of_an_item_changes_the_words(counting: Counting) -> None:
    for other in changed(counting):
        assert words.counting(other, SCHEME) != words.counting(counting, SCHEME)


@settings(max_examples=40, deadline=None)
@given(st.lists(CONDITIONS, min_size=20, max_size=40))
def test_no_two_conditions_have_the_same_words(drawn: list[Condition]) -> None:
    assert len({words.who(node, SCHEME) for node in drawn}) == len(set(drawn))
    assert len({words.group(node, SCHEME) for node in drawn}) == len(set(drawn))


@settings(max_examples=40, deadline=None)
@given(st.lists(windows(YEAR), min_size=20, max_size=60))
def test_no_two_windows_have_the_same_words(drawn: list[Window]) -> None:
    assert len({words.window(node, SCHEME) for node in drawn}) == len(set(drawn))


def test_a_register_is_named_by_its_title() -> None:
    assert words.who(OnRegister("R0"), SCHEME) == "who are on the register of people with asthma (R0)"
    assert words.who(OnRegister("R2", negated=True), SCHEME) == "who are not on the register “Hypertension” (R2)"


SAID: set[type] = set()


@settings(max_examples=400, deadline=None)
@given(CONDITIONS, PAY)
def check_every_node_is_said(condition: Condition, pay: Pay) -> None:
    assert words.who(condition, SCHEME).startswith(("who ", "whose ", "("))
    assert all(sentence.endswith(".") for sentence in words.pay(pay))
    assert words.brief(pay)
    SAID.update(type(node) for node in parts((condition, pay)))


@settings(max_examples=60, deadline=None)
@given(countings())
def check_every_counting_is_said(counting: Counting) -> None:
    assert words.counting(counting, SCHEME).startswith("each code from ")
    SAID.update(type(node) for node in parts(counting))


@settings(max_examples=60, deadline=None)
@given(uplifts_of(YEAR, ("R0", "R1")))
def check_every_uplift_is_said(uplifts: tuple[Uplift, ...]) -> None:
    for uplift in uplifts:
        assert " more for each" in words.uplift(uplift, SCHEME)
        SAID.add(type(uplift))


def test_every_operator_is_said() -> None:
    """Each row of the table is drawn; a node without words of its own would be a type error, and fail here."""
    check_every_node_is_said()
    check_every_counting_is_said()
    check_every_uplift_is_said()

    assert {row.node for row in operators.OPERATORS} <= SAID
