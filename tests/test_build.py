"""`schemec build`: everything that is made of a scheme, the same bytes everywhere, all or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from checkout import ROOT
from command import on_disk, scheme_in, schemec

from dsl.model.node import Node
from dsl.model.pay import PointsOnRange
from dsl.report.samples import STANDARD
from targets import discover
from targets.kit.target import Dossier

BROKEN = STANDARD.replace("version 1\n", "vresion 1\n")
SPEC = ROOT / "specs" / "hf-qof-plus" / "hf-qof-plus.scheme"


def test_build_writes_what_the_readme_says_and_the_manifest_knows_it(tmp_path: Path) -> None:
    ran = schemec("build", SPEC, "-o", tmp_path / "build")

    made = on_disk(tmp_path / "build")
    assert (ran.code, ran.err) == (0, "")
    assert {
        "index.html",
        "HF-QOFPLUS/manifest.json",
        "HF-QOFPLUS/extract/duckdb.sql",
        "HF-QOFPLUS/payment/rules.json",
        "HF-QOFPLUS/guide/index.html",
    } <= set(made)
    manifest = json.loads(made["HF-QOFPLUS/manifest.json"])
    outputs = {name.removeprefix("HF-QOFPLUS/") for name in made} - {"index.html", "manifest.json"}
    assert set(manifest["outputs"]) == outputs
    for name, sha256 in manifest["outputs"].items():
        assert sha256 == hashlib.sha256(made[f"HF-QOFPLUS/{name}"]).hexdigest()
    assert len(manifest["inputs"]) == len(manifest["code_lists"]) + 1 > 10
    for name, sha256 in manifest["inputs"].items():
        assert sha256 == hashlib.sha256((SPEC.parent / name).read_bytes()).hexdigest()
    assert manifest["compiler"] == "schemec 0.1.0"
    assert manifest["weakest_standing"] == "illustrative"
    index = made["index.html"].decode()
    assert all(f'href="{name}"' in index for name in made if name != "index.html")


def test_a_build_is_the_same_bytes_wherever_and_whenever(tmp_path: Path) -> None:
    for name, seed in (("one", "1"), ("two", "2")):
        folder = tmp_path / name
        folder.mkdir()
        scheme_in(folder)
        done = subprocess.run(
            [sys.executable, "-m", "schemec", "build", "demo.scheme"],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed}", "HOME": str(folder)},
            check=False,
        )
        assert done.returncode == 0

    assert on_disk(tmp_path / "one/build") == on_disk(tmp_path / "two/build")
    assert b"one" not in on_disk(tmp_path / "one/build")["DEMO/manifest.json"]


def test_build_check_says_what_differs(tmp_path: Path) -> None:
    file, build = scheme_in(tmp_path), tmp_path / "build"

    assert schemec("build", file, "-o", build, "--check").code == 4
    assert not build.exists()
    assert schemec("build", file, "-o", build).code == 0
    assert schemec("build", file, "-o", build, "--check").code == 0
    (build / "DEMO/guide/index.html").write_text("changed")
    (build / "DEMO/payment/rules.json").unlink()
    (build / "DEMO/guide/notes.txt").write_text("mine")
    ran = schemec("build", file, "-o", build, "--check")
    assert ran.code == 4
    assert ran.out.splitlines() == [
        f"{build}/DEMO/guide/index.html: differs",
        f"{build}/DEMO/guide/notes.txt: would not be made",
        f"{build}/DEMO/payment/rules.json: is missing",
    ]


def test_a_build_keeps_other_schemes_and_removes_what_it_no_longer_makes(tmp_path: Path) -> None:
    file, build = scheme_in(tmp_path), tmp_path / "build"
    other = scheme_in(tmp_path, STANDARD.replace("scheme DEMO", "scheme OTHER"), "other.scheme")
    schemec("build", file, "-o", build)
    manifest = json.loads((build / "DEMO/manifest.json").read_text())
    manifest["outputs"] |= {"guide/old.html": "", "../../outside": ""}
    (build / "DEMO/manifest.json").write_text(json.dumps(manifest))
    (build / "DEMO/guide/old.html").write_text("of an earlier version")
    (tmp_path / "outside").write_text("kept")

    assert schemec("build", other, "-o", build).code == 0
    assert 'href="OTHER/guide/index.html"' in (build / "index.html").read_text()
    assert "DEMO" not in (build / "index.html").read_text(), "a manifest that was tampered with is not believed"
    manifest["outputs"].pop("../../outside")
    (build / "DEMO/manifest.json").write_text(json.dumps(manifest))
    assert schemec("build", file, "-o", build).code == 0
    assert not (build / "DEMO/guide/old.html").exists()
    assert (tmp_path / "outside").read_text() == "kept"
    index = (build / "index.html").read_text()
    assert index.index("DEMO/guide/index.html") < index.index("OTHER/guide/index.html")


def test_one_scheme_with_errors_stops_all(tmp_path: Path) -> None:
    scheme_in(tmp_path)
    scheme_in(tmp_path, BROKEN.replace("scheme DEMO", "scheme OTHER"), "other.scheme")

    ran = schemec("build", tmp_path, "-o", tmp_path / "build")

    assert (ran.code, ran.out) == (1, "")
    assert "error[S100]" in ran.err
    assert not (tmp_path / "build").exists()


def test_two_files_of_one_scheme_are_refused(tmp_path: Path) -> None:
    scheme_in(tmp_path)
    scheme_in(tmp_path, STANDARD, "copy.scheme")

    ran = schemec("build", tmp_path, "-o", tmp_path / "build")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("error[N201]: DEMO is the code of more than one scheme") == 2
    assert ran.err.count("::: ") == 2, "each shows the other"
    assert not (tmp_path / "build").exists()
    checked = schemec("check", tmp_path, "--format", "compact")
    assert (checked.code, checked.err) == (1, "")
    said = [line for line in checked.out.splitlines() if "error" in line]
    assert [line.split(": ")[0] for line in said] == [
        f"{tmp_path / name}:1:8" for name in ("copy.scheme", "demo.scheme")
    ]


def test_two_files_of_one_scheme_are_told_though_one_has_other_errors(tmp_path: Path) -> None:
    scheme_in(tmp_path)
    scheme_in(tmp_path / "other", BROKEN)

    checked = schemec("check", tmp_path, "--format", "compact")

    assert checked.out.count("error[N201]") == 2
    assert checked.out.count("error[S100]") == 1
    assert schemec("lock", tmp_path / "demo.scheme", tmp_path / "other").err.count("N201") == 0


def test_what_a_target_cannot_say_stops_the_build_and_is_pointed_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @dataclass(frozen=True)
    class Plain:
        name: str = "plain"
        summary: str = "says nothing of points"
        unsupported: frozenset[type[Node]] = frozenset({PointsOnRange})

        def files(self, dossier: Dossier) -> dict[str, bytes]:
            raise AssertionError("it must not be asked")

    monkeypatch.setattr("schemec.build.discover", lambda: (*discover(), Plain()))
    file = scheme_in(tmp_path)
    line = STANDARD.splitlines().index("  pays 12 points from 70% to 85%") + 1

    ran = schemec("build", file, "-o", tmp_path / "build", "--format", "json")

    assert (ran.code, ran.out) == (1, "")
    (note,) = [note for note in json.loads(ran.err)["diagnostics"] if note["level"] == "error"]
    assert (note["code"], note["span"]["start"]["line"]) == ("T286", line)
    assert note["title"] == (
        "the target plain cannot say 'pays P points from L to U[, adjusted for prevalence of REGISTER]'"
    )
    assert note["path"] == ["Demonstration scheme", "BP-1"]
    assert not (tmp_path / "build").exists()
