"""Apps and doors are found by their folders, so that a new one edits nothing here."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def list_apps() -> list[str]:
    """Return every Django app of the product: a folder with `apps.py` under operations or doors.

    >>> "fangxian.operations.journal" in list_apps()
    True
    """
    return [
        f"fangxian.{floor}.{found.parent.name}"
        for floor in ("operations", "doors")
        for found in sorted((PACKAGE / floor).glob("*/apps.py"))
    ]


def list_addresses() -> list[tuple[str, str]]:
    """Return (prefix, urls module) per door; the web door has none and therefore comes last."""
    doors = [found.parent.name for found in sorted((PACKAGE / "doors").glob("*/urls.py"))]
    found = [("" if door == "web" else f"{door}/", f"fangxian.doors.{door}.urls") for door in doors]
    return sorted(found, key=lambda address: address[0] == "")
