"""The guide as data: what the page says, in its order, before any form of document is chosen.

Templates are given one `Guide` and lay it out. Texts are plain; nothing in here is HTML.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `to` is the place on the page that it links to; `tag` marks a label such as "illustrative"."""

    text: str
    strong: bool = False
    emphasis: bool = False
    tag: bool = False
    to: str = ""


Text = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about, then a cell for each other column. `place` is its name as a target of links."""

    head: Text
    cells: tuple[Text, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first column heads the rows. `total` stands last and apart. Without rows, `nothing` is said."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    nothing: str = "The scheme names none."


@dataclass(frozen=True, slots=True)
class Bullets:
    """Items of which all, or any, must hold, as `lead` says; an item may be a list of its own. No `lead`: one item."""

    lead: str
    items: tuple[Text | Bullets, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and what is said of it, a paragraph each."""

    name: str
    said: tuple[Text, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a patient is left out."""

    title: str
    condition: Bullets


@dataclass(frozen=True, slots=True)
class Story:
    """An example: what happened, how it is worked out where that is a sum, and what comes of it."""

    title: str
    facts: tuple[Text, ...]
    steps: tuple[Text, ...]
    outcome: Text


@dataclass(frozen=True, slots=True)
class Measure:
    """The card of one indicator."""

    place: str
    code: str
    title: str
    sentence: Text
    prose: tuple[Text, ...]
    choice: Text
    who: Bullets
    counts: Bullets
    exclusions: tuple[Reason, ...]
    adjustments: tuple[Reason, ...]
    periods: tuple[Entry, ...]
    pay: tuple[Text, ...]
    when_paid: Text
    most: tuple[Text, ...]
    figures_from: Text
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """The card of an item of the price list."""

    place: str
    code: str
    title: str
    prose: tuple[Text, ...]
    choice: Text
    who: Bullets
    counts: tuple[Text, ...]
    pay: tuple[Text, ...]
    when_paid: Text
    most: tuple[Text, ...]
    figures_from: Text
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """The card of a payment that no measure earns."""

    place: str
    code: str
    title: str
    prose: tuple[Text, ...]
    choice: Text
    conditions: tuple[Text, ...]
    pay: tuple[Text, ...]
    when_paid: Text
    most: tuple[Text, ...]
    figures_from: Text
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A named group of patients that measures are built on."""

    place: str
    name: str
    title: str
    prose: tuple[Text, ...]
    who: Bullets
    prevalence: Text
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """One clause of the worked example, step by step."""

    code: str
    title: str
    standing: Text
    steps: tuple[Text, ...]
    result: Text
    edge: Text


@dataclass(frozen=True, slots=True)
class Worked:
    """The worked example: the practice, each clause, the limits that bit, and the sum."""

    intro: tuple[Text, ...]
    summary: Table
    lines: tuple[WorkedLine, ...]
    ending: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class CodeTable:
    """One list with its codes."""

    place: str
    name: str
    facts: Text
    table: Table


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its place, its heading and the template of its body."""

    place: str
    title: str
    template: str


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole document. `sections` are those that this scheme has something for, in the order of the page."""

    language: str
    title: str
    subtitle: str
    sections: tuple[Section, ...]
    warnings_title: str
    warnings: tuple[Text, ...]
    prose: tuple[Text, ...]
    to_do: Table
    for_whom: tuple[Text, ...]
    paid: Table
    paid_notes: tuple[Text, ...]
    when_paid: tuple[Text, ...]
    most_name: str
    adjustments_name: str
    tariff: Table | None
    items: tuple[Item, ...]
    measures: tuple[Measure, ...]
    payments: tuple[Payment, ...]
    registers: tuple[Register, ...]
    rules: tuple[Entry, ...]
    worked: Worked | None
    scheme_stories: tuple[Story, ...]
    data: tuple[Text, ...]
    data_read: Table
    dates: Table
    governance: tuple[Entry, ...]
    governance_notes: tuple[Text, ...]
    queries: tuple[Text, ...]
    sources: Table
    sources_notes: tuple[Text, ...]
    lists: Table | None
    lists_notes: tuple[Text, ...]
    code_tables: tuple[CodeTable, ...]
    glossary: tuple[Entry, ...]
    about: tuple[Entry, ...]
    foot: str
