"""What was made, from what, by what: a manifest stands beside every set of outputs.

It holds no time, no user and no path of this machine, so that the same inputs give the same bytes everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dsl.model.scheme import Scheme
from dsl.model.standing import of_scheme
from schemec.sheets import document

NAME = "manifest.json"
VERSION = 1
"""Rises when a field changes its meaning or goes."""

TEXTS = ("made_by", "scheme", "title", "version", "first_day", "last_day")
DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def manifest(
    made_by: str,
    scheme: Scheme,
    compiler: str,
    inputs: Mapping[str, str],
    outputs: Mapping[str, str],
    **more: Any,
) -> bytes:
    """The manifest of one scheme's outputs, made by the command `made_by`.

    `inputs` and `outputs` give the SHA-256 of each by its path, relative to where it lies.
    """
    return document(
        {
            "manifest": VERSION,
            "made_by": made_by,
            "compiler": compiler,
            **about(scheme),
            **more,
            "weakest_standing": weakest_standing(scheme),
            "allowed": allowed(scheme),
            "code_lists": code_lists(scheme),
            "inputs": dict(sorted(inputs.items())),
            "outputs": dict(sorted(outputs.items())),
        }
    )


def about(scheme: Scheme) -> dict[str, Any]:
    """Which scheme."""
    return {
        "scheme": scheme.code,
        "title": scheme.title,
        "version": scheme.version,
        "first_day": scheme.first_day.isoformat(),
        "last_day": scheme.last_day.isoformat(),
    }


def code_lists(scheme: Scheme) -> list[dict[str, Any]]:
    """The releases of code lists that the scheme is built on."""
    return [
        {
            "name": codes.name,
            "system": codes.system.value,
            "release": codes.release,
            "file": codes.path or None,
            "cluster": codes.cluster or None,
            "codes": len(codes.codes),
            "sha256": codes.sha256,
        }
        for codes in scheme.code_lists
    ]


def allowed(scheme: Scheme) -> list[dict[str, Any]]:
    """What the checker would have said, and who decided to let it stand, and why; `in` is empty for the head."""
    return [{"code": each.code, "in": each.where, "because": each.because, "by": each.by} for each in scheme.allowances]


def weakest_standing(scheme: Scheme) -> str | None:
    """How far the least reliable figure can be relied on; None where the scheme does not say of any."""
    standing = of_scheme(scheme)
    return None if standing is None else standing.value


def parse(content: bytes) -> dict[str, Any] | None:
    """What a manifest says; None for a text that is not one of ours, or of another version of them."""
    try:
        said = json.loads(content)
    except ValueError:
        return None
    if not isinstance(said, dict) or said.get("manifest") != VERSION:
        return None
    texts = all(isinstance(said.get(name), str) for name in TEXTS)
    outputs = said.get("outputs")
    whole = texts and isinstance(outputs, dict) and all(map(_stays_inside, outputs))
    return said if whole and all(map(DAY.fullmatch, (said["first_day"], said["last_day"]))) else None


def read(folder: Path) -> dict[str, Any] | None:
    """What the manifest in a folder says; None if there is none, or none of ours."""
    try:
        return parse((folder / NAME).read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def made_before(folder: Path) -> set[str]:
    """The files that an earlier call made in a folder, the manifest with them."""
    content = read(folder)
    return set() if content is None else {*content["outputs"], NAME}


def _stays_inside(path: str) -> bool:
    """A manifest is a file that anybody could have changed; what it names may be removed."""
    return not Path(path).is_absolute() and ".." not in Path(path).parts
