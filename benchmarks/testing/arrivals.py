"""Requests that arrive when they are due: an open loop over kept connections, in one cheap process.

A request that finds no connection free waits for one; its latency counts from when it was due all the same.
"""

import asyncio
import json
import time
import urllib.request
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import numpy as np

RECORDS, CONNECTIONS = 10, 256
_LOOKED_S = 5.0


@dataclass
class Found:
    """What came of it: keys acknowledged, seconds from when each request was due, how many were told to come back."""

    sent: int = 0
    acknowledged: list[bytes] = field(default_factory=list)
    taken_s: list[float] = field(default_factory=list)
    busy: int = 0
    failed: int = 0
    lag: int = 0
    retries_s: list[int] = field(default_factory=list)

    def quantile_ms(self, share: float) -> float:
        """Return the latency of acknowledged requests in milliseconds."""
        return float(np.quantile(self.taken_s, share)) * 1000 if self.taken_s else 0.0

    @property
    def retry_s(self) -> list[int]:
        """The least and the most seconds anybody was told to wait."""
        return [min(self.retries_s), max(self.retries_s)] if self.retries_s else []


@dataclass(frozen=True)
class Due:
    """A request and when it is due."""

    at_s: float
    content: bytes
    keys: list[bytes]


class Caller(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self, crowd: "Crowd") -> None:
        self.crowd, self.due, self.received = crowd, None, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.crowd.free(self)

    def send(self, due: Due) -> None:
        self.due, self.received = due, b""
        self.transport.write(due.content)

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found or len(body) < _length_of(head):
            return
        due, self.due = self.due, None
        self.crowd.answered(due, head, body)
        self.crowd.free(self)

    def connection_lost(self, _error: Exception | None) -> None:
        self.crowd.lost(self)


class Crowd:
    """All connections, and the requests that are due and wait for one."""

    def __init__(self, found: Found) -> None:
        self.found, self.idle, self.waiting = found, deque[Caller](), deque[Due]()

    def send(self, due: Due) -> None:
        self.found.sent += 1
        if self.idle:
            self.idle.popleft().send(due)
        else:
            self.waiting.append(due)

    def free(self, caller: Caller) -> None:
        if self.waiting:
            caller.send(self.waiting.popleft())
        else:
            self.idle.append(caller)

    def lost(self, caller: Caller) -> None:
        if caller.due is not None:
            self.found.failed += 1
        elif caller in self.idle:
            self.idle.remove(caller)

    def answered(self, due: Due, head: bytes, body: bytes) -> None:
        status = head[9:12]
        if status == b"202" and body.count(b'"accepted":true') == len(due.keys):
            self.found.taken_s.append(time.perf_counter() - due.at_s)
            self.found.acknowledged += due.keys
        elif status == b"503":
            self.found.busy += 1
            self.found.retries_s.append(_number_of(head, b"retry-after:"))
        else:
            self.found.failed += 1


def _length_of(head: bytes) -> int:
    return _number_of(head, b"content-length:")


def _number_of(head: bytes, name: bytes) -> int:
    after = head.lower().partition(name)[2]
    return int(after.partition(b"\r\n")[0])


def send_all(port: int, devices: list[list[str]], requests_a_second: float, for_s: float) -> Found:
    """Send so many requests a second of ten records each, as `devices` (token, place), and wait for the last answer."""
    return asyncio.run(_send_all(port, devices, requests_a_second, for_s))


async def _send_all(port: int, devices: list[list[str]], a_second: float, for_s: float) -> Found:
    draw, found = np.random.default_rng(), Found()
    crowd, loop = Crowd(found), asyncio.get_running_loop()
    callers = [
        await loop.create_connection(lambda: Caller(crowd), "127.0.0.1", port) for _ in range(CONNECTIONS)
    ]
    looking = asyncio.create_task(_look(port, devices[0][0], found))
    at_s = time.perf_counter() + 0.1
    ends_s = at_s + for_s
    while at_s < ends_s:
        if (early_s := at_s - time.perf_counter()) > 0.001:
            await asyncio.sleep(early_s)
        token, place = devices[draw.integers(len(devices))]
        crowd.send(_make(at_s, token, place, draw))
        if early_s < 0 and crowd.found.sent % 50 == 0:
            await asyncio.sleep(0)
        at_s += draw.exponential(1 / a_second)
    # What never found a connection was never sent; what was sent is waited for.
    found.sent -= len(crowd.waiting)
    crowd.waiting.clear()
    while len(crowd.idle) < len(callers) - found.failed and time.perf_counter() < ends_s + 60:
        await asyncio.sleep(0.05)
    looking.cancel()
    return found


async def _look(port: int, token: str, found: Found) -> None:
    url = f"http://127.0.0.1:{port}/api/registrations/lag"
    asked = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    while True:
        await asyncio.sleep(_LOOKED_S)
        answer = await asyncio.to_thread(lambda: urllib.request.urlopen(asked, timeout=60).read())
        found.lag = max(found.lag, json.loads(answer)["records"])


def _make(at_s: float, token: str, place: str, draw: np.random.Generator) -> Due:
    drawn = draw.bytes(16 * RECORDS)
    keys = [drawn[start : start + 16] for start in range(0, len(drawn), 16)]
    at = datetime.now(UTC).isoformat()  # noqa: TID251 - what a device says
    records = ",".join(
        f'{{"event_id":"{UUID(bytes=key)}","kind":"registration","outbreak_id":"measured","place_id":"{place}",'
        f'"person_key":"p-{key.hex()[:12]}","event_at":"{at}","payload":{{"tube":"t-{key.hex()[:8]}","cough":false}}}}'
        for key in keys
    )
    body = f'{{"records":[{records}]}}'
    head = (
        f"POST /api/registrations HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return Due(at_s, (head + body).encode(), keys)
