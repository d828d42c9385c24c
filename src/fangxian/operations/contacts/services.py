"""Naming contacts, and keeping what a run of the tracer found."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import sha256

import polars as pl

from fangxian import __version__
from fangxian.engines import tables
from fangxian.engines.following import group_exposures
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_values
from fangxian.operations.clock import Clock
from fangxian.operations.contacts.models import Contact, Exposure, TraceRun, VenueExposure
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.people.services import NewPerson, NewStake, add_stakes, register_persons
from fangxian.operations.versions import correct


@dataclass(frozen=True)
class ContactGiven:
    """A person a case named, with the dates of contact as far as they are known."""

    person: NewPerson
    last_on: date
    first_on: date | None = None
    setting: str = ""
    proximity: str = ""


def name_contacts(
    actor: Actor, clock: Clock, *, outbreak_id: str, case_id: str, given: Sequence[ContactGiven]
) -> int:
    """Store the contacts a case named, inside the caller's transaction; return how many."""
    if not given:
        return 0
    register_persons(actor, clock, [contact.person for contact in given], reason="named as a contact")
    at = clock.now()
    answer_for(actor, clock, [contact.person for contact in given])
    named = [
        {
            "person_id": contact.person.key,
            "last_on": contact.last_on,
            "first_on": contact.first_on,
            "setting": contact.setting,
            "proximity": contact.proximity,
        }
        for contact in given
    ]
    entry = record(actor, "named", "contacts", case_id, at=at, after={"contacts": named})
    Contact.objects.bulk_create(
        Contact(
            id=new_id(),
            outbreak_id=outbreak_id,
            source_case_id=case_id,
            known_from=at,
            valid_from=datetime.combine(contact.first_on or contact.last_on, time(), UTC),
            entry=entry,
            **row,
        )
        for contact, row in zip(given, named, strict=True)
    )
    return len(named)


def answer_for(actor: Actor, clock: Clock, persons: Sequence[NewPerson]) -> None:
    """Until a home is known, the office that took the report answers for the person (and so may see them)."""
    homeless = [person for person in persons if person.residence_place_id is None]
    stakes = [NewStake(person.key, actor.place_id, "handover", clock.now(), None) for person in homeless]
    add_stakes(actor, clock, stakes, reason="home not known")


def move_contacts(actor: Actor, clock: Clock, *, from_case_id: str, into_case_id: str, reason: str) -> None:
    """Give the contacts of one case to another, when the two turn out to be one."""
    at, contacts = clock.now(), Contact.objects.open().filter(source_case_id=from_case_id)
    if not contacts:
        return
    entry = record(
        actor, "took over", "contacts", into_case_id, at=at, after={"from": from_case_id}, reason=reason
    )
    for contact in contacts:
        correct(contact, entry, at, source_case_id=into_case_id)


@dataclass(frozen=True)
class Traced:
    """What a run of the tracer saw and found. Frames follow `tables.EXPOSURES` and `tables.VENUE_EXPOSURES`."""

    outbreak_id: str
    as_of: datetime
    known_at: datetime
    snapshot: str
    plan: str
    exposures: pl.DataFrame
    venues: pl.DataFrame
    residence: dict[str, str]
    """Person -> place of residence, for those who get a row now."""
    stays: pl.DataFrame = field(default_factory=tables.PRESENCES.empty)
    """The stays of those exposures came through, for the sessions they shared."""
    timezone: str = "UTC"

    @property
    def digest(self) -> str:
        """The same for the same findings under the same plan."""
        words = (self.snapshot, self.plan, self.exposures.write_csv(), self.venues.write_csv())
        return sha256("\x1f".join(words).encode()).hexdigest()


def keep_run(actor: Actor, clock: Clock, traced: Traced) -> bool:
    """Store a run of the tracer, inside the caller's transaction; False if it found what the last one found."""
    last = TraceRun.objects.filter(outbreak_id=traced.outbreak_id).order_by("-known_at", "-id").first()
    if last is not None and last.digest == traced.digest:
        return False
    run = TraceRun(
        outbreak_id=traced.outbreak_id,
        as_of=traced.as_of,
        known_at=traced.known_at,
        snapshot=traced.snapshot,
        plan=traced.plan,
        engine=__version__,
        digest=traced.digest,
        exposed=traced.exposures["person_id"].n_unique(),
        venues=traced.venues["place_id"].n_unique(),
        venues_not_found=traced.venues.filter("unknown_attendees")["place_id"].n_unique(),
    )
    _register_exposed(actor, clock, traced)
    run.save(force_insert=True)
    told = group_exposures(_telling(traced.exposures), traced.stays, traced.timezone)
    insert_values(Exposure, ({"run_id": run.id, **_kept(row)} for row in told.to_dicts()))
    insert_values(VenueExposure, ({"run_id": run.id, **_kept(row)} for row in traced.venues.to_dicts()))
    after = {"digest": run.digest, "exposed": run.exposed, "venues_not_found": run.venues_not_found}
    record(actor, "traced", "outbreak", traced.outbreak_id, at=clock.now(), after=after)
    return True


def _register_exposed(actor: Actor, clock: Clock, traced: Traced) -> None:
    """Whoever is exposed now gets a row and a stake where they live and where they were exposed; nobody else."""
    people = traced.exposures["person_id"].unique(maintain_order=True).to_list()
    new = [NewPerson(key=key, residence_place_id=traced.residence.get(key)) for key in people]
    register_persons(actor, clock, new, reason="exposed")
    where = traced.exposures.drop_nulls("place_id").group_by("person_id", "place_id", maintain_order=True)
    spans = where.agg(pl.col("first_exposed_at").min(), pl.col("last_exposed_at").max())
    stakes = [NewStake(person, place, "exposure", at, None) for person, place, at, _ in spans.rows()]
    add_stakes(actor, clock, stakes, reason="exposed")


def _telling(exposures: pl.DataFrame) -> pl.DataFrame:
    """Every path of a contact; of a contact's contact the strongest through each case, which is what is asked for."""
    near, far = exposures.filter(pl.col("degree") == 1), exposures.filter(pl.col("degree") > 1)
    strongest = far.sort("score", descending=True, maintain_order=True)
    return pl.concat([near, strongest.unique(["person_id", "case_id"], keep="first", maintain_order=True)])


def _kept(row: dict[str, object]) -> dict[str, object]:
    kept = {**row, "precision": row["precision"] or ""}
    for computed in ("earliest_infectious_at", "cases"):
        kept.pop(computed, None)
    return kept
