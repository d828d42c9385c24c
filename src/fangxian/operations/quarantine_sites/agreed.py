"""Reading consents: who agreed to a room and has not signed, and what was signed."""

from collections.abc import Sequence
from datetime import datetime

from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.people.queries import names_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.quarantine_sites.grounds import find_consents, list_grounds
from fangxian.operations.quarantine_sites.models import Consent, ConsentEnd
from fangxian.operations.quarantine_sites.rows import AgreedRow, ConsentRow
from fangxian.operations.quarantine_sites.rules import list_room_measures
from fangxian.operations.restrictions.offers import list_agreements
from fangxian.stores.packs import read_plan


def list_unsigned(reach: Reach, outbreak_id: str, at: datetime) -> tuple[AgreedRow, ...]:
    """Return who within reach agreed to stay in a room and has neither signed nor is bound, by name. Raises `not-found`."""
    outbreak = get_outbreak(reach, outbreak_id)
    measures = read_plan(outbreak.plan).measures
    having = {one.person_id for one in list_grounds(outbreak, at)}
    found = [
        one
        for one in list_agreements(reach, outbreak_id, list_room_measures(outbreak), at)
        if one.person_id not in having
    ]
    names = names_of(reach, sorted({one.person_id for one in found}), at)
    rows = [
        AgreedRow(
            one.person_id, names.get(one.person_id, ""), one.measure, measures[one.measure].title, one.until
        )
        for one in found
    ]
    return tuple(sorted(rows, key=lambda one: (one.name, one.person_id, one.measure)))


def list_consents(reach: Reach, outbreak_id: str, at: datetime) -> tuple[ConsentRow, ...]:
    """Return the consents within reach as known at `at`: those that stand first, then the latest. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    told = Consent.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    rows = list(reach.filter_persons(told, "seat_id").order_by("-recorded_at", "id"))
    names = names_of(reach, sorted({row.person_id for row in rows}), at)
    found = _rows(rows, names, at)
    return tuple(sorted(found, key=lambda one: not one.stands))


def row_of(row: Consent, at: datetime) -> ConsentRow:
    """Return a consent for the person's own page: it names nobody."""
    return _rows([row], {}, at)[0]


def _rows(rows: Sequence[Consent], names: dict[str, str], at: datetime) -> tuple[ConsentRow, ...]:
    if not rows:
        return ()
    grounds = find_consents([row.pk for row in rows], at)
    ends = ConsentEnd.objects.filter(consent__in=[row.pk for row in rows], recorded_at__lte=at)
    ended = {one.consent_id: one for one in ends}
    titles = _titles(rows)
    return tuple(
        ConsentRow(
            id=row.pk,
            outbreak_id=row.outbreak_id,
            person_id=row.person_id,
            name=names.get(row.person_id, ""),
            measure=row.measure,
            title=titles[row.outbreak_id, row.measure],
            channel=row.channel,
            language=row.language,
            signed=row.signed,
            signed_at=row.signed_at,
            until=row.until,
            ended_at=ended[row.pk].recorded_at if row.pk in ended else None,
            why_ended=ended[row.pk].why if row.pk in ended else "",
            stands=grounds[row.pk].stands,
        )
        for row in rows
    )


def _titles(rows: Sequence[Consent]) -> dict[tuple[str, str], Text]:
    """The measures as the plan calls them; every consent was given to one of it."""
    plans = {row.outbreak_id: row.outbreak.plan for row in rows}
    return {
        (row.outbreak_id, row.measure): read_plan(plans[row.outbreak_id]).measures[row.measure].title
        for row in rows
    }
