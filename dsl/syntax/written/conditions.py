"""Anchors, windows and conditions as written."""

from __future__ import annotations

from typing import assert_never

from dsl.syntax.ast import conditions as ast
from dsl.syntax.ast.literals import Day
from dsl.syntax.written.literals import day, duration, value


def anchor(node: ast.Anchor) -> str:
    """A day to count from."""
    match node:
        case ast.NamedAnchor():
            return node.which
        case Day():
            return day(node)
        case ast.EventAnchor():
            return f"the {node.pick} {node.codes.text} {window(node.window)}"
        case _:
            assert_never(node)


def window(node: ast.Window) -> str:
    """A set of days."""
    match node:
        case ast.Ever():
            return "ever"
        case ast.InSchemeYear():
            return "in scheme year"
        case ast.InBefore():
            return f"in the {duration(node.length)} before {anchor(node.anchor)}"
        case ast.InAfter():
            return f"in the {duration(node.length)} after {anchor(node.anchor)}"
        case ast.FromToAfter():
            return f"from {duration(node.first)} to {duration(node.last)} after {anchor(node.anchor)}"
        case ast.FromTo():
            return f"from {day(node.first)} to {day(node.last)}"
        case ast.OneSided():
            return f"{node.side} {anchor(node.anchor)}"
        case _:
            assert_never(node)


def condition(node: ast.Condition) -> list[str]:
    """A condition in the pieces between which a line may break."""
    match node:
        case ast.AllOf():
            return _joined("and", node.parts)
        case ast.AnyOf():
            return _joined("or", node.parts)
        case _:
            return [simple(node)]


def _joined(word: str, parts: tuple[ast.Condition, ...]) -> list[str]:
    pieces: list[str] = []
    for part in parts:
        own = condition(part)
        if isinstance(part, ast.AllOf | ast.AnyOf):
            own = [f"({own[0]}", *own[1:-1], f"{own[-1]})"]
        if pieces:
            own[0] = f"{word} {own[0]}"
        pieces.extend(own)
    return pieces


def simple(node: ast.Condition) -> str:
    """A condition that is not joined from others."""
    match node:
        case ast.Everyone():
            return "everyone registered"
        case ast.On():
            return f"{'not on' if node.negated else 'on'} {node.register.text}"
        case ast.Aged():
            return f"aged {ages(node.low, node.high)} on {anchor(node.anchor)}"
        case ast.SexIs():
            return node.sex
        case ast.Registered():
            return f"registered {window(node.window)}"
        case ast.Born():
            return f"born {window(node.window)}"
        case ast.Reaching():
            return f"reaching {duration(node.age)} old {window(node.window)}"
        case ast.With():
            return f"with {_events(node)}"
        case ast.Without():
            return f"without {node.codes.text} {window(node.window)}"
        case ast.NotFollowedBy():
            return f"with {node.codes.text} {window(node.window)}, not followed by {node.by.text}"
        case ast.PickValue():
            picked = f"{node.pick} {node.codes.text} {window(node.window)}"
            return f"{picked} is {node.comparison} {value(node.value)}"
        case ast.PickDay():
            return f"{node.pick} {node.codes.text} {window(node.window)} is {window(node.falls)}"
        case ast.AllOf() | ast.AnyOf():
            return f"({' '.join(condition(node))})"
        case _:
            assert_never(node)


def ages(low: int | None, high: int | None) -> str:
    """`40 to 79`, `18 or over`, `under 5`"""
    if high is None:
        return f"{low} or over"
    if low is None:
        return f"under {high + 1}"
    return f"{low} to {high}"


def _events(node: ast.With) -> str:
    events = f"{node.codes.text} {window(node.window)}"
    if node.at_least is None:
        return events
    apart = "" if node.apart is None else f", at least {duration(node.apart)} apart"
    return f"at least {node.at_least:,} {events}{apart}"
