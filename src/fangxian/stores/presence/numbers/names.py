"""Writing codes as ids again: the cost follows the codes asked, not the size of the dictionary."""

import numpy as np
import polars as pl
import pyarrow as pa

from fangxian.stores.presence.numbers.words import Ints


def decode(ids: Ints, codes: Ints) -> pl.Series:
    """Return the ids (an array of bytes of one width) that codes stand for, as strings."""
    taken = ids[codes]
    width = taken.dtype.itemsize
    if not len(taken) or not width:
        return pl.Series([""] * len(taken), dtype=pl.String())
    lengths = np.char.str_len(taken)
    letters = np.ascontiguousarray(taken).view(np.uint8)
    if int(lengths.min()) < width:
        letters = letters.reshape(-1, width)[np.arange(width) < lengths[:, None]]
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(letters)]
    strings = pa.Array.from_buffers(pa.large_string(), len(taken), buffers)
    return pl.Series(strings, dtype=pl.String())
