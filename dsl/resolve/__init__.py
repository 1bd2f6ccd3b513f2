"""From what the author wrote to what it means: names bound, units checked, sources attached. Judges no style.

`resolve` takes a file and the code lists beside it; `code_list_paths` says which those are, for whoever may read files.
"""

from dsl.resolve.code_files import CodeFile, code_list_paths
from dsl.resolve.scheme import resolve

__all__ = ["CodeFile", "code_list_paths", "resolve"]
