"""A story and its looks as rows: what is a column, what goes to ``others``, and the way back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.media import Insights, MediaDetails, MediaProductType, Number
from bot.domain.story_life import Look, Outage, Story, Trouble
from bot.services.ports import MadeLook
from bot.storage.repositories.base import AnyRow
from bot.storage.tables import SampleRow, StoryRow

METRIC_COLUMNS = (
    "reach",
    "views",
    "replies",
    "shares",
    "total_interactions",
    "follows",
    "profile_visits",
    "reposts",
    "navigation",
)
NAVIGATION_COLUMNS = ("tap_forward", "tap_back", "tap_exit", "swipe_forward")
NOTHING = dict.fromkeys((*METRIC_COLUMNS, *NAVIGATION_COLUMNS, "others"))


def posted_on(story: StoryRow | AnyRow) -> date:
    posted: datetime = story.timestamp
    return posted.astimezone(UTC).date()


def sample_of(story: AnyRow, made: MadeLook) -> dict[str, Any]:
    """Every column is there: rows that go in together have the same ones."""
    insights = made.look.insights
    return {
        **NOTHING,
        "posted_on": posted_on(story),
        "story_id": story.id,
        "slot": made.slot,
        "account_id": story.account_id,
        "captured_at": made.look.at,
        "attempt": made.attempt,
        "hidden": made.look.hidden,
        **({} if insights is None else _metric_columns(insights)),
    }


def _metric_columns(insights: Insights) -> dict[str, Any]:
    """The columns of a sample; what has no column of its own goes to ``others``."""
    columns: dict[str, Any] = {}
    values: dict[str, Number] = {}
    for metric, value in insights.values.items():
        # Instagram counts stories in whole numbers; should it not, nothing is rounded.
        if metric in METRIC_COLUMNS and isinstance(value, int):
            columns[metric] = value
        else:
            values[metric] = value
    breakdowns = {metric: dict(parts) for metric, parts in insights.breakdowns.items()}
    taps = breakdowns.get("navigation")
    # A part that is absent from a breakdown that came whole is 0; one with other parts stays whole.
    if taps is not None and _fits_columns(taps):
        columns |= {part: insights.part("navigation", part) for part in NAVIGATION_COLUMNS}
        del breakdowns["navigation"]
    if values or breakdowns:
        columns["others"] = {"values": values, "breakdowns": breakdowns}
    return columns


def _fits_columns(taps: dict[str, Number]) -> bool:
    return all(
        part in NAVIGATION_COLUMNS and isinstance(value, int) for part, value in taps.items()
    )


def look_of(sample: SampleRow) -> Look:
    if sample.hidden:
        return Look(sample.captured_at, None)
    others = sample.others or {"values": {}, "breakdowns": {}}
    values = _measured(sample, METRIC_COLUMNS) | others["values"]
    taps = _measured(sample, NAVIGATION_COLUMNS)
    breakdowns = ({"navigation": taps} if taps else {}) | others["breakdowns"]
    partly = frozenset({"navigation"}) if 0 < len(taps) < len(NAVIGATION_COLUMNS) else frozenset()
    return Look(sample.captured_at, Insights(sample.captured_at, values, breakdowns, partly=partly))


def _measured(sample: SampleRow, columns: Sequence[str]) -> dict[str, Number]:
    numbers = {column: getattr(sample, column) for column in columns}
    return {column: number for column, number in numbers.items() if number is not None}


def details_of(row: StoryRow) -> MediaDetails:
    return MediaDetails(
        media_id=row.media_id,
        media_type=row.media_type,
        media_product_type=MediaProductType.STORY,
        timestamp=row.timestamp,
        caption=row.caption,
        permalink=row.permalink,
        media_url=row.media_url,
        thumbnail_url=row.thumbnail_url,
    )


def story_of(row: StoryRow, looks: Sequence[Look]) -> Story:
    return Story(
        id=row.id,
        account_id=row.account_id,
        details=details_of(row),
        gone_at=row.gone_at,
        looks=tuple(looks),
        found_at=row.found_at,
        trouble=_trouble(row),
    )


def _trouble(row: StoryRow) -> Outage | None:
    if row.trouble is None or row.trouble_since is None or row.trouble_until is None:
        return None
    return Outage(Trouble(row.trouble), row.trouble_since, row.trouble_until)
