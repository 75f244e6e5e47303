"""Find the stories that are alive, and plan the looks at each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.story_life import LIFE, Ladder, planned_looks, sequence_date
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.instagram_access import CallInstagram
from bot.services.ports import Clock, Database, InstagramApi, Purpose, Ref

PAUSE = timedelta(minutes=5)
WRAP_UP_AFTER = timedelta(minutes=5)
"""A sequence is wrapped up this long after its last story ended, while its owner remembers it."""


@dataclass(frozen=True)
class DiscoverStories:
    """For due accounts: one list call each; a story seen for the first time gets its ladder."""

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram
    ladder: Ladder
    every: timedelta

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.discoveries.begin(refs, RUN_TTL)
        await work_on_each(begun, self._discover, self._give_back)

    async def _discover(self, ref: Ref) -> None:
        account_id = ref.id
        listed = await self.call_instagram(account_id, Purpose.STORY, self.instagram.live_stories)
        now = self.clock.now()
        async with self.database.transaction() as stored:
            account = await stored.accounts.get(account_id)
            if account is None or not await stored.discoveries.rearm(ref, now + self.every):
                return
            for story in listed:
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

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        at = try_again_at(error, self.clock.now(), PAUSE)
        async with self.database.transaction() as stored:
            # Waiting counts too: somebody's tap must not cut a pause short (see hasten).
            await stored.discoveries.release(ref, at, failure(error) or str(error))
