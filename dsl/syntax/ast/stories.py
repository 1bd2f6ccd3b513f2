"""The lines of examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dsl.syntax.ast.clauses import Clause
from dsl.syntax.ast.literals import Day, Money, Name, Node, Number, Points, Title, Value

# … of examples


@dataclass(frozen=True, slots=True)
class PatientStory(Clause):
    """`patient born 3 May 1961, female, registered 2 June 2001[, left 1 May 2009]`"""

    born: Day | None = None
    sex: Literal["female", "male"] | None = None
    registered: Day | None = None
    left: Day | None = None


@dataclass(frozen=True, slots=True)
class HasEvent(Clause):
    """`has BP_COD 138/84 on 10 March 2027 [in consultation 1]`"""

    codes: Name
    value: Value | None
    day: Day
    consultation: int | None = None


@dataclass(frozen=True, slots=True)
class PracticeStory(Clause):
    """`practice of 5,891 patients [achieves 793 of 1,000]`"""

    list_size: Number
    achieved: Number | None = None
    of: Number | None = None


@dataclass(frozen=True, slots=True)
class Achieves(Clause):
    """`achieves 793 of 1,000 in S-BP5`"""

    achieved: Number
    of: Number
    indicator: Name


@dataclass(frozen=True, slots=True)
class HasOnRegister(Clause):
    """`has 780 patients on HYP`"""

    count: Number
    register: Name


@dataclass(frozen=True, slots=True)
class HasItems(Clause):
    """`has 2,140 of PHL01 [with "At home"] [in quarter 2]`; with a title, so many of them are paid that much more."""

    count: Number
    item: Name
    quarter: int | None = None
    title: Title | None = None


@dataclass(frozen=True, slots=True)
class HasFactor(Clause):
    """`has prevalence factor 1.05 for HYP`"""

    factor: Number
    register: Name


@dataclass(frozen=True, slots=True)
class HasWeighted(Clause):
    """`has 9,412 weighted patients`"""

    count: Number


@dataclass(frozen=True, slots=True)
class HasSubmitted(Clause):
    """`has submitted "Improvement plan" on D`"""

    what: Title
    day: Day


@dataclass(frozen=True, slots=True)
class HasSignedUp(Clause):
    """`has signed up for PHL01, PHL02 and RP`"""

    clauses: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class RunOn(Clause):
    """`counted on 31 December 2026[, as of today]`: the reference date; `today` sets the clock."""

    day: Day
    today: bool = False


@dataclass(frozen=True, slots=True)
class Expectation(Node):
    """One thing expected; `what` says which of the other fields is used."""

    what: Literal[
        "in denominator",
        "not in denominator",
        "in numerator",
        "not in numerator",
        "excluded",
        "adjusted",
        "on",
        "not on",
        "points",
        "money",
        "money on",
        "counted",
        "raised",
    ]
    title: Title | None = None
    register: Name | None = None
    points: Points | None = None
    money: Money | None = None
    day: Day | None = None
    count: Number | None = None


@dataclass(frozen=True, slots=True)
class Expect(Clause):
    """`expect in denominator, in numerator`, `expect 4.96 points, £618.02`"""

    parts: tuple[Expectation, ...]
