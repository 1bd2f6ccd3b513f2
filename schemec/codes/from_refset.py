"""Code lists from a SNOMED CT release: simple reference set snapshots in Release Format 2, read row by row.

Such a file holds many reference sets; which is whose is said by the caller, or by the release's own descriptions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dsl.model.measures import CodeSystem, Retired
from schemec.codes.faults import Faults, refuse_too_many
from schemec.codes.rows import ACTIVE, ASSOCIATION, CONCEPT, DESCRIPTION, REFSET, day_of, rows, wrong
from schemec.codes.store import Incoming

CLUSTER = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
"""A cluster's name within a description: DM_COD."""
FULLY_SPECIFIED = "900000000000003001"
"""The type of the one description that names a concept beyond doubt (SNOMED CT Release File Specification, 4.2.2)."""
IN_PLACE = frozenset(
    {
        "900000000000523009",  # possibly equivalent to
        "900000000000526001",  # replaced by
        "900000000000527005",  # same as
        "900000000000529008",  # similar to
        "900000000000530003",  # alternative
    }
)
"""Associations that name what to use in place of an inactive concept (the same specification, 5.2.5.1). The others name
where it was moved to, and what it was a kind of."""


@dataclass(slots=True)
class Members:
    """One reference set: its active members, and since when others have been inactive."""

    active: set[str] = field(default_factory=set)
    inactive: dict[str, Retired] = field(default_factory=dict)
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """What other files of a release say: terms by concept, and the inactive concepts, None where nothing says."""

    terms: Mapping[str, str] = field(default_factory=dict)
    inactive: Mapping[str, Retired] | None = None


def members(files: Sequence[Path], refsets: Collection[str]) -> dict[str, Members]:
    """The members of these reference sets; those of which there is no row are left out.

    Trouble, with the row, for whatever cannot be right, and for a file with the history of its rows.
    """
    found: dict[str, Members] = {}
    known: dict[str, str] = {}  # each concept once, however many sets it is in: checked once, and one text
    held = 0
    for file in files:
        faults = Faults(file, CodeSystem.SNOMED)
        again: set[tuple[str, str]] = set()
        for number, row in rows(file, REFSET):
            if row[4] not in refsets:
                continue
            of = found.setdefault(row[4], Members())
            concept = known.get(row[5], row[5])
            if concept in of.active or concept in of.inactive:
                again.add((row[4], concept))
            if row[2] != ACTIVE:
                of.left_out += 1
                of.inactive[concept] = Retired(day_of(file, number, row))
            elif concept not in of.active and (concept in known or faults.sound(number, concept)):
                of.active.add(known.setdefault(concept, concept))
                held += 1
                refuse_too_many(file, len(of.active), held)
        faults.refuse()
        if again:
            _refuse_history(file, again)
    return found


def _refuse_history(file: Path, again: Collection[tuple[str, str]]) -> None:
    """Trouble if the members that stand there more than once are the same members, and not taken up again as others."""
    seen: set[str] = set()
    for number, row in rows(file, REFSET):
        if (row[4], row[5]) in again:
            if row[0] in seen:
                said = "the file holds the history of its rows, and a Snapshot is wanted"
                raise wrong(file, number, f"the member {row[0]} stands in a row above too: {said}")
            seen.add(row[0])


def lists(found: dict[str, Members], names: Mapping[str, str], side: Side) -> Iterator[Incoming]:
    """Those reference sets as lists, by name, without inactive rows; each leaves `found`, which may hold millions."""
    for refset, name in sorted(names.items(), key=lambda pair: pair[1]):
        yield _list(name, found.pop(refset), side)


def _list(name: str, of: Members, side: Side) -> Incoming:
    inactive = side.inactive or {}
    return Incoming(
        name,
        CodeSystem.SNOMED.value,
        {code: side.terms.get(code, "") for code in of.active},
        of.left_out,
        {code: inactive[code] for code in of.active if code in inactive},
        {code: known for code, known in of.inactive.items() if code not in of.active},
    )


def refsets_in(files: Sequence[Path]) -> frozenset[str]:
    """The ids of the reference sets in some files."""
    return frozenset(row[4] for file in files for _, row in rows(file, REFSET))


def clusters_in(descriptions: Sequence[Path]) -> dict[str, str]:
    """Concept → the cluster named in one of its descriptions, the first of several by the alphabet. Those that are
    reference sets are the clusters.
    """
    found: dict[str, str] = {}
    for file in descriptions:
        for _, row in rows(file, DESCRIPTION):
            if row[2] == ACTIVE and "_" in row[7] and (named := CLUSTER.search(row[7])):
                found[row[4]] = min(named[0], found.get(row[4], named[0]))
    return found


def terms_in(descriptions: Sequence[Path], concepts: Collection[str]) -> dict[str, str]:
    """A term for each of these concepts: its fully specified name, or where that is not given the longest there is."""
    best: dict[str, tuple[bool, int, str]] = {}
    for file in descriptions:
        for _, row in rows(file, DESCRIPTION):
            if row[4] in concepts and row[2] == ACTIVE:
                one = (row[6] == FULLY_SPECIFIED, len(row[7]), row[7])
                if row[4] not in best or one > best[row[4]]:
                    best[row[4]] = one
    return {concept: term for concept, (_, _, term) in best.items()}


def inactive_in(concepts: Sequence[Path], associations: Sequence[Path]) -> dict[str, Retired] | None:
    """The inactive concepts of a release with what took their place; None where no file of concepts was given."""
    if not concepts:
        return None
    since: dict[str, Retired] = {}
    for file in concepts:
        for number, row in rows(file, CONCEPT):
            if row[0] in since:
                raise wrong(file, number, f"{row[0]} stands in a row above too; a Snapshot has each concept once")
            if row[2] != ACTIVE:
                since[row[0]] = Retired(day_of(file, number, row))
    instead: dict[str, set[str]] = {}
    for file in associations:
        for _, row in rows(file, ASSOCIATION):
            if row[2] == ACTIVE and row[4] in IN_PLACE and row[5] in since:
                instead.setdefault(row[5], set()).add(row[6])
    return {code: Retired(known.since, tuple(sorted(instead.get(code, ())))) for code, known in since.items()}
