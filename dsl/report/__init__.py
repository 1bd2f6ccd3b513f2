"""What we say: diagnostics as data, and their forms in text and JSON. Knows no kind of diagnostic by name; prints nothing."""
