"""What was gathered: for each outbreak its situation and plan, and an account of every file read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from fangxian.engines.plans import Plan
from fangxian.engines.problems import Problem, Text
from fangxian.engines.response import Situation
from fangxian.stores.outputs import InputFile
from fangxian.stores.packs import list_packs, plan_in_force, read_plan
from fangxian.stores.packs.reading import open_plan

Progress = Callable[[Text], None]
"""Told which step begins."""


@dataclass(frozen=True)
class Task:
    """One outbreak to respond to."""

    situation: Situation
    plan: Plan


@dataclass(frozen=True)
class Gathered:
    """`rejected` has the rows of all files that could not be read, with the name of the file first.

    `remarks`: what a reader must know of the files as a whole.
    """

    tasks: tuple[Task, ...]
    inputs: tuple[InputFile, ...]
    rejected: pl.DataFrame
    places: pl.DataFrame
    places_title: Text
    remarks: tuple[Text, ...] = ()


def choose_plan(named: str | None, disease: str, on: date) -> Plan:
    """Return the plan named outright, or the one for this disease that was in force on that date.

    Raises:
        Problem: no plan serves the disease, or none was in force on the date.
    """
    if named:
        return read_plan(named) if named in list_packs("plans") else plan_in_force(named, on)
    diseases = {plan_id: str(open_plan(plan_id).tree.get("disease")) for plan_id in list_packs("plans")}
    serving = [plan_id for plan_id, served in diseases.items() if served == disease]
    if not serving:
        known = ", ".join(sorted(set(diseases.values())))
        raise Problem(
            "no-plan-for-disease",
            Text(f"没有病种 {disease} 的预案。", f"No plan serves the disease {disease}."),
            Text(f"已有病种: {known}。", f"Diseases with a plan: {known}."),
            Text(
                "请更正 disease 列, 或用 --plan 指定预案。",
                "Correct the column `disease`, or name a plan with --plan.",
            ),
        )
    return plan_in_force(serving[0], on)
