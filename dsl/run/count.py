"""From patients to a practice's counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dsl.model.checked import CheckedScheme
from dsl.model.measures import Indicator, Item
from dsl.model.scheme import Scheme
from dsl.run.counts import IndicatorCount, ItemCount, PracticeCounts
from dsl.run.evaluate import assess
from dsl.run.records import Patient
from dsl.run.values import quarters
from dsl.run.verdict import Assessment, Standing, Status
from dsl.run.when import When


def count(
    checked: CheckedScheme, patients: Iterable[Patient], when: When, practices: Iterable[str] = ()
) -> tuple[PracticeCounts, ...]:
    """The counts of each practice, by practice id: of those named, and of any other that has a patient."""
    return tally(checked, (assess(checked, patient, when) for patient in patients), practices)


def tally(
    checked: CheckedScheme, assessments: Iterable[Assessment], practices: Iterable[str] = ()
) -> tuple[PracticeCounts, ...]:
    """The same of patients already assessed."""
    by_practice: dict[str, list[Assessment]] = {practice: [] for practice in practices}
    for each in assessments:
        if each.practice is not None:
            by_practice.setdefault(each.practice, []).append(each)
    return tuple(_practice(checked.scheme, name, by_practice[name]) for name in sorted(by_practice))


def _practice(scheme: Scheme, practice: str, patients: list[Assessment]) -> PracticeCounts:
    on = Counter(register for patient in patients for register in patient.registers)
    standings = Counter(standing for patient in patients for standing in patient.standings)
    return PracticeCounts(
        practice,
        len(patients),
        tuple((register.name, on[register.name]) for register in scheme.registers),
        tuple(_indicator(indicator, standings) for indicator in scheme.indicators),
        tuple(_item(item, place, scheme, patients) for place, item in enumerate(scheme.items)),
    )


def _item(item: Item, place: int, scheme: Scheme, patients: list[Assessment]) -> ItemCount:
    def summed(of_each: list[tuple[int, ...]]) -> tuple[int, ...]:
        return tuple(sum(each[quarter] for each in of_each) for quarter in range(len(quarters(scheme))))

    raised = (summed([patient.raised[place][number] for patient in patients]) for number, _ in enumerate(item.uplifts))
    return ItemCount(item.code, summed([patient.items[place] for patient in patients]), tuple(raised))


def _indicator(indicator: Indicator, standings: Counter[Standing]) -> IndicatorCount:
    def of(status: Status, reason: int | None = None) -> int:
        return standings[Standing(indicator.code, status, reason)]

    excluded = tuple(of(Status.EXCLUDED, place) for place in range(len(indicator.exclusions)))
    adjusted = tuple(of(Status.ADJUSTED, place) for place in range(len(indicator.adjustments)))
    numerator = of(Status.ACHIEVED)
    denominator = numerator + of(Status.NOT_ACHIEVED)
    eligible = denominator + sum(excluded) + sum(adjusted)
    return IndicatorCount(indicator.code, eligible, excluded, adjusted, denominator, numerator)
