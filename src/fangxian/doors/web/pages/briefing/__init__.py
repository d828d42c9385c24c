"""The morning briefing: one page, to be printed."""
