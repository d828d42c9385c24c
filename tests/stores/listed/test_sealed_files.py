"""Rows of lists lie sealed, whole or not at all."""

import pytest

from fangxian.stores.listed import LISTED, ListStore

ROWS = LISTED.rows([{"row_key": "k1", "digest": "d", "row_id": "1", "full_name": "王伟", "place_id": "p"}])


def turned(content: bytes) -> bytes:
    return content[::-1]


def test_what_is_sealed_is_read_again_with_the_key_alone(tmp_path):
    store = ListStore(tmp_path / "lists")
    store.write("one", ROWS, turned)
    assert store.read("one", turned).equals(ROWS)
    assert [path.name for path in (tmp_path / "lists").iterdir()] == ["one.sealed"]
    assert (tmp_path / "lists" / "one.sealed").stat().st_mode & 0o077 == 0
    with pytest.raises(Exception, match="parquet"):
        store.read("one", lambda sealed: sealed)


def test_a_file_that_was_dropped_has_no_rows(tmp_path):
    store = ListStore(tmp_path)
    store.write("one", ROWS, turned)
    store.drop("one")
    store.drop("one")
    assert store.read("one", turned).height == 0
