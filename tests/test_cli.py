"""The command line: exit codes, what goes to which stream, and what is written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT
from command import scheme_in, schemec

from dsl.report.samples import STANDARD
from schemec.commands import Commands
from schemec.exits import Exit

BROKEN = STANDARD.replace("version 1\n", "vresion 1\n")
UNTIDY = STANDARD.replace("  version 1", "      version   1   # the first")
COMMANDS = Commands().list_commands(None)  # type: ignore[arg-type]
SPEC = ROOT / "specs" / "hf-qof-plus" / "hf-qof-plus.scheme"


def test_the_exit_codes_are_the_published_ones() -> None:
    assert {code.name: int(code) for code in Exit} == {
        "CLEAN": 0,
        "ERRORS": 1,
        "WARNINGS": 2,
        "FAULT": 3,
        "DIFFERS": 4,
        "USAGE": 64,
        "IO": 74,
        "INTERRUPTED": 130,
    }


# … help and usage


def test_every_command_is_found_and_has_help_with_an_example() -> None:
    assert {"build", "check", "run", "test"} <= set(COMMANDS)
    for name in COMMANDS:
        ran = schemec(name, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert f"Usage: schemec {name}" in ran.out
        assert f"  schemec {name}" in ran.out.split("Examples:")[1], name


def test_help_and_version() -> None:
    ran = schemec("--help")
    assert ran.code == 0
    assert all(name in ran.out for name in COMMANDS)
    assert schemec("--version").out.split() == ["schemec", "0.1.0"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Usage: schemec"),
        (("chek", "x"), "did you mean check?"),
        (("check",), "Missing argument 'PATH...'"),
        (("check", "--frmat", "json", "x"), "--format"),
        (("check", "--format", "xml", "x"), "'pretty', 'compact', 'json'"),
        (("explain", "S1200"), "did you mean S100 or S120?"),
        (("run", "x", "--data", "y", "--reference-date", "31/03/2010"), "write it as 2010-03-31"),
    ],
)
def test_wrong_usage_is_64_and_says_what_is_right(words: tuple[str, ...], said: str) -> None:
    ran = schemec(*words)

    assert ran.code == 64
    assert ran.out == ""
    assert said in ran.err
    assert "Traceback" not in ran.err


# … check


def test_a_scheme_with_nothing_wrong_is_0(tmp_path: Path) -> None:
    ran = schemec("check", scheme_in(tmp_path))

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "1 scheme checked, nothing to say\n"


def test_errors_are_1_and_go_to_standard_output(tmp_path: Path) -> None:
    ran = schemec("check", scheme_in(tmp_path, BROKEN))

    assert (ran.code, ran.err) == (1, "")
    assert "demo.scheme:2:3" in ran.out
    assert "\x1b[" not in ran.out


def test_warnings_are_2_only_if_asked_for(tmp_path: Path) -> None:
    file = scheme_in(tmp_path, STANDARD.replace("  pays nothing\n", "  pays £5 per patient achieved\n"))

    assert schemec("check", file).code == 0
    ran = schemec("check", file, "--fail-level", "warning")
    assert ran.code == 2
    assert "warning[" in ran.out


def test_forms(tmp_path: Path) -> None:
    file = scheme_in(tmp_path, BROKEN)

    compact = schemec("check", file, "--format", "compact").out.splitlines()
    assert len(compact) == 1 and compact[0].startswith(f"{file}:2:3: error[S100] ")
    made = json.loads(schemec("check", file, "--format", "json").out)
    assert [(each["code"], each["level"]) for each in made["diagnostics"]] == [("S100", "error")]
    clean = json.loads(schemec("check", scheme_in(tmp_path), "--format", "json").out)
    assert clean["diagnostics"] == []


def test_standard_input_reads_code_lists_beside_where_it_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme_in(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert schemec("check", "-", given=STANDARD).code == 0
    assert "standard input:2:3: error" in schemec("check", "-", "--format", "compact", given=BROKEN).out


def test_folders_are_searched_and_each_file_is_read_once(tmp_path: Path) -> None:
    for code, name in (("B", "b"), ("A", "a"), ("DEEP", "a/deeper"), ("A", ".hidden")):
        (tmp_path / name).mkdir()
        scheme_in(tmp_path / name, BROKEN.replace("scheme DEMO", f"scheme {code}"))

    ran = schemec("check", tmp_path, tmp_path / "a", tmp_path / "a/demo.scheme", "--format", "compact")

    assert [line.split(":")[0] for line in ran.out.splitlines()] == [
        str(tmp_path / name) for name in ("a/deeper/demo.scheme", "a/demo.scheme", "b/demo.scheme")
    ]


def at_a_terminal(*words: str | Path, **env: str) -> str:
    """What a command shows where standard output is a terminal."""
    mine, its = os.openpty()
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", "schemec", *words], stdout=its, stderr=its, env={**plain, "TERM": "xterm", **env}
    ):
        os.close(its)
        shown = b""
        try:
            while block := os.read(mine, 65536):
                shown += block
        except OSError:
            pass  # how Linux says that the other end has gone
    os.close(mine)
    return shown.decode()


def test_colour_only_at_a_terminal_that_has_not_said_no(tmp_path: Path) -> None:
    file = scheme_in(tmp_path, BROKEN)

    assert "\x1b[1;31merror[S100]" in at_a_terminal("check", file)
    # A slow machine shows progress too, and wipes it out again: that is no colour.
    colour = re.compile(r"\x1b\[[0-9;]*m")
    assert not colour.search(at_a_terminal("check", file, NO_COLOR="1"))
    assert not colour.search(at_a_terminal("check", file, TERM="dumb"))
    assert not colour.search(schemec("check", file).out)


# … explain and targets


def test_explain_prints_the_page() -> None:
    ran = schemec("explain", "s120")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# S120: ")
    assert "## Wrong" in ran.out and "## Right" in ran.out


def test_explain_knows_no_such_code() -> None:
    ran = schemec("explain", "ZZZ")

    assert (ran.code, ran.out) == (64, "")
    assert "there is no diagnostic ZZZ" in ran.err


def test_targets_are_listed() -> None:
    lines = schemec("targets").out.splitlines()

    assert [line.split()[0] for line in lines] == ["extract", "guide", "payment"]
    assert all(len(line.split()) > 3 for line in lines)


# … fmt


def test_fmt_writes_the_canonical_text_once(tmp_path: Path) -> None:
    file = scheme_in(tmp_path, UNTIDY)
    file.chmod(0o640)

    assert schemec("fmt", "--check", file) == schemec("fmt", "--check", file)
    assert (schemec("fmt", "--check", file).code, file.read_text()) == (4, UNTIDY)
    assert schemec("fmt", file).code == 0
    assert "# the first" in file.read_text() != UNTIDY
    assert file.stat().st_mode & 0o777 == 0o640
    assert schemec("fmt", "--check", file).code == 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["demo.scheme"]


def test_fmt_diff_changes_nothing_and_shows_it(tmp_path: Path) -> None:
    file = scheme_in(tmp_path, UNTIDY)

    ran = schemec("fmt", "--diff", file)

    assert ran.code == 0
    assert ran.out.startswith(f"--- {file}\n") and "-      version   1   # the first\n" in ran.out
    assert schemec("fmt", "--diff", "--check", file).code == 4
    assert file.read_text() == UNTIDY


def test_fmt_from_standard_input_prints() -> None:
    once = schemec("fmt", "-", given=UNTIDY)
    again = schemec("fmt", "-", given=once.out)

    assert (once.code, again.code, once.err) == (0, 0, "")
    assert again.out == once.out != UNTIDY


def test_fmt_leaves_what_it_cannot_read(tmp_path: Path) -> None:
    file = scheme_in(tmp_path, BROKEN)

    ran = schemec("fmt", file)

    assert ran.code == 1
    assert "error[S100]" in ran.err
    assert file.read_text() == BROKEN


def test_fmt_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = scheme_in(tmp_path / "real", UNTIDY)
    link = tmp_path / "link.scheme"
    link.symlink_to(real)

    assert schemec("fmt", link).code == 0
    assert link.is_symlink()
    assert real.read_text() != UNTIDY


# … test


def test_examples_that_come_out(tmp_path: Path) -> None:
    ran = schemec("test", SPEC)

    assert (ran.code, ran.err) == (0, "")
    passed, _, told = ran.out.split(":")[-1].split()[:3]
    assert passed == told
    assert int(told) >= 10


WRONG_EXAMPLE = (
    STANDARD
    + """
example "Twice as good as it is" for BP-1
  practice of 10,000 patients achieves 31 of 40
  expect 12 points
"""
)


def test_an_example_that_does_not_come_out_is_an_error_and_stops_a_build(tmp_path: Path) -> None:
    file = scheme_in(tmp_path, WRONG_EXAMPLE)

    ran = schemec("test", file, "--steps")
    assert ran.code == 1
    assert "error[X700]" in ran.out
    assert f"{file}: 0 of 1 example came out" in ran.out
    assert schemec("check", file).code == 0
    built = schemec("build", file, "-o", tmp_path / "build")
    assert built.code == 1 and "error[X700]" in built.err
    assert not (tmp_path / "build").exists()


# … what goes wrong


def test_a_fault_of_schemec_says_so_and_leaves_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("schemec.reading.read_all", lambda *_: 1 // 0)

    ran = schemec("check", "x.scheme")

    assert (ran.code, ran.out) == (3, "")
    assert "schemec itself failed" in ran.err and "Traceback" not in ran.err
    (report,) = tmp_path.iterdir()
    assert str(report) in ran.err
    assert "ZeroDivisionError" in report.read_text() and "'x.scheme'" in report.read_text()
    assert report.stat().st_mode & 0o077 == 0


def test_output_nobody_reads_is_no_traceback() -> None:
    for where in ("/dev/full", "|"):
        with open(os.devnull if where == "|" else where, "w") as file:  # noqa: PTH123 -- a device
            process = subprocess.Popen(
                [sys.executable, "-m", "schemec", "check", "--help"],
                stdout=subprocess.PIPE if where == "|" else file,
                stderr=subprocess.PIPE,
                text=True,
            )
        if process.stdout is not None:
            process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read()
        process.stderr.close()
        assert process.wait() == Exit.IO
        assert "Traceback" not in said and "Exception ignored" not in said


@pytest.mark.parametrize(("closed", "code"), [("<&-", 1), (">&-", 0), ("2>&-", 0)])
def test_streams_that_are_closed_are_no_fault(tmp_path: Path, closed: str, code: int) -> None:
    words = f"{sys.executable} -m schemec check {'-' if closed == '<&-' else scheme_in(tmp_path)} {closed}"

    done = subprocess.run(["sh", "-c", words], capture_output=True, text=True, check=False)

    assert done.returncode == code
    assert "Traceback" not in done.stderr and "failed" not in done.stderr


def test_check_loads_only_what_it_needs(tmp_path: Path) -> None:
    script = "import sys; from schemec.cli import main; code = main(['check', sys.argv[1]]); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script, scheme_in(tmp_path)], capture_output=True, text=True, check=True
    )

    loaded = set(done.stdout.split())
    assert "lark" in loaded and "dsl.check" in loaded
    assert not loaded & {
        "sqlglot",
        "duckdb",
        "numpy",
        "pyarrow",
        "jsonschema",
        "jinja2",
        "dsl.run",
        "dsl.sample",
        "targets",
    }


def test_what_cannot_be_read_does_not_hide_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.scheme").write_text("scheme\n")
    (tmp_path / "b.scheme").write_bytes(b"\0\0")
    ran = schemec("check", tmp_path, tmp_path / "nowhere", "--format", "compact")

    assert ran.code == 74
    assert "a.scheme:1:7: error[S101]" in ran.out
    assert f"cannot read {tmp_path / 'b.scheme'}: it is not a text file" in ran.err
    assert f"cannot read {tmp_path / 'nowhere'}: no such file or directory" in ran.err


def test_every_code_can_be_listed() -> None:
    ran = schemec("explain", "--list")
    listed = [line.split()[0] for line in ran.out.splitlines()]

    assert ran.code == 0
    assert listed == sorted(set(listed)) and {"S100", "T253", "X700"} <= set(listed)
    assert schemec("explain").code == 64


def test_a_wrong_row_is_shown_in_its_file(tmp_path: Path) -> None:
    scheme_in(tmp_path)
    (tmp_path / "codes" / "bp.csv").write_text("code,term\nBP-1,x\n", encoding="utf-8")

    ran = schemec("check", tmp_path)

    assert ran.code == 1
    assert f"::: {tmp_path / 'codes' / 'bp.csv'}:2:1" in ran.out
    assert " 2 | BP-1,x" in ran.out
