"""Text of DDL as tokens, and what its words mean by themselves: names, types, what PostgreSQL brings along."""
