"""X: examples."""

from __future__ import annotations

from dsl.report.kind import Kind


class ExampleDisagrees(Kind):
    """An example does not come out as it says.

    An example is part of the scheme's text: practices read it to see what the rules mean. Where the two disagree,
    one of them is not what was agreed. The message shows what came out, and the value under each part of the rule.

    ## Wrong

    ```scheme lines
    example "Seven in ten and a bit" for BP-1
      practice of 10,000 patients achieves 79 of 100
      expect 8.2 points
    ```

    ## Right

    ```scheme lines
    example "Seven in ten and a bit" for BP-1
      practice of 10,000 patients achieves 79 of 100
      expect 7.2 points, £1,368
    ```
    """

    code = "X700"
    slug = "example-disagrees"
