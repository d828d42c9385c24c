"""Is the kernel right? Held to another simulator on the same people, contacts and rules."""
