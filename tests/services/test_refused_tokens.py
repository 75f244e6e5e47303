"""A token that is refused in the middle of any work: renewed and tried once, or made anew."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.accounts import Link, LinkState
from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.story_life import StoryState
from bot.services.compose_digest import ComposeDigest
from bot.services.instagram_access import CallInstagram, NoHealthyLink
from bot.services.ports import Purpose
from bot.services.read_digest import ReadDigest
from bot.services.renew_token import LENT_FOR, RenewToken
from bot.services.results import Digest
from bot.storage.engine import open_database
from tests.services.switched.life import SHOP, Life, begin_life
from tests.services.switching import switched_on_from
from tests.support.background import (
    ANA,
    REFRESH_TOKEN,
    Background,
    LinkedShop,
    no_pause,
)
from tests.support.clock import FrozenClock
from tests.support.databases import KEYRING
from tests.support.product import Product

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PROFILE = "instagram GET /{user}"


async def link_of(product: Product) -> Link:
    async with product.database.reading() as stored:
        (linked,) = await stored.accounts.linked_to(ANA)
    return linked.link


async def ask(product: Product, account_id: int) -> None:
    await product.call_instagram(account_id, Purpose.PERSON, product.instagram.profile)


# One call ----------------------------------------------------------------------------------------


async def test_a_token_refused_without_a_reason_is_renewed_and_the_call_made_again(
    product: Product,
) -> None:
    account_id = await product.link_with_token(await product.account())
    before = await link_of(product)
    product.later(days=2)
    product.asked()
    await product.switch("token_needs_refresh")
    await ask(product, account_id)

    asked = product.asked()
    assert (asked[REFRESH_TOKEN], asked[PROFILE]) == (1, 3)  # the first one at linking
    link = await link_of(product)
    assert link.state is LinkState.ACTIVE
    assert link.token_issued_at == product.clock.now()
    assert link.token_expires_at > before.token_expires_at
    assert await product.outbox() == []


@pytest.mark.proves("F12")
@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("removed_app", "458"),
        ("checkpoint", "459"),
        ("password", "460"),
        ("expired", "463"),
        ("unconfirmed", "464"),
        ("invalid", "467"),
        ("role", "492"),
    ],
)
async def test_a_reason_that_no_renewal_mends_goes_straight_to_a_relink(
    product: Product, state: str, reason: str
) -> None:
    account_id = await product.link_with_token(await product.account())
    product.later(days=2)
    await product.switch("token_state", state=state)
    for _ in range(3):
        with pytest.raises(NoHealthyLink):
            await ask(product, account_id)

    asked = product.asked()
    assert (asked[REFRESH_TOKEN], asked[PROFILE]) == (0, 2)  # one at linking, one refused
    assert (await link_of(product)).reason == reason
    assert await product.outbox() == [("link_broken", ANA)]


async def test_a_token_that_cannot_be_renewed_either_breaks_its_link(product: Product) -> None:
    account_id = await product.link_with_token(await product.account())
    product.later(days=2)
    await product.switch("token_state", state="unreadable")
    for _ in range(3):
        with pytest.raises(NoHealthyLink):
            await ask(product, account_id)

    assert product.asked()[REFRESH_TOKEN] == 1
    assert (await link_of(product)).reason == "190"
    assert await product.outbox() == [("link_broken", ANA)]


async def test_a_renewed_token_that_is_refused_too_breaks_its_link(product: Product) -> None:
    account_id = await product.link_with_token(await product.account())
    product.later(days=2)
    await product.switch("error", code=190, message="Invalid OAuth access token")
    with pytest.raises(NoHealthyLink):
        await ask(product, account_id)

    asked = product.asked()
    assert (asked[REFRESH_TOKEN], asked[PROFILE]) == (1, 3)
    assert (await link_of(product)).state is LinkState.NEEDS_RELINK
    assert await product.outbox() == [("link_broken", ANA)]


@pytest.mark.parametrize("code", [102, 463])
async def test_codes_that_mean_the_same_are_not_renewed(product: Product, code: int) -> None:
    """102 is a session that is over, 463 the seeds' code for what Meta has as a subcode."""
    account_id = await product.link_with_token(await product.account())
    product.later(days=2)
    await product.switch("error", code=code)
    with pytest.raises(NoHealthyLink):
        await ask(product, account_id)

    assert product.asked()[REFRESH_TOKEN] == 0
    assert (await link_of(product)).reason == str(code)


@pytest.mark.parametrize(
    ("fault", "params", "refusal"),
    [
        ("server_error", {"endpoint": "/refresh_access_token"}, Refusal.TRANSIENT),
        ("garbage", {"endpoint": "/refresh_access_token"}, Refusal.TRANSIENT),
        ("reset", {"endpoint": "/refresh_access_token", "when": "after"}, Refusal.TRANSIENT),
    ],
)
async def test_while_nobody_answers_the_renewal_the_link_stays_and_the_call_is_tried_again(
    product: Product, fault: str, params: dict[str, Any], refusal: Refusal
) -> None:
    account_id = await product.link_with_token(await product.account())
    product.later(days=2)
    await product.switch("token_needs_refresh")
    outage = await product.switch(fault, None, **params)
    before = await link_of(product)
    with pytest.raises(InstagramRefused) as refused:
        await ask(product, account_id)
    assert refused.value.refusal is refusal
    assert await link_of(product) == before
    product.sandbox.faults.remove(outage)
    await ask(product, account_id)

    assert (await link_of(product)).token_issued_at == product.clock.now()
    assert await product.outbox() == []


# The clocks --------------------------------------------------------------------------------------


async def ask_by(product: Product, account_id: int, skew: timedelta) -> None:
    """With a clock of our own that is ahead of Meta's, or behind."""
    clock = FrozenClock(product.clock.now() + skew)
    renew_token = RenewToken(product.database, clock, product.finish_linking.oauth)
    call_instagram = CallInstagram(product.database, renew_token)
    await call_instagram(account_id, Purpose.PERSON, product.instagram.profile)


@pytest.mark.proves("F19")
@pytest.mark.parametrize(
    ("lives", "served"), [(4 * MINUTE, True), (6 * MINUTE, False)], ids=["within", "beyond"]
)
async def test_a_clock_ahead_does_not_take_a_living_token_for_expired(
    product: Product, lives: timedelta, served: bool
) -> None:
    """By our clock it has been over for as long; Meta still renews it."""
    account_id = await product.link_with_token(await product.account(), days=2)
    product.later(days=2)
    await product.switch("token_needs_refresh")
    if served:
        await ask_by(product, account_id, lives)
    else:
        with pytest.raises(NoHealthyLink):
            await ask_by(product, account_id, lives)

    assert product.asked()[REFRESH_TOKEN] == served


@pytest.mark.proves("F19")
@pytest.mark.parametrize(
    ("behind", "served"), [(4 * MINUTE, True), (6 * MINUTE, False)], ids=["within", "beyond"]
)
async def test_a_clock_behind_does_not_take_an_old_enough_token_for_too_young(
    product: Product, behind: timedelta, served: bool
) -> None:
    account_id = await product.link_with_token(await product.account())
    product.later(hours=24)
    await product.switch("token_needs_refresh")
    if served:
        await ask_by(product, account_id, -behind)
    else:
        with pytest.raises(NoHealthyLink):
            await ask_by(product, account_id, -behind)

    assert product.asked()[REFRESH_TOKEN] == served


# Many at once ------------------------------------------------------------------------------------


def caller(background: Background) -> CallInstagram:
    renew_token = RenewToken(background.database, background.clock, background.oauth)
    return CallInstagram(background.database, renew_token)


async def test_however_many_are_refused_at_once_one_renews_for_all(
    background: Background,
) -> None:
    shop = await background.link_quietly("tea.shop")
    background.clock.jump(2 * DAY)
    await background.switch("token_needs_refresh")
    await background.switch("slow", times=1, seconds=0.3, endpoint="/refresh_access_token")
    call = caller(background)
    profiles = await asyncio.gather(
        *(call(shop.id, Purpose.PERSON, background.instagram.profile) for _ in range(8))
    )
    assert {profile.username for profile in profiles} == {"tea.shop"}
    assert background.asked()[REFRESH_TOKEN] == 1


async def test_two_processes_renew_once(postgres_background: Background, postgres_url: str) -> None:
    background = postgres_background
    shop = await background.link_quietly("tea.shop")
    background.clock.jump(2 * DAY)
    await background.switch("token_needs_refresh")
    await background.switch("slow", times=1, seconds=0.3, endpoint="/refresh_access_token")
    async with AsyncExitStack() as stack:
        elsewhere = open_database(postgres_url, background.clock, KEYRING)
        stack.push_async_callback(elsewhere.close)
        calls = [caller(background), caller(replace(background, database=elsewhere))] * 3
        await asyncio.gather(
            *(call(shop.id, Purpose.PERSON, background.instagram.profile) for call in calls)
        )
    assert background.asked()[REFRESH_TOKEN] == 1


async def test_a_call_refused_during_the_routine_renewal_waits_for_it(
    background: Background,
) -> None:
    shop = await background.link_quietly("tea.shop")
    background.clock.jump(45 * DAY)
    await background.switch("token_needs_refresh")
    lane = background.lanes["token"]
    async with background.database.transaction() as stored:
        refs = await stored.token_renewals.claim(1, lane.lease)
    call = caller(background)
    profile, _ = await asyncio.gather(
        call(shop.id, Purpose.PERSON, background.instagram.profile), lane.work(refs)
    )
    assert profile.username == "tea.shop"
    assert background.asked()[REFRESH_TOKEN] == 1


async def test_a_renewal_that_a_crash_cut_off_is_waited_for_and_then_taken_over(
    background: Background,
) -> None:
    shop = await background.link_quietly("tea.shop")
    background.clock.jump(2 * DAY)
    await background.switch("token_needs_refresh")
    async with background.database.transaction() as stored:
        assert await stored.token_renewals.take(shop.link_id, LENT_FOR)
    renew_token = RenewToken(
        background.database, background.clock, background.oauth, sleep=no_pause
    )
    call = CallInstagram(background.database, renew_token)
    with pytest.raises(InstagramRefused) as refused:
        await call(shop.id, Purpose.PERSON, background.instagram.profile)
    assert refused.value.retryable
    assert background.asked()[REFRESH_TOKEN] == 0
    background.clock.jump(LENT_FOR)
    await call(shop.id, Purpose.PERSON, background.instagram.profile)
    assert background.asked()[REFRESH_TOKEN] == 1


# In the middle of a look -------------------------------------------------------------------------


@pytest.mark.proves("F15")
async def test_while_one_account_waits_for_its_renewal_the_others_are_looked_at(
    sqlite_background: Background,
) -> None:
    background = sqlite_background
    shop, other = await background.link("tea.shop"), await background.link("casa.azul")
    background.clock.jump(2 * DAY)
    for one in (shop, other):
        await background.publish_story(one)
    await background.drain()
    user_id = shop.account.user_id
    await background.switch("token_needs_refresh", user_id=user_id)
    outage = await background.switch("server_error", endpoint="/refresh_access_token")
    await background.walk(HOUR)
    assert len(await looks(background, shop)) == 1
    assert len(await looks(background, other)) == 2
    background.switch_off(outage)
    background.asked()
    await background.walk(10 * MINUTE)
    assert len(await looks(background, shop)) == 2
    assert background.asked()[REFRESH_TOKEN] == 1
    assert background.delivery.given == []


async def looks(background: Background, shop: LinkedShop) -> list[timedelta]:
    (story,) = await background.stories(shop)
    return [look.at - story.posted_at for look in story.looks]


@pytest.mark.proves("F17")
async def test_a_permission_taken_back_at_any_call_of_a_look_keeps_what_was_seen_before(
    product: Product,
) -> None:
    """The part that was read is not taken for the whole; the owner is told, once each time."""
    async with begin_life(product, await product.account(**SHOP)) as life:
        assert await life.link() == "linked"
        index = 0
        while True:
            published = await life.publish()
            await work(life, "discover")
            product.later(hours=1)
            await work(life, "capture")
            product.later(hours=1)
            with switched_on_from(product.sandbox, index, "missing_permission") as calls:
                await work(life, "capture")
            story = await life.story(published.story)
            assert story is not None
            if calls.count <= index:
                assert len(story.looks) == 2
                break
            assert len(story.looks) == 1
            assert (await link_of(product)).state is LinkState.NEEDS_RELINK
            told = await product.outbox()
            assert told.count(("link_broken", ANA)) == 1
            # Of the break before this one.
            assert {kind for kind, _ in told} <= {"link_broken", "caught_up"}
            product.later(hours=23)
            assert story.state(product.clock.now()) is StoryState.PARTIAL
            assert await life.link() == "linked"
            assert await product.outbox() == []
            index += 1
    assert index == 2, "a look takes two calls"


# At every call of every piece of work ------------------------------------------------------------


async def work(life: Life, name: str) -> None:
    """What is due in one lane, once."""
    lane = next(lane for lane in life.engine.lanes if lane.name == name)
    async with life.product.database.transaction() as stored:
        refs = await lane.rows(stored).claim(100, lane.lease, lane.column)
    await lane.work(refs)


@dataclass(frozen=True)
class Site:
    """A piece of work, what goes before it with healthy tokens, and how many calls it takes."""

    prepare: Callable[[Life], Awaitable[Any]]
    run: Callable[[Life, Any], Awaitable[bool]]
    """Whether all that was asked for has come."""
    calls: int


async def nothing(_: Life) -> None:
    """Nothing goes before."""


async def a_post(life: Life) -> str:
    """Details and numbers of it are no longer fresh, and no other look is due."""
    await work(life, "ladder")
    post = (await life.publish()).post
    await work(life, "newest")
    life.product.later(hours=2)
    return post


async def an_album(life: Life) -> str:
    album = (await life.publish()).album
    await work(life, "newest")
    return album


async def a_found_story(life: Life) -> str:
    """At once nobody has seen it."""
    story = (await life.publish()).story
    await work(life, "discover")
    life.product.later(hours=2)
    return story


async def an_overview(life: Life, _: None) -> bool:
    return (await life.overview()).stale is None


async def a_card(life: Life, post: str) -> bool:
    card = await life.card(post)
    return card is not None and card.stale is None


async def pictures(life: Life, album: str) -> bool:
    shown = await life.album(album)
    return shown is not None and shown.stale is None


async def a_digest(life: Life, _: None) -> bool:
    database, clock = life.product.database, life.product.clock
    async with database.reading() as stored:
        (subscription,) = await stored.digests.of_person(ANA)
    compose = ComposeDigest(
        database, clock, ReadDigest(database, clock, life.product.read_overview)
    )
    today = clock.now().astimezone(subscription.zone).date()
    digest = await compose(subscription.id, today)
    assert isinstance(digest, Digest)
    return digest.told.overview.stale is None


async def a_look(life: Life, story: str) -> bool:
    await work(life, "capture")
    found = await life.story(story)
    return found is not None and found.insights is not None


async def a_discovery(life: Life, _: None) -> bool:
    story = (await life.publish()).story
    await work(life, "discover")
    return await life.story(story) is not None


async def the_newest(life: Life, _: None) -> bool:
    post = (await life.publish()).post
    await work(life, "newest")
    return await life.media_row(post) is not None


async def a_rung(life: Life, post: str) -> bool:
    await work(life, "ladder")
    card = await life.card(post)
    insights = card.media.insights if card else None
    return insights is not None and insights.as_of == life.product.clock.now()


async def a_refresh(life: Life, _: None) -> bool:
    await work(life, "refresh")
    async with life.product.database.reading() as stored:
        due = await stored.refreshes.next_due()
    return due is not None and due - life.product.clock.now() > 23 * HOUR


SITES = {
    "overview": Site(nothing, an_overview, 8),
    "card": Site(a_post, a_card, 2),
    "album": Site(an_album, pictures, 1),
    "digest": Site(nothing, a_digest, 8),
    "capture": Site(a_found_story, a_look, 2),
    "discover": Site(nothing, a_discovery, 1),
    "newest": Site(nothing, the_newest, 1),
    "ladder": Site(a_post, a_rung, 6),
    "refresh": Site(nothing, a_refresh, 7),
}


@pytest.mark.proves("F15")
@pytest.mark.parametrize("name", SITES)
async def test_a_token_refused_at_any_call_is_renewed_once_and_nothing_is_missed(
    product: Product, name: str
) -> None:
    site = SITES[name]
    async with begin_life(product, await product.account(**SHOP)) as life:
        assert await life.link() == "linked"
        await life.engine.drain()
        for index in range(site.calls + 1):
            product.later(hours=25)
            prepared = await site.prepare(life)
            renewals = product.asked()[REFRESH_TOKEN]
            with switched_on_from(product.sandbox, index, "token_needs_refresh") as calls:
                assert await site.run(life, prepared), f"call {index}"
            assert (await link_of(product)).state is LinkState.ACTIVE
            has_struck = index < site.calls
            assert (calls.count > index) is has_struck, f"it takes {calls.count} calls"
            assert product.asked()[REFRESH_TOKEN] == renewals + has_struck, f"call {index}"
        assert life.told() == []
