"""T286: what a target cannot say of a scheme. No rule: whoever builds for targets asks for each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from dsl.check.walk import Path, paying
from dsl.model.node import Node
from dsl.model.operators import OPERATORS
from dsl.model.scheme import Scheme
from dsl.model.walk import parts
from dsl.report.diagnostic import Diagnostic
from dsl.report.kind import Kind


class TargetCannotSay(Kind):
    """A scheme uses a form that something made of it cannot say.

    What is made of a scheme must agree in every figure. Where a target has no way to say a form, it would have to say
    something near it, and somebody would be counted or paid otherwise than the guide says. So nothing is built.

    The samples are held to a made-up target that has no ladders.

    ## Wrong

    ```scheme lines
    pays by ladder
      - from 70% up to 80% £400
      - from 80% £900
    ```

    ## Right

    ```scheme lines
    pays 12 points from 70% to 85%
    ```
    """

    code = "T286"
    slug = "target-cannot-say"


def unsaid(scheme: Scheme, target: str, unsupported: Collection[type[Node]]) -> Iterator[Diagnostic]:
    """Each place at which the scheme uses one of the forms that the target has no way to say."""
    written = {row.node: row.written for row in OPERATORS}
    for path, block in _blocks(scheme):
        for part in parts(block):
            if type(part) in unsupported:
                form = written.get(type(part))
                yield TargetCannotSay.at(
                    part.span,
                    f"the target {target} cannot say '{form}'" if form else f"the target {target} cannot say this",
                    path=path,
                    why="what is made of a scheme says the same everywhere, or is not made",
                    help="write it in a form that every target can say, or ask for this one in that target",
                )


def _blocks(scheme: Scheme) -> Iterator[tuple[Path, object]]:
    """The scheme in blocks, with the path of each; what is in no block comes with the head."""
    for register in scheme.registers:
        yield (scheme.title, register.name), register
    yield from paying(scheme)
    yield (scheme.title,), replace(scheme, registers=(), indicators=(), items=(), payments=())
