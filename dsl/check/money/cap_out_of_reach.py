"""P313"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label, Level
from dsl.report.figures import money


class CapOutOfReach(Rule):
    """A cap on each practice is higher than the cap on the whole scheme.

    The scheme's cap is reached before any practice comes near its own, so the practice cap protects nothing.

    ## Wrong

    ```scheme lines
    caps
      each practice at most £500,000
      scheme at most £250,000, shared pro rata
    ```

    ## Right

    ```scheme lines
    caps
      each practice at most £5,000
      scheme at most £250,000, shared pro rata
    ```
    """

    code = "P313"
    slug = "cap-out-of-reach"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Plain sums that cap a practice above the scheme's own cap."""
        if scheme.scheme_cap is None:
            return
        for cap in scheme.practice_caps:
            if cap.per_list is None and cap.amount > scheme.scheme_cap.amount:
                yield self.at(
                    cap.span,
                    f"one practice may have {money(cap.amount)}, and all together {money(scheme.scheme_cap.amount)}",
                    secondary=(Label(scheme.scheme_cap.span, "all together"),),
                    path=(scheme.title, "caps"),
                    help="check the two sums",
                )
