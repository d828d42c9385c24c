"""Loudspeakers: where, whose, what, when; what was played is counted once, what was missed comes first."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem, Text
from fangxian.operations.notices import services as notices
from fangxian.operations.notices.drafting import Drafted
from fangxian.operations.notices.outbox import open_outlet
from fangxian.operations.notices.queries import list_to_play
from fangxian.operations.notices.rows import NoticeGiven
from fangxian.operations.outreach.loudspeakers import list_loudspeakers
from fangxian.operations.outreach.services import PostGiven, place_loudspeaker, record_play
from tests.operations.outreach.conftest import TONGYINLI, marked


@pytest.fixture
def posts(street, keep):
    """Nine loudspeakers of one community, and words to say."""
    cast, clock = street.cast, street.clock

    def begin():
        ids = [
            open_outlet(
                cast.publicity_officer, clock, place_id=TONGYINLI, channel="loudspeaker", name=f"no. {nth}"
            )[0]
            for nth in range(1, 10)
        ]
        words = NoticeGiven(Text("做好防护", "Protect yourself"), Text("主动报备行程", "Report your travel"))
        drafted = Drafted("general", "", TONGYINLI, words)
        edition = notices.draft(cast.commander, clock, outbreak_id="tiny", drafted=drafted)
        notices.approve(cast.publicity_officer, clock, edition_id=edition)
        assert notices.publish(cast.publicity_officer, clock, edition_id=edition) == 9
        return ids

    return keep(begin)


def place(street, outlet, hours=("08:00", "12:00", "17:00"), **more) -> None:
    given = PostGiven(outlet, more.pop("spot", "at the gate"), more.pop("keeper", "property office"), hours)
    place_loudspeaker(more.pop("actor", street.cast.community_worker), street.clock, given=given)


def rows(street, actor=None):
    return list_loudspeakers((actor or street.cast.commander).reach, "tiny", street.clock.now())


def play(street, outlet, times: int = 1, word: str = "play", **more) -> bool:
    return record_play(
        more.pop("actor", street.cast.community_worker),
        street.clock,
        event_id=marked(word),
        outlet_id=outlet,
        played_at=more.pop("at", street.clock.now()),
        times=times,
    )


def test_nine_loudspeakers_say_what_was_published_and_what_they_missed(street, posts):
    for outlet in posts:
        place(street, outlet)
    found = rows(street)
    assert len(found) == 9
    assert {one.words.en for one in found} == {"Protect yourself. Report your travel"}
    assert {(one.due_today, one.missed) for one in found} == {(3, 3)}


def test_a_play_sent_twice_counts_once_and_what_waited_is_played(street, posts):
    place(street, posts[0])
    assert play(street, posts[0], times=2)
    assert not play(street, posts[0], times=2)
    row = next(one for one in rows(street) if one.outlet_id == posts[0])
    assert (row.played_today, row.missed) == (2, 1)
    assert len(list_to_play(street.cast.commander.reach, street.clock.now())) == 8


def test_yesterdays_plays_are_not_todays_and_the_last_word_on_a_post_stands(street, posts):
    place(street, posts[0])
    play(street, posts[0], at=street.clock.now() - timedelta(days=1))
    place(street, posts[0], hours=("09:00",), spot="at the market")
    row = next(one for one in rows(street) if one.outlet_id == posts[0])
    assert (row.spot, row.due_today, row.played_today) == ("at the market", 1, 0)
    assert row.last_played_at == street.clock.now() - timedelta(days=1)


@pytest.mark.parametrize("hours", [(), ("25:00",), ("06:00",), ("20:00",), ("noon",)])
def test_nobody_is_woken_and_an_hour_is_an_hour(street, posts, hours):
    with pytest.raises(Problem) as found:
        place(street, posts[0], hours=hours)
    assert found.value.code == "not-a-loudspeaker-post"


def test_a_stranger_neither_sees_nor_plays(street, posts):
    stranger = street.cast.stranger
    assert rows(street, stranger) == ()
    for act in (
        lambda: play(street, posts[0], actor=stranger),
        lambda: place(street, posts[0], actor=stranger),
    ):
        with pytest.raises(Problem) as found:
            act()
        assert found.value.code == "not-found"


@pytest.mark.parametrize("given", [{"times": 0}, {"times": 501}])
def test_so_often_it_cannot_have_played(street, posts, given):
    with pytest.raises(Problem) as found:
        play(street, posts[0], **given)
    assert found.value.code == "not-a-play"
