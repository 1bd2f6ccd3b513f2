"""What every target holds to: found by looking, the same each time, no logic in templates; and the payment rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

import jsonschema
import made
import payer
import pytest
from checkout import ROOT, files
from conftest import Golden
from dossiers import COMPILER, PATHS, dossier
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError, nodes
from strategies import runs, schemes

from dsl.model.checked import CheckedScheme
from dsl.model.operators import OPERATORS, Family
from dsl.model.pay import PerPatientAchieved, PointsOnRange
from dsl.run.counts import IndicatorCount, ListSize, PracticeCounts, PracticeInputs
from dsl.run.facts import lists_wanted
from dsl.run.pay import pay
from dsl.run.when import When
from targets import discover
from targets.kit import figures, jinja
from targets.kit.dossier import assemble
from targets.kit.target import Dossier
from targets.payment import TARGET, schema
from targets.payment.rules import exact, rules

SPECS = [pytest.param(str(path), id=path.stem) for path in PATHS]
TEMPLATES = [path for path in files(ROOT / "targets") if path.suffix == ".j2"]
DRAWN = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
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


# The payment rules


@pytest.mark.parametrize("path", SPECS)
def test_the_rules_of_a_spec_are_as_agreed(path: str, golden: Golden) -> None:
    files_made = TARGET.files(dossier(path))

    golden(f"{dossier(path).checked.scheme.code}/rules.json", files_made["rules.json"].decode())
    assert files_made["rules.schema.json"] == schema()


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json.loads(schema()), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


@pytest.mark.parametrize("path", SPECS)
def test_the_rules_of_a_spec_hold_to_their_schema(path: str) -> None:
    document = json.loads(TARGET.files(dossier(path))["rules.json"])

    assert not list(validator().iter_errors(document))
    assert len(document["clauses"]) >= 1


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def test_the_schema_is_strict_and_says_what_everything_means() -> None:
    published = json.loads(schema())
    jsonschema.Draft202012Validator.check_schema(published)

    closed = [each for each in objects(published) if each.get("type") == "object"]
    for each in closed:
        assert each["additionalProperties"] is False
        assert set(each["required"]) == set(each["properties"])
        assert all(property["description"] for property in each["properties"].values())
    assert len(closed) >= 20
    assert all(definition["description"] for definition in published["$defs"].values())
    used = {each["$ref"].removeprefix("#/$defs/") for each in objects(published) if isinstance(each.get("$ref"), str)}
    assert used == set(published["$defs"])


@pytest.mark.parametrize(
    ("where", "what"),
    [
        (("surprise",), 1),
        (("clauses", 0, "pay", "lower"), 0.7),
        (("clauses", 0, "pay", "lower"), "70%"),
        (("clauses", 0, "pay", "form"), "formula"),
        (("clauses", 0, "pay", "extra"), "1"),
        (("rounding", "way"), "to even"),
        (("point_value", "each", "pounds"), "-1"),
        (("scheme", "first_day"), "1 April 2009"),
        (("sources", 0, "standing"), "certain"),
    ],
)
def test_the_schema_refuses_what_is_not_meant(where: tuple[str | int, ...], what: object) -> None:
    document = json.loads(TARGET.files(dossier(str(PATHS[0])))["rules.json"])
    inside: Any = document
    for key in where[:-1]:
        inside = inside[key]
    inside[where[-1]] = what

    assert list(validator().iter_errors(document))


@pytest.mark.parametrize(
    ("value", "text"), [(Fraction(7, 10), "0.7"), (Fraction(5891), "5891"), (Fraction(1, 3), "1/3"), (Fraction(0), "0")]
)
def test_numbers_are_exact(value: Fraction, text: str) -> None:
    assert exact(value) == text
    assert Fraction(exact(value)) == value


PRACTICES = ("A1", "B2", "C3")


@st.composite
def inputs(draw: st.DrawFn, checked: CheckedScheme) -> tuple[PracticeInputs, PracticeCounts]:
    """One practice that has joined, with everything the scheme asks for."""
    scheme = checked.scheme
    population = draw(st.integers(0, 3000))
    sizes = st.one_of(st.integers(1, 20_000).map(Fraction), st.integers(1, 10**6).map(lambda n: Fraction(n, 100)))
    lists = tuple(ListSize(kind, on, draw(sizes)) for kind, on in lists_wanted(scheme))
    days = st.sampled_from((scheme.first_day, scheme.last_day, date(scheme.last_day.year + 1, 1, 1)))
    submitted = tuple(("Plan", draw(days)) for _ in range(draw(st.integers(0, 2))))
    counts = []
    for indicator in scheme.indicators:
        denominator = draw(st.one_of(st.just(0), st.integers(0, population)))
        numerator = draw(st.integers(0, denominator))
        nobody = (0,) * len(indicator.exclusions), (0,) * len(indicator.adjustments)
        counts.append(IndicatorCount(indicator.code, denominator, *nobody, denominator, numerator))
    registers = tuple((register.name, draw(st.integers(0, population))) for register in scheme.registers)
    given = PracticeInputs("", "", date(2000, 1, 1), None, lists, submitted)
    return given, PracticeCounts("", population, registers, tuple(counts))


@st.composite
def settlements(draw: st.DrawFn) -> tuple[CheckedScheme, When, list[PracticeInputs], list[PracticeCounts]]:
    checked = draw(schemes())
    when = draw(runs(checked))
    drawn = [(name, *draw(inputs(checked))) for name in PRACTICES[: draw(st.integers(1, 3))]]
    return (
        checked,
        when,
        [PracticeInputs(name, name, date(2000, 1, 1), None, i.lists, i.submitted) for name, i, _ in drawn],
        [PracticeCounts(name, c.population, c.registers, c.indicators) for name, _, c in drawn],
    )


def as_told(given: PracticeInputs, counts: PracticeCounts, when: When) -> payer.Practice:
    return payer.Practice(
        given.practice,
        {count.indicator: (count.numerator, count.denominator) for count in counts.indicators},
        dict(counts.registers),
        {(each.kind.value, each.on.isoformat()): each.size for each in given.lists},
        {what: min(on for name, on in given.submitted if name == what).isoformat() for what, _ in given.submitted},
        when.reference.isoformat(),
    )


FORMS: set[str] = set()


@DRAWN
@given(settlements())
def check_others_pay_the_same(
    drawn: tuple[CheckedScheme, When, list[PracticeInputs], list[PracticeCounts]],
) -> None:
    checked, when, given, counts = drawn
    document = json.loads(TARGET.files(Dossier(checked, COMPILER))["rules.json"])
    assert not list(validator().iter_errors(document))
    FORMS.update(clause["pay"]["form"] for clause in document["clauses"])

    settled = pay(checked, given, counts, when)
    paid = payer.pay(document, [as_told(*pair, when) for pair in zip(given, counts, strict=True)])

    assert not settled.problems
    for statement in settled.statements:
        theirs = paid[statement.practice]
        assert {line.code: line.pounds for line in statement.lines} == theirs.clauses
        assert {line.code: [due.pounds for due in line.instalments] for line in statement.lines} == theirs.instalments
        assert statement.total == theirs.total


def test_whoever_reads_the_rules_pays_the_same_to_the_penny() -> None:
    check_others_pay_the_same()

    assert set(payer.FORMS) == FORMS, "a form was never drawn"
    assert len(payer.FORMS) == len([row for row in OPERATORS if row.family is Family.PAY])


@pytest.mark.parametrize("path", SPECS)
def test_the_inputs_named_are_those_that_pay_asks_for(path: str) -> None:
    checked = dossier(path).checked
    needed = rules(dossier(path))["inputs"]
    assert isinstance(needed, dict)

    asked = [{"kind": kind.value, "on": on.isoformat()} for kind, on in lists_wanted(checked.scheme)]
    assert needed["lists"] == asked
    assert needed["counts"] == [indicator.code for indicator in checked.scheme.indicators]
    assert {each["what"] for each in needed["submissions"]} == {
        wanted.what for payment in checked.scheme.payments for wanted in payment.conditions
    }


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


def test_a_scheme_that_pays_each_patient_without_limit_has_no_most() -> None:
    endless = made.scheme(indicators=(made.indicator("BP", PerPatientAchieved(Fraction(20))),))

    most = assemble(endless, COMPILER).most

    assert most is not None
    assert most.total is None
    assert most.by_clause == (("BP", None),)


@pytest.mark.parametrize("path", SPECS)
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


@pytest.mark.parametrize("path", SPECS)
def test_every_example_of_a_spec_comes_out(path: str) -> None:
    told = dossier(path).stories

    assert [result.example for result in told] == list(dossier(path).checked.scheme.examples)
    assert all(result.passed for result in told)
    assert told
