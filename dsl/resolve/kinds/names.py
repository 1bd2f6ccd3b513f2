"""N: names."""

from __future__ import annotations

from dsl.report.diagnostic import Level
from dsl.report.kind import Kind


class NotDefined(Kind):
    """A name is not defined.

    Every code list, register, indicator, item, payment and source is defined once and used by its name. A name that
    nothing defines is most often a slip of the pen. What it should have counted, or paid for, cannot be known.

    ## Wrong

    ```scheme lines
    denominator on HPY
    ```

    ## Right

    ```scheme lines
    denominator on HYP
    ```
    """

    code = "N200"
    slug = "not-defined"


class DefinedTwice(Kind):
    """A name is defined twice.

    A name belongs to one thing only, whatever kind of thing it is. With two registers of one name, no reader could
    tell which of them a payment counts. The code of a scheme names all that is made of it, so no two schemes that are
    checked or built together can have the same.

    ## Wrong

    ```scheme lines
    register HYP "People with high blood pressure"
      people with HYP_COD ever
      average prevalence 13.1%

    register HYP "Adults with high blood pressure"
      people aged 18 or over on year end and with HYP_COD ever
    ```

    ## Right

    ```scheme lines
    register HYP "People with high blood pressure"
      people with HYP_COD ever
      average prevalence 13.1%

    indicator ADULTS "Adults with high blood pressure whose pressure was taken"
      denominator on HYP and aged 18 or over on year end
      numerator with BP_COD in scheme year
      pays nothing
    ```
    """

    code = "N201"
    slug = "defined-twice"


class NeverUsed(Kind):
    """A code list, register or source is defined and never used.

    Nothing is counted or paid by it. Perhaps the line that should have named it names another one.

    ## Wrong

    ```scheme lines
    codes ADVICE_COD from synthetic file "codes/advice.csv" release 2026-04
    ```

    ## Right

    ```scheme lines
    codes ADVICE_COD from synthetic file "codes/advice.csv" release 2026-04

    indicator ADVICE "Advice given"
      denominator on HYP
      numerator with ADVICE_COD in scheme year
      pays nothing
    ```
    """

    code = "N202"
    slug = "never-used"
    level = Level.ADVICE
    spare = True


class Circular(Kind):
    """Registers are defined by one another in a circle.

    To know who is on the first, one must know who is on the second, and to know that, who is on the first. No
    patient can be counted.

    ## Wrong

    ```scheme lines
    register HYP "People with high blood pressure"
      people with HYP_COD ever and not on WELL
      average prevalence 13.1%

    register WELL "People without high blood pressure"
      people not on HYP
    ```

    ## Right

    ```scheme lines
    register HYP "People with high blood pressure"
      people with HYP_COD ever
      average prevalence 13.1%

    register WELL "People without high blood pressure"
      people not on HYP

    indicator WELL-1 "Pressure taken in people without high blood pressure"
      denominator on WELL
      numerator with BP_COD in scheme year
      pays nothing
    ```
    """

    code = "N203"
    slug = "circular"


class WrongKind(Kind):
    """A name stands for another kind of thing than is due there.

    `on` is followed by a register; `with`, `without`, `latest` and the like by a code list. A register is a group of
    patients, and a code list is what may stand in a patient's record.

    ## Wrong

    ```scheme lines
    denominator on HYP_COD
    ```

    ## Right

    ```scheme lines
    denominator with HYP_COD ever
    ```
    """

    code = "N204"
    slug = "wrong-kind"
