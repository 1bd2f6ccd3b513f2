"""T269"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import every_condition, every_window
from dsl.model.conditions import Reaching, WithAtLeast
from dsl.model.days import FromToAfter, InAfter, InBefore, Length
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import number
from dsl.source import Span

IN_A_YEAR = {"days": 365, "weeks": 52, "months": 12, "years": 1}
LIFETIME = 130


class BeyondALifetime(Rule):
    """A length of time is longer than any patient's life.

    Such a window holds every event a record can have, and such an age nobody reaches. `ever` says the first plainly; a
    figure too many is the likelier reason.

    ## Wrong

    ```scheme lines
    numerator with BP_COD in the 1200 years before year end
    ```

    ## Right

    ```scheme lines
    numerator with BP_COD in the 12 years before year end
    ```
    """

    code = "T269"
    slug = "beyond-a-lifetime"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Lengths of windows, of ages reached and between events that are far beyond a hundred years."""
        lengths: list[tuple[tuple[str, ...], Span, Length]] = []
        for path, window in every_window(scheme):
            match window:
                case InBefore() | InAfter():
                    lengths.append((path, window.span, window.length))
                case FromToAfter():
                    lengths.append((path, window.span, window.last))
                case _:
                    pass
        for path, condition in every_condition(scheme):
            match condition:
                case Reaching():
                    lengths.append((path, condition.span, condition.age))
                case WithAtLeast() if condition.apart is not None:
                    lengths.append((path, condition.span, condition.apart))
                case _:
                    pass
        for path, span, length in lengths:
            if length.count > LIFETIME * IN_A_YEAR[length.unit]:
                yield self.at(
                    span,
                    f"{number(length.count)} {length.unit} is longer than any patient's life",
                    path=path,
                    help="check the number; for all time, write ever",
                )
