"""Walks the wall as everybody (or as those named) and says what was asked: `python -m tests.wall [handle …]`."""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings_for_tests")
os.environ.setdefault("FANGXIAN_HOSTS", "testserver")


def main(handles: list[str]) -> int:
    """Build the world in a home of its own, walk it, print; return how many leaks and differences there are."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from tests.wall.addresses import list_addresses
    from tests.wall.ground import AREAS
    from tests.wall.walking import Walk, Walker
    from tests.wall.world import build_world, standing_still

    call_command("migrate", interactive=False, verbosity=0)
    with tempfile.TemporaryDirectory() as home, standing_still(Path(home)) as clock, transaction.atomic():
        world, addresses, whole = build_world(clock), list_addresses(), Walk()
        readers = [world.readers[handle] for handle in handles or world.readers]
        for reader in readers:
            walk = Walker(world, reader).run(addresses)
            print(f"{reader.handle}: {walk.asked.total():,} requests", *walk.found, sep="\n  ", flush=True)
            whole += walk
        transaction.set_rollback(True)
    programs = sum(address.is_api for address in addresses)
    print(
        f"{len(addresses) - programs} addresses of pages and {programs} operations of the API × {len(readers)} "
        f"readers × {len(AREAS)} areas: {whole.asked.total():,} requests, {len(world.canaries.kinds)} canaries; "
        f"canary bytes that came through: {whole.leaked_bytes}; "
        f"differences between “not yours” and “does not exist”: {len(whole.differences)}"
    )
    return len(whole.found)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
