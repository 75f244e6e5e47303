"""Leave to ask: what Instagram is not asked, and who is asked for first when calls run short."""

import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.secret import Secret
from bot.instagram import InstagramEndpoints
from bot.instagram.http import PATIENCE, WAITED_FOR
from bot.instagram.limits import BURST_PERCENT, Limits
from bot.sandbox.credentials import Credentials
from bot.services.ports import (
    APP_KEY,
    Access,
    InstagramApi,
    InstagramOAuth,
    Purpose,
    Usage,
    account_key,
)
from bot.storage.engine import open_database
from bot.storage.unit_of_work import SqlDatabase
from tests.instagram.conftest import (
    START,
    Account,
    FrozenClock,
    OddInstagram,
    Sandbox,
    http_over,
    json_reply,
    wire,
)
from tests.support.databases import KEYRING, SqliteDatabases
from tests.support.people import linked_account

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PROFILE = '{"id": "27", "username": "demo"}'
TOKEN = Secret("IGAAsecrettoken")


@dataclass(frozen=True)
class Shop:
    """An account at Instagram and with us."""

    made: Account
    id: int

    def for_(self, purpose: Purpose) -> Access:
        return Access(self.made.token, self.id, purpose)


@dataclass(frozen=True)
class Asking:
    """Our Instagram room over a database, and the sandbox that counts what it is asked."""

    sandbox: Sandbox
    database: SqlDatabase
    api: InstagramApi
    oauth: InstagramOAuth

    async def shop(self, user: int = 7) -> Shop:
        made = await self.sandbox.account(username=f"shop{user}")
        async with self.database.transaction() as stored:
            account = await linked_account(stored, user, made.user_id)
        return Shop(made, account.id)

    async def is_let(self, shop: Shop, purpose: Purpose = Purpose.ENDING_STORY) -> bool:
        """Whether a call goes through; one that is held back does not reach Instagram."""
        before = await self.asked()
        try:
            await self.api.profile(shop.for_(purpose))
        except InstagramRefused as error:
            refused = error
        else:
            assert await self.asked() == before + 1
            return True
        assert await self.asked() == before
        assert refused.refusal is Refusal.THROTTLED
        assert refused.retry_at is not None
        assert refused.retry_at > self.database.clock.now()
        return False

    async def purposes_let(self, shop: Shop) -> set[Purpose]:
        return {purpose for purpose in Purpose if await self.is_let(shop, purpose)}

    async def refused(self, shop: Shop) -> InstagramRefused:
        """By Instagram itself."""
        before = await self.asked()
        with pytest.raises(InstagramRefused) as raised:
            await self.api.profile(shop.for_(Purpose.PERSON))
        assert await self.asked() == before + 1
        return raised.value

    async def asked(self) -> int:
        return int((await self.sandbox.control("GET", "/requests"))["total"])


@asynccontextmanager
async def asking_over(sandbox: Sandbox, database: SqlDatabase) -> AsyncIterator[Asking]:
    endpoints = InstagramEndpoints.at(f"{sandbox.origin}/instagram")
    async with http_over(database) as http:
        api, oauth = wire(http, endpoints, sandbox.clock, sandbox.credentials, database)
        yield Asking(sandbox, database, api, oauth)


@pytest.fixture
async def asking(sandbox: Sandbox, database_url: str) -> AsyncIterator[Asking]:
    """On SQLite and on PostgreSQL."""
    database = open_database(database_url, sandbox.clock, KEYRING)
    async with asking_over(sandbox, database) as asking:
        yield asking
    await database.close()


@pytest.fixture
async def sqlite_asking(sandbox: Sandbox, sandbox_database: SqlDatabase) -> AsyncIterator[Asking]:
    async with asking_over(sandbox, sandbox_database) as asking:
        yield asking


# Cool-downs -------------------------------------------------------------------------------------


@pytest.mark.proves("F11")
async def test_while_an_account_cools_down_nothing_is_asked_for_it(asking: Asking) -> None:
    shop, other = await asking.shop(7), await asking.shop(8)
    await asking.sandbox.switch("throttle", 1, minutes=30)
    refused = await asking.refused(shop)
    assert (refused.refusal, refused.retry_at) == (Refusal.THROTTLED, START + 30 * MINUTE)
    assert await asking.purposes_let(shop) == set()
    assert await asking.purposes_let(other) == set(Purpose)
    asking.sandbox.clock.jump(30 * MINUTE - timedelta(seconds=1))
    assert not await asking.is_let(shop)
    asking.sandbox.clock.jump(timedelta(seconds=1))
    assert await asking.purposes_let(shop) == set(Purpose)


@pytest.mark.proves("F11")
@pytest.mark.parametrize(
    ("code", "status", "whole_app"),
    [
        (4, 400, True),
        (341, 400, True),
        (400, 400, True),
        (17, 400, False),
        (32, 400, False),
        (613, 400, False),
        (80002, 400, False),
        (99, 429, False),
    ],
)
async def test_a_refusal_without_minutes_cools_the_account_or_the_app_for_about_an_hour(
    sqlite_asking: Asking, code: int, status: int, whole_app: bool
) -> None:
    shop, other = await sqlite_asking.shop(7), await sqlite_asking.shop(8)
    await sqlite_asking.sandbox.switch("error", 1, code=code, status=status)
    refused = await sqlite_asking.refused(shop)
    assert refused.retry_at is not None
    assert 54 * MINUTE <= refused.retry_at - START <= 66 * MINUTE
    assert not await sqlite_asking.is_let(shop)
    assert await sqlite_asking.is_let(other) is not whole_app
    sqlite_asking.sandbox.clock.jump(66 * MINUTE)
    assert await sqlite_asking.is_let(shop)


async def test_a_blocked_account_is_left_alone_for_a_day(sqlite_asking: Asking) -> None:
    shop = await sqlite_asking.shop()
    await sqlite_asking.sandbox.switch("error", 1, code=368)
    refused = await sqlite_asking.refused(shop)
    assert (refused.refusal, refused.retry_at) == (Refusal.BLOCKED, START + DAY)
    sqlite_asking.sandbox.clock.jump(DAY - MINUTE)
    assert not await sqlite_asking.is_let(shop)
    sqlite_asking.sandbox.clock.jump(MINUTE)
    assert await sqlite_asking.is_let(shop)


@pytest.mark.proves("F11")
async def test_a_cool_down_survives_a_restart(sandbox: Sandbox, sqlite_url: str) -> None:
    database = open_database(sqlite_url, sandbox.clock, KEYRING)
    async with asking_over(sandbox, database) as asking:
        shop = await asking.shop()
        await sandbox.switch("throttle", 1, minutes=30)
        await asking.refused(shop)
    await database.close()
    database = open_database(sqlite_url, sandbox.clock, KEYRING)
    async with asking_over(sandbox, database) as asking:
        assert not await asking.is_let(shop)
        sandbox.clock.jump(30 * MINUTE)
        assert await asking.is_let(shop)
    await database.close()


@pytest.mark.proves("F11")
async def test_a_cool_down_holds_for_every_machine(sandbox: Sandbox, postgres_url: str) -> None:
    here = open_database(postgres_url, sandbox.clock, KEYRING)
    there = open_database(postgres_url, sandbox.clock, KEYRING)
    async with asking_over(sandbox, here) as ours, asking_over(sandbox, there) as theirs:
        shop, other = await ours.shop(7), await ours.shop(8)
        await sandbox.switch("error", 1, code=4)
        await ours.refused(shop)
        assert not await theirs.is_let(shop)
        assert not await theirs.is_let(other)
    await here.close()
    await there.close()


async def test_somebody_who_links_waits_for_the_app_only(sqlite_asking: Asking) -> None:
    shop = await sqlite_asking.shop()
    linking = Access(shop.made.token, None, Purpose.PERSON)
    await sqlite_asking.sandbox.switch("throttle", 1, minutes=30)
    await sqlite_asking.refused(shop)
    assert (await sqlite_asking.api.profile(linking)).username == "shop7"
    await sqlite_asking.sandbox.switch("throttle", 1, minutes=30, code=4)
    with pytest.raises(InstagramRefused):
        await sqlite_asking.api.profile(linking)
    asked = await sqlite_asking.asked()
    for ask in (
        lambda: sqlite_asking.api.profile(linking),
        lambda: sqlite_asking.oauth.exchange_code(Secret("code")),
        lambda: sqlite_asking.oauth.long_lived_token(Secret("short-lived")),
        lambda: sqlite_asking.oauth.refresh(shop.made.token),
    ):
        with pytest.raises(InstagramRefused) as raised:
            await ask()
        assert raised.value.retry_at == START + 30 * MINUTE
        assert raised.value.whole_app
    assert await sqlite_asking.asked() == asked


# The budget -------------------------------------------------------------------------------------


async def test_the_less_urgent_stop_earlier_and_leave_calls_for_the_others(asking: Asking) -> None:
    shop = await asking.shop()
    sent = {}
    for purpose in reversed(Purpose):
        sent[purpose] = 0
        while await asking.is_let(shop, purpose):
            sent[purpose] += 1
    assert sent == {
        Purpose.BACKFILL: 18,
        Purpose.REFRESH: 12,
        Purpose.DIGEST: 12,
        Purpose.STORY: 6,
        Purpose.PERSON: 6,
        Purpose.ENDING_STORY: 6,
    }
    async with asking.database.reading() as stored:
        counted = await stored.instagram_facts.requests_on(shop.id, START.date())
    assert counted == sent


async def test_every_try_is_spent_and_counted(sqlite_asking: Asking) -> None:
    shop = await sqlite_asking.shop()
    for fault in ("server_error", "garbage"):
        await sqlite_asking.sandbox.switch(fault, 2)
        await sqlite_asking.api.profile(shop.for_(Purpose.STORY))
    async with sqlite_asking.database.reading() as stored:
        counted = await stored.instagram_facts.requests_on(shop.id, START.date())
    assert counted == {Purpose.STORY: 6}
    burst = 48
    for _ in range(burst - 6):
        assert await sqlite_asking.is_let(shop, Purpose.STORY)
    assert not await sqlite_asking.is_let(shop, Purpose.STORY)


Asks = Sequence[tuple[float, Purpose, int]]
"""After so many minutes, for what, how often."""


async def granted_at(
    limits: Limits, clock: FrozenClock, account_id: int, asks: Asks
) -> list[datetime]:
    granted = []
    for minutes, purpose, times in asks:
        clock.advance(minutes * MINUTE)
        for _ in range(times):
            try:
                await limits.ask_leave(Access(TOKEN, account_id, purpose))
            except InstagramRefused:
                break
            granted.append(clock.now())
    return granted


asks = st.lists(
    st.tuples(st.floats(0, 25), st.sampled_from(Purpose), st.integers(1, 60)), max_size=20
)


@pytest.mark.parametrize(
    ("calls", "burst", "in_burst", "examples"), [(200, 200, 60, 6), (200, 600, 400, 2)]
)
def test_no_rolling_hour_sees_more_calls_than_agreed_and_nobody_starves_the_more_urgent(
    sqlite_databases: SqliteDatabases, calls: int, burst: int, in_burst: int, examples: int
) -> None:
    accounts = iter(range(1, 1000))

    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_databases.copy_to(Path(folder) / "farolero.db")

        @settings(max_examples=examples, deadline=None)
        @given(asks, st.sampled_from(Purpose))
        def holds(asks: Asks, urgent: Purpose) -> None:
            asyncio.run(check(asks, urgent))

        async def check(asks: Asks, urgent: Purpose) -> None:
            clock = FrozenClock()
            database = open_database(url, clock, KEYRING)
            limits = Limits(database, clock, calls, burst)

            granted = await granted_at(limits, clock, next(accounts), asks)
            for since in granted:
                assert sum(since <= at <= since + HOUR for at in granted) <= burst

            lesser = [ask for ask in asks if ask[1] > urgent]
            account_id = next(accounts)
            await granted_at(limits, clock, account_id, lesser)
            left = await granted_at(limits, clock, account_id, [(0, urgent, in_burst + 1)])
            taken = max((BURST_PERCENT[purpose] for _, purpose, _ in lesser), default=0)
            assert len(left) >= in_burst * (BURST_PERCENT[urgent] - taken) // 100
            await database.close()

        holds()


@pytest.mark.parametrize(
    ("calls", "burst", "first_hour"), [(200, 200, 198), (200, 600, 598), (20, 20, 18)]
)
async def test_who_always_asks_gets_what_was_agreed_and_no_more(
    sqlite_database: SqlDatabase, clock: FrozenClock, calls: int, burst: int, first_hour: int
) -> None:
    limits = Limits(sqlite_database, clock, calls, burst)
    asks = [(0.25, Purpose.ENDING_STORY, burst)] * 239
    granted = await granted_at(limits, clock, 1, asks)
    assert sum(at < START + HOUR for at in granted) >= first_hour
    assert max(sum(since <= at <= since + HOUR for at in granted) for since in granted) <= burst


# Usage headers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "least_urgent"),
    [
        (74, Purpose.BACKFILL),
        (75, Purpose.DIGEST),
        (90, Purpose.STORY),
        (93, Purpose.PERSON),
        (95, Purpose.ENDING_STORY),
        (100, Purpose.ENDING_STORY),
    ],
)
@pytest.mark.parametrize("figure", ["call_count", "total_cputime", "total_time"])
async def test_the_more_is_used_the_fewer_purposes_go_on(
    sqlite_asking: Asking, percent: int, least_urgent: Purpose, figure: str
) -> None:
    shop = await sqlite_asking.shop()
    await sqlite_asking.sandbox.switch("usage_headers", 1, **{figure: percent})
    assert await sqlite_asking.is_let(shop)
    let = {purpose for purpose in Purpose if purpose <= least_urgent}
    assert await sqlite_asking.purposes_let(shop) == let


async def test_a_pause_ends_ten_minutes_after_the_last_header(asking: Asking) -> None:
    shop, other = await asking.shop(7), await asking.shop(8)
    await asking.sandbox.switch("usage_headers", 1, call_count=80)
    assert await asking.is_let(shop)
    assert not await asking.is_let(shop, Purpose.REFRESH)
    assert not await asking.is_let(other, Purpose.REFRESH), "the app's own limit is as full"
    asking.sandbox.clock.jump(10 * MINUTE)
    assert await asking.is_let(shop, Purpose.REFRESH)


async def test_minutes_in_the_header_of_an_answer_are_waited(asking: Asking) -> None:
    shop = await asking.shop()
    await asking.sandbox.switch(
        "usage_headers", 1, call_count=100, estimated_time_to_regain_access=5
    )
    assert await asking.is_let(shop)
    assert await asking.purposes_let(shop) == set()
    asking.sandbox.clock.jump(5 * MINUTE)
    assert await asking.purposes_let(shop) == set(Purpose)


BUSINESS = {"type": "instagram", "call_count": 28, "total_cputime": 5, "total_time": 7}
HUGE_HEADER = {str(user): [BUSINESS] * 5 for user in range(17841400000000000, 17841400000000032)}


@dataclass(frozen=True)
class Odd:
    """A linked account whose Instagram answers what a test tells it."""

    instagram: OddInstagram
    database: SqlDatabase
    api: InstagramApi
    account_id: int

    async def answers(self, body: str = PROFILE, status: int = 200, **headers: str) -> None:
        self.instagram.answers(json_reply(body, status, **headers))
        await self.api.profile(Access(TOKEN, self.account_id, Purpose.ENDING_STORY))

    async def usage(self) -> tuple[Usage | None, Usage | None]:
        """Of the app and of the account."""
        async with self.database.reading() as stored:
            facts = stored.instagram_facts
            key = account_key(self.account_id)
            return await facts.usage(APP_KEY), await facts.usage(key)


@pytest.fixture
async def odd_shop(
    odd: OddInstagram, clock: FrozenClock, sqlite_database: SqlDatabase
) -> AsyncIterator[Odd]:
    async with sqlite_database.transaction() as stored:
        account = await linked_account(stored)
    async with http_over(sqlite_database) as http:
        endpoints = InstagramEndpoints.at(odd.origin)
        api, _ = wire(http, endpoints, clock, Credentials.for_seed(1), sqlite_database)
        yield Odd(odd, sqlite_database, api, account.id)


@pytest.mark.parametrize(
    ("app", "business", "of_app", "of_account"),
    [
        ("", "", None, None),
        ('{"call_count":3,"total_cputime":1,"total_time":2}', "", (3, 1, 2), None),
        ("", json.dumps({"178": [BUSINESS]}), None, (28, 5, 7)),
        (
            "",
            json.dumps(
                {
                    "1": [BUSINESS | {"type": "ads_insights", "call_count": 99}],
                    "2": [BUSINESS, BUSINESS | {"call_count": 1, "total_time": 60}],
                }
            ),
            None,
            (28, 5, 60),
        ),
        ("", json.dumps(HUGE_HEADER), None, (28, 5, 7)),
        ('{"call_count":4000000000}', "", (100, 0, 0), None),
        ('{"call_count":"many","total_time":null}', '{"1":[{"call_count":true}]}', None, None),
        ('{"call_count":-1}', '{"1":{"call_count":5},"2":["x"],"3":5}', None, None),
        ("[]", "<html>", None, None),
        ("not json", '{"1":' + "9" * 5000 + "}", None, None),
        ("[" * 3000, '{"1":[{"call_count":NaN}]}', None, None),
    ],
)
async def test_usage_headers_are_read_whatever_they_hold(
    odd_shop: Odd,
    app: str,
    business: str,
    of_app: tuple[int, int, int] | None,
    of_account: tuple[int, int, int] | None,
) -> None:
    await odd_shop.answers(X_App_Usage=app, X_Business_Use_Case_Usage=business)
    expected = [None if one is None else Usage(*one, START) for one in (of_app, of_account)]
    assert list(await odd_shop.usage()) == expected


async def test_an_error_tells_the_usage_too(odd_shop: Odd) -> None:
    error = '{"error": {"message": "?", "code": 100}}'
    with pytest.raises(InstagramRefused):
        await odd_shop.answers(error, 400, X_App_Usage='{"call_count":77}')
    assert await odd_shop.usage() == (Usage(77, 0, 0, START), None)


async def test_figures_that_stay_are_stored_once_a_minute(
    odd_shop: Odd, clock: FrozenClock
) -> None:
    stored_at = []
    for figure in (10, 10, 11, 11, 11):
        await odd_shop.answers(X_App_Usage=f'{{"call_count":{figure}}}')
        of_app, _ = await odd_shop.usage()
        assert of_app is not None
        stored_at.append((of_app.as_of - START).total_seconds())
        clock.advance(timedelta(seconds=25))
    assert stored_at == [0, 0, 50, 50, 50]
    clock.advance(timedelta(seconds=25))
    await odd_shop.answers(X_App_Usage='{"call_count":11}')
    assert await odd_shop.usage() == (Usage(11, 0, 0, START + timedelta(seconds=150)), None)


# Work in the background rests --------------------------------------------------------------------


async def test_work_that_nobody_waits_for_rests_for_a_minute_when_the_budget_is_spent(
    asking: Asking,
) -> None:
    shop = await asking.shop()
    while await asking.is_let(shop):
        pass
    waits = {}
    for purpose in Purpose:
        with pytest.raises(InstagramRefused) as raised:
            await asking.api.profile(shop.for_(purpose))
        assert raised.value.own_budget
        assert raised.value.retry_at is not None
        waits[purpose] = raised.value.retry_at - asking.sandbox.clock.now()
    assert waits[Purpose.ENDING_STORY] <= timedelta(seconds=26)
    assert all(wait >= MINUTE for purpose, wait in waits.items() if purpose > Purpose.PERSON)
    # When it says so, a call is granted.
    for purpose in (Purpose.ENDING_STORY, Purpose.PERSON, Purpose.STORY):
        asking.sandbox.clock.jump(waits[purpose])
        assert await asking.is_let(shop, purpose)


# Turns ------------------------------------------------------------------------------------------


class Busy(OddInstagram):
    """Answers only when it is told to, and notes who was there at the same time."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: Counter[str] = Counter()
        self.order: list[str] = []
        self.most_of_one = 0
        self.most = 0
        self.gate = asyncio.Event()
        self.arrivals = asyncio.Semaphore(0)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        account = request.headers["Authorization"]
        self.order.append(account)
        self.arrivals.release()
        self.inside[account] += 1
        self.most_of_one = max(self.most_of_one, *self.inside.values())
        self.most = max(self.most, self.inside.total())
        await self.gate.wait()
        self.inside[account] -= 1
        return json_reply(PROFILE)


@pytest.fixture
async def busy() -> AsyncIterator[Busy]:
    instagram = Busy()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", instagram.handle)
    async with TestServer(app) as server:
        instagram.origin = f"http://localhost:{server.port}"
        yield instagram


async def until_asked(busy: Busy, times: int) -> None:
    async with asyncio.timeout(20):
        for _ in range(times):
            await busy.arrivals.acquire()


async def test_one_call_at_a_time_for_an_account_and_eight_in_all(
    busy: Busy, clock: FrozenClock, sqlite_database: SqlDatabase
) -> None:
    async with http_over(sqlite_database) as http, asyncio.TaskGroup() as tasks:
        endpoints = InstagramEndpoints.at(busy.origin)
        api, _ = wire(http, endpoints, clock, Credentials.for_seed(1), sqlite_database)
        for account in range(12):
            for _ in range(3):
                access = Access(Secret(f"of-{account}"), account + 1, Purpose.REFRESH)
                tasks.create_task(api.profile(access))
        await until_asked(busy, 8)
        busy.gate.set()
    assert len(busy.order) == 36
    assert (busy.most_of_one, busy.most) == (1, 8)


@pytest.mark.proves("F11")
async def test_who_waits_for_an_account_goes_in_the_order_of_urgency(
    busy: Busy, clock: FrozenClock, sqlite_database: SqlDatabase
) -> None:
    async with http_over(sqlite_database) as http, asyncio.TaskGroup() as tasks:
        endpoints = InstagramEndpoints.at(busy.origin)
        api, _ = wire(http, endpoints, clock, Credentials.for_seed(1), sqlite_database)

        def ask(purpose: Purpose) -> "asyncio.Task[object]":
            return tasks.create_task(api.profile(Access(Secret(str(int(purpose))), 1, purpose)))

        ask(Purpose.BACKFILL)
        await until_asked(busy, 1)
        gives_up = ask(Purpose.ENDING_STORY)
        for purpose in (Purpose.REFRESH, Purpose.DIGEST, Purpose.PERSON, Purpose.STORY):
            ask(purpose)
        await asyncio.sleep(0)
        gives_up.cancel()
        busy.gate.set()
    assert [Purpose(int(one.removeprefix("Bearer "))) for one in busy.order] == [
        Purpose.BACKFILL,
        Purpose.PERSON,
        Purpose.STORY,
        Purpose.DIGEST,
        Purpose.REFRESH,
    ]


async def test_a_person_waits_no_longer_than_agreed_for_a_turn(
    busy: Busy,
    clock: FrozenClock,
    sqlite_database: SqlDatabase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(PATIENCE, Purpose.PERSON, replace(WAITED_FOR, total=0.3))
    async with http_over(sqlite_database) as http, asyncio.TaskGroup() as tasks:
        endpoints = InstagramEndpoints.at(busy.origin)
        api, _ = wire(http, endpoints, clock, Credentials.for_seed(1), sqlite_database)
        tasks.create_task(api.profile(Access(TOKEN, 1, Purpose.REFRESH)))
        await until_asked(busy, 1)
        with pytest.raises(InstagramRefused) as raised:
            await api.profile(Access(TOKEN, 1, Purpose.PERSON))
        busy.gate.set()
        assert (raised.value.refusal, raised.value.detail) == (
            Refusal.TRANSIENT,
            "no answer in 0.3 s",
        )
    assert len(busy.order) == 1
