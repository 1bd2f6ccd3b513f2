"""Pay: closed forms, each piecewise linear in the counts, with exact coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from math import floor

from dsl.model.conditions import Condition
from dsl.model.counting import Beside
from dsl.model.node import Node
from dsl.model.origins import UNSAID, Origin


class ListKind(Enum):
    """Which list of a practice is meant."""

    REGISTERED = "registered"
    WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True)
class Amount:
    """Exactly one of the three: points, pounds, or a share of the pot as a fraction of 1."""

    points: Fraction | None = None
    pounds: Fraction | None = None
    of_pot: Fraction | None = None


@dataclass(frozen=True, slots=True)
class PointsOnRange(Node):
    """points x clamp((achievement - lower) / (upper - lower), 0, 1), times the prevalence factor where one is named."""

    points: Fraction
    lower: Fraction
    upper: Fraction
    prevalence_of: str | None = None
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class Rung(Node):
    """lower <= achievement < upper pays `amount`; no `upper` means no end. The topmost rung up to 100% includes it."""

    lower: Fraction
    upper: Fraction | None
    amount: Amount
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class Ladder(Node):
    """Rungs in the order written; at most one holds; below all of them nothing is paid.

    `weight` is its share of the pot where it has one; rungs then pay shares of the pot, the weight's parts worked out.
    """

    rungs: tuple[Rung, ...]
    weight: Fraction | None = None
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class PotOnRange(Node):
    """The pot x weight x clamp((achievement - lower) / (upper - lower), 0, 1)."""

    weight: Fraction
    lower: Fraction
    upper: Fraction
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class PerPatientAchieved(Node):
    """rate x achieved patients, of whom at most `limit` are paid for."""

    rate: Fraction
    limit: int | None = None
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class PerHead(Node):
    """rate x the practice's list of that kind on that day."""

    rate: Fraction
    list_kind: ListKind
    day: date
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class PerRegister(Node):
    """rate x patients on the register."""

    rate: Fraction
    register: str
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class Flat(Node):
    """A fixed amount."""

    amount: Amount
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class Volume(Node):
    """So many items: `number`, or `number` x the practice's list on `day`; in each quarter, or in the scheme year.

    Items are whole: the largest whole number up to that is meant. `beyond` is what each item above it pays.
    """

    number: Fraction
    per_list: ListKind | None = None
    day: date | None = None
    per_quarter: bool = False
    beyond: Fraction = Fraction(0)

    def of_list(self, size: Fraction | int) -> int:
        """How many whole items that is for a practice with so many patients on its list."""
        return floor(self.number if self.per_list is None else self.number * size)


@dataclass(frozen=True, slots=True)
class PerItem(Node):
    """rate x items up to the volume, and its `beyond` x those above it; rate x all of them without a volume."""

    rate: Fraction
    volume: Volume | None = None
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class Uplift(Node):
    """rate x items that count beside another entry, or of patients who meet a condition; no more than the item's limit.

    Of entries that are one by their day, it is enough that one of them does.
    """

    title: str
    rate: Fraction
    when: Condition | Beside
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class Unpaid(Node):
    """Collected, not paid."""

    origin: Origin = UNSAID


IndicatorPay = PointsOnRange | PotOnRange | Ladder | PerPatientAchieved | Unpaid
PaymentPay = PerHead | PerRegister | Flat
ItemPay = PerItem | Uplift
Pay = IndicatorPay | PerItem | PaymentPay
PotPart = PerHead | PerRegister | Flat
"""What adds up to the pot of a practice."""


def of_pot(pay: Pay) -> Fraction | None:
    """The weight of a clause in the pot; None where it is not paid from the pot."""
    match pay:
        case PotOnRange(weight=weight) | Ladder(weight=weight):
            return weight
        case Flat(amount=amount):
            return amount.of_pot
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Submitted(Node):
    """The practice has declared `what` on or before `by`, and on or before the reference date."""

    what: str
    by: date


@dataclass(frozen=True, slots=True)
class SignUp(Node):
    """The practice chooses: it has signed up for this on or before the reference date, and that has not ended."""


@dataclass(frozen=True, slots=True)
class Instalment(Node):
    """`share` of the sum, a fraction of 1, due on `day`.

    Each but the last is rounded; the last carries the remainder.
    """

    day: date
    share: Fraction


@dataclass(frozen=True, slots=True)
class PracticeCap(Node):
    """No practice is paid more: a plain sum, or `amount` x its list.

    `on` limits one clause; None limits the practice's total.
    """

    amount: Fraction
    per_list: ListKind | None
    day: date | None
    on: str | None
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class SchemeCap(Node):
    """All practices together are paid no more; over it each practice's total is scaled in proportion, to the penny."""

    amount: Fraction
    origin: Origin = UNSAID
