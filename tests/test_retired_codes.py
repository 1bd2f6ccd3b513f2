"""Codes that are no longer active: what a list, a release and a lock say of them, and when it is worth saying."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from command import scheme_in, schemec
from resolving import scheme
from sampling import diagnose

from dsl.model.measures import Retired
from dsl.report.samples import CODE_FILES, STANDARD
from dsl.resolve import lock
from dsl.resolve.code_status import About, about

DAY = date(2024, 4, 1)


def retired(header: str, *cells: str) -> list[Retired | None]:
    """What a list with these columns beside `code,term` says of a code for each row of cells."""
    rows = "".join(f"SYN-HYP-{number},x,{each}\n" for number, each in enumerate(cells))
    return [code.retired for code in scheme("", hyp=f"code,term,{header}\n{rows}").code_list("HYP_COD").codes]


def said(rows: str, columns: str = "retired on,replaced by") -> list[str]:
    text = f"code,term,{columns}\n{rows}"
    return [note.title for note in diagnose(STANDARD, {"codes/hyp.csv": text}) if note.code == "C304"]


# The columns


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        *(
            (each, About.ACTIVE)
            for each in ("active", "Active?", "is_active", "isActive", "concept active", "ACTIVE FLAG")
        ),
        *(
            (each, About.RETIRED)
            for each in ("retired", "Inactive", "is_retired", "Deprecated", "obsolete", "Withdrawn")
        ),
        *((each, About.STATUS) for each in ("status", "Code status", "CONCEPT_STATUS", "active/inactive", "state")),
        *((each, About.SINCE) for each in ("retired_on", "Retired on", "date retired", "retirement-date", "valid to")),
        *((each, About.SINCE) for each in ("inactivationDate", "inactive since", "Deprecated date", "end_date")),
        *((each, About.INSTEAD) for each in ("replaced by", "Replacement", "superseded_by", "replacementCode")),
        *(
            (each, None)
            for each in ("code", "term", "id", "effective date", "release", "note", "activity", "active from")
        ),
        *((each, None) for each in ("date", "valid from", "system", "", "2024", "replaces", "status of the list")),
    ],
)
def test_headings_are_known_however_they_are_written(heading: str, what: About | None) -> None:
    assert about(heading) is what


@pytest.mark.parametrize(
    "cell", ["2024-04-01", "20240401", "01/04/2024", "1 April 2024", "1 Apr 2024", "2024-04-01T00:00:00"]
)
def test_days_are_read_as_they_are_written_here(cell: str) -> None:
    assert retired("retired on", cell, "") == [Retired(DAY), None]


def test_flags_and_statuses_say_it_in_words_and_numbers() -> None:
    assert retired("active", "1", "0", "Yes", "no", "TRUE", "inactive", "") == [
        None,
        Retired(),
        None,
        Retired(),
        None,
        Retired(),
        None,
    ]
    assert retired("retired", "y", "n", "2024-04-01", "") == [Retired(), None, Retired(DAY), None]
    assert retired("status", "Active", "Retired", "No longer active", "draft", "+") == [
        None,
        Retired(),
        Retired(),
        None,
        None,
    ]
    assert retired("replaced by", "SYN-1; SYN-2", "") == [Retired(None, ("SYN-1", "SYN-2")), None]
    assert retired("active,replaced by", "yes,SYN-1", "no,SYN-1") == [None, Retired(None, ("SYN-1",))]


def test_a_cell_that_cannot_be_made_out_is_said_and_is_no_retirement() -> None:
    text = "code,term,active,retired on\nSYN-HYP-1,x,yes,\nSYN-HYP-2,x,perhaps,\nSYN-HYP-3,x,,soon\n"
    notes = [note for note in diagnose(STANDARD, {"codes/hyp.csv": text}) if note.code in {"C304", "C309"}]

    assert [note.title for note in notes] == [
        'row 3 of "codes/hyp.csv" says "perhaps" of whether its code is active, and 1 more like it'
    ]


# When it is said


def test_a_retired_code_is_said_unless_its_heir_is_in_the_list_or_the_year_was_over() -> None:
    assert said("SYN-1,One,2024-04-01,\n") == ['HYP_COD holds SYN-1 "One", which is not active since 1 April 2024']
    assert said("SYN-1,One,2024-04-01,SYN-2\nSYN-2,Two,,\n") == []
    assert said("SYN-1,One,2024-04-01,SYN-2 SYN-3\nSYN-3,Three,,\n") == []
    assert len(said("SYN-1,One,2024-04-01,SYN-2\nSYN-2,Two,2025-04-01,SYN-3\n")) == 1
    assert said("SYN-1,One,2024-04-01,SYN-2\nSYN-2,Two,2025-04-01,SYN-3\nSYN-3,Three,,\n") == []
    assert len(said("SYN-1,One,2024-04-01,SYN-2\nSYN-2,Two,2024-04-01,SYN-1\n")) == 1
    assert said("SYN-1,One,31/03/2027,\n") != []
    assert said("SYN-1,One,01/04/2027,\n") == []
    assert said("SYN-1,One,no\nSYN-2,Two,no\n", "active") == [
        'HYP_COD holds 2 codes that are not active any more, such as SYN-1 "One"'
    ]


def test_it_may_be_allowed_where_older_records_are_what_is_wanted() -> None:
    allowed = STANDARD.replace(
        'codes/hyp.csv" release 2026-04',
        'codes/hyp.csv" release 2026-04\n  allow C304 because "Only records before 2020 count" by "Dr A. Example"',
    )
    text = {"codes/hyp.csv": "code,term,active\nSYN-HYP-1,x,no\nSYN-HYP-2,x,yes\n"}

    assert "C304" in {note.code for note in diagnose(STANDARD, text)}
    assert not {"C304", "W652"} & {note.code for note in diagnose(allowed, text)}


# The lock


def test_the_lock_keeps_what_was_known_and_check_says_it_anywhere() -> None:
    bp, hyp = (
        replace(each, sha256=sha256(CODE_FILES[each.source].encode()).hexdigest()) for each in lock.lists_of(scheme(""))
    )
    told = hyp.told({"SYN-HYP-2": Retired(DAY, ("SYN-HYP-3",)), "SYN-HYP-8": Retired()})
    text = lock.written({"DEMO": (bp, told)})

    assert lock.read(text) == {"DEMO": (bp, told)}
    (note,) = diagnose(STANDARD, {lock.NAME: text})
    assert (note.code, "since 1 April 2024" in note.title, note.help) == (
        "C304",
        True,
        "add the code that took its place: SYN-HYP-3 for SYN-HYP-2",
    )
    assert lock.difference(hyp, told) == "1 code not active any more"
    assert lock.difference(told, hyp) == "1 code active again"
    assert lock.difference(told, hyp.told({"SYN-HYP-2": Retired(DAY)})) == "more is known of its retired codes"


def test_what_the_lock_knows_stays_when_it_is_written_where_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCHEMEC_CODES", str(tmp_path / "none"))
    file = scheme_in(tmp_path / "made")
    (tmp_path / "made/codes/hyp.csv").write_text(
        "code,term,retired,replaced by\nSYN-HYP-1,High,,\nSYN-HYP-2,Old,2024-04-01,SYN-HYP-9\n"
    )
    assert "HYP_COD: locked, 2 codes" in schemec("lock", file).out
    assert schemec("lock", file, "--check").code == 0
    (tmp_path / "made/codes/hyp.csv").write_text("code,term\nSYN-HYP-1,High\nSYN-HYP-2,Old\n")

    ran = schemec("lock", file, "--update", "HYP_COD")
    assert ran.out.splitlines()[0] == "HYP_COD: the same codes, in a file with another text"
    assert "C304" in schemec("check", file).out


def test_a_list_can_be_locked_where_the_user_has_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for name in ("SCHEMEC_CODES", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    file = scheme_in(tmp_path, STANDARD.replace("from synthetic", "from SNOMED CT"))
    for each in ("hyp", "bp"):
        (tmp_path / f"codes/{each}.csv").write_text("code,term\n413123006,A code of the right form\n")

    assert "HYP_COD: locked, 1 code\n" in schemec("lock", file).out
    assert "there is no home folder for code lists" in schemec("codes", "list").err


def test_codes_that_come_already_retired_say_so(tmp_path: Path) -> None:
    file = scheme_in(tmp_path)
    schemec("lock", file)
    (tmp_path / "codes/hyp.csv").write_text(
        "code,term,retired\nSYN-HYP-1,High,2020\nSYN-HYP-3,Low,2024-04-01\nSYN-HYP-4,,yes\n"
    )

    assert schemec("lock", file, "--update", "HYP_COD").out.splitlines()[:5] == [
        "HYP_COD: 2 codes added, 1 removed",
        "  + SYN-HYP-3  Low: not active since 1 April 2024",
        "  + SYN-HYP-4: not active any more",
        "  − SYN-HYP-2  High blood pressure of pregnancy",
        "  ! SYN-HYP-1  High: not active since 1 January 2020",
    ]
