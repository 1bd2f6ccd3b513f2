"""What an item of a price list counts, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from dsl.model.conditions import Condition, Everyone, OnRegister
from dsl.model.counting import Beside, Counting, Once
from dsl.model.days import InSchemeYear, Length
from dsl.model.pay import PerItem, Uplift
from dsl.model.scheme import Scheme
from targets.kit import figures
from targets.kit.words.conditions import ages, who
from targets.kit.words.days import window


def counting(node: Counting, scheme: Scheme) -> str:
    """Each code from PHLEB_COD in the scheme year, for patients aged 2 to 4 on the day; no more than one …"""
    aged = "" if node.age is None else f", for patients {ages(node.age.low, node.age.high)} on the day of the code"
    beside = "".join(f", {each}" for each in _besides_of(node))
    limits = " and ".join(limits_of(node))
    most = f"; no more than {limits}" if limits else ""
    return f"each code from {node.codes} {window(InSchemeYear(), scheme)}{aged}{beside}{most}"


def beside(node: Beside) -> str:
    """A code from CLAIM_COD in the same consultation"""
    return f"a code from {node.codes} {node.near.value}"


def _besides_of(node: Counting) -> tuple[str, ...]:
    """with a code from CLAIM_COD in the same consultation; without a code from ABPM_COD on the same day"""
    only = (f"with {beside(each)}" for each in node.only_with)
    return (*only, *(f"without {beside(each)}" for each in node.not_with))


def limits_of(node: Counting) -> tuple[str, ...]:
    """one for a patient on one day; 4 for a patient in the scheme year"""
    return tuple(_limits(node))


def uplift(node: Uplift, scheme: Scheme) -> str:
    """With FeNO: £18.00 more for each with a code from FENO_COD in the same consultation"""
    return f"{node.title}: {figures.money(node.rate)} more for each{_of_which(node.when, scheme)}"


def _of_which(when: Condition | Beside, scheme: Scheme) -> str:
    match when:
        case Beside():
            return f" with {beside(when)}"
        case Everyone():
            return ""
        case OnRegister(register=name, negated=False):
            return f", for patients on the {name} register"
        case _:
            return f", for patients {who(when, scheme)}"


def uplift_limit(node: PerItem) -> str:
    """Up to the same limit; empty where the item has none."""
    return "" if node.volume is None else "up to the same limit"


def uplifts_held(node: PerItem) -> str:
    """How many entries more is paid for; empty where the item has no limit."""
    if node.volume is None:
        return ""
    stretch = "each quarter" if node.volume.per_quarter else "the scheme year"
    beyond = ": beyond it, nothing is added to the second price" if node.volume.beyond else ""
    return f"More is paid for no more entries in {stretch} than the limit{beyond}."


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
        case Length():
            yield f"one for a patient in {figures.length(node.once)}, from the earliest on record"
        case _:
            assert_never(node.once)
    if node.at_most is not None:
        stretch = "a quarter of the scheme year" if node.at_most.per_quarter else "the whole scheme year"
        yield f"{figures.number(node.at_most.count)} for a patient in {stretch}"
