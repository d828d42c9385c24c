"""A testing day of a whole city, from the person to the answer."""
