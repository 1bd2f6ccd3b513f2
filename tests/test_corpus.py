"""Broken schemes: each fault draws exactly one message, at its line, and nothing else is said.

A file of `corpus/reject/<family>/` is a whole scheme; `### CODE` ends each line that must draw that code. A file of
`bad_messages/` is one of which something is said that could be said better: what its first lines ask for is not yet so.
Once it is, the test says so, and the file moves to the corpus.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from sampling import diagnose
from texts import BROKEN, POOR, REJECTED, by_line, rejected

import dsl
from dsl.report.diagnostic import Diagnostic
from dsl.report.pages import kinds_in

WITHOUT_A_FILE = {
    **dict.fromkeys(
        ("C292", "C293", "C294", "C295", "C296"), "it is of the lock, which lies beside a scheme: test_lock.py"
    ),
    "T286": "it is said for a target, when a scheme is built: test_build.py",
    "S140": "what is no scheme has no line to mark",
    "W631": "it points at the head, and is in bad_messages for that",
}
"""Codes that no file of one fault draws, with why. It grows only with a reason."""

SHOULD_SAY = re.compile(r"^# should say: (.+)$", re.MULTILINE)


@cache
def code_lists(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in folder.rglob("*.csv")}


def said_of(path: Path) -> tuple[dict[int, list[str]], dict[int, list[str]], tuple[Diagnostic, ...]]:
    """The codes expected by line, those drawn by line, and what was said."""
    source, expected = rejected(path)
    # No scheme here has a lock beside it.
    said = tuple(note for note in diagnose(source.text, code_lists(path.parent)) if note.code != "C295")
    return expected, by_line(source, said), said


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_each_fault_is_one_message_at_its_line(path: Path) -> None:
    expected, drawn, said = said_of(path)

    assert expected
    assert {line: sorted(codes) for line, codes in drawn.items()} == expected, [note.title for note in said]


def test_there_are_many_and_no_two_are_the_same() -> None:
    texts = Counter(path.read_text(encoding="utf-8") for path in BROKEN)

    assert len(BROKEN) + len(REJECTED) >= 150
    assert texts.most_common(1)[0][1] == 1
    assert sum(len(rejected(path)[1]) == 1 for path in BROKEN) >= 150


def test_every_code_has_a_broken_file_or_a_reason_why_not() -> None:
    drawn = {code for path in BROKEN for codes in rejected(path)[1].values() for code in codes}
    every = {kind.code for kind in kinds_in([dsl])}

    assert every - drawn == set(WITHOUT_A_FILE)
    assert drawn <= every
    assert all(WITHOUT_A_FILE.values())


@pytest.mark.parametrize("path", POOR, ids=lambda path: path.stem)
def test_a_poor_message_is_still_poor(path: Path) -> None:
    expected, drawn, said = said_of(path)
    text = path.read_text(encoding="utf-8")
    spoken = " ".join(f"{note.title} {note.help}" for note in said)
    wanted = SHOULD_SAY.findall(text)

    assert text.startswith("# poor: ")
    assert said
    well_said = drawn == expected and all(words in spoken for words in wanted)
    assert not well_said, f"{path.name} is no longer poor: move it to tests/corpus/reject"


def test_there_is_a_list_of_poor_messages() -> None:
    assert POOR
