"""Long-lived tokens are renewed well before they end, and never lost on the way."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.domain.accounts import Link, LinkState
from bot.domain.secret import Secret
from bot.domain.tokens import CLOCK_SKEW
from bot.instagram.oauth import InstagramOAuthClient
from bot.services.instagram_access import CallInstagram
from bot.services.ports import IssuedToken, LongLivedToken
from bot.services.renew_token import LENT_FOR, RenewToken
from bot.services.renew_tokens import RenewTokens
from tests.support.background import ANA, REFRESH_TOKEN, Background, LinkedShop
from tests.support.clock import START
from tests.support.people import access

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
END = START + 60 * DAY


async def kept(background: Background, shop: LinkedShop) -> tuple[str, datetime]:
    """The token as it is stored now, and when it was issued."""
    async with background.database.reading() as stored:
        access = await stored.links.token_of(shop.link_id)
    assert access is not None
    return access.token.reveal(), access.issued_at


async def link_of(background: Background, shop: LinkedShop) -> Link:
    async with background.database.reading() as stored:
        link = await stored.links.get(shop.link_id)
    assert link is not None
    return link


async def state(background: Background, shop: LinkedShop) -> LinkState:
    return (await link_of(background, shop)).state


async def due_at(background: Background) -> datetime:
    async with background.database.reading() as stored:
        at = await stored.token_renewals.next_due()
    assert at is not None
    return at


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


@pytest.mark.proves("F16")
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
    # Instagram is known to be silent: each call has one try until something is answered.
    assert background.asked()[REFRESH_TOKEN] == 1
    await background.walk(11 * DAY, step=6 * HOUR)
    background.asked()
    await background.walk(DAY, step=6 * HOUR)
    assert background.asked()[REFRESH_TOKEN] == 4


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


async def test_a_link_that_broke_otherwise_is_not_renewed(sqlite_background: Background) -> None:
    shop = await sqlite_background.link_quietly("tea.shop")
    async with sqlite_background.database.transaction() as stored:
        await stored.links.set_state(shop.link_id, LinkState.NEEDS_RELINK, "460")
    await sqlite_background.walk(50 * DAY, step=10 * DAY)
    assert sqlite_background.asked()[REFRESH_TOKEN] == 0


async def test_what_was_renewed_since_the_row_fell_due_is_not_renewed_again(
    sqlite_background: Background,
) -> None:
    """The check within the lock."""
    shop = await sqlite_background.link_quietly("tea.shop")
    sqlite_background.clock.jump(45 * DAY)
    now = sqlite_background.clock.now()
    async with sqlite_background.database.transaction() as stored:
        new = Secret("IGAAnew")
        assert await stored.links.renew(shop.link_id, shop.token, new, now, now + 60 * DAY)
    await sqlite_background.drain()
    assert sqlite_background.asked()[REFRESH_TOKEN] == 0
    assert await due_at(sqlite_background) == now + 45 * DAY


# Lost answers and crashes ------------------------------------------------------------------------


class Killed(InstagramOAuthClient):
    """Instagram's answer comes, and the process dies before it is stored."""

    async def refresh(self, long_lived: Secret) -> LongLivedToken:
        await super().refresh(long_lived)
        raise asyncio.CancelledError


@pytest.mark.parametrize("token", ["new", "same"])
async def test_killed_between_the_answer_and_the_commit_it_is_renewed_again(
    background: Background, token: str
) -> None:
    """Of one and the same string Instagram renews nothing for a day more; until then it works."""
    shop = await background.link_quietly("tea.shop")
    await background.switch("refresh_token_string", token=token)
    background.clock.jump(45 * DAY)
    async with background.database.transaction() as stored:
        refs = await stored.token_renewals.claim(1, MINUTE)
    database, clock = background.database, background.clock
    renew_token = RenewToken(database, clock, Killed(**vars(background.oauth)))
    call_instagram = CallInstagram(database, renew_token)
    with pytest.raises(asyncio.CancelledError):
        await RenewTokens(database, clock, renew_token, call_instagram)(refs)
    assert background.asked()[REFRESH_TOKEN] == 1
    assert await kept(background, shop) == (shop.token.reveal(), START)
    await background.instagram.profile(access(shop.token))

    await background.walk(6 * MINUTE, step=3 * MINUTE)
    assert background.asked()[REFRESH_TOKEN] == 1
    await background.walk(DAY, step=6 * HOUR)
    renewed, issued_at = await kept(background, shop)
    assert issued_at > START + 45 * DAY
    assert (renewed == shop.token.reveal()) is (token == "same")
    assert await state(background, shop) is LinkState.ACTIVE
    assert background.delivery.given == []


async def test_whoever_overslept_stores_nothing_over_what_is_newer(background: Background) -> None:
    """The lease ran out in the middle of it, and somebody else went on."""
    shop = await background.link_quietly("tea.shop")
    background.clock.jump(30 * DAY)
    renew_token = RenewToken(background.database, background.clock, background.oauth)
    async with background.database.transaction() as stored:
        old = await stored.links.token_of(shop.link_id)
        overslept = await stored.token_renewals.take(shop.link_id, LENT_FOR)
    assert old is not None
    assert overslept is not None
    background.clock.jump(LENT_FOR)
    assert await renew_token.in_place_of(old)
    newer, next_due = await kept(background, shop), await due_at(background)
    background.clock.jump(MINUTE)
    await renew_token(overslept, old)
    assert await kept(background, shop) == newer
    assert await due_at(background) == next_due


# When renewing fails -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "params", "refused", "ends_at"),
    [
        # Nobody says so: it ends by our clock, by as much later as the clocks may be apart.
        ("server_error", {"endpoint": "/refresh_access_token"}, False, END + CLOCK_SKEW),
        # Instagram says at the last try that it has expired.
        ("refresh_refused", {"code": 10}, True, END),
        ("refresh_refused", {"code": 100}, True, END),
    ],
)
async def test_an_end_that_nothing_averts_is_told_four_times_and_then_it_comes(
    sqlite_background: Background,
    fault: str,
    params: dict[str, object],
    refused: bool,
    ends_at: datetime,
) -> None:
    background = sqlite_background
    shop = await background.link_quietly("tea.shop")
    await background.switch(fault, None, **params)
    await background.walk(45 * DAY, step=15 * DAY)
    await background.walk(15 * DAY, step=6 * HOUR)
    assert background.delivery.times_of("link_ends") == [END - days * DAY for days in (14, 7, 3, 1)]
    told = background.delivery.of_kind("link_ends")
    payload = {"account_id": shop.id, "expires_at": END.isoformat(), "refused": refused}
    assert [message.payload for message in told] == [payload] * 4
    assert {(message.chat_id, message.silent) for message in told} == {(ANA, False)}
    await background.walk(CLOCK_SKEW, step=MINUTE)
    assert background.delivery.times_of("link_broken") == [ends_at]
    link = await link_of(background, shop)
    assert (link.state, link.reason) == (LinkState.NEEDS_RELINK, "463")
    background.asked()
    await background.walk(10 * DAY, step=DAY)
    assert background.asked().total() == 0
    assert len(background.delivery.of_kind("link_broken")) == 1
    assert len(background.delivery.of_kind("link_ends")) == 4


async def test_after_a_renewal_nothing_more_is_told(sqlite_background: Background) -> None:
    background = sqlite_background
    shop = await background.link_quietly("tea.shop")
    refused = await background.switch("refresh_refused")
    await background.walk(50 * DAY, step=DAY)
    assert background.delivery.times_of("link_ends") == [END - 14 * DAY]
    background.switch_off(refused)
    await background.walk(15 * DAY, step=DAY)
    assert len(background.delivery.given) == 1
    assert await state(background, shop) is LinkState.ACTIVE


async def test_after_a_downtime_only_the_nearest_warning_is_told(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    await background.link_quietly("tea.shop")
    await background.switch("refresh_refused")
    background.clock.jump(58 * DAY)
    await background.walk(36 * HOUR, step=6 * HOUR)
    assert background.delivery.times_of("link_ends") == [
        START + 58 * DAY + 6 * HOUR,
        END - DAY,
    ]


async def test_one_answer_that_does_not_come_frightens_nobody(
    sqlite_background: Background,
) -> None:
    """After a downtime the first try fails within the time of warnings; the second counts."""
    background = sqlite_background
    await background.link_quietly("tea.shop")
    outage = await background.switch("server_error", endpoint="/refresh_access_token")
    background.clock.jump(50 * DAY)
    await background.drain()
    assert background.delivery.given == []
    await background.walk(DAY, step=DAY)
    assert background.delivery.times_of("link_ends") == [START + 51 * DAY]
    background.switch_off(outage)
    await background.walk(10 * DAY, step=DAY)
    assert len(background.delivery.given) == 1


async def test_a_queued_warning_is_not_sent_when_the_next_one_is_due(
    sqlite_background: Background,
) -> None:
    """Telegram is away meanwhile: no flood when it is back."""
    background = sqlite_background
    await background.link_quietly("tea.shop")
    await background.switch("refresh_refused")
    background.clock.jump(46 * DAY)
    without_sending = [lane for name, lane in background.lanes.items() if name == "token"]
    for _ in range(10):
        await background.engine.dispatch(without_sending[0])
        await background.engine._wait_for_tasks()
        background.clock.jump(DAY)
    await background.drain()
    assert [message.key[-2:] for message in background.delivery.of_kind("link_ends")] == [":7"]


@pytest.mark.proves("F16")
async def test_a_life_that_a_lost_answer_prolonged_is_not_ended_by_our_clock(
    sqlite_background: Background,
) -> None:
    """Instagram says no, and not because it is over: then it lives, whatever we have noted."""
    background = sqlite_background
    shop = await background.link_quietly("tea.shop")
    now = background.clock.now()
    noted = IssuedToken(shop.token, None, now - 60 * DAY, now - HOUR)
    async with background.database.transaction() as stored:
        await stored.links.save(ANA, shop.id, noted)
        await stored.token_renewals.start(shop.link_id, now)
    await background.drain()
    assert background.asked()[REFRESH_TOKEN] == 1
    assert await state(background, shop) is LinkState.ACTIVE
    await background.walk(DAY, step=6 * HOUR)
    assert (await kept(background, shop))[1] == now + DAY
    assert background.delivery.given == []


async def test_tokens_that_were_swapped_end_their_links_once_and_everybody_else_goes_on(
    background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    """A value that cannot be opened is its link's affair: the row stays, its owner is told."""
    first = await background.link_quietly("first.shop", person=1)
    second = await background.link_quietly("second.shop", person=2)
    other = await background.link_quietly("other.shop", person=3)
    before = await sealed(background)
    async with background.database.session() as session:
        for shop, token in ((first, before[second.link_id]), (second, before[first.link_id])):
            swap = text("UPDATE link SET token = :token WHERE id = :id")
            await session.execute(swap, {"token": token, "id": shop.link_id})
    swapped = await sealed(background)

    await background.walk(46 * DAY, step=DAY)

    assert [await state(background, shop) for shop in (first, second)] == [
        LinkState.NEEDS_RELINK
    ] * 2
    assert await state(background, other) is LinkState.ACTIVE
    assert (await kept(background, other))[0] != other.token.reveal(), "renewed in its time"
    told = background.delivery.of_kind("link_broken")
    assert sorted(message.chat_id for message in told) == [1, 2]
    after = await sealed(background)
    assert [after[shop.link_id] for shop in (first, second)] == [
        swapped[shop.link_id] for shop in (first, second)
    ], "the rows are kept as they are"
    warned = [line for line in caplog.messages if "cannot be decrypted" in line]
    assert len(warned) >= 2


async def sealed(background: Background) -> dict[int, str]:
    return {row.id: row.token for row in await background.rows("SELECT id, token FROM link")}
