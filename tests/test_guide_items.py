"""The guide of a price list in its words: more on top of a price, examples, and what stands beside an entry."""

from __future__ import annotations

import re
from dataclasses import replace

from dossiers import COMPILER
from guides import leaves, page_of, section
from html_page import Element
from resolving import scheme

from dsl.model.checked import CheckedScheme
from targets.kit.dossier import assemble

ITEM = """
item INJURY "Minor injury"
  counts BP_COD in scheme year
  once per patient per day
"""
BEYOND = "  pays £15 each, up to 0.0003 per registered patient per quarter, then £1.50 each\n"
MORE = '  pays £4 more each "Frail" for people on HYP\n'
NEAR = '  pays £9 more each "With closure" with HYP_COD in the same consultation\n'


def guide(lines: str) -> Element:
    return page_of(assemble(CheckedScheme(scheme(lines)), COMPILER))


def alone(lines: str) -> Element:
    """The guide of the standard scheme with its indicators taken away."""
    listed = replace(scheme(lines), indicators=())
    return page_of(assemble(CheckedScheme(listed), COMPILER))


def row_of(root: Element, code: str) -> str:
    table = next(each for each in section(root, "paid").all("table") if each.one("caption").text == "Price list")
    return next(row.text for row in table.one("tbody").all("tr") if row.one("th").text == code)


# More on top of a price


def test_more_stops_at_the_limit_even_where_the_item_goes_on() -> None:
    root = guide(f"{ITEM}{BEYOND}{MORE}")

    card = section(root, "measure-INJURY").text
    assert "Frail: £4 more for each, for patients on the HYP register." in card
    assert "More is paid for no more entries in each quarter than the limit: beyond it, nothing is added" in card
    assert "£4 more for each, for patients on the HYP register, up to the same limit" in row_of(root, "INJURY")
    assert "for no more entries than the item's limit" in section(root, "working").text


def test_a_limit_of_the_year_is_said_of_the_year() -> None:
    card = section(guide(f"{ITEM}  pays £15 each, up to 90\n{MORE}"), "measure-INJURY").text
    assert "More is paid for no more entries in the scheme year than the limit." in card


def test_without_a_limit_none_is_spoken_of() -> None:
    root = guide(f"{ITEM}  pays £15 each\n{MORE}{NEAR}")

    assert "£9 more for each with a code from HYP_COD in the same consultation" in row_of(root, "INJURY")
    assert "limit" not in row_of(root, "INJURY").replace("no limit for a patient", "")
    assert "than the limit" not in section(root, "measure-INJURY").text
    assert "item's limit" not in section(root, "working").text


# Examples


def facts_of(root: Element, title: str) -> list[str]:
    """The facts of the example of that title, as its list on the page has them."""
    (found,) = (each for each in root.of_class("story") if title in each.text)
    return [each.text for each in next(iter(found.all("ul"))).all("li")]


TOLD = """
example "Three closed" for INJURY
  practice of 10,000 patients
    has 10 of INJURY
    has 3 of INJURY with "With closure"
  expect £177

example "Claimed elsewhere" for INJURY
  patient born 3 May 1961
    has BP_COD 140/80 on 4 June 2026 in consultation 1
    has HYP_COD on 4 June 2026 in consultation 2
  expect 0 counted
"""
CLAIMED = f"{ITEM}  only with HYP_COD in the same consultation\n"


def test_examples_keep_what_they_are_told_with() -> None:
    root = guide(f"{CLAIMED}  pays £15 each\n{NEAR}{TOLD}")

    assert facts_of(root, "Three closed")[1:] == ["10 of INJURY", "3 of INJURY with “With closure”"]
    assert facts_of(root, "Claimed elsewhere")[1:] == [
        "BP_COD 140/80 mmHg on 4 June 2026 in consultation 1",
        "HYP_COD on 4 June 2026 in consultation 2",
    ]


def test_a_quarter_is_named_where_the_limit_goes_by_it_or_another_than_the_first_is_told_of() -> None:
    by_quarter = guide(f"{ITEM}{BEYOND}{NEAR}{TOLD}")
    assert facts_of(by_quarter, "Three closed")[1:] == [
        "10 of INJURY in quarter 1",
        "3 of INJURY with “With closure” in quarter 1",
    ]
    later = TOLD.replace("has 10 of INJURY", "has 10 of INJURY in quarter 1\n    has 5 of INJURY in quarter 2")
    assert facts_of(guide(f"{ITEM}  pays £15 each\n{NEAR}{later}"), "Three closed")[1:] == [
        "10 of INJURY in quarter 1",
        "5 of INJURY in quarter 2",
        "3 of INJURY with “With closure” in quarter 1",
    ]


# Items alone, and beside measures

CAPPED = "caps\n  scheme at most £200,000, shared pro rata\n"


def test_a_guide_of_items_alone_speaks_of_no_measure() -> None:
    root = alone(f"{ITEM}  pays £15 each\n{CAPPED}")

    assert re.search(r"\bmeasures?\b", " ".join(each.text for each in leaves(root)), re.IGNORECASE) is None
    assert "denominator" not in root.one("main").text
    paid = section(root, "paid").text
    assert "the table" not in paid
    assert "what is paid grows with the entries counted" in paid
    assert "All items together come to at most £200,000.00." in paid
    assert "A limit keeps the total at that:" in paid
    assert [each.text for each in section(root, "working").one("table").one("thead").all("th")] == [
        "Item",
        "Counted",
        "Payment",
    ]


def test_beside_items_the_table_of_measures_ends_in_their_own_total() -> None:
    root = guide(f"{ITEM}  pays £15 each\n{CAPPED}")

    (table,) = (each for each in section(root, "paid").all("table") if "Measures" in each.one("caption").text)
    total = list(table.all("tr"))[-1].text
    assert "Total of this table" in total
    assert "£2,280.00" in total
    assert "£200,000" not in table.text
    assert "All measures and items together come to at most £200,000.00." in section(root, "paid").text
    assert "grows with the entries counted" in section(root, "paid").text
    assert "for each measure, the patients in the denominator" in section(root, "data").text


def test_without_items_the_table_ends_in_the_total_of_the_scheme() -> None:
    (table,) = section(guide(CAPPED), "paid").all("table")
    assert list(table.all("tr"))[-1].text.startswith("Total")
    assert "Total of this table" not in table.text
    assert "£2,280.00" in list(table.all("tr"))[-1].text


# What stands beside an entry

OTHER = """
item DRESSING "Dressing"
  counts BP_COD in scheme year
  once per patient per day
  pays £6 each
"""


def to_do(root: Element) -> list[str]:
    return [row.one("th").text for row in section(root, "about").one("tbody").all("tr")]


def test_what_every_item_wants_is_said_once() -> None:
    root = guide(f"{CLAIMED}  pays £15 each\n{OTHER}  only with HYP_COD in the same consultation\n")

    said = "Record a code from HYP_COD in the same consultation as the code of each item: without it, nothing is paid"
    assert to_do(root).count(said) == 1
    assert "HYP_COD" not in row_of(root, "INJURY")
    assert "HYP_COD" not in row_of(root, "DRESSING")
    assert "Every item counts only with a code from HYP_COD in the same consultation." in section(root, "paid").text
    assert "with a code from HYP_COD in the same consultation" in section(root, "measure-DRESSING").text


def test_what_some_items_want_stays_in_their_rows() -> None:
    root = guide(f"{CLAIMED}  pays £15 each\n{OTHER}")

    assert any(said.endswith("as the code of INJURY: without it, nothing is paid") for said in to_do(root))
    assert "with HYP_COD in the same consultation" in row_of(root, "INJURY")
    assert "Every item" not in section(root, "paid").text


def test_a_limit_in_prose_says_of_what_it_is_one() -> None:
    card = section(guide(f"{ITEM}{BEYOND}  > Paid in full up to {{limit}}.\n"), "measure-INJURY").text
    assert "Paid in full up to 0.0003 for each registered patient in a quarter" in card
