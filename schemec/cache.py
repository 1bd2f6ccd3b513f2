"""Our own folder for what is kept between two calls: an optimisation that may always be absent."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path


def parser_cache() -> str | None:
    """A file name of our own for the prepared parser, or None where no private folder can be had.

    The name tells apart every version of Python; the content is told apart by whoever reads it.
    """
    folder = own_folder()
    return str(folder / f"parser-{sys.implementation.cache_tag}.bin") if folder else None


def own_folder() -> Path | None:
    """A folder in the user's own cache, or None where no private one can be had.

    What is read from there is trusted, so the folder must be ours and closed to others.
    """
    with suppress(OSError, RuntimeError):  # the second where nobody has a home
        folder = _caches() / "schemec"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        seen = folder.lstat()
        private = stat.S_ISDIR(seen.st_mode) and seen.st_uid == os.getuid() and not seen.st_mode & 0o077
        if private and os.access(folder, os.W_OK | os.X_OK):
            return folder
    return None


def _caches() -> Path:
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")
