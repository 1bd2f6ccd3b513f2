"""A pot that measures share by weight: what is in it, what is earned of it, and what is said of the weights."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
import resolving
from guides import guide_of, section
from made import LIST_DAY, WHEN, F, counted, counts, indicator, practice, scheme

from dsl.model import pay as p
from dsl.model.checked import CheckedScheme
from dsl.model.conditions import Everyone
from dsl.model.guarantees import MoreNeverLess, NeverOver
from dsl.model.measures import Payment, Register
from dsl.model.pay import of_pot
from dsl.model.scheme import EmptyDenominator
from dsl.prove import Verdict, prove
from dsl.run.pay import pay
from dsl.run.statement import Line
from dsl.run.stories import tell

GROUPS = tuple(Register(f"G{number}", f"Group {number}", Everyone()) for number in (1, 2, 3))
RATES = ("107.08", "53.13", "24.09")
POT = tuple(p.PerRegister(F(rate), group.name) for rate, group in zip(RATES, GROUPS, strict=True))
SIZES = {"G1": 495, "G2": 357, "G3": 2454}


def bands(weight: str, half: str, full: str) -> p.Ladder:
    """Half of a weight from one threshold, all of it from another."""
    whole = F(weight)
    return p.Ladder(
        (
            p.Rung(F(half), F(full), p.Amount(of_pot=whole / 2)),
            p.Rung(F(full), None, p.Amount(of_pot=whole)),
        ),
        whole,
    )


def line(form: p.IndicatorPay, achieved: int, of: int, pot: tuple[p.PotPart, ...] = POT) -> Line:
    made = scheme(registers=GROUPS, indicators=(indicator("I-1", form),), pot=pot)
    settled = pay(made, [practice()], [counts(counted("I-1", achieved, of), **SIZES)], WHEN)
    assert settled.problems == ()
    return settled.statements[0].line("I-1")


@pytest.mark.parametrize(
    ("form", "achieved", "of", "pounds"),
    [
        (bands("0.05", "0.656", "0.661"), 383, 557, "6554.44"),
        (bands("0.05", "0.388", "0.425"), 427, 948, "6554.44"),
        (bands("0.04", "0.453", "0.525"), 45, 95, "2621.78"),
        (bands("0.05", "0.485", "0.498"), 1030, 2129, "0"),
        (p.PotOnRange(F("0.25"), F("0.4"), F("0.6")), 40, 100, "0"),
        (p.PotOnRange(F("0.25"), F("0.4"), F("0.6")), 41, 100, "1638.61"),
        (p.PotOnRange(F("0.25"), F("0.4"), F("0.6")), 60, 100, "32772.22"),
        (p.PotOnRange(F("0.25"), F("0.4"), F("0.6")), 100, 100, "32772.22"),
        (p.PotOnRange(F("0.25"), F("0.4"), F("0.6")), 0, 0, "0"),
    ],
)
def test_shares_of_the_pot_are_paid_to_the_penny(form: p.IndicatorPay, achieved: int, of: int, pounds: str) -> None:
    assert line(form, achieved, of).pounds == F(pounds)


def test_the_steps_say_what_is_in_the_pot_and_what_is_taken_of_it() -> None:
    assert line(p.PotOnRange(F("0.25"), F("0.4"), F("0.6")), 50, 100).steps == (
        "50 of 100 patients achieved: 50%",
        "(50% − 40%) ÷ (60% − 40%) = 0.5",
        "0.5 × 25% = 12.5% of the pot",
        "in the pot: 495 patients on G1 × £107.08 = £53,004.60",
        "in the pot: 357 patients on G2 × £53.13 = £18,967.41",
        "in the pot: 2,454 patients on G3 × £24.09 = £59,116.86",
        "the pot in all: £131,088.87",
        "12.5% × £131,088.87 = £16,386.10875",
        "£16,386.10875, rounded half up to the penny: £16,386.11",
    )


def test_every_kind_of_part_adds_up() -> None:
    pot = (
        p.Flat(p.Amount(pounds=F("20000"))),
        p.PerHead(F("1.20"), p.ListKind.REGISTERED, LIST_DAY),
        p.PerHead(F("2"), p.ListKind.WEIGHTED, LIST_DAY),
        p.PerRegister(F("10"), "G1"),
    )
    full = line(p.PotOnRange(F("1"), F("0"), F("0.5")), 1, 2, pot)
    assert full.pounds == 20_000 + F("1.20") * 5891 + 2 * F("5891.5") + 10 * 495


def test_the_pot_needs_its_lists_and_its_registers() -> None:
    pot = (p.PerHead(F("1"), p.ListKind.REGISTERED, LIST_DAY), p.PerRegister(F("1"), "G1"))
    flat = Payment("PLAN", "Plan", p.Flat(p.Amount(of_pot=F("1"))))
    made = scheme(registers=GROUPS, payments=(flat,), pot=pot)
    missing = pay(made, [practice(lists=())], [counts()], WHEN)
    assert [problem.what for problem in missing.problems] == [
        "no registered list size is stated for 1 January 2009",
        "the patients on G1 are not counted",
    ]
    assert pay(made, [practice(size="100")], [counts(G1=5)], WHEN).total == 105


def test_an_empty_denominator_that_pays_in_full_earns_the_whole_weight() -> None:
    for form in (bands("0.5", "0.4", "0.6"), p.PotOnRange(F("0.5"), F("0.4"), F("0.6"))):
        made = scheme(
            registers=GROUPS, indicators=(indicator("I-1", form),), pot=POT, empty_denominator=EmptyDenominator.IN_FULL
        )
        [paid] = pay(made, [practice()], [counts(counted("I-1", 0, 0), **SIZES)], WHEN).statements
        assert paid.total == F("65544.44")


# What is said

BY_WEIGHT = """
pot £2 for each practice
pot £1.20 per registered patient on 1 January 2026
pays {first} of the pot from 40% to 60%

payment PLAN "Improvement plan"
  pays {second} of the pot
"""


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("75%", "25%", None),
        ("66.5%", "33.5%", None),
        ("75%", "20%", ("make 95%, not 100%", "BP-1 75%, PLAN 20%: 5% of the pot can never be earned")),
        ("75%", "26%", ("make 101%, not 100%", "BP-1 75%, PLAN 26%: more than there is")),
    ],
)
def test_weights_make_a_hundred_per_cent(first: str, second: str, said: tuple[str, str] | None) -> None:
    found = resolving.resolved(BY_WEIGHT.format(first=first, second=second)).notes
    weights = [(note.title.removeprefix("the weights of the pot "), note.why) for note in found if note.code == "P332"]
    assert weights == ([] if said is None else [said])


def test_a_ladder_counts_with_its_weight_even_where_no_rung_pays_all_of_it() -> None:
    lines = "pot £5 for each practice\npays 100% of the pot by ladder\n  - from 60% half\n"
    assert of_pot(resolving.scheme(lines).indicator("BP-1").pay) == 1
    assert resolving.codes_of(lines) == []


def test_parts_of_a_weight_are_read() -> None:
    read = resolving.resolved(
        "pot £5 for each practice\npays 20% of the pot by ladder\n"
        "  - from 50% up to 60% 25% of it\n  - from 60% up to 75% half\n  - from 75% in full\n"
    )
    assert read.value is not None
    ladder = read.value.indicator("BP-1").pay
    assert isinstance(ladder, p.Ladder)
    assert [rung.amount.of_pot for rung in ladder.rungs] == [Fraction(1, 20), Fraction(1, 10), Fraction(1, 5)]


def test_an_example_of_the_page_comes_out() -> None:
    told = """
pot £1.20 per registered patient on 1 January 2026
pot £20,000 for each practice
pays 60% of the pot from 40% to 60%

payment PLAN "Improvement plan"
  pays 40% of the pot

example "Half way" for BP-1
  practice of 10,000 patients achieves 50 of 100
  expect £9,600.00
"""
    assert [each.passed for each in tell(CheckedScheme(resolving.scheme(told)))] == [True]


# What is claimed, and told


def test_claims_over_a_pot_are_decided() -> None:
    form = p.PotOnRange(F("0.5"), F("0.4"), F("0.6"))
    claims = (NeverOver(2, 100), MoreNeverLess())
    made = scheme(
        registers=GROUPS,
        indicators=(indicator("I-1", form), indicator("I-2", bands("0.5", "0.4", "0.6"))),
        pot=(p.PerRegister(F("10"), "G1"),),
        guarantees=claims,
        budget=F("2000"),
    ).scheme
    assert [found.verdict for found in prove(made)] == [Verdict.PROVED, Verdict.PROVED]
    assert prove(replace(made, budget=F("1999.99")))[0].verdict is Verdict.REFUTED
    falls = p.Ladder((p.Rung(F("0.4"), F("0.6"), p.Amount(of_pot=F("0.5"))),), F("0.5"))
    assert prove(replace(made, indicators=(indicator("I-1", falls),)))[1].verdict is Verdict.REFUTED


def test_the_guide_says_what_is_in_the_pot_and_what_each_measure_is_worth() -> None:
    page = guide_of(
        registers=GROUPS,
        indicators=(
            indicator("I-1", p.PotOnRange(F("0.5"), F("0.4"), F("0.6"))),
            indicator("I-2", bands("0.5", "0.4", "0.6")),
        ),
        pot=POT,
    )
    working = section(page, "working").text
    assert "Your pot is £107.08 for each patient on G1, £53.13 for each patient on G2 and £24.09" in working
    assert "Its weights: I-1 50%, I-2 50%." in working
    measures = section(page, "measures").text
    assert "50% of the pot at 60% or above." in measures
    assert "It is worth 50% of the pot." in measures
    assert "25% of the pot from 40% up to, but not including, 60%." in measures
