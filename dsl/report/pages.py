"""The page of each kind of diagnostic, made from its docstring. Kinds are found by looking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from inspect import getdoc
from pkgutil import walk_packages
from types import ModuleType

from dsl.report.diagnostic import Level
from dsl.report.kind import Kind
from dsl.report.retired import RETIRED
from dsl.report.samples import CODE_FILES, in_standard_scheme

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
CODE = re.compile(r"[SNTCPEGXWL][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as its page shows it. `whole` is false for lines of the standard scheme."""

    text: str
    whole: bool
    own_files: tuple[tuple[str, str], ...] = ()

    def scheme(self) -> str:
        """The whole file that the sample stands for."""
        return self.text if self.whole else in_standard_scheme(self.text)

    def code_files(self) -> Mapping[str, str]:
        """The code-list files the sample can name, by path."""
        return {**CODE_FILES, **dict(self.own_files)}


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of diagnostic, explained."""

    code: str
    slug: str
    level: Level
    title: str
    reason: str
    wrong: Sample
    right: Sample

    def markdown(self) -> str:
        """The page as `schemec explain` prints it and the reference holds it."""
        parts = [f"# {self.code}: {self.title}", f"Level: {self.level.value}.", self.reason]
        for heading, sample in (("Wrong", self.wrong), ("Right", self.right)):
            parts.append(f"## {heading}")
            parts.extend(
                f"The file `{path}`:\n\n```{'json' if path.endswith('.lock') else 'csv'}\n{text}```"
                for path, text in sample.own_files
            )
            if not sample.whole:
                parts.append("In an otherwise complete scheme:")
            parts.append(f"```scheme{'' if sample.whole else ' lines'}\n{sample.text}```")
        return "\n\n".join(parts) + "\n"


def kinds_in(packages: Iterable[ModuleType]) -> tuple[type[Kind], ...]:
    """Every kind in these packages, sorted by code. ValueError for a code used twice, retired or badly formed."""
    found: dict[str, type[Kind]] = {}
    for kind in _kinds(packages):
        if not CODE.fullmatch(kind.code):
            raise ValueError(f"{kind.__qualname__}: {kind.code} is not a code")
        if kind.code in RETIRED:
            raise ValueError(f"{kind.__qualname__}: {kind.code} was retired: {RETIRED[kind.code]}")
        if found.setdefault(kind.code, kind) is not kind:
            raise ValueError(f"{kind.code} is the code of {found[kind.code].__qualname__} and {kind.__qualname__}")
    return tuple(found[code] for code in sorted(found))


def pages_in(packages: Iterable[ModuleType]) -> tuple[Page, ...]:
    """The page of every kind in these packages, sorted by code."""
    return tuple(page_of(kind) for kind in kinds_in(packages))


def page_of(kind: type[Kind]) -> Page:
    """The page of one kind. ValueError if its docstring lacks a title, a reason or a sample."""
    title, _, rest = (getdoc(kind) or "").partition("\n")
    reason, *sections = SECTION.split(rest)
    held = {heading.strip(): body for heading, body in zip(sections[::2], sections[1::2], strict=True)}
    if not title.strip() or not reason.strip() or set(held) != {"Wrong", "Right"}:
        raise ValueError(f"{kind.code}: a page is a title, a reason, `## Wrong` and `## Right`")
    samples = {heading: _sample(kind.code, body) for heading, body in held.items()}
    return Page(
        kind.code,
        kind.slug,
        kind.level,
        title.strip().removesuffix("."),
        reason.strip(),
        samples["Wrong"],
        samples["Right"],
    )


def _sample(code: str, body: str) -> Sample:
    fences = FENCE.findall(body)
    schemes = [(info, text) for info, text in fences if info.split()[:1] == ["scheme"]]
    files = tuple((info.split()[1], text) for info, text in fences if info.split()[:1] in (["csv"], ["json"]))
    if len(schemes) != 1 or len(schemes) + len(files) != len(fences):
        raise ValueError(
            f"{code}: `## Wrong` and `## Right` each hold one `scheme` fence, and `csv PATH` or `json PATH` fences"
        )
    info, text = schemes[0]
    return Sample(text, info.split() != ["scheme", "lines"], files)


def _kinds(packages: Iterable[ModuleType]) -> Iterator[type[Kind]]:
    for package in packages:
        names = sorted(module.name for module in walk_packages(package.__path__, package.__name__ + "."))
        for module in (package, *map(import_module, names)):
            for thing in vars(module).values():
                if (
                    isinstance(thing, type)
                    and issubclass(thing, Kind)
                    and thing.__module__ == module.__name__
                    and "code" in vars(thing)
                ):
                    yield thing
