"""The visa: what run, sample, simulate, prove and the targets take. Only `dsl.check` issues it."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.model.scheme import Scheme


@dataclass(frozen=True, slots=True)
class CheckedScheme:
    """A scheme in which the rules of this version found no error. It is not a claim that the scheme is lawful."""

    scheme: Scheme
