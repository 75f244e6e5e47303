"""Long-lived tokens are renewed well before they end, and never lost on the way."""

import asyncio
from datetime import datetime, timedelta

from bot.domain.accounts import LinkState
from tests.support.background import ANA, REFRESH_TOKEN, Background, LinkedShop
from tests.support.clock import START

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TRIES_A_CALL = 3


async def kept(background: Background, shop: LinkedShop) -> tuple[str, datetime]:
    """The token as it is stored now, and when it was issued."""
    async with background.database.reading() as stored:
        access = await stored.links.token_of(shop.link_id)
    assert access is not None
    return access.token.reveal(), access.issued_at


async def state(background: Background, shop: LinkedShop) -> LinkState:
    async with background.database.reading() as stored:
        link = await stored.links.get(shop.link_id)
    assert link is not None
    return link.state


async def test_a_token_is_renewed_from_day_45_on(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    await background.walk(44 * DAY, step=11 * DAY)
    assert background.asked()[REFRESH_TOKEN] == 0
    await background.walk(DAY, step=DAY)
    assert background.asked()[REFRESH_TOKEN] == 1
    token, issued_at = await kept(background, shop)
    assert token != shop.token.reveal()
    assert issued_at == START + 45 * DAY
    # It lives on from there: past the end of the first one, renewed again after 45 days.
    await background.walk(45 * DAY, step=5 * DAY)
    assert background.asked()[REFRESH_TOKEN] == 1
    assert await state(background, shop) is LinkState.ACTIVE


async def test_the_old_token_stays_when_the_answer_is_lost(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    outage = await background.switch("reset", when="after", endpoint="/refresh_access_token")
    await background.walk(45 * DAY, step=15 * DAY)
    assert await kept(background, shop) == (shop.token.reveal(), START)
    assert await state(background, shop) is LinkState.ACTIVE
    assert background.delivery.given == []
    background.switch_off(outage)
    await background.walk(DAY, step=6 * HOUR)
    token, issued_at = await kept(background, shop)
    assert token != shop.token.reveal()
    assert issued_at == START + 46 * DAY


async def test_near_its_end_a_token_is_tried_more_often(background: Background) -> None:
    await background.link_quietly("tea.shop")
    await background.switch("server_error", endpoint="/refresh_access_token")
    await background.walk(46 * DAY, step=23 * DAY)
    background.asked()
    await background.walk(DAY, step=6 * HOUR)
    assert background.asked()[REFRESH_TOKEN] == TRIES_A_CALL
    await background.walk(11 * DAY, step=6 * HOUR)
    background.asked()
    await background.walk(DAY, step=6 * HOUR)
    assert background.asked()[REFRESH_TOKEN] == 4 * TRIES_A_CALL


async def test_a_refused_token_breaks_its_link_once(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    await background.switch("token_state", state="removed_app")
    await background.walk(45 * DAY, step=15 * DAY)
    assert await state(background, shop) is LinkState.NEEDS_RELINK
    background.asked()
    await background.walk(10 * DAY, step=DAY)
    (alarm,) = background.delivery.of_kind("link_broken")
    assert (alarm.chat_id, alarm.payload) == (ANA, {"account_id": shop.id, "reason": "458"})
    # A call that was refused for good is not repeated.
    assert background.asked().total() == 0


async def test_a_relink_begins_anew(background: Background) -> None:
    shop = await background.link_quietly("tea.shop")
    broken = await background.switch("token_state", state="removed_app")
    await background.walk(45 * DAY, step=15 * DAY)
    background.switch_off(broken)
    await background.link_with(shop.token)
    await background.search_no_more(shop)
    assert await state(background, shop) is LinkState.ACTIVE
    background.asked()
    await background.walk(10 * DAY, step=DAY)
    assert background.asked()[REFRESH_TOKEN] == 0


async def test_a_token_replaced_meanwhile_is_not_overwritten(background: Background) -> None:
    """A relink while Instagram was asked for a renewal: the newer token stays."""
    shop = await background.link_quietly("tea.shop")
    background.clock.jump(45 * DAY)
    lane = background.lanes["token"]
    async with background.database.transaction() as stored:
        refs = await stored.token_renewals.claim(1, lane.lease)
    newer = await background.oauth.refresh(shop.token)
    await background.switch("slow", times=1, seconds=0.3, endpoint="/refresh_access_token")
    await background.drain()
    await asyncio.gather(lane.work(refs), background.link_with(newer.token))
    assert (await kept(background, shop))[0] == newer.token.reveal()
