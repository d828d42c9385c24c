"""Walks the wall as everybody (or as those named) and says what was asked.

`python -m tests.wall [--write] [handle …]`; `--write` keeps the figures in docs/reference/wall.md.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings_for_tests")
os.environ.setdefault("FANGXIAN_HOSTS", "testserver")

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "wall.md"
WRITE = "--write"


def main(given: list[str]) -> int:
    """Build the world in a home of its own, walk it, print; return how many leaks and differences there are."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from tests.wall.addresses import list_addresses
    from tests.wall.ground import AREAS
    from tests.wall.telling import Told
    from tests.wall.walking import Walk, Walker
    from tests.wall.world import build_world, standing_still

    call_command("migrate", interactive=False, verbosity=0)
    handles, walks = [one for one in given if one != WRITE], dict[str, Walk]()
    with tempfile.TemporaryDirectory() as home, standing_still(Path(home)) as clock, transaction.atomic():
        world, addresses = build_world(clock), list_addresses()
        for handle in handles or world.readers:
            walks[handle] = walk = Walker(world, world.readers[handle]).run(addresses)
            print(f"{handle}: {walk.asked.total():,} requests", *walk.found, sep="\n  ", flush=True)
        transaction.set_rollback(True)
    told = Told(addresses, walks, len(AREAS), len(world.canaries.kinds))
    print(told.line)
    if WRITE in given:
        PAGE.write_text(told.page)
    return len(told.whole.found)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
