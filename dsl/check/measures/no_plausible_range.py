"""T268"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level


class NoPlausibleRange(Rule):
    """A code list declares values and no plausible range.

    Records hold slips: a weight where a blood pressure should be, a decimal point lost. A plausible range sets them
    aside and counts them in the data-quality report; without it each of them can earn or cost a payment.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```
    """

    code = "T268"
    slug = "no-plausible-range"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Code lists with a unit and neither end of a range."""
        for codes in scheme.code_lists:
            if codes.unit is not None and codes.low is None and codes.high is None:
                yield self.at(
                    codes.span,
                    f"{codes.name} has values and no plausible range",
                    path=(scheme.title, codes.name, "values in"),
                    help=f"say which values are plausible: values in {codes.unit.value}, plausible from … to …",
                )
