"""A month as an account lives it, for what shows months: the same numbers every time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from bot.domain.formulas import (
    change,
    engagement_rate_by_reach,
    own_median,
    sequence_retention,
)
from bot.domain.media import Insights, Media, MediaProductType
from bot.domain.periods import Period
from bot.domain.story_coverage import coverage
from bot.domain.story_life import Story, StorySequence
from bot.services.ports import AudienceParts, DayValue
from bot.services.results import MonthReport, Overview, Total
from tests.unit.presenters import results

ZONE = results.TASHKENT
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31), ZONE)
MADE_AT = datetime(2026, 11, 2, 6, 30, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

CAPTIONS = (
    "Autumn in the garden: what we planted in September is finally showing 🍂",
    "Новая коллекция уже в магазине! Заходите посмотреть, примерить и выпить кофе ☕️",
    "¿Sabías que las suculentas necesitan menos agua de lo que crees?",
    "חדש בחנות: עציצים בעבודת יד 🪴",
    "وصلت النباتات الجديدة إلى متجرنا في وسط المدينة",
    "新しい植木鉢が入荷しました。週末のマーケットでお待ちしています",
    "https://www.example.com/a/very/long/address/without/any/space/that/nobody/would/ever/break/by/hand",
    "",
    "Team ❤ 👨‍👩‍👧‍👦 behind the scenes",
    "हमारे नए पौधे",
)


def month_report(
    language: str = "en",
    *,
    period: Period = OCTOBER,
    posts: int = 14,
    reels: int = 9,
    days_with_stories: int = 22,
    captions: Sequence[str] = CAPTIONS,
    username: str = "casa.verde",
    name: str | None = "Casa Verde — plantas y más",
    made_at: datetime = MADE_AT,
) -> MonthReport:
    chance = Random(7)
    account = replace(results.account(username), name=name)
    media = [
        _media(chance, kind, number, count, captions, period)
        for kind, count in ((MediaProductType.FEED, posts), (MediaProductType.REELS, reels))
        for number in range(count)
    ]
    feed = [one for one in media if one.details.media_product_type is MediaProductType.FEED]
    watched = [one for one in media if one.details.media_product_type is MediaProductType.REELS]
    sequences = _sequences(chance, period, days_with_stories)
    stories = [story for sequence in sequences for story in sequence.stories]
    thirty = Period(max(period.first, period.last - 29 * DAY), period.last, ZONE)
    overview = _overview(chance, account.followers_count or 0, period)
    return MonthReport(
        account=account,
        period=period,
        language=language,
        made_at=made_at,
        overview=replace(overview, account=account),
        unique_overview=replace(_overview(chance, 0, thirty), account=account),
        posts=feed,
        reels=watched,
        sequences=sequences,
        coverage=coverage(period.first, stories, [], made_at),
        audience=audience(period),
        median_of_posts=_median(feed),
        median_of_reels=_median(watched),
        median_retention=own_median([sequence_retention(one, made_at) for one in sequences]),
    )


def audience(period: Period) -> list[AudienceParts]:
    """Cities of all scripts; of one country and one city engaged people are not named."""
    followers: dict[str, dict[str, int]] = {
        "age": {
            "13-17": 180, "18-24": 2_904, "25-34": 5_120, "35-44": 2_470,
            "45-54": 911, "55-64": 240, "65+": 95,
        },
        "gender": {"F": 8_210, "M": 3_377, "U": 333},
        "city": {
            "Tashkent, Toshkent": 2_410, "Madrid, Comunidad de Madrid": 1_655,
            "Москва, Москва": 990, "Valencia, Carabobo": 610, "Valencia, Comunidad Valenciana": 588,
            "القاهرة, محافظة القاهرة": 301, "תל אביב-יפו, מחוז תל אביב": 212, "東京, 東京都": 120,
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, Wales": 77,
            "Graz, Styria": 9,
        },
        "country": {
            "UZ": 4_123, "ES": 3_010, "RU": 1_730, "VE": 801, "EG": 410, "IL": 280, "JP": 190,
            "GB": 101, "AT": 40,
        },
    }  # fmt: skip
    read = period.until - 30 * HOUR
    parts = []
    for breakdown, people in followers.items():
        engaged = {name: count // 7 for name, count in people.items() if name not in {"EG", "65+"}}
        parts += [
            AudienceParts("follower_demographics", breakdown, read, people),
            AudienceParts("engaged_audience_demographics", breakdown, read, engaged),
        ]
    return parts


def unknown_report(language: str = "en") -> MonthReport:
    """Published as ever, and not a number of it known."""
    report = month_report(language)
    sequences = [
        replace(one, stories=[replace(story, looks=()) for story in one.stories])
        for one in report.sequences
    ]
    stories = [story for sequence in sequences for story in sequence.stories]
    return replace(
        report,
        account=replace(report.account, name=None, followers_count=None),
        coverage=coverage(report.period.first, stories, [], report.made_at),
        overview=_nothing(report.overview),
        unique_overview=_nothing(report.unique_overview),
        posts=[
            replace(one, insights=None, like_count=None, comments_count=None)
            for one in report.posts
        ],
        reels=[
            replace(one, insights=None, like_count=None, comments_count=None)
            for one in report.reels
        ],
        sequences=sequences,
        audience=[replace(one, parts={}) for one in report.audience],
        median_of_posts=None,
        median_of_reels=None,
        median_retention=None,
    )


def _nothing(overview: Overview) -> Overview:
    return replace(
        overview,
        totals=[Total(one.metric, None, None, None) for one in overview.totals],
        reach_not_followers=None,
        followers_came=None,
        followers_left=None,
        reach_by_day=[],
        reach_by_day_before=[],
        followers_by_day={},
    )


def empty_report(language: str = "en") -> MonthReport:
    """An account of yesterday: nobody published, nothing is known."""
    unknown = unknown_report(language)
    return replace(
        month_report(language, posts=0, reels=0, days_with_stories=0),
        account=unknown.account,
        overview=unknown.overview,
        unique_overview=unknown.unique_overview,
        audience=[],
    )


HUGE = 10_000
"""What a huge account's numbers are multiplied by."""


def huge_report(language: str = "en") -> MonthReport:
    report = month_report(language)
    return replace(
        report,
        overview=_huge(report.overview),
        unique_overview=_huge(report.unique_overview),
        posts=[_multiplied(one) for one in report.posts],
        reels=[_multiplied(one) for one in report.reels],
        audience=[
            replace(one, parts={name: count * HUGE for name, count in one.parts.items()})
            for one in report.audience
        ],
    )


def _huge(overview: Overview) -> Overview:
    return replace(
        overview,
        totals=[
            Total(
                one.metric,
                None if one.value is None else one.value * HUGE,
                None if one.before is None else one.before * 3,
                one.change,
            )
            for one in overview.totals
        ],
        followers_came=371 * HUGE,
        followers_left=135 * HUGE,
        reach_by_day=[replace(one, value=one.value * HUGE) for one in overview.reach_by_day],
        followers_by_day={day: count * HUGE for day, count in overview.followers_by_day.items()},
    )


def _multiplied(media: Media) -> Media:
    if media.insights is None:
        return media
    values = {name: value * HUGE for name, value in media.insights.values.items()}
    kept = {"ig_reels_avg_watch_time", "reels_skip_rate"}
    values |= {name: media.insights.values[name] for name in kept & values.keys()}
    return replace(media, insights=replace(media.insights, values=values))


def _median(media: Sequence[Media]) -> float | None:
    return own_median([engagement_rate_by_reach(one.insights) for one in media if one.insights])


def _media(
    chance: Random,
    kind: MediaProductType,
    number: int,
    count: int,
    captions: Sequence[str],
    period: Period,
) -> Media:
    at = period.until - (number + 0.4) * (period.days / count) * DAY
    reach = chance.randint(900, 18_000)
    values: dict[str, int | float] = {
        "reach": reach,
        "views": int(reach * 1.4),
        "likes": reach // chance.randint(12, 30),
        "comments": reach // chance.randint(90, 400),
        "saved": reach // chance.randint(40, 120),
        "shares": reach // chance.randint(60, 200),
    }
    if kind is MediaProductType.REELS:
        values |= {
            "ig_reels_avg_watch_time": chance.randint(3_000, 11_000),
            "reels_skip_rate": chance.randint(20, 60),
        }
    insights = None if number == 4 else Insights(at + 3 * DAY, values)
    made = results.media(kind, captions[number % len(captions)], insights)
    return replace(made, id=number, details=replace(made.details, timestamp=at), like_count=None)


def _sequences(chance: Random, period: Period, count: int) -> list[StorySequence]:
    sequences = []
    for number in range(count):
        day = period.first + timedelta(days=number * period.days // max(count, 1))
        reach = chance.randint(700, 1_600)
        stories: list[Story] = []
        for slide in range(chance.randint(1, 6)):
            posted = datetime(day.year, day.month, day.day, 5 + slide, tzinfo=UTC)
            reach = int(reach * chance.uniform(0.88, 1))
            views = int(reach * 1.1)
            seen = results.look(
                posted + (20 if number == 5 else 23.5) * HOUR,
                reach=reach,
                views=views,
                replies=chance.randint(0, 12),
                nav_tap_exit=views // 15,
                nav_swipe_forward=views // 20,
                nav_tap_forward=views // 2,
                nav_tap_back=views // 25,
            )
            looks = () if number == 9 and slide == 0 else (seen,)
            stories.append(results.story(number * 10 + slide, posted, *looks))
        sequences.append(StorySequence(number, 1, day, stories))
    return sequences


def _overview(chance: Random, followers: int, period: Period) -> Overview:
    numbers = {
        "reach": (121_530, 109_880),
        "views": (264_210, 286_885),
        "accounts_engaged": (9_460, 9_395),
        "total_interactions": (12_318, 10_002),
        "profile_links_taps": (58, 61),
    }
    over = period.days > 30
    return results.overview(
        period=period,
        totals=[
            Total(name, None, None, None)
            if over and name in {"reach", "accounts_engaged"}
            else Total(name, now, before, change(now, before))
            for name, (now, before) in numbers.items()
        ],
        unique_unknown=over,
        followers_came=371,
        followers_left=135,
        reach_by_day=_days(chance, period),
        reach_by_day_before=_days(chance, period.before()),
        followers_by_day={
            period.first + timedelta(days=offset): followers - 236 + offset * 8
            for offset in range(period.days + 1)
        },
    )


def _days(chance: Random, period: Period) -> list[DayValue]:
    return [
        DayValue(period.since + (offset + 1) * DAY, chance.randint(2_000, 7_000))
        for offset in range(period.days)
        if offset != 12
    ]
