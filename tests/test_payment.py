"""The payment rules: they hold to their schema, and whoever pays from them pays the same to the penny."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import jsonschema
import payer
import pytest
from checkout import ROOT, files
from conftest import Golden
from dossiers import COMPILER, PATHS, dossier
from hypothesis import HealthCheck, given, settings
from strategies_practices import settlements

from dsl.model.checked import CheckedScheme
from dsl.model.operators import OPERATORS, Family
from dsl.model.pay import Uplift
from dsl.model.scheme import Scheme
from dsl.run.counts import PracticeCounts, PracticeInputs
from dsl.run.facts import lists_wanted
from dsl.run.pay import pay
from dsl.run.when import When
from targets.kit.target import Dossier
from targets.payment import TARGET, schema
from targets.payment.rules import exact, rules

SPECS = [pytest.param(str(path), id=path.stem) for path in PATHS]
TEMPLATES = [path for path in files(ROOT / "targets") if path.suffix == ".j2"]
DRAWN = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


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


def test_no_instalment_is_of_what_is_not_rounded() -> None:
    document = json.loads(TARGET.files(dossier(PATHS[0]))["rules.json"])
    document["rounding"]["at"] = "total"
    assert not any(clause["instalments"] for clause in document["clauses"])
    assert not list(validator().iter_errors(document))
    document["clauses"][0]["instalments"] = [{"on": "2010-03-31", "share": "1"}]

    assert list(validator().iter_errors(document))


@pytest.mark.parametrize(
    ("value", "text"), [(Fraction(7, 10), "0.7"), (Fraction(5891), "5891"), (Fraction(1, 3), "1/3"), (Fraction(0), "0")]
)
def test_numbers_are_exact(value: Fraction, text: str) -> None:
    assert exact(value) == text
    assert Fraction(exact(value)) == value


def as_told(scheme: Scheme, given: PracticeInputs, counts: PracticeCounts, when: When) -> payer.Practice:
    return payer.Practice(
        given.practice,
        {count.indicator: (count.numerator, count.denominator) for count in counts.indicators},
        dict(counts.registers),
        {(each.kind.value, each.on.isoformat()): each.size for each in given.lists},
        {what: min(on for name, on in given.submitted if name == what).isoformat() for what, _ in given.submitted},
        when.reference.isoformat(),
        {count.item: list(count.quarters) for count in counts.items},
        {
            (item.code, uplift.title): list(raised)
            for item, count in zip(scheme.items, counts.items, strict=True)
            for uplift, raised in zip(item.uplifts, count.raised, strict=True)
        },
        [
            (each.clause, each.on.isoformat(), None if each.ended is None else each.ended.isoformat())
            for each in given.signed_up or ()
        ],
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
    paid = payer.pay(document, [as_told(checked.scheme, *pair, when) for pair in zip(given, counts, strict=True)])

    assert not settled.problems
    for statement in settled.statements:
        theirs = paid[statement.practice]
        assert {line.code: line.pounds for line in statement.lines} == theirs.clauses
        assert {line.code: [due.pounds for due in line.instalments] for line in statement.lines} == theirs.instalments
        assert statement.total == theirs.total


def test_whoever_reads_the_rules_pays_the_same_to_the_penny() -> None:
    check_others_pay_the_same()

    assert set(payer.FORMS) == FORMS, "a form was never drawn"
    assert len(payer.FORMS) == len([row for row in OPERATORS if row.family is Family.PAY and row.node is not Uplift])


@pytest.mark.parametrize("path", SPECS)
def test_the_inputs_named_are_those_that_pay_asks_for(path: str) -> None:
    checked = dossier(path).checked
    needed = rules(dossier(path))["inputs"]
    assert isinstance(needed, dict)

    asked = [{"kind": kind.value, "on": on.isoformat()} for kind, on in lists_wanted(checked.scheme)]
    assert needed["lists"] == asked
    assert needed["items"] == [item.code for item in checked.scheme.items]
    assert needed["sign_ups"] == [clause.code for clause in checked.scheme.paying if clause.sign_up]
    assert needed["counts"] == [indicator.code for indicator in checked.scheme.indicators]
    assert {each["what"] for each in needed["submissions"]} == {
        wanted.what for payment in checked.scheme.payments for wanted in payment.conditions
    }
