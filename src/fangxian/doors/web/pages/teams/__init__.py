"""Teams: what is short first, who is where and why, temporary units with their duty telephone, volunteers."""
