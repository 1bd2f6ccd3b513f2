"""W643"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import day


class JoinedTooLate(Rule):
    """Practices may join after the scheme has ended.

    A practice that joins then has nothing left to earn. The year of the date is often the slip.

    ## Wrong

    ```scheme lines
    governance
      practices join by 30 April 2027
    ```

    ## Right

    ```scheme lines
    governance
      practices join by 30 April 2026
    ```
    """

    code = "W643"
    slug = "joined-too-late"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """A last day to join that is later than the last day of the scheme year."""
        join = scheme.governance.join_by
        if join is not None and join > scheme.last_day:
            yield self.at(
                scheme.governance.place("practices join by"),
                f"practices may join until {day(join)}, after the scheme has ended",
                path=(scheme.title, "governance", "practices join"),
                why=f"the scheme ends on {day(scheme.last_day)}",
                help="check the year of the date",
            )
