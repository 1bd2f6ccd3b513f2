"""How many items a practice that is made up for a document has done."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from dsl.model.measures import Item
from dsl.model.scheme import Scheme
from dsl.run.counts import ItemCount
from dsl.run.values import quarters

USUAL_ITEMS = 100
"""Items done where nothing limits them."""

MORE_THAN_LIMIT = Fraction(11, 10)
"""Items done in the worked practice, as a share of what is paid in full."""

RAISED = Fraction(1, 10)
"""Of the items of the worked practice, those that are paid more."""


def in_full(item: Item, scheme: Scheme, size: Fraction, without: int) -> ItemCount:
    """As many as the limit pays in full, in each quarter where it holds in each; `without` where there is none."""
    volume = item.pay.volume
    most = without if volume is None else volume.of_list(size)
    each = volume is not None and volume.per_quarter
    return _done(item, tuple(most if place == 0 or each else 0 for place, _ in enumerate(quarters(scheme))), 1)


def in_example(item: Item, scheme: Scheme, size: Fraction) -> ItemCount:
    """Somewhat more than the limit in the first quarter and none after it; a usual number without a limit."""
    volume = item.pay.volume
    most = USUAL_ITEMS if volume is None else floor(volume.of_list(size) * MORE_THAN_LIMIT)
    return _done(item, tuple(most if place == 0 else 0 for place, _ in enumerate(quarters(scheme))), RAISED)


def _done(item: Item, by_quarter: tuple[int, ...], share: Fraction | int) -> ItemCount:
    """So many, of which each uplift is paid for that share."""
    return ItemCount(item.code, by_quarter, (tuple(floor(done * share) for done in by_quarter),) * len(item.uplifts))
