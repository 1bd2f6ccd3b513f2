"""What is counted and declared for a practice: the only road from patients to pounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dsl.model.origins import Validity
from dsl.model.pay import ListKind


@dataclass(frozen=True, slots=True)
class IndicatorCount:
    """Patients of one practice under one indicator.

    `eligible` met the denominator's condition. Of them, `excluded[i]` left under the i-th exclusion and `adjusted[i]`
    under the i-th adjustment, each under the first that applied. `denominator` is who remained, `numerator` who of
    them is achieved: eligible = sum(excluded) + sum(adjusted) + denominator.
    """

    indicator: str
    eligible: int
    excluded: tuple[int, ...]
    adjusted: tuple[int, ...]
    denominator: int
    numerator: int


@dataclass(frozen=True, slots=True)
class ItemCount:
    """Entries of one practice's patients that count for one item, by quarter of the scheme year.

    `raised` is how many of them each of the item's uplifts is paid for, by quarter too.
    """

    item: str
    quarters: tuple[int, ...]
    raised: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PracticeCounts:
    """All counts of one practice.

    `population` is its registered patients on the census day, as found in the records.
    """

    practice: str
    population: int
    registers: tuple[tuple[str, int], ...]
    indicators: tuple[IndicatorCount, ...]
    items: tuple[ItemCount, ...] = ()


@dataclass(frozen=True, slots=True)
class ListSize:
    """A list of a practice on a day, as the commissioner or NHS England states it."""

    kind: ListKind
    on: date
    size: Fraction


@dataclass(frozen=True, slots=True)
class Membership:
    """A practice's stay in a network, for as long as it is valid."""

    network: str
    validity: Validity


@dataclass(frozen=True, slots=True)
class SignedUp:
    """A practice has signed up for a clause on `on`; on `ended`, and from then on, that is over."""

    clause: str
    on: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class PracticeInputs:
    """What is known of a practice beside its patients' records.

    `factors` fixes the prevalence factor of a register (stories do); that of any other register is worked out.
    `signed_up` None means that nothing is known of it: then a scheme in which practices choose cannot be paid.
    """

    practice: str
    name: str
    joined_on: date | None
    left_on: date | None
    lists: tuple[ListSize, ...]
    submitted: tuple[tuple[str, date], ...]
    factors: tuple[tuple[str, Fraction], ...] = ()
    networks: tuple[Membership, ...] = ()
    signed_up: tuple[SignedUp, ...] | None = None
