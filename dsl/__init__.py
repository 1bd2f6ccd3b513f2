"""The language, pure: text and values in, text and values out.

Its rooms stand in a line, each importing only what stands below it:
source, report, syntax | model, resolve, check, run | sample, prove | simulate.
"""
