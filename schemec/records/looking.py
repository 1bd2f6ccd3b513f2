"""Look through all rows of records: what cannot be right is refused, what cannot be used is counted and can be listed.

A row that cannot be used is one that no scheme can count, whatever it asks for. It stands under the first reason that
applies. What a scheme cannot use of the rest (a value out of range, say) its own run reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pyarrow as pa

from dsl.model.measures import CodeSystem
from dsl.resolve import check_digit
from schemec.engines.duckdb import Engine
from schemec.records.faults import Faults, FaultyRecords, and_more
from schemec.records.from_parquet import first_row
from schemec.records.tables import EVENTS, MEDICATIONS, NETWORK_MEMBERSHIPS, PATIENTS, REGISTRATIONS

AS_A_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+|[0-9]+\.[0-9]*|[0-9]{1,3}(,[0-9]{3})+")
"""What a spreadsheet or a statistics program makes of a long code that it takes for a number."""
IDENTIFIER = re.compile(r"[1-9][0-9]{5,17}")
SYSTEMS = tuple(system.value for system in CodeSystem)


class Reason(Enum):
    """Why a row cannot be used."""

    NOBODY = "its patient is not in patients"
    UNDATED = "it has no date"
    OTHER_SYSTEM = "its code system is not one of " + ", ".join(SYSTEMS)
    NO_SUCH_CODE = "its code is not one of its code system: the check digit is wrong"
    NEVER_REGISTERED = "the patient was never registered anywhere"
    ELSEWHERE = "its practice is not in practices"
    BACKWARDS = "it ends on or before the day it begins"


@dataclass(frozen=True, slots=True)
class Looked:
    """One table that was looked through: its rows, and how many of them cannot be used, by reason."""

    table: str
    rows: int
    unusable: tuple[tuple[Reason, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row that cannot be used, numbered as messages number it."""

    table: str
    row: int
    reason: Reason
    patient: str | None
    practice: str | None


CODED = {EVENTS.name: "event_date", MEDICATIONS.name: "issued_on"}
"""The tables whose rows have codes, and the column that holds a row's day."""

JUDGED = {
    **{
        name: f"""
        SELECT file_row_number AS row, given.patient_id, NULL AS practice_id, CASE
          WHEN patients.patient_id IS NULL THEN 'NOBODY'
          WHEN {day} IS NULL THEN 'UNDATED'
          WHEN code_system NOT IN (SELECT system FROM systems) THEN 'OTHER_SYSTEM'
          WHEN (code_system, code) IN (SELECT (code_system, code) FROM strange) THEN 'NO_SUCH_CODE'
        END AS reason
        FROM read_parquet($1, file_row_number = true) AS given
        LEFT JOIN patients ON given.patient_id = patients.patient_id
        """
        for name, day in CODED.items()
    },
    PATIENTS.name: """
        SELECT file_row_number AS row, patient_id, NULL AS practice_id, CASE
          WHEN patient_id NOT IN (SELECT patient_id FROM registrations) THEN 'NEVER_REGISTERED'
        END AS reason
        FROM read_parquet($1, file_row_number = true)
        """,
    REGISTRATIONS.name: """
        SELECT file_row_number AS row, patient_id, practice_id, CASE
          WHEN practice_id NOT IN (SELECT practice_id FROM practices) THEN 'ELSEWHERE'
          WHEN end_date <= start_date THEN 'BACKWARDS'
        END AS reason
        FROM read_parquet($1, file_row_number = true)
        """,
    NETWORK_MEMBERSHIPS.name: """
        SELECT file_row_number AS row, NULL AS patient_id, practice_id, CASE
          WHEN end_date <= start_date THEN 'BACKWARDS'
        END AS reason
        FROM read_parquet($1, file_row_number = true)
        """,
}
"""For each table, its rows with why they cannot be used, or NULL."""

CODES = "SELECT DISTINCT code_system, code FROM read_parquet($1)"
WRITTEN_SO = """
    SELECT code, MIN(file_row_number), COUNT(*) FROM read_parquet($1, file_row_number = true)
    WHERE code IN (SELECT code FROM mangled) GROUP BY code ORDER BY 2
    """


UNKNOWN = """
    SELECT ARG_MIN(given.patient_id, file_row_number), MIN(file_row_number), COUNT(*)
    FROM read_parquet($1, file_row_number = true) AS given
    ANTI JOIN patients ON given.patient_id = patients.patient_id
    """
"""Patients whom nobody knows: the first, its row, and in how many rows there is one."""

SOUND = {
    name: f"""
    SELECT COUNT(*), COUNT(*) FILTER ({day} IS NULL), (
      SELECT COUNT(*) FROM (SELECT DISTINCT patient_id FROM read_parquet($1)) AS named
      ANTI JOIN patients ON named.patient_id = patients.patient_id
    )
    FROM read_parquet($1)
    """
    for name, day in CODED.items()
}
"""Rows with codes, those without a day, and patients nobody knows: much cheaper than to judge each row."""


def look_through(engine: Engine, files: Mapping[str, Path], sources: Mapping[str, Path]) -> tuple[Looked, ...]:
    """What cannot be used, table by table. FaultyRecords where a code was stored as a number."""
    codes = _codes(engine, files)
    faults = Faults()
    for name, found in codes.items():
        with faults.noted():
            _refuse_numbers(engine, files[name], sources[name], sorted({code for _, code in found}))
    faults.refuse_any()
    tables = {name: _lookups(found) for name, found in codes.items()}
    return tuple(
        (_at_once(engine, name, files[name], tables[name]) if name in tables else None)
        or _looked(engine, name, files[name], tables.get(name, {}))
        for name in JUDGED
        if name in files
    )


def refuse_strangers(engine: Engine, files: Mapping[str, Path], sources: Mapping[str, Path]) -> None:
    """FaultyRecords where a patient is registered who is not in patients.

    Somebody of whom nothing else is known would be left out of every count, and nobody would see it.
    """
    ((patient, row, rows),) = engine.ask(UNKNOWN, {}, [str(files[REGISTRATIONS.name])])
    if rows:
        name = sources[REGISTRATIONS.name]
        said = f"{name}, row {first_row(name) + row}, column patient_id: “{patient}” is not in {sources[PATIENTS.name]}"
        raise FaultyRecords([and_more(said, rows)])


def _codes(engine: Engine, files: Mapping[str, Path]) -> dict[str, list[tuple[Any, ...]]]:
    """The codes that occur in each table that has codes, with their code systems."""
    return {name: engine.ask(CODES, {}, [str(files[name])]) for name in CODED if name in files}


def _at_once(engine: Engine, name: str, file: Path, tables: Mapping[str, pa.Table]) -> Looked | None:
    """What is to be said of rows with codes where nothing but a day is missing; None where each must be judged."""
    ((rows, undated, strangers),) = engine.ask(SOUND[name], {}, [str(file)])
    if strangers or tables["strange"].num_rows:
        return None
    return Looked(name, rows, ((Reason.UNDATED, undated),) if undated else ())


def rows_not_used(engine: Engine, files: Mapping[str, Path], sources: Mapping[str, Path]) -> Iterator[Row]:
    """Every row that cannot be used, by table and row."""
    tables = {name: _lookups(found) for name, found in _codes(engine, files).items()}
    for name, judged in JUDGED.items():
        if name in files:
            query = f"SELECT row, reason, patient_id, practice_id FROM ({judged}) WHERE reason IS NOT NULL ORDER BY row"
            first = first_row(sources[name])
            for row, reason, patient, practice in engine.each(query, tables.get(name, {}), [str(files[name])]):
                yield Row(name, first + row, Reason[reason], patient, practice)


def _looked(engine: Engine, name: str, file: Path, tables: Mapping[str, pa.Table]) -> Looked:
    query = f"SELECT reason, COUNT(*) FROM ({JUDGED[name]}) GROUP BY reason"
    found = dict(engine.ask(query, tables, [str(file)]))
    return Looked(name, sum(found.values()), tuple((each, found[each.name]) for each in Reason if each.name in found))


def _lookups(codes: list[tuple[Any, ...]]) -> dict[str, pa.Table]:
    strange = [(system, code) for system, code in codes if system not in SYSTEMS or not _may_be(system, code)]
    return {
        "systems": pa.table({"system": list(SYSTEMS)}),
        "strange": pa.table(
            {
                "code_system": pa.array([system for system, _ in strange], pa.string()),
                "code": pa.array([code for _, code in strange], pa.string()),
            }
        ),
    }


def _may_be(system: str, code: str) -> bool:
    if system not in (CodeSystem.SNOMED.value, CodeSystem.DMD.value):
        return True
    return IDENTIFIER.fullmatch(code) is not None and check_digit.holds(code)


def _refuse_numbers(engine: Engine, file: Path, name: Path, codes: list[str]) -> None:
    mangled = [code for code in codes if AS_A_NUMBER.fullmatch(code)]
    if not mangled:
        return
    found = engine.ask(WRITTEN_SO, {"mangled": pa.table({"code": mangled})}, [str(file)])
    code, row, _ = found[0]
    said = (
        f"{name}, row {first_row(name) + row}, column code: “{code}” is a code stored as a number, and which code "
        "it was is lost; export the codes again, as text"
    )
    raise FaultyRecords([and_more(said, sum(rows for _, _, rows in found))])
