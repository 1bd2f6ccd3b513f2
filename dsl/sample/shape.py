"""See to it that there are patients of the age, sex and registration that each rule asks for, in every practice.

A population of ordinary people has few who turned eight weeks old in a given month. Where a practice has too few for a
rule, some of its patients, taken by chance, are given another day of birth or registration.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

import numpy as np

from dsl.model.conditions import (
    Aged,
    AllOf,
    AnyOf,
    BornIn,
    Condition,
    OnRegister,
    Reaching,
    RegisteredIn,
    SexIs,
)
from dsl.model.days import Birth, EventDay, Length
from dsl.model.scheme import Scheme
from dsl.model.walk import parts
from dsl.sample.columns import Days, Ints, Truths, none_of
from dsl.sample.days import ONE_DAY, Stretch, minus
from dsl.sample.pen import Pen
from dsl.sample.scene import SEXES, Scene

Trait = Aged | SexIs | RegisteredIn | BornIn | Reaching

WAYS = 8
"""A condition with many branches is shaped for the first few only."""
FOR_MEASURE = 25
FOR_REASON = 5
"""How many patients a practice should have for a measure or register, and for an exclusion or adjustment."""
OLDEST = 104
FIRST_DAYS = np.timedelta64(10, "D")
MOST = 0.15
"""No more than this share of a practice is wanted for one rule."""


def shape(pen: Pen) -> None:
    """Change births, sexes and registrations of a scene's crowd until each rule finds enough people."""
    scheme = pen.scene.scheme
    touched = none_of(len(pen.scene.crowd))
    goals: list[tuple[Condition, int]] = [(register.condition, FOR_MEASURE) for register in scheme.registers]
    for indicator in scheme.indicators:
        goals.append((indicator.denominator, FOR_MEASURE))
        for reason in (*indicator.exclusions, *indicator.adjustments):
            goals.append((AllOf((indicator.denominator, reason.condition)), FOR_REASON))
    goals += [(item.people, FOR_MEASURE) for item in scheme.items]
    for condition, enough in goals:
        for traits in islice(_ways(condition, scheme), WAYS):
            if traits:
                touched = _find_or_make(pen, traits, enough, touched)


def _ways(condition: Condition, scheme: Scheme) -> Iterator[tuple[Trait, ...]]:
    """The traits that meet a condition, a branch at a time; what hangs on entries is left out."""
    match condition:
        case AllOf():
            for ways in product(*(tuple(islice(_ways(part, scheme), WAYS)) for part in condition.parts)):
                yield tuple(trait for way in ways for trait in way)
        case AnyOf():
            for part in condition.parts:
                yield from _ways(part, scheme)
        case OnRegister() if not condition.negated:
            yield from _ways(scheme.register(condition.register).condition, scheme)
        case Aged() | SexIs() | RegisteredIn() | BornIn() | Reaching():
            known = not any(isinstance(part, EventDay) for part in parts(condition))
            yield (condition,) if known else ()
        case _:
            yield ()


def _find_or_make(pen: Pen, traits: tuple[Trait, ...], enough: int, touched: Truths) -> Truths:
    """Shape as many patients of each practice as are lacking; who has been shaped by now."""
    scene = pen.scene
    fitting = scene.meets(AllOf(traits))
    practices = int(scene.crowd.practice.max()) + 1
    there = np.bincount(scene.crowd.practice[fitting], minlength=practices)
    size = np.bincount(scene.crowd.practice, minlength=practices)
    lacking = np.minimum(enough, (size * MOST).astype(np.int64)) - there
    whom = _by_chance(pen, ~fitting & ~touched, lacking)
    if not whom.any():
        return touched
    _give(pen, traits, whom)
    return touched | (whom & scene.meets(AllOf(traits)))


def _by_chance(pen: Pen, among: Truths, wanted: Ints) -> Truths:
    """So many of each practice's patients, as far as there are."""
    practice = pen.scene.crowd.practice
    chosen = none_of(len(among))
    for place in np.flatnonzero(wanted > 0):
        there = np.flatnonzero(among & (practice == place))
        chosen[pen.rng.permutation(there)[: wanted[place]]] = True
    return chosen


def _give(pen: Pen, traits: tuple[Trait, ...], whom: Truths) -> None:
    """New days and sex for these patients, so that they have all the traits; whom that cannot be, keep theirs."""
    scene, crowd = pen.scene, pen.scene.crowd
    census = scene.same_day(scene.when.census(scene.scheme))
    for trait in traits:
        if isinstance(trait, SexIs):
            crowd.sex[whom] = SEXES.index(trait.sex)
    starts = [trait for trait in traits if isinstance(trait, RegisteredIn)]
    from_birth = [trait for trait in starts if any(isinstance(part, Birth) for part in parts(trait))]
    _start(pen, [trait for trait in starts if trait not in from_birth], whom)
    born = Stretch(_years_before(census, OLDEST), np.minimum(crowd.start, census) if starts else census)
    births = [trait for trait in traits if isinstance(trait, Aged | BornIn | Reaching)]
    for trait in births:
        born = _both(born, _births(scene, trait))
    if births:
        day = pen.day_in(born)
        known = whom & ~np.isnat(day)
        crowd.birth[known] = day[known]
    _start(pen, from_birth, whom)
    # Nobody registers before birth: who was made younger registered within days of it.
    too_early = whom & (crowd.start < crowd.birth)
    crowd.start[too_early] = np.minimum(crowd.birth + FIRST_DAYS, census)[too_early]


def _start(pen: Pen, traits: list[RegisteredIn], whom: Truths) -> None:
    """A first day of registration in every window; with no window, as it was."""
    if traits:
        census = pen.scene.same_day(pen.scene.when.census(pen.scene.scheme))
        stretch = Stretch(_years_before(census, OLDEST), census)
        for trait in traits:
            stretch = _both(stretch, pen.possible(trait.window))
        day = pen.day_in(stretch)
        known = whom & ~np.isnat(day)
        pen.scene.crowd.start[known] = day[known]


def _both(one: Stretch, other: Stretch) -> Stretch:
    """The days in both."""
    return Stretch(np.maximum(one.first, other.first), np.minimum(one.last, other.last))


def _births(scene: Scene, trait: Aged | BornIn | Reaching) -> Stretch:
    """The days of birth that have a trait."""
    match trait:
        case BornIn():
            return scene.stretch(trait.window)
        case Reaching():
            window = scene.stretch(trait.window)
            return Stretch(minus(window.first, trait.age), minus(window.last, trait.age))
        case Aged():
            on = scene.anchor(trait.anchor)
            oldest = OLDEST if trait.high is None else trait.high
            return Stretch(_years_before(on, oldest + 1) + ONE_DAY, _years_before(on, trait.low or 0))


def _years_before(days: Days, years: int) -> Days:
    return minus(days, Length(years, "years"))
