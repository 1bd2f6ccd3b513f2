"""Figures and conditions written the way people say them: 18+, aged >= 18, 0.45 for 45%, kg/m², between 48 and 58.

What is offered holds the author's own numbers. None is a fix that a program makes: each decides who counts or what
is paid.
"""

from __future__ import annotations

import re
from fractions import Fraction

from dsl.report.diagnostic import Applicability, Diagnostic, Fix
from dsl.report.figures import money
from dsl.syntax import kinds
from dsl.syntax.mend import meant_units
from dsl.syntax.slip import Slip, part_of_line
from dsl.syntax.words import listed

OLDER = r"(?:older|over|above|more|up|upwards?|plus)"
AGES = (
    (rf"(\d+)(?:\s*\+|\s*plus\b|\s+(?:years?\s+)?(?:and|or)\s+{OLDER})", "{0} or over"),
    (
        r"(?:from\s+|between\s+)?(\d+)\s*(?:years?\s+)?(?:and|to|until|through)\s*(\d+)(?:\s+years?(?:\s+old)?)?",
        "{0} to {1}",
    ),
    (r"(?:>=|=>|≥|at\s+least|from)\s*(\d+)", "{0} or over"),
    (r"(?:<=|=<|≤|at\s+most|up\s+to|no\s+more\s+than)\s*(\d+)", "under {1}"),
    (r"(?:>|over|above|(?:older|more|greater|higher)\s+than)\s*(\d+)", "{1} or over"),
    (r"(?:<|below|(?:younger|less|fewer|lower)\s+than)\s*(\d+)", "under {0}"),
    (r"(?:is\s+|=\s*)?(\d+)(?:\s+years?(?:\s+old)?)?(?=\s+on\b)", "{0} or over, or {0} to {0} for that age alone"),
    (r"under\s+(?:the\s+age\s+of\s+)?(\d+)\s+years?(?:\s+old)?", "under {0}"),
)
"""How ages are written elsewhere, and here. A second number that is not there stands for the first and one more."""

OFTEN = (
    (r"(?:>=|=>|≥|(?:no|not)\s+(?:fewer|less)\s+than)\s*(\d+)", 0),
    (r"(\d+)(?:\s*\+|\s*plus\b|\s+or\s+more)", 0),
    (r"(?:>|over|above|(?:more|greater|higher)\s+than)\s*(\d+)", 1),
)
"""How a least number of events is written elsewhere, and what is added to the number for the same meaning."""

SELDOM = (
    (
        r"(?:<=|=<|≤|at\s+most|up\s+to|(?:no|not)\s+more\s+than|=|exactly|only|just|between\s+\d+\s+(?:and|to))\s*(\d+)",
        1,
    ),
    (r"(?:<|under|below|(?:fewer|less|lower)\s+than)\s*(\d+)", 0),
)
"""How a most is written, and what is added to the number for the first that is too many."""

NEVER = re.compile(r"(?:no|not|zero)\s+(?=[A-Z])")

PENCE = re.compile(r"\s*(?:p|pence|penny|pennies)(?![A-Za-z])")

MISTYPED = re.compile(r"£?[0-9][0-9.,OolI]*[OolI][0-9.,OolI]*(?![0-9A-Za-z])")
"""A figure with a letter in it that looks like nought or one."""

AS_TYPED = str.maketrans("OolI", "0011")

WITHIN = re.compile(r"within(?:\s+(?:the\s+)?[0-9]+\s+(?P<unit>[a-z]+))?")

BETWEEN = re.compile(r"between\s+(?P<low>\S+)\s+(?:and|to)\s+(?P<high>\S+)(?P<unit>\s+\S*[/%²]\S*|\s+mmHg)?")


def spoken_age(slip: Slip) -> Diagnostic | None:
    """An age in a form that the language does not have: what is offered means the same."""
    opened = next((n for n in range(slip.index - 1, max(-1, slip.index - 5), -1) if is_age(slip, n)), None)
    if opened is None:
        return None
    start = slip.clause[opened].end_pos or 0
    line = slip.source.text[start:].split("\n", 1)[0]
    for form, meant in AGES:
        match = re.match(rf"\s*(?P<all>{form})", line)
        if match and start + match.end() + 1 >= (slip.token.start_pos or 0):
            numbers = [int(number) for number in match.groups()[1:] if number]
            better = meant.format(numbers[0], numbers[1] if len(numbers) > 1 else numbers[0] + 1)
            if match["all"] == better:
                return None
            span = slip.source.span(start + match.start("all"), start + match.end("all"))
            return kinds.Unexpected.at(
                span, f"'{match['all']}' is not the way an age is written", help=f"write {better}"
            )
    return None


def how_often(slip: Slip) -> Diagnostic | None:
    """A number of events, behind `with`, in a form that the language does not have."""
    word = slip.index - (slip.before is not None and slip.before.type == "AT")
    if not word or slip.clause[word - 1].type != "WITH":
        return None
    start = slip.clause[word].start_pos or 0
    text = slip.source.text[start:].split("\n", 1)[0]
    if never := NEVER.match(text):
        span = slip.at(slip.clause[word - 1]).to(slip.source.span(start, start + len(never[0].rstrip())))
        said = "that there is no such event is said in one word"
        return kinds.UnknownWord.at(span, said, help=f"write: without {part_of_line(text[never.end() :])}")
    for forms, seldom in ((OFTEN, False), (SELDOM, True)):
        for form, more in forms:
            if match := re.match(form, text):
                least = f"at least {int(match[1]) + more}"
                events = part_of_line(text[match.end() :])
                return kinds.UnknownWord.at(
                    slip.source.span(start, start + match.end()),
                    f"'{match[0]}' is not the way events are counted",
                    why="Events are counted up to a least number, not to a most." if seldom else "",
                    help=f'leave out those with more: exclude "So often" when with {least} {events}'
                    if seldom
                    else f"write {least}",
                )
    return None


def is_age(slip: Slip, index: int) -> bool:
    """Whether the word at that place begins an age."""
    return slip.clause[index].type == "AGED"


def share(slip: Slip) -> Diagnostic | None:
    """0.45 where a percentage is due: most likely 45%. As 0.45% it would pay almost everybody."""
    if slip.token.type != "NUMBER" or "PERCENT" not in slip.wanted or "." not in slip.found:
        return None
    value = Fraction(slip.found.replace(",", ""))
    if not 0 < value < 1:
        return None
    percent = f"{float(value * 100):.10g}%"
    said = f"'{slip.shown}' is a share without a percent sign"
    return kinds.NoPercent.at(slip.span, said, help=f"if {percent} is meant, write {percent}")


def other_unit(slip: Slip) -> Diagnostic | None:
    """A unit that is spelled otherwise here."""
    if "UNIT" not in slip.wanted or slip.token.type not in ("OTHER_UNIT", "WORD", "CAPITALISED", "NAME"):
        return None
    meant = meant_units(slip.found)
    if not meant:
        return None
    fixes = (Fix(slip.span, meant[0], Applicability.MAYBE),) if len(meant) == 1 else ()
    said = f"'{slip.shown}' is not the way a unit is written"
    return kinds.NoUnit.at(slip.span, said, help=f"write {listed(meant)}", fixes=fixes)


def values_between(slip: Slip) -> Diagnostic | None:
    """A range of values, which is two conditions, or of percentages."""
    match = BETWEEN.match(slip.source.text, slip.token.start_pos or 0)
    if match is None or not {"AT", "FROM"} & set(slip.wanted):
        return None
    low, high, unit = match["low"], match["high"].rstrip(","), (match["unit"] or "").rstrip(",")
    said = "'between' leaves open whether its ends count"
    if "AT" not in slip.wanted:
        return kinds.UnknownWord.at(slip.span, said, help=f"write both ends with 'to': from {low} to {high}")
    low += "" if "/" in low or low.endswith("%") else unit
    return kinds.UnknownWord.at(
        slip.span,
        "a value has no range: 'between' cannot stand here",
        help=f"write two conditions joined with 'and', one is at least {low} and one is at most {high}{unit}",
    )


def tag_in_round_brackets(slip: Slip) -> Diagnostic | None:
    """`(GUESS)` for `[GUESS]`."""
    if slip.token.type != "LPAR" or "LSQB" not in slip.wanted:
        return None
    inside = slip.clause[slip.index + 1 : slip.index + 3]
    if [token.type for token in inside] != ["NAME", "RPAR"]:
        return None
    help = f"write [{inside[0]}]"
    return kinds.Sign.at(slip.span.to(slip.at(inside[1])), "a source stands in square brackets", help=help)


def letter_for_figure(slip: Slip) -> Diagnostic | None:
    """`£3O.00`, with the letter O in place of a nought, or `l` in place of a one."""
    before = slip.before
    if before is None or before.type not in ("POUNDS", "NUMBER") or before.end_pos != slip.token.start_pos:
        return None
    found = MISTYPED.match(slip.source.text, before.start_pos or 0)
    if found is None:
        return None
    letter = next(each for each in found[0] if each in "OolI")
    meant = "nought" if letter in "Oo" else "one"
    return kinds.UnreadableNumber.at(
        slip.source.span(*found.span()),
        f"'{found[0]}' has the letter {letter} in it",
        help=f"if {meant} is meant, write {found[0].translate(AS_TYPED)}",
    )


def in_pence(slip: Slip) -> Diagnostic | None:
    """`12p` where pounds are due."""
    number = slip.token if slip.token.type == "NUMBER" else slip.before
    if number is None or number.type != "NUMBER" or not {"POUNDS", "POINTS"} & set(slip.wanted):
        return None
    pence = PENCE.match(slip.source.text, number.end_pos or 0)
    if pence is None:
        return None
    pounds = money(Fraction(str(number).replace(",", "")) / 100)
    span = slip.source.span(number.start_pos or 0, pence.end())
    return kinds.NoPound.at(span, f"'{number}{pence[0]}' is in pence", help=f"write it in pounds: {pounds}")


def beside_by_hours(slip: Slip) -> Diagnostic | None:
    """`with HYP_COD within 48 hours`, of what has to stand beside an entry."""
    wanted = set(slip.wanted)
    found = WITHIN.match(slip.source.text, slip.token.start_pos or 0)
    if found is None or not {"IN", "ON"} <= wanted or "EVER" in wanted:
        return None
    why = "Hours are not recorded, only days." if (found["unit"] or "").startswith(("hour", "minute")) else ""
    span = slip.source.span(*found.span())
    help = "write on the same day, or in the same consultation"
    return kinds.Unexpected.at(span, f"'{found[0]}' cannot stand here", why=why, help=help)
