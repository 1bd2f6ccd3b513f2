"""S: figures and their units."""

from __future__ import annotations

from dsl.report.kind import Kind


class NoPercent(Kind):
    """A percent sign is missing.

    Every figure carries its unit. 70 could be 70% or 70 patients, and the two pay differently.

    ## Wrong

    ```scheme lines
    pays 12 points from 70 to 85%
    ```

    ## Right

    ```scheme lines
    pays 12 points from 70% to 85%
    ```
    """

    code = "S130"
    slug = "no-percent"


class UnreadableDate(Kind):
    """A date cannot be read.

    A day is written with its number, the month's name and four digits of the year. 01/04/2026 is the first of April
    to some readers and the fourth of January to others, and a day of payment must be the same for all.

    ## Wrong

    ```scheme lines
    runs 01/04/2026 to 31 March 2027
    ```

    ## Right

    ```scheme lines
    runs 1 April 2026 to 31 March 2027
    ```
    """

    code = "S131"
    slug = "date-not-readable"


class UnreadableNumber(Kind):
    """A number cannot be read.

    Numbers are written in full, with a comma before every three digits if you like, and a point before the pence.
    £1.850.000 and £1.85m are read differently by different people.

    ## Wrong

    ```scheme lines
    budget £1.850.000
    ```

    ## Right

    ```scheme lines
    budget £1,850,000
    ```
    """

    code = "S132"
    slug = "number-not-readable"


class NoPound(Kind):
    """An amount has no pound sign.

    Every figure carries its unit. The pound sign stands directly before the number.

    ## Wrong

    ```scheme lines
    budget 250,000
    ```

    ## Right

    ```scheme lines
    budget £250,000
    ```
    """

    code = "S133"
    slug = "no-pound"


class NoUnit(Kind):
    """A figure has no unit, or one that is not known.

    Every figure carries its unit: 12 points, 12 months or 12 patients. Without it a reader has to guess, and so
    would the compiler.

    ## Wrong

    ```scheme lines
    pays 12 from 70% to 85%
    ```

    ## Right

    ```scheme lines
    pays 12 points from 70% to 85%
    ```
    """

    code = "S134"
    slug = "no-unit"


class TypedCode(Kind):
    """A code is typed into the scheme.

    Codes stand in files beside the scheme, never in it. A digit that is wrong by one is another illness, and a
    spreadsheet drops the last digits of a long code without a word.

    ## Wrong

    ```scheme lines
    numerator with 38341003 in scheme year
    ```

    ## Right

    ```scheme lines
    numerator with BP_COD in scheme year
    ```
    """

    code = "S135"
    slug = "code-typed"


class DrawnRange(Kind):
    """A range is drawn with a dash.

    A dash does not say whether its ends count. `aged 60 to 79` counts both.

    ## Wrong

    ```scheme lines
    denominator on HYP and aged 60-79 on year end
    ```

    ## Right

    ```scheme lines
    denominator on HYP and aged 60 to 79 on year end
    ```
    """

    code = "S136"
    slug = "drawn-range"
