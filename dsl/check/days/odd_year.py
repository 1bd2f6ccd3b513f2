"""T266"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import day

SHORTEST, LONGEST = 364, 367


class OddYear(Rule):
    """A scheme year is not a year long.

    `in scheme year` and the windows before `year end` are mostly written with twelve months in mind. A scheme for half
    a year may mean it; a scheme for two is often a slip in the last figure.

    ## Wrong

    ```scheme lines
    runs 1 April 2026 to 31 March 2028
    ```

    ## Right

    ```scheme lines
    runs 1 April 2026 to 31 March 2027
    ```
    """

    code = "T266"
    slug = "odd-year"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """The scheme year, if it is more than a day off a year."""
        length = (scheme.last_day - scheme.first_day).days + 1
        if not SHORTEST <= length <= LONGEST:
            yield self.at(
                scheme.place("runs"),
                f"the scheme year is {length} days long",
                path=(scheme.title, "runs"),
                why=f"it runs from {day(scheme.first_day)} to {day(scheme.last_day)}",
                help="check the two days",
            )
