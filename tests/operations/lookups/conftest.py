"""The desk of the teahouse outbreak."""

from tests.operations.follow_ups.conftest import desk, exposed

__all__ = ["desk", "exposed"]
