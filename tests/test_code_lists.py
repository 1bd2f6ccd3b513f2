"""Code lists: the files a scheme names, what they hold, and codes that cannot be right."""

from __future__ import annotations

import pytest
from resolving import HEAVY, codes_of, resolved, scheme
from sampling import diagnose

from dsl.model.measures import Code, CodeSystem
from dsl.model.types import Unit
from dsl.report.samples import in_standard_scheme
from dsl.resolve import check_digit, code_list_places
from dsl.source import SourceFile
from dsl.syntax.parse import parse


def test_code_lists_hold_their_codes_and_what_they_declare() -> None:
    listed = scheme("", bp='\ufeffTerm,Code,Note\n"Reading, sitting",SYN-BP-1,x\n\nStanding, SYN-BP-2 \n')
    codes = listed.code_list("BP_COD")

    assert codes.codes == (Code("SYN-BP-1", "Reading, sitting"), Code("SYN-BP-2", "Standing"))
    assert (codes.system, codes.path, codes.sha256) == (CodeSystem.SYNTHETIC, "codes/bp.csv", "hash of codes/bp.csv")
    assert (codes.unit, codes.paired, codes.low and codes.low.second) == (Unit.MMHG, True, 20)
    assert listed.code_list("HYP_COD").unit is None


def test_the_front_door_is_told_which_files_to_read() -> None:
    text = in_standard_scheme('codes BP_COD from synthetic file "../up.csv" release 2026-04\n')
    written = parse(SourceFile.from_text("sample.scheme", text)).value
    assert written is not None
    ((path, span),) = code_list_places(written)

    assert path == "codes/hyp.csv"
    assert text[span.start : span.end] == '"codes/hyp.csv"'


@pytest.mark.parametrize("path", ["/etc/x.csv", "../x.csv", "a/../../x.csv", "a\\\\x.csv", "C:/x.csv", ""])
def test_paths_stay_in_the_schemes_folder(path: str) -> None:
    opening = f'codes BP_COD from synthetic file "{path}" release 2026-04\n'
    text = in_standard_scheme(f"{opening}  values in mmHg, plausible from 40/20 to 300/200\n")

    assert "C289" in {said.code for said in diagnose(text, {path: "code,term\nSYN-1,x\n"})}


# SNOMED CT, dm+d, CTV3, Read

LIST = 'codes BP_COD from {} file "codes/bp.csv" release 2026-04\n  values in mmHg, plausible from 40/20 to 300/200\n'


@pytest.mark.parametrize("sound", ["22298006", "163031004", "1091811000000102", "413123006"])
def test_check_digits_hold(sound: str) -> None:
    assert check_digit.holds(sound)
    wrong = [sound[:-1] + digit for digit in "0123456789" if digit != sound[-1]]
    swapped = [sound[:i] + sound[i + 1] + sound[i] + sound[i + 2 :] for i in range(len(sound) - 1)]
    assert not any(check_digit.holds(other) for other in wrong)
    assert not any(check_digit.holds(other) for other in swapped if other != sound)


@pytest.mark.parametrize(
    ("system", "code", "said"),
    [
        ("SNOMED CT", "163031004", []),
        ("dm+d", "1091811000000102", []),
        ("SNOMED CT", "163031014", ["C290"]),  # a digit wrong
        ("SNOMED CT", "2469012", ["C290"]),  # a description's identifier, not a concept's
        ("SNOMED CT", "246A.", ["C290"]),
        ("SNOMED CT", "1234", ["C290"]),
        ("SNOMED CT", "1.63E+08", ["C288"]),
        ("SNOMED CT", "4.5E+14", ["C288"]),
        ("SNOMED CT", "1091811000000100", ["C288"]),  # the last digits made zeros
        ("SNOMED CT", "163031000", ["C290"]),  # too short for a spreadsheet to have done it
        ("Read v2", "246", ["C288"]),
        ("CTV3", "12", ["C288"]),
        ("CTV3", "²34", ["C290"]),
        ("SNOMED CT", "SYN-BP-1", ["C290"]),
        ("CTV3", "XaJ2E", []),
        ("Read v2", "246A.", []),
        ("Read v2", "246A", ["C290"]),
        ("Read v2", "163031004", ["C290"]),
        ("synthetic", "SYN-1", []),
        ("synthetic", "163031004", ["C291"]),
    ],
)
def test_codes_fit_their_system(system: str, code: str, said: list[str]) -> None:
    assert codes_of(LIST.format(system), bp=f"code,term\n{code},x\n") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["C284"]),
        ("code\nSYN-1\n", ["C284"]),
        ("code,term\n\n\n", ["C285"]),
        ('code,term\nSYN-1,"open\n', ["C283"]),
        ("code,term\nSYN-1,a\nSYN-1,b\n,c\n,d\n1E5,e\n", ["C287", "C286", "C288"]),
        ("code,term\nSYN-1\n", []),
        ("code,term\r\nSYN-1,a\r\n", []),
    ],
)
def test_files_of_codes(text: str, said: list[str]) -> None:
    assert sorted(codes_of("", bp=text)) == sorted(said)


@pytest.mark.parametrize(
    ("system", "code", "said"),
    [
        ("SNOMED CT", "999999010", "holds 999999010, which names a description and not a concept"),
        ("SNOMED CT", "999999023", "holds 999999023, which names a relationship and not a concept"),
        ("dm+d", "163031014", "holds 163031014, which cannot be a code of dm+d"),
        ("Read v2", "999999010", "holds 999999010, which cannot be a code of Read v2"),
        (
            "SNOMED CT",
            "1091811000000100",
            "holds 1091811000000100, a code that has lost its last digits in a spreadsheet",
        ),
        ("CTV3", "2461", "holds 2461, a code that has lost its first zeros in a spreadsheet"),
    ],
)
def test_what_is_wrong_with_a_code_is_said(system: str, code: str, said: str) -> None:
    (note,) = [each for each in resolved(LIST.format(system), bp=f"code,term\n{code},x\n").notes if each.level in HEAVY]

    assert note.title == f'row 2 of "codes/bp.csv" {said}'


def test_a_file_with_many_faults_of_a_kind_is_told_once_with_the_first_row() -> None:
    rows = "".join(f"BAD-{n},x\n" for n in range(500))
    (said,) = [note for note in resolved("", bp=f"code,term\n{rows}").notes if note.level in HEAVY]

    assert said.title == (
        'row 2 of "codes/bp.csv" holds the synthetic code BAD-0, which does not begin with SYN-, and 499 more like it'
    )


# Rows are pointed at where they stand in their file


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_wrong_row_is_pointed_at_in_its_file(line_end: str) -> None:
    rows = ["\ufeffcode,term", 'SYN-BP-1,"of two', 'lines, £5"', "SYN-BP-2,with\x0btab", "BP-3,wrong", "BP-4,wrong too"]
    text = line_end.join(rows)

    (said,) = [note for note in resolved("", bp=text).notes if note.code == "C291"]

    sheet = SourceFile.from_text("codes/bp.csv", text)
    assert said.title.startswith('row 5 of "codes/bp.csv"')
    assert [label.span.file for label in said.secondary] == ["codes/bp.csv", "codes/bp.csv"]
    pointed = [sheet.text[label.span.start : label.span.end] for label in said.secondary]
    assert pointed == ["BP-3,wrong", "BP-4,wrong too"]


def test_the_first_few_of_many_wrong_rows_are_pointed_at() -> None:
    (said,) = [note for note in resolved("", bp="code,term\n" + "BP-1,x\n" * 9).notes if note.code == "C291"]

    assert len(said.secondary) == 5


def test_a_file_that_breaks_off_is_pointed_at_where_it_does() -> None:
    text = 'code,term\nSYN-BP-1,x\n"SYN-BP-2,not closed\nSYN-BP-3,y\n'

    (said,) = [note for note in resolved("", bp=text).notes if note.code == "C283"]

    (label,) = said.secondary
    assert text[label.span.start : label.span.end] == '"SYN-BP-2,not closed'


def test_a_row_spans_all_of_its_lines() -> None:
    text = 'code,term\nBP-1,"one\ntwo"\n'

    (said,) = [note for note in resolved("", bp=text).notes if note.code == "C291"]

    (label,) = said.secondary
    assert text[label.span.start : label.span.end] == 'BP-1,"one\ntwo"'
