"""P301"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import paying
from dsl.model.pay import PerItem, PerPatientAchieved
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import money, number


class NoLimit(Rule):
    """A payment has no upper limit.

    A rate for each patient achieved, or for each item, is paid for as many as there are. Without a limit on them, and
    without a cap over them, nobody can say what the scheme may cost.

    ## Wrong

    ```scheme lines
    pays £27.50 per patient achieved
    ```

    ## Right

    ```scheme lines
    pays £27.50 per patient achieved, up to 90 patients
    ```
    """

    code = "P301"
    slug = "no-limit"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Rates for each patient achieved or each item, without a limit, that no cap covers."""
        capped = {cap.on for cap in scheme.practice_caps}
        if scheme.scheme_cap is not None or None in capped:
            return
        for path, clause in paying(scheme):
            pay = clause.pay
            match pay:
                case PerPatientAchieved(limit=None):
                    things, limit = "patients", ", up to 90 patients"
                case PerItem(volume=volume) if volume is None or volume.beyond > 0:
                    things, limit = "items", ", up to 90"
                case _:
                    continue
            if clause.code in capped:
                continue
            why = ""
            if scheme.budget is not None and pay.rate > 0:
                enough = scheme.budget // pay.rate + 1
                why = f"the budget is {money(scheme.budget)}, and {number(enough)} {things} would pass it"
            yield self.at(
                pay.span,
                f"{clause.code} has no upper limit on what it can cost",
                label=f"any number of {things} can be claimed",
                path=(*path, "pays"),
                why=why,
                help=f"add a limit, for example: {limit}",
            )
