"""S: words."""

from __future__ import annotations

from dsl.report.kind import Kind


class UnknownWord(Kind):
    """A word is not known.

    The language has a fixed set of words, so that a slip is always seen and nothing is guessed. The message names
    the words that are near, of those that can stand at that place.

    ## Wrong

    ```scheme lines
    denominatr on HYP
    ```

    ## Right

    ```scheme lines
    denominator on HYP
    ```
    """

    code = "S100"
    slug = "unknown-word"


class NotInCapitals(Kind):
    """A name is not in capitals.

    Names that you give stand in CAPITALS, and the words of the language in small letters. That is how a reader, and
    the compiler, can tell them apart at a glance.

    ## Wrong

    ```scheme lines
    denominator on hyp
    ```

    ## Right

    ```scheme lines
    denominator on HYP
    ```
    """

    code = "S102"
    slug = "name-not-in-capitals"


FIGURE_FIRST = "is no name: a name begins with a letter"
"""Of a name that begins with a figure. It is said where the name first stands, not again at each use."""


class Unexpected(Kind):
    """Something stands where it cannot stand.

    Each part of the line may be right by itself, but a line says one thing, in one order. The message says what can
    stand at that place.

    ## Wrong

    ```scheme lines
    pays 12 points from 70% to 85% of patients
    ```

    ## Right

    ```scheme lines
    pays 12 points from 70% to 85%
    ```
    """

    code = "S103"
    slug = "unexpected-here"


class SaidTwice(Kind):
    """One thing is said twice in a line.

    A patient is born once and is on the practice's list from one day. If a line says it twice, a reader cannot know
    which to believe.

    ## Wrong

    ```scheme lines
    example "Under age" for HYP
      patient born 3 May 1961, born 4 May 1961
      expect not on HYP
    ```

    ## Right

    ```scheme lines
    example "Under age" for HYP
      patient born 3 May 1961
      expect not on HYP
    ```
    """

    code = "S106"
    slug = "said-twice"


class InCapitals(Kind):
    """A word of the language is not in small letters.

    Capitals are for names that you give. A word of the language in capitals would be taken for one of them.

    ## Wrong

    ```scheme lines
    Denominator on HYP
    ```

    ## Right

    ```scheme lines
    denominator on HYP
    ```
    """

    code = "S107"
    slug = "word-in-capitals"


class WordMissing(Kind):
    """A word is missing in the middle of a line.

    The line reads on sensibly once that word is there. It is asked for and not filled in, since a rule that moves
    money is never completed by guessing.

    ## Wrong

    ```scheme lines
    pays 12 points from 70% 85%
    ```

    ## Right

    ```scheme lines
    pays 12 points from 70% to 85%
    ```
    """

    code = "S109"
    slug = "word-missing"


class DaysTooDeep(Kind):
    """Days are counted from days that are counted from days.

    A day counted from the latest event, found in a window that is itself counted from another event, and so on, can
    be computed but not followed by a reader. One such step is allowed; for more, define a register that says what
    is meant.

    ## Wrong

    ```scheme lines
    numerator with BP_COD after the latest BP_COD after the latest BP_COD after the latest BP_COD ever
    ```

    ## Right

    ```scheme lines
    numerator with BP_COD after the latest BP_COD ever
    ```
    """

    code = "S123"
    slug = "days-too-deep"
