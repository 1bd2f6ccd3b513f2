"""P314"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import paying
from dsl.model.pay import Amount, Ladder
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import count, money, percent


class PaysForNobody(Rule):
    """A ladder pays a practice that achieves nobody.

    A rung that begins at 0% is paid for having patients, not for anything done for them. A sum for taking part is
    plainer as a payment of its own.

    ## Wrong

    ```scheme lines
    pays by ladder
      - from 0% up to 80% £400
      - from 80% £900
    ```

    ## Right

    ```scheme lines
    pays by ladder
      - from 50% up to 80% £400
      - from 80% £900
    ```
    """

    code = "P314"
    slug = "pays-for-nobody"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Rungs that pay from 0%."""
        for path, clause in paying(scheme):
            if not isinstance(clause.pay, Ladder):
                continue
            for rung in clause.pay.rungs:
                if rung.lower == 0 and rung.upper != 0 and _paid(rung.amount):
                    shown = _paid(rung.amount)
                    yield self.at(
                        rung.span,
                        "this rung pays a practice that achieves nobody",
                        path=(*path, "ladder"),
                        example=f"0 of 100 patients pays {shown}.",
                        help="begin the ladder above 0%, or pay the sum as a payment of its own",
                    )


def _paid(amount: Amount) -> str:
    """What is paid; empty where that is nothing."""
    if amount.pounds:
        return money(amount.pounds)
    if amount.of_pot:
        return f"{percent(amount.of_pot)} of the pot"
    return count(amount.points, "point") if amount.points else ""
