"""Posts are looked at when they reach the ages of the ladder, and old ones once, slowly."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import update

from bot.domain.errors import InstagramRefused
from bot.domain.media import Insights, Media, MediaKind, MediaProductType
from bot.domain.media_life import AGES, BACKFILL_EVERY, AgedInsights, MediaLane
from bot.domain.metrics import CallGroup
from bot.services.ports import Access, Purpose
from bot.storage.tables import MediaLookRow
from tests.support.background import INSIGHTS, Background, LinkedShop

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Watched:
    """Notes every look at a media, and lets it through."""

    def __init__(self, background: Background, monkeypatch: pytest.MonkeyPatch) -> None:
        self.looks: list[tuple[datetime, str, Purpose]] = []
        self.without: list[set[str]] = []
        self._clock = background.clock
        self._ask = background.instagram.media_insights
        monkeypatch.setattr(background.instagram, "media_insights", self)

    async def __call__(
        self,
        access: Access,
        media_id: str,
        kind: MediaKind,
        groups: Collection[CallGroup],
        without: Collection[str] = (),
    ) -> Insights:
        self.looks.append((self._clock.now(), media_id, access.purpose))
        self.without.append(set(without))
        return await self._ask(access, media_id, kind, groups, without)

    def ages_of(self, media_id: str, published: datetime) -> list[timedelta]:
        return [at - published for at, one, _ in self.looks if one == media_id]


async def linked(background: Background, **settings: Any) -> LinkedShop:
    """An account that is refreshed and listed, and has its first sync behind it."""
    counts: dict[str, Any] = {"posts": 1, "reels": 0, "carousels": 0}
    shop = await background.link("tea.shop", **(counts | settings))
    await background.search_no_more(shop)
    async with background.database.transaction() as stored:
        await stored.refreshes.start(shop.id, background.clock.now())
        await stored.newest_media.start(shop.id, background.clock.now())
    return shop


async def publish(background: Background, shop: LinkedShop, **what: str) -> str:
    path = f"/instagram/accounts/{shop.account.user_id}/media"
    return str((await background.control(path, what))["id"])


async def kept(background: Background, shop: LinkedShop) -> dict[str, Media]:
    async with background.database.reading() as stored:
        found = [
            media
            for kind in (MediaProductType.FEED, MediaProductType.REELS)
            for media in await stored.media.page(shop.id, kind, 0, 1000)
        ]
    return {media.details.media_id: media for media in found}


async def history(background: Background, shop: LinkedShop, media_id: str) -> list[AgedInsights]:
    media = (await kept(background, shop))[media_id]
    async with background.database.reading() as stored:
        return await stored.media.history(media.id)


async def test_a_post_is_looked_at_exactly_at_the_ages_of_the_ladder(
    sqlite_background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    background = sqlite_background
    shop = await linked(background)
    await background.walk(40 * MINUTE)
    watched = Watched(background, monkeypatch)
    published = background.clock.now()
    post = await publish(background, shop)
    await background.walk(4 * DAY, step=20 * MINUTE)
    ages = watched.ages_of(post, published)
    assert ages == [hours * HOUR for hours in (1, 3, 6, 12, 24, 48, 72)]
    seen = {one.age: one.insights for one in await history(background, shop, post)}
    assert set(ages) <= set(seen)
    assert all(seen[age].get("profile_visits") is not None for age in ages)
    # Younger, nobody had done anything yet: Instagram names no part then.
    assert all("profile_activity" in seen[age].breakdowns for age in ages[-3:])


async def test_a_reel_has_its_watch_time_on_the_curve(background: Background) -> None:
    shop = await linked(background)
    await background.drain()
    reel = await publish(background, shop, media_product_type="REELS")
    await background.walk(3 * HOUR, step=HOUR)
    watched = [
        one.age / HOUR
        for one in await history(background, shop, reel)
        if one.insights.get("ig_reels_avg_watch_time") is not None
    ]
    assert watched == [1, 3]


async def test_after_an_outage_the_look_is_made_with_its_real_age_and_no_rung_twice(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background)
    await background.drain()
    published = background.clock.now()
    post = await publish(background, shop)
    await background.walk(2 * HOUR, step=HOUR / 2)
    outage = await background.switch("server_error")
    await background.walk(5 * HOUR, step=HOUR / 2)
    background.switch_off(outage)
    watched = Watched(background, monkeypatch)
    await background.walk(HOUR / 2, step=5 * MINUTE)
    (late,) = watched.ages_of(post, published)
    assert 7 * HOUR < late <= 7 * HOUR + 15 * MINUTE
    await background.walk(18 * HOUR, step=HOUR / 2)
    assert watched.ages_of(post, published) == [late, 12 * HOUR, 24 * HOUR]


async def test_a_first_sync_looks_at_the_young_soon_and_at_the_old_slowly(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background, posts=30, reels=20, carousels=10)
    await background.drain()
    media = await kept(background, shop)
    began = background.clock.now()
    assert len(media) == 60
    old = {one for one, each in media.items() if each.age(began) >= AGES[-1]}
    assert 0 < len(old) < 60
    watched = Watched(background, monkeypatch)
    await background.walk(len(old) * BACKFILL_EVERY + HOUR, step=BACKFILL_EVERY)
    backfilled = [(at, one) for at, one, why in watched.looks if why is Purpose.BACKFILL]
    assert [one for _, one in backfilled] == sorted(
        old, key=lambda one: media[one].details.timestamp, reverse=True
    )
    times = [at for at, _ in backfilled]
    assert times == [began + (number + 1) * BACKFILL_EVERY for number in range(len(old))]
    assert all(each.extras_as_of for each in (await kept(background, shop)).values())
    background.asked()
    await background.walk(6 * HOUR, step=HOUR)
    looks = background.asked()[INSIGHTS]
    assert looks <= 4, "each old one was looked at once, for good"


async def test_a_deleted_post_keeps_what_was_seen_of_it_and_is_left_alone(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background)
    await background.drain()
    post = await publish(background, shop)
    await background.walk(HOUR, step=HOUR)
    before = await history(background, shop, post)
    assert before
    await background.control(f"/instagram/media/{post}/delete", {})
    watched = Watched(background, monkeypatch)
    await background.walk(23 * HOUR, step=HOUR)
    assert len([one for _, one, _ in watched.looks if one == post]) == 1
    assert await history(background, shop, post) == before


@pytest.mark.parametrize(
    ("fault", "params"),
    [
        ("throttle", {"code": 100, "endpoint": "/{media}/insights"}),
        ("throttle", {"code": 100}),
        ("error", {"code": 3}),
    ],
    ids=["throttled insights", "throttled account", "misconfigured app"],
)
async def test_a_refusal_that_is_not_the_posts_own_ends_no_ladder(
    background: Background, monkeypatch: pytest.MonkeyPatch, fault: str, params: dict[str, Any]
) -> None:
    """Throttling may look as if the post were deleted."""
    shop = await linked(background)
    await background.drain()
    published = background.clock.now()
    post = await publish(background, shop)
    await background.walk(HOUR, step=HOUR)
    switch = await background.switch(fault, **params)
    await background.walk(2 * HOUR, step=HOUR)
    background.switch_off(switch)
    watched = Watched(background, monkeypatch)
    await background.walk(3 * HOUR, step=30 * MINUTE)
    assert watched.ages_of(post, published) == [3.5 * HOUR, 6 * HOUR]
    kept_ages = [one.age for one in await history(background, shop, post)]
    assert {3.5 * HOUR, 6 * HOUR} <= set(kept_ages)


async def test_a_post_from_before_the_conversion_is_asked_once_and_marked(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background)
    await background.drain()
    post = await publish(background, shop)
    await background.walk(HOUR / 2, step=HOUR / 2)
    await background.switch("pre_conversion", media_id=post)
    watched = Watched(background, monkeypatch)
    await background.walk(20 * HOUR, step=HOUR / 2)
    assert len([one for _, one, _ in watched.looks if one == post]) == 1
    media = (await kept(background, shop))[post]
    assert media.before_conversion
    assert media.insights is None


async def test_what_a_post_refused_is_left_out_until_it_is_a_week_old(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background)
    await background.drain()
    published = background.clock.now()
    post = await publish(background, shop)
    await background.walk(HOUR, step=HOUR)
    media = (await kept(background, shop))[post]
    async with background.database.transaction() as stored:
        known = Insights(background.clock.now(), {}, {}, frozenset({"reposts"}))
        await stored.media.save_insights(media.id, known)
    watched = Watched(background, monkeypatch)
    for age in (3 * HOUR, 72 * HOUR, 7 * DAY):
        await background.walk_until(published + age, step=DAY / 2)
    by_age = {
        at - published: without
        for (at, one, _), without in zip(watched.looks, watched.without, strict=True)
        if one == post
    }
    assert by_age[3 * HOUR] == by_age[72 * HOUR] == {"reposts"}
    assert by_age[7 * DAY] == set()
    media = (await kept(background, shop))[post]
    assert media.insights is not None
    assert media.insights.refused == frozenset(), "it came after all"


async def test_while_the_budget_is_spent_looks_are_not_tried_one_by_one(
    sqlite_background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A try in vain costs a few commits, and a big account has hundreds of looks at once."""
    background = sqlite_background
    shop = await linked(background, posts=80)
    await background.drain()
    async with background.database.session() as session:
        # As after an outage: all at once.
        everything = update(MediaLookRow).where(MediaLookRow.lane == MediaLane.LADDER)
        await session.execute(everything.values(available_at=background.clock.now()))
    person = Access(shop.token, shop.id, Purpose.PERSON)
    with suppress(InstagramRefused):
        while True:
            await background.instagram.profile(person)
    watched = Watched(background, monkeypatch)
    await background.walk(HOUR, step=MINUTE / 2)

    tried = [(at, one) for at, one, why in watched.looks if why is Purpose.REFRESH]
    assert len({one for _, one in tried}) > 5, "they go on when calls are there again"
    rounds = sorted({at for at, _ in tried})
    assert all(after - before >= 5 * MINUTE for before, after in pairwise(rounds))


async def test_looks_of_an_account_that_was_unlinked_write_nothing(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background)
    ask = background.instagram.media_insights

    async def unlinked_meanwhile(*args: Any) -> Insights:
        insights = await ask(*args)
        async with background.database.transaction() as stored:
            await stored.accounts.forget(shop.id)
        return insights

    monkeypatch.setattr(background.instagram, "media_insights", unlinked_meanwhile)
    await background.walk(3 * HOUR, step=HOUR / 2)
    assert await background.rows("SELECT * FROM media_snapshot") == []
    assert await background.rows("SELECT * FROM media_look") == []
