"""Populations are made for any scheme, the same for a seed, and measures land where there is something to see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import schemes

from dsl.model.checked import CheckedScheme
from dsl.model.measures import CodeSystem
from dsl.resolve.code_files import CodeFile
from dsl.run.count import count
from dsl.run.counts import IndicatorCount, PracticeCounts
from dsl.run.facts import lists_wanted
from dsl.run.records import Event, Patient, Registration
from dsl.run.usable import flaw_of
from dsl.run.when import When
from dsl.sample.population import population
from dsl.source import SourceFile
from schemec import pipeline, reading
from schemec.records.read import opened
from schemec.records.tables import TABLES
from schemec.records.write import as_arrow, write

ROOT = Path(__file__).parent.parent
PRACTICES = 6

Row = Mapping[str, Any]
Extract = dict[str, list[Row]]


@cache
def qof_plus() -> CheckedScheme:
    [read] = reading.read_all([str(ROOT / "specs" / "hf-qof-plus" / "hf-qof-plus.scheme")])
    assert read.outcome.value is not None
    return read.outcome.value


OTHER_FORMS = """
scheme OTHER "A scheme of the other forms"
  version 1.0
  runs 1 April 2011 to 31 March 2012
  figures from I unless tagged
  list size on 1 January 2012
  money rounds to the pound, down, at total
  same day takes any reading
  empty denominator pays in full

sources
  I "Invented", illustrative

governance
  owner "The owner"
  contact "The team"
  consulted "Local Medical Committee" on 12 January 2011
  approved by "The committee" on 10 February 2011
  practices join by 31 March 2011

codes A_COD from synthetic file "a.csv" release 2011-04
codes B_COD from synthetic file "b.csv" release 2011-04
codes C_COD from synthetic file "c.csv" release 2011-04
codes D_COD from synthetic file "d.csv" release 2011-04
codes E_COD from synthetic file "e.csv" release 2011-04
codes H_COD from synthetic file "h.csv" release 2011-04
  values in mmol/mol, plausible from 15 mmol/mol to 195 mmol/mol

register A "People with A, born before 1990"
  people born before 1 January 1990
    and (with A_COD ever or with at least 2 B_COD in scheme year)

register CHILD "Children under 5"
  people aged under 5 on year end

indicator LADDER "Several measurements, a month apart"
  denominator on A
  exclude "Not seen" when without C_COD in the 2 years before year end
  numerator with at least 2 H_COD in scheme year, at least 1 months apart
  pays by ladder
    - from 30% up to 60% £400
    - from 60% £900

indicator HIGHEST "Never high"
  denominator on A and with H_COD in scheme year
  pca "Declined" when with D_COD on or after 1 April 2011
  numerator highest H_COD in scheme year is under 64 mmol/mol
  pays £2.50 per patient achieved, up to 90 patients

indicator EARLIEST "First measured early in the year"
  denominator male and not on CHILD and with E_COD from 1 May 2011 to 31 May 2011
  numerator earliest E_COD in scheme year is before 20 May 2011
  pays nothing

indicator RARE "Two-year-olds of one month, seen soon"
  denominator reaching 2 years old from 1 June 2011 to 30 June 2011
    and registered in the 3 months after birth
  exclude "Left out" when with D_COD ever, not followed by B_COD
  numerator with C_COD after birth or lowest H_COD ever is more than 40 mmol/mol
  pays nothing

indicator ABSENT "Nothing that should not be"
  denominator on CHILD
  pca "Aged under 1" when aged under 1 on year end
  numerator without D_COD in the 6 months before year end
  pays nothing

payment HEAD "A sum a head"
  pays £0.62 per weighted patient on 1 January 2012
  when practice has submitted "Plan" by 30 June 2011
"""


@cache
def other_forms() -> CheckedScheme:
    def lists(paths: Iterable[str]) -> dict[str, CodeFile]:
        return {
            path: CodeFile(
                "code,term\n" + "".join(f"SYN-{path[0].upper()}-{n},Term {n} (synthetic)\n" for n in range(3)), "0" * 64
            )
            for path in paths
        }

    checked = pipeline.check(SourceFile.from_text("other.scheme", OTHER_FORMS), lists)
    assert checked.value is not None, [note.title for note in checked.notes]
    return checked.value


def extract(checked: CheckedScheme, patients: int, seed: int = 1, practices: int = PRACTICES) -> Extract:
    """A population as rows, by table."""
    rows: Extract = {table.name: [] for table in TABLES}
    for part in population(checked, practices, patients, np.random.default_rng(seed)):
        for table in TABLES:
            if table.name in part:
                rows[table.name] += as_arrow(table, part[table.name]).to_pylist()
    return rows


def counted(checked: CheckedScheme, rows: Extract) -> tuple[PracticeCounts, ...]:
    """The reference's counts of an extract."""
    listed = {code.code for codes in checked.scheme.code_lists for code in codes.codes}
    stays, events = defaultdict(list), defaultdict(list)
    for row in rows["registrations"]:
        stays[row["patient_id"]].append(Registration(row["practice_id"], row["start_date"], row["end_date"]))
    for row in rows["events"] + issued(rows):
        if row["code"] in listed:
            events[row["patient_id"]].append(event_of(row))
    patients = [
        Patient(name, row["birth_date"], row["sex"], row["death_date"], tuple(stays[name]), tuple(events[name]))
        for row in rows["patients"]
        for name in [row["patient_id"]]
    ]
    return count(checked, patients, When(checked.scheme.last_day))


def event_of(row: Row) -> Event:
    first, second = (None if row[name] is None else Fraction(row[name]) for name in ("value", "second_value"))
    return Event(row["code_system"], row["code"], row["event_date"], first, second, row["unit"])


def issued(rows: Extract) -> list[Row]:
    """The issues of medicines as rows of events."""
    valueless = dict.fromkeys(("value", "second_value", "unit"))
    return [{**row, "event_date": row["issued_on"], **valueless} for row in rows["medications"]]


@cache
def qof_plus_extract() -> Extract:
    return extract(qof_plus(), PRACTICES * 1_000)


@cache
def qof_plus_counts() -> tuple[PracticeCounts, ...]:
    return counted(qof_plus(), qof_plus_extract())


@cache
def other_counts() -> tuple[PracticeCounts, ...]:
    return counted(other_forms(), extract(other_forms(), PRACTICES * 1_000))


def of_measures(counts: tuple[PracticeCounts, ...]) -> dict[str, list[IndicatorCount]]:
    found = defaultdict(list)
    for practice in counts:
        for indicator in practice.indicators:
            found[indicator.indicator].append(indicator)
    return found


COUNTS = {"hf-qof-plus": qof_plus_counts, "other forms": other_counts}


@pytest.mark.parametrize("name", COUNTS)
def test_each_measure_lands_between_5_and_95_per_cent_in_most_practices(name: str) -> None:
    measures = of_measures(COUNTS[name]())
    assert len(measures) >= 5
    for code, counts in measures.items():
        assert all(each.denominator > 0 for each in counts), code
        inside = sum(
            Fraction(5, 100) < Fraction(each.numerator, each.denominator) < Fraction(95, 100) for each in counts
        )
        assert inside > len(counts) / 2, (code, counts)
        shares = {Fraction(each.numerator, each.denominator) for each in counts}
        assert len(shares) > 1, f"{code} is the same in every practice"


@pytest.mark.parametrize("name", COUNTS)
def test_every_reason_to_leave_a_denominator_occurs(name: str) -> None:
    reasons = occurring = 0
    for code, counts in of_measures(COUNTS[name]()).items():
        for kind in ("excluded", "adjusted"):
            sums = [sum(of_reason) for of_reason in zip(*(getattr(each, kind) for each in counts), strict=True)]
            reasons += len(sums)
            # A reason further down counts only those that no reason before it took: in small practices some are rare.
            assert sum(each > 0 for each in sums) >= len(sums) / 2, (code, kind, sums)
            occurring += sum(each > 0 for each in sums)
    assert reasons >= 3
    assert occurring >= 0.9 * reasons


def test_registers_hold_about_what_the_scheme_calls_average_and_practices_differ() -> None:
    everybody = sum(practice.population for practice in qof_plus_counts())
    shares = {}
    for name, average in (("HYP", 0.13), ("DM", 0.045)):
        on = [dict(practice.registers)[name] for practice in qof_plus_counts()]
        assert 0.6 < sum(on) / everybody / average < 1.7
        shares[name] = {count / practice.population for count, practice in zip(on, qof_plus_counts(), strict=True)}
    assert all(max(found) > 1.1 * min(found) for found in shares.values())


def test_the_same_seed_gives_the_same_tables_and_another_seed_others() -> None:
    first, second, other = (extract(qof_plus(), 400, seed) for seed in (7, 7, 8))
    assert first == second
    assert first["events"] != other["events"]


def test_parts_join_to_one_area(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dsl.sample.population.AT_ONCE", 500)
    parts = list(population(qof_plus(), PRACTICES, 1_200, np.random.default_rng(1)))
    assert len(parts) > 2
    rows = extract(qof_plus(), 1_200)
    for table, key in (("practices", "practice_id"), ("patients", "patient_id")):
        names = [row[key] for row in rows[table]]
        assert len(set(names)) == len(names)
    assert len(rows["patients"]) == 1_200
    assert {row["practice_id"] for row in rows["registrations"]} == {row["practice_id"] for row in rows["practices"]}


def test_every_patient_has_twelve_entries_or_more_and_nobody_unknown_has_any() -> None:
    rows = qof_plus_extract()
    entries = Counter(row["patient_id"] for row in rows["events"])
    assert min(entries.values()) >= 12
    assert entries.keys() == {row["patient_id"] for row in rows["patients"]}
    assert len(rows["events"]) < 15 * len(entries)


def test_some_entries_are_flawed_in_each_way_and_some_facts_are_missing() -> None:
    rows = extract(qof_plus(), 8_000)
    lists = {(codes.system.value, code.code): codes for codes in qof_plus().scheme.code_lists for code in codes.codes}
    flaws = Counter(
        flaw_of(event, lists[event.code_system, event.code])
        for event in map(event_of, rows["events"])
        if (event.code_system, event.code) in lists
    )
    assert len(flaws) == 5, flaws
    assert flaws[None] > 0.98 * flaws.total()
    assert any(row["birth_date"] is None for row in rows["patients"])
    assert any(row["sex"] is None for row in rows["patients"])
    assert any(row["death_date"] is not None for row in rows["patients"])
    stays = Counter(row["patient_id"] for row in rows["registrations"])
    assert 1 < max(stays.values()) <= 2


def test_nothing_happens_before_birth_or_after_the_last_day() -> None:
    rows = qof_plus_extract()
    births = {row["patient_id"]: row["birth_date"] for row in rows["patients"]}
    last = qof_plus().scheme.last_day
    dated = [(births[row["patient_id"]], row["event_date"]) for row in rows["events"] if row["event_date"] is not None]
    assert all(day <= last for _, day in dated)
    assert all(birth <= day for birth, day in dated if birth is not None)


def test_practices_state_every_list_that_the_scheme_wants_near_to_what_is_found() -> None:
    for checked, found in ((qof_plus(), qof_plus_counts()), (other_forms(), other_counts())):
        rows = extract(checked, PRACTICES * 1_000)
        stated = {(row["practice_id"], row["kind"], row["on"]): row["size"] for row in rows["list_sizes"]}
        wanted = lists_wanted(checked.scheme)
        assert wanted
        assert len(stated) == len(rows["list_sizes"]) == PRACTICES * len(wanted)
        for practice in found:
            for kind, on in wanted:
                near = 0.02 if kind.value == "registered" else 0.15
                assert abs(float(stated[practice.practice, kind.value, on]) / practice.population - 1) < near


def test_most_practices_join_and_hand_in_what_they_must_and_some_do_not() -> None:
    rows = extract(qof_plus(), 2_000, practices=60)
    out = sum(row["joined_on"] is None for row in rows["practices"])
    assert out == 4
    by = {need.what: need.by for payment in qof_plus().scheme.payments for need in payment.conditions}
    for what, day in by.items():
        handed_in = [row["submitted_on"] for row in rows["submissions"] if row["what"] == what]
        in_time = sum(each <= day for each in handed_in)
        assert 30 < in_time < len(handed_in) < 60
    assert len({row["network_id"] for row in rows["network_memberships"]}) > 1


def test_it_can_be_written_and_opened_as_records(tmp_path: Path) -> None:
    write(population(other_forms(), 3, 300, np.random.default_rng(1)), tmp_path)
    with opened(tmp_path) as records:
        assert len(records.practices) == 3
        assert pq.read_metadata(records.parquet["patients"]).num_rows == 300


def of_medicines(*products: str, checked: CheckedScheme | None = None) -> CheckedScheme:
    """A scheme, that of the other forms if none is given, in which these lists are of products, in dm+d."""
    scheme = (checked or other_forms()).scheme
    lists = tuple(
        replace(codes, system=CodeSystem.DMD) if codes.name in products else codes for codes in scheme.code_lists
    )
    assert sum(codes.system is CodeSystem.DMD for codes in lists) == len(products) > 0
    return CheckedScheme(replace(scheme, code_lists=lists))


def test_entries_of_lists_of_products_are_issues_and_count_as_they_did() -> None:
    before, after = extract(other_forms(), 3_000), extract(of_medicines("C_COD", "H_COD"), 3_000)
    codes = {code.code for code in other_forms().scheme.code_list("C_COD").codes}
    moved = [row for row in before["events"] if row["code"] in codes]

    assert before["medications"] == []
    assert {row["code_system"] for row in after["medications"]} == {"dm+d"}
    assert [(row["patient_id"], row["code"], row["issued_on"], row["provider"]) for row in after["medications"]] == [
        (row["patient_id"], row["code"], row["event_date"], row["provider"]) for row in moved
    ]
    assert not any(row["code"] in codes for row in after["events"])
    assert any(row["code_system"] == "dm+d" and row["value"] is not None for row in after["events"]), "H_COD has values"
    assert len(after["events"]) + len(after["medications"]) == len(before["events"])
    assert counted(of_medicines("C_COD", "H_COD"), after) == counted(other_forms(), before)


def test_issues_say_how_much_and_mostly_for_how_long() -> None:
    issues = extract(of_medicines("A_COD", "B_COD", "C_COD", "D_COD"), 6_000)["medications"]
    lasting = [row for row in issues if row["course_days"] is not None]

    assert len(issues) > 500
    assert 0.8 < len(lasting) / len(issues) < 1
    assert all(row["quantity"] % row["course_days"] == 0 for row in lasting)
    assert all(row["quantity"] > 0 for row in issues)


def test_a_scheme_of_medicines_counts_the_same_in_duckdb_and_leaves_no_medicines_behind(tmp_path: Path) -> None:
    checked = of_medicines("B_COD", "C_COD")
    when = When(checked.scheme.last_day)
    write(population(checked, 3, 900, np.random.default_rng(1)), tmp_path)
    with opened(tmp_path) as records:
        assert pq.read_metadata(records.parquet["medications"]).num_rows > 100
        found = records.engine.extract(checked, when).counts()
    assert found == counted(checked, extract(checked, 900, practices=3))
    assert any(indicator.numerator for practice in found for indicator in practice.indicators)

    write(population(other_forms(), 3, 900, np.random.default_rng(1)), tmp_path)
    assert not (tmp_path / "medications.parquet").exists()


def test_an_earlier_last_day_ends_the_records_there() -> None:
    until = date(2009, 12, 31)
    [_, part] = population(qof_plus(), 2, 300, np.random.default_rng(1), until)
    dated = [day for day in as_arrow(TABLES[4], part["events"]).column("event_date").to_pylist() if day is not None]
    assert date(2009, 6, 30) < max(dated) <= until


@pytest.mark.parametrize(("practices", "patients"), [(0, 10), (3, 2)])
def test_fewer_patients_than_practices_are_refused(practices: int, patients: int) -> None:
    with pytest.raises(ValueError, match="cannot fill"):
        list(population(qof_plus(), practices, patients, np.random.default_rng(1)))


@given(schemes(), st.integers(0, 2**32))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_population_is_made_for_any_scheme(checked: CheckedScheme, seed: int) -> None:
    rows = extract(checked, 60, seed, practices=2)
    assert len(rows["patients"]) == 60
    assert len(rows["events"]) >= 12 * 60
