"""One visit a door: what is due there today put together, no question twice, and recorded all at once.

It composes follow-ups, restrictions and orders and keeps no table of its own: what a visit did lies with each of them.
"""
