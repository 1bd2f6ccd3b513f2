"""C302"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import parts
from dsl.model.conditions import Condition, NotFollowedBy, WithAtLeast, WithEvent
from dsl.model.measures import Code, CodeList
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level

NOT_SO = ("family history", "resolved", "suspected", "at risk of", "no evidence of", "excluded")
"""What a term says when the person does not have, or may not have, what it names."""


class WiderThanMeant(Rule):
    """A list that puts people on a register holds a few codes for people who do not have it.

    A search for a word in a dictionary of codes finds its family history too, and the same illness when it is resolved
    or only suspected. Each such code lets people onto the register. A list that is meant so says it in its name, and a
    list in which most codes are of that sort is taken as meant.

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
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Lists of registers with fewer such codes than others."""
        used = {name for register in scheme.registers for name in _lets_in(register.condition)}
        for codes in scheme.code_lists:
            odd = [code for code in codes.codes if _odd(code, codes)] if codes.name in used else []
            if odd and 2 * len(odd) < len(codes.codes):
                first = odd[0]
                yield self.at(
                    codes.span,
                    f'{codes.name} lets people in by {first.code} "{first.term}"',
                    path=(scheme.title, codes.name),
                    why=f"{len(odd)} of its codes {'is' if len(odd) == 1 else 'are'} for people who may not have it",
                    help="take such codes out, unless they are meant",
                )


def _lets_in(condition: Condition) -> Iterator[str]:
    for part in parts(condition):
        if isinstance(part, WithEvent | WithAtLeast | NotFollowedBy):
            yield part.codes


def _odd(code: Code, codes: CodeList) -> bool:
    term, name = code.term.casefold(), f"{codes.name} {codes.path}".casefold()
    return any(words in term and words.split()[0] not in name for words in NOT_SO)
