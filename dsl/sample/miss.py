"""Make conditions false of chosen patients, or nearly true: a day out of time, a value just over, one entry short."""

from __future__ import annotations

import numpy as np

from dsl.model.conditions import (
    AllOf,
    AnyOf,
    Condition,
    NotFollowedBy,
    PickDay,
    PickValue,
    WithAtLeast,
    WithEvent,
    WithoutEvent,
)
from dsl.model.days import Pick
from dsl.sample import values
from dsl.sample.columns import Truths
from dsl.sample.days import Stretch
from dsl.sample.meet import by_entries, make_true
from dsl.sample.pen import Pen


def make_false(pen: Pen, condition: Condition, whom: Truths) -> None:
    """Make a condition false that is true because an entry is lacking. What entries made true stays true."""
    todo = whom & pen.scene.meets(condition)
    if not todo.any():
        return
    match condition:
        case WithoutEvent():
            pen.entry(condition.codes, condition.window, todo)
        case AllOf():
            # One part is enough.
            for part in condition.parts:
                if isinstance(part, WithoutEvent):
                    make_false(pen, part, todo)
                    return
        case AnyOf():
            for part in condition.parts:
                make_false(pen, part, todo)
        case _:
            return


def make_almost_true(pen: Pen, condition: Condition, whom: Truths) -> None:
    """Give these patients, where they do not meet a condition, entries that only just miss it."""
    todo = whom & ~pen.scene.meets(condition)
    if not todo.any():
        return
    match condition:
        case WithEvent():
            pen.outside(condition.codes, condition.window, todo)
        case WithAtLeast():
            _too_few(pen, condition, todo)
        case NotFollowedBy():
            _followed(pen, condition, todo)
        case PickValue():
            _bad_value(pen, condition, todo)
        case PickDay():
            picked = pen.scene.picked_day(condition.pick, condition.codes, condition.window)
            pen.outside(condition.codes, condition.falls, todo & np.isnat(picked))
        case AllOf():
            _all_but_one(pen, condition, todo)
        case AnyOf():
            make_almost_true(pen, condition.parts[int(pen.rng.integers(len(condition.parts)))], todo)
        case _:
            return


def _all_but_one(pen: Pen, condition: AllOf, whom: Truths) -> None:
    """Every part that hangs on entries true but one, taken by chance, and that one almost."""
    changeable = [part for part in condition.parts if by_entries(part) or isinstance(part, WithoutEvent)]
    if not changeable:
        return
    last = changeable.pop(int(pen.rng.integers(len(changeable))))
    make_false(pen, last, whom)
    whom = whom & ~pen.scene.meets(last)
    for part in changeable:
        make_true(pen, part, whom)
    make_almost_true(pen, last, whom)


def _too_few(pen: Pen, condition: WithAtLeast, whom: Truths) -> None:
    """For those without any: one entry short, or where they must lie apart, for half of them a day too close."""
    whom = whom & np.isnat(pen.scene.picked_day(Pick.LATEST, condition.codes, condition.window))
    if condition.apart is None:
        pen.series(condition, whom, condition.count - 1)
        return
    close = pen.some(whom, 0.5)
    pen.series(condition, close, condition.count, short_by=1)
    pen.series(condition, whom & ~close, condition.count - 1)


def _followed(pen: Pen, condition: NotFollowedBy, whom: Truths) -> None:
    """The entry and then the one that ends it, for some on the same day."""
    pen.entry(condition.codes, condition.window, whom)
    latest = pen.scene.picked_day(Pick.LATEST, condition.codes, condition.window)
    later = pen.day_in(Stretch(latest, pen.scene.same_day(pen.reference)))
    same_day = pen.some(whom, 0.3)
    pen.add(condition.by, whom, np.where(same_day, latest, later))


def _bad_value(pen: Pen, condition: PickValue, whom: Truths) -> None:
    """For half of those without an entry in the window a value that misses, for half an entry just outside it."""
    lacking = whom & np.isnat(pen.scene.picked_day(Pick.LATEST, condition.codes, condition.window))
    outside = pen.some(lacking, 0.5)
    pen.outside(condition.codes, condition.window, outside)
    test = values.Test(condition.comparison, condition.value)
    day = pen.day_in(pen.possible(condition.window))
    pen.add_valued(condition.codes, lacking & ~outside, day, test, good=False)
