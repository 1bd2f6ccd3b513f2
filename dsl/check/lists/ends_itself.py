"""C301"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import every_condition
from dsl.model.conditions import NotFollowedBy
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import count


class EndsItself(Rule):
    """A code that ends a condition is one of those that begin it.

    `not followed by` also looks at the day of the event itself. A code in both lists takes out everyone it brings in.

    ## Wrong

    ```scheme lines
    codes HYPRES_COD from synthetic file "codes/hypres.csv" release 2026-04

    register HYP "People with high blood pressure"
      people with HYP_COD ever, not followed by HYPRES_COD
    ```

    ```csv codes/hypres.csv
    code,term
    SYN-HYP-2,High blood pressure of pregnancy
    SYN-HYPRES-1,High blood pressure resolved
    ```

    ## Right

    ```scheme lines
    codes HYPRES_COD from synthetic file "codes/hypres.csv" release 2026-04

    register HYP "People with high blood pressure"
      people with HYP_COD ever, not followed by HYPRES_COD
    ```

    ```csv codes/hypres.csv
    code,term
    SYN-HYPRES-1,High blood pressure resolved
    ```
    """

    code = "C301"
    slug = "ends-itself"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Conditions whose two lists share codes of one system."""
        lists = {codes.name: codes for codes in scheme.code_lists}
        for path, condition in every_condition(scheme):
            if not isinstance(condition, NotFollowedBy) or not {condition.codes, condition.by} <= lists.keys():
                continue
            one, other = lists[condition.codes], lists[condition.by]
            ends = {code.code for code in other.codes}
            shared = [code for code in one.codes if code.code in ends] if one.system is other.system else []
            if shared:
                yield self.at(
                    condition.span,
                    f"{one.name} and {other.name} share {count(len(shared), 'code')}",
                    path=path,
                    why=f'nobody is ever let in by a code of both, such as {shared[0].code} "{shared[0].term}"',
                    help="take each such code out of one of the two lists",
                )
