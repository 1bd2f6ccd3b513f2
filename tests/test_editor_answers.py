"""What an editor shows of a text: hover, places of names, the outline, what may come next, colours."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from checkout import ROOT
from command import scheme_in
from documents import fences
from editing import WIDE, Editor, applied, editor, position, uri, words
from lsprotocol import types

from dsl.resolve.scope import EVERYTHING, THING_OF_BLOCK
from schemec.editor.answers import ITEMS, KINDS
from schemec.editor.sheet import Sheet


def test_hover_tells_of_names_codes_and_figures(at_work: Editor, place: str) -> None:
    text = WIDE.replace("pays 12 points", '> £𝛂 {lower}\n  allow P301 because "x" by "y"\n  pays 12 points')
    at_work.change(place, text)

    def hover(words: str, within: int) -> str:
        where = at_work.at(types.HoverParams, place, position(text, words, within))
        found = at_work.run(at_work.client.text_document_hover_async(where))
        assert found is None or isinstance(found.contents, types.MarkupContent)
        return found.contents.value if found else ""

    assert "**HYP**, a register" in hover("denominator on HYP", 16)
    assert "1 code (synthetic)" in hover("latest BP_COD", 10)
    assert "SYN-BP-1  Blood pressure reading" in hover("latest BP_COD", 10)
    assert hover("allow P301", 8).startswith("# P301: ")
    assert "Figures from" in hover("12 points", 0)
    assert "70%" in hover("{lower}", 2)
    assert hover("denominator", 2) == ""


def test_definitions_references_and_highlights(at_work: Editor, place: str, tmp_path: Path) -> None:
    at_work.change(place, WIDE)
    where = position(WIDE, "denominator on HYP and", 16)

    found = at_work.run(at_work.client.text_document_definition_async(at_work.at(types.DefinitionParams, place, where)))
    assert isinstance(found, types.Location)
    assert (found.range.start, words(WIDE, found.range)) == (position(WIDE, "register HYP", 9), "HYP")
    for included, number in ((True, 3), (False, 2)):
        asked = at_work.at(types.ReferenceParams, place, where, context=types.ReferenceContext(included))
        places = at_work.run(at_work.client.text_document_references_async(asked)) or []
        assert [words(WIDE, each.range) for each in places] == ["HYP"] * number
    asked = at_work.at(types.DocumentHighlightParams, place, where)
    assert len(at_work.run(at_work.client.text_document_document_highlight_async(asked)) or []) == 3
    file = at_work.at(types.DefinitionParams, place, position(WIDE, "codes/bp.csv", 2))
    listed = at_work.run(at_work.client.text_document_definition_async(file))
    assert isinstance(listed, types.Location) and listed.uri == uri(tmp_path / "codes" / "bp.csv")


def test_the_outline_and_what_folds(at_work: Editor, place: str) -> None:
    document = types.TextDocumentIdentifier(place)
    at_work.change(place, WIDE)

    found = at_work.run(at_work.client.text_document_document_symbol_async(types.DocumentSymbolParams(document)))
    symbols = {each.name: each for each in found or [] if isinstance(each, types.DocumentSymbol)}
    assert symbols["BP-1"].detail == "£5 𝛂𝛃 é at target"
    assert words(WIDE, symbols["BP-1"].selection_range) == "indicator BP-1"
    assert [each.name for each in symbols["BP-1"].children or []] == ["denominator", "numerator", "pays"]
    folds = at_work.run(at_work.client.text_document_folding_range_async(types.FoldingRangeParams(document)))
    assert (0, 8) in {(each.start_line, each.end_line) for each in folds or []}


def test_completion_offers_what_may_stand_there(at_work: Editor, place: str) -> None:
    text = WIDE + "  > £𝛂𝛃 {lower of B\n  numerator with BP_"
    at_work.change(place, text)

    def complete(where: types.Position) -> dict[str, types.CompletionItem]:
        asked = at_work.at(types.CompletionParams, place, where)
        found = at_work.run(at_work.client.text_document_completion_async(asked))
        assert isinstance(found, types.CompletionList)
        return {each.label: each for each in found.items}

    names = complete(Sheet.of("", text).position(len(text)))
    assert {"BP_COD", "HYP_COD", "at least"} == names.keys()
    edit = names["BP_COD"].text_edit
    assert isinstance(edit, types.TextEdit)
    assert applied(text, [edit]) == f"{text}COD"
    (told,) = [each for each in complete(position(text, "runs 1 April", 5)).values() if each.label.startswith("a date")]
    assert isinstance(told.text_edit, types.TextEdit)
    assert applied(text, [told.text_edit]) == text
    in_text = complete(position(text, "{lower of B", 11))
    assert in_text.keys() == {"BP-0", "BP-1"}
    edit = in_text["BP-1"].text_edit
    assert isinstance(edit, types.TextEdit)
    assert "{lower of BP-1\n" in applied(text, [edit])


def test_tokens_lie_on_their_words(at_work: Editor, place: str) -> None:
    at_work.change(place, WIDE)
    params = types.SemanticTokensParams(types.TextDocumentIdentifier(place))

    found = at_work.run(at_work.client.text_document_semantic_tokens_full_async(params))

    assert found is not None
    legend = at_work.capabilities.semantic_tokens_provider
    assert legend is not None
    seen: list[tuple[str, str]] = []
    line = column = 0
    for n in range(0, len(found.data), 5):
        down, across, length, kind, _ = found.data[n : n + 5]
        line, column = line + down, across if down else column + across
        where = types.Range(types.Position(line, column), types.Position(line, column + length))
        seen.append((words(WIDE, where), legend.legend.token_types[kind]))
    assert ("denominator", "keyword") in seen
    assert ('"£5 𝛂𝛃 é at target"', "string") in seen
    assert ("£190.00", "number") in seen


def test_every_kind_of_thing_has_a_kind_in_the_editor() -> None:
    assert set(ITEMS) == set(EVERYTHING)
    assert set(THING_OF_BLOCK) < set(KINDS)


# The settings that docs/editors.md shows

PAGE = ROOT / "docs" / "editors.md"


def commands_of_the_page() -> dict[str, list[str]]:
    """By kind of settings, the command that an editor is told to start."""
    found = {fence.info: fence.body for fence in fences(PAGE)}
    code, helix = json.loads(found["json"]), tomllib.loads(found["toml"])
    server = helix["language-server"][helix["language"][0]["language-servers"][0]]
    assert code["files.associations"] == {"*.scheme": code["glspc.server.languageId"][0]}
    assert helix["language"][0]["file-types"] == [{"glob": "*.scheme"}]
    assert 'extension = { scheme = "schemec" }' in found["lua"] and r"\\.scheme" in found["elisp"]
    return {
        "json": [code["glspc.server.command"], *code["glspc.server.commandArguments"]],
        "toml": [server["command"], *server["args"]],
        "lua": re.findall(r'"([^"]*)"', found["lua"].split("cmd = {")[1].split("}")[0]),
        "elisp": re.findall(r'"([^"]*)"', found["elisp"].split("schemec-mode . (")[1]),
    }


@pytest.mark.parametrize("kind", ["json", "toml", "lua", "elisp"])
def test_the_settings_on_the_page_start_the_server(kind: str, tmp_path: Path) -> None:
    program, *words = commands_of_the_page()[kind]
    assert program == "schemec"
    with editor(tmp_path, words=words) as one:
        place = one.open(scheme_in(tmp_path), language="plaintext")
        assert one.diagnostics(place) == []


def test_the_page_tells_of_all_that_the_server_can_do(at_work: Editor) -> None:
    told = PAGE.read_text(encoding="utf-8")
    names = {
        "hover_provider": "| hover |",
        "definition_provider": "| go to definition |",
        "references_provider": "| references, rename |",
        "rename_provider": "| references, rename |",
        "completion_provider": "| completion |",
        "document_symbol_provider": "| outline, folding, colours |",
        "folding_range_provider": "| outline, folding, colours |",
        "semantic_tokens_provider": "| outline, folding, colours |",
        "document_formatting_provider": "| format |",
        "code_action_provider": "| quick fix |",
    }
    for name, row in names.items():
        assert getattr(at_work.capabilities, name), name
        assert row in told
