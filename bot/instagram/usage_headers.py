"""The usage headers of Instagram's answers: how much of its limits is used.

Meta: ``x-app-usage`` is flat and concerns the app; ``x-business-use-case-usage`` holds entries of
several kinds under business ids and concerns the account that was asked about. Both are there only
once enough calls were made. Figures are whole percentages.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.services.ports import Usage
from bot.strict_json import JsonObject, NotJson, read_object

APP_USAGE = "x-app-usage"
BUSINESS_USAGE = "x-business-use-case-usage"

LONGEST_WAIT = timedelta(hours=24)
"""Meta counts calls over 24 hours, so no limit lasts longer."""


def app_usage(headers: Mapping[str, str], as_of: datetime) -> Usage | None:
    """None when the answer does not say."""
    return _usage([_object(headers.get(APP_USAGE, ""))], as_of)


def account_usage(headers: Mapping[str, str], as_of: datetime) -> Usage | None:
    """The highest figures among Instagram's entries; None when the answer does not say."""
    return _usage(_instagram_entries(headers), as_of)


def time_to_regain_access(headers: Mapping[str, str]) -> timedelta:
    """How long Instagram wants nothing of the account; Meta counts minutes. Zero: nothing said."""
    minutes = _highest(_instagram_entries(headers), "estimated_time_to_regain_access") or 0
    return timedelta(minutes=min(minutes, LONGEST_WAIT // timedelta(minutes=1)))


def _usage(entries: Sequence[JsonObject], as_of: datetime) -> Usage | None:
    names = ("call_count", "total_cputime", "total_time")
    figures = [_highest(entries, name) for name in names]
    if all(figure is None for figure in figures):
        return None
    call_count, total_cputime, total_time = (min(figure or 0, 100) for figure in figures)
    return Usage(call_count, total_cputime, total_time, as_of)


def _highest(entries: Sequence[JsonObject], name: str) -> int | None:
    """None when no entry has a readable figure of that name."""
    given = [entry.get(name) for entry in entries]
    return max(
        (one for one in given if isinstance(one, int) and not isinstance(one, bool) and one >= 0),
        default=None,
    )


def _instagram_entries(headers: Mapping[str, str]) -> list[JsonObject]:
    lists = _object(headers.get(BUSINESS_USAGE, "")).values()
    entries = [entry for one in lists if isinstance(one, list) for entry in one]
    return [
        entry
        for entry in entries
        if isinstance(entry, dict) and entry.get("type", "instagram") == "instagram"
    ]


def _object(header: str) -> JsonObject:
    """Empty when it cannot be read: a header is a hint, not the answer."""
    try:
        return read_object(header.encode("utf-8", "replace"))
    except NotJson:
        return {}
