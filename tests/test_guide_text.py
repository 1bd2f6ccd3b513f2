"""What authors write, on the guide: of Markdown only bold and italic mean anything, and nothing is ever HTML."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest
from dossiers import COMPILER
from html_page import Element, read
from hypothesis import example, given
from hypothesis import strategies as st

from dsl.model.checked import CheckedScheme
from dsl.model.conditions import Everyone, OnRegister
from dsl.model.measures import Reason, Register
from dsl.model.origins import Line, Origin, Ref, Source, Standing
from dsl.model.scheme import Governance
from targets.guide import TARGET
from targets.guide.page import Piece
from targets.guide.text import paragraphs
from targets.kit.target import Dossier


def page(filled: Dossier) -> Element:
    return read(TARGET.files(filled)["index.html"])


def shown(text: str) -> list[Piece]:
    (paragraph,) = paragraphs((Line((text,)),), lambda _: None)
    return list(paragraph)


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("plain", [Piece("plain")]),
        ("a **b** c", [Piece("a "), Piece("b", strong=True), Piece(" c")]),
        ("*a*", [Piece("a", emphasis=True)]),
        (
            "**a *b* c**",
            [Piece("a ", strong=True), Piece("b", strong=True, emphasis=True), Piece(" c", strong=True)],
        ),
        ("2 * 3 * 4", [Piece("2 * 3 * 4")]),
        ("**open", [Piece("**open")]),
        ("[a](b) `c` <d>", [Piece("[a](b) `c` <d>")]),
    ],
)
def test_of_markdown_only_bold_and_italic_mean_anything(written: str, pieces: list[Piece]) -> None:
    assert shown(written) == pieces


def test_an_empty_line_ends_a_paragraph_and_marks_do_not_cross_it() -> None:
    lines = (Line(("one **two",)), Line(("three** four",)), Line(("",)), Line(("**five",)))

    first, second = paragraphs(lines, lambda _: None)

    assert first == (Piece("one "), Piece("two three", strong=True), Piece(" four"))
    assert second == (Piece("**five"),)


def test_what_a_reference_shows_is_never_markdown_and_carries_its_mark() -> None:
    line = Line(("**up to ", Ref("upper", "*85%*"), "** now"))

    (paragraph,) = paragraphs((line,), lambda _: Origin(("I",), Standing.ILLUSTRATIVE))

    assert paragraph == (
        Piece("up to *85%*", strong=True),
        Piece("illustrative", tag=True),
        Piece(" now"),
    )


@given(st.text(alphabet="ab *<&{\n", max_size=30))
@example("***a***")
@example("**a*b**c*")
def test_prose_loses_nothing_but_its_marks(written: str) -> None:
    text = "".join(piece.text for said in paragraphs((Line((written,)),), lambda _: None) for piece in said)

    assert text.replace("*", "") == (written.replace("*", "") if written.strip() else "")


HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "'\"><a href='javascript:alert(1)'>x</a>",
    "{{ 7 * 7 }}{% for a in b %}",
    "&lt;b&gt; &amp;",
    "![a](https://example.org/x.png) [b](javascript:alert(1)) <!-- c -->",
    "W" * 5000,
)


def outline(root: Element) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.name, tuple(each.attributes)) for each in root.all()]


def with_text(text: str) -> Dossier:
    """A scheme in which everything an author can write is this text."""
    prose = (Line((text,)),)
    base = made.scheme().scheme
    indicator = made.indicator("A-1", title=text, prose=prose, adjustments=(Reason(text, OnRegister("R")),))
    governance = Governance(
        owner=text,
        clinical_lead=text,
        contact=text,
        approved=((text, made.FIRST),),
        consulted=((text, made.FIRST),),
        appeal_to=text,
    )
    scheme = replace(
        base,
        title=text,
        version=text,
        prose=prose,
        governance=governance,
        sources=(Source("S", text, Standing.LOW),),
        registers=(Register("R", text, Everyone(), prose=prose),),
        indicators=(indicator,),
        code_lists=tuple(
            replace(codes, codes=tuple(replace(code, code=text, term=text) for code in codes.codes), release=text)
            for codes in base.code_lists
        ),
    )
    return Dossier(CheckedScheme(scheme), COMPILER)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    harmless, root = page(with_text("Harmless")), page(with_text(text))

    assert outline(root) == outline(harmless)
    assert not list(root.all("script", "img"))
    assert root.one("h1").text == text
    assert root.text.count(text) >= harmless.text.count("Harmless") > 40
