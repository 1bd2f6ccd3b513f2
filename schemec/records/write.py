"""Write tables as a folder of Parquet files: all of it, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from dsl.sample.columns import NO_VALUE, AnyColumn, DayColumn, Ints, NumberColumn, Tables, TextColumn
from schemec.outputs import replacing
from schemec.records.tables import ARROW, TABLES, Kind, Table


def write(parts: Iterable[Tables], folder: Path, beside: Mapping[str, bytes] = MappingProxyType({})) -> None:
    """Write every table to `folder`, part after part, so that no more than one part is in memory.

    A table that may be absent, and is in no part, is not written. `beside` are other files to write with them,
    name → content. Files of earlier records in the folder are replaced or go, CSV files too. Trouble if it cannot be
    written, and then the folder is as it was.
    """
    earlier = [f"{table.name}.{suffix}" for table in TABLES for suffix in ("parquet", "csv")]
    with replacing(folder, stale=earlier) as place, ExitStack() as files:

        def begun(table: Table) -> pq.ParquetWriter:
            return files.enter_context(pq.ParquetWriter(place / f"{table.name}.parquet", table.arrow_schema()))

        writers = {table.name: begun(table) for table in TABLES if not table.may_be_absent}
        for part in parts:
            for table in TABLES:
                if table.name in part:
                    if table.name not in writers:
                        writers[table.name] = begun(table)
                    writers[table.name].write_table(as_arrow(table, part[table.name]))
        for name, content in beside.items():
            (place / name).write_bytes(content)


def as_arrow(table: Table, columns: Mapping[str, AnyColumn]) -> pa.Table:
    """Columns as an Arrow table of the declared types; KeyError if one is not there."""
    schema = table.arrow_schema()
    return pa.Table.from_arrays([_array(columns[column.name]) for column in table.columns], schema=schema)


def _array(column: AnyColumn) -> pa.Array:
    match column:
        case TextColumn():
            indices = pa.array(column.codes, mask=column.codes < 0)
            return pa.DictionaryArray.from_arrays(indices, pa.array(column.words, pa.string())).cast(pa.string())
        case DayColumn():
            return pa.array(column.days, ARROW[Kind.DAY])
        case NumberColumn():
            return _decimals(column.ten_thousandths)


def _decimals(values: Ints) -> pa.Array:
    """A decimal is 16 bytes, low half first: the whole ten-thousandths themselves, their sign filling the high half."""
    known = values != NO_VALUE
    halves = np.empty((len(values), 2), dtype="<i8")
    halves[:, 0] = np.where(known, values, 0)
    halves[:, 1] = np.where(halves[:, 0] < 0, -1, 0)
    validity = pa.array(known).buffers()[1]
    return pa.Array.from_buffers(ARROW[Kind.NUMBER], len(values), [validity, pa.py_buffer(halves.tobytes())])
