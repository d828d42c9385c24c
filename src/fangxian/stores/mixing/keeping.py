"""A mixing city in a folder: one file a column, written once, mapped when opened."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np

from fangxian.engines.city import Mixing, mix
from fangxian.engines.rehearsal import MixingCity, Tree, settle
from fangxian.engines.rehearsal.city import made_up
from fangxian.stores.home import home as default_home
from fangxian.stores.mixing.ground import Laid, lay_out
from fangxian.stores.packs import find_pack
from fangxian.stores.places import PlacePack

RECIPE = 1
"""Raise it when the same pack would give another city."""
SEED = 2021


def ensure_mixing_city(
    pack: PlacePack, place_id: str, vaccinated: float, home: Path | None = None
) -> MixingCity:
    """Return the city of a place, drawn under `home`/mixing on first use (FANGXIAN_HOME if None)."""
    digest = hashlib.sha256(f"{RECIPE} {SEED} {place_id} {vaccinated}".encode())
    for file in sorted(find_pack("places", pack.id).iterdir()):
        digest.update(file.read_bytes())
    name = f"{place_id}-{digest.hexdigest()[:10]}"
    return _ensure(name, lambda: lay_out(pack, place_id), vaccinated, home)


def ensure_made_up_city(population: int, vaccinated: float, home: Path | None = None) -> MixingCity:
    """Return a city of so many people whose places are made up, drawn under `home`/mixing on first use."""
    digest = hashlib.sha256(f"{RECIPE} {SEED} {population} {vaccinated}".encode())
    name = f"people-{population}-{digest.hexdigest()[:10]}"
    return _ensure(name, lambda: Laid(*made_up(population)), vaccinated, home)


def _ensure(name: str, laid: Callable[[], Laid], vaccinated: float, home: Path | None) -> MixingCity:
    folder = (home or default_home()) / "mixing" / name
    if not (folder / "tree.json").exists():
        ground = laid()
        _write_aside(folder, mix(ground.quarters, SEED, vaccinated), ground.tree)
    return _open(folder)


def _write_aside(folder: Path, mixing: Mixing, tree: Tree) -> None:
    """Write in a folder of its own and move it into place whole: a broken draft leaves nothing behind."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".drawing-", dir=folder.parent))
    try:
        for name, column in asdict(mixing).items():
            np.save(draft / f"{name}.npy", column)
        for name in ("street", "district", "city"):
            np.save(draft / f"tree-{name}.npy", getattr(tree, name))
        about = {"places": tree.places, "levels": tree.levels}
        (draft / "tree.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")
        os.replace(draft, folder)
    except OSError:
        # Another process drew the same city meanwhile: the two are equal, theirs stays.
        if not (folder / "tree.json").exists():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _open(folder: Path) -> MixingCity:
    about = json.loads((folder / "tree.json").read_text("utf-8"))
    columns = {one.name: _mapped(folder / f"{one.name}.npy") for one in fields(Mixing)}
    street, district, city = (np.load(folder / f"tree-{name}.npy") for name in ("street", "district", "city"))
    return settle(
        Mixing(**columns), Tree(street, district, city, tuple(about["places"]), tuple(about["levels"]))
    )


def _mapped(path: Path) -> np.ndarray:
    """Map a column. Copy-on-write, though nobody writes: what is compiled for arrays in memory then serves these too."""
    return np.asarray(np.load(path, mmap_mode="c"))
