"""Every condition, window and way to pay of a scheme, with its path in the author's words."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.model import conditions, days
from dsl.model.conditions import Condition
from dsl.model.counting import Beside
from dsl.model.days import Anchor, Window
from dsl.model.measures import Paying
from dsl.model.scheme import Scheme

Path = tuple[str, ...]


def clauses(scheme: Scheme) -> Iterator[tuple[Path, Condition]]:
    """Each clause that holds a condition, with the whole of its condition."""
    for register in scheme.registers:
        yield (scheme.title, register.name, "people"), register.condition
    for indicator in scheme.indicators:
        top = (scheme.title, indicator.code)
        yield (*top, "denominator"), indicator.denominator
        for reason in indicator.exclusions:
            yield (*top, f'exclude "{reason.title}"'), reason.condition
        for reason in indicator.adjustments:
            yield (*top, f'pca "{reason.title}"'), reason.condition
        yield (*top, "numerator"), indicator.numerator
    for item in scheme.items:
        yield (scheme.title, item.code, "people"), item.people
        for uplift in item.uplifts:
            if not isinstance(uplift.when, Beside):
                yield (scheme.title, item.code, f'pays more "{uplift.title}"'), uplift.when


def parts(condition: Condition) -> Iterator[Condition]:
    """A condition and all conditions inside it."""
    yield condition
    if isinstance(condition, conditions.AllOf | conditions.AnyOf):
        for part in condition.parts:
            yield from parts(part)


def required(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that all have to be met: the parts of an `and`, or the one there is."""
    return condition.parts if isinstance(condition, conditions.AllOf) else (condition,)


def every_condition(scheme: Scheme) -> Iterator[tuple[Path, Condition]]:
    """All conditions, at any depth."""
    for path, whole in clauses(scheme):
        for part in parts(whole):
            yield path, part


def every_window(scheme: Scheme) -> Iterator[tuple[Path, Window]]:
    """All windows, those inside anchors too."""
    for path, condition in every_condition(scheme):
        for window in _windows_of(condition):
            yield from ((path, each) for each in _with_inner(window))
        if isinstance(condition, conditions.Aged):
            yield from ((path, each) for each in _in_anchor(condition.anchor))


def paying(scheme: Scheme) -> Iterator[tuple[Path, Paying]]:
    """All indicators, items and payments."""
    for clause in scheme.paying:
        yield (scheme.title, clause.code), clause


def _windows_of(condition: Condition) -> tuple[Window, ...]:
    match condition:
        case conditions.PickDay():
            return condition.window, condition.falls
        case (
            conditions.RegisteredIn()
            | conditions.BornIn()
            | conditions.Reaching()
            | conditions.WithEvent()
            | conditions.WithAtLeast()
            | conditions.WithoutEvent()
            | conditions.NotFollowedBy()
            | conditions.PickValue()
        ):
            return (condition.window,)
        case _:
            return ()


def _with_inner(window: Window) -> Iterator[Window]:
    yield window
    if not isinstance(window, days.Ever | days.InSchemeYear | days.FromTo):
        yield from _in_anchor(window.anchor)


def _in_anchor(anchor: Anchor) -> Iterator[Window]:
    if isinstance(anchor, days.EventDay):
        yield from _with_inner(anchor.window)
