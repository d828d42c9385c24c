"""Hits put together as people write them: a path from the large to the small, and lists that share its beginning."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from fangxian.engines.gazetteer.choosing import continues, encloses, lies_in
from fangxian.engines.gazetteer.detail import read_detail
from fangxian.engines.gazetteer.endings import NO_ENDING_RANK
from fangxian.engines.gazetteer.hits import OTHER_KIND, Hit, options_with
from fangxian.engines.gazetteer.index import Gazetteer

_LIST_GAP = re.compile(r"[ ]?(?:[、/;；,，]|和|及|与|以及|还有|并|,? and |&)[ ]?(?:and )?(?:以及|和|在)?$")


@dataclass
class Path:
    """One place as written: `hits` from the large to the small, the last one the place itself.

    `options` are what the last hit may mean after the others were heard. `supported`: another hit of the path
    agrees; `around` are the places that one may mean. `contradicted`: the text puts it straight behind a place
    it does not lie in. `listed_after`: the item before it in a list. `tail`: characters stand before it that may
    belong to a longer name nobody here knows.
    """

    hits: list[Hit]
    options: dict[str, float]
    start: int
    end: int
    detail_start: int
    detail_end: int
    supported: bool = False
    around: frozenset[str] = frozenset()
    contradicted: bool = False
    listed_after: "Path | None" = None
    tail: bool = False

    @property
    def last(self) -> Hit:
        """The hit that names the place itself."""
        return self.hits[-1]


def join_paths(text: str, hits: Sequence[Hit], gazetteer: Gazetteer, on: date | None) -> list[Path]:
    """Return one path per place named in a folded text, in order."""
    hits = _share_endings(text, hits, gazetteer, on)
    paths: list[Path] = []
    limits = [hit.start for hit in hits[1:]] + [len(text)]
    for hit, limit in zip(hits, limits, strict=False):
        before = paths[-1] if paths else None
        if before is not None and _extend(text, before, hit, limit, gazetteer):
            continue
        path = _open(text, hit, limit)
        if before is not None:
            _lean_on(text, before, path, gazetteer)
        paths.append(path)
    return [path for path in paths if path.supported or not _is_lonely(path, text)]


def _open(text: str, hit: Hit, limit: int) -> Path:
    stop = read_detail(text, hit.end, limit)
    return Path([hit], dict(hit.options), hit.start, stop, hit.end, stop, tail=_may_be_a_tail(text, hit))


def _may_be_a_tail(text: str, hit: Hit) -> bool:
    """Tell whether a small place's name may be the end of another's: 永湖口社区 is not 湖口社区."""
    if hit.rank not in _SMALL or not hit.start or text[hit.start].isascii():
        return False
    return "一" <= text[hit.start - 1] <= "鿿" and not _MAY_PRECEDE.search(text[: hit.start])


_SMALL = (4, 5)
_MAY_PRECEDE = re.compile(
    r"(?:[在到去从往于至与和及的住是为将回经过由对抵赴返离、的区县市镇乡省村道]|街道|前往|位于|来自|家住|进入|离开|返回|途经|抵达|现住|居住|曾到|调整|地址|涉及|包括|其中|其|原|该)$"
)


def _extend(text: str, path: Path, hit: Hit, limit: int, gazetteer: Gazetteer) -> bool:
    """Make `hit` part of `path` if it names something inside its last place, or what encloses it."""
    if text[hit.start].isascii() and _extend_upwards(text, path, hit, gazetteer):
        return True
    if continues(text, gazetteer, path.last, hit) or _stands_in_the_road(text, path, hit):
        kept = _inside(gazetteer, hit.options, path.options)
        if kept:
            path.hits.append(hit)
            path.around, path.options, path.supported = frozenset(path.options), kept, True
            path.detail_start, path.detail_end = hit.end, read_detail(text, hit.end, limit)
            path.end = path.detail_end
            return True
    if hit.start == path.end and _is_said_again(path, hit):
        path.hits.append(hit)
        path.options, path.end = hit.options, hit.end
        path.detail_start = path.detail_end = hit.end
        return True
    return _extend_upwards(text, path, hit, gazetteer)


_ROAD = re.compile(r"[一-鿿]{1,6}(?:路|大道|街|巷)(?:\d+号)?$")


def _stands_in_the_road(text: str, path: Path, hit: Hit) -> bool:
    """Tell whether a venue follows the road that was written behind its district: 荷塘区新塘路隆建明诊所."""
    return hit.rank == NO_ENDING_RANK and bool(_ROAD.match(text[path.last.end : hit.start]))


def _is_said_again(path: Path, hit: Hit) -> bool:
    """Tell whether a name is written twice on end: 株洲市株洲云龙示范区."""
    return hit.rank < _SMALL[0] and any(set(hit.options) & set(one.options) for one in path.hits)


def _extend_upwards(text: str, path: Path, hit: Hit, gazetteer: Gazetteer) -> bool:
    if encloses(text, gazetteer, replace(path.last, end=path.end), hit) and _enclose(path, hit, gazetteer):
        path.end = _closed(text, hit.end)
        return True
    return False


def _enclose(path: Path, hit: Hit, gazetteer: Gazetteer) -> bool:
    """Keep of a path, and of the list it closes, what lies in the place named behind it."""
    kept = {low: fit for low, fit in path.options.items() if _in_any(gazetteer, low, hit.options)}
    if not kept:
        return False
    path.around = path.around or frozenset(hit.options)
    path.options, path.supported = kept, True
    if path.listed_after is not None and not path.listed_after.supported:
        _enclose(path.listed_after, hit, gazetteer)
    return True


def _closed(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == ")" else end


def _inside(gazetteer: Gazetteer, low: dict[str, float], high: dict[str, float]) -> dict[str, float]:
    return {code: fit for code, fit in low.items() if _in_any(gazetteer, code, high)}


def _in_any(gazetteer: Gazetteer, code: str, high: dict[str, float]) -> bool:
    return any(lies_in(gazetteer, code, one) for one in high)


def _lean_on(text: str, before: Path, path: Path, gazetteer: Gazetteer) -> None:
    """Let the next item of a list share what the item before stands behind."""
    gap = text[before.end : path.start]
    if not gap and path.last.rank > before.last.rank:
        path.contradicted = True
        return
    if not _LIST_GAP.match(gap):
        return
    path.listed_after = before
    for depth in range(len(before.hits) - 1, -1, -1):
        shared = before.options if depth == len(before.hits) - 1 else before.hits[depth].options
        kept = {
            code: fit
            for code, fit in path.options.items()
            if any(_closely(gazetteer, code, one) for one in shared)
        }
        if kept:
            path.hits = [*before.hits[: depth + 1], *path.hits]
            path.around, path.options, path.supported = frozenset(shared), kept, True
            return


def _closely(gazetteer: Gazetteer, code: str, other: str) -> bool:
    """Tell whether a place lies in another with no more than one level between them: a list leaps no further."""
    below = gazetteer.places[code].depth - gazetteer.places[other].depth
    return code != other and below <= _LIST_LEAP and lies_in(gazetteer, code, other)


_LIST_LEAP = 2


def _share_endings(text: str, hits: Sequence[Hit], gazetteer: Gazetteer, on: date | None) -> list[Hit]:
    """Give a bare name in a list the ending its last item carries: 崇实、北正、紫云社区."""
    shared: list[Hit] = []
    for hit in reversed(hits):
        listed = bool(shared) and bool(_LIST_GAP.match(text[hit.end : shared[0].start]))
        shared.insert(0, _ended_like(text, hit, shared[0], gazetteer, on) if listed else hit)
    return shared


def _ended_like(text: str, hit: Hit, after: Hit, gazetteer: Gazetteer, on: date | None) -> Hit:
    """Return a bare name as if it had the ending of the item after it, if a place is really called that."""
    if hit.ending is not None or after.ending is None:
        return hit
    words = text[after.stem_end : after.end].strip()
    options = options_with(gazetteer.forms[hit.stem], after.ending, words, on)
    options = {code: fit for code, fit in options.items() if fit > OTHER_KIND}
    if not options:
        return hit
    return replace(hit, options=options, ending=after.ending, rank=after.ending.rank, whole=True)


def _is_lonely(path: Path, text: str) -> bool:
    """A street's or community's bare name by itself is only a question when it is the whole question."""
    return path.last.needs_company and text.strip(" ,.;?!。，、？！") != text[path.last.start : path.last.end]
