"""A tiny outbreak, told past today, for the examples in docstrings."""

from dataclasses import replace

from fangxian.engines.rehearsal.fitting.bank import Setting
from fangxian.engines.rehearsal.fitting.examples import a_setting


def a_long_setting() -> Setting:
    """Return a small city in which every future is told for forty days from its first report on, or up to 300 infections."""
    return replace(a_setting(), days=40, cases_most=300, infections_most=300)
