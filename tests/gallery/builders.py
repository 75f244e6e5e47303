"""What the screens of the gallery are made of: an account, its posts, reels and stories."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.domain.accounts import InstagramAccount, LinkState
from bot.domain.media import Insights, Media, MediaProductType
from bot.domain.story_life import Look, Story, StorySequence
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.ports import LinkedAccount
from tests.gallery.states import State
from tests.unit.presenters import results
from tests.unit.presenters.results import NOW

Make = Callable[[Speech], Screen]

POST = {
    "reach": 4_812,
    "views": 7_930,
    "likes": 312,
    "comments": 21,
    "saved": 96,
    "shares": 54,
    "reposts": 9,
    "profile_visits": 64,
    "follows": 11,
    "total_interactions": 492,
}


REEL = {
    "reach": 18_240,
    "views": 24_915,
    "likes": 742,
    "comments": 38,
    "saved": 211,
    "shares": 265,
    "reposts": 31,
    "ig_reels_avg_watch_time": 7_400,
    "ig_reels_video_view_total_time": 183_600_000,
    "total_interactions": 1_287,
}


SLIDES = (1_371, 1_298, 1_240, 1_226, 1_105)


def an_account(state: State) -> InstagramAccount:
    followers = state.number(12_346)
    return replace(
        results.account(state.username, followers),
        name=state.real_name,
        media_count=state.media,
    )


def linked(state: State, link_state: LinkState = LinkState.ACTIVE) -> LinkedAccount:
    return results.linked_account(link_state, an_account(state))


def insights_of(state: State, ordinary: Mapping[str, int]) -> Insights:
    found = {
        name: number
        for name, value in ordinary.items()
        if (number := state.number(value)) is not None
    }
    return Insights(NOW, found)


def post(state: State, age: timedelta = timedelta(days=3, hours=15)) -> Media:
    made = results.media(MediaProductType.FEED, state.caption, insights_of(state, POST), age)
    return replace(made, like_count=state.number(312), comments_count=state.number(21))


def reel(state: State) -> Media:
    insights = insights_of(state, REEL)
    if state.scale:
        # Times and rates do not grow with an account.
        times = {"ig_reels_avg_watch_time": 7_400, "reels_skip_rate": 38.6}
        insights = replace(insights, values={**insights.values, **times})
    made = results.media(
        MediaProductType.REELS, state.caption, insights, timedelta(days=7, hours=13)
    )
    return replace(made, like_count=state.number(742), comments_count=state.number(38))


def story(state: State, slide: int, ended: bool = True) -> Story:
    """Slides of one morning, half an hour apart; with their last look when they ended."""
    posted_at = NOW - timedelta(hours=27 if ended else 7) + timedelta(minutes=30 * slide)
    ages = (1, 2, 4, 8, 12, 16, 20, 23.5) if ended else (1, 2, 4)
    looks = [
        look(state, slide, posted_at + timedelta(hours=age), 1 - 0.75 ** (age + 1)) for age in ages
    ]
    return results.story(slide, posted_at, *looks)


def look(state: State, slide: int, at: object, grown: float) -> Look:
    reach = round(SLIDES[slide - 1] * grown)
    ordinary = {
        "reach": reach,
        "views": round(reach * 1.08),
        "replies": 9 if slide == 2 else 1,
        "shares": 4,
        "follows": 2,
        "profile_visits": 12,
        "total_interactions": 14,
        "nav_tap_forward": round(reach * 0.61),
        "nav_tap_back": round(reach * 0.04),
        "nav_tap_exit": round(reach * 0.08),
        "nav_swipe_forward": round(reach * 0.095),
    }
    numbers = {
        name: number
        for name, value in ordinary.items()
        if (number := state.number(value)) is not None
    }
    return results.look(at, **numbers)  # type: ignore[arg-type]  # a datetime


def lost_story() -> Story:
    return results.story(4, NOW - timedelta(hours=26))


def a_sequence(state: State) -> StorySequence:
    stories = [story(state, slide) for slide in range(1, 6)]
    return StorySequence(5, 1, stories[0].posted_at.date(), stories)
