"""Cases as their last journal entry must show them."""

from collections.abc import Iterator
from typing import Any

from fangxian.operations.cases.models import CaseState
from fangxian.operations.cases.services import image


def list_case_images() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what stands of every case, as reporting and correcting record it."""
    for state in CaseState.objects.open().filter(valid_to=None):
        yield state.case_id, image(state)
