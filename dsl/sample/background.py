"""All that a record holds beside what a scheme asks for: other entries, and entries with something wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dsl.model.measures import CodeList, CodeSystem
from dsl.model.scheme import Scheme
from dsl.sample import values
from dsl.sample.columns import NO_DAY, NO_VALUE, TEN_THOUSANDTHS, Days, Ints
from dsl.sample.ledger import Ledger
from dsl.sample.people import Everybody
from dsl.sample.scene import Scene

FEWEST_EACH = 12
OTHER_CODES = 500
YEARS_BACK = 8
"""Other entries: so many codes, over so many years, until each patient has at least so many entries in all."""

FLAWED = 0.002
FLAWED_VALUES = 0.015
"""Shares of a list's entries that are there a second time with a flaw: of all, and of those with values."""
UNIT_LEFT_OUT = 0.03

DECLARED, LEFT_OUT, ANOTHER = 0, 1, 2
"""What an entry says of its unit."""
UNDATED, OTHER_UNIT, TOO_LARGE, HALVED = 0, 1, 2, 3
"""Flaws."""


@dataclass(frozen=True, slots=True)
class Written:
    """Entries as they go into the table. `word` is the place of the code among `codes_of`, `unit` one of the three."""

    who: Ints
    day: Days
    word: Ints
    value: Ints
    second: Ints
    unit: Ints


@dataclass(frozen=True, slots=True)
class Listed:
    """A code that entries may have; `unit` is what its list declares, or nothing."""

    system: str
    code: str
    unit: str = ""


def codes_of(scheme: Scheme) -> tuple[Listed, ...]:
    """Each code there may be: those of the scheme's lists, one list after another, then others."""
    listed = [
        Listed(codes.system.value, code.code, codes.unit.value if codes.unit else "")
        for codes in scheme.code_lists
        for code in codes.codes
    ]
    other = [Listed(CodeSystem.SYNTHETIC.value, f"SYN-OTHER-{number:03d}") for number in range(1, OTHER_CODES + 1)]
    return (*listed, *other)


def entries(scene: Scene, everybody: Everybody, rng: np.random.Generator) -> Written:
    """All entries of all people, sorted by patient and then by day, undated ones last."""
    made = _written(scene.scheme, scene.ledger, rng)
    counts = np.zeros(len(everybody), dtype=np.int64)
    for part in made:
        counts += np.bincount(part.who, minlength=len(counts))
    last = np.where(np.isnat(everybody.end), np.datetime64(scene.when.reference, "D"), everybody.end)
    return _joined([*made, _others(counts, everybody.birth, last, len(codes_of(scene.scheme)) - OTHER_CODES, rng)])


def _written(scheme: Scheme, ledger: Ledger, rng: np.random.Generator) -> list[Written]:
    """The ledger's entries, and for each list some flawed ones."""
    found = []
    first = 0
    for codes in scheme.code_lists:
        entries = ledger.of(codes.name)
        if len(entries):
            units = np.where(rng.random(len(entries)) < UNIT_LEFT_OUT, LEFT_OUT, DECLARED)
            good = Written(entries.who, entries.day, entries.code + first, entries.value, entries.second, units)
            found += [good, _flawed(codes, good, rng)]
        first += len(codes.codes)
    return found


def _flawed(codes: CodeList, good: Written, rng: np.random.Generator) -> Written:
    """Copies of some entries, each with one flaw for which it cannot be used."""
    valued = good.value != NO_VALUE
    chosen = np.flatnonzero(rng.random(len(good.who)) < np.where(valued, FLAWED_VALUES, FLAWED))
    possible = [UNDATED, OTHER_UNIT]
    if codes.high is not None:
        possible.append(TOO_LARGE)
    if codes.paired:
        possible.append(HALVED)
    flaw = np.where(valued[chosen], rng.choice(possible, size=len(chosen)), UNDATED)
    value = good.value[chosen]
    if codes.high is not None:
        value = np.where(flaw == TOO_LARGE, int(codes.high.number * 10) * TEN_THOUSANDTHS, value)
    return Written(
        good.who[chosen],
        np.where(flaw == UNDATED, NO_DAY, good.day[chosen]),
        good.word[chosen],
        value,
        np.where(flaw == HALVED, NO_VALUE, good.second[chosen]),
        np.where(flaw == OTHER_UNIT, ANOTHER, good.unit[chosen]),
    )


def _others(counts: Ints, births: Days, until: Days, first_word: int, rng: np.random.Generator) -> Written:
    """Entries with other codes, until each patient has enough. `until` is the last day each has entries."""
    more = np.maximum(0, FEWEST_EACH + (rng.random(len(counts)) < 0.3) - counts)
    who = np.repeat(np.arange(len(counts)), more)
    since = np.maximum(births, until - np.timedelta64(YEARS_BACK * 365, "D"))
    room = (until - since).astype(np.int64)[who] + 1
    day = since[who] + (rng.random(len(who)) * room).astype(np.int64).astype("timedelta64[D]")
    nothing = values.no_values(len(who))
    word = first_word + rng.integers(OTHER_CODES, size=len(who))
    return Written(who, day, word, nothing.first, nothing.second, np.full(len(who), LEFT_OUT))


def _joined(parts: list[Written]) -> Written:
    who = np.concatenate([part.who for part in parts])
    day = np.concatenate([part.day for part in parts])
    order = np.lexsort((day, who))

    def sorted_(columns: list[Ints]) -> Ints:
        return np.concatenate(columns)[order]

    return Written(
        who[order],
        day[order],
        sorted_([part.word for part in parts]),
        sorted_([part.value for part in parts]),
        sorted_([part.second for part in parts]),
        sorted_([part.unit for part in parts]),
    )
