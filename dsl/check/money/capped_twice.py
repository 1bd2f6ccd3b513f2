"""P312"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.pay import ListKind, PracticeCap
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label, Level


class CappedTwice(Rule):
    """One thing is capped twice in the same way.

    Both caps hold, so only the lower of the two does anything. The other one misleads whoever reads it.

    ## Wrong

    ```scheme lines
    caps
      each practice at most £5,000 for BP-1
      each practice at most £4,000 for BP-1
    ```

    ## Right

    ```scheme lines
    caps
      each practice at most £4,000 for BP-1
    ```
    """

    code = "P312"
    slug = "capped-twice"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Practice caps on one clause, or on the total, by the same list or both by none."""
        first: dict[tuple[str | None, ListKind | None], PracticeCap] = {}
        for cap in scheme.practice_caps:
            earlier = first.setdefault((cap.on, cap.per_list), cap)
            if earlier is not cap:
                yield self.at(
                    cap.span,
                    f"{cap.on or 'the total of a practice'} is capped twice",
                    secondary=(Label(earlier.span, "the first cap"),),
                    path=(scheme.title, "caps"),
                    help="keep the one that is meant",
                )
