"""From what the author wrote to what it means: names bound, units checked, sources attached. Judges no style.

`resolve` takes a file and its code lists; `code_list_places` says which those are, for whoever may read files.
"""

from dsl.resolve.code_files import Cluster, CodeFile, code_list_places
from dsl.resolve.scheme import resolve

__all__ = ["Cluster", "CodeFile", "code_list_places", "resolve"]
