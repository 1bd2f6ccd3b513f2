"""Issues of medicines in a table of their own count as the same entries among the events do."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from checkout import ROOT
from command import on_disk, schemec
from documents import fences
from dossiers import PATHS, dossier
from hypothesis import given, settings
from hypothesis import strategies as st
from in_duckdb import engine, medications
from made import LISTS, WHEN, a, bp, indicator, pair, person, scheme
from pyarrow import csv
from strategies import runs, schemes
from strategies_records import PRACTICES
from test_meaning import STEADY, case_of, differences

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model.checked import CheckedScheme
from dsl.model.counting import Counting
from dsl.model.measures import Item
from dsl.model.pay import PerItem
from dsl.run.records import Event, Patient
from dsl.run.usable import Flaw
from schemec.engines.duckdb import Engine
from schemec.engines.quality import Unusable, unusable
from schemec.records.tables import EVENTS, MEDICATIONS
from targets.extract import issues, query, text_of

TABLES = ("practices", "patients", "registrations", "events")
DAY = date(2009, 5, 1)
SEEN = indicator("I-1", numerator=c.WithEvent("A_COD", d.InSchemeYear()))
CHECKED = scheme(indicators=(SEEN,))
ITEM = Item("M", "Item", c.Everyone(), Counting("A_COD"), PerItem(Fraction(1)))

Issued = list[tuple[str, Event]]


def files_of(folder: Path, patients: Sequence[Patient], issued: Issued) -> dict[str, Path]:
    """The patients, and issues with whose they are, as Parquet files."""
    files = {name: folder / f"{name}.parquet" for name in (*TABLES, "medications")}
    with engine(patients, PRACTICES) as duck:
        for name in TABLES:
            duck.connection.table(name).write_parquet(str(files[name]))
    pq.write_table(medications(issued), files["medications"])
    return files


@contextmanager
def opened(folder: Path, patients: Sequence[Patient], issued: Issued) -> Iterator[Engine]:
    with Engine(files_of(folder, patients, issued)) as duck:
        yield duck


# The evaluator knows of one table


class Apart:
    """Moves some of the entries without a value to medications, and leaves some of these among the events as well."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, Random(seed)
        self.moved = self.in_both = 0

    @contextmanager
    def engine(self, patients: Sequence[Patient], _: Iterable[str]) -> Iterator[Engine]:
        issued: Issued = []
        left = [replace(patient, events=tuple(self._left(patient, issued))) for patient in patients]
        with opened(self.folder, left, issued) as duck:
            yield duck

    def _left(self, patient: Patient, issued: Issued) -> Iterator[Event]:
        for event in patient.events:
            chance = self.random.random() if event.value is event.second_value is None else 1
            if chance < 0.6:
                issued.append((patient.id, event))
                self.moved += 1
                self.in_both += chance >= 0.5
            if chance >= 0.5:
                yield event


def test_evaluator_and_duckdb_agree_whichever_table_an_entry_is_in(tmp_path: Path) -> None:
    seen: list[Apart] = []

    @settings(STEADY, max_examples=15)
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        checked = data.draw(schemes())
        when = data.draw(runs(checked))
        seen.append(Apart(tmp_path, crc32(repr((checked, when)).encode())))
        assert next(differences(case_of(checked, when, seen[-1].engine)), None) is None

    agree()
    assert len(seen) == 15
    assert all(each.moved > each.in_both > 0 for each in seen)
    assert sum(each.moved for each in seen) > 2_000


# What an issue does


def numerator(duck: Engine, checked: CheckedScheme = CHECKED) -> int:
    return sum(practice.indicators[0].numerator for practice in duck.extract(checked, WHEN).counts())


def test_an_issue_meets_what_an_entry_would_and_without_the_file_there_is_none(tmp_path: Path) -> None:
    files = files_of(tmp_path, [person()], [("p", a(DAY))])
    with Engine(files) as duck:
        assert numerator(duck) == 1
    del files["medications"]
    with Engine(files) as duck:
        assert numerator(duck) == 0


@pytest.mark.parametrize(("later", "met", "entries"), [(0, 0, 1), (31, 1, 2)])
def test_what_is_in_both_tables_is_one_entry_and_one_item(tmp_path: Path, later: int, met: int, entries: int) -> None:
    twice = indicator("I-1", numerator=c.WithAtLeast(2, "A_COD", d.InSchemeYear()))
    issued = a(DAY + timedelta(days=later))
    with opened(tmp_path, [person(a(DAY))], [("p", issued)]) as duck:
        (counts, *_) = duck.extract(scheme(indicators=(twice,), items=(ITEM,)), WHEN).counts()

    assert (counts.indicators[0].numerator, sum(counts.items[0].quarters)) == (met, entries)


def test_an_issue_takes_its_patient_off_the_work_list(tmp_path: Path) -> None:
    people = [person(id="open"), person(id="done")]
    with opened(tmp_path, people, [("done", a(DAY))]) as duck:
        assert [patient for *_, patient in duck.extract(CHECKED, WHEN).work_list()] == ["open"]


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        (c.WithEvent("BP_COD", d.InSchemeYear()), 1),
        (c.PickValue(d.Pick.LATEST, "BP_COD", d.InSchemeYear(), c.Comparison.UNDER, pair("300", "200")), 0),
    ],
)
def test_an_issue_of_a_list_with_values_is_there_and_meets_no_comparison(
    tmp_path: Path, condition: c.Condition, met: int
) -> None:
    assert any(codes.name == "BP_COD" and codes.unit for codes in LISTS)
    with opened(tmp_path, [person()], [("p", bp(DAY))]) as duck:
        assert numerator(duck, scheme(indicators=(indicator("I-1", numerator=condition),))) == met


def test_an_issue_that_cannot_be_used_is_counted_with_the_events(tmp_path: Path) -> None:
    with opened(tmp_path, [person(a(None))], [("p", a(None)), ("p", a(DAY)), ("stranger", a(None))]) as duck:
        duck.extract(CHECKED, WHEN)
        assert unusable(duck, CHECKED.scheme, WHEN) == (Unusable("P1", "A_COD", Flaw.UNDATED, 2),)


# How it is read


def test_each_file_is_read_once(tmp_path: Path) -> None:
    with opened(tmp_path, [person()], [("p", a(DAY))]) as duck:
        extracted = duck.extract(scheme(indicators=(SEEN,), items=(ITEM,)), WHEN)
        plans = [
            json.loads(plan)
            for statement in extracted.script.statements
            for _, plan in duck.ask(f"EXPLAIN (FORMAT json) {text_of(statement)}", {}, [])
        ]
    scanned = [columns for plan in plans for columns in scans(plan[0])]

    assert sum("event_date" in columns for columns in scanned) == 1
    assert sum("issued_on" in columns for columns in scanned) == 1
    assert sum("code" in columns for columns in scanned) == 2
    assert len(scanned) == len(TABLES) + 1


def scans(plan: dict[str, Any]) -> Iterator[list[str]]:
    """The columns that each scan of a file reads."""
    if plan["name"].strip() in ("PARQUET_SCAN", "READ_PARQUET"):
        columns = plan["extra_info"]["Projections"]
        yield [columns] if isinstance(columns, str) else columns
    for child in plan["children"]:
        yield from scans(child)


def test_values_may_be_whole_numbers_and_texts_words_of_a_dictionary(tmp_path: Path) -> None:
    files = files_of(tmp_path, [person(bp(DAY, "140", "80"))], [("p", a(DAY))])
    events = pq.read_table(files["events"])
    for name, stored in (("value", "int32"), ("second_value", "int64")):
        place = events.column_names.index(name)
        events = events.set_column(place, name, events.column(name).cast(stored))
    place = events.column_names.index("code")
    pq.write_table(events.set_column(place, "code", events.column("code").dictionary_encode()), files["events"])
    low = c.PickValue(d.Pick.LATEST, "BP_COD", d.InSchemeYear(), c.Comparison.UNDER, pair("150", "90"))
    both = c.AllOf((low, SEEN.numerator))
    with Engine(files) as duck:
        assert numerator(duck, scheme(indicators=(indicator("I-1", numerator=both),))) == 1


# The whole road


def test_a_run_counts_and_pays_the_same_whichever_table_entries_are_in(tmp_path: Path) -> None:
    spec, one, two = PATHS[0], tmp_path / "one", tmp_path / "two"
    made = schemec("sample", spec, "-o", one, "--practices", "2", "--patients", "2000", "--seed", "7")
    assert made.code == 0, made.err
    two.mkdir()
    for file in one.iterdir():
        (two / file.name).write_bytes(file.read_bytes())
    held = pq.read_table(one / "events.parquet")
    apart = pc.and_(pc.is_null(held["value"]), pc.match_substring_regex(held["provider"], "[1-3]$"))
    moved = held.filter(apart).rename_columns({"event_date": "issued_on"})
    pq.write_table(held.filter(pc.invert(apart)), two / "events.parquet")
    csv.write_csv(
        moved.append_column("quantity", pa.nulls(len(moved), pa.string()))
        .append_column("course_days", pa.nulls(len(moved), pa.string()))
        .select([column.name for column in MEDICATIONS.columns]),
        two / "medications.csv",
    )
    assert len(moved) > 1_000 and moved["issued_on"].null_count > 0

    outs = []
    for records in (one, two):
        ran = schemec("run", spec, "--data", records, "-o", tmp_path / f"out-{records.name}")
        assert ran.code == 0, ran.err
        outs.append(on_disk(tmp_path / f"out-{records.name}" / "HF-QOFPLUS"))
    first, second = (json.loads(out.pop("manifest.json")) for out in outs)
    assert outs[0] == outs[1]
    given = hashlib.sha256((two / "medications.csv").read_bytes()).hexdigest()
    assert second["inputs"]["records/medications.csv"] == given
    assert "records/medications.csv" not in first["inputs"]


# For whoever runs the query elsewhere


def test_the_documents_and_the_head_of_a_query_give_the_view_that_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, view = (fence.body for fence in fences(ROOT / "docs" / "outputs.md") if fence.info.startswith("sql"))
    assert view.strip() == issues.VIEW
    head = query(dossier(str(PATHS[0])).checked, "a compiler")
    assert "".join(f"--   {line}\n" for line in issues.VIEW.splitlines()) in head

    files_of(tmp_path, [person(bp(DAY, "140", "80"))], [("p", a(DAY))])
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as connection:
        connection.execute(first)
        connection.execute(view)
        found = connection.sql("SELECT * FROM events ORDER BY code")
        assert found.columns == [column.name for column in EVENTS.columns]
        assert [row[2:4] for row in found.fetchall()] == [("SYN-A-1", DAY), ("SYN-BP-1", DAY)]


def test_the_query_makes_no_step_that_hides_the_tables_behind_the_view() -> None:
    texts = [query(dossier(str(path)).checked, "a compiler") for path in PATHS]
    texts.append(query(scheme(indicators=(SEEN,), items=(ITEM,)), "a compiler"))
    for text in texts:
        steps = set(re.findall(r'^"?([\w ]+)"? AS \(', text, re.MULTILINE))
        assert len(steps) > 2
        assert not steps & {issues.ENTRIES, MEDICATIONS.name}
