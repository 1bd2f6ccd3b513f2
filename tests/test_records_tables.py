"""The contract a practice holds, and the JSON Schema of each table."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator
from test_records import folder_of, refusal

from schemec.records.read import opened
from schemec.records.tables import MEDICATIONS, NETWORK_MEMBERSHIPS, SIGN_UPS, TABLES, VERSION, VERSIONS, Kind, Table


@pytest.mark.parametrize("file", ["practices.csv", "practices.parquet"])
def test_the_contract_may_be_named_and_a_word_for_no_contract_is_refused(tmp_path: Path, file: str) -> None:
    folder_of(tmp_path)

    def write_practices(*contracts: str | None) -> None:
        columns = {
            "practice_id": ["A1", "B2"],
            "name": ["Ash", "Beech"],
            "joined_on": [None] * 2,
            "left_on": [None] * 2,
        }
        table = pa.table({**columns, "contract_type": list(contracts)})
        (tmp_path / "practices.csv").unlink(missing_ok=True)
        if file.endswith(".csv"):
            arrow_csv.write_csv(table, tmp_path / file)
        else:
            days = pa.array([None, None], pa.date32())
            pq.write_table(table.set_column(2, "joined_on", days).set_column(3, "left_on", days), tmp_path / file)

    write_practices("PMS", None)
    with opened(tmp_path) as records:
        assert len(records.practices) == 2
    write_practices("PMS", "LES")
    row = 3 if file.endswith(".csv") else 2
    said = f"{file}, row {row}, column contract_type: “LES” is neither “GMS” nor “PMS” nor “APMS”"
    assert refusal(tmp_path).startswith(said)


GOOD_ROWS: dict[str, dict[str, object]] = {
    "practices": {"practice_id": "A1", "name": "Ash", "joined_on": None, "contract_type": "APMS"},
    "list_sizes": {"practice_id": "A1", "kind": "weighted", "on": "2009-01-01", "size": Decimal("101.25")},
    "patients": {"patient_id": "p1", "birth_date": "1950-01-01", "sex": None, "death_date": None},
    "registrations": {"patient_id": "p1", "practice_id": "A1", "start_date": "2000-01-01"},
    "events": {"patient_id": "p1", "code_system": "synthetic", "code": "SYN-1", "value": 150},
    "medications": {"patient_id": "p1", "code_system": "dm+d", "code": "999999000001102", "quantity": Decimal("28.5")},
    "submissions": {"practice_id": "A1", "what": "Survey", "submitted_on": "2010-01-04"},
    "sign_ups": {"practice_id": "A1", "clause": "X-1", "signed_on": "2009-04-01", "ended_on": None},
    "network_memberships": {"practice_id": "A1", "network_id": "N", "start_date": "2009-01-01", "end_date": None},
}


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_each_table_has_a_schema_that_takes_a_good_row_and_refuses_wrong_ones(table: Table) -> None:
    text = resources.files("schemec").joinpath(f"records/schemas/{table.name}.schema.json").read_text("utf-8")
    made = json.loads(text)
    Draft202012Validator.check_schema(made)
    assert f":records:{VERSION}:" in made["$id"]
    holds = Draft202012Validator(made, format_checker=Draft202012Validator.FORMAT_CHECKER).is_valid
    row = GOOD_ROWS[table.name]
    assert holds(row)
    wrong = 0
    for column in table.columns:
        if not column.may_be_missing:
            assert not holds({**row, column.name: None})
            assert not holds({name: value for name, value in row.items() if name != column.name})
        for value in {Kind.TEXT: ["", 7], Kind.DAY: ["1/5/2009", "2009-02-30"], Kind.NUMBER: ["12", 1e15]}[column.kind]:
            assert not holds({**row, column.name: value}), (column.name, value)
            wrong += 1
        if column.words:
            assert not holds({**row, column.name: "another"})
    assert wrong == 2 * len(table.columns)


def test_a_folder_of_the_first_version_is_still_good(tmp_path: Path) -> None:
    assert VERSION == len(VERSIONS) == 2
    assert {table for table in TABLES if table.may_be_absent} == {MEDICATIONS, NETWORK_MEMBERSHIPS, SIGN_UPS}
    with opened(folder_of(tmp_path)) as records:
        assert not {"medications", "network_memberships", "sign_ups"} & set(records.parquet)
        assert len(records.practices) == 2
