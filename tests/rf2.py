"""A made-up release of SNOMED CT in Release Format 2: the folders, names, columns and line ends of a real one.

Its concepts are from the namespace 9999999 of the long form of identifiers, made up but for their form and check digit.
The types of descriptions and associations are those of the SNOMED CT Release File Specification.
"""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid5

from dsl.resolve import check_digit

DAY = "20251201"
FSN, SYNONYM = "900000000000003001", "900000000000013009"
SAME_AS, WAS_A = "900000000000527005", "900000000000528000"
MADE_UP = UUID(int=0)

REFSET = "id effectiveTime active moduleId refsetId referencedComponentId"
CONCEPT = "id effectiveTime active moduleId definitionStatusId"
DESCRIPTION = "id effectiveTime active moduleId conceptId languageCode typeId term caseSignificanceId"
ASSOCIATION = f"{REFSET} targetComponentId"

NAMES = {
    "refset": "Snapshot/Refset/Content/der2_Refset_SimpleSnapshot_GB1000230_20251201.txt",
    "concepts": "Snapshot/Terminology/sct2_Concept_Snapshot_GB1000230_20251201.txt",
    "descriptions": "Snapshot/Terminology/sct2_Description_Snapshot-en_GB1000230_20251201.txt",
    "associations": "Snapshot/Refset/Content/der2_cRefset_AssociationSnapshot_GB1000230_20251201.txt",
}


def concept(number: int, partition: str = "10") -> str:
    """An identifier made up but for its form."""
    start = f"{1000 + number}9999999{partition}"
    return next(start + digit for digit in "0123456789" if check_digit.holds(start + digit))


def table(columns: str, rows: list[tuple[str, ...]]) -> str:
    return "".join("\t".join(row) + "\r\n" for row in (tuple(columns.split()), *rows))


def member(refset: str, code: str, active: str = "1", day: str = DAY, number: int = 1) -> tuple[str, ...]:
    """A row of a simple reference set; its id is that of the member, whatever becomes of it."""
    return (str(uuid5(MADE_UP, f"{refset} {code} {number}")), day, active, MODULE, refset, code)


def described(code: str, term: str, active: str = "1", kind: str = SYNONYM) -> tuple[str, ...]:
    return (concept(sum(map(ord, code + term)) % 9000, "11"), DAY, active, MODULE, code, "en", kind, term, CASE)


def association(kind: str, code: str, target: str, active: str = "1") -> tuple[str, ...]:
    return (str(uuid5(MADE_UP, f"{kind} {code} {target}")), DAY, active, MODULE, kind, code, target)


MODULE, PRIMITIVE, CASE = concept(7), concept(8), concept(9)
DM_SET, BP_SET = concept(1), concept(2)
TYPE_1, TYPE_2, OLD, WITHDRAWN, READING, NEW = (concept(10 + number) for number in range(6))

REFSET_ROWS = [
    member(DM_SET, TYPE_1),
    member(DM_SET, TYPE_2, day="20230401"),
    member(DM_SET, OLD, day="20200401"),
    member(DM_SET, WITHDRAWN, "0", day="20240401"),
    member(BP_SET, READING),
]
CONCEPT_ROWS = [
    *((code, "20200401", "1", MODULE, PRIMITIVE) for code in (DM_SET, BP_SET, TYPE_1, TYPE_2, READING, NEW, WITHDRAWN)),
    (OLD, "20241001", "0", MODULE, PRIMITIVE),
]
DESCRIPTION_ROWS = [
    described(DM_SET, "Diabetes mellitus codes - DM_COD (made up)"),
    described(BP_SET, "Blood pressure codes - BP_COD (made up)"),
    described(TYPE_1, "Diabetes mellitus type 1 (disorder)", kind=FSN),
    described(TYPE_1, "Insulin dependent diabetes mellitus, also known as type 1 diabetes mellitus"),
    described(TYPE_2, "Diabetes mellitus type 2 (disorder)", kind=FSN),
    described(TYPE_2, "A name of it that was withdrawn, longer than any of the others that there are", "0", FSN),
    described(OLD, "Diabetes mellitus of the aged (disorder)", kind=FSN),
    described(READING, 'Blood pressure "sitting", naïve (observable entity)', kind=FSN),
]
ASSOCIATION_ROWS = [
    association(SAME_AS, OLD, TYPE_2),
    association(SAME_AS, OLD, TYPE_1, "0"),
    association(WAS_A, OLD, NEW),
]


def release(
    folder: Path,
    *,
    refset: list[tuple[str, ...]] | None = None,
    concepts: list[tuple[str, ...]] | None = None,
) -> Path:
    """Write a release; its folder. Beside the files that lists are made of, it holds some that are none of them."""
    content = {
        NAMES["refset"]: table(REFSET, REFSET_ROWS if refset is None else refset),
        NAMES["concepts"]: table(CONCEPT, CONCEPT_ROWS if concepts is None else concepts),
        NAMES["descriptions"]: table(DESCRIPTION, DESCRIPTION_ROWS),
        NAMES["associations"]: table(ASSOCIATION, ASSOCIATION_ROWS),
        "Snapshot/Refset/Language/der2_cRefset_LanguageSnapshot-en_GB1000230_20251201.txt": "another table\r\n",
        "Snapshot/Terminology/sct2_TextDefinition_Snapshot-en_GB1000230_20251201.txt": "another table\r\n",
        "Full/Refset/Content/der2_Refset_SimpleFull_GB1000230_20251201.txt": "a long table\r\n",
        "Readme_en_20251201.txt": "made up\r\n",
    }
    for name, text in content.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
    return folder
