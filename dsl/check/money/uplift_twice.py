"""P322"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.pay import Uplift
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label


class UpliftTwice(Rule):
    """An item pays more twice under one title.

    Statements, counts and examples tell the two apart by their titles alone.

    ## Wrong

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      pays £3.12 each, up to 90
      pays £2.00 more each "At home" with HYP_COD on the same day
      pays £5.00 more each "At home" for people on HYP
    ```

    ## Right

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      pays £3.12 each, up to 90
      pays £2.00 more each "At home" with HYP_COD on the same day
      pays £5.00 more each "High blood pressure" for people on HYP
    ```
    """

    code = "P322"
    slug = "uplift-twice"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Uplifts of one item that have the title of an earlier one."""
        for item in scheme.items:
            first: dict[str, Uplift] = {}
            for uplift in item.uplifts:
                earlier = first.setdefault(uplift.title, uplift)
                if earlier is not uplift:
                    yield self.at(
                        uplift.span,
                        f"{item.code} pays more twice under one title",
                        secondary=(Label(earlier.span, "the first of the two"),),
                        path=(scheme.title, item.code, f'pays more "{uplift.title}"'),
                        help="give the two different titles",
                    )
