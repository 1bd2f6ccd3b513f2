"""Rules about who decided, and when."""
