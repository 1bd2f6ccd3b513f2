"""What a program may mend: sure fixes, never a figure that decides who is counted or what is paid."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import on_disk, scheme_in, schemec
from sampling import diagnose
from texts import REJECTED, rejected

import dsl
from dsl.report.diagnostic import Applicability, Diagnostic, Fix
from dsl.report.fixes import applied, changes_a_figure, figures, sure
from dsl.report.pages import pages_in
from dsl.report.samples import STANDARD, in_standard_scheme
from dsl.source import SourceFile
from dsl.syntax.mistakes import mistakes

MONEY = ("pays", "-", "budget", "point value", "each practice", "scheme at most", "in instalments", "values in")

SLIPS = (
    STANDARD.replace('"Demonstration scheme"', "“Demonstration scheme”")
    .replace("  version 1\n", "\tversion: 1   # the first: “as agreed”\n")
    .replace("denominator on HYP and aged", "Denominator on HYP & aged")
    .replace("to 85%\n", "to 85%\n  > You earn all 12 points at 85%. “Well done”, we say: at 85% & more.\n")
)
MENDED = STANDARD.replace("  version 1\n", "\tversion 1   # the first: “as agreed”\n").replace(
    "to 85%\n", "to 85%\n  > You earn all {points} at {upper}. “Well done”, we say: at {upper} & more.\n"
)


def texts() -> list[tuple[str, dict[str, str]]]:
    """Every text the project has in which something is wrong: pages, habits, the corpus."""
    pages = [(page.wrong.scheme(), dict(page.wrong.code_files())) for page in pages_in([dsl])]
    habits = [(in_standard_scheme(each.wrong), {}) for each in mistakes()]
    return [*pages, *habits, *((rejected(path)[0].text, {}) for path in REJECTED)]


def test_no_machine_fix_of_any_kind_changes_a_figure_of_a_rule() -> None:
    offered: set[str] = set()
    money = 0
    for text, files in texts():
        for note in diagnose(text, files):
            machine = [fix for fix in note.fixes if fix.applicability is Applicability.MACHINE]
            if machine:
                offered.add(note.code)
                assert figures(applied(text, machine)) == figures(text), (note.code, text)
        lines = [line.strip() for line in text.splitlines()]
        money += sum(line.startswith(MONEY) for line in lines)
    assert offered >= {"S107", "S110", "S112", "S114", "W610"}
    assert money > 300


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 points", "13 points"),
        ("70%", "£70"),
        ("£190.00", "£190.01"),
        ("10,000", "1,0000"),
        (" from 70%", ""),
        ("> In all, 12 points.", "pays 12 points"),
    ],
)
def test_a_fix_that_changes_a_figure_is_not_made_even_if_it_says_that_it_is_sure(old: str, new: str) -> None:
    text = "point value £190.00 for 10,000 patients\n  pays 12 points from 70%\n  > In all, 12 points.\n"
    source = SourceFile.from_text("x.scheme", text)
    start = text.index(old)
    fix = Fix(source.span(start, start + len(old)), new, Applicability.MACHINE)

    assert changes_a_figure(text, [fix])
    assert sure([Diagnostic("S100", "wrong", fix.span, fixes=(fix,))], source) == ()


def test_of_two_fixes_that_overlap_the_first_is_made_and_those_of_one_message_go_together() -> None:
    source = SourceFile.from_text("x.scheme", "one two three\n")
    one, two, both = source.span(0, 3), source.span(4, 7), source.span(0, 7)
    first = Diagnostic("S100", "first", one, fixes=(Fix(one, "uno"), Fix(two, "due")))
    second = Diagnostic("S101", "second", both, fixes=(Fix(both, "all"),))
    unsure = Diagnostic("S102", "third", two, fixes=(Fix(source.span(8, 13), "tre", Applicability.MAYBE),))
    mixed = Diagnostic("S103", "fourth", two, fixes=(Fix(source.span(8, 9), "T"), *unsure.fixes))

    made = sure([unsure, mixed, second, first], source)

    assert [fix.text for fix in made] == ["uno", "due"]


# … the command


def test_what_is_sure_is_mended_and_all_else_stays_as_it_is(tmp_path: Path) -> None:
    file = scheme_in(tmp_path, SLIPS)
    before = diagnose(SLIPS, {})

    ran = schemec("fix", file)

    assert len(before) == 4  # two slips of one line are seen one after the other
    assert file.read_text() == MENDED
    assert (ran.code, ran.err) == (0, f"{file} written anew\n")
    assert ran.out == "7 fixes made\n"
    assert schemec("fix", file).out == "no fixes made\n"
    assert schemec("check", file).code == 0


def test_line_ends_and_the_mark_at_the_beginning_stay(tmp_path: Path) -> None:
    file = scheme_in(tmp_path)
    file.write_bytes(("\ufeff" + SLIPS).replace("\n", "\r\n").encode())

    assert schemec("fix", file).code == 0
    assert file.read_bytes().decode() == ("\ufeff" + MENDED).replace("\n", "\r\n")


def test_check_and_diff_change_nothing(tmp_path: Path) -> None:
    file = scheme_in(tmp_path, SLIPS)

    checked, shown = schemec("fix", "--check", file), schemec("fix", "--diff", file)

    assert (checked.code, checked.out, checked.err) == (4, "", f"{file} would change\n")
    assert shown.code == 0
    assert shown.out.startswith(f"--- {file}\n+++ {file} (mended)\n")
    assert "+  > You earn all {points} at {upper}." in shown.out
    assert file.read_text() == SLIPS
    assert schemec("fix", "--check", scheme_in(tmp_path)).code == 0


def test_what_is_left_is_said(tmp_path: Path) -> None:
    file = scheme_in(tmp_path, SLIPS.replace("  money rounds", "  mony rounds"))

    ran = schemec("fix", file, "--format", "compact")

    assert ran.code == 1
    assert [line.split(" ")[1] for line in ran.out.splitlines()] == ["error[S100]"]
    assert "“Demonstration scheme”" not in file.read_text()


def test_from_standard_input_the_text_goes_to_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme_in(tmp_path)
    monkeypatch.chdir(tmp_path)

    ran = schemec("fix", "-", given=SLIPS)

    assert (ran.code, ran.out, ran.err) == (0, MENDED, "")


def test_several_files_are_written_or_none_is(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        scheme_in(tmp_path / name, SLIPS)
    before = on_disk(tmp_path)
    assert schemec("fix", "--check", tmp_path).code == 4
    (tmp_path / "b").chmod(0o500)
    try:
        ran = schemec("fix", tmp_path)
    finally:
        (tmp_path / "b").chmod(0o700)
    if ran.code != 0:  # whoever may do anything is not stopped by a mode
        assert ran.code == 74 and "nothing was changed" in ran.err
        assert on_disk(tmp_path) == before
    assert schemec("fix", tmp_path).code == 0
    assert {(tmp_path / name / "demo.scheme").read_text() for name in ("a", "b")} == {MENDED}


def test_a_round_that_would_leave_more_errors_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def worse(notes: object, source: SourceFile) -> tuple[Fix, ...]:
        at = source.text.index("  money")
        return (Fix(source.span(at, at), "  foo\n"),)

    monkeypatch.setattr("schemec.mending.sure", worse)
    file = scheme_in(tmp_path, SLIPS)

    assert schemec("fix", file).code == 1
    assert file.read_text() == SLIPS
