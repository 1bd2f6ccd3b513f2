"""P324"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import money


class DearerBeyond(Rule):
    """More is paid for each beyond the limit than up to it.

    A second price mostly makes more work cheaper, or stops it. A higher one pays practices to pass the limit. That may
    be meant; more often the two prices were exchanged.

    ## Wrong

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      pays £1.56 each, up to 90, then £3.12 each

    caps
      scheme at most £250,000, shared pro rata
    ```

    ## Right

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      pays £3.12 each, up to 90, then £1.56 each

    caps
      scheme at most £250,000, shared pro rata
    ```
    """

    code = "P324"
    slug = "dearer-beyond"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Items with a second price above the first."""
        for item in scheme.items:
            first, volume = item.pay.rate, item.pay.volume
            if volume is not None and volume.beyond > first:
                yield self.at(
                    item.pay.span,
                    f"{item.code} pays more beyond its limit than up to it",
                    label=f"{money(first)} each, and then {money(volume.beyond)}",
                    path=(scheme.title, item.code, "pays"),
                    help="exchange the two prices, unless more is to be paid for going on",
                )
