"""`schemec sample` and `schemec run`: from a scheme to statements, on records made up for it."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from checkout import ROOT
from command import on_disk, schemec

SPEC = ROOT / "specs" / "hf-qof-plus" / "hf-qof-plus.scheme"
PRACTICES = 4
PATIENTS = 4_000


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records") / "made"
    ran = schemec(
        "sample", SPEC, "-o", folder, "--practices", str(PRACTICES), "--patients", str(PATIENTS), "--seed", "7"
    )
    assert (ran.code, ran.out, ran.err) == (0, f"{folder}\n", "")
    return folder


@pytest.fixture(scope="module")
def out(records: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    assert schemec("run", SPEC, "--data", records, "-o", folder).code == 0
    return folder / "HF-QOFPLUS"


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def document(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def test_a_sample_is_the_same_for_the_same_seed(records: Path, tmp_path: Path) -> None:
    sizes = ["--practices", str(PRACTICES), "--patients", str(PATIENTS)]
    schemec("sample", SPEC, "-o", tmp_path / "same", *sizes, "--seed", "7")
    schemec("sample", SPEC, "-o", tmp_path / "other", *sizes, "--seed", "8")

    assert pq.read_table(records / "patients.parquet").num_rows == PATIENTS
    assert pq.read_table(records / "practices.parquet").num_rows == PRACTICES
    assert on_disk(tmp_path / "same") == on_disk(records)
    assert on_disk(tmp_path / "other")["events.parquet"] != on_disk(records)["events.parquet"]


def test_a_sample_wants_one_scheme_and_enough_patients(tmp_path: Path) -> None:
    too_few = schemec("sample", SPEC, "-o", tmp_path / "x", "--practices", "9", "--patients", "8")

    assert too_few.code == 64 and "8 patients cannot fill 9 practices" in too_few.err
    assert not (tmp_path / "x").exists()


def test_every_practice_gets_its_own_files_and_the_manifest_knows_them(out: Path, records: Path) -> None:
    made = on_disk(out)
    practices = pq.read_table(records / "practices.parquet")["practice_id"].to_pylist()
    wanted = {"counts.csv", "counts.json", "payments.csv", "payments.json", "data-quality.json", "manifest.json"}
    wanted |= {f"statements/{each}.{kind}" for each in practices for kind in ("csv", "json")}
    wanted |= {f"worklists/{each}.csv" for each in practices}
    assert set(made) == wanted

    manifest = document(out / "manifest.json")
    assert manifest["outputs"] == {
        name: hashlib.sha256(content).hexdigest() for name, content in made.items() if name != "manifest.json"
    }
    assert (manifest["reference_date"], manifest["clock"]) == ("2010-03-31", "year end")
    events = hashlib.sha256((records / "events.parquet").read_bytes()).hexdigest()
    assert manifest["inputs"]["records/events.parquet"] == events
    assert manifest["inputs"][SPEC.name] == hashlib.sha256(SPEC.read_bytes()).hexdigest()
    assert str(records.parent) not in json.dumps(manifest)


def test_every_table_says_to_a_spreadsheet_that_it_is_utf8(out: Path) -> None:
    tables = {name: content for name, content in on_disk(out).items() if name.endswith(".csv")}

    assert {name.split("/")[0] for name in tables} == {"counts.csv", "payments.csv", "statements", "worklists"}
    assert [name for name, content in tables.items() if content.find(codecs.BOM_UTF8) != 0] == []
    assert [name for name, content in tables.items() if content.count(codecs.BOM_UTF8) != 1] == []


def test_the_sums_close(out: Path) -> None:
    payments = document(out / "payments.json")
    in_json = {each["practice_id"]: Fraction(each["total"]) for each in payments["practices"]}
    table = rows(out / "payments.csv")
    parts: dict[str, Fraction] = dict.fromkeys(in_json, Fraction(0))
    for row in table:
        if row["kind"] in ("line", "limit"):
            parts[row["practice_id"]] += Fraction(row["pounds"])
    totals = {row["practice_id"]: Fraction(row["pounds"]) for row in table if row["kind"] == "total"}

    assert len(totals) == PRACTICES
    assert parts == totals == in_json
    assert sum(totals.values()) == Fraction(payments["total"]) > 0
    for practice, total in totals.items():
        statement = document(out / f"statements/{practice}.json")
        assert Fraction(statement["total"]) == total
        assert statement["scheme"] == "HF-QOFPLUS" and statement["compiler"] == "schemec 0.1.0"
        assert {row["practice_id"] for row in rows(out / f"statements/{practice}.csv")} == {practice}


def test_counts_agree_with_themselves_and_with_the_work_lists(out: Path) -> None:
    seen = 0
    for practice in document(out / "counts.json")["practices"]:
        outstanding = rows(out / f"worklists/{practice['practice_id']}.csv")
        for indicator in practice["indicators"]:
            left = sum(each["patients"] for step in ("excluded", "adjusted") for each in indicator[step])
            assert indicator["eligible"] == left + indicator["denominator"]
            todo = [row["patient_id"] for row in outstanding if row["indicator"] == indicator["indicator"]]
            assert len(todo) == len(set(todo)) == indicator["denominator"] - indicator["numerator"]
            seen += len(todo)
    assert seen > 100
    in_csv = {(row["practice_id"], row["clause"], row["count"]): row["patients"] for row in rows(out / "counts.csv")}
    for practice in document(out / "counts.json")["practices"]:
        for indicator in practice["indicators"]:
            for count in ("eligible", "denominator", "numerator"):
                key = (practice["practice_id"], indicator["indicator"], count)
                assert in_csv[key] == str(indicator[count])


def test_what_could_not_be_used_is_counted(out: Path, records: Path) -> None:
    found = document(out / "data-quality.json")

    assert {each["reason"] for each in found["unusable_events"]} == {
        "it has no date",
        "its value is in another unit",
        "it holds one half of a reading",
        "its value is outside the plausible range",
    }
    assert all(each["events"] > 0 for each in found["unusable_events"])
    assert sum(each["patients"] for each in found["patients_without_birth_date"]) > 0
    assert len(found["list_sizes"]) >= PRACTICES


def test_the_same_run_gives_the_same_bytes(out: Path, records: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "schemec", "run", SPEC, "--data", records, "-o", "out"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": "5", "TZ": "Asia/Tokyo"},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert on_disk(tmp_path / "out/HF-QOFPLUS") == on_disk(out)


def test_the_table_and_the_other_clock(records: Path, tmp_path: Path, out: Path) -> None:
    words = ["--data", str(records), "-o", str(tmp_path), "--reference-date", "31 December 2009"]
    ran = schemec("run", SPEC, *words, "--clock", "today")

    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert lines[0] == "NHS Hammersmith and Fulham QOF+: 31 December 2009, clock at today"
    assert lines[2].split() == ["Practice", "Achievement", "Points", "Payment"]
    assert len(lines) == 3 + PRACTICES + 1 + 2 + 2
    assert "some of its figures are illustrative and some of its code lists are synthetic" in lines[-3]
    assert lines[-5].startswith("All practices") and "£" in lines[-5]
    assert lines[-1] == f"written to {tmp_path / 'HF-QOFPLUS'}"
    assert document(tmp_path / "HF-QOFPLUS/manifest.json")["clock"] == "today"
    assert (tmp_path / "HF-QOFPLUS/counts.csv").read_bytes() != (out / "counts.csv").read_bytes()


def changed(records: Path, to: Path, table: str, column: str, values: list[object]) -> Path:
    """A copy of the records with one column of one table changed."""
    to.mkdir()
    for file in records.iterdir():
        (to / file.name).write_bytes(file.read_bytes())
    held = pq.read_table(to / f"{table}.parquet")
    place = held.column_names.index(column)
    field = held.schema.field(place)
    pq.write_table(held.set_column(place, field, pa.array(values, field.type)), to / f"{table}.parquet")
    return to


def test_patients_of_a_practice_that_is_not_listed_are_said_and_in_no_work_list(records: Path, tmp_path: Path) -> None:
    held = pq.read_table(records / "registrations.parquet")["practice_id"].to_pylist()
    moved = ["ZZZ001" if practice == "SYN001" else practice for practice in held]
    strangers = changed(records, tmp_path / "records", "registrations", "practice_id", list(moved))
    ran = schemec("run", SPEC, "--data", strangers, "-o", tmp_path / "out")

    assert ran.code == 0, ran.err
    assert "registered with practices that are not listed: in no count" in ran.out
    said = document(tmp_path / "out/HF-QOFPLUS/data-quality.json")["patients_of_unlisted_practices"]
    assert [row["practice_id"] for row in said] == ["ZZZ001"] and said[0]["patients"] > 0
    assert not (tmp_path / "out/HF-QOFPLUS/worklists/ZZZ001.csv").exists()
    assert rows(tmp_path / "out/HF-QOFPLUS/worklists/SYN001.csv") == []


def test_a_submission_that_is_nearly_asked_for_is_said(records: Path, tmp_path: Path) -> None:
    held = pq.read_table(records / "submissions.parquet")["what"].to_pylist()
    assert "Patient survey" in held
    slips = ["Patients survey" if what == "Patient survey" else what for what in held]
    mistyped = changed(records, tmp_path / "records", "submissions", "what", list(slips))
    ran = schemec("run", SPEC, "--data", mistyped, "-o", tmp_path / "out")

    assert "the submission “Patients survey” is not asked for; “Patient survey” is" in ran.out
    unasked = document(tmp_path / "out/HF-QOFPLUS/data-quality.json")["submissions_not_asked_for"]
    assert {row["what"] for row in unasked} == {"Patients survey"}


def test_patients_with_two_registrations_are_counted_once_and_said(records: Path, out: Path, tmp_path: Path) -> None:
    held = pq.read_table(records / "registrations.parquet")
    practices = sorted(set(held["practice_id"].to_pylist()))
    open_ones = held.filter(pc.is_null(held["end_date"])).slice(0, 10)
    place = held.column_names.index("practice_id")
    elsewhere = [next(p for p in practices if p != here) for here in open_ones["practice_id"].to_pylist()]
    second = open_ones.set_column(place, held.schema.field(place), pa.array(elsewhere, pa.string()))
    double = changed(
        records,
        tmp_path / "records",
        "practices",
        "name",
        pq.read_table(records / "practices.parquet")["name"].to_pylist(),
    )
    pq.write_table(pa.concat_tables([held, second]), double / "registrations.parquet")
    before = document(out / "data-quality.json")["patients_registered_twice"]
    assert schemec("run", SPEC, "--data", double, "-o", tmp_path / "out").code == 0
    after = document(tmp_path / "out/HF-QOFPLUS/data-quality.json")["patients_registered_twice"]
    population = [
        sum(each["population"] for each in document(folder / "counts.json")["practices"])
        for folder in (out, tmp_path / "out/HF-QOFPLUS")
    ]

    assert sum(row["patients"] for row in after) > sum(row["patients"] for row in before)
    assert population[0] == population[1]


def test_a_day_before_the_scheme_is_remarked_on(records: Path, tmp_path: Path) -> None:
    ran = schemec("run", SPEC, "--data", records, "-o", tmp_path, "--reference-date", "2009-03-31")

    assert "Note: the reference date is before the scheme begins, on 1 April 2009." in ran.out


def test_records_that_were_not_made_up_are_never_replaced(records: Path, tmp_path: Path) -> None:
    real = changed(
        records,
        tmp_path / "real",
        "practices",
        "name",
        pq.read_table(records / "practices.parquet")["name"].to_pylist(),
    )
    (real / "made-up.json").unlink()
    before = on_disk(real)
    ran = schemec("sample", SPEC, "-o", real, "--practices", "2", "--patients", "20")

    assert ran.code == 74 and "holds records that were not made up" in ran.err
    assert on_disk(real) == before
    again = schemec("sample", SPEC, "-o", tmp_path / "fresh", "--practices", "2", "--patients", "20")
    assert (
        again.code
        == schemec("sample", SPEC, "-o", tmp_path / "fresh", "--practices", "2", "--patients", "30").code
        == 0
    )


def test_a_second_run_leaves_nothing_of_practices_that_are_gone_and_keeps_the_users_files(
    records: Path, tmp_path: Path
) -> None:
    names = pq.read_table(records / "practices.parquet")["name"].to_pylist()
    schemec("run", SPEC, "--data", records, "-o", tmp_path / "out")
    (tmp_path / "out/HF-QOFPLUS/letter.txt").write_text("mine")
    before = on_disk(tmp_path / "out")
    fewer = tmp_path / "fewer"
    changed(records, fewer, "practices", "name", names)
    for table in ("practices", "list_sizes", "submissions", "network_memberships", "registrations"):
        held = pq.read_table(fewer / f"{table}.parquet")
        pq.write_table(held.filter(pc.field("practice_id") != "SYN001"), fewer / f"{table}.parquet")

    assert schemec("run", SPEC, "--data", fewer, "-o", tmp_path / "out").code == 0

    after = on_disk(tmp_path / "out")
    gone = {
        f"HF-QOFPLUS/{name}" for name in ("statements/SYN001.csv", "statements/SYN001.json", "worklists/SYN001.csv")
    }
    assert set(before) - set(after) == gone
    assert after["HF-QOFPLUS/letter.txt"] == b"mine"


def test_a_list_size_that_is_not_known_stops_the_run_before_anything_is_written(records: Path, tmp_path: Path) -> None:
    sizes = pq.read_table(records / "list_sizes.parquet")
    other_days = [day.replace(year=day.year - 5) for day in sizes["on"].to_pylist()]
    bad = changed(records, tmp_path / "bad", "list_sizes", "on", other_days)

    ran = schemec("run", SPEC, "--data", bad, "-o", tmp_path / "out")

    assert (ran.code, ran.out) == (74, "")
    assert ran.err.startswith("error: HF-QOFPLUS cannot be paid from these records\nSYN00")
    assert ran.err.endswith("nothing was written\n")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("what", ["missing", "a file", "empty", "damaged"])
def test_records_that_cannot_be_read_are_a_plain_line(records: Path, tmp_path: Path, what: str) -> None:
    data = tmp_path / "data"
    if what == "a file":
        data.write_text("x")
    elif what == "empty":
        data.mkdir()
    elif what == "damaged":
        changed(records, data, "practices", "name", ["x"] * PRACTICES)
        (data / "events.parquet").write_bytes(b"PAR1 and no more")

    ran = schemec("run", SPEC, "--data", data, "-o", tmp_path / "out")

    assert (ran.code, ran.out) == (74, "")
    assert ran.err.startswith("error: ") and ran.err.count("\n") == 1
    assert str(data) in ran.err
    assert not (tmp_path / "out").exists()


def test_names_cannot_run_in_a_spreadsheet_or_leave_the_folder(records: Path, tmp_path: Path) -> None:
    names = ["=HYPERLINK(1)", "@SUM(A1)", "Plain", "Comma, Surgery"]
    bad = changed(records, tmp_path / "bad", "practices", "name", names)
    for table in ("practices", "list_sizes", "submissions", "network_memberships", "registrations"):
        held = pq.read_table(bad / f"{table}.parquet")
        ids = [each.replace("SYN001", "../../escape") for each in held["practice_id"].to_pylist()]
        place = held.column_names.index("practice_id")
        pq.write_table(held.set_column(place, held.schema.field(place), [ids]), bad / f"{table}.parquet")

    assert schemec("run", SPEC, "--data", bad, "-o", tmp_path / "deep/er/out").code == 0

    assert [path.name for path in tmp_path.iterdir() if path.name not in ("bad", "deep")] == []
    assert [path.name for path in (tmp_path / "deep/er").iterdir()] == ["out"]
    (statement,) = (tmp_path / "deep/er/out/HF-QOFPLUS/statements").glob("escape-*.csv")
    assert {row["practice"] for row in rows(statement)} == {"'=HYPERLINK(1)"}
    assert {row["practice_id"] for row in rows(statement)} == {"../../escape"}


def test_entries_that_say_no_consultation_are_said_where_items_ask_for_it(tmp_path: Path) -> None:
    spec = str(ROOT / "specs" / "treatment-room")
    made = schemec("sample", spec, "--practices", "1", "--patients", "2000", "-o", tmp_path / "made")
    assert made.code == 0, made.err
    held = pq.read_table(tmp_path / "made/events.parquet")
    nothing = [None] * held.num_rows
    alone = changed(tmp_path / "made", tmp_path / "records", "events", "consultation_id", list(nothing))
    found = {}
    for name, records in (("with", tmp_path / "made"), ("without", alone)):
        ran = schemec("run", spec, "--data", records, "-o", tmp_path / name)
        assert ran.code == 0, ran.err
        assert ("say no consultation: they stand beside nothing in one" in ran.out) is (name == "without")
        found[name] = document(tmp_path / name / "TREATMENT-ROOM/data-quality.json")["entries_without_consultation"]
    assert found["with"] == []
    assert {row["code_list"] for row in found["without"]} > {"PHLEB_COD", "ABPM_COD", "CLAIM_COD", "FENO_COD"}
    total = document(tmp_path / "without/TREATMENT-ROOM/payments.json")["total"]
    assert Fraction(total) == 0
