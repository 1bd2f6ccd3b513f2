"""From a scheme to a checked one, or diagnostics. Looks at the model only and changes nothing.

A rule is one file in one of the folders here, by what it is about; it is found by looking. Only this room makes a
`CheckedScheme`.
"""

from dsl.check.rules import check
from dsl.check.settle import settle

__all__ = ["check", "settle"]
