"""How many pounds: every line of every practice in one table, and a statement for each practice alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from dsl.run.statement import Line, Reduction, Settlement, Statement
from schemec.sheets import Cell, document, exact, pounds, rounded, sheet

COLUMNS = (
    "practice_id",
    "practice",
    "kind",
    "clause",
    "title",
    "numerator",
    "denominator",
    "excluded",
    "adjusted",
    "items",
    "achievement_percent",
    "points",
    "pounds",
    "due_on",
    "standing",
    "how",
)
"""`kind` is `line`, `instalment` (a part of the line above it), `limit` (taken off), or `total`.

`standing` is how far the weakest figure behind the pounds can be relied on: for a limit or a total, of all figures.
"""

FIGURES = ("achievement_percent", "points", "pounds")

READABLE_PLACES = 6
NOT_COUNTED = (None,) * 7


def files(run: Mapping[str, Any], settlement: Settlement, file_of: Mapping[str, str]) -> dict[str, bytes]:
    """`payments.csv` and `.json` for all practices; `statements/<practice>.csv` and `.json` for each."""
    weakest = run["weakest_standing"]
    made = {
        "payments.csv": sheet(
            COLUMNS, (row for each in settlement.statements for row in _rows(each, weakest)), FIGURES
        ),
        "payments.json": document(
            {
                **run,
                "total": pounds(settlement.total),
                "budget": _if(settlement.budget),
                "over_budget": _if(settlement.over_budget),
                "steps": list(settlement.steps),
                "practices": [_statement(each) for each in settlement.statements],
            }
        ),
    }
    for each in settlement.statements:
        made[f"statements/{file_of[each.practice]}.csv"] = sheet(COLUMNS, _rows(each, weakest), FIGURES)
        made[f"statements/{file_of[each.practice]}.json"] = document({**run, **_statement(each)})
    return made


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "practice_id": statement.practice,
        "practice": statement.name,
        "joined": statement.joined,
        "reason": statement.reason,
        "lines": [_line(line) for line in statement.lines],
        "limits": [_reduction(each) for each in statement.reductions],
        "steps": list(statement.steps),
        "total": pounds(statement.total),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "clause": line.code,
        "title": line.title,
        "signed_up": line.signed_up,
        "numerator": line.numerator,
        "denominator": line.denominator,
        "excluded": line.excluded,
        "adjusted": line.adjusted,
        "items": line.items,
        "points": None if line.points is None else exact(line.points),
        "prevalence_factor": None if line.prevalence_factor is None else exact(line.prevalence_factor),
        "list_factor": None if line.list_factor is None else exact(line.list_factor),
        "before_rounding": exact(line.exact),
        "over_limit": pounds(line.over_limit),
        "pounds": pounds(line.pounds),
        "standing": _standing(line),
        "instalments": [{"due_on": due.day.isoformat(), "pounds": pounds(due.pounds)} for due in line.instalments],
        "steps": list(line.steps),
    }


def _reduction(reduction: Reduction) -> dict[str, Any]:
    return {"title": reduction.title, "pounds": pounds(reduction.pounds), "steps": list(reduction.steps)}


def _rows(statement: Statement, weakest: str | None) -> Iterator[tuple[Cell, ...]]:
    who = (statement.practice, statement.name)
    for line in statement.lines:
        achieved = None if line.achievement is None else rounded(line.achievement * 100, READABLE_PLACES)
        points = None if line.points is None else rounded(line.points, READABLE_PLACES)
        how = "; ".join(line.steps)
        counted = (line.numerator, line.denominator, line.excluded, line.adjusted, line.items, achieved, points)
        yield (*who, "line", line.code, line.title, *counted, _readable(line.pounds), None, _standing(line), how)
        for due in line.instalments:
            yield (*who, "instalment", line.code, "", *NOT_COUNTED, _readable(due.pounds), due.day, _standing(line), "")
    for each in statement.reductions:
        taken = pounds(-each.pounds)
        yield (*who, "limit", "", each.title, *NOT_COUNTED, taken, None, weakest, "; ".join(each.steps))
    how = "; ".join(statement.steps) or statement.reason
    yield (*who, "total", "", "", *NOT_COUNTED, pounds(statement.total), None, weakest, how)


def _readable(value: Fraction) -> str:
    """Pounds and pence; where only totals are rounded, a line may have more places than a person can read."""
    return pounds(value) if (value * 100).denominator == 1 else rounded(value, READABLE_PLACES)


def _standing(line: Line) -> str | None:
    return None if line.standing is None else line.standing.value


def _if(value: Fraction | None) -> str | None:
    return None if value is None else pounds(value)
