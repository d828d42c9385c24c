"""A token lets a program in as one user, for a while, and is never kept."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.journal.queries import list_history
from fangxian.operations.tokens.models import Token
from fangxian.operations.tokens.queries import find_user_of
from fangxian.operations.tokens.services import create_token, revoke_token

WEEK = timedelta(days=7)


@pytest.fixture
def token(cast, clock) -> str:
    return create_token(get_system_actor(), clock, handle="district-cdc", purpose="line list", valid_for=WEEK)


def test_a_token_lets_in_the_user_it_was_made_for(token, cast, clock) -> None:
    assert find_user_of(token, clock.now()) == cast.district_cdc.user_id


def test_a_token_that_was_never_made_lets_nobody_in(token, clock) -> None:
    assert find_user_of(token + "x", clock.now()) is None
    assert find_user_of("", clock.now()) is None


def test_a_token_expires_by_itself(token, clock) -> None:
    clock.advance(WEEK)
    assert find_user_of(token, clock.now()) is None


def test_a_revoked_token_lets_nobody_in(token, clock) -> None:
    revoke_token(get_system_actor(), clock, token_id=Token.objects.get().id, reason="lost laptop")
    assert find_user_of(token, clock.now()) is None


def test_a_token_is_revoked_once(token, clock) -> None:
    token_id = Token.objects.get().id
    revoke_token(get_system_actor(), clock, token_id=token_id, reason="lost laptop")
    with pytest.raises(Problem, match="no token"):
        revoke_token(get_system_actor(), clock, token_id=token_id, reason="again")


def test_the_token_itself_is_kept_nowhere(token) -> None:
    kept = [str(value) for row in Token.objects.values_list() for value in row]
    assert token not in kept
    entries = list_history("token", [str(Token.objects.get().id)])
    assert [entry.verb for entry in entries] == ["created"]
    assert token not in str(entries)


@pytest.mark.parametrize("days", [0, -1, 91])
def test_a_token_lasts_a_day_to_ninety_days(days: int, cast, clock) -> None:
    with pytest.raises(Problem) as refused:
        create_token(get_system_actor(), clock, handle="auditor", purpose="", valid_for=timedelta(days=days))
    assert refused.value.code == "token-lasts-too-long"
    assert not Token.objects.exists()


def test_only_who_manages_accounts_makes_tokens(cast, clock) -> None:
    for actor in (cast.district_cdc, cast.community_worker, cast.stranger, cast.auditor):
        with pytest.raises(Problem) as refused:
            create_token(actor, clock, handle="commander", purpose="", valid_for=WEEK)
        assert refused.value.code == "not-your-role"
