"""G402"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil

from dsl.check.rule import Rule
from dsl.check.walk import paying
from dsl.model.pay import Amount, Ladder, Rung
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label
from dsl.report.figures import count, money, percent


class MorePaysLess(Rule):
    """Doing more can pay less.

    A practice on the edge of such a rung loses money by treating one patient more. No scheme means that.

    ## Wrong

    ```scheme lines
    pays by ladder
      - from 90% up to 95% £1,900
      - from 95% £1,600
    ```

    ## Right

    ```scheme lines
    pays by ladder
      - from 90% up to 95% £1,600
      - from 95% £1,900
    ```
    """

    code = "G402"
    slug = "more-pays-less"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Rungs that pay less than the rung below them, with a practice that would lose by it."""
        for path, clause in paying(scheme):
            if not isinstance(clause.pay, Ladder):
                continue
            for below, above in pairwise(sorted(clause.pay.rungs, key=lambda rung: rung.lower)):
                if below.lower < above.lower and _size(above.amount) < _size(below.amount):
                    yield self.at(
                        above.span,
                        "doing more can pay less",
                        label="and less here",
                        secondary=(Label(below.span, "paid here"),),
                        path=(*path, "ladder"),
                        example=_practice(below, above),
                        help="let each rung pay at least as much as the one below it",
                    )


def _size(amount: Amount) -> Fraction:
    return amount.pounds or amount.points or amount.of_pot or Fraction(0)


def _practice(below: Rung, above: Rung) -> str:
    """Two whole numbers of patients of one practice, one on each rung. A hundred patients where they will do."""
    top = above.lower if below.upper is None else min(below.upper, above.lower)
    step = above.lower.denominator
    size = next(
        size
        for size in (100, *range(step, step * (2 + ceil(1 / (top - below.lower))), step))
        if (above.lower * size).denominator == 1 and (ceil(top * size) - 1) >= below.lower * size
    )
    fewer, more = ceil(top * size) - 1, int(above.lower * size)
    return f"{fewer} of {size} patients pays {_shown(below.amount)}. {more} of {size} pays {_shown(above.amount)}."


def _shown(amount: Amount) -> str:
    if amount.of_pot is not None:
        return f"{percent(amount.of_pot)} of the pot"
    return money(amount.pounds) if amount.pounds is not None else count(amount.points or 0, "point")
