"""The small city of the examples, under the names of Furong: two communities of 3,000."""

from dataclasses import replace

FURONG = "430102"
PLACES = ("430102003001", "430102003002", "430102003", "430102", "4301")


def settle_small(monkeypatch) -> None:
    """Give everybody who opens a city the small one."""
    from fangxian.engines.rehearsal.examples import A_CITY
    from fangxian.operations.fits import services as fits
    from fangxian.operations.race import services
    from fangxian.operations.rehearsals import running

    fits._gathered.cache_clear()
    services._gathered.cache_clear()
    running.open_stage.cache_clear()
    monkeypatch.setattr(running, "open_city", lambda *_: replace(A_CITY, places=PLACES))
