"""What practices choose: who is paid for it, what is said of it, and what a run writes."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import guides
import pyarrow.parquet as pq
import pytest
import resolving
from command import scheme_in, schemec
from dossiers import dossier
from made import FIRST, LAST, LIST_DAY, WHEN, F, counted, counts, indicator, practice, scheme
from test_records import folder_of, refusal

from dsl.model import pay as p
from dsl.model.checked import CheckedScheme
from dsl.model.guarantees import MoreNeverLess, NeverOver
from dsl.model.measures import Payment
from dsl.prove import Verdict, prove
from dsl.report.samples import in_standard_scheme
from dsl.run.counts import SignedUp
from dsl.run.pay import pay
from dsl.run.statement import Line
from dsl.run.stories import tell
from dsl.run.taking_part import Idle, InVain, idle, left_out
from schemec.records.read import opened

DAY = timedelta(days=1)
CHOSEN = p.SignUp()
PLAN = Payment("PLAN", "Plan", p.Flat(p.Amount(pounds=F("500"))), sign_up=CHOSEN)
ALL = Payment("ALL", "For all", p.Flat(p.Amount(pounds=F("20"))))


def lines(signed: Sequence[SignedUp] | None, *payments: Payment) -> tuple[Line, ...]:
    settled = pay(scheme(payments=payments or (PLAN, ALL)), [practice(signed_up=signed)], [counts()], WHEN)
    assert settled.problems == ()
    return settled.statements[0].lines


@pytest.mark.parametrize(
    ("signed", "pounds", "said"),
    [
        ((), "0", "not signed up for"),
        (((LAST, None),), "500", "£500"),
        (((LAST + DAY, None),), "0", "not signed up for: signs up on 1 April 2010, after the reference date"),
        (((FIRST, LAST),), "0", "not signed up for: that ended on 31 March 2010"),
        (((FIRST, LAST + DAY),), "500", "£500"),
        (((FIRST, FIRST + DAY), (LAST, None)), "500", "£500"),
        (((FIRST, FIRST + DAY), (LAST + DAY, None)), "0", "not signed up for: that ended on 2 April 2009"),
        (((FIRST, FIRST),), "0", "not signed up for: that ended on 1 April 2009"),
    ],
)
def test_signed_on_or_before_the_reference_date_and_not_ended(
    signed: tuple[tuple[date, date | None], ...], pounds: str, said: str
) -> None:
    plan, everybody = lines(tuple(SignedUp("PLAN", on, ended) for on, ended in signed))

    assert (plan.pounds, plan.signed_up, plan.steps) == (F(pounds), bool(F(pounds)), (said,))
    assert (everybody.pounds, everybody.signed_up) == (F("20"), True)


def test_another_code_signs_up_for_nothing_here() -> None:
    assert [line.pounds for line in lines((SignedUp("ALL", FIRST), SignedUp("PLANS", FIRST)))] == [0, F("20")]


def test_a_measure_that_was_not_signed_up_for_is_counted_and_pays_nothing() -> None:
    half = p.PointsOnRange(F("10"), F("0"), F("1"))
    checked = scheme(indicators=(indicator("I-1", half, sign_up=CHOSEN), indicator("I-2", half)))
    [statement] = pay(
        checked, [practice(signed_up=())], [counts(counted("I-1", 1, 2), counted("I-2", 1, 2))], WHEN
    ).statements
    one, two = statement.lines

    assert (one.numerator, one.denominator, one.achievement) == (1, 2, F("0.5"))
    assert (one.points, one.pounds, one.signed_up) == (None, 0, False)
    assert (two.points, two.signed_up) == (5, True)


def test_what_was_not_signed_up_for_needs_no_list_and_its_limit_is_not_worked_out() -> None:
    head = Payment("HEAD", "A head", p.PerHead(F("2"), p.ListKind.WEIGHTED, LIST_DAY), sign_up=CHOSEN)
    cap = p.PracticeCap(F("1"), p.ListKind.WEIGHTED, LIST_DAY, "HEAD")
    checked = scheme(payments=(head,), practice_caps=(cap,))

    without = pay(checked, [practice(signed_up=(), lists=())], [counts()], WHEN)
    assert (without.problems, without.statements[0].line("HEAD").signed_up) == ((), False)
    signed = pay(checked, [practice(signed_up=(SignedUp("HEAD", FIRST),), lists=())], [counts()], WHEN)
    assert [problem.what for problem in signed.problems] == ["no weighted list size is stated for 1 January 2009"]


def test_nobody_is_paid_where_nothing_says_who_signed_up() -> None:
    unknown = pay(scheme(payments=(PLAN,)), [practice(signed_up=None)], [counts()], WHEN)
    assert [problem.what for problem in unknown.problems] == ["nothing says what the practice has signed up for"]
    outside = pay(scheme(payments=(PLAN,)), [practice(signed_up=None, joined_on=None)], [counts()], WHEN)
    assert outside.problems == ()
    assert pay(scheme(payments=(ALL,)), [practice(signed_up=None)], [counts()], WHEN).problems == ()


def test_sign_ups_that_pay_nobody_are_named_once_each_with_why() -> None:
    made = scheme(payments=(PLAN, ALL)).scheme
    signed = (SignedUp("PLAN", FIRST), SignedUp("ALL", FIRST), SignedUp("PLNA", FIRST), SignedUp("PLNA", LAST))
    within, outside = practice("P1", signed_up=signed), practice("P2", signed_up=signed, joined_on=None)

    assert list(idle(made, [within], WHEN)) == [
        Idle("P1", "ALL", InVain.NO_CHOICE),
        Idle("P1", "PLNA", InVain.NO_SUCH),
    ]
    assert [(each.clause, each.why) for each in idle(made, [outside], WHEN)] == [
        ("ALL", InVain.NO_CHOICE),
        ("PLAN", InVain.OUTSIDE),
        ("PLNA", InVain.NO_SUCH),
    ]
    assert left_out(made, practice(signed_up=()), WHEN) == {"PLAN"}


# What is written

HEAD = """
scheme DEMO "Demonstration scheme"
  version 1
  runs 1 April 2026 to 31 March 2027
  figures from I unless tagged
  list size on 1 January 2026
  point value £190.00 for a practice of 10,000 patients
  money rounds to the penny, half up, at payment
  same day takes the lowest reading
  empty denominator pays nothing
"""
PAYMENTS = """
payment PLAN "Improvement plan"
  practices sign up for this
  pays £500

payment ALL "For all"
  pays £20
"""


@pytest.mark.parametrize(
    ("lines", "menu"),
    [
        (PAYMENTS, ["PLAN"]),
        (f"{HEAD}  practices sign up for each indicator\n{PAYMENTS}", ["BP-0", "BP-1", "PLAN"]),
        (f'{HEAD}  practices sign up for each payment\npayment ONE "One"\n  pays £1\n', ["ONE"]),
        (f"{HEAD}  practices sign up for each payment\n{PAYMENTS}", ["PLAN", "ALL"]),
        ('payment ONE "One"\n  pays £1\n', []),
    ],
)
def test_the_head_or_a_block_puts_things_on_the_menu(lines: str, menu: list[str]) -> None:
    assert [clause.code for clause in resolving.scheme(lines).menu] == menu


def test_an_example_without_a_word_of_it_has_signed_up_for_everything() -> None:
    told = """
example "All"
  practice of 10,000 patients
  expect £520.00

example "Only those of all"
  practice of 10,000 patients
    has signed up for BP-0
  expect £20.00

example "Counted before the scheme begins" for PLAN
  practice of 10,000 patients
  counted on 1 January 2026
  expect £500.00
"""
    head = f"{HEAD}  practices sign up for each indicator\n"
    checked = CheckedScheme(resolving.scheme(head + PAYMENTS + told))
    assert [(each.example.title, each.passed) for each in tell(checked)] == [
        ("All", True),
        ("Only those of all", True),
        ("Counted before the scheme begins", True),
    ]


# What is read

SIGN_UPS = "practice_id,clause,signed_on,ended_on\n"


def test_sign_ups_are_read_and_an_absent_table_is_not_an_empty_one(tmp_path: Path) -> None:
    with opened(folder_of(tmp_path)) as records:
        assert [each.signed_up for each in records.practices] == [None, None]
    (tmp_path / "sign_ups.csv").write_text(f"{SIGN_UPS}A1,X-1,2009-04-01,2009-09-01\nA1,X-1,2009-09-01,\n")
    with opened(tmp_path) as records:
        ash, beech = records.practices
    assert ash.signed_up == (
        SignedUp("X-1", date(2009, 4, 1), date(2009, 9, 1)),
        SignedUp("X-1", date(2009, 9, 1)),
    )
    assert beech.signed_up == ()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Z9,X-1,2009-04-01,", "row 2, column practice_id: “Z9” is not in practices.csv"),
        (
            "A1,X-1,2009-04-02,2009-04-01",
            "row 2, column ended_on: A1 ended X-1 on 2009-04-01 and had not signed up by then",
        ),
        (
            "A1,X-1,2009-04-01,\nA1,X-2,2009-04-01,\nA1,X-1,2009-09-01,",
            "row 4, column signed_on: A1 signs up for X-1 twice for the same days, first in row 2",
        ),
        (
            "A1,X-1,2009-09-01,\nA1,X-1,2009-04-01,2009-09-02",
            "row 3, column signed_on: A1 signs up for X-1 twice for the same days, first in row 2",
        ),
        ("A1,X-1,,", "row 2, column signed_on: it is empty"),
    ],
)
def test_a_sign_up_that_cannot_be_right_is_refused(tmp_path: Path, rows: str, said: str) -> None:
    (folder_of(tmp_path) / "sign_ups.csv").write_text(f"{SIGN_UPS}{rows}\n")
    assert refusal(tmp_path).startswith(f"sign_ups.csv, {said}")


# What a run says and writes

DEMO = in_standard_scheme(f"{HEAD}  practices sign up for each indicator\n{PAYMENTS}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scheme with a menu, records made up for it, and what a run wrote."""
    folder = tmp_path_factory.mktemp("menu")
    scheme_in(folder, DEMO)
    sample = ("--practices", "12", "--patients", "1200", "--seed", "3")
    assert schemec("sample", folder / "demo.scheme", "-o", folder / "records", *sample).code == 0
    ran = schemec("run", folder / "demo.scheme", "--data", folder / "records", "-o", folder / "out")
    assert ran.code == 0, ran.err
    return folder


def statement_of(made: Path) -> dict[tuple[str, str], dict[str, str]]:
    rows = csv.DictReader(io.StringIO((made / "out/DEMO/payments.csv").read_text(encoding="utf-8-sig")))
    return {(row["practice_id"], row["clause"]): row for row in rows if row["kind"] == "line"}


def test_a_line_that_was_not_signed_up_for_stands_in_the_statement(made: Path) -> None:
    lines = statement_of(made)
    signed: dict[tuple[str, str], bool] = {}
    for row in pq.read_table(made / "records/sign_ups.parquet").to_pylist():
        key = row["practice_id"], row["clause"]
        signed[key] = row["signed_on"] <= date(2027, 3, 31) and row["ended_on"] is None
    assert {code for _, code in lines} == {"BP-0", "BP-1", "PLAN", "ALL"}
    left = {key for key, row in lines.items() if row["how"].startswith("not signed up for")}
    assert left == {key for key in lines if key[1] != "ALL" and not signed.get(key, False)}
    assert {lines[key]["pounds"] for key in left} == {"0.00"}
    assert all(lines[key]["denominator"] for key in left if key[1].startswith("BP"))
    assert left and len(left) < len(lines) / 2

    told = json.loads((made / "out/DEMO/payments.json").read_text())
    unsigned = {
        (each["practice_id"], line["clause"])
        for each in told["practices"]
        for line in each["lines"]
        if not line["signed_up"]
    }
    assert unsigned == left


def test_work_lists_leave_out_what_was_not_signed_up_for(made: Path) -> None:
    lines = statement_of(made)
    listed = 0
    for practice_id in {practice_id for practice_id, _ in lines}:
        on = {row["indicator"] for row in csv.DictReader(open_text(made / f"out/DEMO/worklists/{practice_id}.csv"))}
        for code in ("BP-0", "BP-1"):
            line = lines[practice_id, code]
            if line["how"].startswith("not signed up for"):
                assert code not in on
                listed += int(line["denominator"]) - int(line["numerator"])
            else:
                assert (code in on) is (line["denominator"] != line["numerator"])
    assert listed, "nobody was outstanding in what was not signed up for"


def open_text(file: Path) -> io.StringIO:
    return io.StringIO(file.read_text(encoding="utf-8-sig"))


def test_sign_ups_in_vain_are_said_and_listed(made: Path, tmp_path: Path) -> None:
    text = "".join(
        f"{row}\n" for row in ("SYN001,BP-2,2026-04-01,", "SYN001,ALL,2026-04-01,", "SYN002,ALL,2026-04-01,")
    )
    shutil.copytree(made / "records", tmp_path / "records")
    (tmp_path / "records/sign_ups.parquet").unlink()
    (tmp_path / "records/sign_ups.csv").write_text(f"{SIGN_UPS}{text}")
    ran = schemec("run", made / "demo.scheme", "--data", tmp_path / "records", "-o", tmp_path / "out")

    assert ran.code == 0, ran.err
    assert "1 practice signed up for “BP-2” in vain: the scheme has no such" in ran.out
    assert "“BP-0” is" not in ran.out and "practices do sign up for “BP-" in ran.out
    assert "2 practices signed up for “ALL” in vain: nobody need sign up for it" in ran.out
    listed = json.loads((tmp_path / "out/DEMO/data-quality.json").read_text())["sign_ups_not_used"]
    assert [(row["practice_id"], row["clause"]) for row in listed] == [
        ("SYN001", "ALL"),
        ("SYN001", "BP-2"),
        ("SYN002", "ALL"),
    ]


def test_a_menu_without_the_table_is_not_paid_and_nothing_is_written(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "records", tmp_path / "records")
    (tmp_path / "records/sign_ups.parquet").unlink()
    ran = schemec("run", made / "demo.scheme", "--data", tmp_path / "records", "-o", tmp_path / "out")

    assert ran.code != 0 and not (tmp_path / "out/DEMO").exists()
    assert "DEMO cannot be paid from these records" in ran.err
    assert "there is neither sign_ups.parquet nor sign_ups.csv" in ran.err
    assert "Traceback" not in ran.err


def test_a_sample_for_a_scheme_without_a_menu_has_no_such_table(tmp_path: Path) -> None:
    scheme_in(tmp_path)
    for name, table in (("demo.scheme", False), ("menu.scheme", True), ("demo.scheme", False)):
        (tmp_path / "menu.scheme").write_text(DEMO)
        done = schemec("sample", tmp_path / name, "-o", tmp_path / "made", "--practices", "2", "--patients", "40")
        assert done.code == 0, done.err
        assert (tmp_path / "made/sign_ups.parquet").exists() is table


# What practices are told


def spec(name: str) -> Path:
    return next(path for path in guides.PATHS if path.stem == name)


def test_the_guide_says_what_practices_choose_and_how() -> None:
    path = str(spec("treatment-room"))
    page, items = guides.page(path), len(dossier(path).checked.scheme.menu)
    whom = guides.section(page, "for-whom").text
    assert "You choose which of these you do: PHL01, PHL02" in whom
    assert "To sign up, or to end it, tell Primary care team which codes you mean." in whom
    assert "Sign up for each thing that you choose to do" in guides.section(page, "about").text
    assert guides.section(page, "paid").text.count("yes: sign up") == items > 20
    assert guides.section(page, "measures").text.count("You choose whether you do this.") == items


def test_a_guide_without_a_menu_does_not_speak_of_one() -> None:
    text = guides.page(str(spec("hf-qof-plus"))).text
    assert "sign up" not in text.lower() and "do you choose" not in text.lower()


# Claims


def test_signing_up_for_everything_is_what_a_proof_pays() -> None:
    dearer = replace(PLAN, code="MORE", pay=p.Flat(p.Amount(pounds=F("1000"))))
    claims = (NeverOver(2, 100), MoreNeverLess())
    made = scheme(payments=(PLAN, dearer, ALL), guarantees=claims, budget=F("3040")).scheme
    over, more = prove(made)

    assert over.verdict is Verdict.PROVED and "that signs up for everything earns at most £1,520" in over.why
    assert more.verdict is Verdict.PROVED and "signing up for more only adds" in more.why
    assert prove(replace(made, budget=F("3039.99")))[0].verdict is Verdict.REFUTED
