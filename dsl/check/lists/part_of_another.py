"""C307"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations

from dsl.check.rule import Rule
from dsl.check.terms import stem_of
from dsl.model.measures import CodeList
from dsl.model.scheme import Scheme
from dsl.report.diagnostic import Diagnostic, Label, Level
from dsl.report.figures import count

VERSION = re.compile(
    r"v[0-9]+|(?:19|20)[0-9]{2}(?:[01][0-9])?|copy|new|newer|old|older|final|draft|updated?|latest|all"
)
"""What tells versions of one list apart in names, and says nothing of what is in it."""


class PartOfAnother(Rule):
    """A list holds part of another list that goes by the same name.

    But for words such as "new", "copy" or a year they are called the same, are of the same release, and one has all
    that is in the other and more. One of them may have been left behind, and then the scheme asks two questions where
    it means one.

    ## Wrong

    ```scheme lines
    codes HYP_NEW_COD from synthetic file "codes/hyp-new.csv" release 2026-04
    register HYPNEW "People with high blood pressure found this year"
      people with HYP_NEW_COD in scheme year
    indicator HYP-2 "Blood pressure taken"
      denominator on HYPNEW
      numerator with BP_COD in scheme year
      pays nothing
    ```

    ```csv codes/hyp-new.csv
    code,term
    SYN-HYP-1,High blood pressure
    SYN-HYP-2,High blood pressure of pregnancy
    SYN-HYP-3,High blood pressure of the kidney
    ```

    ## Right

    ```scheme lines
    codes HYP_COD from synthetic file "codes/hyp-new.csv" release 2026-04
    register HYPNEW "People with high blood pressure found this year"
      people with HYP_COD in scheme year
    indicator HYP-2 "Blood pressure taken"
      denominator on HYPNEW
      numerator with BP_COD in scheme year
      pays nothing
    ```

    ```csv codes/hyp-new.csv
    code,term
    SYN-HYP-1,High blood pressure
    SYN-HYP-2,High blood pressure of pregnancy
    SYN-HYP-3,High blood pressure of the kidney
    ```
    """

    code = "C307"
    slug = "part-of-another"
    level = Level.ADVICE

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Each list that has only a part of the codes of one with the same name."""
        larger = {
            part.name: (part, whole)
            for group in _alike(scheme)
            for part, whole in permutations(group, 2)
            if part.codes and _held(part) < _held(whole)
        }
        for codes, other in larger.values():
            more = len(_held(other)) - len(_held(codes))
            yield self.at(
                codes.span,
                f"{codes.name} holds only part of {other.name}, and they are called the same",
                secondary=(Label(other.span, f"the same codes and {count(more, 'code')} more"),),
                path=(scheme.title, codes.name),
                help="use one of the two, or give them names that say how they differ",
            )


def _alike(scheme: Scheme) -> Iterable[list[CodeList]]:
    """The lists of one system and release that have the same words in their names, or in those of their files."""
    groups: dict[tuple[object, ...], list[CodeList]] = {}
    for codes in scheme.code_lists:
        for what, name in (("list", stem_of(codes.name)), ("file", codes.path.rpartition("/")[2].rpartition(".")[0])):
            if words := _words(name):
                groups.setdefault((codes.system, codes.release, what, words), []).append(codes)
    return groups.values()


def _held(codes: CodeList) -> frozenset[str]:
    return frozenset(code.code for code in codes.codes)


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[a-z0-9]+", name.lower()) if not VERSION.fullmatch(word))
