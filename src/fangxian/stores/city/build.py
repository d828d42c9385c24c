"""Build a synthetic city once, keep it, and open it afterwards."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.stores.city.city import City, read_city
from fangxian.stores.city.days import CityDays
from fangxian.stores.city.ground import ground_of
from fangxian.stores.city.lines import case_states, itineraries, line_list, make_lines
from fangxian.stores.city.presence import write_presences
from fangxian.stores.city.register import make_register, person_ids, venue_places, write_people
from fangxian.stores.city.scale import people_per_person
from fangxian.stores.home import home as default_home
from fangxian.stores.outbreaks import CityRules, OutbreakPack, read_outbreak
from fangxian.stores.packs import find_pack
from fangxian.stores.places import PlacePack, read_place_pack
from fangxian.stores.presence.manifest import FORMAT

RECIPE = 2
"""Raise it when the same packs would give another city: cities built before are then left alone."""

Progress = Callable[[float, Text], None]


def ensure_city(
    outbreak_id: str, scale: str = "1:50", home: Path | None = None, progress: Progress | None = None
) -> City:
    """Return the city of an outbreak pack, built under `home`/cities on first use (FANGXIAN_HOME if None).

    A pack with its own line list has no city to build: its people come from the pack, the scale is
    ignored. `progress` is called with the share done and what is being done.

    Raises:
        Problem: no such outbreak, or not a scale.
    """
    outbreak = read_outbreak(outbreak_id)
    pack = read_place_pack(outbreak.place_pack)
    rules = outbreak.city
    if rules is None:
        return _city_of_pack(outbreak, pack)
    per_person = people_per_person(scale)
    folder = (home or default_home()) / "cities" / _key(outbreak, pack, per_person)
    if not (folder / "city.json").exists():

        def build(draft: Path) -> None:
            _build(draft, outbreak, rules, pack, per_person, progress or _silent)

        _build_aside(folder, build)
    return read_city(folder, outbreak, pack, f"1:{per_person}")


def _silent(done: float, doing: Text) -> None:
    """Nobody watches."""


def _city_of_pack(outbreak: OutbreakPack, pack: PlacePack) -> City:
    states = outbreak.cases.select("case_id", "kind", from_on="reported_on")
    return City(
        outbreak, pack, "1:1", None,
        cases=outbreak.cases,
        case_states=states,
        contacts=outbreak.contacts,
        itineraries=outbreak.presences,
        places=pack.places,
        left_out={},
    )  # fmt: skip


def _key(outbreak: OutbreakPack, pack: PlacePack, per_person: int) -> str:
    """Name a city after all that decides it: both packs, the outlines at hand, the scale, the recipe, the store's format."""
    digest = hashlib.sha256(f"{RECIPE} {FORMAT} {per_person}".encode())
    for kind, pack_id in (("outbreaks", outbreak.id), ("places", pack.id)):
        for file in sorted(find_pack(kind, pack_id).iterdir()):
            digest.update(file.read_bytes())
    digest.update(str(sum(not outline.synthetic for outline in pack.outlines.values())).encode())
    return f"{outbreak.id}-{per_person}-{digest.hexdigest()[:10]}"


def _build_aside(folder: Path, build: Callable[[Path], None]) -> None:
    """Build in a folder of its own and move it into place whole: a broken build leaves nothing behind."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
    try:
        build(draft)
        os.replace(draft, folder)
    except OSError:
        # Another process built the same city meanwhile: the two are equal, theirs stays.
        if not (folder / "city.json").exists():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _build(
    folder: Path,
    outbreak: OutbreakPack,
    rules: CityRules,
    pack: PlacePack,
    per_person: int,
    progress: Progress,
) -> None:
    progress(0.0, Text("生成住户与场所", "making households and venues"))
    ground = ground_of(pack, rules, per_person)
    register = make_register(ground, rules.seed)
    people = person_ids(ground)
    lines = make_lines(outbreak, pack, rules, ground, register, people)
    progress(0.15, Text("写入名册", "writing the register"))
    write_people(folder / "people.parquet", ground, register, rules.seed)
    venues = pl.concat([venue_places(ground, register.venues, pack), published_venues(outbreak, pack)])
    venues.write_parquet(folder / "venues.parquet")
    days = CityDays(ground, register, rules, outbreak.timezone)

    def told(done: float) -> None:
        progress(0.2 + 0.75 * done, Text("生成到访记录", "making presences"))

    rows = write_presences(folder / "presence", days, outbreak, lines, people, venues["place_id"], told)
    line_list(lines, outbreak).write_parquet(folder / "cases.parquet")
    case_states(lines).write_parquet(folder / "case_states.parquet")
    itineraries(lines, outbreak).write_parquet(folder / "itineraries.parquet")
    _write_about(folder, outbreak, pack, people=len(people), presences=rows, venues=venues.height)
    progress(1.0, Text("完成", "done"))


def _write_about(folder: Path, outbreak: OutbreakPack, pack: PlacePack, **sizes: int) -> None:
    """Say what the city holds; written last, so that a city without it is not one."""
    outside = outbreak.city_counts.filter(~pl.col("city").is_in(pack.tree["place_id"].implode()))
    stayed = (outside["asymptomatic_new"] - outside["converted"]).to_list()
    left_out = {"confirmed": sum(outside["confirmed_new"].to_list()), "asymptomatic": sum(stayed)}
    about = {**sizes, "left_out": left_out}
    (folder / "city.json").write_text(json.dumps(about, indent=1), "utf-8")


def published_venues(outbreak: OutbreakPack, pack: PlacePack) -> pl.DataFrame:
    """Return the published places that lie in the tree, as venues; their position is their parent's."""
    rows = outbreak.exposure_places.filter(pl.col("parent_id").is_not_null()).unique(
        "place_id", keep="first", maintain_order=True
    )
    here = pack.tree.select("place_id", "lat", "lon")
    return tables.PLACES.check(
        rows.join(
            here, left_on="parent_id", right_on="place_id", how="left", maintain_order="left"
        ).with_columns(level=pl.lit(tables.VENUE))
    )
