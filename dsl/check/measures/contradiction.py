"""T274"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from dsl.check.rule import Rule
from dsl.check.walk import every_condition
from dsl.model.conditions import Aged, AllOf, Condition, OnRegister, SexIs, WithEvent, WithoutEvent
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label


class Contradiction(Rule):
    """Two conditions joined by `and` cannot both be met.

    Nobody is on a register and not on it, female and male, or of two ages on one day. The whole is met by nobody.

    ## Wrong

    ```scheme lines
    denominator on HYP and not on HYP
    ```

    ## Right

    ```scheme lines
    denominator on HYP
    ```
    """

    code = "T274"
    slug = "contradiction"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Pairs of parts of one `and` that rule each other out."""
        for path, condition in every_condition(scheme):
            if not isinstance(condition, AllOf):
                continue
            for one, other in combinations(condition.parts, 2):
                if _rule_out(one, other) or _rule_out(other, one):
                    yield self.at(
                        other.span,
                        "this can never be met together with what stands before it",
                        secondary=(Label(one.span, "rules it out"),),
                        path=path,
                        help="write `or` between them, or correct one of the two",
                    )


def _rule_out(one: Condition, other: Condition) -> bool:
    match one, other:
        case OnRegister(), OnRegister():
            return one.register == other.register and one.negated != other.negated
        case SexIs(), SexIs():
            return one.sex != other.sex
        case WithEvent(), WithoutEvent():
            return one.codes == other.codes and one.window == other.window
        case Aged(), Aged() if one.anchor == other.anchor and one.high is not None:
            return one.high < (other.low or 0)
        case _:
            return False
