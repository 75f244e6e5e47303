"""Meta's ``signed_request``: who sent it is proven before a word of it is read."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.domain.secret import Secret
from bot.services.meta_requests import MetaRequest

SHAPE = re.compile(r"(?P<signature>[A-Za-z0-9_-]{43})\.(?P<payload>[A-Za-z0-9_-]+)", re.ASCII)
"""Two parts of base64url without padding; the first holds the 32 bytes of an HMAC-SHA256."""

ALGORITHM = "HMAC-SHA256"
USER_ID = re.compile(r"[0-9]{1,32}", re.ASCII)


class MalformedRequest(Exception):
    """It is no signed request, or its content is not what Meta documents."""


class ForgedRequest(Exception):
    """It is signed with none of our secrets."""


def read_signed_request(text: str, secrets: Sequence[Secret]) -> MetaRequest:
    """What Meta asks. Raises MalformedRequest and ForgedRequest.

    The signature is over the *encoded* payload. It is compared as it is written, so that there is
    no second way to write the same one.
    """
    parts = SHAPE.fullmatch(text)
    if parts is None:
        raise MalformedRequest("not two parts of base64url")
    signature, payload = parts["signature"], parts["payload"]
    # All of them, whichever fits: how long it takes tells nothing.
    fits = [hmac.compare_digest(signature, _signature(payload, secret)) for secret in secrets]
    if not any(fits):
        raise ForgedRequest("the signature does not fit")
    content = _content(payload)
    if content.get("algorithm") != ALGORITHM:
        raise MalformedRequest("another algorithm")
    return MetaRequest(
        _user_id(content.get("user_id")),
        _instant(content.get("issued_at")),
        hashlib.sha256(signature.encode()).hexdigest(),
    )


def _signature(payload: str, secret: Secret) -> str:
    digest = hmac.new(secret.reveal().encode(), payload.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _content(payload: str) -> dict[str, object]:
    padding = "=" * (-len(payload) % 4)
    try:
        content = json.loads(base64.b64decode(payload + padding, altchars=b"-_", validate=True))
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("the payload is not JSON") from error
    if not isinstance(content, dict):
        raise MalformedRequest("the payload is no object")
    return content


def _user_id(value: object) -> str:
    """Text or a whole number: Meta writes it both ways."""
    text = str(value) if isinstance(value, str | int) else ""
    if USER_ID.fullmatch(text) is None:
        raise MalformedRequest("no user_id")
    return text


def _instant(value: object) -> datetime:
    if not isinstance(value, int) or isinstance(value, bool):
        raise MalformedRequest("no issued_at")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise MalformedRequest("no issued_at") from error
