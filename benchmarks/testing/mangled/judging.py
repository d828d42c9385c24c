"""One file: made, mangled, imported on a real database, judged, and taken back."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from benchmarks.testing.mangled.cells import CELLS
from benchmarks.testing.mangled.counting import count_lines
from benchmarks.testing.mangled.drawing import Draw
from benchmarks.testing.mangled.ground import OUTBREAK, TERMS, Ground
from benchmarks.testing.mangled.octets import OCTETS
from benchmarks.testing.mangled.valid import FORMS, TABLES, draw_sheet
from benchmarks.testing.mangled.writing import write_sheet
from fangxian.engines.problems import Problem, Text
from fangxian.operations.importing import import_list
from fangxian.operations.imports.queries import list_rejected
from fangxian.operations.imports.rows import BatchRow

KINDS = tuple(TABLES)
_NAMES = {"csv": "list.csv", "xlsx": "list.xlsx", "parquet": "list.parquet"}


@dataclass(frozen=True)
class Made:
    """A file, what was done to it, and the lines that hold rows by another reader (None: it reads none)."""

    kind: str
    form: str
    done: tuple[str, ...]
    name: str
    content: bytes
    lines: set[int] | None


@dataclass(frozen=True)
class Verdict:
    """`outcome`: "balance" (with its figures), "problem" or "failure"; `told`: the code, or what went wrong."""

    outcome: str
    told: str = ""
    read: int = 0
    accepted: int = 0
    duplicate: int = 0
    rejected: int = 0
    counted: bool = False


def make_file(number: int, tubes: tuple[str, ...], seed: int) -> Made:
    """The file of this number: kinds, forms and manglings in turn and by chance; one file in four is mangled twice."""
    draw, every = Draw(seed, number), (*CELLS, *OCTETS)
    kind, form = KINDS[number % len(KINDS)], draw.one_of(FORMS)
    first = every[(number // len(KINDS)) % len(every)]
    done = (first, draw.one_of(every)) if draw.chance(0.25) else (first,)
    sheet = draw_sheet(kind, form, tubes, draw)
    for name in done:
        if name in CELLS and (sheet.rows or name == "nothing wrong"):
            CELLS[name](sheet, draw)
    named, content = _NAMES[form], write_sheet(sheet)
    for name in done:
        if name in OCTETS:
            named, content = OCTETS[name](named, content, draw)
    return Made(kind, form, done, named, content, count_lines(named, content, sheet.every_line_a_row))


class Judge:
    """Imports files on one ground, which is the same again after each."""

    def __init__(self, ground: Ground) -> None:
        self._ground, self._home = ground, Path(settings.FANGXIAN_HOME)
        self._rows, self._files = _count_rows(), _files(self._home)

    def judge(self, made: Made) -> Verdict:
        """Import the file as anybody would, look at what is on record, and take everything back."""
        with transaction.atomic():
            point = transaction.savepoint()
            try:
                return self._try(made)
            finally:
                transaction.savepoint_rollback(point)
                self._take_back()

    def _try(self, made: Made) -> Verdict:
        try:
            batch = _import(made, self._ground)
        except Problem as problem:
            return _of_problem(problem, _count_rows() == self._rows)
        except (Exception, pl.exceptions.PanicException) as error:  # the very thing that is looked for
            return Verdict("failure", f"{type(error).__name__}: {str(error)[:160]}")
        return _of_batch(batch, made, self._ground)

    def _take_back(self) -> None:
        for name, content in _files(self._home).items():
            if name not in self._files:
                (self._home / name).unlink()
            elif self._files[name] != content:
                (self._home / name).write_bytes(self._files[name])


def _import(made: Made, ground: Ground) -> BatchRow:
    actor = ground.laboratory_worker if made.kind == "results" else ground.commander
    given = {"kind": made.kind, "outbreak_id": OUTBREAK, "name": made.name, "content": made.content}
    with transaction.atomic():
        return import_list(actor, ground.clock, terms=TERMS, **given)


def _of_problem(problem: Problem, untouched: bool) -> Verdict:
    texts = (problem.happened, problem.expected, problem.remedy)
    if not all(map(_in_both, texts)) or problem.status >= 500:
        return Verdict("failure", f"a problem nobody can act on: {problem.code}")
    return (
        Verdict("problem", problem.code) if untouched else Verdict("failure", f"{problem.code}, yet written")
    )


def _of_batch(batch: BatchRow, made: Made, ground: Ground) -> Verdict:
    rejected = list_rejected(ground.commander, batch.id)
    figures = (batch.read, batch.accepted, batch.duplicate, batch.rejected)
    lines = [row.line for row in rejected]
    faults = {
        f"out of balance: {figures}": batch.read != sum(figures[1:]),
        f"{batch.rejected} rejected, {len(lines)} told": batch.rejected != len(set(lines))
        or len(lines) != len(set(lines)),
        "a row rejected without a reason": not all(_in_both(row.reason) for row in rejected),
        f"{batch.read} rows read, {len(made.lines or ())} there": made.lines is not None
        and batch.read != len(made.lines),
        f"rejected lines {lines} are not among the file's": not set(lines) <= (made.lines or set(lines)),
    }
    wrong = [fault for fault, there in faults.items() if there]
    if wrong:
        return Verdict("failure", "; ".join(wrong))
    return Verdict("balance", "", *figures, counted=made.lines is not None)


def _in_both(text: Text) -> bool:
    return bool(text.zh.strip()) and bool(text.en.strip())


def _files(home: Path) -> dict[str, bytes]:
    """What lies in the folders of a home; a database beside them is no file of an import."""
    inside = (path for folder in home.iterdir() if folder.is_dir() for path in folder.rglob("*"))
    return {str(path.relative_to(home)): path.read_bytes() for path in inside if path.is_file()}


def _count_rows() -> list[tuple[object, ...]]:
    tables = [
        model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed
    ]
    quote = connection.ops.quote_name
    asked = (f"SELECT {at}, count(*) FROM {quote(table)}" for at, table in enumerate(tables))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return sorted(cursor.fetchall())
