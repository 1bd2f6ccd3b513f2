"""What an item of a price list comes to: its price for each, and another beyond a limit."""

from __future__ import annotations

from fractions import Fraction

from dsl.model.measures import Item
from dsl.model.pay import PerItem, Volume
from dsl.report import figures
from dsl.run.counts import ItemCount
from dsl.run.facts import Facts
from dsl.run.values import UncheckedSchemeError


def paid_each(item: Item, count: ItemCount, facts: Facts) -> tuple[Fraction, tuple[str, ...]]:
    """Pounds before rounding with the uplifts, and how; limits may be worked out with the practice's list."""
    pounds, steps = _at_price(item.pay, count, facts)
    if not item.uplifts:
        return pounds, steps
    said = list(steps)
    for uplift, raised in zip(item.uplifts, count.raised, strict=True):
        done = _within(item.pay.volume, raised, facts)
        more = uplift.rate * done
        held = "" if done == sum(raised) else f"{sum(raised):,}, of which {done:,} within the limit: "
        said.append(f"{uplift.title}: {held}{_times(done, uplift.rate)} = {figures.money(more)}")
        pounds += more
    return pounds, (*said, f"together {figures.money(pounds)}")


def _within(volume: Volume | None, raised: tuple[int, ...], facts: Facts) -> int:
    """How many of those that are paid more lie within the item's limit: no more of them than that."""
    if volume is None:
        return sum(raised)
    limit, _ = limit_of(volume, facts)
    return sum(min(each, limit) for each in raised) if volume.per_quarter else min(sum(raised), limit)


def _at_price(pay: PerItem, count: ItemCount, facts: Facts) -> tuple[Fraction, tuple[str, ...]]:
    total = sum(count.quarters)
    if pay.volume is None:
        pounds = pay.rate * total
        return pounds, (f"{total:,} counted", f"{_times(total, pay.rate)} = {figures.money(pounds)}")
    limit, how = limit_of(pay.volume, facts)
    steps = [f"{total:,} counted", f"limit{' for each quarter' if pay.volume.per_quarter else ''}: {how}"]
    pounds = Fraction(0)
    of_each = count.quarters if pay.volume.per_quarter else (total,)
    for place, done in enumerate(of_each, start=1):
        within = min(done, limit)
        sums = [_times(within, pay.rate)]
        if done > within:
            sums.append(_times(done - within, pay.volume.beyond))
        part = pay.rate * within + pay.volume.beyond * (done - within)
        pounds += part
        if done:
            when = f"quarter {place}: " if pay.volume.per_quarter else ""
            steps.append(f"{when}{' + '.join(sums)} = {figures.money(part)}")
    return pounds, tuple(steps)


def limit_of(volume: Volume, facts: Facts) -> tuple[int, str]:
    """The most whole items up to a volume, and how that is worked out."""
    if volume.per_list is None:
        limit = volume.of_list(0)
        return limit, figures.number(limit)
    if volume.day is None:
        raise UncheckedSchemeError("the scheme does not say on which day the list counts")
    size = facts.list_size(volume.per_list, volume.day)
    limit = volume.of_list(size)
    listed = f"{figures.number(size)} {volume.per_list.value} patients on {figures.day(volume.day)}"
    exactly = figures.number(volume.number * size)
    whole = "" if limit == volume.number * size else f", in whole items {limit:,}"
    return limit, f"{figures.number(volume.number)} × {listed} = {exactly}{whole}"


def _times(items: int, rate: Fraction) -> str:
    return f"{items:,} × {figures.money(rate)}"
