"""Guides as the tests read them: of a spec, of a made scheme, and the parts of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import made
import pytest
from dossiers import COMPILER, MEASURED, PATHS, dossier
from html_page import Element, read

from targets.guide import TARGET
from targets.kit.dossier import assemble
from targets.kit.target import Dossier

SPECS = [pytest.param(str(path), id=path.stem) for path in PATHS]
OF_MEASURES = [pytest.param(str(path), id=path.stem) for path in MEASURED]


def page_of(filled: Dossier) -> Element:
    return read(TARGET.files(filled)["index.html"])


def page(path: str) -> Element:
    return page_of(dossier(path))


def section(root: Element, place: str) -> Element:
    """The section that a heading's id names."""
    (found,) = (each for each in root.all("section", "article") if each.attributes.get("aria-labelledby") == place)
    return found


def guide_of(**changes: Any) -> Element:
    return page_of(assemble(made.scheme(**changes), COMPILER))


def leaves(root: Element) -> Iterator[Element]:
    """Paragraphs, items and cells that hold no other of them."""
    for each in root.all("p", "li", "td"):
        if not list(each.all("p", "li", "td")):
            yield each
