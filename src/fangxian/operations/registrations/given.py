"""A record as a device sends it: keys, never names."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints

MOST_RECORDS = 10
"""Of one request: what a device gathers in a minute, and little enough to be sent again."""
_EXACT = 2**53

Key = Annotated[str, StringConstraints(pattern=r"^[\w.:@+-]{1,64}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
# No database takes the character NUL everywhere, and what was acknowledged has to be taken.
Word = Annotated[str, StringConstraints(strict=True, max_length=500, pattern=r"^[^\x00]*$")]
Whole = Annotated[StrictInt, Field(ge=-_EXACT, le=_EXACT)]


class RecordGiven(BaseModel):
    """One thing that happened. `event_id`, made where it happened, makes a repeated send harmless.

    `payload`: what else is known, in short answers; never a name, a number of identity or a telephone.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    event_id: UUID
    kind: Literal["registration", "passage", "knock"]
    outbreak_id: Annotated[str, StringConstraints(pattern=r"^[^\x00]{1,64}$")]
    place_id: Annotated[str, StringConstraints(pattern=r"^[^\x00]{1,80}$")]
    person_key: Key | None = None
    household_key: Key | None = None
    event_at: AwareDatetime
    device_at: AwareDatetime | None = None
    payload: Annotated[dict[Name, Word | Whole | StrictBool | None], Field(max_length=20)] = {}


class RecordsGiven(BaseModel):
    """What one request sends."""

    model_config = ConfigDict(extra="forbid")

    records: Annotated[list[RecordGiven], Field(min_length=1, max_length=MOST_RECORDS)]


class Spooled(BaseModel):
    """What lies in the spool: the record, and who sent it."""

    given: RecordGiven
    user_id: str
    office_id: str
