"""A database with people under observation in one community; prints a line of JSON with their keys and two tokens."""

import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from fangxian.site.start import prepare_database, start

PEOPLE = int(sys.argv[1])
OUTBREAK, OLD_HOME = "moving", "430102003001"


def main() -> None:
    """Build it, print it."""
    start()
    prepare_database()
    commander, clock = _open()
    _name_contacts(commander, clock)
    print(json.dumps({"keys": _follow(commander, clock), "tokens": _tokens(clock)}))


def _open() -> tuple[Any, Any]:
    from fangxian.operations.accounts.cast import DEMO_CAST
    from fangxian.operations.accounts.queries import get_actor, get_system_actor, get_user
    from fangxian.operations.accounts.services import appoint_cast, open_world
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak
    from fangxian.operations.clock import FixedClock
    from fangxian.operations.places.services import load_places
    from fangxian.stores.places import read_place_pack

    pack, clock = read_place_pack("hunan-4"), FixedClock(datetime.now(UTC))  # noqa: TID251
    load_places(get_system_actor("measuring"), clock, pack.tree, source=pack.id)
    system = get_system_actor("measuring")
    open_world(system, clock, name="moving", kind="drill", clock_offset=timedelta())
    appoint_cast(system, clock, DEMO_CAST)
    commander = get_actor(get_user("commander").user_id, clock.now())
    plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
    new = NewOutbreak(OUTBREAK, "搬迁", "Moving", *plan, pack.root, pack.timezone)
    open_outbreak(commander, clock, outbreak=new)
    return commander, clock


def _name_contacts(commander: Any, clock: Any) -> None:
    from fangxian.operations.cases.reports import CaseReport
    from fangxian.operations.cases.services import report_case
    from fangxian.operations.contacts.services import ContactGiven
    from fangxian.operations.people.rows import NewPerson
    from fangxian.operations.respond import respond_now

    today = clock.now().date()
    named = [
        ContactGiven(NewPerson(key=f"p-{number}", residence_place_id=OLD_HOME), today - timedelta(days=1))
        for number in range(PEOPLE)
    ]
    report = CaseReport(
        person=NewPerson(key="p-case", residence_place_id=OLD_HOME),
        reported_on=today,
        kind="confirmed",
        case_id="c-1",
        facts={},
        stays=(),
        contacts=tuple(named),
    )
    report_case(commander, clock, outbreak_id=OUTBREAK, report=report)
    respond_now(commander, clock, outbreak_id=OUTBREAK)


def _follow(commander: Any, clock: Any) -> list[str]:
    from fangxian.operations.follow_ups.queries import list_follow_ups
    from fangxian.operations.follow_ups.services import decide

    people = [f"p-{number}" for number in range(PEOPLE)]
    decide(commander, clock, outbreak_id=OUTBREAK, act="advise", people=people, reason="named by the case")
    page = list_follow_ups(commander.reach, OUTBREAK, clock.now(), only="open", per_page=PEOPLE)
    return [row.key for row in page.rows]


def _tokens(clock: Any) -> dict[str, str]:
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.tokens.services import create_token

    system, day = get_system_actor("measuring"), timedelta(days=1)
    handles = ("commander", "community-worker", "other-district-worker")
    return {
        handle: create_token(system, clock, handle=handle, purpose="moving", valid_for=day)
        for handle in handles
    }


if __name__ == "__main__":
    main()
