"""Not one byte of another area, and “not yours” is “does not exist”: for every role, at every address there is."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.wall.addresses import Address, list_addresses
from tests.wall.walking import FOR_ALL, Walker
from tests.wall.world import World, build_world, standing_still

WALKED_HERE = ("community-worker", "police-officer", "abroad-commander")
"""One who sees little, one who reads no register, one who sees much elsewhere; `python -m tests.wall` walks as everybody."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    """The world, planted once; what is asked of it leaves nothing behind."""
    with (
        django_db_blocker.unblock(),
        standing_still(tmp_path_factory.mktemp("wall")) as clock,
        transaction.atomic(),
    ):
        yield build_world(clock)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def addresses(world) -> list[Address]:
    """Everything that can be asked."""
    return list_addresses()


def test_what_is_meant_for_all_is_still_there(addresses):
    assert set(FOR_ALL) <= {address.path for address in addresses}


@pytest.mark.parametrize("handle", WALKED_HERE)
def test_nobody_is_told_of_another_area(world, addresses, handle):
    walk = Walker(world, world.readers[handle]).run(addresses)
    assert walk.errors == []
    assert walk.leaks == []
    assert walk.differences == []
