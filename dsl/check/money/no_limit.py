"""P301"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dsl.check.rule import Rule
from dsl.check.walk import paying
from dsl.model.measures import Item, Paying
from dsl.model.pay import PerItem, PerPatientAchieved, Volume
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
        if scheme.scheme_cap is not None or None in capped or not scheme.caps_known:
            return
        for path, clause in paying(scheme):
            pay = clause.pay
            match pay:
                case PerPatientAchieved(limit=None):
                    things, help = "patients", f"{ADD} , up to 90 patients"
                case PerItem(volume=None):
                    things, help = "items", f"{ADD} , up to 90"
                case PerItem(volume=Volume(beyond=beyond)) if beyond > 0:
                    things = "items"
                    cap = f"scheme at most {money(scheme.budget or 250_000)}, shared pro rata"
                    help = f"take out: , then {money(beyond)} each; or add to a `caps` block: {cap}"
                case _:
                    continue
            if clause.code in capped:
                continue
            yield self.at(
                pay.span,
                f"{clause.code} has no upper limit on what it can cost",
                label=f"any number of {things} can be claimed",
                path=(*path, "pays"),
                why=_why(scheme.budget, clause, things),
                help=help,
            )


ADD = "add a limit, for example:"


def _why(budget: Fraction | None, clause: Paying, things: str) -> str:
    """How many would pass the budget at the dearest; no number where a second price makes it depend on the list."""
    pay = clause.pay
    if not isinstance(pay, (PerPatientAchieved, PerItem)):
        return ""
    if isinstance(pay, PerItem) and pay.volume is not None:
        return f"beyond the limit each still pays {money(pay.volume.beyond)}"
    more = sum((uplift.rate for uplift in clause.uplifts), Fraction(0)) if isinstance(clause, Item) else Fraction(0)
    if budget is None or pay.rate + more == 0:
        return ""
    enough = number(budget // (pay.rate + more) + 1)
    dearest = " at the dearest" if more else ""
    return f"the budget is {money(budget)}, and {enough} {things}{dearest} would pass it"
