"""Diagnostics as text, as lines and as JSON, and the order they come in."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import jsonschema
import pytest
from checkout import ROOT
from sampling import diagnose

from dsl.report import as_compact, as_json, as_text
from dsl.report.diagnostic import Applicability, Diagnostic, Fix, Label, Level, in_order
from dsl.report.place import place
from dsl.report.samples import in_standard_scheme
from dsl.report.visible import visible, width
from dsl.source import SourceFile, Span

TEXT = """\
scheme ANY-1 "Anytown"
  pays by ladder
    - from 90% up to 95% £1,900
    - from 95% £1,600
\tpays £27.50 per pâtient 漢字 achieved
  denominator on HYP
    and aged 18 or over on year end   # a remark

numerator
"""
SOURCE = SourceFile.from_text("any.scheme", TEXT)
SOURCES = {SOURCE.name: SOURCE}


def at(words: str, nth: int = 0) -> Span:
    """The nth place where these words stand."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return SOURCE.span(start, start + len(words))


LESS = Diagnostic(
    "G402",
    "doing more can pay less",
    at("£1,600"),
    label="and less here",
    secondary=(Label(at("£1,900"), "paid here"),),
    path=("Anytown", "AF-L02", "ladder"),
    example="94 of 100 patients pays £1,900. 95 of 100 pays £1,600.",
)
WIDE = Diagnostic(
    "P301",
    "there is no upper limit",
    at("pâtient 漢字"),
    level=Level.WARNING,
    label="any number can be claimed",
    why="the budget is £1,850,000, and 67,273 patients would pass it, however many practices there are",
    help="add a limit, for example: , up to 90 patients",
)
ENDED = Diagnostic("S101", "this line stops too soon", SOURCE.span(len(TEXT) - 1, len(TEXT)), level=Level.ADVICE)


def shown(*diagnostics: Diagnostic, columns: int = 72) -> str:
    return as_text.render(diagnostics, SOURCES, colour=False, columns=columns)


def test_text_shows_the_line_the_marks_and_what_to_do() -> None:
    assert shown(LESS) == (
        "error[G402]: doing more can pay less\n"
        "  --> any.scheme:4:16               Anytown › AF-L02 › ladder\n"
        "   |\n"
        " 3 |     - from 90% up to 95% £1,900\n"
        "   |                          ------ paid here\n"
        " 4 |     - from 95% £1,600\n"
        "   |                ^^^^^^ and less here\n"
        "   = for example: 94 of 100 patients pays £1,900. 95 of 100 pays £1,600.\n"
        "   = more: schemec explain G402\n"
        "\n"
        "1 error\n"
    )


def test_marks_stand_under_tabs_accents_and_wide_characters() -> None:
    assert shown(WIDE, columns=60) == (
        "warning[P301]: there is no upper limit\n"
        "  --> any.scheme:5:18\n"
        "   |\n"
        " 5 |     pays £27.50 per pâtient 漢字 achieved\n"
        "   |                     ^^^^^^^^^^^^ any number can be claimed\n"
        "   = why : the budget is £1,850,000, and 67,273 patients\n"
        "           would pass it, however many practices there are\n"
        "   = help: add a limit, for example: , up to 90 patients\n"
        "   = more: schemec explain P301\n"
        "\n"
        "1 warning\n"
    )


def test_the_end_of_a_line_is_one_past_its_last_visible_character() -> None:
    assert shown(ENDED) == (
        "advice[S101]: this line stops too soon\n"
        "  --> any.scheme:9:10\n"
        "   |\n"
        " 9 | numerator\n"
        "   |          ^\n"
        "   = more: schemec explain S101\n"
        "\n"
        "1 piece of advice\n"
    )


@pytest.mark.parametrize(
    ("start", "end", "line", "column"),
    [
        (0, 6, 1, 1),
        (TEXT.index("\n"), TEXT.index("\n"), 1, 23),
        (TEXT.index("\nnumerator"), TEXT.index("\nnumerator"), 7, 49),
        (TEXT.index("  denominator"), TEXT.index("  denominator"), 6, 1),
        (len(TEXT), len(TEXT), 9, 10),
        (len(TEXT) + 50, len(TEXT) + 60, 9, 10),
    ],
)
def test_places(start: int, end: int, line: int, column: int) -> None:
    found = place(SOURCE, Span(SOURCE.name, start, end))

    assert (found.start.line, found.start.column) == (line, column)


def test_a_place_in_an_empty_file_is_its_beginning() -> None:
    empty = SourceFile.from_text("empty.scheme", "")
    said = Diagnostic("S140", "the file is empty", Span("empty.scheme", 0, 0))

    assert place(empty, said.span).start.line == 1
    assert " 1 |\n   | ^\n" in as_text.render([said], {"empty.scheme": empty}, colour=False)


def test_a_span_over_lines_is_marked_on_each_of_them() -> None:
    spread = SOURCE.span(TEXT.index("on HYP"), TEXT.index("   # a remark"))

    assert shown(Diagnostic("S120", "over two lines", spread, label="all of this")) == (
        "error[S120]: over two lines\n"
        "  --> any.scheme:6:15\n"
        "   |\n"
        " 6 |   denominator on HYP\n"
        "   |               ^^^^^^\n"
        " 7 |     and aged 18 or over on year end   # a remark\n"
        "   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ all of this\n"
        "   = more: schemec explain S120\n"
        "\n"
        "1 error\n"
    )


def test_lines_that_are_left_out_and_labels_of_one_line_are_shown_apart() -> None:
    far = Diagnostic(
        "N201",
        "said twice",
        at("year end"),
        label="again",
        secondary=(Label(at("ANY-1"), "first"), Label(at("18"), "the age")),
    )

    assert shown(far) == (
        "error[N201]: said twice\n"
        "  --> any.scheme:7:28\n"
        "   |\n"
        ' 1 | scheme ANY-1 "Anytown"\n'
        "   |        ----- first\n"
        "...\n"
        " 7 |     and aged 18 or over on year end   # a remark\n"
        "   |              --            ^^^^^^^^ again\n"
        "   |              the age\n"
        "   = more: schemec explain N201\n"
        "\n"
        "1 error\n"
    )


def test_a_long_line_is_cut_so_that_the_mark_is_in_view() -> None:
    line = "> " + "word " * 200 + "HERE " + "more " * 200
    long = SourceFile.from_text("long.scheme", line)
    start = line.index("HERE")
    text = as_text.render(
        [Diagnostic("W600", "far out", long.span(start, start + 4))], {"long.scheme": long}, colour=False, columns=60
    )
    source, marks = text.splitlines()[3:5]

    assert width(source) <= 60
    assert "…" in source
    assert source[marks.index("^") : marks.rindex("^") + 1] == "HERE"


def test_a_file_whose_text_is_not_at_hand_is_named() -> None:
    other = Diagnostic("C285", "the list is empty", Span("codes/bp.csv", 0, 0), secondary=(Label(at("ANY-1"), "here"),))
    text = shown(other)

    assert "  --> codes/bp.csv\n" in text
    assert "::: any.scheme:1:8" in text
    assert as_compact.render([other], SOURCES) == "codes/bp.csv: error[C285] the list is empty\n"


def test_nothing_to_say_is_said_with_nothing() -> None:
    assert as_text.render([], SOURCES, colour=True) == ""
    assert as_compact.render([], SOURCES) == ""


def test_the_closing_line_counts_each_level() -> None:
    assert shown(LESS, WIDE, ENDED).endswith("\n\n1 error, 1 warning and 1 piece of advice\n")
    assert shown(LESS, Diagnostic("S100", "another", at("pays"))).endswith("\n2 errors\n")


def test_colour_changes_nothing_but_colour() -> None:
    coloured = as_text.render([LESS, WIDE], SOURCES, colour=True, columns=72)
    plain = coloured
    for code in ("1;31", "1;33", "34", "1", "0"):
        plain = plain.replace(f"\x1b[{code}m", "")

    assert coloured != plain
    assert plain == shown(LESS, WIDE)


def test_nothing_in_a_file_can_command_the_terminal() -> None:
    text = "pays \x1b[2J\u202e £5\u200b\n"
    source = SourceFile.from_text("bad.scheme", text)
    said = Diagnostic("S142", f"not plain: {text}", source.span(5, 9), path=("\x07",), help="\x1b]0;title\x07")
    out = as_text.render([said], {"bad.scheme": source}, colour=False)

    assert not any(char in out for char in "\x1b\u202e\x07\u200b")
    assert "\x1b" not in as_compact.render([said], {"bad.scheme": source})
    assert out.splitlines()[4].count("^") == 4


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("£é", 2), ("e\u0301", 1), ("漢字", 4), ("ａ", 2), ("\u200b", 1)]
)
def test_widths(text: str, columns: int) -> None:
    assert width(visible(text)) == columns


def test_tabs_reach_to_the_next_stop() -> None:
    assert [visible(text) for text in ("\tx", "a\tx", "漢\tx", "abcd\tx")] == ["    x", "a   x", "漢  x", "abcd    x"]


def test_compact_is_a_line_each() -> None:
    assert as_compact.render([WIDE, LESS], SOURCES) == (
        "any.scheme:4:16: error[G402] doing more can pay less\nany.scheme:5:18: warning[P301] there is no upper limit\n"
    )


SCHEMA = json.loads((ROOT / "dsl/report/diagnostics.schema.json").read_text(encoding="utf-8"))


def test_json_is_of_its_schema_and_holds_all_of_the_record() -> None:
    fixed = Diagnostic(
        "W610",
        "typed by hand",
        at("£1,600"),
        level=Level.WARNING,
        fixes=(Fix(at("£1,600"), "{amount}", Applicability.MACHINE),),
        why="why",
        help="help",
    )
    document = json.loads(as_json.render([ENDED, fixed, LESS], SOURCES))

    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(document, SCHEMA)
    assert document["version"] == 1
    assert document["summary"] == {"error": 1, "warning": 1, "advice": 1, "attestation": 0}
    less, typed, ended = document["diagnostics"]
    assert less == {
        "code": "G402",
        "level": "error",
        "title": "doing more can pay less",
        "file": "any.scheme",
        "span": {
            "start": {"line": 4, "column": 16, "offset": at("£1,600").start},
            "end": {"line": 4, "column": 22, "offset": at("£1,600").end},
        },
        "label": "and less here",
        "path": ["Anytown", "AF-L02", "ladder"],
        "secondary": [
            {
                "file": "any.scheme",
                "span": {
                    "start": {"line": 3, "column": 26, "offset": at("£1,900").start},
                    "end": {"line": 3, "column": 32, "offset": at("£1,900").end},
                },
                "label": "paid here",
            }
        ],
        "why": "",
        "example": "94 of 100 patients pays £1,900. 95 of 100 pays £1,600.",
        "help": "",
        "fixes": [],
        "explain": "schemec explain G402",
    }
    assert typed["fixes"][0]["text"] == "{amount}"
    assert typed["fixes"][0]["applicability"] == "machine-applicable"
    assert typed["fixes"][0]["span"] == typed["span"]
    assert ended["span"]["start"] == {"line": 9, "column": 10, "offset": len(TEXT) - 1}


def test_json_without_the_text_has_no_span() -> None:
    document = json.loads(as_json.render([Diagnostic("C283", "gone", Span("x.csv", 0, 0))], {}))

    jsonschema.validate(document, SCHEMA)
    assert document["diagnostics"][0]["span"] is None


def test_the_schema_refuses_what_is_not_a_diagnostic() -> None:
    document = json.loads(as_json.render([LESS], SOURCES))
    del document["diagnostics"][0]["code"]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, SCHEMA)


# Order

BROKEN = in_standard_scheme(
    """\
denominator on HPY and aged 79 to 40 on year end
exclude "New" when registered after registration
pca "New" when with NO_COD ever
numerator latest HYP_COD ever is at most 48 mmol/mol
pays 12 points from 85% to 170%
> {lowr} and {limit}

register LOOP "Round and round"
  people on LOOP

register HYP "Twice"
  people with BP_COD ever

register HYP "Twice"
  people with NO_COD ever

caps
  each practice at most £5 for NOBODY
"""
)


def test_all_faults_are_said_once_in_the_order_of_the_file() -> None:
    said = diagnose(BROKEN, {})

    assert len(said) >= 12
    assert list(said) == sorted(said, key=lambda d: (d.span.start, d.span.end, d.code))
    assert len({(d.code, d.span) for d in said}) == len(said)
    assert in_order([*reversed(said), *said]) == said


def test_the_same_text_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from test_diagnostics import BROKEN\n"
        "from sampling import diagnose\n"
        "from dsl.report import as_json, as_text\n"
        "from dsl.source import SourceFile\n"
        "sources = {'sample.scheme': SourceFile.from_text('sample.scheme', BROKEN)}\n"
        "said = diagnose(BROKEN, {})\n"
        "both = as_json.render(said, sources) + as_text.render(said, sources, colour=True)\n"
        "sys.stdout.buffer.write(both.encode())\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }

    assert len(printed) == 1
    assert len(printed.pop()) > 5000
