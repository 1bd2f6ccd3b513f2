"""W631"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.figures import figures
from dsl.check.rule import Rule
from dsl.model.origins import Standing
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import count, listed

NAMED = 3
"""So many of the lines are named, in the order of the scheme."""


class Illustrative(Rule):
    """A scheme that has been approved still holds illustrative figures.

    Illustrative figures are there so that a scheme can be tried before its figures are known. Once it is approved, each
    of them is either right, and should name its source, or wrong.

    ## Wrong

    ```scheme lines
    governance
      consulted "Local Medical Committee" on 20 January 2026
      approved by "Primary Care Commissioning Committee" on 12 February 2026
    ```

    ## Right

    ```scheme lines
    figures from MIN unless tagged

    sources
      MIN "Minutes of the Primary Care Commissioning Committee", published

    governance
      consulted "Local Medical Committee" on 20 January 2026
      approved by "Primary Care Commissioning Committee" on 12 February 2026
    ```
    """

    code = "W631"
    slug = "illustrative"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """One note for the scheme, that counts them."""
        found = [figure for figure in figures(scheme) if figure.origin.standing is Standing.ILLUSTRATIVE]
        if found and scheme.governance.approved:
            lines, first = count(len(found), "line"), [figure.what for figure in found[:NAMED]]
            others = len(found) - NAMED
            named = listed(first, "and") if others <= 0 else f"{', '.join(first)} and {count(others, 'other')}"
            yield self.at(
                scheme.span,
                f"{lines} of this approved scheme {'has' if len(found) == 1 else 'have'} illustrative figures",
                path=(scheme.title,),
                why=f"{'it is' if len(found) == 1 else 'they are'} {named}",
                help="tag each with the source that it now has",
            )
