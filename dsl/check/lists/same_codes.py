"""C303"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.model.measures import CodeList
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label, Level


class SameCodes(Rule):
    """Two code lists hold the same codes.

    One of the two files may be a copy that nobody filled in yet. If both names are meant to be one thing, a change to
    one of them will be missing from the other.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "codes/hyp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```
    """

    code = "C303"
    slug = "same-codes"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Each list that has the codes of one before it."""
        first: dict[tuple[object, frozenset[str]], CodeList] = {}
        for codes in scheme.code_lists:
            held = codes.system, frozenset(code.code for code in codes.codes)
            other = first.setdefault(held, codes)
            if other is not codes and codes.codes:
                yield self.at(
                    codes.span,
                    f"{codes.name} holds the same codes as {other.name}",
                    secondary=(Label(other.span, "the same codes"),),
                    path=(scheme.title, codes.name),
                    help="check the file; if the two are one thing, keep one of them",
                )
