"""What happens when schemec itself fails: it says so, and leaves a report."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from collections.abc import Sequence

from schemec.version import version


def report(error: BaseException, arguments: Sequence[str]) -> str | None:
    """Write a report of `error`, readable by this user alone; its path, or None if it cannot be written."""
    text = "\n".join(
        (
            f"schemec {version()}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {list(arguments)}",
            "",
            "".join(traceback.format_exception(error)),
        )
    )
    try:
        handle, path = tempfile.mkstemp(prefix="schemec-fault-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        return None
    return path


def sentence(error: BaseException, arguments: Sequence[str]) -> str:
    """What the user is told."""
    path = report(error, arguments)
    where = f"A report is in {path}; look it over before you send it on." if path else "No report could be written."
    return f"error: schemec itself failed; your files are as they were. {where}"
