"""Who takes part, and in what: practices join the scheme, and sign up for what is theirs to choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from dsl.model.measures import Paying
from dsl.model.scheme import Scheme
from dsl.report import figures
from dsl.run.counts import PracticeInputs, SignedUp
from dsl.run.when import When

NOT_SIGNED_UP = "not signed up for"
"""How a step begins that says why a practice is not paid for something on the menu."""


def why_not(inputs: PracticeInputs, when: When) -> str:
    """Why a practice is not paid on the reference date; empty where it is."""
    if inputs.joined_on is None:
        return "has not joined the scheme"
    if inputs.joined_on > when.reference:
        return f"joins the scheme on {figures.day(inputs.joined_on)}, after the reference date"
    if inputs.left_on is not None and inputs.left_on <= when.reference:
        return f"left the scheme on {figures.day(inputs.left_on)}"
    return ""


def not_signed_up(clause: Paying, inputs: PracticeInputs, when: When) -> str:
    """Why a practice that has joined is not paid for this; empty where it is, or where it has no choice."""
    if clause.sign_up is None:
        return ""
    own = [each for each in inputs.signed_up or () if each.clause == clause.code]
    begun = [each for each in own if each.on <= when.reference]
    if any(each.ended is None or each.ended > when.reference for each in begun):
        return ""
    if begun:
        ended = max(each.ended for each in begun if each.ended is not None)
        return f"{NOT_SIGNED_UP}: that ended on {figures.day(ended)}"
    if own:
        first = min(each.on for each in own)
        return f"{NOT_SIGNED_UP}: signs up on {figures.day(first)}, after the reference date"
    return NOT_SIGNED_UP


def left_out(scheme: Scheme, inputs: PracticeInputs, when: When) -> frozenset[str]:
    """The codes of what a practice that has joined is not paid for, as it has not signed up for it."""
    return frozenset(clause.code for clause in scheme.menu if not_signed_up(clause, inputs, when))


def to_everything(scheme: Scheme) -> tuple[SignedUp, ...]:
    """What a practice hands in that signs up on the first day for all that there is."""
    return tuple(SignedUp(clause.code, scheme.first_day) for clause in scheme.menu)


class InVain(Enum):
    """Why a sign-up pays nobody."""

    NO_SUCH = "the scheme has no such indicator, item or payment"
    NO_CHOICE = "nobody need sign up for it: whoever joins does it"
    OUTSIDE = "the practice is not in the scheme on the reference date"


@dataclass(frozen=True, slots=True)
class Idle:
    """A sign-up that pays nobody."""

    practice: str
    clause: str
    why: InVain


def idle(scheme: Scheme, practices: Iterable[PracticeInputs], when: When) -> Iterator[Idle]:
    """Every sign-up for what is not on the menu, or of a practice that is not in the scheme, each once."""
    menu = {clause.code for clause in scheme.menu}
    codes = {clause.code for clause in scheme.paying}
    for each in practices:
        for code in sorted({signed.clause for signed in each.signed_up or ()}):
            if code not in codes:
                yield Idle(each.practice, code, InVain.NO_SUCH)
            elif code not in menu:
                yield Idle(each.practice, code, InVain.NO_CHOICE)
            elif why_not(each, when):
                yield Idle(each.practice, code, InVain.OUTSIDE)
