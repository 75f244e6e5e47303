"""Renew long-lived tokens well before they end; tell their owners when that does not succeed."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.accounts import Link, LinkState
from bot.domain.alerts import AlertKind
from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.operator_alerts import OperatorAlert, of_link
from bot.domain.tokens import OFTENER, THE_OPERATORS
from bot.services.due_work import RUN_TTL, failure, work_on_each
from bot.services.instagram_access import CallInstagram
from bot.services.ports import (
    AccountToken,
    Clock,
    Database,
    OutgoingMessage,
    Ref,
    Repositories,
    TokenUnreadable,
)
from bot.services.put_alerts import listening
from bot.services.renew_token import NO_VERDICT, RenewToken

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class RenewTokens:
    """For due links: ask for a new token, and keep the old one until the new one is stored.

    While that fails the link goes on with the old one, its owner is warned before its end, once
    for each of the days, and at its end the link needs to be made anew.
    """

    database: Database
    clock: Clock
    renew_token: RenewToken
    call_instagram: CallInstagram

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.token_renewals.begin(refs, RUN_TTL)
        await work_on_each(begun, self._renew, self._give_back)

    async def _renew(self, ref: Ref) -> None:
        async with self.database.reading() as stored:
            link = await stored.links.get(ref.id)
        access = await self._token(link)
        if link is None or access is None:
            await self._finish(ref)
            return
        if self.clock.now() < access.life.renewed_from:
            # The check within the lock: it has been renewed since the row fell due.
            async with self.database.transaction() as stored:
                await stored.token_renewals.rearm(ref, access.life.renewed_from)
            return
        try:
            # When it is over by our clock, too: an answer may have been lost that prolonged it.
            # A no for another reason than its end then says that it lives.
            await self.renew_token(ref, access)
        except InstagramRefused as refused:
            await self._refused(ref, link, access, refused)

    async def _token(self, link: Link | None) -> AccountToken | None:
        """The token of a healthy link."""
        if link is None or link.state is not LinkState.ACTIVE:
            return None
        try:
            async with self.database.reading() as stored:
                return await stored.links.token_of(link.id)
        except TokenUnreadable as unreadable:
            await self.call_instagram.token_unreadable(unreadable.link_id)
            return None

    async def _refused(
        self, ref: Ref, link: Link, access: AccountToken, refused: InstagramRefused
    ) -> None:
        if refused.refusal is Refusal.TOKEN:
            await self.call_instagram.token_refused(access, refused)
            await self._finish(ref)
        elif access.life.is_over(self.clock.now()) and not _is_said(refused):
            await self.call_instagram.token_expired(access)
            await self._finish(ref)
        else:
            logger.warning("The token of link %d was not renewed: %s", link.id, refused.detail)
            await self._try_again(ref, link, access, refused)

    async def _finish(self, ref: Ref) -> None:
        """Linking anew begins the row anew."""
        async with self.database.transaction() as stored:
            await stored.token_renewals.finish([ref])

    async def _try_again(
        self, ref: Ref, link: Link, access: AccountToken, refused: InstagramRefused
    ) -> None:
        now = self.clock.now()
        days = access.life.warned_days(now)
        async with self.database.transaction() as stored:
            # One answer that did not come averts nothing yet, and frightens nobody.
            keeps_failing = _is_said(refused) or await stored.token_renewals.has_failed(ref.id)
            next_try = access.life.next_try(now)
            ours = await stored.token_renewals.release(ref, next_try, refused.detail)
            if ours and access.expires_at - now < THE_OPERATORS:
                scope = of_link(link.id)
                await stored.operator_alerts.happened(OperatorAlert.TOKEN_ENDS, (scope,))
            if ours and keeps_failing and days is not None:
                await _warn(stored, _warning(link, access, days, refused), link)

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        async with self.database.transaction() as stored:
            await stored.token_renewals.release(ref, self.clock.now() + OFTENER, failure(error))


async def _warn(stored: Repositories, warning: OutgoingMessage, link: Link) -> None:
    """Unless its owner does not want to hear of it."""
    owner = [link.telegram_user_id]
    if await listening(stored, AlertKind.LINK_ENDS, link.account_id, owner):
        await stored.outbox.put(warning)


def _is_said(refused: InstagramRefused) -> bool:
    """Instagram said no; else it said nothing."""
    return refused.refusal not in NO_VERDICT


def _warning(
    link: Link, access: AccountToken, days: int, refused: InstagramRefused
) -> OutgoingMessage:
    """One for each of the days and each token: that is its key."""
    return OutgoingMessage(
        kind=AlertKind.LINK_ENDS,
        key=f"link_ends:{link.id}:{access.issued_at.isoformat()}:{days}",
        chat_id=link.telegram_user_id,
        message_thread_id=None,
        payload={
            "account_id": link.account_id,
            "expires_at": access.expires_at.isoformat(),
            "refused": _is_said(refused),
        },
        deadline=access.life.warning_holds_until(days),
        silent=False,
    )
