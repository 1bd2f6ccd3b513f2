"""Rules about examples: stories that say other than they seem to."""
