"""Places as pages and commands see them: frozen rows, never models."""

from dataclasses import dataclass
from typing import Any

from fangxian.engines.problems import Text

LOCAL = "local"
"""The language of a place's own name, whichever that is; "en" beside it for readers elsewhere."""


@dataclass(frozen=True)
class PlaceRow:
    """One place with its names of today."""

    place_id: str
    name: str
    name_en: str
    level: str
    kind: str
    parent_id: str | None
    population: int | None
    households: int | None
    lat: float | None
    lon: float | None
    venue_kind: str
    has_list: bool | None

    @property
    def title(self) -> Text:
        """The name in both languages."""
        return Text(self.name, self.name_en)


@dataclass(frozen=True)
class Candidate:
    """A place a text may mean. `certain`: it may be taken without asking; a bare name never is."""

    place_id: str
    name: str
    path: str
    level: str
    score: float
    certain: bool


@dataclass(frozen=True)
class ShapeRow:
    """An outline as GeoJSON geometry."""

    place_id: str
    geometry: dict[str, Any]
    synthetic: bool
    source: str


@dataclass(frozen=True)
class Loaded:
    """What a load did: places added, and places that were there already."""

    added: int
    known: int
