"""A program has an outbreak fitted and reads what is on no list; who sees a part of it reads nothing."""

import pytest

from tests.operations.fits.conftest import reported, small  # noqa: F401
from tests.operations.response.conftest import desk  # noqa: F401

pytestmark = pytest.mark.django_db


def run_to_the_end(asker, key: str) -> dict:
    told = asker.post(f"/fits/{key}/futures").json()
    return told if told["result"] else run_to_the_end(asker, key)


def test_a_fit_is_asked_for_tried_listed_and_read(reported, program) -> None:  # noqa: F811
    commander = program("commander")
    asked = commander.post("/outbreaks/tiny/fits", {"futures": 2000})
    assert asked.status_code == 201
    told = run_to_the_end(commander, asked.json())["result"]
    assert told["figures"]["undetected"]["q05"] <= told["figures"]["undetected"]["q95"]
    assert [part["place_id"] for part in told["parts"]] == ["430102", None]
    assert [day["cases"] for day in told["daily"]] == [1, 1, 1, 1]
    (listed,) = commander.get("/outbreaks/tiny/fits").json()
    assert listed == commander.get(f"/fits/{asked.json()}").json()
    elsewhere = program("other-district-worker")
    assert elsewhere.get("/outbreaks/tiny/fits").json() == []
    assert elsewhere.get(f"/fits/{asked.json()}").status_code == 404


def test_who_may_not_rehearse_or_asks_for_too_little_is_refused(reported, program) -> None:  # noqa: F811
    assert program("community-worker").post("/outbreaks/tiny/fits", {}).status_code == 403
    assert program("commander").post("/outbreaks/tiny/fits", {"futures": 1}).status_code == 422
