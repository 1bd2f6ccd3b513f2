"""P310"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dsl.check.rule import Rule
from dsl.check.walk import paying
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label
from dsl.report.figures import day


class InstalmentsOutOfOrder(Rule):
    """The days of the instalments are not one after the other.

    The last instalment carries the pence that rounding leaves, so which one is the last matters. Two instalments on one
    day are one.

    ## Wrong

    ```scheme lines
    in 2 instalments on 31 January 2027 and 31 July 2026
    ```

    ## Right

    ```scheme lines
    in 2 instalments on 31 July 2026 and 31 January 2027
    ```
    """

    code = "P310"
    slug = "instalments-out-of-order"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Instalments that are not later than the one before."""
        for path, clause in paying(scheme):
            for before, after in pairwise(clause.instalments):
                if after.day <= before.day:
                    yield self.at(
                        after.span,
                        f"this instalment is due on {day(after.day)}, not after the one before it",
                        secondary=(Label(before.span, "the one before"),),
                        path=(*path, "instalments"),
                        help="write the days in their order, each once",
                    )
