"""Forgetting presences: of one person in every store of the world, and of everybody whose time of keeping ended."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from fangxian.stores.presence import count_due, delete_person, drop_due
from fangxian.stores.presence.finding import find_stores


def forget_presences(person_key: str, at: datetime) -> int:
    """Delete a person's stays from every presence store under FANGXIAN_HOME; return how many went."""
    return sum(delete_person(store, person_key, at) for store in _stores())


def count_presences_due(day: date) -> dict[str, int]:
    """Return store -> the stays that were to be kept until `day` or an earlier one, where there are any."""
    found = {_name(store): count_due(store, day) for store in _stores()}
    return {name: stays for name, stays in found.items() if stays}


def drop_presences_due(day: date, at: datetime) -> dict[str, int]:
    """Drop them, segment by segment; return store -> how many went."""
    dropped = {_name(store): drop_due(store, day, at) for store in _stores()}
    return {name: stays for name, stays in dropped.items() if stays}


def _stores() -> list[Path]:
    return find_stores(Path(settings.FANGXIAN_HOME))


def _name(store: Path) -> str:
    return store.relative_to(settings.FANGXIAN_HOME).as_posix()
