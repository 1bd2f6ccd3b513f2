"""A scheme's examples, told to the evaluator: does each come out as it says?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from dsl.model.checked import CheckedScheme
from dsl.model.measures import Indicator
from dsl.model.pay import ListKind
from dsl.model.scheme import RoundAt, Scheme
from dsl.model.stories import Example, PatientExample, PatientFacts, PracticeExample
from dsl.report import figures
from dsl.report.diagnostic import Diagnostic
from dsl.run.counts import IndicatorCount, ItemCount, ListSize, PracticeCounts, PracticeInputs, SignedUp
from dsl.run.explain import ItemWhy, Why, explain
from dsl.run.facts import Facts, lists_wanted, problems_of
from dsl.run.kinds import ExampleDisagrees
from dsl.run.lines import line_of
from dsl.run.pay import pay
from dsl.run.records import Event, Patient, Registration
from dsl.run.statement import Due, Problem
from dsl.run.taking_part import left_out
from dsl.run.values import UncheckedSchemeError, quarters, rounded
from dsl.run.verdict import Standing, Status
from dsl.run.when import Clock, When

LONG_AGO = date(1900, 1, 1)
TELLER = "this practice"
LEAST_DECIMALS = 2
MOST_DECIMALS = 12
MOST_STEPS = 4
"""Of what decided, in the message; `steps` holds all."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that did not come out."""

    expected: str
    came_out: str


@dataclass(frozen=True, slots=True)
class StoryResult:
    """One example as told: it passed if nothing failed.

    `steps` say how it came out, in words and exact numbers; `deciding` is what settled it.
    """

    example: Example
    failures: tuple[Failure, ...]
    steps: tuple[str, ...]
    deciding: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether all came out as expected."""
        return not self.failures


def tell(checked: CheckedScheme) -> tuple[StoryResult, ...]:
    """Every example of the scheme, in the order written."""
    return tuple(
        _tell_patient(checked, example) if isinstance(example, PatientExample) else _tell_practice(checked, example)
        for example in checked.scheme.examples
    )


def disagreements(scheme: Scheme, results: Iterable[StoryResult]) -> tuple[Diagnostic, ...]:
    """X700 for each example that did not come out as it says, in the order told."""
    return tuple(_disagreement(scheme, result) for result in results if not result.passed)


def _disagreement(scheme: Scheme, result: StoryResult) -> Diagnostic:
    title = result.example.title
    first, *others = (f"expects {each.expected}, but {each.came_out}" for each in result.failures)
    return ExampleDisagrees.at(
        result.example.span,
        f"the example “{title}” {first}",
        label="; ".join(f"it also {other}" for other in others),
        path=(scheme.title, f"example “{title}”"),
        why=_shown(result.deciding),
        help="correct the example, or the rule that it shows",
    )


def _shown(deciding: tuple[str, ...]) -> str:
    """The first lines and the last, which holds what a sum comes to."""
    if len(deciding) <= MOST_STEPS:
        return ". ".join(deciding)
    return ". ".join((*deciding[: MOST_STEPS - 1], deciding[-1], "The rest is shown by schemec test --steps"))


def _when(example: Example, scheme: Scheme) -> When:
    return When(example.counted_on or scheme.last_day, Clock.TODAY if example.today else Clock.YEAR_END)


# A patient


def patient_of(facts: PatientFacts, scheme: Scheme) -> Patient:
    """The record that a patient's story stands for; an event is of the first code of its list, in the list's unit."""
    events = []
    for told in facts.events:
        codes = scheme.code_list(told.codes)
        value = told.value
        first = value.number if value else None
        second = value.second if value else None
        unit = codes.unit.value if codes.unit else None
        if not codes.codes:
            raise UncheckedSchemeError(f"{codes.name} holds no code")
        together = None if told.consultation is None else f"consultation {told.consultation}"
        events.append(
            Event(codes.system.value, codes.codes[0].code, told.day, first, second, unit, consultation=together)
        )
    stay = Registration(TELLER, facts.registered or facts.born or LONG_AGO, facts.left)
    return Patient("this patient", facts.born, facts.sex, None, (stay,), tuple(events))


def _tell_patient(checked: CheckedScheme, example: PatientExample) -> StoryResult:
    scheme = checked.scheme
    told = explain(checked, patient_of(example.facts, scheme), _when(example, scheme))
    if any(register.name == example.subject for register in scheme.registers):
        why = dict(told.registers).get(example.subject)
        steps = (told.sentence,) if why is None else tuple(why.lines())
        deciding = steps if why is None else tuple(why.deciding())
        return StoryResult(example, tuple(_register_failures(example, why)), steps, deciding)
    if any(item.code == example.subject for item in scheme.items):
        itemised = told.item(example.subject)
        steps = (told.sentence,) if itemised is None else tuple(itemised.lines())
        deciding = steps if itemised is None else tuple(itemised.deciding())
        return StoryResult(example, tuple(_item_failures(example, itemised)), steps, deciding)
    indicator = told.indicator(example.subject)
    failures = _indicator_failures(example, indicator.standing, scheme.indicator(example.subject))
    steps = (told.sentence,) if told.practice is None else tuple(indicator.lines())
    deciding = tuple(indicator.deciding(*_asked_for(example))) or steps
    return StoryResult(example, tuple(failures), steps, deciding)


def _asked_for(example: PatientExample) -> Iterator[str]:
    """The clauses that an expectation speaks of, by their names in an explanation."""
    expect = example.expect
    if expect.excluded is not None:
        yield f"exclude “{expect.excluded}”"
    if expect.adjusted is not None:
        yield f"pca “{expect.adjusted}”"
    if expect.in_denominator is False:
        yield "denominator"


def _register_failures(example: PatientExample, why: Why | None) -> Iterator[Failure]:
    wanted, on = example.expect.on_register, why is not None and why.met
    if wanted is not None and wanted is not on:
        told = ("not on", "on")
        yield Failure(f"{told[wanted]} {example.subject}", f"the patient is {told[on]} {example.subject}")


def _item_failures(example: PatientExample, itemised: ItemWhy | None) -> Iterator[Failure]:
    wanted, counted = example.expect.counted, 0 if itemised is None else itemised.counted
    if wanted is not None and wanted != counted:
        yield Failure(f"{wanted:,} counted", f"{counted:,} counted")
    came_out = {} if itemised is None else dict(itemised.raised)
    for title, wanted in example.expect.raised:
        raised = came_out.get(title, 0)
        if raised != wanted:
            yield Failure(f"{wanted:,} with “{title}”", f"{raised:,} with “{title}”")


def _indicator_failures(example: PatientExample, standing: Standing, indicator: Indicator) -> Iterator[Failure]:
    expect = example.expect
    reasons = {
        Status.EXCLUDED: [reason.title for reason in indicator.exclusions],
        Status.ADJUSTED: [reason.title for reason in indicator.adjustments],
    }
    reason = None if standing.reason is None else reasons[standing.status][standing.reason]
    came_out = f"the patient is {standing.status.value}" + ("" if reason is None else f" as “{reason}”")
    told = ("not in", "in")
    if expect.in_denominator is not None and expect.in_denominator is not standing.in_denominator:
        yield Failure(f"{told[expect.in_denominator]} denominator", came_out)
    if expect.in_numerator is not None and expect.in_numerator is not (standing.status is Status.ACHIEVED):
        yield Failure(f"{told[expect.in_numerator]} numerator", came_out)
    for status, title in ((Status.EXCLUDED, expect.excluded), (Status.ADJUSTED, expect.adjusted)):
        if title is not None and (standing.status, reason) != (status, title):
            yield Failure(f"{status.value} as “{title}”", came_out)


# A practice


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a practice's story comes to: of one clause its line, of a whole scheme its total."""

    points: Fraction
    pounds: Fraction
    instalments: tuple[Due, ...]
    steps: tuple[str, ...]


def practice_of(example: PracticeExample, scheme: Scheme) -> Facts:
    """The practice that a story stands for: its list is the same on every day, and nobody left a denominator.

    It joined, and signed up for what it chose, long ago; where nothing is told of that, for everything.
    """
    told = example.facts
    sizes = {ListKind.REGISTERED: told.list_size, ListKind.WEIGHTED: told.weighted_list}
    lists = [(kind, on, sizes[kind]) for kind, on in lists_wanted(scheme)]
    achieved = {code: (numerator, of) for code, numerator, of in told.achieved}
    counts = tuple(
        IndicatorCount(i.code, of, (0,) * len(i.exclusions), (0,) * len(i.adjustments), of, numerator)
        for i in scheme.indicators
        for numerator, of in [achieved.get(i.code, (0, 0))]
    )
    chosen = told.signed_up if told.signed_up is not None else [clause.code for clause in scheme.menu]
    done = {(code, quarter): count for code, quarter, count in told.items}
    more = {(code, title, quarter): count for code, title, quarter, count in told.more}
    places = range(1, len(quarters(scheme)) + 1)
    items = tuple(
        ItemCount(
            item.code,
            tuple(done.get((item.code, place), 0) for place in places),
            tuple(tuple(more.get((item.code, up.title, place), 0) for place in places) for up in item.uplifts),
        )
        for item in scheme.items
    )
    population = max([size for _, size in told.on_register] + [of for _, of in achieved.values()], default=0)
    return Facts(
        PracticeInputs(
            TELLER,
            TELLER,
            date.min,
            None,
            tuple(ListSize(kind, on, size) for kind, on, size in lists if size is not None),
            told.submitted,
            told.factors,
            signed_up=tuple(SignedUp(code, date.min) for code in chosen),
        ),
        PracticeCounts(TELLER, population, told.on_register, counts, items),
    )


def _tell_practice(checked: CheckedScheme, example: PracticeExample) -> StoryResult:
    scheme = checked.scheme
    facts, when = practice_of(example, scheme), _when(example, scheme)
    outcome = _whole(checked, facts, when) if example.subject is None else _one(scheme, example.subject, facts, when)
    if isinstance(outcome, Outcome):
        return StoryResult(example, tuple(_practice_failures(example, outcome)), outcome.steps, outcome.steps)
    said = "; ".join(problem.what for problem in outcome)
    return StoryResult(example, (Failure("a sum that can be worked out", said),), (), ())


def _one(scheme: Scheme, subject: str, facts: Facts, when: When) -> Outcome | tuple[Problem, ...]:
    """One clause alone, held to its own limits but not to those of the practice or the scheme."""
    clause = next(clause for clause in scheme.paying if clause.code == subject)
    caps = [cap for cap in scheme.practice_caps if cap.on == subject]
    problems = problems_of(facts, [clause, *caps], scheme, left_out(scheme, facts.inputs, when))
    if problems:
        return problems
    line = line_of(clause, facts, scheme, when)
    due = line.pounds if scheme.rounding.at is RoundAt.PAYMENT else rounded(line.pounds, scheme.rounding)
    return Outcome(line.points or Fraction(0), due, line.instalments, line.steps)


def _whole(checked: CheckedScheme, facts: Facts, when: When) -> Outcome | tuple[Problem, ...]:
    settlement = pay(checked, [facts.inputs], [facts.counts], when)
    if settlement.problems:
        return settlement.problems
    statement = settlement.statements[0]
    steps = [f"{line.code}: {figures.money(line.pounds)}" for line in statement.lines]
    steps += [*statement.steps, *(step for reduction in statement.reductions for step in reduction.steps)]
    return Outcome(
        sum((line.points or Fraction(0) for line in statement.lines), Fraction(0)),
        statement.total,
        tuple(due for line in statement.lines for due in line.instalments),
        (*steps, f"in all {figures.money(statement.total)}"),
    )


def _practice_failures(example: PracticeExample, outcome: Outcome) -> Iterator[Failure]:
    if example.points is not None and not _same_points(example.points, outcome.points):
        yield Failure(figures.points(example.points), f"it comes to {figures.points(outcome.points)}")
    if example.pounds is not None and example.pounds != outcome.pounds:
        yield Failure(figures.money(example.pounds), f"it comes to {figures.money(outcome.pounds)}")
    for day, pounds in example.on_days:
        due = sum((each.pounds for each in outcome.instalments if each.day == day), Fraction(0))
        if due != pounds:
            on = f"on {figures.day(day)}"
            yield Failure(f"{figures.money(pounds)} {on}", f"{figures.money(due)} is due {on}")


def _same_points(expected: Fraction, actual: Fraction) -> bool:
    """Whether they agree to the decimals that are written, but to two at the least."""
    written = (places for places in range(LEAST_DECIMALS, MOST_DECIMALS) if (expected * 10**places).denominator == 1)
    scale = 10 ** next(written, MOST_DECIMALS)
    return expected == Fraction(floor(actual * scale + Fraction(1, 2)), scale)
