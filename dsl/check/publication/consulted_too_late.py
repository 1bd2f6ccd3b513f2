"""W640"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label, Level
from dsl.report.figures import day


class ConsultedTooLate(Rule):
    """A body was consulted after the scheme had been approved.

    What it had to say could no longer be heard. Committees ask for the two dates, and so do those who challenge a
    decision.

    ## Wrong

    ```scheme lines
    governance
      consulted "Local Medical Committee" on 20 February 2026
      approved by "Primary Care Commissioning Committee" on 12 February 2026
    ```

    ## Right

    ```scheme lines
    governance
      consulted "Local Medical Committee" on 20 January 2026
      approved by "Primary Care Commissioning Committee" on 12 February 2026
    ```
    """

    code = "W640"
    slug = "consulted-too-late"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Consultations later than the first approval."""
        governance = scheme.governance
        if not governance.approved:
            return
        first = min(range(len(governance.approved)), key=lambda nth: governance.approved[nth][1])
        approved = governance.approved[first][1]
        for nth, (who, on) in enumerate(governance.consulted):
            if on > approved:
                yield self.at(
                    governance.place("consulted", nth),
                    f"{who} was consulted on {day(on)}, after the approval of {day(approved)}",
                    secondary=(Label(governance.place("approved by", first), "approved here"),),
                    path=(scheme.title, "governance", "consulted"),
                    help="check the two dates",
                )
