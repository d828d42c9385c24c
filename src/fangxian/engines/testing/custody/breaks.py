"""Where the chain from a person to the answer does not hold: one row a person and tube, by name."""

from collections.abc import Iterator

import polars as pl

from fangxian.engines.tables import CUSTODY_BREAKS
from fangxian.engines.testing.custody.following import Custody

_KIND_OF = {"sent": "not-sent", "received": "not-received", "resulted": "no-result", "told": "not-told"}
"""What a sample waits for -> the break once that is late."""


def find_custody_breaks(custody: Custody) -> pl.DataFrame:
    """Return CUSTODY_BREAKS, in an order that depends on nothing but the rows.

    `done-without-sample`: the ledger says sampled, no sample is on record (after the first limit). `sample-not-counted`:
    a sample of somebody whose account does not say so. `sample-of-nobody`: the person is not in the register.
    `sampled-twice`: a second sample nobody asked for. `tube-unknown`, `tube-overfull`: a tube that was not given out, or
    holds more people than it may. `not-sent`, `not-received`, `no-result`, `not-told`: a step that is late, or a tube
    that was not in the shipment when it was opened. `not-resampled`: a tube was not negative and a member has no later
    sample. `result-of-nothing`, `result-without-receipt`, `results-differ`: of the tube as a whole; the last two name
    everybody in it.

    >>> from fangxian.engines.testing.custody import follow_custody
    >>> from fangxian.engines.testing.custody.examples import A_DAY_OF_THREE
    >>> find_custody_breaks(follow_custody(**A_DAY_OF_THREE)).select("kind", "person_id", "tube_code").rows()
    [('not-sent', 'cy', 't2')]
    """
    parts = [*_of_accounts(custody), *_of_samples(custody), *_of_tubes(custody)]
    rows = pl.concat([_told(kind, frame) for kind, frame in parts])
    order = ("kind", "place_id", "tube_code", "person_id", "since_at")
    rows = rows.sort(*order, nulls_last=True)
    once = rows.unique(["kind", "person_id", "tube_code"], keep="first", maintain_order=True)
    return CUSTODY_BREAKS.check(once)


def _of_accounts(custody: Custody) -> Iterator[tuple[str, pl.DataFrame]]:
    done = custody.accounts.filter(pl.col("state") == "done")
    without = done.join(custody.samples, on="person_id", how="anti")
    late = (pl.col("event_at") + custody.limits.sent < custody.as_of).fill_null(True)
    yield "done-without-sample", without.filter(late).with_columns(since_at="event_at")
    uncounted = custody.samples.filter((pl.col("state") != "done").fill_null(False) & pl.col("first"))
    yield "sample-not-counted", uncounted.with_columns(since_at="taken_at")
    nobody = custody.samples.filter(pl.col("place_id").is_null())
    yield "sample-of-nobody", nobody.with_columns(since_at="taken_at")


def _of_samples(custody: Custody) -> Iterator[tuple[str, pl.DataFrame]]:
    samples = custody.samples
    for step, kind in _KIND_OF.items():
        yield kind, samples.filter(pl.col("late") & (pl.col("awaits") == step))
    yield "tube-unknown", samples.filter(~pl.col("issued")).with_columns(since_at="taken_at")
    yield "tube-overfull", samples.join(_overfull(custody), on="tube_code", how="semi")
    seconds = samples.filter(~pl.col("first"))
    asked = _asked_again(custody).select("person_id", asked_at="resulted_at")
    answers = seconds.join(asked, on="person_id").filter(pl.col("taken_at") > pl.col("asked_at"))
    twice = seconds.join(answers, on="sample_id", how="anti")
    yield "sampled-twice", twice.with_columns(since_at="taken_at")
    yield "not-resampled", _not_resampled(custody)


def _overfull(custody: Custody) -> pl.DataFrame:
    return custody.tubes.filter((pl.col("people") > pl.col("size")).fill_null(False))


def _asked_again(custody: Custody) -> pl.DataFrame:
    """Samples in a tube that was not negative, save those of somebody alone in a positive one: they are a case."""
    people = custody.tubes.select("tube_code", "people")
    found = custody.samples.filter((pl.col("outcome") != "negative").fill_null(False)).join(
        people, on="tube_code"
    )
    return found.filter((pl.col("people") > 1) | (pl.col("outcome") != "positive"))


def _not_resampled(custody: Custody) -> pl.DataFrame:
    asked = _asked_again(custody)
    later = custody.samples.select("person_id", again_at="taken_at")
    answered = asked.join(later, on="person_id").filter(pl.col("again_at") > pl.col("resulted_at"))
    late = pl.col("resulted_at") + custody.limits.resampled < custody.as_of
    owed = asked.filter(late).join(answered, on="sample_id", how="anti")
    return owed.with_columns(since_at="resulted_at")


def _of_tubes(custody: Custody) -> Iterator[tuple[str, pl.DataFrame]]:
    tubes = custody.tubes.filter(pl.col("resulted_at").is_not_null())
    empty = tubes.filter(pl.col("people") == 0).with_columns(
        place_id="issued_at_place", since_at="resulted_at", laboratory_id="resulted_by"
    )
    yield "result-of-nothing", empty
    members = custody.samples.select("tube_code", "person_id", "place_id")
    told = tubes.with_columns(since_at="resulted_at", laboratory_id="resulted_by").join(
        members, on="tube_code"
    )
    yield "result-without-receipt", told.filter(pl.col("received_at").is_null())
    yield "results-differ", told.filter(pl.col("outcomes") > 1)


def _told(kind: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of a break; those the frame has not are null."""
    columns = {}
    for column in CUSTODY_BREAKS.columns:
        known = pl.col(column.name) if column.name in frame.columns else pl.lit(None)
        columns[column.name] = known.cast(column.dtype)
    return frame.select(**{**columns, "kind": pl.lit(kind)})
