"""What came of a claim."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dsl.model.guarantees import Guarantee


class Verdict(Enum):
    """Whether a claim holds, as far as is known."""

    PROVED = "proved"
    REFUTED = "refuted"
    NOT_PROVED = "not proved"


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim, what came of it, and why: the argument, whole patients and pounds, or what stands in the way."""

    guarantee: Guarantee
    verdict: Verdict
    why: str
