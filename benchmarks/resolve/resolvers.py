"""Two resolvers of the same texts: ours, and the peer everybody writes first, the longest bare name."""

from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from benchmarks.resolve.labelled import ASK, Labelled
from fangxian.engines.gazetteer import resolve
from fangxian.stores.gathering.gazetteers import pack_gazetteer


def ours(one: Labelled) -> list[str]:
    """Return what the gazetteer finds."""
    found = resolve(one.text, pack_gazetteer(one.places), one.context)
    return [mention.code or ASK for mention in found]


def longest_name(one: Labelled) -> list[str]:
    """Return the place of each longest official name in the text, the first listed where a name repeats.

    Of names that follow straight upon one another only the last counts, so that a path is one place.
    """
    automaton, owners = _names_of(one.places)
    matches = automaton.find_matches_as_indexes(one.text.lower())
    starts = {start for _, start, _ in matches}
    last = [match for match in matches if match[2] not in starts]
    return [owners[name] for name, _, _ in last]


@cache
def _names_of(pack: str) -> tuple[AhoCorasick, list[str]]:
    owners: dict[str, str] = {}
    for place in pack_gazetteer(pack).places.values():
        owners.setdefault(place.name.lower(), place.code)
    automaton = AhoCorasick(list(owners), matchkind=MatchKind.LeftmostLongest)
    return automaton, list(owners.values())
