"""What a linked person will see, with made-up numbers that say so."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.accounts import InstagramAccount
from bot.domain.formulas import change
from bot.domain.media import MediaProductType
from bot.domain.periods import last_days
from bot.presenters import overview
from bot.presenters.buttons import back, connect
from bot.presenters.layout import CAPTION, Line, fit
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.ports import DayValue
from bot.services.results import Overview, Total

_TOTALS = {
    "reach": (21_530, 19_880),
    "views": (64_210, 66_885),
    "accounts_engaged": (1_460, 1_395),
    "total_interactions": (2_318, 2_002),
    "profile_links_taps": (58, 61),
}
_REACH_BY_DAY = (3_120, 2_870, 3_640, 3_310, 4_480, 4_950, 4_120)
_REACH_BY_DAY_BEFORE = (2_980, 3_050, 2_760, 3_190, 3_420, 3_880, 3_540)
_FOLLOWERS = 12_346


def screen(now: datetime, speech: Speech) -> Screen:
    """An overview of an account that does not exist."""
    result = _made_up(now, speech.zone)
    caption = fit(
        [
            Line(speech.text("example-title")),
            overview.header(result, speech),
            *overview.numbers(result, speech),
        ],
        CAPTION,
    )
    return Screen(
        caption,
        [connect(speech), back(speech)],
        chart=overview.chart(result, speech, overview.REACH),
    )


def _made_up(now: datetime, zone: ZoneInfo) -> Overview:
    period = last_days(7, now, zone)
    return Overview(
        account=InstagramAccount(
            id=0,
            user_id="0",
            app_scoped_id="0",
            username="your.name",
            name=None,
            account_type="BUSINESS",
            time_zone=zone.key,
            followers_count=_FOLLOWERS,
            follows_count=None,
            media_count=None,
            as_of=now,
            media_synced_at=now,
        ),
        period=period,
        as_of=now,
        totals=[
            Total(metric, value, before, change(value, before))
            for metric, (value, before) in _TOTALS.items()
        ],
        unique_unknown=False,
        reach_not_followers=0.61,
        followers_came=71,
        followers_left=35,
        published={MediaProductType.FEED: 4, MediaProductType.REELS: 2},
        stories_captured=31,
        stories_seen=31,
        stories_ended=31,
        stories_since=None,
        reach_by_day=_days(_REACH_BY_DAY, period.until),
        reach_by_day_before=_days(_REACH_BY_DAY_BEFORE, period.since),
        followers_by_day={},
        stale=None,
    )


def _days(values: tuple[int, ...], until: datetime) -> list[DayValue]:
    last = len(values) - 1
    return [
        DayValue((until - timedelta(days=last - index)).astimezone(UTC), value)
        for index, value in enumerate(values)
    ]
