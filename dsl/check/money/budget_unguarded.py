"""G404"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import money


class BudgetUnguarded(Rule):
    """A scheme has a budget, and nothing keeps it within it.

    What practices earn depends on what they achieve and on how many patients they have. Without a cap on the whole
    scheme the budget is a hope.

    ## Wrong

    ```scheme lines
    budget £250,000
    ```

    ## Right

    ```scheme lines
    budget £250,000

    caps
      scheme at most £250,000, shared pro rata
    ```
    """

    code = "G404"
    slug = "budget-unguarded"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """A budget without a cap on the scheme, where anything is paid; nothing where a cap was not read."""
        if scheme.budget is not None and scheme.scheme_cap is None and scheme.caps_known and scheme.paying:
            yield self.at(
                scheme.place("budget"),
                f"nothing keeps this scheme within its budget of {money(scheme.budget)}",
                path=(scheme.title, "budget"),
                help=f"add to a `caps` block: scheme at most {money(scheme.budget)}, shared pro rata",
            )
