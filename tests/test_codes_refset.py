"""Simple reference set snapshots of a SNOMED CT release, in miniature. All concepts are made up but for their form."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Ran, schemec
from rf2 import concept, member

HEADER = "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId\r\n"
DESCRIBED = "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId\r\n"


DM, BP = concept(1), concept(2)


def row(refset: str, code: str, active: str = "1", number: int = 1) -> str:
    return "\t".join(member(refset, code, active, number=number)) + "\r\n"


DM_ROWS = row(DM, concept(11)) + row(DM, concept(12), "0") + row(DM, concept(13)) + row(DM, concept(11), number=2)
ROWS = DM_ROWS + row(BP, concept(21))


def imported(folder: Path, content: str | bytes, *more: str | Path) -> Ran:
    file = folder / "refset.txt"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return schemec("codes", "import", file, "--release", "2025-12", "--store", folder / "store", *more)


def found(folder: Path, word: str) -> list[str]:
    return schemec("codes", "search", word, "--store", folder / "store").out.splitlines()


def test_one_reference_set_is_imported_without_inactive_rows(tmp_path: Path) -> None:
    ran = imported(tmp_path, HEADER + ROWS, "--refset", DM, "--name", "DM_COD")

    assert (ran.code, ran.out) == (0, "DM_COD@2025-12: 2 codes, 1 inactive left out\n")
    assert found(tmp_path, "DM_COD") == [f"DM_COD@2025-12  {concept(11)}", f"DM_COD@2025-12  {concept(13)}"]


@pytest.mark.parametrize("sign", [",", "\t"])
def test_a_file_says_which_reference_set_is_which_cluster(tmp_path: Path, sign: str) -> None:
    clusters = tmp_path / "clusters.csv"
    clusters.write_text(f"refset{sign}cluster\n{DM}{sign}DM_COD\n{BP}{sign}BP_COD\n")

    both = imported(tmp_path, HEADER + ROWS, "--clusters", clusters)
    assert both.out.splitlines() == ["BP_COD@2025-12: 1 code", "DM_COD@2025-12: 2 codes, 1 inactive left out"]
    one = imported(tmp_path, HEADER + ROWS, "--clusters", clusters, "--name", "BP_COD")
    assert one.out.splitlines() == ["BP_COD@2025-12: 1 code"]


def test_the_table_that_comes_with_the_clusters_says_it_in_a_row_for_each_code(tmp_path: Path) -> None:
    clusters = tmp_path / "clusters.txt"
    heading = "Cluster_ID\tCluster_Description\tSNOMED_code\tSNOMED_code_description\tPCD_Refset_ID\r\n"
    rows = [("DM_COD", concept(11), DM), ("DM_COD", concept(13), DM), ("BP_COD", concept(21), f"^{BP}")]
    clusters.write_text(
        "\ufeff" + heading + "".join(f"{name}\tSome, codes\t{code}\tA term\t{of}\r\n" for name, code, of in rows),
        newline="",
    )
    both = imported(tmp_path, HEADER + ROWS, "--clusters", clusters)

    assert both.out.splitlines() == ["BP_COD@2025-12: 1 code", "DM_COD@2025-12: 2 codes, 1 inactive left out"]


def test_the_releases_descriptions_name_clusters_and_give_terms(tmp_path: Path) -> None:
    def description(of: str, term: str, active: str = "1") -> str:
        return f"1\t20251201\t{active}\tmodule\t{of}\ten\ttype\t{term}\tcase\r\n"

    descriptions = tmp_path / "descriptions.txt"
    descriptions.write_text(
        DESCRIBED
        + description(DM, "Cluster DM_COD simple reference set")
        + description(concept(11), "Diabetes")
        + description(concept(11), 'Diabetes "so called" (made up)')
        + description(concept(11), "A term that was withdrawn, and is longer than the others", "0"),
        newline="",
    )
    ran = imported(tmp_path, HEADER + ROWS, "--descriptions", descriptions)

    assert ran.out == "DM_COD@2025-12: 2 codes, 1 inactive left out\n"
    assert found(tmp_path, "so called") == [f'DM_COD@2025-12  {concept(11)}  Diabetes "so called" (made up)']


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ((HEADER + ROWS)[:-9], "row 6: the file ends in the middle of it"),
        (HEADER + ROWS + "x\ty\n", "row 7: it has 2 columns, and 6 are due"),
        (HEADER.replace("active", "activ") + ROWS, "row 1: these are not the columns of a simple reference set"),
        (HEADER + ROWS.replace("\t0\t", "\tno\t"), "row 3: its third column is no"),
        (HEADER.encode() + b"\xff\n", "row 2: it is not in UTF-8"),
        (HEADER + row(DM, "1.2E+14"), "row 2: it holds 1.2E+14, a code that a spreadsheet"),
        (HEADER + row(DM, concept(1, "01")), "names a description and not a concept"),
        (HEADER + row(BP, concept(21)), "no active row is of DM_COD"),
        (HEADER, "no active row is of DM_COD"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_whole(tmp_path: Path, content: str | bytes, said: str) -> None:
    ran = imported(tmp_path, content, "--refset", DM, "--name", "DM_COD")

    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert "nothing was imported" in ran.err
    assert not (tmp_path / "store").exists()


def test_which_list_is_meant_must_be_clear(tmp_path: Path) -> None:
    clusters = tmp_path / "clusters.csv"
    clusters.write_text(f"{DM},DM_COD\n{BP},DM_COD\n")

    assert "it holds 2 reference sets" in imported(tmp_path, HEADER + ROWS, "--name", "DM_COD").err
    twice = imported(tmp_path, HEADER + ROWS, "--clusters", clusters)
    assert "more than one reference set is called DM_COD" in twice.err
    assert imported(tmp_path, HEADER + ROWS).code == 64
    assert imported(tmp_path, HEADER + ROWS, "--refset", DM).code == 64
    assert imported(tmp_path, HEADER + DM_ROWS, "--name", "DM_COD").code == 0
    clusters.write_text("nothing\n")
    assert "no row holds" in imported(tmp_path, HEADER + ROWS, "--clusters", clusters).err
