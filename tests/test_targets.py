"""What every target holds to: found by looking, the same each time, no logic in templates; and the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

import made
import pytest
from checkout import ROOT, files
from dossiers import COMPILER, MEASURED, PATHS, dossier
from html_page import Element, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError, nodes
from strategies import runs, schemes
from strategies_practices import inputs

from dsl.model.checked import CheckedScheme
from dsl.model.conditions import AllOf, OnRegister, WithEvent
from dsl.model.days import Ever
from dsl.model.measures import Reason, Register
from dsl.model.pay import (
    Amount,
    Ladder,
    ListKind,
    PerPatientAchieved,
    PointsOnRange,
    PracticeCap,
    Rung,
    SchemeCap,
)
from dsl.run.counts import PracticeCounts, PracticeInputs
from dsl.run.pay import pay
from dsl.run.when import When
from targets import discover
from targets.kit import figures, jinja
from targets.kit.dossier import assemble
from targets.kit.index import Entry, Made, page
from targets.kit.target import Dossier

SPECS = [pytest.param(str(path), id=path.stem) for path in PATHS]
OF_MEASURES = [pytest.param(str(path), id=path.stem) for path in MEASURED]
TEMPLATES = [path for path in files(ROOT / "targets") if path.suffix == ".j2"]
DRAWN = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


# All targets


def test_targets_are_found_by_looking() -> None:
    found = {target.name for target in discover()}

    folders = {path.parent.name for path in files(ROOT / "targets") if path.name == "__init__.py"}
    assert found == folders - {"targets", "kit", "words"} >= {"extract", "guide", "payment"}
    assert all(target.summary for target in discover())


@pytest.mark.parametrize("path", SPECS)
@pytest.mark.parametrize("name", [target.name for target in discover()])
def test_a_target_gives_the_same_bytes_twice(path: str, name: str) -> None:
    target = next(target for target in discover() if target.name == name)
    first = target.files(dossier(path))

    again = target.files(assemble(dossier(path).checked, COMPILER))
    assert first == again
    assert first
    assert all(content for content in first.values())


def parsed(text: str) -> nodes.Template:
    return Environment().parse(text)


def logic(template: nodes.Template) -> Iterator[str]:
    """What decides or works out something: an assignment, arithmetic, a comparison."""
    kinds = (nodes.Assign, nodes.AssignBlock, nodes.BinExpr, nodes.Compare, nodes.UnaryExpr)
    for kind in kinds:
        for node in template.find_all(kind):
            if not isinstance(node, nodes.And | nodes.Or | nodes.Not):
                yield f"line {node.lineno}: {type(node).__name__}"


def literals(template: nodes.Template) -> Iterator[str]:
    for node in template.find_all(nodes.Macro):
        yield f"line {node.lineno}: a macro"
    names = {id(include.template) for include in template.find_all((nodes.Include, nodes.Import, nodes.FromImport))}
    for const in template.find_all(nodes.Const):
        if id(const) not in names:
            yield f"line {const.lineno}: the literal {const.value!r}"


def test_templates_hold_no_logic() -> None:
    for path in TEMPLATES:
        assert not list(logic(parsed(path.read_text()))), path
    assert len(TEMPLATES) >= 10


def test_templates_of_queries_hold_no_literal_either() -> None:
    queries = [path for path in TEMPLATES if not path.name.endswith(".html.j2")]

    for path in queries:
        assert not list(literals(parsed(path.read_text()))), path
    assert queries


@pytest.mark.parametrize(
    "text",
    ["{% set a = 1 %}", "{{ a + b }}", "{{ a > b }}", "{% if a == b %}{% endif %}", "{{ -a }}", "{{ a // b }}"],
)
def test_logic_is_seen(text: str) -> None:
    assert list(logic(parsed(text)))


@pytest.mark.parametrize("text", ["{{ 7 }}", "{{ 'a' | f }}", "{% macro m() %}{% endmacro %}"])
def test_literals_are_seen(text: str) -> None:
    assert list(literals(parsed(text)))


# Figures and templates


def test_figures_are_in_the_nhs_style() -> None:
    assert figures.money(Fraction("12.5")) == "£12.50"
    assert figures.money(Fraction(400)) == "£400"
    assert figures.pence(Fraction(1246)) == "£1,246.00"
    assert figures.percent(Fraction(793, 1000)) == "79.3%"
    assert figures.day(date(2026, 4, 1)) == "1 April 2026"
    assert figures.number(5891) == "5,891"
    assert figures.points(Fraction(1)) == "1 point"
    assert figures.patients(1) == "1 patient"
    assert figures.years(date(2009, 4, 1), date(2010, 3, 31)) == "2009/10"
    assert figures.years(date(2012, 1, 1), date(2012, 12, 31)) == "2012"
    assert figures.unbroken("8 points on 1 April 2026") == "8\u00a0points on 1\u00a0April\u00a02026"


@pytest.mark.parametrize(
    ("filter", "given"),
    [
        ("money", 12.5),
        ("money", 12),
        ("money", "12"),
        ("percent", 0.7),
        ("day", "2026-04-01"),
        ("number", True),
        ("number", 1.5),
        ("points", 8),
    ],
)
def test_a_filter_takes_its_own_type_only(filter: str, given: object) -> None:
    with pytest.raises(TypeError, match="wanted"):
        jinja.FILTERS[filter](given)


def test_no_figure_is_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        figures.money(Fraction(-1))


def test_a_template_that_asks_for_what_is_not_there_is_an_error() -> None:
    environment = jinja.environment("targets.kit")

    assert environment.undefined is StrictUndefined
    with pytest.raises(UndefinedError):
        environment.from_string("{{ missing.figure }}").render()


def test_html_is_escaped_by_the_name_of_its_template() -> None:
    autoescape = jinja.environment("targets.kit").autoescape

    assert callable(autoescape)
    assert autoescape("page.html.j2")
    assert autoescape("sections/about.html.j2")
    assert not autoescape("scheme.sql.j2")
    assert not autoescape("page.css")


# The dossier


@st.composite
def like_the_best(draw: st.DrawFn) -> tuple[Dossier, When, PracticeInputs, PracticeCounts]:
    """A practice of the list and the prevalence of the best one, that achieves what it will."""
    checked = draw(schemes())
    filled = assemble(checked, COMPILER)
    assert filled.most is not None
    size = filled.most.size
    given, counts = draw(inputs(checked))
    expected = {register.name: register.average_prevalence or 0 for register in checked.scheme.registers}
    registers = tuple((name, floor(share * size)) for name, share in expected.items())
    lists = tuple(replace(each, size=size) for each in given.lists)
    factors = tuple((name, Fraction(1)) for name in expected)
    return (
        filled,
        draw(runs(checked)),
        replace(given, lists=lists, factors=factors),
        replace(counts, population=max(counts.population, floor(size)), registers=registers),
    )


REACHED: set[bool] = set()


@settings(DRAWN, max_examples=25)
@given(like_the_best())
def check_nobody_earns_more(drawn: tuple[Dossier, When, PracticeInputs, PracticeCounts]) -> None:
    filled, when, given, counts = drawn
    assert filled.most is not None
    best = dict(filled.most.by_clause)

    settled = pay(filled.checked, [given], [counts], when)

    assert not settled.problems
    for line in settled.statements[0].lines:
        most = best[line.code]
        assert most is None or line.pounds <= most
        REACHED.add(most is not None and 0 < line.pounds == most)
    assert filled.most.total is None or settled.statements[0].total <= filled.most.total


def test_no_practice_of_that_list_earns_more_than_the_most() -> None:
    check_nobody_earns_more()

    assert True in REACHED, "the most was never earned"


ENDLESS = made.indicator("BP", PerPatientAchieved(Fraction(20)))


@pytest.mark.parametrize(
    ("caps", "most"),
    [
        ({"practice_caps": (PracticeCap(Fraction(950), None, None, "BP"),)}, (Fraction(950), Fraction(950), False)),
        ({"practice_caps": (PracticeCap(Fraction(950), None, None, None),)}, (None, Fraction(950), True)),
        ({"practice_caps": (PracticeCap(Fraction(2), ListKind.REGISTERED, None, None),)}, (None, 2 * 5891, True)),
        ({"scheme_cap": SchemeCap(Fraction(90_000))}, (None, Fraction(90_000), True)),
    ],
)
def test_a_limit_is_the_most_where_pay_has_none(caps: dict[str, Any], most: tuple[object, ...]) -> None:
    found = assemble(made.scheme(indicators=(ENDLESS,), **caps), COMPILER).most

    assert found is not None
    assert (dict(found.by_clause)["BP"], found.total, found.held) == most


def test_a_scheme_that_pays_each_patient_without_limit_has_no_most() -> None:
    most = assemble(made.scheme(indicators=(ENDLESS,)), COMPILER).most

    assert most is not None
    assert most.total is None
    assert most.by_clause == (("BP", None),)


@pytest.mark.parametrize("path", OF_MEASURES)
def test_the_worked_example_shows_success_failure_and_a_threshold(path: str) -> None:
    worked = dossier(path).worked
    assert worked is not None
    lines = [line for line in worked.statement.lines if line.achievement is not None]

    assert any(line.pounds > 0 for line in lines)
    assert any(line.pounds == 0 for line in lines)
    lower = {i.code: i.pay.lower for i in dossier(path).checked.scheme.indicators if isinstance(i.pay, PointsOnRange)}
    assert any(line.achievement == lower.get(line.code) for line in lines)
    assert (
        worked.statement.total
        == pay(
            dossier(path).checked, [worked.inputs], [worked.counts], When(dossier(path).checked.scheme.last_day)
        ).total
    )


AGREED = {"register": 0, "edge": 0}


@DRAWN
@given(schemes())
def check_the_example_hangs_together(checked: CheckedScheme) -> None:
    worked = assemble(checked, COMPILER).worked
    assert worked is not None
    registers = dict(worked.counts.registers)
    for indicator, count in zip(checked.scheme.indicators, worked.counts.indicators, strict=True):
        on = indicator.denominator
        assert count.eligible <= worked.counts.population
        if isinstance(on, OnRegister) and not on.negated:
            assert count.eligible == registers[on.register]
            AGREED["register"] += 1
        if isinstance(on, AllOf):
            wider = [registers[part.register] for part in on.parts if isinstance(part, OnRegister) and not part.negated]
            assert all(count.eligible <= size for size in wider)
    for edge in worked.edges:
        line = worked.statement.line(edge.code)
        assert line.numerator is not None
        assert edge.numerator == line.numerator + (1 if edge.more else -1)
        AGREED["edge"] += 1


def test_the_example_hangs_together() -> None:
    check_the_example_hangs_together()

    assert all(AGREED.values()), AGREED


HALF = PointsOnRange(*map(Fraction, ("4", "0.6", "0.9")))
LADDER = Ladder(
    (
        Rung(Fraction("0.85"), Fraction("0.9"), Amount(pounds=Fraction(250))),
        Rung(Fraction("0.9"), Fraction("0.95"), Amount(pounds=Fraction(600))),
        Rung(Fraction("0.95"), None, Amount(pounds=Fraction(1100))),
    )
)


def test_the_first_of_each_form_earns_something_and_one_patient_matters() -> None:
    reason = (Reason("Declined", WithEvent("A_COD", Ever())),)
    range_of = made.indicator("A", HALF, denominator=OnRegister("R"))
    steps = made.indicator("B", LADDER, denominator=OnRegister("R"), adjustments=reason)
    register = Register("R", "People", WithEvent("A_COD", Ever()), Fraction("0.1"))

    worked = assemble(made.scheme(registers=(register,), indicators=(range_of, steps)), COMPILER).worked

    assert worked is not None
    first, second = worked.statement.lines
    assert first.achievement is not None
    assert HALF.lower < first.achievement < HALF.upper
    assert first.pounds > 0
    assert (second.achievement, second.pounds) == (Fraction("0.9"), 600)
    assert [(edge.code, edge.more) for edge in worked.edges] == [("A", False), ("B", False)]
    assert worked.edges[1].pounds == 250
    assert {count.eligible for count in worked.counts.indicators} == {dict(worked.counts.registers)["R"]}


@pytest.mark.parametrize("path", SPECS)
def test_every_example_of_a_spec_comes_out(path: str) -> None:
    told = dossier(path).stories

    assert [result.example for result in told] == list(dossier(path).checked.scheme.examples)
    assert all(result.passed for result in told)
    assert told


# The index


def index_of(title: str) -> Element:
    entry = Entry(
        "A-1",
        title,
        "1.0",
        date(2009, 4, 1),
        date(2010, 3, 31),
        "illustrative",
        "A-1/guide/index.html",
        (Made("the JSON", ("A-1/payment/rules.json", "A-1/payment/rules.schema.json")),),
    )
    return read(page([entry]))


def test_the_index_leads_to_everything() -> None:
    root = index_of("A scheme")

    links = [link.attributes["href"] for link in root.all("a")]
    assert links == ["#main", "A-1/guide/index.html", "A-1/payment/rules.json", "A-1/payment/rules.schema.json"]
    assert [each.name for each in root.all("h1", "h2", "h3", "h4")] == ["h1", "h2", "h3"]
    assert "The JSON" in root.text
    assert "1 April 2009 to 31 March 2010" in root.text
    assert [tag.text for tag in root.of_class("tag")] == ["illustrative"]


def test_the_index_shows_a_hostile_title_as_text() -> None:
    title = "<script>alert(1)</script>\"'</h2>"

    assert index_of(title).one("h2").text == title
    assert not list(index_of(title).all("script"))


def test_an_index_of_nothing_says_so() -> None:
    assert "No scheme has been built here yet." in read(page([])).one("main").text
