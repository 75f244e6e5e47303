"""Links that Instagram does not let us finish at once: pending, resumed, made exactly once."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.accounts import LinkAttempt, LinkAttemptStatus
from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.secret import Secret
from bot.instagram.http import PATIENCE, WAITED_FOR
from bot.services.finish_linking import FinishLinking
from bot.services.finish_linking import next_try as when_to_try
from bot.services.forget_old import ForgetOld
from bot.services.link_refusals import LinkExpired, LinkPending, LinkUsed
from bot.services.ports import OutgoingMessage, PendingLink, Purpose, Repositories
from bot.services.results import Linked
from bot.services.resume_linking import (
    CancelLinking,
    ResumeLinking,
    ShowPendingLink,
    TryLinkingNow,
)
from bot.storage.engine import open_database
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START
from tests.support.databases import KEYRING, sqlite_url
from tests.support.product import ANA, BASIC, BORIS, EXCHANGE, PUBLISH, SCOPES, Product

CODE_STEP, TOKEN_STEP, READING_STEP = "/oauth/access_token", "/access_token", "/{user}"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LEASE = timedelta(minutes=5)
"""Longer than a row is lent to anybody."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PATIENCE, Purpose.PERSON, replace(WAITED_FOR, total=1.0))


def resuming(product: Product) -> ResumeLinking:
    return ResumeLinking(product.database, product.clock, product.finish_linking)


async def resume(product: Product, how: ResumeLinking | None = None) -> int:
    """What the lane does with its due rows; how many there were."""
    async with product.database.transaction() as stored:
        refs = await stored.pending_links.claim(10, MINUTE)
    await (how or resuming(product))(refs)
    return len(refs)


async def next_try(product: Product, person: int = ANA) -> datetime | None:
    return await ShowPendingLink(product.database)(person)


async def messages(product: Product) -> list[OutgoingMessage]:
    """All that were ever put out, oldest first, without taking any."""
    async with product.database.session() as session:
        found = await session.execute(text("SELECT kind, key, chat_id FROM outbox ORDER BY id"))
        return [OutgoingMessage(kind, key, chat, None, {}) for kind, key, chat in found]


async def kinds(product: Product) -> list[str]:
    return [message.kind for message in await messages(product)]


async def secrets_kept(product: Product) -> list[str]:
    """Names of the columns in which attempts still hold something of Instagram's."""
    columns = ("code", "short_lived_token", "long_lived_token")
    async with product.database.session() as session:
        rows = (await session.execute(text(f"SELECT {', '.join(columns)} FROM link_attempt"))).all()
    return [name for row in rows for name, value in zip(columns, row, strict=True) if value]


async def is_gone(product: Product) -> bool:
    """No link, no secret, and nothing that would try again."""
    async with product.database.session() as session:
        counted = [
            await session.scalar(text(f"SELECT count(*) FROM {table}"))
            for table in ("link", "instagram_account", "pending_link")
        ]
    return counted == [0, 0, 0] and await secrets_kept(product) == []


async def is_linked_once(product: Product, shop: str) -> bool:
    async with product.database.session() as session:
        left = await session.scalar(text("SELECT count(*) FROM pending_link"))
    linked = [account.user_id for account in await product.linked()]
    return linked == [shop] and not left and await secrets_kept(product) == []


async def pend(product: Product, shop: str, endpoint: str, fault: str = "server_error") -> str:
    """Ana comes back while Instagram is away at ``endpoint``; the fault's number."""
    params = {"seconds": 3} if fault == "slow" else {}
    number = await product.switch(fault, endpoint=endpoint, **params)
    with pytest.raises(LinkPending):
        await product.link(shop)
    return number


# From pending to linked ------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["server_error", "garbage", "slow", "reset"])
@pytest.mark.parametrize(
    ("endpoint", "kept", "pause"),
    [
        (CODE_STEP, "code", MINUTE),
        (TOKEN_STEP, "short_lived_token", MINUTE),
        (READING_STEP, "long_lived_token", HOUR),
    ],
)
async def test_what_was_obtained_is_kept_and_the_link_is_made_once_instagram_is_back(
    product: Product, shop: str, endpoint: str, kept: str, pause: timedelta, fault: str
) -> None:
    number = await pend(product, shop, endpoint, fault)
    assert await secrets_kept(product) == [kept]
    assert await product.linked() == []
    assert await next_try(product) == START + pause
    assert await resume(product) == 0, "not before it is time"
    product.later(seconds=pause.total_seconds())
    product.sandbox.faults.remove(number)
    exchanges = product.asked()[EXCHANGE]
    assert await resume(product) == 1
    assert await is_linked_once(product, shop)
    assert await kinds(product) == ["linked"]
    assert product.asked()[EXCHANGE] - exchanges == (1 if endpoint == CODE_STEP else 0)
    product.later(hours=25)
    assert await resume(product) == 0
    assert await kinds(product) == ["linked"]


async def test_what_was_granted_is_remembered_while_the_link_is_pending(
    product: Product, shop: str
) -> None:
    await pend(product, shop, READING_STEP)
    product.sandbox.faults.remove("1")
    product.later(hours=1)
    await resume(product)
    async with product.database.reading() as stored:
        (linked,) = await stored.accounts.linked_to(ANA)
    assert linked.link.permissions == frozenset(SCOPES)
    assert linked.link.token_issued_at == START, "it ages from when Instagram gave it"


@pytest.mark.parametrize("endpoint", [TOKEN_STEP, READING_STEP])
async def test_an_answer_that_is_lost_after_the_code_is_asked_for_again(
    product: Product, shop: str, endpoint: str
) -> None:
    number = await product.switch("reset", endpoint=endpoint, when="after")
    with pytest.raises(LinkPending) as pending:
        await product.link(shop)
    product.sandbox.faults.remove(number)
    product.clock.jump(pending.value.retry_at - product.clock.now())
    await resume(product)
    assert await is_linked_once(product, shop)


async def test_a_code_that_a_lost_answer_used_up_is_told_of_honestly(
    product: Product, shop: str
) -> None:
    number = await product.switch("reset", endpoint=CODE_STEP, when="after")
    with pytest.raises(LinkPending):
        await product.link(shop)
    product.sandbox.faults.remove(number)
    product.later(minutes=1)
    await resume(product)
    assert await kinds(product) == ["link_interrupted"]
    assert await is_gone(product)


async def test_a_refusal_while_pending_is_told_with_its_reason(product: Product) -> None:
    friend = await product.account(username="leo.at.home", account_type="PERSONAL")
    number = await pend(product, friend["user_id"], CODE_STEP)
    product.sandbox.faults.remove(number)
    product.later(minutes=1)
    await resume(product)
    assert await kinds(product) == ["link_not_professional"]
    assert await is_gone(product)


async def test_a_missing_permission_is_told_also_when_it_shows_only_later(
    product: Product, shop: str
) -> None:
    number = await product.switch("server_error", endpoint=CODE_STEP)
    with pytest.raises(LinkPending):
        await product.link(shop, scopes=(BASIC, PUBLISH))
    product.sandbox.faults.remove(number)
    product.later(minutes=1)
    await resume(product)
    assert await kinds(product) == ["link_missing_permissions"]
    assert await is_gone(product)


# When it is tried ------------------------------------------------------------------------------


async def walk(product: Product, until: timedelta) -> list[int]:
    """The minutes after the start at which the lane tried."""
    tried = []
    while product.clock.now() < START + until:
        product.later(minutes=1)
        if await resume(product):
            tried.append((product.clock.now() - START) // MINUTE)
    return tried


@pytest.mark.parametrize("endpoint", [CODE_STEP, TOKEN_STEP])
async def test_within_the_hour_it_is_tried_early_and_often_and_never_beyond(
    product: Product, shop: str, endpoint: str
) -> None:
    await pend(product, shop, endpoint)
    assert await walk(product, 2 * HOUR) == [1, 2, 4, 8, 16, 31, 46, 59]
    assert await kinds(product) == ["link_gave_up"]
    assert await is_gone(product)


async def test_with_a_long_lived_token_it_is_tried_every_hour_for_a_day(
    product: Product, shop: str
) -> None:
    await pend(product, shop, READING_STEP)
    assert await walk(product, 25 * HOUR) == [*(60 * hour for hour in range(1, 24)), 24 * 60 - 1]
    assert await kinds(product) == ["link_gave_up"]
    assert await is_gone(product)


@pytest.mark.parametrize("endpoint", [READING_STEP, "/{user}/stories"])
@pytest.mark.parametrize(("minutes", "retry", "spread"), [(20, 20, 0), (90, 90, 0), (0, 60, 6)])
async def test_with_a_long_lived_token_instagram_says_when(
    product: Product, shop: str, endpoint: str, minutes: int, retry: int, spread: int
) -> None:
    """Where it does not, it is asked after about an hour."""
    number = await product.switch("throttle", endpoint=endpoint, minutes=minutes)
    with pytest.raises(LinkPending) as pending:
        await product.link(shop)
    off = abs(pending.value.retry_at - START - timedelta(minutes=retry))
    assert off <= timedelta(minutes=spread)
    product.sandbox.faults.remove(number)
    product.later(minutes=retry + spread)
    await resume(product)
    assert await is_linked_once(product, shop)


@pytest.mark.parametrize(
    ("waited", "told", "wanted"),
    [(0, 20, 20), (0, 59, 59), (0, 60, 1), (0, None, 1), (10, None, 20), (40, None, 55)],
)
def test_before_it_instagram_is_heard_where_that_comes_early_enough(
    waited: int, told: int | None, wanted: int
) -> None:
    attempt = LinkAttempt(1, ANA, ANA, LinkAttemptStatus.PENDING, START, START + HOUR)
    pending = PendingLink(attempt, START, Secret("code"), None, None)
    retry_at = None if told is None else START + told * MINUTE
    refused = InstagramRefused(Refusal.THROTTLED, "…", retry_at=retry_at)
    assert when_to_try(pending, refused, START + waited * MINUTE) == START + wanted * MINUTE
    assert when_to_try(pending, refused, START + 59 * MINUTE) is None
    for_good = InstagramRefused(Refusal.PERMANENT, "…")
    assert when_to_try(pending, for_good, START) is None


async def test_after_a_long_stop_of_the_bot_the_end_is_told_all_the_same(
    product: Product, shop: str
) -> None:
    await pend(product, shop, CODE_STEP)
    product.later(days=3)
    await ForgetOld(product.database, product.clock, timedelta(days=730))()
    assert await secrets_kept(product) == [], "they go when their time is over, told or not"
    product.sandbox.requests.reset()
    await resume(product)
    assert product.asked()[EXCHANGE] == 0
    assert await kinds(product) == ["link_gave_up"]
    assert await is_gone(product)


# What the person does meanwhile ----------------------------------------------------------------


async def test_trying_now_makes_the_link_or_tells_the_next_time(
    product: Product, shop: str
) -> None:
    number = await pend(product, shop, CODE_STEP)
    try_now = TryLinkingNow(product.database, resuming(product))
    product.later(seconds=30)
    assert await try_now(BORIS) is None
    assert await try_now(ANA) == START + timedelta(seconds=90)
    product.sandbox.faults.remove(number)
    assert await try_now(ANA) is None
    assert await is_linked_once(product, shop)
    assert await try_now(ANA) is None
    assert await kinds(product) == ["linked"]


async def test_tapping_try_now_many_times_at_once_links_once(product: Product, shop: str) -> None:
    number = await pend(product, shop, CODE_STEP)
    product.sandbox.faults.remove(number)
    product.later(minutes=1)
    try_now = TryLinkingNow(product.database, resuming(product))
    product.sandbox.requests.reset()
    await asyncio.gather(*(try_now(ANA) for _ in range(5)), resume(product))
    assert product.asked()[EXCHANGE] == 1
    assert await is_linked_once(product, shop)
    assert await kinds(product) == ["linked"]


async def test_coming_back_once_more_while_pending_is_told_so(product: Product, shop: str) -> None:
    await product.switch("server_error", endpoint=CODE_STEP)
    callback = await product.go_through_instagram(shop)
    return_code, typed_code = await product.return_codes(callback)
    with pytest.raises(LinkPending) as first:
        await product.finish_linking.by_return_code(ANA, return_code)
    product.sandbox.requests.reset()
    with pytest.raises(LinkPending) as again:
        await product.finish_linking.by_return_code(ANA, return_code)
    with pytest.raises(LinkPending) as typed:
        await product.finish_linking.by_typed_code(ANA, typed_code)
    with pytest.raises(LinkPending) as button:
        await product.start_linking(ANA, ANA)
    assert {each.value.retry_at for each in (again, typed, button)} == {first.value.retry_at}
    with pytest.raises(LinkExpired):
        await product.finish_linking.by_return_code(BORIS, return_code)
    assert product.asked()[EXCHANGE] == 0
    assert await next_try(product) == first.value.retry_at, "nobody else ends it"


async def test_coming_back_twice_at_once_exchanges_the_code_once(
    product: Product, shop: str
) -> None:
    return_code, _ = await product.return_codes(await product.go_through_instagram(shop))
    outcomes = await asyncio.gather(
        *(product.finish_linking.by_return_code(ANA, return_code) for _ in range(5)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, Linked) for one in outcomes) == 1
    assert sum(isinstance(one, LinkPending | LinkUsed) for one in outcomes) == 4
    assert product.asked()[EXCHANGE] == 1
    assert await is_linked_once(product, shop)


async def give_up(product: Product, how: str) -> None:
    if how == "cancel":
        assert await CancelLinking(product.database)(ANA)
    elif how == "start anew":
        await product.start_linking(ANA, ANA, anew=True)
    else:
        await product.delete_everything()


@pytest.mark.parametrize("how", ["cancel", "start anew", "delete me"])
@pytest.mark.parametrize("endpoint", [CODE_STEP, TOKEN_STEP, READING_STEP])
async def test_what_is_given_up_while_pending_leaves_nothing(
    product: Product, shop: str, endpoint: str, how: str
) -> None:
    number = await pend(product, shop, endpoint)
    await give_up(product, how)
    assert await is_gone(product)
    product.sandbox.faults.remove(number)
    product.later(hours=1)
    assert await resume(product) == 0
    assert await messages(product) == []


@pytest.mark.parametrize("how", ["cancel", "start anew", "delete me"])
@pytest.mark.parametrize("endpoint", [CODE_STEP, TOKEN_STEP, READING_STEP])
async def test_what_is_given_up_while_instagram_is_being_asked_leaves_nothing(
    product: Product, shop: str, endpoint: str, how: str
) -> None:
    number = await pend(product, shop, endpoint)
    product.sandbox.faults.remove(number)
    product.later(hours=0.9 if endpoint != READING_STEP else 1)
    await product.switch("slow", 1, endpoint=endpoint, seconds=0.5)
    trying = asyncio.ensure_future(resume(product))  # noqa: TID251 - awaited below
    await asyncio.sleep(0.2)
    await give_up(product, how)
    assert await trying == 1
    assert await is_gone(product)
    assert await messages(product) == []


async def test_a_link_made_anew_is_not_doubled_by_the_old_attempt(
    product: Product, shop: str
) -> None:
    number = await pend(product, shop, READING_STEP)
    product.sandbox.faults.remove(number)
    await CancelLinking(product.database)(ANA)
    await product.link(shop)
    product.later(hours=1)
    assert await resume(product) == 0
    assert await is_linked_once(product, shop)
    assert await messages(product) == []


# Killed and started again ----------------------------------------------------------------------


class Killed(BaseException):
    """The process is gone: nothing of it runs any more, not even its ``except Exception``."""


class Mortal:
    """A database whose process dies right after its ``commits``-th commit, or right before it."""

    def __init__(self, database: SqlDatabase, commits: int, *, before: bool) -> None:
        self._database = database
        self._left = commits
        self._before = before

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Repositories]:
        async with self._database.transaction() as stored:
            yield stored
            self._left -= 1
            if self._left == 0 and self._before:
                raise Killed
        if self._left == 0:
            raise Killed

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Repositories]:
        async with self._database.reading() as stored:
            yield stored

    look = reading

    async def wipe_deleted(self) -> None:
        await self._database.wipe_deleted()

    @property
    def is_shared(self) -> bool:
        return self._database.is_shared

    @property
    def writes(self) -> int:
        return self._database.writes


def mortal(product: Product, commits: int, *, before: bool) -> FinishLinking:
    return replace(
        product.finish_linking, database=Mortal(product.database, commits, before=before)
    )


@pytest.mark.proves("F2")
@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("endpoint", [CODE_STEP, TOKEN_STEP, READING_STEP])
async def test_killed_at_any_commit_while_resuming_the_link_is_made_and_told_once(
    product: Product, shop: str, endpoint: str, before: bool
) -> None:
    """Only an exchange that succeeded and was not noted costs the person another start."""
    commits = {CODE_STEP: 3, TOKEN_STEP: 2, READING_STEP: 1}[endpoint]
    for commit in range(1, commits + 1):
        number = await pend(product, shop, endpoint)
        product.sandbox.faults.remove(number)
        product.later(hours=1 if endpoint == READING_STEP else 0.1)
        dying = ResumeLinking(
            product.database, product.clock, mortal(product, commit, before=before)
        )
        with pytest.raises(Killed):
            await resume(product, dying)
        product.later(seconds=LEASE.total_seconds())
        await resume(product)
        code_is_lost = endpoint == CODE_STEP and commit == 1 and before
        expected = "link_interrupted" if code_is_lost else "linked"
        assert await kinds(product) == [expected]
        assert (await product.linked() == []) is code_is_lost
        assert await secrets_kept(product) == []
        assert await next_try(product) is None
        await product.delete_everything()
        product.later(hours=2)


@pytest.mark.proves("F2")
async def test_killed_while_the_person_waits_it_goes_on_by_itself(
    product: Product, shop: str
) -> None:
    for commit in (1, 2, 3):
        return_code, _ = await product.return_codes(await product.go_through_instagram(shop))
        with pytest.raises(Killed):
            await mortal(product, commit, before=False).by_return_code(ANA, return_code)
        # Telegram's update is worked on again after the restart.
        with pytest.raises(LinkPending):
            await product.finish_linking.by_return_code(ANA, return_code)
        product.later(seconds=LEASE.total_seconds())
        await resume(product)
        assert await is_linked_once(product, shop)
        assert await kinds(product) == ["linked"]
        await product.delete_everything()
        product.later(hours=2)


def copy_database(source: Path, target: Path) -> None:
    """The file with its write-ahead log."""
    for file in source.glob("farolero.db*"):
        shutil.copyfile(file, target / file.name)


@pytest.mark.proves("F2")
@pytest.mark.parametrize("endpoint", [CODE_STEP, TOKEN_STEP, READING_STEP])
async def test_a_new_process_over_what_a_killed_one_left_goes_on(
    product: Product, shop: str, endpoint: str, tmp_path: Path
) -> None:
    number = await pend(product, shop, endpoint)
    left = tmp_path / "left"
    left.mkdir()
    copy_database(tmp_path, left)
    product.sandbox.faults.remove(number)
    product.later(hours=1 if endpoint == READING_STEP else 0.1)
    database = open_database(sqlite_url(left / "farolero.db"), product.clock, KEYRING)
    started = replace(
        product,
        database=database,
        finish_linking=replace(product.finish_linking, database=database),
    )
    try:
        await resume(started)
        assert await is_linked_once(started, shop)
        assert await kinds(started) == ["linked"]
    finally:
        await database.close()


async def test_no_secret_of_a_pending_link_lies_open(
    product: Product, shop: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    for endpoint in (CODE_STEP, TOKEN_STEP, READING_STEP):
        number = await product.switch("server_error", endpoint=endpoint)
        await product.meet()
        invitation = await product.start_linking(ANA, ANA, anew=True)
        page = await product.press_continue(product.public_url.with_path(_path(invitation.url)))
        return_code, _ = await product.return_codes(await product.consent(page, shop))
        with pytest.raises(LinkPending):
            await product.finish_linking.by_return_code(ANA, return_code)
        product.later(minutes=20)
        await resume(product)
        product.sandbox.faults.remove(number)
        async with product.database.session() as session:
            rows = (await session.execute(text("SELECT * FROM link_attempt"))).all()
        for secret in product.secrets_given():
            assert secret not in caplog.text
            assert secret not in repr(rows)


def _path(url: str) -> str:
    return "/" + url.split("/", 3)[3]
