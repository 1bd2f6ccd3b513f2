"""Examples told to the evaluator: what passes, what does not, and what is said of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from made import FIRST, LAST, F, indicator, pair, scheme

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model import pay as p
from dsl.model.measures import Payment, Reason, Register
from dsl.model.scheme import EmptyDenominator, RoundAt, Rounding, RoundTo, RoundWay
from dsl.model.stories import (
    PatientExample,
    PatientExpectation,
    PatientFacts,
    PracticeExample,
    PracticeFacts,
    StoryEvent,
)
from dsl.run.stories import StoryResult, disagreements, tell

YEAR = d.InBefore(d.Length(12, "months"), d.YearEnd())
TARGET = indicator(
    "X-1",
    p.PointsOnRange(F(12), F("0.7"), F("0.85")),
    denominator=c.OnRegister("OLD"),
    exclusions=(Reason("Under 18", c.Aged(None, 17, d.YearEnd())),),
    numerator=c.PickValue(d.Pick.LATEST, "BP_COD", YEAR, c.Comparison.AT_MOST, pair("140", "90")),
    adjustments=(Reason("New", c.RegisteredIn(d.InBefore(d.Length(3, "months"), d.YearEnd()))),),
)
OLD = Register("OLD", "Anybody with A", c.WithEvent("A_COD", d.Ever()), F("0.13"))
HIGH = StoryEvent("BP_COD", date(2009, 6, 4), pair("162", "98"))
LOW = StoryEvent("BP_COD", date(2010, 3, 10), pair("138", "84"))
CASE = StoryEvent("A_COD", date(2005, 2, 11))


def told(example: Any, **changes: Any) -> StoryResult:
    made = scheme(**{"registers": (OLD,), "indicators": (TARGET,), "examples": (example,), **changes})
    (result,) = tell(made)
    assert [note.code for note in disagreements(made.scheme, [result])] == ([] if result.passed else ["X700"])
    return result


def patient(*events: StoryEvent, subject: str = "X-1", expect: dict[str, Any], **changes: Any) -> PatientExample:
    facts = {"born": date(1961, 5, 3), "sex": None, "registered": None, "left": None, **changes.pop("facts", {})}
    return PatientExample(
        "A patient", subject, PatientFacts(**facts, events=events), PatientExpectation(**expect), **changes
    )


def said(result: StoryResult) -> list[tuple[str, str]]:
    return [(failure.expected, failure.came_out) for failure in result.failures]


def test_a_patients_story_that_comes_out() -> None:
    result = told(patient(CASE, HIGH, LOW, expect={"in_denominator": True, "in_numerator": True}))

    assert result.passed
    assert result.steps[0] == "X-1: achieved"
    assert "138/84 mmHg on 10 March 2010" in result.steps[-1]


@pytest.mark.parametrize(
    ("events", "facts", "expect", "failures"),
    [
        ((CASE, HIGH), {}, {"in_denominator": True, "in_numerator": False}, []),
        ((CASE, HIGH), {}, {"in_numerator": True}, [("in numerator", "the patient is not achieved")]),
        ((LOW,), {}, {"in_denominator": False}, []),
        ((LOW,), {}, {"in_denominator": True}, [("in denominator", "the patient is not eligible")]),
        ((CASE, LOW), {}, {"in_numerator": False}, [("not in numerator", "the patient is achieved")]),
        ((CASE, LOW), {"born": date(2000, 1, 1)}, {"excluded": "Under 18", "in_denominator": False}, []),
        (
            (CASE, LOW),
            {"born": date(2000, 1, 1)},
            {"adjusted": "New"},
            [("adjusted as “New”", "the patient is excluded as “Under 18”")],
        ),
        ((CASE, HIGH), {"registered": date(2010, 2, 1)}, {"adjusted": "New"}, []),
        (
            (CASE, LOW),
            {"registered": date(2010, 2, 1)},
            {"adjusted": "New"},
            [("adjusted as “New”", "the patient is achieved")],
        ),
        ((CASE, LOW), {"left": LAST}, {"in_denominator": False}, []),
        ((CASE, LOW), {"left": date(2010, 4, 1)}, {"in_numerator": True}, []),
        ((CASE, LOW), {"born": None}, {"in_numerator": True}, []),
    ],
)
def test_what_is_expected_of_a_patient(
    events: tuple[StoryEvent, ...], facts: dict[str, Any], expect: dict[str, Any], failures: list[tuple[str, str]]
) -> None:
    assert said(told(patient(*events, facts=facts, expect=expect))) == failures


def test_a_register_as_the_subject() -> None:
    on, off = {"on_register": True}, {"on_register": False}

    assert told(patient(CASE, subject="OLD", expect=on)).passed
    assert told(patient(LOW, subject="OLD", expect=off)).passed
    failed = told(patient(LOW, subject="OLD", expect=on))
    assert said(failed) == [("on OLD", "the patient is not on OLD")]
    assert failed.steps == ("with A_COD ever: not met (up to 31 March 2010; no event)",)
    left = told(patient(CASE, subject="OLD", expect=on, facts={"left": FIRST}))
    assert left.steps == ("registered nowhere on 31 March 2010",)


def test_the_reference_date_and_clock_of_a_story() -> None:
    story = {"expect": {"in_numerator": True}, "counted_on": date(2009, 6, 30)}

    assert not told(patient(CASE, LOW, **story)).passed, "the reading is yet to come"
    before = StoryEvent("BP_COD", date(2008, 12, 1), pair("130", "80"))
    assert not told(patient(CASE, before, **story)).passed
    assert told(patient(CASE, before, **story, today=True)).passed


# Practices


def practice(subject: str | None = "X-1", points: str | None = None, pounds: str | None = None, **facts: Any) -> Any:
    on_days = facts.pop("on_days", ())
    known: dict[str, Any] = {
        "list_size": F(5891),
        "weighted_list": None,
        "achieved": (),
        "on_register": (),
        "factors": (),
        "submitted": (),
    }
    wanted = [None if each is None else F(each) for each in (points, pounds)]
    return PracticeExample("A practice", subject, PracticeFacts(**{**known, **facts}), *wanted, on_days)


def test_points_agree_to_the_decimals_written_and_to_two_at_least() -> None:
    # 412 of 532 is 5.954887… of 12 points.
    achieved = {"achieved": (("X-1", 412, 532),)}

    for points, passes in (("5.955", True), ("5.95", True), ("5.954887", True), ("5.96", False), ("6", False)):
        assert told(practice(points=points, **achieved)).passed is passes, points
    assert said(told(practice(points="6", pounds="742", **achieved))) == [
        ("6 points", "it comes to 5.954887… points"),
        ("£742", "it comes to £741.98"),
    ]


def test_the_steps_of_a_practices_story() -> None:
    result = told(practice(points="7.2", pounds="897.12", achieved=(("X-1", 79, 100),)))

    assert result.passed
    assert result.steps == (
        "79 of 100 patients achieved: 79%",
        "(79% − 70%) ÷ (85% − 70%) = 0.6",
        "0.6 × 12 points = 7.2 points",
        "list factor: 5,891 patients on 1 January 2009 ÷ 5,891 = 1",
        "7.2 points × £124.60 × 1 = £897.12",
    )


def test_a_story_of_one_clause_needs_only_what_that_clause_needs() -> None:
    head = Payment("HEAD", "Per head", p.PerHead(F(1), p.ListKind.WEIGHTED, FIRST))

    assert told(practice(pounds="1495.20", achieved=(("X-1", 1, 1),)), payments=(head,)).passed
    missing = told(practice("HEAD", pounds="1"), payments=(head,))
    assert said(missing) == [("a sum that can be worked out", "no weighted list size is stated for 1 April 2009")]
    assert told(practice("HEAD", pounds="9412", weighted_list=F(9412)), payments=(head,)).passed


def test_a_story_of_one_clause_keeps_to_its_own_limit_alone() -> None:
    caps = (p.PracticeCap(F(100), None, None, "X-1"), p.PracticeCap(F(1), None, None, None))

    result = told(practice(pounds="100", achieved=(("X-1", 1, 1),)), practice_caps=caps, scheme_cap=p.SchemeCap(F(2)))
    assert result.passed
    assert result.steps[-1] == "£1,495.20 is over it: £100 is paid"


def test_what_else_is_known_of_a_practice() -> None:
    adjusted = indicator("X-2", p.PointsOnRange(F(12), F("0.7"), F("0.85"), "OLD"))
    full = (("X-2", 1, 1),)
    plan = Payment("PLAN", "Plan", p.Flat(p.Amount(pounds=F(500))), (p.Submitted("Plan", LAST),))
    made: dict[str, Any] = {"indicators": (adjusted,), "payments": (plan,)}

    assert told(practice("X-2", points="24", achieved=full, factors=(("OLD", F(2)),)), **made).passed
    twice_the_average = (("OLD", 1300),)
    assert told(
        practice("X-2", points="24", achieved=full, list_size=F(5000), on_register=twice_the_average), **made
    ).passed
    assert said(told(practice("X-2", points="24", achieved=full), **made)) == [
        ("a sum that can be worked out", "the patients on OLD are not counted")
    ]
    assert told(practice("PLAN", pounds="500", submitted=(("Plan", LAST),)), **made).passed
    assert said(told(practice("PLAN", pounds="500"), **made)) == [("£500", "it comes to £0")]


def test_instalments_of_a_story() -> None:
    days = (date(2009, 7, 31), date(2010, 1, 31))
    halves = tuple(p.Instalment(day, F("0.5")) for day in days)
    plan = Payment("PLAN", "Plan", p.Flat(p.Amount(pounds=F("0.05"))), instalments=halves)
    due = ((days[0], F("0.03")), (days[1], F("0.02")))

    assert told(practice("PLAN", on_days=due), payments=(plan,)).passed
    assert told(practice(None, on_days=due), payments=(plan,), indicators=()).passed
    assert said(told(practice("PLAN", on_days=((days[0], F("0.02")),)), payments=(plan,))) == [
        ("£0.02 on 31 July 2009", "£0.03 is due on 31 July 2009")
    ]


def test_a_story_of_the_whole_scheme_has_its_limits() -> None:
    made: dict[str, Any] = {
        "payments": (Payment("FLAT", "Flat", p.Flat(p.Amount(pounds=F(500)))),),
        "practice_caps": (p.PracticeCap(F(1500), None, None, None),),
        "scheme_cap": p.SchemeCap(F(1400)),
    }
    result = told(practice(None, points="12", pounds="1400", achieved=(("X-1", 9, 10),)), **made)

    assert result.passed
    assert result.steps[:2] == ("X-1: £1,495.20", "FLAT: £500")
    assert result.steps[-1] == "in all £1,400"


def test_an_indicator_that_a_story_does_not_name_has_no_patients() -> None:
    other = indicator("X-2", p.PointsOnRange(F(10), F("0.7"), F("0.85")))
    story = practice(None, pounds="0")

    assert told(story, indicators=(TARGET, other)).passed
    assert not told(story, indicators=(TARGET, other), empty_denominator=EmptyDenominator.IN_FULL).passed


def test_a_story_of_one_clause_is_rounded_even_where_only_totals_are() -> None:
    third = Payment("THIRD", "Third", p.PerHead(F(1) / 3, p.ListKind.REGISTERED, FIRST))
    at_total = Rounding(RoundTo.PENNY, RoundWay.HALF_UP, RoundAt.TOTAL)

    assert told(practice("THIRD", pounds="3.33", list_size=F(10)), payments=(third,), rounding=at_total).passed


def test_what_x700_says() -> None:
    made = scheme(
        registers=(OLD,), indicators=(TARGET,), examples=(practice(points="6", pounds="1", achieved=(("X-1", 1, 1),)),)
    )
    (note,) = disagreements(made.scheme, tell(made))

    assert note.title == "the example “A practice” expects 6 points, but it comes to 12 points"
    assert note.label == "it also expects £1, but it comes to £1,495.20"
    assert note.path == ("A scheme made by hand", "example “A practice”")
    assert note.why.startswith("1 of 1 patient achieved: 100%. 100% is at or above 85%: all 12 points. ")


@pytest.mark.parametrize(
    ("events", "facts", "expect", "begins"),
    [
        ((CASE, HIGH), {}, {"in_numerator": True}, ["numerator: latest BP_COD"]),
        ((LOW,), {}, {"in_denominator": True}, ["denominator: on OLD: not met", "with A_COD ever: not met"]),
        ((CASE, LOW), {"born": date(2000, 1, 1)}, {"in_denominator": True}, ["exclude “Under 18”: aged under 18"]),
        ((CASE, LOW), {}, {"in_numerator": False}, ["numerator: latest BP_COD"]),
        ((CASE, LOW), {}, {"in_denominator": False}, ["denominator: on OLD: met", "with A_COD", "numerator: latest"]),
        ((CASE, HIGH), {}, {"adjusted": "New"}, ["pca “New”: registered in", "numerator: latest BP_COD"]),
        ((CASE, HIGH), {}, {"excluded": "Under 18"}, ["exclude “Under 18”: aged under 18", "numerator: latest BP_COD"]),
    ],
)
def test_the_message_holds_what_decided(
    events: tuple[StoryEvent, ...], facts: dict[str, Any], expect: dict[str, Any], begins: list[str]
) -> None:
    deciding = told(patient(*events, expect=expect, facts=facts)).deciding

    assert len(deciding) == len(begins)
    assert all(line.startswith(start) for line, start in zip(deciding, begins, strict=True))


def test_a_long_reason_is_cut_and_says_where_the_rest_is() -> None:
    story = practice(pounds="1", achieved=(("X-1", 78, 100),))
    made = scheme(registers=(OLD,), indicators=(TARGET,), examples=(story,))
    (result,) = tell(made)
    (note,) = disagreements(made.scheme, [result])

    assert len(result.deciding) > 4
    assert note.why == ". ".join((*result.steps[:3], result.steps[-1], "The rest is shown by schemec test --steps"))
