"""Where many patients stand under a scheme's conditions, given the entries made so far.

The meaning of each condition is that of `dsl.run`, which says it of one patient; here it is worked out for all at once,
because a population is made by asking, again and again, who already meets what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
from dsl.model.days import (
    Anchor,
    Birth,
    EventDay,
    Ever,
    FixedDay,
    FromTo,
    FromToAfter,
    InAfter,
    InBefore,
    InSchemeYear,
    OneSided,
    Pick,
    ReferenceDate,
    Registration,
    Window,
    YearEnd,
    YearStart,
)
from dsl.model.scheme import Scheme
from dsl.run.when import When
from dsl.sample import values
from dsl.sample.columns import Days, Ints, Truths
from dsl.sample.days import LONG_AGO, Stretch, ages_on, around, plus, same_day
from dsl.sample.ledger import Ledger

FEMALE, MALE, OTHER = 0, 1, 2
SEXES = ("female", "male", "other")


@dataclass(slots=True)
class Crowd:
    """Patients who are registered on the day of the count; all arrays have one place a patient."""

    birth: Days
    sex: Ints
    start: Days
    practice: Ints

    def __len__(self) -> int:
        return len(self.birth)


@dataclass(slots=True)
class Scene:
    """A crowd, the entries about it, and the scheme that judges it on a day."""

    scheme: Scheme
    when: When
    crowd: Crowd
    ledger: Ledger

    def same_day(self, day: date | np.datetime64) -> Days:
        """One day for every patient."""
        return same_day(day, len(self.crowd))

    def anchor(self, anchor: Anchor) -> Days:
        """The day an anchor stands for, for each patient; NaT where there is none."""
        match anchor:
            case YearEnd():
                return self.same_day(self.when.year_end(self.scheme))
            case YearStart():
                return self.same_day(self.scheme.first_day)
            case ReferenceDate():
                return self.same_day(self.when.reference)
            case FixedDay():
                return self.same_day(anchor.day)
            case Registration():
                return self.crowd.start
            case Birth():
                return self.crowd.birth
            case EventDay():
                return self.picked_day(anchor.pick, anchor.codes, anchor.window)
            case _:
                assert_never(anchor)

    def stretch(self, window: Window) -> Stretch:
        """The days of a window, for each patient."""
        match window:
            case Ever():
                return Stretch(self.same_day(LONG_AGO), self.same_day(self.when.reference))
            case InSchemeYear():
                return Stretch(self.same_day(self.scheme.first_day), self.same_day(self.scheme.last_day))
            case FromTo():
                return Stretch(self.same_day(window.first), self.same_day(window.last))
            case InBefore() | InAfter() | FromToAfter() | OneSided():
                return around(window, self.anchor(window.anchor))
            case _:
                assert_never(window)

    def picked_day(self, pick: Pick, codes: str, window: Window) -> Days:
        """The day of the latest or earliest entry of a list in a window, for each patient."""
        entries = self.ledger.of(codes)
        held = entries.within(self.stretch(window))
        choose = entries.earliest if pick is Pick.EARLIEST else entries.latest
        return choose(held, len(self.crowd))

    def meets(self, condition: Condition) -> Truths:
        """Who meets a condition now."""
        crowd = self.crowd
        everyone = np.ones(len(crowd), dtype=np.bool_)
        match condition:
            case Everyone():
                return everyone
            case OnRegister():
                on = self.meets(self.scheme.register(condition.register).condition)
                return ~on if condition.negated else on
            case Aged():
                ages = ages_on(crowd.birth, self.anchor(condition.anchor))
                low = 0 if condition.low is None else condition.low
                return (ages >= low) & (everyone if condition.high is None else ages <= condition.high)
            case SexIs():
                of_sex: Truths = crowd.sex == SEXES.index(condition.sex)
                return of_sex
            case RegisteredIn():
                return self.stretch(condition.window).holds(crowd.start)
            case BornIn():
                return self.stretch(condition.window).holds(crowd.birth)
            case Reaching():
                return self.stretch(condition.window).holds(plus(crowd.birth, condition.age))
            case WithEvent():
                return ~np.isnat(self.picked_day(Pick.LATEST, condition.codes, condition.window))
            case WithoutEvent():
                return np.isnat(self.picked_day(Pick.LATEST, condition.codes, condition.window))
            case WithAtLeast():
                return self._at_least(condition)
            case NotFollowedBy():
                latest = self.picked_day(Pick.LATEST, condition.codes, condition.window)
                return ~np.isnat(latest) & ~(self.picked_day(Pick.LATEST, condition.by, Ever()) >= latest)
            case PickValue():
                return self._picked_value(condition)
            case PickDay():
                day = self.picked_day(condition.pick, condition.codes, condition.window)
                return self.stretch(condition.falls).holds(day)
            case AllOf():
                for part in condition.parts:
                    everyone &= self.meets(part)
                return everyone
            case AnyOf():
                nobody = ~everyone
                for part in condition.parts:
                    nobody |= self.meets(part)
                return nobody
            case _:
                assert_never(condition)

    def _at_least(self, condition: WithAtLeast) -> Truths:
        entries = self.ledger.of(condition.codes)
        held = entries.within(self.stretch(condition.window))
        if condition.apart is None:
            which = np.stack((entries.who, entries.day.astype(np.int64), entries.code))[:, held]
            counted = np.unique(which, axis=1)[0]
            enough: Truths = np.bincount(counted, minlength=len(self.crowd)) >= condition.count
            return enough
        day = entries.earliest(held, len(self.crowd))
        for _ in range(condition.count - 1):
            next_from = plus(day, condition.apart)
            day = entries.earliest(held & (entries.day >= next_from[entries.who]), len(self.crowd))
        return ~np.isnat(day)

    def _picked_value(self, condition: PickValue) -> Truths:
        entries = self.ledger.of(condition.codes)
        held = entries.within(self.stretch(condition.window)) & values.has_value(entries, condition.value)
        if condition.pick in (Pick.LATEST, Pick.EARLIEST):
            day = self.picked_day(condition.pick, condition.codes, condition.window)
            held &= entries.day == day[entries.who]
        return values.compared(entries, held, condition, self.scheme.same_day, len(self.crowd))
