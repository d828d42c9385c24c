"""Finds the pages: every folder in `pages/` with a `urls.py` is a page, and nothing else is edited for it."""

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

from django.urls import URLPattern

from fangxian.doors.web import HERE
from fangxian.engines.problems import Text


@dataclass(frozen=True)
class Entry:
    """A line of the navigation.

    `url_name`: the page's Django url name. `keys`: the shortcut ("g m"). `roles`: whose navigation
    shows it (empty: everybody's); what may be read there is decided by the reach, never by this.
    `phone`: it has a place in the phone's bottom bar.
    """

    url_name: str
    label: Text
    position: int
    keys: str = ""
    roles: frozenset[str] = frozenset()
    phone: bool = False

    def shown_to(self, role: str) -> bool:
        """Return whether a user of this role finds the entry in the navigation."""
        return not self.roles or role in self.roles


def _page_urls() -> Iterator[ModuleType]:
    for folder in sorted(pkgutil.iter_modules([str(HERE / "pages")]), key=lambda found: found.name):
        yield import_module(f"{__package__}.pages.{folder.name}.urls")


def list_urlpatterns() -> list[URLPattern]:
    """Return the url patterns of all pages."""
    return [pattern for module in _page_urls() for pattern in module.urlpatterns]


@cache
def list_entries() -> tuple[Entry, ...]:
    """Return the navigation entries of all pages in their position."""
    found = [entry for module in _page_urls() for entry in getattr(module, "entries", ())]
    return tuple(sorted(found, key=lambda entry: entry.position))
