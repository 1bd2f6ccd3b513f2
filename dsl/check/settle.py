"""What is left to say once the scheme's own allowances are heard. Every room has spoken by then."""

from __future__ import annotations

from collections.abc import Iterable

from dsl.model.scheme import Allowance, Scheme
from dsl.report.diagnostic import Diagnostic, Level, in_order
from dsl.report.kind import Kind

LIGHT = (Level.WARNING, Level.ADVICE)
GUARANTEE = "G"
"""The family of codes that are about guarantees; those are kept or taken out, never set aside."""


class Unneeded(Kind):
    """A line allows what nobody says.

    The reason for it has gone, or it stands in the wrong block. Left in place, it would hide the next case, which
    nobody has looked at.

    ## Wrong

    ```scheme lines
    pays £5 per patient achieved, up to 90 patients
    allow P301 because "The list of patients is closed" by "Dr A. Example"
    ```

    ## Right

    ```scheme lines
    pays £5 per patient achieved
    allow P301 because "The list of patients is closed" by "Dr A. Example"
    ```
    """

    code = "W652"
    slug = "unneeded"
    level = Level.WARNING
    spare = True


def settle(scheme: Scheme, notes: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The notes without those that are allowed where they stand, and with a warning for each needless allowance.

    `notes` is all that was said of the scheme. While there are errors among them an allowance may yet be needed.
    """
    said = in_order(notes)
    heard: list[Diagnostic] = []
    used: set[int] = set()
    for note in said:
        number = next((n for n, each in enumerate(scheme.allowances) if _allows(each, note)), None)
        if number is None:
            heard.append(note)
        else:
            used.add(number)
    if not any(note.level is Level.ERROR for note in said):
        needless = (each for number, each in enumerate(scheme.allowances) if number not in used)
        heard.extend(_unneeded(scheme, each) for each in needless)
    return in_order(heard)


def _allows(allowance: Allowance, note: Diagnostic) -> bool:
    within = allowance.within
    inside = note.span.file == within.file and within.start <= note.span.start < max(within.end, within.start + 1)
    return inside and note.code == allowance.code and note.level in LIGHT and note.code[0] != GUARANTEE


def _unneeded(scheme: Scheme, allowance: Allowance) -> Diagnostic:
    place = allowance.where or "the head"
    return Unneeded.at(
        allowance.span,
        f"nothing in {place} draws {allowance.code}",
        path=(scheme.title, allowance.where, "allow"),
        help="take the line out, or move it to the block that the message is about",
    )
