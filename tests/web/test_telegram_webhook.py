"""Telegram's webhook on a real port, in front of a real inbox."""

import asyncio
import gzip
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import pytest
from aiogram import Dispatcher
from aiogram.types import Message
from sqlalchemy import text
from yarl import URL

from bot.domain.secret import Secret
from bot.services.accept_update import AcceptUpdate, FinishUpdate, UnfinishedUpdates
from bot.services.hold_lease import inbox_seat
from bot.services.note_refused_webhook import NoteRefusedWebhook
from bot.storage.engine import open_database
from bot.storage.unit_of_work import SqlDatabase
from bot.telegram.inbox import Inbox
from bot.telegram.session import make_bot
from bot.web.app import create_app
from bot.web.server import Server
from bot.web.telegram_webhook import PATH, webhook_route
from bot.web.visitors import Ration
from tests.support.clock import FrozenClock
from tests.support.databases import KEYRING
from tests.support.ports import unused_port
from tests.support.product import Answer

SECRET = "a-secret-of-more-than-thirty-two-characters"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Webhook:
    port: int
    inbox: Inbox
    database: SqlDatabase
    heard: list[str] = field(default_factory=list)

    async def post(self, body: bytes, *secrets: str | bytes, encoding: str = "") -> Answer:
        """Over a bare connection: a client would not send headers that are not ASCII."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = [f"POST {PATH} HTTP/1.1", "Host: localhost", "Connection: close"]
        head.append(f"Content-Length: {len(body)}")
        if encoding:
            head.append(f"Content-Encoding: {encoding}")
        lines = [line.encode() for line in head]
        for secret in secrets:
            raw = secret.encode() if isinstance(secret, str) else secret
            lines.append(HEADER.encode() + b": " + raw)
        writer.write(b"\r\n".join([*lines, b"", body]))
        await writer.drain()
        raw_answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return Answer(int(raw_answer.split()[1]), {}, raw_answer.decode())


@pytest.fixture
async def webhook(sqlite_url: str, clock: FrozenClock) -> AsyncIterator[Webhook]:
    database = open_database(sqlite_url, clock, KEYRING)
    dispatcher = Dispatcher()
    bot = make_bot(Secret("42:TOKEN"), "http://127.0.0.1:9")
    inbox = Inbox(
        bot,
        dispatcher,
        AcceptUpdate(database),
        FinishUpdate(database),
        UnfinishedUpdates(database),
        partial(inbox_seat, database),
    )
    started = Webhook(unused_port(), inbox, database)

    @dispatcher.message()
    async def hear(message: Message) -> None:
        started.heard.append(message.text or "")

    refused = NoteRefusedWebhook(database, clock, "Telegram")
    route = webhook_route(Secret(SECRET), inbox.feed, refused)
    instagram = URL("https://www.instagram.com/oauth")
    app = create_app([route], URL("http://localhost"), instagram, Ration())
    server = Server(app, "127.0.0.1", started.port)
    await server.start()
    yield started
    await server.stop()
    await bot.session.close()
    await database.close()


def update(number: int, text: str) -> bytes:
    person = {"id": 7, "is_bot": False, "first_name": "Ana"}
    message = {
        "message_id": number,
        "date": 1_700_000_000,
        "chat": {"id": 7, "type": "private", "first_name": "Ana"},
        "from": person,
        "text": text,
    }
    return json.dumps({"update_id": number, "message": message}).encode()


async def test_an_update_is_taken_once_and_worked_on(webhook: Webhook) -> None:
    async with webhook.inbox.open():
        answers = [await webhook.post(update(1, "hello 🏮"), SECRET) for _ in range(2)]
        answers.append(await webhook.post(update(2, "again"), SECRET))

    assert [answer.status for answer in answers] == [200, 200, 200]
    assert webhook.heard == ["hello 🏮", "again"]


@pytest.mark.proves("S3")
@pytest.mark.parametrize(
    "secrets",
    [
        (),
        ("",),
        ("wrong",),
        (SECRET[:-1],),
        (SECRET.upper(),),
        ("пароль",),
        (b"\xff\xfe",),
        (SECRET, SECRET),
        (SECRET, "wrong"),
    ],
)
async def test_without_the_one_right_secret_nothing_is_taken(
    webhook: Webhook, secrets: tuple[str | bytes, ...], caplog: pytest.LogCaptureFixture
) -> None:
    """Row 3: refused, nothing stored, nobody called, and no traceback of anybody in the log."""
    caplog.set_level(logging.DEBUG)
    async with webhook.inbox.open():
        answer = await webhook.post(update(1, "forged"), *secrets)
        assert await webhook.inbox._unfinished_updates("another") == []

    assert answer.status == 401
    assert webhook.heard == []
    assert not [record for record in caplog.records if record.exc_info]
    assert SECRET not in caplog.text


@pytest.mark.proves("S14")
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{bad",
        b"[]",
        b"null",
        b'{"update_id": "1"}',
        b'{"message": {}}',
        b"\xff\xfe\x00",
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"[" * 200_000,
        b'{"update_id": 5, "x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        b'{"update_id": NaN}',
        b'{"update_id": 5, "message": {"message_id": Infinity}}',
        b'{"update_id": 5, "message": {"date": 1e999999, "n": -Infinity}}',
        b'{"update_id": 5, "update_id": 6}',
        b'{"update_id": 5, "message": {"text": "a", "text": "b"}}',
        b'{"update_id": true}',
        b'{"update_id": 5.0}',
        b'{"update_id": -5}',
        b'{"update_id": 9999999999999999999}',
        b'{"update_id": 5, "message": {"text": "\\ud800"}}',
        b'"update"',
        b"<html></html>",
    ],
)
async def test_what_is_no_update_is_a_bad_request(webhook: Webhook, body: bytes) -> None:
    async with webhook.inbox.open():
        answer = await webhook.post(body, SECRET)
        after = await webhook.post(update(1, "still here"), SECRET)

    assert answer.status == 400
    assert after.status == 200
    assert webhook.heard == ["still here"]


@pytest.mark.proves("S14")
@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"\x1f\x8b not gzip at all", "gzip"),
        (gzip.compress(b'{"update_id": 5}'), "gzip"),
        (gzip.compress(b"0" * 50_000_000), "gzip"),
        (b"garbage", "deflate"),
        (b"garbage", "br"),
        (b"garbage", "no such coding"),
    ],
)
async def test_what_is_compressed_is_a_bad_request(
    webhook: Webhook, body: bytes, encoding: str
) -> None:
    """Telegram compresses nothing; unpacking would be work for whoever sends a bomb."""
    async with webhook.inbox.open():
        answer = await webhook.post(body, SECRET, encoding=encoding)
        assert (await webhook.post(update(1, "still here"), SECRET)).status == 200
    assert answer.status == 400
    assert webhook.heard == ["still here"]


@pytest.mark.parametrize(
    "wrong",
    [
        5,
        "text",
        [],
        {},
        None,
        True,
        {"message": 5},
        {"chat": 5},
        {"chat": {"id": "x"}},
        {"from": []},
    ],
)
async def test_an_update_of_wrong_types_is_taken_and_stops_nothing(
    webhook: Webhook, wrong: object
) -> None:
    """It cannot be read, now or later: to refuse it would only bring it again, for ever."""
    async with webhook.inbox.open():
        for event in ("message", "callback_query", "no_such_event"):
            body = json.dumps({"update_id": 5, event: wrong}).encode()
            assert (await webhook.post(body, SECRET)).status == 200
        assert (await webhook.post(update(6, "still here"), SECRET)).status == 200
    assert webhook.heard == ["still here"]


async def test_refused_calls_are_noted_once_a_minute(
    webhook: Webhook, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Anybody may call us as often as they like: the rows stay few, the log has each."""
    for seconds in (0, 1, 58, 2, 1):
        clock.advance(timedelta(seconds=seconds))
        await webhook.post(update(1, "forged"), "wrong")
    async with webhook.database.session() as session:
        rows = (await session.execute(text("SELECT who, what, result, detail FROM audit"))).all()
    assert [tuple(row)[:3] for row in rows] == [("-", "webhook", "refused")] * 2
    assert [json.loads(row.detail) for row in rows] == [
        {"hook": "Telegram", "calls": 1},
        {"hook": "Telegram", "calls": 3},
    ]
    assert len([one for one in caplog.messages if "is refused" in one]) == 5


@pytest.mark.proves("S25")
async def test_an_update_over_the_limit_is_refused(webhook: Webhook) -> None:
    async with webhook.inbox.open():
        answer = await webhook.post(update(1, "x" * 1_048_576), SECRET)

    assert answer.status == 413
    assert webhook.heard == []


async def test_an_update_that_cannot_be_stored_now_is_not_acknowledged(webhook: Webhook) -> None:
    """Telegram then brings it again."""
    closed = await webhook.post(update(1, "early"), SECRET)
    assert closed.status == 503
    assert "\r\nRetry-After: 5\r\n" in closed.text
    async with webhook.inbox.open():
        assert (await webhook.post(update(1, "early"), SECRET)).status == 200

    assert webhook.heard == ["early"]
