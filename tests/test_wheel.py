"""The wheel works alone: installed in a clean environment, outside the checkout, it runs the demo scheme."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from checkout import CODE, ROOT, files

PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
OFFLINE = ["--no-index", "--no-deps", "--no-cache-dir"]


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; it must succeed."""
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=alone, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, because building leaves things lying about; nothing is downloaded."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for folder in CODE:
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    made = tmp_path_factory.mktemp("wheel")
    run(*PIP, "wheel", "--no-build-isolation", *OFFLINE, "-w", made, copy, cwd=copy)
    (wheel,) = made.iterdir()
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that holds the wheel.

    The packages it needs are lent by this environment: a `.pth` file names the folder they are in, and is not
    followed further, so that the checkout, which this environment knows by a `.pth` of its own, stays out of sight.
    """
    env = tmp_path_factory.mktemp("env")
    run(sys.executable, "-m", "venv", "--without-pip", env, cwd=env)
    python = env / "bin" / "python"
    run(*PIP, "--python", python, "install", *OFFLINE, wheel, cwd=env)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=env).strip())
    lent = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (packages / "lent.pth").write_text("\n".join(lent) + "\n")
    return env / "bin"


def test_the_wheel_holds_every_file_of_the_code_and_nothing_else(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = {path.relative_to(ROOT).as_posix() for folder in CODE for path in files(ROOT / folder)}

    assert len(wanted) > 100
    assert inside == wanted


def test_the_code_that_runs_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    lines = "; ".join(f"import {name}; print({name}.__file__)" for name in CODE)
    places = run(installed / "python", "-c", lines, cwd=tmp_path).split()

    assert len(places) == len(CODE)
    assert all(Path(place).is_relative_to(installed.parent) for place in places), places


def test_an_editor_is_served_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    bodies = (
        '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{},"processId":null,"rootUri":null}}',
        '{"jsonrpc":"2.0","id":2,"method":"shutdown"}',
        '{"jsonrpc":"2.0","method":"exit"}',
    )
    sent = "".join(f"Content-Length: {len(body)}\r\n\r\n{body}" for body in bodies).encode()
    done = subprocess.run(
        [installed / "schemec", "lsp"], input=sent, cwd=tmp_path, capture_output=True, timeout=60, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert b'"hoverProvider": true' in done.stdout


def test_the_demo_scheme_is_checked_tested_and_built_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "specs" / "hf-qof-plus", tmp_path / "mine")
    schemec = installed / "schemec"

    assert run(schemec, "--version", cwd=tmp_path).startswith("schemec ")
    run(schemec, "check", "mine", cwd=tmp_path)
    run(schemec, "test", "mine", cwd=tmp_path)
    run(schemec, "build", "mine", "-o", "out", cwd=tmp_path)

    made = {file.relative_to(tmp_path / "out").as_posix() for file in (tmp_path / "out").rglob("*") if file.is_file()}
    assert {
        "index.html",
        "HF-QOFPLUS/extract/duckdb.sql",
        "HF-QOFPLUS/guide/index.html",
        "HF-QOFPLUS/manifest.json",
        "HF-QOFPLUS/payment/rules.json",
    } <= made
