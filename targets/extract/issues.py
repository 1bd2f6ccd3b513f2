"""What the query reads as `events` where issues of medicines are kept in a table of their own.

A code list finds its codes among entries and issues alike, so that nothing else knows of two tables.
"""

from __future__ import annotations

EVENTS = "events"
ENTRIES = "coded_entries"
"""What the table of events is called where a view takes its name. No step of a script is called so."""
ISSUES = "medications"

VIEW = f"""\
CREATE VIEW {EVENTS} AS
SELECT patient_id, code_system, code, event_date, recorded_on,
  value, second_value, unit, consultation_id, provider
FROM {ENTRIES}
UNION ALL
SELECT patient_id, code_system, code, issued_on, recorded_on,
  NULL, NULL, NULL, consultation_id, provider
FROM {ISSUES};"""
"""Makes `events` of both. What stands in both tables is there twice, and counts once, as if it stood twice in one."""
