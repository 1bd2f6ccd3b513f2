"""C302"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.terms import meant, populations, senses, without
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level


class WiderThanMeant(Rule):
    """A list that puts people on a register holds a few codes for people who do not have it.

    A search for a word in a dictionary of codes finds its family history too, the same illness when it is resolved or
    only suspected, and tests for it that were declined. Each such code lets people onto the register or into the
    denominator. A list that is meant so says it in its name, and a list in which most codes are of that sort is taken
    as meant.

    ## Wrong

    ```scheme lines
    codes HYP_COD from synthetic file "codes/found.csv" release 2026-04
    ```

    ```csv codes/found.csv
    code,term
    SYN-HYP-1,High blood pressure
    SYN-HYP-2,High blood pressure of pregnancy
    SYN-HYP-3,Family history of high blood pressure
    ```

    ## Right

    ```scheme lines
    codes HYP_COD from synthetic file "codes/found.csv" release 2026-04
    ```

    ```csv codes/found.csv
    code,term
    SYN-HYP-1,High blood pressure
    SYN-HYP-2,High blood pressure of pregnancy
    ```
    """

    code = "C302"
    slug = "wider-than-meant"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Lists that let people in with fewer such codes than others."""
        used = populations(scheme)
        for codes in scheme.code_lists:
            allowed = meant(codes)
            odd = [code for code in codes.codes if senses(code.term) - allowed] if codes.name in used else []
            if odd and 2 * len(odd) < len(codes.codes):
                first = odd[0]
                yield self.at(
                    codes.span,
                    f'{codes.name} lets people in by {first.code} "{first.term}"',
                    path=(scheme.title, codes.name),
                    why=f"{len(odd)} of its codes {'is' if len(odd) == 1 else 'are'} for people who may not have it",
                    help=f"{without(codes)}, unless they are meant",
                )
