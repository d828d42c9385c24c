"""Packs read from folders: diseases, legal grounds, measures and plans."""

from fangxian.stores.packs.folders import find_pack, list_packs
from fangxian.stores.packs.lint import Finding, lint_plan
from fangxian.stores.packs.problems import PackProblem
from fangxian.stores.packs.quarantine import find_quarantine, read_quarantine
from fangxian.stores.packs.reading import plan_in_force, read_disease, read_legal, read_measure, read_plan
from fangxian.stores.packs.rounds import find_rounds, read_rounds
from fangxian.stores.packs.zones import read_zones

__all__ = [
    "Finding",
    "PackProblem",
    "find_pack",
    "find_quarantine",
    "find_rounds",
    "lint_plan",
    "list_packs",
    "plan_in_force",
    "read_disease",
    "read_legal",
    "read_measure",
    "read_plan",
    "read_quarantine",
    "read_rounds",
    "read_zones",
]
