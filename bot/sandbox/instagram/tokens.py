"""Authorization codes and access tokens, kept over a restart."""

import hashlib
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.clock import WorldClock
from bot.sandbox.instagram.errors import (
    CodeExchangeError,
    GraphError,
    dead_token,
    unreadable_token,
    unsupported_request,
)
from bot.sandbox.store import Store

BASIC = "instagram_business_basic"
MANAGE_INSIGHTS = "instagram_business_manage_insights"
SCOPES = {
    BASIC: "See your profile, your posts and your stories",
    MANAGE_INSIGHTS: "See the insights of your account, posts and stories",
    "instagram_business_manage_comments": "Read and answer comments",
    "instagram_business_content_publish": "Publish posts, reels and stories for you",
    "instagram_business_manage_messages": "Read and answer your messages",
}
"""The permissions that exist, in words."""

CODE_LIFE = timedelta(hours=1)
SHORT_LIFE = timedelta(hours=1)
LONG_LIFE = timedelta(seconds=5183944)
REFRESHABLE_AFTER = timedelta(hours=24)

PACIFIC = ZoneInfo("America/Los_Angeles")
SHORT, LONG = "short", "long"


@dataclass(frozen=True)
class Token:
    """``revoked``: the reason why Instagram no longer takes it, or None. Times: ISO, UTC."""

    access_token: str
    kind: str
    user_id: str
    scopes: list[str]
    issued: str
    expires: str
    revoked: str | None = None

    def age(self, now: datetime) -> timedelta:
        return now - datetime.fromisoformat(self.issued)

    def has_expired(self, now: datetime) -> bool:
        return now >= datetime.fromisoformat(self.expires)


@dataclass(frozen=True)
class Code:
    code: str
    user_id: str
    scopes: list[str]
    redirect_uri: str
    issued: str
    used: bool = False


class Tokens:
    def __init__(self, store: Store, clock: WorldClock, seed: int, app_id: str) -> None:
        self._store = store
        self._clock = clock
        self._seed = seed
        self._app_id = app_id
        self._tokens = {key: Token(**kept) for key, kept in store.load("instagram_tokens").items()}
        self._codes = {key: Code(**kept) for key, kept in store.load("instagram_codes").items()}

    def issue_code(self, user_id: str, scopes: list[str], redirect_uri: str) -> Code:
        text = "AQ" + self._secret("code", len(self._codes)) * 2
        code = Code(text, user_id, scopes, redirect_uri, self._clock.now().isoformat())
        self._keep_code(code)
        return code

    def redeem_code(self, text: str, redirect_uri: str) -> Code:
        """The code, used up. Raises CodeExchangeError; a wrong redirect URI uses nothing up."""
        code = self._codes.get(text)
        if code is None or code.used or self._clock.now() >= _after(code.issued, CODE_LIFE):
            raise CodeExchangeError("Matching code was not found or was already used")
        if code.redirect_uri != redirect_uri:
            raise CodeExchangeError("Redirect URI does not match registered redirect URI")
        self._keep_code(replace(code, used=True))
        return code

    def issue(
        self, kind: str, user_id: str, scopes: list[str], life: timedelta = LONG_LIFE
    ) -> Token:
        """``life`` is that of a long-lived token; a short-lived one has its hour."""
        now = self._clock.now()
        number = len(self._tokens)
        text = "IGAA" + "".join(self._secret("token", number, part) for part in range(3))
        expires = now + (SHORT_LIFE if kind == SHORT else life)
        token = Token(text, kind, user_id, scopes, now.isoformat(), expires.isoformat())
        self._keep(token)
        return token

    def prolong(self, token: Token, life: timedelta) -> Token:
        """The same token string with a fresh life."""
        now = self._clock.now()
        prolonged = replace(token, issued=now.isoformat(), expires=(now + life).isoformat())
        self._keep(prolonged)
        return prolonged

    def require(self, access_token: str | None) -> Token:
        """The living token. Raises GraphError 104 or 190 with the subcode that says why not."""
        if not access_token:
            raise GraphError("An access token is required to request this resource.", code=104)
        token = self._tokens.get(access_token)
        if token is None:
            raise unreadable_token()
        if token.revoked:
            raise dead_token(token.revoked, self._app_id)
        if token.has_expired(self._clock.now()):
            raise self.expired(datetime.fromisoformat(token.expires))
        return token

    def require_kind(self, access_token: str | None, kind: str) -> Token:
        token = self.require(access_token)
        if token.kind != kind:
            raise unsupported_request()
        return token

    def expired(self, at: datetime) -> GraphError:
        return GraphError(
            f"Error validating access token: Session has expired on {_in_words(at)}. "
            f"The current time is {_in_words(self._clock.now())}.",
            code=190,
            subcode=463,
        )

    def owner(self, access_token: str | None, code: str | None) -> str | None:
        """The ``user_id`` that a token, dead or alive, or else a code was given out for."""
        kept = self._tokens.get(access_token or "") or self._codes.get(code or "")
        return kept.user_id if kept else None

    def has_living(self, user_id: str) -> bool:
        """Whether the account lets the app in."""
        return any(
            token.revoked is None and not token.has_expired(self._clock.now())
            for token in self._tokens.values()
            if token.user_id == user_id
        )

    def was_revoked(self, user_id: str, reason: str) -> bool:
        return any(
            token.revoked == reason for token in self._tokens.values() if token.user_id == user_id
        )

    def revoke(self, user_id: str, reason: str) -> int:
        """How many tokens of the account died."""
        dying = [t for t in self._tokens.values() if t.user_id == user_id and t.revoked is None]
        for token in dying:
            self._keep(replace(token, revoked=reason))
        return len(dying)

    def _keep(self, token: Token) -> None:
        self._tokens[token.access_token] = token
        self._store.put("instagram_tokens", token.access_token, asdict(token))

    def _keep_code(self, code: Code) -> None:
        self._codes[code.code] = code
        self._store.put("instagram_codes", code.code, asdict(code))

    def _secret(self, *key: object) -> str:
        text = "|".join(map(str, (self._seed, *key)))
        return hashlib.sha256(text.encode()).hexdigest()


def _after(issued: str, life: timedelta) -> datetime:
    return datetime.fromisoformat(issued) + life


def _in_words(at: datetime) -> str:
    return at.astimezone(PACIFIC).strftime("%A, %d-%b-%y %H:%M:%S %Z")
