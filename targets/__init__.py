"""Plug-ins: one folder each, with a `TARGET`; drop one in and it is found. Each takes a dossier and gives files."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from targets.kit.target import Target


def discover() -> tuple[Target, ...]:
    """Every target there is, by name. Looks into this folder; nothing lists them."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    targets: list[Target] = [module.TARGET for module in modules if hasattr(module, "TARGET")]
    return tuple(sorted(targets, key=lambda target: target.name))
