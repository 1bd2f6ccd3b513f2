"""The short table at the end of a run: practice, achievement, payment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain

from dsl.model.measures import CodeSystem
from dsl.model.origins import Standing
from dsl.model.scheme import Scheme
from dsl.model.standing import of_scheme
from dsl.run.counts import IndicatorCount, PracticeCounts
from dsl.run.statement import Settlement, Statement
from schemec.sheets import rounded

MOST_OF_A_NAME = 40

Row = tuple[str, str, str, str]


def table(settlement: Settlement, counts: Sequence[PracticeCounts]) -> str:
    """One line a practice. Achievement is of all measures together: patients achieved of patients in denominators."""
    by_practice = {each.practice: each for each in counts}
    longest = max((len(each.practice) for each in settlement.statements), default=0)
    rows: list[Row] = [("Practice", "Achievement", "Points", "Payment")]
    for each in settlement.statements:
        name = f"{each.practice:<{longest}}  {_short(each.name)}"
        rows.append((name, _achievement(by_practice.get(each.practice), each), *_paid(each)))
    done = [_done(by_practice.get(each.practice), each) for each in settlement.statements]
    rows.append(("All practices", _achievement_of(chain(*done)), "", f"£{rounded_pounds(settlement.total)}"))
    if not any(row[2] for row in rows[1:]):
        rows[0] = ("Practice", "Achievement", "", "Payment")
    return aligned(rows)


def caution(scheme: Scheme) -> str:
    """Why nobody should be paid from a run of this scheme; empty where there is no such reason."""
    made_up = []
    if of_scheme(scheme) is Standing.ILLUSTRATIVE:
        made_up.append("some of its figures are illustrative")
    if any(codes.system is CodeSystem.SYNTHETIC for codes in scheme.code_lists):
        made_up.append("some of its code lists are synthetic")
    return f"Nobody should be paid from this run: {' and '.join(made_up)}." if made_up else ""


def rounded_pounds(value: Fraction) -> str:
    """12345.6 → 12,345.60"""
    whole, pence = rounded(value, 2).split(".")
    return f"{int(whole):,}.{pence}"


def _short(name: str) -> str:
    clean = "".join(sign if sign.isprintable() else " " for sign in name)
    return clean if len(clean) <= MOST_OF_A_NAME else clean[: MOST_OF_A_NAME - 1] + "…"


def _paid(statement: Statement) -> tuple[str, str]:
    if not statement.joined:
        return "", "not joined"
    points = [line.points for line in statement.lines if line.points is not None]
    return rounded(sum(points, Fraction(0)), 2) if points else "", f"£{rounded_pounds(statement.total)}"


def _done(counts: PracticeCounts | None, statement: Statement) -> tuple[IndicatorCount, ...]:
    """The measures of a practice, without those it could choose and has not."""
    without = {line.code for line in statement.lines if not line.signed_up}
    return () if counts is None else tuple(each for each in counts.indicators if each.indicator not in without)


def _achievement(counts: PracticeCounts | None, statement: Statement) -> str:
    return "" if counts is None else _achievement_of(_done(counts, statement))


def _achievement_of(measures: Iterable[IndicatorCount]) -> str:
    found = tuple(measures)
    denominator = sum(each.denominator for each in found)
    return f"{rounded(Fraction(100 * sum(each.numerator for each in found), denominator), 1)}%" if denominator else "–"


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows under each other: the first column to the left, the others to the right, empty columns left out."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for first, *others in rows:
        cells = [first.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True) if width]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
