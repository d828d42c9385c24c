"""Forgetting: a person, whose stays leave no byte behind, and segments that were kept long enough."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from fangxian.stores.presence.changing import Change, changing
from fangxian.stores.presence.manifest import Entry, Forgotten, instant_text, read_manifest
from fangxian.stores.presence.segments.contents import draft_of
from fangxian.stores.presence.segments.segment import Segment


def delete_person(directory: Path, person_id: str, at: datetime) -> int:
    """Rewrite every segment that names this person without them; return the number of stays removed.

    Their id leaves rows, dictionaries and tombstones, and so do places that only they visited. The manifest notes
    when how many stays were deleted, never whose. Snapshots of any moment forget them alike.

    Raises:
        Problem: the folder is no presence store, or `at` has no zone.
    """
    noted_at = instant_text(at)
    with changing(directory) as change:
        before = change.manifest.segments
        after = [_without_person(change, entry, person_id) for entry in before]
        if after == list(before):
            return 0
        removed = sum(entry.rows for entry in before) - sum(entry.rows for entry in after)
        kept = [entry for entry in after if entry.rows or entry.withdrawn]
        change.rewrite(kept, Forgotten(noted_at, removed, "person"))
        return removed


def _without_person(change: Change, entry: Entry, person_id: str) -> Entry:
    segment = Segment(change.directory / entry.folder)
    code = int(segment.persons.codes([person_id])[0])
    if code < 0:
        return entry
    draft = draft_of(segment, leaving_out=code)
    left = replace(entry, rows=draft.rows, withdrawn=len(draft.gone.person))
    return change.write(draft, left) if left.rows or left.withdrawn else left


def count_due(directory: Path, day: date) -> int:
    """Return how many stays `drop_due` would remove on a day. Raises as `read_manifest` does."""
    return sum(entry.rows for entry in read_manifest(directory).segments if entry.due(day))


def drop_due(directory: Path, day: date, at: datetime) -> int:
    """Drop every segment that was to be kept until `day` or an earlier one; return the number of stays removed.

    What corrected a segment was to be kept as long and goes with it, so that nothing withdrawn comes back.

    Raises:
        Problem: the folder is no presence store, or `at` has no zone.
    """
    noted_at = instant_text(at)
    with changing(directory) as change:
        kept = [entry for entry in change.manifest.segments if not entry.due(day)]
        if len(kept) == len(change.manifest.segments):
            return 0
        removed = sum(entry.rows for entry in change.manifest.segments if entry.due(day))
        change.rewrite(kept, Forgotten(noted_at, removed, "retention"))
        return removed
