"""T: types, units, days and counts."""

from __future__ import annotations

from dsl.report.kind import Kind


class PairAndNumber(Kind):
    """A reading is compared with a number, or a number with a reading.

    A blood pressure has two parts, such as 140/90, and both are compared. A single number leaves open which of the two
    is meant.

    ## Wrong

    ```scheme lines
    numerator latest BP_COD in the 12 months before year end is at most 140 mmHg
    ```

    ## Right

    ```scheme lines
    numerator latest BP_COD in the 12 months before year end is at most 140/90
    ```
    """

    code = "T252"
    slug = "pair-and-number"


class ThresholdsReversed(Kind):
    """The upper threshold is not above the lower.

    Points rise from the lower threshold, where there are none, to the upper, where all of them are earned. With the
    ends the wrong way round, or equal, nothing lies between.

    ## Wrong

    ```scheme lines
    pays 12 points from 85% to 70%
    ```

    ## Right

    ```scheme lines
    pays 12 points from 70% to 85%
    ```
    """

    code = "T253"
    slug = "thresholds-reversed"


class NoValues(Kind):
    """A value is asked of a code list that declares none.

    A list whose events carry a value says in what unit, and which values are plausible. Without that a reading in
    another unit, or a slip of a decimal point, would be counted.

    ## Wrong

    ```scheme lines
    numerator latest HYP_COD in the 12 months before year end is at most 140/90
    ```

    ## Right

    ```scheme lines
    numerator latest BP_COD in the 12 months before year end is at most 140/90
    ```
    """

    code = "T254"
    slug = "no-values"


class OtherUnit(Kind):
    """A value is in another unit than its code list.

    48 mmol/mol and 48 % are not the same result. A comparison between units would let every patient through, or none.

    ## Wrong

    ```scheme lines
    numerator latest HBA1C_COD in scheme year is at most 7.5%

    codes HBA1C_COD from synthetic file "codes/hba1c.csv" release 2026-04
      values in mmol/mol, plausible from 15 mmol/mol to 195 mmol/mol
    ```

    ## Right

    ```scheme lines
    numerator latest HBA1C_COD in scheme year is at most 58 mmol/mol

    codes HBA1C_COD from synthetic file "codes/hba1c.csv" release 2026-04
      values in mmol/mol, plausible from 15 mmol/mol to 195 mmol/mol
    ```
    """

    code = "T255"
    slug = "other-unit"


class ExtremeOfPairs(Kind):
    """`highest` or `lowest` is said of paired readings.

    Of 150/80 and 140/95 neither is the higher: one part is and the other is not.

    ## Wrong

    ```scheme lines
    numerator lowest BP_COD in the 12 months before year end is at most 140/90
    ```

    ## Right

    ```scheme lines
    numerator latest BP_COD in the 12 months before year end is at most 140/90
    ```
    """

    code = "T256"
    slug = "extreme-of-pairs"


class RangeReversed(Kind):
    """A plausible range ends below where it starts.

    Values outside the plausible range are set aside. If the range is empty, so is every patient's record.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 300/200 to 40/20
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```
    """

    code = "T257"
    slug = "range-reversed"


class EventWithinEvent(Kind):
    """A window is counted from an event that is itself counted from an event.

    Two steps are hard to read and harder to check. A register, or a window from a fixed day, says the same more
    plainly.

    ## Wrong

    ```scheme lines
    numerator with BP_COD in the 3 months after the latest HYP_COD in the 6 months after the earliest BP_COD ever
    ```

    ## Right

    ```scheme lines
    numerator with BP_COD in the 3 months after the latest HYP_COD in scheme year
    ```
    """

    code = "T258"
    slug = "event-within-event"


class PercentOutOfRange(Kind):
    """A share of patients is more than 100%.

    No practice can achieve more patients than it has.

    ## Wrong

    ```scheme lines
    pays 12 points from 70% to 850%
    ```

    ## Right

    ```scheme lines
    pays 12 points from 70% to 85%
    ```
    """

    code = "T259"
    slug = "percent-out-of-range"


class NotPositive(Kind):
    """A number is nought, or not whole, where nothing could then be counted.

    Patients and events come in whole numbers. `at least 0` is always true, `up to 0 patients` pays for nobody, and
    nothing can be divided by an average of 0%.

    ## Wrong

    ```scheme lines
    pays £27.50 per patient achieved, up to 0 patients
    ```

    ## Right

    ```scheme lines
    pays £27.50 per patient achieved, up to 90 patients
    ```
    """

    code = "T260"
    slug = "not-positive"


class YearReversed(Kind):
    """The scheme ends before it begins.

    Every window of the scheme hangs on its first and its last day.

    ## Wrong

    ```scheme lines
    runs 31 March 2027 to 1 April 2026
    ```

    ## Right

    ```scheme lines
    runs 1 April 2026 to 31 March 2027
    ```
    """

    code = "T263"
    slug = "year-reversed"


class CountsFromItself(Kind):
    """A day is measured from itself.

    The day of registration is never after registration, and nobody is born after birth. Such a line is met by all
    patients or by none.

    ## Wrong

    ```scheme lines
    denominator registered in the 3 months after registration
    ```

    ## Right

    ```scheme lines
    denominator registered in the 3 months after year start
    ```
    """

    code = "T264"
    slug = "counts-from-itself"
