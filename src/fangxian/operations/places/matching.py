"""Which place a text means. Pure: names in, scores out.

326 names occur more than once in four cities, so that a name alone never decides: what surrounds it in the text
(the district, the street) must fit the place's own ancestors.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# What people leave out or write differently at the end of a name.
_ENDINGS = (
    "社区居民委员会", "社区居委会", "村民委员会", "居民委员会", "街道办事处", "居委会", "村委会",
    "办事处", "社区", "街道", "自治县", "村", "镇", "乡", "区", "县", "市", "省",
    " county", " district", " city", " township", " town", " village", " subdistrict",
)  # fmt: skip
_STEM_AT_LEAST = 2
_BARE = 0.6
"""A name without context stays below any threshold at which it might be taken for certain."""

CERTAIN = 0.85
_CLEAR_LEAD = 0.1


@dataclass(frozen=True)
class Match:
    """How well a text names a place: the characters it explains, and how fully the name is there."""

    covered: frozenset[int]
    strength: float


def normalise(text: str) -> str:
    """Return the text as names are compared: full width made half, lower case, no spaces between 汉字.

    >>> normalise("芙蓉区　桐荫里 社区")
    '芙蓉区桐荫里社区'
    """
    plain = unicodedata.normalize("NFKC", text).lower().strip()
    words = plain.replace(",", " ").replace("，", " ").split()
    return (" " if plain.isascii() else "").join(words)


def stem(name: str) -> str:
    """Return a name without the ending that says what it is.

    >>> stem("桐荫里社区居委会")
    '桐荫里'
    """
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= _STEM_AT_LEAST:
            return name.removesuffix(ending)
    return name


def match(text: str, name: str) -> Match | None:
    """Return how `text` names `name` (both normalised), or None if it does not.

    >>> match("长沙市芙蓉区", "芙蓉区").strength
    1.0
    """
    short = stem(name)
    for known, strength in ((name, 1.0), (short, 0.9)):
        start = text.rfind(known)
        if start >= 0 and known:
            end = start + len(known)
            # The text may carry more of the ending than the stem does: 桐荫里[社区] of 桐荫里社区居委会.
            while end < len(text) and name.startswith(text[start : end + 1]):
                end += 1
            return Match(frozenset(range(start, end)), strength)
    if len(text) >= _STEM_AT_LEAST and text in name:
        return Match(frozenset(range(len(text))), 0.9 * len(text) / len(name))
    return None


def best_matches(text: str, names: Iterable[tuple[str, str]]) -> dict[str, Match]:
    """Return the best match of each place among its (place_id, name) pairs."""
    best: dict[str, Match] = {}
    for place_id, name in names:
        found = match(text, normalise(name))
        if found and (place_id not in best or found.strength > best[place_id].strength):
            best[place_id] = found
    return best


def score(
    text: str, matches: Mapping[str, Match], ancestors: Mapping[str, list[str]], context_given: bool
) -> dict[str, float]:
    """Return each matched place's score in [0, 1]: how much of the text it and its ancestors explain.

    `context_given`: the asker already said inside which place to look.
    """
    scores = {}
    for place_id, own in matches.items():
        around = [matches[above].covered for above in ancestors.get(place_id, []) if above in matches]
        # An ancestor that merely shares the name's own characters adds no context.
        context = frozenset().union(*around) - own.covered
        explained = len(own.covered | context) / len(text.replace(" ", "")) if text else 0.0
        bare = not context and not context_given
        scores[place_id] = round(min(1.0, explained) * own.strength * (_BARE if bare else 1.0), 4)
    return scores


def is_certain(place_id: str, scores: Mapping[str, float]) -> bool:
    """Tell whether a score is high and clearly ahead of every other."""
    others = max((value for other, value in scores.items() if other != place_id), default=0.0)
    return scores[place_id] >= CERTAIN and scores[place_id] - others >= _CLEAR_LEAD
