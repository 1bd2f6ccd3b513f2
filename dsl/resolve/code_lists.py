"""Code lists: their system, their codes, and what they declare of values."""

from __future__ import annotations

from collections.abc import Mapping

from dsl.model.conditions import Value
from dsl.model.measures import CodeList, CodeSystem
from dsl.model.types import Unit
from dsl.resolve.blocks import Lines, opening
from dsl.resolve.code_files import NOT_THERE, CodeFile, Place, codes_in, place_of, span_of
from dsl.resolve.kinds.types import RangeReversed
from dsl.resolve.origins import Origins
from dsl.resolve.scope import At
from dsl.resolve.values import Declared, value_for
from dsl.syntax.ast import clauses


def declared_of(blocks: Mapping[str, Lines]) -> dict[str, Declared]:
    """What each list declares of its values; lists whose lines could not all be read are left out."""
    declared: dict[str, Declared] = {}
    for name, lines in blocks.items():
        values = lines.one(clauses.ValuesIn)
        if values is not None:
            declared[name] = Declared(Unit(values.unit), values.span)
        elif not lines.hides("values in"):
            declared[name] = Declared(None, opening(lines.block))
    return declared


def resolve_code_list(
    lines: Lines, origins: Origins, files: Mapping[Place, CodeFile], declared: Mapping[str, Declared]
) -> CodeList | None:
    """A code list with its codes; None if its opening line could not be read."""
    at, head = lines.at, lines.block.codes
    if head is None:
        return None
    system = CodeSystem(head.system)
    place = place_of(head)
    file = files.get(place, NOT_THERE)
    unit, low, high = _values(at, lines, head.name.text, declared)
    return CodeList(
        name=head.name.text,
        system=system,
        path=head.path.text if head.path else "",
        release=head.release,
        codes=codes_in(at, place, span_of(head), system, file),
        sha256=file.sha256,
        unit=unit,
        low=low,
        high=high,
        origin=origins.across(at, lines.kept, lines.block.tags),
        span=opening(lines.block),
        cluster=head.cluster.text if head.cluster else "",
    )


def _values(
    at: At, lines: Lines, name: str, declared: Mapping[str, Declared]
) -> tuple[Unit | None, Value | None, Value | None]:
    clause = next(iter(lines.all(clauses.ValuesIn)), None)
    if clause is None or name not in declared:
        return None, None, None
    here = at.under("values in")
    low = value_for(here, clause.low, name, declared) if clause.low else None
    high = value_for(here, clause.high, name, declared) if clause.high else None
    if clause.high and low and high and not _ordered(low, high):
        here.say(
            RangeReversed.at(
                clause.high.span,
                "the plausible range ends below where it starts",
                help="write the lower end first, in both parts of a pair",
            )
        )
        return None, None, None  # so that nobody misses a range that is only the wrong way round
    return declared[name].unit, low, high


def _ordered(low: Value, high: Value) -> bool:
    parts = low.second is None or high.second is None or low.second <= high.second
    return low.number <= high.number and parts
