"""How outputs are written down."""

from __future__ import annotations

import codecs
import csv
import io
from datetime import date
from fractions import Fraction

import pytest

from schemec.sheets import exact, file_names, pounds, rounded, safe, sheet


def test_a_sheet_cannot_run_anything_and_numbers_stay_numbers() -> None:
    cells = ["=HYPERLINK(1)", "+44 20", "@SUM", "-cmd", "\tx", "-12.50", "plain, with comma", 'a "quote"', 7, None]

    text = sheet([*"abcdefghijk"], [[*cells, date(2010, 3, 31)]], figures="f").decode("utf-8-sig")

    (_, row) = csv.reader(io.StringIO(text))
    assert row == [
        *("'=HYPERLINK(1)", "'+44 20", "'@SUM", "'-cmd", "'\tx", "-12.50"),
        *("plain, with comma", 'a "quote"', "7", "", "2010-03-31"),
    ]
    assert "\r" not in text and text.endswith("\n")


def test_a_spreadsheet_knows_the_letters() -> None:
    made = sheet(("practice",), [["Tŷ Gwyn"]])

    assert made.startswith(codecs.BOM_UTF8)
    assert made.count(codecs.BOM_UTF8) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("007", "0012345678", "999791000000106123", "1234567890123456", "4E12", "4.5e+14", "1.10", "12,500", "50%"),
        *(
            "1-2",
            "3/4",
            "1/2/26",
            "2009-04-01",
            "12:30",
            "SEP-1",
            "Mar 2",
            "2 March",
            "MAY26",
            "1-Jan-26",
            "TRUE",
            "-3",
        ),
    ],
)
def test_what_a_spreadsheet_would_change_is_held_fast(text: str) -> None:
    assert safe(text) == f'="{text}"'


@pytest.mark.parametrize(
    "text",
    [
        *("A81001", "9434765919", "0", "123456789012345", "HYP-L01", "S-BP5", "May", "March of Time", "1st of May"),
        *("12AB", "0f3e9-22", "2 of 3 achieved", "SEPSIS-1", "", "MARTIN 2", "Blood pressure at 140/90"),
    ],
)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(496, 100), "4.96"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 10**12), "0.000000000001"),
        (Fraction(-5, 7), "-5/7"),
    ],
)
def test_exact_numbers_can_be_read_back(value: Fraction, text: str) -> None:
    assert exact(value) == text
    assert Fraction(text) == value


def test_pounds_have_two_places_unless_that_would_lose_something() -> None:
    assert pounds(Fraction(618)) == "618.00"
    assert pounds(Fraction(-61802, 100)) == "-618.02"
    assert pounds(Fraction(5, 1000)) == "0.005"


def test_rounded_for_reading() -> None:
    assert rounded(Fraction(2, 3), 4) == "0.6667"
    assert rounded(Fraction(1, 8), 2) == "0.13"
    assert rounded(Fraction(-1, 3), 2) == "-0.33"
    assert rounded(Fraction(7, 2), 0) == "4"


def test_file_names_are_safe_and_apart() -> None:
    names = file_names(["A81001", "b-2_x", "../../etc", "..", "", "Ünï", "same", "SAME", "x" * 300, "CON/:*?"])

    assert names["A81001"] == "A81001"
    assert names["b-2_x"] == "b-2_x"
    assert len({name.casefold() for name in names.values()}) == len(names)
    assert all(name.isascii() and name.replace("-", "").replace("_", "").isalnum() for name in names.values()), names
    assert max(map(len, names.values())) < 80
