"""T273"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import every_condition
from dsl.model.conditions import AllOf, AnyOf, Condition
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label, Level


class SaidTwice(Rule):
    """A condition is joined with itself.

    Said once or twice it means the same. Perhaps one of the two was meant to name another code list or another window.

    ## Wrong

    ```scheme lines
    numerator with BP_COD in scheme year or with BP_COD in scheme year
    ```

    ## Right

    ```scheme lines
    numerator with BP_COD in scheme year
    ```
    """

    code = "T273"
    slug = "said-twice"
    level = Level.WARNING
    spare = True

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Parts of an `and` or an `or` that repeat an earlier part, each once however often it is repeated."""
        for path, condition in every_condition(scheme):
            if not isinstance(condition, AllOf | AnyOf):
                continue
            first: dict[Condition, Condition] = {}
            told: set[Condition] = set()
            for part in condition.parts:
                earlier = first.setdefault(part, part)
                if earlier is not part and part not in told:
                    told.add(part)
                    yield self.at(
                        part.span,
                        "this condition is said twice",
                        secondary=(Label(earlier.span, "first said here"),),
                        path=path,
                        help="take one of the two out, or correct it",
                    )
