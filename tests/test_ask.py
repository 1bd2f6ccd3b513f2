"""What one may ask of a text that is being written: every answer holds, and there is one however broken the text is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from asking import MORE, at, text_of
from sampling import diagnose
from texts import BROKEN, REJECTED, SPEC, mutations, rejected, source

from dsl.ask import ahead, names
from dsl.ask.about import about
from dsl.ask.outline import Entry, folds, outline
from dsl.ask.shades import Shade, shades
from dsl.ask.text import Text, read
from dsl.report.fixes import applied
from dsl.report.samples import CODE_FILES, STANDARD, in_standard_scheme
from dsl.resolve import CodeFile, resolve
from dsl.source import SourceFile


@pytest.fixture(scope="module")
def standard() -> Text:
    return text_of(STANDARD + MORE)


# Names


def test_a_name_is_found_wherever_it_stands(standard: Text) -> None:
    found = names.places(standard, "BP-1")

    whole = standard.source.text
    assert all(whole[each.span.start : each.span.end] == "BP-1" for each in found)
    lines = [standard.source.line(standard.source.position(each.span.start).line).split()[0] for each in found]
    assert lines == ["indicator", ">", ">", "each", "example"]
    assert [each.defines for each in found] == [True, False, False, False, False]
    inside_text = at(standard, "{lower of BP-1}", 12)
    assert names.at(standard, inside_text) == found[1]


def test_no_other_word_is_taken_for_a_name() -> None:
    lines = 'codes DM_COD from national cluster DM_COD release 2025-12\n  allow P301 because "x" by "y"\n'
    text = text_of(in_standard_scheme(lines))

    assert len(names.places(text, "DM_COD")) == 1
    assert names.places(text, "P301") == names.places(text, "DEMO") == ()


def test_a_renamed_scheme_means_the_same() -> None:
    whole = source(SPEC)
    text = read(whole)
    for old in ("S-BP5", "BP_COD", "M-HIGH"):
        changes = names.renamed(text, old, "NEW-NAME")
        assert not isinstance(changes, names.Refused)
        assert changes
        changed = SourceFile.from_text(whole.name, applied(whole.text, changes))
        assert diagnose_codes(changed.text) == diagnose_codes(whole.text)
        again = names.renamed(read(changed), "NEW-NAME", old)
        assert not isinstance(again, names.Refused)
        assert applied(changed.text, again) == whole.text


def diagnose_codes(text: str) -> list[str]:
    folder = SPEC.parent
    files = {f"codes/{path.name}": path.read_text(encoding="utf-8") for path in (folder / "codes").glob("*.csv")}
    assert files
    return [note.code for note in diagnose(text, files)]


def test_a_name_changes_in_lines_that_cannot_be_read(standard: Text) -> None:
    text = text_of(STANDARD.replace("denominator on HYP\n", "denominator on HYP annd nonsense\n"))
    changes = names.renamed(text, "HYP", "HTN")

    assert not isinstance(changes, names.Refused)
    after = applied(text.source.text, changes)
    assert "denominator on HTN annd nonsense" in after
    assert "HYP " not in after and "HYP_COD" in after


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("HYP", "BP_COD", "BP_COD is the name of a code list already"),
        ("HYP", "hyp", names.SHAPE),
        ("HYP", "TWO WORDS", names.SHAPE),
        ("HYP", "", names.SHAPE),
        ("NOBODY", "HTN", "NOBODY is not defined in this scheme, and so it cannot be given another name here"),
    ],
)
def test_names_that_cannot_be_given(standard: Text, old: str, new: str, why: str) -> None:
    assert names.renamed(standard, old, new) == names.Refused(why)


def test_a_file_is_found_where_it_is_named(standard: Text) -> None:
    assert names.file_named(standard, at(standard, "codes/bp.csv", 3)) == "codes/bp.csv"
    assert names.file_named(standard, at(standard, "Blood pressure recorded")) is None


# What is said of a thing


def said(text: Text, words: str, within: int = 0, *, meant: bool = True) -> str:
    files = {path: CodeFile(held, "hash") for path, held in CODE_FILES.items()}
    scheme = resolve(text.file, files).value if meant and text.file else None
    found = about(text, at(text, words, within), scheme)
    return found.markdown if found else ""


def test_a_name_is_told_of_as_written(standard: Text) -> None:
    register = said(standard, "denominator on HYP", 16)

    assert "**HYP**, a register" in register
    assert '```scheme\nregister HYP "People with high blood pressure"\n  people with HYP_COD ever\n' in register
    assert 'Figures from:\n\n```scheme\nI "Invented, to show the language", illustrative\n```' in register
    assert "Used in 4 places." in register


def test_a_code_list_is_told_of_with_its_codes(standard: Text) -> None:
    codes = said(standard, "people with HYP_COD", 14)

    assert "2 codes (synthetic), release 2026-04" in codes
    assert "SYN-HYP-1  High blood pressure\nSYN-HYP-2  High blood pressure of pregnancy" in codes
    assert "codes (synthetic)" not in said(standard, "people with HYP_COD", 14, meant=False)


def test_a_figure_is_told_of_with_its_source(standard: Text) -> None:
    assert said(standard, "70% to 85%", 1).startswith("**70%**\n\nFigures from:")
    tagged = text_of(in_standard_scheme('sources\n  I "Invented", illustrative\n  S "Sure", published\n')).source.text
    text = text_of(tagged.replace("from 70% to 85%", "from 70% to 85% [S]"))
    assert "Sure" in said(text, "70%", 1)
    assert "Sure" not in said(text, "13.1%", 1)


def test_a_code_in_allow_is_told_of_by_its_page() -> None:
    text = text_of(in_standard_scheme('  allow P301 because "Small numbers" by "Dr A"\n'))

    assert said(text, "P301", 1).startswith("# P301: A payment has no upper limit")


def test_a_reference_is_told_of_as_it_is_shown() -> None:
    text = text_of(STANDARD + "  > Points start at {lower}, of `{{`.\n")

    assert said(text, "{lower}", 3) == "`{lower}` is shown as\n\n```text\n70%\n```"
    assert said(text, "Points start", 3) == ""


def test_what_the_author_wrote_cannot_end_its_fence() -> None:
    text = text_of(STANDARD.replace("People with high", "People ```with high"))

    assert "````scheme\nregister" in said(text, "denominator on HYP", 16)


# The text at a glance


def test_the_outline_holds_every_block_and_its_lines(standard: Text) -> None:
    entries = {(entry.what, entry.name): entry for entry in outline(standard)}

    assert entries["indicator", "BP-1"].title == "Blood pressure at target"
    assert [entry.name for entry in entries["indicator", "BP-1"].inner] == ["denominator", "numerator", "pays"]
    assert [entry.name for entry in entries["sources", "sources"].inner] == ["I"]
    assert ("example", "One of two") in entries


def test_what_can_be_folded() -> None:
    text = text_of("# one\n# two\n\n" + STANDARD.replace("\n\ncodes BP", "\ncodes BP"))
    found = [(fold.first, fold.last, fold.what) for fold in folds(text)]

    assert (1, 2, "comment") in found
    assert [what for *_, what in found].count("codes") == 1
    assert (4, 12, "block") in found


def test_every_word_has_its_shade(standard: Text) -> None:
    whole = standard.source.text
    found = {whole[span.start : span.end]: shade for span, shade in shades(standard)}

    assert found["denominator"] is Shade.WORD
    assert found["£1.00"] is found["70%"] is found["1 April 2026"] is Shade.FIGURE
    assert found["{lower of BP-1}"] is Shade.REFERENCE
    assert found["> See "] is Shade.TEXT
    assert [shade for span, shade in shades(standard) if whole[span.start : span.end] == "HYP"][:2] == [
        Shade.DEFINED,
        Shade.NAME,
    ]


# Broken text


def broken() -> Iterator[Text]:
    for path in REJECTED:
        yield read(rejected(path)[0])
    for path in BROKEN[::7]:
        yield read(source(path))
    for mutation in mutations(11, 40):
        yield read(mutation.text)
    for odd in ("", "\n", " ", "\x00", "not a scheme", "scheme", "> £ 𝛂 {", '"', "\ufeffscheme X", "caps\n\u2028\x0b"):
        yield text_of(odd)


def test_every_question_has_an_answer_in_broken_text() -> None:
    asked = 0
    for text in broken():
        whole = text.source.text
        spans = [span for span, _ in shades(text)]
        assert all(before.end <= after.start for before, after in pairwise(spans))
        assert all("\n" not in whole[span.start : span.end] for span in spans)
        assert all(1 <= fold.first < fold.last <= len(text.source.line_starts) for fold in folds(text))
        for entry in outline(text):
            held(entry)
        for offset in range(0, len(whole) + 1, max(1, len(whole) // 9)):
            for offer in ahead.offers(text, offset):
                assert offer.span.start <= offset <= offer.span.end
            about(text, offset)
            found = names.at(text, offset)
            if found is not None:
                names.renamed(text, found.name, "OTHER")
                asked += 1
    assert asked > 20


def held(entry: Entry) -> None:
    """Each line stands in its block, and what names a thing in the thing."""
    assert entry.name
    assert entry.span.start <= entry.named.start <= entry.named.end <= entry.span.end
    for inner in entry.inner:
        assert entry.span.start <= inner.span.start <= inner.span.end <= entry.span.end
        held(inner)
