"""Where packs live: the folder that comes with Fangxian and every folder named in FANGXIAN_PACKS."""

import os
from pathlib import Path

from fangxian.engines.problems import Problem, Text

BUILT_IN = Path(__file__).parents[2] / "packs"
KINDS = (
    "diseases", "plans", "measures", "legal", "zones", "rounds", "quarantine", "supplies", "checklists", "places", "outbreaks",
    "oversight",
)  # fmt: skip
READ_HERE = (
    "diseases", "plans", "measures", "legal", "zones", "rounds", "quarantine", "supplies", "checklists", "oversight",
)  # fmt: skip
"""Kinds whose packs are read through; places and outbreaks have readers of their own."""
PACK_FILE = "pack.yaml"


def pack_roots() -> tuple[Path, ...]:
    """Return the folders searched for packs, the built-in one first; a later one wins."""
    given = os.environ.get("FANGXIAN_PACKS", "")
    return (BUILT_IN, *(Path(part) for part in given.split(os.pathsep) if part))


def _folders(kind: str) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for root in pack_roots():
        for file in sorted((root / kind).glob(f"*/{PACK_FILE}")):
            found[file.parent.name] = file.parent
    return found


def stamp() -> tuple[tuple[str, int, int], ...]:
    """Return name, time and size of every pack file of the kinds read here: it changes when one of them does."""
    files = sorted(
        file for root in pack_roots() for kind in READ_HERE for file in (root / kind).glob(f"*/{PACK_FILE}")
    )
    return tuple((str(file), found.st_mtime_ns, found.st_size) for file in files for found in (file.stat(),))


def list_packs(kind: str) -> list[str]:
    """Return the ids of all packs of a kind ("plans", "measures", …), sorted.

    Raises:
        Problem: there is no such kind.
    """
    if kind not in KINDS:
        listed = ", ".join(KINDS)
        raise Problem(
            "no-such-kind-of-pack",
            Text(f"没有资源包类别 {kind}。", f"There is no kind of pack called {kind}."),
            Text(f"可用: {listed}。", f"There are: {listed}."),
            Text("请选择其一。", "Choose one of them."),
            status=404,
        )
    return sorted(_folders(kind))


def find_pack(kind: str, pack_id: str) -> Path:
    """Return the folder of one pack.

    Raises:
        Problem: no pack of that kind has this id.
    """
    known = list_packs(kind)
    if pack_id not in known:
        listed = ", ".join(known) or "-"
        raise Problem(
            "no-such-pack",
            Text(f"没有资源包 {kind}/{pack_id}。", f"There is no pack {kind}/{pack_id}."),
            Text(f"可用: {listed}。", f"There are: {listed}."),
            Text(
                f"请检查名称，或将含 {kind}/{pack_id}/{PACK_FILE} 的文件夹加入 FANGXIAN_PACKS。",
                f"Check the name, or add a folder that holds {kind}/{pack_id}/{PACK_FILE} to FANGXIAN_PACKS.",
            ),
            status=404,
        )
    return _folders(kind)[pack_id]
