"""What a reader asks of the exposed: the filters in the address, and the group that is open."""

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from fangxian.doors.web.desk import Desk
from fangxian.engines.tables.exposures import EXPOSURE_KINDS
from fangxian.operations.contacts.groups import Asked
from fangxian.operations.follow_ups.queries import decided_people

GROUPS_SHOWN = 40
PEOPLE_SHOWN = 50


@dataclass(frozen=True)
class Filters:
    """What the address asks for; empty values ask for everything."""

    case: str = ""
    degree: str = ""
    kind: str = ""
    place: str = ""
    undecided: str = ""

    @classmethod
    def of(cls, given: QueryDict) -> "Filters":
        """Read the filters; a value nobody offers asks for nothing."""
        found = cls(**{name: str(given.get(name, "")).strip()[:80] for name in cls.__dataclass_fields__})
        kind = found.kind if found.kind in EXPOSURE_KINDS else ""
        degree = found.degree if found.degree in ("1", "2", "3") else ""
        return cls(**{**asdict(found), "kind": kind, "degree": degree})

    @property
    def address(self) -> str:
        """The filters as the end of an address; "" for none."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

    @property
    def given(self) -> dict[str, str]:
        """The filters that are set, for the hidden fields of a form."""
        return {name: value for name, value in asdict(self).items() if value}

    def ask(self, desk: Desk) -> Asked:
        """Return the question to the record. The desk has an outbreak."""
        assert desk.outbreak is not None
        return Asked(
            reach=desk.reach,
            outbreak_id=desk.outbreak.id,
            known_at=desk.known_at,
            decided=decided_people(desk.outbreak.id, desk.known_at),
            case_id=self.case,
            degree=int(self.degree or 0),
            kind=self.kind,
            place_id=self.place,
            undecided=bool(self.undecided),
        )


def page_number(request: HttpRequest, name: str) -> int:
    """Return a page of a list, from 1; nonsense is the first."""
    text = request.GET.get(name, "")
    return max(int(text), 1) if text.isdecimal() and len(text) < 6 else 1
