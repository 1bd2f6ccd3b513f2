"""The surface form of the language, as data: no code lives here.

`scheme.lark` is the syntax, top down; `terminals.lark` spells names, figures and what people type by habit;
`mistakes.toml` holds malformed lines and the sentence an author should read for each.
"""
