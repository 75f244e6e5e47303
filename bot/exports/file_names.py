"""Names of files: nothing that anybody wrote is in them as it was."""

import re

from bot.domain.periods import Period

_UNSAFE = re.compile(r"[^a-z0-9._-]+")


def clean(username: str) -> str:
    """The account's name as every system takes it; Instagram's own have at most 30 characters."""
    cleaned = _UNSAFE.sub("-", username.lower())[:30].strip("-._")
    return cleaned or "account"


def file_name(username: str, what: str, period: Period, ending: str) -> str:
    """``what`` and ``ending`` are words of ours."""
    return f"{clean(username)}-{what}-{period.first}_{period.last}.{ending}"


def report_name(username: str, period: Period) -> str:
    return f"{clean(username)}-report-{period.first:%Y-%m}.pdf"
