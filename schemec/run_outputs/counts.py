"""How many: of each practice its population, registers and measures in patients, items of a price list in entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dsl.model.scheme import Scheme
from dsl.run.counts import IndicatorCount, ItemCount, PracticeCounts
from schemec.sheets import Cell, document, sheet

COLUMNS = ("practice_id", "practice", "clause", "count", "reason", "patients")


def files(
    scheme: Scheme, run: Mapping[str, Any], counts: Sequence[PracticeCounts], names: Mapping[str, str]
) -> dict[str, bytes]:
    """`counts.csv`, one row a count, and `counts.json`, one object a practice."""
    practices = [_practice(scheme, each, names.get(each.practice, "")) for each in counts]
    return {
        "counts.csv": sheet(COLUMNS, (row for practice in practices for row in _rows(practice))),
        "counts.json": document({**run, "practices": practices}),
    }


def _practice(scheme: Scheme, counts: PracticeCounts, name: str) -> dict[str, Any]:
    return {
        "practice_id": counts.practice,
        "practice": name,
        "population": counts.population,
        "registers": dict(counts.registers),
        "indicators": [_indicator(scheme, each) for each in counts.indicators],
        "items": [_item(scheme, each) for each in counts.items],
    }


def _item(scheme: Scheme, count: ItemCount) -> dict[str, Any]:
    uplifts = next(item.uplifts for item in scheme.items if item.code == count.item)
    return {
        "item": count.item,
        "quarters": list(count.quarters),
        "uplifts": [
            {"title": uplift.title, "quarters": list(raised)}
            for uplift, raised in zip(uplifts, count.raised, strict=True)
        ],
    }


def _indicator(scheme: Scheme, count: IndicatorCount) -> dict[str, Any]:
    indicator = scheme.indicator(count.indicator)
    return {
        "indicator": count.indicator,
        "eligible": count.eligible,
        "excluded": [
            {"reason": reason.title, "patients": patients}
            for reason, patients in zip(indicator.exclusions, count.excluded, strict=True)
        ],
        "adjusted": [
            {"reason": reason.title, "patients": patients}
            for reason, patients in zip(indicator.adjustments, count.adjusted, strict=True)
        ],
        "denominator": count.denominator,
        "numerator": count.numerator,
    }


def _rows(practice: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    who = (practice["practice_id"], practice["practice"])
    yield (*who, "", "population", "", practice["population"])
    for register, patients in practice["registers"].items():
        yield (*who, register, "register", "", patients)
    for indicator in practice["indicators"]:
        clause = indicator["indicator"]
        yield (*who, clause, "eligible", "", indicator["eligible"])
        for step in ("excluded", "adjusted"):
            for reason in indicator[step]:
                yield (*who, clause, step, reason["reason"], reason["patients"])
        for step in ("denominator", "numerator"):
            yield (*who, clause, step, "", indicator[step])
    for item in practice["items"]:
        for place, counted in enumerate(item["quarters"], start=1):
            yield (*who, item["item"], f"quarter {place}", "", counted)
        for uplift in item["uplifts"]:
            for place, raised in enumerate(uplift["quarters"], start=1):
                yield (*who, item["item"], f"quarter {place}", uplift["title"], raised)
