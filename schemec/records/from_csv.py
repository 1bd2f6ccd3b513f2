"""A CSV file of records as a Parquet file with the declared types, so that all that follows reads one format."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from schemec.exits import Trouble, why
from schemec.records.tables import ARROW, PLACES, WHOLE_DIGITS, Column, Kind, Table

_AT_CELL = re.compile(r"In CSV column #(?P<column>\d+): Row #(?P<row>\d+): (?P<fault>.*)", re.DOTALL)
_AT_ROW = re.compile(r"Row #(?P<row>\d+): Expected (?P<wanted>\d+) columns, got (?P<got>\d+)")
_QUOTED = re.compile(r"'(.*)'", re.DOTALL)
LONGEST_HEADER = 64 * 1024
_TOO_LARGE = 10**WHOLE_DIGITS

_SHOULD_BE = {
    Kind.TEXT: "text in UTF-8",
    Kind.DAY: "a day such as 2010-03-31",
    Kind.NUMBER: "a number such as 1234.5, with at most four places and no commas",
}


def convert(table: Table, source: Path, target: Path) -> None:
    """Write the rows of `source` to `target`. Trouble names the file, the row (the header is row 1) and the column."""
    header = _header(source)
    _check_header(table, source, header)
    try:
        _copy(table, source, target, header)
    except pa.ArrowInvalid as error:
        raise Trouble(f"{source}, {_said(table, header, str(error))}") from error


def _header(source: Path) -> list[str]:
    try:
        with source.open("rb") as file:
            line = file.readline(LONGEST_HEADER).decode("utf-8-sig")
        return next(csv.reader([line]), [])
    except UnicodeDecodeError as error:
        raise Trouble(f"{source}: it is not text in UTF-8") from error
    except csv.Error as error:
        raise Trouble(f"{source}, row 1: {error}") from error
    except OSError as error:
        raise Trouble(f"cannot read {source}: {why(error)}") from error


def _check_header(table: Table, source: Path, header: list[str]) -> None:
    if not header:
        raise Trouble(f"{source}: it is empty; the first row must hold the names of the columns")
    for column in table.columns:
        times = header.count(column.name)
        if times == 0 and not column.may_be_absent:
            raise Trouble(f"{source}, row 1: there is no column {column.name} ({column.meaning.lower()})")
        if times > 1:
            raise Trouble(f"{source}, row 1: the column {column.name} is there {times} times")


def _copy(table: Table, source: Path, target: Path, header: list[str]) -> None:
    schema = table.arrow_schema()
    rows = arrow_csv.open_csv(
        source,
        # One thread: only then are rows numbered in messages.
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
        row = 2
        for batch in rows:
            _check_sizes(table, source, batch, row)
            writer.write_batch(batch)
            row += batch.num_rows


def _check_sizes(table: Table, source: Path, batch: pa.RecordBatch, first_row: int) -> None:
    """Arrow reads numbers longer than the type it was asked for; they would be refused later, without a row."""
    for column in table.columns:
        if column.kind is Kind.NUMBER:
            large = pc.greater_equal(
                pc.abs(batch.column(column.name)), pa.scalar(_TOO_LARGE, pa.decimal128(38, PLACES))
            )
            at = pc.index(large, True).as_py()
            if at >= 0:
                value = batch.column(column.name)[at].as_py()
                raise Trouble(f"{source}, row {first_row + at}, column {column.name}: {value} is too large")


def _said(table: Table, header: list[str], fault: str) -> str:
    cell = _AT_CELL.search(fault)
    if cell:
        column = table.column(header[int(cell["column"])])
        return f"row {cell['row']}, column {column.name}: {_wrong(column, cell['fault'])}"
    row = _AT_ROW.search(fault)
    if row:
        return f"row {row['row']}: it has {row['got']} fields, and the header has {row['wanted']}"
    return fault.splitlines()[0]


def _wrong(column: Column, fault: str) -> str:
    quoted = _QUOTED.search(fault)
    if quoted:
        return f"“{quoted[1]}” is not {_SHOULD_BE[column.kind]}"
    return f"it is not {_SHOULD_BE[column.kind]}"
