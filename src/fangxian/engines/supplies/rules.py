"""What a closed household needs a day, and how it is brought: a pack fills it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fangxian.engines.plans import Figure
from fangxian.engines.problems import Problem, Text


@dataclass(frozen=True)
class Item:
    """One kind of supply. Quantities are whole numbers of `unit`; one unit weighs `unit_g`.

    per_day: band (`BANDS`) -> units a head and day; nothing: by request only. `least_days`: so many days it must still
    keep when it is handed over. `sealed`: a closed parcel, nobody on the way reads what is in it.
    """

    id: str
    title: Text
    unit: str
    unit_g: float
    per_day: Mapping[str, float] = field(default_factory=dict)
    least_days: int = 0
    sealed: bool = False

    @property
    def by_rule(self) -> bool:
        """Whether households get it without asking."""
        return any(self.per_day.values())


@dataclass(frozen=True)
class Driving:
    """How rounds are reckoned: as the crow flies times `detour`, at `metres_a_minute`, so long at a gate and a household."""

    metres_a_minute: float = 333.0
    detour: float = 1.35
    gate_minutes: float = 6.0
    household_minutes: float = 0.5
    reload_minutes: float = 25.0


@dataclass(frozen=True)
class SupplyRule:
    """A pack of supplies. `days`: so many days one delivery is to last; `lead_hours`: so long before the last runs out.

    told: what a household said at its door (codes of `engines/visiting`) -> the items and amounts it asks for by that.
    """

    id: str
    title: Text
    items: Mapping[str, Item]
    days: int
    lead_hours: float
    driving: Driving
    told: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    source_titles: Mapping[str, str] = field(default_factory=dict)

    def get_item(self, item: str) -> Item:
        """Return an item.

        Raises:
            Problem: `no-such-item`.
        """
        if item not in self.items:
            known = ", ".join(self.items)
            raise Problem(
                "no-such-item",
                Text(f"物资包 {self.id} 没有“{item}”。", f"The pack {self.id} has no item “{item}”."),
                Text(f"可用: {known}。", f"There are: {known}."),
                Text("请改用其中之一，或在物资包中补上。", "Use one of them, or add it to the pack."),
            )
        return self.items[item]
