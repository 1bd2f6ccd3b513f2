"""`schemec lock --update`: the codes that come and go, and the patients and pounds that move with them."""

from __future__ import annotations

import json
import shlex
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT
from command import on_disk, scheme_in, schemec

from dsl.model.checked import CheckedScheme
from dsl.resolve import lock
from dsl.run.verdict import Status
from dsl.run.when import When
from schemec.engines.duckdb import Engine
from schemec.reading import read_all

LIST = "codes/dm.csv"
NEW = "code,term\nSYN-DM-002,Type 2\nSYN-DM-003,Other\nSYN-DM-009,New\n"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records") / "made"
    spec = ROOT / "specs/hf-qof-plus"
    assert schemec("sample", spec, "-o", folder, "--practices", "3", "--patients", "3000", "--seed", "5").code == 0
    return folder


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "specs/hf-qof-plus", tmp_path / "spec")
    return tmp_path / "spec"


def updated(spec: Path, *more: str | Path) -> Any:
    ran = schemec("lock", spec, "--update", "DM_COD", "--check", "--format", "json", *more)
    assert ran.code == 4, ran.err
    (found,) = json.loads(ran.out)["locks"]
    return found


def standings(checked: CheckedScheme, records: Path) -> dict[tuple[str, str], dict[str, bool]]:
    """Practice and indicator → patient in the denominator → whether achieved."""
    found: dict[tuple[str, str], dict[str, bool]] = {}
    with Engine({file.stem: file for file in records.glob("*.parquet")}) as engine:
        for each in engine.extract(checked, When(checked.scheme.last_day)).standings():
            for standing in each.standings:
                if standing.in_denominator:
                    place = found.setdefault((each.practice, standing.indicator), {})
                    place[each.patient] = standing.status is Status.ACHIEVED
    return found


def paid(spec: Path, records: Path, out: Path) -> dict[tuple[str, str], Fraction]:
    assert schemec("lock", spec).code == 0
    assert schemec("run", spec, "--data", records, "-o", out).code == 0
    statements = json.loads((out / "HF-QOFPLUS/payments.json").read_bytes())["practices"]
    return {
        (each["practice_id"], line["clause"]): Fraction(line["pounds"]) for each in statements for line in each["lines"]
    }


def test_who_moves_and_what_it_pays_is_what_two_runs_give(spec: Path, records: Path, tmp_path: Path) -> None:
    (before,) = read_all([str(spec)])
    old = standings(before.checked(), records)
    old_paid = paid(spec, records, tmp_path / "old")
    (spec / LIST).write_text(NEW)
    moves = updated(spec, "--data", records)["moves"]["HF-QOFPLUS"]
    (after,) = read_all([str(spec)], locked=False)
    new = standings(after.checked(), records)
    new_paid = paid(spec, records, tmp_path / "new")

    wanted = {}
    for place in old.keys() | new.keys():
        was, now = old.get(place, {}), new.get(place, {})
        met = {who for who in was if was[who]}, {who for who in now if now[who]}
        four = (len(now.keys() - was.keys()), len(was.keys() - now.keys()), len(met[1] - met[0]), len(met[0] - met[1]))
        sums = old_paid.get(place, Fraction(0)), new_paid.get(place, Fraction(0))
        if was != now or sums[0] != sums[1]:
            wanted[place] = (*four, sums[1] - sums[0])
    found = {
        (each["practice"], each["code"]): (
            each["denominator"]["entered"],
            each["denominator"]["left"],
            each["numerator"]["entered"],
            each["numerator"]["left"],
            Fraction(each["pounds"]["change"]) if each["pounds"] else Fraction(0),
        )
        for each in moves["moves"]
        if each["kind"] != "register"
    }

    assert len(found) >= 3
    assert any(each[1] for each in found.values()) and any(each[4] for each in found.values())
    assert found == wanted
    total = moves["total"]
    assert Fraction(total["after"]) - Fraction(total["before"]) == Fraction(total["change"]) != 0


def test_the_clock_and_the_day_are_those_of_a_run(spec: Path, records: Path) -> None:
    (spec / LIST).write_text(NEW)
    day = ("--data", records, "--reference-date", "2009-10-31")
    at_year_end = updated(spec, *day)["moves"]["HF-QOFPLUS"]
    today = updated(spec, *day, "--clock", "today")["moves"]["HF-QOFPLUS"]

    assert [(each["reference_date"], each["clock"]) for each in (at_year_end, today)] == [
        ("2009-10-31", "year end"),
        ("2009-10-31", "today"),
    ]
    assert at_year_end["moves"] != today["moves"]


def test_only_the_named_list_is_locked_anew(spec: Path) -> None:
    (spec / LIST).write_text(NEW)
    (spec / "codes/bp.csv").write_text("code,term\nSYN-BP-001,x\n")
    before = json.loads((spec / lock.NAME).read_bytes())["schemes"]["HF-QOFPLUS"]
    ran = schemec("lock", spec, "--update", "DM_COD")
    after = json.loads((spec / lock.NAME).read_bytes())["schemes"]["HF-QOFPLUS"]

    assert ran.out.splitlines() == [
        "DM_COD: 1 code added, 1 removed",
        "  + SYN-DM-009  New",
        "  − SYN-DM-001  Diabetes, type 1 (synthetic)",
        f"{spec / lock.NAME} written",
    ]
    assert after.pop("DM_COD")["codes"] == {
        "SYN-DM-002": "Type 2",
        "SYN-DM-003": "Other",
        "SYN-DM-009": "New",
    }
    before.pop("DM_COD")
    assert after == before
    assert "BP_COD has changed since" in schemec("check", spec).out


def test_a_list_with_the_same_codes_moves_nobody(spec: Path, records: Path) -> None:
    (spec / LIST).write_text((spec / LIST).read_text().replace("(synthetic)", "(made up)"))
    before = on_disk(spec)
    ran = schemec("lock", spec, "--update", "DM_COD", "--data", records, "--check")

    assert ran.code == 4
    assert "DM_COD: the same codes, in a file with another text\n" in ran.out
    assert "HF-QOFPLUS: nobody moves, and no sum changes" in ran.out
    assert on_disk(spec) == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--update", "DMM_COD"), 64, "there is no code list DMM_COD; did you mean DM_COD"),
        (("--update", "NOPE_COD"), 64, "there is no code list NOPE_COD; there are 49 code lists"),
        (("--data", "x"), 64, "--update NAME"),
        (("--update", "DM_COD", "--clock", "today"), 64, "--data DIR"),
        (("--update", "DM_COD", "--data", "nowhere"), 74, "there is no such folder"),
    ],
)
def test_what_cannot_be_updated_is_said_and_nothing_is_written(
    spec: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    (spec / LIST).write_text(NEW)
    before = on_disk(spec)
    ran = schemec("lock", spec, *words)

    assert ran.code == code
    assert said in ran.err
    assert on_disk(spec) == before


def test_there_must_be_a_lock_to_update_and_one_that_can_be_relied_on(tmp_path: Path) -> None:
    file = scheme_in(tmp_path)

    assert "to update; write it with `schemec lock" in schemec("lock", file, "--update", "BP_COD").err
    (tmp_path / lock.NAME).write_text("{}")
    ran = schemec("lock", file, "--update", "BP_COD")
    assert (ran.code, "cannot be relied on" in ran.err) == (1, True)
    assert (tmp_path / lock.NAME).read_text() == "{}"


def test_the_command_that_a_changed_list_is_told_works_as_it_stands(spec: Path) -> None:
    spec = spec.rename(spec.with_name("my spec"))
    (spec / LIST).write_text(NEW)
    (told,) = [
        each["help"]
        for each in json.loads(schemec("check", spec, "--format", "json").out)["diagnostics"]
        if each["code"] == "C292"
    ]
    program, *words = shlex.split(told.split("`")[1])
    ran = schemec(*words)

    assert program == "schemec"
    assert (ran.code, ran.out.splitlines()[0]) == (4, "DM_COD: 1 code added, 1 removed"), ran.err
