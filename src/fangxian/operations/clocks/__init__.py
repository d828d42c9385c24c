"""Clocks of a plan as they run: countdowns, reminders before, escalation after, each told once."""
