"""A synthetic city on disk, opened: the tables a situation needs, and its presences."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing import InMemoryPresences, PresenceSource
from fangxian.stores.outbreaks import OutbreakPack
from fangxian.stores.places import PlacePack
from fangxian.stores.presence import SegmentStore, take_together


@dataclass(frozen=True, eq=False)
class City:
    """An outbreak with its people. Frames follow `tables`; the register is read when first asked for."""

    outbreak: OutbreakPack
    place_pack: PlacePack
    scale: str
    folder: Path | None
    cases: pl.DataFrame
    case_states: pl.DataFrame
    contacts: pl.DataFrame
    itineraries: pl.DataFrame
    places: pl.DataFrame
    left_out: dict[str, int]

    @cached_property
    def presences(self) -> PresenceSource | None:
        """The city's presences together with the cases' published stays; None where there are none."""
        told = InMemoryPresences(self.itineraries, self.outbreak.timezone)
        if self.folder is None:
            return told if self.itineraries.height else None
        return take_together(SegmentStore(self.folder / "presence"), told)

    @cached_property
    def households(self) -> pl.DataFrame:
        """Who lives with whom (tables.HOUSEHOLDS), the whole register."""
        if self.folder is None:
            return self.outbreak.households
        return pl.read_parquet(self.folder / "people.parquet", columns=["person_id", "household_id"])

    @cached_property
    def persons(self) -> pl.DataFrame:
        """What a rule may ask of a person (tables.PERSONS), the whole register."""
        if self.folder is None:
            return self.outbreak.persons
        return tables.PERSONS.check(
            pl.read_parquet(self.folder / "people.parquet", columns=list(tables.PERSONS.names))
        )

    def cases_known_at(self, known_at: datetime) -> pl.DataFrame:
        """Return the cases as they stood then: reported by that local day, under the kind of that day."""
        day = known_at.astimezone(ZoneInfo(self.outbreak.timezone)).date()
        then = (
            self.case_states.filter(pl.col("from_on") <= day)
            .sort("from_on", maintain_order=True)
            .group_by("case_id")
            .agg(kind=pl.col("kind").last())
        )
        known = self.cases.drop("kind").join(then, on="case_id", maintain_order="left")
        fallen_ill = pl.when(pl.col("onset_on") <= day).then("onset_on")
        kind_of_onset = pl.when(pl.col("onset_on") <= day).then("onset_kind")
        return tables.CASES.check(known.with_columns(onset_on=fallen_ill, onset_kind=kind_of_onset))


def read_city(folder: Path, outbreak: OutbreakPack, pack: PlacePack, scale: str) -> City:
    """Open a city built before."""
    frames = {
        name: pl.read_parquet(folder / f"{name}.parquet")
        for name in ("cases", "case_states", "itineraries", "venues")
    }
    about = json.loads((folder / "city.json").read_text("utf-8"))
    return City(
        outbreak, pack, scale, folder,
        cases=frames["cases"],
        case_states=frames["case_states"],
        contacts=outbreak.contacts,
        itineraries=frames["itineraries"],
        places=pl.concat([pack.places, frames["venues"]]),
        left_out=about["left_out"],
    )  # fmt: skip
