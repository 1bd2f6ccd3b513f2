"""Code lists, registers, indicators, items of a price list and payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from dsl.model.conditions import Condition, Value
from dsl.model.counting import Counting
from dsl.model.node import Node
from dsl.model.origins import ALWAYS, UNSAID, Line, Origin, Validity
from dsl.model.pay import IndicatorPay, Instalment, PaymentPay, PerItem, SignUp, Submitted, Uplift
from dsl.model.types import Unit


class CodeSystem(Enum):
    """Code systems. Synthetic codes are made up, plainly not SNOMED CT, and stand in until a real list is imported."""

    SNOMED = "SNOMED CT"
    CTV3 = "CTV3"
    READ2 = "Read v2"
    DMD = "dm+d"
    SYNTHETIC = "synthetic"


@dataclass(frozen=True, slots=True)
class Retired:
    """That a code is no longer active: since when, if its source says so, and which codes that names in its place."""

    since: date | None = None
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Code:
    """One code with its term. `retired` is None unless a source says that the code is."""

    code: str
    term: str
    retired: Retired | None = None


@dataclass(frozen=True, slots=True)
class CodeList(Node):
    """A released list of codes: of the file `path` beside the scheme, or of the national `cluster`; the other is empty.

    A value outside `low`..`high`, or in another unit than `unit`, makes an event unusable for this list.
    """

    name: str
    system: CodeSystem
    path: str
    release: str
    codes: tuple[Code, ...]
    sha256: str
    unit: Unit | None = None
    low: Value | None = None
    high: Value | None = None
    origin: Origin = UNSAID
    cluster: str = ""

    @property
    def source(self) -> str:
        """Where its codes are from: the path of its file, or `national cluster HYP_COD`."""
        return f"national cluster {self.cluster}" if self.cluster else self.path

    @property
    def paired(self) -> bool:
        """Whether its values are readings in two parts, such as 140/90: those in mmHg are."""
        return self.unit is Unit.MMHG


@dataclass(frozen=True, slots=True)
class Register(Node):
    """A named group of patients. `average_prevalence` is a fraction of 1; `origin` is of the condition's figures."""

    name: str
    title: str
    condition: Condition
    average_prevalence: Fraction | None = None
    prevalence_origin: Origin = UNSAID
    prose: tuple[Line, ...] = ()
    origin: Origin = UNSAID


@dataclass(frozen=True, slots=True)
class Reason(Node):
    """A titled exclusion or personalised care adjustment."""

    title: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class Indicator(Node):
    """A measure of the registered patients who meet `denominator`.

    The first exclusion that applies removes a patient. The rest are achieved if they meet `numerator`. Of those not
    achieved, the first adjustment that applies removes a patient.
    """

    code: str
    title: str
    denominator: Condition
    exclusions: tuple[Reason, ...]
    adjustments: tuple[Reason, ...]
    numerator: Condition
    pay: IndicatorPay
    instalments: tuple[Instalment, ...] = ()
    origin: Origin = UNSAID
    prose: tuple[Line, ...] = ()
    validity: Validity = ALWAYS
    performer: str = "practice"
    payee: str = "practice"
    sign_up: SignUp | None = None


@dataclass(frozen=True, slots=True)
class Item(Node):
    """An item of a price list: paid for each entry that counts, of registered patients who meet `people`.

    Each of `uplifts` is paid on top of `pay`; no two have one title.
    """

    code: str
    title: str
    people: Condition
    counting: Counting
    pay: PerItem
    instalments: tuple[Instalment, ...] = ()
    origin: Origin = UNSAID
    prose: tuple[Line, ...] = ()
    validity: Validity = ALWAYS
    performer: str = "practice"
    payee: str = "practice"
    uplifts: tuple[Uplift, ...] = ()
    sign_up: SignUp | None = None


@dataclass(frozen=True, slots=True)
class Payment(Node):
    """A payment that no measure earns. With `conditions`, all of them must hold."""

    code: str
    title: str
    pay: PaymentPay
    conditions: tuple[Submitted, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    origin: Origin = UNSAID
    prose: tuple[Line, ...] = ()
    validity: Validity = ALWAYS
    performer: str = "practice"
    payee: str = "practice"
    sign_up: SignUp | None = None


Paying = Indicator | Item | Payment
"""What a practice is paid for: each is one line of its statement. With `sign_up`, only a practice that signed up is."""
