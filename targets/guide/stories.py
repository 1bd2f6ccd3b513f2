"""The scheme's examples on the page: what happened, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dsl.model.origins import Origin
from dsl.model.scheme import Scheme
from dsl.model.standing import of_result, weakest
from dsl.model.stories import PatientExample, PatientExpectation, PatientFacts, PracticeExample, PracticeFacts
from dsl.report.figures import listed
from dsl.run.stories import StoryResult
from targets.guide.page import Story, Text
from targets.guide.text import linked, plain, tagged
from targets.kit import figures, words
from targets.kit.target import Dossier


def stories_of(subject: str | None, dossier: Dossier) -> tuple[Story, ...]:
    """The examples for one indicator, payment or register; with None, those for the whole scheme."""
    scheme = dossier.checked.scheme
    return tuple(_story(result, scheme) for result in dossier.stories if result.example.subject == subject)


def _story(result: StoryResult, scheme: Scheme) -> Story:
    example = result.example
    facts = list(_patient(example.facts) if isinstance(example, PatientExample) else _practice(example.facts, scheme))
    if example.counted_on is not None:
        clock = ", as of that day" if example.today else ""
        facts.append(f"Counted on {figures.day(example.counted_on)}{clock}")
    if isinstance(example, PatientExample):
        said = _expected(example.expect, example.subject, scheme)
        return Story(example.title, _texts(facts, scheme), (), plain(said))
    steps = [figures.sentence_case(step) for step in result.steps]
    return Story(
        example.title, _texts(facts, scheme), _texts(steps, scheme), tagged(_due(example), _origin(example, scheme))
    )


def _origin(example: PracticeExample, scheme: Scheme) -> Origin:
    clauses = scheme.paying
    return weakest(*(of_result(clause, scheme) for clause in clauses if example.subject in (None, clause.code)))


def _texts(lines: list[str], scheme: Scheme) -> tuple[Text, ...]:
    return tuple(linked(line, scheme) for line in lines)


def _patient(facts: PatientFacts) -> Iterator[str]:
    known = [
        "" if facts.born is None else f"born {figures.day(facts.born)}",
        facts.sex or "",
        "" if facts.registered is None else f"registered {figures.day(facts.registered)}",
        "" if facts.left is None else f"left {figures.day(facts.left)}",
    ]
    about = ", ".join(part for part in known if part)
    yield f"Patient {about}" if about else "A patient"
    for event in facts.events:
        reading = "" if event.value is None else f" {words.value(event.value)}"
        together = "" if event.consultation is None else f" in consultation {event.consultation}"
        yield f"{event.codes}{reading} on {figures.day(event.day)}{together}"


def _practice(facts: PracticeFacts, scheme: Scheme) -> Iterator[str]:
    yield f"Practice of {figures.patients(facts.list_size)}"
    if facts.weighted_list is not None:
        yield f"{figures.number(facts.weighted_list)} weighted patients"
    for code, achieved, of in facts.achieved:
        share = f" ({figures.percent(Fraction(achieved, of))})" if of else ""
        yield f"{figures.number(achieved)} of {figures.number(of)} achieved in {code}{share}"
    yield from _done(facts, scheme)
    for register, count in facts.on_register:
        yield f"{figures.patients(count)} on {register}"
    for register, factor in facts.factors:
        yield f"Prevalence factor {figures.number(factor)} for {register}"
    for what, on in facts.submitted:
        yield f"“{what}” submitted on {figures.day(on)}"
    if facts.signed_up is not None:
        yield f"Signed up for {listed(list(facts.signed_up), 'and')}, and for nothing else that it can choose"


def _done(facts: PracticeFacts, scheme: Scheme) -> Iterator[str]:
    """How many of each item, and how many of them are paid more.

    The quarter is named where it matters to the sum or where another than the first was told of: an author need not
    write the first.
    """
    told: list[tuple[str, str, int, int]] = [(code, "", quarter, count) for code, quarter, count in facts.items]
    told += [(code, f" with “{title}”", quarter, count) for code, title, quarter, count in facts.more]
    by_quarter = {item.code for item in scheme.items if item.pay.volume is not None and item.pay.volume.per_quarter}
    by_quarter |= {code for code, _, quarter, _ in told if quarter > 1}
    for code, more, quarter, count in told:
        when = f" in quarter {quarter}" if code in by_quarter else ""
        yield f"{figures.number(count)} of {code}{more}{when}"


def _expected(expect: PatientExpectation, subject: str, scheme: Scheme) -> str:
    said: list[str] = []
    if expect.excluded is not None:
        said.append(f"left out: {expect.excluded}")
    if expect.adjusted is not None:
        said.append(f"left out as one of the {words.adjustments_name(scheme)}: {expect.adjusted}")
    if expect.in_numerator:
        said.append("counts, and is achieved")
    elif expect.in_numerator is False and expect.in_denominator:
        said.append("counts, but is not achieved")
    elif expect.in_numerator is False:
        said.append("is not achieved")
    elif expect.in_denominator:
        said.append("counts")
    elif expect.in_denominator is False and not said:
        said.append("does not count")
    if expect.counted is not None:
        said.append(f"{figures.number(expect.counted)} counted")
    said += [f"{figures.number(done)} paid more for {title}" for title, done in expect.raised]
    if expect.on_register is not None:
        said.append(f"is on the {subject} register" if expect.on_register else f"is not on the {subject} register")
    return figures.sentence_case("; ".join(said))


def _due(example: PracticeExample) -> str:
    said = [figures.points(example.points)] if example.points is not None else []
    said += [figures.pence(example.pounds)] if example.pounds is not None else []
    said += [f"{figures.pence(pounds)} on {figures.day(on)}" for on, pounds in example.on_days]
    return ", ".join(said)
