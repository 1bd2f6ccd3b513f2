"""All rules, found by looking, and the visa for a scheme in which none finds an error."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from dsl.check.rule import Rule
from dsl.model.checked import CheckedScheme
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import in_order
from dsl.report.outcome import Outcome
from dsl.report.pages import kinds_in


@cache
def rules() -> tuple[Rule, ...]:
    """One of each rule, sorted by code."""
    found = kinds_in((import_module("dsl.check"),))
    return tuple(kind() for kind in found if issubclass(kind, Rule))


def check(scheme: Scheme) -> Outcome[CheckedScheme]:
    """A checked scheme, if no rule finds an error, with all that the rules say.

    Whoever resolved the scheme keeps to itself whether that went without errors: a scheme that did not is given here
    for its diagnostics only.
    """
    found = in_order(note for rule in rules() for note in rule.find(scheme))
    outcome = Outcome(CheckedScheme(scheme), found)
    return Outcome(None, found) if outcome.has_errors else outcome
