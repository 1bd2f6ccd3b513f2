"""A JSON Schema (draft 2020-12) for each table: what one row is, for whoever makes the records with other tools.

A schema speaks of a row as a JSON object. What needs several rows or tables (a key, a practice that is known) no schema
can say; `schemec records check` holds records against that too.
"""

from __future__ import annotations

import json
from typing import Any

from schemec.records.tables import PLACES, TABLES, VERSION, WHOLE_DIGITS, Column, Kind, Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """File name → text, for every table."""
    return {
        f"{table.name}.schema.json": json.dumps(schema(table), ensure_ascii=False, indent=2) + "\n" for table in TABLES
    }


def schema(table: Table) -> dict[str, Any]:
    """The schema of one row of a table."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:schemec:records:{VERSION}:{table.name}",
        "title": f"A row of {table.name}, version {VERSION} of the records",
        "description": table.meaning,
        "type": "object",
        "properties": {column.name: _field(column) for column in table.columns},
        "required": [column.name for column in table.columns if not column.may_be_missing],
    }


def _field(column: Column) -> dict[str, Any]:
    wanted = _value(column)
    described = {"description": column.meaning}
    return described | ({"anyOf": [wanted, {"type": "null"}]} if column.may_be_missing else wanted)


def _value(column: Column) -> dict[str, Any]:
    match column.kind:
        case Kind.TEXT if column.words:
            return {"type": "string", "enum": list(column.words)}
        case Kind.TEXT:
            return {"type": "string", "minLength": 1}
        case Kind.DAY:
            return {
                "type": "string",
                "format": "date",
                "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            }
        case Kind.NUMBER:
            limit = 10**WHOLE_DIGITS
            return {
                "type": "number",
                "exclusiveMinimum": -limit,
                "exclusiveMaximum": limit,
                "$comment": f"at most {PLACES} decimal places",
            }
