"""The kinds of diagnostic that resolving raises, by what they are about. Each class is the page of its code."""
