"""Patients made in memory, as the tables of the records in a DuckDB of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction

import duckdb
import pyarrow as pa

from dsl.run.records import Event, Patient
from schemec.engines.duckdb import Engine
from schemec.records.tables import EVENTS, MEDICATIONS, PATIENTS, PRACTICES, REGISTRATIONS, Table


@contextmanager
def engine(patients: Sequence[Patient], practices: Iterable[str]) -> Iterator[Engine]:
    """An engine on tables that hold just these patients and practices."""
    with duckdb.connect(":memory:", config={"threads": "1"}) as connection:
        for table, rows in (
            (PRACTICES, [{"practice_id": name, "name": name} for name in practices]),
            (PATIENTS, [_patient(patient) for patient in patients]),
            (REGISTRATIONS, [row for patient in patients for row in _registrations(patient)]),
            (EVENTS, [row for patient in patients for row in _events(patient)]),
        ):
            _fill(connection, table, rows)
        yield Engine(connection)


def medications(issued: Iterable[tuple[str, Event]]) -> pa.Table:
    """Entries, each with whose it is, as a table of issues."""
    rows = [
        {
            "patient_id": patient,
            "code_system": event.code_system,
            "code": event.code,
            "issued_on": event.day,
            "consultation_id": event.consultation,
        }
        for patient, event in issued
    ]
    return _whole(MEDICATIONS, rows)


def _fill(connection: duckdb.DuckDBPyConnection, table: Table, rows: list[dict[str, object]]) -> None:
    connection.register("given", _whole(table, rows))
    connection.execute(f"CREATE TABLE {table.name} AS SELECT * FROM given")
    connection.unregister("given")


def _whole(table: Table, rows: list[dict[str, object]]) -> pa.Table:
    whole = [{column.name: row.get(column.name) for column in table.columns} for row in rows]
    return pa.Table.from_pylist(whole, schema=table.arrow_schema())


def _patient(patient: Patient) -> dict[str, object]:
    return {
        "patient_id": patient.id,
        "birth_date": patient.birth,
        "sex": patient.sex,
        "death_date": patient.death,
    }


def _registrations(patient: Patient) -> Iterator[dict[str, object]]:
    for stay in patient.registrations:
        yield {
            "patient_id": patient.id,
            "practice_id": stay.practice,
            "start_date": stay.start,
            "end_date": stay.end,
        }


def _events(patient: Patient) -> Iterator[dict[str, object]]:
    for event in patient.events:
        yield {
            "patient_id": patient.id,
            "code_system": event.code_system,
            "code": event.code,
            "event_date": event.day,
            "value": _decimal(event.value),
            "second_value": _decimal(event.second_value),
            "unit": event.unit,
            "consultation_id": event.consultation,
        }


def _decimal(value: Fraction | None) -> Decimal | None:
    """Exact: values are drawn with few places."""
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)
