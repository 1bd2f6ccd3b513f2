"""T271"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import required
from dsl.model.conditions import AnyOf, Condition
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label


class NobodyAchieves(Rule):
    """An exclusion removes everyone who would be achieved.

    Exclusions are asked before the numerator. When the exclusion holds of everyone who meets the numerator, nobody is
    ever achieved.

    ## Wrong

    ```scheme lines
    exclude "Reading taken" when with BP_COD in scheme year
    numerator with BP_COD in scheme year
    ```

    ## Right

    ```scheme lines
    exclude "No reading yet" when without BP_COD ever
    numerator with BP_COD in scheme year
    ```
    """

    code = "T271"
    slug = "nobody-achieves"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Exclusions that hold wherever the numerator does."""
        for indicator in scheme.indicators:
            for reason in indicator.exclusions:
                if _follows(indicator.numerator, reason.condition):
                    yield self.at(
                        reason.condition.span,
                        f'"{reason.title}" removes everyone whom {indicator.code} would count as achieved',
                        secondary=(Label(indicator.numerator.span, "whoever meets this is removed"),),
                        path=(scheme.title, indicator.code, "exclude"),
                        help="exclude those the measure is not meant for, not those who meet it",
                    )


def _follows(given: Condition, asked: Condition) -> bool:
    """Whether whoever meets `given` plainly meets `asked`: it is the same, a part of it, or a choice that it is."""
    choices = asked.parts if isinstance(asked, AnyOf) else (asked,)
    return any(choice == given or choice in required(given) for choice in choices)
