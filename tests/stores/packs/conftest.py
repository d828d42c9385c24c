"""A folder of one's own packs beside the built-in ones."""

from pathlib import Path
from shutil import copytree

import pytest

from fangxian.stores.packs.folders import BUILT_IN, PACK_FILE


class OwnPacks:
    """Packs in a temporary folder that FANGXIAN_PACKS names."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, kind: str, pack_id: str, text: str) -> Path:
        """Drop in one folder with one file."""
        file = self.root / kind / pack_id / PACK_FILE
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        return file

    def copy(self, kind: str, pack_id: str, old: str = "", new: str = "") -> Path:
        """Copy a built-in pack, changing one passage that must be there."""
        copytree(BUILT_IN / kind / pack_id, self.root / kind / pack_id)
        file = self.root / kind / pack_id / PACK_FILE
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return file


@pytest.fixture
def own_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OwnPacks:
    monkeypatch.setenv("FANGXIAN_PACKS", str(tmp_path))
    return OwnPacks(tmp_path)
