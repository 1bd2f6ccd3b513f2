"""C: code lists and their files."""

from __future__ import annotations

from dsl.report.diagnostic import Level
from dsl.report.kind import Kind


class Unreadable(Kind):
    """A code list cannot be read.

    Its file is not there, or is not a CSV file that can be read. Without its codes nothing that uses the list can be
    counted.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "codes/blood-presure.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```
    """

    code = "C283"
    slug = "unreadable"


class RowTooLong(Kind):
    """A row of a code list has more cells than its first line has columns.

    A comma in a term begins another cell, unless the term stands in quotation marks. What comes behind it is lost from
    the term, and nobody sees which code is meant.

    ## Wrong

    ```csv codes/bp.csv
    code,term
    SYN-BP-1,Blood pressure reading, sitting
    ```

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ## Right

    ```csv codes/bp.csv
    code,term
    SYN-BP-1,"Blood pressure reading, sitting"
    ```

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```
    """

    code = "C310"
    slug = "row-too-long"
    level = Level.WARNING


class NoColumns(Kind):
    """A code list lacks its columns.

    The first line of the file names its columns, and two of them are `code` and `term`. Without names a column of
    terms could be taken for codes.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    SYN-BP-1,Blood pressure reading
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    SYN-BP-1,Blood pressure reading
    ```
    """

    code = "C284"
    slug = "no-columns"


class Empty(Kind):
    """A code list holds no codes.

    No event can belong to it, so nobody can ever meet a condition that asks for one.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    SYN-BP-1,Blood pressure reading
    ```
    """

    code = "C285"
    slug = "empty"


class BlankCode(Kind):
    """A row of a code list has no code.

    The term stands there and the code is gone, so the events it meant are lost from every count.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    SYN-BP-1,Blood pressure reading
    ,Blood pressure taken at home
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    SYN-BP-1,Blood pressure reading
    SYN-BP-2,Blood pressure taken at home
    ```
    """

    code = "C286"
    slug = "blank-code"


class CodeTwice(Kind):
    """A code stands twice in one list.

    It counts once. Perhaps one of the two rows was meant to hold another code.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    SYN-BP-1,Blood pressure reading
    SYN-BP-1,Blood pressure taken at home
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    SYN-BP-1,Blood pressure reading
    SYN-BP-2,Blood pressure taken at home
    ```
    """

    code = "C287"
    slug = "code-twice"
    level = Level.WARNING


class Mangled(Kind):
    """A spreadsheet has changed a code into a number.

    Spreadsheets show long codes as powers of ten, and save them that way. Of a number with more than 15 digits they
    make the last ones zeros, and the zeros that a Read code begins with they leave out. What is lost cannot be got back
    from the file.

    ## Wrong

    ```scheme lines
    codes BP_COD from SNOMED CT file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    1.09181E+15,Diastolic arterial pressure
    ```

    ## Right

    ```scheme lines
    codes BP_COD from SNOMED CT file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    1091811000000102,Diastolic arterial pressure
    ```
    """

    code = "C288"
    slug = "mangled"


class OutsideFolder(Kind):
    """A code list lies outside the scheme's own folder.

    A scheme and its code lists travel together. A path that leads elsewhere works on one machine and fails on the next.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "../bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```
    """

    code = "C289"
    slug = "outside-folder"


class NotOfItsSystem(Kind):
    """A code cannot belong to the code system its list names.

    A SNOMED CT or dm+d identifier has 6 to 18 digits, its last digit checks the others, and the two before it say what
    it names: records hold concepts, never the descriptions and relationships that some exports list. A Read code has
    five characters. A code with a digit wrong finds nobody, and no one notices.

    ## Wrong

    ```scheme lines
    codes BP_COD from SNOMED CT file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    163031005,Diastolic blood pressure reading
    ```

    ## Right

    ```scheme lines
    codes BP_COD from SNOMED CT file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    163031004,Diastolic blood pressure reading
    ```
    """

    code = "C290"
    slug = "not-of-its-system"


class NotSynthetic(Kind):
    """A made-up code does not say that it is made up.

    Synthetic codes stand in until the real list is put in their place. They begin with `SYN-`, so that nobody takes
    them for codes of a real system.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    BP-1,Blood pressure reading
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term
    SYN-BP-1,Blood pressure reading
    ```
    """

    code = "C291"
    slug = "not-synthetic"


class StatusUnclear(Kind):
    """A row of a code list does not say clearly whether its code is active.

    The list has a column for that, such as `active`, `retired` or `retired on`. A code that is not active any more is
    not recorded for new patients, so whoever reads the list should be able to tell.

    ## Wrong

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term,active
    SYN-BP-1,Blood pressure reading,yes
    SYN-BP-2,Blood pressure taken at home,perhaps
    ```

    ## Right

    ```scheme lines
    codes BP_COD from synthetic file "codes/bp.csv" release 2026-04
      values in mmHg, plausible from 40/20 to 300/200
    ```

    ```csv codes/bp.csv
    code,term,active
    SYN-BP-1,Blood pressure reading,yes
    SYN-BP-2,Blood pressure taken at home,yes
    ```
    """

    code = "C309"
    slug = "status-unclear"
    level = Level.WARNING
