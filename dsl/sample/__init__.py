"""Made-up practices and patients for any checked scheme.

Takes a checked scheme, sizes and a seeded generator; gives tables of columns. Nothing here is fitted to one scheme:
each rule is read, and records are made that meet it, miss it, or just miss it. Everything is worked a column at a
time, for many patients at once. Nothing is written and nothing is read.
"""
