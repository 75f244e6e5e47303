"""The pictures of an album, one at a time."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.errors import InstagramRefused, NotFound
from bot.domain.media import Media, MediaKind
from bot.services.find_account import own_accounts
from bot.services.instagram_access import CallInstagram, NoHealthyLink
from bot.services.ports import Access, Clock, Database, InstagramApi, MediaPicture, Purpose
from bot.services.results import Album, Stale

FRESH = timedelta(hours=1)
"""For so long nobody's leafing asks again: the addresses of pictures live longer."""

ALBUMS_KNOWN = 500


@dataclass(frozen=True)
class KnownAlbum:
    pictures: Sequence[MediaPicture]
    as_of: datetime


@dataclass(frozen=True)
class ShowAlbum:
    """One picture of an album of the person's; one call an hour and album, however one leafs.

    Raises NotFound for what is not theirs, and for what is no album. Instagram's refusal is part
    of the answer: pictures that are known are shown all the same.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram
    _known: OrderedDict[int, KnownAlbum] = field(default_factory=OrderedDict, init=False)

    async def __call__(
        self, telegram_user_id: int, media_id: int, position: int, only: int | None = None
    ) -> Album:
        """``position`` goes round: the one after the last is the first.

        ``only``: if it is of that account of theirs.
        """
        async with self.database.reading() as stored:
            accounts = await own_accounts(stored, telegram_user_id, only)
            media = await stored.media.get(list(accounts), media_id)
        if media is None or media.details.kind is not MediaKind.CAROUSEL:
            raise NotFound("not among the person's albums")
        stale = await self._read(media)
        known = self._known.get(media.id)
        pictures = known.pictures if known else ()
        return Album(media, pictures, position % len(pictures) if pictures else 0, stale)

    async def _read(self, media: Media) -> Stale | None:
        """Ask for the pictures unless they are fresh."""
        now = self.clock.now()
        known = self._known.get(media.id)
        if known is not None and now - known.as_of < FRESH:
            return None

        async def children(access: Access) -> Sequence[MediaPicture]:
            return await self.instagram.children(access, media.details.media_id)

        try:
            pictures = await self.call_instagram(media.account_id, Purpose.PERSON, children)
        except NoHealthyLink as broken:
            return Stale(broken.refusal)
        except InstagramRefused as refused:
            return Stale(refused.refusal, refused.retry_at, refused.own_budget)
        self._known[media.id] = KnownAlbum(pictures, now)
        self._known.move_to_end(media.id)
        if len(self._known) > ALBUMS_KNOWN:
            self._known.popitem(last=False)
        return None
