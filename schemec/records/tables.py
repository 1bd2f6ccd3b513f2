"""The tables of a folder of records: one description each, used to read, to write and to document.

A day is a date without a time. A number is a decimal with at most four places, so that readings and list sizes are
exact. In CSV the first row holds the column names, days are written 2010-03-31, and an empty field is a missing one.
Columns may stand in any order; others than those named here are not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import pyarrow as pa

from dsl.model.pay import ListKind

VERSIONS = (
    "Practices, list sizes, patients, registrations, events, submissions and network memberships.",
    "`medications` and `sign_ups` came in. Their files may be absent, so a folder of version 1 is as good as it was.",
)
"""What each version of the set of tables brought, the first one first. A table that comes in, goes or changes makes
another version, and its line says what becomes of folders of the version before."""

VERSION = len(VERSIONS)

WHOLE_DIGITS = 14
PLACES = 4


class Kind(Enum):
    """What a column holds."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"


ARROW = {Kind.TEXT: pa.string(), Kind.DAY: pa.date32(), Kind.NUMBER: pa.decimal128(WHOLE_DIGITS + PLACES, PLACES)}
"""The type each kind has in a Parquet file."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `words` are the only texts allowed, where any are named.

    A column that `may_be_absent` came in after others: a file without it reads as if every field in it were missing.
    """

    name: str
    kind: Kind
    meaning: str
    may_be_missing: bool = False
    words: tuple[str, ...] = ()
    may_be_absent: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table. No two rows agree in all columns of `key`; no key, no such rule."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    may_be_absent: bool = False

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def arrow_schema(self) -> pa.Schema:
        """The schema of its Parquet file."""
        return pa.schema(
            [pa.field(column.name, ARROW[column.kind], nullable=column.may_be_missing) for column in self.columns]
        )


PRACTICES = Table(
    "practices",
    "The practices of the area, one row each, whether or not they take part in the scheme.",
    (
        Column("practice_id", Kind.TEXT, "The practice's code"),
        Column("name", Kind.TEXT, "The practice's name"),
        Column("joined_on", Kind.DAY, "When it joined the scheme; missing where it has not", may_be_missing=True),
        Column("left_on", Kind.DAY, "The first day on which it was no longer in the scheme", may_be_missing=True),
        Column(
            "contract_type",
            Kind.TEXT,
            "The kind of contract it holds",
            may_be_missing=True,
            words=("GMS", "PMS", "APMS"),
            may_be_absent=True,
        ),
    ),
    key=("practice_id",),
)

LIST_SIZES = Table(
    "list_sizes",
    "List sizes as the commissioner or NHS England states them; never counted from the extract.",
    (
        Column("practice_id", Kind.TEXT, "The practice"),
        Column("kind", Kind.TEXT, "Which list", words=tuple(kind.value for kind in ListKind)),
        Column("on", Kind.DAY, "The day for which the size is stated"),
        Column("size", Kind.NUMBER, "Patients on the list; a weighted list may have places"),
    ),
    key=("practice_id", "kind", "on"),
)

PATIENTS = Table(
    "patients",
    "One row a patient.",
    (
        Column("patient_id", Kind.TEXT, "A pseudonym, the same in every table"),
        Column("birth_date", Kind.DAY, "Day of birth", may_be_missing=True),
        Column("sex", Kind.TEXT, "`female`, `male`, or anything else as recorded", may_be_missing=True),
        Column("death_date", Kind.DAY, "Day of death", may_be_missing=True),
    ),
    key=("patient_id",),
)

REGISTRATIONS = Table(
    "registrations",
    "A patient's stays with practices, one row a stay.",
    (
        Column("patient_id", Kind.TEXT, "The patient"),
        Column("practice_id", Kind.TEXT, "The practice"),
        Column("start_date", Kind.DAY, "The first day of the stay"),
        Column(
            "end_date", Kind.DAY, "The first day on which the patient was no longer registered", may_be_missing=True
        ),
    ),
)

EVENTS = Table(
    "events",
    "Coded entries in patients' records, one row each.",
    (
        Column("patient_id", Kind.TEXT, "The patient"),
        Column("code_system", Kind.TEXT, "`SNOMED CT`, `CTV3`, `Read v2`, `dm+d` or `synthetic`"),
        Column("code", Kind.TEXT, "The code, as text: SNOMED CT codes are too long for a spreadsheet's numbers"),
        Column("event_date", Kind.DAY, "The day of what is recorded", may_be_missing=True),
        Column("recorded_on", Kind.DAY, "The day it was entered", may_be_missing=True),
        Column("value", Kind.NUMBER, "The value; of a paired reading its first part", may_be_missing=True),
        Column("second_value", Kind.NUMBER, "The second part of a paired reading", may_be_missing=True),
        Column(
            "unit", Kind.TEXT, "The value's unit; missing means the unit its code list declares", may_be_missing=True
        ),
        Column("consultation_id", Kind.TEXT, "What ties entries of one contact together", may_be_missing=True),
        Column("provider", Kind.TEXT, "Who did what is recorded", may_be_missing=True),
    ),
)

MEDICATIONS = Table(
    "medications",
    "Prescribed medicines, one row an issue, whether or not it was dispensed. A code list finds its codes here as it "
    "does in events: an issue is an entry on its day, without a value. One code on one day counts once, in whichever "
    "of the two tables it stands, or in both.",
    (
        Column("patient_id", Kind.TEXT, "The patient"),
        Column("code_system", Kind.TEXT, "`dm+d`, `SNOMED CT`, `CTV3`, `Read v2` or `synthetic`"),
        Column(
            "code",
            Kind.TEXT,
            "The code of what was issued, as text: dm+d codes are too long for a spreadsheet's numbers",
        ),
        Column(
            "issued_on",
            Kind.DAY,
            "The day of this issue; of a repeat not the day on which it was first authorised",
            may_be_missing=True,
        ),
        Column("recorded_on", Kind.DAY, "The day it was entered", may_be_missing=True),
        Column(
            "quantity",
            Kind.NUMBER,
            "How much was issued, in what the product is counted or measured in: tablets, millilitres, grams",
            may_be_missing=True,
        ),
        Column("course_days", Kind.NUMBER, "How many days it is to last", may_be_missing=True),
        Column(
            "consultation_id",
            Kind.TEXT,
            "What ties it to the entries of one contact, as in events",
            may_be_missing=True,
        ),
        Column("provider", Kind.TEXT, "Who issued it", may_be_missing=True),
    ),
    may_be_absent=True,
)

SUBMISSIONS = Table(
    "submissions",
    "What practices have declared or handed in, one row each; an empty table says that nobody has.",
    (
        Column("practice_id", Kind.TEXT, "The practice"),
        Column("what", Kind.TEXT, "What was handed in, in the scheme's words"),
        Column("submitted_on", Kind.DAY, "The day it came in"),
    ),
)

SIGN_UPS = Table(
    "sign_ups",
    "What practices have signed up for, where they choose; a scheme that lets them choose needs it. "
    "An empty table says that nobody has.",
    (
        Column("practice_id", Kind.TEXT, "The practice"),
        Column("clause", Kind.TEXT, "The code of the indicator, item or payment, as the scheme has it"),
        Column("signed_on", Kind.DAY, "The first day on which it was signed up for it"),
        Column("ended_on", Kind.DAY, "The first day on which it no longer was", may_be_missing=True),
    ),
    may_be_absent=True,
)

NETWORK_MEMBERSHIPS = Table(
    "network_memberships",
    "Which network a practice belonged to and when.",
    (
        Column("practice_id", Kind.TEXT, "The practice"),
        Column("network_id", Kind.TEXT, "The network"),
        Column("start_date", Kind.DAY, "The first day of membership"),
        Column("end_date", Kind.DAY, "The first day after membership", may_be_missing=True),
    ),
    may_be_absent=True,
)

TABLES = (
    PRACTICES,
    LIST_SIZES,
    PATIENTS,
    REGISTRATIONS,
    EVENTS,
    MEDICATIONS,
    SUBMISSIONS,
    SIGN_UPS,
    NETWORK_MEMBERSHIPS,
)
