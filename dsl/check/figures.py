"""The lines of a scheme whose figures decide money, with where the figures come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dsl.check.walk import Path, paying
from dsl.model.origins import Origin
from dsl.model.pay import Ladder, Unpaid
from dsl.model.scheme import Scheme
from dsl.report.figures import money
from dsl.source import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """One line with figures; `what` names it in a sentence."""

    what: str
    path: Path
    span: Span
    origin: Origin


def figures(scheme: Scheme) -> Iterator[Figure]:
    """Budget, point value, pot, average prevalences, what is paid, rung by rung, and caps."""
    if scheme.budget is not None:
        yield Figure("the budget", (scheme.title, "budget"), scheme.place("budget"), scheme.budget_origin)
    if scheme.point_value is not None:
        value = scheme.point_value
        yield Figure("the point value", (scheme.title, "point value"), value.span, value.origin)
    for part in scheme.pot:
        yield Figure("the pot", (scheme.title, "pot"), part.span, part.origin)
    for register in scheme.registers:
        if register.average_prevalence is not None:
            what = f"the average prevalence of {register.name}"
            where = (scheme.title, register.name, "average prevalence")
            yield Figure(what, where, register.span, register.prevalence_origin)
    for path, clause in paying(scheme):
        pay = clause.pay
        if isinstance(pay, Ladder):
            for number, rung in enumerate(pay.rungs, 1):
                yield Figure(f"rung {number} of {clause.code}", (*path, "ladder"), rung.span, rung.origin)
        elif not isinstance(pay, Unpaid):
            yield Figure(f"the pay of {clause.code}", (*path, "pays"), pay.span, pay.origin)
    for cap in (*scheme.practice_caps, *((scheme.scheme_cap,) if scheme.scheme_cap else ())):
        yield Figure(f"the cap of {money(cap.amount)}", (scheme.title, "caps"), cap.span, cap.origin)
