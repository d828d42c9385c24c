"""Registers let go of what lists brought when the lists may be kept no longer: once the round is over."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from fangxian.operations.chunks import in_chunks
from fangxian.operations.rounds.accounts import register_store
from fangxian.operations.rounds.models import ListPart, Round, Tally


def count_accounts_due(day: date, at: datetime) -> dict[str, int]:
    """Return round -> how many people are on a list only by imports that were to be kept until `day` or earlier."""
    store = register_store()
    return {str(key): store.count_expiring(str(key), ended) for key, ended in _due(day, at).items()}


def drop_accounts_due(day: date, at: datetime) -> dict[str, int]:
    """Take that off the registers, and whoever is on no other list out of them; return round -> how many people.

    What happened at their doors stays, under keys that name nobody any more; the places are counted again.
    """
    done = {}
    for key, ended in _due(day, at).items():
        frozen, expired = register_store().expire(str(key), ended)
        Round.objects.filter(id=key).update(sha256=frozen.sha256)
        for some in in_chunks(list(expired.places)):
            Tally.objects.filter(round_id=key, place_id__in=some).update(waiting=F("waiting") + 1)
        done[str(key)] = expired.people
    return done


def _due(day: date, at: datetime) -> dict[UUID, set[str]]:
    """Rounds that are closed, or whose hour has passed, with the imports that may be kept no longer."""
    held = {str(key) for key in ListPart.objects.filter(kept_until__gt=day).values_list("id", flat=True)}
    over = Round.objects.filter(Q(closed_at__lte=at) | Q(due_at__lte=at)).order_by("id")
    found = {key: register_store().imports_of(str(key)) - held for key in over.values_list("id", flat=True)}
    return {key: ended for key, ended in found.items() if ended}
