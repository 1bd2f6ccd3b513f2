"""C: national clusters."""

from __future__ import annotations

from dsl.report.kind import Kind


class NotImported(Kind):
    """A national cluster is not on this machine.

    The scheme names it and does not hold it: its codes come from the release, which is imported once on each machine.
    Until then nothing that uses the list can be counted.

    ## Wrong

    ```scheme lines
    codes HYP_COD from national cluster HYP_COD release 2025-12
    ```

    ## Right

    ```scheme lines
    codes HYP_COD from national cluster HYP_COD release 2025-12
    ```

    ```csv HYP_COD@2025-12
    code,term
    413123006,A code of the right form
    ```
    """

    code = "C298"
    slug = "not-imported"
