"""YAML with the line of every value, so that an error can say where."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from fangxian.stores.packs.problems import unreadable
from fangxian.stores.packs.spots import Spot

# Eight times faster than the loader in Python, which is there where libyaml is not.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path_ = tuple[str, ...]
"""The keys down to a value; a position in a list counts as a key."""


@dataclass(frozen=True)
class Document:
    """A pack's tree and where each of its values stands."""

    tree: dict[str, Any]
    spots: dict[Path_, Spot]

    def spot(self, path: Path_) -> Spot:
        """Return the line of a value, or of the nearest thing above it that exists."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.spots:
                return self.spots[path[:length]]
        raise KeyError(path)

    def below(self, *path: str) -> "Document":
        """Return the mapping at `path` as a document of its own (empty where there is none)."""
        tree: Any = self.tree
        for key in path:
            tree = tree.get(key) or {}
        cut = len(path)
        spots = {where[cut:]: spot for where, spot in self.spots.items() if where[:cut] == path}
        return Document(tree, spots or {(): self.spot(path)})


def load(file: Path) -> Document:
    """Read one YAML file.

    Raises:
        PackProblem: not YAML, a key written twice, or no mapping at the top.
    """
    stamp = file.stat()
    return _load(file, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=512)
def _load(file: Path, _mtime: int, _size: int) -> Document:
    try:
        return _parse(file, file.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise unreadable(file, 1, "not UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "a character that YAML does not allow"
        raise unreadable(file, mark.line + 1 if mark else 1, why) from error


def _parse(file: Path, text: str) -> Document:
    loader = _Loader(text)
    node = loader.get_single_node()
    if not isinstance(node, yaml.MappingNode):
        raise unreadable(file, 1, "no mapping")
    spots: dict[Path_, Spot] = {}
    return Document(_value(loader, file, node, (), spots), spots)


def _value(loader: Any, file: Path, node: yaml.Node, path: Path_, spots: dict[Path_, Spot]) -> Any:
    spots[path] = Spot(file, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, file, one, (*path, str(i)), spots) for i, one in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node)
    tree: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node)
        if key in tree:
            raise unreadable(file, key_node.start_mark.line + 1, f"{key} is written twice")
        tree[key] = _value(loader, file, value_node, (*path, str(key)), spots)
        # A nested block starts below its key; people look for the key.
        spots[(*path, str(key))] = Spot(file, key_node.start_mark.line + 1)
    return tree


def merge(under: Document, over: Document) -> Document:
    """Lay `over` upon `under`: mappings merge key by key, null removes a key, all else replaces it."""
    spots = dict(under.spots)
    tree = _merge(under.tree, over.tree, (), spots, over.spots)
    return Document(tree, spots)


def _merge(
    under: dict[str, Any],
    over: dict[str, Any],
    path: Path_,
    spots: dict[Path_, Spot],
    over_spots: dict[Path_, Spot],
) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        here = (*path, str(key))
        if isinstance(value, dict) and isinstance(merged.get(key), dict) and not is_leaf(value):
            merged[key] = _merge(merged[key], value, here, spots, over_spots)
            continue
        for old in [one for one in spots if one[: len(here)] == here]:
            del spots[old]
        if value is None:
            merged.pop(key, None)
            continue
        merged[key] = value
        spots.update({one: spot for one, spot in over_spots.items() if one[: len(here)] == here})
    return merged


def is_leaf(value: object) -> bool:
    """Tell a figure leaf {v, u, s, c, note} from any other mapping."""
    return isinstance(value, dict) and "v" in value
