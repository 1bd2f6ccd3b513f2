"""What an editor changes at a wish: a fix, all that are sure, the layout, a name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from editing import WIDE, Editor, applied, editor, position, words
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from dsl.report.samples import STANDARD
from schemec.editor.sheet import Sheet


def codes(found: list[types.Diagnostic]) -> list[Any]:
    return [each.code for each in found]


def actions(at_work: Editor, place: str, where: types.Range, *only: str) -> list[types.CodeAction]:
    context = types.CodeActionContext([], list(only) or None)
    params = types.CodeActionParams(types.TextDocumentIdentifier(place), where, context)
    found = at_work.run(at_work.client.text_document_code_action_async(params)) or []
    return [each for each in found if isinstance(each, types.CodeAction)]


def edits_of(edit: types.WorkspaceEdit | None) -> list[types.TextEdit]:
    assert edit is not None and edit.document_changes is not None
    (change,) = edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    return [each for each in change.edits if isinstance(each, types.TextEdit)]


def everything(text: str) -> types.Range:
    return types.Range(types.Position(0, 0), Sheet.of("", text).position(len(text)))


def test_a_sure_fix_is_made_where_it_is_asked_for(at_work: Editor, place: str) -> None:
    text = WIDE.replace("on HYP and", "on HYP & Aged 3 or over on year end and")
    at_work.change(place, text)
    where = types.Range(position(text, "&"), position(text, "&"))

    (fix,) = actions(at_work, place, where, types.CodeActionKind.QuickFix)

    assert (fix.title, fix.is_preferred, fix.kind) == ("Change & to and", True, types.CodeActionKind.QuickFix)
    assert codes(list(fix.diagnostics or [])) == ["S114"]
    assert applied(text, edits_of(fix.edit)) == text.replace("&", "and")


def test_what_may_be_meant_is_offered_and_not_preferred(at_work: Editor, place: str) -> None:
    text = STANDARD.replace("denominator on HYP\n", "denominater on HYP\n")
    at_work.change(place, text)

    (fix,) = actions(at_work, place, everything(text), types.CodeActionKind.QuickFix)

    assert (fix.title, fix.is_preferred) == ("Change denominater to denominator", False)


def test_no_fix_changes_a_figure_in_a_rule(at_work: Editor, place: str) -> None:
    text = STANDARD.replace("70%", "70 %").replace("1 April 2026", "01/04/2026")
    at_work.change(place, text)
    assert len(at_work.diagnostics(place)) >= 2

    assert actions(at_work, place, everything(text)) == []


def test_all_that_is_sure_is_mended_at_once(at_work: Editor, place: str) -> None:
    text = WIDE.replace("on HYP and", "on HYP & ").replace('"High', '"High').replace("register HYP", "Register HYP")
    text = text.replace('"£5 𝛂𝛃 é at target"', "“£5 𝛂𝛃 é at target”").replace("\n", "\r\n")
    at_work.change(place, text)

    (fix,) = actions(at_work, place, everything(text), "source.fixAll")

    assert (fix.kind, fix.title) == (types.CodeActionKind.SourceFixAll, "Mend all that is sure (3 fixes)")
    after = applied(text, edits_of(fix.edit))
    assert after == WIDE.replace("on HYP and", "on HYP and ").replace("\n", "\r\n")
    at_work.change(place, after)
    assert at_work.diagnostics(place) == []
    assert actions(at_work, place, everything(after)) == []


def test_a_change_says_of_which_version_it_is(at_work: Editor, place: str, tmp_path: Path) -> None:
    number = at_work.change(place, STANDARD.replace("on HYP and", "on HYP & "))
    (fix,) = actions(at_work, place, everything(STANDARD), "source")
    assert fix.edit is not None and fix.edit.document_changes is not None
    (change,) = fix.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit) and change.text_document.version == number

    with editor(tmp_path, types.ClientCapabilities()) as simple:
        old = simple.open(tmp_path / "demo.scheme", STANDARD.replace("on HYP and", "on HYP & "))
        (fix,) = actions(simple, old, everything(STANDARD), "source")
        assert fix.edit is not None and fix.edit.document_changes is None
        assert set(fix.edit.changes or {}) == {old}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_formatting_is_that_of_fmt(at_work: Editor, place: str, line_end: str) -> None:
    text = WIDE.replace("  pays nothing", "pays   nothing  # 𝛂\n\n\n").replace("\n", line_end)
    at_work.change(place, text)
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(place), types.FormattingOptions(8, False))

    edits = at_work.run(at_work.client.text_document_formatting_async(params))

    formatted = applied(text, list(edits or []))
    plain = formatted.replace(line_end, "\n")
    assert plain.count("\n") == formatted.count(line_end)
    assert "  pays nothing  # 𝛂\n\nindicator" in plain.replace("nothing #", "nothing  #")
    assert "\ncodes HYP_COD from synthetic file" in plain
    at_work.change(place, formatted)
    assert not at_work.run(at_work.client.text_document_formatting_async(params))


def test_what_cannot_be_read_is_not_formatted(at_work: Editor, place: str) -> None:
    at_work.change(place, STANDARD + "gibberish\n")
    params = types.DocumentFormattingParams(types.TextDocumentIdentifier(place), types.FormattingOptions(2, True))

    assert not at_work.run(at_work.client.text_document_formatting_async(params))


def test_a_name_is_changed_everywhere(at_work: Editor, place: str) -> None:
    text = WIDE + '  > £𝛂 {lower of BP-1} and {upper}\n\nexample "é" for BP-1\n  practice of 9 patients\n'
    at_work.change(place, text)
    where = position(text, "{lower of BP-1}", 12)

    asked = at_work.run(
        at_work.client.text_document_prepare_rename_async(at_work.at(types.PrepareRenameParams, place, where))
    )
    assert isinstance(asked, types.PrepareRenamePlaceholder)
    assert (asked.placeholder, words(text, asked.range)) == ("BP-1", "BP-1")
    edit = at_work.run(
        at_work.client.text_document_rename_async(at_work.at(types.RenameParams, place, where, new_name="BP-9"))
    )
    assert applied(text, edits_of(edit)) == text.replace("BP-1", "BP-9")

    taken = at_work.at(types.RenameParams, place, where, new_name="HYP")
    with pytest.raises(JsonRpcException, match="HYP is the name of a register already"):
        at_work.run(at_work.client.text_document_rename_async(taken))
    nothing = at_work.at(types.PrepareRenameParams, place, types.Position(0, 0))
    assert at_work.run(at_work.client.text_document_prepare_rename_async(nothing)) is None
