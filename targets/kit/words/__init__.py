"""What a scheme means, in plain sentences: one form of words for each node of the model, and no two the same.

Changing any figure, list, register or window of a node changes its words. Names of lists and registers stand
in capitals as the author wrote them, so that a page can turn them into links.
"""

from targets.kit.figures import length
from targets.kit.words.conditions import Group, ages, comparison, group, register, value, who
from targets.kit.words.days import anchor, falls, on, scheme_days, stretch, window
from targets.kit.words.items import beside, counting, limits_of, uplift, uplift_limit, uplifts_held
from targets.kit.words.pay import (
    adjustments_name,
    brief,
    empty_denominator,
    instalments,
    pay,
    pot,
    practice_cap,
    rounding,
    same_day,
    scheme_cap,
    submission,
    sum_of,
    thresholds,
)

__all__ = [
    "Group",
    "adjustments_name",
    "ages",
    "anchor",
    "beside",
    "brief",
    "comparison",
    "counting",
    "empty_denominator",
    "falls",
    "group",
    "instalments",
    "length",
    "limits_of",
    "on",
    "pay",
    "pot",
    "practice_cap",
    "register",
    "rounding",
    "same_day",
    "scheme_cap",
    "scheme_days",
    "stretch",
    "submission",
    "sum_of",
    "thresholds",
    "uplift",
    "uplift_limit",
    "uplifts_held",
    "value",
    "who",
    "window",
]
