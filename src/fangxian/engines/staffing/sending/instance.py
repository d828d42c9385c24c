"""People and posts laid out for a solver: arrays in the order of their ids, so that the same files give the same answer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.staffing.sending.rules import SendingRules
from fangxian.engines.tables.distances import EARTH_RADIUS_M, metres_between
from fangxian.engines.tables.postings import PEOPLE_TO_SEND, POSTS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Instance:
    """`people` and `posts` are sorted tables; the arrays speak of their rows.

    fits: (kinds of people x kinds of posts), whether the one has what the other asks for.
    team, employer, before: a number per person, -1 for none; `before` is the post somebody serves at now.
    """

    people: pl.DataFrame
    posts: pl.DataFrame
    rules: SendingRules
    person_at: Floats
    post_at: Floats
    person_kind: Ints
    post_kind: Ints
    fits: Bools
    home: Ints
    team: Ints
    employer: Ints
    before: Ints
    tired_m: Ints

    @property
    def need(self) -> Ints:
        """People needed at each post."""
        return self.posts["need"].to_numpy()

    @property
    def unfilled(self) -> Ints:
        """What one person missing at each post counts."""
        weight: Ints = self.posts["weight"].to_numpy() * self.rules.unfilled_m
        return weight

    def fit(self, people: Ints | slice) -> Bools:
        """Whether these people (rows) may serve at each post: (people x posts)."""
        found: Bools = self.fits[self.person_kind[people]][:, self.post_kind]
        return found

    def metres(self, people: Ints | slice) -> Floats:
        """Metres from these people to every post; where a position is unknown, `unknown_m`, 0 at one's own home."""
        here, there = self.person_at[people], self.post_at
        metres = _chords(here, there)
        lost = ~np.isfinite(here[:, 0])
        if lost.any() or not np.isfinite(there[:, 0]).all():
            metres[~np.isfinite(metres)] = self.rules.unknown_m
            metres[lost[:, None] & (self.home[people][:, None] == np.arange(len(there)))] = 0.0
        return metres

    def walk(self, person: Ints, post: Ints) -> Floats:
        """Metres between persons and posts, pair by pair; NaN where a position is not known."""
        here, there = self.person_at[person], self.post_at[post]
        return metres_between(here[:, 0], here[:, 1], there[:, 0], there[:, 1])


def lay_out(
    people: pl.DataFrame, posts: pl.DataFrame, previous: pl.DataFrame | None, rules: SendingRules
) -> Instance:
    """Return the instance of `PEOPLE_TO_SEND`, `POSTS` and, where there was one, the `POSTINGS` before.

    Who serves at a post that is no longer there counts as serving nowhere.
    """
    sent = (
        PEOPLE_TO_SEND.check(people).unique("person_id", keep="first", maintain_order=True).sort("person_id")
    )
    wanted = _posts(posts)
    asked = [_codes(row, "+") for row in wanted.select("skills", "languages").iter_rows()]
    able = [_codes(row, "+") for row in sent.select("skills", "languages").iter_rows()]
    post_kinds, person_kinds = sorted(set(asked), key=sorted), sorted(set(able), key=sorted)
    return Instance(
        people=sent,
        posts=wanted,
        rules=rules,
        person_at=sent.select("lat", "lon").fill_null(np.nan).to_numpy(),
        post_at=wanted.select("lat", "lon").fill_null(np.nan).to_numpy(),
        person_kind=_numbered(able, person_kinds),
        post_kind=_numbered(asked, post_kinds),
        fits=np.array([[post <= person for post in post_kinds] for person in person_kinds]).reshape(
            len(person_kinds), len(post_kinds)
        ),
        home=_rows_of(sent["home_place_id"], wanted["place_id"]),
        team=_groups(sent["team_id"]),
        employer=_groups(sent["employer"]),
        before=_before(sent, wanted, previous),
        tired_m=_tired(sent, rules),
    )


def _tired(people: pl.DataFrame, rules: SendingRules) -> Ints:
    """What each one's work of late counts, in whole metres."""
    hours, nights = (people[name].fill_null(0.0) for name in ("hours_worked", "nights_worked"))
    return (hours * rules.hour_m + nights * rules.night_m).round().cast(pl.Int64).to_numpy()


def _chords(here: Floats, there: Floats) -> Floats:
    """Return metres from every one to every other, to a tenth of a metre: one product of matrices, for millions of pairs."""
    straight = _on_sphere(here) @ _on_sphere(there).T
    np.subtract(1.0, straight, out=straight)
    np.clip(straight, 0.0, 2.0, out=straight)
    straight /= 2
    np.sqrt(straight, out=straight)
    np.arcsin(straight, out=straight)
    straight *= 2 * EARTH_RADIUS_M
    metres: Floats = straight
    return metres


def _on_sphere(at: Floats) -> Floats:
    lat, lon = np.radians(at[:, 0]), np.radians(at[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _posts(posts: pl.DataFrame) -> pl.DataFrame:
    """Posts by id; one without an id of its own is called by its place, and by its skills where they differ."""
    checked = POSTS.check(posts).with_columns(pl.col("weight").fill_null(1).clip(1, 10))
    several = pl.col("place_id").is_duplicated()
    own = (
        pl.when(several)
        .then(pl.format("{}#{}", "place_id", pl.col("skills").fill_null("")))
        .otherwise(pl.col("place_id"))
    )
    named = checked.with_columns(post_id=pl.col("post_id").fill_null(own))
    kept = named.group_by("post_id", maintain_order=True).agg(
        pl.col("need").sum(), pl.exclude("need", "post_id").first()
    )
    return kept.select(POSTS.names).filter(pl.col("need") > 0).sort("post_id")


def _codes(row: tuple[str | None, ...], mark: str) -> frozenset[str]:
    """Skills as they are, languages marked: a skill and a language of one name are two things."""
    skills, languages = (
        [word.strip() for word in (cell or "").replace(",", ";").split(";") if word.strip()] for cell in row
    )
    return frozenset(skills) | frozenset(mark + language for language in languages)


def _numbered(kinds_of: Sequence[frozenset[str]], kinds: Sequence[frozenset[str]]) -> Ints:
    numbers = {kind: at for at, kind in enumerate(kinds)}
    return np.array([numbers[kind] for kind in kinds_of], dtype=np.int64)


def _groups(words: pl.Series) -> Ints:
    known = words.drop_nulls().unique().sort()
    return _rows_of(words, known)


def _rows_of(words: pl.Series, known: pl.Series) -> Ints:
    rows = {word: at for at, word in reversed(list(enumerate(known)))}
    return np.array([rows.get(word, NOBODY) for word in words], dtype=np.int64)


def _before(people: pl.DataFrame, posts: pl.DataFrame, previous: pl.DataFrame | None) -> Ints:
    """The post of each person now: by its id where the earlier file has one, else by its place."""
    if previous is None or previous.is_empty():
        return np.full(people.height, NOBODY, dtype=np.int64)
    at_post = {post: at for at, post in enumerate(posts["post_id"])}
    at_place = {place: at for at, place in reversed(list(enumerate(posts["place_id"])))}
    stood = {}
    names = ["person_id", "place_id", *(["post_id"] if "post_id" in previous.columns else [])]
    for person, place, *post in previous.select(names).iter_rows():
        stood[person] = at_post.get(post[0] if post and post[0] else place, at_place.get(place, NOBODY))
    return np.array([stood.get(person, NOBODY) for person in people["person_id"]], dtype=np.int64)
