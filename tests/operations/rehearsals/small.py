"""The small city of the examples in place of a real one: it is there at once."""

FURONG = "430102"


def settle_small(monkeypatch) -> None:
    """Give everybody who opens a city the small one."""
    from fangxian.engines.rehearsal.examples import A_CITY
    from fangxian.operations.rehearsals import running

    running._set_stage.cache_clear()
    monkeypatch.setattr(running, "ensure_mixing_city", lambda *_: A_CITY)
