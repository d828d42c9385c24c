"""Lists of people come into an outbreak: every row is taken in, there already, or refused with a reason."""

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.importing.check_lists import import_checks
from fangxian.operations.importing.contact_lists import import_contacts
from fangxian.operations.importing.line_lists import import_cases
from fangxian.operations.importing.people_lists import LISTS, import_people
from fangxian.operations.importing.presence_lists import import_presences
from fangxian.operations.importing.result_lists import import_results
from fangxian.operations.imports.problems import NO_SUCH_LIST
from fangxian.operations.imports.rows import BatchRow, Terms

__all__ = [
    "KINDS",
    "import_cases",
    "import_checks",
    "import_contacts",
    "import_list",
    "import_people",
    "import_presences",
    "import_results",
]


class Import(Protocol):
    """Imports one kind of list."""

    def __call__(
        self, actor: Actor, clock: Clock, *, outbreak_id: str, name: str, content: bytes, terms: Terms | None
    ) -> BatchRow:
        """Import a file into an outbreak; `name` says by its ending how the content is written."""
        ...


KINDS: Mapping[str, Import] = {
    "cases": import_cases,
    "checks": import_checks,
    "contacts": import_contacts,
    "presences": import_presences,
    "results": import_results,
    **{list_id: partial(import_people, list_id=list_id) for list_id in LISTS},
}
"""Kind of list -> what imports it. A new kind is one function and one line here."""


def import_list(
    actor: Actor,
    clock: Clock,
    *,
    kind: str,
    outbreak_id: str,
    name: str,
    content: bytes,
    terms: Terms | None,
) -> BatchRow:
    """Import a file of one of the `KINDS` into an outbreak.

    Raises:
        Problem: `no-such-list`, or what the import of that kind raises.
    """
    if kind not in KINDS:
        raise NO_SUCH_LIST(kind=kind, kinds=", ".join(KINDS))
    return KINDS[kind](actor, clock, outbreak_id=outbreak_id, name=name, content=content, terms=terms)
