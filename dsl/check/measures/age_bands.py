"""T285"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dsl.check.rule import Rule
from dsl.check.walk import required
from dsl.model.conditions import Aged, Condition
from dsl.model.measures import Indicator
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label, Level


class AgeBands(Rule):
    """Two bands of age share a year, or leave one out between them.

    Both ends of a band belong to it. Of two indicators alike in all but age, `aged 40 to 60` and `aged 60 to 79` both
    count a patient of 60, and both may pay; `aged 40 to 59` and `aged 61 to 79` both leave that patient out.

    ## Wrong

    ```scheme lines
    denominator on HYP and aged 40 to 60 on year end

    indicator BP-2 "Blood pressure at target, older people"
      denominator on HYP and aged 60 to 79 on year end
      numerator latest BP_COD in the 12 months before year end is at most 140/90
      pays nothing
    ```

    ## Right

    ```scheme lines
    denominator on HYP and aged 40 to 59 on year end

    indicator BP-2 "Blood pressure at target, older people"
      denominator on HYP and aged 60 to 79 on year end
      numerator latest BP_COD in the 12 months before year end is at most 140/90
      pays nothing
    ```
    """

    code = "T285"
    slug = "age-bands"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Bands that meet in one year of age, and bands between which just one year lies in no band."""
        bands = [band for indicator in scheme.indicators if (band := _band(indicator)) is not None]
        for older in bands:
            like = [band for band in bands if band is not older and band.like(older)]
            for younger in like:
                year = _between(younger, older, like)
                if year is not None:
                    shared = younger.aged.high == year
                    yield self.at(
                        older.aged.span,
                        f"patients aged {year} are in {'both bands' if shared else 'no band'}",
                        secondary=(Label(younger.aged.span, f"the band of {younger.indicator.code}"),),
                        path=(scheme.title, older.indicator.code, "denominator"),
                        help=f"begin this band at {(younger.aged.high or 0) + 1}, or end the other at "
                        f"{(older.aged.low or 0) - 1}",
                    )


@dataclass(frozen=True, slots=True)
class _Band:
    """An indicator whose denominator asks for an age, and all else that it asks for."""

    indicator: Indicator
    aged: Aged
    others: tuple[Condition, ...]

    def like(self, other: _Band) -> bool:
        """Whether the two differ in age alone."""
        return (
            self.others == other.others
            and self.aged.anchor == other.aged.anchor
            and self.indicator.numerator == other.indicator.numerator
        )

    def holds(self, age: int) -> bool:
        """Whether patients of that age are in it."""
        return (self.aged.low or 0) <= age and (self.aged.high is None or age <= self.aged.high)


def _band(indicator: Indicator) -> _Band | None:
    parts = required(indicator.denominator)
    aged = [part for part in parts if isinstance(part, Aged)]
    if len(aged) != 1:
        return None
    return _Band(indicator, aged[0], tuple(part for part in parts if part is not aged[0]))


def _between(younger: _Band, older: _Band, like: list[_Band]) -> int | None:
    """The one year of age in which two bands meet, or that lies between them and in no other band."""
    high, low = younger.aged.high, older.aged.low
    if high is None or low is None or (younger.aged.low or 0) >= low:
        return None
    if high == low:
        return low
    return high + 1 if low == high + 2 and not any(band.holds(high + 1) for band in like) else None
