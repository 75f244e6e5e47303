"""What one process prepared ahead of the hour another sends, and only to whom it was made for."""

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, text

from bot.domain.digests import Cadence, DigestSubscription, period_of
from bot.services.change_digest import digest_message
from bot.services.draw_ahead import DrawAhead
from bot.services.forget_old import ForgetOld
from bot.services.manage_accounts import UnlinkAccount
from bot.services.ports import (
    AccountTotals,
    DayValue,
    NewDigest,
    OutgoingMessage,
    ReadyDigest,
    Repositories,
)
from bot.services.results import SHOWN_TOTALS
from bot.services.retention import READY_DIGESTS
from bot.storage.repositories.ready_digests import PICTURES_AT_ONCE
from bot.storage.tables import DigestPictureRow
from bot.telegram.delivery import TelegramDelivery
from bot.telegram.ready_digests import ReadyPictures
from bot.telegram.render import Renderer
from tests.sandbox.telegram.conftest import ANNA
from tests.support.clock import START
from tests.support.people import issued_token, linked_account, listed, profile
from tests.telegram.conftest import ON_EACH_DATABASE, Drawing, World
from tests.telegram.wiring import make_delivery

pytestmark = ON_EACH_DATABASE

BORIS = ANNA + 1
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
TODAY = START.date()
LAST_WEEK = period_of(Cadence.WEEKLY, TODAY, ZoneInfo("UTC"))


class Process:
    """One that prepares and sends: with the others it has the database in common, nothing else."""

    def __init__(self, world: World) -> None:
        self.drawing = Drawing()
        self.world = world
        self.renderer = Renderer(
            world.sender,
            ReadyPictures(world.database, self.drawing),
            world.fetching,
            world.keeping,
        )
        self.delivery: TelegramDelivery = make_delivery(
            world.database,
            world.clock,
            world.instagram,
            self.renderer,
            world.chats,
            self.drawing,
        )

    async def prepare(self, subscription: DigestSubscription) -> None:
        """As the lane does: the row waits for its hour, and what is ready beside it."""
        stored = self.world.database
        async with stored.transaction() as work:
            refs = await work.digests.claim(10, DAY)
        mine = [ref for ref in refs if ref.id == subscription.id]
        await DrawAhead(stored, self.world.clock, self.delivery.prepare)(mine)

    async def send(self, subscription: DigestSubscription) -> dict[str, object]:
        count = len(await self.world.from_bot(subscription.chat_id))
        await (await self.delivery(message(subscription)))()
        return await self.world.next_message(count, subscription.chat_id)


def message(subscription: DigestSubscription) -> OutgoingMessage:
    return digest_message(subscription, TODAY.isoformat(), TODAY.isoformat())


@pytest.fixture(autouse=True)
async def they_have_started(world: World) -> None:
    """So that the bot may write to them."""
    for person in (ANNA, BORIS):
        await world.sandbox.say("/start", person)


async def subscribe(world: World, account_id: int | None, person: int = ANNA) -> DigestSubscription:
    new = NewDigest(person, account_id, person, Cadence.WEEKLY, time(9), 0, "UTC")
    async with world.database.transaction() as work:
        return await work.digests.subscribe(new, world.clock.now())


async def account_with_a_week(work: Repositories, person: int = ANNA) -> int:
    """Linked, with numbers for a digest that has a picture."""
    account = await linked_account(work, person)
    for week in (LAST_WEEK, LAST_WEEK.before()):
        totals = AccountTotals(START, dict.fromkeys(SHOWN_TOTALS, 500), {"reach": {}})
        await work.account_numbers.save_totals(account.id, week, totals)
    days = [DayValue(LAST_WEEK.since + number * DAY, 70 + number) for number in range(-7, 9)]
    await work.account_numbers.save_series(account.id, "reach", days, START)
    await work.media.save_page(account.id, [listed("m1", timestamp=START - 2 * DAY)], START)
    return account.id


async def count(world: World, table: str) -> int:
    async with world.database.session() as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


async def waiting(world: World) -> tuple[int, int]:
    """Digests and pictures."""
    return await count(world, "ready_digest"), await count(world, "digest_picture")


async def new_followers(world: World, account_id: int) -> None:
    """What a digest that is put together from now on shows."""
    async with world.database.transaction() as work:
        account = await work.accounts.get(account_id)
        assert account is not None
        its = replace(profile(account.user_id, account.username), followers_count=777_001)
        await work.accounts.save_profile(its, "UTC", world.clock.now())


async def test_what_one_prepared_another_sends_without_asking_composing_or_drawing(
    world: World,
) -> None:
    async with world.database.transaction() as work:
        account_id = await account_with_a_week(work)
    digest = await subscribe(world, account_id)
    made_when_sent = await Process(world).send(digest)
    one, other = Process(world), Process(world)
    await one.prepare(digest)
    asked = world.instagram.totals_asked
    await new_followers(world, account_id)
    sent = await other.send(digest)

    assert len(one.drawing.drawn) == 1
    assert other.drawing.drawn == []
    assert world.instagram.totals_asked == asked
    assert sent["photo"]
    for part in ("caption", "buttons"):
        assert sent[part] == made_when_sent[part]


async def test_equal_pictures_are_drawn_and_kept_once(world: World) -> None:
    async with world.database.transaction() as work:
        account_id = await account_with_a_week(work)
        await work.people.seen(BORIS, "Boris", None, "en")
        await work.links.save(BORIS, account_id, issued_token("IGAA-of-boris"))
    one, other = Process(world), Process(world)
    anna = await subscribe(world, account_id)
    await one.prepare(anna)
    boris = await subscribe(world, account_id, BORIS)
    await other.prepare(boris)
    for digest in (anna, boris):
        await other.send(digest)

    assert len(one.drawing.drawn) == 1
    assert other.drawing.drawn == []
    assert await waiting(world) == (2, 1)


async def test_for_another_receiver_it_is_made_anew(world: World) -> None:
    async with world.database.transaction() as work:
        account_id = await account_with_a_week(work)
    digest = await subscribe(world, account_id)
    one = Process(world)
    await one.prepare(digest)
    await new_followers(world, account_id)
    async with world.database.transaction() as work:
        await work.people.set_language(ANNA, "es")
    sent = await one.send(digest)

    assert "777" in str(sent["caption"])
    assert "semana" in str(sent["caption"])
    assert len(one.drawing.drawn) == 2


async def test_what_is_old_is_made_anew_and_goes(world: World) -> None:
    async with world.database.transaction() as work:
        account_id = await account_with_a_week(work)
    digest = await subscribe(world, account_id)
    one = Process(world)
    forget = ForgetOld(world.database, world.clock, timedelta(days=730))
    await one.prepare(digest)
    await new_followers(world, account_id)
    world.clock.advance(READY_DIGESTS)
    await forget()
    still = await one.send(digest)
    world.clock.advance(SECOND)
    anew = await one.send(digest)
    before = await waiting(world)
    await forget()

    assert "777" not in str(still["caption"])
    assert "777" in str(anew["caption"])
    assert before == (1, 1)
    assert await waiting(world) == (0, 0)


async def test_pictures_go_few_at_a_time_so_that_nobody_waits_long(world: World) -> None:
    async with world.database.session() as session:
        for number in range(2 * PICTURES_AT_ONCE + 1):
            picture = {"key": str(number), "png": b"-"}
            await session.execute(insert(DigestPictureRow).values(picture))
    async with world.database.transaction() as work:
        forgotten = await work.ready_digests.forget_before(world.clock.now(), 1000)
    left = await count(world, "digest_picture")
    await ForgetOld(world.database, world.clock, timedelta(days=730))()

    assert (forgotten, left) == (1000, PICTURES_AT_ONCE + 1)
    assert await waiting(world) == (0, 0)


@pytest.mark.parametrize(
    "lost", ["DELETE FROM digest_picture", "UPDATE ready_digest SET screen = '{}'"]
)
async def test_without_it_or_its_picture_it_is_made_at_its_hour(world: World, lost: str) -> None:
    """The second is what another version of ours would have written."""
    async with world.database.transaction() as work:
        account_id = await account_with_a_week(work)
    digest = await subscribe(world, account_id)
    one, other = Process(world), Process(world)
    await one.prepare(digest)
    async with world.database.session() as session:
        await session.execute(text(lost))
    sent = await other.send(digest)

    assert sent["photo"]
    assert len(other.drawing.drawn) == (1 if "picture" in lost else 0)


async def test_with_an_account_goes_what_waits_of_it_in_a_digest_of_all(world: World) -> None:
    async with world.database.transaction() as work:
        account_id = await account_with_a_week(work)
        await linked_account(work, ANNA, "17841400000000002")
        await linked_account(work, BORIS, "17841400000000003")
    digest = await subscribe(world, None)
    await Process(world).prepare(digest)
    before = await waiting(world)
    await UnlinkAccount(world.database)(ANNA, account_id)

    assert before == (1, 1)
    assert await waiting(world) == (0, 0)


@pytest.mark.parametrize("of_all", [True, False])
async def test_of_what_is_unlinked_while_it_is_prepared_nothing_is_kept(
    world: World, of_all: bool
) -> None:
    async with world.database.transaction() as work:
        account_id = await account_with_a_week(work)
        await linked_account(work, ANNA, "17841400000000002")
    digest = await subscribe(world, None if of_all else account_id)
    one = Process(world)

    async def meanwhile(message: OutgoingMessage) -> ReadyDigest:
        ready = await one.delivery.prepare(message)
        await UnlinkAccount(world.database)(ANNA, account_id)
        return ready

    async with world.database.transaction() as work:
        refs = await work.digests.claim(10, DAY)
    await DrawAhead(world.database, world.clock, meanwhile)(refs)

    assert await waiting(world) == (0, 0)
    async with world.database.reading() as work:
        assert await work.digests.due_at(digest.id) == (world.clock.now() if of_all else None)
