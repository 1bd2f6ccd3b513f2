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

    A table that may be absent is written only where some part has it. `beside` are other files to write with them,
    name → content. Files of earlier records in the folder are replaced, CSV files too. Trouble if it cannot be written,
    and then the folder is as it was.
    """
    stale = [f"{table.name}.{suffix}" for table in TABLES for suffix in ("csv", "parquet")]
    with replacing(folder, stale=stale) as place, ExitStack() as files:
        writers: dict[str, pq.ParquetWriter] = {}

        def writer(table: Table) -> pq.ParquetWriter:
            if table.name not in writers:
                file = place / f"{table.name}.parquet"
                writers[table.name] = files.enter_context(pq.ParquetWriter(file, table.arrow_schema()))
            return writers[table.name]

        for table in TABLES:
            if not table.may_be_absent:
                writer(table)
        for part in parts:
            for table in TABLES:
                if table.name in part:
                    writer(table).write_table(as_arrow(table, part[table.name]))
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
