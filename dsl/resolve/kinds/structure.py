"""S: which lines a block needs and may have."""

from __future__ import annotations

from dsl.report.kind import Kind


class NoScheme(Kind):
    """A file does not begin with a scheme's head.

    The head says what the scheme is called, when it runs and how money is rounded. Nothing else in the file means
    anything without it.

    ## Wrong

    ```scheme
    register ADULTS "Adults"
      people aged 18 or over on year end
    ```

    ## Right

    ```scheme
    scheme DEMO "Demonstration scheme"
      version 1
      runs 1 April 2026 to 31 March 2027
      money rounds to the penny, half up, at payment
      same day takes the lowest reading
      empty denominator pays nothing
    ```
    """

    code = "S300"
    slug = "no-scheme"


class LineMissing(Kind):
    """A line is missing that must be there.

    How money is rounded, which of two readings on one day counts, and what an empty denominator pays each move money,
    and readers differ on what is natural: so the head must say, and there is no default. A register must say who is on
    it; an indicator what it counts and what it pays.

    ## Wrong

    ```scheme lines
    scheme DEMO "Demonstration scheme"
      version 1
      runs 1 April 2026 to 31 March 2027
      figures from I unless tagged
      list size on 1 January 2026
      point value £190.00 for a practice of 10,000 patients
      same day takes the lowest reading
      empty denominator pays nothing
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
    ```
    """

    code = "S301"
    slug = "line-missing"


class LineTwice(Kind):
    """A line is given twice that a block may have once.

    With two numerators, or two ways to pay, no reader could tell which is meant. To require two things at once, join
    them with `and`; to pay in two ways, write two indicators.

    ## Wrong

    ```scheme lines
    pays 12 points from 70% to 85%
    pays £27.50 per patient achieved, up to 90 patients
    ```

    ## Right

    ```scheme lines
    pays 12 points from 70% to 85%
    ```
    """

    code = "S302"
    slug = "line-twice"


class NotHere(Kind):
    """A line stands in a block that has no such lines.

    The guide prints the text of the head, of registers, indicators, items and payments beside them. Text elsewhere
    would be lost; a remark for those who work on the file is a comment.

    ## Wrong

    ```scheme lines
    caps
      scheme at most £250,000, shared pro rata
      > The committee set this limit in February.
    ```

    ## Right

    ```scheme lines
    caps
      scheme at most £250,000, shared pro rata # set by the committee in February
    ```
    """

    code = "S303"
    slug = "not-here"


class BlockTwice(Kind):
    """A block is given twice of which a file has one.

    A file has one list of sources, one governance block and one block of caps, so that a reader finds all of it in one
    place.

    ## Wrong

    ```scheme lines
    caps
      scheme at most £250,000, shared pro rata

    caps
      each practice at most £5,000
    ```

    ## Right

    ```scheme lines
    caps
      scheme at most £250,000, shared pro rata
      each practice at most £5,000
    ```
    """

    code = "S304"
    slug = "block-twice"
