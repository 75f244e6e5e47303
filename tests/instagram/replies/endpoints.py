"""The replies of this folder, and the call of the client that each endpoint answers."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.media import MediaKind
from bot.domain.metrics import CallGroup
from bot.domain.periods import last_days
from bot.domain.secret import Secret
from tests.instagram.conftest import START, Room
from tests.support.people import access

FOLDER = Path(__file__).parent

TOKEN = Secret("IGAAsentWITHtheCALL0123456789abcdefghij")
ACCESS = access(TOKEN)
CODE = Secret("AQBsentWITHtheEXCHANGE0123456789abcdefgh")
WEEK = last_days(7, START, ZoneInfo("UTC"))
USER_ID = "17841400000000777"
STORY_ID = "18010000000000009"

ENDPOINTS = (
    "exchange",
    "long_lived",
    "refresh",
    "profile",
    "media_list",
    "stories_list",
    "media_insights",
    "account_totals",
    "account_breakdown",
    "account_series",
    "online_followers",
)
"""Each is also the name of a valid reply."""


def reply(name: str) -> bytes:
    return (FOLDER / f"{name}.json").read_bytes()


async def ask(room: Room, endpoint: str) -> object:
    """What the client understands, asked once; the one place that knows its signatures."""
    api, oauth = room.api, room.oauth
    calls: dict[str, Callable[[], Awaitable[object]]] = {
        "exchange": lambda: oauth.exchange_code(CODE),
        "long_lived": lambda: oauth.long_lived_token(TOKEN),
        "refresh": lambda: oauth.refresh(TOKEN),
        "profile": lambda: api.profile(ACCESS),
        "media_list": lambda: api.media_page(ACCESS, None, 2),
        "stories_list": lambda: api.live_stories(ACCESS),
        "media_insights": lambda: api.media_insights(
            ACCESS, STORY_ID, MediaKind.STORY, [CallGroup.CORE]
        ),
        "account_totals": lambda: api.account_totals(
            ACCESS, USER_ID, ["views", "accounts_engaged"], WEEK
        ),
        "account_breakdown": lambda: api.account_breakdown(
            ACCESS, USER_ID, "reach", "follow_type", WEEK
        ),
        "account_demographics": lambda: api.audience(
            ACCESS, USER_ID, "follower_demographics", "age,gender"
        ),
        "account_series": lambda: api.account_series(ACCESS, USER_ID, "reach", WEEK),
        "online_followers": lambda: api.online_followers(ACCESS, USER_ID, WEEK),
    }
    return await calls[endpoint]()
