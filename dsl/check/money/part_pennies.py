"""P323"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dsl.check.rule import Rule
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import money
from dsl.source import Span


class PartPennies(Rule):
    """A price holds a part of a penny.

    Nobody can be paid half a penny, so that one of the item is not paid at the price that the list states: the sum is
    rounded. Mostly a figure was typed twice. Where the price is meant so, allow it, and say why.

    ## Wrong

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      pays £3.055 each, up to 90
    ```

    ## Right

    ```scheme lines
    item BLOOD "Blood sample"
      counts BP_COD in scheme year
      pays £3.05 each, up to 90
    ```
    """

    code = "P323"
    slug = "part-pennies"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Each line of an item with such a price, for the first of its prices that is one."""
        for item in scheme.items:
            path = (scheme.title, item.code)
            volume = item.pay.volume
            prices = (item.pay.rate,) if volume is None else (item.pay.rate, volume.beyond)
            yield from self._say((*path, "pays"), item.pay.span, prices)
            for uplift in item.uplifts:
                yield from self._say((*path, f'pays more "{uplift.title}"'), uplift.span, (uplift.rate,))

    def _say(self, path: tuple[str, ...], span: Span, prices: tuple[Fraction, ...]) -> Iterator[Diagnostic]:
        price = next((each for each in prices if (each * 100).denominator != 1), None)
        if price is not None:
            near = Fraction(int(price * 100), 100)
            yield self.at(
                span,
                f"a price of {money(price)} holds a part of a penny",
                path=path,
                why="what one comes to is rounded, so that it is not paid as it reads",
                help=f"if whole pennies are meant, write {money(near)} or {money(near + Fraction(1, 100))}",
            )
