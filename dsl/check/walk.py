"""Every condition, window and way to pay of a scheme, with its path in the author's words."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.model import conditions
from dsl.model.conditions import Condition
from dsl.model.counting import Beside
from dsl.model.days import Window
from dsl.model.measures import Paying
from dsl.model.scheme import Scheme
from dsl.model.walk import parts

Path = tuple[str, ...]


def clauses(scheme: Scheme) -> Iterator[tuple[Path, Condition]]:
    """Each clause that holds a condition, with the whole of its condition."""
    for register in scheme.registers:
        yield (scheme.title, register.name, "people"), register.condition
    for indicator in scheme.indicators:
        top = (scheme.title, indicator.code)
        yield (*top, "denominator"), indicator.denominator
        for reason in indicator.exclusions:
            yield (*top, f'exclude "{reason.title}"'), reason.condition
        for reason in indicator.adjustments:
            yield (*top, f'pca "{reason.title}"'), reason.condition
        yield (*top, "numerator"), indicator.numerator
    for item in scheme.items:
        yield (scheme.title, item.code, "people"), item.people
        for uplift in item.uplifts:
            if not isinstance(uplift.when, Beside):
                yield (scheme.title, item.code, f'pays more "{uplift.title}"'), uplift.when


def required(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that all have to be met: the parts of an `and`, or the one there is."""
    return condition.parts if isinstance(condition, conditions.AllOf) else (condition,)


def every_condition(scheme: Scheme) -> Iterator[tuple[Path, Condition]]:
    """All conditions, at any depth."""
    for path, whole in clauses(scheme):
        yield from ((path, part) for part in parts(whole) if isinstance(part, Condition))


def every_window(scheme: Scheme) -> Iterator[tuple[Path, Window]]:
    """All windows, those inside anchors too."""
    for path, whole in clauses(scheme):
        yield from ((path, part) for part in parts(whole) if isinstance(part, Window))


def paying(scheme: Scheme) -> Iterator[tuple[Path, Paying]]:
    """All indicators, items and payments."""
    for clause in scheme.paying:
        yield (scheme.title, clause.code), clause
