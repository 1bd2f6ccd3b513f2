"""Rules about code lists."""
