"""What the counts could not use, and where lists and records disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dsl.model.pay import ListKind
from dsl.run.counts import PracticeCounts, PracticeInputs
from dsl.run.taking_part import Idle
from schemec.engines.quality import Unusable
from schemec.sheets import exact


def quality(
    practices: Sequence[PracticeInputs],
    counts: Sequence[PracticeCounts],
    unusable: Iterable[Unusable],
    patients: Mapping[str, Iterable[tuple[str, int]]],
    unasked: Iterable[tuple[str, str]],
    *,
    sign_ups: Iterable[Idle],
) -> dict[str, Any]:
    """What the counts could not use, and where lists and records disagree.

    Events that could not be used, by practice, code list and reason. `patients` by practice under what is to be said
    of them, such as that they have no date of birth. `unasked` are submissions, by practice, that no line of the scheme
    asks for, and `sign_ups` those that pay nobody. List sizes as stated beside patients as counted: the stated ones
    pay, and the difference is said.
    """
    counted = {each.practice: each.population for each in counts}
    return {
        "unusable_events": [
            {
                "practice_id": each.practice,
                "code_list": each.code_list,
                "reason": each.flaw.value,
                "events": each.events,
            }
            for each in unusable
        ],
        **{
            what: [{"practice_id": practice, "patients": count} for practice, count in found]
            for what, found in patients.items()
        },
        "submissions_not_asked_for": [{"practice_id": practice, "what": what} for practice, what in unasked],
        "sign_ups_not_used": [
            {"practice_id": each.practice, "clause": each.clause, "why": each.why.value} for each in sign_ups
        ],
        "list_sizes": [
            {
                "practice_id": each.practice,
                "stated_on": size.on.isoformat(),
                "stated": exact(size.size),
                "counted": counted[each.practice],
                "difference": exact(counted[each.practice] - size.size),
            }
            for each in practices
            for size in each.lists
            if size.kind is ListKind.REGISTERED and each.practice in counted
        ],
    }
