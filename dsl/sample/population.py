"""A population for a checked scheme: practices, patients, registrations and entries, a few practices at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from dsl.model.checked import CheckedScheme
from dsl.model.scheme import Scheme
from dsl.report.figures import count
from dsl.run.when import When
from dsl.sample import background, issues, layout, people, practices
from dsl.sample.columns import Ints, Tables
from dsl.sample.ledger import Ledger
from dsl.sample.measures import Decisions
from dsl.sample.pen import Pen
from dsl.sample.scene import Scene
from dsl.sample.shape import shape

AT_ONCE = 60_000
"""Patients in memory together, unless one practice has more."""
GONE = 0.05
"""Of all patients, those who died or left before the count."""


@dataclass(frozen=True, slots=True)
class _Area:
    """What all parts of a population share. By practice: its id, its patients, and how many of them are gone."""

    scheme: Scheme
    when: When
    ids: tuple[str, ...]
    sizes: Ints
    gone: Ints


def population(
    checked: CheckedScheme, practices_wanted: int, patients: int, rng: np.random.Generator, until: date | None = None
) -> Iterator[Tables]:
    """The tables of a made-up area: first those about practices, then the others in parts of some practices each.

    The same generator state gives the same tables. `patients` are all rows of the patients table; a few of them are
    gone. `until` is the last day of the records: the last day of the scheme year if none is given. ValueError if there
    are fewer patients than practices.
    """
    if not 0 < practices_wanted <= patients:
        raise ValueError(f"{count(patients, 'patient')} cannot fill {count(practices_wanted, 'practice')}")
    scheme = checked.scheme
    ids = practices.identifiers(practices_wanted)
    sizes = people.sizes(practices_wanted, patients, rng)
    area = _Area(scheme, When(until or scheme.last_day), ids, sizes, np.rint(sizes * GONE).astype(np.int64))
    about = {
        "practices": practices.practices(scheme, ids, rng),
        "list_sizes": practices.list_sizes(scheme, ids, sizes - area.gone, rng),
        "submissions": practices.submissions(scheme, ids, rng),
        "network_memberships": practices.network_memberships(scheme, ids),
    }
    if scheme.menu:
        about["sign_ups"] = practices.sign_ups(scheme, ids, rng)
    yield about
    for first, last in _parts(sizes):
        yield _part(area, first, last, rng)


def _parts(sizes: Ints) -> Iterator[tuple[int, int]]:
    """Neighbouring practices that fit in memory together: the first, and the one after the last."""
    first, together = 0, 0
    for place, size in enumerate(sizes):
        if place > first and together + size > AT_ONCE:
            yield first, place
            first, together = place, 0
        together += int(size)
    yield first, len(sizes)


def _part(area: _Area, first: int, last: int, rng: np.random.Generator) -> Tables:
    gone = area.gone[first:last]
    here = area.sizes[first:last] - gone
    census = area.when.census(area.scheme)
    crowd = people.crowd(np.repeat(np.arange(len(here)), here), census, rng)
    scene = Scene(area.scheme, area.when, crowd, Ledger())
    pen = Pen(scene, rng)
    shape(pen)
    Decisions(pen).all()
    everybody = people.everybody(crowd, np.repeat(np.arange(len(gone)), gone), census, rng)
    numbered = int(area.sizes[:first].sum()) + 1
    names = layout.Names(tuple(f"P{numbered + place:07d}" for place in range(len(everybody))), area.ids, first)
    patients = layout.patients(names, everybody, rng)
    registrations = layout.registrations(names, everybody, rng)
    entries = background.entries(scene, everybody, rng)
    events = layout.events(names, everybody, entries, area.scheme, rng)
    return {"patients": patients, "registrations": registrations, **issues.apart(events, entries, area.scheme, rng)}
