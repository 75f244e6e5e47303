"""Renew long-lived tokens well before they end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import InstagramRefused, Refusal
from bot.services.due_work import RUN_TTL, failure, work_on_each
from bot.services.finish_linking import RENEW_AFTER
from bot.services.instagram_access import CallInstagram
from bot.services.ports import AccountToken, Clock, Database, InstagramOAuth, Ref, TokenUnreadable

DAILY = timedelta(days=1)
NEAR_THE_END = timedelta(days=3)
OFTENER = timedelta(hours=6)


@dataclass(frozen=True)
class RenewTokens:
    """For due links: ask for a new token, and keep the old one until the new one is stored."""

    database: Database
    clock: Clock
    oauth: InstagramOAuth
    call_instagram: CallInstagram

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.token_renewals.begin(refs, RUN_TTL)
        await work_on_each(begun, self._renew, self._give_back)

    async def _renew(self, ref: Ref) -> None:
        try:
            async with self.database.reading() as stored:
                access = await stored.links.token_of(ref.id)
        except TokenUnreadable as unreadable:
            await self.call_instagram.token_unreadable(unreadable.link_id)
            access = None
        if access is None:
            async with self.database.transaction() as stored:
                await stored.token_renewals.finish([ref])
            return
        asked_at = self.clock.now()
        try:
            renewed = await self.oauth.refresh(access.token)
        except InstagramRefused as refused:
            await self._refused(ref, access, refused)
            return
        async with self.database.transaction() as stored:
            await stored.links.renew(
                ref.id, access.token, renewed.token, asked_at, asked_at + renewed.expires_in
            )
            await stored.token_renewals.rearm(ref, asked_at + RENEW_AFTER)

    async def _refused(self, ref: Ref, access: AccountToken, refused: InstagramRefused) -> None:
        if refused.refusal in {Refusal.TOKEN, Refusal.PERMISSION}:
            await self.call_instagram.token_refused(access, refused)
            async with self.database.transaction() as stored:
                # It would be refused again; linking anew begins a new row.
                await stored.token_renewals.finish([ref])
            return
        async with self.database.transaction() as stored:
            await stored.token_renewals.rearm(ref, self._next_try(access))

    def _next_try(self, access: AccountToken) -> datetime:
        now = self.clock.now()
        near = access.expires_at - now < NEAR_THE_END
        return now + (OFTENER if near else DAILY)

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        async with self.database.transaction() as stored:
            await stored.token_renewals.release(ref, self.clock.now() + OFTENER, failure(error))
