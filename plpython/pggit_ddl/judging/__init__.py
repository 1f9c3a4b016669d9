"""How changes collide: what a session imports when it first compares two of them."""
