"""`codes X from national cluster Y release R`: the list comes from the store of this machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import scheme_in, schemec

from dsl.report.samples import in_standard_scheme
from dsl.resolve import Cluster, check_digit, code_list_places
from dsl.source import SourceFile
from dsl.syntax.format import format_scheme
from dsl.syntax.parse import parse

LINE = "codes HYP_COD from national cluster HYPER_COD release 2025-12"
SCHEME = in_standard_scheme(LINE + "\n")


def concept(number: int) -> str:
    """An identifier made up but for its form."""
    start = f"{9990000 + number}00"
    return next(start + digit for digit in "0123456789" if check_digit.holds(start + digit))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCHEMEC_CODES", str(tmp_path / "store"))
    return tmp_path / "store"


def imported(tmp_path: Path, *codes: str, more: tuple[str, ...] = ()) -> None:
    file = tmp_path / "list.csv"
    file.write_text("code,term\n" + "".join(f"{code},Made up\n" for code in codes))
    assert schemec("codes", "import", file, "--name", "HYPER_COD", "--release", "2025-12", *more).code == 0


def test_a_cluster_is_read_and_written_as_it_stands() -> None:
    written = parse(SourceFile.from_text("sample.scheme", SCHEME))
    assert written.notes == ()
    assert written.value is not None
    places = dict(code_list_places(written.value))

    assert LINE + "\n" in format_scheme(written.value)
    assert SCHEME[places[Cluster("HYPER_COD", "2025-12")].start :].startswith("HYPER_COD release")


def test_a_cluster_that_is_not_there_is_an_error_that_says_how_to_import_it(tmp_path: Path, store: Path) -> None:
    ran = schemec("check", scheme_in(tmp_path, SCHEME))

    assert ran.code == 1
    assert "the national cluster HYPER_COD of 2025-12 is not on this machine" in ran.out
    assert "`schemec codes import FILE --name HYPER_COD --release 2025-12`" in " ".join(ran.out.split())
    assert not store.exists()


def test_what_is_built_says_which_cluster_of_which_release(tmp_path: Path, store: Path) -> None:
    imported(tmp_path, concept(1), concept(2))
    file = scheme_in(tmp_path, SCHEME)
    assert schemec("lock", file).code == 0
    assert schemec("check", file).code == 0
    locked = json.loads((tmp_path / "schemec.lock").read_bytes())["schemes"]["DEMO"]["HYP_COD"]
    assert (locked["from"], locked["release"], locked["count"]) == ("national cluster HYPER_COD", "2025-12", 2)

    assert schemec("build", file, "-o", tmp_path / "build").code == 0
    manifest = json.loads((tmp_path / "build/DEMO/manifest.json").read_bytes())
    listed = next(each for each in manifest["code_lists"] if each["name"] == "HYP_COD")
    assert (listed["file"], listed["cluster"], listed["system"]) == (None, "HYPER_COD", "SNOMED CT")
    assert manifest["inputs"]["HYPER_COD@2025-12"] == listed["sha256"] == locked["sha256"]
    assert "National cluster HYPER_COD, SHA-256" in (tmp_path / "build/DEMO/guide/index.html").read_text()
    assert "2 codes, national cluster HYPER_COD" in (tmp_path / "build/DEMO/extract/duckdb.sql").read_text()

    imported(tmp_path, concept(1), concept(3), more=("--replace",))
    assert "HYP_COD has changed since it was locked: 1 code added, 1 removed" in schemec("check", file).out


def test_a_cluster_holds_codes_of_snomed_ct_as_they_were_imported(tmp_path: Path, store: Path) -> None:
    imported(tmp_path, "SYN-1", more=("--system", "synthetic"))
    file = scheme_in(tmp_path, SCHEME)
    assert 'row 2 of "HYPER_COD@2025-12" holds SYN-1, which cannot be a code of SNOMED CT' in schemec("check", file).out

    (held,) = (store / "objects").rglob("*.csv")
    held.write_text("code,term\n")
    said = " ".join(schemec("check", file).out.split())
    assert "is not on this machine: " in said and "was changed since HYPER_COD@2025-12 was imported" in said
