"""The lines of every block but pay and examples. `tags` names the sources of a line's figures, `[S14]`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dsl.syntax.ast.conditions import Condition
from dsl.syntax.ast.literals import Day, Duration, Money, Name, Node, Number, Percent, Title, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Node):
    """One line of a block (with its continuation lines)."""

    tags: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Hole(Clause):
    """A line that could not be read; `keyword` is its first word when that much is known."""

    keyword: str = ""


@dataclass(frozen=True, slots=True)
class Prose(Clause):
    """One `> …` line, without the mark."""

    text: str


@dataclass(frozen=True, slots=True)
class Allow(Clause):
    """`allow P301 because "…" by "…"`: no warning or advice of that code for this block."""

    code: Name
    because: Title
    by: Title


# … of the scheme head


@dataclass(frozen=True, slots=True)
class Version(Clause):
    """`version 2.1`"""

    text: str


@dataclass(frozen=True, slots=True)
class Runs(Clause):
    """`runs 1 April 2026 to 31 March 2027`: both days belong to the scheme year."""

    first: Day
    last: Day


@dataclass(frozen=True, slots=True)
class FiguresFrom(Clause):
    """`figures from I unless tagged`"""

    source: Name


@dataclass(frozen=True, slots=True)
class Budget(Clause):
    """`budget £1,850,000`"""

    amount: Money


@dataclass(frozen=True, slots=True)
class ListSizeOn(Clause):
    """`list size on 1 January 2026`: the day's list that counts where a line names none."""

    day: Day


@dataclass(frozen=True, slots=True)
class PointValue(Clause):
    """`point value £190.00 for a practice of 10,000 patients [on D]`; without a practice size it is not scaled."""

    amount: Money
    list_size: Number | None
    day: Day | None = None


@dataclass(frozen=True, slots=True)
class Rounding(Clause):
    """`money rounds to the penny, half up, at payment`"""

    to: Literal["penny", "pound"]
    way: Literal["half up", "down", "up"]
    at: Literal["payment", "total"]


@dataclass(frozen=True, slots=True)
class SameDay(Clause):
    """`same day takes the lowest reading`; `any` means that one reading that meets the test is enough."""

    takes: Literal["lowest", "highest", "any"]


@dataclass(frozen=True, slots=True)
class EmptyDenominator(Clause):
    """`empty denominator pays nothing` or `… pays in full`"""

    pays: Literal["nothing", "in full"]


@dataclass(frozen=True, slots=True)
class Pot(Clause):
    """`pot £1.20 per registered patient [on D]`, `pot £107.08 per patient on HYP`, `pot £20,000 for each practice`"""

    rate: Money
    list_kind: Literal["registered", "weighted"] | None = None
    day: Day | None = None
    register: Name | None = None


@dataclass(frozen=True, slots=True)
class SignUpEach(Clause):
    """`practices sign up for each item`"""

    what: Literal["indicator", "item", "payment"]


# … of whatever pays


@dataclass(frozen=True, slots=True)
class SignUpThis(Clause):
    """`practices sign up for this`"""


# … of sources and governance


@dataclass(frozen=True, slots=True)
class Source(Clause):
    """`S14 "PCT documents", published`"""

    name: Name
    title: Title
    standing: Literal["published", "high confidence", "medium confidence", "low confidence", "illustrative"]


@dataclass(frozen=True, slots=True)
class Person(Clause):
    """`owner "…"`, `clinical lead "…"`, `contact "…"`"""

    role: Literal["owner", "clinical lead", "contact"]
    who: Title


@dataclass(frozen=True, slots=True)
class ApprovedBy(Clause):
    """`approved by "…" on D`"""

    who: Title
    day: Day


@dataclass(frozen=True, slots=True)
class Consulted(Clause):
    """`consulted "…" on D`"""

    who: Title
    day: Day


@dataclass(frozen=True, slots=True)
class ByDay(Clause):
    """`review by D` or `practices join by D`"""

    what: Literal["review", "practices join"]
    day: Day


@dataclass(frozen=True, slots=True)
class DataCollected(Clause):
    """`data collected on D, D and D`"""

    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Appeal(Clause):
    """`appeal to "…" within 28 days`"""

    to: Title
    within: Duration


@dataclass(frozen=True, slots=True)
class SmallNumbers(Clause):
    """`small numbers under 5 are not published`"""

    under: Number


# … of code lists and registers


@dataclass(frozen=True, slots=True)
class ValuesIn(Clause):
    """`values in mmHg, plausible from 40/20 to 300/200`; both ends are plausible."""

    unit: str
    low: Value | None
    high: Value | None


@dataclass(frozen=True, slots=True)
class People(Clause):
    """`people with HYP_COD ever, not followed by HYPRES_COD`"""

    condition: Condition


@dataclass(frozen=True, slots=True)
class AveragePrevalence(Clause):
    """`average prevalence 13.1%`: what a practice's own prevalence is divided by."""

    value: Percent


# … of indicators


@dataclass(frozen=True, slots=True)
class Denominator(Clause):
    """`denominator on HYP and aged 40 to 79 on year end`"""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Exclude(Clause):
    """`exclude "New patient" when …`: leaves the denominator always."""

    title: Title
    condition: Condition


@dataclass(frozen=True, slots=True)
class Adjustment(Clause):
    """`pca "Maximum treatment" when …`: leaves the denominator only if not achieved."""

    title: Title
    condition: Condition


@dataclass(frozen=True, slots=True)
class Numerator(Clause):
    """`numerator latest BP_COD in … is at most 140/90`"""

    condition: Condition


# … of items of a price list


@dataclass(frozen=True, slots=True)
class Counts(Clause):
    """`counts PHLEB_COD in scheme year`"""

    codes: Name


@dataclass(frozen=True, slots=True)
class EventAged(Clause):
    """`only aged 2 to 4 at the event`, `… 18 or over …`, `… under 5 …`; completed years, both ends count."""

    low: int | None
    high: int | None


Near = Literal["in the same consultation", "on the same day"]
"""Where another entry is looked for."""


@dataclass(frozen=True, slots=True)
class OnlyWith(Clause):
    """`only with CLAIM_COD in the same consultation`"""

    codes: Name
    near: Near


@dataclass(frozen=True, slots=True)
class NotWith(Clause):
    """`not with ABPM_COD on the same day`"""

    codes: Name
    near: Near


@dataclass(frozen=True, slots=True)
class OncePer(Clause):
    """`once per patient per day`, `once per patient per 24 months`"""

    within: Literal["day", "quarter", "scheme year"] | Duration


@dataclass(frozen=True, slots=True)
class MostPerPatient(Clause):
    """`at most 4 per patient[ per quarter]`"""

    count: Number
    per_quarter: bool = False
