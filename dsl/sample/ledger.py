"""The coded entries made so far, by code list. All in it are usable; flawed ones are added only at the end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dsl.sample.columns import NO_DAY, Days, Ints, Truths
from dsl.sample.days import Stretch


@dataclass(slots=True)
class Entries:
    """Entries of one list: whose (the patient's place), when, which code of the list, and the value if it has one."""

    who: Ints
    day: Days
    code: Ints
    value: Ints
    second: Ints

    def __len__(self) -> int:
        return len(self.who)

    def within(self, stretch: Stretch) -> Truths:
        """Which entries lie in their patient's stretch."""
        return stretch.of(self.who).holds(self.day)

    def earliest(self, which: Truths, patients: int) -> Days:
        """The first day of the chosen entries for each patient; NaT where there is none."""
        return self._extreme(which, patients, np.minimum, np.iinfo(np.int64).max)

    def latest(self, which: Truths, patients: int) -> Days:
        """The last day, likewise."""
        return self._extreme(which, patients, np.maximum, np.iinfo(np.int64).min)

    def _extreme(self, which: Truths, patients: int, better: np.ufunc, worst: int) -> Days:
        found = np.full(patients, worst, dtype=np.int64)
        better.at(found, self.who[which], self.day[which].astype(np.int64))
        days: Days = np.where(found == worst, NO_DAY, found.astype("datetime64[D]"))
        return days


class Ledger:
    """Entries by code list, for a fixed number of patients."""

    def __init__(self) -> None:
        self._lists: dict[str, Entries] = {}

    def of(self, codes: str) -> Entries:
        """The entries of a list, to read or to change in place."""
        if codes not in self._lists:
            nothing = np.empty(0, dtype=np.int64)
            self._lists[codes] = Entries(nothing, nothing.astype("datetime64[D]"), nothing, nothing, nothing)
        return self._lists[codes]

    def add(self, codes: str, more: Entries) -> None:
        """Add entries to a list."""
        old = self.of(codes)
        self._lists[codes] = Entries(
            np.concatenate((old.who, more.who)),
            np.concatenate((old.day, more.day)),
            np.concatenate((old.code, more.code)),
            np.concatenate((old.value, more.value)),
            np.concatenate((old.second, more.second)),
        )

    def drop(self, codes: str, which: Truths) -> None:
        """Take entries out of a list."""
        old = self.of(codes)
        kept = ~which
        self._lists[codes] = Entries(old.who[kept], old.day[kept], old.code[kept], old.value[kept], old.second[kept])

    def lists(self) -> tuple[str, ...]:
        """The lists that have entries, sorted."""
        return tuple(sorted(name for name, entries in self._lists.items() if len(entries)))
