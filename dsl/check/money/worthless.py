"""P311"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import paying
from dsl.model.measures import Item
from dsl.model.node import Node
from dsl.model.pay import (
    Amount,
    Flat,
    Ladder,
    Pay,
    PerHead,
    PerItem,
    PerPatientAchieved,
    PerRegister,
    PointsOnRange,
    PotOnRange,
    Unpaid,
)
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level


class Worthless(Rule):
    """A line that pays, or limits pay, is of nought pounds or nought points.

    An indicator that is collected and not paid says so: `pays nothing`. A cap of nought takes away all that was earned.

    ## Wrong

    ```scheme lines
    pays 0 points from 70% to 85%
    ```

    ## Right

    ```scheme lines
    pays nothing
    ```
    """

    code = "P311"
    slug = "worthless"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Rates, amounts, points, point values and caps of nought."""
        for path, clause in paying(scheme):
            if _is_worthless(clause.pay):
                yield self._say(clause.pay, (*path, "pays"), "this pays nothing, whatever is achieved")
            for uplift in clause.uplifts if isinstance(clause, Item) else ():
                if uplift.rate == 0:
                    yield self._say(uplift, (*path, f'pays more "{uplift.title}"'), "this pays nothing more")
        if scheme.point_value is not None and scheme.point_value.pounds == 0:
            yield self._say(scheme.point_value, (scheme.title, "point value"), "a point is worth nothing")
        for cap in (*scheme.practice_caps, *((scheme.scheme_cap,) if scheme.scheme_cap else ())):
            if cap.amount == 0:
                yield self._say(cap, (scheme.title, "caps"), "this cap leaves nothing to pay")

    def _say(self, node: Node, path: tuple[str, ...], title: str) -> Diagnostic:
        return self.at(node.span, title, path=path, help="write the amount, or take the line out")


def _is_worthless(pay: Pay) -> bool:
    match pay:
        case PointsOnRange():
            return pay.points == 0
        case PotOnRange():
            return pay.weight == 0
        case Ladder():
            return all(_nought(rung.amount) for rung in pay.rungs)
        case Flat():
            return _nought(pay.amount)
        case PerPatientAchieved() | PerHead() | PerRegister():
            return pay.rate == 0
        case PerItem():
            return pay.rate == 0 and (pay.volume is None or pay.volume.beyond == 0)
        case Unpaid():
            return False


def _nought(amount: Amount) -> bool:
    return not amount.pounds and not amount.points and not amount.of_pot
