"""Digests of all sorts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.chat_grants import Allowed
from bot.domain.digest_picks import BestMedia, WorstMedia
from bot.domain.digest_sentence import Told, UsefulSentence
from bot.domain.digests import Cadence
from bot.domain.errors import Refusal
from bot.domain.media import MediaKind, MediaProductType
from bot.domain.periods import Period, month_before
from bot.domain.same_age import BesideUsual, Measure
from bot.presenters import chat_screens, digest
from bot.services.results import (
    AccountDigest,
    Digest,
    DigestOfAll,
    DigestStories,
    MostReplies,
    Overview,
    Stale,
    Total,
)
from tests.gallery.builders import Make, post, reel
from tests.gallery.groups import PLACE, shown_account
from tests.gallery.overviews import an_overview, days_of
from tests.gallery.states import State
from tests.unit.presenters import results
from tests.unit.presenters.digest_results import OCTOBER, quiet, told
from tests.unit.presenters.results import TASHKENT

NAMES = ("casa.verde", "tea.house.samarkand", "north.studio", "lena.bakes", "old.diary")
THREE_DAYS = timedelta(days=3)


def digests_of(state: State) -> Mapping[str, Make]:
    daily = _digest(state, Cadence.DAILY, _day(state))
    weekly = _digest(state, Cadence.WEEKLY, an_overview(state))
    monthly = _digest(state, Cadence.MONTHLY, _month(state))
    of_all = _of_all(state)
    shown = shown_account(state, Allowed.OVERVIEW | Allowed.DIGESTS)
    silent = Digest(results.subscription(), "en", quiet(an_overview(state)))
    return {
        "daily digest": lambda speech: digest.message(daily, speech),
        "digest": lambda speech: digest.message(weekly, speech),
        "monthly digest": lambda speech: digest.message(monthly, speech),
        "quiet digest": lambda speech: digest.message(silent, speech),
        "digest of all accounts": lambda speech: digest.message(of_all, speech),
        "digest in a chat": lambda speech: chat_screens.narrowed(
            digest.message(weekly, speech), shown, PLACE
        ),
    }


def _digest(state: State, cadence: Cadence, overview: Overview) -> Digest:
    found = _account(state, overview, young=cadence is Cadence.DAILY)
    return Digest(results.subscription(cadence=cadence), "en", found)


def _account(state: State, overview: Overview, *, young: bool = False) -> AccountDigest:
    if not state.media:
        return told(overview, immature=0 if young else 1)
    age = timedelta(hours=12) if young else THREE_DAYS
    has_numbers = bool(state.scale)
    beside = BesideUsual(age, 4_812, 3_000, 1.6, 20) if has_numbers else None
    more = BesideUsual(age, 18_240, 7_600, 2.4, 18) if has_numbers else None
    weak = WorstMedia(post(state), Measure.REACH, BesideUsual(age, 1_210, 3_025, 0.4, 20))
    return told(
        overview,
        best_post=BestMedia(post(state), beside) if has_numbers else None,
        best_reel=BestMedia(reel(state), more) if has_numbers else None,
        worst=weak if has_numbers and not young else None,
        immature=0 if young else 2,
        stories=_stories(state),
        sentence=UsefulSentence(Told.SAVES, 9, 6, 1.6, MediaKind.CAROUSEL, MediaKind.REELS)
        if has_numbers
        else None,
        reach_of_last_days=days_of(state, Period(*_eight_days(overview), TASHKENT), 0),
        not_offered=() if has_numbers else ("profile_links_taps",),
        without_link=timedelta(hours=0 if young else 27),
    )


def _stories(state: State) -> DigestStories:
    replies = state.number(9)
    most = MostReplies(date(2025, 11, 21), 1, replies) if replies else None
    return DigestStories(state.share(0.824), most, 1)


def _eight_days(overview: Overview) -> tuple[date, date]:
    return overview.period.last - timedelta(days=7), overview.period.last


def _day(state: State) -> Overview:
    busy = {MediaProductType.FEED: 1, MediaProductType.REELS: 1} if state.media else {}
    stories = 5 if state.media else 0
    return an_overview(
        state,
        1,
        totals=[
            _total(state, "reach", 3_120, 2_890),
            _total(state, "views", 9_140, 9_520),
            _total(state, "accounts_engaged", 212, 199),
            _total(state, "total_interactions", 331, 286),
            _total(state, "profile_links_taps", 8, 9),
        ],
        published=busy,
        followers_came=state.number(11),
        followers_left=state.number(4),
        stories_seen=stories,
        stories_ended=stories,
        stories_captured=stories,
    )


def _total(state: State, metric: str, now: int, before: int) -> Total:
    value, earlier = state.number(now), state.number(before)
    known = value is not None and earlier is not None and earlier >= 20
    return Total(
        metric, value, earlier, value / earlier - 1 if known and value and earlier else None
    )


def _month(state: State) -> Overview:
    """October, held against September, which is a day shorter."""
    before = month_before(OCTOBER)
    last = Period(OCTOBER.first + timedelta(days=1), OCTOBER.last, TASHKENT)
    return an_overview(
        state,
        28,
        period=OCTOBER,
        totals=[
            _total(state, "reach", 61_300, 57_800),
            _total(state, "views", 271_400, 262_100),
            _total(state, "accounts_engaged", 4_870, 4_610),
            _total(state, "total_interactions", 9_320, 8_480),
            _total(state, "profile_links_taps", 241, 260),
        ],
        reach_by_day=days_of(state, OCTOBER, 0),
        reach_by_day_before=days_of(state, before, 4),
        against=before,
        unique_of=last,
    )


def _of_all(state: State) -> DigestOfAll:
    """Four that did something, one of them with a broken link, and a quiet one."""
    week = an_overview(state)
    shares = (1.0, 0.62, 0.4, 0.21, 0.02)
    found = []
    for number, (name, share) in enumerate(zip(NAMES, shares, strict=True)):
        username = state.username if number == 0 else name
        account = replace(
            week.account,
            id=number + 1,
            username=username,
            followers_count=state.number(round(12_346 * share)),
        )
        overview = replace(
            week,
            account=account,
            totals=[
                _total(state, one.metric, round((one.value or 0) * share), round(one.before or 0))
                if state.scale == 1
                else one
                for one in week.totals
            ],
            followers_came=state.number(round(71 * share)),
            stale=Stale(Refusal.TOKEN) if number == 2 else None,
        )
        found.append(quiet(overview) if number == 4 else _account(state, overview))
    return DigestOfAll(results.subscription(), "en", week.period, found)
