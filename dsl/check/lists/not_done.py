"""C308"""

from __future__ import annotations

from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.terms import Sense, achievements, meant, senses, without
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level

NOT_IT = frozenset({Sense.DECLINED, Sense.UNSUITABLE, Sense.INVITED, Sense.NOT_DONE})


class NotDone(Rule):
    """A code that counts as done says that it was not.

    What the list of a numerator or an item holds is paid for. A search for a word finds the code for the test that was
    declined beside the one for the test. A list that is meant to hold both says so in its name, and one in which most
    codes are of that sort is taken as meant.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "codes/readings.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/readings.csv
    code,term
    SYN-BP-1,Blood pressure reading
    SYN-BP-2,Blood pressure taken at home
    SYN-BP-3,Blood pressure reading declined
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/readings.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/readings.csv
    code,term
    SYN-BP-1,Blood pressure reading
    SYN-BP-2,Blood pressure taken at home
    ```
    """

    code = "C308"
    slug = "not-done"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Lists of numerators and items with fewer such codes than others."""
        used = achievements(scheme)
        for codes in scheme.code_lists:
            allowed = meant(codes)
            odd = [code for code in codes.codes if senses(code.term) & NOT_IT - allowed] if codes.name in used else []
            if odd and 2 * len(odd) < len(codes.codes):
                first = odd[0]
                more = f", and {len(odd) - 1} more like it" if len(odd) > 1 else ""
                yield self.at(
                    codes.span,
                    f'{codes.name} counts {first.code} "{first.term}" as done{more}',
                    path=(scheme.title, codes.name),
                    why="the practice is paid for it, or it takes the place of a reading",
                    help=f"{without(codes)}, unless they are meant",
                )
