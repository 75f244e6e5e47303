"""What a person learns of the machinery, and that it is about their own accounts only."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.accounts import LinkState
from bot.domain.errors import NotLinked
from bot.domain.media import MediaProductType
from bot.domain.story_life import Lane, PictureLoss, PlannedLook
from bot.instagram.http import PATIENCE, WAITED_FOR
from bot.services.link_refusals import LinkPending
from bot.services.ports import APP_KEY, Purpose, Usage, account_key
from bot.services.show_media import ListMedia
from bot.services.show_status import ShowStatus
from tests.support.people import live_story
from tests.support.product import ANA, BORIS, EVE, SCOPES, Product


@pytest.fixture
def show_status(product: Product) -> ShowStatus:
    return ShowStatus(product.database, product.clock, 200, SCOPES)


async def test_only_the_persons_own_accounts_appear(
    product: Product, show_status: ShowStatus
) -> None:
    await product.link_with_token(await product.account(username="tea.shop"), ANA)
    await product.link_with_token(await product.account(username="cafe"), ANA)
    await product.link_with_token(await product.account(username="rival"), EVE)

    for person, names in ((ANA, ["tea.shop", "cafe"]), (EVE, ["rival"])):
        accounts = (await show_status(person)).accounts
        assert [one.linked.account.username for one in accounts] == names
        assert {one.linked.link.telegram_user_id for one in accounts} == {person}


async def test_who_has_linked_nothing_is_shown_nothing_of_others(
    product: Product, show_status: ShowStatus
) -> None:
    await product.link_with_token(await product.account(), ANA)
    await product.meet(BORIS)
    with pytest.raises(NotLinked):
        await show_status(BORIS)


async def test_whose_first_link_waits_for_instagram_is_told_so_instead_of_to_connect(
    product: Product, show_status: ShowStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PATIENCE, Purpose.PERSON, replace(WAITED_FOR, total=1.0))
    shop = (await product.account())["user_id"]
    await product.switch("server_error", endpoint="/oauth/access_token")
    with pytest.raises(LinkPending) as linking:
        await product.link(shop)
    with pytest.raises(LinkPending) as asking:
        await show_status(ANA)
    assert asking.value.retry_at == linking.value.retry_at
    with pytest.raises(LinkPending):
        await ListMedia(product.database, product.clock)(ANA, MediaProductType.FEED, 0)


async def test_calls_are_those_of_the_account_and_of_today(
    product: Product, show_status: ShowStatus
) -> None:
    mine = await product.link_with_token(await product.account(username="tea.shop"), ANA)
    other = await product.link_with_token(await product.account(username="rival"), EVE)
    today = product.clock.now().date()
    async with product.database.transaction() as stored:
        facts = stored.instagram_facts
        for account_id, day in (
            (mine, today),
            (mine, today),
            (mine, today - timedelta(days=1)),
            (other, today),
        ):
            await facts.count_requests({account_id: Purpose.STORY}, day)
    (account,) = (await show_status(ANA)).accounts

    assert account.requests[Purpose.STORY] == 2


async def test_every_call_of_a_refresh_is_counted(
    product: Product, show_status: ShowStatus
) -> None:
    await product.link_with_token(await product.account(posts=3, reels=2))
    before = product.asked().total()
    await product.sync()
    (account,) = (await show_status(ANA)).accounts

    assert account.requests == {Purpose.REFRESH: product.asked().total() - before}


async def test_a_pause_that_instagram_asked_for_is_told_until_it_is_over(
    product: Product, show_status: ShowStatus
) -> None:
    account_id = await product.link_with_token(await product.account())
    until = product.clock.now() + timedelta(hours=1)
    async with product.database.transaction() as stored:
        await stored.buckets.push(account_key(account_id), until)
    of_account = await show_status(ANA)
    async with product.database.transaction() as stored:
        await stored.buckets.push(APP_KEY, until + timedelta(hours=1))
    of_both = await show_status(ANA)
    product.later(hours=2)
    over = await show_status(ANA)

    assert not of_account.well
    assert (of_account.accounts[0].cooling_until, of_account.app_cooling_until) == (until, None)
    assert of_both.app_cooling_until == until + timedelta(hours=1)
    assert over.well
    assert (over.accounts[0].cooling_until, over.app_cooling_until) == (None, None)


@pytest.mark.proves("E12")
async def test_looks_that_were_missed_and_work_that_was_given_up_are_told_for_three_days(
    product: Product, show_status: ShowStatus
) -> None:
    account_id = await product.link_with_token(await product.account())
    now = product.clock.now()
    soon = now + timedelta(minutes=1)
    async with product.database.transaction() as stored:
        story_id = await live_story(stored, account_id, posted_at=now)
        looks = [PlannedLook(slot, Lane.CAPTURE, now, soon) for slot in range(3)]
        await stored.captures.plan(story_id, account_id, looks)
        poison, _, _ = await stored.captures.claim(3, timedelta(minutes=5), Lane.CAPTURE)
        await stored.captures.fail(poison, "HTTP 500")
    product.later(minutes=10)
    async with product.database.transaction() as stored:
        assert await stored.captures.sweep() == 2
    (told,) = (await show_status(ANA)).accounts
    assert (told.missed_looks, told.given_up) == (2, 1)
    assert not (await show_status(ANA)).well
    product.later(hours=72)
    (over,) = (await show_status(ANA)).accounts
    assert (over.missed_looks, over.given_up) == (0, 0)


async def test_pictures_that_could_not_be_kept_are_told_for_thirty_days(
    product: Product, show_status: ShowStatus
) -> None:
    account_id = await product.link_with_token(await product.account())
    rival = await product.link_with_token(await product.account(username="rival"), EVE)
    now = product.clock.now()
    async with product.database.transaction() as stored:
        for owner, name in ((account_id, "mine"), (rival, "theirs")):
            story_id = await live_story(stored, owner, name, posted_at=now)
            await stored.story_pictures.plan(story_id, owner, now + timedelta(hours=24))
    product.later(hours=24)
    async with product.database.transaction() as stored:
        await stored.story_pictures.sweep()
    told = await show_status(ANA)
    assert told.accounts[0].lost_pictures == {PictureLoss.NOT_TRIED: 1}
    assert told.well
    product.later(hours=29 * 24 + 1)
    assert (await show_status(ANA)).accounts[0].lost_pictures == {}


async def test_looks_are_the_newest_of_their_sort(
    product: Product, show_status: ShowStatus
) -> None:
    made = await product.account(username="tea.shop", posts=3, reels=0)
    account_id = await product.link_with_token(made)
    (before,) = (await show_status(ANA)).accounts
    await product.sync()
    async with product.database.transaction() as stored:
        await live_story(stored, account_id, posted_at=product.clock.now() - timedelta(hours=1))
    (after,) = (await show_status(ANA)).accounts
    newest = (await ListMedia(product.database, product.clock)(ANA, MediaProductType.FEED, 0)).media

    assert (before.media_as_of, before.live_stories, before.stories_as_of) == (None, 0, None)
    assert newest[0].insights is not None
    assert after.media_as_of == newest[0].insights.as_of
    assert (after.live_stories, after.stories_as_of) == (1, None)


async def test_what_instagram_says_of_itself_is_told(
    product: Product, show_status: ShowStatus
) -> None:
    account_id = await product.link_with_token(await product.account())
    now = product.clock.now()
    well = await show_status(ANA)
    async with product.database.transaction() as stored:
        facts = stored.instagram_facts
        await facts.note_usage(account_key(account_id), Usage(28, 4, 3, now))
        await facts.note_usage(APP_KEY, Usage(5, 1, 1, now))
        await facts.metric_refused("STORY", "reposts", now, "(#100) …")
        await facts.version_served("v26.0", "v26.0", now)
        await facts.version_served("v23.0", "v24.0", now)
    told = await show_status(ANA)

    assert well.well
    assert not told.well
    assert told.accounts[0].usage == Usage(28, 4, 3, now)
    assert told.app_usage == Usage(5, 1, 1, now)
    assert [(one.kind, one.metric) for one in told.refused] == [("STORY", "reposts")]
    assert [(one.asked, one.served) for one in told.versions] == [("v23.0", "v24.0")]


async def test_a_broken_link_is_not_well(product: Product, show_status: ShowStatus) -> None:
    await product.link_with_token(await product.account())
    (account,) = (await show_status(ANA)).accounts
    async with product.database.transaction() as stored:
        await stored.links.set_state(account.linked.link.id, LinkState.NEEDS_RELINK, "460")

    assert not (await show_status(ANA)).well
