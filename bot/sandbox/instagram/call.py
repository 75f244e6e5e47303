"""One Graph call whose token is good: who asks, with which parameters, at what time."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from bot.sandbox.instagram.account import Account
from bot.sandbox.instagram.errors import bad_parameter, missing_permission
from bot.sandbox.instagram.switches import Switches
from bot.sandbox.instagram.tokens import Token

_RELATIVE = re.compile(r"(?:-\s*(\d+)\s*days?|(\d+)\s*days?\s*ago)")


@dataclass(frozen=True)
class Call:
    """``origin``: scheme and host that the caller used. ``version``: the one that is served."""

    account: Account
    token: Token
    params: Mapping[str, str]
    origin: str
    version: str
    now: datetime
    switches: Switches
    language: str

    def require_scope(self, scope: str) -> None:
        """Raises GraphError 10 when the person did not grant ``scope``."""
        if scope not in self.token.scopes:
            raise missing_permission()

    def with_params(self, params: Mapping[str, str]) -> "Call":
        return replace(self, params=params)

    def list_param(self, name: str) -> list[str]:
        """A list as Graph takes it: separated by commas, or a JSON array."""
        text = self.params.get(name, "").strip()
        if text.startswith("["):
            try:
                return [str(item) for item in json.loads(text)]
            except json.JSONDecodeError as error:
                raise bad_parameter(f"param {name} must be an array.") from error
        return [item.strip() for item in text.split(",") if item.strip()]

    def time_param(self, name: str) -> datetime | None:
        """A Unix time in seconds, or a date text."""
        text = self.params.get(name, "").strip()
        if not text:
            return None
        try:
            return self._parse_time(text)
        except (ValueError, OverflowError) as error:
            raise bad_parameter(f"param {name} must be a valid date/time.") from error

    def _parse_time(self, text: str) -> datetime:
        if re.fullmatch(r"-?\d+", text):
            return datetime.fromtimestamp(int(text), UTC)
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        words = {"now": self.now, "today": midnight, "yesterday": midnight - timedelta(days=1)}
        if text in words:
            return words[text]
        if relative := _RELATIVE.fullmatch(text):
            return self.now - timedelta(days=int(relative[1] or relative[2]))
        parsed = datetime.fromisoformat(text)
        return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)

    def limit(self) -> int:
        """25 by default, never above 100, unless a switch says otherwise."""
        ordered = self.switches.strike("page_limit")
        limits = ordered.params if ordered else {}
        text = self.params.get("limit", str(limits.get("default", 25)))
        if not text.isdecimal() or int(text) == 0:
            raise bad_parameter("param limit must be a positive integer.")
        return min(int(text), int(limits.get("most", 100)))

    def url(self, path: str, params: Mapping[str, str]) -> str:
        """Where this call goes on, with the token in it as Graph's paging URLs have it."""
        query = urlencode({**params, "access_token": self.token.access_token}, safe="{}(),.")
        return f"{self.origin}/instagram/{self.version}/{path}?{query}"


def graph_time(at: datetime) -> str:
    """``2026-06-22T10:45:00+0000``"""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
