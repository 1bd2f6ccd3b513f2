"""What we say: diagnostics as data, and their forms in text and JSON.

Takes nothing but positions; gives text. Knows no kind of diagnostic by name; prints nothing.
"""
