"""Does the scheme ever cost more than its budget?

A limit on the whole scheme decides by itself. Otherwise every form of pay is largest at one of its breakpoints: all
patients achieved, the dearest rung that can be reached, as many of an item as can count, the largest list and register,
and all that practices choose, as no line takes from another and one that they did not sign up for pays nothing.
These can be had at once, because the counts of one measure are taken not to bind those of another; so the evaluator's
pay of one such practice is the most that any practice is paid, and so many times that is what the scheme costs at most.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from dsl.model.guarantees import NeverOver
from dsl.model.measures import Indicator
from dsl.model.pay import Amount, Ladder, ListKind, Rung
from dsl.model.scheme import Scheme
from dsl.prove.finding import Finding, Verdict
from dsl.prove.items import most_done
from dsl.prove.made_up import Achieved, total
from dsl.report.figures import money
from dsl.run.facts import lists_wanted

PENCE = 100
MOST_PAID = 1_000
"""Practices that are paid at most to show that a claim fails."""


def never_over(scheme: Scheme, claim: NeverOver) -> Finding:
    """Proved with the most it can cost, refuted with practices that cost more, or not proved."""
    budget, cap = scheme.budget, scheme.scheme_cap
    if budget is None:
        return Finding(claim, Verdict.NOT_PROVED, "the scheme states no budget")
    if cap is not None and cap.amount <= budget:
        why = f"all practices together are held to {money(cap.amount)}, and the budget is {money(budget)}"
        return Finding(claim, Verdict.PROVED, why)
    if claim.practices is None or claim.patients is None:
        why = "nothing says how many practices take part at most, and how large they are"
        return Finding(claim, Verdict.NOT_PROVED, why)
    if any(kind is ListKind.WEIGHTED for kind, _ in lists_wanted(scheme)):
        why = "a weighted list is used, and a number of patients does not say how large that can be"
        return Finding(claim, Verdict.NOT_PROVED, why)
    return _by_practices(scheme, claim, claim.practices, claim.patients, budget)


def _by_practices(scheme: Scheme, claim: NeverOver, practices: int, patients: int, budget: Fraction) -> Finding:
    achieved = {indicator.code: most_of(indicator, patients) for indicator in scheme.indicators}
    done = {item.code: most_done(item, scheme, patients) for item in scheme.items}
    each = total(replace(scheme, scheme_cap=None), 1, patients, achieved, done)
    if each is None:
        return Finding(claim, Verdict.NOT_PROVED, f"pay cannot be worked out for a practice of {patients:,} patients")
    cap = scheme.scheme_cap
    most = practices * each if cap is None else min(practices * each, Fraction(floor(cap.amount * PENCE), PENCE))
    if most <= budget:
        chosen = " that signs up for everything" if scheme.menu else ""
        why = (
            f"a practice of {patients:,} patients{chosen} earns at most {money(each)}, no register being larger than "
            f"its list; {practices:,} practices cost at most {money(most)}"
        )
        return Finding(claim, Verdict.PROVED, why)
    enough = floor(budget / each) + 1
    paid = total(scheme, enough, patients, achieved, done) if enough <= MOST_PAID else None
    if paid is None or paid <= budget:
        return Finding(claim, Verdict.NOT_PROVED, f"it may cost {money(most)}, and no practices were found that do")
    many = "1 practice" if enough == 1 else f"{enough:,} practices"
    why = (
        f"{many} of {patients:,} patients, with everybody on every register and {_shown(achieved, done)}, are paid "
        f"{money(paid)}; the budget is {money(budget)}"
    )
    return Finding(claim, Verdict.REFUTED, why)


def most_of(indicator: Indicator, patients: int) -> Achieved:
    """Patients achieved, and of how many, where the indicator pays most."""
    if not isinstance(indicator.pay, Ladder):
        return patients, patients
    reached = [(size_of(rung.amount), at) for rung in indicator.pay.rungs if (at := _on(rung, patients)) is not None]
    return max(reached, default=(Fraction(0), (0, patients)))[1]


def size_of(amount: Amount) -> Fraction:
    """Points, pounds, or the share of the pot: the rungs of a ladder are all in one of them."""
    return amount.pounds or amount.points or amount.of_pot or Fraction(0)


def _on(rung: Rung, patients: int) -> Achieved | None:
    """Whole patients of the largest denominator that stand on a rung, if any do."""
    if rung.lower > 1 or (rung.upper is not None and rung.upper <= rung.lower < 1):
        return None
    for denominator in range(patients, 0, -1):
        numerator = ceil(rung.lower * denominator)
        share = Fraction(numerator, denominator)
        if share <= 1 and (rung.upper is None or share < rung.upper or share == rung.upper == 1):
            return numerator, denominator
    return None


def _shown(achieved: dict[str, Achieved], done: dict[str, tuple[int, ...]]) -> str:
    said = [f"{sum(each):,} of {code}" for code, each in done.items()]
    if achieved and all(numerator == denominator for numerator, denominator in achieved.values()):
        return ", ".join(["everybody achieved", *said])
    return ", ".join([*(f"{count:,} of {of:,} achieved in {code}" for code, (count, of) in achieved.items()), *said])
