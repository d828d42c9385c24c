"""Whatever an intruder with the database may do to a journal: one random act, which the caller undoes."""

from collections.abc import Callable
from uuid import UUID

import numpy as np
from django.db.models import F, QuerySet

from fangxian.operations.accounts.models import Duty
from fangxian.operations.areas.models import Area
from fangxian.operations.journal.canonical import chain
from fangxian.operations.journal.models import Anchor, Entry, Seal

COLUMNS = ("who", "role", "office", "verb", "object_kind", "object_id")


class Intruder:
    """Acts on a journal of `sealed` entries whose head at `anchored` another office holds."""

    def __init__(self, seed: int, sealed: int, anchored: int) -> None:
        self.draw = np.random.default_rng(seed)
        self.sealed, self.anchored = sealed, anchored

    def act(self) -> str:
        """Do one thing at random; return its name."""
        name = str(self.draw.choice(sorted(ACTS)))
        ACTS[name](self)
        return name

    def any_seq(self) -> int:
        return int(self.draw.integers(1, self.sealed + 1))

    def covered_seq(self) -> int:
        return int(self.draw.integers(1, self.anchored + 1))

    def entry(self, seq: int) -> Entry:
        return Entry.objects.get(id=Seal.objects.get(seq=seq).entry_id)

    def edit_bytes(self) -> None:
        """Turn one bit of what was written."""
        entry = self.entry(self.any_seq())
        honest = bytearray(entry.canonical)
        honest[int(self.draw.integers(len(honest)))] ^= 1 << int(self.draw.integers(8))
        Entry.objects.filter(id=entry.id).update(canonical=bytes(honest))

    def edit_column(self) -> None:
        """Change what is searched by."""
        column = str(self.draw.choice(COLUMNS))
        Entry.objects.filter(id=self.entry(self.any_seq()).id).update(
            **{column: f'x"{self.draw.integers(99)}'}
        )

    def edit_instant(self) -> None:
        """Move an instant by a second."""
        entry = self.entry(self.any_seq())
        column = str(self.draw.choice(["event_at", "recorded_at"]))
        moved = getattr(entry, column).replace(second=(getattr(entry, column).second + 1) % 60)
        Entry.objects.filter(id=entry.id).update(**{column: moved})

    def edit_seal(self) -> None:
        """Change a seal's hash, or what it says came before."""
        column = str(self.draw.choice(["hash", "prev"]))
        Seal.objects.filter(seq=self.any_seq()).update(**{column: self.draw.bytes(32).hex()})

    def delete_entry(self) -> None:
        """Take an entry out and leave its seal."""
        Entry.objects.filter(id=self.entry(self.any_seq()).id)._raw_delete("default")

    def delete_seal(self) -> None:
        """Take a seal out and leave its entry."""
        Seal.objects.filter(seq=self.any_seq())._raw_delete("default")

    def delete_both(self) -> None:
        """Take out an entry with its seal, somewhere under the anchor."""
        seq = self.covered_seq()
        Entry.objects.filter(id=self.entry(seq).id)._raw_delete("default")
        Seal.objects.filter(seq=seq)._raw_delete("default")

    def cut_tail(self) -> None:
        """Cut everything from somewhere under the anchor, and our own copy of the anchor with it."""
        cut = Seal.objects.filter(seq__gte=self.covered_seq())
        Entry.objects.filter(id__in=list(cut.values_list("entry_id", flat=True)))._raw_delete("default")
        cut._raw_delete("default")
        Anchor.objects.all()._raw_delete("default")

    def swap(self) -> None:
        """Let two entries change places."""
        first, second = self.draw.choice(self.sealed, 2, replace=False) + 1
        keys = [Seal.objects.get(seq=int(seq)).entry_id for seq in (first, second)]
        Seal.objects.filter(seq=int(first)).update(entry_id=UUID(int=0))
        Seal.objects.filter(seq=int(second)).update(entry_id=keys[0])
        Seal.objects.filter(seq=int(first)).update(entry_id=keys[1])

    def renumber(self) -> None:
        """Move everything behind a seal up by one, as if an entry had stood there."""
        behind = Seal.objects.filter(seq__gte=self.any_seq())
        for seq in sorted(behind.values_list("seq", flat=True), reverse=True):
            Seal.objects.filter(seq=seq).update(seq=F("seq") + 1)

    def rewrite(self) -> None:
        """Edit an entry under the anchor and seal everything behind it anew, as who knows the code would."""
        seq = self.covered_seq()
        entry = self.entry(seq)
        forged = bytes(entry.canonical).replace(b'"after"', b'"After"')
        Entry.objects.filter(id=entry.id).update(canonical=forged)
        head = Seal.objects.get(seq=seq).prev
        for row in Seal.objects.filter(seq__gte=seq).order_by("seq"):
            canonical = bytes(Entry.objects.get(id=row.entry_id).canonical)
            fresh = chain(head, row.seq, row.entry_id, canonical)
            Seal.objects.filter(seq=row.seq).update(prev=head, hash=fresh)
            head = fresh

    def edit_table(self) -> None:
        """Give somebody another role behind the services' back."""
        keys = list(Duty.objects.open().order_by("version").values_list("version", flat=True))
        Duty.objects.filter(version=keys[int(self.draw.integers(len(keys)))]).update(role="nobody")

    def edit_area(self) -> None:
        """Change what an area was: its level, its place or its source, now or at an earlier hour."""
        column = str(self.draw.choice(["level", "source", "reason_en"]))
        self._some_area().update(**{column: f"x{self.draw.integers(99)}"})

    def delete_area(self) -> None:
        """Take a version of an area out, as if it had never stood."""
        self._some_area()._raw_delete("default")

    def reopen_area(self) -> None:
        """Move the hour at which a version of an area ceased to be what is known."""
        row = self._some_area().get()
        Area.objects.filter(version=row.version).update(
            known_to=None if row.known_to and row.valid_to else row.known_from
        )

    def _some_area(self) -> QuerySet:
        keys = list(Area.objects.order_by("version").values_list("version", flat=True))
        return Area.objects.filter(version=keys[int(self.draw.integers(len(keys)))])


ACTS: dict[str, Callable[[Intruder], None]] = {
    name: act
    for name, act in vars(Intruder).items()
    if act.__doc__ and "_" in name and not name.startswith("_")
}
ACTS |= {name: vars(Intruder)[name] for name in ("swap", "renumber", "rewrite")}
