"""What the valid replies of this folder say, in our values."""

from datetime import UTC, datetime, timedelta

from bot.domain.media import Insights, MediaDetails, MediaProductType
from bot.domain.online import OnlineDay
from bot.domain.secret import Secret
from bot.services.ports import (
    AccountTotals,
    DayValue,
    ListedMedia,
    LongLivedToken,
    MediaPage,
    Profile,
    ShortLivedToken,
)
from tests.instagram.conftest import START

BASIC, INSIGHTS = "instagram_business_basic", "instagram_business_manage_insights"

EXCHANGED = ShortLivedToken(
    Secret("IGAAshortLIVEDtoken0123456789abcdefghij"),
    "27100000000000123",
    frozenset({BASIC, INSIGHTS}),
)
LONG_LIVED = LongLivedToken(
    Secret("IGAAlongLIVEDtoken0123456789abcdefghijk"), timedelta(seconds=5183944)
)
PROFILE = Profile(
    app_scoped_id="27100000000000123",
    user_id="17841400000000777",
    username="demo.shop",
    name="Demo Shop",
    account_type="BUSINESS",
    followers_count=1204,
    follows_count=80,
    media_count=229,
)
REEL = ListedMedia(
    details=MediaDetails(
        media_id="18010000000000001",
        media_type="VIDEO",
        media_product_type=MediaProductType.REELS,
        timestamp=datetime(2026, 6, 22, 10, 45, tzinfo=UTC),
        caption="How we roast 🍵",
        permalink="https://www.instagram.com/reel/C9xYz1abcde/",
        media_url="https://scontent.example/reel.mp4",
        thumbnail_url="https://scontent.example/reel.jpg",
    ),
    like_count=57,
    comments_count=4,
    insights=Insights(START, {"reach": 812, "views": 0}),
)
POST = ListedMedia(
    details=MediaDetails(
        media_id="18010000000000002",
        media_type="IMAGE",
        media_product_type=MediaProductType.FEED,
        timestamp=datetime(2026, 6, 20, 8, tzinfo=UTC),
        caption=None,
        permalink="https://www.instagram.com/p/C9wVu2fghij/",
        media_url="https://scontent.example/post.jpg",
        thumbnail_url=None,
    ),
    like_count=None,
    comments_count=0,
    insights=None,
)
STORY = ListedMedia(
    details=MediaDetails(
        media_id="18010000000000009",
        media_type="VIDEO",
        media_product_type=MediaProductType.STORY,
        timestamp=datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        caption="Only today",
        permalink="https://www.instagram.com/stories/demo.shop/3400000000000000009",
        media_url="https://scontent.example/story.mp4",
        thumbnail_url="https://scontent.example/story.jpg",
    ),
    like_count=3,
    comments_count=0,
    insights=None,
)
OF_A_STORY = Insights(
    START,
    {"reach": 812, "navigation": 31},
    {"navigation": {"tap_forward": 22, "tap_back": 5, "tap_exit": 3, "swipe_forward": 1}},
)
DAYS = [
    DayValue(datetime(2026, 11, 18, 8, tzinfo=UTC), 540),
    DayValue(datetime(2026, 11, 19, 8, tzinfo=UTC), 611),
]

ONLINE = [
    OnlineDay(datetime(2026, 11, 18, 8, tzinfo=UTC), {9: 20, 12: 100}),
    OnlineDay(datetime(2026, 11, 19, 8, tzinfo=UTC), {}),
]

ANSWERS: dict[str, object] = {
    "exchange": EXCHANGED,
    "long_lived": LONG_LIVED,
    "refresh": LONG_LIVED,
    "profile": PROFILE,
    "media_list": MediaPage([REEL, POST], "QVFIUmFiB"),
    "stories_list": [STORY],
    "media_insights": OF_A_STORY,
    "account_totals": AccountTotals(START, {"views": 1234}, {}),
    "account_breakdown": {"follower": 480, "non_follower": 131},
    "account_series": DAYS,
    "online_followers": ONLINE,
}
