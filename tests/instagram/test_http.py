"""What happens on the wire: limits, tries, and that nothing secret comes out of it."""

import asyncio
import json
import logging
import traceback
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.secret import Secret
from bot.instagram import InstagramEndpoints, http, parsing
from bot.instagram.graph import Graph
from bot.services.ports import Access, Purpose
from bot.storage.unit_of_work import SqlDatabase
from tests.instagram.conftest import FrozenClock, OddInstagram, Room, http_over, json_reply
from tests.support.people import access

TOKEN = Secret("IGAAsecrettoken")
PROFILE = '{"id": "27", "username": "demo"}'
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def profile_at(handler: Handler, database: SqlDatabase) -> InstagramRefused:
    """The refusal of a profile call that ``handler`` answers."""
    app = web.Application()
    app.router.add_get("/v26.0/me", handler)
    async with (
        TestServer(app) as server,
        http_over(database) as instagram,
    ):
        endpoints = InstagramEndpoints.at(str(server.make_url("")).rstrip("/"))
        with pytest.raises(InstagramRefused) as raised:
            await Graph(instagram, endpoints).read("me", None, access(TOKEN), {}, parsing.profile)
    return raised.value


async def test_the_token_goes_into_the_header_only(odd: OddInstagram, odd_room: Room) -> None:
    odd.answers(PROFILE)
    assert (await odd_room.api.profile(access(TOKEN))).username == "demo"
    (asked,) = odd.asked
    assert (asked.method, asked.path) == ("GET", "/v26.0/me")
    assert asked.headers["Authorization"] == "Bearer IGAAsecrettoken"
    assert "access_token" not in asked.params
    assert "IGAAsecrettoken" not in asked.params.values()


async def test_an_app_without_a_capability_is_the_operators_to_mend_and_the_log_says_how_hourly(
    odd: OddInstagram, odd_room: Room, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    said = '{"error": {"message": "(#3) Application does not have the capability", "code": 3}}'
    odd.answers(json_reply(said, 400))
    for pause in (timedelta(), timedelta(minutes=59), timedelta(minutes=1)):
        clock.advance(pause)
        with pytest.raises(InstagramRefused):
            await odd_room.api.profile(access(TOKEN))
    told = [record for record in caplog.records if record.levelname == "ERROR"]
    assert len(told) == 2
    assert "developers.facebook.com" in told[0].getMessage()


@pytest.mark.parametrize(
    ("purposes", "longest_pauses"),
    [
        ((Purpose.ENDING_STORY, Purpose.PERSON, Purpose.STORY), [0.3, 0.6]),
        ((Purpose.DIGEST, Purpose.REFRESH, Purpose.BACKFILL), [1.0, 2.0, 4.0]),
    ],
)
async def test_a_transient_failure_is_tried_again_with_growing_jitter(
    odd: OddInstagram,
    odd_room: Room,
    purposes: Sequence[Purpose],
    longest_pauses: Sequence[float],
) -> None:
    for purpose in purposes:
        odd.answers(PROFILE)
        await odd_room.api.profile(access(TOKEN))
        odd.answers(json_reply("<html>Bad Gateway</html>", 502))
        odd.asked.clear()
        odd_room.pauses.clear()
        with pytest.raises(InstagramRefused) as raised:
            await odd_room.api.profile(Access(TOKEN, None, purpose))
        assert raised.value.refusal is Refusal.TRANSIENT
        assert len(odd.asked) == len(longest_pauses) + 1
        assert len(odd_room.pauses) == len(longest_pauses)
        for pause, longest in zip(odd_room.pauses, longest_pauses, strict=True):
            assert 0 <= pause <= longest


async def test_in_an_outage_each_call_has_one_try_until_one_is_answered(
    odd: OddInstagram, odd_room: Room
) -> None:
    """Or it would use up the budget that its end will need."""
    bad = json_reply("<html>Service Unavailable</html>", 503)
    asked = []
    for answer in (bad, bad, bad, PROFILE, bad, bad):
        odd.answers(answer)
        odd.asked.clear()
        with suppress(InstagramRefused):
            await odd_room.api.profile(access(TOKEN))
        asked.append(len(odd.asked))
    assert asked == [3, 1, 1, 1, 3, 1]


async def test_in_an_outage_background_work_leaves_a_question_alone_for_a_while(
    odd: OddInstagram, odd_room: Room, clock: FrozenClock
) -> None:
    async def asked(purpose: Purpose, account_id: int = 7) -> int:
        odd.asked.clear()
        with suppress(InstagramRefused):
            await odd_room.api.profile(Access(TOKEN, account_id, purpose))
        return len(odd.asked)

    story, ending, person = Purpose.STORY, Purpose.ENDING_STORY, Purpose.PERSON
    odd.answers(json_reply("<html>Service Unavailable</html>", 503))
    assert await asked(story) == 3
    assert [await asked(one) for one in (story, ending, person)] == [0, 0, 1]
    assert await asked(story, account_id=8) == 1
    clock.advance(timedelta(minutes=1))
    assert [await asked(one) for one in (story, ending, ending)] == [0, 1, 0]
    clock.advance(timedelta(minutes=3))
    assert [await asked(one) for one in (story, story)] == [1, 0]
    # Another question, and nothing is left alone any more as soon as one is answered.
    odd.asked.clear()
    odd.answers('{"data": []}')
    assert await odd_room.api.live_stories(Access(TOKEN, 7, story)) == []
    odd.answers(PROFILE)
    assert await asked(story) == 1


async def test_a_clock_that_was_set_back_lets_no_question_wait(
    odd: OddInstagram, odd_room: Room, clock: FrozenClock
) -> None:
    odd.answers(json_reply("<html>Service Unavailable</html>", 503))
    for expected, ahead in ((3, timedelta()), (0, timedelta()), (1, timedelta(hours=-1))):
        clock.advance(ahead)
        odd.asked.clear()
        with suppress(InstagramRefused):
            await odd_room.api.profile(Access(TOKEN, None, Purpose.STORY))
        assert len(odd.asked) == expected


@pytest.mark.parametrize("code", [100, 1, 2])
async def test_an_error_of_metas_is_an_answer_too(
    odd: OddInstagram, odd_room: Room, code: int
) -> None:
    bad = json_reply("<html>Service Unavailable</html>", 503)
    refused = json_reply(f'{{"error": {{"message": "?", "code": {code}}}}}', 500)
    for answer in (bad, refused, bad):
        odd.answers(answer)
        odd.asked.clear()
        with suppress(InstagramRefused):
            await odd_room.api.profile(access(TOKEN))
    assert len(odd.asked) == 3


@pytest.mark.parametrize(
    "bad",
    [
        json_reply("<html>Bad Gateway</html>", 502),
        json_reply("<html>All is well</html>"),
        json_reply(b""),
        json_reply('{"id": NaN}'),
        json_reply('{"id": ' + "9" * 5000 + "}"),
        json_reply("[" * 100_000),
        json_reply("[]"),
        json_reply('{"username": "no id"}'),
        json_reply('{"error": {"message": "?", "code": 2}}', 500),
        json_reply('{"error": {"message": "?", "code": 1}}'),
        json_reply(b'{"id": "27"}', Content_Encoding="gzip"),
    ],
)
async def test_a_second_try_gives_the_answer(
    odd: OddInstagram, odd_room: Room, bad: web.Response
) -> None:
    odd.answers(bad, PROFILE)
    assert (await odd_room.api.profile(access(TOKEN))).username == "demo"
    assert len(odd.asked) == 2


@pytest.mark.parametrize(
    ("code", "refusal"),
    [(190, Refusal.TOKEN), (4, Refusal.THROTTLED), (100, Refusal.PERMANENT)],
)
async def test_nothing_else_is_tried_again(
    odd: OddInstagram, odd_room: Room, code: int, refusal: Refusal
) -> None:
    odd.answers(json_reply(f'{{"error": {{"message": "?", "code": {code}}}}}', 400))
    with pytest.raises(InstagramRefused) as raised:
        await odd_room.api.profile(access(TOKEN))
    assert raised.value.refusal is refusal
    assert len(odd.asked) == 1


async def test_an_error_in_a_successful_reply_is_an_error(
    odd: OddInstagram, odd_room: Room
) -> None:
    odd.answers('{"error": {"message": "?", "code": 190, "error_subcode": 460}}')
    with pytest.raises(InstagramRefused) as raised:
        await odd_room.api.profile(access(TOKEN))
    assert (raised.value.refusal, raised.value.subcode) == (Refusal.TOKEN, 460)


@pytest.mark.proves("F8")
async def test_an_endless_body_is_cut_off(sqlite_database: SqlDatabase) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        reply = web.StreamResponse()
        await reply.prepare(request)
        for _ in range(200):
            await reply.write(b" " * 1_000_000)
            sent += 1_000_000
        return reply

    error = await profile_at(endless, sqlite_database)
    assert error.refusal is Refusal.TRANSIENT
    assert "5000000 bytes" in error.detail
    assert sent < 200_000_000


@pytest.mark.proves("F7")
async def test_a_silent_instagram_is_given_up(
    monkeypatch: pytest.MonkeyPatch, sqlite_database: SqlDatabase
) -> None:
    async def silent(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(60)
        raise AssertionError

    monkeypatch.setattr(http, "BETWEEN_READS_SECONDS", 0.05)
    error = await profile_at(silent, sqlite_database)
    assert error.refusal is Refusal.TRANSIENT
    assert error.detail == "SocketTimeoutError"


@pytest.mark.proves("F9")
async def test_a_dripping_instagram_is_given_up_in_the_end(
    monkeypatch: pytest.MonkeyPatch, sqlite_database: SqlDatabase
) -> None:
    async def dripping(request: web.Request) -> web.StreamResponse:
        reply = web.StreamResponse()
        await reply.prepare(request)
        while True:
            await reply.write(b" ")
            await asyncio.sleep(0.01)

    impatience = replace(http.WAITED_FOR, total=0.2)
    monkeypatch.setitem(http.PATIENCE, Purpose.PERSON, impatience)
    error = await profile_at(dripping, sqlite_database)
    assert error.refusal is Refusal.TRANSIENT
    assert error.detail == "no answer in 0.2 s"


async def test_redirects_are_not_followed_and_cookies_not_kept(
    odd: OddInstagram, odd_room: Room
) -> None:
    redirect = json_reply("", 302, Location="/elsewhere", Set_Cookie="sessionid=1; Path=/")
    odd.answers(redirect, PROFILE)
    await odd_room.api.profile(access(TOKEN))
    assert [asked.path for asked in odd.asked] == ["/v26.0/me", "/v26.0/me"]
    assert not any("Cookie" in asked.headers for asked in odd.asked)


async def refusals_of_every_login_call(room: Room, secret: Secret) -> list[InstagramRefused]:
    refusals = []
    for ask in (
        lambda: room.oauth.exchange_code(secret),
        lambda: room.oauth.long_lived_token(secret),
        lambda: room.oauth.refresh(secret),
        lambda: room.api.profile(access(secret)),
    ):
        with pytest.raises(InstagramRefused) as raised:
            await ask()
        refusals.append(raised.value)
    return refusals


async def nothing_listens() -> str:
    async with TestServer(web.Application()) as server:
        return str(server.make_url("")).rstrip("/")


def watch_our_log(caplog: pytest.LogCaptureFixture) -> None:
    """All of it, but not the far end's. The last level that is set is that of what is caught."""
    caplog.set_level(logging.CRITICAL, logger="aiohttp.access")
    caplog.set_level(logging.DEBUG)


async def test_no_failure_shows_a_secret(
    odd: OddInstagram, odd_room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    watch_our_log(caplog)
    secret = Secret("IGAA0123456789abcdefSECRET0123456789")
    quoting = json.dumps({"error": {"code": 190, "message": f"Malformed token {secret.reveal()}"}})
    refusals = []
    for answer in (json_reply("<html>", 500), json_reply(quoting, 400), json_reply("<html>")):
        odd.answers(answer)
        refusals += await refusals_of_every_login_call(odd_room, secret)
    shown = caplog.text
    assert "GET /me: 400 in " in shown
    for refused in refusals:
        assert refused.__context__ is None
        assert refused.__cause__ is None
        shown += "".join(traceback.format_exception(refused)) + repr(refused)
    assert len(refusals) == 12
    assert secret.reveal() not in shown


async def test_a_lost_connection_shows_no_secret_either(
    odd: OddInstagram, sqlite_database: SqlDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    watch_our_log(caplog)
    secret = Secret("IGAA0123456789abcdefSECRET0123456789")
    endpoints = InstagramEndpoints.at(await nothing_listens())
    async with http_over(sqlite_database) as instagram:
        graph = Graph(instagram, endpoints)
        with pytest.raises(InstagramRefused) as raised:
            await graph.read("me", None, access(secret), {}, parsing.profile)
    assert raised.value.detail == "ClientConnectorError"
    assert raised.value.__context__ is None
    assert "GET /me: try 1 failed: ClientConnectorError" in caplog.text
    assert secret.reveal() not in caplog.text


async def test_the_debug_log_tells_endpoint_status_and_time_only(
    odd: OddInstagram, odd_room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot.instagram")
    odd.answers('{"access_token": "IGAAnew", "expires_in": 5183944}')
    await odd_room.oauth.refresh(TOKEN)
    # Whoever watches the clocks speaks, too, on days that are far from the test's.
    told = [record for record in caplog.records if record.name.startswith("bot.instagram")]
    (line,) = [record.getMessage() for record in told]
    assert line.startswith("GET /refresh_access_token: 200 in ")
    assert line.endswith(" ms")
