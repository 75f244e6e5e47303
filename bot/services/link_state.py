"""The OAuth ``state``: who began, a one-time nonce and a time, signed."""

import base64
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.secret import Secret

VALID_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class LinkStates:
    """Makes and checks signed states. A state proves nothing alone: it is also used up once."""

    key: Secret

    def make(self, telegram_user_id: int, nonce: Secret, now: datetime) -> Secret:
        body = json.dumps(
            {
                "telegram_user_id": telegram_user_id,
                "nonce": nonce.reveal(),
                "timestamp": int(now.timestamp()),
            },
            separators=(",", ":"),
        ).encode()
        return self._signed(body)

    def genuine(self, state: Secret, now: datetime) -> bool:
        """Whether we signed it less than ten minutes ago."""
        made_at = self.made_at(state)
        return made_at is not None and timedelta() <= now - made_at <= VALID_FOR

    def made_at(self, state: Secret) -> datetime | None:
        """When we signed it; None when we did not."""
        try:
            body = _decode(state.reveal().partition(".")[0])
            # The text, not the bytes that it stands for: base64 has several for the same.
            if hmac.compare_digest(self._signed(body).reveal().encode(), state.reveal().encode()):
                return datetime.fromtimestamp(int(json.loads(body)["timestamp"]), UTC)
        except ValueError:
            pass
        return None

    def _signed(self, body: bytes) -> Secret:
        signature = hmac.digest(self.key.reveal().encode(), b"link state|" + body, "sha256")
        return Secret(f"{_encode(body)}.{_encode(signature)}")


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    """Raises ValueError for anything that is not base64url."""
    return base64.b64decode(
        text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True
    )
