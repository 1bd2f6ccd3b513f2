"""What is said of a place where a line goes wrong: the first of the questions below that has an answer."""

from __future__ import annotations

from collections.abc import Callable

from dsl.report.diagnostic import Applicability, Diagnostic, Fix
from dsl.report.suggest import nearest
from dsl.syntax import kinds
from dsl.syntax.from_lark.base import MONTHS
from dsl.syntax.mend import STANDS_FOR, mended
from dsl.syntax.mistakes import Mistake, mistake_for
from dsl.syntax.slip import Slip, clipped
from dsl.syntax.spoken import (
    beside_by_hours,
    how_often,
    in_pence,
    letter_for_figure,
    other_unit,
    share,
    spoken_age,
    tag_in_round_brackets,
    values_between,
)
from dsl.syntax.turned import turned
from dsl.syntax.words import SHAPES, listed, phrase

UNITS = frozenset(
    ("DAY", "DAYS", "WEEK", "WEEKS", "MONTH", "MONTHS", "YEAR", "YEARS", "POINT", "POINTS", "UNIT", "PATIENTS")
)
"""What makes a bare number mean something."""

MONEY = frozenset(("SHORT_NUMBER", "POINTED_NUMBER", "GROUPED_NUMBER", "POUND_APART", "OTHER_MONEY"))
"""No fix is offered for these: a program never touches a number that decides money."""

BEHIND_NAME = 2
"""The place behind the name in a line that opens a block."""

EXAMPLES = {"COMPARISON_SIGN": "at most, at least, under or more than"}
"""What is written instead, where that cannot be told; of all others a date."""

SURE = frozenset(("CURLY_TITLE", "SINGLE_TITLE", "LONG_DASH", "JOINING_SIGN"))
"""Where what was meant can be told from the form alone, and no figure is in it but one of a title."""


def describe(slip: Slip) -> Diagnostic:
    """The diagnostic of a slip."""
    for question in QUESTIONS:
        answer = question(slip)
        if answer is not None:
            return answer.under(*slip.path)
    return unexpected(slip).under(*slip.path)


def told(slip: Slip, mistake: Mistake) -> Diagnostic:
    """What the table of mistakes says."""
    kind, found = slip.token.type, slip.found
    better = mended(kind, found)
    filled = {
        "found": slip.shown,
        "mended": better or EXAMPLES.get(kind, "1 April 2026"),
        "next": clipped(str(slip.after or "")),
        "rest": clipped(slip.rest),
    }
    fixes: tuple[Fix, ...] = ()
    if better and kind not in MONEY and set(STANDS_FOR.get(kind, ())) & set(slip.wanted):
        fixes = (Fix(slip.span, better, Applicability.MACHINE if kind in SURE else Applicability.MAYBE),)
    elif kind == "COLON" and (slip.after.type if slip.after else "_NL") in slip.wanted:
        fixes = (Fix(slip.span, " " if slip.between_words else ""),)
    return kinds.BY_CODE[mistake.code].at(
        slip.span, mistake.says.format(**filled), why=mistake.why, help=mistake.help.format(**filled), fixes=fixes
    )


def common_mistake(slip: Slip) -> Diagnostic | None:
    """A habit that the table knows."""
    before = slip.before.type if slip.before else ""
    mistake = mistake_for(slip.token.type, slip.found, slip.wanted, before)
    return told(slip, mistake) if mistake else None


def bare_number(slip: Slip) -> Diagnostic | None:
    """A number where something else is due: 70 for 70%, 500 for £500, 5 for a date."""
    wanted, found = slip.wanted, slip.shown
    if slip.token.type != "NUMBER" or "NUMBER" in wanted:
        return None
    if "PERCENT" in wanted:
        fix = Fix(slip.span, f"{found}%", Applicability.MAYBE)
        help = f"if a share is meant, write {found}%"
        return kinds.NoPercent.at(slip.span, f"'{found}' has no unit", help=help, fixes=(fix,))
    if "POUNDS" in wanted:
        return kinds.NoPound.at(slip.span, f"'{found}' has no unit", help=f"if pounds are meant, write £{found}")
    return no_date(slip)


def no_date(slip: Slip) -> Diagnostic | None:
    """Part of a date."""
    part = slip.token.type == "NUMBER" or slip.found.capitalize() in MONTHS
    if "CALENDAR_DATE" not in slip.wanted or not part:
        return None
    help = "write the day, the month's name and four digits of the year, such as 1 April 2026"
    return kinds.UnreadableDate.at(slip.span, f"'{slip.shown}' is not a date", help=help)


def no_unit(slip: Slip) -> Diagnostic | None:
    """A number before this without its unit: 12 for 12 points."""
    before, wanted = slip.before, set(slip.wanted)
    if before is None or before.type != "NUMBER" or not wanted & UNITS:
        return None
    span, said = slip.at(before), f"'{clipped(str(before))}' has no unit"
    if "POINTS" in wanted:
        pays = f"{before} points" if slip.token.type == "FROM" else f"{before} points or £{before}"
        return kinds.NoUnit.at(span, said, help=f"say of what, such as {pays}")
    if "UNIT" in wanted:
        return kinds.NoUnit.at(span, said, help=f"write {before} with its unit, as the list declares it")
    unit = slip.automaton.keywords["MONTHS" if "MONTHS" in wanted else min(wanted & UNITS)]
    return kinds.NoUnit.at(span, said, help=f"say of what, such as {before} {unit}")


def open_bracket(slip: Slip) -> Diagnostic | None:
    """The line ends within a bracket."""
    opened = [token for token in slip.clause[: slip.index] if token.type == "LPAR"]
    if slip.token.type != "_NL" or "RPAR" not in slip.wanted or not opened:
        return None
    return kinds.BracketOpen.at(slip.at(opened[-1]), "this bracket is not closed", help="write ) where it ends")


def line_end(slip: Slip) -> Diagnostic | None:
    """The line stops too soon, at its end or before a line that goes on from it."""
    before = slip.before
    goes_on = slip.token.type in ("AND", "OR") and before is not None and slip.token.line != before.end_line
    if slip.token.type != "_NL" and not goes_on:
        return None
    end = slip.at(before or slip.token).end
    said = f"the line stops too soon after '{clipped(str(before))}'"
    return kinds.StopsTooSoon.at(slip.source.span(end, end), said, help=due(slip))


def mixed(slip: Slip) -> Diagnostic | None:
    """`and` among `or`, or the other way round."""
    other = {"AND": "OR", "OR": "AND"}.get(slip.token.type)
    if other is None or other not in slip.wanted:
        return None
    help = "put brackets round the part that belongs together"
    return kinds.Mixed.at(slip.span, "'and' and 'or' are mixed without brackets", help=help)


def deep_bracket(slip: Slip) -> Diagnostic | None:
    """A bracket within a bracket."""
    if slip.token.type != "LPAR" or "FEMALE" not in slip.wanted:
        return None
    help = "make a register of the inner part, and name that here"
    return kinds.BracketsInBrackets.at(slip.span, "brackets stand inside brackets", help=help)


def doubled(slip: Slip) -> Diagnostic | None:
    """The same word twice."""
    if slip.before is None or slip.found != str(slip.before):
        return None
    return kinds.Unexpected.at(slip.span, f"'{slip.shown}' is written twice", help="leave one of the two out")


def name_in_parts(slip: Slip) -> Diagnostic | None:
    """`DW 2` where one name is due."""
    before, after = slip.before, slip.after
    if before is None or after is None or slip.index != BEHIND_NAME or slip.wanted not in (("TITLE",), ("FROM",)):
        return None
    if before.type != "NAME" or after.type not in slip.wanted or slip.token.type not in ("NUMBER", "NAME", "WORD"):
        return None
    name = f"{before}{'-' if after.type == 'TITLE' else '_'}{slip.found}".upper()
    return kinds.Unexpected.at(
        slip.at(before).to(slip.span), "a name is one word, without a space", help=f"write {clipped(name)}"
    )


def figure_first(slip: Slip) -> Diagnostic | None:
    """`2BP_COD` where a name is due."""
    after = slip.after
    if slip.token.type != "NUMBER" or "NAME" not in slip.wanted or after is None or after.type != "NAME":
        return None
    if slip.token.end_pos != after.start_pos:
        return None
    found = f"{slip.found}{after}"
    span = slip.span.to(slip.at(after))
    help = f"begin it with a letter, such as {clipped(f'{after}-{slip.found}')}, here and wherever it is used"
    return kinds.Unexpected.at(span, f"'{clipped(found)}' {kinds.FIGURE_FIRST}", help=help)


def title_unmarked(slip: Slip) -> Diagnostic | None:
    """Words where a title is due."""
    if slip.wanted != ("TITLE",) or slip.token.type not in ("WORD", "CAPITALISED", "NAME"):
        return None
    help = f'write quotation marks round it, such as "{slip.shown} …"'
    return kinds.QuoteMissing.at(slip.span, "a title stands in quotation marks", help=help)


def turned_here(slip: Slip) -> Diagnostic | None:
    """A hidden character that turns the direction of the text, among the words of a line."""
    return next(turned(slip.source, [slip.span]), None) if slip.token.type == "JUNK" else None


def wrong_case(slip: Slip) -> Diagnostic | None:
    """A word of the language in capitals, or a name in small letters."""
    kind, found = slip.token.type, slip.found
    if kind in ("NAME", "CAPITALISED") and found.lower() in slip.keywords:
        word = found.lower()
        said = f"words of the language are in small letters: '{word}'"
        return kinds.InCapitals.at(slip.span, said, help=f"write {word}", fixes=(Fix(slip.span, word),))
    if kind not in ("WORD", "CAPITALISED") or "NAME" not in slip.wanted or nearest(found, slip.keywords):
        return None
    name = found.upper()
    fix = Fix(slip.span, name, Applicability.MAYBE)
    said = f"'{slip.shown}' is not in capitals"
    return kinds.NotInCapitals.at(slip.span, said, help=f"names are in capitals: {name}", fixes=(fix,))


def near_word(slip: Slip) -> Diagnostic | None:
    """An unknown word, or a known one, that is near another that can stand here."""
    near = nearest(slip.found, slip.keywords) if slip.found[:1].isalpha() else ()
    if not near:
        return None
    help = f"did you mean {listed(quoted(near))}?"
    if slip.token.type in ("WORD", "CAPITALISED"):
        fixes = (Fix(slip.span, near[0], Applicability.MAYBE),) if len(near) == 1 else ()
        said = f"'{slip.shown}' is not a word that can stand here"
        return kinds.UnknownWord.at(slip.span, said, help=help, fixes=fixes)
    if slip.replaced == slip.keywords[near[0]]:
        return kinds.Unexpected.at(slip.span, f"'{slip.shown}' cannot stand here", help=help)
    return None


def missing_word(slip: Slip) -> Diagnostic | None:
    """One word, and the line would read on."""
    word = slip.automaton.keywords.get(slip.inserted)
    if word and not slip.alone:
        word = phrase(slip.automaton, slip.stack, slip.inserted)
    if word is None or slip.token.type in ("WORD", "CAPITALISED"):
        return None
    place = slip.source.span(slip.span.start, slip.span.start)
    named = f"'{word}'" if word.replace(" ", "").isalpha() else SHAPES[slip.inserted]
    return kinds.WordMissing.at(
        slip.span,
        f"{named} is missing before '{slip.shown}'",
        help=f"write {named} before it",
        fixes=(Fix(place, f"{word} ", Applicability.MAYBE),),
    )


def unknown_word(slip: Slip) -> Diagnostic | None:
    """A word that the language does not have."""
    if slip.token.type not in ("WORD", "CAPITALISED"):
        return None
    said = f"'{slip.shown}' is not a word of the language"
    return kinds.UnknownWord.at(slip.span, said, help=due(slip))


def unexpected(slip: Slip) -> Diagnostic:
    """Nothing better can be said than what could stand here."""
    return kinds.Unexpected.at(slip.span, f"'{slip.shown}' cannot stand here", help=due(slip))


def due(slip: Slip) -> str:
    """What may stand there."""
    return f"{listed(slip.expected)} is expected here"


def quoted(words: tuple[str, ...]) -> tuple[str, ...]:
    """Each in single quotation marks."""
    return tuple(f"'{word}'" for word in words)


QUESTIONS: tuple[Callable[[Slip], Diagnostic | None], ...] = (
    turned_here,
    spoken_age,
    share,
    other_unit,
    letter_for_figure,
    in_pence,
    beside_by_hours,
    figure_first,
    how_often,
    values_between,
    tag_in_round_brackets,
    common_mistake,
    open_bracket,
    bare_number,
    wrong_case,
    near_word,
    no_unit,
    mixed,
    line_end,
    deep_bracket,
    doubled,
    name_in_parts,
    title_unmarked,
    no_date,
    missing_word,
    unknown_word,
)
