"""C304"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dsl.check.rule import Rule
from dsl.model.measures import Code, CodeList
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Level
from dsl.report.figures import count, day, listed

MOST_NAMED = 3


class RetiredCodes(Rule):
    """A code list holds a code that is no longer active.

    Its source has retired it: no practice records it for new patients. Those are missed unless the list also holds the
    code that took its place. Beside that one a retired code may stay, because older records still hold it; and one that
    was retired after the scheme's year does no harm. Where no code took its place, `allow C304` says that it stays.

    What a source says is read from the list itself (columns such as `active`, `status`, `retired on` and
    `replaced by`), and kept in the lock, with what a release of the code system on the machine that wrote it says.

    ## Wrong

    ```scheme lines
    codes HYP_COD from synthetic file "codes/hyp.csv" release 2026-04
    ```

    ```csv codes/hyp.csv
    code,term,retired on,replaced by
    SYN-HYP-1,High blood pressure,,
    SYN-HYP-2,High blood pressure of pregnancy,2024-04-01,SYN-HYP-3
    ```

    ## Right

    ```scheme lines
    codes HYP_COD from synthetic file "codes/hyp.csv" release 2026-04
    ```

    ```csv codes/hyp.csv
    code,term,retired on,replaced by
    SYN-HYP-1,High blood pressure,,
    SYN-HYP-2,High blood pressure of pregnancy,2024-04-01,SYN-HYP-3
    SYN-HYP-3,High blood pressure in pregnancy,,
    ```
    """

    code = "C304"
    slug = "retired-codes"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Lists with codes retired by the scheme's last day, in whose place no code of the list has come."""
        for codes in scheme.code_lists:
            gone = list(_gone(codes, scheme.last_day))
            if gone:
                yield self.at(
                    codes.span,
                    _title(codes, gone),
                    path=(scheme.title, codes.name),
                    why="practices no longer record it, so new patients are missed"
                    if len(gone) == 1
                    else "practices no longer record them, so new patients are missed",
                    help=_help(gone),
                )


def _gone(codes: CodeList, last_day: date) -> Iterator[Code]:
    held = {code.code: code for code in codes.codes}
    for code in codes.codes:
        if code.retired is None or (code.retired.since is not None and code.retired.since > last_day):
            continue
        if not _has_heir(code, held, set()):
            yield code


def _has_heir(code: Code, held: Mapping[str, Code], seen: set[str]) -> bool:
    """Whether an active code of the list has come in this one's place, or in that of one that had."""
    seen.add(code.code)
    heirs = [held[each] for each in (code.retired.instead if code.retired else ()) if each in held and each not in seen]
    return any(heir.retired is None or _has_heir(heir, held, seen) for heir in heirs)


def _title(codes: CodeList, gone: list[Code]) -> str:
    first = gone[0]
    named = f'{first.code} "{first.term}"' if first.term else first.code
    since = f"since {day(first.retired.since)}" if first.retired and first.retired.since else "any more"
    if len(gone) == 1:
        return f"{codes.name} holds {named}, which is not active {since}"
    return f"{codes.name} holds {count(len(gone), 'code')} that are not active any more, such as {named}"


def _help(gone: list[Code]) -> str:
    known = [code for code in gone if code.retired and code.retired.instead]
    if not known:
        return "look for the code that took its place and add it; leave the old one in while older records count"
    named = [f"{listed(list(code.retired.instead), 'or')} for {code.code}" for code in known if code.retired]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return f"add the code that took its place: {', '.join(named[:MOST_NAMED])}{more}"
