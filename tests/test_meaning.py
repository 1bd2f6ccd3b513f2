"""The evaluator is the meaning: DuckDB agrees with it on every patient and practice, over schemes of every form."""

from __future__ import annotations

import pytest
from coverage_of import Coverage
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from in_duckdb import engine
from strategies import runs, schemes
from strategies_records import PRACTICES, many

from dsl.model.checked import CheckedScheme
from dsl.run.count import tally
from dsl.run.evaluate import assess, examine
from dsl.run.records import Patient
from dsl.run.verdict import Assessment, Status
from dsl.run.when import When
from schemec.engines.duckdb import PatientStanding

PATIENTS = 60
SCHEMES = 32
STEADY = settings(
    max_examples=SCHEMES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=tuple(HealthCheck),
)
"""The same schemes on every machine: a failure is found again. `make soak` draws others."""

SEEDS = st.integers(0, 2**32)


def agree(checked: CheckedScheme, when: When, patients: list[Patient]) -> None:
    """AssertionError on the first patient, practice or work list on which the two differ."""
    expected = {patient.id: assess(checked, patient, when) for patient in patients}
    counted = {name: answer for name, answer in expected.items() if answer.practice is not None}
    with engine(patients, PRACTICES) as duckdb:
        extracted = duckdb.extract(checked, when)
        found = {each.patient: each for each in extracted.standings()}
        for name, answer in counted.items():
            assert name in found, f"DuckDB does not count {name}"
            assert _answer(found[name]) == answer, next(patient for patient in patients if patient.id == name)
        assert found.keys() == counted.keys()
        assert extracted.counts() == tally(checked, expected.values(), PRACTICES)
        outstanding = sorted(
            (answer.practice, standing.indicator, name)
            for name, answer in counted.items()
            for standing in answer.standings
            if standing.status is Status.NOT_ACHIEVED
        )
        listed = [(practice, indicator, patient) for practice, indicator, _, patient in extracted.work_list()]
        assert sorted(listed) == outstanding


def _answer(found: PatientStanding) -> Assessment:
    return Assessment(found.patient, found.practice, found.registers, found.standings)


def draw_and_agree(profile: settings, coverage: Coverage) -> None:
    @profile
    @given(st.data(), SEEDS)
    def run(data: st.DataObject, seed: int) -> None:
        checked = data.draw(schemes())
        when = data.draw(runs(checked))
        patients = list(many(checked, when, seed, PATIENTS))
        coverage.scheme(checked, when)
        for patient in patients:
            coverage.examination(examine(checked, patient, when))
        agree(checked, when, patients)

    run()


def test_evaluator_and_duckdb_agree_on_every_patient_and_practice() -> None:
    coverage = Coverage()

    draw_and_agree(STEADY, coverage)

    assert coverage.missing_from_patients() == []


@pytest.mark.soak
def test_they_agree_on_many_more() -> None:
    draw_and_agree(settings(STEADY, max_examples=2_000, derandomize=False), Coverage())
