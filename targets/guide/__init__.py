"""The guide that practices read: one page of HTML with everything in it, made from the scheme.

What it is and what to do by when; whether it is for you; what you are paid; a card for each measure; how payment is
worked out, with an example that the evaluator worked out; data, dates, contacts, sources, codes and a glossary. It
needs no network, no script and no other file. It carries no logo: a commissioner adds its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dsl.model.node import Node
from targets.guide.view import guide
from targets.kit.jinja import render
from targets.kit.target import Dossier


@dataclass(frozen=True, slots=True)
class GuideTarget:
    """The target."""

    name: str = "guide"
    summary: str = "the document that practices read, as one HTML page"
    unsupported: frozenset[type[Node]] = frozenset()

    def files(self, dossier: Dossier) -> Mapping[str, bytes]:
        """`index.html`"""
        return {"index.html": render(__name__, "page.html.j2", guide=guide(dossier)).encode()}


TARGET = GuideTarget()
