"""G401"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic
from dsl.report.figures import money


class BudgetPassed(Rule):
    """The scheme's cap lets it cost more than its budget.

    The cap is what the scheme may cost at most, and the budget is what has been set aside for it.

    ## Wrong

    ```scheme lines
    budget £250,000

    caps
      scheme at most £300,000, shared pro rata
    ```

    ## Right

    ```scheme lines
    budget £250,000

    caps
      scheme at most £250,000, shared pro rata
    ```
    """

    code = "G401"
    slug = "budget-passed"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """A cap on the scheme above its budget."""
        cap, budget = scheme.scheme_cap, scheme.budget
        if cap is not None and budget is not None and cap.amount > budget:
            yield self.at(
                cap.span,
                f"the scheme may cost {money(cap.amount)}, and its budget is {money(budget)}",
                path=(scheme.title, "caps"),
                why=f"practices that earn it all are paid {money(cap.amount - budget)} more than was set aside",
                help=f"write: scheme at most {money(budget)}, shared pro rata",
            )
