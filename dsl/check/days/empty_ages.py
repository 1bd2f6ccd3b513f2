"""T262"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.walk import every_condition
from dsl.model.conditions import Aged
from dsl.model.counting import AgeAtEvent
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic


class EmptyAges(Rule):
    """A range of ages ends below where it starts.

    Nobody is of such an age, so nobody can meet the condition.

    ## Wrong

    ```scheme lines
    denominator on HYP and aged 79 to 40 on year end
    ```

    ## Right

    ```scheme lines
    denominator on HYP and aged 40 to 79 on year end
    ```
    """

    code = "T262"
    slug = "empty-ages"

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Ages whose ends are the wrong way round, or that end before birth."""
        for path, condition in every_condition(scheme):
            if isinstance(condition, Aged):
                yield from self._of(condition, path)
        for item in scheme.items:
            if item.counting.age is not None:
                yield from self._of(item.counting.age, (scheme.title, item.code, "only aged"))

    def _of(self, ages: Aged | AgeAtEvent, path: tuple[str, ...]) -> Iterator[Diagnostic]:
        if ages.high is not None and ages.high < (ages.low or 0):
            yield self.at(
                ages.span,
                "nobody is of such an age",
                path=path,
                help="write the lower age first; both ends count",
            )
