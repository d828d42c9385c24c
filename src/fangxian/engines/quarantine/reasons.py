"""Why a party is where it is, and why another has no room, in words."""

import numpy as np

from fangxian.engines.problems import Text
from fangxian.engines.quarantine.instance import Instance, Ints, split_words

NEED_WORDS = {
    "wheelchair": Text("轮椅通行", "wheelchair access"),
    "dialysis": Text("透析", "dialysis"),
    "infant": Text("婴幼儿照护", "care for an infant"),
    "interpreter": Text("翻译或手语", "an interpreter"),
    "pregnancy": Text("孕产照护", "care in pregnancy"),
    "medicine": Text("每日用药照护", "daily medicines"),
    "child": Text("儿童照护", "care for a child"),
}
_TOLD = 3
"""So many nearer sites are told of; the others are counted."""


class Reasons:
    """Why each party is where it is, by what stands in the end: rooms taken at each site, of all and of each group."""

    def __init__(self, instance: Instance, floor: Ints) -> None:
        self.instance, self.floor = instance, floor
        sites = len(instance.sites)
        self.free = np.bincount(
            instance.site_of, weights=instance.floors["rooms"].to_numpy(), minlength=sites
        )
        self.alike = np.zeros((len(instance.groups), sites), dtype=np.int64)
        for at in np.flatnonzero(floor >= 0):
            party, site = instance.parties[at], instance.site_of[floor[at]]
            self.free[site] -= party.rooms
            if party.group >= 0:
                self.alike[party.group, site] += party.rooms
        self._lacking: dict[tuple[frozenset[str], int], Text | None] = {}

    def of(self, party: int) -> Text:
        """Return why a party is at its site: what its floor offers them; the nearest site, or why no nearer one was taken."""
        one, site = self.instance.parties[party], int(self.instance.site_of[self.floor[party]])
        if one.kept_floor >= 0:
            return Text("已有房间，不再移动", "has a room already and is not moved")
        away = self.instance.distance_m[party]
        near = self._near(party, away, site)
        if not one.needs:
            return near
        need = _words(one.needs)
        return Text(f"该层可提供{need.zh}；{near.zh}", f"its floor offers {need.en}; {near.en}")

    def _near(self, party: int, away: Ints, site: int) -> Text:
        nearer = [int(at) for at in np.argsort(away, kind="stable") if away[at] < away[site]]
        if not nearer:
            return Text("最近的隔离点", "the nearest site")
        told = [self._why_not(party, at) for at in nearer[:_TOLD]]
        more = len(nearer) - len(told)
        tail = Text(f"，另有 {more} 处", f" and {more} more") if more else Text("", "")
        return Text(
            f"第 {len(nearer) + 1} 近；更近的: {'，'.join(one.zh for one in told)}{tail.zh}",
            f"number {len(nearer) + 1} by distance; nearer: {', '.join(one.en for one in told)}{tail.en}",
        )

    def _why_not(self, party: int, site: int) -> Text:
        name, one = self.instance.sites[site], self.instance.parties[party]
        key = one.needs, site
        if key not in self._lacking:
            floors = np.flatnonzero(self.instance.site_of == site)
            self._lacking[key] = _lacking(self.instance, one.needs, floors)
        if lacking := self._lacking[key]:
            return Text(f"{name} 无{lacking.zh}", f"{name} has no {lacking.en}")
        limit = self.instance.group_limit
        if one.group >= 0 and self.alike[one.group, site] + one.rooms > limit[one.group]:
            return Text(f"{name} 同组已达分散上限", f"{name} has all it may of the same group")
        if self.free[site] < one.rooms:
            return Text(f"{name} 已满", f"{name} is full")
        return Text(f"{name} 留给更近的人", f"{name} is left to people nearer to it")


def why_nowhere(instance: Instance, party: int) -> Text:
    """Return what is missing for a party without a room."""
    one = instance.parties[party]
    if not len(instance.sites):
        return Text("没有隔离点", "there is no site")
    if lacking := _lacking(instance, one.needs, np.arange(len(instance.site_of))):
        return Text(f"没有楼层可提供{lacking.zh}", f"no floor offers {lacking.en}")
    if not instance.suits[party].any():
        return Text(f"没有一层有 {one.rooms} 间房", f"no floor has {one.rooms} rooms")
    if one.needs:
        need = _words(one.needs)
        return Text(f"可提供{need.zh}的楼层已满", f"the floors that offer {need.en} are full")
    if one.rooms > 1:
        return Text(f"没有一层还有 {one.rooms} 间空房", f"no floor has {one.rooms} rooms left")
    return Text("所有房间已满", "every room is taken")


def _lacking(instance: Instance, needs: frozenset[str], floors: Ints) -> Text | None:
    """What is needed and no floor of these offers, all of it together."""
    offers = [split_words(instance.floors["offers"][int(at)]) for at in floors]
    return _words(needs) if needs and not any(needs <= one for one in offers) else None


def _words(needs: frozenset[str]) -> Text:
    words = [NEED_WORDS.get(need, Text(need, need)) for need in sorted(needs)]
    return Text("和".join(one.zh for one in words), " and ".join(one.en for one in words))
