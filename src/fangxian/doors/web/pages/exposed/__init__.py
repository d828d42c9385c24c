"""The exposed of an outbreak: by place and session, each with why, and what is decided for them."""
