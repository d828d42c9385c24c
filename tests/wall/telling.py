"""What a walk found, as a line for the terminal and as a page of the documentation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.wall.addresses import Address
from tests.wall.walking import Walk


@dataclass(frozen=True)
class Told:
    """Everything asked in one run: by whom, of which addresses, in how many areas, with how many canaries."""

    addresses: Sequence[Address]
    walks: Mapping[str, Walk]
    areas: int
    canaries: int

    @property
    def whole(self) -> Walk:
        """All walks as one."""
        return sum(self.walks.values(), Walk())

    @property
    def line(self) -> str:
        """One sentence with every figure."""
        whole, programs = self.whole, sum(address.is_api for address in self.addresses)
        return (
            f"{len(self.addresses) - programs} addresses of pages and {programs} operations of the API × "
            f"{len(self.walks)} readers × {self.areas} areas: {whole.asked.total():,} requests, "
            f"{self.canaries} canaries; canary bytes that came through: {whole.leaked_bytes}; "
            f"differences between “not yours” and “does not exist”: {len(whole.differences)}"
        )

    @property
    def page(self) -> str:
        """A page of the documentation: the sentence, then a row for each reader."""
        rows = [
            f"| {handle} | {walk.asked.total():,} | {walk.leaked_bytes} | {len(walk.differences)} | {len(walk.errors)} |"
            for handle, walk in self.walks.items()
        ]
        return "\n".join([_HEAD, f"{self.line}.", "", *_TABLE, *rows, ""])


_HEAD = """# The wall, walked

Written by `python -m tests.wall --write`: every address of the resolver and every operation of the API is asked by every
reader of the cast, with the ids of what lies in areas that are not theirs and with ids of nothing at all, while canaries lie
in all the data ([why](../decisions/0030-why-the-wall-is-walked.md)). Every run of the tests walks as one of them.
"""
_TABLE = (
    "| reader | requests | canary bytes | “not yours” told from “does not exist” | errors |",
    "|---|---:|---:|---:|---:|",
)
