"""What the author wrote: one frozen dataclass a clause, each with its span, names not yet bound.

Nodes compare by what they say, not by where they stand, so that `parse(fmt(x)) == parse(x)` can be
asked. A `Hole` stands where a line could not be read: later rooms are silent about what it hides.
"""
