"""What is told of a first sync that Instagram's budget stretches over hours is true each time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from bot.services.describe_linked import DescribeLinked
from bot.services.due_work import RUN_TTL
from bot.services.ports import LinkedMessage, Outcome, Ref, Sent
from bot.services.results import FirstSync, Linked
from bot.services.tell_first_sync import TellFirstSync
from tests.services.test_first_sync import begin, spend
from tests.support.background import ANA, Background

ALL, MINUTE = 500, timedelta(minutes=1)


@dataclass
class Told:
    """What the message said, and when."""

    background: Background
    said: list[tuple[datetime, Linked | None]] = field(default_factory=list)

    async def __call__(
        self, telegram_user_id: int, message_id: int, linked: Linked | None
    ) -> Outcome:
        assert (telegram_user_id, message_id) == (ANA, 5)
        self.said.append((self.background.clock.now(), linked))
        return Sent(message_id)


async def claim(background: Background) -> Sequence[Ref]:
    async with background.database.transaction() as stored:
        return await stored.linked_messages.claim(8, RUN_TTL)


async def test_a_sync_that_instagram_stretches_is_told_truly_to_its_end(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    shop = await begin(background, posts=ALL, reels=0, carousels=0)
    await background.subscribe(shop, time(9))
    async with background.database.transaction() as stored:
        message = LinkedMessage(ANA, shop.id, 5, 0, False, FirstSync().told)
        await stored.linked_messages.follow(message, background.clock.now())
    await spend(background, shop)
    told = Told(background)
    tell = TellFirstSync(
        background.database,
        background.clock,
        DescribeLinked(background.database, ()),
        told,
        background.pace,
    )
    give_up_at = background.clock.now() + timedelta(hours=3)
    while not told.said or told.said[-1][1] is None or told.said[-1][1].sync is not None:
        assert background.clock.now() < give_up_at
        await background.walk(MINUTE, MINUTE)
        await tell(await claim(background))

    *going_on, _ = [(at, one) for at, one in told.said if one is not None]
    assert len(going_on) + 1 == len(told.said)
    syncs = [(at, one.sync) for at, one in going_on if one.sync is not None]
    assert len(syncs) == len(going_on)
    figures = [sync.read for _, sync in syncs if sync.read is not None]
    assert figures == sorted(figures)
    assert len(set(figures)) > 1, told.said
    assert {sync.total for _, sync in syncs if sync.read is not None} == {ALL}
    assert max(figures) < ALL
    pauses = [(at, sync.goes_on_at) for at, sync in syncs if sync.goes_on_at is not None]
    assert pauses
    assert all(until > at for at, until in pauses)
    async with background.database.reading() as stored:
        account = await stored.accounts.get(shop.id)
    assert account is not None
    assert account.media_synced_at is not None
    assert await claim(background) == []
