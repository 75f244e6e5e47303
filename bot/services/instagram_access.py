"""Calling Instagram for an account with whichever healthy link there is."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.accounts import Link, LinkState
from bot.domain.errors import BotError, InstagramRefused, Refusal
from bot.domain.operator_alerts import OperatorAlert, of_link
from bot.services.ports import (
    Access,
    AccountToken,
    Database,
    Purpose,
    Repositories,
    TokenUnreadable,
)
from bot.services.raise_alarm import raise_alarm
from bot.services.renew_token import RenewToken

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

UNREADABLE = "unreadable"
EXPIRED = "463"
"""Meta's subcode for it: whoever ends the link, the reason is the same."""


class NoHealthyLink(BotError):
    """Every link of the account is broken: nothing can be read until somebody links again."""

    message_key = "error-no-healthy-link"

    def __init__(
        self, detail: str, *, refusal: Refusal = Refusal.TOKEN, unlinked: bool = False
    ) -> None:
        """``refusal``: what ended the links, TOKEN or PERMISSION.

        ``unlinked``: nothing broke, everybody has let go of the account.
        """
        super().__init__(detail)
        self.refusal = refusal
        self.unlinked = unlinked


@dataclass(frozen=True)
class CallInstagram:
    """Make a call with any healthy token of the account.

    A token that Instagram refuses without saying why is renewed and the call made once more,
    where Meta renews it: another refusal finds a token that is too young for it. Every other one
    that is refused breaks its link: the link is marked, who follows the account is told once, and
    the next healthy link serves. Raises NoHealthyLink when none is left, and InstagramRefused for
    every other refusal.
    """

    database: Database
    renew_token: RenewToken

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
                if refused.unexplained and await self.renew_token.in_place_of(healthy):
                    continue
                await self.token_refused(healthy, refused)

    async def token_refused(self, access: AccountToken, refused: InstagramRefused) -> None:
        """Break the link, unless its token has been replaced since: then nothing is wrong."""
        async with self.database.transaction() as stored:
            link = await _held(stored, access.link_id)
            current = await stored.links.token_of(access.link_id)
            if link is not None and current is not None and current.token == access.token:
                await break_links(stored, [link], _reason_of(refused))

    async def token_expired(self, access: AccountToken) -> None:
        """Break the link, unless its token has been replaced since; nobody need be asked."""
        async with self.database.transaction() as stored:
            link = await _held(stored, access.link_id)
            if link is not None and await stored.links.token_of(access.link_id) == access:
                await break_links(stored, [link], EXPIRED)

    async def token_unreadable(self, link_id: int) -> None:
        """Break the link: without its token it is of no use."""
        logger.warning("The token of link %d cannot be decrypted; its row is kept", link_id)
        async with self.database.transaction() as stored:
            link = await _held(stored, link_id)
            if link is not None:
                await break_links(stored, [link], UNREADABLE)
                await stored.operator_alerts.happened(
                    OperatorAlert.TOKEN_UNREADABLE, (of_link(link_id),)
                )

    async def _healthy_token(self, account_id: int) -> AccountToken:
        while True:
            try:
                async with self.database.reading() as stored:
                    access = await stored.links.healthy_token(account_id)
            except TokenUnreadable as unreadable:
                await self.token_unreadable(unreadable.link_id)
                continue
            if access is None:
                raise await self._no_healthy_link(account_id)
            return access

    async def _no_healthy_link(self, account_id: int) -> NoHealthyLink:
        async with self.database.reading() as stored:
            links = await stored.links.of_account(account_id)
        unlinked = all(link.state is LinkState.UNLINKED for link in links)
        return NoHealthyLink(
            f"account {account_id} has no healthy link",
            refusal=_what_ended(links),
            unlinked=unlinked,
        )


async def _held(stored: Repositories, link_id: int) -> Link | None:
    """The link, with its account held: of two links that end at once one is the last."""
    link = await stored.links.get(link_id)
    if link is not None:
        await stored.accounts.hold(link.account_id)
        link = await stored.links.get(link_id)
    return link


async def break_links(stored: Repositories, links: Sequence[Link], reason: str) -> None:
    """Mark links of one account that end together, and tell who follows it, once.

    The states change only once. Where another link serves, each owner is told of their own; where
    none does, one alarm is everybody's.
    """
    ended = [
        link
        for link in links
        if await stored.links.set_state(link.id, LinkState.NEEDS_RELINK, reason)
    ]
    served = [link for link in ended if link.state is LinkState.ACTIVE]
    if not served:
        return
    others = await stored.links.of_account(served[0].account_id)
    another_serves = any(link.state is LinkState.ACTIVE for link in others)
    for link in served if another_serves else served[:1]:
        await raise_alarm(stored, link, reason)


def _reason_of(refused: InstagramRefused) -> str:
    """Meta's subcode or code, else the kind of refusal."""
    return str(refused.subcode or refused.code or refused.refusal.value)


def _what_ended(links: Sequence[Link]) -> Refusal:
    """PERMISSION where nothing else ended any of them."""
    broken = [link.reason for link in links if link.state is LinkState.NEEDS_RELINK]
    denied = broken and all(_is_permission(reason) for reason in broken)
    return Refusal.PERMISSION if denied else Refusal.TOKEN


def _is_permission(reason: str | None) -> bool:
    """Meta: 10 and 200 to 299 are permissions that are missing; 3 is a capability of the app."""
    if reason is None or not reason.isdecimal():
        return reason == Refusal.PERMISSION.value
    return int(reason) in {3, 10, *range(200, 300)}
