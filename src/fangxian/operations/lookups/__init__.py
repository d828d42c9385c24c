"""Opening the record of a person who is not among one's tasks: with a reason, on record, told to that person."""
