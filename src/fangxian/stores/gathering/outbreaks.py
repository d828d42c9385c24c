"""A situation from an outbreak pack: real places, windows and dates, synthetic people."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.response import Situation, Standing
from fangxian.stores.city import City, ensure_city
from fangxian.stores.gathering.files import standing_of
from fangxian.stores.gathering.gathered import Gathered, Task, choose_plan
from fangxian.stores.gathering.moments import read_moment
from fangxian.stores.gathering.trees import pack_title
from fangxian.stores.inputs.reading import REJECTED
from fangxian.stores.outputs import InputFile, read_standing

Share = Callable[[float, Text], None]
"""Told how far the city has been built, and which step runs."""


@dataclass(frozen=True)
class OutbreakChoices:
    """What a person gave on the command line."""

    outbreak: str
    as_of: str | None = None
    known_at: str | None = None
    scale: str = "1:50"
    plan: str | None = None
    standing: Path | None = None


def gather_outbreak(choices: OutbreakChoices, progress: Share) -> Gathered:
    """Return the outbreak as it was known at a moment; its city is generated on first use.

    Raises:
        Problem: no such outbreak, no plan in force, or a moment that cannot be read.
    """
    city = ensure_city(choices.outbreak, choices.scale, progress=progress)
    pack = city.outbreak
    as_of = read_moment(choices.as_of, pack.timezone) if choices.as_of else pack.demo_as_of
    known_at = read_moment(choices.known_at, pack.timezone) if choices.known_at else as_of
    plan = choose_plan(choices.plan or pack.plan, pack.disease, pack.started_on)
    standing = read_standing(choices.standing, pack.timezone) if choices.standing else Standing()
    cases = city.cases_known_at(known_at)
    situation = Situation(
        outbreak_id=pack.id,
        as_of=as_of,
        known_at=known_at,
        timezone=pack.timezone,
        cases=cases,
        places=city.places,
        contacts=city.contacts.join(cases, left_on="source_case_id", right_on="case_id", how="semi"),
        households=city.households,
        persons=city.persons,
        presences=city.presences,
        standing=standing_of(standing, pack.id),
    )
    return Gathered(
        (Task(situation, plan),),
        _accounts(city, cases),
        pl.DataFrame(schema={"file": pl.String(), **REJECTED}),
        city.places,
        pack_title(city.place_pack.id),
    )


def _accounts(city: City, cases: pl.DataFrame) -> tuple[InputFile, ...]:
    """The tables of the pack and its city; people are synthetic, so no file and no digest."""
    frames = {
        "cases": cases,
        "contacts": city.contacts,
        "households": city.households,
        "persons": city.persons,
    }
    name = f"{city.outbreak.id} ({city.scale})"
    return tuple(
        InputFile(table, name, "", frame.height, frame.height, 0, 0) for table, frame in frames.items()
    )
