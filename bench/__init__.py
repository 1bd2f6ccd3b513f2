"""Speed: each entry is a ratio to a rival or to itself, measured in the same run, with a bound that it must hold.

A module here that has `entries` is found by looking. Rivals stand in `bench/rivals`: they give the same answers, which
is asserted, and are written to win. Ratios are of medians of alternating runs, so that a busy machine slows both.
"""
