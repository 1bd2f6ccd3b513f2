"""W651"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic


class NobodyAnswers(Rule):
    """A line allows something and does not say why, or who decided it.

    The guide prints each allowance beside the other decisions, so that the board and the practices can see what was let
    stand. Without a reason or a name there is nothing to print, and nobody to ask.

    ## Wrong

    ```scheme lines
    pays £5 per patient achieved
    allow P301 because "" by "Dr A. Example"
    ```

    ## Right

    ```scheme lines
    pays £5 per patient achieved
    allow P301 because "The list of patients is closed" by "Dr A. Example"
    ```
    """

    code = "W651"
    slug = "nobody-answers"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Allowances with an empty reason or an empty name."""
        for allowance in scheme.allowances:
            if not (allowance.because and allowance.by):
                lacks = "say why" if allowance.by else "name who decided it"
                yield self.at(
                    allowance.span,
                    f"this line does not {lacks}",
                    path=(scheme.title, allowance.where, "allow"),
                    help="write a reason and a name between the quotation marks",
                )
