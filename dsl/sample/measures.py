"""Decide, patient by patient, who is on a register, and who is excluded, achieved or adjusted under each measure.

How common each is differs from practice to practice, about what the scheme itself calls average or pays for.
"""

from __future__ import annotations

from itertools import chain
from typing import assert_never

import numpy as np
import numpy.typing as npt

from dsl.model.conditions import Condition, PickDay, PickValue, WithAtLeast, WithEvent
from dsl.model.counting import Beside
from dsl.model.days import InSchemeYear, Length
from dsl.model.measures import Indicator, Item, Reason, Register
from dsl.model.pay import IndicatorPay, Ladder, PerPatientAchieved, PointsOnRange, PotOnRange, Unpaid
from dsl.model.walk import parts
from dsl.sample.columns import Truths
from dsl.sample.days import ONE_DAY, Stretch, ages_on, minus, plus
from dsl.sample.meet import by_entries, make_true, open_to
from dsl.sample.miss import make_almost_true, make_false
from dsl.sample.pen import Pen
from dsl.sample.scene import Scene

Rates = npt.NDArray[np.float64]
"""One share a practice, or a patient."""

ON_REGISTER = (0.02, 0.06)
ELIGIBLE = (0.008, 0.02)
"""Shares of a practice that a register or measure finds, where the scheme does not say and ages do not."""
FEWEST = 40
"""A measure should have that many patients even in a small practice, or its achievement is all or nothing."""
MOST = 0.6
"""No more than this share of those for whom a rule could hold."""
EXCLUDED = (0.015, 0.04)
ADJUSTED_TOGETHER = 0.18
ADJUSTED_ANYWAY = 0.01
"""Shares with a reason: of the eligible, of those who miss the target, of those who reach it."""
AGE_OF_DISEASE = 60
DONE = 0.03
AGAIN = 0.45
MOSTLY = 0.9
SOMETIMES = 0.15
MOST_TIMES = 6
"""Of the patients an item is for: the share with an entry of it in the year, with another, and so on."""
NEAR_MISS = 0.35
NEAR_REGISTER = 0.002
RATES = (0.3, 0.78)
"""Mean achievement of a measure, and how far practices vary, for all measures and for one."""
PRACTICE_SPREAD = 0.03
MEASURE_SPREAD = 0.06
ENDS = (0.15, 0.9)


class Decisions:
    """Draws who is what, and has the entries made that make it so."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.practice = pen.scene.crowd.practice
        self.sizes = np.bincount(self.practice)
        self._better = pen.rng.normal(0.0, PRACTICE_SPREAD, len(self.sizes))
        self._luck: dict[str, Rates] = {}

    def all(self) -> None:
        """Decide for every register, measure and item of the scheme."""
        for register in self.pen.scene.scheme.registers:
            self.register(register)
        for indicator in self.pen.scene.scheme.indicators:
            self.indicator(indicator)
        for item in self.pen.scene.scheme.items:
            self.item(item)

    def register(self, register: Register) -> None:
        """Put on the register about the share of patients that the scheme calls average; a few almost."""
        if by_entries(register.condition):
            if register.average_prevalence is None:
                shares = self.pen.rng.uniform(*ON_REGISTER, len(self.sizes))
            else:
                shares = float(register.average_prevalence) * self.pen.rng.lognormal(0.0, 0.15, len(self.sizes))
            self._find(register.condition, shares, _likelihood(self.pen.scene))
            everyone = np.ones(len(self.practice), dtype=np.bool_)
            make_almost_true(self.pen, register.condition, self.pen.some(everyone, NEAR_REGISTER))

    def indicator(self, indicator: Indicator) -> None:
        """Find eligible patients, then exclude, achieve and adjust some of them."""
        pen, scene = self.pen, self.pen.scene
        if by_entries(indicator.denominator):
            shares = pen.rng.uniform(*ELIGIBLE, len(self.sizes))
            self._find(indicator.denominator, shares, np.ones(len(self.practice)))
        self._exclude(indicator)
        remaining = scene.meets(indicator.denominator)
        for reason in indicator.exclusions:
            remaining = remaining & ~scene.meets(reason.condition)
        achieving = self._luckiest(remaining, indicator)
        make_true(pen, indicator.numerator, achieving)
        make_false(pen, indicator.numerator, remaining & ~achieving)
        make_almost_true(pen, indicator.numerator, pen.some(remaining & ~achieving, NEAR_MISS))
        share = ADJUSTED_TOGETHER / max(1, len(indicator.adjustments))
        missed = remaining & ~scene.meets(indicator.numerator)
        for reason in indicator.adjustments:
            self._give_reason(reason, missed, share)
            self._give_reason(reason, remaining & ~missed, ADJUSTED_ANYWAY)

    def item(self, item: Item) -> None:
        """Entries of the year for some of those an item is for: one each, and for some of them another, and so on.

        What has to stand beside an entry mostly does, and what must not sometimes does. Entries that must be far apart
        sometimes have one before them that is almost far enough.
        """
        pen, birth = self.pen, self.pen.scene.crowd.birth
        if by_entries(item.people):
            self._find(item.people, pen.rng.uniform(*ELIGIBLE, len(self.sizes)), np.ones(len(self.practice)))
        days = pen.possible(InSchemeYear())
        if item.counting.age is not None:
            first = plus(birth, Length(item.counting.age.low or 0, "years"))
            last = days.last
            if item.counting.age.high is not None:
                last = np.minimum(last, plus(birth, Length(item.counting.age.high + 1, "years")) - ONE_DAY)
            days = Stretch(np.maximum(days.first, first), last)
        whom = pen.some(pen.scene.meets(item.people), DONE)
        raised_beside = [uplift.when for uplift in item.uplifts if isinstance(uplift.when, Beside)]
        for _ in range(MOST_TIMES):
            day = pen.day_in(days)
            pen.add(item.counting.codes, whom, day)
            for beside in item.counting.only_with:
                pen.add(beside.codes, pen.some(whom, MOSTLY), day)
            for beside in (*item.counting.not_with, *raised_beside):
                pen.add(beside.codes, pen.some(whom, SOMETIMES), day)
            if isinstance(item.counting.once, Length):
                before = np.maximum(minus(day, item.counting.once) + ONE_DAY, birth)
                pen.add(item.counting.codes, pen.some(whom, SOMETIMES), before)
            whom = pen.some(whom, AGAIN)

    def _find(self, condition: Condition, shares: Rates, likelihood: Rates) -> None:
        """Make a condition true of more patients in each practice, up to that share of them, the likely ones first."""
        found = self.pen.scene.meets(condition)
        could = open_to(self.pen, condition) & ~found
        there = np.bincount(self.practice[found], minlength=len(self.sizes))
        more = np.bincount(self.practice[could], minlength=len(self.sizes))
        wanted = np.minimum(np.maximum(shares * self.sizes, FEWEST), MOST * (there + more)) - there
        weight = np.bincount(self.practice[could], weights=likelihood[could], minlength=len(self.sizes))
        chance = (np.maximum(wanted, 0.0) / np.maximum(weight, 1e-9))[self.practice] * likelihood
        make_true(self.pen, condition, could & (self.pen.rng.random(len(could)) < chance))

    def _exclude(self, indicator: Indicator) -> None:
        eligible = self.pen.scene.meets(indicator.denominator)
        for reason in indicator.exclusions:
            self._give_reason(reason, eligible, float(self.pen.rng.uniform(*EXCLUDED)))

    def _give_reason(self, reason: Reason, among: Truths, share: float) -> None:
        """A reason for some of these, which may take entries, and none for the others, which may take entries too."""
        chosen = self.pen.some(among, share)
        make_true(self.pen, reason.condition, chosen & open_to(self.pen, reason.condition))
        make_false(self.pen, reason.condition, among & ~chosen)

    def _luckiest(self, among: Truths, indicator: Indicator) -> Truths:
        """As many of each practice's patients as its rate for the measure says.

        Luck is drawn once for all measures of one code list: who has the test has it for each of them.
        """
        tests = (WithEvent, WithAtLeast, PickValue, PickDay)
        name = next((part.codes for part in parts(indicator.numerator) if isinstance(part, tests)), indicator.code)
        if name not in self._luck:
            self._luck[name] = self.pen.rng.random(len(self.practice))
        limits = np.zeros(len(self.sizes))
        for place, rate in enumerate(self._rates(indicator)):
            here = self._luck[name][among & (self.practice == place)]
            limits[place] = np.quantile(here, rate) if len(here) else 0.0
        lucky: Truths = among & (self._luck[name] <= limits[self.practice])
        return lucky

    def _rates(self, indicator: Indicator) -> Rates:
        mean = float(np.clip(_aim(indicator.pay), *RATES))
        return np.clip(mean + self._better + self.pen.rng.normal(0.0, MEASURE_SPREAD, len(self.sizes)), *ENDS)


def _likelihood(scene: Scene) -> Rates:
    """Registers are of long-standing conditions, as a rule: commoner in the old, rare in children."""
    on = scene.same_day(scene.when.census(scene.scheme))
    likely: Rates = np.clip(ages_on(scene.crowd.birth, on) / AGE_OF_DISEASE, 0.15, 1.0) ** 2
    return likely


def _aim(pay: IndicatorPay) -> float:
    """A rate in the midst of what is paid for."""
    match pay:
        case PointsOnRange() | PotOnRange():
            return float(pay.lower + pay.upper) / 2
        case Ladder():
            ends = [float(end) for end in chain.from_iterable((rung.lower, rung.upper) for rung in pay.rungs) if end]
            return sum(ends) / max(1, len(ends))
        case PerPatientAchieved() | Unpaid():
            return 0.6
        case _:
            assert_never(pay)
