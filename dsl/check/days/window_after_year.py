"""T267"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dsl.check.rule import Rule
from dsl.check.walk import every_window
from dsl.model.days import FixedDay, FromTo, InAfter, OneSided, Side, Window
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import day


class WindowAfterYear(Rule):
    """A window opens after the scheme year has ended.

    The count is taken on the last day of the year, and events after it do not exist then. A window that was not moved
    when the scheme was renewed, or one with a slip in its year, finds nobody.

    ## Wrong

    ```scheme lines
    numerator with BP_COD on or after 1 September 2027
    ```

    ## Right

    ```scheme lines
    numerator with BP_COD on or after 1 September 2026
    ```
    """

    code = "T267"
    slug = "window-after-year"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Windows whose first day is a date later than the last day of the scheme year."""
        for path, window in every_window(scheme):
            opens = _opens(window)
            if opens is not None and opens > scheme.last_day:
                yield self.at(
                    window.span,
                    "this window opens after the scheme year has ended",
                    path=path,
                    why=f"the scheme year ends on {day(scheme.last_day)}",
                    help="check the year of the date",
                )


def _opens(window: Window) -> date | None:
    """The first day, or one shortly before it, of a window that hangs on a date; else None."""
    match window:
        case FromTo():
            return window.first if window.first <= window.last else None
        case OneSided() if window.side in (Side.AFTER, Side.ON_OR_AFTER) and isinstance(window.anchor, FixedDay):
            return window.anchor.day
        case InAfter() if isinstance(window.anchor, FixedDay):
            return window.anchor.day
        case _:
            return None
