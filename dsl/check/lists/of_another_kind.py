"""C306"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dsl.check.rule import Rule
from dsl.check.terms import stem_of
from dsl.model import conditions
from dsl.model.measures import Code, CodeList
from dsl.model.scheme import Scheme
from dsl.model.walk import parts
from dsl.report.diagnostic import Diagnostic, Level

Kinds = dict[str, re.Pattern[str]]
"""What leaves each other out, by how it is called, with the words that say it."""


def _kinds(**patterns: str) -> Kinds:
    return {
        name.replace("_", " "): re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
        for name, pattern in patterns.items()
    }


OPPOSITES = (
    _kinds(
        type_1=r"type[ -]?(?:1|i|one)|t1dm?|dmt?1|(?<!non )(?<!non-)insulin[ -]dependent",
        type_2=r"type[ -]?(?:2|ii|two)|t2dm?|dmt?2|non[ -]insulin[ -]dependent",
    ),
    _kinds(systolic="systolic", diastolic="diastolic"),
    _kinds(acute="acute", chronic="chronic"),
    _kinds(ischaemic="isch(?:a)?emic", haemorrhagic="h(?:a)?emorrhagic"),
    _kinds(positive="positive", negative="negative"),
    _kinds(abnormal="abnormal", normal="normal"),
    _kinds(
        current_smokers=r"(?:current|cigarette|pipe|cigar|light|moderate|heavy) smokers?|smokes",
        ex_smokers=r"ex[ -]?smokers?|former smokers?|stopped smoking",
        people_who_never_smoked=r"never smoked|never[ -]smokers?|non[ -]?smokers?",
    ),
    _kinds(
        first_dose=r"first (?:\w+ )?dose|first (?:\w+ )?vaccination|dose 1",
        second_dose=r"second (?:\w+ )?dose|second (?:\w+ )?vaccination|dose 2",
        third_dose=r"third (?:\w+ )?dose|third (?:\w+ )?vaccination|dose 3",
        booster="booster",
    ),
)
"""Words that leave each other out: what is one of a row is none of the others."""
OVER_UNDER = re.compile(r"(?<!\w)(hyper|hypo)-?([a-z]{4})", re.IGNORECASE)
"""Too much and too little of one thing, told by the letters after it: hyperthyroidism, hypothyroidism."""


class OfAnotherKind(Rule):
    """A list holds a code for another kind of thing than its name says.

    It is called a list of type 2 diabetes, or is all that a register of that title asks for, and one of its terms says
    type 1; or hypothyroidism and hyperthyroidism, positive and negative results, smokers and ex-smokers. A search in a
    dictionary of codes brings up both, and only one of them is meant. A name that says both, or neither, is left alone.

    ## Wrong

    ```scheme lines
    codes DM_COD from synthetic file "codes/type-2-diabetes.csv" release 2026-04

    register DM "People with diabetes of type 2"
      people with DM_COD ever

    indicator DM-1 "Reviewed"
      denominator on DM
      numerator with BP_COD in scheme year
      pays nothing
    ```

    ```csv codes/type-2-diabetes.csv
    code,term
    SYN-DM-1,Type 2 diabetes
    SYN-DM-2,Type 2 diabetes with retinopathy
    SYN-DM-3,Type 1 diabetes
    ```

    ## Right

    ```scheme lines
    codes DM_COD from synthetic file "codes/type-2-diabetes.csv" release 2026-04

    register DM "People with diabetes of type 2"
      people with DM_COD ever

    indicator DM-1 "Reviewed"
      denominator on DM
      numerator with BP_COD in scheme year
      pays nothing
    ```

    ```csv codes/type-2-diabetes.csv
    code,term
    SYN-DM-1,Type 2 diabetes
    SYN-DM-2,Type 2 diabetes with retinopathy
    ```
    """

    code = "C306"
    slug = "of-another-kind"
    level = Level.WARNING

    def find(self, scheme: Scheme) -> Iterator[Diagnostic]:
        """Lists with terms that leave out what their name, or the title of their register, says."""
        titles = dict(_titles(scheme))
        for codes in scheme.code_lists:
            wanted = _said(_called(codes, titles))
            odd = (
                [(code, said, other) for code in codes.codes for said, other in _apart(wanted, code)] if wanted else []
            )
            if odd:
                code, said, other = odd[0]
                more = f", and {len(odd) - 1} more like it" if len(odd) > 1 else ""
                yield self.at(
                    codes.span,
                    f'{codes.name} is said to be of {said}, and holds {code.code} "{code.term}"{more}',
                    path=(scheme.title, codes.name),
                    why=f"that is of {other}",
                    help="take it out, or give the list and its register a name that says both",
                )


def _called(codes: CodeList, titles: dict[str, str]) -> str:
    """All that says what a list is of, as words."""
    file = codes.path.rpartition("/")[2].rpartition(".")[0]
    named = re.sub(r"[_./-]+", " ", f"{stem_of(codes.name)} {stem_of(codes.cluster)} {file}")
    return f"{named} {titles.get(codes.name, '')}"


def _titles(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """The lists that are all that a register asks for, with its title. Age and sex narrow it to nothing else."""
    for register in scheme.registers:
        asked = [
            part
            for part in parts(register.condition)
            if isinstance(part, conditions.Condition)
            and not isinstance(part, conditions.AllOf | conditions.Aged | conditions.SexIs | conditions.BornIn)
        ]
        only = asked[0] if len(asked) == 1 else None
        if isinstance(only, conditions.WithEvent | conditions.WithAtLeast | conditions.NotFollowedBy):
            yield only.codes, register.title


def _said(called: str) -> list[tuple[str, Kinds]]:
    """What a name says a list is of, with that and all that it is not; nothing where it says two of them, or none."""
    found: list[tuple[str, Kinds]] = []
    for kinds in OPPOSITES:
        said = [kind for kind, pattern in kinds.items() if pattern.search(called)]
        if len(said) == 1:
            found.append((said[0], kinds))
    both = {(way.lower(), thing.lower()) for way, thing in OVER_UNDER.findall(called)}
    for way, thing in sorted(both):
        other = "hypo" if way == "hyper" else "hyper"
        if (other, thing) not in both:
            found.append((f"{way}{thing}…", _over_under(way, other, thing)))
    return found


def _over_under(way: str, other: str, thing: str) -> Kinds:
    return {f"{each}{thing}…": re.compile(rf"(?<!\w){each}-?{thing}", re.IGNORECASE) for each in (way, other)}


def _apart(wanted: list[tuple[str, Kinds]], code: Code) -> Iterator[tuple[str, str]]:
    """What the name says and what the term says, where they leave each other out; once for a code."""
    for said, kinds in wanted:
        found = [kind for kind, pattern in kinds.items() if pattern.search(code.term)]
        if found and said not in found:
            yield said, found[0]
            return
