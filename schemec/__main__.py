"""`python -m schemec` is the command `schemec`."""

import sys

from schemec.cli import main

if __name__ == "__main__":
    sys.exit(main())
