"""Calling Instagram for an account with whichever healthy link there is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.accounts import LinkState
from bot.domain.errors import BotError, InstagramRefused, Refusal
from bot.services.ports import (
    Access,
    AccountToken,
    Database,
    OutgoingMessage,
    Purpose,
    Repositories,
    TokenUnreadable,
)

Answer = TypeVar("Answer")

UNREADABLE = "unreadable"


class NoHealthyLink(BotError):
    """Every link of the account is broken: nothing can be read until somebody links again."""

    message_key = "error-no-healthy-link"


@dataclass(frozen=True)
class CallInstagram:
    """Make a call with any healthy token of the account.

    A token that Instagram refuses breaks its link: the link is marked, its owner is told once,
    and the next healthy link serves. Raises NoHealthyLink when none is left, and InstagramRefused
    for every other refusal.
    """

    database: Database

    async def __call__(
        self, account_id: int, purpose: Purpose, call: Callable[[Access], Awaitable[Answer]]
    ) -> Answer:
        while True:
            healthy = await self._healthy_token(account_id)
            try:
                return await call(Access(healthy.token, account_id, purpose))
            except InstagramRefused as refused:
                if refused.refusal not in {Refusal.TOKEN, Refusal.PERMISSION}:
                    raise
                await self.token_refused(healthy, refused)

    async def token_refused(self, access: AccountToken, refused: InstagramRefused) -> None:
        """Break the link, unless its token has been replaced since: then nothing is wrong."""
        async with self.database.transaction() as stored:
            current = await stored.links.token_of(access.link_id)
            if current is not None and current.token == access.token:
                await _break(stored, access.link_id, _reason_of(refused))

    async def token_unreadable(self, link_id: int) -> None:
        """Break the link: without its token it is of no use."""
        async with self.database.transaction() as stored:
            await _break(stored, link_id, UNREADABLE)

    async def _healthy_token(self, account_id: int) -> AccountToken:
        while True:
            try:
                async with self.database.reading() as stored:
                    access = await stored.links.healthy_token(account_id)
            except TokenUnreadable as unreadable:
                await self.token_unreadable(unreadable.link_id)
                continue
            if access is None:
                raise NoHealthyLink(f"account {account_id} has no healthy link")
            return access


async def _break(stored: Repositories, link_id: int, reason: str) -> None:
    """Mark the link and tell its owner, once: the state changes only once."""
    link = await stored.links.get(link_id)
    if link is None or not await stored.links.set_state(link_id, LinkState.NEEDS_RELINK, reason):
        return
    await stored.outbox.put(
        OutgoingMessage(
            kind="link_broken",
            key=f"link_broken:{link_id}:{link.token_issued_at.isoformat()}",
            chat_id=link.telegram_user_id,
            message_thread_id=None,
            payload={"account_id": link.account_id, "reason": reason},
            silent=False,
        )
    )


def _reason_of(refused: InstagramRefused) -> str:
    """Meta's subcode or code, else the kind of refusal."""
    return str(refused.subcode or refused.code or refused.refusal.value)
