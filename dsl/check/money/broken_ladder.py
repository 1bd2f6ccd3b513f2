"""P300"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dsl.check.rule import Rule
from dsl.check.walk import paying
from dsl.model.pay import Ladder, Rung
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label
from dsl.report.figures import percent


class BrokenLadder(Rule):
    """The rungs of a ladder leave a gap or overlap.

    Each rung begins where the one above it in the file ends, and the last goes up to 100%. In a gap a practice that
    does better is paid nothing; where rungs overlap, no one can tell which of two sums is due.

    ## Wrong

    ```scheme lines
    pays by ladder
      - from 70% up to 80% £400
      - from 85% £900
    ```

    ## Right

    ```scheme lines
    pays by ladder
      - from 70% up to 85% £400
      - from 85% £900
    ```
    """

    code = "P300"
    slug = "broken-ladder"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Rungs without an extent, neighbours that do not meet, and a last rung that ends below 100%."""
        for path, clause in paying(scheme):
            if isinstance(clause.pay, Ladder):
                yield from self._in(clause.pay, (*path, "ladder"))

    def _in(self, ladder: Ladder, path: tuple[str, ...]) -> Iterator[Diagnostic]:
        empty = [rung for rung in ladder.rungs if rung.upper is not None and rung.upper <= rung.lower]
        for rung in empty:
            yield self.at(
                rung.span,
                f"nothing lies from {percent(rung.lower)} up to {percent(rung.upper or 0)}, so this rung is never paid",
                path=path,
                help="write the lower end first; a rung's upper end belongs to the next",
            )
        if empty:
            return
        backwards = [above for below, above in pairwise(ladder.rungs) if above.lower <= below.lower]
        if backwards:
            yield self.at(
                backwards[0].span,
                "the rungs are out of order: this one begins no higher than the one before it",
                path=path,
                help="write the lowest rung first",
            )
            return
        for below, above in pairwise(ladder.rungs):
            fault = _fault(below, above)
            if fault:
                yield self.at(
                    above.span,
                    fault,
                    secondary=(Label(below.span, "the rung before it"),),
                    path=path,
                    help=f"begin this rung where the one before it ends: from {percent(below.upper or above.lower)}",
                )
        last = ladder.rungs[-1]
        if last.upper is not None and last.upper < 1:
            yield self.at(
                last.span,
                f"from {percent(last.upper)} upwards this ladder pays nothing",
                path=path,
                help=f"leave the upper end out: from {percent(last.lower)}",
            )


def _fault(below: Rung, above: Rung) -> str:
    if below.upper is None:
        return "this rung lies inside the one before it, which has no upper end"
    if above.lower < below.upper:
        return f"two rungs pay from {percent(above.lower)} to {percent(below.upper)}"
    if above.lower > below.upper:
        return f"no rung pays from {percent(below.upper)} to {percent(above.lower)}"
    return ""
