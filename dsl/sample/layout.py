"""People and their entries as the columns of an extract."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dsl.model.scheme import Scheme
from dsl.sample import background
from dsl.sample.background import Written
from dsl.sample.columns import NO_DAY, NO_VALUE, Columns, DayColumn, Days, Ints, NumberColumn, TextColumn
from dsl.sample.people import Everybody, earlier_starts
from dsl.sample.scene import SEXES

MOVED_HERE = 0.1
NEVER_ENDED = 0.01
"""Shares with an earlier practice, and of these, where the registration there was never ended."""
NOT_RECORDED = 0.001
"""Birth dates and sexes that are missing."""
ENTERED_LATE = 0.05
ROOMS = 6
"""Providers of a practice."""
SESSIONS = 4
"""Contacts of a patient on one day are one consultation; a practice has so many at a time."""
ANOTHER_UNIT = "another unit"


@dataclass(frozen=True, slots=True)
class Names:
    """Patients of a part by place, all practices of the area, and which of these is the part's first."""

    patients: tuple[str, ...]
    practices: tuple[str, ...]
    first: int


def patients(names: Names, everybody: Everybody, rng: np.random.Generator) -> Columns:
    """One row each."""
    rows = len(everybody)
    births = np.where(rng.random(rows) < NOT_RECORDED, NO_DAY, everybody.birth)
    sexes = np.where(rng.random(rows) < NOT_RECORDED, -1, everybody.sex)
    return {
        "patient_id": TextColumn(np.arange(rows), names.patients),
        "birth_date": DayColumn(births),
        "sex": TextColumn(sexes, SEXES),
        "death_date": DayColumn(np.where(everybody.died, everybody.end, NO_DAY)),
    }


def registrations(names: Names, everybody: Everybody, rng: np.random.Generator) -> Columns:
    """The present or last stay of each, and earlier ones with other practices.

    An earlier stay that was never ended does not count: the one begun later does.
    """
    among = len(names.practices)
    practice = everybody.practice + names.first
    before = earlier_starts(everybody, rng)
    moved = np.flatnonzero(~np.isnat(before) & (rng.random(len(before)) < MOVED_HERE) & (among > 1))
    elsewhere = (practice[moved] + rng.integers(1, max(2, among), size=len(moved))) % among
    ended = np.where(rng.random(len(moved)) < NEVER_ENDED, NO_DAY, everybody.start[moved])
    who = np.concatenate((np.arange(len(everybody)), moved))
    start = np.concatenate((everybody.start, before[moved]))
    order = np.lexsort((start, who))
    return {
        "patient_id": TextColumn(who[order], names.patients),
        "practice_id": TextColumn(np.concatenate((practice, elsewhere))[order], names.practices),
        "start_date": DayColumn(start[order]),
        "end_date": DayColumn(np.concatenate((everybody.end, ended))[order]),
    }


def events(names: Names, everybody: Everybody, entries: Written, scheme: Scheme, rng: np.random.Generator) -> Columns:
    """The entries, with what else an extract says of each."""
    codes = background.codes_of(scheme)
    rows = len(entries.who)
    late = np.where(rng.random(rows) < ENTERED_LATE, rng.integers(1, 20, size=rows), 0).astype("timedelta64[D]")
    room = (everybody.practice[entries.who] + names.first) * ROOMS + rng.integers(ROOMS, size=rows)
    return {
        "patient_id": TextColumn(entries.who, names.patients),
        "code_system": _word_of(entries.word, tuple(code.system for code in codes)),
        "code": TextColumn(entries.word, tuple(code.code for code in codes)),
        "event_date": DayColumn(entries.day),
        "recorded_on": DayColumn(entries.day + late),
        "value": NumberColumn(entries.value),
        "second_value": NumberColumn(entries.second),
        "unit": _units(entries, tuple(code.unit for code in codes)),
        "consultation_id": _consultations(entries.who, entries.day),
        "provider": TextColumn(room, _providers(names.practices)),
    }


def _providers(practices: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{practice}-{place + 1}" for practice in practices for place in range(ROOMS))


def _word_of(places: Ints, words: tuple[str, ...]) -> TextColumn:
    """A column of few words, one for each code."""
    few = tuple(dict.fromkeys(words))
    return TextColumn(np.array([few.index(word) for word in words], dtype=np.int64)[places], few)


def _units(entries: Written, declared: tuple[str, ...]) -> TextColumn:
    own = _word_of(entries.word, declared)
    unit = np.where(entries.unit == background.ANOTHER, len(own.words), own.codes)
    unit[(entries.unit == background.LEFT_OUT) | (entries.value == NO_VALUE)] = -1
    return TextColumn(unit, (*own.words, ANOTHER_UNIT))


def _consultations(who: Ints, day: Days) -> TextColumn:
    """The day and a session of it: entries of one patient on one day share them."""
    dated = np.flatnonzero(~np.isnat(day))
    keys, places = np.unique(day[dated].astype(np.int64) * SESSIONS + who[dated] % SESSIONS, return_inverse=True)
    codes = np.full(len(who), -1, dtype=np.int64)
    codes[dated] = places
    days = np.datetime_as_string((keys // SESSIONS).astype("datetime64[D]"))
    return TextColumn(codes, tuple(f"{on}-{key % SESSIONS + 1}" for on, key in zip(days, keys.tolist(), strict=True)))
