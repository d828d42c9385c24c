"""Finding every presence store below a folder, whoever put it there."""

import json
from pathlib import Path

from fangxian.stores.presence.manifest import FILE


def find_stores(folder: Path) -> list[Path]:
    """Return the folders below `folder` that are presence stores, in order."""
    return sorted(path.parent for path in folder.rglob(FILE) if _is_of_store(path))


def _is_of_store(path: Path) -> bool:
    try:
        content = json.loads(path.read_text("utf-8"))
    except ValueError:  # another program's manifest
        return False
    return isinstance(content, dict) and {"segments", "timezone", "format"} <= content.keys()
