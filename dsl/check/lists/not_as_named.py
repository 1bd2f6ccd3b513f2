"""C305"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from dsl.check.rule import Rule
from dsl.check.terms import MARKS, Sense, content, populations, says, senses, stem_of
from dsl.check.walk import every_condition
from dsl.model.conditions import Condition, NotFollowedBy, WithAtLeast, WithEvent
from dsl.model.measures import Code, CodeList, CodeSystem
from dsl.model.scheme import Scheme
from dsl.model.walk import parts
from dsl.report.diagnostic import Diagnostic, Label, Level


class NotAsNamed(Rule):
    """A list for what has ended, or for people who said no, holds the thing itself.

    Its name says what it is for (HYPRES_COD is HYP_COD resolved), or the condition that uses it does. One of its terms
    says nothing of the kind, and is that of a code by which people are let in. Whoever has that code is taken out as
    soon as they are in.

    ## Wrong

    ```scheme lines
    codes HYPRES_COD from synthetic file "codes/hypres.csv" release 2026-04

    register HYP "People with high blood pressure"
      people with HYP_COD ever, not followed by HYPRES_COD
    ```

    ```csv codes/hypres.csv
    code,term
    SYN-HYPRES-1,High blood pressure resolved
    SYN-HYPRES-2,High blood pressure
    ```

    ## Right

    ```scheme lines
    codes HYPRES_COD from synthetic file "codes/hypres.csv" release 2026-04

    register HYP "People with high blood pressure"
      people with HYP_COD ever, not followed by HYPRES_COD
    ```

    ```csv codes/hypres.csv
    code,term
    SYN-HYPRES-1,High blood pressure resolved
    ```
    """

    code = "C305"
    slug = "not-as-named"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Lists that are for something else, with a term of a list that lets people in."""
        let_in = populations(scheme)
        ways_in = _WaysIn(codes for codes in scheme.code_lists if codes.name in let_in)
        ending = frozenset(_ending(scheme))
        used = dict(_by_reason(scheme))
        ends = {by for by, _ in ending}
        stems = {stem_of(codes.name) for codes in scheme.code_lists} | {each.name for each in scheme.registers}
        for codes in scheme.code_lists:
            sense = None
            if codes.name not in let_in:
                sense = Sense.ENDED if codes.name in ends else used.get(codes.name) or _named(codes, stems)
            found = list(ways_in.among(codes, sense, ending)) if sense else []
            if sense and found:
                yield self._said(scheme, codes, sense, found)

    def _said(self, scheme: Scheme, codes: CodeList, sense: Sense, odd: list[tuple[Code, CodeList]]) -> Diagnostic:
        code, base = odd[0]
        more = f", and {len(odd) - 1} more like it" if len(odd) > 1 else ""
        return self.at(
            codes.span,
            f'{codes.name} is for {sense.value}, and holds {code.code} "{code.term}"{more}',
            secondary=(Label(base.span, "this list holds it as well"),),
            path=(scheme.title, codes.name),
            why=f"{base.name} lets people in by the same, so whoever has it is in both",
            help="take it out, or choose the code that says so",
        )


class _WaysIn:
    """The codes and terms by which people are let in, with the first list that holds each."""

    def __init__(self, lists: Iterable[CodeList]) -> None:
        self._codes: dict[tuple[CodeSystem, str], list[CodeList]] = {}
        self._terms: dict[frozenset[str], CodeList] = {}
        for base in lists:
            for code in base.codes:
                self._codes.setdefault((base.system, code.code), []).append(base)
                if code.term and not senses(code.term):
                    self._terms.setdefault(content(code.term), base)

    def among(
        self, codes: CodeList, sense: Sense, ending: Container[tuple[str, str]]
    ) -> Iterator[tuple[Code, CodeList]]:
        """The codes that let people in as well, or have the term of one that does and do not say the sense.

        Each comes with the list that lets in by it. `ending` are pairs of lists of which another rule says it.
        """
        for code in codes.codes:
            holding = self._codes.get((codes.system, code.code), [])
            for base in holding:
                if (codes.name, base.name) not in ending:
                    yield code, base
                    break
            if not holding and code.term and not says(code.term, sense):
                same = self._terms.get(content(code.term))
                if same is not None:
                    yield code, same


def _ending(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """The lists of `not followed by` with those that they end: what both of those hold is said by another rule."""
    for _, condition in every_condition(scheme):
        if isinstance(condition, NotFollowedBy):
            yield condition.by, condition.codes


def _by_reason(scheme: Scheme) -> Iterator[tuple[str, Sense]]:
    """The lists that reasons to leave patients out use, with what the first such title says; the last ones first."""
    reasons = [each for of in scheme.indicators for each in (*of.exclusions, *of.adjustments)]
    for reason in reversed(reasons):
        said = senses(reason.title)
        found = [sense for sense in (Sense.DECLINED, Sense.UNSUITABLE, Sense.INVITED) if sense in said]
        if found:
            yield from ((name, found[0]) for name in _used(reason.condition))


def _named(codes: CodeList, stems: Container[str]) -> Sense | None:
    """What a list is for by its name, where that is the name of another list with something behind it."""
    stem = stem_of(codes.name)
    for sense, marks in MARKS.items():
        if any(stem.endswith(mark) and stem.removesuffix(mark).rstrip("_-") in stems for mark in marks):
            return sense
    return None


def _used(condition: Condition) -> Iterator[str]:
    for part in parts(condition):
        if isinstance(part, WithEvent | WithAtLeast):
            yield part.codes
