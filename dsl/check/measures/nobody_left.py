"""T272"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import required
from dsl.model.conditions import Everyone
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label


class NobodyLeft(Rule):
    """An exclusion removes everyone, or an adjustment everyone who is not achieved.

    Whatever the denominator asks for is true of everyone in it. An exclusion that asks for no more leaves an empty
    denominator; such an adjustment leaves only the achieved, and every practice is at 100%.

    ## Wrong

    ```scheme lines
    denominator on HYP and aged 18 or over on year end
    exclude "Adults" when aged 18 or over on year end
    ```

    ## Right

    ```scheme lines
    denominator on HYP and aged 18 or over on year end
    exclude "New patient" when registered in the 3 months before year end
    ```
    """

    code = "T272"
    slug = "nobody-left"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Exclusions and adjustments that ask for nothing the denominator does not ask for."""
        for indicator in scheme.indicators:
            asked = set(required(indicator.denominator)) | {Everyone()}
            reasons = [("exclude", reason, "no patient") for reason in indicator.exclusions]
            reasons += [("pca", reason, "nobody but the achieved") for reason in indicator.adjustments]
            for word, reason, left in reasons:
                if set(required(reason.condition)) <= asked:
                    yield self.at(
                        reason.condition.span,
                        f'"{reason.title}" is true of everyone in the denominator, and leaves {left}',
                        secondary=(Label(indicator.denominator.span, "all of them meet this"),),
                        path=(scheme.title, indicator.code, word),
                        help="say what sets these patients apart",
                    )
