"""What every kind of diagnostic is: a class with a code, whose docstring is its page.

A room keeps its kinds beside the code that raises them, and raises one with
`KindName.at(span, "what is wrong", help="what to do")`. `dsl.report.pages` finds them by looking and
prints their pages; nothing is registered.

The docstring reads: a title on the first line; why it matters; then `## Wrong` and `## Right`, each with one
fenced sample. A fence marked `scheme` is a whole file; one marked `scheme lines` holds lines that are put into
the standard scheme of `dsl.report.samples`. Fences marked `csv PATH` give code-list files for that sample, and
`json schemec.lock` the lock beside it.
"""

from __future__ import annotations

from typing import ClassVar

from dsl.report.diagnostic import Diagnostic, Fix, Label, Level
from dsl.source import Span


class Kind:
    """One kind of diagnostic. A subclass without a `code` of its own is a base for others and has no page.

    `spare` says that what it points at may go, and the scheme means the same: an editor shows it paler.
    """

    code: ClassVar[str]
    slug: ClassVar[str]
    level: ClassVar[Level] = Level.ERROR
    spare: ClassVar[bool] = False

    @classmethod
    def at(
        cls,
        span: Span,
        title: str,
        *,
        label: str = "",
        secondary: tuple[Label, ...] = (),
        path: tuple[str, ...] = (),
        why: str = "",
        example: str = "",
        help: str = "",
        fixes: tuple[Fix, ...] = (),
    ) -> Diagnostic:
        """A diagnostic of this kind; `path` names scheme, block and clause in the author's words."""
        return Diagnostic(
            code=cls.code,
            title=title,
            span=span,
            level=cls.level,
            label=label,
            secondary=secondary,
            path=tuple(part for part in path if part),
            why=why,
            example=example,
            help=help,
            fixes=fixes,
        )
