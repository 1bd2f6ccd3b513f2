"""From counts to pounds: a statement for each practice, and all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from dsl.model.checked import CheckedScheme
from dsl.model.pay import SchemeCap
from dsl.model.scheme import RoundAt, Scheme
from dsl.report import figures
from dsl.run.counts import PracticeCounts, PracticeInputs
from dsl.run.facts import Clause, Facts, problems_of
from dsl.run.limits import limited, shared
from dsl.run.lines import line_of
from dsl.run.statement import Problem, Reduction, Settlement, Statement
from dsl.run.taking_part import left_out, why_not
from dsl.run.values import rounded
from dsl.run.when import When


def pay(
    checked: CheckedScheme, inputs: Sequence[PracticeInputs], counts: Sequence[PracticeCounts], when: When
) -> Settlement:
    """What each practice is due, or why that cannot be worked out; then nothing is due to anybody.

    Only practices that have joined by the reference date, and have not left by then, are paid; only theirs need lists
    and counts. Of what practices choose, only what they have signed up for is paid.
    """
    return settle(checked.scheme, inputs, counts, when)


def settle(
    scheme: Scheme, inputs: Sequence[PracticeInputs], counts: Sequence[PracticeCounts], when: When
) -> Settlement:
    """The same, for whoever asks what a scheme would pay before it is found in order, as a proof does."""
    problems = tuple(sorted(_problems(scheme, inputs, counts, when)))
    if problems:
        return Settlement((), Fraction(0), scheme.budget, None, (), problems)
    by_practice = {count.practice: count for count in counts}
    statements = tuple(
        _statement(scheme, each, by_practice.get(each.practice), when)
        for each in sorted(inputs, key=lambda each: each.practice)
    )
    if scheme.scheme_cap is not None:
        statements = _within(statements, scheme.scheme_cap)
    total = sum((statement.total for statement in statements), Fraction(0))
    over = None if scheme.budget is None else total - scheme.budget
    return Settlement(statements, total, scheme.budget, over, tuple(_comparison(scheme, total)))


def _problems(
    scheme: Scheme, inputs: Sequence[PracticeInputs], counts: Sequence[PracticeCounts], when: When
) -> Iterator[Problem]:
    clauses: tuple[Clause, ...] = (*scheme.paying, *scheme.practice_caps)
    by_practice = {count.practice: count for count in counts}
    known = Counter(each.practice for each in inputs)
    yield from (Problem(name, "the practice is listed twice") for name, times in known.items() if times > 1)
    counted = Counter(count.practice for count in counts)
    yield from (Problem(name, "the practice is counted twice") for name, times in counted.items() if times > 1)
    unlisted = counted.keys() - known.keys()
    yield from (Problem(name, "patients are counted, but no such practice is listed") for name in unlisted)
    for each in inputs:
        if why_not(each, when):
            continue
        if each.practice not in by_practice:
            yield Problem(each.practice, "nothing is counted for the practice")
        else:
            facts = Facts(each, by_practice[each.practice])
            yield from problems_of(facts, clauses, scheme, left_out(scheme, each, when))
        if each.signed_up is None and scheme.menu:
            yield Problem(each.practice, "nothing says what the practice has signed up for")


def _statement(scheme: Scheme, inputs: PracticeInputs, counts: PracticeCounts | None, when: When) -> Statement:
    reason = why_not(inputs, when)
    if reason or counts is None:
        return Statement(inputs.practice, inputs.name, False, reason, (), (), Fraction(0))
    facts = Facts(inputs, counts)
    lines = tuple(line_of(clause, facts, scheme, when) for clause in scheme.paying)
    total = sum((line.pounds for line in lines), Fraction(0))
    steps: tuple[str, ...] = ()
    if scheme.rounding.at is RoundAt.TOTAL:
        whole, rounding = rounded(total, scheme.rounding), scheme.rounding
        if whole != total:
            way = f"rounded {rounding.way.value} to the {rounding.to.value}"
            steps = (f"the lines make {figures.money(total)}, {way}: {figures.money(whole)}",)
        total = whole
    total, reductions = limited(total, [cap for cap in scheme.practice_caps if cap.on is None], facts, scheme)
    return Statement(inputs.practice, inputs.name, True, "", lines, reductions, total, steps)


def _within(statements: tuple[Statement, ...], cap: SchemeCap) -> tuple[Statement, ...]:
    """The statements held to the scheme's limit, what it takes off standing as a reduction of its own."""
    totals = {statement.practice: statement.total for statement in statements}
    asked = sum(totals.values(), Fraction(0))
    shares = shared(totals, cap)
    return tuple(_less(statement, shares[statement.practice], asked, cap) for statement in statements)


def _less(statement: Statement, share: Fraction, asked: Fraction, cap: SchemeCap) -> Statement:
    if share == statement.total:
        return statement
    steps = (
        f"all practices together would be paid {figures.money(asked)}; the limit is {figures.money(cap.amount)}",
        f"{figures.money(statement.total)} × {figures.money(cap.amount)} ÷ {figures.money(asked)}, "
        f"to the penny: {figures.money(share)}",
    )
    reduction = Reduction("Limit for the scheme", statement.total - share, steps)
    return replace(statement, reductions=(*statement.reductions, reduction), total=share)


def _comparison(scheme: Scheme, total: Fraction) -> Iterable[str]:
    yield f"all practices together: {figures.money(total)}"
    if scheme.budget is None:
        return
    over = total - scheme.budget
    side = "over" if over > 0 else "under"
    if over == 0:
        yield f"that is the budget of {figures.money(scheme.budget)}"
    else:
        yield f"that is {figures.money(abs(over))} {side} the budget of {figures.money(scheme.budget)}"
