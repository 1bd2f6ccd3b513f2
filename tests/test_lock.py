"""The lock of code lists: what it says, what is noticed, and what is not believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checkout import ROOT
from command import on_disk, scheme_in, schemec
from resolving import scheme

from dsl.report.samples import CODE_FILES, STANDARD
from dsl.resolve import lock

MORE = CODE_FILES["codes/hyp.csv"].replace("SYN-HYP-1,High", "SYN-HYP-9,Very high") + "SYN-HYP-3,Higher\n"


def lock_of(text: str = "") -> str:
    return lock.written({"DEMO": lock.lists_of(scheme(text))})


def said(text: str | None, problem: str = "", **files: str) -> list[str]:
    return [each.title for each in lock.against(scheme("", **files), lock.LockFile(text, problem)).notes]


# The text


def test_a_lock_is_read_as_it_was_written_and_the_same_whatever_the_order() -> None:
    lists = lock.lists_of(scheme(""))
    text = lock.written({"DEMO": lists})

    assert [each.name for each in lists] == ["BP_COD", "HYP_COD"]
    assert lock.read(text) == {"DEMO": lists}
    assert lock.written({"DEMO": lists, "A": ()}) == lock.written({"A": (), "DEMO": lists})
    assert json.loads(text)["schemes"]["DEMO"]["HYP_COD"]["codes"] == {
        "SYN-HYP-1": "High blood pressure",
        "SYN-HYP-2": "High blood pressure of pregnancy",
    }
    assert "/tmp" not in text


@pytest.mark.parametrize(
    ("was", "now", "reason"),
    [
        ("{", "[", "it cannot be read after line 2"),
        ('"lock": 2', '"lock": 3', "a later schemec wrote it"),
        ('"lock": 2', '"lock": 1', "an earlier schemec wrote it"),
        ('"lock": 2', '"lock": true', "it is not a lock of code lists"),
        ('"lock": 2', '"lck": 2', "it is not a lock of code lists"),
        ('"schemes"', '"shemes"', "it does not say which lists it holds"),
        ('"release"', '"relaese"', "part of what it says of BP_COD is missing"),
        ('"synthetic"', '"ICD-10"', "BP_COD is of the code system ICD-10, and there is none of that name"),
        ('"codes"', '"cods"', "the codes of BP_COD are missing"),
        ('"count": 2', '"count": 3', "it holds 2 codes of HYP_COD and says that there are 3"),
        ("pressure of pregnancy", "pressure", "HYP_COD was changed in it by hand"),
        ('"count": 2', '"retired": {"X": 1}, "count": 2', "what it says of retired codes of HYP_COD cannot be read"),
        (
            '"count": 2',
            '"retired": {"SYN-HYP-1": {"since": "", "instead": []}}, "count": 2',
            "HYP_COD was changed in it by hand",
        ),
        ("SYN-HYP-2", "SYN-HYP-4", "HYP_COD was changed in it by hand"),
        ("2026-04", "2026-10", "BP_COD was changed in it by hand"),
        ("<<<<<<< ours\n", "", "it cannot be read after line 1"),
    ],
)
def test_a_lock_that_a_hand_was_in_is_not_believed(was: str, now: str, reason: str) -> None:
    text = lock_of().replace(was, now, 1) if now else was + lock_of()
    assert text != lock_of()

    with pytest.raises(lock.LockFault, match=reason):
        lock.read(text)
    (only,) = said(text)
    assert only.startswith(f"schemec.lock cannot be relied on: {reason}")


@pytest.mark.parametrize("text", ["", "1", "null", "[" * 100_000, '{"lock": 2, "schemes": {"DEMO": []}}'])
def test_what_is_no_lock_is_said(text: str) -> None:
    with pytest.raises(lock.LockFault):
        lock.read(text)


# What is said of a scheme


def test_nothing_is_said_of_lists_that_are_as_they_were() -> None:
    assert said(lock_of()) == []
    assert said(None) == []


def test_each_way_a_list_differs_is_said() -> None:
    change = "HYP_COD has changed since it was locked: "

    assert said(lock_of(), hyp=MORE) == [change + "2 codes added, 1 removed"]
    assert said(lock_of(), hyp="code,term\nSYN-HYP-1,x\n") == [change + "1 code removed"]
    old, new = (
        lock.lists_of(scheme(f'codes HYP_COD from synthetic file "codes/hyp.csv" release {release}\n'))[1]
        for release in ("2026-04", "2026-10")
    )
    assert lock.difference(old, new) == "its release is 2026-10, and was 2026-04"
    assert said(None, "it is not a file") == ["schemec.lock cannot be relied on: it is not a file"]


# The command


def test_lock_writes_what_check_then_holds_the_lists_against(tmp_path: Path) -> None:
    file = scheme_in(tmp_path)

    first = schemec("lock", file)
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines() == [
        "BP_COD: locked, 1 code",
        "HYP_COD: locked, 2 codes",
        f"{tmp_path / lock.NAME} written",
    ]
    assert schemec("lock", file, "--check").code == 0
    assert schemec("lock", file).out == f"{tmp_path / lock.NAME} is as it was\n"
    assert schemec("check", file).code == 0

    (tmp_path / "codes/hyp.csv").write_text(MORE)
    before = on_disk(tmp_path)
    assert schemec("lock", file, "--check").code == 4
    assert on_disk(tmp_path) == before
    for command in (("check", file), ("build", file, "-o", tmp_path / "build")):
        ran = schemec(*command)
        assert ran.code == 1
        assert "C292" in ran.out + ran.err
    assert schemec("lock", file).out.startswith("HYP_COD: 2 codes added, 1 removed\n")
    assert schemec("check", file).code == 0


def test_lock_mends_a_broken_lock_only_where_it_knows_all_it_holds(tmp_path: Path) -> None:
    file = scheme_in(tmp_path)
    other = scheme_in(tmp_path, STANDARD.replace("scheme DEMO", "scheme OTHER"), "other.scheme")
    assert schemec("lock", tmp_path).code == 0
    whole = (tmp_path / lock.NAME).read_bytes()
    (tmp_path / lock.NAME).write_text("<<<<<<< ours")

    alone = schemec("lock", file)
    assert alone.code == 1
    assert "cannot be relied on: it cannot be read after line 1" in alone.err
    assert schemec("lock", tmp_path).code == 0
    assert (tmp_path / lock.NAME).read_bytes() == whole

    other.unlink()
    assert schemec("lock", file).code == 0
    assert list(json.loads((tmp_path / lock.NAME).read_bytes())["schemes"]) == ["DEMO"]


def test_one_scheme_of_a_folder_is_locked_without_touching_the_other(tmp_path: Path) -> None:
    scheme_in(tmp_path)
    other = scheme_in(tmp_path, STANDARD.replace("scheme DEMO", "scheme OTHER"), "other.scheme")
    schemec("lock", tmp_path)
    held = json.loads((tmp_path / lock.NAME).read_bytes())["schemes"]["DEMO"]
    (tmp_path / "codes/hyp.csv").write_text(MORE)
    schemec("lock", other)
    now = json.loads((tmp_path / lock.NAME).read_bytes())["schemes"]

    assert now["DEMO"] == held
    assert now["OTHER"]["HYP_COD"]["count"] == 3


def test_a_scheme_with_errors_or_without_a_folder_is_not_locked(tmp_path: Path) -> None:
    file = scheme_in(tmp_path, STANDARD.replace("codes/bp.csv", "codes/none.csv"))

    assert schemec("lock", file).code == 1
    assert not (tmp_path / lock.NAME).exists()
    assert schemec("lock", "-", given="").code == 1
    (tmp_path / lock.NAME).mkdir()
    folder = schemec("check", scheme_in(tmp_path))
    assert "schemec.lock cannot be relied on: it is not a file" in folder.out


def test_the_locks_of_the_specs_are_what_would_be_written() -> None:
    locks = sorted((ROOT / "specs").rglob(lock.NAME))

    assert ROOT / "specs/hf-qof-plus/schemec.lock" in locks
    for each in locks:
        ran = schemec("lock", each.parent, "--check")
        assert (ran.code, ran.out) == (0, ""), each
