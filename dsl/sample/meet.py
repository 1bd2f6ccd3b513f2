"""Make conditions true of chosen patients by the entries that this takes.

What no entry can change (age, sex, the day of registration, registers settled before) is left as it is.
"""

from __future__ import annotations

from typing import assert_never

import numpy as np

from dsl.model.conditions import (
    Aged,
    AllOf,
    AnyOf,
    BornIn,
    Condition,
    Everyone,
    NotFollowedBy,
    OnRegister,
    PickDay,
    PickValue,
    Reaching,
    RegisteredIn,
    SexIs,
    WithAtLeast,
    WithEvent,
    WithoutEvent,
)
from dsl.model.days import EventDay, Pick
from dsl.model.walk import parts
from dsl.sample import values
from dsl.sample.columns import Truths
from dsl.sample.days import Stretch
from dsl.sample.pen import Pen


def by_entries(condition: Condition) -> bool:
    """Whether making entries can help to make it true."""
    made = (WithEvent, WithAtLeast, NotFollowedBy, PickValue, PickDay)
    return any(isinstance(part, made) for part in parts(condition))


def waits_for_entry(condition: Condition) -> bool:
    """Whether it counts from the day of an entry, which must be there first."""
    return any(isinstance(part, EventDay) for part in parts(condition))


def open_to(pen: Pen, condition: Condition) -> Truths:
    """For whom a condition is true, or could be made so."""
    everyone = np.ones(len(pen.scene.crowd), dtype=np.bool_)
    match condition:
        case AllOf():
            for part in condition.parts:
                everyone &= open_to(pen, part)
            return everyone
        case AnyOf():
            nobody = ~everyone
            for part in condition.parts:
                nobody |= open_to(pen, part)
            return nobody
        case WithoutEvent():
            return everyone
        case WithEvent() | WithAtLeast() | NotFollowedBy() | PickValue() | PickDay():
            if waits_for_entry(condition):
                return everyone
            stretch = pen.possible(condition.window)
            return stretch.first <= stretch.last
        case _:
            return everyone if waits_for_entry(condition) else pen.scene.meets(condition)


def make_true(pen: Pen, condition: Condition, whom: Truths) -> None:
    """Make a condition true of these patients where it is not, as far as entries can."""
    todo = whom & ~pen.scene.meets(condition)
    if not todo.any():
        return
    match condition:
        case AllOf():
            for part in sorted(condition.parts, key=waits_for_entry):
                make_true(pen, part, todo)
        case AnyOf():
            _one_branch(pen, condition, todo)
        case WithEvent():
            pen.entry(condition.codes, condition.window, todo)
        case WithAtLeast():
            pen.series(condition, todo, condition.count)
        case WithoutEvent():
            entries = pen.scene.ledger.of(condition.codes)
            held = entries.within(pen.scene.stretch(condition.window))
            pen.scene.ledger.drop(condition.codes, held & todo[entries.who])
        case NotFollowedBy():
            pen.entry(condition.codes, condition.window, todo)
            latest = pen.scene.picked_day(Pick.LATEST, condition.codes, condition.window)
            later = pen.scene.ledger.of(condition.by)
            pen.scene.ledger.drop(condition.by, todo[later.who] & (later.day >= latest[later.who]))
        case PickValue():
            _good_value(pen, condition, todo)
        case PickDay():
            _picked_in(pen, condition, todo)
        case Everyone() | OnRegister() | Aged() | SexIs() | RegisteredIn() | BornIn() | Reaching():
            return
        case _:
            assert_never(condition)


def _one_branch(pen: Pen, condition: AnyOf, todo: Truths) -> None:
    """Each patient gets the first branch that is open to them, from one drawn for them on."""
    branches = condition.parts
    drawn = pen.rng.integers(len(branches), size=len(todo))
    for turn in range(len(branches)):
        for place, branch in enumerate(branches):
            if by_entries(branch):
                here = todo & ((drawn + turn) % len(branches) == place) & open_to(pen, branch)
                make_true(pen, branch, here)
                todo = todo & ~here


def _good_value(pen: Pen, condition: PickValue, whom: Truths) -> None:
    """An entry in the window; good values for it and for whatever might be picked in its place."""
    pen.entry(condition.codes, condition.window, whom)
    entries = pen.scene.ledger.of(condition.codes)
    here = entries.within(pen.scene.stretch(condition.window)) & whom[entries.who]
    test = values.Test(condition.comparison, condition.value)
    codes = pen.scene.scheme.code_list(condition.codes)
    good = values.drawn(codes, test, np.ones(int(here.sum()), dtype=np.bool_), pen.rng)
    entries.value[here] = good.first
    entries.second[here] = good.second


def _picked_in(pen: Pen, condition: PickDay, whom: Truths) -> None:
    """An entry in the days wanted; those that would be picked instead move to its day."""
    window, falls = pen.possible(condition.window), pen.possible(condition.falls)
    day = pen.day_in(Stretch(np.maximum(window.first, falls.first), np.minimum(window.last, falls.last)))
    entries = pen.scene.ledger.of(condition.codes)
    wanted = day[entries.who]
    ahead = entries.day < wanted if condition.pick is Pick.EARLIEST else entries.day > wanted
    here = whom[entries.who] & ahead & entries.within(pen.scene.stretch(condition.window))
    entries.day[here] = wanted[here]
    pen.add(condition.codes, whom & ~pen.scene.meets(condition), day)
