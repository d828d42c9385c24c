"""Import with balance: read = accepted + duplicate + rejected."""
