"""A CSV file of records as a Parquet file with the declared types, so that all that follows reads one format."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from schemec.exits import Trouble, why
from schemec.records import csv_faults
from schemec.records.faults import Faults, FaultyRecords
from schemec.records.tables import ARROW, Table

LONGEST_HEADER = 64 * 1024
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}


def convert(table: Table, source: Path, target: Path) -> None:
    """Write the rows of `source` to `target`, a batch at a time.

    FaultyRecords names the file, the row (the header is row 1) and the column of whatever is wrong: for each column
    its first fault, and how many more there are.
    """
    header = _header(table, source)
    _check_header(table, source, header)
    try:
        _copy(table, source, target)
        sound = csv_faults.quotes_stand_right(source)
    except pa.ArrowInvalid as error:
        # Reading stopped at one fault; reading again as mere text finds the others.
        csv_faults.refuse(table, source, header)
        raise FaultyRecords([f"{source}: {str(error).splitlines()[0]}"]) from error
    if not sound:
        csv_faults.refuse(table, source, header)


def _header(table: Table, source: Path) -> list[str]:
    """The names of the columns. A second look is taken at the next row where the first holds none of them."""
    try:
        with source.open("rb") as file:
            lines = [file.readline(LONGEST_HEADER) for _ in range(2)]
        if lines[0].startswith((b"\xff\xfe", b"\xfe\xff")):
            raise FaultyRecords([f"{source}: it is saved as UTF-16; save it as CSV UTF-8"])
        first, second = _fields(lines[0]), _fields(lines[1], "replace")
    except UnicodeDecodeError as error:
        raise FaultyRecords([f"{source}: it is not text in UTF-8"]) from error
    except csv.Error as error:
        raise FaultyRecords([f"{source}, row 1: {error}"]) from error
    except OSError as error:
        raise Trouble(f"cannot read {source}: {why(error)}") from error
    names = {column.name for column in table.columns}
    if not names & set(first) and names & set(second):
        raise FaultyRecords([f"{source}, row 2: the names of the columns stand here; delete what is above them"])
    if len(names & set(second)) > 1:
        raise FaultyRecords([f"{source}, row 2: the names of the columns are there again; keep them in row 1 only"])
    return first


def _fields(line: bytes, errors: str = "strict") -> list[str]:
    return next(csv.reader([line.decode("utf-8-sig", errors)]), [])


def _check_header(table: Table, source: Path, header: list[str]) -> None:
    if not header:
        raise FaultyRecords([f"{source}: it is empty; the first row must hold the names of the columns"])
    for separator, said in SEPARATORS.items():
        if len(header) == 1 and separator in header[0]:
            raise FaultyRecords([f"{source}, row 1: {said} stand between the columns; save the file with commas"])
    faults = Faults()
    for column in table.columns:
        times = header.count(column.name)
        if times == 0 and not column.may_be_absent:
            near = [name for name in header if name.strip().lower() == column.name]
            instead = f"; “{near[0]}” is, and is not the same" if near else f" ({column.meaning.lower()})"
            faults.found.append(f"{source}, row 1: there is no column {column.name}{instead}")
        if times > 1:
            faults.found.append(f"{source}, row 1: the column {column.name} is there {times} times")
    faults.refuse_any()


def _copy(table: Table, source: Path, target: Path) -> None:
    schema = table.arrow_schema()
    rows = arrow_csv.open_csv(
        source,
        read_options=arrow_csv.ReadOptions(use_threads=False),
        convert_options=arrow_csv.ConvertOptions(
            column_types={column.name: ARROW[column.kind] for column in table.columns},
            include_columns=[column.name for column in table.columns],
            include_missing_columns=True,
            null_values=[""],
            strings_can_be_null=True,
        ),
    )
    nullable = pa.schema([field.with_nullable(True) for field in schema])
    with pq.ParquetWriter(target, nullable) as writer:
        for batch in rows:
            for column in table.columns:
                if csv_faults.misread(column, batch.column(column.name)):
                    raise pa.ArrowInvalid("a field that Arrow reads and ought not to")
            writer.write_batch(batch)
