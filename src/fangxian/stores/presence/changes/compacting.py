"""Compacting: many small segments become one, at the price of moments that are no longer told apart."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from fangxian.stores.presence.changing import Change, changing, remove_alignments
from fangxian.stores.presence.manifest import Entry, Manifest, instant_text
from fangxian.stores.presence.segments.contents import merged
from fangxian.stores.presence.store import Snapshot


def compact(directory: Path, answer_from: datetime) -> int:
    """Merge what was recorded by `answer_from` into one segment per day of keeping; return how many are fewer.

    Every snapshot of that moment or a later one answers as before. Given up: snapshots of moments before the last
    segment merged was recorded (asking for one is a Problem from now on), and what had been withdrawn by then.

    Raises:
        Problem: the folder is no presence store, or `answer_from` has no zone.
    """
    instant_text(answer_from)
    with changing(directory) as change:
        old = [entry for entry in change.manifest.segments if entry.known(answer_from)]
        days = dict.fromkeys(entry.keep_until for entry in old)
        if len(old) <= len(days) and not any(entry.withdrawn for entry in old):
            return 0
        before = len(change.manifest.segments)
        change.commit(_merged(change, old, list(days)))
        remove_alignments(directory)
        return before - len(change.manifest.segments)


def _merged(change: Change, old: list[Entry], days: list[str | None]) -> Manifest:
    manifest = change.manifest.with_segments([])
    later = change.manifest.segments[len(old) :]
    for day in days:
        entry = _merge(change, old, day, manifest.next_number)
        if entry.rows:
            manifest = manifest.with_entry(entry)
    segments = [*manifest.segments, *later]
    return replace(manifest.with_segments(segments), answers_from=old[-1].recorded_at)


def _merge(change: Change, old: list[Entry], day: str | None, number: int) -> Entry:
    segments = Snapshot(change.directory, old, change.manifest.timezone).segments
    part = [(entry, segment) for entry, segment in zip(old, segments, strict=True) if entry.keep_until == day]
    rejected = sum(entry.rejected for entry, _ in part)
    blank = Entry(number, "", old[-1].recorded_at, 0, rejected=rejected, keep_until=day)
    return change.write(merged([segment for _, segment in part]), blank)
