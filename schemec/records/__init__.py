"""The tables of a GP extract: what they are, how they are read and checked, how they are written.

A folder of records holds one file a table, Parquet or CSV, named after it (`patients.parquet`, `patients.csv`).
`tables` is the one description; reading, writing and the reference page follow it.
"""
