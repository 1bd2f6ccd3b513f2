"""What the terms and names of code lists say, as a reviewer of clinical codes would read them.

Every pattern is of whole words, and of words that are hardly ever used for anything else: "declined" and not "decline",
which a kidney does too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from dsl.model import conditions
from dsl.model.conditions import Condition
from dsl.model.measures import CodeList
from dsl.model.scheme import Scheme
from dsl.model.walk import parts


class Sense(Enum):
    """What a term says other than that somebody has what it names, or had it done; in words that follow "for"."""

    FAMILY = "relatives"
    ENDED = "what has ended"
    UNSURE = "what is not sure"
    ABSENT = "what was not found"
    DECLINED = "people who said no"
    UNSUITABLE = "people whom it does not suit"
    INVITED = "invitations"
    NOT_DONE = "what was not done"


def _words(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)


SAYS = {
    Sense.FAMILY: _words("family history", "fh", "f/h"),
    Sense.ENDED: _words("resolved", "cured", "no longer", "diagnosis withdrawn"),
    Sense.UNSURE: _words(
        "suspected", "possible", "probable", "query", "unconfirmed", "at (?:high |increased )?risk of"
    ),
    Sense.ABSENT: _words("no evidence of", "excluded", "ruled out", "no history of", "not diagnosed"),
    Sense.DECLINED: _words(
        "declined", "refused", "refuses", "refusal", "dissent", "did not attend", "failed to attend"
    ),
    Sense.UNSUITABLE: _words(
        "unsuitable",
        "not suitable",
        r"contra-?indicat(?:ed|ions?)",
        "not indicated",
        "not appropriate",
        "not tolerated",
        "excepted from",
        r"exception report\w*",
    ),
    Sense.INVITED: _words("invitations?", "invited?", "reminders?"),
    Sense.NOT_DONE: _words(
        "not (?:done|given|performed|carried out|taken|attended|completed)", "cancelled", "abandoned", "unable to"
    ),
}
"""The phrases that say so."""
ANY = re.compile("|".join(pattern.pattern for pattern in SAYS.values()), re.IGNORECASE)
NOTHING: frozenset[Sense] = frozenset()

SAYS_IT_TOO = {
    Sense.ENDED: _words(
        "in remission",
        "withdrawn",
        "stopped",
        "ceased",
        "discontinued",
        "ended",
        r"ex-?\w*",
        "former",
        "never",
        "removed",
    ),
    Sense.DECLINED: _words(r"not want\w*", r"do(?:es)? not wish", "opted out", "unwilling", "no consent"),
    Sense.UNSUITABLE: _words(
        "unable", "allerg(?:y|ic)", "intoleran(?:t|ce)", "adverse", "terminal", "frail", "excluded"
    ),
    Sense.INVITED: _words("letter", "text", "message", "telephoned?", "called", "sent", "contacted"),
}
"""Phrases that say it in a list that is known to be for that, and could say something else in others."""

MARKS = {
    Sense.FAMILY: ("FH", "FAMHIST"),
    Sense.ENDED: ("RES", "REM", "RESOLVED", "ENDED", "STOP", "STOPPED"),
    Sense.UNSURE: ("RISK", "SUSP", "POSS"),
    Sense.DECLINED: ("DEC", "DIS", "DISS", "DECLINED", "DISSENT", "REFUSED", "PCADEC"),
    Sense.UNSUITABLE: ("UNS", "PU", "PCAPU", "CI", "NI", "UNSUIT", "EXC", "XC"),
    Sense.INVITED: ("INV", "INVITE", "INVITED"),
    Sense.NOT_DONE: ("NOTDONE", "ND", "DNA"),
}
"""How the names of lists say so: HYPRES_COD is HYP_COD resolved."""

TAG = re.compile(r"\s*\([^()]*\)\s*$")
"""What stands behind a term in brackets: the kind of concept, or `(synthetic)`."""
WORD = re.compile(r"[a-z0-9]+")
EMPTY_WORDS = frozenset(
    {"a", "an", "and", "the", "of", "in", "with", "for", "to", "nos", "unspecified", "codes", "code"}
)


def senses(term: str) -> frozenset[Sense]:
    """What a term says."""
    if ANY.search(term) is None:  # as of nearly all terms; lists may hold many thousands
        return NOTHING
    return frozenset(sense for sense, pattern in SAYS.items() if pattern.search(term))


def says(term: str, sense: Sense) -> bool:
    """Whether a term of a list that is for this says so in one way or another."""
    more = SAYS_IT_TOO.get(sense)
    return SAYS[sense].search(term) is not None or (more is not None and more.search(term) is not None)


def meant(codes: CodeList) -> frozenset[Sense]:
    """What a list may hold because its name or the name of its file says so; rather one too many than one too few."""
    stem = stem_of(codes.name)
    written = " ".join(re.findall(r"[A-Za-z0-9/]+", codes.path.replace("/", " / ") + " " + codes.cluster))
    return frozenset(
        sense
        for sense in Sense
        if stem.endswith(MARKS.get(sense, ())) or stem.startswith(MARKS.get(sense, ())) or says(written, sense)
    )


def without(codes: CodeList) -> str:
    """How to be rid of some codes of a list; a national cluster is not the author's to change."""
    return "use a list of your own without such codes" if codes.cluster else "take such codes out"


def stem_of(name: str) -> str:
    """The name of a list without what all names end in: HYP for HYP_COD."""
    return re.sub(r"_?CODE?S?[0-9]*$", "", name) or name


def content(term: str) -> frozenset[str]:
    """The words of a term that matter."""
    return frozenset(WORD.findall(TAG.sub("", term).casefold())) - EMPTY_WORDS


def lets_in(condition: Condition) -> Iterator[str]:
    """The lists of which a code is needed, or helps, to meet a condition."""
    for part in parts(condition):
        if isinstance(part, conditions.WithEvent | conditions.WithAtLeast | conditions.NotFollowedBy):
            yield part.codes


def populations(scheme: Scheme) -> frozenset[str]:
    """The lists that let people onto registers, into denominators or among those of items."""
    found = [register.condition for register in scheme.registers]
    found += [indicator.denominator for indicator in scheme.indicators]
    found += [item.people for item in scheme.items]
    return frozenset(name for condition in found for name in lets_in(condition))


def achievements(scheme: Scheme) -> frozenset[str]:
    """The lists whose codes say that something was done: those of numerators and those that items count."""
    found = {item.counting.codes for item in scheme.items}
    for indicator in scheme.indicators:
        found.update(lets_in(indicator.numerator))
        for part in parts(indicator.numerator):
            if isinstance(part, conditions.PickValue | conditions.PickDay):
                found.add(part.codes)
    return frozenset(found)
