"""Places as editors count them: there and back, in every encoding, with whatever line ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from dsl.report.diagnostic import Fix
from dsl.source import Span
from schemec.editor.sheet import UNITS, Sheet

TEXTS = st.text(st.sampled_from('aé£𝛂👩\u200d\u00a0\t >{"\n\x0b\u2028'), max_size=60)
WIDTHS = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


@given(TEXTS, st.sampled_from(sorted(UNITS)), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_places_are_those_of_the_encoding(text: str, encoding: str, line_end: str, mark: bool) -> None:
    written = ("\ufeff" if mark else "") + text.replace("\n", line_end)
    sheet = Sheet.of("x", written, encoding)
    codec, width = WIDTHS[types.PositionEncodingKind(encoding)]
    lines = written.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for offset in range(len(sheet.source.text) + 1):
        at = sheet.position(offset)
        assert sheet.offset(at) == offset
        line = lines[at.line].encode(codec)
        assert at.character * width <= len(line)
        before = line[: at.character * width].decode(codec).removeprefix("\ufeff").replace("\u00a0", " ")
        assert sheet.source.text[:offset].endswith(before)


@given(TEXTS, st.integers(0, 9), st.integers(0, 99))
def test_places_that_are_not_there_are_taken_for_the_nearest(text: str, line: int, character: int) -> None:
    sheet = Sheet.of("x", text)
    offset = sheet.offset(types.Position(line, character))

    assert 0 <= offset <= len(text)
    if line < len(sheet.source.line_starts):
        assert sheet.position(offset).line == line
        assert sheet.position(offset).character <= character


def test_a_place_within_a_character_is_before_it() -> None:
    assert Sheet.of("x", "a𝛂b").offset(types.Position(0, 2)) == 1


@given(TEXTS, TEXTS)
def test_edits_make_one_text_of_another(before: str, after: str) -> None:
    sheet = Sheet.of("x", before)
    made = sheet.source.text
    for edit in reversed(sheet.edits_to(after)):
        span = sheet.span(edit.range)
        made = made[: span.start] + edit.new_text + made[span.end :]

    assert made == Sheet.of("x", after).source.text


def test_a_text_that_stays_needs_no_edit_and_a_line_that_stays_is_not_touched() -> None:
    sheet = Sheet.of("x", "one\ntwo\nthree\n")

    assert sheet.edits_to("one\ntwo\nthree\n") == []
    (edit,) = sheet.edits_to("one\n2\nthree\n")
    assert (edit.range.start.line, edit.range.end.line, edit.new_text) == (1, 2, "2\n")


@pytest.mark.parametrize(("text", "ended"), [("a\r\nb\r\n", "x\r\ny"), ("a\nb\n", "x\ny")])
def test_what_is_written_has_the_line_ends_of_the_text(text: str, ended: str) -> None:
    sheet = Sheet.of("x", text)

    (edit,) = sheet.edits([Fix(Span("x", 0, 1), "x\ny")])
    assert edit.new_text == ended
