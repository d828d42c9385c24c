"""Rosters of employers: files whose headings are remembered, employer by employer; every row accounted for."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines.problems import Problem, Text
from fangxian.engines.tables import DAY, Column, Table
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.imports.problems import TERMS_NEEDED
from fangxian.operations.imports.reading import read_content
from fangxian.operations.imports.rows import Applied, BatchRow, Reading, Refusal, Terms
from fangxian.operations.imports.services import import_rows
from fangxian.operations.places.queries import list_places
from fangxian.operations.teams.codes import LIMITS, Words
from fangxian.operations.teams.keeping import keep_until
from fangxian.operations.teams.members import list_ids, require_words, tell_alike, write_members
from fangxian.operations.teams.models import Headings
from fangxian.operations.teams.problems import HEADINGS_UNKNOWN, NOT_A_WORD
from fangxian.operations.teams.rows import MemberGiven

ROSTER = Table(
    "roster",
    Text("人员名册", "roster"),
    (
        Column("number", pl.String(), Text("编号", "number"), required=True),
        Column("full_name", pl.String(), Text("姓名", "name"), required=True),
        Column("phone", pl.String(), Text("电话", "phone")),
        Column("team_id", pl.String(), Text("工作队", "team")),
        Column("skills", pl.String(), Text("技能", "skills")),
        Column("languages", pl.String(), Text("语言", "languages")),
        Column("home_place_id", pl.String(), Text("居住地", "home")),
        Column("lat", pl.Float64(), Text("纬度", "latitude"), unit="degrees"),
        Column("lon", pl.Float64(), Text("经度", "longitude"), unit="degrees"),
        Column("may_not", pl.String(), Text("不宜", "may not")),
        Column("vaccinated_on", DAY, Text("接种日期", "vaccinated on")),
    ),
)
"""Cells of several words separate them by `;`. `may_not`: codes or words of `LIMITS`; no illness is asked for."""


def import_roster(
    actor: Actor,
    clock: Clock,
    *,
    employer: str,
    place_id: str,
    name: str,
    content: bytes,
    terms: Terms,
    headings: Mapping[str, str] | None = None,
) -> BatchRow:
    """Import the roster (CSV, XLSX, Parquet) of an employer at a place; who stands alike already is a duplicate.

    headings: what the file calls a column -> the column of `ROSTER`. They are remembered, so that the employer's next
    file is read without them.

    Raises:
        Problem: `not-your-role`, `not-found` (place), `terms-needed`, `headings-unknown`, `cannot-read-file`.
    """
    actor.require("command")
    actor.reach.require(place_id)
    _require_terms(terms)
    known = {**find_headings(employer), **(headings or {})}
    reading = _read(name, content, known)

    def apply(frame: pl.DataFrame, _: UUID) -> Applied:
        return _apply(actor, clock, frame, MemberGiven("", "", place_id, employer=employer), terms)

    batch = import_rows(
        actor,
        clock,
        kind="team-roster",
        source=name,
        reading=reading,
        apply=apply,
        terms=terms,
        act="command",
    )
    _remember(clock, employer, known)
    return batch


def find_headings(employer: str) -> dict[str, str]:
    """Return how this employer's rosters call their columns: heading -> column; nothing before the first import."""
    row = Headings.objects.filter(employer=employer).first()
    return dict(row.columns) if row else {}


@transaction.atomic
def _remember(clock: Clock, employer: str, headings: Mapping[str, str]) -> None:
    if headings:
        Headings.objects.update_or_create(
            employer=employer, defaults={"columns": dict(headings), "confirmed_at": clock.now()}
        )


def _read(name: str, content: bytes, headings: Mapping[str, str]) -> Reading:
    """Read by our own words, or by the employer's, which stand in for our English ones."""
    called = {column: heading for heading, column in headings.items()}
    require = [column for column in called if column not in ROSTER.names]
    if require:
        raise NOT_A_WORD(given=require[0], words=", ".join(ROSTER.names))
    columns = tuple(
        replace(one, label=Text(one.label.zh, called[one.name])) if one.name in called else one
        for one in ROSTER.columns
    )
    try:
        return read_content(name, content, replace(ROSTER, columns=columns), "Asia/Shanghai")
    except Problem as problem:
        missing = [one for one in columns if one.required and one.name in problem.happened.en]
        if problem.code != "cannot-read-file" or not missing:
            raise
        raise HEADINGS_UNKNOWN(
            missing_zh="、".join(one.label.zh for one in missing),
            missing=", ".join(one.name for one in missing),
            headings=problem.happened.zh,
        ) from problem


def _apply(actor: Actor, clock: Clock, frame: pl.DataFrame, like: MemberGiven, terms: Terms) -> Applied:
    homes = {row.place_id for row in list_places(frame["home_place_id"].drop_nulls().unique().to_list())}
    given, refused = list[MemberGiven](), list[Refusal]()
    for number, line in enumerate(frame.iter_rows(named=True)):
        fault = _fault(number, line, homes)
        if fault is not None:
            refused.append(fault)
        else:
            given.append(_member(line, like))
    latest = list({one.number: one for one in given}.values())
    fresh = [one for one, alike in zip(latest, tell_alike(latest), strict=True) if not alike]
    if fresh:
        write_members(actor, clock.now(), fresh)
    # A roster that tells of somebody anew has them kept as long as it says, also where nothing else of them changed.
    keep_until(list_ids(latest), terms.retention_until)
    return Applied(len(fresh), len(given) - len(fresh), tuple(refused))


def _member(line: Mapping[str, Any], like: MemberGiven) -> MemberGiven:
    return replace(
        like,
        number=line["number"],
        full_name=line["full_name"],
        phone=line["phone"] or "",
        team_id=line["team_id"] or "",
        skills=tuple(_words(line["skills"])),
        languages=tuple(_words(line["languages"])),
        home_id=line["home_place_id"],
        lat=line["lat"],
        lon=line["lon"],
        may_not=tuple(_codes(LIMITS, line["may_not"])),
        vaccinated_on=line["vaccinated_on"],
    )


def _fault(number: int, line: Mapping[str, Any], homes: set[str]) -> Refusal | None:
    home = line["home_place_id"]
    if home is not None and home not in homes:
        return Refusal(number, "home_place_id", home, Text("没有这个地区", "there is no such place"))
    try:
        require_words(LIMITS, _codes(LIMITS, line["may_not"]))
    except Problem as problem:
        return Refusal(number, "may_not", line["may_not"], problem.happened)
    if line["lat"] is not None and not -90 <= line["lat"] <= 90:
        return Refusal(
            number, "lat", str(line["lat"]), Text("纬度应在 -90 至 90", "a latitude is from -90 to 90")
        )
    return None


def _words(cell: str | None) -> Iterable[str]:
    return [
        word.strip() for word in (cell or "").replace("；", ";").replace("、", ";").split(";") if word.strip()
    ]


def _codes(words: Words, cell: str | None) -> list[str]:
    by_word = {text.zh: code for code, text in words.items()}
    return [by_word.get(word, word) for word in _words(cell)]


def _require_terms(terms: Terms) -> None:
    if not (terms.purpose and terms.legal_basis and terms.approver and terms.retention_until):
        raise TERMS_NEEDED(
            missing_zh="目的、法律依据、批准人或保存期限",
            missing="purpose, legal basis, approver or retention",
        )
