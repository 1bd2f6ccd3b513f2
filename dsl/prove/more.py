"""Does doing more ever pay less?

One more of an item pays its price, or that beyond its limit, and neither is below nothing. To sign up for more adds a
line that is not below nothing, and leaves the others as they are.

One more patient achieved raises achievement, whether the patient was outstanding before or set aside by an adjustment.
Points on a range, a weight in the pot on one, an amount a patient and what is not paid all rise with achievement or
stay; a ladder does unless a rung pays less than the one before it, or the ladder ends. Rounding, limits, and sharing a
limit in proportion to the penny keep the order of two sums. So the rungs' ends decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from dsl.model.guarantees import MoreNeverLess
from dsl.model.pay import Ladder
from dsl.model.scheme import Scheme
from dsl.prove.cost import size_of
from dsl.prove.finding import Finding, Verdict
from dsl.prove.items import displaced
from dsl.prove.made_up import total
from dsl.report.figures import money

LIST = 10_000
MOST_TRIED = 300
"""Denominators among which a practice that loses is looked for."""


def more_never_less(scheme: Scheme, claim: MoreNeverLess) -> Finding:
    """Proved, refuted with a practice that loses by one patient more, or not proved."""
    stays = True
    for indicator in scheme.indicators:
        if not isinstance(indicator.pay, Ladder):
            continue
        for end, after in drops(indicator.pay):
            stays = False
            lost = _loser(scheme, indicator.code, end, after)
            if lost:
                return Finding(claim, Verdict.REFUTED, lost)
    for item in scheme.items:
        for beside in item.counting.not_with:
            why = f"an entry of {beside.codes} {beside.near.value} takes one of {item.code} out of what counts"
            return Finding(claim, Verdict.NOT_PROVED, why)
        if why := displaced(item):
            return Finding(claim, Verdict.NOT_PROVED, why)
    if stays:
        chosen = ", signing up for more only adds" if scheme.menu else ""
        order = "and rounding, limits and sharing keep the order"
        why = f"what each clause pays rises with what is done or stays{chosen}, {order}"
        return Finding(claim, Verdict.PROVED, why)
    return Finding(claim, Verdict.NOT_PROVED, "a ladder falls, and no practice was found that loses by it")


def drops(ladder: Ladder) -> Iterator[tuple[Fraction, Fraction | None]]:
    """Where a ladder pays less from some share of patients on, and up to where; None to the top."""
    ends = sorted(
        {rung.lower for rung in ladder.rungs} | {rung.upper for rung in ladder.rungs if rung.upper is not None}
    )
    before = Fraction(0)
    for place, end in enumerate(ends):
        if end > 1:
            return
        now = paid_at(ladder, end)
        if now < before:
            yield end, ends[place + 1] if place + 1 < len(ends) else None
        before = now


def paid_at(ladder: Ladder, share: Fraction) -> Fraction:
    """What the ladder pays for a share of patients achieved, in points or pounds."""
    for rung in ladder.rungs:
        if rung.lower <= share and (rung.upper is None or share < rung.upper or share == rung.upper == 1):
            return size_of(rung.amount)
    return Fraction(0)


def _loser(scheme: Scheme, code: str, end: Fraction, after: Fraction | None) -> str:
    """A practice that the evaluator pays less for one patient more; nothing if none is found. A hundred first."""
    for patients in (100, *range(1, MOST_TRIED)):
        more = ceil(end * patients)
        if more < 1 or more > patients or (after is not None and Fraction(more, patients) >= after):
            continue
        low = total(scheme, 1, LIST, {code: (more - 1, patients)})
        high = total(scheme, 1, LIST, {code: (more, patients)})
        if low is not None and high is not None and high < low:
            return (
                f"in {code}, a practice with {more - 1:,} of {patients:,} achieved is paid {money(low)} in all, and "
                f"with {more:,} of {patients:,} {money(high)}"
            )
    return ""
