"""The numbers of an account over a period: what is summed, what is asked, what is unknown."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import InstagramRefused, NotFound, Refusal
from bot.domain.metrics import ACCOUNT_TOTALS, UNIQUE_ACCOUNT_METRICS
from bot.domain.periods import Period, last_days
from bot.domain.secret import Secret
from bot.services.ports import AccountTotals, DayValue, LinkedAccount, Purpose
from bot.services.results import HALF_A_DAY, Overview
from bot.services.show_overview import ShowOverview
from tests.support.people import access
from tests.support.product import ANA, Product

MINUTE = timedelta(minutes=1)
UTC_ZONE = ZoneInfo("UTC")
INSIGHTS = "instagram GET /{user}/insights"


class Shop:
    """A linked account, and what Instagram itself says of it."""

    def __init__(self, product: Product, linked: LinkedAccount, token: Secret) -> None:
        self.product = product
        self.linked = linked
        self.account = linked.account
        self.token = token

    def period(self, days: int) -> Period:
        return last_days(days, self.product.clock.now(), UTC_ZONE)

    async def overview(self, days: int) -> Overview:
        return await self.product.read_overview(self.linked, self.period(days), Purpose.PERSON)

    async def at_instagram(self, metric: str, window: Period) -> float:
        totals = await self.product.instagram.account_totals(
            access(self.token), self.account.user_id, ACCOUNT_TOTALS, window
        )
        return totals.values[metric]

    def asked(self) -> int:
        return sum(
            count for endpoint, count in self.product.asked().items() if "insights" in endpoint
        )


async def open_shop(product: Product, followers: int = 5000) -> Shop:
    made = await product.account(username="tea.shop", followers=followers)
    await product.link_with_token(made)
    async with product.database.reading() as stored:
        (linked,) = await stored.accounts.linked_to(ANA)
    return Shop(product, linked, Secret(made["access_token"]))


@pytest.fixture
async def tea_shop(product: Product) -> Shop:
    return await open_shop(product)


def values(overview: Overview) -> dict[str, float | None]:
    return {total.metric: total.value for total in overview.totals}


@pytest.mark.parametrize("days", [7, 28])
async def test_totals_are_instagrams_own_for_the_window_and_the_one_before(
    tea_shop: Shop, days: int
) -> None:
    overview = await tea_shop.overview(days)
    period = tea_shop.period(days)

    assert not overview.unique_unknown
    assert overview.stale is None
    for total in overview.totals:
        assert total.value == await tea_shop.at_instagram(total.metric, period)
        assert total.before == await tea_shop.at_instagram(total.metric, period.before())
    assert overview.total("reach").value != sum(day.value for day in overview.reach_by_day)
    assert len(overview.reach_by_day) in {days - 1, days}


@pytest.mark.parametrize("zone", ["Europe/Madrid", "Pacific/Auckland", "Pacific/Honolulu"])
@pytest.mark.parametrize("days", [7, 28])
async def test_every_day_of_the_period_has_its_reach(
    product: Product, tea_shop: Shop, zone: str, days: int
) -> None:
    period = last_days(days, product.clock.now(), ZoneInfo(zone))
    overview = await product.read_overview(tea_shop.linked, period, Purpose.PERSON)
    days_before = _days_of(period.before())

    assert _told(overview.reach_by_day_before, period) == days_before
    # The Pacific day that belongs to yesterday may still be going on.
    assert _days_of(period) - _told(overview.reach_by_day, period) <= {period.last}
    assert _told(overview.reach_by_day, period) <= _days_of(period)


def _told(values: Sequence[DayValue], period: Period) -> set[date]:
    return {(value.ends_at - HALF_A_DAY).astimezone(period.zone).date() for value in values}


def _days_of(period: Period) -> set[date]:
    return {period.first + timedelta(days=offset) for offset in range(period.days)}


async def test_over_ninety_days_only_what_can_be_added_is_added(tea_shop: Shop) -> None:
    overview = await tea_shop.overview(90)
    windows = tea_shop.period(90).windows()

    assert len(windows) == 3
    assert overview.unique_unknown
    for total in overview.totals:
        if total.metric in UNIQUE_ACCOUNT_METRICS:
            assert total.value is total.before is total.change is None
        else:
            parts = [await tea_shop.at_instagram(total.metric, window) for window in windows]
            assert total.value == sum(parts)


async def test_a_window_without_a_number_makes_no_smaller_sum(tea_shop: Shop) -> None:
    # What was asked for is read first, its oldest window before the others.
    await tea_shop.product.switch("empty_total_value", 1, metric="views")
    views = (await tea_shop.overview(90)).total("views")

    assert views.value is None
    assert views.before is not None
    assert views.change is None


async def test_within_an_hour_instagram_is_not_asked_again(
    product: Product, tea_shop: Shop
) -> None:
    first = await tea_shop.overview(7)
    asked = tea_shop.asked()
    assert asked > 0
    product.later(minutes=59)

    assert values(await tea_shop.overview(7)) == values(first)
    assert tea_shop.asked() == asked


async def test_later_only_the_window_that_still_moves_is_read_again(
    product: Product, tea_shop: Shop
) -> None:
    await tea_shop.overview(7)
    asked = tea_shop.asked()
    product.later(hours=1)
    overview = await tea_shop.overview(7)

    assert overview.as_of == product.clock.now()
    assert tea_shop.asked() == asked + asked // 2, "the week before has long settled"


async def test_with_instagram_away_the_last_known_numbers_are_shown_as_such(
    product: Product, tea_shop: Shop
) -> None:
    known = await tea_shop.overview(7)
    read_at = product.clock.now()
    product.later(hours=2)
    await product.switch("server_error")
    overview = await tea_shop.overview(7)

    assert values(overview) == values(known)
    assert overview.as_of == read_at
    assert overview.stale is not None
    assert overview.stale.refusal is Refusal.TRANSIENT


async def test_a_pause_that_instagram_asks_for_is_told(product: Product, tea_shop: Shop) -> None:
    await product.switch("throttle", minutes=20)
    overview = await tea_shop.overview(7)

    assert overview.stale is not None
    assert overview.stale.refusal is Refusal.THROTTLED
    assert overview.stale.retry_at == product.clock.now() + timedelta(minutes=20)


@pytest.mark.parametrize(
    ("fault", "params", "after"),
    [("server_error", {}, timedelta(hours=1)), ("throttle", {"minutes": 20}, 20 * MINUTE)],
)
async def test_what_is_promised_is_done_the_account_is_refreshed_then(
    product: Product, tea_shop: Shop, fault: str, params: dict[str, int], after: timedelta
) -> None:
    await product.sync()
    async with product.database.reading() as stored:
        tomorrow = await stored.refreshes.next_due()
    assert tomorrow == product.clock.now() + timedelta(hours=24)
    await product.switch(fault, **params)
    stale = (await tea_shop.overview(7)).stale

    assert stale is not None
    assert stale.retry_at == product.clock.now() + after
    async with product.database.reading() as stored:
        assert await stored.refreshes.next_due() == stale.retry_at


async def test_a_refresh_that_comes_sooner_is_not_put_off(product: Product, tea_shop: Shop) -> None:
    async with product.database.reading() as stored:
        due = await stored.refreshes.next_due()
    await product.switch("server_error")
    await tea_shop.overview(7)
    async with product.database.reading() as stored:
        assert await stored.refreshes.next_due() == due


@pytest.mark.parametrize("days", [1, 7, 90])
async def test_with_instagram_away_the_newest_known_period_of_that_length_is_shown(
    product: Product, tea_shop: Shop, days: int
) -> None:
    known = await tea_shop.overview(days)
    product.later(days=2)
    await product.switch("server_error")
    overview = await tea_shop.overview(days)

    assert overview.period == known.period != tea_shop.period(days)
    assert values(overview) == values(known)
    assert overview.as_of == known.as_of
    assert overview.published == known.published
    assert overview.stale is not None


async def test_a_day_that_the_refresh_has_kept_is_shown_to_a_digest_when_instagram_pauses(
    product: Product, tea_shop: Shop
) -> None:
    await product.sync()
    await product.switch("throttle", minutes=20)
    overview = await product.read_overview(tea_shop.linked, tea_shop.period(1), Purpose.DIGEST)

    assert overview.period == tea_shop.period(1)
    assert overview.total("views").value is not None
    assert overview.total("views").before is not None
    assert overview.followers_came is None, "nobody asked for them yet"
    assert overview.stale is not None


async def test_a_day_that_was_kept_without_its_breakdowns_is_read_whole_for_a_person(
    product: Product, tea_shop: Shop
) -> None:
    await product.sync()
    overview = await tea_shop.overview(1)

    assert overview.stale is None
    assert overview.reach_not_followers is not None


async def test_forced_numbers_are_a_minute_old_at_most(product: Product, tea_shop: Shop) -> None:
    async def forced() -> Overview:
        return await product.read_overview(
            tea_shop.linked, tea_shop.period(7), Purpose.PERSON, force=True
        )

    await tea_shop.overview(7)
    asked = tea_shop.asked()
    product.later(seconds=59)
    await forced()
    assert tea_shop.asked() == asked
    product.later(seconds=1)
    assert (await forced()).as_of == product.clock.now()
    assert tea_shop.asked() > asked


@pytest.mark.parametrize("answers", [True, False])
async def test_unlinking_while_the_numbers_are_read_leaves_nothing_to_show(
    product: Product, tea_shop: Shop, monkeypatch: pytest.MonkeyPatch, answers: bool
) -> None:
    ask = product.instagram.account_totals

    async def unlinked_meanwhile(*args: Any) -> AccountTotals:
        totals = await ask(*args)
        async with product.database.transaction() as stored:
            await stored.accounts.forget(tea_shop.account.id)
        if not answers:
            raise InstagramRefused(Refusal.TRANSIENT, "an outage")
        return totals

    monkeypatch.setattr(product.instagram, "account_totals", unlinked_meanwhile)
    with pytest.raises(NotFound):
        await tea_shop.overview(7)
    async with product.database.reading() as stored:
        assert await stored.account_numbers.totals(tea_shop.account.id, tea_shop.period(7)) is None


async def test_numbers_that_were_never_read_are_unknown_and_not_zero(
    product: Product, tea_shop: Shop
) -> None:
    await product.switch("server_error")
    overview = await tea_shop.overview(7)

    assert overview.as_of is None
    assert set(values(overview).values()) == {None}
    assert overview.reach_by_day == []
    assert overview.followers_came is overview.followers_left is None
    assert overview.stale is not None


async def test_without_a_healthy_link_the_numbers_are_stale_for_its_sake(
    product: Product, tea_shop: Shop
) -> None:
    known = await tea_shop.overview(7)
    await product.control(f"/instagram/accounts/{tea_shop.account.user_id}/revoke", {})
    product.later(hours=2)
    overview = await tea_shop.overview(7)

    assert values(overview) == values(known)
    assert overview.stale is not None
    assert overview.stale.refusal is Refusal.TOKEN


async def test_empty_answers_are_unknown_and_not_zero(product: Product, tea_shop: Shop) -> None:
    await product.switch("empty_total_value", metric="profile_links_taps")
    overview = await tea_shop.overview(7)

    assert overview.total("profile_links_taps").value is None
    assert overview.total("profile_links_taps").change is None
    assert overview.total("views").value is not None
    assert overview.stale is None


async def test_an_empty_answer_leaves_what_is_known_of_the_window_with_its_age(
    product: Product, tea_shop: Shop
) -> None:
    known = await tea_shop.overview(7)
    read_at = product.clock.now()
    empty = await product.switch("insights_empty")
    product.later(hours=2)
    overview = await tea_shop.overview(7)

    assert values(overview) == values(known)
    assert None not in values(overview).values()
    assert overview.followers_came == known.followers_came is not None
    assert overview.reach_not_followers == known.reach_not_followers is not None
    assert overview.as_of == read_at
    assert overview.stale is None

    asked = tea_shop.asked()
    product.later(minutes=59)
    await tea_shop.overview(7)
    assert tea_shop.asked() == asked, "nothing is an answer, too: within the hour it is good"

    product.sandbox.faults.remove(empty)
    product.later(minutes=1)
    overview = await tea_shop.overview(7)
    assert overview.as_of == product.clock.now()
    assert overview.total("views").value == await tea_shop.at_instagram("views", tea_shop.period(7))


async def test_of_numbers_that_are_given_in_part_the_oldest_tells_the_age(
    product: Product, tea_shop: Shop
) -> None:
    known = await tea_shop.overview(7)
    read_at = product.clock.now()
    await product.switch("insights_empty", metric="views")
    product.later(hours=2)
    overview = await tea_shop.overview(7)

    assert overview.total("views").value == known.total("views").value
    assert overview.total("reach").value == await tea_shop.at_instagram("reach", tea_shop.period(7))
    assert overview.as_of == read_at


async def test_a_window_that_ended_long_ago_is_asked_for_again_while_its_numbers_are_older(
    product: Product, tea_shop: Shop
) -> None:
    """Else one empty answer would keep what had not settled for ever."""
    window = tea_shop.period(1)
    await tea_shop.overview(1)
    product.later(days=5)
    empty = await product.switch("insights_empty")

    async def again() -> Overview:
        return await product.read_overview(tea_shop.linked, window, Purpose.PERSON)

    await again()
    product.sandbox.faults.remove(empty)
    product.later(hours=1)
    assert (await again()).as_of == product.clock.now()
    asked = tea_shop.asked()
    product.later(hours=2)
    await again()
    assert tea_shop.asked() == asked, "now it has settled"


async def test_a_small_account_has_no_followers_who_came_and_left(product: Product) -> None:
    """Meta: follows_and_unfollows needs at least 100 followers."""
    overview = await (await open_shop(product, followers=60)).overview(7)

    assert overview.followers_came is None
    assert overview.followers_left is None


async def test_a_large_account_has_both(tea_shop: Shop) -> None:
    overview = await tea_shop.overview(7)

    assert overview.followers_came is not None
    assert overview.followers_left is not None
    assert overview.reach_not_followers is not None
    assert 0 < overview.reach_not_followers < 1


@pytest.mark.parametrize(("asked", "shown"), [(7, 7), (28, 28), (90, 90), (5, 7), (-1, 7)])
async def test_three_periods_are_offered(
    product: Product, tea_shop: Shop, asked: int, shown: int
) -> None:
    await product.switch("server_error")
    show_overview = ShowOverview(product.database, product.clock, product.read_overview)

    assert (await show_overview(ANA, asked)).period.days == shown


async def test_stories_are_counted_since_linking_when_that_lies_in_the_period(
    product: Product, tea_shop: Shop
) -> None:
    linked_on = product.clock.now().date()
    assert (await tea_shop.overview(7)).stories_since is None
    product.later(days=3)
    assert (await tea_shop.overview(7)).stories_since == linked_on
    product.later(days=4)
    assert (await tea_shop.overview(7)).stories_since is None


async def test_todays_reading_of_followers_is_known(product: Product, tea_shop: Shop) -> None:
    await product.sync()
    today = product.clock.now().date()
    assert list((await tea_shop.overview(7)).followers_by_day) == [today]
