"""Pay on, just under and just over every threshold: as somebody else pays who reads the published rules alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any
from zlib import crc32

import payer
import pytest
from coverage_of import Coverage
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import runs, schemes
from strategies_counts import practices
from test_payment import as_told

from dsl.model import pay as p
from dsl.model.checked import CheckedScheme
from dsl.model.scheme import RoundTo
from dsl.run import lines, values
from dsl.run.counts import PracticeCounts, PracticeInputs
from dsl.run.lines import rung_at
from dsl.run.pay import pay
from dsl.run.statement import Line, Settlement, Statement
from dsl.run.when import When
from targets.kit.target import Dossier
from targets.payment import TARGET

PENNY = Fraction(1, 100)

STEADY = settings(
    max_examples=260,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=tuple(HealthCheck),
)


@dataclass(frozen=True)
class Case:
    """A drawn scheme, its practices, and what the other payer pays those that have joined."""

    checked: CheckedScheme
    when: When
    inputs: list[PracticeInputs]
    counts: list[PracticeCounts]
    paid: dict[str, payer.Paid]


def case_of(checked: CheckedScheme, when: When) -> Case:
    inputs, counts = practices(checked, when, crc32(repr((checked, when)).encode()))
    joined = [pair for pair in zip(inputs, counts, strict=True) if _joined(pair[0], when)]
    rules = json.loads(TARGET.files(Dossier(checked, "test"))["rules.json"])
    return Case(
        checked, when, inputs, counts, payer.pay(rules, [as_told(checked.scheme, *pair, when) for pair in joined])
    )


def _joined(given: PracticeInputs, when: When) -> bool:
    return (
        given.joined_on is not None
        and given.joined_on <= when.reference
        and (given.left_on is None or given.left_on > when.reference)
    )


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    found: list[Case] = []

    @STEADY
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        checked = data.draw(schemes())
        found.append(case_of(checked, data.draw(runs(checked))))

    draw()
    return found


def settle(case: Case) -> Settlement:
    settled = pay(case.checked, case.inputs, case.counts, case.when)
    assert settled.problems == ()
    return settled


def differences(case: Case) -> Iterator[str]:
    """Where the two payers part, and where a statement does not add up."""
    for statement in settle(case).statements:
        theirs = case.paid.get(statement.practice)
        if theirs is None:
            if statement.joined or statement.total or statement.lines:
                yield f"{statement.practice} has not joined: {statement}"
            continue
        ours = {line.code: line.pounds for line in statement.lines}
        instalments = {line.code: [due.pounds for due in line.instalments] for line in statement.lines}
        if (ours, instalments, statement.total) != (theirs.clauses, theirs.instalments, theirs.total):
            yield f"ours: {statement}\ntheirs: {theirs}\n{case.checked.scheme}"
        for line in statement.lines:
            if line.instalments and sum(due.pounds for due in line.instalments) != line.pounds:
                yield f"instalments do not close: {line}"
            unit = Fraction(1) if case.checked.scheme.rounding.to is RoundTo.POUND else PENNY
            if any((due.pounds / unit).denominator != 1 for due in line.instalments):
                yield f"an instalment nobody can pay: {line}"


@dataclass
class Reached:
    """Which parts of the forms of pay were stood upon."""

    rungs: set[tuple[int, str, int]] = field(default_factory=set)
    outcomes: set[str] = field(default_factory=set)

    def settlement(self, number: int, case: Case, settled: Settlement) -> None:
        scheme = case.checked.scheme
        for statement in settled.statements:
            self.outcomes.add("in the scheme" if statement.joined else "outside the scheme")
            self.outcomes.update(reduction.title for reduction in statement.reductions)
            for line in statement.lines:
                self.outcomes.update(_outcomes(line))
            for indicator in scheme.indicators:
                if isinstance(indicator.pay, p.Ladder) and statement.joined:
                    self._rung(number, indicator.code, indicator.pay, statement)

    def _rung(self, number: int, code: str, ladder: p.Ladder, statement: Statement) -> None:
        achievement = statement.line(code).achievement
        rung = None if achievement is None else rung_at(ladder, achievement)
        if rung is None:
            self.outcomes.add("on no rung")
        else:
            self.rungs.add((number, code, ladder.rungs.index(rung)))


def _outcomes(line: Line) -> Iterator[str]:
    said = " | ".join(line.steps)
    for words in (
        "no points",
        "all ",
        "×",
        "list factor",
        "prevalence factor",
        "which pays nothing",
        "which pays as 100% does",
        "of whom",
        "not signed up for",
        "that ended on",
        "after the reference date",
        "was submitted",
        "was not submitted",
        "rounded half up to the penny",
        "rounded down to the pound",
        "rounded up to the penny",
        "is over it",
        "collected, not paid",
    ):
        if words in said:
            yield words


OUTCOMES = {
    "in the scheme",
    "outside the scheme",
    "on no rung",
    "Limit for each practice",
    "Limit for the scheme",
    "no points",
    "all ",
    "×",
    "list factor",
    "prevalence factor",
    "which pays nothing",
    "which pays as 100% does",
    "of whom",
    "not signed up for",
    "that ended on",
    "after the reference date",
    "was submitted",
    "was not submitted",
    "rounded half up to the penny",
    "rounded down to the pound",
    "rounded up to the penny",
    "is over it",
    "collected, not paid",
}


def test_both_payers_agree_on_every_practice_and_every_rung_is_reached(cases: list[Case]) -> None:
    coverage, reached = Coverage(), Reached()
    for number, case in enumerate(cases):
        coverage.scheme(case.checked, case.when)
        reached.settlement(number, case, settle(case))
        assert next(differences(case), None) is None

    rungs = {
        (number, indicator.code, place)
        for number, case in enumerate(cases)
        for indicator in case.checked.scheme.indicators
        if isinstance(indicator.pay, p.Ladder)
        for place in range(len(indicator.pay.rungs))
    }
    assert len(rungs) > 30
    assert rungs - reached.rungs == set()
    assert coverage.missing_from_pay() == []
    assert OUTCOMES - reached.outcomes == set()


def test_achieving_more_never_earns_fewer_points(cases: list[Case]) -> None:
    compared = 0
    for case in cases:
        for indicator in case.checked.scheme.indicators:
            if not isinstance(indicator.pay, p.PointsOnRange) or indicator.pay.prevalence_of:
                continue
            stands = sorted(
                (line.achievement, line.points)
                for statement in settle(case).statements
                for line in statement.lines
                if line.code == indicator.code and line.achievement is not None and line.points is not None
            )
            compared += len(stands)
            earned = [points for _, points in stands]
            assert earned == sorted(earned)
    assert compared > 100


# The test of the test: each of these slips in pay is seen.

ROUNDED, LIMIT = values.rounded, lines.limited


def end_counts(ladder: p.Ladder, reached: Fraction) -> p.Rung | None:
    return next((r for r in ladder.rungs if r.lower <= reached and (r.upper is None or reached <= r.upper)), None)


def start_does_not(ladder: p.Ladder, reached: Fraction) -> p.Rung | None:
    return next((r for r in ladder.rungs if r.lower < reached and (r.upper is None or reached <= r.upper)), None)


def achievement_rounded(count: Any, achievement: Fraction | None, scheme: Any) -> tuple[str, Fraction | None]:
    rough = None if achievement is None else Fraction(round(achievement * 1000), 1000)
    return ACHIEVEMENT(count, rough, scheme)


def last_carries_nothing(pounds: Fraction, parts: Any, rounding: Any) -> tuple[Any, ...]:
    return tuple(lines.Due(part.day, ROUNDED(pounds * part.share, rounding)) for part in parts)


def shares_exact(pounds: Fraction, parts: Any, rounding: Any) -> tuple[Any, ...]:
    return tuple(lines.Due(part.day, pounds * part.share) for part in parts)


def without_an_end(clause: Any, inputs: PracticeInputs, when: When) -> str:
    never = tuple(replace(each, ended=None) for each in inputs.signed_up or ())
    return NOT_SIGNED_UP(clause, replace(inputs, signed_up=never), when)


ACHIEVEMENT, NOT_SIGNED_UP = lines._achievement, lines.not_signed_up

SLIPS: tuple[tuple[str, Any, str, Callable[..., Any]], ...] = (
    ("a rung's upper end counts", lines, "rung_at", end_counts),
    ("a rung's lower end does not count", lines, "rung_at", start_does_not),
    ("achievement is rounded", lines, "_achievement", achievement_rounded),
    ("instalments do not close", lines, "instalments", last_carries_nothing),
    ("shares are not rounded", lines, "instalments", shares_exact),
    ("limits are not kept", lines, "limited", lambda pounds, caps, facts, scheme: (pounds, ())),
    ("nobody need sign up", lines, "not_signed_up", lambda clause, inputs, when: ""),
    ("a sign-up never ends", lines, "not_signed_up", without_an_end),
    ("money is never rounded", lines, "rounded", lambda pounds, rounding: pounds),
)


def test_slips_in_pay_are_seen(cases: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    unseen = []
    for name, module, function, slip in SLIPS:
        with monkeypatch.context() as patch:
            patch.setattr(module, function, slip)
            if all(next(differences(case), None) is None for case in cases):
                unseen.append(name)

    assert unseen == []
