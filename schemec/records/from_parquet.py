"""Hold a Parquet file of records against what is declared, mostly by looking at its schema and statistics."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemec.exits import Trouble, why
from schemec.records.faults import Faults, FaultyRecords
from schemec.records.tables import PLACES, Column, Kind, Table


def check(table: Table, file: Path, name: Path) -> None:
    """FaultyRecords if a column is missing, has another type, is empty where it may not be, or a key is there twice.

    `name` is what messages call the file: the one that the user knows.
    """
    parquet = _opened(file, name)
    faults = Faults()
    for column in table.columns:
        with faults.noted():
            _check_type(column, parquet.schema_arrow, name)
    faults.refuse_any()
    for column in table.columns:
        if not column.may_be_missing:
            with faults.noted():
                _check_filled(column, parquet, name)
    # Keys of several columns belong to the small tables, which are checked row by row elsewhere.
    if len(table.key) == 1:
        with faults.noted():
            _check_unique(table.column(table.key[0]), parquet, name)
    faults.refuse_any()


def rows(table: Table, file: Path) -> list[dict[str, object]]:
    """The rows of a small table that has been checked."""
    there = set(pq.read_schema(file).names)
    wanted = [column.name for column in table.columns]
    found = pq.read_table(file, columns=[name for name in wanted if name in there]).to_pylist()
    return [{name: row.get(name) for name in wanted} for row in found]


def first_row(name: Path) -> int:
    """The number of the first row of data in messages: in CSV the header is row 1, as a spreadsheet shows it."""
    return 2 if name.suffix == ".csv" else 1


def _opened(file: Path, name: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(file)
    except pa.ArrowInvalid as error:
        raise FaultyRecords([f"{name}: it is not a Parquet file, or a damaged one"]) from error
    except OSError as error:
        raise Trouble(f"cannot read {name}: {why(error)}") from error


def _check_type(column: Column, schema: pa.Schema, name: Path) -> None:
    at = schema.get_all_field_indices(column.name)
    if not at:
        if column.may_be_absent:
            return
        raise FaultyRecords([f"{name}: there is no column {column.name} ({column.meaning.lower()})"])
    if len(at) > 1:
        raise FaultyRecords([f"{name}: the column {column.name} is there {len(at)} times"])
    found = schema.field(at[0]).type
    if not _fits(column.kind, found):
        raise FaultyRecords([f"{name}, column {column.name}: it holds {found}; it must hold {_WANTED[column.kind]}"])


_WANTED = {
    Kind.TEXT: "text (string)",
    Kind.DAY: "days (date32)",
    Kind.NUMBER: f"whole numbers or decimals of at most {PLACES} places, because others are not exact",
}


def _fits(kind: Kind, found: pa.DataType) -> bool:
    if pa.types.is_dictionary(found):
        found = found.value_type
    match kind:
        case Kind.TEXT:
            return bool(pa.types.is_string(found) or pa.types.is_large_string(found) or pa.types.is_string_view(found))
        case Kind.DAY:
            return bool(pa.types.is_date32(found))
        case Kind.NUMBER:
            return bool(pa.types.is_integer(found) or (pa.types.is_decimal(found) and 0 <= found.scale <= PLACES))


def _check_filled(column: Column, parquet: pq.ParquetFile, name: Path) -> None:
    row = first_row(name)
    for group in range(parquet.metadata.num_row_groups):
        statistics = _statistics(parquet.metadata.row_group(group), column)
        if statistics is None or not statistics.has_null_count or statistics.null_count:
            values = parquet.read_row_group(group, columns=[column.name]).column(0)
            missing = pc.index(pc.is_null(values), True).as_py()
            if missing >= 0:
                raise FaultyRecords([f"{name}, row {row + missing}, column {column.name}: it is empty and may not be"])
        row += parquet.metadata.row_group(group).num_rows


def _texts(parquet: pq.ParquetFile, column: str) -> pa.ChunkedArray:
    """A column of text, in whichever of Arrow's forms it was stored."""
    return parquet.read(columns=[column]).column(0).cast(pa.string())


def _statistics(group: pq.RowGroupMetaData, column: Column) -> pq.Statistics | None:
    # By its name: a nested column before it takes several places.
    for at in range(group.num_columns):
        if group.column(at).path_in_schema == column.name:
            return group.column(at).statistics
    return None


def _check_unique(column: Column, parquet: pq.ParquetFile, name: Path) -> None:
    values = _texts(parquet, column.name).combine_chunks()
    # In order already, as most files are, is cheap to see.
    if pc.all(pc.less(values[:-1], values[1:])).as_py() or pc.count_distinct(values).as_py() == len(values):
        return
    first: dict[str, int] = {}
    for row, value in enumerate(values.to_pylist(), first_row(name)):
        if first.setdefault(value, row) != row:
            raise FaultyRecords(
                [f"{name}, row {row}, column {column.name}: “{value}” is there twice, first in row {first[value]}"]
            )
