"""The resolved, typed scheme: what it means. Everything that uses a scheme reads only this.

Frozen data. Names are bound (a register is named by the name of one that exists), units are checked,
sources are attached. Percentages are fractions of 1, money is exact pounds, points are exact.
Nodes compare by meaning, not by place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from dsl.model.days import Length
from dsl.model.guarantees import Guarantee
from dsl.model.measures import CodeList, Indicator, Item, Paying, Payment, Register
from dsl.model.node import Node, Placed
from dsl.model.origins import UNSAID, Line, Origin, Source
from dsl.model.pay import PotPart, PracticeCap, SchemeCap
from dsl.model.stories import Example
from dsl.source import NOWHERE, Span

T = TypeVar("T")


class RoundTo(Enum):
    """What money is rounded to."""

    PENNY = "penny"
    POUND = "pound"


class RoundWay(Enum):
    """Which way money is rounded."""

    HALF_UP = "half up"
    DOWN = "down"
    UP = "up"


class RoundAt(Enum):
    """Where money is rounded: each payment line, or only the practice's total."""

    PAYMENT = "payment"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Rounding(Node):
    """How and where money is rounded."""

    to: RoundTo
    way: RoundWay
    at: RoundAt


class SameDay(Enum):
    """Which of several values on one day is taken; `ANY` means one that meets the test is enough."""

    LOWEST = "lowest"
    HIGHEST = "highest"
    ANY = "any"


class EmptyDenominator(Enum):
    """What an indicator without patients pays."""

    NOTHING = "nothing"
    IN_FULL = "in full"


@dataclass(frozen=True, slots=True)
class PointValue(Node):
    """£ a point, scaled by list / `list_size` (the contractor population index) where a list size is given."""

    pounds: Fraction
    list_size: Fraction | None
    day: date | None
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class Governance(Placed):
    """Who answers for the scheme, who decided, who was asked, and the days that follow."""

    owner: str = ""
    clinical_lead: str = ""
    contact: str = ""
    approved: tuple[tuple[str, date], ...] = ()
    consulted: tuple[tuple[str, date], ...] = ()
    review_by: date | None = None
    join_by: date | None = None
    collected_on: tuple[date, ...] = ()
    appeal_to: str = ""
    appeal_within: Length | None = None
    small_numbers_under: int | None = None


@dataclass(frozen=True, slots=True)
class Allowance(Node):
    """A warning or advice that someone has decided to let stand in one block; `where` names it, empty for the head.

    `within` is where the block stands.
    """

    code: str
    where: str
    because: str
    by: str
    within: Span = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Scheme(Placed):
    """A scheme, resolved and typed. Tuples are in the order written.

    `caps_known` is False where a cap is written that could not be read: then nothing can be said to be without one.
    """

    code: str
    title: str
    version: str
    first_day: date
    last_day: date
    rounding: Rounding
    same_day: SameDay | None
    empty_denominator: EmptyDenominator | None
    point_value: PointValue | None
    budget: Fraction | None
    budget_origin: Origin
    list_day: date | None
    sources: tuple[Source, ...]
    governance: Governance
    code_lists: tuple[CodeList, ...]
    registers: tuple[Register, ...]
    indicators: tuple[Indicator, ...]
    payments: tuple[Payment, ...]
    practice_caps: tuple[PracticeCap, ...]
    scheme_cap: SchemeCap | None
    examples: tuple[Example, ...]
    prose: tuple[Line, ...]
    allowances: tuple[Allowance, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    items: tuple[Item, ...] = ()
    caps_known: bool = True
    pot: tuple[PotPart, ...] = ()

    @property
    def paying(self) -> tuple[Paying, ...]:
        """All that is paid, in the order of a statement: indicators, items, payments."""
        return (*self.indicators, *self.items, *self.payments)

    @property
    def menu(self) -> tuple[Paying, ...]:
        """What practices choose whether to do; they do all that is not on it by joining."""
        return tuple(clause for clause in self.paying if clause.sign_up is not None)

    def code_list(self, name: str) -> CodeList:
        """The code list of that name; KeyError if there is none."""
        return _by("name", name, self.code_lists)

    def register(self, name: str) -> Register:
        """The register of that name; KeyError if there is none."""
        return _by("name", name, self.registers)

    def indicator(self, code: str) -> Indicator:
        """The indicator of that code; KeyError if there is none."""
        return _by("code", code, self.indicators)

    def item(self, code: str) -> Item:
        """The item of that code; KeyError if there is none."""
        return _by("code", code, self.items)

    def payment(self, code: str) -> Payment:
        """The payment of that code; KeyError if there is none."""
        return _by("code", code, self.payments)


def _by(attribute: str, wanted: str, nodes: tuple[T, ...]) -> T:
    for node in nodes:
        if getattr(node, attribute) == wanted:
            return node
    raise KeyError(wanted)
