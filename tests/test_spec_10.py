"""The treatment room price list says what its sources say: prices, where they come from, and the worked quarter."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

from dsl.model.counting import Beside, Near
from dsl.model.measures import CodeSystem
from dsl.model.origins import Standing
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Level
from dsl.run.stories import tell
from schemec import reading

FILE = Path(__file__).parent.parent / "specs" / "treatment-room" / "treatment-room.scheme"

PRICES = {
    **{"PHL01": "3.12", "PHL02": "13.50", "PPHL01A": "18", "PPHL01B": "12", "ABPM01": "26", "ABPM02": "40"},
    **{"ECG01": "12", "ECG02": "22", "SPIRO": "58", "WND1": "14", "WND2": "27", "SUT": "14"},
    **{"MI1": "15", "MI2": "40", "RP": "31.50", "GNRH": "22", "DRESS": "45", "CMC1": "60", "CMC2": "20"},
    **{"CMC3": "25", "PSA": "36", "COF01": "86", "COF02": "24", "INS": "180", "GLP": "90", "INSOPT": "60"},
    **{"SG1": "33", "SG2": "55", "SG3": "80", "SG4": "115"},
}
WORKED = {
    **{"PHL01": "6564.48", "PHL02": "1296", "PPHL01A": "252", "PPHL01B": "372", "ABPM01": "1248"},
    **{"MI1": "555", "MI2": "360", "WND1": "2940", "RP": "693", "GNRH": "660"},
}


@cache
def read() -> reading.Reading:
    [found] = reading.read_all([str(FILE)])
    return found


def scheme() -> Scheme:
    return read().checked().scheme


def test_it_checks_without_error_or_warning() -> None:
    assert [note for note in read().outcome.notes if note.level in (Level.ERROR, Level.WARNING)] == []


def test_each_item_has_its_price() -> None:
    assert {item.code: item.pay.rate for item in scheme().items} == {
        code: Fraction(price) for code, price in PRICES.items()
    }


def test_only_the_published_prices_are_not_marked_illustrative() -> None:
    published = {item.code for item in scheme().items if item.pay.origin.standing is Standing.PUBLISHED}
    illustrative = {item.code for item in scheme().items if item.pay.origin.standing is Standing.ILLUSTRATIVE}
    assert published == {"MI1", "MI2"}
    assert published | illustrative == set(PRICES)


def test_every_item_needs_the_claim_code_in_its_consultation() -> None:
    claim = Beside("CLAIM_COD", Near.CONSULTATION)
    assert all(claim in item.counting.only_with for item in scheme().items)
    assert len(scheme().items) == len(PRICES)


def test_feno_is_paid_on_top_of_spirometry() -> None:
    [(item, uplift)] = [(item.code, uplift) for item in scheme().items for uplift in item.uplifts]
    assert (item, uplift.rate, uplift.when) == ("SPIRO", 18, Beside("FENO_COD", Near.CONSULTATION))


def test_every_code_is_plainly_synthetic() -> None:
    lists = scheme().code_lists
    assert {codes.system for codes in lists} == {CodeSystem.SYNTHETIC}
    assert all(code.code.startswith("SYN-") for codes in lists for code in codes.codes)


def test_the_worked_quarter_comes_out_to_the_penny_line_by_line() -> None:
    [told] = [each for each in tell(read().checked()) if each.example.title.startswith("One quarter")]
    assert told.passed
    said = {step.split(": £")[0]: step.split(": £")[1].replace(",", "") for step in told.steps if ": £" in step}
    assert {code: Fraction(pounds) for code, pounds in said.items() if Fraction(pounds)} == {
        code: Fraction(pounds) for code, pounds in WORKED.items()
    }
    assert told.steps[-1] == "in all £14,940.48"


def test_every_item_is_for_practices_to_choose() -> None:
    assert [clause.code for clause in scheme().menu] == list(PRICES)


def test_every_example_comes_out() -> None:
    told = tell(read().checked())
    assert len(told) == 17
    assert [each.example.title for each in told if not each.passed] == []
