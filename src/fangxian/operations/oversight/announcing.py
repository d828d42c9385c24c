"""Making decided sanctions public: units and numbers. The text is put together from these alone, so it can name nobody.

A name appears only where the rules say that the law makes it public, for that step; none of ours does.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.engines.inspecting import OversightRule
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import name_offices, name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.oversight.models import Announcement, Sanction
from fangxian.operations.oversight.problems import NOT_TO_BE_PUBLISHED
from fangxian.operations.oversight.rules import rule_of
from fangxian.operations.oversight.sealing import digest
from fangxian.operations.oversight.stages import get_sanction_model, stage_of, steps_of
from fangxian.operations.places.queries import get_place

FEWEST_SHOWN = 3
"""A number below it is not shown by itself: with the unit's name it would point to somebody."""


@transaction.atomic
def publish_sanctions(
    actor: Actor, clock: Clock, *, outbreak_id: str, place_id: str, sanction_ids: Sequence[UUID]
) -> UUID:
    """Publish decided cases of one place together; return the announcement.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-to-be-published`.
    """
    actor.require("publish")
    actor.reach.require(place_id)
    rows = [get_sanction_model(actor, key) for key in dict.fromkeys(sanction_ids)]
    for row in rows:
        _require_publishable(row, outbreak_id)
    if not rows:
        raise NOT_TO_BE_PUBLISHED(why="none was chosen", why_zh="没有选择")
    announcement = _publish(actor, outbreak_id, place_id, rows, clock.now(), None)
    Sanction.objects.filter(id__in=[row.id for row in rows]).update(announcement=announcement)
    return announcement.id


def correct_announcement(actor: Actor, row: Sanction, at: datetime) -> None:
    """Publish the next version after an appeal changed something, inside the caller's transaction."""
    old = row.announcement
    assert old is not None
    rows = list(Sanction.objects.filter(id__in=old.sanction_ids).exclude(id=row.id))
    new = _publish(actor, old.outbreak_id, old.place_id, [*rows, row], at, old)
    Sanction.objects.filter(id__in=old.sanction_ids).update(announcement=new)


def write_text(rule: OversightRule, place: Text, rows: Sequence[Sanction], correction: bool) -> Text:
    """Return the public text: how many units and officials, which units, which steps, and that it may be appealed."""
    standing = [row for row in rows if steps_of(row)]
    officials = sum(sum(steps_of(row).values()) for row in standing)
    units = name_offices({str(row.office_id) for row in standing})
    listed = sorted(units.values(), key=lambda name: name.zh)
    parts = [
        _headline(place, len(units), officials, correction),
        Text(f"单位：{'、'.join(n.zh for n in listed)}。", f"Units: {'; '.join(n.en for n in listed)}."),
        _steps(rule, standing),
        _names(rule, standing),
        _appeals(rows),
    ]
    shown = [part for part in (parts if standing else [parts[0], parts[-1]]) if part.zh]
    return Text("".join(part.zh for part in shown), " ".join(part.en for part in shown))


def _require_publishable(row: Sanction, outbreak_id: str) -> None:
    stage = stage_of(row)
    why = None
    if row.outbreak_id != outbreak_id:
        why = Text("不属于本起疫情", "it belongs to another outbreak")
    elif row.announcement_id is not None:
        why = Text("已经公布", "it is published already")
    elif stage not in ("decided", "final"):
        why = Text("尚未决定、正在复议或已撤销", "it is not decided, under appeal, or annulled")
    if why is not None:
        raise NOT_TO_BE_PUBLISHED(why=why.en, why_zh=why.zh)


def _publish(
    actor: Actor,
    outbreak_id: str,
    place_id: str,
    rows: Sequence[Sanction],
    at: datetime,
    old: Announcement | None,
) -> Announcement:
    rule = rule_of(get_outbreak(actor.reach, outbreak_id))
    text = write_text(rule, get_place(place_id).title, rows, old is not None)
    made = Announcement.objects.create(
        outbreak_id=outbreak_id,
        place_id=place_id,
        version=old.version + 1 if old else 1,
        corrects=old,
        sanction_ids=sorted(str(row.id) for row in rows),
        text_zh=text.zh,
        text_en=text.en,
        published_at=at,
        published_by=actor.user_id,
    )
    after = {
        "place_id": place_id,
        "version": made.version,
        "sanctions": made.sanction_ids,
        "text": digest(text.zh),
    }
    record(actor, "published", "announcement", made.id, at=at, after=after)
    return made


def _headline(place: Text, units: int, officials: int, correction: bool) -> Text:
    again = Text("更正：", "Corrected: ") if correction else Text("", "")
    if not units:
        return Text(
            f"{again.zh}{place.zh}先前公布的追责已撤销。",
            f"{again.en}{place.en}: what was published is annulled.",
        )
    zh = f"{again.zh}{place.zh}通报：{units} 个单位共 {officials} 名责任人员被追责。"
    unit, official = ("unit" if units == 1 else "units"), ("official" if officials == 1 else "officials")
    return Text(zh, f"{again.en}{place.en}: {officials} {official} of {units} {unit} held to account.")


def _steps(rule: OversightRule, rows: Sequence[Sanction]) -> Text:
    counted: Counter[str] = Counter()
    for row in rows:
        counted.update(steps_of(row))
    if any(number < FEWEST_SHOWN for number in counted.values()):
        return Text("", "")
    steps = [(step.title, counted[step.key]) for step in rule.ladder if counted[step.key]]
    zh = "，".join(f"{title.zh} {number} 人" for title, number in steps)
    en = "; ".join(f"{title.en}: {number}" for title, number in steps)
    return Text(f"其中：{zh}。", f"{en}.")


def _names(rule: OversightRule, rows: Sequence[Sanction]) -> Text:
    """Name those whom the rules make public: every step of their case has to say so."""
    public = [row for row in rows if all(_is_public(rule, key) for key in steps_of(row))]
    names = name_users({person for row in public for person in row.persons})
    listed = sorted(names.values(), key=lambda name: name.zh)
    if not listed:
        return Text("", "")
    return Text(f"{'、'.join(n.zh for n in listed)}。", f"{', '.join(n.en for n in listed)}.")


def _is_public(rule: OversightRule, key: str) -> bool:
    step = rule.step(key)
    return step is not None and step.names_published


def _appeals(rows: Sequence[Sanction]) -> Text:
    if any(row.heard_at is None for row in rows):
        return Text("当事单位和人员可以申诉。", "Those concerned may appeal.")
    return Text("", "")
