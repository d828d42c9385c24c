"""Mentions as a table, one row per place found and one for a text that names none."""

from collections.abc import Iterable

import polars as pl

from fangxian.engines.gazetteer.index import Gazetteer
from fangxian.engines.gazetteer.mentions import Context, Mention
from fangxian.engines.gazetteer.resolving import resolve
from fangxian.engines.problems import Text
from fangxian.engines.tables import Column, Table

FOUND = Table(
    "found",
    Text("地点识别结果", "places found in texts"),
    (
        Column("text", pl.String(), Text("原文", "text"), required=True),
        Column("code", pl.String(), Text("代码", "code")),
        Column("level", pl.String(), Text("级别", "level")),
        Column("name", pl.String(), Text("名称", "name")),
        Column("score", pl.Float64(), Text("得分", "score")),
        Column("candidates", pl.String(), Text("候选", "candidates")),
        Column("piece", pl.String(), Text("所在文字", "piece of the text")),
        Column("detail", pl.String(), Text("门牌楼栋", "detail")),
    ),
)
"""`code` is null where nothing is named or somebody has to be asked; `candidates` are `code score path`, best first,
with " | " between them."""


def find_places_in(texts: Iterable[str], gazetteer: Gazetteer, context: Context) -> pl.DataFrame:
    """Return what every text names (FOUND), in order.

    >>> from fangxian.engines.gazetteer import build_gazetteer
    >>> from fangxian.engines.tables import PLACES
    >>> gazetteer = build_gazetteer(PLACES.rows([{"place_id": "1", "name": "芙蓉区", "level": "district"}]))
    >>> find_places_in(["到芙蓉区开会", "在家"], gazetteer, Context())["code"].to_list()
    ['1', None]
    """
    rows: list[dict[str, object]] = []
    for text in texts:
        found = resolve(text, gazetteer, context)
        rows += [{"text": text, **_row(mention)} for mention in found] or [{"text": text}]
    return FOUND.rows(rows)


def _row(mention: Mention) -> dict[str, object]:
    listed = (f"{one.code} {one.score:.2f} {one.path}" for one in mention.candidates)
    return {
        "code": mention.code or None,
        "level": mention.level or None,
        "name": mention.name or None,
        "score": mention.score,
        "candidates": " | ".join(listed),
        "piece": mention.text,
        "detail": mention.detail or None,
    }
