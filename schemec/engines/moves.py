"""Who enters and leaves denominators and numerators between two ways of counting the same records."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.model.checked import CheckedScheme
from dsl.run.counts import PracticeCounts
from dsl.run.when import When
from schemec.engines.duckdb import Engine

MOVES = """
WITH
  was AS (
    SELECT practice_id, name, patient_id, status = 'achieved' AS achieved
    FROM standing_before WHERE kind = 'indicator' AND status IN ('achieved', 'not achieved')
  ),
  now AS (
    SELECT practice_id, name, patient_id, status = 'achieved' AS achieved
    FROM standing_after WHERE kind = 'indicator' AND status IN ('achieved', 'not achieved')
  )
SELECT
  practice_id,
  name,
  count(*) FILTER (WHERE was.achieved IS NULL) AS entered_denominator,
  count(*) FILTER (WHERE now.achieved IS NULL) AS left_denominator,
  count(*) FILTER (WHERE coalesce(now.achieved, false) AND NOT coalesce(was.achieved, false)) AS entered_numerator,
  count(*) FILTER (WHERE coalesce(was.achieved, false) AND NOT coalesce(now.achieved, false)) AS left_numerator
FROM was FULL JOIN now USING (practice_id, name, patient_id)
GROUP BY practice_id, name
HAVING entered_denominator + left_denominator + entered_numerator + left_numerator > 0
ORDER BY practice_id, name
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """Patients of one practice who entered or left an indicator's denominator and numerator."""

    practice: str
    indicator: str
    entered_denominator: int
    left_denominator: int
    entered_numerator: int
    left_numerator: int


@dataclass(frozen=True, slots=True)
class Compared:
    """The counts before and after, and who moved between them, by practice and indicator; nobody is left out."""

    before: tuple[PracticeCounts, ...]
    after: tuple[PracticeCounts, ...]
    moved: tuple[Moved, ...]


def compare(engine: Engine, old: CheckedScheme, new: CheckedScheme, when: When) -> Compared:
    """Count the same records by two schemes with the same indicators. EngineTrouble if the engine fails."""
    counts = []
    for checked, table in ((old, "standing_before"), (new, "standing_after")):
        extracted = engine.extract(checked, when)
        counts.append(extracted.counts())
        extracted.keep_standings(table)
    moved = tuple(Moved(*row) for row in engine.ask(MOVES, {}, ()))
    return Compared(counts[0], counts[1], moved)
