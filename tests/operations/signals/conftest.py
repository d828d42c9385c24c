"""The desk of the tiny outbreak."""

from tests.operations.response.conftest import desk

__all__ = ["desk"]
