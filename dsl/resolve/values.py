"""Measured values: their units, and whether they can be compared with those of a code list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dsl.model.conditions import Value
from dsl.model.operators import type_of
from dsl.model.types import Grain, Type, Unit, fits
from dsl.report.diagnostic import Label
from dsl.resolve.kinds.types import NoValues, OtherUnit, PairAndNumber
from dsl.resolve.scope import At
from dsl.source import Span
from dsl.syntax.ast.literals import Reading
from dsl.syntax.ast.literals import Value as Written


@dataclass(frozen=True, slots=True)
class Declared:
    """What a code list says of its values. `unit` is None when it says nothing; `span` is where it could."""

    unit: Unit | None
    span: Span

    @property
    def type(self) -> Type | None:
        """Of the values of its events; None when the list says nothing of them."""
        return None if self.unit is None else Type(Grain.EVENT, self.unit, paired=self.unit is Unit.MMHG)


def value_of(written: Written) -> Value:
    """A value in its unit."""
    if isinstance(written, Reading):
        return Value(written.first, Unit.MMHG, written.second, written.text)
    return Value(written.value, Unit(written.unit), None, written.text)


def value_for(at: At, written: Written, codes: str, declared: Mapping[str, Declared]) -> Value | None:
    """A value to hold against those of a code list; None, said, if they cannot be compared.

    A list that is not in `declared` could not be read, and nothing is said of it.
    """
    value = value_of(written)
    if codes not in declared:
        return value
    its = declared[codes]
    place = (Label(its.span, "the list"),)
    if its.unit is None or its.type is None:
        at.say(
            NoValues.at(
                written.span,
                f"the code list {codes} declares no values to compare",
                secondary=place,
                help=f"add under the list, for example: values in {value.unit.value}",
            )
        )
        return None
    given = type_of(value)
    if fits(given, its.type):
        return value
    if given.paired is not its.type.paired:
        paired = its.type.paired
        at.say(
            PairAndNumber.at(
                written.span,
                f"{codes} holds {'pairs such as 140/90' if paired else f'single values in {its.unit.value}'}, "
                f"and this is {'a single value' if paired else 'a pair'}",
                secondary=place,
                help="write both parts, for example 140/90" if paired else f"write a single value in {its.unit.value}",
            )
        )
        return None
    at.say(
        OtherUnit.at(
            written.span,
            f"{codes} holds values in {its.unit.value}, and this one is in {value.unit.value}",
            secondary=place,
            help=f"give the value in {its.unit.value}",
        )
    )
    return None
