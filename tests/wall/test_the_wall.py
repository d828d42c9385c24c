"""One reader tries every address there is in each run of the tests; `python -m tests.wall` walks as everybody."""

import pytest

from tests.wall.addresses import list_addresses
from tests.wall.walking import Walker
from tests.wall.world import build_world, standing_still

pytestmark = pytest.mark.django_db


def test_a_community_worker_gets_not_one_byte_of_other_areas_and_cannot_tell_them_from_nothing(tmp_path):
    with standing_still(tmp_path) as clock:
        world, addresses = build_world(clock), list_addresses()
        walk = Walker(world, world.readers["community-worker"]).run(addresses, areas=1)
    assert "\n".join(walk.found) == ""
    assert walk.leaked_bytes == 0
    assert walk.asked.total() > len(addresses) > 300
    assert len(world.canaries.kinds) > 200
