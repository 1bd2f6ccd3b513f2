"""Ordinary people: how many a practice has, how old they are, how long they have been with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from dsl.model.days import Length
from dsl.sample.columns import NO_DAY, Days, Ints, Truths, none_of
from dsl.sample.days import minus
from dsl.sample.scene import FEMALE, MALE, OTHER, Crowd

# Rough shares of England's registered patients by five years of age, the last for 95 and over; illustrative.
SHARES_BY_AGE = np.array(
    [55, 60, 62, 58, 60, 68, 71, 69, 65, 61, 66, 68, 61, 53, 48, 39, 26, 16, 7, 2], dtype=np.float64
)
AGES_IN_BAND = 5
DAYS_A_YEAR = 365.25
YEARS_OF_STAY = (6.0, 12.0)
"""The mean length of a registration differs from practice to practice between these."""
YEARS_GONE = 6
DIED = 0.25
"""How far back those who are gone went, and how many of them died."""
EARLIER = Length(12, "years")


def sizes(practices: int, patients: int, rng: np.random.Generator) -> Ints:
    """How many patients each practice has: about two fifths to double the mean, together exactly `patients`."""
    weights = np.clip(rng.lognormal(0.0, 0.45, practices), 0.4, 1.9)
    ends = np.rint(np.cumsum(weights) / weights.sum() * patients).astype(np.int64)
    each: Ints = np.diff(ends, prepend=0)
    return each


@dataclass(frozen=True, slots=True)
class Everybody:
    """Those who are registered, and after them those who are gone. `end` is NaT for the former."""

    birth: Days
    sex: Ints
    start: Days
    practice: Ints
    end: Days
    died: Truths

    def __len__(self) -> int:
        return len(self.birth)


def crowd(practices: Ints, census: date, rng: np.random.Generator) -> Crowd:
    """People registered on the census day. `practices` is each one's practice, by its place in the part."""
    on = np.full(len(practices), census, dtype="datetime64[D]")
    births = _births(practices, on, rng)
    return Crowd(births, _sexes(len(practices), rng), _starts(practices, births, on, rng), practices)


def everybody(here: Crowd, gone: Ints, census: date, rng: np.random.Generator) -> Everybody:
    """The crowd, and people who died or left in the years before; `gone` is the practice of each of these."""
    rows = len(gone)
    left = np.datetime64(census, "D") - rng.integers(0, YEARS_GONE * 365, size=rows).astype("timedelta64[D]")
    births = _births(gone, left, rng)
    return Everybody(
        np.concatenate((here.birth, births)),
        np.concatenate((here.sex, _sexes(rows, rng))),
        np.concatenate((here.start, _starts(gone, births, left, rng))),
        np.concatenate((here.practice, gone)),
        np.concatenate((np.full(len(here), NO_DAY), left)),
        np.concatenate((none_of(len(here)), rng.random(rows) < DIED)),
    )


def _births(practices: Ints, on: Days, rng: np.random.Generator) -> Days:
    """Practices have younger or older people; within five years of age all days are alike."""
    births = on.copy()
    ages = AGES_IN_BAND * np.arange(len(SHARES_BY_AGE))
    for practice in np.unique(practices):
        here = practices == practice
        shares = SHARES_BY_AGE * np.exp(rng.normal(0.0, 0.006) * ages)
        band = rng.choice(ages, size=int(here.sum()), p=shares / shares.sum())
        days_old = (band + AGES_IN_BAND * rng.random(len(band))) * DAYS_A_YEAR
        births[here] -= days_old.astype(np.int64).astype("timedelta64[D]")
    return births


def _sexes(rows: int, rng: np.random.Generator) -> Ints:
    sexes = np.where(rng.random(rows) < 0.505, FEMALE, MALE)
    sexes[rng.random(rows) < 0.001] = OTHER
    return sexes


def _starts(practices: Ints, births: Days, on: Days, rng: np.random.Generator) -> Days:
    """First days of stays that cover the day `on`: some years ago, and not before the first weeks of life."""
    years = rng.uniform(*YEARS_OF_STAY, size=int(practices.max(initial=0)) + 1)[practices]
    stay = (rng.exponential(years) * DAYS_A_YEAR).astype(np.int64).astype("timedelta64[D]")
    weeks = rng.integers(0, 42, size=len(births)).astype("timedelta64[D]")
    since: Days = np.maximum(on - stay, np.minimum(births + weeks, on))
    return since


def earlier_starts(everybody: Everybody, rng: np.random.Generator) -> Days:
    """The first day of the stay before the one known; NaT where there was no time for one."""
    first = np.maximum(everybody.birth, minus(everybody.start, EARLIER))
    room = (everybody.start - first).astype(np.int64)
    offset = (rng.random(len(room)) * room).astype(np.int64).astype("timedelta64[D]")
    before: Days = np.where(room > DAYS_A_YEAR, first + offset, NO_DAY)
    return before
