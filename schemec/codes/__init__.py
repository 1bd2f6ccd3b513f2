"""The local store of code lists, and what is read into it."""
