"""``GET /{user}/insights``: what the whole account did in a window of at most 30 days."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from bot.sandbox.instagram.account_question import Question, Window, asked_question
from bot.sandbox.instagram.call import Call, graph_time
from bot.sandbox.instagram.demographics import demographics, online_followers
from bot.sandbox.instagram.growth import (
    ADDED_PARTS,
    WindowNumbers,
    account_numbers,
    followers_count,
    followers_gained_and_lost,
)
from bot.sandbox.instagram.insights_results import asked_entries
from bot.sandbox.instagram.metrics import ACCOUNT_METRICS, SERIES, TIMEFRAMES
from bot.sandbox.instagram.texts import metric_texts
from bot.sandbox.instagram.tokens import BASIC, MANAGE_INSIGHTS, PACIFIC
from bot.sandbox.instagram.world import World

DELAY = timedelta(hours=1)
FOLLOWS_DELAY = timedelta(hours=12)
"""follows_and_unfollows of a day is not there yet a few hours after the day ended."""
FEWEST_ENGAGEMENTS = 100
"""Meta: demographics of the engaged and reached need 100 engagements in the timeframe."""

_DAYS_OF_PERIOD = {"day": 1, "week": 7, "days_28": 28}
_SUMMED = {
    "comments": "comments",
    "content_views": "views",
    "likes": "likes",
    "profile_views": "profile_visits",
    "replies": "replies",
    "reposts": "reposts",
    "saves": "saved",
    "shares": "shares",
    "total_interactions": "total_interactions",
    "views": "views",
    "website_clicks": "bio_link_clicked",
}
"""Account metrics that are the sum of a media number."""
_CONTACT_BUTTONS = {"CALL": "call", "DIRECTION": "direction", "EMAIL": "email", "TEXT": "text"}


def account_insights(call: Call, world: World) -> dict[str, Any]:
    call.require_scope(BASIC)
    call.require_scope(MANAGE_INSIGHTS)
    question = asked_question(call)
    insights = _Insights(call, world, question)
    entries = [
        entry
        for metric in question.metrics
        for period in question.periods
        if (entry := insights.entry(metric, period, question.shapes[metric])) is not None
    ]
    if call.switches.choice("metric_order", "order", "asked") == "reversed":
        entries.reverse()
    reply: dict[str, Any] = {"data": asked_entries(call, entries)}
    has_series = any("values" in entry for entry in entries)
    if has_series and call.switches.choice("series_paging", "links", "present") == "present":
        reply["paging"] = _paging(call, question.window)
    return reply


def _paging(call: Call, window: Window) -> dict[str, str]:
    """Walks through time by windows of the same length, also past now."""
    kept = {n: v for n, v in call.params.items() if n not in ("access_token", "appsecret_proof")}

    def url(since: datetime) -> str:
        until = since + window.length
        span = {"since": str(int(since.timestamp())), "until": str(int(until.timestamp()))}
        return call.url(f"{call.account.user_id}/insights", {**kept, **span})

    return {"previous": url(window.since - window.length), "next": url(window.until)}


def day_ends(since: datetime, until: datetime) -> Iterator[datetime]:
    """Ends of days in a window: midnight Pacific time, 07:00 or 08:00 UTC."""
    day = since.astimezone(PACIFIC).date()
    while True:
        midnight = datetime.combine(day, time(), PACIFIC).astimezone(since.tzinfo)
        if midnight > until:
            return
        if midnight > since:
            yield midnight
        day += timedelta(days=1)


class _Insights:
    """Answers one call; each metric gives an entry, or None where Instagram stays silent."""

    def __init__(self, call: Call, world: World, question: Question) -> None:
        self._call = call
        self._world = world
        self._account = call.account
        self._window = question.window
        self._breakdowns = question.breakdowns
        self._timeframe = question.timeframe
        self._followers = followers_count(call.account, call.now)
        self._is_small = bool(call.switches.strike("few_followers", user_id=call.account.user_id))
        self._counted: WindowNumbers | None = None

    def entry(self, metric: str, period: str, shape: str) -> dict[str, Any] | None:
        where = {"metric": metric, "user_id": self._account.user_id}
        needed = ACCOUNT_METRICS[metric].followers_at_least
        if self._followers < needed or (self._is_small and needed):
            return None
        if self._call.switches.metric_is("insights_empty", **where):
            return None
        content = self._series(metric, period) if shape == SERIES else self._total(metric)
        if content is None:
            return None
        if "total_value" in content and self._call.switches.metric_is("empty_total_value", **where):
            content = {"total_value": {}}
        title, description = metric_texts(metric, self._call.language)
        return {
            "name": metric,
            "period": period,
            "title": title,
            "description": description,
            **content,
            "id": f"{self._account.user_id}/insights/{metric}/{period}",
        }

    # Series

    def _series(self, metric: str, period: str) -> dict[str, Any]:
        values = [
            {"value": self._value_of_day(metric, period, end), "end_time": graph_time(end)}
            for end in day_ends(self._window.since, min(self._window.until, self._call.now))
        ]
        return {"values": values}

    def _value_of_day(self, metric: str, period: str, end: datetime) -> Any:
        if metric == "online_followers":
            # Midnight belongs to the day after: a moment before is on the day that ends.
            day = (end - timedelta(seconds=1)).astimezone(PACIFIC).date()
            return online_followers(self._account, self._followers, day, self._call.now)
        days = _DAYS_OF_PERIOD[period]
        # A Pacific day has 23 or 25 hours when the clocks change.
        start = datetime.combine(
            end.astimezone(PACIFIC).date() - timedelta(days=days), time(), PACIFIC
        ).astimezone(end.tzinfo)
        if metric == "follower_count":
            return followers_gained_and_lost(self._account, start, end)[0]
        return account_numbers(self._world, self._account, start, end).unique("reach")

    # Totals

    def _total(self, metric: str) -> dict[str, Any] | None:
        if metric.endswith("_demographics"):
            return self._demographics(metric)
        if metric == "follows_and_unfollows":
            return self._follows_and_unfollows()
        parts = self._parts(metric)
        value = self._value(metric)
        if metric == "accounts_engaged" and not value:
            return {"total_value": {}}
        total: dict[str, Any] = {"value": value}
        if self._breakdowns:
            total["breakdowns"] = [
                {
                    "dimension_keys": self._breakdowns,
                    "results": [
                        {"dimension_values": [self._cased(name)], "value": part}
                        for name, part in parts.items()
                        if part
                    ],
                }
            ]
        return {"total_value": total}

    def _numbers(self) -> WindowNumbers:
        if self._counted is None:
            until = max(min(self._window.until, self._call.now - DELAY), self._window.since)
            self._counted = account_numbers(self._world, self._account, self._window.since, until)
        return self._counted

    def _value(self, metric: str) -> int:
        numbers = self._numbers()
        if metric == "reach":
            return numbers.unique("reach")
        if metric == "accounts_engaged":
            return min(numbers.unique("total_interactions"), numbers.unique("reach"))
        if metric == "profile_links_taps":
            return sum(numbers.total(name) for name in _CONTACT_BUTTONS.values())
        return numbers.total(_SUMMED[metric])

    def _parts(self, metric: str) -> dict[str, int]:
        numbers = self._numbers()
        if self._breakdowns == ["follow_type"]:
            total = self._value(metric)
            added = max(sum(numbers.by_product[part][metric] for part in ADDED_PARTS), 1)
            followers = total * numbers.of_followers(metric) // added
            return {"FOLLOWER": followers, "NON_FOLLOWER": total - followers}
        if self._breakdowns == ["contact_button_type"]:
            return {button: numbers.total(name) for button, name in _CONTACT_BUTTONS.items()}
        if self._breakdowns == ["media_product_type"]:
            if metric == "reach":
                return {part: numbers.unique("reach", (part,)) for part in ADDED_PARTS}
            return {p: numbers.by_product[p].get(_SUMMED[metric], 0) for p in ADDED_PARTS}
        return {}

    def _follows_and_unfollows(self) -> dict[str, Any]:
        """Without the breakdown only a shell comes back."""
        if not self._breakdowns:
            return {"total_value": {}}
        there = max(day_ends(self._call.now - timedelta(days=3), self._call.now - FOLLOWS_DELAY))
        until = min(self._window.until, there)
        results = []
        if until > self._window.since:
            came, left = followers_gained_and_lost(self._account, self._window.since, until)
            key = self._call.switches.choice("follows_and_unfollows_keys", "follower", "followed")
            follower, other = (left, came) if key == "unfollowed" else (came, left)
            results = [
                {"dimension_values": [self._cased("FOLLOWER")], "value": follower},
                {"dimension_values": [self._cased("NON_FOLLOWER")], "value": other},
            ]
        breakdown = {"dimension_keys": self._breakdowns, "results": results}
        return {"total_value": {"breakdowns": [breakdown]}}

    def _demographics(self, metric: str) -> dict[str, Any] | None:
        people = self._followers
        if metric != "follower_demographics":
            days = TIMEFRAMES[self._timeframe or "this_month"]
            since = self._call.now - timedelta(days=days)
            numbers = account_numbers(self._world, self._account, since, self._call.now - DELAY)
            if self._is_small or numbers.total("total_interactions") < FEWEST_ENGAGEMENTS:
                return None
            is_engaged = metric == "engaged_audience_demographics"
            people = numbers.unique("total_interactions" if is_engaged else "reach")
        if not self._breakdowns:
            return {"total_value": {}}
        results = demographics(self._account, metric, people, self._breakdowns)
        keys = self._breakdowns
        shows = self._call.switches.choice("timeframe_in_keys", "mode", "first") == "first"
        if self._timeframe and shows:
            keys = ["timeframe", *keys]
            for result in results:
                result["dimension_values"].insert(0, self._timeframe.upper())
        return {"total_value": {"breakdowns": [{"dimension_keys": keys, "results": results}]}}

    def _cased(self, value: str) -> str:
        casing = self._call.switches.choice("casing", "dimension_values", "upper")
        return value.lower() if casing == "lower" else value
