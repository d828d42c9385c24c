"""Locks hold versions and hashes; an address would tie every reader to one mirror."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = (*sorted((ROOT / "locks").glob("*.txt")), ROOT / "package-lock.json")
ADDRESS = re.compile(r"https?://|\bfile:|git\+|--(?:extra-)?index-url|--find-links|\"resolved\"")
# A package's own page of donations is no download address.
HARMLESS = re.compile(r'^\s*"(?:url|funding)":')


def find_addresses(lock: Path) -> list[str]:
    """Return `file:line: text` for every line of `lock` that names an address."""
    lines = enumerate(lock.read_text("utf-8").splitlines(), 1)
    return [
        f"{lock.name}:{number}: {line.strip()}"
        for number, line in lines
        if ADDRESS.search(line) and not HARMLESS.match(line)
    ]


def main() -> int:
    """Print every address found; the exit code is 1 if there was any."""
    found = [address for lock in LOCKS if lock.exists() for address in find_addresses(lock)]
    print("\n".join(found) if found else "No address in the locks.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
