"""Compiling where no cache can be written: a read-only install without a home."""

from types import SimpleNamespace

import numba

from fangxian.engines import compiled as module


def test_without_a_folder_for_the_cache_it_compiles_in_memory(monkeypatch):
    def without_cache(**options):
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return numba.njit(**options)

    monkeypatch.setattr(module, "numba", SimpleNamespace(njit=without_cache))
    assert module.compiled(lambda number: number + 1)(2) == 3
