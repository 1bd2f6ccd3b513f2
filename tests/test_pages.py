"""The pages of diagnostics, the standard scheme their samples are lines of, and figures as messages say them."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from types import ModuleType

import pytest
from conftest import GOLDEN, Golden
from sampling import diagnose

import dsl
import dsl.check
import dsl.resolve
from dsl.report.figures import count, day, listed, money, number, percent
from dsl.report.kind import Kind
from dsl.report.pages import kinds_in, page_of, pages_in
from dsl.report.retired import RETIRED
from dsl.report.samples import STANDARD, in_standard_scheme

CODES = "codes.txt"

# Pages


def test_pages_show_title_level_reason_and_samples() -> None:
    page = {page.code: page for page in pages_in((dsl.check, dsl.resolve))}["C286"]
    text = page.markdown()

    assert text.startswith("# C286: A row of a code list has no code\n\nLevel: error.\n\nThe term stands there")
    assert "## Wrong\n\nThe file `codes/bp.csv`:\n\n```csv\ncode,term\n" in text
    assert "In an otherwise complete scheme:\n\n```scheme lines\ncodes BP_COD from synthetic" in text
    assert text.endswith("```\n")
    whole = {page.code: page for page in pages_in((dsl.resolve,))}["S300"].markdown()
    assert "```scheme\nscheme DEMO" in whole
    assert "otherwise" not in whole


def a_package(*kinds: type[Kind]) -> ModuleType:
    """A package that holds these kinds."""
    package = ModuleType("planted")
    package.__path__ = []
    for nth, kind in enumerate(kinds):
        kind.__module__ = "planted"
        setattr(package, f"kind{nth}", kind)
    return package


def a_kind(
    code: str, doc: str = "Title.\n\nWhy.\n\n## Wrong\n\n```scheme\na\n```\n\n## Right\n\n```scheme\nb\n```\n"
) -> type[Kind]:
    return type("Planted", (Kind,), {"code": code, "slug": "planted", "__doc__": doc})


def test_a_code_is_given_once_and_never_again() -> None:
    assert [kind.code for kind in kinds_in((a_package(a_kind("X999"), a_kind("S999")),))] == ["S999", "X999"]
    with pytest.raises(ValueError, match="X999 is the code of"):
        kinds_in((a_package(a_kind("X999"), a_kind("X999")),))
    with pytest.raises(ValueError, match="is not a code"):
        kinds_in((a_package(a_kind("Z1")),))


def test_a_retired_code_stays_retired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dsl.report.pages.RETIRED", {"X998": "see X999"})
    with pytest.raises(ValueError, match="X998 was retired: see X999"):
        kinds_in((a_package(a_kind("X998")),))


def test_a_code_once_given_keeps_its_meaning_or_is_retired(golden: Golden) -> None:
    """The list of all codes ever given only grows: accepting adds to it, and takes nothing out."""
    given = [tuple(line.split()) for line in (GOLDEN / CODES).read_text().splitlines()]
    now = {kind.code: kind.slug for kind in kinds_in([dsl])}

    assert [(code, slug) for code, slug in given if now.get(code, slug) != slug] == []
    assert {code for code, _ in given} - set(now) == set(RETIRED)
    assert all(set(re.findall(r"[A-Z][0-9]{3}", sentence)) & set(now) for sentence in RETIRED.values())
    golden(CODES, "".join(f"{code} {slug}\n" for code, slug in sorted({*given, *now.items()})))


@pytest.mark.parametrize(
    "doc",
    [
        "",
        "Title.",
        "Title.\n\nWhy.\n\n## Wrong\n\n```scheme\na\n```\n",
        "Title.\n\nWhy.\n\n## Wrong\n\n```scheme\na\n```\n\n## Right\n\nnothing\n",
        "Title.\n\nWhy.\n\n## Wrong\n\n```scheme\na\n```\n\n## Right\n\n```python\nb\n```\n",
    ],
)
def test_a_page_without_its_parts_is_refused(doc: str) -> None:
    with pytest.raises(ValueError, match="X999"):
        page_of(a_kind("X999", doc))


# Samples in the standard scheme


def test_the_standard_scheme_is_clean() -> None:
    assert [d.title for d in diagnose(STANDARD, {})] == []


def test_lines_take_the_place_of_lines_that_begin_alike() -> None:
    text = in_standard_scheme('budget £5\nversion 7\npca "A" when male\n  and female\npays nothing\n> Text\n')

    assert "  version 7\n" in text
    assert "version 1\n" not in text
    assert text.index("budget £5") < text.index("sources")
    measure = text[text.index("indicator BP-1") :]
    assert 'pays nothing\n  pca "A" when male\n  and female\n  > Text\n' in measure
    assert "12 points" not in measure
    assert text.count("pays nothing") == 3


def test_blocks_take_the_place_of_blocks_of_their_name() -> None:
    text = in_standard_scheme(
        'register HYP "A"\n  people male\n\nregister HYP "B"\n  people female\n\nregister NEW "C"\n'
    )

    assert text.count("register ") == 3
    assert text.index('HYP "A"') < text.index('HYP "B"') < text.index("indicator BP-0") < text.index("register NEW")
    assert in_standard_scheme("caps\n  scheme at most £5, shared pro rata\n").endswith(
        "\n\ncaps\n  scheme at most £5, shared pro rata\n"
    )


# Figures


def test_figures_are_said_as_people_write_them() -> None:
    assert [
        money(Fraction(400)),
        money(Fraction("27.5")),
        money(Fraction("0.625")),
        money(Fraction(1850000)),
        money(Fraction(1, 3)),
    ] == [
        "£400",
        "£27.50",
        "£0.625",
        "£1,850,000",
        "£0.333333…",
    ]
    assert [percent(Fraction(7, 10)), percent(Fraction("0.793")), number(Fraction("0.62"))] == ["70%", "79.3%", "0.62"]
    assert [count(1, "point"), count(Fraction("1.5"), "point"), count(1000, "patient")] == [
        "1 point",
        "1.5 points",
        "1,000 patients",
    ]
    assert day(date(2026, 4, 1)) == "1 April 2026"
    assert [listed(["a"], "or"), listed(["a", "b"], "or"), listed(["a", "b", "c"], "and")] == [
        "a",
        "a or b",
        "a, b and c",
    ]
