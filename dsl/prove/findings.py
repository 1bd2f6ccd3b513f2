"""Every claim of a scheme, decided and said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from dsl.model.guarantees import Guarantee, MoreNeverLess, NeverOver
from dsl.model.scheme import Scheme
from dsl.prove.cost import never_over
from dsl.prove.finding import Finding, Verdict
from dsl.prove.kinds import GuaranteeNotProved, GuaranteeRefuted
from dsl.prove.more import more_never_less
from dsl.report.diagnostic import Diagnostic


def prove(scheme: Scheme) -> tuple[Finding, ...]:
    """What came of each claim, in the scheme's order."""
    return tuple(_decided(scheme, claim) for claim in scheme.guarantees)


def claimed(claim: Guarantee) -> str:
    """The claim in words."""
    match claim:
        case NeverOver(practices=None) | NeverOver(patients=None):
            return "the scheme never costs more than its budget"
        case NeverOver():
            whom = f"{claim.practices:,} practices of at most {claim.patients:,} patients"
            return f"the scheme never costs more than its budget, for at most {whom}"
        case MoreNeverLess():
            return "doing more never pays less"
        case _:
            assert_never(claim)


def diagnostics(scheme: Scheme) -> Iterator[Diagnostic]:
    """What is refuted, and what is not proved."""
    for finding in prove(scheme):
        path = (scheme.title, "guarantees")
        span = finding.guarantee.span
        match finding.verdict:
            case Verdict.REFUTED:
                title = f"it is not so that {claimed(finding.guarantee)}"
                yield GuaranteeRefuted.at(
                    span, title, path=path, example=f"{finding.why[0].upper()}{finding.why[1:]}.", help=HELP
                )
            case Verdict.NOT_PROVED:
                title = f"it is not proved that {claimed(finding.guarantee)}"
                yield GuaranteeNotProved.at(span, title, path=path, why=finding.why)
            case Verdict.PROVED:
                pass
            case _:
                assert_never(finding.verdict)


HELP = "change what is paid, or take the claim out"


def _decided(scheme: Scheme, claim: Guarantee) -> Finding:
    match claim:
        case NeverOver():
            return never_over(scheme, claim)
        case MoreNeverLess():
            return more_never_less(scheme, claim)
        case _:
            assert_never(claim)
