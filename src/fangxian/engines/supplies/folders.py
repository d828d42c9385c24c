"""Finds the folders that solve a part of the question, by name."""

import pkgutil
from importlib import import_module
from types import ModuleType
from typing import Any

from fangxian.engines.problems import Problem, Text


def list_folders(kind: ModuleType) -> list[str]:
    """Return the names of the folders of a kind, sorted."""
    return sorted(found.name for found in pkgutil.iter_modules(kind.__path__) if found.ispkg)


def open_folder(kind: ModuleType, name: str) -> Any:
    """Return the module of a folder.

    Raises:
        Problem: `no-such-solver`.
    """
    if name not in list_folders(kind):
        known = ", ".join(list_folders(kind))
        raise Problem(
            "no-such-solver",
            Text(f"没有名为 {name} 的算法。", f"There is no solver {name}."),
            Text(f"可选: {known}。", f"Known: {known}."),
            Text("请选用其中之一。", "Choose one of them."),
        )
    return import_module(f"{kind.__name__}.{name}")
