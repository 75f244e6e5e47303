"""Read an account's profile, posts and reels anew, and its own numbers of the day."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.errors import InstagramRefused, NotFound
from bot.domain.media_life import CATCH_UP_EVERY
from bot.domain.metrics import listed_metrics
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.instagram_access import CallInstagram
from bot.services.plan_media_looks import plan_media_looks
from bot.services.ports import (
    Access,
    Clock,
    Database,
    InstagramApi,
    MediaPage,
    Purpose,
    Ref,
    Repositories,
)
from bot.services.read_account_days import ReadAccountDays
from bot.services.read_audience import ReadAudience
from bot.services.read_online_followers import ReadOnlineFollowers
from bot.services.tell_of_account import tell_of_drop, tell_of_followers

logger = logging.getLogger(__name__)

PAUSE = timedelta(minutes=5)
LONG_PAUSE = timedelta(hours=1)
"""After a failure that waiting alone does not mend."""

PAGE = 50
YOUNG = timedelta(days=35)
"""Posts younger than this are read again at every refresh: their numbers still move."""

LISTED = frozenset(metric.name for metric in listed_metrics())

PROFILE_FRESH = timedelta(hours=1)
"""A refresh that broke off does not begin with the profile again."""

UNREAD_FOR = timedelta(hours=12)
"""A young post whose numbers are older after a refresh: the list did not bring them."""


@dataclass(frozen=True)
class RefreshAccounts:
    """For due accounts: the profile, the followers of today, and the media list page by page;
    then the account's numbers of the last days, and once a week its audience and when it is online.

    The first time every page is read; later only those that hold young posts. Each page is
    stored as it comes, so that lists fill while the first sync goes on. Never a call per post:
    where lists bring no numbers, the looks of the young posts are made sooner.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram
    read_account_days: ReadAccountDays
    read_audience: ReadAudience
    read_online_followers: ReadOnlineFollowers
    every: timedelta

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.refreshes.begin(refs, RUN_TTL)
        await work_on_each(begun, self._refresh, self._give_back)

    async def _refresh(self, ref: Ref) -> None:
        account = await self._read_profile(ref)
        # Somebody who has just linked waits for the posts. Later the list comes last: what breaks
        # off begins again here, and would spend its calls on the same list each time.
        first_sync = account.media_synced_at is None
        if first_sync:
            await self._read_media(ref, account)
        for day in await self.read_account_days.outdated(account):
            async with self.database.transaction() as stored:
                await self._hold(stored, ref)
            await self.read_account_days.read(account, day)
        for question in await self.read_audience.outdated(account.id):
            async with self.database.transaction() as stored:
                await self._hold(stored, ref)
            await self.read_audience.read(account, Purpose.REFRESH, question)
        if await self.read_online_followers.outdated(account):
            async with self.database.transaction() as stored:
                await self._hold(stored, ref)
            await self.read_online_followers.read(account)
        if not first_sync:
            await self._read_media(ref, account)
        async with self.database.transaction() as stored:
            await self._hold(stored, ref)
            await tell_of_drop(stored, account.id, self.clock.now())
            await stored.refreshes.rearm(ref, self.clock.now() + self.every)

    async def _read_profile(self, ref: Ref) -> InstagramAccount:
        async with self.database.reading() as stored:
            account = await stored.accounts.get(ref.id)
        if account is None or self.clock.now() - account.as_of >= PROFILE_FRESH:
            profile = await self.call_instagram(ref.id, Purpose.REFRESH, self.instagram.profile)
            now = self.clock.now()
            async with self.database.transaction() as stored:
                await self._hold(stored, ref)
                account = await stored.accounts.save_profile(profile, "UTC", now)
        async with self.database.transaction() as stored:
            await self._hold(stored, ref)
            if account.followers_count is not None:
                day = account.as_of.astimezone(account.zone).date()
                await tell_of_followers(stored, account, day)
                await stored.account_numbers.save_followers(
                    account.id, day, account.followers_count
                )
        return account

    async def _read_media(self, ref: Ref, account: InstagramAccount) -> None:
        began = self.clock.now()
        async with self.database.reading() as stored:
            refusing = await stored.media.refusing(account.id, LISTED)
            converted = await stored.media.before_conversion(account.id)
        resumed_at = account.media_sync_after if account.media_synced_at is None else None
        after = resumed_at
        while True:
            try:
                page = await self._read_page(account.id, after, refusing, converted)
            except InstagramRefused as refused:
                if after is None or after != resumed_at or refused.retryable:
                    raise
                logger.info("The first sync begins anew, its cursor is no more: %s", refused.detail)
                after = resumed_at = None
                continue
            async with self.database.transaction() as stored:
                await self._hold(stored, ref)
                await stored.media.save_page(account.id, page.media, self.clock.now())
                converted = await stored.media.before_conversion(account.id)
                refusing = await stored.media.refusing(account.id, LISTED)
                if page.after is not None:
                    await stored.accounts.note_media_sync(account.id, page.after)
            after = page.after
            if after is None or (account.media_synced_at is not None and not self._all_young(page)):
                break
        now = self.clock.now()
        async with self.database.transaction() as stored:
            await self._hold(stored, ref)
            await stored.accounts.set_media_synced(account.id, now)
            await plan_media_looks(stored, account.id, now)
            await _look_at_unread(stored, account.id, began, now)

    async def _read_page(
        self,
        account_id: int,
        after: str | None,
        refusing: Sequence[datetime],
        before_conversion: datetime | None,
    ) -> MediaPage:
        async def read(access: Access) -> MediaPage:
            return await self.instagram.media_page(access, after, PAGE, refusing, before_conversion)

        return await self.call_instagram(account_id, Purpose.REFRESH, read)

    async def _hold(self, stored: Repositories, ref: Ref) -> None:
        """Lend the row for longer. Raises NotFound when it is not ours any more."""
        if not (
            await stored.account_numbers.still_wanted(ref.id)
            and await stored.refreshes.begin([ref], RUN_TTL)
        ):
            raise NotFound("the account was unlinked meanwhile, or others go on with it")

    def _all_young(self, page: MediaPage) -> bool:
        """Lists begin with the newest: after an old post come only older ones."""
        now = self.clock.now()
        return all(now - listed.details.timestamp < YOUNG for listed in page.media)

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        pause = PAUSE if failure(error) is None else LONG_PAUSE
        at = try_again_at(error, self.clock.now(), pause)
        async with self.database.transaction() as stored:
            await stored.refreshes.release(ref, at, failure(error))


async def _look_at_unread(
    stored: Repositories, account_id: int, listed_since: datetime, now: datetime
) -> None:
    """Where the list brought no numbers, young posts get looks of their own, one after another."""
    unread = await stored.media_looks.unread(
        account_id, now - YOUNG, listed_since, now - UNREAD_FOR
    )
    for position, media_id in enumerate(unread):
        await stored.media_looks.hasten(account_id, media_id, now + position * CATCH_UP_EVERY)
