"""Which reference set is which cluster, from a table: the one that comes with the national clusters, or one's own."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from schemec.codes.rows import wrong
from schemec.codes.store import NAME
from schemec.exits import Exit, Trouble, why

CLUSTER = ("cluster", "clusterid", "name")
REFSET = ("refset", "refsetid", "pcdrefsetid")
"""Headings, but for case and signs. The table of the national clusters has `Cluster_ID` and `PCD_Refset_ID`, and a row
for each code."""


def clusters_from(file: Path) -> dict[str, str]:
    """Reference set id → cluster name, from columns that are headed so, or else the first two.

    Commas or tabs set them apart. Rows without the id of a reference set are headings. Trouble for a name that is none,
    or without any row.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            first = opened.readline()
            opened.seek(0)
            rows = csv.reader(opened, delimiter="\t" if "\t" in first else ",")
            found = _found(file, rows)
    except (OSError, csv.Error) as error:
        raise Trouble(f"cannot read {file}: {why(error) if isinstance(error, OSError) else error}") from error
    except UnicodeDecodeError:
        raise Trouble(f"{file}: it is not in UTF-8; save it as UTF-8", Exit.ERRORS) from None
    if not found:
        raise Trouble(f"{file}: no row holds the id of a reference set and its name", Exit.ERRORS)
    return found


def _found(file: Path, rows: Iterable[list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    refset_at, name_at = 0, 1
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        if number == 1:
            headings = ["".join(sign for sign in cell.casefold() if sign.isalnum()) for cell in cells]
            refset_at = next((headings.index(each) for each in REFSET if each in headings), refset_at)
            name_at = next((headings.index(each) for each in CLUSTER if each in headings), name_at)
        if len(cells) <= max(refset_at, name_at) or not cells[refset_at].removeprefix("^").isdigit():
            continue
        if not NAME.fullmatch(cells[name_at]):
            raise wrong(file, number, f"{cells[name_at]} is not a name: capitals, digits, - and _")
        found[cells[refset_at].removeprefix("^")] = cells[name_at]
    return found
