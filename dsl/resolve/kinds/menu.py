"""P: what practices choose whether to do."""

from __future__ import annotations

from dsl.report.diagnostic import Level
from dsl.report.kind import Kind


class NothingToChoose(Kind):
    """The head lets practices choose among things that the scheme does not have.

    The line changes nothing, so something else was meant: the scheme is not the menu that it says it is.

    ## Wrong

    ```scheme lines
    scheme DEMO "Demonstration scheme"
      version 1
      runs 1 April 2026 to 31 March 2027
      figures from I unless tagged
      list size on 1 January 2026
      point value £190.00 for a practice of 10,000 patients
      money rounds to the penny, half up, at payment
      same day takes the lowest reading
      empty denominator pays nothing
      practices sign up for each item
    ```

    ## Right

    ```scheme lines
    scheme DEMO "Demonstration scheme"
      version 1
      runs 1 April 2026 to 31 March 2027
      figures from I unless tagged
      list size on 1 January 2026
      point value £190.00 for a practice of 10,000 patients
      money rounds to the penny, half up, at payment
      same day takes the lowest reading
      empty denominator pays nothing
      practices sign up for each indicator
    ```
    """

    code = "P331"
    slug = "nothing-to-choose"
    level = Level.WARNING


class ChosenTwice(Kind):
    """A block lets practices choose what the head lets them choose already.

    Whoever takes one of the two lines out later may think that everybody must do it from then on, and be wrong.

    ## Wrong

    ```scheme lines
    scheme DEMO "Demonstration scheme"
      version 1
      runs 1 April 2026 to 31 March 2027
      figures from I unless tagged
      list size on 1 January 2026
      point value £190.00 for a practice of 10,000 patients
      money rounds to the penny, half up, at payment
      same day takes the lowest reading
      empty denominator pays nothing
      practices sign up for each payment

    payment PLAN "Improvement plan"
      practices sign up for this
      pays £500
    ```

    ## Right

    ```scheme lines
    payment PLAN "Improvement plan"
      practices sign up for this
      pays £500
    ```
    """

    code = "P333"
    slug = "chosen-twice"
    level = Level.WARNING
