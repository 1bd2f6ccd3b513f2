"""Writes entries into a scene's ledger: which day, which code, which value."""

from __future__ import annotations

import numpy as np

from dsl.model.conditions import WithAtLeast
from dsl.model.days import EventDay, Length, Pick, Window
from dsl.model.measures import CodeList
from dsl.model.walk import parts
from dsl.sample import values
from dsl.sample.columns import NO_DAY, Days, Ints, Truths
from dsl.sample.days import LONG_AGO, ONE_DAY, Stretch, minus, plus
from dsl.sample.ledger import Entries
from dsl.sample.scene import Scene

AT_AN_END = 0.04
"""How many entries fall on the first day of their window, and how many on the last."""

LOOK_BACK = np.timedelta64(15 * 365, "D")
"""How far back entries go where a window has no beginning."""

NEXT_DAY = Length(1, "days")

NEAR_MISS_DAYS = np.array([1, 1, 2, 10, 40])


class Pen:
    """Adds entries to a scene. `whom` is always one truth a patient; who has no possible day gets no entry."""

    def __init__(self, scene: Scene, rng: np.random.Generator) -> None:
        self.scene = scene
        self.rng = rng
        self.reference = np.datetime64(scene.when.reference, "D")
        self._tests = {codes.name: values.ordinary_test(scene.scheme, codes) for codes in scene.scheme.code_lists}

    def some(self, among: Truths, share: float) -> Truths:
        """That share of them, by chance."""
        chosen: Truths = among & (self.rng.random(len(among)) < share)
        return chosen

    def possible(self, window: Window) -> Stretch:
        """The days of a window on which a patient's entry may lie: not before birth, not after the reference date."""
        stretch = self.scene.stretch(window)
        last = np.minimum(stretch.last, self.reference)
        first = np.where(stretch.first > LONG_AGO, stretch.first, last - LOOK_BACK)
        return Stretch(np.maximum(first, self.scene.crowd.birth), last)

    def day_in(self, stretch: Stretch) -> Days:
        """A day of each patient's stretch, its ends more often than by chance; NaT where the stretch has no day."""
        held = stretch.first <= stretch.last
        length = np.where(held, (stretch.last - stretch.first).astype(np.int64), 0)
        chance = self.rng.random(len(length))
        offset = (self.rng.random(len(length)) * (length + 1)).astype(np.int64)
        offset = np.where(chance < AT_AN_END, 0, np.where(chance > 1 - AT_AN_END, length, offset))
        day: Days = np.where(held, stretch.first + offset.astype("timedelta64[D]"), NO_DAY)
        return day

    def add(self, codes: str, whom: Truths, day: Days, code: int | None = None) -> None:
        """One entry each, with an ordinary value where the list has values; `code` chooses a code of the list."""
        who, days = self._ready(whom, day)
        listed = self.scene.scheme.code_list(codes)
        test = self._tests[codes]
        value = values.no_values(len(who))
        if test is not None:
            value = values.drawn(listed, test, self.rng.random(len(who)) < 0.5, self.rng)
        self._write(listed, who, days, value, code)

    def add_valued(self, codes: str, whom: Truths, day: Days, test: values.Test, good: bool) -> None:
        """One entry each, with a value that meets the test, or misses it."""
        who, days = self._ready(whom, day)
        listed = self.scene.scheme.code_list(codes)
        self._write(listed, who, days, values.drawn(listed, test, np.full(len(who), good), self.rng), None)

    def entry(self, codes: str, window: Window, whom: Truths) -> None:
        """An entry on some day of the window for whoever has none; first the entry that the window is counted from."""
        for part in parts(window):
            if isinstance(part, EventDay):
                unanchored = whom & np.isnat(self.scene.anchor(part))
                self.add(part.codes, unanchored, self.day_in(self.possible(part.window)))
        lacking = whom & np.isnat(self.scene.picked_day(Pick.LATEST, codes, window))
        self.add(codes, lacking, self.day_in(self.possible(window)))

    def series(self, wanted: WithAtLeast, whom: Truths, count: int, *, short_by: int = 0) -> None:
        """So many entries, each as long after the one before as is wanted, less `short_by` days."""
        stretch = self.possible(wanted.window)
        between = wanted.apart or NEXT_DAY
        room = stretch.last
        for _ in range(count - 1):
            room = minus(room, between)
        day = self.day_in(Stretch(stretch.first, np.maximum(room, stretch.first)))
        for place in range(count):
            if place:
                day = plus(day, between) - short_by * ONE_DAY
            self.add(wanted.codes, whom, np.minimum(day, stretch.last), place)

    def outside(self, codes: str, window: Window, whom: Truths) -> None:
        """An entry a few days before the window or after it, as far as it has a beginning and an end that is past."""
        stretch = self.scene.stretch(window)
        near = self.rng.choice(NEAR_MISS_DAYS, size=len(whom)).astype("timedelta64[D]")
        after = stretch.last + near
        before = np.where(stretch.first > LONG_AGO, stretch.first - near, NO_DAY)
        late = (after <= self.reference) & (self.rng.random(len(whom)) < 0.5)
        day = np.where(late, after, before)
        self.add(codes, whom & (day >= self.scene.crowd.birth), day)

    def _ready(self, whom: Truths, day: Days) -> tuple[Ints, Days]:
        """The places and days of those for whom there is a day."""
        who = np.flatnonzero(whom & (day <= self.reference))
        return who, day[who]

    def _write(self, codes: CodeList, who: Ints, day: Days, value: values.Drawn, code: int | None) -> None:
        if code is None:
            chosen = self.rng.integers(len(codes.codes), size=len(who))
        else:
            chosen = np.full(len(who), code % len(codes.codes))
        self.scene.ledger.add(codes.name, Entries(who, day, chosen, value.first, value.second))
