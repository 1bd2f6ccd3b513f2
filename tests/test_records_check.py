"""`schemec records check`: every fault in one run, rows that cannot be used by reason, nothing twice."""

from __future__ import annotations

import csv
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command import schemec
from test_records import GOOD, Change, folder_of

from schemec.records import memory, read
from schemec.records.looking import JUDGED, Reason


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is remembered from other tests, or of them."""
    cache = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    return cache


def faults(folder: Path) -> list[str]:
    """What the command says of faulty records, without the folder's name."""
    ran = schemec("records", "check", folder)
    assert (ran.code, ran.err) == (1, "")
    return ran.out.replace(f"{folder}/", "").splitlines()


def test_records_in_order_are_said_to_be(tmp_path: Path) -> None:
    ran = schemec("records", "check", folder_of(tmp_path, ("events", "p1,synthetic,SYN-2,,,,,,,\n", "")))
    assert (ran.code, ran.out, ran.err) == (0, "5 rows of records checked, no faults\n", "")


def test_faults_of_all_files_are_said_in_one_run(tmp_path: Path) -> None:
    folder_of(
        tmp_path,
        ("events", "2009-05-01", "1/5/2009"),
        ("events", "150", "high"),
        ("events", "p1,synthetic,SYN-2,,,,,,,", "p1,synthetic,SYN-2,soon,,,,,,\np1,synthetic"),
        ("list_sizes", "kind", "sort"),
        ("patients", "p2", ""),
    )
    assert faults(tmp_path) == [
        "list_sizes.csv, row 1: there is no column kind (which list)",
        "patients.csv, row 3, column patient_id: it is empty and may not be",
        "events.csv, row 2, column event_date: “1/5/2009” is not a day such as 2010-03-31; 1 more row like this",
        "events.csv, row 2, column value: “high” is not a number such as 1234.5, "
        "with at most four places and no commas",
        "events.csv, row 4: it has 2 fields, and the header has 10",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("submissions", "A1,", "Z9,"), "submissions.csv, row 2, column practice_id: “Z9” is not in practices.csv"),
        (
            ("registrations", "p1,A1", "p9,A1"),
            "registrations.csv, row 2, column patient_id: “p9” is not in patients.csv",
        ),
        (("events", "SYN-2", "4.5E+14"), "events.csv, row 3, column code: “4.5E+14” is a code stored as a number"),
        (
            ("events", "SYN-2", "38341003.0"),
            "events.csv, row 3, column code: “38341003.0” is a code stored as a number",
        ),
    ],
)
def test_what_nobody_knows_is_a_fault(tmp_path: Path, change: Change, said: str) -> None:
    assert faults(folder_of(tmp_path, change))[0].startswith(said)


def test_codes_in_a_column_of_numbers_are_a_fault(tmp_path: Path) -> None:
    folder_of(tmp_path)
    (tmp_path / "events.csv").unlink()
    columns = {name: pa.array([None], pa.string()) for name in GOOD["events"].splitlines()[0].split(",")}
    days = pa.array([None], pa.date32())
    numbers = pa.array([None], pa.decimal128(18, 4))
    known = {"patient_id": pa.array(["p1"]), "code_system": pa.array(["SNOMED CT"]), "code": pa.array([38341003])}
    dated = {"event_date": days, "recorded_on": days, "value": numbers, "second_value": numbers}
    pq.write_table(pa.table({**columns, **known, **dated}), tmp_path / "events.parquet")
    assert faults(tmp_path) == ["events.parquet, column code: it holds int64; it must hold text (string)"]


# … CSV as people send it

ROWS = "A1,Ash,,\n"
HEADER = "practice_id,name,joined_on,left_on\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            (HEADER + "A1,Caf\u00e9,,\n").encode("latin-1"),
            "row 2, column name: it is not text in UTF-8 (in Latin-1 it would be “Caf\u00e9”); save the file as CSV",
        ),
        ((HEADER + ROWS).encode("utf-16"), "practices.csv: it is saved as UTF-16; save it as CSV UTF-8"),
        (
            (HEADER + ROWS).replace(",", ";").encode(),
            "row 1: semicolons stand between the columns; save the file with commas",
        ),
        ((HEADER + HEADER + ROWS).encode(), "row 2: the names of the columns are there again; keep them in row 1 only"),
        (
            ("Extract of 1 May,,,\n" + HEADER + ROWS).encode(),
            "row 2: the names of the columns stand here; delete what is above them",
        ),
        (
            (HEADER.upper() + ROWS).encode(),
            "row 1: there is no column practice_id; “PRACTICE_ID” is, and is not the same",
        ),
        (
            (HEADER + 'A1,"Ash "Tree" Surgery",,\n').encode(),
            "row 2: a quotation mark is not closed, or one inside a field is not written twice",
        ),
        (
            (HEADER + 'A1,"Ash,,\nB2,Beech,,\n').encode(),
            "row 2: a quotation mark is not closed, or one inside a field is not written twice",
        ),
        (
            (HEADER + 'A1,"Ash\nTree",,\n').encode(),
            "row 2, column name: “Ash Tree” goes on over a line break; a quotation mark may not be closed",
        ),
        ((HEADER + "A1,Ash,2009-02-30,\n").encode(), "row 2, column joined_on: “2009-02-30” is not a day such as"),
    ],
)
def test_a_file_that_was_saved_in_another_way_is_refused_and_says_what_to_do(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (folder_of(tmp_path) / "practices.csv").write_bytes(content)
    assert any(said in line for line in faults(tmp_path)), faults(tmp_path)


def test_a_byte_order_mark_and_quotes_written_twice_are_read_as_meant(tmp_path: Path) -> None:
    names = HEADER + 'B2,Beech,,\nA1,"Ash ""Tree"", Surgery",,\n'
    (folder_of(tmp_path) / "practices.csv").write_bytes(b"\xef\xbb\xbf" + names.encode())
    with read.opened(tmp_path) as records:
        assert [practice.name for practice in records.practices] == ['Ash "Tree", Surgery', "Beech"]


def test_a_long_file_is_read_in_pieces_and_its_last_fault_has_its_row(tmp_path: Path) -> None:
    header, row, *_ = GOOD["events"].splitlines(keepends=True)
    (folder_of(tmp_path) / "events.csv").write_text(header + row * 60_000 + row.replace("2009-05-01", "May"))
    (fault,) = faults(tmp_path)
    assert fault.startswith("events.csv, row 60002, column event_date: “May” is not a day")


# … rows that cannot be used

UNUSED: tuple[Change, ...] = (
    ("events", "p1,synthetic,SYN-1", "p7,synthetic,SYN-1"),
    ("patients", "p2,,,\n", "p2,,,\np3,,,\n"),
    ("registrations", "2001-01-01,2009-05-05\n", "2009-05-05,2009-05-05\np1,Z9,1999-01-01,2000-01-01\n"),
    (
        "events",
        "p1,synthetic,SYN-2,,,,,,,\n",
        "p1,synthetic,SYN-2,,,,,,,\np1,ICD-10,I10,2009-01-01,,,,,,\np1,SNOMED CT,38341004,2009-01-01,,,,,,\n",
    ),
)


def test_rows_that_cannot_be_used_are_counted_and_listed_each_by_its_reason(tmp_path: Path) -> None:
    data, report = tmp_path / "data", tmp_path / "report"
    data.mkdir()
    ran = schemec("records", "check", folder_of(data, *UNUSED), "--report", report)

    assert ran.code == 0
    assert "events: 1 of 4 rows cannot be used: it has no date" in ran.out
    assert "data-quality-rows.csv names patients: keep it where the records are" in ran.out
    content = (report / "data-quality.json").read_text()
    counted = {
        (table["table"], each["reason"]): each["rows"]
        for table in json.loads(content)["tables"]
        for each in table["not_used"]
    }
    rows = list(csv.DictReader((report / "data-quality-rows.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert sorted((row["table"], row["row"], row["patient_id"]) for row in rows) == [
        ("events", "2", "p7"),
        ("events", "3", "p1"),
        ("events", "4", "p1"),
        ("events", "5", "p1"),
        ("patients", "4", "p3"),
        ("registrations", "3", "p2"),
        ("registrations", "4", "p1"),
    ]
    assert counted == {(row["table"], row["reason"]): 1 for row in rows}
    assert {reason for _, reason in counted} == {reason.value for reason in Reason}
    assert not any(patient in content for patient in ("p1", "p2", "p3", "p7"))


def test_a_membership_that_ends_before_it_begins_is_counted(tmp_path: Path) -> None:
    text = "practice_id,network_id,start_date,end_date\nA1,N1,2009-02-01,2009-01-01\nA1,N1,2009-02-01,\n"
    (folder_of(tmp_path) / "network_memberships.csv").write_text(text)
    assert "network_memberships: 1 of 2 rows cannot be used" in schemec("records", "check", tmp_path).out
    assert set(JUDGED) == {"events", "medications", "patients", "registrations", "network_memberships"}


MEDICATIONS = (
    "patient_id,code_system,code,issued_on,recorded_on,quantity,course_days,consultation_id,provider\n"
    "p1,dm+d,999999000001102,2009-05-01,2009-05-01,28,14,c1,n1\n"
    "p2,synthetic,SYN-1,2009-05-02,,,,,\n"
)
"""The dm+d code is made up: its check digit holds, and no supplier has the namespace 9000001."""


def with_medications(at: Path, *changes: tuple[str, str]) -> Path:
    """The good records with issues of medicines, some texts in them replaced."""
    text = MEDICATIONS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder_of(at) / "medications.csv").write_text(text)
    return at


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("SYN-1", "4.5E+14"), "medications.csv, row 3, column code: “4.5E+14” is a code stored as a number"),
        (("2009-05-02", "2/5/2009"), "medications.csv, row 3, column issued_on: “2/5/2009” is not a day such as"),
        ((",28,", ",28 tablets,"), "medications.csv, row 2, column quantity: “28 tablets” is not a number such as"),
        ((",14,", ",14.00001,"), "medications.csv, row 2, column course_days: “14.00001” is not a number such as"),
        (("p2,", ","), "medications.csv, row 3, column patient_id: it is empty and may not be"),
        (("issued_on", "event_date"), "medications.csv, row 1: there is no column issued_on (the day of this issue"),
        ((MEDICATIONS, ""), "medications.csv: it is empty; the first row must hold the names of the columns"),
    ],
)
def test_a_fault_in_medications_is_said(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert faults(with_medications(tmp_path, change))[0].startswith(said)


def test_codes_stored_as_numbers_are_said_of_each_table_that_has_them(tmp_path: Path) -> None:
    with_medications(tmp_path, ("SYN-1", "4.5E+14"))
    folder_of(tmp_path, ("events", "SYN-2", "38341003.0"))
    first, second = faults(tmp_path)
    assert first.startswith("events.csv, row 3, column code: “38341003.0” is a code stored as a number")
    assert second.startswith("medications.csv, row 3, column code: “4.5E+14” is a code stored as a number")


def test_codes_of_medicines_in_a_column_of_numbers_are_a_fault(tmp_path: Path) -> None:
    with_medications(tmp_path)
    with read.opened(tmp_path) as records:
        held = pq.read_table(records.parquet["medications"])
    (tmp_path / "medications.csv").unlink()
    place = held.column_names.index("code")
    numbers = held.set_column(place, "code", pa.array([999999000001102, None], pa.int64()))
    pq.write_table(numbers, tmp_path / "medications.parquet")
    assert faults(tmp_path) == ["medications.parquet, column code: it holds int64; it must hold text (string)"]
    (tmp_path / "medications.csv").write_text(MEDICATIONS)
    assert "both medications.parquet and medications.csv are there" in faults(tmp_path)[0]


@pytest.mark.parametrize("stored", ["csv", "parquet"])
def test_issues_that_cannot_be_used_are_counted_and_listed_each_by_its_reason(tmp_path: Path, stored: str) -> None:
    data, report = tmp_path / "data", tmp_path / "report"
    data.mkdir()
    bad = (
        "p7,synthetic,SYN-1,2009-05-02,,,,,\np1,synthetic,SYN-1,,,,,,\n"
        "p1,BNF,0208020,2009-05-02,,,,,\np1,dm+d,999999000001103,2009-05-02,,,,,\n"
    )
    with_medications(data, ("p2,synthetic", f"{bad}p2,synthetic"))
    if stored == "parquet":
        with read.opened(data) as records:
            (data / "medications.parquet").write_bytes(records.parquet["medications"].read_bytes())
        (data / "medications.csv").unlink()
    ran = schemec("records", "check", data, "--report", report)

    reasons = [Reason.NOBODY, Reason.UNDATED, Reason.OTHER_SYSTEM, Reason.NO_SUCH_CODE]
    assert ran.code == 0
    for reason in reasons:
        assert f"medications: 1 of 6 rows cannot be used: {reason.value}" in ran.out
    rows = list(csv.DictReader((report / "data-quality-rows.csv").read_text(encoding="utf-8-sig").splitlines()))
    first = 3 if stored == "csv" else 2
    assert [(row["row"], row["reason"]) for row in rows if row["table"] == "medications"] == [
        (str(first + place), reason.value) for place, reason in enumerate(reasons)
    ]
    assert [row["row"] for row in rows if row["table"] == "events"] == ["3"]


def test_an_issue_without_a_day_alone_is_counted(tmp_path: Path) -> None:
    ran = schemec("records", "check", with_medications(tmp_path, ("2009-05-02", "")))
    assert "medications: 1 of 2 rows cannot be used: it has no date" in ran.out
    assert "8 rows of records checked, no faults" in ran.out


# … checked once


def aged(folder: Path) -> Path:
    """A folder whose files have not been touched for a while. The system keeps the time of the last change itself."""
    long_ago = time.time_ns() - 10 * memory.JUST_NOW
    for file in folder.iterdir():
        os.utime(file, ns=(long_ago, long_ago))
    return folder


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Notes each time that records are looked through."""
    seen: list[str] = []
    look = read.look_through

    def counted(*given: object) -> object:
        seen.append("looked")
        return look(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(read, "look_through", counted)
    yield seen


def test_unchanged_records_are_not_checked_again_and_are_said_to_be_unchanged(tmp_path: Path, looks: list[str]) -> None:
    first = schemec("records", "check", folder_of(tmp_path))
    again = schemec("records", "check", tmp_path)

    assert looks == ["looked"]
    assert (again.code, again.out) == (first.code, first.out)
    assert again.err == "unchanged since they were last checked\n"


def test_a_run_uses_what_was_remembered(tmp_path: Path, looks: list[str]) -> None:
    schemec("records", "check", folder_of(tmp_path))
    with read.opened(tmp_path) as records:
        assert [each.table for each in records.looked] == ["events", "patients", "registrations"]
    assert looks == ["looked"]


def test_a_copy_is_known_by_its_content_and_a_change_by_its(tmp_path: Path, looks: list[str]) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    schemec("records", "check", folder_of(one))
    schemec("records", "check", folder_of(other))
    assert looks == ["looked"]
    folder_of(other, ("events", "150", "151"))
    schemec("records", "check", other)
    assert looks == ["looked"] * 2


def test_medications_that_come_change_or_go_are_seen(tmp_path: Path, looks: list[str]) -> None:
    without = schemec("records", "check", folder_of(tmp_path)).out
    came = schemec("records", "check", with_medications(tmp_path)).out
    changed = schemec("records", "check", with_medications(tmp_path, ("2009-05-02", ""))).out
    assert len({without, came, changed}) == len(looks) == 3
    (tmp_path / "medications.csv").unlink()
    assert schemec("records", "check", tmp_path).out == without
    assert len(looks) == 3


def test_a_file_that_has_not_been_touched_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "JUST_NOW", -1)
    schemec("records", "check", aged(folder_of(tmp_path)))
    read_again: list[object] = []
    digest = memory.hashlib.file_digest
    monkeypatch.setattr(memory.hashlib, "file_digest", lambda *given: read_again.append(given) or digest(*given))
    assert schemec("records", "check", tmp_path).code == 0
    assert read_again == []
    (tmp_path / "events.csv").write_text(GOOD["events"].replace("150", "151"))
    assert schemec("records", "check", tmp_path).code == 0
    assert len(read_again) == 1


def test_faults_are_not_remembered_and_are_said_every_time(tmp_path: Path) -> None:
    folder_of(tmp_path, ("events", "150", "high"))
    assert faults(tmp_path) == faults(tmp_path) != []


def test_without_a_folder_to_remember_in_records_are_checked_all_the_same(
    tmp_path: Path, own_cache: Path, looks: list[str]
) -> None:
    (own_cache / "schemec").write_text("a file where the folder should be")
    for _ in range(2):
        assert schemec("records", "check", folder_of(tmp_path)).code == 0
    assert looks == ["looked"] * 2


def test_no_patient_is_named_in_what_is_remembered(tmp_path: Path, own_cache: Path) -> None:
    folder_of(tmp_path, *((table, "p1", "patient-one") for table in ("patients", "registrations", "events")))
    schemec("records", "check", tmp_path)
    kept = [file for file in own_cache.rglob("*") if file.is_file() and "records" in file.parts]
    assert kept
    assert not any(b"patient-one" in file.read_bytes() for file in kept)


def test_a_folder_that_is_not_there_is_trouble_and_no_fault(tmp_path: Path) -> None:
    ran = schemec("records", "check", tmp_path / "nowhere")
    assert (ran.code, ran.out) == (74, "")
    assert "there is no such folder" in ran.err
