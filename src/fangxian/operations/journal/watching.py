"""Tables that `verify` compares with the journal: an edit behind the services' back shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fangxian.operations.journal.marks import Lie

Images = Callable[[], Iterable[tuple[str, dict[str, Any]]]]


@dataclass(frozen=True)
class Covered:
    """Rows every one of which an entry vouches for by a mark. `by_entry`: the rows say which entry that is."""

    lie: Lie
    by_entry: bool


_watched: dict[str, Images] = {}
_covered: dict[str, Covered] = {}


def watch(object_kind: str, images: Images) -> None:
    """Compare the rows of `object_kind` with the journal.

    `images` gives (object_id, image) per row that stands, each image equal to the `after` of its last entry.
    Called once, in the app's `ready`.
    """
    _watched[object_kind] = images


def list_watched() -> dict[str, Images]:
    """Return what is watched, by object kind."""
    return dict(_watched)


def cover(word: str, lie: Lie, *, by_entry: bool) -> None:
    """Compare everything that ever stood under `word` with the marks of entries about `word` or about several of them.

    Called once, in the app's `ready`.
    """
    _covered[word] = Covered(lie, by_entry)


def list_covered() -> dict[str, Covered]:
    """Return what is covered, by word."""
    return dict(_covered)
