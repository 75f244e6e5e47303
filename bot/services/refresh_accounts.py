"""Read an account's profile, posts and reels anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.metrics import CallGroup
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.instagram_access import CallInstagram
from bot.services.ports import (
    Access,
    Clock,
    Database,
    InstagramApi,
    ListedMedia,
    MediaPage,
    Purpose,
    Ref,
)

PAUSE = timedelta(minutes=5)
PAGE = 50
YOUNG = timedelta(days=35)
"""Posts younger than this are read again at every refresh: their numbers still move."""


@dataclass(frozen=True)
class RefreshAccounts:
    """For due accounts: the profile, the followers of today, and the media list page by page.

    The first time every page is read; later only those that hold young posts. Each page is
    stored as it comes, so that lists fill while the first sync goes on.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram
    every: timedelta

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.refreshes.begin(refs, RUN_TTL)
        await work_on_each(begun, self._refresh, self._give_back)

    async def _refresh(self, ref: Ref) -> None:
        account = await self._read_profile(ref.id)
        after: str | None = None
        while True:
            page = await self._read_page(account.id, after)
            async with self.database.transaction() as stored:
                if not await stored.refreshes.begin([ref], RUN_TTL):
                    return
                await stored.media.save_page(account.id, page.media, self.clock.now())
            after = page.after
            if after is None or (account.media_synced_at is not None and not self._all_young(page)):
                break
        now = self.clock.now()
        async with self.database.transaction() as stored:
            await stored.accounts.set_media_synced(account.id, now)
            await stored.refreshes.rearm(ref, now + self.every)

    async def _read_profile(self, account_id: int) -> InstagramAccount:
        profile = await self.call_instagram(account_id, Purpose.REFRESH, self.instagram.profile)
        now = self.clock.now()
        async with self.database.transaction() as stored:
            account = await stored.accounts.save_profile(profile, "UTC", now)
            if profile.followers_count is not None:
                today = now.astimezone(account.zone).date()
                await stored.account_numbers.save_followers(
                    account.id, today, profile.followers_count
                )
        return account

    async def _read_page(self, account_id: int, after: str | None) -> MediaPage:
        """A page with numbers; where they did not come along, young posts are asked one by one."""

        async def read(access: Access) -> MediaPage:
            return await self.instagram.media_page(access, after, PAGE)

        page = await self.call_instagram(account_id, Purpose.REFRESH, read)
        media = [
            await self._with_insights(account_id, listed)
            if listed.insights is None and self._is_young(listed)
            else listed
            for listed in page.media
        ]
        return MediaPage(media, page.after)

    async def _with_insights(self, account_id: int, listed: ListedMedia) -> ListedMedia:
        details = listed.details

        async def read(access: Access) -> ListedMedia:
            insights = await self.instagram.media_insights(
                access, details.media_id, details.kind, (CallGroup.CORE,)
            )
            return ListedMedia(details, listed.like_count, listed.comments_count, insights)

        try:
            return await self.call_instagram(account_id, Purpose.REFRESH, read)
        except InstagramRefused as refused:
            if refused.refusal in {Refusal.BEFORE_CONVERSION, Refusal.HIDDEN, Refusal.GONE}:
                return listed
            raise

    def _is_young(self, listed: ListedMedia) -> bool:
        return self.clock.now() - listed.details.timestamp < YOUNG

    def _all_young(self, page: MediaPage) -> bool:
        """Lists begin with the newest: after an old post come only older ones."""
        return all(self._is_young(listed) for listed in page.media)

    async def _give_back(self, ref: Ref, error: Exception) -> None:
        at = try_again_at(error, self.clock.now(), PAUSE)
        async with self.database.transaction() as stored:
            await stored.refreshes.release(ref, at, failure(error))
