"""Which events of registered patients, issues of medicines among them, could not be used, by practice, list and reason.

An event that cannot be used for a list is as if it were not there (`dsl.run.usable` says when), so the counts cannot
show it. This says how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa

from dsl.model.conditions import Value
from dsl.model.counting import Beside, Near
from dsl.model.measures import CodeList, Item
from dsl.model.scheme import Scheme
from dsl.run.usable import Flaw
from dsl.run.when import When
from schemec.engines.duckdb import Engine

BOUND = pa.decimal128(38, 10)
"""More places than a value in the records can have."""

SCHEMA = pa.schema(
    [
        ("code_list", pa.string()),
        ("code_system", pa.string()),
        ("code", pa.string()),
        ("unit", pa.string()),
        ("paired", pa.bool_()),
        *((name, BOUND) for name in ("low", "second_low", "high", "second_high")),
    ]
)

QUERY = """
WITH judged AS (
  SELECT
    people.practice_id,
    listed.code_list,
    CASE
      WHEN events.event_date IS NULL THEN 'UNDATED'
      WHEN listed.unit IS NULL THEN NULL
      WHEN NOT (events.value IS NOT NULL OR (listed.paired AND events.second_value IS NOT NULL)) THEN NULL
      WHEN events.unit <> listed.unit THEN 'OTHER_UNIT'
      WHEN listed.paired AND (events.value IS NULL OR events.second_value IS NULL) THEN 'HALF_A_READING'
      WHEN events.value NOT BETWEEN listed.low AND listed.high THEN 'IMPLAUSIBLE'
      WHEN listed.paired AND events.second_value NOT BETWEEN listed.second_low AND listed.second_high
        THEN 'IMPLAUSIBLE'
    END AS flaw
  FROM events
  JOIN listed ON events.code_system = listed.code_system AND events.code = listed.code
  JOIN people ON events.patient_id = people.patient_id
  WHERE events.event_date IS NULL OR events.event_date <= $1
)
SELECT practice_id, code_list, flaw, COUNT(*) FROM judged WHERE flaw IS NOT NULL GROUP BY ALL ORDER BY ALL
"""

UNBORN = """
SELECT people.practice_id, COUNT(*)
FROM people
JOIN patients ON people.patient_id = patients.patient_id
WHERE patients.birth_date IS NULL
GROUP BY ALL
ORDER BY ALL
"""


ELSEWHERE = """
SELECT practice_id, COUNT(*)
FROM people
WHERE practice_id NOT IN (SELECT practice_id FROM practices)
GROUP BY ALL
ORDER BY ALL
"""

SEVERAL = """
SELECT people.practice_id, COUNT(*)
FROM people
JOIN (
  SELECT patient_id
  FROM registrations
  WHERE start_date <= $1 AND (end_date IS NULL OR end_date > $1)
  GROUP BY patient_id
  HAVING COUNT(*) > 1
) AS several ON people.patient_id = several.patient_id
GROUP BY ALL
ORDER BY ALL
"""

ALONE = """
SELECT people.practice_id, listed.code_list, COUNT(*)
FROM events
JOIN listed ON events.code_system = listed.code_system AND events.code = listed.code
JOIN people ON events.patient_id = people.patient_id
WHERE events.consultation_id IS NULL AND events.event_date BETWEEN $1 AND $2
GROUP BY ALL
ORDER BY ALL
"""

ByPractice = tuple[tuple[str, int], ...]
"""Practice and patients, sorted."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """So many events of one practice's patients could not be used for a list, for one reason."""

    practice: str
    code_list: str
    flaw: Flaw
    events: int


def unusable(engine: Engine, scheme: Scheme, when: When) -> tuple[Unusable, ...]:
    """Sorted by practice, list and reason. To be asked after `engine.extract`, which finds who is registered where."""
    listed = pa.Table.from_pylist([row for codes in scheme.code_lists for row in _rows(codes)], SCHEMA)
    found = engine.ask(QUERY, {"listed": listed}, [when.reference])
    return tuple(Unusable(practice, codes, Flaw[flaw], events) for practice, codes, flaw, events in found)


def without_birth_date(engine: Engine) -> ByPractice:
    """Registered patients without a date of birth, by practice: nothing that asks for an age is met for them."""
    return tuple((practice, patients) for practice, patients in engine.ask(UNBORN, {}, []))


def of_unlisted_practices(engine: Engine) -> ByPractice:
    """Patients registered with practices that the records do not list: no count and no work list has them."""
    return tuple((practice, patients) for practice, patients in engine.ask(ELSEWHERE, {}, []))


def registered_twice(engine: Engine, scheme: Scheme, when: When) -> ByPractice:
    """Patients with several registrations on the census day, by the practice that counts them: the latest begun."""
    return tuple((practice, patients) for practice, patients in engine.ask(SEVERAL, {}, [when.census(scheme)]))


def without_consultation(engine: Engine, scheme: Scheme, when: When) -> tuple[tuple[str, str, int], ...]:
    """Practice, code list and entries of the scheme year that say no consultation, of lists that items look for in one.

    Such an entry is in none with others: an item that counts only beside another in one consultation does not count it.
    """
    asked = {name for item in scheme.items for name in _in_consultations(item)}
    listed = [row for codes in scheme.code_lists if codes.name in asked for row in _rows(codes)]
    if not listed:
        return ()
    days = [scheme.first_day, min(scheme.last_day, when.reference)]
    return tuple(engine.ask(ALONE, {"listed": pa.Table.from_pylist(listed, SCHEMA)}, days))


def _in_consultations(item: Item) -> Iterator[str]:
    """The lists of an item whose entries are asked for their consultation: its own, and those beside it."""
    raised = (uplift.when for uplift in item.uplifts if isinstance(uplift.when, Beside))
    beside = [*item.counting.only_with, *item.counting.not_with, *raised]
    near = [each.codes for each in beside if each.near is Near.CONSULTATION]
    if near:
        yield item.counting.codes
        yield from near


def _rows(codes: CodeList) -> Iterator[dict[str, object]]:
    limits = {**_limits("low", codes.low), **_limits("high", codes.high)}
    unit = None if codes.unit is None else codes.unit.value
    for code in codes.codes:
        yield {
            "code_list": codes.name,
            "code_system": codes.system.value,
            "code": code.code,
            "unit": unit,
            "paired": codes.paired,
            **limits,
        }


def _limits(name: str, value: Value | None) -> dict[str, Decimal | None]:
    if value is None:
        return {}
    second = None if value.second is None else _decimal(value.second)
    return {name: _decimal(value.number), f"second_{name}": second}


def _decimal(number: Fraction) -> Decimal:
    """Exact: a scheme writes its numbers as decimals."""
    return Decimal(number.numerator) / Decimal(number.denominator)
