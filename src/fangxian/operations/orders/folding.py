"""The status of a dispatch is a fold of its events; the column is only its cache."""

from collections.abc import Iterable

ISSUED, ACKNOWLEDGED, DONE, VERIFIED, REVOKED = "issued", "acknowledged", "done", "verified", "revoked"
EXTENDED = "extended"
"""More people were added: what was done is done again for them."""

OPEN = (ISSUED, ACKNOWLEDGED)
_STEPS = (ISSUED, ACKNOWLEDGED, DONE, VERIFIED)


def fold(kinds: Iterable[str]) -> str:
    """Return the status after these events, in the order they were recorded.

    A late acknowledgement takes nothing back, and nothing follows a revocation.

    >>> fold(["acknowledged", "done", "acknowledged"])
    'done'
    >>> fold(["done", "extended"])
    'issued'
    """
    status = ISSUED
    for kind in kinds:
        if kind == REVOKED:
            return REVOKED
        if kind == EXTENDED:
            status = ISSUED
        elif _STEPS.index(kind) > _STEPS.index(status):
            status = kind
    return status
