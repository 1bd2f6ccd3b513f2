"""Fixes made by a program: those that are sure, and never one that changes a figure outside the text for people.

A figure in a rule decides who is counted or what is paid; only a person changes one. That holds whatever a diagnostic
offers: `sure` leaves such a fix out, even one marked as machine-applicable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dsl.report.diagnostic import Applicability, Diagnostic, Fix, in_order
from dsl.source import SourceFile

FIGURE = re.compile(r"[£$€]?[0-9][0-9.,/]*%?")
PROSE = ">"


def sure(diagnostics: Iterable[Diagnostic], source: SourceFile) -> tuple[Fix, ...]:
    """The fixes of this file that may be made unseen, in order of place; of two that overlap, the first.

    The fixes of one diagnostic belong together: all of them are there, or none is.
    """
    chosen: list[Fix] = []
    for diagnostic in in_order(diagnostics):
        own = sorted(diagnostic.fixes, key=lambda fix: fix.span)
        apart = not any(_overlap(one, other) for one in own for other in chosen)
        if apart and _machine(own, source) and not changes_a_figure(source.text, own):
            chosen.extend(own)
    return tuple(sorted(chosen, key=lambda fix: fix.span))


def applied(text: str, fixes: Iterable[Fix]) -> str:
    """The text with these fixes made. They must not overlap."""
    for fix in sorted(fixes, key=lambda fix: fix.span, reverse=True):
        text = text[: fix.span.start] + fix.text + text[fix.span.end :]
    return text


def changes_a_figure(text: str, fixes: Iterable[Fix]) -> bool:
    """Whether the fixes change, add, move or remove a figure on a line that is not text for people."""
    return figures(text) != figures(applied(text, fixes))


def figures(text: str) -> list[str]:
    """Every figure on a line that is not text for people, in order."""
    rules = [line for line in text.splitlines() if not line.lstrip().startswith(PROSE)]
    return [found for line in rules for found in FIGURE.findall(line)]


def _machine(fixes: list[Fix], source: SourceFile) -> bool:
    return bool(fixes) and all(
        fix.applicability is Applicability.MACHINE and fix.span.file == source.name for fix in fixes
    )


def _overlap(one: Fix, other: Fix) -> bool:
    return (one.span.start < other.span.end and other.span.start < one.span.end) or one.span == other.span
