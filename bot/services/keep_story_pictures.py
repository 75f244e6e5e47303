"""Keep a small picture of every story: its address ends a few days after the story does."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.errors import BotError
from bot.domain.story_life import LIFE, PictureLoss
from bot.services.due_work import RUN_TTL, failure, try_again_at, work_on_each
from bot.services.instagram_access import CallInstagram
from bot.services.ports import (
    Clock,
    Database,
    DuePicture,
    InstagramApi,
    NoPicture,
    Purpose,
    Ref,
    Thumbnail,
)

SHORTEST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)
"""Between tries, else half the story's age or of what is left of it: a hiccup costs minutes, a dead
address few requests."""


@dataclass(frozen=True)
class KeepStoryPictures:
    """Fetch the pictures of due stories, each once. It costs no request of Instagram's API.

    Only where an address leads nowhere any more the list of live stories is asked for a new one,
    after everything that is about numbers. What fails is tried again until the story ends.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram
    thumbnail: Thumbnail

    async def __call__(self, refs: Sequence[Ref]) -> None:
        async with self.database.transaction() as stored:
            begun = await stored.story_pictures.begin(refs, RUN_TTL)
            due = await stored.story_pictures.due(begun)
        await work_on_each(due, self._keep, self._give_back)

    async def _keep(self, due: DuePicture) -> None:
        jpeg = await self._fetch(due)
        async with self.database.transaction() as stored:
            await stored.story_pictures.keep(due.ref, jpeg)

    async def _fetch(self, due: DuePicture) -> bytes:
        if due.address is not None:
            try:
                return await self.thumbnail(due.address)
            except NoPicture as refused:
                if not refused.ended:
                    raise
        return await self.thumbnail(await self._new_address(due))

    async def _new_address(self, due: DuePicture) -> str:
        listed = await self.call_instagram(
            due.account_id, Purpose.REFRESH, self.instagram.live_stories
        )
        for story in listed:
            if story.details.media_id == due.media_id and story.details.picture_url is not None:
                return story.details.picture_url
        raise NoPicture(PictureLoss.NOT_NAMED, "Instagram names no picture of the story")

    async def _give_back(self, due: DuePicture, error: Exception) -> None:
        now = self.clock.now()
        age, left = now - due.posted_at, due.posted_at + LIFE - now
        pause = max(min(age / 2, left / 2, LONGEST_PAUSE), SHORTEST_PAUSE)
        at = try_again_at(error, now, pause)
        async with self.database.transaction() as stored:
            if isinstance(error, BotError):
                loss = error.loss if isinstance(error, NoPicture) else PictureLoss.NO_NEW_ADDRESS
                await stored.story_pictures.postpone(due.ref, at, loss, error.detail)
            else:
                await stored.story_pictures.release(due.ref, at, failure(error))


@dataclass(frozen=True)
class ReadStoryPictures:
    """The kept pictures of stories, by story id; for a screen whose reader may see them."""

    database: Database

    async def __call__(self, story_ids: Collection[int]) -> Mapping[int, bytes]:
        async with self.database.reading() as stored:
            return await stored.story_pictures.read(story_ids)
