"""Limits, who is paid, and what is missing or cannot be: then nobody is paid."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from made import FIRST, LAST, LIST_DAY, WHEN, F, counted, counts, indicator, practice, scheme

from dsl.model import pay as p
from dsl.model.conditions import Everyone
from dsl.model.measures import Payment, Register
from dsl.run.counts import IndicatorCount, ListSize, PracticeCounts, PracticeInputs
from dsl.run.facts import lists_wanted
from dsl.run.pay import pay

DAY = timedelta(days=1)
HYP = Register("HYP", "Hypertension", Everyone(), F("0.13"))
LADDER = p.Ladder((p.Rung(F("0.5"), None, p.Amount(pounds=F(100))),))


def payment(form: p.PaymentPay) -> Payment:
    return Payment("PAY", "A payment", form)


# Limits


def flat(pounds: str) -> Payment:
    return payment(p.Flat(p.Amount(pounds=F(pounds))))


def test_limits_of_a_clause_come_before_those_of_the_practice() -> None:
    caps = (p.PracticeCap(F("700.005"), None, None, None), p.PracticeCap(F(400), None, None, "PAY"))
    made = scheme(payments=(flat("500"), Payment("TOO", "Too", p.Flat(p.Amount(pounds=F(350))))), practice_caps=caps)
    statement = pay(made, [practice()], [counts()], WHEN).statements[0]

    assert [(each.pounds, each.over_limit) for each in statement.lines] == [(400, 100), (350, 0)]
    assert [reduction.pounds for reduction in statement.reductions] == [50]
    assert statement.total == 700


def test_a_limit_by_list_is_in_whole_pence() -> None:
    caps = (p.PracticeCap(F("0.05"), p.ListKind.WEIGHTED, None, None),)
    statement = pay(scheme(payments=(flat("500"),), practice_caps=caps), [practice()], [counts()], WHEN).statements[0]

    assert statement.total == F("294.57")  # 5,891.5 × £0.05 = £294.575
    assert statement.reductions[0].steps == (
        "limit: £0.05 × 5,891.5 weighted patients on 1 January 2009 = £294.575",
        "£500 is over it: £294.57 is paid",
    )


def shares_of(cap: str, *totals: str) -> list[Fraction]:
    names = [f"P{number}" for number in range(len(totals))]
    per_head = payment(p.PerHead(F("0.01"), p.ListKind.REGISTERED, LIST_DAY))
    made = scheme(payments=(per_head,), scheme_cap=p.SchemeCap(F(cap)))
    inputs = [practice(name, str(F(total) * 100)) for name, total in zip(names, totals, strict=True)]
    settled = pay(made, inputs[::-1], [counts(name=name) for name in names], WHEN)
    assert settled.total == sum(statement.total for statement in settled.statements) <= F(cap)
    return [statement.total for statement in settled.statements]


@pytest.mark.parametrize(
    ("cap", "totals", "shares"),
    [
        ("100", ("40", "60"), ("40", "60")),
        ("100", ("50", "50", "50"), ("33.34", "33.33", "33.33")),  # equal remainders: the smallest practice id
        ("0.02", ("1", "1", "1"), ("0.01", "0.01", "0")),
        ("100", ("100", "200", "0.01"), ("33.33", "66.67", "0")),
        ("0", ("5", "5"), ("0", "0")),
    ],
)
def test_the_schemes_limit_is_shared_to_the_penny(cap: str, totals: tuple[str, ...], shares: tuple[str, ...]) -> None:
    assert shares_of(cap, *totals) == [F(share) for share in shares]


def test_a_share_of_the_schemes_limit_says_how() -> None:
    made = scheme(payments=(flat("500"),), scheme_cap=p.SchemeCap(F(300)), budget=F(300))
    settled = pay(made, [practice()], [counts()], WHEN)

    (reduction,) = settled.statements[0].reductions
    assert (reduction.title, reduction.pounds) == ("Limit for the scheme", 200)
    assert reduction.steps[0] == "all practices together would be paid £500; the limit is £300"
    assert settled.steps == ("all practices together: £300", "that is the budget of £300")


# Who is paid, and what is missing


@pytest.mark.parametrize(
    ("joined", "left", "paid", "reason"),
    [
        (LAST, None, True, ""),
        (LAST + DAY, None, False, "joins the scheme on 1 April 2010, after the reference date"),
        (None, None, False, "has not joined the scheme"),
        (FIRST, LAST, False, "left the scheme on 31 March 2010"),
        (FIRST, LAST + DAY, True, ""),
    ],
)
def test_only_practices_in_the_scheme_are_paid(joined: date | None, left: date | None, paid: bool, reason: str) -> None:
    made = scheme(payments=(flat("500"),))
    statement = pay(made, [practice(joined_on=joined, left_on=left)], [counts()], WHEN).statements[0]

    assert (statement.joined, statement.reason, statement.total) == (paid, reason, 500 if paid else 0)


def test_a_practice_outside_needs_no_lists_and_no_counts() -> None:
    outside = practice("P2", joined_on=None, lists=())
    settled = pay(scheme(payments=(flat("500"),)), [outside, practice()], [counts()], WHEN)

    assert settled.problems == ()
    assert [(each.practice, each.total) for each in settled.statements] == [("P1", 500), ("P2", 0)]


def problems(clause: Any, inputs: list[PracticeInputs], given: list[PracticeCounts], **changes: Any) -> list[str]:
    is_payment = isinstance(clause, Payment)
    made = scheme(payments=(clause,) if is_payment else (), indicators=() if is_payment else (clause,), **changes)
    settled = pay(made, inputs, given, WHEN)
    assert (settled.statements, settled.total) == ((), 0), "nothing is half paid"
    return [f"{problem.practice}: {problem.what}" for problem in settled.problems]


ODD = IndicatorCount("I-1", 99, (), (), 100, 5)
POINTS = indicator(pay=p.PointsOnRange(F(10), F("0.5"), F("0.7"), "HYP"))
COUNTED = counted("I-1", 72, 100)


def test_a_missing_list_is_named_and_nobody_is_paid() -> None:
    inputs = [practice(), practice("P2", lists=(ListSize(p.ListKind.REGISTERED, LIST_DAY + DAY, F(5891)),))]
    given = [counts(COUNTED, HYP=9), counts(COUNTED, name="P2", HYP=9)]

    said = problems(POINTS, inputs, given, registers=(HYP,))
    assert said == ["P2: no registered list size is stated for 1 January 2009"]
    per_weighted = payment(p.PerHead(F(1), p.ListKind.WEIGHTED, LIST_DAY + DAY))
    assert problems(per_weighted, [practice()], [counts()]) == [
        "P1: no weighted list size is stated for 2 January 2009"
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (counts(counted("I-1", 101, 100), HYP=9), "101 achieved of 100 in I-1 cannot be"),
        (counts(counted("I-1", -1, 100), HYP=9), "a count of I-1 is negative"),
        (
            counts(ODD, HYP=9),
            "99 eligible in I-1 are not the denominator and those who left it",
        ),
        (counts(counted("I-1", 1, 6000), HYP=9), "6,000 eligible in I-1 cannot be, of 5,891 registered"),
        (counts(COUNTED, HYP=5892), "5,892 patients on HYP cannot be, of 5,891 registered"),
        (counts(COUNTED), "the patients on HYP are not counted"),
        (counts(HYP=9), "I-1 is not counted"),
    ],
)
def test_impossible_counts_pay_nobody(given: PracticeCounts, said: str) -> None:
    assert problems(POINTS, [practice()], [given], registers=(HYP,)) == [f"P1: {said}"]


def test_practices_are_listed_and_counted_once_each() -> None:
    good = counts(COUNTED, HYP=9)
    stranger = counts(COUNTED, name="P9", HYP=9)

    def said(inputs: list[PracticeInputs], given: list[PracticeCounts]) -> list[str]:
        return problems(POINTS, inputs, given, registers=(HYP,))

    assert said([practice(), practice()], [good]) == ["P1: the practice is listed twice"]
    assert said([practice()], [good, good]) == ["P1: the practice is counted twice"]
    assert said([practice()], [good, stranger]) == ["P9: patients are counted, but no such practice is listed"]
    assert said([practice()], []) == ["P1: nothing is counted for the practice"]


def test_lists_that_cannot_be() -> None:
    negative = ListSize(p.ListKind.REGISTERED, LIST_DAY, F(-1))
    zero = ListSize(p.ListKind.REGISTERED, LIST_DAY, F(0))
    other = ListSize(p.ListKind.REGISTERED, LIST_DAY, F(2))
    good = [counts(COUNTED, HYP=9)]

    def said(*lists: ListSize) -> list[str]:
        return problems(POINTS, [practice(lists=lists)], good, registers=(HYP,))

    assert said(negative) == ["P1: the registered list size on 1 January 2009 is negative"]
    assert said(zero) == ["P1: the registered list size on 1 January 2009 is 0"]
    assert said(other, zero)[-1] == "P1: the registered list size on 1 January 2009 is stated twice, with two sizes"


def test_which_lists_a_scheme_wants() -> None:
    clauses = {
        "indicators": (indicator(pay=p.PointsOnRange(F(10), F("0.5"), F("0.7"))), indicator("I-2", LADDER)),
        "payments": (payment(p.PerHead(F(1), p.ListKind.WEIGHTED, FIRST)),),
        "practice_caps": (p.PracticeCap(F(1), p.ListKind.REGISTERED, LAST, None),),
    }

    assert lists_wanted(scheme(**clauses).scheme) == (
        (p.ListKind.REGISTERED, LIST_DAY),
        (p.ListKind.REGISTERED, LAST),
        (p.ListKind.WEIGHTED, FIRST),
    )
    assert lists_wanted(scheme(indicators=(indicator("I-2", LADDER),)).scheme) == ()
