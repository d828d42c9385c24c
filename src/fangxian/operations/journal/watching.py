"""Tables that `verify` compares with their last entry: an edit behind the services' back shows."""

from collections.abc import Callable, Iterable
from typing import Any

Images = Callable[[], Iterable[tuple[str, dict[str, Any]]]]

_watched: dict[str, Images] = {}


def watch(object_kind: str, images: Images) -> None:
    """Compare the rows of `object_kind` with the journal.

    `images` gives (object_id, image) per row that stands, each image equal to the `after` of its last entry.
    Called once, in the app's `ready`.
    """
    _watched[object_kind] = images


def list_watched() -> dict[str, Images]:
    """Return what is watched, by object kind."""
    return dict(_watched)
