"""The sweep: who met these people, answered in numbers over all segments at once."""
