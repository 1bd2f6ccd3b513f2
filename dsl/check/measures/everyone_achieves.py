"""T270"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import required
from dsl.model.conditions import Everyone
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label, Level


class EveryoneAchieves(Rule):
    """Everyone in the denominator is in the numerator.

    The numerator asks for nothing that the denominator has not asked for already. Every practice achieves 100%,
    whatever it does.

    ## Wrong

    ```scheme lines
    denominator on HYP and with BP_COD in scheme year
    numerator with BP_COD in scheme year
    ```

    ## Right

    ```scheme lines
    denominator on HYP
    numerator with BP_COD in scheme year
    ```
    """

    code = "T270"
    slug = "everyone-achieves"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Indicators whose numerator is all of the denominator's condition, or some of its parts, or everyone."""
        for indicator in scheme.indicators:
            asked = set(required(indicator.denominator)) | {Everyone()}
            if set(required(indicator.numerator)) <= asked:
                yield self.at(
                    indicator.numerator.span,
                    f"everyone in the denominator of {indicator.code} is in its numerator",
                    secondary=(Label(indicator.denominator.span, "this asks for as much"),),
                    path=(scheme.title, indicator.code, "numerator"),
                    help="ask in the numerator for what the practice should do",
                )
