"""The outbox: to a real web server on this machine, tried again, given up, receipted, never doubled."""

import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from uuid import UUID

import pytest
from notice_writing import SORRY, draft, publish, refused

from fangxian.doors.cli.posting import post
from fangxian.operations.notices import outbox, queries, services


class Gateway:
    """Keeps what it was sent; answers with `status`."""

    def __init__(self) -> None:
        self.status, self.taken = 200, []
        gateway = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.taken.append((dict(self.headers), body))
                self.send_response(gateway.status)
                self.end_headers()

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server.server_port}/in"


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """A gateway for short messages on a port of its own."""
    gateway = Gateway()
    Thread(target=gateway.server.serve_forever, daemon=True).start()
    yield gateway
    gateway.server.shutdown()
    gateway.server.server_close()


@pytest.fixture
def outlet(signed, gateway):
    """The city's gateway, opened by the publicity office: (id, secret)."""
    return outbox.open_outlet(
        signed.cast.publicity_officer,
        signed.clock,
        place_id="43",
        channel="sms",
        name="gateway",
        address=gateway.address,
    )


@pytest.fixture
def edition(signed, outlet) -> UUID:
    """A notice that is published and waits for the gateway."""
    edition = draft(signed)
    publish(signed, edition)
    return edition


def deliveries(desk):
    (row,) = queries.list_desk(desk.cast.commander.reach, "tiny", desk.clock.now())
    return queries.list_deliveries(desk.cast.commander.reach, row.id, desk.clock.now())


def test_what_is_sent_is_signed_and_carries_both_languages_and_the_words_to_read_out(
    signed, gateway, outlet, edition
):
    assert outbox.send_waiting(signed.clock, post) == outbox.Sent(1, 0, 0)
    ((headers, body),) = gateway.taken
    expected = hmac.new(outlet[1].encode(), body, sha256).hexdigest()
    assert headers["Fangxian-Signature"] == f"sha256={expected}"
    message = json.loads(body)
    assert message["title"] == {"zh": "关于出行的通告", "en": "Travel"}
    assert message["speech"]["zh"] == "关于出行的通告。\n请减少出行。"


def test_a_second_round_sends_nothing_again(signed, gateway, edition):
    outbox.send_waiting(signed.clock, post)
    assert outbox.send_waiting(signed.clock, post) == outbox.Sent(0, 0, 0)
    assert len(gateway.taken) == 1


def test_a_gateway_that_fails_is_tried_again_later_under_the_same_key(signed, gateway, edition):
    gateway.status = 503
    assert outbox.send_waiting(signed.clock, post).failed == 1
    assert outbox.send_waiting(signed.clock, post) == outbox.Sent(0, 0, 0)
    gateway.status = 200
    signed.clock.advance(timedelta(minutes=2))
    assert outbox.send_waiting(signed.clock, post).sent == 1
    assert len({headers["Idempotency-Key"] for headers, _ in gateway.taken}) == 1


def test_what_nobody_takes_is_given_up_and_shown(signed, edition):
    def nobody(*_given):
        raise OSError("nobody answers")

    for _ in range(outbox.MOST_ATTEMPTS):
        outbox.send_waiting(signed.clock, nobody)
        signed.clock.advance(timedelta(hours=5))
    (delivery,) = deliveries(signed)
    assert delivery.given_up_at is not None
    assert (delivery.attempts, delivery.answer) == (outbox.MOST_ATTEMPTS, "nobody answers")


def test_a_receipt_needs_the_secret_of_the_outlet(signed, outlet, edition):
    outbox.send_waiting(signed.clock, lambda *_given: 200)
    (delivery,) = deliveries(signed)
    wrong = lambda: outbox.receive(signed.clock, delivery_id=delivery.id, secret="x")  # noqa: E731
    assert refused(wrong) == "not-found"
    outbox.receive(signed.clock, delivery_id=delivery.id, secret=outlet[1], answer="812,340 phones")
    (delivery,) = deliveries(signed)
    assert (delivery.received_at, delivery.answer) == (signed.clock.now(), "812,340 phones")


def test_a_withdrawal_goes_the_same_way(signed, gateway, edition):
    outbox.send_waiting(signed.clock, post)
    services.withdraw(signed.cast.commander, signed.clock, edition_id=edition, reason=SORRY)
    outbox.send_waiting(signed.clock, post)
    last = json.loads(gateway.taken[-1][1])
    assert (last["withdrawn"], last["body"]["en"]) == (True, SORRY.en)


def test_nine_loudspeakers_of_one_community_report_how_often_they_played(signed):
    """Act R15: nine loudspeakers of 桐荫里 repeat it."""
    for number in range(9):
        outbox.open_outlet(
            signed.cast.publicity_officer,
            signed.clock,
            place_id="430102003001",
            channel="loudspeaker",
            name=f"小喇叭 {number + 1}",
        )
    publish(signed, draft(signed))
    worker = signed.cast.community_worker
    waiting = queries.list_to_play(worker.reach, signed.clock.now())
    assert len(waiting) == 9
    assert waiting[0][1]["speech"]["zh"].startswith("关于出行的通告")
    for row, _ in waiting:
        outbox.mark_played(worker, signed.clock, delivery_id=row.id, times=12)
    assert queries.list_to_play(worker.reach, signed.clock.now()) == ()
    assert queries.list_to_play(signed.cast.stranger.reach, signed.clock.now()) == ()
    (row,) = queries.list_desk(signed.cast.commander.reach, "tiny", signed.clock.now())
    assert (row.queued, row.received) == (9, 9)


def test_a_stranger_cannot_say_that_another_districts_loudspeaker_played(signed):
    outbox.open_outlet(
        signed.cast.publicity_officer,
        signed.clock,
        place_id="430102003001",
        channel="loudspeaker",
        name="小喇叭",
    )
    publish(signed, draft(signed))
    ((row, _),) = queries.list_to_play(signed.cast.community_worker.reach, signed.clock.now())
    act = lambda: outbox.mark_played(signed.cast.stranger, signed.clock, delivery_id=row.id, times=1)  # noqa: E731
    assert refused(act) == "not-found"
