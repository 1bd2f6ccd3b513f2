"""P321"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.counting import Beside
from dsl.model.measures import Item
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label, Level


class EachOther(Rule):
    """Two items each do not count beside the other, so that neither is paid.

    Mostly the dearer of two things done together is to be paid. Then only the cheaper one says what it must not stand
    beside.

    ## Wrong

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      not with HYP_COD in the same consultation
      pays £3.12 each, up to 90

    item CHECK "Check"
      counts HYP_COD in scheme year
      not with BP_COD in the same consultation
      pays £26.00 each, up to 90
    ```

    ## Right

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      not with HYP_COD in the same consultation
      pays £3.12 each, up to 90

    item CHECK "Check"
      counts HYP_COD in scheme year
      pays £26.00 each, up to 90
    ```
    """

    code = "P321"
    slug = "each-other"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Pairs of items whose lists take one another out in the same place, each pair once, at the later item."""
        for place, item in enumerate(scheme.items):
            for earlier in scheme.items[:place]:
                mine, theirs = _taken_out(item, earlier), _taken_out(earlier, item)
                if mine is None or theirs is None or mine.near is not theirs.near:
                    continue
                yield self.at(
                    mine.span,
                    f"{earlier.code} and {item.code} take each other out",
                    label=f"with both {mine.near.value}, neither is paid",
                    secondary=(Label(theirs.span, f"{earlier.code} does not count beside {item.code}"),),
                    path=(scheme.title, item.code, "not with"),
                    help="keep the line in the one that is not to be paid",
                )


def _taken_out(item: Item, by: Item) -> Beside | None:
    """The line with which an item does not count beside the other's list, unless both have one list."""
    if item.counting.codes == by.counting.codes:
        return None
    return next((each for each in item.counting.not_with if each.codes == by.counting.codes), None)
