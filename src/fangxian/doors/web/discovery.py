"""Finds the pages: every folder in `pages/` with a `urls.py` is a page, and nothing else is edited for it."""

import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

from django.urls import URLPattern

from fangxian.doors.web import HERE
from fangxian.engines.problems import Text

GROUPS = {
    "mine": Text("我的工作", "My work"),
    "situation": Text("态势", "Situation"),
    "cases": Text("病例与密接", "Cases, contacts"),
    "places": Text("地区与场所", "Places, areas"),
    "orders": Text("处置与指令", "Orders"),
    "testing": Text("检测与排查", "Testing, screening"),
    "people": Text("人员与队伍", "People, teams"),
    "goods": Text("物资与照护", "Goods, care"),
    "plan": Text("预案与推演", "Plan, rehearse"),
    "records": Text("督查与记录", "Records"),
}
"""Parts of the navigation from top to bottom: code -> what stands above its entries."""


@dataclass(frozen=True)
class Entry:
    """A line of the navigation.

    `url_name`: the page's Django url name. `group`: a code of `GROUPS`, the part it stands in; `position`: where
    among that group's entries. `keys`: the shortcut ("g m"). `roles`: whose navigation shows it (empty: everybody's);
    what may be read there is decided by the reach, never by this. `phone`: it has a place in the phone's bottom bar.
    """

    url_name: str
    label: Text
    group: str
    position: int
    keys: str = ""
    roles: frozenset[str] = frozenset()
    phone: bool = False

    def __post_init__(self) -> None:
        """Refuse a group that nobody would find."""
        if self.group not in GROUPS:
            known = ", ".join(GROUPS)
            raise ValueError(
                f"the page {self.url_name} stands in the group {self.group!r}; there are {known}"
            )

    def shown_to(self, role: str) -> bool:
        """Return whether a user of this role finds the entry in the navigation."""
        return not self.roles or role in self.roles


@dataclass(frozen=True)
class Group:
    """A part of the navigation with what one reader finds in it. `is_here`: the page shown is one of these."""

    code: str
    label: Text
    entries: tuple[Entry, ...]
    is_here: bool


def _page_urls() -> Iterator[ModuleType]:
    for folder in sorted(pkgutil.iter_modules([str(HERE / "pages")]), key=lambda found: found.name):
        yield import_module(f"{__package__}.pages.{folder.name}.urls")


def list_urlpatterns() -> list[URLPattern]:
    """Return the url patterns of all pages."""
    return [pattern for module in _page_urls() for pattern in module.urlpatterns]


@cache
def list_entries() -> tuple[Entry, ...]:
    """Return the navigation entries of all pages, by group and position."""
    found = [entry for module in _page_urls() for entry in getattr(module, "entries", ())]
    groups = list(GROUPS)
    return tuple(sorted(found, key=lambda entry: (groups.index(entry.group), entry.position)))


def list_groups(entries: Iterable[Entry], here: Entry | None) -> list[Group]:
    """Return these entries by group, in order; groups without one are left out."""
    by_group: dict[str, list[Entry]] = {}
    for entry in entries:
        by_group.setdefault(entry.group, []).append(entry)
    return [Group(code, GROUPS[code], tuple(found), here in found) for code, found in by_group.items()]
