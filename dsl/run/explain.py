"""Why a patient counts, or does not: the evidence of one examination in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from dsl.model.checked import CheckedScheme
from dsl.model.conditions import (
    Aged,
    AllOf,
    AnyOf,
    BornIn,
    Everyone,
    NotFollowedBy,
    OnRegister,
    PickDay,
    PickValue,
    Reaching,
    RegisteredIn,
    SexIs,
    WithAtLeast,
    WithEvent,
    WithoutEvent,
)
from dsl.model.counting import AgeAtEvent, Beside, MostOf, Once
from dsl.model.days import Length
from dsl.model.measures import Indicator, Item, Reason
from dsl.report import figures
from dsl.run import written
from dsl.run.evaluate import examine
from dsl.run.itemise import Dropped, dropped
from dsl.run.judge import Case
from dsl.run.records import Event, Patient
from dsl.run.values import Days, age_on
from dsl.run.verdict import Examination, Finding, Itemised, Standing, Status, Verdict
from dsl.run.when import When

MOST_EVENTS = 3


@dataclass(frozen=True, slots=True)
class Why:
    """One condition: as the scheme writes it, whether it is met, what was seen, and the conditions it rests on."""

    condition: str
    met: bool
    seen: tuple[str, ...]
    parts: tuple[Why, ...] = ()

    @property
    def line(self) -> str:
        """The condition alone, in one line."""
        seen = f" ({'; '.join(self.seen)})" if self.seen else ""
        return f"{self.condition}: {'met' if self.met else 'not met'}{seen}"

    def deciding(self) -> Iterator[str]:
        """What settled it, a line each: of joined conditions those that came out like the whole; all below a register.

        A condition that rests on one other is a register's, which may be negated.
        """
        if len(self.parts) > 1:
            for part in self.parts:
                if part.met is self.met:
                    yield from part.deciding()
            return
        yield self.line
        for part in self.parts:
            yield from part.deciding()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """As indented text, a condition a line."""
        yield f"{'  ' * depth}{self.line}"
        for part in self.parts:
            yield from part.lines(depth + 1)


@dataclass(frozen=True, slots=True)
class IndicatorWhy:
    """One indicator: the standing, a sentence that says it, and each clause that was asked, by its name."""

    standing: Standing
    sentence: str
    clauses: tuple[tuple[str, Why], ...]

    def deciding(self, *asked: str) -> Iterator[str]:
        """What settled the standing, a line each; first what settled the clauses of these names, where they were asked.

        Clauses are asked until one settles it. Only who is not achieved is asked for adjustments in vain.
        """
        if not self.clauses:
            return
        clauses = dict(self.clauses)
        last = "numerator" if self.standing.status is Status.NOT_ACHIEVED else self.clauses[-1][0]
        for name in dict.fromkeys((*(name for name in asked if name in clauses), last)):
            first, *rest = clauses[name].deciding()
            yield f"{name}: {first}"
            yield from rest

    def lines(self) -> Iterator[str]:
        """As indented text."""
        yield self.sentence
        for name, why in self.clauses:
            first, *rest = why.lines(1)
            yield f"  {name}: {first.strip()}"
            yield from rest


@dataclass(frozen=True, slots=True)
class ItemWhy:
    """One item of a price list: how many entries count, which they are, and what kept each other one out.

    `people` is whether it is for the patient; None where the item is for everybody. `raised` is how many
    of them are paid more, by title.
    """

    item: str
    counted: int
    seen: tuple[str, ...]
    people: Why | None
    dropped: tuple[str, ...] = ()
    raised: tuple[tuple[str, int], ...] = ()

    def lines(self) -> Iterator[str]:
        """As indented text."""
        seen = f" ({'; '.join(self.seen)})" if self.seen else ""
        more = "".join(f", {done:,} with “{title}”" for title, done in self.raised)
        yield f"{self.item}: {self.counted:,} counted{more}{seen}"
        if self.people is not None:
            first, *rest = self.people.lines(1)
            yield f"  people: {first.strip()}"
            yield from rest
        yield from (f"  does not count: {each}" for each in self.dropped)

    def deciding(self) -> Iterator[str]:
        """The same as sentences of one paragraph."""
        yield from (line.strip() for line in self.lines())


@dataclass(frozen=True, slots=True)
class Explanation:
    """One patient under a scheme: where they are counted, and why on each register and under each indicator."""

    patient: str
    practice: str | None
    sentence: str
    registers: tuple[tuple[str, Why], ...]
    indicators: tuple[IndicatorWhy, ...]
    items: tuple[ItemWhy, ...] = ()

    def register(self, name: str) -> Why:
        """The register's reasons; KeyError where nothing was asked, of a patient who is counted nowhere."""
        return dict(self.registers)[name]

    def indicator(self, code: str) -> IndicatorWhy:
        """The indicator's reasons; KeyError if there is none of that code."""
        return {why.standing.indicator: why for why in self.indicators}[code]

    def item(self, code: str) -> ItemWhy | None:
        """The item's reasons; None of a patient who is counted nowhere."""
        return {why.item: why for why in self.items}.get(code)


def explain(checked: CheckedScheme, patient: Patient, when: When) -> Explanation:
    """The answers of `dsl.run.evaluate.assess`, with their reasons."""
    seen = examine(checked, patient, when)
    return Explanation(
        patient.id,
        seen.registration.practice if seen.registration else None,
        _where(seen, checked),
        tuple((name, why(verdict)) for name, verdict in seen.registers),
        tuple(_indicator(finding) for finding in seen.findings),
        tuple(_item(itemised, seen, checked) for itemised in seen.items),
    )


def _item(itemised: Itemised, seen: Examination, checked: CheckedScheme) -> ItemWhy:
    shown = tuple(_first_few(tuple(each.event for each in itemised.counted)))
    item = next(item for item in checked.scheme.items if item.code == itemised.item)
    people = None if isinstance(item.people, Everyone) else why(itemised.people)
    out: tuple[str, ...] = ()
    if itemised.people.met and seen.registration is not None:
        case = Case(checked.scheme, seen.when, seen.patient, seen.registration)
        out = tuple(f"{_event(each.event)}: {_kept_out(each, item, case)}" for each in dropped(item, case))
    raised = tuple(
        (uplift.title, sum(each.raised[place] for each in itemised.counted))
        for place, uplift in enumerate(item.uplifts)
    )
    return ItemWhy(itemised.item, len(itemised.counted), shown, people, out, raised)


def _kept_out(entry: Dropped, item: Item, case: Case) -> str:
    match entry.bar:
        case None:
            return "one with another of that day"
        case Days():
            return "not in the scheme year"
        case AgeAtEvent():
            age = None if case.patient.birth is None else age_on(case.patient.birth, entry.day)
            return "no age on that day" if age is None else f"aged {age} on that day"
        case Beside(codes=codes, near=near):
            return f"{'no' if entry.bar in item.counting.only_with else 'a'} code from {codes} {near.value}"
        case MostOf(count=count, per_quarter=per_quarter):
            return f"over the limit of {count:,} {'a quarter' if per_quarter else 'in the scheme year'}"
        case Once() | Length():
            held = "" if entry.held_by is None else f" of {figures.day(entry.held_by)}"
            return f"held back by the entry{held}"
        case _:
            assert_never(entry.bar)


def _where(seen: Examination, checked: CheckedScheme) -> str:
    census = seen.when.census(checked.scheme)
    death = seen.patient.death
    if seen.registration is not None:
        start = figures.day(seen.registration.start)
        return f"registered with {seen.registration.practice} since {start}, and so on {figures.day(census)}"
    if death is not None and death <= census:
        return f"died on {figures.day(death)}: counted nowhere on {figures.day(census)}"
    return f"registered nowhere on {figures.day(census)}"


def _indicator(finding: Finding) -> IndicatorWhy:
    asked: list[tuple[str, Why]] = []
    if finding.denominator is not None:
        asked.append(("denominator", why(finding.denominator)))
    asked += _reasons("exclude", finding.indicator.exclusions, finding.exclusions)
    if finding.numerator is not None:
        asked.append(("numerator", why(finding.numerator)))
    asked += _reasons("pca", finding.indicator.adjustments, finding.adjustments)
    return IndicatorWhy(finding.standing, _sentence(finding.indicator, finding.standing), tuple(asked))


def _reasons(word: str, reasons: tuple[Reason, ...], verdicts: tuple[Verdict, ...]) -> list[tuple[str, Why]]:
    return [(f"{word} “{reason.title}”", why(asked)) for reason, asked in zip(reasons, verdicts, strict=False)]


def _sentence(indicator: Indicator, standing: Standing) -> str:
    reasons = indicator.exclusions if standing.status is Status.EXCLUDED else indicator.adjustments
    reason = "" if standing.reason is None else f" as “{reasons[standing.reason].title}”"
    return f"{indicator.code}: {standing.status.value}{reason}"


def why(verdict: Verdict) -> Why:
    """One verdict in words."""
    parts = tuple(why(part) for part in verdict.parts)
    return Why(written.condition(verdict.condition), verdict.met, tuple(_seen(verdict)), parts)


def _seen(verdict: Verdict) -> Iterator[str]:
    node = verdict.condition
    match node:
        case Everyone() | OnRegister() | SexIs() | AllOf() | AnyOf():
            return
        case Aged():
            yield _age(verdict)
        case RegisteredIn() | BornIn() | Reaching():
            yield _stretch(verdict.days)
            yield "no such day is recorded" if verdict.day is None else f"the day is {figures.day(verdict.day)}"
        case WithAtLeast():
            yield _stretch(verdict.days)
            yield f"{verdict.number} counted"
            yield from _events(verdict)
        case WithEvent() | WithoutEvent() | NotFollowedBy() | PickValue() | PickDay():
            yield _stretch(verdict.days)
            yield from _events(verdict)
        case _:
            assert_never(node)


def _age(verdict: Verdict) -> str:
    if verdict.day is None:
        return "there is no such day for this patient"
    on = figures.day(verdict.day)
    return f"no age on {on}" if verdict.number is None else f"aged {verdict.number} on {on}"


def _stretch(days: Days | None) -> str:
    if days is None:
        return "there is no such day for this patient"
    if days.first is None:
        return "any day" if days.last is None else f"up to {figures.day(days.last)}"
    if days.last is None:
        return f"from {figures.day(days.first)}"
    return f"{figures.day(days.first)} to {figures.day(days.last)}"


def _events(verdict: Verdict) -> Iterator[str]:
    if not verdict.used:
        yield "no value" if verdict.found.usable else "no event"
    yield from _first_few(verdict.used)
    for event, flaw in verdict.found.flawed[:MOST_EVENTS]:
        yield f"left aside: {_event(event)}, because {flaw.value}"


def _first_few(events: tuple[Event, ...]) -> Iterator[str]:
    yield from (_event(event) for event in events[:MOST_EVENTS])
    if len(events) > MOST_EVENTS:
        yield f"and {len(events) - MOST_EVENTS:,} more"


def _event(event: Event) -> str:
    parts = [figures.number(part) for part in (event.value, event.second_value) if part is not None]
    shown = "/".join(parts) or event.code
    if parts and event.unit is not None:
        shown += f" {event.unit}"
    return shown if event.day is None else f"{shown} on {figures.day(event.day)}"
