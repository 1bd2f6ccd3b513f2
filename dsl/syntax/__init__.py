"""Text to ast, and ast to text. The only room that knows Lark.

Takes a `SourceFile`; gives a `SchemeFile` with holes where a line could not be read, and what is wrong with them.
"""
