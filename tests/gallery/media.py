"""Posts, reels and their lists."""

from collections.abc import Mapping
from datetime import timedelta

from bot.domain.media import Media, MediaProductType
from bot.presenters import (
    album,
    media_card,
    media_list,
    post_link,
)
from bot.services.ports import MediaPicture
from bot.services.results import (
    Album,
    FirstSync,
    MediaCard,
    MediaList,
)
from tests.gallery.builders import (
    Make,
    an_account,
    post,
    reel,
)
from tests.gallery.states import State
from tests.unit.presenters.results import NOW


def _card(state: State, media: Media) -> MediaCard:
    return MediaCard(
        an_account(state),
        media,
        page=0,
        now=NOW,
        median_engagement_rate=state.share(0.071),
        median_save_rate=state.share(0.0125),
        median_share_rate=state.share(0.0102),
        compared_with=20 if state.scale else 0,
        stale=None,
        followers_then=state.number(12_300),
    )


def media_of(state: State) -> Mapping[str, Make]:
    posts = [post(state, timedelta(days=day, hours=5)) for day in (0, 3, 5, 9, 12)]
    reels = [reel(state) for _ in range(3)]
    shown = posts if state.media else []
    pictures = [
        MediaPicture(str(number), "IMAGE", f"https://cdn.example/{number}.jpg", None)
        for number in range(1, 6)
    ]
    return {
        "media list": lambda speech: media_list.screen(
            MediaList(
                *(an_account(state), MediaProductType.FEED, shown, 0),
                *(43 if shown else 1, NOW),
            ),
            speech,
        ),
        "reels while they are read": lambda speech: media_list.screen(
            MediaList(
                *(an_account(state), MediaProductType.REELS, reels if shown else [], 0),
                *(1, NOW, FirstSync(60, state.media)),
            ),
            speech,
        ),
        "media card": lambda speech: media_card.screen(_card(state, post(state)), speech),
        "young post": lambda speech: media_card.screen(
            _card(state, post(state, timedelta(hours=6))), speech
        ),
        "reel": lambda speech: media_card.screen(_card(state, reel(state)), speech),
        "album without pictures": lambda speech: album.screen(
            Album(post(state), [], 0, None), speech
        ),
        "album": lambda speech: album.screen(Album(post(state), pictures, 1, None), speech),
    }


def media_without_data() -> Mapping[str, Make]:
    return {"post link": post_link.screen}
