"""Days of many patients at once: month arithmetic, ages and windows. `dsl.run.values` says the same of one patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import assert_never

import numpy as np

from dsl.model.days import FromToAfter, InAfter, InBefore, Length, OneSided, Side
from dsl.sample.columns import Days, Ints, Truths

ONE_DAY = np.timedelta64(1, "D")
LONG_AGO = np.datetime64("1800-01-01", "D")
FAR_OFF = np.datetime64("2200-01-01", "D")
"""Open ends of windows; no record reaches them."""


def same_day(day: date | np.datetime64, rows: int) -> Days:
    """One day for everybody, kept once; not to be written to."""
    return np.broadcast_to(np.full(1, day, dtype="datetime64[D]"), rows)


def plus(days: Days, length: Length, times: int = 1) -> Days:
    """Each day plus `times` lengths; months and years clamp to the last day of the month."""
    if len(days) and days.strides == (0,):  # one day for all, as `same_day` gives: worked out once
        return np.broadcast_to(plus(days[:1].copy(), length, times), days.shape)
    count = length.count * times
    if length.unit in ("days", "weeks"):
        return days + np.timedelta64(count * (7 if length.unit == "weeks" else 1), "D")
    months = days.astype("datetime64[M]")
    in_month = days - months.astype("datetime64[D]")
    there = months + np.timedelta64(count * (12 if length.unit == "years" else 1), "M")
    last = (there + np.timedelta64(1, "M")).astype("datetime64[D]") - ONE_DAY
    moved: Days = np.minimum(there.astype("datetime64[D]") + in_month, last)
    return moved


def minus(days: Days, length: Length) -> Days:
    """Each day less the length, clamped as `plus` is."""
    return plus(days, length, -1)


def ages_on(births: Days, days: Days) -> Ints:
    """Completed years on the day; -1 before birth and where either is not known."""
    known = births <= days
    born, on = (np.where(known, each, LONG_AGO).astype("datetime64[D]") for each in (births, days))
    years = on.astype("datetime64[Y]").astype(np.int64) - born.astype("datetime64[Y]").astype(np.int64)
    ages: Ints = np.where(known, years - (_in_year(on) < _in_year(born)), -1)
    return ages


def _in_year(days: Days) -> Ints:
    """Month and day as one number, so that 29 February comes before 1 March in every year."""
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64) % 12
    day = (days - months.astype("datetime64[D]")).astype(np.int64)
    place: Ints = month * 100 + day
    return place


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of days for each patient, both ends included; NaT where its anchor has no day."""

    first: Days
    last: Days

    def holds(self, days: Days) -> Truths:
        """Whether each patient's day lies in the patient's stretch."""
        held: Truths = (self.first <= days) & (days <= self.last)
        return held

    def of(self, who: Ints) -> Stretch:
        """The stretches of some patients, by their place."""
        return Stretch(self.first[who], self.last[who])


def around(window: InBefore | InAfter | FromToAfter | OneSided, anchor: Days) -> Stretch:
    """The days of a window around each patient's own anchor."""
    match window:
        case InBefore():
            return Stretch(minus(anchor, window.length) + ONE_DAY, anchor)
        case InAfter():
            return Stretch(anchor, plus(anchor, window.length) - ONE_DAY)
        case FromToAfter():
            return Stretch(plus(anchor, window.first), plus(anchor, window.last))
        case OneSided():
            return _one_side(window.side, anchor)
        case _:
            assert_never(window)


def _one_side(side: Side, anchor: Days) -> Stretch:
    known = ~np.isnat(anchor)
    open_start = np.where(known, LONG_AGO, anchor).astype("datetime64[D]")
    open_end = np.where(known, FAR_OFF, anchor).astype("datetime64[D]")
    match side:
        case Side.AFTER:
            return Stretch(anchor + ONE_DAY, open_end)
        case Side.ON_OR_AFTER:
            return Stretch(anchor, open_end)
        case Side.BEFORE:
            return Stretch(open_start, anchor - ONE_DAY)
        case Side.ON_OR_BEFORE:
            return Stretch(open_start, anchor)
        case _:
            assert_never(side)
