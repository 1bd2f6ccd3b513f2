"""G: guarantees."""

from __future__ import annotations

from dsl.report.diagnostic import Level
from dsl.report.kind import Kind


class GuaranteeRefuted(Kind):
    """A scheme claims something of itself that does not hold.

    Practices and boards rely on what a scheme claims. The message shows practices in whole patients and pounds for
    whom the claim fails; the evaluator has paid them.

    ## Wrong

    ```scheme lines
    budget £250,000

    guarantees
      scheme never costs more than budget, for at most 200 practices of at most 12,000 patients
    ```

    ## Right

    ```scheme lines
    budget £250,000

    caps
      scheme at most £250,000, shared pro rata

    guarantees
      scheme never costs more than budget, for at most 200 practices of at most 12,000 patients
    ```
    """

    code = "G490"
    slug = "guarantee-refuted"


class GuaranteeNotProved(Kind):
    """A scheme claims something of itself that could not be decided.

    Without a limit on the whole scheme, its cost depends on how many practices take part and on how large they are. And
    where only the first few entries of a patient count, one more can push out another that is paid better. A claim that
    is not proved is not known to be wrong either, and the guide says so.

    ## Wrong

    ```scheme lines
    budget £250,000

    guarantees
      scheme never costs more than budget
    ```

    ## Right

    ```scheme lines
    budget £250,000

    guarantees
      scheme never costs more than budget, for at most 20 practices of at most 12,000 patients
    ```
    """

    code = "G491"
    slug = "guarantee-not-proved"
    level = Level.WARNING
