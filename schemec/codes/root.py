"""Where code lists are kept on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from schemec.exits import Trouble


def default_root() -> Path:
    """Where lists are kept: SCHEMEC_CODES if it is set, else the user's own data folder. Trouble if there is none."""
    root = root_if_any()
    if root is None:
        raise Trouble("there is no home folder for code lists; name one in SCHEMEC_CODES")
    return root


def root_if_any() -> Path | None:
    """The same, or None on a machine where the user has no home folder."""
    named = os.environ.get("SCHEMEC_CODES", "")
    if named:
        return Path(named)
    data = Path(os.environ.get("XDG_DATA_HOME", ""))
    if not data.is_absolute():
        try:
            home = Path.home()
        except RuntimeError:
            return None
        data = home / ("Library/Application Support" if sys.platform == "darwin" else ".local/share")
    return data / "schemec" / "codes"
