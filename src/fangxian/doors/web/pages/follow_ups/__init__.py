"""Follow-up: today's checks for the worker at the door, missed days, red flags, release."""
