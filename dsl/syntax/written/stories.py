"""The lines of examples as written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dsl.syntax.ast import stories as ast
from dsl.syntax.ast.clauses import Clause
from dsl.syntax.written.literals import day, money, number, points, series, title, value


def patient(node: ast.PatientStory) -> list[str]:
    """`patient born D, female, registered D, left D`"""
    parts = [
        f"born {day(node.born)}" if node.born else "",
        node.sex or "",
        f"registered {day(node.registered)}" if node.registered else "",
        f"left {day(node.left)}" if node.left else "",
    ]
    return [f"patient {', '.join(part for part in parts if part)}"]


def event(node: ast.HasEvent) -> list[str]:
    """`has BP_COD 138/84 on D in consultation 1`"""
    measured = "" if node.value is None else f" {value(node.value)}"
    together = "" if node.consultation is None else f" in consultation {node.consultation}"
    return [f"has {node.codes.text}{measured} on {day(node.day)}{together}"]


def practice(node: ast.PracticeStory) -> list[str]:
    """`practice of 10,000 patients achieves 412 of 532`"""
    achieves = ""
    if node.achieved is not None and node.of is not None:
        achieves = f" achieves {number(node.achieved)} of {number(node.of)}"
    return [f"practice of {number(node.list_size)} patients{achieves}"]


def expect(node: ast.Expect) -> list[str]:
    """`expect in denominator, in numerator`"""
    return [f"expect {', '.join(expectation(part) for part in node.parts)}"]


def expectation(node: ast.Expectation) -> str:
    """One thing expected; of the fields that may be set, `what` says which are."""
    if node.count is not None and node.title is not None:
        return f"{number(node.count)} with {title(node.title)}"
    if node.title is not None:
        return f"{node.what} {title(node.title)}"
    if node.register is not None:
        return f"{node.what} {node.register.text}"
    if node.points is not None:
        return points(node.points)
    if node.money is not None:
        return money(node.money) + ("" if node.day is None else f" on {day(node.day)}")
    if node.count is not None:
        return f"{number(node.count)} counted"
    return node.what


def items(node: ast.HasItems) -> list[str]:
    """`has 2,140 of PHL01 with "At home" in quarter 2`"""
    more = "" if node.title is None else f" with {title(node.title)}"
    quarter = "" if node.quarter is None else f" in quarter {node.quarter}"
    return [f"has {number(node.count)} of {node.item.text}{more}{quarter}"]


def signed_up(node: ast.HasSignedUp) -> list[str]:
    """`has signed up for PHL01, PHL02 and RP`"""
    first, *rest = series([name.text for name in node.clauses])
    return [f"has signed up for {first}", *rest]


STORIES: dict[type[Clause], Callable[[Any], list[str]]] = {
    ast.PatientStory: patient,
    ast.HasEvent: event,
    ast.PracticeStory: practice,
    ast.Achieves: lambda node: [f"achieves {number(node.achieved)} of {number(node.of)} in {node.indicator.text}"],
    ast.HasOnRegister: lambda node: [f"has {number(node.count)} patients on {node.register.text}"],
    ast.HasItems: items,
    ast.HasFactor: lambda node: [f"has prevalence factor {number(node.factor)} for {node.register.text}"],
    ast.HasWeighted: lambda node: [f"has {number(node.count)} weighted patients"],
    ast.HasSubmitted: lambda node: [f"has submitted {title(node.what)} on {day(node.day)}"],
    ast.HasSignedUp: signed_up,
    ast.RunOn: lambda node: [f"counted on {day(node.day)}{', as of today' if node.today else ''}"],
    ast.Expect: expect,
}
"""How each kind of line of an example is written."""
