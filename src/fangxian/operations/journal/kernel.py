"""The loops numba compiles for verification, over columns laid side by side: see `passing`, which asks them."""

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled
from fangxian.operations.journal.columns import (
    APART,
    CANONICAL,
    ENTRY_ID,
    EVENT_AT,
    HASH,
    ID,
    OBJECT_ID,
    OBJECT_KIND,
    OFFICE,
    PREV,
    RECORDED_AT,
    ROLE,
    SEQ,
    VERB,
    WHO,
)
from fangxian.operations.journal.openssl import ROOM, call

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]

_REASON = 10

# A canonical form read from its end: each value, and what stands before it (the zone of an instant is part of what
# stands before the value behind it). A JSON string holds no bare quotation mark: it reads in one way only.
_READ = (
    (WHO, b'","who":"'),
    (VERB, b'","verb":"'),
    (ROLE, b'+00:00","role":"'),
    (RECORDED_AT, b'","recorded_at":"'),
    (_REASON, b'","reason":"'),
    (OFFICE, b'","office":"'),
    (OBJECT_KIND, b'","object_kind":"'),
    (OBJECT_ID, b'","object_id":"'),
    (ID, b'+00:00","id":"'),
    (EVENT_AT, b',"event_at":"'),
)
_ORDER = np.array([column for column, _ in _READ])
_KEYS = np.frombuffer(b"".join(key for _, key in _READ), np.uint8)
_KEY_ENDS = np.cumsum([len(key) for _, key in _READ])
_QUOTE, _BACKSLASH, _BRACE, _COLON, _POINT, _ZERO, _SPACE, _T, _A = (ord(letter) for letter in '"\\}:.0 Ta')
_MARKS, _ONES, _TOPS = (np.uint64(0x0101010101010101 * byte) for byte in (APART[0], 0x01, 0x80))
_WRITTEN_ID, _ID, _SHA, _DIGITS = 36, 32, 64, 18
_TO_SECONDS, _TO_MICROSECONDS = 19, 26
"""Letters of an instant without its zone."""


@compiled
def find_marks(text: Bytes, ends: Ints) -> bool:
    """Write where the bytes are that set values apart; tell whether there are just as many as there is room for."""
    words = text[: text.size // 8 * 8].view(np.uint64)
    found = 0
    for word in range(words.size + 1):
        if word < words.size:
            # Eight bytes at once: a byte that is all zero after this lends from the one above it.
            rest = words[word] ^ _MARKS
            if not (rest - _ONES) & ~rest & _TOPS:
                continue
        for at in range(8 * word, min(8 * word + 8, text.size)):
            if text[at] == APART[0]:
                if found < ends.size:
                    ends[found] = at
                found += 1
    return found == ends.size


@compiled
def follow(seal: Bytes, starts: Ints, ends: Ints, first: int) -> bool:
    """Tell whether seals are numbered from `first` and each begins with the hash of the one before."""
    for row in range(starts.shape[1]):
        if not _is_number(seal, starts[SEQ, row], ends[SEQ, row], first + row):
            return False
        if ends[ENTRY_ID, row] - starts[ENTRY_ID, row] != _ID:
            return False
        if ends[PREV, row] - starts[PREV, row] != _SHA or ends[HASH, row] - starts[HASH, row] != _SHA:
            return False
        if row and not _same(
            seal[starts[HASH, row - 1] : ends[HASH, row - 1]], seal[starts[PREV, row] : ends[PREV, row]]
        ):
            return False
    return True


@compiled
def hash_to(
    seal: Bytes, begins: Ints, entry: Bytes, starts: Ints, ends: Ints, places: Ints, openssl: Ints
) -> bool:
    """Tell whether each seal's hash is that of what it says and the entry at its place. `begins`: of the seals' values."""
    state, digest = np.zeros(ROOM, np.uint8), np.zeros(_SHA // 2, np.uint8)
    said = np.empty(_SHA + _DIGITS + _ID + 3, np.uint8)
    for row in range(places.size):
        size = 0
        for column in (PREV, SEQ, ENTRY_ID):
            at = begins[column, row]
            while seal[at] != APART[0]:
                said[size] = seal[at]
                size, at = size + 1, at + 1
            said[size] = _COLON
            size += 1
        begin, end = starts[CANONICAL, places[row]], ends[CANONICAL, places[row]]
        call(openssl[0], state.ctypes.data, 0, 0)
        call(openssl[1], state.ctypes.data, said.ctypes.data, size)
        call(openssl[1], state.ctypes.data, entry.ctypes.data + begin, end - begin)
        call(openssl[2], digest.ctypes.data, state.ctypes.data, 0)
        if not _is_hex(seal, begins[HASH, row], digest):
            return False
    return True


@compiled
def say(entry: Bytes, starts: Ints, ends: Ints, places: Ints) -> bool:
    """Tell whether the canonical forms certainly say what the columns say."""
    said = 0
    for place in places:
        said += _says(entry, starts, ends, place)
    return said == places.size


@compiled
def _says(entry: Bytes, starts: Ints, ends: Ints, place: int) -> bool:
    begin, at = starts[CANONICAL, place], ends[CANONICAL, place] - 2
    if at < begin or entry[at] != _QUOTE or entry[at + 1] != _BRACE:
        return False
    begun = 0
    for step in range(_ORDER.size):
        column, key = _ORDER[step], _KEYS[begun : _KEY_ENDS[step]]
        if column == _REASON:
            at = _find_back(key, entry, begin, at)
        elif column == ID:
            at -= _WRITTEN_ID
        else:
            value = entry[starts[column, place] : ends[column, place]]
            if column in (EVENT_AT, RECORDED_AT):
                at = _skip_instant(value, entry, begin, at)
            else:
                at -= value.size
                if at < begin or not _same_plainly(value, entry[at : at + value.size]):
                    return False
        at -= key.size
        if at < begin or not _same(key, entry[at : at + key.size]):
            return False
        begun += key.size
    return True


@compiled
def _find_back(key: Bytes, entry: Bytes, begin: int, at: int) -> int:
    while at - key.size >= begin and not _same(key, entry[at - key.size : at]):
        at -= 1
    return at


@compiled
def _skip_instant(value: Bytes, entry: Bytes, begin: int, at: int) -> int:
    """Return where an instant that ends before `at` begins; -1 if it is not that of the column.

    A database has a space for the T, and may leave out zeros at the end.
    """
    width = _TO_SECONDS
    if at - _TO_MICROSECONDS >= begin and entry[at - 7] == _POINT:
        width = _TO_MICROSECONDS
    at -= width
    if at < begin or not _TO_SECONDS <= value.size <= width or value.size == _TO_SECONDS + 1:
        return -1
    if not _same(value[:10], entry[at : at + 10]) or value[10] != _SPACE or entry[at + 10] != _T:
        return -1
    if not _same(value[11:], entry[at + 11 : at + value.size]):
        return -1
    for letter in entry[at + value.size : at + width]:
        if letter != _ZERO:
            return -1
    return at


@compiled
def _same(one: Bytes, other: Bytes) -> bool:
    # Without a way out in between: so many letters at once are compared.
    differs = np.uint8(0)
    for at in range(one.size):
        differs |= one[at] ^ other[at]
    return differs == 0


@compiled
def _same_plainly(one: Bytes, other: Bytes) -> bool:
    """The same, and without a quotation mark or a backslash, which a canonical form spells otherwise."""
    differs = np.uint8(0)
    for at in range(one.size):
        letter = one[at]
        differs |= (letter ^ other[at]) | np.uint8(letter == _QUOTE) | np.uint8(letter == _BACKSLASH)
    return differs == 0


@compiled
def _is_number(text: Bytes, start: int, end: int, number: int) -> bool:
    if not 0 < end - start <= _DIGITS or text[start] == _ZERO:
        return False
    read = np.int64(0)
    for at in range(start, end):
        digit = np.int64(text[at]) - _ZERO
        if not 0 <= digit <= 9:
            return False
        read = read * 10 + digit
    return bool(read == number)


@compiled
def _is_hex(text: Bytes, at: int, digest: Bytes) -> bool:
    for step in range(2 * digest.size):
        half = (digest[step // 2] >> (0 if step % 2 else 4)) & 15
        if text[at + step] != (_ZERO + half if half < 10 else _A + half - 10):
            return False
    return True
