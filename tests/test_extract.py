"""The extraction query as text and as a tree: safe, steady, readable, and each table of the records read once."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256

import duckdb
import pytest
import sqlglot
from checkout import ROOT
from conftest import Golden
from dossiers import COMPILER, PATHS, dossier
from hypothesis import HealthCheck, given, settings
from in_duckdb import engine
from made import BASE, WHEN, event, indicator, person, scheme
from sqlglot import exp
from strategies import schemes

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model.checked import CheckedScheme
from dsl.model.counting import Beside, Counting, Near
from dsl.model.measures import Code, CodeList, CodeSystem, Item, Reason, Register
from dsl.model.pay import PerItem, Uplift
from targets.extract import query

EVER = d.Ever()
SOURCES = {"practices", "patients", "registrations", "events"}
HOSTILE = (
    "'; DROP TABLE events; --",
    '"; DELETE FROM people; --',
    "SELECT",
    "on HYP",
    "people",
    "O'Brien \\' \\",
    "first line\nDROP TABLE events;",
    "two\r\nlines\u2028three\x85four",
    "*/ DROP TABLE events; /*",
    "{{ 7 * 7 }} {% raw %}",
    "$1 %s ? :name",
    "naïve — \u202eΩ≤≥ 漢字 🩺",
)
"""What an author might write, or somebody who means harm."""


def test_the_query_of_the_first_scheme_is_as_it_was_read(golden: Golden) -> None:
    golden("HF-QOFPLUS/duckdb.sql", query(dossier(str(PATHS[0])).checked, COMPILER))


def tables_read(text: str) -> Counter[str]:
    """How often each table is read in a script, steps and kept rows of its own aside."""
    found: Counter[str] = Counter()
    for tree in sqlglot.parse(text, dialect="duckdb"):
        assert tree is not None
        steps = {step.alias for step in tree.find_all(exp.CTE)}
        made = {tree.this.name} if isinstance(tree, exp.Create) else set()
        found.update(table.name for table in tree.find_all(exp.Table) if table.name not in steps | made)
    return found


@pytest.mark.parametrize("path", [pytest.param(str(path), id=path.stem) for path in PATHS])
def test_each_table_of_the_records_is_read_once(path: str) -> None:
    read = tables_read(query(dossier(path).checked, COMPILER))

    assert {name: read[name] for name in SOURCES} == dict.fromkeys(SOURCES, 1)
    kept = {"people", "standing"} | ({"seen"} if dossier(path).checked.scheme.items else set())
    assert set(read) == SOURCES | kept


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(schemes())
def test_no_form_of_the_language_reads_a_table_twice(checked: CheckedScheme) -> None:
    read = tables_read(query(checked, COMPILER))

    assert all(read[name] <= 1 for name in SOURCES)
    assert read["patients"] == 1


def test_a_scheme_that_asks_nothing_of_events_does_not_read_them() -> None:
    adults = scheme(registers=(Register("ADULT", "Adults", c.Aged(18, None, d.YearEnd())),))

    assert "events" not in tables_read(query(adults, COMPILER))


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests'); from dossiers import PATHS, dossier; "
        "from targets.extract import query; from hashlib import sha256; from dossiers import COMPILER; "
        "print(sha256(query(dossier(str(PATHS[0])).checked, COMPILER).encode()).hexdigest())"
    )

    environment = {"PYTHONHASHSEED": "1", "PYTHONPATH": str(ROOT)}
    elsewhere = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert elsewhere.stdout.strip() == sha256(query(dossier(str(PATHS[0])).checked, COMPILER).encode()).hexdigest()


def test_steps_and_comments_speak_as_the_scheme_does() -> None:
    checked = dossier(str(PATHS[0])).checked
    text = query(checked, COMPILER)

    assert COMPILER in text
    for indicator_ in checked.scheme.indicators:
        assert f'"indicator {indicator_.code}" AS (' in text
        assert f"-- {indicator_.code}: {indicator_.title}" in text
    for register in checked.scheme.registers:
        assert f'AS "on {register.name}"' in text
    for codes in checked.scheme.code_lists:
        assert f"--   {codes.name}: release {codes.release}" in text


# Names, titles and codes that look like SQL


def hostile(text: str) -> CheckedScheme:
    """A scheme in which everything an author can name or write is this text."""
    codes = CodeList(text, CodeSystem.SYNTHETIC, text, text, (Code(text, text), Code("plain", text)), "")
    asked = c.WithEvent(text, EVER)
    on = c.OnRegister(text)
    return CheckedScheme(
        replace(
            BASE,
            code=text,
            title=text,
            version=text,
            code_lists=(codes,),
            registers=(Register(text, text, asked), Register(f"{text}2", text, c.AllOf((on, asked)))),
            indicators=(
                replace(
                    indicator(text),
                    title=text,
                    denominator=c.AnyOf((on, c.Everyone())),
                    exclusions=(Reason(text, c.OnRegister(f"{text}2", negated=True)),),
                    adjustments=(Reason(text, c.SexIs(text)),),
                    numerator=c.SexIs("female"),
                ),
            ),
            items=(
                Item(
                    f"{text}3",
                    text,
                    on,
                    Counting(text, only_with=(Beside(text, Near.DAY),), once=d.Length(12, "months")),
                    PerItem(Fraction(1)),
                    uplifts=(Uplift(text, Fraction(1), on),),
                ),
            ),
        )
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_an_author_writes_becomes_sql(text: str) -> None:
    checked = hostile(text)
    patients = (
        person(event(text, date(2009, 5, 1)), id=text),
        person(event("plain", date(2009, 5, 1)), id="man", sex="male"),
        person(event("other", date(2009, 5, 1)), id="other"),
    )

    with engine(patients, ["P1", text]) as duck:
        found = duck.extract(checked, WHEN)
        with_patients, without = (next(each for each in found.counts() if each.practice == p) for p in ("P1", text))
        outstanding = list(found.work_list())
        there = {name for (name,) in duck.ask("SELECT table_name FROM duckdb_tables()", {}, [])}

    assert with_patients.registers == ((text, 2), (f"{text}2", 2))
    (count,) = with_patients.indicators
    assert (count.eligible, count.excluded, count.adjusted, count.denominator, count.numerator) == (3, (1,), (0,), 2, 1)
    assert without.population == 0
    assert outstanding == [("P1", text, text, "man")]
    assert there >= SOURCES


@pytest.mark.parametrize("text", HOSTILE)
def test_no_comment_ends_before_its_line(text: str) -> None:
    script = query(hostile(text), COMPILER)
    statements = sqlglot.parse(script, dialect="duckdb")

    assert len(statements) == 9
    assert not any(isinstance(each, exp.Drop | exp.Delete | exp.Command) for each in statements)
    assert script.splitlines() == script.split("\n")[:-1] or "\n" in text or "\r" in text


# The file as an analyst runs it


def run_as_a_file(script: str, connection: duckdb.DuckDBPyConnection) -> list[list[tuple[object, ...]]]:
    """The rows of each statement that gives any."""
    given = []
    for statement in connection.extract_statements(script):
        connection.execute(statement)
        if statement.type == duckdb.StatementType.SELECT:
            given.append(connection.fetchall())
    return given


ASKED = c.WithEvent("A_COD", d.InBefore(d.Length(1, "months"), d.YearEnd()))
MEASURED = scheme(indicators=(indicator("I-1", numerator=ASKED),))
PEOPLE = (
    person(event("SYN-A-1", date(2010, 3, 20)), id="late"),
    person(event("SYN-A-1", date(2009, 10, 20)), id="early"),
)


def numerators(before: str) -> Iterator[object]:
    with engine(PEOPLE, ["P1", "P2"]) as duck:
        duck.connection.execute(before)
        counts, work_list = run_as_a_file(query(MEASURED, COMPILER), duck.connection)
        assert len(counts) == 2 * 4
        yield from (row[-1] for row in counts if row[0] == "P1" and row[4] == "numerator")
        yield [row[-1] for row in work_list]


def test_the_file_runs_by_itself_on_the_last_day_of_the_scheme() -> None:
    assert list(numerators("SELECT 1")) == [1, ["early"]]


def test_the_reference_date_and_the_clock_are_set_from_outside() -> None:
    in_autumn = "SET VARIABLE reference_date = DATE '2009-10-31';"

    assert list(numerators(in_autumn)) == [0, ["early", "late"]]
    assert list(numerators(f"{in_autumn} SET VARIABLE reporting_clock = 'today'")) == [1, ["late"]]


def test_a_clock_that_is_none_is_refused() -> None:
    with pytest.raises(duckdb.Error, match="neither 'year end' nor 'today'"):
        list(numerators("SET VARIABLE reporting_clock = 'noon'"))


def test_there_is_a_line_for_each_reason_with_its_title() -> None:
    reasons = (Reason("Too new", c.SexIs("male")), Reason("Unwell", c.SexIs("female")))
    checked = scheme(indicators=(indicator("I-1", exclusions=reasons[:1], adjustments=reasons[1:], numerator=ASKED),))

    with engine(PEOPLE, ["P1"]) as duck:
        counts, _ = run_as_a_file(query(checked, COMPILER), duck.connection)

    assert counts == [
        ("P1", "P1", "practice", "", "registered", "", 2),
        ("P1", "P1", "indicator", "I-1", "eligible", "", 2),
        ("P1", "P1", "indicator", "I-1", "excluded 1", "Too new", 0),
        ("P1", "P1", "indicator", "I-1", "adjusted 1", "Unwell", 1),
        ("P1", "P1", "indicator", "I-1", "denominator", "", 1),
        ("P1", "P1", "indicator", "I-1", "numerator", "", 1),
    ]


# A part of a scheme


def test_some_indicators_alone_count_as_they_do_among_all() -> None:
    deep = c.WithEvent("A_COD", EVER)
    registers = (
        Register("INNER", "Inner", deep),
        Register("OUTER", "Outer", c.OnRegister("INNER")),
        Register("ASIDE", "Aside", c.Everyone()),
    )
    indicators = (indicator("I-1", denominator=c.OnRegister("OUTER")), indicator("I-2", numerator=ASKED))
    checked = scheme(registers=registers, indicators=indicators)

    with engine(PEOPLE, ["P1"]) as duck:
        (whole,) = duck.extract(checked, WHEN).counts()
        (part,) = duck.extract(checked, WHEN, only=["I-1"]).counts()

    assert part.indicators == whole.indicators[:1]
    assert part.registers == (("INNER", 2), ("OUTER", 2))
    assert part.population == whole.population


def test_an_item_alone_counts_as_it_does_among_all() -> None:
    on_top = (Uplift("More", Fraction(1), c.OnRegister("ON")),)
    items = (
        Item("X-1", "One", c.Everyone(), Counting("A_COD"), PerItem(Fraction(1)), uplifts=on_top),
        Item("X-2", "Two", c.Everyone(), Counting("B_COD"), PerItem(Fraction(1))),
    )
    registers = (Register("ON", "On", c.WithEvent("A_COD", EVER)), Register("ASIDE", "Aside", c.Everyone()))
    checked = scheme(registers=registers, indicators=(indicator("I-1"),), items=items)

    with engine(PEOPLE, ["P1"]) as duck:
        (whole,) = duck.extract(checked, WHEN).counts()
        (part,) = duck.extract(checked, WHEN, only=["X-1"]).counts()

    assert part.items == whole.items[:1]
    assert sum(part.items[0].raised[0]) > 0
    assert [name for name, _ in part.registers] == ["ON"]
    assert part.indicators == ()


def test_an_indicator_that_is_not_there_is_a_key_error() -> None:
    with engine(PEOPLE, ["P1"]) as duck, pytest.raises(KeyError, match="I-9"):
        duck.extract(MEASURED, WHEN, only=["I-9"])


def test_registers_in_a_circle_are_refused() -> None:
    circle = scheme(registers=(Register("A", "A", c.OnRegister("B")), Register("B", "B", c.OnRegister("A"))))

    with pytest.raises(ValueError, match="circle"):
        query(circle, COMPILER)
