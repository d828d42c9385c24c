"""Telling of thousands of seals at once whether they plainly follow each other and say what was written.

Whole columns go through compiled loops: a Python object less for each of millions of entries is what counts here.
What they do not pass is not wrong yet; it wants a careful look.
"""

import numpy as np
import numpy.typing as npt

from fangxian.operations.journal import kernel
from fangxian.operations.journal.canonical import chain_by_hex
from fangxian.operations.journal.columns import (
    APART,
    CANONICAL,
    ENTRY_ID,
    HASH,
    ID,
    PREV,
    SEQ,
    Columns,
)
from fangxian.operations.journal.openssl import find_openssl


def are_plainly_whole(seals: Columns, entries: Columns, first: int) -> bool:
    """Tell whether the seals are numbered from `first`, each follows the one before, and all seal and say their entry."""
    places = _find_places(seals.joined(ENTRY_ID), entries.joined(ID))
    if places is None:
        return False
    written = (entries.text, entries.starts, entries.ends, places)
    return (
        kernel.follow(seals.text, seals.starts, seals.ends, first)
        and kernel.say(*written)
        and _are_sealed(seals, entries, places)
    )


def _find_places(sealed: bytes, written: bytes) -> npt.NDArray[np.int64] | None:
    """Return where among the entries that of each seal is; None if one is missing."""
    if sealed == written:
        return np.arange(sealed.count(APART) + 1)
    at = {entry_id: place for place, entry_id in enumerate(written.split(APART))}
    places = [at.get(entry_id, -1) for entry_id in sealed.split(APART)]
    return None if -1 in places else np.array(places)


def _are_sealed(seals: Columns, entries: Columns, places: npt.NDArray[np.int64]) -> bool:
    if (openssl := find_openssl()).size:
        written = (entries.text, entries.starts, entries.ends, places)
        return bool(kernel.hash_to(seals.text, seals.starts, *written, openssl))

    def said(column: int, row: int) -> str:
        return seals.value(column, row).decode("ascii", "replace")

    return all(
        said(HASH, row)
        == chain_by_hex(
            said(PREV, row),
            int(said(SEQ, row)),
            said(ENTRY_ID, row),
            entries.value(CANONICAL, place),
        )
        for row, place in enumerate(places.tolist())
    )
