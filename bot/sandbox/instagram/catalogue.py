"""The back catalogue and the scheduled stories of an account, computed from its seed."""

import heapq
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from bot.sandbox.instagram.account import Account
from bot.sandbox.instagram.chance import digits, draw
from bot.sandbox.instagram.media import CAROUSEL_ALBUM, IMAGE, VIDEO, Media
from bot.sandbox.instagram.metrics import FEED, REELS, STORY

HISTORY = timedelta(days=729)
LEGACY_VIDEOS_UNTIL = timedelta(days=4 * 365)
"""Before the world began: from then on every video became a reel."""
CONVERTED = timedelta(days=5 * 365)
"""Before the world began: when the account became professional."""
FEWEST_CHILDREN = 2

_SUBJECTS = ("Morning light", "New on the shelf", "Behind the scenes", "Rainy day", "Small steps")
_ENDINGS = ("What do you think?", "Save it for later.", "Swipe for more.", "Made with care.", "")
_TAGS = ("#slowliving", "#handmade", "#barcelona", "#studio", "#green", "#weekend")


def new_media_id(account: Account, *key: object) -> str:
    return "180" + digits(14, account.user_id, account.seed, *key)


def child_ids(account: Account, album_id: str, count: int) -> tuple[str, ...]:
    return tuple(new_media_id(account, album_id, "child", n) for n in range(count))


def children_of(album: Media) -> Iterator[Media]:
    """The pictures and videos of an album; nothing for other media."""
    for number, child_id in enumerate(album.children):
        chance = draw(album.id, "child", number)
        yield Media(
            id=child_id,
            user_id=album.user_id,
            media_type=VIDEO if chance.random() < 0.15 else IMAGE,
            media_product_type=FEED,
            timestamp=album.timestamp,
            parent=album.id,
        )


def back_catalogue(account: Account) -> Iterator[Media]:
    """Posts and reels of two years; legacy feed videos and pre-conversion posts are older."""
    kinds = [
        *[(FEED, IMAGE)] * account.posts,
        *[(REELS, VIDEO)] * account.reels,
        *[(FEED, CAROUSEL_ALBUM)] * account.carousels,
    ]
    draw(account.seed, "order").shuffle(kinds)
    for number, (product, media_type) in enumerate(kinds):
        age = HISTORY * ((number + 1) / (len(kinds) + 1))
        yield _post(account, number, product, media_type, age)
    for number in range(account.legacy_videos):
        age = LEGACY_VIDEOS_UNTIL + timedelta(days=20 + 45 * number)
        yield _post(account, len(kinds) + number, FEED, VIDEO, age)
    for number in range(account.pre_conversion):
        age = CONVERTED + timedelta(days=20 + 40 * number)
        number_of_all = len(kinds) + account.legacy_videos + number
        yield _post(account, number_of_all, FEED, IMAGE, age)


def converted_at(account: Account, catalogue: list[Media]) -> datetime:
    """Media from before this moment have no insights."""
    oldest = heapq.nsmallest(account.before_conversion, (media.timestamp for media in catalogue))
    return max([account.began - CONVERTED, *(at + timedelta(seconds=1) for at in oldest)])


def _post(account: Account, number: int, product: str, media_type: str, age: timedelta) -> Media:
    chance = draw(account.seed, "post", number)
    day = (account.began - age).date()
    hour = chance.choice((8, 9, 12, 13, 17, 18, 18, 19, 19, 20, 21))
    published = datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), UTC)
    post_id = new_media_id(account, "post", number)
    parts = (
        f"{chance.choice(_SUBJECTS)}, no. {number + 1}.",
        chance.choice(_ENDINGS),
        " ".join(chance.sample(_TAGS, k=chance.randrange(3))),
    )
    count = max(account.children, FEWEST_CHILDREN) if media_type == CAROUSEL_ALBUM else 0
    return Media(
        id=post_id,
        user_id=account.user_id,
        media_type=media_type,
        media_product_type=product,
        timestamp=min(published, account.began - timedelta(minutes=1)),
        caption=" ".join(part for part in parts if part) if chance.random() > 0.05 else None,
        children=child_ids(account, post_id, count),
    )


def stories_of_day(account: Account, day: date) -> list[Media]:
    return [_story(account, day, number) for number in range(account.stories_per_day)]


def _story(account: Account, day: date, number: int) -> Media:
    """Spread over the waking hours, 07:00 to 22:00 UTC, never twice in the same second."""
    chance = draw(account.seed, "story", day, number)
    slot = 15 * 3600 / account.stories_per_day
    seconds = int(7 * 3600 + slot * (number + chance.uniform(0.05, 0.95)))
    return Media(
        id=new_media_id(account, "story", day, number),
        user_id=account.user_id,
        media_type=VIDEO if chance.random() < 0.35 else IMAGE,
        media_product_type=STORY,
        timestamp=datetime.combine(day, time(), UTC) + timedelta(seconds=seconds),
    )
