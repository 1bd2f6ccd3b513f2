"""What lies open in an editor: which texts are schemes, and which of them rest on which files."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import scheme_in
from editing import uri

from schemec.editor.checker import checked
from schemec.editor.desk import Desk


@pytest.mark.parametrize(
    ("place", "language", "is_one"),
    [
        ("file:///a/b.scheme", "plaintext", True),
        ("file:///a/b.txt", "schemec", True),
        ("untitled:Untitled-1", "schemec", True),
        ("untitled:Untitled-1", "plaintext", False),
        ("file:///a/b.csv", "csv", False),
        ("git:/a/b.scheme?ref=1", "schemec", False),
    ],
)
def test_which_texts_are_schemes(place: str, language: str, is_one: bool) -> None:
    desk = Desk(cache=None)

    assert (desk.put(place, 1, "", language) is not None) is is_one
    assert (desk.asked(place) is not None) is is_one


def test_a_scheme_rests_on_the_files_it_names(tmp_path: Path) -> None:
    file = scheme_in(tmp_path)
    desk = Desk()
    paper = desk.put(uri(file), 1, file.read_text(encoding="utf-8"))
    assert paper is not None
    named, other = uri(tmp_path / "codes" / "bp.csv"), uri(tmp_path / "notes.txt")
    assert desk.resting_on(other) == [paper], "before it was read, it may name any file"

    paper.reading = checked(paper, desk.unsaved(), desk.cache)

    assert desk.resting_on(named) == [paper]
    assert desk.resting_on(other) == []
    (tmp_path / "way").symlink_to(tmp_path)
    assert desk.resting_on(uri(tmp_path / "way" / "codes" / "bp.csv")) == [paper]


def test_a_file_is_called_as_the_editor_calls_it(tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(tmp_path)
    file = tmp_path / "a.csv"
    desk = Desk(cache=None)
    assert desk.uri_of(str(file)) == uri(file)

    desk.put(uri(tmp_path / "way" / "a.csv"), 1, "code,term\n")

    assert desk.uri_of(str(file)) == uri(tmp_path / "way" / "a.csv")
    assert desk.uri_of("DM_COD@2025-12") is None
    assert list(desk.unsaved()) == [str(file.resolve())]
