"""A diagnostic's own words, in the order they are read, for forms that have one place for them all."""

from __future__ import annotations

from dsl.report.diagnostic import Diagnostic
from dsl.report.visible import visible


def said(diagnostic: Diagnostic) -> tuple[str, ...]:
    """What is wrong, why, an example and what to do: a line each; what is not said is left out."""
    parts = (
        ("", diagnostic.title),
        ("why: ", diagnostic.why),
        ("for example: ", diagnostic.example),
        ("help: ", diagnostic.help),
    )
    return tuple(f"{lead}{visible(text)}" for lead, text in parts if text)


def explain(diagnostic: Diagnostic) -> str:
    """How the page of a diagnostic is opened."""
    return f"schemec explain {diagnostic.code}"
