"""Rules about what is counted."""
