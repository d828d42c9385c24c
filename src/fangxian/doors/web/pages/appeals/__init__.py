"""Appeals against restrictions: the desk of an office outside the signing line."""
