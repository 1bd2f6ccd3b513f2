"""P302"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dsl.check.rule import Rule
from dsl.check.walk import paying
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic
from dsl.report.figures import percent


class InstalmentsDoNotSum(Rule):
    """The shares of the instalments do not make 100%.

    The last instalment carries what the others leave, so it would not be the share that is written, and a practice that
    works its share out by hand gets another sum.

    ## Wrong

    ```scheme lines
    in instalments of 40% on 31 July 2026 and 50% on 31 January 2027
    ```

    ## Right

    ```scheme lines
    in instalments of 40% on 31 July 2026 and 60% on 31 January 2027
    ```
    """

    code = "P302"
    slug = "instalments-do-not-sum"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Indicators and payments whose instalments make more or less than the whole."""
        for path, clause in paying(scheme):
            total = sum((part.share for part in clause.instalments), Fraction(0))
            if clause.instalments and total != 1:
                yield self.at(
                    clause.instalments[0].span.to(clause.instalments[-1].span),
                    f"the instalments make {percent(total)}",
                    path=(*path, "instalments"),
                    help="make the shares add up to 100%",
                )
