"""The four cities staffed and supplied, from the packs."""
