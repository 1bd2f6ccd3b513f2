"""What the page calls that which a scheme pays for: measures, items of a price list, or both."""

from __future__ import annotations

from dsl.model.scheme import Scheme
from dsl.report.figures import listed


def only_items(scheme: Scheme) -> bool:
    """Whether the scheme is a price list and nothing else."""
    return bool(scheme.items) and not scheme.indicators and not scheme.payments


def called(scheme: Scheme, joined: str) -> str:
    """measure; item; "measure or item". A scheme of payments alone has measures, as its page always called them."""
    return listed(_names(scheme), joined)


def all_called(scheme: Scheme) -> str:
    """measures; items; measures and items"""
    return listed([f"{name}s" for name in _names(scheme)], "and")


def _names(scheme: Scheme) -> list[str]:
    if not scheme.items:
        return ["measure"]
    return ["item"] if only_items(scheme) else ["measure", "item"]
