"""The waist: the resolved, typed scheme. Imports nothing but source.

`scheme.Scheme` is the whole; `days`, `conditions`, `measures`, `pay`, `stories` and `origins` are its parts;
`types` are grains and units; `operators` is the table of every form an author can build a rule from.
A scheme is made from text by `dsl.resolve`; `checked.CheckedScheme` is issued by `dsl.check` alone.
"""
