"""The guide answers what a practice asks: when, whom, within which limit, and from where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import made
import pytest
from dossiers import dossier
from guides import OF_MEASURES, SPECS, guide_of, leaves, page, section

from dsl.model.measures import Code, Indicator, Payment, Retired
from dsl.model.origins import Origin, Standing
from dsl.model.pay import Amount, Flat, Instalment, PerPatientAchieved, PracticeCap, SchemeCap
from dsl.model.scheme import Governance
from targets.guide.mentions import such_as
from targets.kit import figures


def test_what_the_scheme_does_not_say_is_said() -> None:
    root = guide_of(governance=Governance())

    governed = section(root, "governance").text
    assert "does not say who runs it" in governed
    assert "does not say whom to ask" in governed
    assert "does not say how to appeal" in governed
    assert "does not say by which day you must join" in section(root, "for-whom").text


@pytest.mark.parametrize("path", OF_MEASURES)
def test_every_measure_says_when_it_is_paid(path: str) -> None:
    root, scheme = page(path), dossier(path).checked.scheme
    clauses: list[Indicator | Payment] = [*scheme.indicators, *scheme.payments]

    for clause in clauses:
        said = section(root, f"measure-{clause.code}").text
        days = [figures.day(part.day) for part in clause.instalments] or ["names no day of payment"]
        assert all(day in said for day in days)
    assert clauses
    assert "names no day" in section(root, "paid").text


INSTALMENTS = (Instalment(date(2009, 9, 30), Fraction("0.4")), Instalment(date(2010, 3, 31), Fraction("0.6")))


def test_instalments_are_named_and_held_against_limits() -> None:
    flat = Payment("PLAN", "A plan", Flat(Amount(pounds=Fraction(1000))), instalments=INSTALMENTS)
    other = replace(flat, code="ROOM", instalments=())
    cap = PracticeCap(Fraction(900), None, None, None)
    root = guide_of(payments=(flat, other), practice_caps=(cap,))

    paid, working = section(root, "paid").text, section(root, "working").text
    assert "PLAN A plan: 40% on 30 September 2009; 60% on 31 March 2010." in paid
    assert "For ROOM the scheme names no day of payment." in paid
    assert "does not change an instalment" in working
    assert "does not change an instalment" not in section(guide_of(payments=(flat,)), "working").text


def test_the_share_of_an_instalment_is_marked_wherever_it_is_shown() -> None:
    guess = Origin(("S",), Standing.ILLUSTRATIVE)
    flat = Flat(Amount(pounds=Fraction(1000)), origin=replace(guess, standing=Standing.PUBLISHED))
    root = guide_of(payments=(Payment("PLAN", "A plan", flat, instalments=INSTALMENTS, origin=guess),))

    shown = [each for each in leaves(root) if "40%" in each.text]
    assert len(shown) == 3
    assert all([tag.text for tag in each.of_class("tag")] == ["illustrative"] for each in shown)


@pytest.mark.parametrize("path", SPECS)
def test_leaving_in_the_year_is_spoken_of(path: str) -> None:
    assert "If you leave in the year, you are due nothing" in section(page(path), "for-whom").text


def test_where_a_measure_has_no_limit_those_that_hold_are_named() -> None:
    endless = made.indicator("BP", PerPatientAchieved(Fraction(20)))
    root = guide_of(indicators=(endless,), scheme_cap=SchemeCap(Fraction(90000)))

    assert "All practices together are paid no more than £90,000" in section(root, "measure-BP").text
    assert "£90,000.00" in section(root, "paid").one("tfoot").text
    assert "There is no limit for the total either" in section(guide_of(indicators=(endless,)), "paid").text


def test_a_limit_that_sets_the_most_is_marked_as_its_own_figure_is() -> None:
    sound, guess = (Origin(("S",), standing) for standing in (Standing.PUBLISHED, Standing.ILLUSTRATIVE))
    endless = made.indicator("BP", PerPatientAchieved(Fraction(20), origin=sound), origin=sound)
    root = guide_of(indicators=(endless,), scheme_cap=SchemeCap(Fraction(90000), origin=guess))

    assert [tag.text for tag in section(root, "paid").one("tfoot").of_class("tag")] == ["illustrative"]


@pytest.mark.parametrize("path", OF_MEASURES)
def test_a_list_is_explained_once_in_each_card(path: str) -> None:
    root, scheme = page(path), dossier(path).checked.scheme
    explained = 0
    for indicator in scheme.indicators:
        card = section(root, f"measure-{indicator.code}").text
        named = {codes.name: such_as(codes) for codes in scheme.code_lists if f"from {codes.name} " in card}
        for name, terms in named.items():
            assert terms
            assert card.count(f"{name} ({terms})") == 1
            explained += 1
    assert explained > 20


TERMS = (
    (Code("1", "HbA1c (synthetic)"),),
    (Code("1", ""), Code("2", "")),
    (Code("1", ""), Code("2", "BP (sitting, 5 min)")),
)


def test_a_list_is_explained_by_its_terms() -> None:
    lists = [replace(made.LISTS[0], codes=codes) for codes in TERMS]

    assert [such_as(each) for each in lists] == ["“HbA1c”", "", "such as “BP (sitting, 5 min)”"]


def test_a_code_that_is_not_active_any_more_is_marked_where_codes_are_listed() -> None:
    old = (Code("1", "Old", Retired(date(2024, 4, 1))), Code("2", "", Retired()), Code("3", "New"))
    listed = guide_of(code_lists=tuple(replace(codes, codes=old) for codes in made.LISTS)).text

    assert "Old (not active since 1 April 2024)" in listed
    assert "(not active any more)" in listed
    assert "New (not" not in listed
