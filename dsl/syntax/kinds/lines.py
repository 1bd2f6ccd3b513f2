"""S: whole lines."""

from __future__ import annotations

from dsl.report.kind import Kind


class StopsTooSoon(Kind):
    """A line stops too soon.

    A line is one clause and has to say all of it. A long condition goes on in the next line if that begins with
    `and` or `or`.

    ## Wrong

    ```scheme lines
    pays 12 points from 70% to
    ```

    ## Right

    ```scheme lines
    pays 12 points from 70% to 85%
    ```
    """

    code = "S101"
    slug = "stops-too-soon"


class WrongBlock(Kind):
    """A line stands in a block where it does not belong.

    Each block has its own lines: `people` belongs to a register, `numerator` to an indicator. A line in the wrong
    block is most often a sign that the line that opens its block is missing or misspelt.

    ## Wrong

    ```scheme lines
    register OLD "People aged 65 or over"
      denominator aged 65 or over on year end
    ```

    ## Right

    ```scheme lines
    register OLD "People aged 65 or over"
      people aged 65 or over on year end
    ```
    """

    code = "S104"
    slug = "wrong-block"


class LadderApart(Kind):
    """A ladder and its steps are apart.

    `pays by ladder` is followed by its steps, each on a line that begins with `-`. A ladder without steps pays
    nobody, and a step without its ladder belongs nowhere.

    ## Wrong

    ```scheme lines
    pays by ladder
    ```

    ## Right

    ```scheme lines
    pays by ladder
      - from 85% up to 90% £400
      - from 90% £900
    ```
    """

    code = "S105"
    slug = "ladder-apart"


class SecondHead(Kind):
    """A second scheme begins in one file.

    A file holds one scheme, and its head stands first. Outputs are filed under the scheme's code, so two schemes
    are two files.

    ## Wrong

    ```scheme lines
    scheme TWO "A second scheme"
      version 1.0
      runs 1 April 2026 to 31 March 2027
      figures from I unless tagged
      list size on 1 January 2026
      point value £190.00 for a practice of 10,000 patients
      money rounds to the penny, half up, at payment
      same day takes the lowest reading
      empty denominator pays nothing

    scheme THREE "A third scheme"
      version 1.0
    ```

    ## Right

    ```scheme lines
    scheme TWO "A second scheme"
      version 1.0
      runs 1 April 2026 to 31 March 2027
      figures from I unless tagged
      list size on 1 January 2026
      point value £190.00 for a practice of 10,000 patients
      money rounds to the penny, half up, at payment
      same day takes the lowest reading
      empty denominator pays nothing
    ```
    """

    code = "S108"
    slug = "second-head"


class TextUnmarked(Kind):
    """Text for people has no mark.

    A line of text begins with `>`. Without the mark it would have to be guessed which lines are rules and which are
    only read.

    ## Wrong

    ```scheme lines
    We count the latest reading of the year.
    ```

    ## Right

    ```scheme lines
    > We count the latest reading of the year.
    ```
    """

    code = "S113"
    slug = "text-without-its-mark"


class NotAScheme(Kind):
    """The file is not a scheme.

    There is nothing to read in it, or it is not plain text, or it is far too large: a scheme of a hundred
    indicators has a few thousand lines. Perhaps another file was meant, or a document was renamed instead of saved
    as plain text.

    ## Wrong

    ```scheme
    # To be written.
    ```

    ## Right

    ```scheme
    scheme ONE "One scheme"
      version 1.0
      runs 1 April 2026 to 31 March 2027
      money rounds to the penny, half up, at payment
      same day takes the lowest reading
      empty denominator pays nothing
    ```
    """

    code = "S140"
    slug = "not-a-scheme"
