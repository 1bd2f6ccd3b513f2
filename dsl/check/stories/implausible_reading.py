"""X718"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dsl.check.rule import Rule
from dsl.model.conditions import Value
from dsl.model.measures import CodeList
from dsl.model.scheme import Scheme
from dsl.model.stories import PatientExample
from dsl.report.diagnostic import Diagnostic, Label, Level


class ImplausibleReading(Rule):
    """A reading in an example is outside its list's plausible range.

    A reading that cannot be right is treated as if it were not there, in an example as in real records. An example that
    rests on it shows something else than it seems to. Where the story tells of another reading of the list too, which
    counts, it is taken to show just that.

    ## Wrong

    ```scheme lines
    example "At target" for BP-1
      patient born 3 May 1961, female, registered 2 June 2001
        has HYP_COD on 11 February 2015
        has BP_COD 13/8 on 10 March 2027
      expect not in numerator
    ```

    ## Right

    ```scheme lines
    example "At target" for BP-1
      patient born 3 May 1961, female, registered 2 June 2001
        has HYP_COD on 11 February 2015
        has BP_COD 138/84 on 10 March 2027
      expect in numerator
    ```
    """

    code = "X718"
    slug = "implausible-reading"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Readings in patients' stories that the evaluator leaves aside, of lists of which the story has no other."""
        lists = {codes.name: codes for codes in scheme.code_lists}
        for example in scheme.examples:
            if not isinstance(example, PatientExample):
                continue
            readings = [
                (event, codes, _plausible(event.value, codes))
                for event in example.facts.events
                if event.value is not None and (codes := lists.get(event.codes)) is not None
            ]
            counted = {codes.name for _, codes, plausible in readings if plausible}
            for event, codes, plausible in readings:
                if plausible or codes.name in counted:
                    continue
                yield self.at(
                    event.span,
                    f"this reading is not plausible for {codes.name} and is treated as absent",
                    secondary=(Label(codes.span, "its list says what is plausible"),),
                    path=(scheme.title, f'example "{example.title}"', "has"),
                    help="correct the reading; keep it only to show that it does not count",
                )


def _plausible(value: Value, codes: CodeList) -> bool:
    """Whether each part of a value is within the same part of both ends."""
    held = _parts(value)
    low, high = (_parts(end) if end is not None else held for end in (codes.low, codes.high))
    return all(least <= part <= most for least, part, most in zip(low, held, high, strict=False))


def _parts(value: Value) -> tuple[Fraction, ...]:
    return (value.number,) if value.second is None else (value.number, value.second)
