"""What someone has decided to let stand: a warning or advice, in one block, with a reason and a name."""
