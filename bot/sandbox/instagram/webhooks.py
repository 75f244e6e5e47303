"""What Instagram posts to the app: webhooks, deauthorize and data deletion callbacks."""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.sandbox.clock import WorldClock
from bot.sandbox.credentials import Credentials
from bot.sandbox.instagram.account import Account
from bot.sandbox.instagram.errors import bad_parameter
from bot.sandbox.instagram.switches import Switches
from bot.sandbox.store import Store

FIELDS = (
    "comments",
    "live_comments",
    "mentions",
    "message_edit",
    "message_echoes",
    "message_reactions",
    "messages",
    "messaging_handover",
    "messaging_optins",
    "messaging_postbacks",
    "messaging_referral",
    "messaging_seen",
    "standby",
    "story_insights",
)
"""Can be subscribed. Nothing is ever sent for story_insights and mentions (Instagram Login)."""

MOST_UPDATES = 1000
"""Meta: up to 1000 updates in one POST."""
RETRIES_MINUTES = (5, 15, 40, 60, 120, 240, 360, 360, 480, 480)
"""Waits between attempts, longer and longer: 36 hours in all."""

_TIMEOUT = ClientTimeout(total=10)


class Subscriptions:
    """Which fields each account has subscribed the app to."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._fields: dict[str, list[str]] = {
            user_id: kept["fields"]
            for user_id, kept in store.load("instagram_subscriptions").items()
        }

    def fields(self, user_id: str) -> list[str]:
        return self._fields.get(user_id, [])

    def subscribe(self, user_id: str, fields: list[str], *, takes_story_insights: bool) -> None:
        """Replaces the subscription. Raises GraphError 100 for none or an unknown field."""
        known = [one for one in FIELDS if takes_story_insights or one != "story_insights"]
        if not fields:
            raise bad_parameter("The parameter subscribed_fields is required")
        for position, field in enumerate(fields):
            if field not in known:
                raise bad_parameter(
                    f"Param subscribed_fields[{position}] must be one of "
                    f'{{{", ".join(known)}}} - got "{field}".'
                )
        self._fields[user_id] = fields
        self._store.put("instagram_subscriptions", user_id, {"fields": fields})

    def unsubscribe(self, user_id: str) -> None:
        self._fields.pop(user_id, None)
        self._store.delete("instagram_subscriptions", user_id)


@dataclass(frozen=True)
class Posted:
    """How the app answered. ``status`` is None when it could not be reached."""

    status: int | None
    body: str

    @property
    def is_taken(self) -> bool:
        return self.status == 200


class Webhooks:
    """Posts to the app. What is not taken is tried again as the world's clock moves on."""

    def __init__(
        self,
        store: Store,
        clock: WorldClock,
        switches: Switches,
        credentials: Credentials,
        subscriptions: Subscriptions,
    ) -> None:
        self._store = store
        self._subscriptions = subscriptions
        self._clock = clock
        self._switches = switches
        self._credentials = credentials
        self._session: ClientSession | None = None
        self._waiting = store.load("instagram_deliveries")
        clock.on_step(self.retry_due)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def callback_url(self) -> str | None:
        kept = self._store.load("instagram_webhook").get("callback")
        return str(kept["url"]) if kept else None

    def register_callbacks(self, deauthorize: str | None, deletion: str | None) -> None:
        """What the App Dashboard has under "Business login settings"."""
        self._store.put(
            "instagram_callbacks", "callbacks", {"deauthorize": deauthorize, "deletion": deletion}
        )

    def deauthorize_url(self) -> str | None:
        return self._registered("deauthorize")

    def deletion_url(self) -> str | None:
        return self._registered("deletion")

    def _registered(self, kind: str) -> str | None:
        url = self._store.load("instagram_callbacks").get("callbacks", {}).get(kind)
        return None if url is None else str(url)

    async def verify(self, url: str, verify_token: str) -> Posted:
        """The handshake: the app must echo the challenge. Kept when it did."""
        challenge = str(secrets.randbelow(2**31))
        query = {
            "hub.mode": "subscribe",
            "hub.challenge": challenge,
            "hub.verify_token": verify_token,
        }
        posted = await self._send("GET", url, params=query)
        if posted.is_taken and posted.body == challenge:
            self._store.put("instagram_webhook", "callback", {"url": url})
            return posted
        return Posted(posted.status if posted.status != 200 else None, posted.body)

    async def deliver(self, user_id: str, changes: list[dict[str, Any]]) -> Posted:
        """Posts ``{"field", "value"}`` changes of one account; answers how the last was taken."""
        batch = self._switches.strike("webhook_batch")
        size = int(batch.params["size"]) if batch else MOST_UPDATES
        for start in range(0, len(changes), size):
            posted = await self._deliver_batch(user_id, changes[start : start + size])
        return posted

    async def _deliver_batch(self, user_id: str, changes: list[dict[str, Any]]) -> Posted:
        entry: dict[str, Any] = {"id": user_id, "time": self._entry_time()}
        if self._switches.choice("webhook_shape", "shape", "changes") == "bare":
            entries = [{**entry, **change} for change in changes]
        else:
            entries = [{**entry, "changes": changes}]
        body = json.dumps({"object": "instagram", "entry": entries})
        duplicates = self._switches.strike("webhook_duplicates")
        copies = int(duplicates.params.get("copies", 2)) if duplicates else 1
        for _ in range(copies):
            posted = await self._post(body)
        if not posted.is_taken:
            posted = await self._post(body)  # Meta: tried again at once, then less often.
        if not posted.is_taken:
            key = hashlib.sha256(f"{self._clock.now()}|{body}".encode()).hexdigest()
            self._wait(key, {"body": body, "user_id": user_id, "since": self._now()}, attempt=0)
        return posted

    async def retry_due(self) -> None:
        """Tries again what is due. Called after every step of the clock."""
        now = self._clock.now()
        for key, waiting in list(self._waiting.items()):
            if datetime.fromisoformat(waiting["due"]) > now:
                continue
            posted = await self._post(waiting["body"])
            if posted.is_taken or waiting["attempt"] + 1 == len(RETRIES_MINUTES):
                del self._waiting[key]
                self._store.delete("instagram_deliveries", key)
            else:
                self._unsubscribe_after_failures(waiting)
                self._wait(key, waiting, waiting["attempt"] + 1)

    async def post_signed_request(self, url: str, account: Account) -> Posted:
        """A deauthorize or data deletion callback."""
        whose = self._switches.choice("signed_request_user_id", "id", "app_scoped")
        issued = int(self._clock.now().timestamp())
        payload = {
            "algorithm": "HMAC-SHA256",
            "issued_at": issued,
            "expires": issued + 3600,
            "user_id": account.user_id if whose == "professional" else account.id,
        }
        encoded = _base64url(json.dumps(payload).encode())
        signature = hmac.new(self._secret(), encoded, hashlib.sha256).digest()
        signed_request = f"{_base64url(signature).decode()}.{encoded.decode()}"
        return await self._send("POST", url, data={"signed_request": signed_request})

    def _wait(self, key: str, delivery: dict[str, Any], attempt: int) -> None:
        due = self._clock.now() + timedelta(minutes=RETRIES_MINUTES[attempt])
        waiting = {**delivery, "attempt": attempt, "due": due.isoformat()}
        self._waiting[key] = waiting
        self._store.put("instagram_deliveries", key, waiting)

    def _unsubscribe_after_failures(self, waiting: dict[str, Any]) -> None:
        switch = self._switches.strike("webhook_unsubscribed")
        failed_for = self._clock.now() - datetime.fromisoformat(waiting["since"])
        if switch and failed_for >= timedelta(minutes=int(switch.params.get("minutes", 60))):
            self._subscriptions.unsubscribe(waiting["user_id"])

    def _now(self) -> str:
        return self._clock.now().isoformat()

    async def _post(self, body: str) -> Posted:
        url = self.callback_url()
        if url is None:
            return Posted(None, "no callback URL is configured")
        signature = hmac.new(self._secret(), body.encode(), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "X-Hub-Signature-256": f"sha256={signature}",
        }
        return await self._send("POST", url, data=body.encode(), headers=headers)

    async def _send(self, method: str, url: str, **kwargs: Any) -> Posted:
        if self._session is None:
            self._session = ClientSession(timeout=_TIMEOUT)
        try:
            async with self._session.request(method, url, **kwargs) as response:
                return Posted(response.status, await response.text())
        except (ClientError, TimeoutError) as error:
            return Posted(None, f"{type(error).__name__}: {error}")

    def _secret(self) -> bytes:
        """Meta's documents say the app secret; live, it is that of the Instagram app."""
        choice = self._switches.choice("webhook_signature", "secret", "instagram")
        return {
            "instagram": self._credentials.instagram_app_secret,
            "meta": self._credentials.meta_app_secret,
        }.get(choice, "a wrong secret").encode()

    def _entry_time(self) -> int:
        seconds = self._clock.now().timestamp()
        unit = self._switches.choice("webhook_time", "unit", "seconds")
        return int(seconds * 1000) if unit == "milliseconds" else int(seconds)


def _base64url(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")
