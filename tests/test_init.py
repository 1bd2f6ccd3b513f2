"""`schemec init`: what it writes checks clean, comes out and builds; it asks a person only, and writes over nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import on_disk, schemec

from schemec.commands.init import KINDS
from schemec.starting import NAME

GIVEN = {
    "--title": "Anytown reviews",
    "--owner": "Head of commissioning",
    "--starts": "2026-04-01",
    "--amount": "£18.50",
    "--budget": "250,000",
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def options(**changed: str) -> list[str]:
    given = {**GIVEN, "--kind": "points", **{f"--{name}": value for name, value in changed.items()}}
    return [word for pair in given.items() for word in pair]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("starts", ["2026-04-01", "29 February 2028", "2027-01-01"])
def test_what_it_writes_checks_clean_comes_out_and_builds(kind: str, starts: str) -> None:
    made = schemec("init", "anytown", *options(kind=kind, starts=starts))
    assert (made.code, made.out) == (0, "anytown/anytown.scheme\n")

    assert schemec("check", "anytown", "--fail-level", "warning").out == "1 scheme checked, nothing to say\n"
    told = schemec("test", "anytown")
    assert told.code == 0
    examples = 2 if kind in ("payment", "per-item") else 3
    assert told.out == f"anytown/anytown.scheme: {examples} of {examples} examples came out\n"
    assert schemec("fmt", "--check", "anytown").code == 0
    assert schemec("build", "anytown", "-o", "build").code == 0


def test_the_answers_are_in_what_it_writes(here: Path) -> None:
    schemec("init", "anytown", *options(kind="per-patient"))
    text = (here / "anytown" / "anytown.scheme").read_text()
    for said in ("scheme ANYTOWN", *list(GIVEN.values())[:2], "1 April 2026 to 31 March 2027", "£18.50", "£250,000"):
        assert said in text


def test_it_never_asks_where_nobody_can_answer(here: Path) -> None:
    ran = schemec("init", "anytown", "--title", "Anytown", given="Anytown\n" * 9)
    assert (ran.code, ran.out) == (64, "")
    assert "give --owner, --starts, --kind, --amount, --budget as well" in ran.err
    assert on_disk(here) == {}


def test_at_a_terminal_it_asks_the_six_questions_and_again_where_an_answer_is_none(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schemec.screen.asked_by_a_person", lambda: True)
    answers = ["Anytown reviews", "Head of commissioning", "soon", "2026-04-01", "payment", "500", "£20,000"]
    ran = schemec("init", "anytown", given="\n".join(answers) + "\n")

    assert (ran.code, ran.out) == (0, "anytown/anytown.scheme\n")
    assert "soon is not a day" in ran.err
    assert ran.err.count("?") == 7  # the day was asked for twice
    assert "pays £500" in (here / "anytown" / "anytown.scheme").read_text()


@pytest.mark.parametrize("what", ["folder", "file", "link"])
def test_it_writes_over_nothing(here: Path, what: str) -> None:
    place = here / "anytown"
    {"folder": place.mkdir, "file": place.touch, "link": lambda: place.symlink_to("nowhere")}[what]()
    before = on_disk(here)
    ran = schemec("init", "anytown", *options())
    assert ran.code == 74
    assert "anytown is there already; nothing was written" in ran.err
    assert on_disk(here) == before


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ({"title": 'The "best"'}, 1, "these answers do not make a scheme; nothing was written"),
        ({"title": "Two\nlines"}, 1, "nothing was written"),
        ({"amount": "18,5"}, 64, "18,5 is not a sum of money; write it as £18.00"),
        ({"starts": "31/03/2026"}, 64, "write it as 2010-03-31"),
        ({"kind": "salary"}, 64, "'points', 'per-patient', 'per-item', 'payment'"),
    ],
)
def test_an_answer_that_makes_no_scheme_is_refused(here: Path, changed: dict[str, str], code: int, said: str) -> None:
    ran = schemec("init", "anytown", *options(**changed))
    assert ran.code == code
    assert said in ran.err
    assert on_disk(here) == {}


@pytest.mark.parametrize("name", ["Anytown", "../elsewhere", "any town", "", "-x-", "7th"])
def test_a_name_that_is_no_plain_name_is_refused(here: Path, name: str) -> None:
    assert not NAME.fullmatch(name)
    assert schemec("init", *options(), "--", name).code == 64
    assert on_disk(here) == {}


# … completion in the shell


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("schemec ", {"build", "check", "init", "records", "run"}),
        ("schemec in", {"init"}),
        ("schemec records ", {"check"}),
        ("schemec init --k", {"--kind"}),
        ("schemec init --kind p", {"points", "per-patient", "per-item", "payment"}),
    ],
)
def test_the_shell_completes_commands_options_and_choices(line: str, wanted: set[str]) -> None:
    words = line.split(" ")
    said = completion("bash_complete", COMP_WORDS=line.strip(), COMP_CWORD=str(len(words) - 1))
    offered = {each.split(",")[1] for each in said.splitlines()}
    assert wanted <= offered
    assert all(each.startswith(words[-1]) for each in offered)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_that_tells_the_shell_names_this_program(shell: str) -> None:
    script = completion(f"{shell}_source")
    assert f"_SCHEMEC_COMPLETE={shell}_complete" in script
    if shell == "bash":
        assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0


def completion(what: str, **words: str) -> str:
    """What the installed program prints when a shell asks."""
    program = [sys.executable, "-c", "import sys; sys.argv[0] = 'schemec'; from schemec.cli import main; main()"]
    asked = {**os.environ, "_SCHEMEC_COMPLETE": what, **words}
    return subprocess.run(program, env=asked, capture_output=True, text=True, check=False).stdout
