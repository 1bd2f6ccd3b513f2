"""Rules about text and figures as they are published."""
