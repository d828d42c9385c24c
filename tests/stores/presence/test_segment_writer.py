"""Writing presences from numbers, as the synthetic city does."""

from datetime import UTC, datetime

import numpy as np
import pytest

from fangxian.engines.problems import Problem
from fangxian.stores.presence import SegmentStore, SegmentWriter
from tests.stores.presence.sources import RECORDED_AT, ZONE

LONG_AGO, FAR_AHEAD = datetime(2015, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
NINE = 27_115_200
"""A minute of July 2021, since the Unix epoch."""


def writer(folder, sessions=()) -> SegmentWriter:
    return SegmentWriter(
        folder, ["bo", "ann"], ["park", "cafe"], timezone=ZONE, recorded_at=RECORDED_AT, sessions=sessions
    )


def stays(folder, person: str):
    return SegmentStore(folder).stays_of([person], LONG_AGO, FAR_AHEAD)


def test_codes_index_the_lists_given_in_whatever_order(tmp_path):
    with writer(tmp_path) as open_writer:
        open_writer.append([0], [1], [NINE], [NINE + 60])
        open_writer.append([1], [0], [NINE], [NINE + 30])
    assert stays(tmp_path, "bo")["place_id"].to_list() == ["cafe"]
    assert stays(tmp_path, "ann")["place_id"].to_list() == ["park"]


def test_precision_and_session_travel_with_the_stay(tmp_path):
    with writer(tmp_path, sessions=["matinee"]) as open_writer:
        open_writer.append(
            [0, 1],
            [1, 1],
            [NINE, NINE],
            [NINE + 60, NINE + 60],
            precision=np.array([1, 0]),
            session=np.array([0, -1]),
        )
    bo, ann = stays(tmp_path, "bo"), stays(tmp_path, "ann")
    assert (bo["precision"][0], bo["session"][0]) == ("window", "matinee")
    assert (ann["precision"][0], ann["session"][0]) == ("exact", None)


def test_a_stay_of_a_month_is_kept_whole(tmp_path):
    with writer(tmp_path) as open_writer:
        open_writer.append([0], [1], [NINE], [NINE + 30 * 1440])
    row = stays(tmp_path, "bo").row(0, named=True)
    assert (row["leave_at"] - row["arrive_at"]).days == 30


def test_an_error_inside_the_block_writes_nothing(tmp_path):
    def fails() -> None:
        with writer(tmp_path) as open_writer:
            open_writer.append([0], [1], [NINE], [NINE + 60])
            raise ConnectionError

    with pytest.raises(ConnectionError):
        fails()
    assert SegmentStore(tmp_path).rows == 0


@pytest.mark.parametrize(
    "stay", [([0], [1], [NINE], [NINE]), ([9], [0], [NINE], [NINE + 1]), ([0], [9], [NINE], [NINE + 1])]
)
def test_an_impossible_stay_is_refused_with_its_row(tmp_path, stay):
    with pytest.raises(Problem, match="The first wrong row is 0"), writer(tmp_path) as open_writer:
        open_writer.append(*stay)
