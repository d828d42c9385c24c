"""Two lists beside the household register of the demonstration: invented people, on each by a draw of their own."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

import polars as pl

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.importing import import_list
from fangxian.operations.imports.rows import Terms
from fangxian.operations.rounds.services import switch_list
from fangxian.stores.city import City
from fangxian.stores.list_sources import LIST_FILE

SHARES = {"grid-roster": 0.70, "phones": 0.55}
"""How many of the people each list has: nobody's figures but the demonstration's own."""
NEWCOMERS = 0.08
"""So many people more than the household register has live there; some of them are on no list at all."""
KEPT_DAYS = 90
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "安和平宁康乐欣悦晨朗清远星辰"
_GROUND = "示例：传染病防治法第十二条 / example: Infectious Diseases Act, art. 12"
_APPROVER = "示例指挥部 / example command"


def load_lists(city: City, actor: Actor, clock: Clock, place_ids: list[str]) -> int:
    """Import and switch on the two lists for these places; return how many rows were taken in."""
    at, taken = clock.now(), 0
    people = _people(city, place_ids)
    terms = Terms("示例排查 / example screening", _GROUND, _APPROVER, (at + timedelta(days=KEPT_DAYS)).date())
    for name, share in SHARES.items():
        rows = people.filter(pl.Series([_draw(key, name) < share for key in people["key"]], dtype=pl.Boolean))
        content = rows.select(name for name in LIST_FILE.names if name in rows.columns).write_csv().encode()
        batch = import_list(
            actor,
            clock,
            kind=name,
            outbreak_id=city.outbreak.id,
            name=f"{name}.csv",
            content=content,
            terms=terms,
        )
        taken += batch.accepted
        _switch_on(city, actor, clock, name, at + timedelta(days=KEPT_DAYS))
    return taken


def _switch_on(city: City, actor: Actor, clock: Clock, name: str, until: datetime) -> None:
    switch_list(
        actor,
        clock,
        outbreak_id=city.outbreak.id,
        list_id=name,
        on=True,
        legal_basis=_GROUND,
        approver=_APPROVER,
        expires_at=until,
    )


def _people(city: City, place_ids: list[str]) -> pl.DataFrame:
    """Everybody who lives there: those of the household register by number, newcomers by what a list knows of them."""
    known = city.persons.select("person_id", place_id="residence_place_id").filter(
        pl.col("place_id").is_in(place_ids)
    )
    listed = known.sort("person_id").with_columns(key="person_id")
    fresh = pl.DataFrame(
        list(_newcomers(known["place_id"])), schema={name: pl.String() for name in _OF_A_NEWCOMER}
    )
    return pl.concat([listed, fresh], how="diagonal")


_OF_A_NEWCOMER = ("key", "full_name", "phone", "birth_on", "sex", "place_id", "address")


def _newcomers(places: pl.Series) -> Iterator[dict[str, str]]:
    for place_id, people in places.value_counts().sort("place_id").iter_rows():
        for number in range(round(people * NEWCOMERS)):
            key = f"newcomer-{place_id}-{number}"
            said = [_number(key, word) for word in ("surname", "given", "year", "day", "phone")]
            yield {
                "key": key,
                "full_name": _SURNAMES[said[0] % 16] + _GIVEN[said[1] % 14] + _GIVEN[said[1] // 14 % 14],
                # No number in use begins so.
                "phone": f"000{said[4] % 10**8:08d}",
                "birth_on": f"{1945 + said[2] % 60}-{1 + said[3] % 12:02d}-{1 + said[3] // 12 % 28:02d}",
                "sex": "female" if said[0] // 16 % 2 else "male",
                "place_id": place_id,
                "address": f"租住{1 + number // 3}号",
            }


def _draw(key: str, word: str) -> float:
    return _number(key, word) / 2**48


def _number(key: str, word: str) -> int:
    """A number that belongs to a key: the demonstration is the same every time."""
    return int.from_bytes(sha256(f"{word}:{key}".encode()).digest()[:6], "big")
