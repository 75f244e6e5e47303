"""The pictures of an album: whose they are, and what leafing through them costs."""

import pytest

from bot.domain.errors import NotFound, Refusal
from bot.domain.media import Media, MediaKind, MediaProductType
from bot.services.ports import MediaPicture
from bot.services.show_album import ShowAlbum
from bot.services.show_media import ListMedia
from tests.support.product import ANA, EVE, Product

FEED, REELS = MediaProductType.FEED, MediaProductType.REELS
CHILDREN = "instagram GET /{media}/children"


@pytest.fixture
def show_album(product: Product) -> ShowAlbum:
    return ShowAlbum(product.database, product.clock, product.instagram, product.call_instagram)


async def linked_albums(product: Product) -> list[Media]:
    made = await product.account(username="tea.shop", posts=2, reels=1, carousels=2)
    await product.link_with_token(made)
    await product.sync()
    return [one for one in await listed(product, FEED) if one.details.kind is MediaKind.CAROUSEL]


async def listed(product: Product, kind: MediaProductType) -> list[Media]:
    return list((await ListMedia(product.database, product.clock)(ANA, kind, 0)).media)


async def test_leafing_through_an_album_asks_once_an_hour(
    product: Product, show_album: ShowAlbum
) -> None:
    media = (await linked_albums(product))[0]
    first = await show_album(ANA, media.id, 0)
    count = len(first.pictures)
    again = [await show_album(ANA, media.id, position) for position in (1, count, -1)]
    asked = product.asked()[CHILDREN]
    product.later(minutes=61)
    await show_album(ANA, media.id, 0)

    assert count > 1
    assert all(isinstance(picture, MediaPicture) for picture in first.pictures)
    assert [one.position for one in again] == [1, 0, count - 1]
    assert asked == 1
    assert product.asked()[CHILDREN] == 2


async def test_what_is_not_the_persons_or_no_album_is_not_found(
    product: Product, show_album: ShowAlbum
) -> None:
    album = (await linked_albums(product))[0]
    (reel,) = await listed(product, REELS)
    await product.link_with_token(await product.account(username="cafe"), EVE)
    await show_album(ANA, album.id, 0)
    before = product.asked()
    for person, media_id in ((EVE, album.id), (ANA, reel.id), (ANA, 999_999)):
        with pytest.raises(NotFound):
            await show_album(person, media_id, 0)

    assert product.asked() == before


async def test_with_instagram_away_known_pictures_stay_and_others_have_a_reason(
    product: Product, show_album: ShowAlbum
) -> None:
    media = (await linked_albums(product))[0]
    known = await show_album(ANA, media.id, 0)
    product.later(hours=2)
    await product.switch("server_error")
    still = await show_album(ANA, media.id, 0)
    fresh_start = ShowAlbum(
        product.database, product.clock, product.instagram, product.call_instagram
    )
    unknown = await fresh_start(ANA, media.id, 0)

    assert still.pictures == known.pictures
    assert not unknown.pictures
    assert unknown.stale is not None
    assert unknown.stale.refusal is Refusal.TRANSIENT


async def test_only_so_many_albums_are_kept_in_mind(
    product: Product, show_album: ShowAlbum, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.show_album.ALBUMS_KNOWN", 1)
    first, second = await linked_albums(product)
    for album in (first, second, first):
        await show_album(ANA, album.id, 0)

    assert product.asked()[CHILDREN] == 3
