"""T261"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import every_window
from dsl.model.days import FromTo, FromToAfter, InAfter, InBefore, Length, Window
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic
from dsl.report.figures import day

SHORTEST = {"days": 1, "weeks": 7, "months": 28, "years": 365}
LONGEST = {"days": 1, "weeks": 7, "months": 31, "years": 366}


class EmptyWindow(Rule):
    """A window closes before it opens.

    No day lies in it, so no event can ever fall there, and nobody can meet the condition.

    ## Wrong

    ```scheme lines
    numerator with BP_COD from 30 June 2026 to 1 April 2026
    ```

    ## Right

    ```scheme lines
    numerator with BP_COD from 1 April 2026 to 30 June 2026
    ```
    """

    code = "T261"
    slug = "empty-window"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Windows between two days, between two lengths, or of no length."""
        for path, window in every_window(scheme):
            why = _empty(window)
            if why:
                yield self.at(
                    window.span,
                    "no day lies in this window",
                    path=path,
                    why=why,
                    help="write the earlier end first"
                    if isinstance(window, FromTo | FromToAfter)
                    else "give it a length",
                )


def _empty(window: Window) -> str:
    match window:
        case FromTo() if window.last < window.first:
            return f"it opens on {day(window.first)} and closes on {day(window.last)}"
        case FromToAfter() if _certainly_longer(window.first, window.last):
            return "it opens later than it closes"
        case InBefore() | InAfter() if window.length.count == 0:
            return f"it is 0 {window.length.unit} long"
        case _:
            return ""


def _certainly_longer(one: Length, other: Length) -> bool:
    """Whether one length is longer than another in every month and year."""
    if one.unit == other.unit:
        return one.count > other.count
    return one.count * SHORTEST[one.unit] > other.count * LONGEST[other.unit]
