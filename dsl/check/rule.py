"""What a rule is: a kind of diagnostic that finds its own cases in a scheme."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic
from dsl.report.kind import Kind


class Rule(Kind):
    """A rule looks at the whole scheme and at nothing else; no rule reads another. One file holds one rule.

    Rules see schemes in which something was found wrong before. What a name stands for may be missing then, and a rule
    says nothing of it.
    """

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Every case of this kind in the scheme."""
        raise NotImplementedError
