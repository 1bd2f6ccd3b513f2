"""W641"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import day


class ApprovedTooLate(Rule):
    """A scheme was approved after its year had begun.

    Practices were working to it before anyone had agreed to pay for it.

    ## Wrong

    ```scheme lines
    governance
      consulted "Local Medical Committee" on 20 January 2026
      approved by "Primary Care Commissioning Committee" on 12 May 2026
    ```

    ## Right

    ```scheme lines
    governance
      consulted "Local Medical Committee" on 20 January 2026
      approved by "Primary Care Commissioning Committee" on 12 February 2026
    ```
    """

    code = "W641"
    slug = "approved-too-late"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Approvals later than the first day of the scheme year."""
        for nth, (who, on) in enumerate(scheme.governance.approved):
            if on > scheme.first_day:
                yield self.at(
                    scheme.governance.place("approved by", nth),
                    f"{who} approved the scheme on {day(on)}, after it had begun",
                    path=(scheme.title, "governance", "approved by"),
                    why=f"the scheme begins on {day(scheme.first_day)}",
                    help="check the date",
                )
