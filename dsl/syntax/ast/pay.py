"""The lines that pay, and those that limit pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dsl.syntax.ast.clauses import Clause, Hole, Near
from dsl.syntax.ast.conditions import Condition
from dsl.syntax.ast.literals import Day, Money, Name, Node, Number, Part, Percent, Points, Title

# … of pay


@dataclass(frozen=True, slots=True)
class PaysPoints(Clause):
    """`pays 12 points from 70% to 85%[, adjusted for prevalence of HYP]`"""

    points: Points
    lower: Percent
    upper: Percent
    prevalence_of: Name | None = None


@dataclass(frozen=True, slots=True)
class Rung(Clause):
    """`- from 85% up to 90% £400`, `- from 60% half`; the last may have no upper end."""

    lower: Percent
    upper: Percent | None
    amount: Money | Points | Part


@dataclass(frozen=True, slots=True)
class PaysLadder(Clause):
    """`pays by ladder` or `pays 5% of the pot by ladder`, and its rungs; one that could not be read is a Hole."""

    rungs: tuple[Rung | Hole, ...]
    weight: Percent | None = None


@dataclass(frozen=True, slots=True)
class PaysPotRange(Clause):
    """`pays 25% of the pot from 40% to 60%`"""

    weight: Percent
    lower: Percent
    upper: Percent


@dataclass(frozen=True, slots=True)
class PaysOfPot(Clause):
    """`pays 10% of the pot`"""

    weight: Percent


@dataclass(frozen=True, slots=True)
class PaysPerPatient(Clause):
    """`pays £27.50 per patient achieved[, up to 90 patients]`"""

    rate: Money
    limit: Number | None = None


@dataclass(frozen=True, slots=True)
class Volume(Node):
    """`0.22 per registered patient [on D] [per quarter]`, or a plain number"""

    number: Number
    per_list: Literal["registered", "weighted"] | None = None
    day: Day | None = None
    per_quarter: bool = False


@dataclass(frozen=True, slots=True)
class PaysEach(Clause):
    """`pays £3.12 each[, up to 0.22 per registered patient per quarter[, then £1.56 each]]`"""

    rate: Money
    volume: Volume | None = None
    beyond: Money | None = None


@dataclass(frozen=True, slots=True)
class PaysMore(Clause):
    """`pays £18.00 more each "With FeNO" with FENO_COD in the same consultation`, `… for people on LD`

    Either `codes` and `near` are set, or `people` is.
    """

    rate: Money
    title: Title
    codes: Name | None = None
    near: Near | None = None
    people: Condition | None = None


@dataclass(frozen=True, slots=True)
class PaysPerHead(Clause):
    """`pays £0.62 per registered patient [on D]`, or `per weighted patient`"""

    rate: Money
    list_kind: Literal["registered", "weighted"]
    day: Day | None = None


@dataclass(frozen=True, slots=True)
class PaysPerRegister(Clause):
    """`pays £2.00 per patient on HYP`"""

    rate: Money
    register: Name


@dataclass(frozen=True, slots=True)
class PaysFlat(Clause):
    """`pays £500` or `pays 6 points`"""

    amount: Money | Points


@dataclass(frozen=True, slots=True)
class PaysNothing(Clause):
    """`pays nothing`: collected, not paid."""


@dataclass(frozen=True, slots=True)
class WhenSubmitted(Clause):
    """`when practice has submitted "Improvement plan" by 30 June 2026`"""

    what: Title
    by: Day


@dataclass(frozen=True, slots=True)
class Instalment(Node):
    """One instalment; `share` is None where all are equal."""

    day: Day
    share: Percent | None = None


@dataclass(frozen=True, slots=True)
class Instalments(Clause):
    """`in 2 instalments on D and D`, or `in instalments of 40% on D and 60% on D`; `stated` is the 2."""

    parts: tuple[Instalment, ...]
    stated: int | None = None


# … of caps


@dataclass(frozen=True, slots=True)
class PracticeCap(Clause):
    """`each practice at most £5.40 per registered patient [on D] [for HYP-L01]`, or a plain sum"""

    amount: Money
    per_list: Literal["registered", "weighted"] | None = None
    day: Day | None = None
    on: Name | None = None


@dataclass(frozen=True, slots=True)
class SchemeCap(Clause):
    """`scheme at most £1,850,000, shared pro rata`"""

    amount: Money


# … of guarantees


@dataclass(frozen=True, slots=True)
class NeverOver(Clause):
    """`scheme never costs more than budget[, for at most 30 practices of at most 12,000 patients]`"""

    practices: int | None = None
    patients: int | None = None


@dataclass(frozen=True, slots=True)
class MoreNeverLess(Clause):
    """`doing more never pays less`"""
