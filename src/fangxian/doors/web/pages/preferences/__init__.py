"""What a person chooses for the session: language, outbreak, hour."""
