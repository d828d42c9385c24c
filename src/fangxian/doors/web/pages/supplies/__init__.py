"""Supplies (粮草): closed households served, on the way and unserved; stock; rounds; donations."""
