"""Posts and reels: pages, cards, and whose they are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.errors import NotFound, NotLinked, Refusal
from bot.domain.media import Insights, Media, MediaProductType
from bot.services.ports import ListedMedia
from bot.services.results import FirstSync, Stale
from bot.services.show_media import PAGE, ListMedia, ShowMedia
from tests.support.product import ANA, EVE, Product

FEED, REELS = MediaProductType.FEED, MediaProductType.REELS
INSIGHTS = "instagram GET /{media}/insights"


@pytest.fixture
def list_media(product: Product) -> ListMedia:
    return ListMedia(product.database, product.clock)


@pytest.fixture
def show_media(product: Product) -> ShowMedia:
    return ShowMedia(product.database, product.clock, product.instagram, product.call_instagram)


async def linked_shop(product: Product, person: int = ANA, username: str = "tea.shop") -> None:
    made = await product.account(username=username, posts=12, reels=3, carousels=0)
    await product.link_with_token(made, person)
    await product.sync()


async def all_pages(
    list_media: ListMedia, person: int, kind: MediaProductType
) -> list[list[Media]]:
    pages = (await list_media(person, kind, 0)).pages
    return [list((await list_media(person, kind, page)).media) for page in range(pages)]


async def test_pages_show_everything_once_and_the_newest_first(
    product: Product, list_media: ListMedia
) -> None:
    await linked_shop(product)
    for kind, count in ((FEED, 12), (REELS, 3)):
        pages = await all_pages(list_media, ANA, kind)
        media = [each for page in pages for each in page]
        published = [each.details.timestamp for each in media]

        assert len({each.id for each in media}) == len(media) == count
        assert all(len(page) == PAGE for page in pages[:-1])
        assert published == sorted(published, reverse=True)
        assert {each.details.media_product_type for each in media} == {kind}


@pytest.mark.parametrize(("asked", "shown"), [(-1, 0), (0, 0), (2, 2), (3, 2), (10**9, 2)])
async def test_a_page_that_is_not_there_is_the_nearest_one(
    product: Product, list_media: ListMedia, asked: int, shown: int
) -> None:
    await linked_shop(product)
    listed = await list_media(ANA, FEED, asked)

    assert (listed.page, listed.pages) == (shown, 3)
    assert listed.media


async def test_before_the_first_sync_the_list_says_so(
    product: Product, list_media: ListMedia
) -> None:
    await product.link_with_token(await product.account())
    before = await list_media(ANA, FEED, 0)
    await product.sync()
    after = await list_media(ANA, FEED, 0)

    assert (before.sync, before.media, before.pages) == (FirstSync(), [], 1)
    assert after.sync is None
    assert after.media


async def test_people_see_their_own_media_only(
    product: Product, list_media: ListMedia, show_media: ShowMedia
) -> None:
    await linked_shop(product, ANA)
    await linked_shop(product, EVE, "cafe")
    of_ana = {each.id for page in await all_pages(list_media, ANA, FEED) for each in page}
    of_eve = {each.id for page in await all_pages(list_media, EVE, FEED) for each in page}

    assert of_ana
    assert of_eve
    assert not of_ana & of_eve
    before = product.asked()
    for media_id in (*of_ana, 999_999, -1):
        with pytest.raises(NotFound):
            await show_media(EVE, media_id)
    assert product.asked() == before, "nothing is asked for somebody who may not see it"


async def test_without_a_link_there_is_no_list(product: Product, list_media: ListMedia) -> None:
    await product.meet()
    with pytest.raises(NotLinked):
        await list_media(ANA, FEED, 0)


async def test_a_card_reads_the_extras_once_an_hour(
    product: Product, list_media: ListMedia, show_media: ShowMedia
) -> None:
    await linked_shop(product)
    reel = (await list_media(ANA, REELS, 0)).media[0]
    assert reel.insights is None or reel.insights.get("ig_reels_avg_watch_time") is None
    card = await show_media(ANA, reel.id)
    assert card.media.insights is not None
    assert card.media.insights.get("ig_reels_avg_watch_time") is not None
    asked = product.asked()[INSIGHTS]
    assert asked > 0

    product.later(minutes=59)
    await show_media(ANA, reel.id)
    assert product.asked()[INSIGHTS] == asked
    product.later(minutes=1)
    await show_media(ANA, reel.id)
    assert product.asked()[INSIGHTS] > asked


async def test_a_card_knows_its_page_and_what_it_is_compared_with(
    product: Product, list_media: ListMedia, show_media: ShowMedia
) -> None:
    await linked_shop(product)
    for page, shown in enumerate(await all_pages(list_media, ANA, FEED)):
        card = await show_media(ANA, shown[-1].id)
        assert card.page == page
        assert card.compared_with == 11
        assert card.median_engagement_rate is not None


async def test_with_instagram_away_a_card_shows_the_last_numbers(
    product: Product, list_media: ListMedia, show_media: ShowMedia
) -> None:
    await linked_shop(product)
    post = (await list_media(ANA, FEED, 0)).media[0]
    known = await show_media(ANA, post.id)
    product.later(hours=2)
    await product.switch("server_error")
    card = await show_media(ANA, post.id)

    assert card.stale is not None
    assert card.stale.refusal is Refusal.TRANSIENT
    assert card.media.insights == known.media.insights


async def test_a_card_that_could_not_be_read_is_looked_at_when_it_is_promised(
    product: Product, list_media: ListMedia, show_media: ShowMedia
) -> None:
    await linked_shop(product)
    post = (await list_media(ANA, FEED, 0)).media[-1]
    product.later(hours=2)
    await product.switch("throttle", minutes=20)
    stale = (await show_media(ANA, post.id)).stale

    assert stale is not None
    assert stale.retry_at == product.clock.now() + timedelta(minutes=20)
    async with product.database.transaction() as stored:
        assert await stored.refreshes.next_due() == stale.retry_at
        product.later(minutes=20)
        due = await stored.media_looks.claim(100, timedelta(minutes=1))
    assert post.id in [ref.id for ref in due]


async def test_a_card_is_read_anew_on_demand_once_a_minute(
    product: Product, list_media: ListMedia, show_media: ShowMedia
) -> None:
    await linked_shop(product)
    reel = (await list_media(ANA, REELS, 0)).media[0]
    await show_media(ANA, reel.id)
    asked = product.asked()
    product.later(seconds=59)
    await show_media(ANA, reel.id, force=True)
    assert product.asked() == asked
    product.later(seconds=1)
    card = await show_media(ANA, reel.id, force=True)
    assert card.media.insights is not None
    assert card.media.insights.as_of == card.media.listed_at == product.clock.now()


@pytest.mark.parametrize(
    ("days", "force", "is_asked"), [(6, False, False), (6, True, True), (7, False, True)]
)
async def test_what_a_post_refused_is_asked_again_after_a_week_or_on_demand(
    product: Product,
    list_media: ListMedia,
    show_media: ShowMedia,
    days: int,
    force: bool,
    is_asked: bool,
) -> None:
    await linked_shop(product)
    post = (await list_media(ANA, FEED, 0)).media[-1]
    refused = Insights(product.clock.now(), {"reach": 5}, {}, frozenset({"views"}))
    async with product.database.transaction() as stored:
        await stored.media.save_insights(post.id, refused)
    product.later(days=days)
    shown = (await show_media(ANA, post.id, force=force)).media.insights
    assert shown is not None
    assert ("views" in shown.values) == is_asked
    assert ("views" in shown.refused) != is_asked


async def test_the_address_of_a_picture_is_read_anew_after_an_hour(
    product: Product, list_media: ListMedia, show_media: ShowMedia
) -> None:
    await linked_shop(product)
    post = (await list_media(ANA, FEED, 0)).media[0]
    ended = replace(post.details, media_url="https://cdn.example/ended.jpg", caption="old")
    async with product.database.transaction() as stored:
        listed = ListedMedia(ended, post.like_count, post.comments_count, None)
        await stored.media.save_page(post.account_id, [listed], product.clock.now())
    product.later(minutes=59)
    assert (await show_media(ANA, post.id)).media.details == ended
    product.later(minutes=1)
    card = await show_media(ANA, post.id)
    assert card.media.details == post.details
    assert product.asked()["instagram GET /{media}"] == 1


async def test_a_post_from_before_the_conversion_is_asked_for_its_numbers_once(
    product: Product, list_media: ListMedia, show_media: ShowMedia
) -> None:
    await linked_shop(product)
    post = (await list_media(ANA, FEED, 0)).media[-1]
    await product.switch("pre_conversion", media_id=post.details.media_id)
    product.later(hours=1)
    first = await show_media(ANA, post.id)
    asked = product.asked()[INSIGHTS]
    product.later(hours=2)
    again = await show_media(ANA, post.id)
    assert product.asked()[INSIGHTS] == asked
    for card in (first, again):
        assert card.stale == Stale(Refusal.BEFORE_CONVERSION)


async def test_a_card_knows_how_many_followed_on_the_day_of_publishing(
    product: Product, list_media: ListMedia, show_media: ShowMedia
) -> None:
    await linked_shop(product)
    post = (await list_media(ANA, FEED, 0)).media[0]
    card = await show_media(ANA, post.id)
    day = post.details.timestamp.astimezone(card.account.zone).date()
    assert card.followers_then is None
    async with product.database.transaction() as stored:
        await stored.account_numbers.save_followers(post.account_id, day, 4_200)

    assert (await show_media(ANA, post.id)).followers_then == 4_200
