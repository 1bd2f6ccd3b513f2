"""`schemec codes`: lists come into the store whole or not at all, and are found and compared there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import Ran, on_disk, schemec

from schemec.codes import faults, from_csv
from schemec.codes.root import default_root
from schemec.exits import Trouble

LIST = 'code,term\nSYN-1,One\nSYN-2,"Two, or ""so"""\n'


def imported(folder: Path, content: str | bytes, *more: str, name: str = "X_COD", release: str = "2025-12") -> Ran:
    file = folder / "list.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    words = ("--name", name, "--release", release, "--system", "synthetic", "--store", folder / "store", *more)
    return schemec("codes", "import", file, *words)


def test_a_list_is_kept_by_its_content_under_its_name_and_release(tmp_path: Path) -> None:
    ran = imported(tmp_path, LIST)
    otherwise = '\ufeffTerm,Code\r\n"Two, or ""so""",SYN-2\r\n\r\nOne,SYN-1\r\nOne,SYN-1'
    again = imported(tmp_path, otherwise, release="2026-06")

    assert (ran.code, ran.out, ran.err) == (0, "X_COD@2025-12: 2 codes\n", "")
    assert again.out == "X_COD@2026-06: 2 codes\n"
    held = on_disk(tmp_path / "store")
    objects = [path for path in held if path.startswith("objects/")]
    assert len(objects) == 1  # the same codes, twice
    assert held[objects[0]].decode() == LIST
    assert sorted(set(held) - set(objects)) == ["lists/X_COD/2025-12.json", "lists/X_COD/2026-06.json"]
    assert str(tmp_path) not in held["lists/X_COD/2025-12.json"].decode()


def test_a_release_is_not_replaced_unless_that_is_asked_for(tmp_path: Path) -> None:
    imported(tmp_path, LIST)
    before = on_disk(tmp_path / "store")
    other = "code,term\nSYN-9,Nine\n"

    assert imported(tmp_path, LIST).code == 0
    refused = imported(tmp_path, other)
    assert (refused.code, refused.out) == (1, "")
    assert "X_COD@2025-12 is there already, with other codes; nothing was imported" in refused.err
    assert on_disk(tmp_path / "store") == before
    assert imported(tmp_path, other, "--replace").out == "X_COD@2025-12: 1 code\n"


MANY = "".join(f"SYN-{n},Term\n" for n in range(300))
FAULTY = "code,term\n,One\n1E5,Two\nBAD,Three\nBAD2,Four\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "row 1: it does not name the columns `code` and `term`"),
        (b"PK\x03\x04\x14\x00\x06", "it is a workbook or a ZIP archive; save the sheet as CSV, or unpack the release"),
        ("code,term\n", "it holds no codes"),
        ("SYN-1,One\n", "row 1: it does not name the columns"),
        (
            "My list,\ncode,term\nSYN-1,One\n",
            "row 1: it does not name the columns `code` and `term`; they must",
        ),
        ("code,term\ncode,term\nSYN-1,One\n", "row 2: it names the columns again"),
        ("code;term\nSYN-1;One\n", "row 1: its columns are set apart by semicolons"),
        ("code\tterm\nSYN-1\tOne\n", "row 1: its columns are set apart by tabs"),
        ("code,term\nSYN-1,M\u00e9ni\u00e8re\n".encode("latin-1"), "row 2: it is not in UTF-8"),
        (LIST.encode("utf-16"), "row 1: it is saved as UTF-16"),
        (b"code,term\nSYN-1,\0\n", "row 2: it is not text"),
        (f"code,term\n{MANY}SYN-", "row 302: it has 1 columns, and the first row has 2"),
        (f'code,term\nSYN-0,"open\n{MANY}', "look for a quotation mark that is not closed"),
        ("code,term\nSYN-1,One, and more\n", "row 2: it has 3 columns"),
        ("code,term\n" + "x" * 70_000, "row 2: it is too long"),
        (FAULTY, "row 2: it has no code"),
        (FAULTY, "row 3: it holds 1E5, a code that a spreadsheet"),
        (FAULTY, "does not begin with SYN-, and 1 more like it"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_whole(tmp_path: Path, content: str | bytes, said: str) -> None:
    ran = imported(tmp_path, content)

    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert "nothing was imported" in ran.err
    assert not (tmp_path / "store").exists()


def test_a_file_longer_than_any_code_system_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "MOST_CODES", 200)
    (tmp_path / "long.csv").write_text(f"code,term\n{MANY}")
    with pytest.raises(Trouble, match="more than 200 codes"):
        from_csv.read(tmp_path / "long.csv", "X_COD", None)

    (tmp_path / "same.csv").write_text("code,term\n" + "SYN-1,Term\n" * 1000)
    assert len(from_csv.read(tmp_path / "same.csv", "X_COD", None).codes) == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--name", "x"), "x is not a name"),
        (("--release", "December"), "December is not a release"),
        (("--release", "2025-13"), "2025-13 is not a release"),
    ],
)
def test_names_and_releases_have_a_form(tmp_path: Path, more: tuple[str, str], said: str) -> None:
    ran = imported(tmp_path, LIST, *more)
    assert (ran.code, said in ran.err) == (64, True)


def test_codes_are_found_by_a_word(tmp_path: Path) -> None:
    imported(tmp_path, LIST)
    imported(tmp_path, f"code,term\n{MANY}", name="MANY_COD")
    store = ("--store", tmp_path / "store")

    assert schemec("codes", "search", "two, OR", *store).out == 'X_COD@2025-12  SYN-2  Two, or "so"\n'
    assert schemec("codes", "search", "x_cod", *store).out.count("\n") == 2
    many = schemec("codes", "search", "term", *store).out.splitlines()
    assert (len(many), many[-1]) == (51, "and 250 more")
    assert schemec("codes", "search", "nothing", *store).out == "no list in the store holds “nothing”\n"


def test_two_lists_are_compared(tmp_path: Path) -> None:
    imported(tmp_path, LIST)
    (tmp_path / "new.csv").write_text("code,term\nSYN-2,Two\nANY.,Three\n")
    store = ("--store", tmp_path / "store")
    ran = schemec("codes", "diff", "X_COD@2025-12", tmp_path / "new.csv", *store)

    assert ran.out.splitlines() == ["+ ANY.  Three", "− SYN-1  One", "1 added, 1 removed, 1 code in both"]
    unknown = schemec("codes", "diff", "X_COD@2025-11", "X_COD@2025-12", *store)
    assert (unknown.code, "did you mean X_COD@2025-12?" in unknown.err) == (64, True)


def test_codes_that_became_inactive_between_two_releases_are_shown(tmp_path: Path) -> None:
    imported(tmp_path, "code,term,active\nSYN-1,One,yes\nSYN-2,Two,no\nSYN-3,Three,yes\n")
    later = "code,term,retired on,replaced by\nSYN-1,One,2024-04-01,SYN-4\nSYN-2,Two,2024-04-01,\nSYN-3,Three,,\n"
    imported(tmp_path, later, release="2026-06")
    (tmp_path / "own.csv").write_text("code,term,inactive\nSYN-3,,yes\n")
    store = ("--store", tmp_path / "store")

    assert schemec("codes", "diff", "X_COD@2025-12", "X_COD@2026-06", *store).out.splitlines() == [
        "! SYN-1  One: not active since 1 April 2024, now SYN-4",
        "0 added, 0 removed, 3 codes in both, 1 of them not active any more",
    ]
    assert "! SYN-3: not active any more" in schemec("codes", "diff", "X_COD@2026-06", tmp_path / "own.csv", *store).out


def test_a_store_that_was_changed_is_not_believed(tmp_path: Path) -> None:
    imported(tmp_path, LIST)
    (held,) = (tmp_path / "store/objects").rglob("*.csv")
    held.write_text("code,term\n")
    store = ("--store", tmp_path / "store")
    assert "was changed since X_COD@2025-12 was imported" in schemec("codes", "search", "o", *store).err
    assert imported(tmp_path, LIST, "--replace").code == 0
    assert schemec("codes", "search", "one", *store).code == 0

    entry = tmp_path / "store/lists/X_COD/2025-12.json"
    elsewhere = json.dumps({**json.loads(entry.read_text()), "sha256": "../../../list"})
    for content in ("{", "[]", '{"list": 1}', elsewhere, json.dumps({**json.loads(entry.read_text()), "list": 2})):
        entry.write_text(content)
        ran = schemec("codes", "search", "one", *store)
        assert (ran.code, "is not what schemec wrote there" in ran.err) == (74, True), content
    assert imported(tmp_path, LIST, "--replace").code == 0


def test_lists_are_kept_where_the_user_says_or_keeps_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHEMEC_CODES", str(tmp_path / "named"))
    assert default_root() == tmp_path / "named"
    monkeypatch.delenv("SCHEMEC_CODES")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_root() == tmp_path / "data/schemec/codes"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert default_root().is_relative_to(Path.home())


def test_the_store_says_what_it_holds(tmp_path: Path) -> None:
    store = ("--store", tmp_path / "store")
    assert "no list is in the store" in schemec("codes", "list", *store).out
    imported(tmp_path, LIST)
    imported(tmp_path, "code,term,active\nSYN-1,One,yes\nSYN-2,Two,no\n", release="2026-06")
    lists = json.loads(schemec("codes", "list", "--format", "json", *store).out)["lists"]

    assert [(each["release"], each["codes"], each["retired"], each["source"]) for each in lists] == [
        ("2025-12", 2, 0, "list.csv"),
        ("2026-06", 2, 1, "list.csv"),
    ]
    assert schemec("codes", "list", *store).out.splitlines() == [
        "List           System     Codes  Not active  SHA-256       Read from",
        f"X_COD@2025-12  synthetic      2              {lists[0]['sha256'][:12]}  list.csv",
        f"X_COD@2026-06  synthetic      2           1  {lists[1]['sha256'][:12]}  list.csv",
    ]


def test_what_a_list_says_of_retired_codes_is_kept(tmp_path: Path) -> None:
    columns = "Code,Term,Retired On,Replacement\nSYN-1,One,,\nSYN-2,Two,1 April 2024,SYN-3 SYN-4\n"
    assert imported(tmp_path, columns).out == "X_COD@2025-12: 2 codes, 1 not active any more\n"
    (held,) = (tmp_path / "store/objects").rglob("*.csv")

    assert held.read_text().splitlines() == [
        "code,term,active,retired on,replaced by",
        "SYN-1,One,yes,,",
        "SYN-2,Two,no,2024-04-01,SYN-3 SYN-4",
    ]
    unclear = imported(tmp_path, "code,term,active\nSYN-1,One,perhaps\n", release="2026-06")
    assert 'row 2: it says "perhaps" of whether its code is active' in unclear.err
