"""Spoiled replies of every endpoint: understood rightly or refused by type, and nothing else.

No other exception, no number that nobody gave, no secret in what is told of it.
"""

import asyncio
import json
import logging
import socket
import struct
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.errors import InstagramRefused, Refusal
from bot.instagram import InstagramEndpoints, http
from bot.sandbox.credentials import Credentials
from bot.services.ports import Purpose
from bot.storage.unit_of_work import SqlDatabase
from tests.instagram.conftest import (
    SEED,
    OddInstagram,
    Pauses,
    Room,
    http_over,
    json_reply,
    wire,
)
from tests.instagram.replies.answers import ANSWERS
from tests.instagram.replies.endpoints import CODE, ENDPOINTS, TOKEN, ask, reply
from tests.instagram.replies.mutations import (
    NOT_JSON,
    FieldMutation,
    ReplyMutation,
    body_mutations,
    field_mutations,
    harmless_mutations,
    status_mutations,
    wire_mutations,
)
from tests.instagram.replies.still_understood import UNDERSTOOD, UNREAD

CREDENTIALS = Credentials.for_seed(SEED)
SECRETS = (
    TOKEN.reveal(),
    CODE.reveal(),
    CREDENTIALS.instagram_app_secret,
    "IGAAshortLIVEDtoken0123456789abcdefghij",
    "IGAAlongLIVEDtoken0123456789abcdefghijk",
    "IGAAnextPAGEtoken0123456789abcdefghijk",
)
"""What is sent with the calls, and what is written in the replies."""

SINGLE_NODES = ("exchange", "long_lived", "refresh", "profile")

every_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS)


@pytest.fixture(autouse=True)
def no_secret_is_told(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Holds for every test of this file, at the most talkative level."""
    caplog.set_level(logging.CRITICAL, logger="aiohttp.access")  # the far end's log, not ours
    caplog.set_level(logging.DEBUG)  # the last call decides what is caught
    yield
    records = caplog.get_records("call")
    assert_tells_no_secret("\n".join(map(logging.Formatter().format, records)))


def assert_tells_no_secret(told: str) -> None:
    assert [secret for secret in SECRETS if secret in told] == []


async def outcome(room: Room, endpoint: str, mutation: str) -> object:
    """What was understood, or the refusal; any other exception fails the test."""
    try:
        return await ask(room, endpoint)
    except InstagramRefused as error:
        refused = error
    except Exception as error:
        error.add_note(f"{endpoint}: {mutation}")
        raise
    shown = "".join(traceback.format_exception(refused))
    assert_tells_no_secret(f"{refused} {refused!r} {vars(refused)} {shown}")
    assert len(refused.detail) < 400
    return refused


def is_refusal(got: object, refusal: Refusal = Refusal.TRANSIENT) -> bool:
    return isinstance(got, InstagramRefused) and got.refusal is refusal


# Fields ---------------------------------------------------------------------------------------


def is_as_it_should_be(endpoint: str, mutation: FieldMutation, got: object) -> bool:
    """Refused, unless it is on the list of what may be understood."""
    if mutation.change.removeprefix("is ") in NOT_JSON or mutation.change == "has a field twice":
        return is_refusal(got)
    unread = (mutation.name.startswith((f"{place} ", f"{place}.")) for place in UNREAD[endpoint])
    if mutation.change == "has a field more" or any(unread):
        return got == ANSWERS[endpoint]
    understood = UNDERSTOOD[endpoint]
    if mutation.name in understood:
        return got == understood[mutation.name]
    return is_refusal(got)


@pytest.mark.proves("F8")
@every_endpoint
async def test_a_spoiled_field_is_refused_or_makes_the_answer_poorer(
    odd: OddInstagram, odd_room: Room, endpoint: str
) -> None:
    surprises = {}
    for mutation in field_mutations(reply(endpoint)):
        odd.answers(mutation.body)
        got = await outcome(odd_room, endpoint, mutation.name)
        if not is_as_it_should_be(endpoint, mutation, got):
            surprises[mutation.name] = got
    assert surprises == {}


@every_endpoint
def test_there_are_enough_spoiled_fields_and_the_list_names_real_ones(endpoint: str) -> None:
    mutations = list(field_mutations(reply(endpoint)))
    names = {mutation.name for mutation in mutations}
    assert len(names) == len(mutations)
    assert len({mutation.body for mutation in mutations}) >= 80
    assert set(UNDERSTOOD[endpoint]) <= names


# Bodies, states and headers ---------------------------------------------------------------------


async def outcomes(
    odd: OddInstagram, room: Room, endpoint: str, mutations: list[ReplyMutation]
) -> dict[str, object]:
    got = {}
    for mutation in mutations:
        odd.answers(json_reply(mutation.body, mutation.status, **mutation.headers))
        got[mutation.name] = await outcome(room, endpoint, mutation.name)
    return got


@pytest.mark.proves("F8")
@every_endpoint
async def test_a_spoiled_body_is_refused(odd: OddInstagram, odd_room: Room, endpoint: str) -> None:
    mutations = body_mutations(reply(endpoint))
    got = await outcomes(odd, odd_room, endpoint, mutations)
    assert {name: answer for name, answer in got.items() if not is_refusal(answer)} == {}
    assert len(got) == len(mutations) > 30


@pytest.mark.proves("F8")
@every_endpoint
async def test_what_status_and_headers_spoil_is_refused(
    odd: OddInstagram, odd_room: Room, endpoint: str
) -> None:
    got = await outcomes(odd, odd_room, endpoint, status_mutations(reply(endpoint)))
    throttled = got.pop("429 with HTML")
    assert is_refusal(throttled, Refusal.THROTTLED)
    assert {name: answer for name, answer in got.items() if not is_refusal(answer)} == {}
    assert len(got) >= 29


@pytest.mark.proves("F8")
@every_endpoint
async def test_the_same_answer_in_another_dress_is_understood(
    odd: OddInstagram, odd_room: Room, endpoint: str
) -> None:
    got = await outcomes(odd, odd_room, endpoint, harmless_mutations(reply(endpoint)))
    other = {name: answer for name, answer in got.items() if answer != ANSWERS[endpoint]}
    assert other == {}
    assert len(got) >= 13


@every_endpoint
async def test_only_a_single_node_may_be_wrapped_in_a_list_of_one(
    odd: OddInstagram, odd_room: Room, endpoint: str
) -> None:
    odd.answers(b'{"data": [' + reply(endpoint) + b"]}")
    got = await outcome(odd_room, endpoint, "wrapped in data")
    assert got == ANSWERS[endpoint] if endpoint in SINGLE_NODES else is_refusal(got)


@every_endpoint
async def test_a_quoted_secret_is_not_repeated(
    odd: OddInstagram, odd_room: Room, endpoint: str
) -> None:
    quoted = f"Malformed access token: {' '.join(SECRETS)}"
    errors: list[dict[str, object]] = [
        {"error": {"code": 190, "message": quoted, "type": quoted, "fbtrace_id": quoted}},
        {"error_type": quoted, "code": 401, "error_message": quoted},
    ]
    for error in errors:
        odd.answers(json_reply(json.dumps(error), 400))
        assert is_refusal(await outcome(odd_room, endpoint, "quoted"), Refusal.TOKEN)


# The wire -------------------------------------------------------------------------------------


@asynccontextmanager
async def room_at(origin: str, database: SqlDatabase) -> AsyncIterator[Room]:
    pauses, endpoints = Pauses(), InstagramEndpoints.at(origin)
    async with http_over(database, pauses) as instagram:
        api, oauth = wire(instagram, endpoints, database.clock, CREDENTIALS, database)
        yield Room(api, oauth, pauses)


class RawInstagram:
    """Sends bytes as they are to everybody who asks, and closes or resets the connection."""

    def __init__(self) -> None:
        self.sent: list[bytes | None] = []

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for part in self.sent:
            if part is None:
                # With nothing to linger for, closing is a reset.
                linger = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, linger
                )
            else:
                writer.write(part)
                await asyncio.sleep(0)
        writer.close()


@asynccontextmanager
async def raw_instagram() -> AsyncIterator[tuple[RawInstagram, str]]:
    instagram = RawInstagram()
    async with await asyncio.start_server(instagram.handle, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        yield instagram, f"http://127.0.0.1:{port}"


@pytest.mark.proves("F8", "F10")
@every_endpoint
async def test_a_spoiled_connection_is_refused(sqlite_database: SqlDatabase, endpoint: str) -> None:
    got = {}
    async with raw_instagram() as (instagram, origin), room_at(origin, sqlite_database) as room:
        for name, sent in wire_mutations(reply(endpoint)).items():
            instagram.sent = sent
            got[name] = await outcome(room, endpoint, name)
    assert {name: answer for name, answer in got.items() if not is_refusal(answer)} == {}
    assert len(got) >= 20


async def drip(reply: web.StreamResponse, body: bytes) -> None:
    """A byte "a second", where the whole call may take four of them."""
    for byte in body:
        await reply.write(bytes([byte]))
        await asyncio.sleep(0.02)


async def stall(reply: web.StreamResponse, body: bytes) -> None:
    await reply.write(body[: len(body) // 2])
    await asyncio.sleep(60)


@pytest.mark.proves("F9")
@every_endpoint
@pytest.mark.parametrize("send", [drip, stall])
async def test_a_slow_answer_is_given_up(
    sqlite_database: SqlDatabase,
    endpoint: str,
    send: Callable[[web.StreamResponse, bytes], Awaitable[None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await send(response, reply(endpoint))
        return response

    monkeypatch.setitem(http.PATIENCE, Purpose.PERSON, replace(http.WAITED_FOR, total=0.08))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", slow)
    async with (
        TestServer(app) as server,
        room_at(f"http://127.0.0.1:{server.port}", sqlite_database) as room,
    ):
        assert is_refusal(await outcome(room, endpoint, "slow"))
