"""Text in, places out: every place a text names, settled where that is safe, asked about where it is not."""

from collections.abc import Iterable
from dataclasses import replace

from fangxian.engines.gazetteer.characters import fold
from fangxian.engines.gazetteer.choosing import choose_hits, is_part
from fangxian.engines.gazetteer.detail import read_detail_before
from fangxian.engines.gazetteer.hits import find_hits
from fangxian.engines.gazetteer.index import Gazetteer
from fangxian.engines.gazetteer.mentions import Context, Mention, Scored
from fangxian.engines.gazetteer.paths import Path, join_paths
from fangxian.engines.gazetteer.scoring import is_settled, score_path
from fangxian.engines.gazetteer.strangers import is_elsewhere
from fangxian.engines.gazetteer.typos import find_typos

_NOWHERE = Context()


def resolve(text: str, gazetteer: Gazetteer, context: Context = _NOWHERE) -> tuple[Mention, ...]:
    """Return one mention per place a text names, in order; they do not overlap.

    A mention's `code` is empty where two places fit about as well or none well enough.

    >>> from fangxian.engines.gazetteer import build_gazetteer
    >>> from fangxian.engines.tables import PLACES
    >>> rows = [("1", "芙蓉区", "district", None), ("2", "新屋社区", "community", "1"), ("3", "新屋社区", "community", None)]
    >>> columns = ("place_id", "name", "level", "parent_id")
    >>> gazetteer = build_gazetteer(PLACES.rows([dict(zip(columns, row)) for row in rows]))
    >>> [(found.code, found.detail) for found in resolve("家住芙蓉区新屋社区3栋", gazetteer)]
    [('2', '3栋')]
    >>> [(found.code, len(found.candidates)) for found in resolve("家住新屋社区", gazetteer)]
    [('', 2)]
    """
    folded = fold(text)
    context = _said_something(context, gazetteer)
    hits = find_hits(folded, text, gazetteer, context.on)
    hits += find_typos(folded, hits, gazetteer, context.within)
    chosen = choose_hits(folded, hits, gazetteer)
    paths = join_paths(folded, chosen, gazetteer, context.on)
    ends = {hit.end for hit in chosen}
    paths = [path for path in paths if not is_elsewhere(folded, path, ends)]
    scored = _score(paths, gazetteer, context)
    mentions = []
    floor = 0
    for path, candidates in zip(paths, scored, strict=True):
        mentions.append(_mention(text, folded, path, candidates, floor, gazetteer))
        floor = mentions[-1].end
    return tuple(mentions)


def _said_something(context: Context, gazetteer: Gazetteer) -> Context:
    """Forget a place to look in that holds everything: it tells nothing apart."""
    around = gazetteer.places.get(context.within)
    return replace(context, within="") if around is None or not around.depth else context


def _score(paths: list[Path], gazetteer: Gazetteer, context: Context) -> list[tuple[Scored, ...]]:
    """Score every path; those that are open are scored again near those that are settled."""
    scored = [score_path(path, gazetteer, context, ()) for path in paths]
    in_text = _settled(scored)
    return [
        candidates if is_settled(candidates) else score_path(path, gazetteer, context, in_text)
        for path, candidates in zip(paths, scored, strict=True)
    ]


def _settled(scored: Iterable[tuple[Scored, ...]]) -> list[str]:
    return [candidates[0].code for candidates in scored if is_settled(candidates)]


def _mention(
    text: str, folded: str, path: Path, candidates: tuple[Scored, ...], floor: int, gazetteer: Gazetteer
) -> Mention:
    start = read_detail_before(folded, path.start, floor) if folded[path.start].isascii() else path.start
    settled = is_settled(candidates)
    best = candidates[0]
    # An estate's name leads to the place it lies in: what was written of it is a detail.
    behind = path.last.start if is_part(gazetteer, path.last, best.code) else path.detail_start
    detail = text[start : path.start] if start < path.start else text[behind : path.detail_end]
    return Mention(
        start=start,
        end=path.end,
        begin=path.last.start,
        text=text[start : path.end],
        code=best.code if settled else "",
        level=best.level if settled else "",
        name=best.name if settled else "",
        score=best.score,
        detail=detail.strip(" ,"),
        candidates=candidates,
    )
