"""`python -m benchmarks.resolve [--failures]`: places found in labelled texts, ours beside the longest bare name."""

import sys
import time
from collections.abc import Iterable

from benchmarks.resolve.itineraries import FIELDS, judge_itineraries, read_labelled_itineraries
from benchmarks.resolve.labelled import PARTS, Labelled, Resolver, Tally, judge, read_labelled
from benchmarks.resolve.resolvers import longest_name, ours

_ROUNDS = 5


def main(show_failures: bool) -> None:
    """Print precision and recall per level of each part, the silent wrong answers, and the speed."""
    texts = read_labelled()
    for part in PARTS:
        of_part = [one for one in texts if one.part == part]
        print(f"\n{part}: {len(of_part)} texts")
        tally, peer = judge(of_part, ours), judge(of_part, longest_name)
        _print_levels(tally, peer)
        _print_sums(tally, peer)
        for one, given in tally.failures if show_failures else ():
            print(
                f"    {one.style}: {one.text} ({one.context.within}) expected {one.expected}, found {given}"
            )
        _print_itineraries(part, show_failures)
    fast, slow = _texts_per_s(texts, ours), _texts_per_s(texts, longest_name)
    print(f"\n{fast:,.0f} texts/s (longest bare name {slow:,.0f}, ratio {fast / slow:.2f})")


def _print_itineraries(part: str, show_failures: bool) -> None:
    labelled = [one for one in read_labelled_itineraries() if one.part == part]
    tally = judge_itineraries(labelled)
    print(f"  {len(labelled)} itineraries, silently wrong places {tally.silently_wrong}")
    for name in FIELDS:
        print(f"    {name:10} precision {tally.precision(name):.3f}, recall {tally.recall(name):.3f}")
    for one, read in tally.failures if show_failures else ():
        print(f"    {one.text}\n      told {one.stays}\n      read {read}")


def _print_levels(tally: Tally, peer: Tally) -> None:
    print(
        f"  {'level':16} {'precision':>10} {'recall':>8} {'named':>6}   longest bare name: precision, recall"
    )
    for level in tally.levels:
        named = tally.found[level] + tally.missed[level]
        print(
            f"  {level:16} {tally.precision(level):10.3f} {tally.recall(level):8.3f} {named:6}"
            f"   {peer.precision(level):.3f}, {peer.recall(level):.3f}"
        )


def _print_sums(tally: Tally, peer: Tally) -> None:
    for title, one in (("ours", tally), ("longest bare name", peer)):
        due = one.asked + one.not_asked
        print(f"  {title}: silently wrong {one.wrong.total()}, questions asked where due {one.asked}/{due}")


def _texts_per_s(texts: Iterable[Labelled], resolver: Resolver) -> float:
    texts = list(texts)
    began = time.process_time()
    for _ in range(_ROUNDS):
        for one in texts:
            resolver(one)
    return len(texts) * _ROUNDS / (time.process_time() - began)


if __name__ == "__main__":
    main("--failures" in sys.argv)
