"""What a scheme claims of itself: each verdict, each with a reason, and brute force over small counts agrees."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path

import pytest
from command import scheme_in, schemec
from hypothesis import given, settings
from hypothesis import strategies as st
from made import BASE, LISTS, F, indicator
from sampling import diagnose

from dsl.model.checked import CheckedScheme
from dsl.model.conditions import Condition, Everyone
from dsl.model.counting import Beside, Counting, MostOf, Near, Once
from dsl.model.days import Length
from dsl.model.guarantees import Guarantee, MoreNeverLess, NeverOver
from dsl.model.measures import Item, Payment, Register
from dsl.model.pay import (
    Amount,
    Flat,
    IndicatorPay,
    Ladder,
    ListKind,
    PerHead,
    PerItem,
    PerPatientAchieved,
    PerRegister,
    PointsOnRange,
    PracticeCap,
    Rung,
    SchemeCap,
    Uplift,
    Volume,
)
from dsl.model.scheme import PointValue, Scheme
from dsl.prove import Finding, Verdict, prove
from dsl.prove.made_up import total
from dsl.report.samples import STANDARD, in_standard_scheme
from targets.guide import TARGET
from targets.kit.dossier import assemble

MORE = MoreNeverLess()


def ladder(*rungs: tuple[str, str | None, str]) -> Ladder:
    """Rungs in per cent and pounds."""
    return Ladder(
        tuple(
            Rung(F(low) / 100, None if high is None else F(high) / 100, Amount(pounds=F(pounds)))
            for low, high, pounds in rungs
        )
    )


def scheme(pay: IndicatorPay, claim: Guarantee, **changes: object) -> Scheme:
    values = {"point_value": PointValue(F(190), None, None), "indicators": (indicator(pay=pay),), **changes}
    return replace(BASE, guarantees=(claim,), **values)  # type: ignore[arg-type]


def found(pay: IndicatorPay, claim: Guarantee, **changes: object) -> Finding:
    (one,) = prove(scheme(pay, claim, **changes))
    return one


RISING = ladder(("85", "90", "400"), ("90", None, "900"))


@pytest.mark.parametrize(
    "pay", [RISING, PointsOnRange(F(12), F("0.7"), F("0.85")), PerPatientAchieved(F(5), 10), ladder(("50", "100", "1"))]
)
def test_pay_that_rises_is_proved_to(pay: IndicatorPay) -> None:
    assert found(pay, MORE).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("pay", "said"),
    [
        (
            ladder(("85", "90", "900"), ("90", None, "400")),
            "with 89 of 100 achieved is paid £900 in all, and with 90 of 100",
        ),
        (
            ladder(("85", "90", "400"), ("95", None, "900")),
            "with 89 of 100 achieved is paid £400 in all, and with 90 of 100",
        ),
        (ladder(("85", "90", "400")), "with 89 of 100 achieved is paid £400 in all, and with 90 of 100 achieved"),
        (ladder(("33.3", "33.4", "400")), "achieved is paid £400 in all"),
    ],
    ids=["inverted", "gap", "no top", "narrow"],
)
def test_a_ladder_that_falls_is_refuted_by_a_practice(pay: IndicatorPay, said: str) -> None:
    one = found(pay, MORE)
    assert one.verdict is Verdict.REFUTED
    assert said.removesuffix(" achieved") in one.why


def test_a_fall_that_a_limit_hides_is_not_proved() -> None:
    cap = PracticeCap(F(0), None, None, None)
    pay = ladder(("85", "90", "900"), ("90", None, "400"))
    assert found(pay, MORE, practice_caps=(cap,)).verdict is Verdict.NOT_PROVED


OVER = NeverOver(10, 1000)


@pytest.mark.parametrize(
    ("claim", "changes", "verdict", "said"),
    [
        (NeverOver(), {"budget": None}, Verdict.NOT_PROVED, "the scheme states no budget"),
        (NeverOver(), {}, Verdict.NOT_PROVED, "nothing says how many practices"),
        (NeverOver(), {"scheme_cap": SchemeCap(F(9000))}, Verdict.PROVED, "held to £9,000, and the budget is £9,000"),
        (NeverOver(), {"scheme_cap": SchemeCap(F(9001))}, Verdict.NOT_PROVED, "nothing says how many practices"),
        (OVER, {}, Verdict.PROVED, "earns at most £900, no register being larger than its list; 10 practices"),
        (OVER, {"budget": F("8999.99")}, Verdict.REFUTED, "10 practices of 1,000 patients"),
        (OVER, {"budget": F(8000), "scheme_cap": SchemeCap(F(8500))}, Verdict.REFUTED, "are paid £8,100"),
        (OVER, {"budget": F(8500), "scheme_cap": SchemeCap(F("8500.001"))}, Verdict.PROVED, "cost at most £8,500"),
        (OVER, {"budget": F(850), "practice_caps": (PracticeCap(F(80), None, None, None),)}, Verdict.PROVED, "£800"),
    ],
)
def test_cost_is_bounded_by_a_limit_or_by_practices(
    claim: NeverOver, changes: dict[str, object], verdict: Verdict, said: str
) -> None:
    one = found(RISING, claim, **{"budget": F(9000), **changes})
    assert one.verdict is verdict
    assert said in one.why


def test_a_rung_that_nobody_can_reach_costs_nothing() -> None:
    pay = ladder(("50", "60", "1"), ("101", None, "900"))
    assert found(pay, NeverOver(1, 10**9), budget=F(1)).verdict is Verdict.PROVED


def test_points_that_grow_with_the_list_are_bounded_by_the_largest() -> None:
    pay = PointsOnRange(F(10), F("0.7"), F("0.85"))
    scaled = PointValue(F(100), F(500), None)
    assert found(pay, OVER, budget=F(20_000), point_value=scaled).verdict is Verdict.PROVED
    one = found(pay, OVER, budget=F(19_999), point_value=scaled)
    assert one.verdict is Verdict.REFUTED
    assert "10 practices of 1,000 patients, with everybody on every register and everybody achieved" in one.why


@pytest.mark.parametrize(
    ("pays", "most"),
    [
        (Flat(Amount(pounds=F(50))), 500),
        (PerRegister(F(2), "R"), 20_000),
        (PerHead(F("0.5"), ListKind.REGISTERED, BASE.first_day), 5_000),
    ],
)
def test_payments_count_towards_the_cost(pays: Flat | PerRegister | PerHead, most: int) -> None:
    parts = {"payments": (Payment("P", "P", pays),), "registers": (Register("R", "R", Everyone()),), "indicators": ()}
    assert found(RISING, OVER, budget=F(most), **parts).verdict is Verdict.PROVED
    assert found(RISING, OVER, budget=F(most) - F("0.01"), **parts).verdict is Verdict.REFUTED


def priced(pay: PerItem, claim: Guarantee, budget: Fraction | None = None, **rules: object) -> Finding:
    counting = Counting("A_COD", **rules)  # type: ignore[arg-type]
    item = Item("ITEM", "Item", Everyone(), counting, pay)
    lists = (replace(LISTS[0], name="A_COD"),)
    return found(RISING, claim, budget=budget, indicators=(), items=(item,), code_lists=lists)


def test_as_many_items_cost_as_can_count() -> None:
    sure = {"once": Once.QUARTER}
    for pay, rules, most in (
        (PerItem(F(2)), sure, 80_000),
        (PerItem(F(2)), {"once": Once.SCHEME_YEAR}, 20_000),
        (PerItem(F(2)), {"at_most": MostOf(3)}, 60_000),
        (PerItem(F(2)), {"at_most": MostOf(3, per_quarter=True)}, 240_000),
        (PerItem(F(2)), {"once": Once.DAY}, 20_000 * ((BASE.last_day - BASE.first_day).days + 1)),
        (PerItem(F(2), Volume(F(90))), sure, 1_800),
        (PerItem(F(2), Volume(F(90), per_quarter=True)), sure, 7_200),
        (PerItem(F(2), Volume(F(90), per_quarter=True, beyond=F(1))), {"once": Once.SCHEME_YEAR}, 10_000 + 3_600),
        (PerItem(F(2), Volume(F(90), per_quarter=True, beyond=F(3))), {"once": Once.SCHEME_YEAR}, 30_000 - 900),
        (PerItem(F(2), Volume(F("0.05"), ListKind.REGISTERED, BASE.first_day, beyond=F(1))), sure, 40_000 + 500),
    ):
        assert priced(pay, OVER, F(most), **rules).verdict is Verdict.PROVED, (pay, rules)
        refuted = priced(pay, OVER, F(most) - F("0.01"), **rules)
        assert refuted.verdict is Verdict.REFUTED, (pay, rules)
        assert " of ITEM, are paid £" in refuted.why


def test_one_more_item_never_pays_less_unless_it_takes_the_place_of_another() -> None:
    full = PerItem(F(2), Volume(F(90), per_quarter=True))
    assert priced(full, MORE).verdict is Verdict.PROVED
    assert priced(PerItem(F(2), Volume(F(90))), MORE, at_most=MostOf(4)).verdict is Verdict.PROVED
    assert "takes" not in priced(full, MORE).why
    for rules in ({"at_most": MostOf(4)}, {"once": Once.SCHEME_YEAR}):
        shifting = priced(full, MORE, **rules)
        assert (shifting.verdict, "take the place" in shifting.why) == (Verdict.NOT_PROVED, True)


def test_what_is_paid_on_top_is_had_in_every_quarter_before_the_second_price_is() -> None:
    counting = Counting("A_COD", once=Once.SCHEME_YEAR)
    pay = PerItem(F(2), Volume(F(90), per_quarter=True, beyond=F(3)))
    item = Item("ITEM", "Item", Everyone(), counting, pay, uplifts=(Uplift("More", F(5), Everyone()),))
    parts = {"indicators": (), "items": (item,), "code_lists": (replace(LISTS[0], name="A_COD"),)}
    most = 10 * (4 * 90 * 7 + (1000 - 360) * 3)
    assert found(RISING, OVER, budget=F(most), **parts).verdict is Verdict.PROVED
    assert found(RISING, OVER, budget=F(most) - F("0.01"), **parts).verdict is Verdict.REFUTED


def with_more(when: Condition | Beside, **rules: object) -> Finding:
    counting = Counting("A_COD", **rules)  # type: ignore[arg-type]
    item = Item("ITEM", "Item", Everyone(), counting, PerItem(F(18)), uplifts=(Uplift("Closure", F(27), when),))
    return found(RISING, MORE, indicators=(), items=(item,), code_lists=LISTS)


@pytest.mark.parametrize(
    "rules",
    [
        {"at_most": MostOf(6)},
        {"at_most": MostOf(6, per_quarter=True)},
        {"once": Once.QUARTER},
        {"once": Once.SCHEME_YEAR},
        {"once": Length(24, "months")},
    ],
)
def test_an_entry_can_push_out_one_that_is_paid_more_for(rules: dict[str, object]) -> None:
    pushed = with_more(Beside("B_COD", Near.CONSULTATION), **rules)
    assert (pushed.verdict, "“Closure”" in pushed.why) == (Verdict.NOT_PROVED, True)
    assert with_more(Everyone(), **rules).verdict is Verdict.PROVED


def test_what_is_paid_on_top_only_adds_where_every_day_counts() -> None:
    for once in (None, Once.DAY):
        assert with_more(Beside("B_COD", Near.DAY), once=once).verdict is Verdict.PROVED


def test_what_takes_entries_out_is_not_proved() -> None:
    assert with_more(Everyone(), not_with=(Beside("B_COD", Near.DAY),)).verdict is Verdict.NOT_PROVED


def test_a_weighted_list_is_not_bounded_by_patients() -> None:
    parts = {"payments": (Payment("P", "P", PerHead(F(1), ListKind.WEIGHTED, BASE.first_day)),)}
    one = found(RISING, OVER, budget=F(10**9), **parts)
    assert (one.verdict, "weighted" in one.why) == (Verdict.NOT_PROVED, True)


# … against brute force


@st.composite
def ladders(draw: st.DrawFn) -> Ladder:
    """Up to three rungs on tenths, which may fall, leave gaps, and end anywhere."""
    ends = sorted(draw(st.lists(st.integers(0, 10), min_size=2, max_size=6, unique=True)))
    pairs = [(low, high) for low, high in pairwise(ends) if draw(st.booleans())] or [(ends[0], ends[1])]
    return Ladder(
        tuple(Rung(F(low) / 10, F(high) / 10, Amount(pounds=F(draw(st.integers(0, 5))))) for low, high in pairs)
    )


COUNTS = [(numerator, patients) for patients in range(1, 11) for numerator in range(patients + 1)]
SEEN: set[Verdict] = set()


@settings(deadline=None, max_examples=60)
@given(ladders(), st.integers(0, 12))
def agree(pay: Ladder, budget: int) -> None:
    more = scheme(pay, MORE)
    paid = {count: total(more, 1, 10, {"I-1": count}) for count in COUNTS}
    falls = any(
        (paid[numerator + 1, patients] or 0) < (paid[numerator, patients] or 0)
        for numerator, patients in COUNTS
        if numerator < patients
    )
    (finding,) = prove(more)
    SEEN.add(finding.verdict)
    assert finding.verdict is (Verdict.REFUTED if falls else Verdict.PROVED)

    (cost,) = prove(scheme(pay, NeverOver(3, 10), budget=Fraction(budget)))
    most = max((total(more, each, 10, {"I-1": count}) or 0) for each, count in product((1, 2, 3), COUNTS))
    assert cost.verdict is (Verdict.PROVED if most <= budget else Verdict.REFUTED)


def test_brute_force_over_small_counts_agrees() -> None:
    SEEN.clear()
    agree()
    assert {Verdict.PROVED, Verdict.REFUTED} == SEEN


# … in a text


def test_a_claim_that_fails_is_an_error_with_the_practices_that_show_it() -> None:
    text = in_standard_scheme(
        "budget £250,000\nguarantees\n"
        "scheme never costs more than budget, for at most 200 practices of at most 12,000 patients"
    )
    (note,) = [each for each in diagnose(text, {}) if each.code == "G490"]
    assert note.level.value == "error"
    assert note.example == (
        "92 practices of 12,000 patients, with everybody on every register and everybody achieved, are paid "
        "£251,712; the budget is £250,000."
    )


def test_the_command_refuses_a_scheme_that_claims_what_is_not_so(tmp_path: Path) -> None:
    text = STANDARD.replace("  version 1\n", "  version 1\n  budget £250,000\n") + "\nguarantees\n  "
    claim = "scheme never costs more than budget"
    lost = schemec(
        "check", scheme_in(tmp_path, f"{text}{claim}, for at most 200 practices of at most 12,000 patients\n")
    )
    assert lost.code == 1
    assert "error[G490]" in lost.out and "are paid £251,712" in lost.out
    unknown = schemec("check", scheme_in(tmp_path, f"{text}{claim}\n"), "--fail-level", "warning")
    assert unknown.code == 2
    assert "warning[G491]" in unknown.out and "nothing says how many practices take part" in unknown.out


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (MORE, "Doing more never pays less: proved. What each clause pays rises with what is done or stays"),
        (NeverOver(), "The scheme never costs more than its budget: not proved. The scheme states no budget."),
    ],
)
def test_the_guide_says_what_came_of_each_claim(claim: Guarantee, said: str) -> None:
    filled = assemble(CheckedScheme(scheme(RISING, claim)), "schemec 0.0.0")
    assert said in " ".join(TARGET.files(filled)["index.html"].decode().split())
