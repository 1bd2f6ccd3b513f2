"""Open a folder of records: every table is there, of the declared types, and what pays is without fault."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsl.run.counts import PracticeInputs
from schemec.engines.duckdb import Engine
from schemec.exits import Trouble
from schemec.records import from_csv, from_parquet, memory, practices
from schemec.records.faults import Faults, FaultyRecords
from schemec.records.looking import Looked, Reason, look_through, refuse_strangers
from schemec.records.tables import (
    LIST_SIZES,
    NETWORK_MEMBERSHIPS,
    PRACTICES,
    SIGN_UPS,
    SUBMISSIONS,
    TABLES,
    Table,
)


@dataclass(frozen=True, slots=True)
class Records:
    """A folder of records that was found in order.

    `parquet` gives the file of each table by the table's name; a table that may be absent and is, is not in it.
    `sources` gives the files as the user has them, `hashes` their SHA-256. `practices` is sorted by practice id.
    `looked` says how many rows cannot be used. `engine` has the records open.
    """

    folder: Path
    parquet: Mapping[str, Path]
    sources: Mapping[str, Path]
    hashes: Mapping[str, str]
    practices: tuple[PracticeInputs, ...]
    looked: tuple[Looked, ...]
    engine: Engine


@contextmanager
def opened(folder: Path) -> Iterator[Records]:
    """Check a folder of Parquet or CSV files and give it to read; CSV files are there as Parquet until the block ends.

    FaultyRecords, naming file, row and column as far as they matter, if anything is missing, of another type, or
    cannot be right. Records that were found in order before, and have not changed, are not checked again. Rows that
    cannot be used are counted; rows that a scheme cannot use are left to the run, which reports them.
    """
    sources = _sources(folder)
    hashes = memory.digests(sources)
    sealed = memory.seal(sources, hashes)
    looked = _recalled(sealed)
    with tempfile.TemporaryDirectory(prefix="schemec-records-") as made:
        faults = Faults()
        files = {}
        for table in TABLES:
            if table.name in sources:
                with faults.noted():
                    files[table.name] = _as_parquet(table, sources[table.name], Path(made))
                    if looked is None:
                        from_parquet.check(table, files[table.name], sources[table.name])
        faults.refuse_any()
        known: tuple[PracticeInputs, ...] = ()
        with faults.noted():
            known = _practices(files, sources)
        with Engine(files) as engine:
            if looked is None:
                with faults.noted():
                    refuse_strangers(engine, files, sources)
                with faults.noted():
                    looked = look_through(engine, files, sources)
            faults.refuse_any()
            found = looked or ()
            memory.keep(sealed, _as_json(found))
            yield Records(folder, files, sources, hashes, known, found, engine)


def remembered(folder: Path) -> tuple[Looked, ...] | None:
    """What was found when these very records were checked; None if they have not been, or were not in order."""
    sources = _sources(folder)
    return _recalled(memory.seal(sources, memory.digests(sources)))


def _recalled(sealed: str) -> tuple[Looked, ...] | None:
    kept = memory.recall(sealed)
    if kept is None:
        return None
    return tuple(
        Looked(each["table"], each["rows"], tuple((Reason[name], rows) for name, rows in each["unusable"]))
        for each in kept["looked"]
    )


def _as_json(looked: tuple[Looked, ...]) -> dict[str, Any]:
    return {
        "looked": [
            {
                "table": each.table,
                "rows": each.rows,
                "unusable": [[reason.name, rows] for reason, rows in each.unusable],
            }
            for each in looked
        ]
    }


def _practices(files: Mapping[str, Path], sources: Mapping[str, Path]) -> tuple[PracticeInputs, ...]:
    def rows(table: Table) -> practices.Rows:
        return practices.Rows(sources[table.name], tuple(from_parquet.rows(table, files[table.name])))

    memberships = rows(NETWORK_MEMBERSHIPS) if NETWORK_MEMBERSHIPS.name in files else None
    sign_ups = rows(SIGN_UPS) if SIGN_UPS.name in files else None
    return practices.inputs(rows(PRACTICES), rows(LIST_SIZES), rows(SUBMISSIONS), memberships, sign_ups)


def _sources(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        what = "it is a file" if folder.exists() else "there is no such folder"
        raise Trouble(f"cannot read the records in {folder}: {what}")
    found = {table.name: file for table in TABLES if (file := _found(folder, table)) is not None}
    missing = [table.name for table in TABLES if table.name not in found and not table.may_be_absent]
    if missing:
        others = f", nor a file of {', '.join(missing[1:])}" if missing[1:] else ""
        raise FaultyRecords([f"{folder}: there is neither {missing[0]}.parquet nor {missing[0]}.csv{others}"])
    return found


def _found(folder: Path, table: Table) -> Path | None:
    there = [file for suffix in ("parquet", "csv") if (file := folder / f"{table.name}.{suffix}").is_file()]
    if len(there) > 1:
        raise FaultyRecords([f"{folder}: both {there[0].name} and {there[1].name} are there; keep one of them"])
    return there[0] if there else None


def _as_parquet(table: Table, source: Path, made: Path) -> Path:
    if source.suffix == ".parquet":
        return source
    target = made / f"{table.name}.parquet"
    from_csv.convert(table, source, target)
    return target
