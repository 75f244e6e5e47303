"""See to it that Meta tells us, and notice when it does so no more."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.errors import BotError, InstagramRefused, Refusal
from bot.domain.operator_alerts import OperatorAlert, of_account
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.instagram_access import CallInstagram
from bot.services.ports import (
    Access,
    Clock,
    Database,
    InstagramSubscriptions,
    Purpose,
    Ref,
)

logger = logging.getLogger(__name__)

WANTED = (("comments", "story_insights"), ("comments",), ("story_insights",))
"""Tried in this order: one field that an app may not have fails the whole call."""

CHECK_EVERY = timedelta(minutes=55)
"""With the wait for its turn a lost subscription is noticed within the hour."""

REFUSED_FOR = timedelta(hours=24)
"""After every field was refused: that lies with the app, and is not mended in minutes."""

PAUSE = timedelta(minutes=10)

FIELDS_REFUSED = frozenset({Refusal.PERMISSION, Refusal.PERMANENT, Refusal.MISCONFIGURED})
"""What Instagram says to fields that the app may not have. No link breaks: numbers still come."""


@dataclass(frozen=True)
class KeepSubscribed:
    """For due accounts: subscribe, or look whether the subscription is still there.

    A webhook within the last hour proves it, so that nothing is asked then. What is found to be
    lost is made anew, and what may have happened meanwhile is looked for at once.
    """

    database: Database
    clock: Clock
    instagram: InstagramSubscriptions
    call_instagram: CallInstagram

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.webhook_subscriptions.begin(refs, RUN_TTL)
        await work_on_each(begun, self._check, self._give_back)

    async def _check(self, ref: Ref) -> None:
        async with self.database.reading() as stored:
            heard_at = await stored.webhook_entries.newest_at(ref.id)
            accepted = await stored.webhook_subscriptions.accepted(ref.id)
        if heard_at is not None and heard_at + CHECK_EVERY > self.clock.now():
            await self._rearm(ref, heard_at + CHECK_EVERY)
            return
        if accepted and await self._is_subscribed(ref.id):
            await self._rearm(ref, self.clock.now() + CHECK_EVERY)
            return
        if accepted:
            logger.warning("Account %d was unsubscribed from webhooks", ref.id)
        taken = await self._subscribe(ref.id, accepted)
        now = self.clock.now()
        async with self.database.transaction() as stored:
            await stored.webhook_subscriptions.set_accepted(ref.id, taken)
            await stored.webhook_subscriptions.rearm(
                ref, now + (CHECK_EVERY if taken else REFUSED_FOR)
            )
            if accepted:
                await stored.operator_alerts.happened(
                    OperatorAlert.UNSUBSCRIBED, (of_account(ref.id),)
                )
                await stored.discoveries.hasten(ref.id, now + REFUSED_FOR)
                await stored.newest_media.hasten(ref.id, now + REFUSED_FOR)

    async def _is_subscribed(self, account_id: int) -> bool:
        """Believed where Instagram does not let us ask."""

        async def ask(access: Access) -> bool:
            try:
                return bool(await self.instagram.fields(access))
            except InstagramRefused as refused:
                if refused.refusal not in FIELDS_REFUSED:
                    raise
                return True

        return await self.call_instagram(account_id, Purpose.REFRESH, ask)

    async def _subscribe(self, account_id: int, accepted: tuple[str, ...]) -> tuple[str, ...]:
        """The fields that Instagram took: first those of the last time; none when it takes none."""
        offers = dict.fromkeys((accepted, *WANTED) if accepted else WANTED)
        for fields in offers:
            if await self._offer(account_id, fields):
                return fields
        logger.warning("Instagram takes no webhook subscription of account %d", account_id)
        return ()

    async def _offer(self, account_id: int, fields: tuple[str, ...]) -> bool:
        async def ask(access: Access) -> bool:
            try:
                await self.instagram.subscribe(access, fields)
            except InstagramRefused as refused:
                if refused.refusal not in FIELDS_REFUSED:
                    raise
                logger.info("Subscribing to %s was refused: %s", fields, refused.detail)
                return False
            return True

        return await self.call_instagram(account_id, Purpose.REFRESH, ask)

    async def _rearm(self, ref: Ref, at: datetime) -> None:
        async with self.database.transaction() as stored:
            await stored.webhook_subscriptions.rearm(ref, at)

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        at = try_again_at(error, self.clock.now(), PAUSE)
        async with self.database.transaction() as stored:
            await stored.webhook_subscriptions.release(ref, at, failure(error))


@dataclass(frozen=True)
class EndSubscription:
    """Before somebody unlinks: with the last link Instagram is told to send no more.

    Where that fails nothing is lost: what still comes of an account without links is not kept.
    """

    database: Database
    instagram: InstagramSubscriptions

    async def __call__(self, telegram_user_id: int, account_id: int) -> None:
        try:
            async with self.database.reading() as stored:
                followers = await stored.accounts.followers(account_id)
                accepted = await stored.webhook_subscriptions.accepted(account_id)
                token = await stored.links.healthy_token(account_id)
            is_last = [one.telegram_user_id for one in followers] == [telegram_user_id]
            if accepted and token is not None and is_last:
                access = Access(token.token, account_id, Purpose.PERSON)
                await self.instagram.unsubscribe(access)
        except BotError as error:
            logger.info("Unsubscribing account %d failed: %s", account_id, error.detail)
