"""Deep-link parameters that we signed: who may show which account, and where it was asked for.

At most 64 characters of base64url, as Telegram takes them. A ticket opens nothing alone: the
first kind counts only from the person whom it names, the second only says which chat is meant.
"""

import base64
import hmac
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.chat_grants import Place
from bot.domain.errors import BotError
from bot.domain.secret import Secret

OWNER, PLACE = "g", "h"
"""First letters: what ``?startgroup=`` carries, and what ``/here`` makes."""

OWNER_FOR = timedelta(hours=1)
PLACE_FOR = timedelta(hours=24)

_OWNER = struct.Struct(">qqI")
_PLACE = struct.Struct(">qiI")
_MAC = 12
"""Bytes of the signature: 96 bits, tried out over Telegram only."""


class TicketInvalid(BotError):
    """We did not sign it, or too long ago."""

    message_key = "error-ticket"


@dataclass(frozen=True)
class OwnerTicket:
    """This person wants this account of theirs shown where the ticket comes out."""

    telegram_user_id: int
    account_id: int


@dataclass(frozen=True)
class ChatTickets:
    key: Secret

    def of_owner(self, ticket: OwnerTicket, now: datetime) -> str:
        body = _OWNER.pack(ticket.telegram_user_id, ticket.account_id, int(now.timestamp()))
        return self._sealed(OWNER, body)

    def of_place(self, place: Place, now: datetime) -> str:
        body = _PLACE.pack(place.chat_id, place.message_thread_id or 0, int(now.timestamp()))
        return self._sealed(PLACE, body)

    def owner(self, text: str, now: datetime) -> OwnerTicket:
        """Raises TicketInvalid."""
        person, account, made_at = _OWNER.unpack(self._opened(OWNER, text, _OWNER.size))
        _in_time(made_at, now, OWNER_FOR)
        return OwnerTicket(person, account)

    def place(self, text: str, now: datetime) -> Place:
        """Raises TicketInvalid."""
        chat_id, thread_id, made_at = _PLACE.unpack(self._opened(PLACE, text, _PLACE.size))
        _in_time(made_at, now, PLACE_FOR)
        return Place(chat_id, thread_id or None)

    def _sealed(self, kind: str, body: bytes) -> str:
        return kind + base64.urlsafe_b64encode(body + self._mac(kind, body)).decode().rstrip("=")

    def _opened(self, kind: str, text: str, size: int) -> bytes:
        try:
            raw = base64.b64decode(
                text.removeprefix(kind).encode("ascii") + b"=" * (-(len(text) - 1) % 4),
                altchars=b"-_",
                validate=True,
            )
        except ValueError as error:
            raise TicketInvalid("not a ticket") from error
        body, mac = raw[:size], raw[size:]
        if not text.startswith(kind) or not hmac.compare_digest(mac, self._mac(kind, body)):
            raise TicketInvalid("not a ticket of ours")
        return body

    def _mac(self, kind: str, body: bytes) -> bytes:
        message = b"chat ticket|" + kind.encode() + body
        return hmac.digest(self.key.reveal().encode(), message, "sha256")[:_MAC]


def _in_time(made_at: int, now: datetime, length: timedelta) -> None:
    if not 0 <= int(now.timestamp()) - made_at <= length.total_seconds():
        raise TicketInvalid("an old ticket")
