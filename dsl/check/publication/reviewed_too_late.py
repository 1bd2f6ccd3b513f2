"""W642"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import day


class ReviewedTooLate(Rule):
    """A scheme is reviewed after its year has ended.

    The review decides whether the scheme goes on. After the year has ended, practices have already gone on with it, or
    have stopped.

    ## Wrong

    ```scheme lines
    governance
      review by 30 November 2027
    ```

    ## Right

    ```scheme lines
    governance
      review by 30 November 2026
    ```
    """

    code = "W642"
    slug = "reviewed-too-late"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """A review later than the last day of the scheme year."""
        review = scheme.governance.review_by
        if review is not None and review > scheme.last_day:
            yield self.at(
                scheme.governance.place("review by"),
                f"the review is due on {day(review)}, after the scheme has ended",
                path=(scheme.title, "governance", "review by"),
                why=f"the scheme ends on {day(scheme.last_day)}",
                help="review it while it runs",
            )
