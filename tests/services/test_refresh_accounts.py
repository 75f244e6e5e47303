"""Profile, posts and reels are read anew, page by page, and only what still moves."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights, Media, MediaProductType, Number
from bot.domain.media_life import CATCH_UP_EVERY
from bot.domain.periods import Period
from bot.services.ports import Access, MediaPage
from bot.services.read_window import is_whole
from bot.services.refresh_accounts import YOUNG
from tests.support.background import MEDIA_LIST, Background, LinkedShop

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

PROFILE = "instagram GET /{user}"
OF_THE_ACCOUNT = "instagram GET /{user}/insights"
AUDIENCE = 8
"""Two metrics by four breakdowns."""
ONLINE = 1
"""When followers are online: a month in one call."""
WEEKLY = AUDIENCE + ONLINE

WITHOUT_NESTING = ("refused", "absent")


async def linked(background: Background, **settings: Any) -> LinkedShop:
    """An account with 120 posts of two years, linked an hour ago, never read yet."""
    counts: dict[str, Any] = {"posts": 60, "reels": 40, "carousels": 20, "children": 2}
    shop = await background.link("tea.shop", **(counts | settings))
    await background.search_no_more(shop)
    background.clock.jump(HOUR)
    async with background.database.transaction() as stored:
        await stored.refreshes.start(shop.id, background.clock.now())
    background.asked()
    return shop


async def kept(background: Background, shop: LinkedShop) -> list[Media]:
    """Posts and reels as they are kept, newest first."""
    async with background.database.reading() as stored:
        found = [
            media
            for kind in (MediaProductType.FEED, MediaProductType.REELS)
            for media in await stored.media.page(shop.id, kind, 0, 1000)
        ]
    return sorted(found, key=lambda media: media.details.timestamp, reverse=True)


async def publish(background: Background, shop: LinkedShop) -> str:
    path = f"/instagram/accounts/{shop.account.user_id}/media"
    return str((await background.control(path, {}))["id"])


async def test_the_first_time_every_page_is_read(background: Background) -> None:
    shop = await linked(background)
    await background.drain()
    asked = background.asked()
    assert (asked[PROFILE], asked[MEDIA_LIST]) == (1, 3)
    assert asked[OF_THE_ACCOUNT] == 5 + WEEKLY
    media = await kept(background, shop)
    assert len(media) == 120
    assert all(one.insights is not None for one in media)
    async with background.database.reading() as stored:
        account = await stored.accounts.get(shop.id)
        followers = await stored.account_numbers.followers(
            shop.id, date(2026, 11, 1), date(2026, 11, 3)
        )
    assert account is not None
    assert account.media_synced_at == background.clock.now()
    assert followers == {date(2026, 11, 2): account.followers_count}


async def test_pages_are_stored_as_they_come(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background)
    media_page = background.instagram.media_page
    before_each: list[int] = []

    async def watched(access: Access, after: str | None, *rest: Any) -> MediaPage:
        before_each.append(len(await kept(background, shop)))
        return await media_page(access, after, *rest)

    monkeypatch.setattr(background.instagram, "media_page", watched)
    await background.drain()
    assert before_each == [0, 50, 100]


async def test_a_first_sync_that_broke_off_is_made_good(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background)
    media_page = background.instagram.media_page
    outages: list[str] = []

    async def breaks_off(access: Access, after: str | None, *rest: Any) -> MediaPage:
        if after is not None and not outages:
            outages.append(await background.switch("server_error"))
        return await media_page(access, after, *rest)

    monkeypatch.setattr(background.instagram, "media_page", breaks_off)
    await background.drain()
    assert len(await kept(background, shop)) == 50
    background.switch_off(outages[0])
    background.asked()
    await background.walk(10 * timedelta(minutes=1))
    assert len(await kept(background, shop)) == 120
    assert background.asked()[PROFILE] == 0, "that was read before the outage"


async def look_no_more(background: Background) -> None:
    """Only the refresh itself is left."""
    async with background.database.session() as session:
        await session.execute(text("UPDATE media_look SET state = 2"))


async def test_later_only_pages_with_young_posts_are_read(background: Background) -> None:
    shop = await linked(background)
    await background.drain()
    await look_no_more(background)
    before = {one.details.media_id: one.insights for one in await kept(background, shop)}
    new = await publish(background, shop)
    background.asked()
    await background.walk(DAY, step=DAY)
    assert background.asked()[MEDIA_LIST] == 1
    media = await kept(background, shop)
    assert media[0].details.media_id == new
    now = background.clock.now()
    for one in media[50:]:
        assert one.insights == before[one.details.media_id]
    young = [one for one in media[1:] if one.age(now) < YOUNG]
    assert young
    for one in young:
        assert one.insights is not None
        assert one.insights.as_of == now


async def test_a_day_costs_eight_calls_at_most_and_a_week_those_of_the_audience_more(
    background: Background,
) -> None:
    await linked(background)
    await background.drain()
    await look_no_more(background)
    background.asked()
    days = []
    for _ in range(8):
        await background.walk(DAY, step=DAY)
        days.append(background.asked())
    costs = [day.total() for day in days]
    assert costs[:6] == costs[7:] * 6
    assert costs[0] <= 8
    assert costs[6] == costs[0] + WEEKLY
    assert days[0] == {PROFILE: 1, MEDIA_LIST: 1, OF_THE_ACCOUNT: 5}
    followers = await background.rows("SELECT day FROM followers_day")
    assert len(followers) == 9


async def test_every_day_of_the_account_is_kept_and_read_again_when_it_has_settled(
    background: Background,
) -> None:
    shop = await linked(background)
    await background.drain()
    await look_no_more(background)
    await background.walk(3 * DAY, step=DAY)
    zone = shop.account.zone
    today = background.clock.now().astimezone(zone).date()
    for age in (1, 2, 3, 4, 5):
        day = Period(today - age * DAY, today - age * DAY, zone)
        async with background.database.reading() as stored:
            totals = await stored.account_numbers.totals(shop.id, day)
        assert totals is not None
        assert totals.values["reach"] > 0
        settled = age > 1
        assert (totals.as_of >= day.until + DAY) == settled
        assert ("follower" in totals.breakdowns.get("follows_and_unfollows", {})) == settled
    async with background.database.reading() as stored:
        now = background.clock.now()
        reach = await stored.account_numbers.series(shop.id, "reach", now - 30 * DAY, now)
    assert len(reach) >= 28


async def test_days_that_an_outage_took_are_made_up_for_three_at_a_time(
    background: Background,
) -> None:
    shop = await linked(background, posts=2, reels=0, carousels=0)
    await background.drain()
    await look_no_more(background)
    began = background.clock.now()
    outage = await background.switch("server_error")
    await background.walk(5 * DAY, step=DAY)
    background.switch_off(outage)
    background.asked()
    await background.walk(HOUR)
    assert background.asked()[OF_THE_ACCOUNT] == 5 + 3 * 4
    await background.walk(DAY, step=DAY)
    assert background.asked()[OF_THE_ACCOUNT] == 5 + 4
    await background.walk(DAY, step=DAY)
    assert background.asked()[OF_THE_ACCOUNT] == 5 + WEEKLY
    first = began.astimezone(shop.account.zone).date() - 2 * DAY
    today = background.clock.now().astimezone(shop.account.zone).date()
    for number in range((today - first).days - 1):
        day = Period(first + number * DAY, first + number * DAY, shop.account.zone)
        async with background.database.reading() as stored:
            totals = await stored.account_numbers.totals(shop.id, day)
        assert totals is not None
        assert is_whole(totals)


async def test_who_the_people_are_is_kept_each_week(background: Background) -> None:
    shop = await linked(background, posts=2, reels=0, carousels=0)
    await background.drain()
    async with background.database.reading() as stored:
        audiences = {
            (one.metric, one.breakdown): one.parts for one in await stored.audiences.newest(shop.id)
        }
    assert len(audiences) == AUDIENCE
    assert sum(audiences["follower_demographics", "gender"].values()) > 0
    assert "25-34" in audiences["follower_demographics", "age"]
    await background.walk(7 * DAY, step=DAY)
    rows = await background.rows("SELECT DISTINCT day FROM audience")
    assert len(rows) == 2


async def test_a_small_account_has_no_audience_and_is_not_asked_daily(
    background: Background,
) -> None:
    shop = await linked(background, followers=60, posts=2, reels=0, carousels=0)
    await background.drain()
    async with background.database.reading() as stored:
        parts = [one.parts for one in await stored.audiences.newest(shop.id)]
    assert parts == [{}] * AUDIENCE
    background.asked()
    await background.walk(DAY, step=DAY)
    assert background.asked()[OF_THE_ACCOUNT] == 5


async def test_when_followers_are_online_is_read_each_week_and_days_that_came_empty_again(
    background: Background,
) -> None:
    shop = await linked(background, posts=2, reels=0, carousels=0)
    await background.drain()

    async def known() -> dict[datetime, bool]:
        now = background.clock.now()
        async with background.database.reading() as stored:
            days = await stored.account_numbers.online(shop.id, now - 60 * DAY, now)
        return {day.ends_at: bool(day.hours) for day in days}

    before = await known()
    newest = max(before)
    assert len(before) >= 29
    assert sum(before.values()) > 20
    assert not before[newest], "Instagram has not counted it yet"
    await background.walk(7 * DAY, step=DAY)
    after = await known()
    assert len(after) >= len(before) + 6
    assert all(after[day] for day, is_known in before.items() if is_known), "known stays known"
    assert after[newest], "the next week it was there"


async def test_an_account_of_which_instagram_tells_no_online_hours_is_asked_weekly(
    background: Background,
) -> None:
    await background.switch("insights_empty", metric="online_followers")
    shop = await linked(background, posts=2, reels=0, carousels=0)
    await background.drain()
    async with background.database.reading() as stored:
        now = background.clock.now()
        (day,) = await stored.account_numbers.online(shop.id, now - 30 * DAY, now)
    assert not day.hours
    background.asked()
    await background.walk(DAY, step=DAY)
    assert background.asked()[OF_THE_ACCOUNT] == 5


async def test_a_refresh_that_broke_off_asks_nothing_twice(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    await linked(background, posts=2, reels=0, carousels=0)
    audience = background.instagram.audience
    asked: list[tuple[str, str]] = []

    async def breaks_off_once(
        access: Access, user_id: str, metric: str, breakdown: str
    ) -> Mapping[str, Number]:
        asked.append((metric, breakdown))
        if len(asked) == 4:
            raise InstagramRefused(Refusal.TRANSIENT, "an outage")
        return await audience(access, user_id, metric, breakdown)

    monkeypatch.setattr(background.instagram, "audience", breaks_off_once)
    await background.drain()
    background.asked()
    await background.walk(timedelta(minutes=5))
    assert len(asked) == AUDIENCE + 1
    again = background.asked()
    assert (again[PROFILE], again[OF_THE_ACCOUNT]) == (0, WEEKLY - 3)


@pytest.mark.parametrize("mode", WITHOUT_NESTING)
async def test_where_lists_bring_no_numbers_young_posts_are_looked_at_one_after_another(
    background: Background, mode: str
) -> None:
    await background.switch("nested_insights", mode=mode)
    shop = await linked(background)
    began = background.clock.now()
    await background.drain()
    media = await kept(background, shop)
    young = [one.details.media_id for one in media if one.age(began) < YOUNG]
    assert len(media) == 120
    assert len(young) > 2
    await background.walk((len(young) - 1) * CATCH_UP_EVERY, step=CATCH_UP_EVERY)
    with_numbers = [one for one in await kept(background, shop) if one.insights is not None]
    assert [one.details.media_id for one in with_numbers][: len(young)] == young
    # The next day their numbers are a day old: they get a look again, and none of the older ones.
    await background.walk_until(began + DAY, step=6 * HOUR)
    refreshed_at = background.clock.now()
    await background.walk(len(young) * CATCH_UP_EVERY, step=CATCH_UP_EVERY)
    for one in (await kept(background, shop))[: len(young)]:
        assert one.insights is not None
        assert one.insights.as_of >= refreshed_at


async def test_a_list_is_told_which_posts_would_fail_it(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background, posts=4, reels=0, carousels=0)
    await background.drain()
    newest, second, third, _ = await kept(background, shop)
    now = background.clock.now()
    async with background.database.transaction() as stored:
        views, extra = (
            Insights(now, {}, {}, frozenset({metric})) for metric in ("views", "profile_visits")
        )
        await stored.media.save_insights(newest.id, extra)
        await stored.media.save_insights(second.id, views)
        await stored.media.set_before_conversion(third.id)
    media_page = background.instagram.media_page
    told: list[tuple[Sequence[datetime], datetime | None]] = []

    async def watched(
        access: Access,
        after: str | None,
        limit: int,
        refusing: Sequence[datetime],
        before_conversion: datetime | None,
    ) -> MediaPage:
        told.append((refusing, before_conversion))
        return await media_page(access, after, limit, refusing, before_conversion)

    monkeypatch.setattr(background.instagram, "media_page", watched)
    await background.walk(DAY, step=DAY)
    assert told == [([second.details.timestamp], third.details.timestamp)]


async def test_a_metric_that_instagram_retires_costs_a_search_and_then_what_a_calm_day_costs(
    background: Background,
) -> None:
    await linked(background)
    await background.drain()
    calm = []
    for _ in range(2):
        await background.walk(DAY, step=HOUR)
        calm.append(background.asked()[MEDIA_LIST])
    await background.switch("metric_refused", metric="saved")
    await background.walk(DAY, step=HOUR)
    assert background.asked()[MEDIA_LIST] <= 2 * (1 + 3 * (2 * 6 + 3))
    await background.walk(DAY, step=HOUR)
    assert background.asked()[MEDIA_LIST] <= max(calm)
    async with background.database.reading() as stored:
        assert {one.metric for one in await stored.instagram_facts.refused_metrics()} == {"saved"}


@pytest.mark.parametrize(
    "read", ["profile", "media_page", "account_totals", "audience", "online_followers"]
)
async def test_unlinking_while_a_refresh_goes_on_leaves_nothing_behind(
    background: Background, monkeypatch: pytest.MonkeyPatch, read: str
) -> None:
    shop = await linked(background, posts=2, reels=0, carousels=0)
    ask = getattr(background.instagram, read)

    async def unlinked_meanwhile(*args: Any) -> Any:
        answer = await ask(*args)
        async with background.database.transaction() as stored:
            await stored.accounts.forget(shop.id)
        return answer

    monkeypatch.setattr(background.instagram, read, unlinked_meanwhile)
    await background.drain()
    for table in (
        *("instagram_account", "media", "account_totals"),
        *("audience", "online_day", "followers_day"),
    ):
        assert await background.rows(f"SELECT * FROM {table}") == []


class Refusals:
    """Whatever Instagram refused, however the client went on."""

    def __init__(self, background: Background, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[Refusal] = []
        http = background.instagram._media_list.graph.http
        ask_once = http._ask_once

        async def watched(call: Any) -> Any:
            try:
                return await ask_once(call)
            except InstagramRefused as refused:
                self.seen.append(refused.refusal)
                raise

        monkeypatch.setattr(http, "_ask_once", watched)


async def test_a_post_from_before_the_conversion_stays_without_numbers(
    background: Background,
) -> None:
    shop = await linked(background, posts=5, reels=2, carousels=0)
    old = await publish(background, shop)
    new = await publish(background, shop)
    await background.switch("pre_conversion", media_id=old)
    await background.walk(timedelta(minutes=10))
    numbers = {one.details.media_id: one.insights for one in await kept(background, shop)}
    assert len(numbers) == 9
    assert numbers[old] is None
    assert numbers[new] is not None


async def test_an_account_with_posts_from_before_the_conversion_is_read_to_the_end(
    background: Background,
) -> None:
    shop = await linked(background, pre_conversion=3)
    await background.drain()
    media = await kept(background, shop)
    assert len(media) == 123
    assert [one.insights for one in media[-3:]] == [None, None, None]
    async with background.database.reading() as stored:
        account = await stored.accounts.get(shop.id)
    assert account is not None
    assert account.media_synced_at is not None


async def test_what_is_known_to_be_from_before_the_conversion_is_not_asked_for_again(
    background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = await linked(background, posts=70, reels=0, carousels=0, before_conversion=68)
    refusals = Refusals(background, monkeypatch)
    await background.drain()
    assert refusals.seen.count(Refusal.BEFORE_CONVERSION) >= 1
    at_first = len(refusals.seen)
    media = await kept(background, shop)
    assert [one.before_conversion for one in media] == [False] * 2 + [True] * 68
    planned = await background.rows("SELECT media_id FROM media_look WHERE state IN (0, 1)")
    assert {row.media_id for row in planned} <= {media[0].id, media[1].id}
    async with background.database.session() as session:
        await session.execute(text("UPDATE instagram_account SET media_synced_at = NULL"))
    await background.walk(2 * DAY, step=HOUR)
    assert refusals.seen[at_first:] == []
    assert all(one.insights is not None for one in (await kept(background, shop))[:2])


async def test_an_account_is_read_again_after_a_long_outage(background: Background) -> None:
    shop = await linked(background)
    outage = await background.switch("server_error")
    await background.walk(5 * HOUR, step=HOUR / 2)
    assert await kept(background, shop) == []
    background.switch_off(outage)
    await background.walk(HOUR / 6)
    assert len(await kept(background, shop)) == 120
