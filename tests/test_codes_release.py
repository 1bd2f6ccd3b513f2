"""`schemec codes import` of a whole SNOMED CT release: what its files say together, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import Ran, on_disk, scheme_in, schemec
from rf2 import (
    BP_SET,
    CONCEPT_ROWS,
    DM_SET,
    MODULE,
    NAMES,
    NEW,
    OLD,
    PRIMITIVE,
    READING,
    REFSET,
    REFSET_ROWS,
    TYPE_1,
    TYPE_2,
    WITHDRAWN,
    member,
    release,
    table,
)

from dsl.report.samples import STANDARD, in_standard_scheme
from dsl.resolve import lock


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCHEMEC_CODES", str(tmp_path / "store"))
    return tmp_path / "store"


def imported(*words: str | Path) -> Ran:
    return schemec("codes", "import", *words, "--release", "2025-12")


def test_the_folder_of_a_release_is_all_that_is_needed(tmp_path: Path, store: Path) -> None:
    ran = imported(release(tmp_path / "SnomedCT_MadeUp"))

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "BP_COD@2025-12: 1 code",
        "DM_COD@2025-12: 3 codes, 1 not active any more, 1 inactive left out",
    ]
    assert schemec("codes", "search", "DM_COD").out.splitlines() == [
        f"DM_COD@2025-12  {TYPE_1}  Diabetes mellitus type 1 (disorder)",
        f"DM_COD@2025-12  {TYPE_2}  Diabetes mellitus type 2 (disorder)",
        f"DM_COD@2025-12  {OLD}  Diabetes mellitus of the aged (disorder)",
    ]
    assert 'Blood pressure "sitting", naïve' in schemec("codes", "search", READING).out


def test_its_files_may_be_named_one_by_one(tmp_path: Path, store: Path) -> None:
    whole = release(tmp_path / "release")
    imported(whole)
    before = on_disk(store)
    by_hand = [f"--{kind}={whole / name}" for kind, name in NAMES.items() if kind != "refset"]

    assert imported(whole / NAMES["refset"], *by_hand, "--store", tmp_path / "other").code == 0
    other = {
        path: text.replace(b"der2_Refset_SimpleSnapshot_GB1000230_20251201.txt", b"release")
        for path, text in on_disk(tmp_path / "other").items()
    }
    assert other == before


def test_a_cluster_with_a_concept_that_is_inactive_says_so_and_names_the_one_in_its_place(
    tmp_path: Path, store: Path
) -> None:
    imported(release(tmp_path / "release", refset=[row for row in REFSET_ROWS if row[5] != TYPE_2]))
    text = in_standard_scheme("codes HYP_COD from national cluster DM_COD release 2025-12\n")
    said = " ".join(schemec("check", scheme_in(tmp_path, text)).out.split())

    assert (
        f'HYP_COD holds {OLD} "Diabetes mellitus of the aged (disorder)", which is not active since 1 October' in said
    )
    assert f"add the code that took its place: {TYPE_2} for {OLD}" in said
    assert NEW not in said


def test_a_list_of_ones_own_is_told_by_the_release_when_it_is_locked_and_anywhere_from_then_on(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(release(tmp_path / "release"))
    text = in_standard_scheme(
        'codes DM_COD from SNOMED CT file "codes/dm.csv" release 2025-12\n'
        'register DM "People with diabetes"\n  people with DM_COD ever\n'
    )
    file = scheme_in(tmp_path / "made", text)
    (file.parent / "codes/dm.csv").write_text(f"code,term\n{TYPE_1},One\n{OLD},Old\n{WITHDRAWN},Gone\n")
    assert "C304" not in schemec("check", file).out

    assert "DM_COD: locked, 3 codes, 2 not active\n" in schemec("lock", file).out
    held = json.loads((file.parent / lock.NAME).read_bytes())["schemes"]["DEMO"]["DM_COD"]
    assert held["retired"] == {
        OLD: {"since": "2024-10-01", "instead": [TYPE_2]},
        WITHDRAWN: {"since": "2024-04-01", "instead": []},
    }

    monkeypatch.setenv("SCHEMEC_CODES", str(tmp_path / "another machine"))
    said = " ".join(schemec("check", file).out.split())
    assert f'DM_COD holds 2 codes that are not active any more, such as {OLD} "Old"' in said
    assert schemec("lock", file, "--check").code == 0


def test_a_newer_release_is_seen_by_lock_check(tmp_path: Path, store: Path) -> None:
    file = scheme_in(
        tmp_path / "made", in_standard_scheme('codes HYP_COD from SNOMED CT file "codes/dm.csv" release 2025-12\n')
    )
    (file.parent / "codes/dm.csv").write_text(f"code,term\n{TYPE_1},One\n{OLD},Old\n")
    imported(release(tmp_path / "june", concepts=[row for row in CONCEPT_ROWS if row[0] != OLD]))
    assert schemec("lock", file).code == 0
    assert schemec("lock", file, "--check").code == 0

    later = schemec("codes", "import", release(tmp_path / "later"), "--release", "2026-06")
    ran = schemec("lock", file, "--update", "HYP_COD")
    assert (later.code, ran.code) == (0, 0)
    assert ran.out.splitlines()[:2] == [
        "HYP_COD: 1 code not active any more",
        f"  ! {OLD}  Old: not active since 1 October 2024, now {TYPE_2}",
    ]


FULL = [member(DM_SET, TYPE_1, day="20200401"), member(DM_SET, TYPE_1, "0", day="20240401"), *REFSET_ROWS[1:]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"refset": table(REFSET, FULL)}, "row 3: the member"),
        ({"refset": table(REFSET, FULL[::-1])}, "a Snapshot is wanted"),
        ({"refset": table(REFSET, REFSET_ROWS)[:-30]}, "row 6: the file ends in the middle of it"),
        (
            {"refset": table(REFSET, REFSET_ROWS).replace("\t20240401\t", "\tsoon\t")},
            "row 5: its second column is soon",
        ),
        ({"descriptions": "caf\xe9".encode("latin-1") + b"\r\n"}, "row 1: it is not in UTF-8"),
        ({"descriptions": "id\teffectiveTime\tother\r\n"}, "row 1: these are not the columns of descriptions"),
        (
            {"concepts": f"id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\r\n{OLD}\t2024"},
            "row 2: the file ends",
        ),
        ({"associations": ""}, "row 1: the file is empty"),
    ],
)
def test_a_release_that_cannot_be_right_is_refused_whole(
    tmp_path: Path, store: Path, change: dict[str, str | bytes], said: str
) -> None:
    folder = release(tmp_path / "release")
    for kind, content in change.items():
        (folder / NAMES[kind]).write_bytes(content.encode() if isinstance(content, str) else content)
    ran = imported(folder)

    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert "nothing was imported" in ran.err
    assert not store.exists()


def test_a_concept_twice_is_no_snapshot(tmp_path: Path, store: Path) -> None:
    twice = [*CONCEPT_ROWS, (OLD, "20251001", "1", MODULE, PRIMITIVE)]
    ran = imported(release(tmp_path / "release", concepts=twice))

    assert f"row {len(twice) + 1}: {OLD} stands in a row above too" in ran.err


@pytest.mark.parametrize(("kind", "holds"), [("Full", "every version"), ("Delta", "only what changed")])
def test_files_with_the_history_or_the_changes_are_known_by_their_names(
    tmp_path: Path, store: Path, kind: str, holds: str
) -> None:
    file = tmp_path / Path(NAMES["refset"]).name.replace("Snapshot", kind)
    file.write_text(table(REFSET, REFSET_ROWS), newline="")
    ran = imported(file, "--refset", DM_SET, "--name", "DM_COD")

    assert ran.code == 1
    assert f"it is a {kind} file, which holds {holds}" in ran.err
    assert "Snapshot" in ran.err


def test_a_member_taken_up_again_under_another_id_is_a_member(tmp_path: Path, store: Path) -> None:
    again = [*REFSET_ROWS, member(DM_SET, WITHDRAWN, number=2), member(BP_SET, READING, "0", number=2)]
    ran = imported(release(tmp_path / "release", refset=again))

    assert ran.out.splitlines() == [
        "BP_COD@2025-12: 1 code, 1 inactive left out",
        "DM_COD@2025-12: 4 codes, 1 not active any more, 1 inactive left out",
    ]
    said = on_disk(store)["retired/2025-12.csv"].decode()
    assert OLD in said
    assert WITHDRAWN not in said and READING not in said


@pytest.mark.parametrize("block", [1, 7, 64, 1000])
def test_it_does_not_matter_where_a_block_of_a_file_ends(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    folder = release(tmp_path / "release")
    imported(folder)
    whole = on_disk(store)
    monkeypatch.setattr("schemec.codes.rows.BLOCK", block)

    assert imported(folder, "--store", tmp_path / "again").code == 0
    assert on_disk(tmp_path / "again") == whole


def test_a_line_without_an_end_is_not_read_to_its_end(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schemec.codes.rows.BLOCK", 1000)
    monkeypatch.setattr("schemec.codes.rows.LONGEST_LINE", 300)
    folder = release(tmp_path / "release", refset=[*REFSET_ROWS[:2], ("x" * 100_000, *REFSET_ROWS[0][1:])])

    assert "row 4: it is too long" in imported(folder).err


def test_a_release_that_would_fill_the_memory_is_not_read_to_its_end(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schemec.codes.faults.MOST_MEMBERS", 3)
    ran = imported(release(tmp_path / "release"))

    assert (ran.code, "more than 3 codes in all; import them one by one" in ran.err) == (1, True)
    assert not store.exists()


def test_a_folder_without_a_snapshot_is_said(tmp_path: Path, store: Path) -> None:
    (tmp_path / "Full").mkdir()

    assert "it holds no snapshot of simple reference sets" in imported(tmp_path / "Full").err
    assert imported(tmp_path / "nowhere").code == 74


def test_what_a_store_holds_of_releases_is_not_believed_once_changed(tmp_path: Path, store: Path) -> None:
    imported(release(tmp_path / "release"))
    (store / "retired/2025-12.csv").write_text("list,code,since,instead\n")
    file = scheme_in(tmp_path / "made", STANDARD.replace("from synthetic", "from SNOMED CT"))
    for each in ("hyp", "bp"):
        (file.parent / f"codes/{each}.csv").write_text(f"code,term\n{TYPE_1},One\n")
    ran = schemec("lock", file)

    assert "is not what schemec wrote there; import the release 2025-12 again" in ran.err
    assert ran.code == 74
    assert BP_SET not in ran.err
