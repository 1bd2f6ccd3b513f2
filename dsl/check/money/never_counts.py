"""P320"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.counting import Beside, Near
from dsl.model.measures import Item
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label


class NeverCounts(Rule):
    """No entry can ever count for an item.

    What has to stand beside an entry must not stand there at the same time; or an entry must have none of its own list
    on its day, where it stands itself.

    ## Wrong

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      only with HYP_COD on the same day
      not with HYP_COD on the same day
      pays £3.12 each, up to 90
    ```

    ## Right

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      not with HYP_COD on the same day
      pays £3.12 each, up to 90
    ```
    """

    code = "P320"
    slug = "never-counts"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Items with a line that takes out what another asks for, or the entry itself."""
        for item in scheme.items:
            for beside in item.counting.not_with:
                asked = _asked_for(beside, item)
                itself = beside == Beside(item.counting.codes, Near.DAY)
                if asked is None and not itself:
                    continue
                yield self.at(
                    beside.span,
                    f"nothing can count for {item.code}",
                    label="this takes out every entry",
                    secondary=() if asked is None else (Label(asked.span, "which is asked for here"),),
                    path=(scheme.title, item.code, "not with"),
                    help=ONE_OF_TWO if asked is not None else ONCE_A_DAY,
                )


ONE_OF_TWO = "take one of the two lines out, or name another code list"
ONCE_A_DAY = "name another code list; to pay once a day write: once per patient per day"


def _asked_for(beside: Beside, item: Item) -> Beside | None:
    return next((each for each in item.counting.only_with if each == beside), None)
