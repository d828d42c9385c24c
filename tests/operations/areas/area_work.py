"""What the tests of areas do, in the words of the work."""

from dataclasses import dataclass
from datetime import date, timedelta

import shapely

CELLS = {
    key: shapely.box(112.97 + 0.01 * column, 28.20 + 0.01 * row, 112.98 + 0.01 * column, 28.21 + 0.01 * row)
    for row, keys in enumerate((("430102003001", "430102003002"), ("430105001004", "430105001005")))
    for column, key in enumerate(keys)
}

RING = {"kind": "ring", "lat": 28.205, "lon": 112.971, "radius_m": 100}
HALF_OF_BOTH = {
    "kind": "polygon",
    "geometry": shapely.geometry.mapping(shapely.box(112.975, 28.20, 112.985, 28.21)),
}


def place(*place_ids: str) -> dict:
    """An extent: places of the tree."""
    return {"kind": "places", "place_ids": list(place_ids)}


@dataclass
class Areas:
    """An open outbreak and the people who work at its areas."""

    cast: object
    clock: object

    def report(
        self, key: str = "one", home: str = "430102003001", stays=(), reported_on: date | None = None
    ) -> str:
        """Report a case who lives at `home`; return its id."""
        from fangxian.operations.cases.reports import CaseReport
        from fangxian.operations.cases.services import report_case
        from fangxian.operations.people.services import NewPerson

        report = CaseReport(
            person=NewPerson(key=key, full_name=f"合成{key}", residence_place_id=home),
            reported_on=reported_on or self.clock.now().date(),
            kind="confirmed",
            case_id=f"c-{key}",
            facts={},
            stays=tuple(stays),
            contacts=(),
        )
        return report_case(self.cast.commander, self.clock, outbreak_id="tiny", report=report)

    def propose(self, extent: dict, level: str = "medium", evidence=("c-one",), actor=None, **more):
        """An expert draws an area; return the proposal's id."""
        from fangxian.operations.drawing import Drawn, propose_area

        drawn = Drawn(extent, level, tuple(evidence), more.pop("reason", "流调: 传播风险"), **more)
        return propose_area(actor or self.cast.city_cdc, self.clock, outbreak_id="tiny", drawn=drawn)

    def sign(self, proposal_id, actor=None, **more):
        """Sign as the commander (or `actor`), a minute later."""
        from fangxian.operations.signing import sign

        self.clock.advance(timedelta(minutes=1))
        return sign(actor or self.cast.commander, self.clock, proposal_ids=[proposal_id], **more)

    def decide(self, proposal_id, **edits) -> str:
        """Both offices sign; return the area's key."""
        key = self.key_of(proposal_id)
        self.sign(proposal_id, reason="按专家意见", edits={key: edits} if edits else None)
        self.sign(proposal_id, actor=self.cast.city_cdc)
        return key

    def raise_area(self, extent: dict, level: str = "medium", **more) -> str:
        """Propose and decide an area; return its key."""
        return self.decide(self.propose(extent, level, **more))

    def key_of(self, proposal_id) -> str:
        """The area a proposal is about."""
        from fangxian.operations.decisions.queries import get_proposal

        return get_proposal(self.cast.commander, proposal_id)[1][0].key

    def page(self, key: str, actor=None):
        """Everything about one area now."""
        from fangxian.operations.lifecycles import get_area

        now = self.clock.now()
        return get_area((actor or self.cast.commander).reach, key, now, now)

    def lives(self, actor=None):
        """The list of areas now."""
        from fangxian.operations.lifecycles import list_lives

        now = self.clock.now()
        return list_lives((actor or self.cast.commander).reach, "tiny", now, now)

    def level(self, place_id: str, ladder: str = "risk", actor=None) -> str:
        """The level that counts at a place now."""
        from fangxian.operations.lifecycles import level_at

        now = self.clock.now()
        found = level_at((actor or self.cast.commander).reach, "tiny", place_id, now, now)
        return next(one.level for one in found if one.ladder == ladder)

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.clock.advance(timedelta(**time))
