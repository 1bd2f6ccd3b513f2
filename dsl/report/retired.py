"""Codes no longer used and where they went. A code is never given a second meaning."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RETIRED: Mapping[str, str] = MappingProxyType({})
"""Code to one sentence that says what took its place. `dsl.report.pages` refuses a kind with a code from here."""
