"""W650"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import listed
from dsl.report.pages import kinds_in
from dsl.report.suggest import nearest

ROOMS = ("dsl.syntax", "dsl.resolve", "dsl.check")
LIGHT = (Level.WARNING, Level.ADVICE)
GUARANTEE = "G"
EXAMPLE = "X"
"""Families of codes. What the evaluator says of examples, behind the checker, is always an error."""

NEEDLESS = "W652"
"""A needless allowance cannot be allowed in turn."""


class NotToBeAllowed(Rule):
    """A line allows what cannot be allowed.

    Warnings and advice can be set aside by a named person who gives a reason. An error cannot: the scheme would not
    mean what it says. A guarantee cannot either: it is kept, or it is taken out where everyone can see it.

    ## Wrong

    ```scheme lines
    allow P300 because "We know" by "Dr A. Example"
    ```

    ## Right

    ```scheme lines
    pays £5 per patient achieved
    allow P301 because "The list of patients is closed" by "Dr A. Example"
    ```
    """

    code = "W650"
    slug = "not-to-be-allowed"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Allowances of an error, of a guarantee, or of a code that there is not."""
        for allowance in scheme.allowances:
            why = _why_not(allowance.code)
            if why is None:
                continue
            title, help = why
            yield self.at(allowance.span, title, path=(scheme.title, allowance.where, "allow"), help=help)


@cache
def _levels() -> dict[str, Level]:
    return {kind.code: kind.level for kind in kinds_in(import_module(room) for room in ROOMS)}


def _why_not(code: str) -> tuple[str, str] | None:
    levels = _levels()
    if code[0] == GUARANTEE:
        return f"{code} is about a guarantee, and cannot be allowed", "keep the guarantee, or take it out"
    if code == NEEDLESS:
        return f"{code} is about lines like this, and cannot be allowed", "take both lines out"
    if levels.get(code) in LIGHT:
        return None
    if code in levels or code[0] == EXAMPLE:
        return f"{code} is an error, and errors cannot be allowed", "take the line out, and mend what the error names"
    light = sorted(known for known, level in levels.items() if level in LIGHT and known[0] != GUARANTEE)
    near = nearest(code, light)
    help = f"did you mean {listed(list(near), 'or')}?" if near else "write the code that the message shows in brackets"
    return f"there is no warning and no advice {code}", help
