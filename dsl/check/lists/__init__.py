"""Code lists: whether they say what their scheme takes them to say."""
