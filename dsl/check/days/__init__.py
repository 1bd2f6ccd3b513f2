"""Rules about days, windows and ages."""
