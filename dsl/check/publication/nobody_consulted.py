"""W644"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import day


class NobodyConsulted(Rule):
    """A scheme was approved, and it names nobody who was consulted.

    Commissioners ask the local medical committee, and often patients, before they approve a scheme. The guide prints
    who was asked, and readers look for it.

    ## Wrong

    ```scheme lines
    governance
      approved by "Primary Care Commissioning Committee" on 12 February 2026
    ```

    ## Right

    ```scheme lines
    governance
      consulted "Local Medical Committee" on 20 January 2026
      approved by "Primary Care Commissioning Committee" on 12 February 2026
    ```
    """

    code = "W644"
    slug = "nobody-consulted"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """An approval without any consultation."""
        governance = scheme.governance
        if governance.approved and not governance.consulted:
            who, on = governance.approved[0]
            yield self.at(
                governance.place("approved by"),
                f"{who} approved the scheme on {day(on)}, and nobody is named who was consulted",
                path=(scheme.title, "governance", "approved by"),
                help='add a line, for example: consulted "Local Medical Committee" on 20 January 2026',
            )
