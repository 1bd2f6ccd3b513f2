"""Open a folder of records: every table is there, of the declared types, and what pays is without fault."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dsl.run.counts import PracticeInputs
from schemec.exits import Trouble
from schemec.records import from_csv, from_parquet, practices
from schemec.records.tables import (
    LIST_SIZES,
    NETWORK_MEMBERSHIPS,
    PATIENTS,
    PRACTICES,
    REGISTRATIONS,
    SUBMISSIONS,
    TABLES,
    Table,
)


@dataclass(frozen=True, slots=True)
class Records:
    """A folder of records that was found in order.

    `parquet` gives the file of each table by the table's name; a table that may be absent and is, is not in it.
    `sources` gives the files as the user has them. `practices` is sorted by practice id.
    """

    folder: Path
    parquet: Mapping[str, Path]
    sources: Mapping[str, Path]
    practices: tuple[PracticeInputs, ...]


@contextmanager
def opened(folder: Path) -> Iterator[Records]:
    """Check a folder of Parquet or CSV files and give it to read; CSV files are there as Parquet until the block ends.

    Trouble, naming file, row and column as far as they matter, if anything is missing, of another type, or cannot be
    right. Rows that are only incomplete (an event without a date) are left to the count, which reports them.
    """
    if not folder.is_dir():
        what = "it is a file" if folder.exists() else "there is no such folder"
        raise Trouble(f"cannot read the records in {folder}: {what}")
    sources = {table.name: file for table in TABLES if (file := _found(folder, table)) is not None}
    with tempfile.TemporaryDirectory(prefix="schemec-records-") as made:
        files = {}
        for table in TABLES:
            if table.name in sources:
                files[table.name] = _as_parquet(table, sources[table.name], Path(made))
                from_parquet.check(table, files[table.name], sources[table.name])
        # Somebody registered of whom nothing else is known would be left out of every count, and nobody would see it.
        from_parquet.check_known(
            "patient_id",
            (files[REGISTRATIONS.name], sources[REGISTRATIONS.name]),
            (files[PATIENTS.name], sources[PATIENTS.name]),
        )

        def rows(table: Table) -> practices.Rows:
            return practices.Rows(sources[table.name], tuple(from_parquet.rows(table, files[table.name])))

        memberships = rows(NETWORK_MEMBERSHIPS) if NETWORK_MEMBERSHIPS.name in files else None
        known = practices.inputs(rows(PRACTICES), rows(LIST_SIZES), rows(SUBMISSIONS), memberships)
        yield Records(folder, files, sources, known)


def _found(folder: Path, table: Table) -> Path | None:
    there = [file for suffix in ("parquet", "csv") if (file := folder / f"{table.name}.{suffix}").is_file()]
    if len(there) > 1:
        raise Trouble(f"{folder}: both {there[0].name} and {there[1].name} are there; keep one of them")
    if not there and not table.may_be_absent:
        raise Trouble(f"{folder}: there is neither {table.name}.parquet nor {table.name}.csv")
    return there[0] if there else None


def _as_parquet(table: Table, source: Path, made: Path) -> Path:
    if source.suffix == ".parquet":
        return source
    target = made / f"{table.name}.parquet"
    from_csv.convert(table, source, target)
    return target
