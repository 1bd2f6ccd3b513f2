"""What examples expect, and whether their story can show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from dsl.model.measures import Reason
from dsl.model.stories import PatientExpectation
from dsl.report.diagnostic import Label
from dsl.report.figures import listed
from dsl.report.suggest import nearest
from dsl.resolve.blocks import Lines
from dsl.resolve.kinds.stories import CannotExpect, NoSuchReason, ToldTwice
from dsl.resolve.pay import whole
from dsl.resolve.scope import At, Definition
from dsl.syntax.ast.literals import Title
from dsl.syntax.ast.stories import Expect, Expectation

OF_INDICATOR = frozenset(
    {"in denominator", "not in denominator", "in numerator", "not in numerator", "excluded", "adjusted"}
)
OF_REGISTER = frozenset({"on", "not on"})
OF_ITEM = frozenset({"counted", "raised"})
OF_PRACTICE = frozenset({"points", "money", "money on"})
CAN_EXPECT = {
    OF_INDICATOR: 'expect in or not in denominator, in or not in numerator, excluded "…" or adjusted "…"',
    OF_REGISTER: "expect on or not on the register",
    OF_ITEM: 'expect how many count, or are paid more: expect 2 counted, 1 with "At home"',
    OF_PRACTICE: "expect points, a sum of money, or a sum on a day",
}


@dataclass(slots=True)
class Expected:
    """What is expected of a practice."""

    points: Fraction | None = None
    pounds: Fraction | None = None
    on_days: tuple[tuple[date, Fraction], ...] = ()


def of_patient(
    at: At,
    lines: Lines,
    subject: Definition,
    reasons: Mapping[str, tuple[tuple[Reason, ...], tuple[Reason, ...]]],
    paid_more: Callable[[At, str, Title], bool],
) -> PatientExpectation | None:
    """What is expected of a patient; None, said, if the story of this subject cannot show it.

    `paid_more` says whether an item pays more under a title, and says so if not.
    """
    here = at.under("expect")
    can = {"register": OF_REGISTER, "item": OF_ITEM}.get(subject.thing, OF_INDICATOR)
    parts = _sound(here, lines, can, f"the {subject.thing} {subject.name}")
    if parts is None:
        return None
    expected = PatientExpectation()
    for part in parts:
        match part.what:
            case "in denominator" | "not in denominator":
                expected = replace(expected, in_denominator=part.what == "in denominator")
            case "in numerator" | "not in numerator":
                expected = replace(expected, in_numerator=part.what == "in numerator")
            case "counted" if part.count is not None:
                counted = whole(here, part.count, "items", least=0)
                if counted is None:
                    return None
                expected = replace(expected, counted=counted)
            case "raised" if part.count is not None and part.title is not None:
                raised = whole(here, part.count, "items", least=0)
                if raised is None or not paid_more(here, subject.name, part.title):
                    return None
                expected = replace(expected, raised=(*expected.raised, (part.title.text, raised)))
            case "excluded" | "adjusted":
                title = part.title.text if part.title else ""
                if not _is_reason(here, part, title, subject.name, reasons):
                    return None
                expected = (
                    replace(expected, excluded=title) if part.what == "excluded" else replace(expected, adjusted=title)
                )
            case _:
                if not _is_subject(here, part, subject):
                    return None
                expected = replace(expected, on_register=part.what == "on")
    return expected


def of_practice(at: At, lines: Lines) -> Expected | None:
    """What is expected of a practice; None, said, if its story cannot show it."""
    parts = _sound(at.under("expect"), lines, OF_PRACTICE, "a practice")
    if parts is None:
        return None
    expected = Expected()
    for part in parts:
        if part.points is not None:
            expected.points = part.points.value
        elif part.money is not None and part.day is not None:
            expected.on_days += ((part.day.value, part.money.value),)
        elif part.money is not None:
            expected.pounds = part.money.value
    return expected


def _sound(at: At, lines: Lines, can: frozenset[str], subject: str) -> tuple[Expectation, ...] | None:
    """The expectations of an example, if all fit its story and none is said twice."""
    first: dict[object, Expectation] = {}
    fits = True
    for part in (part for clause in lines.all(Expect) for part in clause.parts):
        if part.what not in can:
            at.say(
                CannotExpect.at(
                    part.span,
                    f"this cannot be expected of {subject}",
                    help=CAN_EXPECT[can],
                )
            )
            fits = False
            continue
        raised = part.title.text if part.title and part.what == "raised" else None
        key = (part.what.removeprefix("not "), part.day.value if part.day else raised)
        earlier = first.setdefault(key, part)
        if earlier is not part:
            at.say(
                ToldTwice.at(
                    part.span,
                    "this is expected twice",
                    secondary=(Label(earlier.span, "first expected here"),),
                    help="keep one of the two",
                )
            )
            fits = False
    return tuple(first.values()) if fits else None


def _is_reason(
    at: At,
    part: Expectation,
    title: str,
    indicator: str,
    reasons: Mapping[str, tuple[tuple[Reason, ...], tuple[Reason, ...]]],
) -> bool:
    if indicator not in reasons:
        return False
    exclusions, adjustments = reasons[indicator]
    wanted, word = (exclusions, "exclude") if part.what == "excluded" else (adjustments, "pca")
    titles = [reason.title for reason in wanted]
    if title in titles:
        return True
    near = nearest(title, titles)
    offered = [f'"{one}"' for one in (near or titles)]
    at.say(
        NoSuchReason.at(
            part.title.span if part.title else part.span,
            f'{indicator} has no `{word}` line titled "{title}"',
            help=f"write {listed(offered, 'or')}" if offered else f"{indicator} has no `{word}` lines at all",
        )
    )
    return False


def _is_subject(at: At, part: Expectation, subject: Definition) -> bool:
    if part.register is None or part.register.text == subject.name:
        return True
    found = at.bind(part.register, "register")
    if found is not None:
        at.say(
            CannotExpect.at(
                part.register.span,
                f"this example is for the register {subject.name}, not {found.name}",
                help=f"expect on {subject.name}, or write another example for {found.name}",
            )
        )
    return False
