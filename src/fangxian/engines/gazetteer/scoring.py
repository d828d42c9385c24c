"""How likely each place is, given its name as written and everything known around it."""

from collections.abc import Collection, Iterable, Mapping

from fangxian.engines.gazetteer.choosing import lies_in
from fangxian.engines.gazetteer.index import Gazetteer
from fangxian.engines.gazetteer.mentions import Context, Scored
from fangxian.engines.gazetteer.paths import Path

ENOUGH = 0.7
"""The score from which a place may be taken without asking."""

CLEAR_LEAD = 0.1
"""How far it must be ahead of the next."""

_ONLY_ONE = {0: 1.0, 1: 1.0, 2: 1.0, 3: 0.95, 4: 0.9, 5: 0.78, 6: 0.88}
"""Trust in a name that occurs once in the gazetteer, by rank: villages of that name exist elsewhere."""

_REPEATED, _WITHIN, _OUTSIDE, _CONTRADICTED, _TAIL = 0.6, 0.95, 0.6, 0.5, 0.85
_NEAR = (0.92, 0.92, 0.86)
"""Trust where the place shares with one nearby what lies this many steps above it."""

_NEAR_THE_OUTBREAK = _NEAR[:2]
"""Of an outbreak's places only those in the same street count: it may have others in every district."""

_SUPPORT = (1.0, 1.0, 1.0, 0.9)
"""Trust where the text names a place so many levels above it."""

_MOST_CANDIDATES = 8


def score_path(path: Path, gazetteer: Gazetteer, context: Context, near: Iterable[str]) -> tuple[Scored, ...]:
    """Return what a path may mean with scores, the best first."""
    trust = _trusts(path, gazetteer, context, frozenset(near))
    scores = {code: round(fit * trust[code], 4) for code, fit in path.options.items()}
    best = sorted(scores, key=lambda code: (-scores[code], code))[:_MOST_CANDIDATES]
    return tuple(_scored(gazetteer, code, scores[code]) for code in best)


def is_settled(scored: tuple[Scored, ...]) -> bool:
    """Tell whether the best is good enough and clearly ahead."""
    if not scored or scored[0].score < ENOUGH:
        return False
    return len(scored) == 1 or scored[0].score - scored[1].score >= CLEAR_LEAD


def _scored(gazetteer: Gazetteer, code: str, score: float) -> Scored:
    place = gazetteer.places[code]
    return Scored(code, place.level, place.name, place.path, score)


def _trusts(
    path: Path, gazetteer: Gazetteer, context: Context, in_text: frozenset[str]
) -> Mapping[str, float]:
    if path.supported and not path.contradicted:
        return {code: _support(code, path, gazetteer) for code in path.options}
    best = max(path.options.values())
    rivals = sum(fit > best - CLEAR_LEAD for fit in path.options.values())
    alone = _ONLY_ONE[path.last.rank] if rivals == 1 else _REPEATED
    trusts = {}
    for code, fit in path.options.items():
        trust = alone if fit > best - CLEAR_LEAD else _REPEATED
        trust = max(
            trust,
            _nearness(code, gazetteer, in_text, _NEAR),
            _nearness(code, gazetteer, context.near, _NEAR_THE_OUTBREAK),
        )
        if context.within:
            inside = lies_in(gazetteer, code, context.within)
            trust = max(trust, _WITHIN) if inside else trust * _OUTSIDE
        if path.tail:
            trust = trust * _TAIL
        trusts[code] = trust * _CONTRADICTED if path.contradicted else trust
    return trusts


def _support(code: str, path: Path, gazetteer: Gazetteer) -> float:
    """Return the trust that comes from the place written around it: less, the more levels are left out between."""
    depth = gazetteer.places[code].depth
    around = [one for one in path.around if lies_in(gazetteer, code, one)]
    steps = min((depth - gazetteer.places[one].depth for one in around), default=0)
    return _SUPPORT[max(0, min(steps, len(_SUPPORT) - 1))]


def _nearness(code: str, gazetteer: Gazetteer, near: Collection[str], trusts: tuple[float, ...]) -> float:
    """Return the trust that comes from a place nearby: one in the same street, or in the same district."""
    at, steps = code, 0
    while at in gazetteer.places and steps < len(trusts):
        if steps and any(_is_in(gazetteer, one, at) for one in near):
            # What is shared must be smaller than a city, or it says nothing.
            return trusts[steps] if gazetteer.places[at].depth > 1 else 0.0
        at, steps = gazetteer.places[at].parent, steps + 1
    return 0.0


def _is_in(gazetteer: Gazetteer, code: str, other: str) -> bool:
    return code == other or (code in gazetteer.places and other in gazetteer.places[code].above)
