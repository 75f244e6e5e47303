"""List the newest posts and reels often: one is found before its first look is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.instagram_access import CallInstagram
from bot.services.plan_media_looks import plan_media_looks
from bot.services.ports import Access, Clock, Database, InstagramApi, ListedMedia, Purpose, Ref

LISTED = 5
PAUSE = timedelta(minutes=5)


@dataclass(frozen=True)
class ListNewestMedia:
    """For due accounts: one call each that nothing can fail; what is new gets its ladder.

    Where all of them are new there may be more: then the refresh comes sooner.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram
    every: timedelta
    refresh_every: timedelta

    async def __call__(self, refs: Sequence[Ref]) -> None:
        waiting = list(refs)
        while waiting:
            # Those that wait are lent for longer each time, so that none runs out before its turn.
            async with self.database.transaction() as stored:
                begun = await stored.newest_media.begin(waiting, RUN_TTL)
            await work_on_each(begun[:1], self._list, self._give_back)
            waiting = begun[1:]

    async def _list(self, ref: Ref) -> None:
        account_id = ref.id

        async def read(access: Access) -> Sequence[ListedMedia]:
            return await self.instagram.newest_media(access, LISTED)

        listed = await self.call_instagram(account_id, Purpose.REFRESH, read)
        now = self.clock.now()
        async with self.database.transaction() as stored:
            if not (
                await stored.account_numbers.still_wanted(account_id)
                and await stored.newest_media.rearm(ref, now + self.every)
            ):
                return
            known = await stored.media.known(
                account_id, [media.details.media_id for media in listed]
            )
            await stored.media.save_page(account_id, listed, now)
            account = await stored.accounts.get(account_id)
            if account is not None and account.media_synced_at is not None:
                # Before, the first sync needs the calls; it plans the looks when it ends.
                await plan_media_looks(stored, account_id, now)
            if len(listed) == LISTED and not known:
                await stored.refreshes.hasten(account_id, now + self.refresh_every)

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        at = try_again_at(error, self.clock.now(), PAUSE)
        async with self.database.transaction() as stored:
            await stored.newest_media.release(ref, at, failure(error))
