"""Letting go of accounts: what is deleted, what stays, and for whom."""

from datetime import timedelta

import pytest

from bot.domain.errors import NotFound
from bot.domain.media import MediaProductType
from bot.domain.periods import last_days
from bot.services.manage_accounts import AskUnlink, ShowHome, SwitchAccount, UnlinkAccount
from bot.services.ports import Purpose
from tests.support.people import live_story
from tests.support.product import ANA, BORIS, EVE, Product


async def due_rows(product: Product) -> int:
    """How much work of any kind waits for its time."""
    product.later(days=60)
    async with product.database.transaction() as stored:
        lanes = (stored.discoveries, stored.refreshes, stored.digests, stored.token_renewals)
        return sum([len(await lane.claim(100, timedelta(minutes=1))) for lane in lanes])


async def test_with_the_last_link_goes_all_that_was_read(product: Product, shop: str) -> None:
    account = (await product.link(shop)).account
    await product.sync()
    period = last_days(7, product.clock.now(), account.zone)
    async with product.database.reading() as stored:
        (linked,) = await stored.accounts.linked_to(ANA)
    await product.read_overview(linked, period, Purpose.DIGEST)
    async with product.database.transaction() as stored:
        assert await stored.media.count(account.id, MediaProductType.FEED) > 0
        assert await stored.account_numbers.totals(account.id, period) is not None
        await live_story(stored, account.id)

    assert await UnlinkAccount(product.database)(ANA, account.id) == "tea.shop"

    home = await ShowHome(product.database)(ANA)
    assert home.accounts == []
    assert home.person.current_account_id is None
    async with product.database.reading() as stored:
        assert await stored.accounts.get(account.id) is None
        assert await stored.links.get(1) is None
        assert await stored.links.healthy_token(account.id) is None
        assert await stored.media.count(account.id, MediaProductType.FEED) == 0
        assert await stored.account_numbers.totals(account.id, period) is None
        assert await stored.stories.count(account.id) == 0
    assert await due_rows(product) == 0


async def test_while_others_are_linked_only_the_own_link_goes(product: Product, shop: str) -> None:
    account = (await product.link(shop, ANA)).account
    await product.link(shop, BORIS)
    await product.sync()
    await UnlinkAccount(product.database)(ANA, account.id)

    assert await product.linked(ANA) == []
    assert [each.id for each in await product.linked(BORIS)] == [account.id]
    async with product.database.reading() as stored:
        assert await stored.digests.of_person(ANA) == []
        assert len(await stored.digests.of_person(BORIS)) == 1
        assert await stored.media.count(account.id, MediaProductType.FEED) > 0
        access = await stored.links.healthy_token(account.id)
    assert access is not None
    assert access.telegram_user_id == BORIS


async def test_after_unlinking_the_other_account_is_the_current_one(
    product: Product, shop: str
) -> None:
    cafe = (await product.account(username="cafe"))["user_id"]
    first = (await product.link(shop)).account
    second = (await product.link(cafe)).account
    show_home = ShowHome(product.database)
    assert (await show_home(ANA)).person.current_account_id == second.id
    await UnlinkAccount(product.database)(ANA, second.id)

    assert (await show_home(ANA)).person.current_account_id == first.id


async def test_the_question_before_tells_what_is_at_stake(product: Product, shop: str) -> None:
    account = (await product.link(shop, ANA)).account
    await product.link(shop, BORIS)
    async with product.database.transaction() as stored:
        await live_story(stored, account.id)
    question = await AskUnlink(product.database)(ANA, account.id)

    assert question.account.id == account.id
    assert question.stories_kept == 1
    assert question.others_linked == 1


async def test_nobody_reaches_anothers_account(product: Product, shop: str) -> None:
    account = (await product.link(shop, ANA)).account
    cafe = (await product.account(username="cafe"))["user_id"]
    own = (await product.link(cafe, EVE)).account

    for account_id in (account.id, 999, -1):
        with pytest.raises(NotFound):
            await AskUnlink(product.database)(EVE, account_id)
        with pytest.raises(NotFound):
            await UnlinkAccount(product.database)(EVE, account_id)
        with pytest.raises(NotFound):
            await SwitchAccount(product.database)(EVE, account_id)
    assert [each.id for each in await product.linked(ANA)] == [account.id]
    assert (await ShowHome(product.database)(EVE)).person.current_account_id == own.id


async def test_switching_makes_an_own_account_the_current_one(product: Product, shop: str) -> None:
    cafe = (await product.account(username="cafe"))["user_id"]
    first = (await product.link(shop)).account
    await product.link(cafe)
    home = await SwitchAccount(product.database)(ANA, first.id)

    assert home.current is not None
    assert home.current.account.id == first.id
