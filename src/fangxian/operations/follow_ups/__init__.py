"""Following people up: decided, checked every day, released or become a case; and the people of a venue nobody knows yet."""
