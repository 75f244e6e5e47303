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
        return Secret(f"{_encode(body)}.{_encode(self._signature(body))}")

    def genuine(self, state: Secret, now: datetime) -> bool:
        """Whether we signed it less than ten minutes ago."""
        encoded, _, signature = state.reveal().partition(".")
        try:
            body = _decode(encoded)
            if not hmac.compare_digest(self._signature(body), _decode(signature)):
                return False
            made_at = datetime.fromtimestamp(int(json.loads(body)["timestamp"]), UTC)
        except ValueError:
            return False
        return timedelta() <= now - made_at <= VALID_FOR

    def _signature(self, body: bytes) -> bytes:
        return hmac.digest(self.key.reveal().encode(), b"link state|" + body, "sha256")


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    """Raises ValueError for anything that is not base64url."""
    return base64.b64decode(
        text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True
    )
