"""The one Jinja environment: a missing name is an error, HTML is escaped, and figures pass typed filters.

Templates lay out. They hold no decision: what a page or a query says is settled in the view that fills it.
"""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

from targets.kit import figures

FILTERS = {
    "day": figures.day,
    "money": figures.money,
    "number": figures.number,
    "patients": figures.patients,
    "pence": figures.pence,
    "percent": figures.percent,
    "points": figures.points,
    "sentence_case": figures.sentence_case,
    "unbroken": figures.unbroken,
}


@cache
def environment(package: str) -> Environment:
    """Templates of one package, by file name; those of the kit by `kit/<file name>`.

    What is made from `*.html.j2` is escaped; other text is not, and takes no text of an author outside comments.
    """
    loader = ChoiceLoader([PackageLoader(package, ""), PrefixLoader({"kit": PackageLoader("targets.kit", "")})])
    made = Environment(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=_is_html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters.update(FILTERS)
    return made


def render(package: str, template: str, **view: object) -> str:
    """One template filled from its view; jinja2.UndefinedError where it asks for what the view does not hold."""
    return environment(package).get_template(template).render(**view)


def _is_html(name: str | None) -> bool:
    return name is not None and name.endswith(".html.j2")
