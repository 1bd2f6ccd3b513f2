"""The language server: what an editor asks, put to `dsl.ask` and `dsl.report`, and the answers in the editor's form.

It speaks the language server protocol over standard input and output, and decides nothing about the language.
"""
