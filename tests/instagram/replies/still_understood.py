"""Which spoiled fields change nothing, or only make an answer poorer; all others are refused."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.domain.media import Insights
from bot.services.ports import AccountTotals, MediaPage
from tests.instagram.conftest import START
from tests.instagram.replies.answers import (
    ANSWERS,
    DAYS,
    EXCHANGED,
    INSIGHTS,
    OF_A_STORY,
    ONLINE,
    POST,
    PROFILE,
    REEL,
    STORY,
)

UNREAD = {
    "exchange": [],
    "long_lived": ["token_type"],
    "refresh": ["token_type", "permissions"],
    "profile": ["profile_picture_url", "biography"],
    "media_list": [
        "data[0].insights.data[0].period",
        "data[0].insights.data[0].title",
        "data[0].insights.data[0].description",
        "data[0].insights.data[0].id",
        "paging.cursors.before",
    ],
    "stories_list": ["data[0].media_product_type", "paging.cursors"],
    "media_insights": ["data[0].period", "data[0].title", "data[0].description", "data[0].id"],
    "account_totals": [
        "data[0].period",
        "data[0].title",
        "data[0].description",
        "data[0].id",
        "paging",
    ],
    "account_breakdown": ["data[0].period", "data[0].title", "data[0].description", "data[0].id"],
    "account_series": [
        "data[0].period",
        "data[0].title",
        "data[0].description",
        "data[0].id",
        "paging",
    ],
    "online_followers": [
        "data[0].period",
        "data[0].title",
        "data[0].description",
        "data[0].id",
        "paging",
    ],
}
"""Fields that decide nothing: whatever stands there, the answer is the same."""

ABSENT = ("is null", "is missing")
EMPTY = (*ABSENT, "is an empty list")
BLANK = ("is an empty text", "is NUL")
HALF = ("is half a surrogate pair",)
TWICE = ("has an item twice",)


def understood(place: str, changes: Iterable[str], answer: object) -> dict[str, object]:
    return {f"{place} {change}": answer for change in changes}


def exchange() -> dict[str, object]:
    def permissions(*names: str) -> object:
        return replace(EXCHANGED, permissions=frozenset(names))

    return {
        **understood("user_id", ABSENT, replace(EXCHANGED, app_scoped_id="")),
        **understood("user_id", ["is a number in a text"], replace(EXCHANGED, app_scoped_id="12")),
        **understood("permissions", ABSENT, replace(EXCHANGED, permissions=None)),
        **understood("permissions", [*BLANK, "is an empty list"], permissions()),
        **understood("permissions", ["is a text"], permissions("?")),
        **understood("permissions", ["is a number in a text"], permissions("12")),
        **understood("permissions", HALF, permissions("\ufffd")),
        **understood("permissions", TWICE, EXCHANGED),
        **understood("permissions[0]", BLANK, permissions(INSIGHTS)),
        **understood("permissions[0]", HALF, permissions(INSIGHTS, "\ufffd")),
    }


def profile() -> dict[str, object]:
    return {
        **understood("id", ["is a number"], replace(PROFILE, app_scoped_id="7")),
        **understood("user_id", ABSENT, replace(PROFILE, user_id=None)),
        **understood("user_id", ["is a number"], replace(PROFILE, user_id="7")),
        **understood("username", HALF, replace(PROFILE, username="\ufffd")),
        **understood("name", ABSENT, replace(PROFILE, name=None)),
        **understood("name", BLANK, replace(PROFILE, name="")),
        **understood("name", HALF, replace(PROFILE, name="\ufffd")),
        **understood("account_type", [*ABSENT, *BLANK], replace(PROFILE, account_type="")),
        **understood("account_type", HALF, replace(PROFILE, account_type="\ufffd")),
        **understood("followers_count", ABSENT, replace(PROFILE, followers_count=None)),
        **understood("follows_count", ABSENT, replace(PROFILE, follows_count=None)),
        **understood("media_count", ABSENT, replace(PROFILE, media_count=None)),
    }


def media_list() -> dict[str, object]:
    after = "QVFIUmFiB"

    def page(**changed: Any) -> object:
        return MediaPage([replace(REEL, **changed), POST], after)

    def details(**changed: Any) -> object:
        return page(details=replace(REEL.details, **changed))

    def insights(**values: int) -> object:
        return page(insights=Insights(START, values))

    text_fields = ("caption", "permalink", "media_url", "thumbnail_url")
    reach = "data[0].insights.data[0].values"
    answers = {
        **understood("data", ["is an empty list"], MediaPage([], after)),
        **understood("data", TWICE, ANSWERS["media_list"]),
        **understood("data[0].id", ["is a number"], details(media_id="7")),
        **understood("data[0].media_type", [*ABSENT, *BLANK], page()),
        **understood("data[0].media_type", HALF, details(media_type="\ufffd")),
        **understood("data[0].media_product_type", [*ABSENT, *BLANK], page()),
        **understood("data[0].media_product_type", HALF, MediaPage([POST], after)),
        **understood("data[0].like_count", ABSENT, page(like_count=None)),
        **understood("data[0].comments_count", ABSENT, page(comments_count=None)),
        **understood("data[0].insights", ABSENT, page(insights=None)),
        **understood("data[0].insights.data", ["is an empty list"], insights()),
        **understood(reach, EMPTY, insights(views=0)),
        **understood(reach, TWICE, page()),
        **understood(f"{reach}[0]", ["is an empty object"], insights(views=0)),
        **understood(f"{reach}[0]", ["is an object"], insights(reach=7, views=0)),
        **understood(f"{reach}[0].value", ABSENT, insights(views=0)),
        **understood(
            "paging",
            [*EMPTY, "is an empty object", "is an object"],
            MediaPage([REEL, POST], None),
        ),
        **understood("paging.next", [*ABSENT, *BLANK], MediaPage([REEL, POST], None)),
        **understood("paging.next", HALF, page()),
    }
    for name in text_fields:
        answers |= understood(f"data[0].{name}", ABSENT, details(**{name: None}))
        answers |= understood(f"data[0].{name}", BLANK, details(**{name: ""}))
        answers |= understood(f"data[0].{name}", HALF, details(**{name: "\ufffd"}))
    return answers


def stories_list() -> dict[str, object]:
    def details(**changed: Any) -> object:
        return [replace(STORY, details=replace(STORY.details, **changed))]

    text_fields = ("caption", "permalink", "media_url", "thumbnail_url")
    answers = {
        **understood("data", ["is an empty list"], []),
        **understood("data", TWICE, [STORY]),
        **understood("data[0].id", ["is a number"], details(media_id="7")),
        **understood("data[0].media_type", [*ABSENT, *BLANK], [STORY]),
        **understood("data[0].media_type", HALF, details(media_type="\ufffd")),
        **understood("data[0].like_count", ABSENT, [replace(STORY, like_count=None)]),
        **understood("data[0].comments_count", ABSENT, [replace(STORY, comments_count=None)]),
        **understood("paging", [*EMPTY, "is an empty object", "is an object"], [STORY]),
    }
    for name in text_fields:
        answers |= understood(f"data[0].{name}", ABSENT, details(**{name: None}))
        answers |= understood(f"data[0].{name}", BLANK, details(**{name: ""}))
        answers |= understood(f"data[0].{name}", HALF, details(**{name: "\ufffd"}))
    return answers


def media_insights() -> dict[str, object]:
    navigation = replace(OF_A_STORY, values={"navigation": 31})
    return {
        **understood("data", ["is an empty list"], Insights(START)),
        **understood("data[0].values", EMPTY, navigation),
        **understood("data[0].values", TWICE, OF_A_STORY),
        **understood("data[0].values[0]", ["is an empty object"], navigation),
        **understood(
            "data[0].values[0]",
            ["is an object"],
            replace(OF_A_STORY, values={"reach": 7, "navigation": 31}),
        ),
        **understood("data[0].values[0].value", ABSENT, navigation),
    }


def account_totals() -> dict[str, object]:
    nothing, seven = (AccountTotals(START, values, {}) for values in ({}, {"views": 7}))
    return {
        **understood("data", ["is an empty list"], nothing),
        **understood("data[0].total_value", [*EMPTY, "is an empty object"], nothing),
        **understood("data[0].total_value", ["is an object"], seven),
        **understood("data[0].total_value.value", ABSENT, nothing),
    }


def account_breakdown() -> dict[str, object]:
    by_week = {"this_week,follower": 480, "this_week,non_follower": 131}
    same = ANSWERS["account_breakdown"]
    total = "data[0].total_value"
    breakdowns = f"{total}.breakdowns"
    return {
        **understood("data", ["is an empty list"], {}),
        **understood(total, [*EMPTY, "is an empty object", "is an object"], {}),
        **understood(breakdowns, EMPTY, {}),
        **understood(breakdowns, TWICE, same),
        **understood(f"{breakdowns}[0].dimension_keys[0]", [*BLANK, *HALF], by_week),
        **understood(f"{breakdowns}[0].results", EMPTY, {}),
        **understood(f"{breakdowns}[0].results[0].dimension_values[0]", [*BLANK, *HALF], same),
    }


def account_series() -> dict[str, object]:
    return {
        **understood("data", ["is an empty list"], []),
        **understood("data[0].values", ["is an empty list"], []),
        **understood("data[0].values[0]", ["is an empty object"], DAYS[1:]),
        **understood("data[0].values[0].value", ABSENT, DAYS[1:]),
    }


def online_followers() -> dict[str, object]:
    first, second = ONLINE
    silent = [replace(first, hours={}), second]
    an_hour_less = {hour: {**first.hours} for hour in first.hours}
    for hour, hours in an_hour_less.items():
        del hours[hour]
    return {
        **understood("data", ["is an empty list"], []),
        **understood("data[0].values", ["is an empty list"], []),
        **understood(
            "data[0].values[0].value", [*EMPTY, "is an empty object", "is an object"], silent
        ),
        **{
            change: answer
            for hour, hours in an_hour_less.items()
            for change, answer in understood(
                f"data[0].values[0].value.{hour}", ABSENT, [replace(first, hours=hours), second]
            ).items()
        },
    }


UNDERSTOOD: dict[str, dict[str, object]] = {
    "exchange": exchange(),
    "long_lived": {},
    "refresh": {},
    "profile": profile(),
    "media_list": media_list(),
    "stories_list": stories_list(),
    "media_insights": media_insights(),
    "account_totals": account_totals(),
    "account_breakdown": account_breakdown(),
    "account_series": account_series(),
    "online_followers": online_followers(),
}
"""By endpoint and mutation, what is understood instead."""
