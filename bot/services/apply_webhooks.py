"""Use what Instagram told: a story's last numbers, or that something happens at a post."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.story_life import is_better
from bot.domain.story_webhook import STORY_INSIGHTS, WEBHOOK_SLOT, told_look
from bot.services.due_work import RUN_TTL, failure, work_on_each
from bot.services.ports import (
    Clock,
    Database,
    MadeLook,
    Ref,
    Repositories,
    WebhookEntry,
)

PAUSE = timedelta(minutes=1)

LIVELY = timedelta(days=7)
"""Only so long after it was published a comment says that the numbers of a post move fast."""

FRESH = timedelta(hours=1)
"""Numbers so young are not read again, however many comments come."""


@dataclass(frozen=True)
class ApplyWebhooks:
    """Work on stored entries; those with one and the same effect go together.

    Numbers of a story become its last look where they are better than what we read ourselves.
    Whatever else tells of a media hastens the next look at it, within the last week and once an
    hour at most. An entry that cannot be understood stops none of the others.
    """

    database: Database
    clock: Clock

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.webhook_entries.begin(refs, RUN_TTL)
            entries = await stored.webhook_entries.entries(begun)
        await work_on_each(_by_effect(entries), self._apply, self._give_back)

    async def _apply(self, entries: Sequence[WebhookEntry]) -> None:
        async with self.database.transaction() as stored:
            # The account first, as whoever forgets it does; its entries go with it.
            if not await stored.account_numbers.still_wanted(entries[0].account_id):
                return
            ours = await stored.webhook_entries.finish([entry.ref for entry in entries])
            if not ours:
                return
            if entries[0].field == STORY_INSIGHTS:
                await _keep_look(stored, entries[0], self.clock.now())
            else:
                await _hasten(stored, entries[0], self.clock.now())

    async def _give_back(self, entries: Sequence[WebhookEntry], error: Exception) -> None:
        at = self.clock.now() + PAUSE
        async with self.database.transaction() as stored:
            for entry in entries:
                await stored.webhook_entries.release(entry.ref, at, failure(error))


def _by_effect(entries: Iterable[WebhookEntry]) -> Iterable[Sequence[WebhookEntry]]:
    """A thousand comments on one post hasten one look; every story's numbers stand alone."""
    groups: dict[object, list[WebhookEntry]] = {}
    for entry in entries:
        alone = entry.field == STORY_INSIGHTS
        groups.setdefault(entry.ref if alone else (entry.account_id, entry.media_id), []).append(
            entry
        )
    return groups.values()


async def _keep_look(stored: Repositories, entry: WebhookEntry, now: datetime) -> None:
    story = await stored.stories.find(entry.account_id, entry.media_id)
    if story is None:
        return
    look = told_look(story, json.loads(entry.numbers or "{}"), entry.sent_at or now)
    if is_better(look, story):
        made = MadeLook(story.id, WEBHOOK_SLOT, entry.ref.attempt, look)
        await stored.stories.save_looks([made])


async def _hasten(stored: Repositories, entry: WebhookEntry, now: datetime) -> None:
    media = await stored.media.find(entry.account_id, entry.media_id)
    if media is None or media.before_conversion or media.age(now) > LIVELY:
        return
    read_at = None if media.insights is None else media.insights.as_of
    at = now if read_at is None else max(now, read_at + FRESH)
    await stored.media_looks.hasten(entry.account_id, media.id, at)
