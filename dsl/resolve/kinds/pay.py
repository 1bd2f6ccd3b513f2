"""P: pay, as far as one clause can be judged by itself."""

from __future__ import annotations

from dsl.report.kind import Kind


class MixedLadder(Kind):
    """A ladder pays some rungs in pounds and others in points.

    What a point is worth changes from practice to practice, so a ladder in both cannot be read from bottom to top: for
    some practices a higher rung would pay less.

    ## Wrong

    ```scheme lines
    pays by ladder
      - from 70% up to 80% £400
      - from 80% 6 points
    ```

    ## Right

    ```scheme lines
    pays by ladder
      - from 70% up to 80% £400
      - from 80% £900
    ```
    """

    code = "P304"
    slug = "mixed-ladder"


class NoPointValue(Kind):
    """Points are paid, and the head does not say what a point is worth.

    Points that have no value in pounds pay nothing.

    ## Wrong

    ```scheme lines
    scheme DEMO "Demonstration scheme"
      version 1
      runs 1 April 2026 to 31 March 2027
      figures from I unless tagged
      list size on 1 January 2026
      money rounds to the penny, half up, at payment
      same day takes the lowest reading
      empty denominator pays nothing
    ```

    ## Right

    ```scheme lines
    point value £190.00 for a practice of 10,000 patients
    ```
    """

    code = "P306"
    slug = "no-point-value"


class NoAveragePrevalence(Kind):
    """Pay is adjusted for the prevalence of a register that has no average prevalence.

    The prevalence factor is the practice's own prevalence divided by the average. Without the average there is nothing
    to divide by.

    ## Wrong

    ```scheme lines
    pays 12 points from 70% to 85%, adjusted for prevalence of HYP

    register HYP "People with high blood pressure"
      people with HYP_COD ever
    ```

    ## Right

    ```scheme lines
    pays 12 points from 70% to 85%, adjusted for prevalence of HYP

    register HYP "People with high blood pressure"
      people with HYP_COD ever
      average prevalence 13.1%
    ```
    """

    code = "P307"
    slug = "no-average-prevalence"


class ListDayUnsaid(Kind):
    """Pay depends on a list size, and the day of the list is not said.

    Lists grow and shrink through the year. A payment for each patient on the list is another sum in April than in
    January, so the scheme says which day counts: on the line itself, or once in the head.

    ## Wrong

    ```scheme lines
    scheme DEMO "Demonstration scheme"
      version 1
      runs 1 April 2026 to 31 March 2027
      figures from I unless tagged
      point value £190.00
      money rounds to the penny, half up, at payment
      same day takes the lowest reading
      empty denominator pays nothing

    payment SIGN-UP "For taking part"
      pays £0.62 per registered patient
    ```

    ## Right

    ```scheme lines
    payment SIGN-UP "For taking part"
      pays £0.62 per registered patient on 1 January 2026
    ```
    """

    code = "P308"
    slug = "list-day-unsaid"


class InstalmentsMiscounted(Kind):
    """The number of instalments is not the number of days given for them.

    With two instalments and three days, no one can tell which day falls away.

    ## Wrong

    ```scheme lines
    in 2 instalments on 31 July 2026, 31 October 2026 and 31 January 2027
    ```

    ## Right

    ```scheme lines
    in 3 instalments on 31 July 2026, 31 October 2026 and 31 January 2027
    ```
    """

    code = "P309"
    slug = "instalments-miscounted"


class WeightsDoNotSum(Kind):
    """The weights of the pot do not make 100%.

    Below 100%, part of the pot can never be earned; above, practices can earn more than is in it. Either way the sum
    that is announced is not the one that is paid.

    ## Wrong

    ```scheme lines
    pot £1.20 per registered patient on 1 January 2026
    pays 75% of the pot from 40% to 60%

    payment PLAN "Improvement plan"
      pays 20% of the pot
    ```

    ## Right

    ```scheme lines
    pot £1.20 per registered patient on 1 January 2026
    pays 75% of the pot from 40% to 60%

    payment PLAN "Improvement plan"
      pays 25% of the pot
    ```
    """

    code = "P332"
    slug = "weights-do-not-sum"


class NoPot(Kind):
    """A share of the pot is paid, and the head does not say what is in the pot.

    A share of nothing pays nothing. The pot is a sum for each practice, or for each patient of its list or of a
    register; several lines add up.

    ## Wrong

    ```scheme lines
    pays 100% of the pot from 40% to 60%
    ```

    ## Right

    ```scheme lines
    pot £1.20 per registered patient on 1 January 2026
    pays 100% of the pot from 40% to 60%
    ```
    """

    code = "P334"
    slug = "no-pot"
