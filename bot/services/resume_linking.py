"""Links that wait for Instagram: finished by themselves, sooner on request, or given up."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.security import SecurityEvent
from bot.services.due_work import RUN_TTL, failure, work_on_each
from bot.services.finish_linking import FinishLinking
from bot.services.link_refusals import (
    LinkExpired,
    LinkGaveUp,
    LinkInterrupted,
    LinkPending,
    MissingPermissions,
    NotProfessional,
)
from bot.services.ports import Clock, Database, Ref

logger = logging.getLogger(__name__)

PAUSE = timedelta(minutes=5)
"""After a failure of our own."""

TOLD = (
    LinkExpired,
    LinkGaveUp,
    LinkInterrupted,
    LinkPending,
    MissingPermissions,
    NotProfessional,
)
"""Ends and half-ways of which the person has been told, or that were their own wish."""


@dataclass(frozen=True)
class ResumeLinking:
    """For due pending links: go on where it stopped; how it ended is told by the outbox, once."""

    database: Database
    clock: Clock
    finish_linking: FinishLinking

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.pending_links.begin(refs, RUN_TTL)
        await work_on_each(begun, self._resume, self._give_back)

    async def _resume(self, ref: Ref) -> None:
        try:
            await self.finish_linking.go_on(ref, by_outbox=True)
        except TOLD as outcome:
            logger.info("A pending link was tried: %s", outcome.detail)

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        async with self.database.transaction() as stored:
            await stored.pending_links.release(ref, self.clock.now() + PAUSE, failure(error))


@dataclass(frozen=True)
class TryLinkingNow:
    """The person will not wait. When it is tried next; None when nothing is pending any more."""

    database: Database
    resume_linking: ResumeLinking

    async def __call__(self, telegram_user_id: int) -> datetime | None:
        async with self.database.transaction() as stored:
            ref = await stored.pending_links.take(telegram_user_id, RUN_TTL)
        if ref is not None:
            await self.resume_linking([ref])
        async with self.database.reading() as stored:
            return await stored.pending_links.next_try(telegram_user_id)


@dataclass(frozen=True)
class ShowPendingLink:
    """When the person's pending link is tried next; None when nothing is pending."""

    database: Database

    async def __call__(self, telegram_user_id: int) -> datetime | None:
        async with self.database.reading() as stored:
            return await stored.pending_links.next_try(telegram_user_id)


@dataclass(frozen=True)
class CancelLinking:
    """Give up the person's pending link, and all that was obtained for it.

    False when nothing is pending: it has been finished, or given up before.
    """

    database: Database

    async def __call__(self, telegram_user_id: int) -> bool:
        async with self.database.transaction() as stored:
            cancelled = await stored.link_attempts.void_pending(telegram_user_id)
            if cancelled:
                await stored.audit.note(SecurityEvent.LINK_CANCELLED, telegram_user_id)
            return cancelled
