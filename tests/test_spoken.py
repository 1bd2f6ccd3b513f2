"""What people write by habit, and what they are told to write: the author's own numbers, and one message a slip."""

from __future__ import annotations

import pytest
from sampling import diagnose

from dsl.report.diagnostic import Applicability, Diagnostic, Level
from dsl.report.samples import in_standard_scheme
from dsl.source import SourceFile
from dsl.syntax.mend import meant_units
from dsl.syntax.parse import parse


def said(lines: str) -> tuple[Diagnostic, ...]:
    """What the parser says of lines put into the standard scheme."""
    return parse(SourceFile.from_text("spoken.scheme", in_standard_scheme(lines))).notes


def heavy(lines: str) -> list[str]:
    """The codes of every room, of errors and warnings, with N202."""
    notes = diagnose(in_standard_scheme(lines), {})
    return [note.code for note in notes if note.level in (Level.ERROR, Level.WARNING) or note.code == "N202"]


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("18+", "18 or over"),
        (">= 18", "18 or over"),
        ("≥18", "18 or over"),
        ("> 18", "19 or over"),
        ("over 18", "19 or over"),
        ("< 5", "under 5"),
        ("<= 5", "under 6"),
        ("less than 5", "under 5"),
        ("17 or older", "17 or over"),
        ("18 and over", "18 or over"),
        ("18plus", "18 or over"),
        ("18 to 65 years", "18 to 65"),
        ("under 18 years", "under 18"),
        ("18 years or over", "18 or over"),
        ("at least 18", "18 or over"),
        ("between 40 and 79", "40 to 79"),
        ("40 and 79", "40 to 79"),
        ("40", "40 or over, or 40 to 40 for that age alone"),
    ],
)
@pytest.mark.parametrize("behind", ["", " and with BP_COD ever"])
def test_an_age_is_offered_with_the_same_meaning(written: str, better: str, behind: str) -> None:
    text = f"denominator on HYP and aged {written} on year end{behind}"
    (note,) = said(text)
    assert note.help == f"write {better}"
    assert note.fixes == ()
    whole = in_standard_scheme(text)
    assert whole[note.span.start : note.span.end] == written


@pytest.mark.parametrize(
    ("often", "help"),
    [
        ("more than 6", "write at least 7"),
        (">= 6", "write at least 6"),
        ("6 or more", "write at least 6"),
        ("not less than 6", "write at least 6"),
        ("fewer than 6", 'leave out those with more: exclude "So often" when with at least 6 BP_COD in scheme year'),
        ("< 6", 'leave out those with more: exclude "So often" when with at least 6 BP_COD in scheme year'),
        ("at most 6", 'leave out those with more: exclude "So often" when with at least 7 BP_COD in scheme year'),
        ("between 2 and 6", 'leave out those with more: exclude "So often" when with at least 7 BP_COD in scheme year'),
        ("no", "write: without BP_COD in scheme year"),
    ],
)
@pytest.mark.parametrize("behind", ["", " and female"])
def test_a_number_of_events_is_offered_as_a_least_number(often: str, help: str, behind: str) -> None:
    (note,) = said(f"numerator with {often} BP_COD in scheme year{behind}")
    assert note.help == help
    assert note.fixes == ()


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        (">=", "is at least"),
        ("≥", "is at least"),
        ("<=", "is at most"),
        ("≤", "is at most"),
        (">", "is more than"),
        ("<", "is under"),
        ("=", "is at most, at least, under or more than"),
    ],
)
@pytest.mark.parametrize("verb", ["is ", ""])
def test_a_sign_that_compares_is_given_its_own_words(sign: str, words: str, verb: str) -> None:
    text = f"numerator latest BP_COD in scheme year {verb}{sign} 140/90"
    (note,) = said(text)
    assert note.help == f"say: {words}"
    assert in_standard_scheme(text)[note.span.start : note.span.end] == sign


@pytest.mark.parametrize(
    ("line", "helps"),
    [
        ("pays 12 points from 0.45 to 0.75", ["if 45% is meant, write 45%", "if 75% is meant, write 75%"]),
        ("pays 12 points from 45 to 75", ["if a share is meant, write 45%", "if a share is meant, write 75%"]),
        ("pays 12 points between 40% and 75%", ["write both ends with 'to': from 40% to 75%"]),
        ("pays 12 points from 70% to 85% (GUESS)", ["write [GUESS]"]),
        ("numerator latest BP_COD in scheme year is at least 35 kg/m²", ["write kg/m2"]),
        ("numerator latest BP_COD in scheme year is at least 58 mmol/Mol", ["write mmol/mol"]),
        ("numerator latest BP_COD in scheme year is at least 58 mmol", ["write mmol/mol or mmol/L"]),
        (
            "numerator latest BP_COD in scheme year is at least 35",
            ["write 35 with its unit, as the list declares it"],
        ),
        (
            "numerator latest BP_COD in scheme year is between 48 and 58 mmol/mol",
            ["write two conditions joined with 'and', one is at least 48 mmol/mol and one is at most 58 mmol/mol"],
        ),
        ("numerator with 2 BP_COD in scheme year, at least 28 days apart", ["write 'at least' before it"]),
        ("numerator with BP_COD in the scheme year", ["leave out 'the': write in scheme year"]),
        ("denominator on HYP and not with BP_COD ever and female", ["write: without BP_COD ever"]),
        ("denominator on HYP // draft", ["write # in place of the marks before it"]),
        ('codes BP COD from synthetic file "codes/bp.csv" release 2026-04\n  values in mmHg', ["write BP_COD"]),
        ('register DW B "Dry"\n  people on HYP', ["write DW-B"]),
        ("numerator latest BP_COD in scheme year is more than or equal to 140/90", ["write at least"]),
        ("/* draft */", ["write # in place of the marks before it"]),
    ],
)
def test_what_to_write_is_said_in_the_authors_figures(line: str, helps: list[str]) -> None:
    notes = said(line)
    assert [note.help for note in notes] == helps
    assert all(fix.applicability is not Applicability.MACHINE for note in notes for fix in note.fixes)


def test_a_share_below_one_is_never_offered_a_fix() -> None:
    assert [note.fixes for note in said("pays 12 points from 0.45 to 0.75")] == [(), ()]


def test_who_are_is_left_out() -> None:
    (note,) = said('register R "R"\n  people who are aged 18 or over on year end')
    assert note.help.startswith("leave out 'who are'")


@pytest.mark.parametrize("word", ["women", "men", "girls", "boys"])
def test_women_and_men_are_female_and_male(word: str) -> None:
    (note,) = said(f"denominator {word} and on HYP")
    assert ("write female" if word in ("women", "girls") else "write male") in note.help


@pytest.mark.parametrize("mark", ["•", "*", ""])
def test_a_step_with_another_mark_is_one_message_and_is_read(mark: str) -> None:
    notes = said(f"pays by ladder\n  {mark} from 85% up to 90% £400\n  {mark} from 90% £900")
    assert len(notes) == 2
    assert all(note.help.startswith("write -") for note in notes)


@pytest.mark.parametrize(
    "lines",
    [
        'indicator DW 2 "Two"\n  denominator on HYP\n  numerator with BP_COD in scheme year\n  pays nothing\n'
        'example "A" for DW-2\n  patient born 3 May 1961\n    has HYP_COD on 11 February 2015\n  expect in denominator',
        'codes ADVICE COD from synthetic file "codes/advice.csv" release 2026-04\n\nindicator ADVICE "Advice given"\n'
        "  denominator on HYP\n  numerator with ADVICE_COD in scheme year\n  pays nothing",
        "runs 1 April 2026 to 31 March 2025\n> All is paid by {year end}.\n",
        "runs soon\n> All is paid by {year end}.\n",
        'register ADULTS "Adults"\n  adults\n\nindicator ON "On it"\n  denominator on ADULTS\n'
        "  numerator with BP_COD in scheme year\n  pays nothing",
        'indicator X-1 "One"\n  denominator on HYP\n  hello\n  numerator with BP_COD in scheme year\n  pays nothing',
        "> One.\n{amount}, in two parts.",
        "denominator on HYP // draft",
    ],
)
def test_a_slip_has_no_consequences(lines: str) -> None:
    assert len(heavy(lines)) == 1


def test_a_name_meant_by_a_misspelt_one_is_not_unused() -> None:
    lines = (
        'codes ADVICE_COD from synthetic file "codes/advice.csv" release 2026-04\n\nindicator ADVICE "Advice given"\n'
        "  denominator on HYP\n  numerator with ADVISE_COD in scheme year\n  pays nothing"
    )
    assert heavy(lines) == ["N200"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kg/m²", ("kg/m2",)),
        ("KG/M2", ("kg/m2",)),
        ("µmol/l", ("umol/L",)),
        ("mmhg", ("mmHg",)),
        ("mm/Hg", ("mmHg",)),
        ("ml", ("mL/min",)),
        ("mmol", ("mmol/mol", "mmol/L")),
        ("stone", ()),
    ],
)
def test_a_unit_is_known_by_its_spelling(written: str, meant: tuple[str, ...]) -> None:
    assert meant_units(written) == meant


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f"])
@pytest.mark.parametrize("line", ["> Read the {}latest.", "numerator with BP_COD ever # {}x", "budget {}£500"])
def test_a_character_that_turns_the_text_is_told_and_taken_out(mark: str, line: str) -> None:
    text = in_standard_scheme(line.format(mark))
    (note,) = parse(SourceFile.from_text("turned.scheme", text)).notes
    assert note.code == "S116"
    (fix,) = note.fixes
    assert text[fix.span.start : fix.span.end] == mark


PLAN = """\
payment PLAN "Improvement plan"
  pays £500
  when practice has submitted "Improvement plan" by 30 June 2026

example "Plan in time" for PLAN
  practice of 10,000 patients
    has submitted "Improvment plan" on 12 May 2026
  expect £0
"""


def test_a_submission_that_nobody_asks_for_is_told() -> None:
    (note,) = [note for note in diagnose(in_standard_scheme(PLAN), {}) if note.code == "X717"]
    assert note.help == 'write "Improvement plan"'


def test_a_submission_is_not_told_of_where_the_line_that_asks_was_not_read() -> None:
    assert heavy(PLAN.replace("by 30 June", "befor 30 June")) == ["S100"]


@pytest.mark.parametrize(
    ("reading", "codes"), [("30/15", ["X718"]), ("300/201", ["X718"]), ("300/200", []), ("40/20", [])]
)
def test_a_reading_outside_the_plausible_range_is_told(reading: str, codes: list[str]) -> None:
    lines = (
        'example "At the edge" for BP-1\n  patient born 3 May 1961\n    has HYP_COD on 11 February 2015\n'
        f"    has BP_COD {reading} on 10 March 2027\n  expect in denominator"
    )
    assert heavy(lines) == codes


def test_a_story_of_a_reading_that_does_not_count_beside_one_that_does_is_meant() -> None:
    lines = (
        'example "Not used" for BP-1\n  patient born 3 May 1961\n    has HYP_COD on 11 February 2015\n'
        "    has BP_COD 130/80 on 9 March 2027\n    has BP_COD 14/8 on 10 March 2027\n  expect in numerator"
    )
    assert heavy(lines) == []


def test_what_is_said_often_is_told_once() -> None:
    register = 'register OLD "Old"\n  people ' + " and ".join(["on HYP"] * 50)
    assert heavy(
        f'{register}\nindicator OLD-1 "Old"\n  denominator on OLD\n  numerator with BP_COD ever\n  pays nothing'
    ) == ["T273"]


def test_a_workbook_is_to_be_saved_as_csv() -> None:
    line = 'codes BP_COD from synthetic file "codes/bp.xlsx" release 2026-04\n  values in mmHg'
    (note,) = [note for note in diagnose(in_standard_scheme(line), {}) if note.code == "C283"]
    assert '"codes/bp.csv"' in note.help


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("codes/pb.csv", 'did you mean "codes/bp.csv"?'),
        ("code/BP.CSV", 'did you mean "codes/bp.csv"?'),
        ("codes/hba1.csv", 'did you mean "codes/hba1c.csv"?'),
        ("lists/pressure.csv", "write its path as it is from the scheme's own folder, with /"),
    ],
)
def test_a_file_that_is_not_there_is_sought_among_those_that_are(written: str, meant: str) -> None:
    line = f'codes BP_COD from synthetic file "{written}" release 2026-04\n  values in mmHg'
    (note,) = [note for note in diagnose(in_standard_scheme(line), {}) if note.code == "C283"]
    assert note.help == meant


def test_a_name_that_begins_with_a_figure_is_told_once() -> None:
    lines = (
        'register 3HYP "High"\n  people with HYP_COD ever\nindicator X-1 "X"\n  denominator on 3HYP\n'
        "  numerator with BP_COD in scheme year and not on 3HYP\n  pays nothing"
    )
    assert heavy(lines) == ["S103"]
    (note,) = said(lines)
    assert note.title == "'3HYP' is no name: a name begins with a letter"
    assert "HYP-3" in note.help


@pytest.mark.parametrize("mark", ["", "•"])
def test_a_step_without_dash_and_from_is_one_message(mark: str) -> None:
    (note,) = said(f"pays by ladder\n  - from 70% up to 85% £400\n  {mark} 85% up to 90% £600\n  - from 90% £900")
    assert note.code == "S109"
    assert note.help == f"write - from {'in place of ' if mark else 'before '}{chr(39)}{mark or '85%'}{chr(39)}"
