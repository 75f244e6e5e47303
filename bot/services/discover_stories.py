"""Find the stories that are alive, and plan the looks at each."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.story_life import LIFE, Ladder, Outage, planned_looks, sequence_date
from bot.domain.story_rhythm import Rhythm
from bot.services.catch_up import tell_caught_up
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.instagram_access import CallInstagram
from bot.services.ports import Clock, Database, InstagramApi, Purpose, Ref, Repositories
from bot.services.read_stories import ReadStories, StoriesRead, answer_open_looks
from bot.services.troubles import trouble_of

logger = logging.getLogger(__name__)

PAUSE = timedelta(minutes=5)
WRAP_UP_AFTER = timedelta(minutes=5)
"""A sequence is wrapped up this long after its last story ended, while its owner remembers it."""


@dataclass(frozen=True)
class DiscoverStories:
    """For due accounts: one list call each; a story seen for the first time gets its ladder.

    The list brings numbers along where looks are due soon, and those are answered by it.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram
    ladder: Ladder
    rhythm: Rhythm

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.discoveries.begin(refs, RUN_TTL)
        await work_on_each(begun, self._discover, self._give_back)

    async def _discover(self, ref: Ref) -> None:
        account_id = ref.id
        read = await self._read(account_id)
        now = self.clock.now()
        async with self.database.transaction() as stored:
            # The account first, as whoever forgets it does.
            await stored.accounts.hold(account_id)
            account = await stored.accounts.get(account_id)
            pause = await self._pause(stored, account_id, read)
            if account is None or not await stored.discoveries.rearm(ref, now + pause):
                return
            for story in read.listed:
                posted_at = story.details.timestamp
                story_id = await stored.stories.add(
                    account_id,
                    story,
                    sequence_date(posted_at, account.zone),
                    posted_at + LIFE + WRAP_UP_AFTER,
                )
                if story_id is not None:
                    looks = planned_looks(posted_at, now, self.ladder)
                    await stored.captures.plan(story_id, account_id, looks)
                    await stored.story_pictures.plan(story_id, account_id, posted_at + LIFE)
            await answer_open_looks(stored, account_id, read)
            await self._plan_what_a_wrong_clock_missed(stored, account_id, now)
            if any(story.details.timestamp + LIFE <= now for story in read.listed):
                logger.warning("Instagram lists stories that have ended: is the clock ahead?")
            else:
                await stored.accounts.note_stories_listed(account_id, now)
            listed = [one.details.media_id for one in read.listed]
            await tell_caught_up(stored, account, listed, now)

    async def _plan_what_a_wrong_clock_missed(
        self, stored: Repositories, account_id: int, now: datetime
    ) -> None:
        missed = await stored.captures.missed_too_early(account_id)
        for story_id, posted_at in missed.items():
            logger.warning("Looks were taken for missed before their time: was the clock set?")
            looks = planned_looks(posted_at, now, self.ladder)
            await stored.captures.plan_missed(story_id, account_id, looks)
            sequence = await stored.stories.sequence_of(story_id)
            if sequence is not None:
                await stored.wrap_ups.put_at(sequence.id, sequence.ends_at + WRAP_UP_AFTER)

    async def _pause(self, stored: Repositories, account_id: int, read: StoriesRead) -> timedelta:
        """Instagram lists the stories of the last 24 hours: so many were posted in a day."""
        hour_ago = read.at - timedelta(hours=1)
        spent = await stored.instagram_facts.requests_since(account_id, hour_ago)
        return self.rhythm.next_in(len(read.listed), spent)

    async def _read(self, account_id: int) -> StoriesRead:
        """With numbers where a look is due soon: the list is asked for anyway."""
        read_stories = ReadStories(self.database, self.clock, self.instagram, self.call_instagram)
        read = await read_stories(account_id, Purpose.STORY, due=(), at_least=1)
        if read is not None:
            return read
        listed = await self.call_instagram(account_id, Purpose.STORY, self.instagram.live_stories)
        return StoriesRead(self.clock.now(), listed)

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        now = self.clock.now()
        at = try_again_at(error, now, PAUSE)
        async with self.database.transaction() as stored:
            # Waiting counts too: somebody's tap must not cut a pause short (see hasten).
            if not await stored.discoveries.release(ref, at, failure(error) or str(error)):
                return
            account = await stored.accounts.get(ref.id)
            if account is not None:
                seen = account.stories_listed_at or now - PAUSE
                known = await stored.outages.between(ref.id, seen, now)
                since = max([seen, *(one.until for one in known)])
                await stored.outages.note(ref.id, Outage(trouble_of(error), since, now))
