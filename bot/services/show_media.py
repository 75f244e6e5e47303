"""``/posts``, ``/reels``, and the card of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.errors import InstagramRefused, NotFound, Refusal
from bot.domain.formulas import (
    FEWEST,
    engagement_rate_by_reach,
    own_median,
    save_rate,
    share_rate,
)
from bot.domain.media import Insights, Media, MediaKind, MediaProductType
from bot.domain.metrics import CallGroup
from bot.domain.same_age import COMPARED, Measure, SeenMedia, beside_usual, share_at_a_day
from bot.services.find_account import asked_account, followers_on_day_of, own_accounts
from bot.services.first_sync import first_sync_of
from bot.services.instagram_access import CallInstagram, NoHealthyLink
from bot.services.known_numbers import stale_after
from bot.services.ports import (
    TRIED_AGAIN_AFTER,
    Access,
    Clock,
    Database,
    InstagramApi,
    ListedMedia,
    Purpose,
    Target,
)
from bot.services.results import MediaCard, MediaList, Rank, Stale

PAGE = 5
AGES_TRIED = 3
"""A card looks for five others at its greatest ages only: nobody waits for more."""

OTHERS = 100
"""Among so many of the newest those of the same format are looked for, seen at the same age."""

GROUPS = (CallGroup.CORE, CallGroup.EXTRA)

FRESH = timedelta(hours=1)
FORCED_FRESH = timedelta(minutes=1)
"""Nobody sees a difference sooner, and every look costs calls."""


@dataclass(frozen=True)
class ListMedia:
    """One page of the current account's posts or reels. Raises NotLinked."""

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, kind: MediaProductType, page: int, only: int | None = None
    ) -> MediaList:
        """``only``: of that account of theirs."""
        async with self.database.reading() as stored:
            _, linked = await asked_account(stored, telegram_user_id, only)
            account = linked.account
            pages = max(1, -(-await stored.media.count(account.id, kind) // PAGE))
            shown = min(max(page, 0), pages - 1)
            media = await stored.media.page(account.id, kind, shown * PAGE, PAGE)
            sync = await first_sync_of(stored, account)
        return MediaList(account, kind, media, shown, pages, self.clock.now(), sync)


@dataclass(frozen=True)
class ShowMedia:
    """One post or reel of the person's, at most an hour old when Instagram answers.

    Raises NotFound for what is not theirs.
    """

    database: Database
    clock: Clock
    instagram: InstagramApi
    call_instagram: CallInstagram

    async def __call__(
        self,
        telegram_user_id: int,
        media_id: int,
        *,
        force: bool = False,
        only: int | None = None,
    ) -> MediaCard:
        """``force``: read anew what is older than a minute, also what it refused before.

        ``only``: if it is of that account of theirs.
        """
        async with self.database.reading() as stored:
            accounts = await own_accounts(stored, telegram_user_id, only)
            media = await stored.media.get(list(accounts), media_id)
        if media is None:
            raise NotFound("not among the person's media")
        media, stale = await self.refreshed(media, force=force)
        kind = media.details.media_product_type
        async with self.database.reading() as stored:
            (seen,) = await stored.media_ages.of([media])
            newest = await stored.media_ages.newest(
                media.account_id, kind, OTHERS, sorted(seen.at)[-AGES_TRIED:]
            )
            tags = await stored.tags.of_target(telegram_user_id, Target(kind, media.id))
            newer = await stored.media.count_newer(media)
            account = accounts[media.account_id]
            then = await followers_on_day_of(stored, account, media.details.timestamp)
        return _card(
            account=account,
            seen=seen,
            page=newer // PAGE,
            newest=newest,
            tags=[tag.name for tag in tags],
            stale=stale,
            followers_then=then,
            now=self.clock.now(),
        )

    async def refreshed(self, media: Media, *, force: bool = False) -> tuple[Media, Stale | None]:
        """It alone, at most an hour old when Instagram answers. Raises NotFound."""
        stale = await self._refresh(media, force=force)
        async with self.database.reading() as stored:
            return await stored.media.get([media.account_id], media.id) or media, stale

    async def _refresh(self, media: Media, *, force: bool) -> Stale | None:
        """Read the numbers anew, also those that lists do not bring, and the details."""
        fresh = FORCED_FRESH if force else FRESH
        try:
            if not self._is_fresh(media.extras_as_of, fresh):
                await self._read_numbers(media, force=force)
            if not self._is_fresh(media.listed_at, fresh):
                await self._read_details(media)
        except (InstagramRefused, NoHealthyLink) as error:
            return await self._stale(media, error)
        return Stale(Refusal.BEFORE_CONVERSION) if media.before_conversion else None

    def _is_fresh(self, as_of: datetime | None, fresh: timedelta) -> bool:
        return as_of is not None and self.clock.now() - as_of < fresh

    async def _read_numbers(self, media: Media, *, force: bool) -> None:
        """What the media refused is left out, unless its last look is long ago."""
        if media.before_conversion:
            return
        details = media.details
        refused = frozenset[str]()
        if media.insights and not force and self._is_fresh(media.extras_as_of, TRIED_AGAIN_AFTER):
            refused = media.insights.refused

        async def read(access: Access) -> Insights:
            return await self.instagram.media_insights(
                access, details.media_id, details.kind, GROUPS, refused
            )

        insights = await self.call_instagram(media.account_id, Purpose.PERSON, read)
        async with self.database.transaction() as stored:
            await stored.media.save_insights(media.id, insights)

    async def _read_details(self, media: Media) -> None:
        """Addresses of pictures end after a while, and captions are changed."""

        async def read(access: Access) -> ListedMedia:
            return await self.instagram.media(access, media.details.media_id)

        listed = await self.call_instagram(media.account_id, Purpose.PERSON, read)
        async with self.database.transaction() as stored:
            if await stored.account_numbers.still_wanted(media.account_id):
                await stored.media.save_page(media.account_id, [listed], self.clock.now())

    async def _stale(self, media: Media, error: InstagramRefused | NoHealthyLink) -> Stale:
        """What is promised is done: the media is looked at then, if not before."""
        stale = stale_after(error, self.clock.now())
        async with self.database.transaction() as stored:
            if not await stored.account_numbers.still_wanted(media.account_id):
                raise NotFound("the account was unlinked meanwhile")
            if stale.refusal is Refusal.BEFORE_CONVERSION:
                await stored.media.set_before_conversion(media.id)
                await stored.media_looks.end_before_conversion(media.account_id)
            if stale.retry_at is not None:
                await stored.media_looks.hasten(media.account_id, media.id, stale.retry_at)
                await stored.refreshes.start(media.account_id, stale.retry_at)
        return stale


def _card(
    *,
    account: InstagramAccount,
    seen: SeenMedia,
    page: int,
    newest: Sequence[SeenMedia],
    tags: Sequence[str],
    stale: Stale | None,
    followers_then: int | None,
    now: datetime,
) -> MediaCard:
    media = seen.media
    alike = [
        other.media.insights
        for other in newest
        if other.media.details.kind is media.details.kind and other.media.id != media.id
    ]
    compared = [insights for insights in alike if insights is not None][:COMPARED]
    return MediaCard(
        account=account,
        media=media,
        page=page,
        now=now,
        median_engagement_rate=own_median([engagement_rate_by_reach(other) for other in compared]),
        median_save_rate=own_median([save_rate(other) for other in compared]),
        median_share_rate=own_median([share_rate(other) for other in compared]),
        compared_with=len(compared),
        stale=stale,
        followers_then=followers_then,
        reach_beside=beside_usual(seen, newest, Measure.REACH),
        share_at_a_day=share_at_a_day(seen),
        rank=_rank(media, compared),
        tags=tags,
    )


def _rank(media: Media, compared: Sequence[Insights]) -> Rank | None:
    """Of a reel among at least five others whose shares per reach are known."""
    if media.details.kind is not MediaKind.REELS or media.insights is None:
        return None
    own = share_rate(media.insights)
    others = [rate for rate in map(share_rate, compared) if rate is not None]
    if own is None or len(others) < FEWEST:
        return None
    return Rank(1 + sum(rate > own for rate in others), len(others) + 1)
