"""C297"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dsl.check.rule import Rule
from dsl.model.measures import CodeList, CodeSystem
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level

MOST_MONTHS = 24
"""Code systems are released twice a year; codes four releases old miss what practices have since begun to record."""


class OutOfDate(Rule):
    """A code list is not of the scheme's time.

    Codes are added and retired twice a year. A list released long before the year misses codes that practices record by
    then; one released after it holds codes that nobody could have recorded. Made-up lists have no such time.

    ## Wrong

    ```scheme lines
    codes HYP_COD from SNOMED CT file "codes/hyp.csv" release 2023-10
    ```

    ```csv codes/hyp.csv
    code,term
    413123006,A code of the right form
    ```

    ## Right

    ```scheme lines
    codes HYP_COD from SNOMED CT file "codes/hyp.csv" release 2025-10
    ```

    ```csv codes/hyp.csv
    code,term
    413123006,A code of the right form
    ```
    """

    code = "C297"
    slug = "out-of-date"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Lists of real codes released more than two years before the scheme begins, or after it ends."""
        for codes in scheme.code_lists:
            if codes.system is not CodeSystem.SYNTHETIC and (said := _said(codes, scheme.first_day, scheme.last_day)):
                yield self.at(
                    codes.span,
                    f"{codes.name} is of release {codes.release}, {said}",
                    path=(scheme.title, codes.name),
                    help="take the release that practices used in that year, or mend the date",
                )


def _said(codes: CodeList, first: date, last: date) -> str:
    year, month = (int(part) for part in codes.release.split("-")[:2])
    released = 12 * year + month
    if released > 12 * last.year + last.month:
        return "which came after the scheme's year had ended"
    if released < 12 * first.year + first.month - MOST_MONTHS:
        return "more than two years before the scheme begins"
    return ""
