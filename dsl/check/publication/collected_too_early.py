"""W645"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import day


class CollectedTooEarly(Rule):
    """Data are collected before the scheme begins.

    There is nothing to collect then. The year of the date is often the slip.

    ## Wrong

    ```scheme lines
    governance
      data collected on 31 March 2026
    ```

    ## Right

    ```scheme lines
    governance
      data collected on 31 March 2027
    ```
    """

    code = "W645"
    slug = "collected-too-early"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Days of collection before the first day of the scheme year."""
        early = [on for on in scheme.governance.collected_on if on < scheme.first_day]
        for on in early:
            yield self.at(
                scheme.governance.place("data collected"),
                f"data are collected on {day(on)}, before the scheme begins",
                path=(scheme.title, "governance", "data collected"),
                why=f"the scheme begins on {day(scheme.first_day)}",
                help="check the year of the date",
            )
