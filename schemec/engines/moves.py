"""Who enters and leaves registers, measures and items between two ways of counting the same records."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.model.checked import CheckedScheme
from dsl.run.counts import PracticeCounts
from dsl.run.when import When
from schemec.engines.duckdb import Engine

STANDINGS = """
WITH
  was AS (
    SELECT practice_id, kind, name, patient_id, status,
      status IN ('on', 'achieved', 'not achieved') AS inside, status = 'achieved' AS achieved
    FROM standing_before WHERE kind IN ('register', 'indicator')
  ),
  now AS (
    SELECT practice_id, kind, name, patient_id, status,
      status IN ('on', 'achieved', 'not achieved') AS inside, status = 'achieved' AS achieved
    FROM standing_after WHERE kind IN ('register', 'indicator')
  ),
  stood AS (
    SELECT practice_id, kind, name, was.status IS DISTINCT FROM now.status AS differs,
      coalesce(was.inside, false) AS was_in, coalesce(now.inside, false) AS now_in,
      coalesce(was.achieved, false) AS had_achieved, coalesce(now.achieved, false) AS has_achieved
    FROM was FULL JOIN now USING (practice_id, kind, name, patient_id)
  )
SELECT
  practice_id,
  kind,
  name,
  count(*) FILTER (WHERE now_in AND NOT was_in) AS entered,
  count(*) FILTER (WHERE was_in AND NOT now_in) AS gone,
  count(*) FILTER (WHERE has_achieved AND NOT had_achieved) AS entered_numerator,
  count(*) FILTER (WHERE had_achieved AND NOT has_achieved) AS left_numerator,
  count(*) FILTER (WHERE was_in = now_in AND had_achieved = has_achieved) AS otherwise
FROM stood
WHERE differs
GROUP BY practice_id, kind, name
ORDER BY practice_id, kind, name
"""

CLAIMS = """
WITH
  quarters AS (
    SELECT practice_id, patient_id, name, status,
      coalesce(was.entries, 0) AS was, coalesce(now.entries, 0) AS now
    FROM claims_before AS was FULL JOIN claims_after AS now USING (practice_id, patient_id, name, status)
  ),
  patients AS (
    SELECT practice_id, patient_id, name, coalesce(nullif(split_part(status, ', ', 2), ''), 'item') AS kind,
      sum(was) AS was, sum(now) AS now, bool_or(was <> now) AS differs
    FROM quarters GROUP BY ALL
  )
SELECT
  practice_id,
  kind,
  name,
  count(*) FILTER (WHERE was = 0) AS entered,
  count(*) FILTER (WHERE now = 0) AS gone,
  0 AS entered_numerator,
  0 AS left_numerator,
  count(*) FILTER (WHERE was > 0 AND now > 0) AS otherwise
FROM patients
WHERE differs
GROUP BY practice_id, kind, name
ORDER BY practice_id, kind, name
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """Patients of one practice who move in one register, indicator, item or uplift of an item.

    `kind` is `register`, `indicator`, `item` or `uplift 1` and so on, `name` that of the register, indicator or item.
    They entered or left the register, the denominator, or those of whom something counts for the item. Whom something
    else befell is moved `otherwise`: they left a measure for another reason, or more or less of theirs counts.
    """

    practice: str
    kind: str
    name: str
    entered: int = 0
    left: int = 0
    entered_numerator: int = 0
    left_numerator: int = 0
    otherwise: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """The counts before and after, and who moved between them; nobody is left out."""

    before: tuple[PracticeCounts, ...]
    after: tuple[PracticeCounts, ...]
    moved: tuple[Moved, ...]


def compare(engine: Engine, old: CheckedScheme, new: CheckedScheme, when: When) -> Compared:
    """Count the same records by two schemes that differ in code lists alone. EngineTrouble if the engine fails."""
    counts = []
    for checked, time in ((old, "before"), (new, "after")):
        extracted = engine.extract(checked, when)
        counts.append(extracted.counts())
        extracted.keep_standings(f"standing_{time}")
        if checked.scheme.items:
            extracted.keep_claims(f"claims_{time}")
    queries = (STANDINGS, CLAIMS) if new.scheme.items else (STANDINGS,)
    moved = tuple(Moved(*row) for query in queries for row in engine.ask(query, {}, ()))
    return Compared(counts[0], counts[1], moved)
