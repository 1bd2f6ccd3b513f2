"""Diagnostics, one a line: for editors, logs and `grep`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dsl.report.diagnostic import Diagnostic, in_order
from dsl.report.place import where
from dsl.report.visible import visible
from dsl.source import SourceFile


def render(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]) -> str:
    """`file:line:column: level[CODE] title`, in order of place; empty when there is nothing to say."""
    return "".join(
        f"{where(sources, d.span)}: {d.level.value}[{d.code}] {visible(d.title)}\n" for d in in_order(diagnostics)
    )
