"""Rules that read the terms of code lists: what a reviewer of clinical codes would point at, and what not."""

from __future__ import annotations

import pytest
from checkout import ROOT
from sampling import diagnose

from dsl.report.diagnostic import Diagnostic
from dsl.report.samples import in_standard_scheme
from schemec.reading import read_all

RULES = {"C302", "C305", "C306", "C307", "C308"}


def terms(prefix: str, *each: str) -> str:
    return "code,term\n" + "".join(f'SYN-{prefix}-{number},"{term}"\n' for number, term in enumerate(each, 1))


def said(lines: str, **files: str) -> list[Diagnostic]:
    notes = diagnose(in_standard_scheme(lines), {f"codes/{name}.csv": text for name, text in files.items()})
    return [note for note in notes if note.code in RULES]


def codes(lines: str, **files: str) -> list[str]:
    return [note.code for note in said(lines, **files)]


SOUND = ("High blood pressure", "High blood pressure of pregnancy", "Malignant high blood pressure")


@pytest.mark.parametrize(
    "term",
    [
        "Family history of high blood pressure",
        "FH: high blood pressure",
        "High blood pressure resolved",
        "Suspected high blood pressure",
        "?High blood pressure: query",
        "At risk of high blood pressure",
        "At increased risk of high blood pressure",
        "No evidence of high blood pressure",
        "High blood pressure excluded",
        "High blood pressure screening declined",
        "Treatment for high blood pressure refused",
        "Informed dissent from high blood pressure monitoring",
        "Invitation to high blood pressure review",
        "High blood pressure treatment not indicated",
        "Treatment for high blood pressure contraindicated",
        "Patient did not attend high blood pressure clinic",
    ],
)
def test_a_term_for_somebody_who_may_not_have_it_is_pointed_at(term: str) -> None:
    assert codes("", hyp=terms("HYP", *SOUND, term)) == ["C302"]


@pytest.mark.parametrize(
    "term",
    [
        "Unresolved high blood pressure",
        "Cognitive decline",
        "High blood pressure in remission",
        "Cervix absent",
        "Patient prefers not to say",
        "Referred to a clinic",
        "Human papillomavirus DNA found",
        "Possibly a name",
        "Screening for high blood pressure positive",
        "Refusenik",
        "Nonsuspected",
        "",
    ],
)
def test_a_term_that_only_looks_like_it_is_not(term: str) -> None:
    assert codes("", hyp=terms("HYP", *SOUND, term), bp=terms("BP", *SOUND, term)) == []


def test_a_list_that_is_meant_so_by_its_name_or_by_most_of_its_terms_is_left_alone() -> None:
    risk = ("At risk of stroke", "At risk of diabetes", "Assessed")
    opening = (
        'codes {} from synthetic file "codes/{}.csv" release 2026-04\nregister R "People"\n  people with {} ever\n'
    )
    used = 'indicator R-1 "Seen"\n  denominator on R\n  numerator with BP_COD in scheme year\n  pays nothing\n'

    assert codes(opening.format("ANY_COD", "any", "ANY_COD") + used, any=terms("ANY", *risk)) == []
    rare = ("Stroke", "Heart attack", "At risk of stroke")
    assert codes(opening.format("ANY_COD", "any", "ANY_COD") + used, any=terms("ANY", *rare)) == ["C302"]
    assert codes(opening.format("STRKRISK_COD", "any", "STRKRISK_COD") + used, any=terms("ANY", *rare)) == []
    assert (
        codes(
            opening.format("ANY_COD", "at-risk-of-stroke", "ANY_COD") + used, **{"at-risk-of-stroke": terms("A", *rare)}
        )
        == []
    )


# Numerators and items


@pytest.mark.parametrize(
    "term",
    [
        "Blood pressure declined",
        "Blood pressure not taken",
        "Blood pressure clinic cancelled",
        "Blood pressure reminder",
    ],
)
def test_a_numerator_that_counts_what_was_not_done_is_pointed_at(term: str) -> None:
    (note,) = said("", bp=terms("BP", "Blood pressure reading", "Blood pressure at home", term))

    assert (note.code, term in note.title) == ("C308", True)
    assert codes("", bp=terms("BP", "Blood pressure reading", term)) == []  # as many as not: taken as meant


def test_an_item_is_paid_for_what_it_counts() -> None:
    lines = 'item X1 "Sample taken"\n  counts SAMPLE_COD in scheme year\n  pays £5 each\n'
    lines += 'codes SAMPLE_COD from synthetic file "codes/sample.csv" release 2026-04\n'
    found = codes(lines, sample=terms("S", "Blood sample taken", "Blood sample at home", "Blood sample refused"))

    assert found == ["C308"]


# Lists for something else


RESOLVED = """\
codes HYPRES_COD from synthetic file "codes/hypres.csv" release 2026-04
register HYP "People with high blood pressure"
  people with HYP_COD ever, not followed by HYPRES_COD
"""
DISSENT = """\
codes {name} from synthetic file "codes/dissent.csv" release 2026-04
indicator BP-1 "Blood pressure at target"
  denominator on HYP
  pca "{title}" when with {name} ever
  numerator latest BP_COD in the 12 months before year end is at most 140/90
  pays 12 points from 70% to 85%
"""


def test_a_list_of_what_has_ended_that_holds_the_thing_itself_is_pointed_at() -> None:
    assert codes(RESOLVED, hypres=terms("R", "High blood pressure resolved", "High blood pressure (disorder)")) == [
        "C305"
    ]
    assert codes(RESOLVED, hypres=terms("R", "High blood pressure resolved", "High blood pressure in remission")) == []
    assert codes(RESOLVED, hypres=terms("R", "Ex-smoker", "Normal blood pressure")) == []
    assert codes(RESOLVED, hypres="code,term\nSYN-HYP-1,\n") == []  # that the two share it is said by C301


@pytest.mark.parametrize(
    ("name", "title", "found"),
    [
        ("HYPDIS_COD", "Said no", ["C305"]),
        ("ANY_COD", "Informed dissent", ["C305"]),
        ("ANY_COD", "Unsuitable", ["C305"]),
        ("ANY_COD", "Already treated", []),
        ("XYZDIS_COD", "Already treated", []),
    ],
)
def test_a_list_of_those_who_said_no_is_known_by_its_name_and_its_use(name: str, title: str, found: list[str]) -> None:
    lines = DISSENT.format(name=name, title=title)

    assert codes(lines, dissent=terms("D", "High blood pressure", "High blood pressure: informed dissent")) == found
    assert codes(lines, dissent="code,term\nSYN-HYP-1,\nSYN-D-1,Dissent\n") == found
    assert codes(lines, dissent=terms("D", "Dissent", "Patient chose otherwise", "Declined")) == []


# Another kind


OWN = """\
codes OWN_COD from synthetic file "codes/{file}.csv" release 2026-04
register OWN "{title}"
  people with OWN_COD ever{more}
indicator OWN-1 "Seen"
  denominator on OWN
  numerator with BP_COD in scheme year
  pays nothing
"""


@pytest.mark.parametrize(
    ("file", "title", "term", "found"),
    [
        ("type-2-diabetes", "People", "Diabetes mellitus type 1 (disorder)", ["C306"]),
        ("type2diabetes", "People", "Diabetes mellitus type I", []),  # one word: what it says is not clear
        ("t2dm", "People", "Insulin-dependent diabetes mellitus", ["C306"]),
        ("t2dm", "People", "Non-insulin-dependent diabetes mellitus", []),
        ("diabetes", "People with type 1 diabetes", "Type II diabetes mellitus", ["C306"]),
        ("diabetes", "People with type 1 or type 2 diabetes", "Type II diabetes mellitus", []),
        ("diabetes", "People with diabetes", "Type II diabetes mellitus", []),
        ("type-2-diabetes", "People", "Pancreatic diabetes", []),
        ("hypothyroidism", "People", "Hyperthyroidism", ["C306"]),
        ("hypothyroidism", "People", "Hypothyroidism after treatment of hyperthyroidism", []),
        ("hypotension", "People", "Hypertension", ["C306"]),
        ("hypertension", "People", "Hypothermia", []),
        ("ischaemic-stroke", "People", "Haemorrhagic stroke", ["C306"]),
        ("chronic-kidney-disease", "People", "Acute kidney injury", ["C306"]),
        ("chronic-lung-disease", "People", "Acute exacerbation of chronic lung disease", []),
        ("systolic", "People", "Diastolic blood pressure", ["C306"]),
        ("test-positive", "People", "Test negative", ["C306"]),
        ("smokers", "Current smokers", "Ex-smoker", ["C306"]),
        ("smokers", "Current smokers", "Smoker, ten or more a day", []),
        ("first-dose", "People", "Second dose of vaccine given", ["C306"]),
    ],
)
def test_a_term_that_leaves_out_what_the_name_says_is_pointed_at(
    file: str, title: str, term: str, found: list[str]
) -> None:
    lines = OWN.format(file=file, title=title, more="")

    assert codes(lines, **{file: terms("OWN", "Something else altogether", "Another thing", term)}) == found


def test_a_title_speaks_for_a_list_only_where_nothing_else_is_asked_for() -> None:
    title, listed = "People with type 2 diabetes", terms("OWN", "Type 2 diabetes", "Type 1 diabetes")

    assert codes(OWN.format(file="dm", title=title, more=" and aged 17 or over on year end"), dm=listed) == ["C306"]
    assert codes(OWN.format(file="dm", title=title, more=" and without HYP_COD ever"), dm=listed) == []


# Part of another


@pytest.mark.parametrize(
    ("name", "file", "found"),
    [
        ("HYP_NEW_COD", "any", ["C307"]),
        ("HYP-2025_COD", "any", ["C307"]),
        ("ANY_COD", "hyp-copy", ["C307"]),
        ("ANY_COD", "old_hyp_v2", ["C307"]),
        ("HYP2_COD", "any", []),
        ("HYP_PREGNANT_COD", "any", []),
        ("ANY_COD", "hyp-treated", []),
    ],
)
def test_a_part_of_a_list_that_is_called_the_same_is_pointed_at(name: str, file: str, found: list[str]) -> None:
    lines = OWN.replace("OWN_COD", name).format(file=file, title="People", more="")
    part, other = "code,term\nSYN-HYP-1,One\n", "code,term\nSYN-HYP-7,Seven\n"

    assert codes(lines, **{file: part}) == found
    assert codes(lines, **{file: other}) == []
    assert codes(lines.replace("2026-04", "2025-10"), **{file: part}) == []


def test_no_list_of_the_specs_is_pointed_at() -> None:
    readings = read_all([str(ROOT / "specs")])

    assert sum(len(each.checked().scheme.code_lists) for each in readings) >= 60
    assert [note.title for each in readings for note in each.outcome.notes if note.code in RULES] == []
