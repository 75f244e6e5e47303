"""Several digests of one person: added, changed, muted, and sent where they are wanted."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.chat_grants import AT_FIRST, Allowed, ChatGrant, ChatKind, Place
from bot.domain.digests import Cadence
from bot.domain.errors import NotFound
from bot.services.add_digest import ALL_ACCOUNTS, OPEN, PRIVATE, AddDigest, OfferDigest
from bot.services.change_digest import (
    ChangeDigest,
    DigestChoice,
    DigestPaused,
    DigestThere,
    ListDigests,
    MuteDigest,
    RemoveDigest,
    SendDigestNow,
)
from bot.services.change_settings import ChangeSettings
from bot.services.ports import NewGrant
from bot.services.results import DigestSettings, Pause
from tests.support.background import ANA, BORIS, Background, LinkedShop, start_background

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRIDAY_NOON = datetime(2026, 10, 30, 11, tzinfo=UTC)
GROUP, CHANNEL = -1001, -1002
TOPIC = Place(GROUP, 77)


@dataclass
class Digests:
    """Ana's digests, in a bot that runs."""

    background: Background
    shop: LinkedShop

    async def grant(
        self, place: Place, shop: LinkedShop | None = None, allowed: Allowed = AT_FIRST
    ) -> ChatGrant:
        async with self.background.database.transaction() as stored:
            new = NewGrant(
                ANA, (shop or self.shop).id, place, ChatKind.SUPERGROUP, "Studio", allowed, "es"
            )
            return await stored.chat_grants.save(new)

    async def allow(self, grant: ChatGrant, allowed: Allowed) -> None:
        async with self.background.database.transaction() as stored:
            await stored.chat_grants.allow(grant.id, allowed)

    async def silence(self, chat_id: int, *, silenced: bool) -> None:
        at = self.background.clock.now() if silenced else None
        async with self.background.database.transaction() as stored:
            await stored.chat_grants.set_silenced(chat_id, at)

    async def add(
        self, cadence: Cadence, account_id: int | None = None, grant_id: int = PRIVATE
    ) -> DigestSettings:
        add = AddDigest(self.background.database, self.background.clock)
        return await add(ANA, account_id or self.shop.id, grant_id, cadence)

    async def change(self, digest: DigestSettings, choice: DigestChoice) -> DigestSettings:
        change = ChangeDigest(self.background.database, self.background.clock)
        return await change(ANA, choice, digest.subscription.id)

    async def seen(self, digest: DigestSettings) -> DigestSettings:
        change = ChangeDigest(self.background.database, self.background.clock)
        return await change(ANA, subscription_id=digest.subscription.id)

    async def mute(self, digest: DigestSettings, *, muted: bool = True) -> DigestSettings:
        mute = MuteDigest(self.background.database, self.background.clock)
        return await mute(ANA, digest.subscription.id, muted=muted)

    async def days(self, count: int) -> None:
        """To the next noons: what came at nine has come."""
        await self.background.walk(count * DAY, step=DAY)

    def came(self) -> list[tuple[int, str]]:
        """Where to and for which local date, day by day."""
        came = [
            (one.chat_id, str(one.payload["local_date"]))
            for one in self.background.delivery.of_kind("digest")
        ]
        # What is due at the same minute has no order.
        return sorted(came, key=lambda one: (one[1], -one[0]))


@pytest.fixture
async def digests(database_url: str) -> AsyncIterator[Digests]:
    async with start_background(database_url, FRIDAY_NOON) as background:
        shop = await background.link_quietly("tea.shop")
        async with background.database.transaction() as stored:
            await stored.people.set_time_zone(ANA, "Europe/Madrid")
        yield Digests(background, shop)


def daily(hour: int) -> DigestChoice:
    return DigestChoice(True, Cadence.DAILY, hour, 0)


# Several --------------------------------------------------------------------------------------


async def test_a_person_has_a_daily_a_weekly_and_a_monthly_one_each_where_it_is_wanted(
    digests: Digests,
) -> None:
    other = await digests.background.link_quietly("studio.norte")
    channel = await digests.grant(Place(CHANNEL))
    topic = await digests.grant(TOPIC, other)
    await digests.add(Cadence.DAILY)
    await digests.add(Cadence.WEEKLY, ALL_ACCOUNTS, channel.id)
    await digests.add(Cadence.MONTHLY, other.id, topic.id)

    listed = await ListDigests(digests.background.database, digests.background.clock)(ANA)
    assert [one.subscription.cadence for one in listed.digests] == list(Cadence)
    of_all = listed.digests[1]
    assert [one.username for one in of_all.accounts] == ["tea.shop"], "the other is not shown there"
    assert listed.digests[2].subscription.message_thread_id == TOPIC.message_thread_id

    await digests.days(3)
    assert digests.came() == [
        (ANA, "2026-10-31"),
        (ANA, "2026-11-01"),
        (GROUP, "2026-11-01"),
        (ANA, "2026-11-02"),
        (CHANNEL, "2026-11-02"),
    ]


async def test_what_is_there_already_is_not_added_twice(digests: Digests) -> None:
    first = await digests.add(Cadence.DAILY)
    await digests.change(first, daily(7))
    assert (await digests.add(Cadence.DAILY)).subscription.at == time(7)
    of_all = await digests.add(Cadence.DAILY, ALL_ACCOUNTS)
    assert (await digests.add(Cadence.DAILY, ALL_ACCOUNTS)).subscription == of_all.subscription

    weekly = await digests.add(Cadence.WEEKLY)
    with pytest.raises(DigestThere):
        await digests.change(weekly, daily(7))
    assert (await digests.seen(weekly)).subscription.cadence is Cadence.WEEKLY


async def test_only_places_are_offered_where_digests_of_that_account_are_allowed(
    digests: Digests,
) -> None:
    offer = OfferDigest(digests.background.database)
    nowhere = await offer(ANA)
    assert nowhere.account_known, "there is one account"
    assert nowhere.place_known, "and one place"

    other = await digests.background.link_quietly("studio.norte")
    allowed = await digests.grant(Place(CHANNEL))
    await digests.grant(Place(GROUP), other, Allowed.OVERVIEW)
    assert not (await offer(ANA)).account_known
    assert [one.id for one in (await offer(ANA, digests.shop.id)).places] == [allowed.id]
    assert (await offer(ANA, other.id)).places == []
    assert [one.id for one in (await offer(ANA, ALL_ACCOUNTS)).places] == [allowed.id]

    with pytest.raises(NotFound):
        await digests.add(Cadence.DAILY, other.id, allowed.id)
    with pytest.raises(NotFound):
        await digests.add(Cadence.DAILY, OPEN)


async def test_somebody_elses_digest_does_not_exist(digests: Digests) -> None:
    database, clock = digests.background.database, digests.background.clock
    await digests.background.link_quietly("rum.bar", BORIS)
    mine = (await digests.add(Cadence.DAILY)).subscription
    grant = await digests.grant(Place(GROUP))

    for foreign in (mine.id, mine.id + 1, -1):
        with pytest.raises(NotFound):
            await ChangeDigest(database, clock)(BORIS, daily(7), foreign)
        with pytest.raises(NotFound):
            await MuteDigest(database, clock)(BORIS, foreign, muted=True)
        with pytest.raises(NotFound):
            await RemoveDigest(database)(BORIS, foreign)
        with pytest.raises(NotFound):
            await SendDigestNow(database, clock)(BORIS, "tap", foreign, preview=True)
    with pytest.raises(NotFound):
        await AddDigest(database, clock)(BORIS, digests.shop.id, PRIVATE, Cadence.DAILY)
    with pytest.raises(NotFound):
        await AddDigest(database, clock)(BORIS, ALL_ACCOUNTS, grant.id, Cadence.DAILY)
    assert (await ListDigests(database, clock)(BORIS)).digests == []
    async with database.reading() as stored:
        assert await stored.digests.get(mine.id) == mine


async def test_one_that_was_deleted_comes_no_more(digests: Digests) -> None:
    digest = await digests.add(Cadence.DAILY)
    remove = RemoveDigest(digests.background.database)
    await remove(ANA, digest.subscription.id)
    with pytest.raises(NotFound):
        await remove(ANA, digest.subscription.id)
    await digests.days(1)
    assert digests.came() == []


# Muted ----------------------------------------------------------------------------------------


async def test_a_muted_one_is_quiet_for_a_week_and_comes_again_by_itself(digests: Digests) -> None:
    digest = await digests.add(Cadence.DAILY)
    muted = await digests.mute(digest)
    assert muted.muted_until == FRIDAY_NOON + 7 * DAY
    assert muted.next_at == datetime(2026, 11, 7, 8, tzinfo=UTC)
    await digests.days(9)
    assert digests.came() == [(ANA, "2026-11-07"), (ANA, "2026-11-08")]
    assert (await digests.seen(digest)).muted_until is None


async def test_one_that_is_unmuted_comes_at_its_next_hour(digests: Digests) -> None:
    digest = await digests.add(Cadence.DAILY)
    await digests.mute(digest)
    await digests.days(1)
    assert (await digests.mute(digest, muted=False)).muted_until is None
    await digests.days(1)
    assert digests.came() == [(ANA, "2026-11-01")]


# Paused ---------------------------------------------------------------------------------------


async def test_one_that_may_not_go_there_is_paused_and_goes_on_when_it_may(
    digests: Digests,
) -> None:
    grant = await digests.grant(Place(GROUP))
    digest = await digests.add(Cadence.DAILY, grant_id=grant.id)
    assert digest.pause is None

    async def a_day_later() -> DigestSettings:
        await digests.days(1)
        return await digests.seen(digest)

    await digests.allow(grant, Allowed.OVERVIEW)
    paused = await a_day_later()
    assert (paused.pause, paused.next_at) == (Pause.NOT_SHOWN, None)
    assert paused.grant is not None, "the chat has its name still"
    await digests.allow(grant, AT_FIRST)
    await digests.silence(GROUP, silenced=True)
    assert (await a_day_later()).pause is Pause.SILENCED
    assert digests.came() == []

    await digests.silence(GROUP, silenced=False)
    assert (await a_day_later()).pause is None
    assert digests.came() == [(GROUP, "2026-11-02")]

    async with digests.background.database.transaction() as stored:
        await stored.chat_grants.end(grant.id)
    assert (await a_day_later()).pause is Pause.NOT_SHOWN
    await digests.grant(Place(GROUP))
    await a_day_later()
    assert digests.came() == [(GROUP, "2026-11-02"), (GROUP, "2026-11-04")]


async def test_it_follows_its_account_into_another_topic(digests: Digests) -> None:
    grant = await digests.grant(Place(GROUP))
    digest = await digests.add(Cadence.DAILY, grant_id=grant.id)
    await digests.grant(TOPIC)
    moved = await digests.seen(digest)
    assert moved.subscription.message_thread_id == TOPIC.message_thread_id
    assert moved.pause is None


async def test_a_preview_goes_to_the_private_chat_and_send_now_to_where_it_goes(
    digests: Digests,
) -> None:
    background = digests.background
    grant = await digests.grant(Place(CHANNEL))
    digest = (await digests.add(Cadence.MONTHLY, grant_id=grant.id)).subscription
    send = SendDigestNow(background.database, background.clock)
    await send(ANA, "tap-1", digest.id, preview=True)
    await send(ANA, "tap-2", digest.id)
    await background.drain()
    assert digests.came() == [(ANA, "2026-10-30"), (CHANNEL, "2026-10-30")]

    await digests.silence(CHANNEL, silenced=True)
    with pytest.raises(DigestPaused):
        await send(ANA, "tap-3", digest.id)
    await send(ANA, "tap-4", digest.id, preview=True)
    await digests.allow(grant, Allowed.OVERVIEW)
    with pytest.raises(DigestPaused):
        await send(ANA, "tap-5", digest.id, preview=True)


# Changed on its day ---------------------------------------------------------------------------


@pytest.mark.proves("F20")
async def test_an_hour_moved_after_it_came_brings_no_second_one_and_says_so(
    digests: Digests,
) -> None:
    digest = await digests.add(Cadence.DAILY)
    await digests.days(1)
    changed = await digests.change(digest, daily(18))
    assert changed.next_at == datetime(2026, 11, 1, 17, tzinfo=UTC)
    await digests.background.walk(1.5 * DAY, step=DAY / 4)
    assert digests.came() == [(ANA, "2026-10-31"), (ANA, "2026-11-01")]


@pytest.mark.proves("F20")
async def test_an_hour_moved_into_the_past_brings_the_one_that_waited_at_once(
    digests: Digests,
) -> None:
    digest = await digests.add(Cadence.DAILY)
    await digests.change(digest, daily(18))
    await digests.background.drain()
    assert (await digests.change(digest, daily(9))).next_at == FRIDAY_NOON
    await digests.background.drain()
    await digests.days(1)
    assert digests.came() == [(ANA, "2026-10-30"), (ANA, "2026-10-31")]


@pytest.mark.proves("F20")
async def test_a_journey_over_the_date_line_brings_none_twice(digests: Digests) -> None:
    """In Auckland it came for the 31st, while it is the 30th in Lima still."""
    change = ChangeSettings(digests.background.database, digests.background.clock)
    await change(ANA, time_zone="Pacific/Auckland")
    digest = await digests.add(Cadence.DAILY)
    await digests.background.walk(10 * HOUR, step=10 * HOUR)
    await change(ANA, time_zone="America/Lima")
    assert (await digests.seen(digest)).next_at == datetime(2026, 11, 1, 14, tzinfo=UTC)
    await digests.background.walk(42 * HOUR, step=6 * HOUR)
    assert digests.came() == [(ANA, "2026-10-31"), (ANA, "2026-11-01")]
