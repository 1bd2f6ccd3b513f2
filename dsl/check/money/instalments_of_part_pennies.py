"""P303"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import paying
from dsl.model.scheme import RoundAt, Scheme
from dsl.report.diagnostic import Diagnostic, Label


class InstalmentsOfPartPennies(Rule):
    """A payment is made in instalments, and only the practice's total is rounded.

    Where money is rounded `at total`, one payment by itself may come to a part of a penny, and no bank can pay that on
    the day of an instalment. To round each payment after all would give another total than the one that was promised.

    ## Wrong

    ```scheme lines
    money rounds to the penny, half up, at total

    payment SIGNUP "Engagement payment"
      pays £0.625 per registered patient on 1 January 2026
      in 2 instalments on 31 July 2026 and 31 January 2027
    ```

    ## Right

    ```scheme lines
    money rounds to the penny, half up, at payment

    payment SIGNUP "Engagement payment"
      pays £0.625 per registered patient on 1 January 2026
      in 2 instalments on 31 July 2026 and 31 January 2027
    ```
    """

    code = "P303"
    slug = "instalments-of-part-pennies"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """The line that rounds the total alone, once, with every clause that is paid in instalments."""
        dated = [clause for _, clause in paying(scheme) if clause.instalments]
        if scheme.rounding.at is RoundAt.PAYMENT or not dated:
            return
        yield self.at(
            scheme.rounding.span,
            "only the practice's total is rounded, and a payment is made in instalments",
            secondary=tuple(Label(clause.instalments[0].span, f"{clause.code} in instalments") for clause in dated),
            path=(scheme.title, "money rounds"),
            why=f"without rounding of its own, an instalment could come to a part of a {scheme.rounding.to.value}",
            help="write `at payment` here, or leave the instalments out",
        )
