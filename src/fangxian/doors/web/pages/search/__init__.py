"""Search places and cases from any page."""
