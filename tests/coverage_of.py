"""What a test of meaning has seen: of which forms a scheme was made, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum

from dsl.model import conditions as c
from dsl.model import days as d
from dsl.model import pay as p
from dsl.model.checked import CheckedScheme
from dsl.model.counting import Counting, MostOf, Near, Once
from dsl.model.operators import OPERATORS, Family
from dsl.model.scheme import EmptyDenominator, RoundAt, RoundTo, RoundWay, SameDay
from dsl.model.walk import parts
from dsl.run.verdict import Examination, Finding, Status, Verdict
from dsl.run.when import Clock, When

CHOICES = (
    c.Comparison,
    d.Pick,
    d.Side,
    SameDay,
    EmptyDenominator,
    RoundTo,
    RoundWay,
    RoundAt,
    Clock,
    p.ListKind,
    Once,
    Near,
)
"""Every word of these may change an answer, so every one must have been drawn."""

CLAUSES = (p.SignUp, p.Submitted, p.Instalment, p.PracticeCap, p.SchemeCap)
VARIANTS = (
    "not on",
    "under",
    "or over",
    "from to",
    "apart",
    "not apart",
    "paired",
    "brackets in brackets",
    "far apart",
    "in a quarter",
)
ALWAYS_TRUE = {c.Everyone}


class Coverage:
    """Filled by `scheme` and `examination`; `missing` names what never came up."""

    def __init__(self) -> None:
        self.drawn: set[type] = set()
        self.words: set[Enum] = set()
        self.variants: set[str] = set()
        self.verdicts: set[tuple[type, bool]] = set()
        self.statuses: set[Status] = set()
        self.reasons: set[tuple[Status, int]] = set()
        self.practices: set[str | None] = set()

    def scheme(self, checked: CheckedScheme, when: When) -> None:
        self.words.add(when.clock)
        for node in parts(checked.scheme):
            self.drawn.add(type(node))
            self.words.update(_words(node))
            self.variants.update(_variants(node))
        self.words.update(_words(checked.scheme))

    def examination(self, seen: Examination) -> None:
        self.practices.add(seen.registration.practice if seen.registration else None)
        tops = [verdict for _, verdict in seen.registers]
        for finding in seen.findings:
            self.statuses.add(finding.standing.status)
            if finding.standing.reason is not None:
                self.reasons.add((finding.standing.status, finding.standing.reason))
            tops += _asked(finding)
        for top in tops:
            self.verdicts.update((type(verdict.condition), verdict.met) for verdict in _all(top))

    def missing_from_patients(self) -> list[str]:
        """What no scheme held, and what came out only one way."""
        conditions = {row.node for row in OPERATORS if row.family is Family.CONDITION}
        wanted = {(kind, met) for kind in conditions for met in (True, False) if met or kind not in ALWAYS_TRUE}
        reasons = {(Status.EXCLUDED, 0), (Status.EXCLUDED, 1)} | {(Status.ADJUSTED, place) for place in range(3)}
        return [
            *_names(f"{row.node.__name__} never drawn" for row in OPERATORS if row.node not in self.drawn),
            *_names(f"{word} never drawn" for kind in CHOICES for word in kind if word not in self.words),
            *_names(f"{variant} never drawn" for variant in VARIANTS if variant not in self.variants),
            *_names(f"{kind.__name__} never {met}" for kind, met in wanted - self.verdicts),
            *_names(f"nobody {status.value}" for status in set(Status) - self.statuses),
            *_names(f"nobody {status.value} for reason {place}" for status, place in reasons - self.reasons),
            *_names(f"nobody at {practice}" for practice in {None, "P1", "P2", "P3"} - self.practices),
        ]

    def missing_from_pay(self) -> list[str]:
        """The forms of pay and clauses about money that no scheme held."""
        forms = [row.node for row in OPERATORS if row.family is Family.PAY]
        money = (EmptyDenominator, RoundTo, RoundWay, RoundAt, p.ListKind)
        return [
            *_names(f"{node.__name__} never drawn" for node in (*forms, *CLAUSES) if node not in self.drawn),
            *_names(f"{word} never drawn" for kind in money for word in kind if word not in self.words),
        ]


def _names(found: Iterator[str]) -> list[str]:
    return sorted(found)


def _words(node: object) -> Iterator[Enum]:
    if is_dataclass(node):
        held = (getattr(node, field.name) for field in fields(node))
        yield from (value for value in held if isinstance(value, Enum))


def _variants(node: object) -> Iterator[str]:
    match node:
        case c.OnRegister(negated=True):
            yield "not on"
        case c.Aged(low=None):
            yield "under"
        case c.Aged(high=None):
            yield "or over"
        case c.Aged():
            yield "from to"
        case c.WithAtLeast(apart=None):
            yield "not apart"
        case c.WithAtLeast():
            yield "apart"
        case Counting(once=d.Length()):
            yield "far apart"
        case MostOf(per_quarter=True):
            yield "in a quarter"
        case c.Value(second=second) if second is not None:
            yield "paired"
        case c.AllOf() | c.AnyOf() if any(isinstance(part, c.AllOf | c.AnyOf) for part in node.parts):
            yield "brackets in brackets"


def _asked(finding: Finding) -> list[Verdict]:
    single = [verdict for verdict in (finding.denominator, finding.numerator) if verdict is not None]
    return [*single, *finding.exclusions, *finding.adjustments]


def _all(verdict: Verdict) -> Iterator[Verdict]:
    yield verdict
    for part in verdict.parts:
        yield from _all(part)
