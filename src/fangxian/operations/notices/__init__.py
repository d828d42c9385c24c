"""Notices: drafted from what was signed, approved by a second person, published, sent out, withdrawn."""
