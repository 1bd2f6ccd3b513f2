"""The front door: the command line, and all input and output. Decides nothing about the language.

`parse`, `check`, `compile` and `run` are the public names; each is loaded when it is first asked for, so that
`schemec check` does not wait for what only `schemec run` needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schemec.pipeline import check as check
    from schemec.pipeline import compile as compile
    from schemec.pipeline import parse as parse
    from schemec.pipeline import run as run

__all__ = ["check", "compile", "parse", "run"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("schemec.pipeline"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
