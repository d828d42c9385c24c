"""Forgetting a person in the registers of rounds."""

from datetime import datetime

from django.db.models import F

from fangxian.operations.rounds.accounts import register_store
from fangxian.operations.rounds.listed import forget_rows
from fangxian.operations.rounds.models import Round, Tally


def forget_accounts(person_key: str, at: datetime) -> int:
    """Take a person out of every list and register under FANGXIAN_HOME; return out of how many registers.

    What happened at their door stays, under a key that names nobody any more; the place is counted again.
    """
    forget_rows(person_key, register_store().rows_of(person_key))
    changed = register_store().erase(person_key)
    for frozen, place_id in changed:
        Round.objects.filter(id=frozen.round_id).update(sha256=frozen.sha256)
        Tally.objects.filter(round_id=frozen.round_id, place_id=place_id).update(waiting=F("waiting") + 1)
    return len(changed)
