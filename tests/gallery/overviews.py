"""Overviews, and the digests that are made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.errors import Refusal
from bot.domain.media import MediaProductType
from bot.domain.metrics import ACCOUNT_TOTALS
from bot.domain.periods import Period
from bot.presenters import (
    overview,
)
from bot.services.ports import DayValue
from bot.services.results import (
    Overview,
    Stale,
    Total,
)
from tests.gallery.accounts import at_home
from tests.gallery.builders import (
    Make,
    an_account,
)
from tests.gallery.states import State
from tests.unit.presenters import results
from tests.unit.presenters.results import NOW

TOTALS = {
    "reach": (21_530, 19_880),
    "views": (64_210, 66_885),
    "accounts_engaged": (1_460, 1_395),
    "total_interactions": (2_318, 2_002),
    "profile_links_taps": (58, 61),
}
A_DAY = (2_710, 3_340, 2_980, 4_120, 3_650, 2_440, 3_890, 3_120)


def an_overview(state: State, days: int = 7, **changes: object) -> Overview:
    told = results.overview(days)
    period = told.period
    before = period.before()
    values: dict[str, object] = {
        "account": an_account(state),
        "totals": [_total(state, metric) for metric in ACCOUNT_TOTALS if metric in TOTALS],
        "reach_not_followers": state.share(0.61),
        "followers_came": state.number(71),
        "followers_left": state.number(35),
        "published": {MediaProductType.FEED: 4, MediaProductType.REELS: 2} if state.media else {},
        "stories_captured": 30 if state.media else 0,
        "stories_seen": 31 if state.media else 0,
        "stories_ended": 31 if state.media else 0,
        "reach_by_day": days_of(state, period, 0),
        "reach_by_day_before": days_of(state, before, 3),
        "followers_by_day": {
            period.since.date() + timedelta(days=day): number
            for day in range(days)
            if (number := state.number(12_310 + 5 * day)) is not None
        },
        **changes,
    }
    return replace(told, **values)  # type: ignore[arg-type]  # real fields, named above


def days_of(state: State, period: Period, offset: int) -> Sequence[DayValue]:
    if not state.scale:
        return []
    count = (period.until - period.since).days
    return [
        DayValue(
            period.since + timedelta(days=day + 1),
            round(A_DAY[(day + offset) % len(A_DAY)] * state.scale),
        )
        for day in range(count)
    ]


def _total(state: State, metric: str) -> Total:
    now, before = (state.number(value) for value in TOTALS[metric])
    known = now is not None and before is not None and before >= 20
    return Total(metric, now, before, now / before - 1 if known and now and before else None)


def overviews(state: State) -> Mapping[str, Make]:
    """Of several periods, with either chart."""
    stale = Stale(Refusal.THROTTLED, NOW + timedelta(minutes=20))
    return {
        "overview": lambda speech: overview.screen(an_overview(state), speech),
        "overview with followers": lambda speech: overview.screen(
            an_overview(state, 28), speech, overview.FOLLOWERS
        ),
        "overview of 90 days": lambda speech: overview.screen(
            an_overview(state, 90, unique_unknown=True), speech
        ),
        "overview that is stale": lambda speech: overview.screen(
            an_overview(state, as_of=NOW - timedelta(hours=7), stale=stale), speech
        ),
        "overview with other accounts": lambda speech: overview.screen(
            an_overview(state), speech, overview.REACH, at_home(state).accounts
        ),
    }
