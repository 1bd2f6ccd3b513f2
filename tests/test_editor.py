"""What the language server says while somebody writes: driven over its pipes by a client, as editors do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from command import scheme_in
from editing import ALL, WIDE, Editor, editor, uri, words
from lsprotocol import types
from texts import SPEC

from dsl.report.samples import STANDARD


def codes(found: list[types.Diagnostic]) -> list[Any]:
    return [each.code for each in found]


def test_real_schemes_are_said_of_what_the_command_says(at_work: Editor) -> None:
    place = at_work.open(SPEC)

    (found,) = at_work.diagnostics(place)

    assert (found.code, found.severity, found.source) == ("W631", types.DiagnosticSeverity.Information, "schemec")
    assert words(SPEC.read_text(encoding="utf-8"), found.range) == "scheme HF-QOFPLUS"
    assert found.message.startswith("18 lines of this approved scheme")
    at_work.close(place)
    assert at_work.until(lambda: at_work.said_last(place) == [])


def test_the_text_that_counts_is_the_editors_and_the_last(at_work: Editor, place: str) -> None:
    assert at_work.diagnostics(place) == []
    for number in range(5):
        at_work.change(place, STANDARD.replace("denominator on HYP\n", f"denominater {number}\n"))
    last = at_work.change(place, WIDE.replace("numerator latest BP_COD", "numerator latest BP_CODE"))

    (found,) = at_work.diagnostics(place, last)

    assert found.code == "N200"
    versions = [each.version for each in at_work.said if each.uri == place]
    assert len(versions) < last, "what was typed over at once is not checked"
    assert versions == sorted(set(versions)), "what is old is not said after what is new"


def test_ranges_count_in_utf_16(at_work: Editor, place: str) -> None:
    text = WIDE.replace('at target"', 'at target" nonsense')
    at_work.change(place, text)

    (found,) = at_work.diagnostics(place)

    line = next(line for line in text.splitlines() if "nonsense" in line)
    assert found.range.start.character == len(line[: line.index("nonsense")]) + 2  # 𝛂 and 𝛃 count twice
    assert words(text, found.range) == "nonsense"


def test_positions_follow_the_encoding_that_was_agreed(tmp_path: Path) -> None:
    general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf32])
    file = scheme_in(tmp_path)
    with editor(tmp_path, types.ClientCapabilities(general=general)) as one:
        place = one.open(file, WIDE.replace('at target"', 'at target" nonsense'))
        (found,) = one.diagnostics(place)

        line = next(line for line in WIDE.splitlines() if "𝛂" in line)
        assert found.range.start.character == len(line) + 1


def test_a_diagnostic_tells_all_of_its_record(at_work: Editor, place: str) -> None:
    text = STANDARD.replace("register HYP ", "register BP_COD ")
    at_work.change(place, text)

    found = next(each for each in at_work.diagnostics(place) if each.code == "N201")

    assert found.message.splitlines()[1:] == ["help: give one of the two another name"]
    (other,) = found.related_information or []
    assert (other.message, other.location.uri) == ("a code list here", place)
    assert words(text, other.location.range) == "BP_COD"
    assert found.code_description is not None
    page = Path(found.code_description.href.removeprefix("file://"))
    assert page.read_text(encoding="utf-8").startswith("# N201: ")


def test_what_is_not_needed_is_shown_paler(at_work: Editor, place: str) -> None:
    text = STANDARD + '\nregister CHD "Heart disease"\n  people with HYP_COD ever\n'
    at_work.change(place, text)

    (found,) = at_work.diagnostics(place)

    assert (found.code, list(found.tags or [])) == ("N202", [types.DiagnosticTag.Unnecessary])
    assert words(text, found.range) == "CHD"


def test_an_example_that_does_not_come_out_is_said(at_work: Editor, place: str) -> None:
    story = '\nexample "Half" for BP-1\n  practice of 10,000 patients achieves 1 of 2\n  expect 9 points\n'
    at_work.change(place, STANDARD + story)

    assert codes(at_work.diagnostics(place)) == ["X700"]


def test_a_wrong_row_is_said_in_its_own_file(at_work: Editor, tmp_path: Path) -> None:
    place = at_work.open(scheme_in(tmp_path))
    list_place = uri(tmp_path / "codes" / "bp.csv")
    at_work.diagnostics(place)

    at_work.open_as(list_place, "code,term\nSYN-BP-1,Reading\nBP-2,𝛂\n", "csv")

    (in_list,) = at_work.until(lambda: next((e.diagnostics for e in at_work.said if e.uri == list_place), None))
    assert (in_list.code, in_list.range) == ("C291", types.Range(types.Position(2, 0), types.Position(2, 7)))
    (back,) = in_list.related_information or []
    assert back.location.uri == place
    (in_scheme,) = at_work.until(lambda: at_work.said_last(place))
    assert in_scheme.related_information is not None
    assert in_scheme.related_information[0].location.uri == list_place

    at_work.change(list_place, "code,term\nSYN-BP-1,Reading\n")
    at_work.until(lambda: at_work.said_last(list_place) == [] and at_work.said_last(place) == [])
    at_work.close(list_place)
    at_work.close(place)


def test_files_that_other_programs_write_are_seen(at_work: Editor, tmp_path: Path) -> None:
    (watched,) = at_work.registered
    assert watched.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    place = at_work.open(scheme_in(tmp_path))
    assert at_work.diagnostics(place) == []
    codes_file = tmp_path / "codes" / "bp.csv"
    codes_file.write_text("code,term\nBP-1,x\n", encoding="utf-8")

    change = types.FileEvent(uri(codes_file), types.FileChangeType.Changed)
    at_work.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))

    at_work.until(lambda: codes(at_work.said_last(place) or []) == ["C291"])
    at_work.close(place)
    at_work.until(lambda: at_work.said_last(place) == [] and at_work.said_last(uri(codes_file)) == [])


def test_a_text_that_is_in_no_file_is_checked(at_work: Editor) -> None:
    place = at_work.open_as("untitled:Untitled-1", STANDARD)

    assert set(codes(at_work.diagnostics(place))) == {"C283"}  # its lists are sought in the editor's folder
    at_work.close(place)


def test_texts_of_other_kinds_get_no_answer(at_work: Editor, tmp_path: Path) -> None:
    place = at_work.open_as(uri(tmp_path / "notes.txt"), "denominator", "plaintext")

    where = at_work.at(types.HoverParams, place, types.Position(0, 0))
    assert at_work.run(at_work.client.text_document_hover_async(where)) is None
    at_work.close(place)


SLOW = """
import pathlib, time
import schemec.editor.checker as checker
checked = checker.checked
def slow(paper, unsaved, cache):
    if "slowly" in paper.text:
        pathlib.Path("begun").touch()
        time.sleep(1)
    return checked(paper, unsaved, cache)
checker.checked = slow
from schemec.cli import main
raise SystemExit(main())
"""


def test_what_was_found_of_a_text_that_is_no_more_is_not_said(tmp_path: Path) -> None:
    file, begun = scheme_in(tmp_path), tmp_path / "begun"
    wrong = STANDARD.replace("at target", "slowly").replace("denominator on HYP\n", "denominater\n")
    with editor(tmp_path, ALL, SLOW) as one:
        place = one.open(file, wrong)
        one.until(begun.exists)
        last = one.change(place, STANDARD)
        assert one.diagnostics(place) == []
        assert [each.version for each in one.said] == [last]

        begun.unlink()
        other = one.open(tmp_path / "other.scheme", wrong)
        one.until(begun.exists)
        one.close(other)
        one.change(place, STANDARD + "\n")
        assert one.diagnostics(place) == [], "checked after the other one, in the same thread"
        assert {each.uri for each in one.said} == {place}
