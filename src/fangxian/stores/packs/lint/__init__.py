"""The plan linter."""

from fangxian.stores.packs.lint.finding import Finding
from fangxian.stores.packs.lint.linter import lint_plan

__all__ = ["Finding", "lint_plan"]
