"""C: code lists that are not what was locked."""

from __future__ import annotations

from dsl.report.kind import Kind


class Changed(Kind):
    """A code list is not the one that was locked.

    Its file, release or code system is another than when somebody last looked at it and wrote the lock. Codes added or
    taken out move patients and money, so the change is looked at before it counts.

    ## Wrong

    ```scheme lines
    codes HYP_COD from synthetic file "codes/hyp.csv" release 2026-04
    ```

    ```csv codes/hyp.csv
    code,term
    SYN-HYP-1,High blood pressure
    SYN-HYP-3,High blood pressure of the kidney
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

    code = "C292"
    slug = "changed-since-locked"


class NotLocked(Kind):
    """A code list is missing in the lock.

    The lock names the lists that were looked at. One that it does not name can change without anybody seeing it.

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

    code = "C293"
    slug = "not-locked"


class BrokenLock(Kind):
    """The lock cannot be relied on.

    It cannot be read, or says two things that cannot both be so. It is written by `schemec lock` and by nobody else:
    when a hand has been in it, it no longer shows which codes were agreed.

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
              "SYN-HYP-9": "High blood pressure of pregnancy"
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

    code = "C294"
    slug = "broken-lock"
