"""Whether the weights of the pot make 100%."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from dsl.model.measures import Indicator, Item, Payment
from dsl.model.pay import of_pot
from dsl.report.figures import percent
from dsl.resolve.blocks import Lines
from dsl.resolve.head import Head
from dsl.resolve.kinds.pay import WeightsDoNotSum
from dsl.resolve.measures import pay_was_read
from dsl.resolve.scope import At


def say_weights(top: At, head: Head, found: Iterable[tuple[Lines, Indicator | Item | Payment | None]]) -> None:
    """Say what the weights make, if that is not 100%. Silent where a weight may not have been read."""
    pairs = list(found)
    if not head.pot or not all(_known(lines, clause) for lines, clause in pairs):
        return
    weights = [(clause.code, weight) for _, clause in pairs if clause and (weight := of_pot(clause.pay)) is not None]
    total = sum((weight for _, weight in weights), Fraction(0))
    if total == 1:
        return
    each = ", ".join(f"{code} {percent(weight)}" for code, weight in weights)
    wrong = "more than there is" if total > 1 else f"{percent(1 - total)} of the pot can never be earned"
    top.under("pot").say(
        WeightsDoNotSum.at(
            head.pot[0].span,
            f"the weights of the pot make {percent(total)}, not 100%",
            why=f"{each}: {wrong}" if each else "nothing is paid from the pot",
            help="make the weights add up to 100%",
        )
    )


def _known(lines: Lines, clause: Indicator | Item | Payment | None) -> bool:
    return clause is not None and not lines.hides("pays") and pay_was_read(clause)
