"""What the same work takes when it is written by hand, to win."""
