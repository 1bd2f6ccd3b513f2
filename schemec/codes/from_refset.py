"""Code lists from a SNOMED CT release: a simple reference set snapshot in Release Format 2, read row by row.

Such a file holds many reference sets; which is whose is said by the caller, or by the release's own descriptions.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from dsl.model.measures import CodeSystem
from schemec.codes.faults import Faults, refuse_too_many
from schemec.codes.store import NAME, Incoming
from schemec.exits import Exit, Trouble, why

LONGEST_LINE = 64 * 1024
REFSET = ("id", "effectiveTime", "active", "moduleId", "refsetId", "referencedComponentId")
DESCRIPTION = (
    "id",
    "effectiveTime",
    "active",
    "moduleId",
    "conceptId",
    "languageCode",
    "typeId",
    "term",
    "caseSignificanceId",
)
CLUSTER = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
"""A cluster's name within a description: DM_COD."""


def is_one(file: Path) -> bool:
    """Whether a file begins as the files of a release do."""
    try:
        with file.open("rb") as opened:
            return opened.readline(LONGEST_LINE).removeprefix(b"\xef\xbb\xbf").startswith(b"id\teffectiveTime\t")
    except OSError as error:
        raise Trouble(f"cannot read {file}: {why(error)}") from error


def read(file: Path, names: Mapping[str, str], terms: Mapping[str, str]) -> tuple[Incoming, ...]:
    """The lists of these reference sets (id → name), by name, without inactive rows. `terms` are by concept.

    Trouble, with the row, for whatever cannot be right, and for a reference set without codes.
    """
    codes: dict[str, dict[str, str]] = {refset: {} for refset in names}
    inactive = dict.fromkeys(names, 0)
    faults = Faults(file, CodeSystem.SNOMED)
    held = 0
    for number, (_, _, active, _, refset, concept) in _rows(file, REFSET):
        if active not in {"0", "1"}:
            raise _wrong(file, number, f"its third column is {active}, and says neither active (1) nor inactive (0)")
        if refset not in codes:
            continue
        if active == "0":
            inactive[refset] += 1
        elif faults.sound(number, concept) and concept not in codes[refset]:
            codes[refset][concept] = terms.get(concept, "")
            held += 1
            refuse_too_many(file, held)
    faults.refuse()
    for refset, name in names.items():
        if not codes[refset]:
            raise Trouble(f"{file}: no active row is of {name} ({refset}); nothing was imported", Exit.ERRORS)
    return tuple(
        Incoming(name, CodeSystem.SNOMED.value, codes[refset], inactive[refset])
        for refset, name in sorted(names.items(), key=lambda pair: pair[1])
    )


def refsets_in(file: Path) -> frozenset[str]:
    """The ids of the reference sets in a file."""
    return frozenset(row[4] for _, row in _rows(file, REFSET))


def clusters_from(file: Path) -> dict[str, str]:
    """Reference set id → cluster name, from two columns set apart by commas or tabs; other rows are headings."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise Trouble(f"cannot read {file}: {why(error)}") from error
    except UnicodeDecodeError:
        raise Trouble(f"{file}: it is not in UTF-8; save it as UTF-8", Exit.ERRORS) from None
    found: dict[str, str] = {}
    for number, row in enumerate(csv.reader(lines, delimiter="\t" if any("\t" in line for line in lines) else ","), 1):
        cells = [cell.strip() for cell in row[:2]]
        if len(cells) == 2 and cells[0].isdigit():
            if not NAME.fullmatch(cells[1]):
                raise _wrong(file, number, f"{cells[1]} is not a name: capitals, digits, - and _")
            found[cells[0]] = cells[1]
    if not found:
        raise Trouble(f"{file}: no row holds the id of a reference set and its name", Exit.ERRORS)
    return found


def described(file: Path, refsets: frozenset[str]) -> tuple[dict[str, str], dict[str, str]]:
    """From a release's descriptions: the cluster named in those of each reference set, and a term for each concept.

    A concept with several active descriptions gets the longest, which is the fully specified one as a rule.
    """
    clusters: dict[str, str] = {}
    terms: dict[str, str] = {}
    for _, row in _rows(file, DESCRIPTION):
        if row[2] != "1":
            continue
        concept, term = row[4], row[7]
        if (len(term), term) > (len(terms.get(concept, "")), terms.get(concept, "")):
            terms[concept] = term
        if concept in refsets and (named := CLUSTER.search(term)):
            clusters[concept] = min(named[0], clusters.get(concept, named[0]))
    return clusters, terms


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """The rows below the header with their numbers. Trouble if the file is another, or ends before its end."""
    try:
        with file.open("rb") as opened:
            number = 0
            while line := opened.readline(LONGEST_LINE):
                number += 1
                if not line.endswith(b"\n"):
                    raise _wrong(file, number, "the file ends in the middle of it; copy the release again")
                try:
                    row = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n").split("\t")
                except UnicodeDecodeError:
                    raise _wrong(file, number, "it is not in UTF-8, and a release always is") from None
                if number == 1:
                    _check_header(file, row, columns)
                elif len(row) != len(columns):
                    raise _wrong(file, number, f"it has {len(row)} columns, and {len(columns)} are due")
                else:
                    yield number, row
            if number == 0:
                raise _wrong(file, 1, "the file is empty")
    except OSError as error:
        raise Trouble(f"cannot read {file}: {why(error)}") from error


def _check_header(file: Path, row: list[str], columns: tuple[str, ...]) -> None:
    if tuple(row) != columns:
        kind = "a simple reference set" if columns == REFSET else "descriptions"
        raise _wrong(file, 1, f"these are not the columns of {kind}, which are {', '.join(columns)}")


def _wrong(file: Path, row: int, said: str) -> Trouble:
    return Trouble(f"{file}, row {row:,}: {said}\nnothing was imported", Exit.ERRORS)
