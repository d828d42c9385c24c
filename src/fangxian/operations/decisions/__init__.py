"""Proposals, decisions and signatures."""
