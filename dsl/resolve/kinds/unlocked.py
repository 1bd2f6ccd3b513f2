"""C: lists without a lock, and a lock that holds too many."""

from __future__ import annotations

from dsl.report.diagnostic import Level
from dsl.report.kind import Kind


class NoLock(Kind):
    """A scheme's code lists are not locked.

    Lists of a real code system are released anew twice a year. With a lock beside the scheme, a list that has changed
    is seen before it moves patients and money. Made-up lists stand in for real ones and need no lock.

    ## Wrong

    ```scheme lines
    codes HYP_COD from SNOMED CT file "codes/hyp.csv" release 2026-04
    ```

    ```csv codes/hyp.csv
    code,term
    413123006,A code of the right form
    ```

    ## Right

    ```scheme lines
    codes HYP_COD from SNOMED CT file "codes/hyp.csv" release 2026-04
    ```

    ```csv codes/hyp.csv
    code,term
    413123006,A code of the right form
    ```

    ```json schemec.lock
    {
      "about": "Written by `schemec lock`; do not edit.",
      "lock": 2,
      "schemes": {
        "DEMO": {
          "BP_COD": {
            "from": "codes/bp.csv",
            "release": "2026-04",
            "system": "synthetic",
            "sha256": "c08770bbf5746dfa274e9e8158fa1cafdfb4bb57e6a2c2b1bdc76a68f3b9e650",
            "seal": "79ee730c6191d625e476916f547251e071c19494f51064c02501e9fd62af827b",
            "count": 1,
            "codes": {
              "SYN-BP-1": "Blood pressure reading"
            }
          },
          "HYP_COD": {
            "from": "codes/hyp.csv",
            "release": "2026-04",
            "system": "SNOMED CT",
            "sha256": "4f7f8c627fa1ab762b858f819cea7e3bf571c01c5e45c90a5d56adc7759bb1b5",
            "seal": "2180db67d2f35388db2174f96df06e992503ba62d7db75aaa4b1455ea63a4323",
            "count": 1,
            "codes": {
              "413123006": "A code of the right form"
            }
          }
        }
      }
    }
    ```
    """

    code = "C295"
    slug = "no-lock"
    level = Level.ADVICE


class LockedNoLonger(Kind):
    """The lock holds a code list that the scheme does not name.

    It does no harm to what is counted, but a reader of the lock would take the list for a part of the scheme.

    ## Wrong

    ```scheme lines
    codes HYP_COD from synthetic file "codes/hyp.csv" release 2026-04
    ```

    ```json schemec.lock
    {
      "about": "Written by `schemec lock`; do not edit.",
      "lock": 2,
      "schemes": {
        "DEMO": {
          "BP_COD": {
            "from": "codes/bp.csv",
            "release": "2026-04",
            "system": "synthetic",
            "sha256": "c08770bbf5746dfa274e9e8158fa1cafdfb4bb57e6a2c2b1bdc76a68f3b9e650",
            "seal": "79ee730c6191d625e476916f547251e071c19494f51064c02501e9fd62af827b",
            "count": 1,
            "codes": {
              "SYN-BP-1": "Blood pressure reading"
            }
          },
          "HYP_COD": {
            "from": "codes/hyp.csv",
            "release": "2026-04",
            "system": "synthetic",
            "sha256": "3920de7575f3b45836fd11deb7071b104b3f43644e220edb65c6763f211fe6b3",
            "seal": "fd0a8e85cd48e9bf4e5adf18dc4dd7cd1c2550ed9aa27e9fccf8d7422a47f0af",
            "count": 2,
            "codes": {
              "SYN-HYP-1": "High blood pressure",
              "SYN-HYP-2": "High blood pressure of pregnancy"
            }
          },
          "OLD_COD": {
            "from": "codes/old.csv",
            "release": "2026-04",
            "system": "synthetic",
            "sha256": "f915be07b97152623642f14adb02a2c1549967782e885f1f9131352b8ef9dcdc",
            "seal": "d3e58508f6b05065bbd093839e6ac7e0aaaabd70ed002925fa968a399361125e",
            "count": 1,
            "codes": {
              "SYN-OLD-1": "Blood pressure, old style"
            }
          }
        }
      }
    }
    ```

    ## Right

    ```scheme lines
    codes HYP_COD from synthetic file "codes/hyp.csv" release 2026-04
    ```

    ```json schemec.lock
    {
      "about": "Written by `schemec lock`; do not edit.",
      "lock": 2,
      "schemes": {
        "DEMO": {
          "BP_COD": {
            "from": "codes/bp.csv",
            "release": "2026-04",
            "system": "synthetic",
            "sha256": "c08770bbf5746dfa274e9e8158fa1cafdfb4bb57e6a2c2b1bdc76a68f3b9e650",
            "seal": "79ee730c6191d625e476916f547251e071c19494f51064c02501e9fd62af827b",
            "count": 1,
            "codes": {
              "SYN-BP-1": "Blood pressure reading"
            }
          },
          "HYP_COD": {
            "from": "codes/hyp.csv",
            "release": "2026-04",
            "system": "synthetic",
            "sha256": "3920de7575f3b45836fd11deb7071b104b3f43644e220edb65c6763f211fe6b3",
            "seal": "fd0a8e85cd48e9bf4e5adf18dc4dd7cd1c2550ed9aa27e9fccf8d7422a47f0af",
            "count": 2,
            "codes": {
              "SYN-HYP-1": "High blood pressure",
              "SYN-HYP-2": "High blood pressure of pregnancy"
            }
          }
        }
      }
    }
    ```
    """

    code = "C296"
    slug = "locked-no-longer"
    level = Level.ADVICE
