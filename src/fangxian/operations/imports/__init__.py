"""Files taken in with balance: read = accepted + duplicate + rejected."""
