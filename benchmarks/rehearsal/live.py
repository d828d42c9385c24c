"""The running outbreak: a fit with a hundred thousand futures, and the price of two hundred open orders, timed."""

import time
from dataclasses import replace
from datetime import date

import numpy as np

from benchmarks.rehearsal.race_scene import a_scene
from benchmarks.validity.calibration import setting as a_setting
from fangxian.engines.rehearsal.fitting import Record, fit, limits_for
from fangxian.engines.rehearsal.fitting.fit import KEPT
from fangxian.engines.rehearsal.race import price

CASES, DAYS, FUTURES, ORDERS = 30, 12, 100_000, 200


def a_record() -> Record:
    """Return thirty cases of twelve days, by illness and tracing in turn, in three districts."""
    rng = np.random.default_rng(8)
    day = np.sort(rng.integers(0, DAYS, CASES)).astype(float)
    day[0] = 0.0
    route = np.arange(CASES) % 2
    rows = np.column_stack([
        day, day - rng.integers(0, 4, CASES), route, np.arange(CASES) % 3, np.arange(CASES) % 11, np.full(CASES, np.nan),
    ])  # fmt: skip
    return Record(rows.astype(float), date(2021, 7, 28), DAYS, ("a", "b", "c"))


def time_fit() -> tuple[float, int]:
    """Return (seconds on the clock, futures like the record)."""
    cases_most, infections_most = limits_for(CASES)
    setting = replace(a_setting(), days=DAYS, cases_most=cases_most, infections_most=infections_most)
    fit(a_record(), setting, 4 * KEPT)
    began = time.perf_counter()
    found = fit(a_record(), setting, FUTURES)
    return time.perf_counter() - began, found.alike


def time_race() -> tuple[float, int, int]:
    """Return (seconds on the clock, orders, futures told twice)."""
    scene = a_scene(1_000_000, ORDERS)
    price(scene.setting, scene.orders, 4)
    began = time.perf_counter()
    prices = price(scene.setting, scene.orders)
    return time.perf_counter() - began, prices.height, int(prices["told_twice"].sum())
