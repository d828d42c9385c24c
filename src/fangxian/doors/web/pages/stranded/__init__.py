"""Stranded visitors: groups where they are housed, their tests, their way home, what is owed to each home city."""
