"""Limits on pay: of one clause, of a practice's total, and of all practices together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor

from dsl.model.pay import PracticeCap, SchemeCap
from dsl.model.scheme import Scheme
from dsl.report import figures
from dsl.run.facts import Facts, list_day
from dsl.run.statement import Reduction
from dsl.run.values import at_most

PENNY = Fraction(1, 100)


def limited(
    pounds: Fraction, caps: Iterable[PracticeCap], facts: Facts, scheme: Scheme
) -> tuple[Fraction, tuple[Reduction, ...]]:
    """A sum held to each limit in turn, and what each took off.

    A sum is paid in whole pence (or pounds, as the scheme rounds): the most that can be paid is the limit rounded down.
    """
    taken: list[Reduction] = []
    for cap in caps:
        limit, how = _limit(cap, facts, scheme)
        most = at_most(limit, scheme.rounding)
        if pounds > most:
            steps = (f"limit: {how}", f"{figures.money(pounds)} is over it: {figures.money(most)} is paid")
            taken.append(Reduction("Limit for each practice", pounds - most, steps))
            pounds = most
    return pounds, tuple(taken)


def _limit(cap: PracticeCap, facts: Facts, scheme: Scheme) -> tuple[Fraction, str]:
    if cap.per_list is None:
        return cap.amount, figures.money(cap.amount)
    on = list_day(scheme, cap.day)
    size = facts.list_size(cap.per_list, on)
    limit = cap.amount * size
    listed = f"{figures.number(size)} {cap.per_list.value} patients on {figures.day(on)}"
    return limit, f"{figures.money(cap.amount)} × {listed} = {figures.money(limit)}"


def shared(totals: Mapping[str, Fraction], cap: SchemeCap) -> dict[str, Fraction]:
    """Each practice's total in proportion, so that together they make the limit to the penny; as they are up to it.

    Shares are rounded down to the penny; the pennies left over go to the largest remainders, of equal ones to the
    smallest practice id. Nobody is paid more than before.
    """
    asked = sum(totals.values(), Fraction(0))
    if asked <= cap.amount:
        return dict(totals)
    pence = floor(cap.amount / PENNY)
    exact = {practice: total * pence / asked for practice, total in totals.items()}
    whole = {practice: floor(share) for practice, share in exact.items()}
    by_remainder = sorted(exact, key=lambda practice: (whole[practice] - exact[practice], practice))
    for practice in by_remainder[: pence - sum(whole.values())]:
        whole[practice] += 1
    return {practice: share * PENNY for practice, share in whole.items()}
