"""Where the figures of a page come from: of a clause, of a result made from several, of a reference in prose."""

from __future__ import annotations

from dsl.model.origins import Origin
from dsl.model.scheme import Scheme
from targets.guide.page import Text
from targets.guide.text import Tagger, plain, tagged
from targets.guide.unsourced import unsourced

OF_PAY = frozenset({"lower", "upper", "points", "amount", "limit"})


def tagger(scheme: Scheme, own: Origin | None) -> Tagger:
    """For prose: the origin of the figure that a written reference shows; None for what is not a figure."""

    def origin_of(written: str) -> Origin | None:
        name, _, of = written.partition(" of ")
        if name in OF_PAY:
            return _pay_origin(of.strip(), scheme) if of else own
        if name == "point value" and scheme.point_value is not None:
            return scheme.point_value.origin
        return scheme.budget_origin if name == "budget" else None

    return origin_of


def from_words(origin: Origin, scheme: Scheme) -> Text:
    """The sources of figures by their titles, and their standing; empty where the scheme has none for any figure."""
    if unsourced(scheme):
        return ()
    titles = {source.name: source.title for source in scheme.sources}
    named = "; ".join(f"{name}: {titles[name]}" for name in origin.sources if name in titles)
    return tagged(named, origin) if named else plain("The scheme does not say")


def _pay_origin(code: str, scheme: Scheme) -> Origin | None:
    clauses = {clause.code: clause.pay.origin for clause in scheme.paying}
    return clauses.get(code)
