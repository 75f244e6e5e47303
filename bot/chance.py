"""What nobody may guess, made by chance."""

import base64
import secrets

from bot.clock import SystemClock
from bot.domain.secret import Secret


def new_secret() -> Secret:
    """32 random bytes as 43 characters of base64url."""
    return Secret(secrets.token_urlsafe(32))


def new_confirmation_code() -> str:
    """16 random bytes as 22 characters of base64url: nobody finds another one's page."""
    return secrets.token_urlsafe(16)


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_typed_code() -> Secret:
    """Eight characters that are hard to mistake for one another: 40 bits, for ten minutes.

    One of them at least is a digit, which tells a code from a word.
    """
    while True:
        code = "".join(secrets.choice(CROCKFORD) for _ in range(8))
        if any(sign.isdigit() for sign in code):
            return Secret(code)


def new_encryption_key() -> str:
    """A line for ENCRYPTION_KEYS: a label of today and 32 random bytes."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return f"{SystemClock().now():%Y%m%d}:{key}"
