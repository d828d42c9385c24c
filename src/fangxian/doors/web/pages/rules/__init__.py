"""Rules compared: whom each would manage, and what each would miss."""
