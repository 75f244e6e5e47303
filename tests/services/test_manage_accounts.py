"""Letting go of accounts: what is deleted, what stays, and for whom."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.accounts import LinkState
from bot.domain.digests import Cadence
from bot.domain.errors import HistoryOnly, NotFound
from bot.domain.media import MediaProductType
from bot.domain.periods import last_days
from bot.domain.story_life import Lane, PlannedLook
from bot.services.change_digest import ChangeDigest, DigestChoice, SendDigestNow
from bot.services.delete_me import AskDeleteMe, DeleteMe
from bot.services.forget_old import ForgetOld
from bot.services.manage_accounts import AskUnlink, ShowHome, SwitchAccount, UnlinkAccount
from bot.services.ports import Purpose
from bot.services.show_media import ListMedia
from bot.services.show_overview import ShowOverview
from bot.storage.tables import LinkRow
from tests.support.clock import START
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

    assert not (await UnlinkAccount(product.database)(ANA, account.id)).kept

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


# History that is kept ---------------------------------------------------------------------------


async def state_of(product: Product, account_id: int, person: int = ANA) -> LinkState | None:
    async with product.database.reading() as stored:
        link = await stored.links.of(person, account_id)
    return None if link is None else link.state


async def test_a_kept_history_has_no_token_and_asks_for_nothing_any_more(
    product: Product, shop: str
) -> None:
    account = (await product.link(shop)).account
    await product.sync()
    async with product.database.transaction() as stored:
        story_id = await live_story(stored, account.id)
        planned = PlannedLook(0, Lane.FINAL, START, START + timedelta(days=1))
        await stored.captures.plan(story_id, account.id, [planned])
    result = await UnlinkAccount(product.database)(ANA, account.id, keep=True)
    assert result.kept
    assert await state_of(product, account.id) is LinkState.UNLINKED

    async with product.database.session() as session:
        tokens = list(await session.scalars(select(LinkRow.token)))
    assert tokens == [""]
    asked = product.asked()
    assert await due_rows(product) == 1  # the row of the token, which finds none
    async with product.database.transaction() as stored:
        link = await stored.links.of(ANA, account.id)
        assert link is not None
        assert await stored.links.healthy_token(account.id) is None
        assert await stored.links.token_of(link.id) is None
        assert not await stored.links.set_state(link.id, LinkState.NEEDS_RELINK, "460")
        assert await stored.accounts.followers(account.id) == []
        assert await stored.digests.of_person(ANA) == []
        assert await stored.captures.claim(10, timedelta(minutes=1)) == []
        assert await stored.media_looks.claim(10, timedelta(minutes=1)) == []
    assert product.asked() == asked


async def test_a_kept_history_stays_readable_and_says_what_it_is(
    product: Product, shop: str
) -> None:
    account = (await product.link(shop)).account
    await product.sync()
    await UnlinkAccount(product.database)(ANA, account.id, keep=True)
    listed = await ListMedia(product.database, product.clock)(ANA, MediaProductType.FEED, 0)
    overview = await ShowOverview(product.database, product.clock, product.read_overview)(ANA, 7)

    assert listed.media
    assert overview.stale is not None
    assert overview.stale.unlinked
    with pytest.raises(HistoryOnly):
        await ChangeDigest(product.database, product.clock)(ANA)
    with pytest.raises(HistoryOnly):
        await SendDigestNow(product.database, product.clock)(ANA, "1")


async def test_linking_again_takes_a_kept_history_up(product: Product, shop: str) -> None:
    account = (await product.link(shop)).account
    await product.sync()
    async with product.database.transaction() as stored:
        await live_story(stored, account.id)
        posts = await stored.media.count(account.id, MediaProductType.FEED)
    await UnlinkAccount(product.database)(ANA, account.id, keep=True)
    product.later(days=2)
    again = await product.link(shop)
    await product.sync()

    assert (again.account.id, again.relinked) == (account.id, True)
    assert await state_of(product, account.id) is LinkState.ACTIVE
    async with product.database.reading() as stored:
        link = await stored.links.of(ANA, account.id)
        assert link is not None
        assert link.linked_at == product.clock.now()
        assert await stored.stories.count(account.id) == 1
        assert await stored.media.count(account.id, MediaProductType.FEED) == posts
        assert await stored.media_looks.unplanned(account.id) == {}
        assert await stored.media_looks.next_due() is not None
        assert await stored.discoveries.next_due() == product.clock.now()
        assert len(await stored.digests.of_person(ANA)) == 1


async def test_a_kept_history_passes_on_to_who_proves_that_the_account_is_theirs(
    product: Product, shop: str
) -> None:
    account = (await product.link(shop, ANA)).account
    async with product.database.transaction() as stored:
        await live_story(stored, account.id)
    await UnlinkAccount(product.database)(ANA, account.id, keep=True)
    await product.outbox()
    linked = await product.link(shop, BORIS)

    assert linked.account.id == account.id
    assert not linked.relinked
    assert await state_of(product, account.id, ANA) is None
    assert await product.linked(ANA) == []
    assert await product.outbox() == [("history_passed_on", ANA)]
    async with product.database.reading() as stored:
        assert await stored.stories.count(account.id) == 1
        person = await stored.people.get(ANA)
    assert person is not None
    assert person.current_account_id is None


async def test_while_others_are_linked_nobody_keeps_a_history_of_their_own(
    product: Product, shop: str
) -> None:
    """It would show what comes through somebody else's link."""
    account = (await product.link(shop, ANA)).account
    await product.link(shop, BORIS)
    result = await UnlinkAccount(product.database)(ANA, account.id, keep=True)

    assert not result.kept
    assert await state_of(product, account.id, ANA) is None
    assert await state_of(product, account.id, BORIS) is LinkState.ACTIVE


async def test_deleting_a_kept_history_leaves_nothing(product: Product, shop: str) -> None:
    account = (await product.link(shop)).account
    await UnlinkAccount(product.database)(ANA, account.id, keep=True)
    assert (await AskUnlink(product.database)(ANA, account.id)).kept
    await UnlinkAccount(product.database)(ANA, account.id)

    async with product.database.reading() as stored:
        assert await stored.accounts.get(account.id) is None


async def test_deleting_everything_counts_and_takes_a_kept_history_along(
    product: Product, shop: str
) -> None:
    account = (await product.link(shop)).account
    async with product.database.transaction() as stored:
        await live_story(stored, account.id)
    await UnlinkAccount(product.database)(ANA, account.id, keep=True)
    question = await AskDeleteMe(product.database, product.clock)(ANA)
    assert [one.stories for one in question.accounts] == [1]
    asked_at = int(product.clock.now().timestamp())
    await DeleteMe(product.database, product.clock)(ANA, asked_at)

    async with product.database.reading() as stored:
        assert await stored.accounts.get(account.id) is None


async def test_a_kept_history_ends_with_its_time(product: Product, shop: str) -> None:
    cafe = (await product.account(username="cafe"))["user_id"]
    kept = (await product.link(shop)).account
    linked = (await product.link(cafe)).account
    forget_old = ForgetOld(product.database, product.clock, timedelta(days=730))
    await UnlinkAccount(product.database)(ANA, kept.id, keep=True)
    product.later(days=729)
    await forget_old()
    assert [one.id for one in await product.linked()] == [kept.id, linked.id]
    product.later(days=2)
    await forget_old()

    assert [one.id for one in await product.linked()] == [linked.id]


async def test_a_linked_account_becomes_current_when_another_is_let_go(
    product: Product, shop: str
) -> None:
    cafe = (await product.account(username="cafe"))["user_id"]
    first = (await product.link(shop)).account
    second = (await product.link(cafe)).account
    await UnlinkAccount(product.database)(ANA, second.id, keep=True)
    show_home = ShowHome(product.database)
    assert (await show_home(ANA)).person.current_account_id == first.id
    await UnlinkAccount(product.database)(ANA, first.id, keep=True)
    home = await show_home(ANA)

    assert home.person.current_account_id is None
    assert home.current is not None
    assert home.linked == []


# Several people ---------------------------------------------------------------------------------


async def test_the_first_owner_is_told_of_every_new_one_and_of_no_renewal(
    product: Product, shop: str
) -> None:
    account = (await product.link(shop, ANA)).account
    assert await product.outbox() == []
    await product.link(shop, BORIS)
    assert await product.outbox() == [("second_owner", ANA)]
    product.later(hours=1)
    await product.link(shop, BORIS)
    assert await product.outbox() == []
    await UnlinkAccount(product.database)(BORIS, account.id)
    product.later(hours=1)
    await product.link(shop, BORIS)

    assert await product.outbox() == [("second_owner", ANA)]


async def test_a_second_owner_gets_nothing_of_the_first_ones(product: Product, shop: str) -> None:
    account = (await product.link(shop, ANA)).account
    change = ChangeDigest(product.database, product.clock)
    await change(ANA, DigestChoice(False, Cadence.DAILY, 7, 0))
    await product.link(shop, BORIS)

    digest = (await change(BORIS)).subscription
    assert (digest.enabled, digest.cadence, digest.at.hour) == (True, Cadence.WEEKLY, 9)
    async with product.database.reading() as stored:
        links = await stored.links.of_account(account.id)
        tokens = [await stored.links.token_of(link.id) for link in links]
    assert [one.telegram_user_id for one in tokens if one] == [ANA, BORIS]
    assert len({one.token for one in tokens if one}) == 2
