"""Walks the wall: every address × every reader × every area that is not theirs, and the same with ids of nobody."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.wall.addresses import Address
from tests.wall.asking import Ids, absent, body_of, fill, form_of, query_of
from tests.wall.ground import Area
from tests.wall.world import Reader, World

FOR_ALL = {
    "/donated/{outbreak_id}/": "what was given and published is everybody's to read",
    "/r/{token}/": "a resident's own link: whoever holds it is whom it is for",
    "/r/{token}/appeal": "a resident's own link: whoever holds it is whom it is for",
    "/r/{token}/taken-back": "a resident's own link: whoever holds it is whom it is for",
    "/signals/{kind}": "the three kinds of signals are in the documentation, none is anybody's",
    "/sign-in/{token}": "a sign-in link: whoever holds it is whom it is for",
    "/there/{outbreak_id}/{place_id}/": "a published notice asks everybody who was there",
    "/volunteer/{outbreak_id}/": "an outbreak that calls for volunteers asks everybody",
    "/travel/{outbreak_id}/": "an outbreak with a published place asks everybody where they were",
    "/api/places": "places are public geography",
    "/api/places/{place_id}": "places are public geography",
    "/api/places/{place_id}/children": "places are public geography",
    "/api/places/{place_id}/shapes": "places are public geography",
}
"""Addresses that answer everybody alike: there “not yours” differs from “does not exist”; canaries never pass."""

_CHANGING = re.compile(
    rb'name="(?:csrfmiddlewaretoken|event_id)" value="[^"]*"|"X-CSRFToken": "\w+"|\bcsrf\w*[^\s>]{20,}'
)
_MADE_NOW = re.compile(
    rb"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=/r/)[\w-]{43}|(?<=/notices/\?/)\d+|(?<=\xe2\x80\x9c)\d+(?=\xe2\x80\x9d)"
)
"""What is left of ids of the record once those asked for are taken out: rows and links that this very question made."""
_LONG = 6
"""Shorter ids (the number of a notice) stand in dates and figures too, and are left where they are."""
_VARYING = {"set-cookie", "content-length"}


@dataclass
class Walk:
    """What was asked and what came out of it."""

    asked: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    leaked_bytes: int = 0

    @property
    def found(self) -> list[str]:
        """Everything that must not be."""
        return [*self.errors, *self.leaks, *self.differences]

    def __add__(self, other: "Walk") -> "Walk":
        return Walk(
            self.asked + other.asked,
            self.leaks + other.leaks,
            self.differences + other.differences,
            self.errors + other.errors,
            self.leaked_bytes + other.leaked_bytes,
        )


@dataclass(frozen=True)
class Answer:
    """All of an answer that leaves the house."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def whole(self) -> bytes:
        """Status, headers and body as one text, to search."""
        return b"\n".join([str(self.status).encode(), repr(self.headers).encode(), self.body])


class Walker:
    """One reader with a browser and a program; whatever is asked is undone afterwards."""

    def __init__(self, world: World, reader: Reader) -> None:
        self.world, self.reader = world, reader
        self.session = Client().session
        self.session["user_id"], self.session["outbreak_id"] = reader.actor.user_id, reader.outbreak_id
        self.session.save()
        self.client = Client(raise_request_exception=False)
        self.walk = Walk()

    def _open_browser(self, *, signed_in: bool) -> Client:
        """The same client without a memory: signing out in one question must not blind the next."""
        self.client.cookies.clear()
        if signed_in:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.session.session_key
        return self.client

    def run(self, addresses: Iterable[Address], areas: int | None = None) -> Walk:
        """Ask everything, of so many of the areas of others (None: of all), and return what came out.

        From whoever serves everywhere no area is kept, but still what their role may not see.
        """
        others = self.world.others(self.reader)[:areas]
        for address in addresses:
            self._ask_at_home(address, others[0] if others else None)
            if address.parameters and others:
                self._ask_next_door(address, others)
        return self.walk

    def _ask_at_home(self, address: Address, other: Area | None) -> None:
        """Ask at one's own address, with ids of others wherever a query, a form or a body takes one."""
        own = self._own_ids()
        foreign = _ids_of(self.world, other.name) if other else own
        if any(own.find(name) is None for name in address.parameters):
            return
        there = self._ask(address, own, foreign)
        self._search(
            address, there, f"at home, of {other.name if other else 'home'}", foreign, _in_path(address, own)
        )
        if other and address.takes_ids:
            nobody = absent(foreign, places=False)
            gone = self._ask(address, own, nobody)
            self._compare(address, other.name, (there, foreign), (gone, nobody))

    def _own_ids(self) -> Ids:
        mine = [name for name in self.world.planted if name in self.reader.areas]
        found = _ids_of(self.world, mine[0]).of if mine else {}
        return Ids({**found, "outbreak_id": self.reader.outbreak_id})

    def _ask_next_door(self, address: Address, others: list[Area]) -> None:
        """Ask at the addresses of others: by their outbreak, and by what of theirs is in the common one."""
        nobody = absent(_ids_of(self.world, others[0].name))
        self._knock(address, others, {}, nobody)
        if "{outbreak_id}" in address.path and len(address.parameters) > 1:
            shared = {"outbreak_id": self.reader.outbreak_id}
            self._knock(address, others[:1], shared, Ids({**nobody.of, **shared}))

    def _knock(self, address: Address, others: list[Area], shared: dict[str, str], nobody: Ids) -> None:
        gone = None if address.path in FOR_ALL else self._ask(address, nobody, nobody)
        for area in others:
            foreign = Ids({**_ids_of(self.world, area.name).of, **shared})
            there = self._ask(address, foreign, foreign)
            self._search(address, there, area.name, foreign)
            if gone is not None:
                self._compare(address, area.name, (there, foreign), (gone, nobody))

    def _compare(
        self, address: Address, area: str, there: tuple[Answer, Ids], gone: tuple[Answer, Ids]
    ) -> None:
        one, other = (_settle(answer, list(ids.of.values())) for answer, ids in (there, gone))
        if one != other and address.path not in FOR_ALL:
            self.walk.differences.append(f"{self.reader.handle}: {address} [{area}] {_where(one, other)}")

    def _search(self, address: Address, answer: Answer, asked_of: str, *asked: Ids) -> None:
        """Whatever was asked for may be named in the answer that it is not found."""
        reach, named = self.reader.actor.reach, {one.encode() for ids in asked for one in ids.of.values()}
        leaked = self.world.canaries.forbidden(
            self.world.canaries.find(answer.whole) - named,
            self.reader.areas,
            identities=reach.identities,
            registers=reach.registers,
            hears=self.reader.actor.may("hear"),
        )
        if leaked:
            self.walk.leaked_bytes += sum(len(text) for text in leaked)
            self.walk.leaks.append(f"{self.reader.handle}: {address} [{asked_of}] {', '.join(leaked[:4])}")
        if answer.status >= 500:
            self.walk.errors.append(f"{self.reader.handle}: {address} [{asked_of}] {answer.status}")

    def _ask(self, address: Address, path_ids: Ids, ids: Ids) -> Answer:
        self.walk.asked[str(address)] += 1
        path, query = fill(address, path_ids), query_of(address, ids)
        with transaction.atomic():
            answer = self._send(address, path, query, ids)
            transaction.set_rollback(True)
        return answer

    def _send(self, address: Address, path: str, query: dict[str, str], ids: Ids) -> Answer:
        if address.is_api:
            headers = {"Authorization": f"Bearer {self.reader.token}"}
            body = json.dumps(body_of(address, ids)) if address.method != "GET" else ""
            client = self._open_browser(signed_in=False)
            sent = client.generic(
                address.method, path, body, "application/json", query_params=query, headers=headers
            )
        elif address.method == "GET":
            sent = self._open_browser(signed_in=True).get(path, query)
        else:
            sent = self._open_browser(signed_in=True).post(path, form_of(ids))
        return _read(sent)


def _in_path(address: Address, ids: Ids) -> Ids:
    """The ids of which the address is made."""
    return Ids({name: one for name in address.parameters if (one := ids.find(name)) is not None})


def _ids_of(world: World, area: str) -> Ids:
    planted = world.planted[area]
    return Ids(
        {**{kind: ids[0] for kind, ids in planted.ids.items() if ids}, "place_id": planted.area.venue_id}
    )


def _read(sent: HttpResponse) -> Answer:
    body = b"".join(sent.streaming_content) if sent.streaming else sent.content
    headers = sorted((name.lower(), value) for name, value in sent.items())
    return Answer(sent.status_code, tuple(headers), body)


def _settle(answer: Answer, ids: list[str]) -> Answer:
    """Take out what was asked for and what changes by itself: the rest must be the same to the byte."""
    body = _CHANGING.sub(b"", answer.body)
    headers = [
        (name, _MADE_NOW.sub(b"", value.encode()).decode())
        for name, value in answer.headers
        if name not in _VARYING
    ]
    for one in sorted({one for one in ids if len(one) >= _LONG}, key=len, reverse=True):
        body = body.replace(one.encode(), b"?")
        headers = [(name, value.replace(one, "?")) for name, value in headers]
    return Answer(answer.status, tuple(headers), _MADE_NOW.sub(b"", body))


def _where(one: Answer, other: Answer) -> str:
    if one.status != other.status:
        return f"{one.status} and {other.status}: {one.body[-160:]!r}"
    if one.headers != other.headers:
        return f"headers {set(one.headers) ^ set(other.headers)}"
    pairs = zip(one.body, other.body, strict=False)
    first = next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one.body), len(other.body)))
    span = slice(max(first - 40, 0), first + 60)
    return f"{one.body[span]!r} and {other.body[span]!r}"
