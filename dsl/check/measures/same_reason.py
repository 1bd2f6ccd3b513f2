"""N205"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.measures import Reason
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label


class SameReason(Rule):
    """Two exclusions or adjustments of an indicator have one title.

    Patients who leave the denominator are counted and listed under the title of the reason. With two of one title,
    nobody can tell which of them applied.

    ## Wrong

    ```scheme lines
    pca "Declined" when registered in the 3 months before year end
    pca "Declined" when without BP_COD ever
    ```

    ## Right

    ```scheme lines
    pca "New patient" when registered in the 3 months before year end
    pca "Never measured" when without BP_COD ever
    ```
    """

    code = "N205"
    slug = "same-reason"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Reasons of one indicator whose titles differ at most in capitals."""
        for indicator in scheme.indicators:
            first: dict[str, Reason] = {}
            for reason in sorted((*indicator.exclusions, *indicator.adjustments), key=lambda reason: reason.span):
                earlier = first.setdefault(reason.title.casefold(), reason)
                if earlier is not reason:
                    yield self.at(
                        reason.span,
                        f'{indicator.code} has a second reason titled "{reason.title}"',
                        secondary=(Label(earlier.span, "the first"),),
                        path=(scheme.title, indicator.code),
                        help="give one of the two another title, or join their conditions with `or`",
                    )
