"""What pay comes to: lines, a statement for each practice, and the settlement of all. Sums are exact pounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dsl.model.origins import Standing


@dataclass(frozen=True, slots=True)
class Due:
    """One instalment."""

    day: date
    pounds: Fraction


@dataclass(frozen=True, slots=True)
class Line:
    """What one clause pays one practice.

    `achievement` is None where no measure earns the pay or nobody is in the denominator. `points` have the prevalence
    factor in them; factors that play no part are None. `exact` is the sum before rounding, `pounds` the sum after
    rounding and after limits on this clause, which took off `over_limit`. `steps` say how, in order, in exact
    numbers. `excluded` and `adjusted` are the patients who left the denominator. `standing` is that of the weakest
    figure that the pay is worked out with; None where a figure has no source. `items` is how many count for an item.
    A line that is not `signed_up` pays nothing, as the practice could choose and has not: the first step says so.
    """

    code: str
    title: str
    numerator: int | None
    denominator: int | None
    achievement: Fraction | None
    points: Fraction | None
    prevalence_factor: Fraction | None
    list_factor: Fraction | None
    exact: Fraction
    pounds: Fraction
    over_limit: Fraction = Fraction(0)
    instalments: tuple[Due, ...] = ()
    steps: tuple[str, ...] = ()
    excluded: int | None = None
    adjusted: int | None = None
    standing: Standing | None = None
    items: int | None = None
    signed_up: bool = True


@dataclass(frozen=True, slots=True)
class Reduction:
    """A sum that a limit takes off a practice's total; `pounds` is how much less, not negative."""

    title: str
    pounds: Fraction
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one practice is due: total = lines, rounded where the scheme rounds totals, less the reductions.

    A practice that is not `joined` has no lines and is due nothing; `reason` says why.
    """

    practice: str
    name: str
    joined: bool
    reason: str
    lines: tuple[Line, ...]
    reductions: tuple[Reduction, ...]
    total: Fraction
    steps: tuple[str, ...] = ()

    def line(self, code: str) -> Line:
        """The line of that indicator or payment; KeyError if there is none."""
        for line in self.lines:
            if line.code == code:
                return line
        raise KeyError(code)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Why pay cannot be worked out: what is missing or impossible, for which practice."""

    practice: str
    what: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """Statements by practice id, and all of them together. With problems there are no statements and nothing is due.

    `over_budget` is by how much the total passes the budget, negative where it stays under; None without a budget.
    """

    statements: tuple[Statement, ...]
    total: Fraction
    budget: Fraction | None
    over_budget: Fraction | None
    steps: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
