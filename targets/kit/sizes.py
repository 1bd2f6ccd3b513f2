"""How many patients of a made-up practice meet a condition: no forecast, but numbers that agree with each other.

The same condition gives the same number. A further part that must hold gives fewer. Nobody can be on more registers
than the practice has patients, and there is always somebody: nothing is shown by a measure of nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from dsl.model.conditions import Aged, AllOf, AnyOf, Condition, Everyone, OnRegister, SexIs
from dsl.model.scheme import Scheme

USUAL = 200
"""Patients who meet a condition that says nothing of how many they are: a code, a birthday, a move."""

EACH_FURTHER = Fraction(9, 10)
"""The share that is left by each further part of a condition that must hold."""

OLDEST = 90
"""Ages are taken to be spread evenly from birth to here."""

MORE_THAN_AVERAGE = (Fraction(11, 10), Fraction(9, 10), Fraction(1))
"""Prevalence as a share of the average, register by register in turn."""

ROUND = 20
"""Numbers that nothing states are made round, so that shares of them read well."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The made-up numbers of one practice of `listed` patients."""

    scheme: Scheme
    listed: int

    def registers(self) -> tuple[tuple[str, int], ...]:
        """Every register with its patients, in the scheme's order."""
        return tuple((register.name, self.on_register(register.name)) for register in self.scheme.registers)

    def on_register(self, name: str) -> int:
        """Near the average prevalence where that is stated; otherwise as many as meet its condition."""
        register = self.scheme.register(name)
        if register.average_prevalence is None:
            return self.of(register.condition)
        stated = [each.name for each in self.scheme.registers if each.average_prevalence is not None]
        share = MORE_THAN_AVERAGE[stated.index(name) % len(MORE_THAN_AVERAGE)]
        return min(max(floor(register.average_prevalence * self.listed * share), 1), self.listed)

    def of(self, condition: Condition) -> int:
        """Patients who meet a condition."""
        match condition:
            case Everyone() | OnRegister(negated=True):
                return self.listed
            case OnRegister(register=name):
                return self.on_register(name)
            case Aged(low=low, high=high):
                years = min(OLDEST, OLDEST if high is None else high + 1) - (low or 0)
                return _round(Fraction(max(years, 1), OLDEST) * self.listed)
            case SexIs():
                return _round(Fraction(self.listed, 2))
            case AllOf(parts=parts):
                return _round(min(self.of(part) for part in parts) * EACH_FURTHER ** (len(parts) - 1))
            case AnyOf(parts=parts):
                return max(self.of(part) for part in parts)
            case _:
                return min(USUAL, self.listed)


def _round(size: Fraction) -> int:
    return max(floor(size), 1) if size < 2 * ROUND else floor(size / ROUND) * ROUND
