"""Two provinces, four areas, and everybody of the cast: whoever one is, somebody else's area is there.

43 Hunan ──── 4301 ─┬─ 430102 ── 430102003 ─┬─ 430102003001  area "home"      v-home
                    │                       └─ 430102003002  area "sibling"   v-sibling
                    └─ 430105 ── 430105001 ─── 430105001004  area "kaifu"     v-kaifu
44 Guangdong ─ 4401 ── 440106 ── 440106001 ─── 440106001001  area "abroad"    v-abroad
"""

from dataclasses import dataclass

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.operations.accounts.cast import DEMO_CAST, Post

_LEVELS = {2: "province", 4: "city", 6: "district", 9: "street", 12: "community"}


@dataclass(frozen=True)
class Area:
    """One community with its venue; `roots`: what it lies in."""

    name: str
    place_id: str
    district_id: str
    province_id: str

    @property
    def venue_id(self) -> str:
        """The one venue of the area."""
        return f"v-{self.name}"

    @property
    def lies_in(self) -> frozenset[str]:
        """Every place whose office answers for the area."""
        code = self.place_id
        return frozenset(code[:length] for length in _LEVELS if length <= len(code))

    def is_seen_from(self, places: frozenset[str]) -> bool:
        """Tell whether somebody who serves at these places answers for it."""
        return bool(places & self.lies_in)

    def holds(self, places: frozenset[str]) -> bool:
        """Tell whether one of these places lies inside, or around it."""
        return self.is_seen_from(places) or any(one.startswith(self.place_id) for one in places)


AREAS = (
    Area("home", "430102003001", "430102", "43"),
    Area("sibling", "430102003002", "430102", "43"),
    Area("kaifu", "430105001004", "430105", "43"),
    Area("abroad", "440106001001", "440106", "44"),
)
CITIES = (Area("changsha", "4301", "", "43"), Area("guangzhou", "4401", "", "44"))
"""Where proposals for a whole city are put and signed: what is said there is not for its districts."""

POSTS = (
    *DEMO_CAST,
    Post("abroad-commander", "commander", "44", "command_office", Text("邻省总指挥", "Commander abroad")),
    Post("abroad-cdc", "city-cdc", "44", "cdc", Text("邻省疾控", "CDC abroad")),
    Post("abroad-inspector", "inspector", "44", "discipline", Text("邻省督查", "Inspector abroad")),
    *(
        Post(
            f"worker-{area.name}",
            "community-worker",
            area.place_id,
            "command_office",
            Text("网格员", "Worker"),
        )
        for area in AREAS
    ),
)


def draw_ground() -> pl.DataFrame:
    """Return the tree with its venues as `tables.PLACES`."""
    codes = {code for area in AREAS for code in area.lies_in}
    rows = [
        {
            "place_id": code,
            "name": f"地{code}",
            "name_en": f"Place {code}",
            "level": _LEVELS[len(code)],
            "parent_id": code[:9] if len(code) == 12 else code[:6] if len(code) == 9 else code[:-2] or None,
            "population": 10 ** (8 - len(code) // 2),
        }
        for code in sorted(codes)
    ]
    venues = [
        {
            "place_id": area.venue_id,
            "name": f"茶馆{area.place_id}",
            "level": "venue",
            "parent_id": area.place_id,
            "venue_kind": "restaurant",
            "has_list": True,
        }
        for area in AREAS
    ]
    return tables.PLACES.rows([*rows, *venues])
