"""W: references in prose."""

from __future__ import annotations

from dsl.report.kind import Kind


class UnknownReference(Kind):
    """A reference in prose is not one the language knows.

    Words between braces are replaced by what the rule says, so that the text cannot go out of date. Nothing stands for
    this one.

    ## Wrong

    ```scheme lines
    > Points start at {lowest}.
    ```

    ## Right

    ```scheme lines
    > Points start at {lower}.
    ```
    """

    code = "W600"
    slug = "unknown-reference"


class NothingToShow(Kind):
    """A reference in prose asks for what the rule does not say.

    The word is known, and here nothing gives it a value: a ladder has no one number of points, and a scheme without a
    budget has none to show.

    ## Wrong

    ```scheme lines
    > We pay for {limit} at most.
    ```

    ## Right

    ```scheme lines
    > Points start at {lower}, and all {points} are earned at {upper}.
    ```
    """

    code = "W601"
    slug = "nothing-to-show"


class BraceOpen(Kind):
    """A brace in prose is not closed, or not opened.

    A reference stands between `{` and `}` on one line.

    ## Wrong

    ```scheme lines
    > Points start at {lower, and all are earned at {upper}.
    ```

    ## Right

    ```scheme lines
    > Points start at {lower}, and all are earned at {upper}.
    ```
    """

    code = "W602"
    slug = "brace-open"
