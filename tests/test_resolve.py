"""What resolving makes of a file beside its diagnostics, and what it keeps to itself when lines could not be read."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from resolving import HEAVY, resolved, scheme
from sampling import diagnose

from dsl.model import conditions, days, pay
from dsl.model.origins import Origin, Standing
from dsl.model.scheme import EmptyDenominator, RoundAt, RoundTo, RoundWay, SameDay
from dsl.model.stories import PatientExample, PracticeExample
from dsl.model.types import Unit
from dsl.report.diagnostic import Level
from dsl.report.samples import CODE_FILES, STANDARD, in_standard_scheme
from dsl.resolve import CodeFile, resolve
from dsl.source import SourceFile
from dsl.syntax.parse import parse

# What is made


def test_the_head_says_what_it_says() -> None:
    found = scheme("budget £5,000\nmoney rounds to the pound, down, at total\nsame day takes any reading\n")

    assert (found.code, found.title, found.version) == ("DEMO", "Demonstration scheme", "1")
    assert (found.first_day, found.last_day) == (date(2026, 4, 1), date(2027, 3, 31))
    assert (found.rounding.to, found.rounding.way, found.rounding.at) == (RoundTo.POUND, RoundWay.DOWN, RoundAt.TOTAL)
    assert (found.same_day, found.empty_denominator) == (SameDay.ANY, EmptyDenominator.NOTHING)
    assert found.budget == 5000
    assert found.point_value is not None
    assert found.point_value.list_size == 10_000
    assert found.point_value.day == found.list_day == date(2026, 1, 1)


def test_a_point_value_that_is_not_scaled_needs_no_day() -> None:
    value = scheme("point value £190.00").point_value

    assert value is not None
    assert (value.pounds, value.list_size, value.day) == (190, None, None)


def test_a_point_value_may_have_a_day_of_its_own() -> None:
    value = scheme("point value £190.00 for a practice of 10,000 patients on 1 July 2026").point_value

    assert value is not None
    assert value.day == date(2026, 7, 1)


def test_conditions_keep_their_shape_and_their_place() -> None:
    found = scheme("denominator on HYP and (female or with at least 2 BP_COD in scheme year, at least 7 days apart)")
    condition = found.indicator("BP-1").denominator

    assert condition == conditions.AllOf(
        (
            conditions.OnRegister("HYP"),
            conditions.AnyOf(
                (
                    conditions.SexIs("female"),
                    conditions.WithAtLeast(2, "BP_COD", days.InSchemeYear(), days.Length(7, "days")),
                )
            ),
        )
    )
    assert condition.span.end > condition.span.start > 0


def test_a_pair_is_compared_as_a_pair() -> None:
    numerator = scheme("").indicator("BP-1").numerator

    assert isinstance(numerator, conditions.PickValue)
    assert numerator.value == conditions.Value(Fraction(140), Unit.MMHG, Fraction(90))
    assert numerator.window == days.InBefore(days.Length(12, "months"), days.YearEnd())


def test_windows_are_counted_from_events() -> None:
    numerator = (
        scheme("numerator with BP_COD in the 3 months after the latest HYP_COD ever").indicator("BP-1").numerator
    )

    assert numerator == conditions.WithEvent(
        "BP_COD", days.InAfter(days.Length(3, "months"), days.EventDay(days.Pick.LATEST, "HYP_COD", days.Ever()))
    )


# Where figures come from

SOURCES = """\
sources
  I "Invented", illustrative
  A "Minutes", published
  B "Letter", medium confidence
"""


def test_tags_are_bound_and_the_weakest_source_counts() -> None:
    found = scheme(f"pays 12 points from 70% to 85% [A, B]\nbudget £5 [A]\n\n{SOURCES}")

    assert found.indicator("BP-1").pay.origin == Origin(("A", "B"), Standing.MEDIUM)
    assert found.budget_origin == Origin(("A",), Standing.PUBLISHED)
    assert found.indicator("BP-1").origin == Origin(("I",), Standing.ILLUSTRATIVE)
    assert [source.name for source in found.sources] == ["I", "A", "B"]


def test_a_tagged_line_does_not_vouch_for_its_neighbours() -> None:
    found = scheme(
        f"""\
indicator X-1 "At target"
  denominator on HYP and aged 40 to 79 on year end [A]
  numerator with BP_COD in the 9 months before year end
  pays 12 points from 70% to 85% [A]

indicator X-2 "Recorded"
  denominator on HYP and aged 40 to 79 on year end [A]
  numerator with BP_COD in scheme year
  pays 12 points from 70% to 85% [A]

register OLD "Older people"
  people aged 65 or over on year end [B]
  average prevalence 5.0%

{SOURCES}"""
    )

    assert found.indicator("X-1").origin == Origin(("A", "I"), Standing.ILLUSTRATIVE)
    assert found.indicator("X-2").origin == Origin(("A",), Standing.PUBLISHED), "a line without a figure does not count"
    assert found.register("OLD").origin == Origin(("B",), Standing.MEDIUM)
    assert found.register("OLD").prevalence_origin == Origin(("I",), Standing.ILLUSTRATIVE)


def test_a_tag_on_the_opening_line_holds_for_lines_without_one() -> None:
    lines = """\
indicator X-1 "Recorded" [A]
  denominator on HYP
  numerator with BP_COD in scheme year
  pays by ladder
    - from 50% up to 70% £100 [B]
    - from 70% £200
"""
    ladder = scheme(f"{lines}\n{SOURCES}").indicator("X-1").pay

    assert isinstance(ladder, pay.Ladder)
    assert [rung.origin.sources for rung in ladder.rungs] == [("B",), ("A",)]
    assert ladder.origin.sources == ("A",)


def test_without_tag_and_default_nothing_is_claimed() -> None:
    head = STANDARD[: STANDARD.index("sources")].replace("  figures from I unless tagged\n", "")
    found = scheme(head)

    assert found.indicator("BP-1").pay.origin == Origin((), None)


# Pay


def test_equal_instalments_are_exact() -> None:
    found = scheme("in 3 instalments on 1 July 2026, 1 October 2026 and 1 January 2027").indicator("BP-1")

    assert [part.share for part in found.instalments] == [Fraction(1, 3)] * 3
    assert [part.day.month for part in found.instalments] == [7, 10, 1]


def test_caps_take_the_day_of_the_head_unless_they_name_one() -> None:
    found = scheme(
        """\
caps
  each practice at most £5.40 per registered patient
  each practice at most £2 per weighted patient on 1 July 2026 for BP-1
  each practice at most £9,000
"""
    )

    assert [(cap.amount, cap.per_list, cap.day, cap.on) for cap in found.practice_caps] == [
        (Fraction("5.4"), pay.ListKind.REGISTERED, date(2026, 1, 1), None),
        (Fraction(2), pay.ListKind.WEIGHTED, date(2026, 7, 1), "BP-1"),
        (Fraction(9000), None, None, None),
    ]


# Prose


def shown(lines: str, block: str = "BP-1") -> str:
    return "\n".join(line.text() for line in scheme(lines).indicator(block).prose)


def test_references_show_what_the_rule_says() -> None:
    assert shown("> From {lower} to {upper}: {points}, {point value} each, till {year end}; {title}.") == (
        "From 70% to 85%: 12 points, £190 each, till 31 March 2027; Blood pressure at target."
    )


def test_references_to_a_ladder_show_its_ends() -> None:
    ladder = "pays by ladder\n  - from 50% up to 62.5% £400\n  - from 62.5% £1,900\n"

    assert shown(f"{ladder}> From {{lower}}; {{amount}} from {{upper}}.") == "From 50%; £1,900 from 62.5%."


def test_references_to_other_blocks_and_to_limits() -> None:
    lines = """\
> As {lower of BP-1}; up to {limit of X-1} at {amount of X-1}.

indicator X-1 "Recorded"
  denominator on HYP
  numerator with BP_COD in scheme year
  pays £27.50 per patient achieved, up to 1 patients
"""

    assert shown(lines) == "As 70%; up to 1 patient at £27.50."


@pytest.mark.parametrize("mark", ["> ", ">"])
def test_references_know_where_they_stand(mark: str) -> None:
    text = in_standard_scheme(f"{mark}From {{lower}} up.  ")
    written = parse(SourceFile.from_text("sample.scheme", text)).value
    assert written is not None
    outcome = resolve(written, {path: CodeFile(held) for path, held in CODE_FILES.items()})
    assert outcome.value is not None
    (line,) = outcome.value.indicator("BP-1").prose
    (reference,) = [part for part in line.parts if not isinstance(part, str)]

    assert text[reference.span.start : reference.span.end] == "{lower}"
    assert text[line.span.start : line.span.end] == "From {lower} up."


# Stories


def test_a_patient_is_told() -> None:
    (example,) = scheme(
        """\
example "Told" for BP-1
  patient born 3 May 1961, female, registered 2 June 2001, left 1 May 2026
    has BP_COD 138/84 on 10 March 2026
    has HYP_COD on 1 March 2026
  counted on 31 December 2026, as of today
  expect not in denominator
"""
    ).examples

    assert isinstance(example, PatientExample)
    assert (example.subject, example.facts.sex, example.facts.left) == ("BP-1", "female", date(2026, 5, 1))
    assert [(event.codes, event.value and event.value.second) for event in example.facts.events] == [
        ("BP_COD", 84),
        ("HYP_COD", None),
    ]
    assert (example.counted_on, example.today) == (date(2026, 12, 31), True)
    assert (example.expect.in_denominator, example.expect.in_numerator) == (False, None)


def test_a_practice_is_told() -> None:
    (example,) = scheme(
        """\
example "Told"
  practice of 10,000 patients
    achieves 412 of 532 in BP-1
    achieves 0 of 532 in BP-0
    has 780 patients on HYP
    has 9,412 weighted patients
    has submitted "Plan" on 1 June 2026
  expect 5.95 points, £1,131.43, £500.00 on 1 July 2026
"""
    ).examples

    assert isinstance(example, PracticeExample)
    assert example.subject is None
    assert example.facts.achieved == (("BP-1", 412, 532), ("BP-0", 0, 532))
    assert (example.facts.on_register, example.facts.weighted_list) == ((("HYP", 780),), 9412)
    assert example.facts.submitted == (("Plan", date(2026, 6, 1)),)
    assert (example.points, example.pounds) == (Fraction("5.95"), Fraction("1131.43"))
    assert example.on_days == ((date(2026, 7, 1), Fraction(500)),)


# Names


@pytest.mark.parametrize(
    ("lines", "title", "help_"),
    [
        ("denominator on HPY", "there is no register HPY", "did you mean HYP?"),
        ("denominator on QQQQQQ", "there is no register QQQQQQ", "write HYP"),
        ("denominator with HYP_COF ever", "there is no code list HYP_COF", "did you mean HYP_COD?"),
        ("denominator on BP-1", "BP-1 is an indicator, and a register is due here", "write HYP"),
        ("pays 12 points from 70% to 85% [J]", "there is no source J", "write I"),
    ],
)
def test_a_name_that_is_wrong_gets_an_offer_of_what_is_right_there(lines: str, title: str, help_: str) -> None:
    (said,) = [note for note in resolved(lines).notes if note.level in HEAVY]

    assert (said.title, said.help) == (title, help_)


def test_many_names_are_counted_and_not_listed() -> None:
    lists = "\n".join(f'codes LIST-{n}_COD from synthetic file "codes/bp.csv" release 2026-04' for n in range(20))
    (said,) = [note for note in resolved(f"denominator with ZZZZZZZZ ever\n\n{lists}\n").notes if note.code == "N200"]

    assert said.help == "none of the 22 code lists here has a name like it"


def test_a_circle_is_told_once_with_its_chain() -> None:
    lines = "\n".join(
        f'register {name} "{name}"\n  people with HYP_COD ever and on {other}\n'
        for name, other in (("AA", "BB"), ("BB", "CC"), ("CC", "AA"), ("DD", "AA"))
    )
    (said,) = [note for note in resolved(lines).notes if note.level in HEAVY]

    assert said.title == "AA is defined by itself: AA → BB → CC → AA"
    assert len(said.secondary) == 2


def test_a_distance_of_nothing_is_refused() -> None:
    text = in_standard_scheme("numerator with at least 2 BP_COD in scheme year, at least 0 days apart")
    assert [note.code for note in diagnose(text, {}) if note.level is Level.ERROR] == ["T260"]


def test_the_last_and_the_first_day_of_the_calendar_are_days_like_others() -> None:
    for window in ("after 31 December 9999", "before 1 January 0001"):
        text = in_standard_scheme(
            f"""\
indicator X-1 "x"
  denominator on HYP
  numerator with BP_COD {window}
  pays nothing

example "any" for X-1
  patient born 3 May 1961
    has HYP_COD on 11 February 2015
    has BP_COD 120/80 on 3 May 2026
  expect in denominator, not in numerator
"""
        )
        assert [note.title for note in diagnose(text, {}) if note.level is Level.ERROR] == []
