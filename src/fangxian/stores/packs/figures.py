"""Figures of a pack: leaves {v, u, s, c, note} and references to them, put in place of their values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from fangxian.engines.plans import Figure
from fangxian.engines.problems import Text
from fangxian.stores.packs.documents import Document, Path_, is_leaf
from fangxian.stores.packs.problems import PackProblem, unknown_figure
from fangxian.stores.packs.shapes import LeafShape

_REFERENCE = re.compile(r"\$([a-z_][a-z0-9_.]*)")
_CONDITIONS = ("when", "ends_when")


@dataclass(frozen=True)
class Resolved:
    """A tree without leaves and references, and the figure that stood at each dotted path."""

    tree: dict[str, Any]
    figures: dict[str, Figure]


def resolve(document: Document, named: Mapping[str, Figure]) -> Resolved:
    """Put values in place of leaves, and of `$name` as a whole value or inside a condition.

    Raises:
        PackProblem: a leaf with a wrong key or confidence, or an unknown `$name`.
    """
    figures: dict[str, Figure] = {}
    tree = {
        key: _resolve(document, value, (str(key),), named, figures) for key, value in document.tree.items()
    }
    return Resolved(tree, figures)


def _resolve(
    document: Document, value: Any, path: Path_, named: Mapping[str, Figure], figures: dict[str, Figure]
) -> Any:
    if is_leaf(value):
        figure = read_leaf(document, value, path)
        figures[".".join(path)] = figure
        return figure.value
    if isinstance(value, dict):
        return {key: _resolve(document, one, (*path, str(key)), named, figures) for key, one in value.items()}
    if isinstance(value, list):
        return [_resolve(document, one, (*path, str(i)), named, figures) for i, one in enumerate(value)]
    return _refer(document, value, path, named, figures) if isinstance(value, str) else value


def _refer(
    document: Document, text: str, path: Path_, named: Mapping[str, Figure], figures: dict[str, Figure]
) -> Any:
    whole = _REFERENCE.fullmatch(text)
    if whole:
        figures[".".join(path)] = figure = _named(document, whole[1], path, named)
        return figure.value
    if path[-1] in _CONDITIONS:
        return _REFERENCE.sub(lambda match: as_cel(_named(document, match[1], path, named).value), text)
    return text


def _named(document: Document, name: str, path: Path_, named: Mapping[str, Figure]) -> Figure:
    if name not in named:
        raise unknown_figure(document.spot(path), name, named)
    return named[name]


def as_cel(value: object) -> str:
    """Write a figure's value as CEL would.

    >>> as_cel(14), as_cel(["a", "b"]), as_cel(True)
    ('14', "['a', 'b']", 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(as_cel(one) for one in value)}]"
    return repr(value)


def read_leaf(document: Document, leaf: dict[str, Any], path: Path_) -> Figure:
    """Read one leaf.

    Raises:
        PackProblem: an unknown key or a confidence other than A, B, C, M.
    """
    try:
        shape = LeafShape.model_validate(leaf)
    except ValidationError as error:
        found = ", ".join(str(one["loc"][0]) for one in error.errors())
        raise PackProblem(
            "figure-not-readable",
            document.spot(path),
            Text(f"数值写法有误 ({found})。", f"The figure is written wrongly ({found})."),
            Text(
                "应为 {v, u, s, c, note}，c 取 A、B、C、M。",
                "Expected {v, u, s, c, note} with c one of A, B, C, M.",
            ),
            Text("请改正该数值。", "Correct the figure."),
        ) from error
    return Figure(shape.v, shape.u, tuple(shape.s), shape.c, shape.note)
