"""Proposals in groups a person can decide on: one line per measure and change, however many places it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fangxian.doors.web.vocabulary import PROPOSALS
from fangxian.engines.problems import Text
from fangxian.operations.decisions.rows import ProposalView


@dataclass(frozen=True)
class Group:
    """Proposals of one kind, measure, change and state of signature. Never empty."""

    rows: tuple[ProposalView, ...]

    @property
    def first(self) -> ProposalView:
        """The proposal the group is shown by: the one that binds most people."""
        return self.rows[0]

    @property
    def key(self) -> str:
        """What a form sends for the whole group."""
        return key_of(self.first)

    @property
    def places(self) -> tuple[Text, ...]:
        """Where: each place once."""
        return tuple({row.place_id: row.place for row in self.rows}.values())

    @property
    def row_count(self) -> int:
        """How many rows of the response all of it holds."""
        return sum(row.rows for row in self.rows)

    @property
    def people(self) -> int:
        """How many people all of it binds or reaches; one bound by two places counts twice."""
        return sum(row.people or 0 for row in self.rows)

    @property
    def ends_at(self) -> datetime | None:
        """The last end of any row."""
        return max((row.ends_at for row in self.rows if row.ends_at), default=None)

    @property
    def due_at(self) -> datetime | None:
        """The first deadline of any row."""
        return min((row.due_at for row in self.rows if row.due_at), default=None)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The cases it rests on."""
        return tuple(sorted({case_id for row in self.rows for case_id in row.evidence}))


def key_of(row: ProposalView) -> str:
    """Return the key of the group a proposal belongs to."""
    return "|".join((row.kind, row.what, row.change, str(len(row.signatures)), str(int(row.can_sign))))


def group_proposals(waiting: Iterable[ProposalView]) -> list[Group]:
    """Return the groups: by kind, what restricts first, then by how many people they bind."""
    gathered: dict[str, list[ProposalView]] = {}
    for row in waiting:
        gathered.setdefault(key_of(row), []).append(row)
    groups = [Group(tuple(sorted(rows, key=lambda row: -(row.people or 0)))) for rows in gathered.values()]
    kinds = list(PROPOSALS)
    return sorted(groups, key=lambda g: (kinds.index(g.first.kind), not g.first.restricts, -g.people, g.key))
