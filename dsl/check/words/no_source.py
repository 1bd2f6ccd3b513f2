"""W630"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.figures import figures
from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level


class NoSource(Rule):
    """A figure has no source, in a scheme that names its sources.

    Whoever reads the scheme takes a figure without a mark for one that was agreed. If it was invented to fill a gap, it
    should say so.

    ## Wrong

    ```scheme lines
    scheme DEMO "Demonstration scheme"
      version 1
      runs 1 April 2026 to 31 March 2027
      list size on 1 January 2026
      point value £190.00 for a practice of 10,000 patients [I]
      money rounds to the penny, half up, at payment
      same day takes the lowest reading
      empty denominator pays nothing

    register HYP "People with high blood pressure"
      people with HYP_COD ever
    ```

    ## Right

    ```scheme lines
    scheme DEMO "Demonstration scheme"
      version 1
      runs 1 April 2026 to 31 March 2027
      figures from I unless tagged
      list size on 1 January 2026
      point value £190.00 for a practice of 10,000 patients
      money rounds to the penny, half up, at payment
      same day takes the lowest reading
      empty denominator pays nothing
    ```
    """

    code = "W630"
    slug = "no-source"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Figures that decide money, without a tag and without a default in the head."""
        if not scheme.sources:
            return
        example = scheme.sources[0].name
        for figure in figures(scheme):
            if not figure.origin.sources:
                yield self.at(
                    figure.span,
                    f"{figure.what} has no source",
                    path=figure.path,
                    help=f"tag the line [{example}], or say in the head: figures from {example} unless tagged",
                )
