"""Lark's tree into the ast: a method a rule, nothing clever. Each rule's method bears its name."""
