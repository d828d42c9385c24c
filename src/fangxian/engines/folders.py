"""Solvers are folders: they are found by name, and one dropped in beside the others is picked up by itself."""

import pkgutil
from importlib import import_module
from types import ModuleType
from typing import Any

from fangxian.engines.problems import Problem, Text


def list_folders(kind: ModuleType) -> list[str]:
    """Return the names of the folders of a kind, sorted.

    >>> from fangxian.engines.testing import solvers
    >>> "nearest_first" in list_folders(solvers)
    True
    """
    return sorted(found.name for found in pkgutil.iter_modules(kind.__path__) if found.ispkg)


def open_folder(kind: ModuleType, name: str) -> Any:
    """Return the module of a folder.

    Raises:
        Problem: `no-such-solver`.
    """
    names = list_folders(kind)
    if name not in names:
        known = ", ".join(names)
        raise Problem(
            "no-such-solver",
            Text(f"没有名为 {name} 的算法。", f"There is no solver {name}."),
            Text(f"可选: {known}。", f"Known: {known}."),
            Text("请选用其中之一。", "Choose one of them."),
        )
    return import_module(f"{kind.__name__}.{name}")
