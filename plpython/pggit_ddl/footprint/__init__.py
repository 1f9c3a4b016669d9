"""What a change touches: the rows that reading gathers, and what can be told from them alone."""
