"""An outbreak in which people go out: a teahouse and an inn in 桐荫里, a market in Kaifu; it is 18:00.

桐荫里 430102003001 ── v-teahouse (restaurant), v-inn (hotel)      福城 430105001004 ── v-market (market)
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import pytest

TONGYINLI, XINWU, FUCHENG = "430102003001", "430102003002", "430105001004"
_IDS = UUID("5b7b0a52-6f0b-4f8e-9f39-2f1f1f6f0c11")


def marked(word: str) -> UUID:
    """The id a phone made for what it calls by this word."""
    return uuid5(_IDS, word)


@dataclass
class Street:
    """What a test does, in the words of the work."""

    cast: object
    clock: object

    def wait(self, hours: float) -> None:
        self.clock.advance(timedelta(hours=hours))

    def look(self, venue: str = "v-teahouse", wrong=(), word: str = "", actor=None, proofs=None, **more):
        """Look at a venue: everything is right but what is named."""
        from fangxian.operations.outreach.services import LookGiven, record_look

        answers = {one.key: "no" if one.key in wrong else "yes" for one in self.view(venue).questions}
        given = LookGiven(
            id=marked(word or f"look-{venue}-{self.clock.now()}-{wrong}-{proofs}"),
            venue_id=venue,
            answers=more.pop("answers", answers),
            seen_at=self.clock.now(),
            proofs=proofs or {},
        )
        return record_look(actor or self.cast.community_worker, self.clock, outbreak_id="tiny", given=given)

    def view(self, venue: str = "v-teahouse", actor=None):
        from fangxian.operations.outreach.looking import view_venue

        return view_venue((actor or self.cast.commander).reach, "tiny", venue, self.clock.now())

    def due(self, actor=None, **more) -> list[tuple]:
        """Venue and why, of what is due."""
        from fangxian.operations.outreach.venues import list_due

        reach = (actor or self.cast.commander).reach
        rows = list_due(reach, "tiny", self.clock.now(), **more)
        return [(one.venue_id, one.why) for one in rows]

    def findings(self, actor=None, at: datetime | None = None, **more):
        from fangxian.operations.outreach.findings import list_findings

        return list_findings((actor or self.cast.commander).reach, "tiny", at or self.clock.now(), **more)

    def right(self, proof: str = "a new thermometer at the door", actor=None) -> None:
        """Close every open finding, with proof."""
        from fangxian.operations.outreach.services import put_right

        for one in self.findings():
            put_right(actor or self.cast.community_worker, self.clock, finding_id=one.id, proof=proof)

    def close(self, venue: str = "v-teahouse", actor=None, **more):
        from fangxian.operations.outreach.services import close_venue

        given = {"reason": "not put right in time", **more}
        return close_venue(
            actor or self.cast.district_commander, self.clock, outbreak_id="tiny", venue_id=venue, **given
        )

    def reopen(self, venue: str = "v-teahouse", actor=None, reason: str = "all is right"):
        from fangxian.operations.outreach.services import reopen_venue

        return reopen_venue(
            actor or self.cast.district_commander,
            self.clock,
            outbreak_id="tiny",
            venue_id=venue,
            reason=reason,
        )

    def closed(self, actor=None):
        from fangxian.operations.outreach.closed import list_closed

        rows = list_closed((actor or self.cast.commander).reach, "tiny", self.clock.now())
        return [(one.venue_id, one.why) for one in rows]

    def measure(self, measure: str, place: str, basis: str, days: float = 14) -> None:
        """A measure of the plan comes into force at a place, by decision of the authority."""
        from fangxian.operations.areas.services import record_official_measure

        columns = {
            "id": f"m-{measure}-{place}",
            "outbreak_id": "tiny",
            "place_id": place,
            "measure": measure,
            "title_zh": "措施",
            "title_en": "A measure",
            "starts_at": self.clock.now(),
            "rule": "official",
            "ends_at": self.clock.now() + timedelta(days=days),
            "source": "a notice",
            "restricts": True,
            "legal_basis": basis,
        }
        record_official_measure(
            self.cast.commander, self.clock, columns=columns, effective_at=self.clock.now()
        )


@pytest.fixture
def street(cast, clock, keep) -> Street:
    """Two more venues, an open outbreak, nobody has looked at anything."""
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak
    from fangxian.operations.places.services import add_venue

    def begin() -> None:
        system = get_system_actor("tests")
        for place_id, name, parent, kind in (
            ("v-inn", "客栈", TONGYINLI, "hotel"),
            ("v-market", "菜场", FUCHENG, "market"),
        ):
            add_venue(
                system,
                clock,
                name=name,
                parent_id=parent,
                venue_kind=kind,
                lat=28.2,
                lon=113.0,
                place_id=place_id,
            )
        plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
        outbreak = NewOutbreak("tiny", "小疫情", "Tiny", *plan, "43", "Asia/Shanghai")
        open_outbreak(cast.commander, clock, outbreak=outbreak)

    keep(begin)
    return Street(cast, clock)
