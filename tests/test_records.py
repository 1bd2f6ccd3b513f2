"""Records are read as declared or refused with a sentence; what is written is read back the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dsl.model.origins import Validity
from dsl.model.pay import ListKind
from dsl.run.counts import ListSize, Membership
from dsl.sample.columns import NO_VALUE, DayColumn, NumberColumn, Tables, TextColumn, days_of
from schemec.exits import Trouble
from schemec.records.read import opened
from schemec.records.tables import ARROW, EVENTS, LIST_SIZES, PATIENTS, TABLES, Kind
from schemec.records.write import write

GOOD = {
    "practices": "practice_id,name,joined_on,left_on\nB2,Beech,,\nA1,Ash,2009-03-01,2010-02-01\n",
    "list_sizes": "practice_id,kind,on,size\nA1,weighted,2009-01-01,101.25\nA1,registered,2009-01-01,100\n",
    "patients": "patient_id,birth_date,sex,death_date\np1,1950-01-01,female,\np2,,,\n",
    "registrations": "patient_id,practice_id,start_date,end_date\np1,A1,2000-01-01,\np2,B2,2001-01-01,2009-05-05\n",
    "events": (
        "patient_id,code_system,code,event_date,recorded_on,value,second_value,unit,consultation_id,provider\n"
        "p1,synthetic,SYN-1,2009-05-01,2009-05-02,150,90.5,mmHg,c1,n1\n"
        "p1,synthetic,SYN-2,,,,,,,\n"
    ),
    "submissions": 'practice_id,what,submitted_on\nA1,"Survey, and plan",2010-01-04\n',
}

Change = tuple[str, str, str]


def folder_of(at: Path, *changes: Change) -> Path:
    """The good records as CSV, with some texts replaced."""
    contents = dict(GOOD)
    for table, old, new in changes:
        assert old in contents[table]
        contents[table] = contents[table].replace(old, new)
    for table, text in contents.items():
        (at / f"{table}.csv").write_text(text)
    return at


def refusal(folder: Path) -> str:
    with pytest.raises(Trouble) as refused, opened(folder):
        pass
    return refused.value.said.replace(f"{folder}/", "")


def test_csv_is_given_as_parquet_of_the_declared_types(tmp_path: Path) -> None:
    with opened(folder_of(tmp_path)) as records:
        assert set(records.parquet) == set(GOOD)
        for table in TABLES:
            if table.name in records.parquet:
                schema = pq.read_schema(records.parquet[table.name])
                assert [(field.name, field.type) for field in schema] == [
                    (column.name, ARROW[column.kind]) for column in table.columns
                ]
        events = pq.read_table(records.parquet["events"]).to_pylist()
        assert [event["second_value"] for event in events] == [Fraction(181, 2), None]
        assert events[1]["event_date"] is None and events[1]["unit"] is None
        assert records.sources["events"] == tmp_path / "events.csv"
        left_behind = records.parquet["events"]
    assert not left_behind.exists()


def test_practices_come_with_their_lists_and_what_they_handed_in(tmp_path: Path) -> None:
    with opened(folder_of(tmp_path)) as records:
        ash, beech = records.practices
    assert (ash.practice, ash.name, ash.joined_on, ash.left_on) == ("A1", "Ash", date(2009, 3, 1), date(2010, 2, 1))
    assert ash.lists == (
        ListSize(ListKind.REGISTERED, date(2009, 1, 1), Fraction(100)),
        ListSize(ListKind.WEIGHTED, date(2009, 1, 1), Fraction(405, 4)),
    )
    assert ash.submitted == (("Survey, and plan", date(2010, 1, 4)),)
    assert (beech.practice, beech.joined_on, beech.lists, beech.submitted) == ("B2", None, (), ())


def test_memberships_of_networks_are_dated(tmp_path: Path) -> None:
    stays = "A1,NET1,2009-01-01,2009-07-01\nA1,NET2,2009-07-01,\n"
    (folder_of(tmp_path) / "network_memberships.csv").write_text(f"practice_id,network_id,start_date,end_date\n{stays}")
    with opened(tmp_path) as records:
        ash, beech = records.practices
    assert ash.networks == (
        Membership("NET1", Validity(date(2009, 1, 1), date(2009, 6, 30))),
        Membership("NET2", Validity(date(2009, 7, 1), None)),
    )
    assert beech.networks == ()
    (tmp_path / "network_memberships.csv").write_text(
        "practice_id,network_id,start_date,end_date\nZ9,NET1,2009-01-01,\n"
    )
    assert "network_memberships.csv, row 2, column practice_id: “Z9”" in refusal(tmp_path)


def test_windows_line_ends_a_byte_order_mark_and_columns_in_any_order_are_read(tmp_path: Path) -> None:
    folder_of(tmp_path)
    text = "\ufefflocal note,death_date,sex,birth_date,patient_id\r\nx,,male,1950-01-01,p1\r\n,,,,p2\r\n"
    (tmp_path / "patients.csv").write_text(text, newline="")
    with opened(tmp_path) as records:
        first, second = pq.read_table(records.parquet["patients"]).to_pylist()
    assert first == {"patient_id": "p1", "birth_date": date(1950, 1, 1), "sex": "male", "death_date": None}
    assert second["patient_id"] == "p2"


SAID: tuple[tuple[Change, str], ...] = (
    (
        ("list_sizes", "100\n", "many\n"),
        "list_sizes.csv, row 3, column size: “many” is not a number such as 1234.5, with at most four places "
        "and no commas",
    ),
    (
        ("list_sizes", "100\n", "100.12345\n"),
        "list_sizes.csv, row 3, column size: “100.12345” is not a number such as 1234.5, with at most four places "
        "and no commas",
    ),
    (
        ("list_sizes", "100\n", "100000000000000\n"),
        "list_sizes.csv, row 3, column size: 100000000000000 is too large",
    ),
    (
        ("events", "2009-05-01", "1/5/2009"),
        "events.csv, row 2, column event_date: “1/5/2009” is not a day such as 2010-03-31",
    ),
    (("patients", "p2,,,", "p2,,"), "patients.csv, row 3: it has 3 fields, and the header has 4"),
    (("patients", "p2", "p1"), "patients.csv, row 3, column patient_id: “p1” is there twice, first in row 2"),
    (("patients", "p2", ""), "patients.csv, row 3, column patient_id: it is empty and may not be"),
    (("patients", "sex", "gender"), "patients.csv, row 1: there is no column sex"),
    (("patients", "death_date", "sex"), "patients.csv, row 1: the column sex is there 2 times"),
    (("practices", "B2", "A1"), "practices.csv, row 3, column practice_id: “A1” is there twice, first in row 2"),
    (
        ("practices", "2010-02-01", "2009-02-01"),
        "practices.csv, row 3, column left_on: A1 left on 2009-02-01 and had not joined by then",
    ),
    (("practices", "B2,Beech,,\nA1,Ash,2009-03-01,2010-02-01\n", ""), "practices.csv: there are no practices in it"),
    (("list_sizes", ",100\n", ",-100\n"), "list_sizes.csv, row 3, column size: -100 is less than none"),
    (
        ("list_sizes", "weighted", "registered"),
        "list_sizes.csv, row 3, column size: the registered list of A1 for 2009-01-01 is stated twice, first in row 2",
    ),
    (
        ("list_sizes", "weighted", "raw"),
        "list_sizes.csv, row 2, column kind: “raw” is neither “registered” nor “weighted”",
    ),
    (("list_sizes", "A1,reg", "A7,reg"), "list_sizes.csv, row 3, column practice_id: “A7” is not in practices.csv"),
    (("registrations", "p2", "p3"), "registrations.csv, row 3, column patient_id: “p3” is not in patients.csv"),
    (("submissions", "A1,", "A7,"), "submissions.csv, row 2, column practice_id: “A7” is not in practices.csv"),
)


@pytest.mark.parametrize(("change", "said"), SAID, ids=[said[:70] for _, said in SAID])
def test_a_fault_is_said_with_file_row_and_column(tmp_path: Path, change: Change, said: str) -> None:
    assert refusal(folder_of(tmp_path, change)).startswith(said)


def test_all_faults_of_the_practice_files_are_said_and_nothing_is_paid(tmp_path: Path) -> None:
    said = refusal(folder_of(tmp_path, ("list_sizes", ",100\n", ",-100\n"), ("submissions", "A1,", "A7,")))
    assert len(said.splitlines()) == 3
    assert said.endswith("nothing is counted or paid until this is mended")


def test_many_faults_are_cut_short(tmp_path: Path) -> None:
    rows = "".join(f"X{at},registered,2009-01-01,1\n" for at in range(25))
    said = refusal(folder_of(tmp_path, ("list_sizes", "on,size\n", "on,size\n" + rows)))
    assert "and 15 more like these" in said


def empty(folder: Path) -> None:
    (folder / "events.csv").write_bytes(b"")


def binary(folder: Path) -> None:
    (folder / "events.csv").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")


def absent(folder: Path) -> None:
    (folder / "events.csv").unlink()


def twice(folder: Path) -> None:
    (folder / "events.parquet").write_bytes(b"")


def damaged(folder: Path) -> None:
    (folder / "events.csv").unlink()
    (folder / "events.parquet").write_bytes(b"PAR1 and no more")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (empty, "events.csv: it is empty"),
        (binary, "events.csv: it is not text in UTF-8"),
        (absent, ": there is neither events.parquet nor events.csv"),
        (twice, ": both events.parquet and events.csv are there"),
        (damaged, "events.parquet: it is not a Parquet file, or a damaged one"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, harm: Callable[[Path], None], said: str) -> None:
    harm(folder_of(tmp_path))
    assert said in refusal(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere").endswith("there is no such folder")


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("birth_date", pa.array(["1950-01-01"]), "it holds string; it must hold days (date32)"),
        ("birth_date", pa.array([0], pa.timestamp("us")), "it must hold days (date32)"),
        ("sex", pa.array([1]), "it holds int64; it must hold text (string)"),
        ("patient_id", pa.array([None], pa.string()), "row 1, column patient_id: it is empty and may not be"),
    ],
)
def test_parquet_of_another_type_is_refused(tmp_path: Path, name: str, values: pa.Array, said: str) -> None:
    folder_of(tmp_path)
    (tmp_path / "patients.csv").unlink()
    row = {"patient_id": pa.array(["p1"]), "birth_date": pa.array([0], pa.date32()), "sex": pa.array(["male"])}
    columns = {**row, "death_date": pa.array([None], pa.date32()), name: values}
    pq.write_table(pa.table(columns), tmp_path / "patients.parquet")
    assert said in refusal(tmp_path)


def test_text_that_is_not_utf8_is_refused_where_it_stands(tmp_path: Path) -> None:
    folder_of(tmp_path)
    (tmp_path / "practices.csv").write_bytes(b"practice_id,name,joined_on,left_on\nA1,Ash,,\nB2,B\xe9ech,,\n")
    assert refusal(tmp_path).startswith("practices.csv, row 3, column name: it is not text in UTF-8")


def test_an_empty_field_is_found_beside_nested_columns(tmp_path: Path) -> None:
    folder_of(tmp_path)
    (tmp_path / "patients.csv").unlink()
    columns = {
        "note": pa.array([{"a": 1, "b": 2}, {"a": 3, "b": 4}]),
        "patient_id": pa.array(["p1", None]),
        "birth_date": pa.array([0, 1], pa.date32()),
        "sex": pa.array(["male", "male"]),
        "death_date": pa.array([None, None], pa.date32()),
    }
    pq.write_table(pa.table(columns), tmp_path / "patients.parquet")
    assert refusal(tmp_path) == "patients.parquet, row 2, column patient_id: it is empty and may not be"


@pytest.mark.parametrize("form", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())])
def test_text_may_be_stored_in_any_form(tmp_path: Path, form: pa.DataType) -> None:
    folder_of(tmp_path)
    (tmp_path / "patients.csv").unlink()
    columns = {
        "patient_id": pa.array(["p1", "p2"]).cast(form),
        "birth_date": pa.array([0, 1], pa.date32()),
        "sex": pa.array(["male", None]).cast(form),
        "death_date": pa.array([None, None], pa.date32()),
    }
    pq.write_table(pa.table(columns), tmp_path / "patients.parquet")
    with opened(tmp_path) as records:
        assert "patients" in records.parquet
    pq.write_table(
        pa.table({**columns, "patient_id": pa.array(["p2", "p2"]).cast(form)}), tmp_path / "patients.parquet"
    )
    assert "“p2” is there twice" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("kind", "good"),
    [(pa.float64(), False), (pa.decimal128(10, 5), False), (pa.int32(), True), (pa.decimal128(9, 2), True)],
)
def test_a_list_size_is_exact_or_refused(tmp_path: Path, kind: pa.DataType, good: bool) -> None:
    folder_of(tmp_path)
    (tmp_path / "list_sizes.csv").unlink()
    columns = {
        "practice_id": pa.array(["A1"]),
        "kind": pa.array(["registered"]).dictionary_encode(),
        "on": pa.array([date(2009, 1, 1)]),
        "size": pa.array([100], pa.int8()).cast(kind),
    }
    pq.write_table(pa.table(columns), tmp_path / "list_sizes.parquet")
    if good:
        with opened(tmp_path) as records:
            assert records.practices[0].lists[0].size == 100
    else:
        assert "because others are not exact" in refusal(tmp_path)


def test_a_negative_whole_number_is_shown_as_it_stands(tmp_path: Path) -> None:
    folder_of(tmp_path)
    (tmp_path / "list_sizes.csv").unlink()
    row = {"practice_id": ["A1"], "kind": ["registered"], "on": [date(2009, 1, 1)], "size": [-100]}
    pq.write_table(pa.table(row), tmp_path / "list_sizes.parquet")
    assert refusal(tmp_path).startswith("list_sizes.parquet, row 1, column size: -100 is less than none")


def part(patients: list[str]) -> Tables:
    rows = len(patients)
    no_text = TextColumn(np.full(rows, -1), ())
    days = DayColumn(days_of([date(1950, 1, 1), *[None] * (rows - 1)]))
    return {
        "patients": {
            "patient_id": TextColumn.of(patients),
            "birth_date": days,
            "sex": TextColumn.same("female", rows),
            "death_date": DayColumn(days_of([None] * rows)),
        },
        "events": {
            "patient_id": TextColumn.of(patients),
            "code_system": TextColumn.same("synthetic", rows),
            "code": TextColumn.same("SYN-1", rows),
            "event_date": days,
            "recorded_on": days,
            "value": NumberColumn(np.array([-15_000, *[NO_VALUE] * (rows - 1)])),
            "second_value": NumberColumn(np.array([10**17, *[NO_VALUE] * (rows - 1)])),
            "unit": no_text,
            "consultation_id": no_text,
            "provider": no_text,
        },
    }


def test_what_is_written_part_by_part_is_read_back_and_old_files_go(tmp_path: Path) -> None:
    folder_of(tmp_path)
    (tmp_path / "medications.parquet").write_bytes(b"of earlier records")
    write([part(["p1", "p2"]), part(["p3"])], tmp_path)
    wanted = sorted(f"{table.name}.parquet" for table in TABLES if not table.may_be_absent)
    assert sorted(file.name for file in tmp_path.iterdir()) == wanted
    assert pq.read_table(tmp_path / "patients.parquet").column("patient_id").to_pylist() == ["p1", "p2", "p3"]
    events = pq.read_table(tmp_path / "events.parquet")
    assert events.schema.equals(EVENTS.arrow_schema())
    assert events.column("value").to_pylist() == [Fraction(-3, 2), None, Fraction(-3, 2)]
    assert events.column("second_value").to_pylist() == [Fraction(10**13), None, Fraction(10**13)]
    assert events.column("event_date").to_pylist() == [date(1950, 1, 1), None, date(1950, 1, 1)]
    assert pq.read_table(tmp_path / "list_sizes.parquet").num_rows == 0


def test_a_part_that_fails_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    folder_of(tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    broken = {name: columns for name, columns in part(["p2"])["patients"].items() if name != "sex"}
    with pytest.raises(KeyError, match="sex"):
        write([part(["p1"]), {"patients": broken}], tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_every_table_and_column_is_described_once() -> None:
    assert len({table.name for table in TABLES}) == len(TABLES)
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names) > 0
        assert set(table.key) <= set(names)
        assert table.meaning and all(column.meaning for column in table.columns)
    assert LIST_SIZES.column("size").kind is Kind.NUMBER
    with pytest.raises(KeyError):
        PATIENTS.column("size")
