"""What `schemec run` writes for one scheme: a function each for counts, payments, statements and work lists.

Everything is made as path → bytes from values; `schemec.outputs` writes it. Exact numbers are texts in JSON.
"""
