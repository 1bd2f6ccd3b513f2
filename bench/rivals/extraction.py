"""S-CHD6 of specs/hf-qof-plus by hand, in DuckDB: what somebody who knows the scheme and the engine would write.

    python bench/rivals/extraction.py RECORDS OUT

It writes OUT/counts.csv (practice, registered, on the register, eligible, the five adjustments, denominator,
numerator) and OUT/work-list.csv (practice, patient). Every day and code is a constant, the codes of all lists are
looked for in one scan, patients are grouped once, and only totals and outstanding patients are kept.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

QUERY = """
CREATE TEMP TABLE result AS
WITH base AS (
  SELECT patient_id, practice_id, start_date
  FROM registrations
  WHERE start_date <= DATE '2010-03-31' AND (end_date IS NULL OR end_date > DATE '2010-03-31')
  QUALIFY row_number() OVER (PARTITION BY patient_id ORDER BY start_date DESC, practice_id) = 1
),
alive AS (
  SELECT patient_id FROM patients WHERE death_date IS NULL OR death_date > DATE '2010-03-31'
),
heart AS (
  SELECT
    patient_id,
    min(event_date) FILTER (code IN ('SYN-CHD-001', 'SYN-CHD-002', 'SYN-CHD-003', 'SYN-CHD-004')) AS diagnosed,
    max(
      CASE WHEN value IS NULL THEN (event_date - DATE '2000-01-01') * 2000000000000
      ELSE (event_date - DATE '2000-01-01') * 2000000000000 + 1000000000000
        - (value * 10000)::BIGINT * 100000 - CASE WHEN value <= 150 AND second_value <= 90 THEN 0 ELSE 1 END
      END
    ) FILTER (
      code IN ('SYN-BP-001', 'SYN-BP-002', 'SYN-BP-003') AND event_date > DATE '2008-12-31'
      AND (
        (value IS NULL AND second_value IS NULL)
        OR (
          value BETWEEN 60 AND 300 AND second_value BETWEEN 30 AND 200 AND (unit IS NULL OR unit = 'mmHg')
        )
      )
    ) AS pressure,
    list(event_date) FILTER (
      code IN ('SYN-CHDINV-001', 'SYN-CHDINV-002', 'SYN-CHDINV-003') AND event_date > DATE '2009-03-31'
    ) AS invited,
    bool_or(code = 'SYN-CHDUNS-001' AND event_date > DATE '2008-12-31') AS unsuitable,
    bool_or(code = 'SYN-CHDDIS-001' AND event_date > DATE '2008-12-31') AS dissent
  FROM events
  WHERE code_system = 'synthetic' AND event_date <= DATE '2010-03-31'
    AND code IN (
      'SYN-CHD-001', 'SYN-CHD-002', 'SYN-CHD-003', 'SYN-CHD-004', 'SYN-BP-001', 'SYN-BP-002', 'SYN-BP-003',
      'SYN-CHDINV-001', 'SYN-CHDINV-002', 'SYN-CHDINV-003', 'SYN-CHDUNS-001', 'SYN-CHDDIS-001'
    )
  GROUP BY patient_id
  HAVING diagnosed IS NOT NULL
),
placed AS (
  SELECT
    practice_id,
    patient_id,
    CASE
      WHEN diagnosed IS NULL THEN 0
      WHEN pressure % 2000000000000 > 0 AND pressure % 2 = 0 THEN 1
      WHEN start_date > DATE '2009-12-31' THEN 2
      WHEN diagnosed > DATE '2009-12-31' THEN 3
      WHEN len(list_filter(invited, lambda d: d >= list_min(invited) + 7 AND d <= list_max(invited) - 7)) > 0 THEN 4
      WHEN unsuitable THEN 5
      WHEN dissent THEN 6
      ELSE 7
    END AS place
  FROM base
  JOIN alive USING (patient_id)
  LEFT JOIN heart USING (patient_id)
)
SELECT practice_id, place, count(*) AS patients, list(patient_id) FILTER (place = 7) AS outstanding
FROM placed
GROUP BY practice_id, place
"""

COUNTS = """
SELECT
  practice_id,
  coalesce(sum(patients), 0)::BIGINT AS registered,
  coalesce(sum(patients) FILTER (place > 0), 0)::BIGINT AS on_register,
  coalesce(sum(patients) FILTER (place > 0), 0)::BIGINT AS eligible,
  coalesce(sum(patients) FILTER (place = 2), 0)::BIGINT AS adjusted_1,
  coalesce(sum(patients) FILTER (place = 3), 0)::BIGINT AS adjusted_2,
  coalesce(sum(patients) FILTER (place = 4), 0)::BIGINT AS adjusted_3,
  coalesce(sum(patients) FILTER (place = 5), 0)::BIGINT AS adjusted_4,
  coalesce(sum(patients) FILTER (place = 6), 0)::BIGINT AS adjusted_5,
  coalesce(sum(patients) FILTER (place IN (1, 7)), 0)::BIGINT AS denominator,
  coalesce(sum(patients) FILTER (place = 1), 0)::BIGINT AS numerator
FROM practices
LEFT JOIN result USING (practice_id)
GROUP BY practice_id
ORDER BY practice_id
"""

WORK_LIST = """
SELECT practice_id, unnest(outstanding) AS patient_id FROM result WHERE place = 7 ORDER BY practice_id, patient_id
"""


def main(records: Path, out: Path) -> None:
    """Count the records and write both results."""
    connection = duckdb.connect()
    for name in ("practices", "patients", "registrations", "events"):
        connection.read_parquet(str(records / f"{name}.parquet")).create_view(name)
    connection.execute(QUERY)
    connection.sql(COUNTS).write_csv(str(out / "counts.csv"), header=True)
    connection.sql(WORK_LIST).write_csv(str(out / "work-list.csv"), header=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
