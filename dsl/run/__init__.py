"""The meaning: the reference that every target is judged by.

Takes a checked scheme and one patient's record, or one practice's counts, and gives the answer with its
reasons. Pure and exact: no clock (the reference date is an input), no binary floating point.
"""
