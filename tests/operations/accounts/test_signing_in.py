"""One-time links: no passwords, nothing to guess, nothing to use twice."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.models import SignInLink
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.accounts.services import LINK_HOLDS, create_sign_in_link, redeem


@pytest.fixture
def token(cast, clock) -> str:
    return create_sign_in_link(get_system_actor(), clock, handle="commander")


def refusal(token: str, clock) -> Problem:
    with pytest.raises(Problem) as raised:
        redeem(token, clock)
    return raised.value


def test_a_link_signs_in_whom_it_was_made_for(token, cast, clock):
    assert redeem(token, clock) == cast.commander.user_id


def test_a_link_works_once(token, clock):
    redeem(token, clock)
    assert refusal(token, clock).code == "link-not-valid"


def test_a_link_expires(token, clock):
    clock.advance(LINK_HOLDS)
    assert refusal(token, clock).code == "link-not-valid"


def test_a_link_still_works_a_minute_before_it_expires(token, cast, clock):
    clock.advance(LINK_HOLDS - timedelta(minutes=1))
    assert redeem(token, clock) == cast.commander.user_id


@pytest.mark.parametrize("spoil", ["", "x", "no-dot", "0" * 32 + ".secret", "é.é", "." * 5])
def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(token, clock, spoil):
    redeem(token, clock)
    assert refusal(spoil, clock).in_("en") == refusal(token, clock).in_("en")


def test_the_right_link_with_the_wrong_secret_is_refused_and_not_used_up(token, cast, clock):
    link_id = token.partition(".")[0]
    refusal(f"{link_id}.guess", clock)
    assert redeem(token, clock) == cast.commander.user_id


def test_the_secret_is_nowhere_in_the_database(token):
    secret = token.partition(".")[2]
    assert secret not in str(SignInLink.objects.values_list())


def test_nobody_gets_a_link_for_somebody_who_does_not_exist(cast, clock):
    with pytest.raises(Problem) as raised:
        create_sign_in_link(get_system_actor(), clock, handle="nobody")
    assert raised.value.code == "not-found"


def test_a_worker_makes_no_links(cast, clock):
    with pytest.raises(Problem) as raised:
        create_sign_in_link(cast.community_worker, clock, handle="commander")
    assert raised.value.code == "not-your-role"
