"""Duties as their last journal entry must show them."""

from collections.abc import Iterator
from typing import Any

from fangxian.operations.accounts.models import Duty


def list_duty_images() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every duty that stands, as `appoint` and `end_duty` record it."""
    for duty in Duty.objects.open():
        image = {"user_id": str(duty.user_id), "office_id": str(duty.office_id), "role": duty.role}
        yield str(duty.id), {**image, "valid_to": duty.valid_to}
