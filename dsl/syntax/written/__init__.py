"""Nodes of the ast as the language writes them. A line may break between the pieces of a long one."""
