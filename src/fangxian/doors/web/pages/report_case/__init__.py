"""Report a case in three steps."""
