"""Practices and what is stated of them: names, joining, list sizes, what they hand in, networks."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from dsl.model.pay import ListKind
from dsl.model.scheme import Scheme
from dsl.run.facts import lists_wanted
from dsl.sample.columns import NO_DAY, TEN_THOUSANDTHS, AnyColumn, DayColumn, Ints, NumberColumn, TextColumn, days_of

TREES = (
    "Alder", "Ash", "Aspen", "Beech", "Birch", "Cedar", "Cherry", "Chestnut", "Elder", "Elm", "Hawthorn", "Hazel",
    "Holly", "Hornbeam", "Juniper", "Larch", "Laurel", "Lime", "Maple", "Mulberry", "Oak", "Pear", "Pine", "Plane",
    "Poplar", "Rowan", "Sycamore", "Walnut", "Willow", "Yew",
)  # fmt: skip
PLACES = ("Road Surgery", "Lane Practice", "Park Medical Centre", "Street Health Centre")

NOT_JOINED = 0.07
IN_TIME = 0.8
LATE = 0.1
"""Shares of practices that stay out of the scheme, that hand in what they must in time, and that do so too late."""
SIGNS_UP = 0.75
SIGNS_LATE = 0.05
ENDS = 0.05
"""Shares of what practices choose that they sign up for: before the scheme begins, in its year, and not to its end."""
CONTRACTS = ("GMS", "GMS", "PMS", "GMS", "GMS", "APMS", "GMS", "PMS", "GMS", "GMS")
NETWORK = 5
LIST_DIFFERS = 0.003
"""How far a stated list lies from the one found in the records, as a rule."""
WEIGHT = (0.9, 1.1)

Columns = dict[str, AnyColumn]


def identifiers(practices: int) -> tuple[str, ...]:
    """Plainly made-up codes, all of one length."""
    digits = max(3, len(str(practices)))
    return tuple(f"SYN{number:0{digits}d}" for number in range(1, practices + 1))


def names(practices: int) -> tuple[str, ...]:
    """Names that differ, for as many as there are."""
    found = []
    for number in range(practices):
        round_, tree = divmod(number, len(TREES))
        again, place = round_ // len(PLACES), (number + round_) % len(PLACES)
        found.append(f"{TREES[tree]} {PLACES[place]}" + (f" {again + 1}" if again else ""))
    return tuple(found)


def practices(scheme: Scheme, ids: tuple[str, ...], rng: np.random.Generator) -> Columns:
    """The practices; most joined before the last day for it, or before the scheme began."""
    last = scheme.governance.join_by or scheme.first_day - timedelta(days=1)
    before = np.datetime64(last, "D") - rng.integers(0, 60, size=len(ids)).astype("timedelta64[D]")
    out = rng.permutation(len(ids))[: round(NOT_JOINED * len(ids))]
    joined = before.copy()
    joined[out] = NO_DAY
    return {
        "practice_id": TextColumn.of(ids),
        "name": TextColumn.of(names(len(ids))),
        "joined_on": DayColumn(joined),
        "left_on": DayColumn(np.full(len(ids), NO_DAY)),
        "contract_type": TextColumn.of([CONTRACTS[number % len(CONTRACTS)] for number in range(len(ids))]),
    }


def list_sizes(scheme: Scheme, ids: tuple[str, ...], counted: Ints, rng: np.random.Generator) -> Columns:
    """A size for each list that the scheme asks for, near to the patients found."""
    rows: list[tuple[str, str, date, int]] = []
    for kind, on in lists_wanted(scheme):
        sizes = np.maximum(1, np.rint(counted * (1 + rng.normal(0.0, LIST_DIFFERS, len(ids)))))
        if kind is ListKind.WEIGHTED:
            sizes = np.round(sizes * rng.uniform(*WEIGHT, len(ids)), 2)
        rows += [(name, kind.value, on, round(size * TEN_THOUSANDTHS)) for name, size in zip(ids, sizes, strict=True)]
    return {
        "practice_id": TextColumn.of([row[0] for row in rows]),
        "kind": TextColumn.of([row[1] for row in rows]),
        "on": DayColumn(days_of(row[2] for row in rows)),
        "size": NumberColumn(np.array([row[3] for row in rows], dtype=np.int64)),
    }


def submissions(scheme: Scheme, ids: tuple[str, ...], rng: np.random.Generator) -> Columns:
    """What practices handed in: most in time, some late, some not at all."""
    wanted = sorted({(need.what, need.by) for payment in scheme.payments for need in payment.conditions})
    rows: list[tuple[str, str, date]] = []
    for what, by in wanted:
        for name, chance, days in zip(ids, rng.random(len(ids)), rng.integers(1, 60, size=len(ids)), strict=True):
            if chance < IN_TIME:
                rows.append((name, what, by - timedelta(days=int(days) - 1)))
            elif chance < IN_TIME + LATE:
                rows.append((name, what, by + timedelta(days=int(days))))
    return {
        "practice_id": TextColumn.of([row[0] for row in rows]),
        "what": TextColumn.of([row[1] for row in rows]),
        "submitted_on": DayColumn(days_of(row[2] for row in rows)),
    }


def sign_ups(scheme: Scheme, ids: tuple[str, ...], rng: np.random.Generator) -> Columns:
    """What practices signed up for: most of the menu, some of it late, some not to the end of the year."""
    length = (scheme.last_day - scheme.first_day).days + 1
    rows: list[tuple[str, str, date, date | None]] = []
    for clause in scheme.menu:
        chances, days = rng.random(len(ids)), rng.integers(1, max(2, length), size=len(ids))
        for name, chance, day in zip(ids, chances, days, strict=True):
            within = scheme.first_day + timedelta(days=int(day))
            if chance < SIGNS_UP:
                rows.append((name, clause.code, scheme.first_day, within if chance < ENDS else None))
            elif chance < SIGNS_UP + SIGNS_LATE:
                rows.append((name, clause.code, within, None))
    rows.sort(key=lambda row: row[:2])
    return {
        "practice_id": TextColumn.of([row[0] for row in rows]),
        "clause": TextColumn.of([row[1] for row in rows]),
        "signed_on": DayColumn(days_of(row[2] for row in rows)),
        "ended_on": DayColumn(days_of(row[3] for row in rows)),
    }


def network_memberships(scheme: Scheme, ids: tuple[str, ...]) -> Columns:
    """Networks of neighbours, since before the scheme."""
    since = date(scheme.first_day.year - 1, 4, 1)
    return {
        "practice_id": TextColumn.of(ids),
        "network_id": TextColumn.of([f"NET{int(name[3:]) // NETWORK + 1:03d}" for name in ids]),
        "start_date": DayColumn(days_of([since] * len(ids))),
        "end_date": DayColumn(np.full(len(ids), NO_DAY)),
    }
