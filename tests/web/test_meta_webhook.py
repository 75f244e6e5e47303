"""Meta's webhook on a real port: nobody but Meta is heard, and what Meta tells is stored first."""

import asyncio
import gzip
import json
import logging
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text
from yarl import URL

from bot.services.apply_webhooks import ApplyWebhooks
from bot.storage.engine import open_database
from bot.storage.unit_of_work import SqlDatabase
from bot.web import bodies, server
from bot.web.app import create_app
from bot.web.meta_webhook import LONGEST_BODY, PATH
from bot.web.visitors import Ration
from tests.support.clock import START, FrozenClock
from tests.support.databases import KEYRING
from tests.support.meta import (
    INSTAGRAM_SECRET,
    META_SECRET,
    SENT,
    SIGNATURE,
    VERIFY_TOKEN,
    Answered,
    Hook,
    bare_delivery,
    comment,
    delivery,
    serve_hook,
    signature,
    story_insights,
)
from tests.support.people import linked_account, live_story

USER_ID = "17841400000000001"
Delivery = Callable[..., bytes]
AT_ONCE = 20
"""Connections: enough to be quick, few enough for any machine."""


async def kept(database: SqlDatabase, columns: str = "field, media_id") -> list[tuple[Any, ...]]:
    async with database.session() as session:
        rows = await session.execute(text(f"SELECT {columns} FROM webhook_entry ORDER BY id"))
        return [tuple(row) for row in rows]


@pytest.fixture
async def hook(sqlite_database: SqlDatabase) -> AsyncIterator[Hook]:
    async with sqlite_database.transaction() as stored:
        await linked_account(stored)
    async with serve_hook(sqlite_database) as served:
        yield served


@pytest.fixture
async def both(database: SqlDatabase) -> AsyncIterator[Hook]:
    """Over SQLite and over PostgreSQL."""
    async with database.transaction() as stored:
        await linked_account(stored)
    async with serve_hook(database) as served:
        yield served


# The handshake ----------------------------------------------------------------------------------


async def shake(hook: Hook, **query: str) -> Answered:
    given = {
        "hub.mode": "subscribe",
        "hub.challenge": "1158201444",
        "hub.verify_token": VERIFY_TOKEN,
    }
    params = {**given, **{f"hub.{name}": value for name, value in query.items()}}
    async with (
        aiohttp.ClientSession() as session,
        session.get(hook.url, params={n: v for n, v in params.items() if v}) as answer,
    ):
        return Answered(answer.status, await answer.text())


@pytest.mark.parametrize("challenge", ["1158201444", "no-number", "07", "0x<b>ü"])
async def test_the_challenge_is_given_back_as_it_came(hook: Hook, challenge: str) -> None:
    assert await shake(hook, challenge=challenge) == Answered(200, challenge)


@pytest.mark.parametrize(
    "query",
    [
        {"verify_token": "wrong"},
        {"verify_token": VERIFY_TOKEN.upper()},
        {"verify_token": "пароль"},
        {"verify_token": ""},
        {"mode": "unsubscribe"},
        {"mode": ""},
        {"challenge": ""},
    ],
)
async def test_a_handshake_that_is_not_ours_is_forbidden(hook: Hook, query: dict[str, str]) -> None:
    answer = await shake(hook, **query)
    assert answer.status == 403
    assert "1158201444" not in answer.body


async def test_without_webhooks_there_is_no_such_address() -> None:
    app = create_app([], URL("http://localhost"), URL("https://www.instagram.com"), Ration())
    assert PATH not in {resource.canonical for resource in app.router.resources()}


# Signatures -------------------------------------------------------------------------------------


async def statuses(posts: list[tuple[bytes, bytes]], hook: Hook) -> Counter[int | None]:
    """What ``(body, signature header)`` pairs are answered."""
    at_once = asyncio.Semaphore(AT_ONCE)

    async def post(body: bytes, given: bytes) -> int | None:
        async with at_once:
            return (await hook.post(body, given)).status

    return Counter(await asyncio.gather(*(post(body, given) for body, given in posts)))


def flipped(data: bytes) -> list[bytes]:
    """Every single bit of ``data`` turned over, one at a time."""
    return [
        data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]
        for at in range(len(data))
        for bit in range(8)
    ]


@pytest.mark.proves("S4")
async def test_no_flipped_bit_of_the_body_is_taken(
    hook: Hook, sqlite_database: SqlDatabase
) -> None:
    body = bare_delivery(USER_ID, [{"field": "mentions", "value": {"media_id": "1"}}])
    signed = signature(body).encode()
    forged = [(altered, signed) for altered in flipped(body)]
    assert len(forged) > 900
    assert await statuses(forged, hook) == Counter({401: len(forged)})
    assert await kept(sqlite_database) == []
    assert (await hook.post(body)).status == 200
    assert len(await kept(sqlite_database)) == 1


@pytest.mark.proves("S4")
async def test_no_flipped_bit_of_the_header_is_taken(
    hook: Hook, sqlite_database: SqlDatabase
) -> None:
    """What HTTP does not allow in a header is refused before it comes to us."""
    body = delivery(USER_ID, [comment(1)])
    forged = [(body, altered) for altered in flipped(signature(body).encode())]
    counted = await statuses(forged, hook)
    assert counted[401] >= 256
    assert counted.total() == counted[401] + counted[400] == 71 * 8
    assert await kept(sqlite_database) == []


def other_writing(body: bytes) -> list[bytes]:
    """The same JSON in other bytes."""
    value = json.loads(body)
    return [
        json.dumps(value, separators=(",", ":")).encode(),
        json.dumps(value, indent=1).encode(),
        json.dumps(value, sort_keys=True, ensure_ascii=False).encode(),
        body + b"\n",
        b"\xef\xbb\xbf" + body,
        body.replace(b'"object"', b'"\\u006fbject"'),
    ]


@pytest.mark.proves("S4")
async def test_equal_json_in_other_bytes_is_not_what_was_signed(hook: Hook) -> None:
    body = delivery(USER_ID, [comment(1, text="🏮")])
    writings = other_writing(body)
    assert all(json.loads(one.decode("utf-8-sig")) == json.loads(body) for one in writings)
    signed = signature(body).encode()
    assert await statuses([(one, signed) for one in writings], hook) == Counter({401: 6})


BODY = delivery(USER_ID, [comment(1)])
DIGEST = signature(BODY).removeprefix("sha256=")


@pytest.mark.parametrize(
    "headers",
    [
        (),
        ("",),
        ("sha256=",),
        (DIGEST,),
        ("sha1=" + DIGEST[:40],),
        ("sha1=" + DIGEST,),
        ("SHA256=" + DIGEST,),
        ("sha256=" + DIGEST.upper(),),
        ("sha256=" + DIGEST + "00",),
        ("sha256=" + DIGEST[:-1],),
        ("sha256= " + DIGEST,),
        ("sha256=" + DIGEST + ", sha256=" + DIGEST,),
        ("sha256=" + DIGEST, "sha256=" + DIGEST),
        ("sha256=" + DIGEST, "sha256=" + "0" * 64),
        ("sha256=" + "é" * 64,),
        (b"\xff\xfe" * 32,),
        (signature(BODY, "some other secret"),),
        (signature(BODY, ""),),
    ],
)
async def test_without_the_one_right_signature_nothing_is_taken(
    hook: Hook,
    sqlite_database: SqlDatabase,
    headers: tuple[str | bytes, ...],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    lines = [f"{SIGNATURE}: ".encode() + (h.encode() if isinstance(h, str) else h) for h in headers]
    answer = await hook.send([f"Content-Length: {len(BODY)}".encode(), *lines], BODY)
    assert answer.status == 401
    assert await kept(sqlite_database) == []
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.proves("S4")
async def test_the_old_signature_alone_is_none(hook: Hook) -> None:
    old = f"X-Hub-Signature: sha1={DIGEST[:40]}".encode()
    answer = await hook.send([f"Content-Length: {len(BODY)}".encode(), old], BODY)
    assert answer.status == 401


async def test_each_secret_may_have_signed(hook: Hook, sqlite_database: SqlDatabase) -> None:
    for number, secret in enumerate((INSTAGRAM_SECRET, META_SECRET)):
        body = delivery(USER_ID, [comment(number)])
        assert (await hook.post(body, signature(body, secret))).status == 200
    assert len(await kept(sqlite_database)) == 2


@pytest.mark.proves("S4")
@pytest.mark.parametrize("is_ascii", [True, False])
async def test_emoji_are_signed_as_they_are_written(hook: Hook, is_ascii: bool) -> None:
    body = json.dumps(
        json.loads(delivery(USER_ID, [comment(1, text="🏮 ñ я")])), ensure_ascii=is_ascii
    )
    assert ("\\ud83c" in body) is is_ascii
    assert (await hook.post(body.encode())).status == 200


# Bodies -----------------------------------------------------------------------------------------


@pytest.mark.proves("S14")
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{bad",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b'{"object": NaN}',
        b'{"object": ' + b"9" * 5000 + b"}",
        b'{"entry": ' + b"[" * 200_000,
        b'{"entry": ' + b"[" * 60 + b"]" * 60 + b"}",
        b'{"object": "instagram", "object": "page", "entry": []}',
    ],
)
async def test_what_is_no_json_is_a_bad_request_though_it_is_signed(
    hook: Hook, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    assert (await hook.post(body)).status == 400
    assert not [record for record in caplog.records if record.exc_info]
    assert (await hook.post(BODY)).status == 200


def of_length(length: int) -> bytes:
    body = delivery(USER_ID, [comment(1)])
    return body + b" " * (length - len(body))


async def post_in_chunks(hook: Hook, body: bytes) -> int:
    """Without a Content-Length nobody knows the length until the end."""

    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 1 << 18):
            yield body[start : start + (1 << 18)]

    headers = {SIGNATURE: signature(body)}
    async with (
        aiohttp.ClientSession() as session,
        session.post(hook.url, data=chunks(), headers=headers) as answer,
    ):
        return answer.status


@pytest.mark.proves("S25")
@pytest.mark.parametrize(
    ("length", "status"),
    [(LONGEST_BODY - 1, 200), (LONGEST_BODY, 200), (LONGEST_BODY + 1, 413)],
)
async def test_the_longest_body(hook: Hook, length: int, status: int) -> None:
    body = of_length(length)
    assert (await hook.post(body)).status == status
    assert await post_in_chunks(hook, body) == status


@pytest.mark.proves("S14", "S25")
async def test_a_compressed_body_is_not_unpacked(hook: Hook) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert (await hook.post(bomb, Content_Encoding="gzip")).status == 400
    small = gzip.compress(BODY)
    assert (await hook.post(small, Content_Encoding="gzip")).status == 400
    assert (await hook.post(BODY, Content_Encoding="identity")).status == 200


@pytest.mark.proves("S26")
async def test_headers_that_never_come_to_an_end_are_not_waited_for(
    sqlite_database: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is one that says nothing at all; a whole request beside them is answered."""
    monkeypatch.setattr(server, "KEEP_ALIVE", 0.3)
    async with sqlite_database.transaction() as stored:
        await linked_account(stored)
    async with serve_hook(sqlite_database) as hook:
        drips = [asyncio.open_connection("127.0.0.1", hook.port) for _ in range(100)]
        connections = await asyncio.gather(*drips)
        for _, writer in connections[1:]:
            writer.write(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Le".encode())
        assert (await hook.post(BODY)).status == 200
        answers = await asyncio.gather(*(reader.read() for reader, _ in connections))
        for _, writer in connections:
            writer.close()
    assert set(answers) == {b""}


@pytest.mark.proves("S26")
async def test_who_never_comes_to_an_end_is_cut_off(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "READ_WITHIN", 0.2)
    drips = [asyncio.open_connection("127.0.0.1", hook.port) for _ in range(50)]
    connections = await asyncio.gather(*drips)
    for _, writer in connections:
        writer.write(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{{".encode())
    assert (await hook.post(BODY)).status == 200
    answers = await asyncio.gather(*(reader.read() for reader, _ in connections))
    for _, writer in connections:
        writer.close()
    assert Counter(answer.split()[1] for answer in answers) == Counter({b"408": 50})


# What is stored ---------------------------------------------------------------------------------


@pytest.mark.proves("F31")
@pytest.mark.parametrize("form", [delivery, bare_delivery])
async def test_each_change_is_kept_once_however_often_it_comes(
    both: Hook, database: SqlDatabase, form: Delivery
) -> None:
    changes = [comment(1), comment(2), story_insights("18010000000000009"), comment(1)]
    first = form(USER_ID, changes)
    reordered = form(USER_ID, changes[::-1], SENT + 900)
    other_form = bare_delivery(USER_ID, changes[1:], SENT * 1000)
    for body in (first, reordered, other_form) * 3:
        assert (await both.post(body)).status == 200
    fields = [field for field, _ in await kept(database)]
    assert sorted(fields) == ["comments", "comments", "story_insights"]


@pytest.mark.proves("F31")
async def test_two_deliveries_of_the_same_at_once(both: Hook, database: SqlDatabase) -> None:
    body = delivery(USER_ID, [comment(number) for number in range(50)])
    answers = await asyncio.gather(*(both.post(body) for _ in range(6)))
    assert {answer.status for answer in answers} == {200}
    assert len(await kept(database)) == 50


@pytest.mark.proves("F31")
@pytest.mark.parametrize("form", [delivery, bare_delivery])
async def test_a_thousand_changes_are_stored_whole(
    both: Hook, database: SqlDatabase, form: Delivery
) -> None:
    body = form(USER_ID, [comment(number) for number in range(1000)])
    for _ in range(3):
        assert (await both.post(body)).status == 200
    assert len(await kept(database)) == 1000


@pytest.mark.proves("F31")
async def test_of_unknown_and_deleted_accounts_nothing_is_kept(
    both: Hook, database: SqlDatabase
) -> None:
    async with database.transaction() as stored:
        deleted = await linked_account(stored, 8, "17841400000000002")
        await stored.accounts.forget(deleted.id)
    for user_id in ("17841400000000002", "17841400000000003"):
        for _ in range(3):
            body = delivery(user_id, [comment(1), story_insights("1")])
            assert (await both.post(body)).status == 200
    assert await kept(database) == []


async def test_what_was_told_goes_with_its_account(both: Hook, database: SqlDatabase) -> None:
    assert (await both.post(BODY)).status == 200
    async with database.transaction() as stored:
        account_id = (await stored.accounts.ids_of([USER_ID]))[USER_ID]
        await stored.accounts.forget(account_id)
    assert await kept(database) == []
    assert (await both.post(BODY)).status == 200
    assert await kept(database) == []


async def test_one_delivery_may_be_about_several_accounts(
    both: Hook, database: SqlDatabase
) -> None:
    async with database.transaction() as stored:
        await linked_account(stored, 8, "17841400000000002")
    entries = [
        json.loads(delivery(user_id, [comment(number)]))["entry"][0]
        for number, user_id in enumerate((USER_ID, "17841400000000002", "17841400000000009"))
    ]
    body = json.dumps({"object": "instagram", "entry": entries}).encode()
    assert (await both.post(body)).status == 200
    assert len({account_id for (account_id,) in await kept(database, "account_id")}) == 2


async def test_nothing_that_people_wrote_is_kept(both: Hook, database: SqlDatabase) -> None:
    assert (await both.post(delivery(USER_ID, [comment(1, text="my secret wish")]))).status == 200
    rows = str(await kept(database, "*"))
    assert "my secret wish" not in rows
    assert "visitor" not in rows
    assert "18010000000000001" in rows


ODD_VALUES: list[Any] = [
    None,
    7,
    "text",
    [],
    {},
    {"media_id": None},
    {"media_id": "18/../me"},
    {"media_id": "1\x002"},
    {"media_id": "\ud800"},
    {"media": "1"},
    {"media_id": True},
    {"media_id": "9" * 65},
    {"media_id": "1", "noise": "x" * 5000},
]


def odd_entries() -> list[Any]:
    entries: list[Any] = [None, 7, "x", [], {}, {"id": USER_ID}, {"id": USER_ID, "changes": 7}]
    entries.append({"id": USER_ID, "messaging": [{"sender": {"id": "1"}, "message": {"mid": "m"}}]})
    entries += [
        {"id": USER_ID, "time": SENT, "field": "story_insights", "value": value}
        for value in ODD_VALUES
    ]
    entries += [
        {"id": USER_ID, "field": field, "value": {"media_id": "1"}}
        for field in (None, 7, "A\x00", "")
    ]
    return entries


@pytest.mark.proves("F31")
async def test_odd_entries_are_answered_and_stop_no_others(
    both: Hook, database: SqlDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    odd = odd_entries()
    good = json.loads(BODY)["entry"]
    body = json.dumps({"object": "instagram", "entry": [*odd, *good]}).encode()
    assert (await both.post(body)).status == 200
    assert await kept(database) == [("comments", "18010000000000001")]
    assert f"1 new, 0 known, 0 of unknown accounts, {len(odd)} of no use" in caplog.text


@pytest.mark.parametrize("body", [{"object": "page", "entry": []}, {"entry": 7}, {}])
async def test_what_is_not_about_instagram_is_answered(hook: Hook, body: dict[str, Any]) -> None:
    assert (await hook.post(json.dumps(body).encode())).status == 200


@pytest.mark.parametrize(
    ("time", "sent_at"),
    [
        (SENT, "2026-09-21 14:13:20"),
        (SENT * 1000 + 500, "2026-09-21 14:13:20.5"),
        (None, None),
        ("soon", None),
        (True, None),
        (-5, None),
        (10**18, None),
    ],
)
async def test_the_time_comes_in_seconds_or_milliseconds(
    hook: Hook, sqlite_database: SqlDatabase, time: Any, sent_at: str | None
) -> None:
    assert (await hook.post(delivery(USER_ID, [comment(1)], time))).status == 200
    ((stored,),) = await kept(sqlite_database, "sent_at")
    assert (stored is None) is (sent_at is None)
    assert sent_at is None or stored.startswith(sent_at)


async def test_what_cannot_be_stored_is_not_acknowledged(
    hook: Hook, sqlite_database: SqlDatabase
) -> None:
    """Meta then brings it again."""
    async with sqlite_database.session() as session:
        await session.execute(text("ALTER TABLE webhook_entry RENAME TO away"))
    assert (await hook.post(BODY)).status == 500
    async with sqlite_database.session() as session:
        await session.execute(text("ALTER TABLE away RENAME TO webhook_entry"))
    assert (await hook.post(BODY)).status == 200
    assert len(await kept(sqlite_database)) == 1


async def test_killed_between_storing_and_answering_it_is_told_again_and_done_once(
    database_url: str, clock: FrozenClock
) -> None:
    before = open_database(database_url, clock, KEYRING)
    async with before.transaction() as stored:
        account = await linked_account(stored)
        await live_story(stored, account.id, "18010000000000009")
    await before.close()
    ended = int((START + timedelta(hours=24)).timestamp())
    body = delivery(USER_ID, [story_insights("18010000000000009")], ended)

    command = [sys.executable, "-m", "tests.support.killed_hook", database_url]
    killed = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert killed.stdout is not None
    port = int(await killed.stdout.readline())
    assert await Hook(port).post(body) == Answered(None, "")
    assert await killed.wait() == -signal.SIGKILL

    clock.set(START + timedelta(hours=25))
    after = open_database(database_url, clock, KEYRING)
    async with serve_hook(after) as hook:
        assert (await hook.post(body)).status == 200
    async with after.transaction() as stored:
        refs = await stored.webhook_entries.claim(10, timedelta(minutes=1))
    assert len(refs) == 1
    await ApplyWebhooks(after, clock)(refs)
    async with after.reading() as stored:
        story = await stored.stories.find(account.id, "18010000000000009")
        assert await stored.webhook_entries.next_due() is None
    await after.close()
    assert story is not None
    assert [look.insights.get("reach") for look in story.looks if look.insights] == [44]
