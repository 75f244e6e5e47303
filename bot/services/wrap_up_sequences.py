"""Tell who follows an account how its stories of a day did, when the last of them has ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.accounts import LinkState
from bot.domain.alerts import AlertKind
from bot.domain.story_life import StorySequence
from bot.domain.story_rhythm import SLOWEST
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.ports import Clock, Database, OutgoingMessage, Ref, Repositories
from bot.services.put_alerts import listeners

PAUSE = timedelta(minutes=1)
UNTIL_SEARCHED = timedelta(minutes=5)
"""Between two looks whether a search has told that the stories have ended."""

LATEST = timedelta(days=2)
"""A wrap-up that could not be sent for this long is old news."""


@dataclass(frozen=True)
class WrapUpSequences:
    """For due sequences: one message to each who wants it, put out together with finishing the row.

    Where a last look was not made, our clock alone ends no story: if it is ahead, the look will be
    planned anew. So the wrap-up waits for a search that no longer finds the story, unless no link
    serves and nothing will be read.
    """

    database: Database
    clock: Clock

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.wrap_ups.begin(refs, RUN_TTL)
        await work_on_each(begun, self._wrap_up, self._give_back)

    async def _wrap_up(self, ref: Ref) -> None:
        async with self.database.transaction() as stored:
            sequence = await stored.stories.sequence(ref.id)
            if sequence is None:
                return
            if await self._may_go_on(stored, sequence):
                now = self.clock.now()
                # The account first, as whoever forgets it does.
                await stored.accounts.hold(sequence.account_id)
                await stored.discoveries.hasten(sequence.account_id, now + SLOWEST)
                await stored.wrap_ups.release(ref, now + UNTIL_SEARCHED)
                return
            if not await stored.wrap_ups.finish([ref]):
                return
            for listener in await listeners(stored, AlertKind.WRAP_UP, sequence.account_id):
                await stored.outbox.put(
                    OutgoingMessage(
                        kind=AlertKind.WRAP_UP,
                        key=f"wrap_up:{sequence.id}:{listener.telegram_user_id}",
                        chat_id=listener.telegram_user_id,
                        message_thread_id=None,
                        payload={"sequence_id": sequence.id, "account_id": sequence.account_id},
                        deadline=self.clock.now() + LATEST,
                    )
                )

    async def _may_go_on(self, stored: Repositories, sequence: StorySequence) -> bool:
        if not await stored.captures.without_last([story.id for story in sequence.stories]):
            return False
        links = await stored.links.of_account(sequence.account_id)
        account = await stored.accounts.get(sequence.account_id)
        if account is None or not any(link.state is LinkState.ACTIVE for link in links):
            return False
        listed_at = account.stories_listed_at
        return listed_at is None or listed_at < sequence.ends_at

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        at = try_again_at(error, self.clock.now(), PAUSE)
        async with self.database.transaction() as stored:
            await stored.wrap_ups.release(ref, at, failure(error))
