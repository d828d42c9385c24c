"""Fangxian 防线: an outbreak-response command system for a city or county."""

__version__ = "0.1.0"
