"""Grains and units: the types of the language, and the one question asked of them.

Every expression has a grain (what it is said of) and a unit (what it is counted in). Moving from one
grain to another takes a word of the language (`with`, `latest`, a count), never an implicit step.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Grain(Enum):
    """What an expression is said of, smallest first."""

    EVENT = "event"
    PATIENT = "patient"
    PRACTICE = "practice"
    NETWORK = "network"
    SCHEME = "scheme"


class Unit(Enum):
    """What an expression is counted in. The clinical units are those a code list may declare for its values."""

    TRUTH = "yes or no"
    DAY = "date"
    PATIENTS = "patients"
    ITEMS = "items"
    POINTS = "points"
    POUNDS = "pounds"
    PERCENT = "percent"
    MMHG = "mmHg"
    MMOL_MOL = "mmol/mol"
    MMOL_L = "mmol/L"
    UMOL_L = "umol/L"
    KG_M2 = "kg/m2"
    ML_MIN = "mL/min"
    MEASURED_PERCENT = "%"


CLINICAL_UNITS = (
    Unit.MMHG,
    Unit.MMOL_MOL,
    Unit.MMOL_L,
    Unit.UMOL_L,
    Unit.KG_M2,
    Unit.ML_MIN,
    Unit.MEASURED_PERCENT,
)


@dataclass(frozen=True, slots=True)
class Type:
    """A grain and a unit; `paired` for readings such as 140/90."""

    grain: Grain
    unit: Unit
    paired: bool = False

    def __str__(self) -> str:
        return f"{'paired ' if self.paired else ''}{self.unit.value} for each {self.grain.value}"


def fits(given: Type, wanted: Type) -> bool:
    """Whether a value of one type may stand where the other is wanted: grain, unit and pairing all equal."""
    return given == wanted
