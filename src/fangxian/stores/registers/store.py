"""Registers as Parquet files, sorted by place, so that one community is read without the city."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.stores.registers.expiring import Expired, expire, import_of

_ROWS_A_GROUP = 16_384
_LINKS = ".links"
_SORT = ("place_id", "household_id", "person_id")


@dataclass(frozen=True)
class Frozen:
    """A register as it lies: the digest of its file, and how many accounts and households it holds."""

    round_id: str
    sha256: str
    accounts: int
    households: int


class RegisterStore:
    """The registers of one world, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def freeze(self, register: pl.DataFrame) -> Frozen:
        """Write the register of one round; a register is frozen once.

        Args:
            register: `tables.REGISTER`, all rows of the same round.

        Raises:
            Problem: `register-frozen`, the round has another register already; `no-register`, it has no row.
            TableError: the frame is not a register.
        """
        rows = tables.REGISTER.check(register).sort(_SORT, nulls_last=True)
        rounds = rows["round_id"].unique().to_list()
        if len(rounds) != 1:
            raise _no_register(", ".join(sorted(rounds)) or "-")
        frozen = self._draft(rounds[0], rows)
        try:
            os.link(self._draft_of(rounds[0]), self._path(rounds[0]))
        except FileExistsError:
            if _digest(self._path(rounds[0])) != frozen.sha256:
                raise _already_frozen(rounds[0]) from None
        finally:
            self._draft_of(rounds[0]).unlink()
        return frozen

    def read(self, round_id: str, place_ids: Collection[str] | None = None) -> pl.DataFrame:
        """Return the rows of a register (`tables.REGISTER`), of these lowest places only or of all.

        Raises:
            Problem: `no-register`.
        """
        path = self._path(round_id)
        if not path.exists():
            raise _no_register(round_id)
        rows = pl.scan_parquet(path)
        if place_ids is not None:
            rows = rows.filter(pl.col("place_id").is_in(sorted(place_ids)))
        return tables.REGISTER.check(rows.collect())

    def places_of(self, round_id: str) -> list[str]:
        """Return the lowest places at which a register has anybody. Raises `no-register`."""
        if not self._path(round_id).exists():
            raise _no_register(round_id)
        column = pl.scan_parquet(self._path(round_id)).select(pl.col("place_id").unique().sort())
        return column.collect()["place_id"].to_list()

    def keep_links(self, round_id: str, links: pl.DataFrame) -> None:
        """Write beside a register which row of a list (`row_key`) is which `person_id`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self._draft_of(f"{round_id}.links")
        links.write_parquet(draft)
        draft.replace(self._links(round_id))

    def links_of(self, round_id: str, person_ids: Collection[str]) -> pl.DataFrame:
        """Return list_id, row_key and person_id of every row that is one of these people, by row."""
        if not self._links(round_id).exists():
            return pl.DataFrame(schema=dict.fromkeys(("list_id", "row_key", "person_id"), pl.String()))
        links = pl.scan_parquet(self._links(round_id), glob=False)
        return links.filter(pl.col("person_id").is_in(sorted(person_ids))).sort("row_key").collect()

    def imports_of(self, round_id: str) -> set[str]:
        """Return the imports whose rows a register was made of."""
        if not self._links(round_id).exists():
            return set()
        links = pl.scan_parquet(self._links(round_id), glob=False)
        return set(links.select(import_of(pl.col("row_key")).unique()).collect()["row_key"])

    def count_expiring(self, round_id: str, imports: Collection[str]) -> int:
        """Return how many people of a register are on a list by these imports only."""
        links = pl.read_parquet(self._links(round_id), glob=False)
        return expire(self.read(round_id), links, imports).people

    def expire(self, round_id: str, imports: Collection[str]) -> tuple[Frozen, Expired]:
        """Take what these imports brought out of a register: names of lists, and whoever is on no other."""
        links = pl.read_parquet(self._links(round_id), glob=False)
        expired = expire(self.read(round_id), links, imports)
        frozen = self._draft(round_id, expired.rows)
        self._draft_of(round_id).replace(self._path(round_id))
        self.keep_links(round_id, expired.links)
        return frozen, expired

    def rows_of(self, person_id: str) -> list[str]:
        """Return the keys of the rows of lists that are a person in any round."""
        rounds = sorted(path.name.removesuffix(_LINKS) for path in self.folder.glob(f"*{_LINKS}"))
        return sorted({key for one in rounds for key in self.links_of(one, [person_id])["row_key"]})

    def erase(self, person_id: str) -> list[tuple[Frozen, str]]:
        """Take a person out of every register; return those rewritten, as they lie now, with the person's place."""
        for path in sorted(self.folder.glob(f"*{_LINKS}")):
            links = pl.read_parquet(path, glob=False)
            rest = links.filter(pl.col("person_id") != person_id)
            if rest.height < links.height:
                self.keep_links(path.name.removesuffix(_LINKS), rest)
        changed = []
        for path in sorted(self.folder.glob("*.parquet")):
            theirs = pl.scan_parquet(path).filter(pl.col("person_id") == person_id).head(1).collect()
            if theirs.height:
                rest = self.read(path.stem).filter(pl.col("person_id") != person_id)
                changed.append((self._draft(path.stem, rest), theirs["place_id"][0]))
                self._draft_of(path.stem).replace(path)
        return changed

    def _path(self, round_id: str) -> Path:
        return self.folder / f"{round_id}.parquet"

    def _links(self, round_id: str) -> Path:
        return self.folder / f"{round_id}{_LINKS}"

    def _draft_of(self, round_id: str) -> Path:
        return self.folder / f".{round_id}.{os.getpid()}"

    def _draft(self, round_id: str, rows: pl.DataFrame) -> Frozen:
        """Write the rows beside the register, safe on disk, to be put into its place whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self._draft_of(round_id)
        rows.write_parquet(draft, row_group_size=_ROWS_A_GROUP, statistics=True)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        doors = rows.select(pl.coalesce("household_id", "person_id").n_unique()).item()
        return Frozen(round_id, _digest(draft), rows.height, doors)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _already_frozen(round_id: str) -> Problem:
    return Problem(
        "register-frozen",
        Text(f"轮次 {round_id} 的名册已冻结。", f"The register of round {round_id} is frozen already."),
        Text("名册只冻结一次。", "A register is frozen once."),
        Text("新增人员请补录。", "Add people who are on no list one by one."),
    )


def _no_register(round_id: str) -> Problem:
    return Problem(
        "no-register",
        Text(f"没有名册: {round_id}。", f"There is no register: {round_id}."),
        Text(
            "一份名册属于一个轮次, 至少有一人。",
            "A register belongs to one round and has at least one person.",
        ),
        Text("请先开启轮次并核对名单。", "Open the round first, and look at its lists."),
    )
