"""Who infected whom: chains on an axis of time, and places by what they spread."""
