"""Which schemec this is."""

from __future__ import annotations


def version() -> str:
    """The version of the installed package."""
    from importlib.metadata import version as installed  # slow to load, and most calls never ask  # noqa: PLC0415

    return installed("schemec")
