"""How the numbers of media grow: a function of the world's seed, the media's id, and its age."""

import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from bot.sandbox.instagram.account import Account
from bot.sandbox.instagram.chance import draw
from bot.sandbox.instagram.media import CAROUSEL_ALBUM, STORY_LIFE, Media
from bot.sandbox.instagram.metrics import (
    FEED,
    NAVIGATION_PARTS,
    PROFILE_ACTIVITY_PARTS,
    REELS,
    STORY,
)
from bot.sandbox.instagram.world import World

Numbers = dict[str, int]

DELAY = timedelta(minutes=10)
"""Insights show what was true a little while ago (Meta: up to 48 h)."""

# Shares of the accounts reached who did this.
_FEED_RATES = {
    "likes": 0.065,
    "comments": 0.0045,
    "saved": 0.009,
    "shares": 0.006,
    "reposts": 0.0012,
    "follows": 0.0014,
    "profile_visits": 0.013,
    "bio_link_clicked": 0.0028,
    "call": 0.0003,
    "direction": 0.0004,
    "email": 0.0002,
    "other": 0.0005,
    "text": 0.0001,
}
_RATES = {
    FEED: _FEED_RATES,
    REELS: {"likes": 0.05, "comments": 0.003, "saved": 0.011, "shares": 0.014, "reposts": 0.002},
    STORY: {
        **{part: _FEED_RATES[part] for part in PROFILE_ACTIVITY_PARTS},
        "replies": 0.007,
        "shares": 0.008,
        "reposts": 0.001,
        "follows": 0.0009,
        "profile_visits": 0.011,
        "tap_forward": 0.74,
        "tap_back": 0.08,
        "tap_exit": 0.13,
        "swipe_forward": 0.07,
    },
}
_REACH_RATES = {FEED: 0.27, REELS: 0.55, STORY: 0.12}
"""Accounts finally reached, as a share of the followers."""
_SPREAD = {FEED: 0.35, REELS: 0.75, STORY: 0.18}
_WEEKDAYS = (0.95, 1.0, 1.04, 1.06, 0.98, 0.9, 1.08)

Progress = Callable[[float], float]


def _story_progress(hours: float) -> float:
    return (1 - math.exp(-hours / 6)) / (1 - math.exp(-24 / 6))


def _feed_progress(hours: float) -> float:
    return 0.55 * (1 - math.exp(-hours / 8)) + 0.45 * (1 - math.exp(-hours / 60))


def _reel_progress(hours: float) -> float:
    return 0.35 * (1 - math.exp(-hours / 10)) + 0.65 * (1 - math.exp(-hours / 140))


_PROGRESS: dict[str, Progress] = {
    STORY: _story_progress,
    FEED: _feed_progress,
    REELS: _reel_progress,
}


@dataclass(frozen=True)
class Traits:
    """What a media object will come to. ``watch_time``: milliseconds per view."""

    reach: float
    views_per_reach: float
    rates: dict[str, float]
    pace: float
    watch_time: int
    skip_rate: float


@lru_cache(maxsize=65_536)
def _traits(followers: int, media: Media) -> Traits:
    chance = draw(media.id, "traits")
    product = media.media_product_type
    if media.viewers is not None:
        reach = float(media.viewers)
    elif product == STORY:
        reach = followers * _REACH_RATES[STORY] * _story_share(media, chance)
    else:
        reach = (
            followers
            * _REACH_RATES[product]
            * (1.2 if media.media_type == CAROUSEL_ALBUM else 1.0)
            * chance.lognormvariate(0, _SPREAD[product])
            * _WEEKDAYS[media.timestamp.weekday()]
            * _hour_effect(media.timestamp.hour)
        )
    saves_more = 1.8 if media.media_type == CAROUSEL_ALBUM else 1.0
    rates = {
        name: min(rate * chance.lognormvariate(0, 0.25), 0.9)
        * (saves_more if name == "saved" else 1.0)
        for name, rate in _RATES[product].items()
    }
    return Traits(
        reach=reach,
        views_per_reach=1.04 + 0.5 * chance.random() * (2 if product == REELS else 0.5),
        rates=rates,
        # Ordered viewers are all there some hours before the story ends.
        pace=chance.uniform(0.85, 1.2) if media.viewers is None else 1.25,
        watch_time=chance.randrange(3_500, 14_000),
        skip_rate=round(chance.uniform(18, 62), 2),
    )


def _story_share(media: Media, chance: random.Random) -> float:
    """The stories of a day share its luck, and each loses some of those who saw the one before."""
    day = draw(media.user_id, media.timestamp.date(), "stories")
    lost = 0.35 * (media.timestamp.hour + media.timestamp.minute / 60) / 24
    luck = day.lognormvariate(0, _SPREAD[STORY])
    return (
        luck * (1.1 - lost) * chance.lognormvariate(0, 0.03) * _WEEKDAYS[media.timestamp.weekday()]
    )


def _hour_effect(hour: int) -> float:
    """Evenings carry furthest, lunch a little."""
    evening = math.exp(-((hour - 19.5) ** 2) / 18)
    lunch = math.exp(-((hour - 12.5) ** 2) / 6)
    return 0.75 + 0.4 * evening + 0.15 * lunch


def media_numbers(account: Account, media: Media, at: datetime) -> Numbers:
    """Every count of a media object at a moment: none shrinks with time, and they fit together."""
    traits = _traits(account.followers, media)
    age = at - media.timestamp
    if media.is_story:
        age = min(age, STORY_LIFE)
    hours = max(age / timedelta(hours=1), 0.0) * traits.pace
    progress = min(_PROGRESS[media.media_product_type](hours), 1.0)
    reached = traits.reach * progress
    # The small addend keeps 0.999999… of an exact number from being rounded down.
    numbers = {"reach": int(reached + 1e-6), "views": int(reached * traits.views_per_reach)}
    numbers["views"] = max(numbers["views"], numbers["reach"])
    for name, rate in traits.rates.items():
        numbers[name] = int(reached * rate)
    interactions = ("likes", "comments", "saved", "shares", "replies")
    numbers["total_interactions"] = sum(numbers.get(name, 0) for name in interactions)
    if media.is_story:
        numbers["navigation"] = sum(numbers[part] for part in NAVIGATION_PARTS)
    if media.media_product_type == REELS:
        numbers["ig_reels_avg_watch_time"] = traits.watch_time if numbers["views"] else 0
        numbers["ig_reels_video_view_total_time"] = traits.watch_time * numbers["views"]
    else:
        numbers["profile_activity"] = sum(numbers[part] for part in PROFILE_ACTIVITY_PARTS)
        numbers["impressions"] = numbers["views"]
    numbers["facebook_views"] = numbers["crossposted_views"] = numbers["views"] // 9
    return numbers


def without_replies(numbers: Numbers) -> Numbers:
    """As for accounts in Europe and Japan, whose replies Meta does not count."""
    replies = numbers.get("replies", 0)
    return {
        **numbers,
        "replies": 0,
        "total_interactions": numbers["total_interactions"] - replies,
    }


def skip_rate(account: Account, media: Media) -> float:
    """Percent."""
    return _traits(account.followers, media).skip_rate


ADDED_PARTS = ("POST", "CAROUSEL_CONTAINER", "REEL", "STORY", "AD")
"""Values of the account breakdown ``media_product_type``."""
_STILL_GROWING = timedelta(days=60)
_AD_SHARE = 0.05
_FOLLOWER_SHARE = {"POST": 0.81, "CAROUSEL_CONTAINER": 0.77, "REEL": 0.34, "STORY": 0.95, "AD": 0.1}


_AUDIENCE = {"reach": 1.0, "total_interactions": 0.15}
"""Numbers that are also counted as different accounts: how soon they repeat, by followers."""


@dataclass(frozen=True)
class WindowNumbers:
    """What an account's content did between two moments. ``by_product``: part → counts."""

    by_product: dict[str, Numbers]
    followers: int

    def total(self, name: str) -> int:
        return sum(numbers.get(name, 0) for numbers in self.by_product.values())

    def unique(self, name: str, parts: Iterable[str] = ADDED_PARTS) -> int:
        """Different accounts: at least the largest media, at most the sum, growing with time."""
        added = sum(self.by_product[part][name] for part in parts)
        largest = max((self.by_product[part][f"largest {name}"] for part in parts), default=0)
        audience = _AUDIENCE[name] * self.followers + 50
        return max(int(audience * math.log1p(added / audience)), largest)

    def of_followers(self, name: str) -> int:
        return sum(int(self.by_product[p][name] * _FOLLOWER_SHARE[p]) for p in ADDED_PARTS)


def account_numbers(
    world: World, account: Account, since: datetime, until: datetime
) -> WindowNumbers:
    """Sums what each media object gained in the window; ads of businesses come on top."""
    parts: dict[str, Numbers] = {part: _no_numbers() for part in ADDED_PARTS}
    posts = [m for m in world.posts_ever(account) if since - _STILL_GROWING < m.timestamp < until]
    for media in (*posts, *world.stories(account, since - STORY_LIFE, until)):
        before = media_numbers(account, media, since)
        after = media_numbers(account, media, until)
        part = parts[_part(media)]
        for name, value in after.items():
            part[name] = part.get(name, 0) + value - before[name]
        for name in _AUDIENCE:
            part[f"largest {name}"] = max(part[f"largest {name}"], after[name] - before[name])
    if account.account_type == "BUSINESS":
        for name in ("views", "reach", "likes", "shares", "total_interactions"):
            organic = sum(parts[part].get(name, 0) for part in ADDED_PARTS)
            parts["AD"][name] = int(organic * _AD_SHARE)
    return WindowNumbers(parts, account.followers)


def _no_numbers() -> Numbers:
    return {"reach": 0, "views": 0, **{name: 0 for u in _AUDIENCE for name in (u, f"largest {u}")}}


def _part(media: Media) -> str:
    if media.is_story:
        return "STORY"
    if media.media_product_type == REELS:
        return "REEL"
    return "CAROUSEL_CONTAINER" if media.media_type == CAROUSEL_ALBUM else "POST"


def followers_gained_and_lost(
    account: Account, since: datetime, until: datetime
) -> tuple[int, int]:
    """Came and left in a window, from smooth daily rates with a noise of their own."""
    return _flow(account, "came", since, until), _flow(account, "left", since, until)


def followers_count(account: Account, now: datetime) -> int:
    gained, lost = followers_gained_and_lost(account, account.began, now)
    return max(account.followers + gained - lost, 0)


_DAILY = {"came": 0.0026, "left": 0.0017}


def _flow(account: Account, direction: str, since: datetime, until: datetime) -> int:
    """Whole days, and of the first and last day the part that lies in the window."""

    def part_of_day(at: datetime) -> int:
        passed = (at - datetime.combine(at.date(), time(), UTC)) / timedelta(days=1)
        return int(_flow_of_day(account.seed, account.followers, direction, at.date()) * passed)

    whole = sum(
        _flow_of_day(account.seed, account.followers, direction, since.date() + timedelta(days=n))
        for n in range((until.date() - since.date()).days)
    )
    return whole + part_of_day(until) - part_of_day(since)


@lru_cache(maxsize=65_536)
def _flow_of_day(seed: int, followers: int, direction: str, day: date) -> int:
    noise = draw(seed, direction, day).uniform(0.5, 1.5)
    return round(followers * _DAILY[direction] * _WEEKDAYS[day.weekday()] * noise)
