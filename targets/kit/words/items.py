"""What an item of a price list counts, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from dsl.model.counting import Counting, Once
from dsl.model.scheme import Scheme
from targets.kit import figures
from targets.kit.words.conditions import ages
from targets.kit.words.days import window


def counting(node: Counting, scheme: Scheme) -> str:
    """Each code from PHLEB_COD in the scheme year, for patients aged 2 to 4 on the day; no more than one …"""
    aged = "" if node.age is None else f", for patients {ages(node.age.low, node.age.high)} on the day of the code"
    limits = " and ".join(limits_of(node))
    most = f"; no more than {limits}" if limits else ""
    return f"each code from {node.codes} {window(node.window, scheme)}{aged}{most}"


def limits_of(node: Counting) -> tuple[str, ...]:
    """one for a patient on one day; 4 for a patient in the scheme year"""
    return tuple(_limits(node))


def _limits(node: Counting) -> Iterator[str]:
    match node.once:
        case None:
            pass
        case Once.DAY:
            yield "one for a patient on one day"
        case Once.QUARTER:
            yield "one for a patient in a quarter of the scheme year"
        case Once.SCHEME_YEAR:
            yield "one for a patient in the scheme year"
        case _:
            assert_never(node.once)
    if node.at_most is not None:
        yield f"{figures.number(node.at_most)} for a patient in the whole scheme year"
