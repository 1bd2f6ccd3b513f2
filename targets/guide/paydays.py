"""When each clause is paid: on the days of its instalments, or on no day that the scheme names."""

from __future__ import annotations

from collections.abc import Iterator

from dsl.model.measures import Paying
from dsl.model.pay import Unpaid
from dsl.model.scheme import Scheme
from targets.guide.page import Text
from targets.guide.text import join, link, linked, place_of_measure, plain, tagged
from targets.kit import words

NO_DAY = "The scheme names no day of payment."


def when_paid(clause: Paying) -> Text:
    """For its card; empty where nothing is paid."""
    if isinstance(clause.pay, Unpaid):
        return ()
    if not clause.instalments:
        return plain(NO_DAY)
    return tagged(f"In instalments: {'; '.join(words.instalments(clause.instalments))}.", clause.origin)


def paydays(scheme: Scheme) -> Iterator[Text]:
    """For all that is paid: each clause that has days, then those that have none, and whom to ask."""
    clauses = scheme.paying
    paid = [clause for clause in clauses if not isinstance(clause.pay, Unpaid)]
    dated = [clause for clause in paid if clause.instalments]
    for clause in dated:
        shares = "; ".join(words.instalments(clause.instalments))
        name = join(link(clause.code, place_of_measure(clause.code)), plain(f" {clause.title}: "))
        yield tagged(join(name, plain(f"{shares}.")), clause.origin)
    undated = [clause.code for clause in paid if not clause.instalments]
    if not paid:
        yield plain("The scheme pays nothing.")
    elif not dated:
        yield plain(f"The scheme names no day on which anything is paid.{_ask(scheme)}")
    elif undated:
        yield linked(f"For {_listed(undated)} the scheme names no day of payment.{_ask(scheme)}", scheme)


def meeting_limits(scheme: Scheme) -> Iterator[Text]:
    """How limits meet instalments."""
    yield plain(
        "Each instalment but the last is its share of the payment, rounded in the same way. The last is what remains."
    )
    if any(cap.on is not None for cap in scheme.practice_caps):
        yield plain("A limit on one measure or payment comes first: the instalments are parts of what it leaves.")
    if scheme.scheme_cap is not None or any(cap.on is None for cap in scheme.practice_caps):
        yield plain(
            "A limit on a practice's whole total, or on all practices together, does not change an instalment. What it "
            "takes off stands on the statement as a line of its own. So the instalments can come to more than the "
            "total that is due. The scheme does not say from which payment the difference is taken."
        )


def _ask(scheme: Scheme) -> str:
    contact = scheme.governance.contact
    return f" Ask {contact}." if contact else ""


def _listed(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else f"{', '.join(codes[:-1])} and {codes[-1]}"
