"""What practices choose: said where they read who the scheme is for, in the tables of pay, and on each card."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.model.measures import Paying
from dsl.model.scheme import Scheme
from dsl.report.figures import listed
from targets.guide.page import Row, Text
from targets.guide.text import join, linked, plain, strong

COLUMN = "Do you choose?"
BY_THE_COUNT = "on or before the day of the count; it can end, and counts as long as it has not"


def column(scheme: Scheme) -> tuple[str, ...]:
    """The column that a table of pay has where practices choose; none where whoever joins does all."""
    return (COLUMN,) if scheme.menu else ()


def cell(clause: Paying, scheme: Scheme) -> tuple[Text, ...]:
    """What stands in that column."""
    if not scheme.menu:
        return ()
    return (plain("no: all who join" if clause.sign_up is None else "yes: sign up"),)


def for_whom(scheme: Scheme) -> Iterator[Text]:
    """What practices choose, what comes of it, and how they say so."""
    if not scheme.menu:
        return
    yield join(strong("You choose"), linked(f" which of these you do: {_codes(scheme.menu)}.", scheme))
    others = tuple(clause for clause in scheme.paying if clause.sign_up is None)
    if others:
        yield linked(f"By joining you do the rest: {_codes(others)}.", scheme)
    yield plain(
        "You are paid for what you choose only if you have signed up for it on or before the day of the count and that "
        "has not ended by then. What you do and code without having signed up is not paid; your statement shows it "
        "as not signed up for."
    )
    to = scheme.governance.contact
    yield plain(
        f"To sign up, or to end it, tell {to} which codes you mean."
        if to
        else "The scheme does not say whom to tell. Ask whoever sent you this guide."
    )


def to_do(scheme: Scheme) -> Iterator[Row]:
    """What practices must do about it, by when."""
    if scheme.menu:
        yield Row(plain("Sign up for each thing that you choose to do"), (plain(BY_THE_COUNT),))


def on_card(clause: Paying) -> Text:
    """What a card says of it; empty where whoever joins does it."""
    if clause.sign_up is None:
        return ()
    return plain("You choose whether you do this. It is paid only if you have signed up for it.")


def _codes(clauses: tuple[Paying, ...]) -> str:
    return listed([clause.code for clause in clauses], "and")
