"""Broken files: each slip is said once, at its line, in plain words, and the rest of the file is read."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from checkout import ROOT
from texts import ACCEPTED, REJECTED, Mutation, by_line, mutations, rejected, source

import dsl.syntax
from dsl.report.diagnostic import Applicability, Diagnostic
from dsl.report.pages import kinds_in
from dsl.report.suggest import distance, nearest
from dsl.source import SourceFile
from dsl.syntax.ast import clauses, pay
from dsl.syntax.ast.clauses import Hole
from dsl.syntax.ast.file import SchemeFile
from dsl.syntax.mend import mended
from dsl.syntax.parse import LONGEST, MOST, parse
from dsl.syntax.slip import LONGEST as QUOTED

MACHINE = re.compile(
    r"token|terminal|parse|LALR|grammar|lexer|syntax|\bnode\b|None|_NL|HOLE|[A-Z]+_(DATE|NUMBER|TITLE|SIGN|APART)|__|\bEOF\b"
)

each_rejected = pytest.mark.parametrize("path", REJECTED, ids=lambda path: path.name)


def said(text: str) -> tuple[Diagnostic, ...]:
    """What is said of a text."""
    return parse(SourceFile.from_text("broken.scheme", text)).notes


def codes(text: str) -> list[str]:
    """The codes of what is said of a text."""
    return [note.code for note in said(text)]


def file_of(text: str) -> SchemeFile:
    """The ast of a text with slips."""
    value = parse(SourceFile.from_text("broken.scheme", text)).value
    assert value is not None
    return value


# --- the corpus


@each_rejected
def test_each_line_draws_what_it_must_and_no_other_line_does(path: Path) -> None:
    text, expected = rejected(path)
    assert expected
    outcome = parse(text)
    assert by_line(text, outcome.notes) == expected
    assert outcome.value is not None
    assert outcome.value.holes


def test_ten_faults_give_ten_messages_at_their_lines() -> None:
    (path,) = [path for path in REJECTED if path.name == "ten-faults.scheme"]
    text, expected = rejected(path)
    assert sum(len(found) for found in expected.values()) == 10
    assert by_line(text, parse(text).notes) == expected


def test_the_corpus_draws_every_code() -> None:
    drawn = {code for path in REJECTED for found in rejected(path)[1].values() for code in found}
    every = {kind.code for kind in kinds_in([dsl.syntax])}
    assert every - drawn == {"S140"}  # what is no scheme has no lines


# --- mutations


@cache
def mutated() -> tuple[Mutation, ...]:
    """Single-word mutations of the spec, those that leave it valid left out."""
    return tuple(each for each in mutations(seed=20260401, count=900) if each.invalid)


def test_a_mutation_draws_exactly_one_message() -> None:
    counts = Counter(len(each.notes) for each in mutated())
    assert len(mutated()) > 600
    assert counts[1] / len(mutated()) >= 0.97
    assert 0 not in counts


def test_a_line_left_out_draws_one_message_at_most() -> None:
    drawn: Counter[int] = Counter()
    for path in ACCEPTED:
        lines = source(path).text.split("\n")
        for number in range(len(lines)):
            drawn[len(said("\n".join(lines[:number] + lines[number + 1 :])))] += 1
    assert set(drawn) == {0, 1}
    assert drawn[1] > 5


def test_mutations_are_of_every_sort() -> None:
    assert len({each.how for each in mutated()}) == 9
    assert len({note.code for each in mutated() for note in each.notes}) > 15


def test_the_message_is_at_the_line_of_the_mutation() -> None:
    far = [each for each in mutated() if abs(each.text.position(each.notes[0].span.start).line - each.line) > 1]
    assert len(far) <= len(mutated()) // 100


def test_what_is_said_is_short_and_plain() -> None:
    notes = [note for each in mutated() for note in each.notes]
    notes += [note for path in REJECTED for note in parse(rejected(path)[0]).notes]
    assert len(notes) > 700
    for note in notes:
        words = re.sub(r"'[^']*'", "", f"{note.title}. {note.why} {note.help}")
        assert not MACHINE.search(words), words
        assert len(re.findall(r"[.?!](?= |$)", f"{note.title}. {note.why} {note.help}.")) <= 4
        assert note.help


def test_a_span_is_within_its_file() -> None:
    for each in mutated():
        for note in each.notes:
            assert 0 <= note.span.start <= note.span.end <= len(each.text.text)
            assert "\n" not in each.text.text[note.span.start : note.span.end]


# --- what is left of a file


def test_a_line_that_cannot_be_read_is_a_hole_with_its_first_word() -> None:
    file = file_of('indicator X-1 "One"\n  denominator on foo\n  numerator with X_COD ever\n  pays nothing\n')
    hole, numerator, nothing = file.blocks[0].clauses
    assert isinstance(hole, Hole)
    assert hole.keyword == "denominator"
    assert isinstance(numerator, clauses.Numerator)
    assert isinstance(nothing, pay.PaysNothing)
    assert file.holes
    assert not file.blocks[0].broken


@pytest.mark.parametrize(
    ("opening", "kind", "name", "title"),
    [
        ('register HYP "People', "register", "HYP", None),
        ('register hyp "People"', "register", "HYP", "People"),
        ("register HYP “People”", "register", "HYP", "People"),
        ('registr HYP "People"', "register", "HYP", "People"),
        ("register", "register", None, None),
        ('indicator X-1 : "One"', "indicator", "X-1", "One"),
        ("codes HYP_COD from file", "codes", "HYP_COD", None),
        ('example "Told" to X-1', "example", None, "Told"),
        ("example “Told” for X-1", "example", "X-1", "Told"),
        ("governance of the scheme", "governance", None, None),
    ],
)
def test_a_broken_opening_line_still_opens_its_block(
    opening: str, kind: str, name: str | None, title: str | None
) -> None:
    file = file_of(f'codes OTHER from synthetic file "o.csv" release 2026-04\n{opening}\n  > Text.\n')
    block = file.blocks[-1]
    assert (block.kind, block.broken) == (kind, True)
    assert (block.name and block.name.text) == name
    assert (block.title and block.title.text) == title
    assert len(block.clauses) == 1


def test_an_impossible_date_makes_a_hole_of_its_line_only() -> None:
    text = 'scheme S "S"\n  runs 1 April 2026 to 31 February 2027\n  version 1.0\n'
    file = file_of(text)
    assert [type(clause).__name__ for clause in file.blocks[0].clauses] == ["Hole", "Version"]
    (note,) = said(text)
    assert text[note.span.start : note.span.end] == "31 February 2027"
    assert note.path == ("S", "runs")


def test_the_path_names_scheme_block_and_clause() -> None:
    (note,) = said('scheme S "Anytown"\n  version 1.0\n\nindicator X-1 "One"\n  numerator with foo ever\n')
    assert note.path == ("Anytown", "X-1", "numerator")


def test_two_slips_of_one_line_are_both_said_when_they_stand_apart() -> None:
    text = 'register R "R"\n  people aged 40 too 79 on year end\n    and with X_COD in the 12 months befor year end\n'
    assert [by.line for by in (SourceFile.from_text("x", text).position(n.span.start) for n in said(text))] == [2, 3]


def test_a_slip_at_the_end_of_a_line_points_behind_its_last_character() -> None:
    text = 'register R "R"\n  people with X_COD   \n\n\n  average prevalence 13%\n'
    (note,) = said(text)
    assert note.code == "S101"
    assert (note.span.start, note.span.end) == (text.index("X_COD") + 5, text.index("X_COD") + 5)


# --- bad input


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "# only a remark\n"])
def test_an_empty_file_is_one_message(text: str) -> None:
    assert codes(text) == ["S140"]


@pytest.mark.parametrize("text", ["\x00\x01", 'scheme S "S"\n\x07', "PK\x03\x04\x14\x00", "\x1b[31mred"])
def test_what_is_not_text_is_one_message(text: str) -> None:
    assert codes(text) == ["S140"]


def test_a_huge_file_is_refused_unread() -> None:
    assert codes("x" * (LONGEST + 1)) == ["S140"]
    assert codes("a line of words\n" * 10_000) == ["S140"]


@pytest.mark.parametrize(
    "line",
    [
        "people " + "(" * 10_000 + "female" + ")" * 10_000,
        "people with X_COD after " + "the latest Y_COD after " * 10_000 + "birth",
        "people " + "on " * 10_000,
        "people female " + ", " * 10_000,
    ],
)
def test_depth_and_length_give_one_message(line: str) -> None:
    assert len(said(f'register R "R"\n  {line}\n')) == 1


def test_a_file_of_slips_is_not_listed_without_end() -> None:
    notes = said("register\n" * 5_000)
    assert len(notes) == MOST
    assert "have not been read" in notes[-1].help


def test_a_long_word_is_not_quoted_in_full() -> None:
    (note,) = said('register R "R"\n  ' + "x" * 5_000 + "\n")
    assert len(note.title) < QUOTED + 60


def test_a_document_from_word_is_named_title_by_title() -> None:
    head = "scheme S “Anytown”\n\xa0\xa0version 1.0\n\n"
    text = f"{head}register HYP “People with hypertension”\n\xa0\xa0people with HYP_COD ever\n"
    assert codes(text) == ["S110", "S110"]
    mended_text = text
    for note in reversed(said(text)):
        (fix,) = note.fixes
        assert fix.applicability is Applicability.MACHINE
        mended_text = mended_text[: fix.span.start] + fix.text + mended_text[fix.span.end :]
    assert codes(mended_text) == []


def test_no_fix_touches_money() -> None:
    for amount in ("£5k", "£1.850.000", "£18,50", "£ 500", "$500"):
        (note,) = said(f'scheme S "S"\n  budget {amount}\n')
        assert note.fixes == ()


# --- the same on every machine


def test_what_is_said_does_not_hang_on_the_hash_seed() -> None:
    program = (
        "import sys; sys.path[:0] = ['tests']\n"
        "from texts import REJECTED, rejected; from dsl.syntax.parse import parse\n"
        "for path in REJECTED: print(parse(rejected(path)[0]).notes)"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in (0, 1, 2)
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000


def test_a_second_reading_says_the_same() -> None:
    for path in REJECTED:
        text, _ = rejected(path)
        assert parse(text) == parse(text)


# --- did you mean


def test_the_nearest_words_come_first_and_ties_in_order() -> None:
    assert nearest("denominatr", ["numerator", "denominator"]) == ("denominator",)
    assert nearest("HPY", ["HYP", "CHD"]) == ("HYP",)
    assert nearest("form", ["for", "from", "to"]) == ("for", "from")
    assert nearest("emale", ["male", "female"]) == ("female", "male")
    assert nearest("hyp", ["HYP", "HYPX"]) == ("HYP", "HYPX")


def test_what_is_not_near_is_not_offered() -> None:
    assert nearest("on", ["of", "or", "in"]) == ()
    assert nearest("cat", ["denominator", "dog"]) == ()
    assert nearest("aaaa", ["aaab", "aaac", "aaad", "aaae"], 3) == ("aaab", "aaac", "aaad")


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("", "", 0), ("a", "", 1), ("abc", "abc", 0), ("ab", "ba", 1), ("ca", "abc", 3), ("kitten", "sitting", 3)],
)
def test_the_distance_counts_changes_and_swaps(one: str, other: str, steps: int) -> None:
    assert distance(one, other, 9) == steps
    assert distance(other, one, 9) == steps


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        ("SLASH_DATE", "01/04/2026", "1 April 2026"),
        ("SLASH_DATE", "1.4.26", "1 April 2026"),
        ("SLASH_DATE", "2026/04/01", "1 April 2026"),
        ("SLASH_DATE", "04/31/2026", None),
        ("RELEASE_DATE", "2026-04-01", "1 April 2026"),
        ("RELEASE_DATE", "2026-04", None),
        ("SHORT_DATE", "1st Apr 26", "1 April 2026"),
        ("SHORT_DATE", "1 Apr", None),
        ("AMERICAN_DATE", "April 1, 2026", "1 April 2026"),
        ("DRAWN_RANGE", "60-79", "60 to 79"),
        ("DRAWN_RANGE", "70 – 85%", "70% to 85%"),
        ("PERCENT_APART", "70 per cent", "70%"),
        ("CURLY_TITLE", "“Under 18”", '"Under 18"'),
        ("SHORT_NUMBER", "5k", None),
    ],
)
def test_what_was_meant_is_written_as_the_language_reads_it(kind: str, written: str, meant: str | None) -> None:
    assert mended(kind, written) == meant
