"""Posts and reels, and the looks at them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.media import (
    Insights,
    Media,
    MediaKind,
    MediaProductType,
)
from bot.domain.media_life import AgedInsights, MediaLane, PlannedMediaLook
from bot.domain.periods import Period
from bot.domain.same_age import AGES_COMPARED, SeenMedia
from bot.services.ports.due import DueRows, Ref
from bot.services.ports.instagram import ListedMedia


class MediaStore(Protocol):
    async def save_page(
        self, account_id: int, media: Sequence[ListedMedia], as_of: datetime
    ) -> None:
        """Upsert details and newest numbers.

        Where any number came, it replaces what lists ask; the extras stay, as of their own look.
        Where none came, all known numbers stay.
        """
        ...

    async def save_insights(self, media_id: int, insights: Insights) -> None:
        """Numbers of the media's own calls replace all that is known, unless none came.

        Either way the extras are noted as asked.
        """
        ...

    async def set_before_conversion(self, media_id: int) -> None:
        """Instagram has no numbers of it and of all older ones of its account, for ever."""
        ...

    async def known(self, account_id: int, media_ids: Collection[str]) -> set[str]:
        """Those of Instagram's ``media_ids`` that are stored."""
        ...

    async def refusing(self, account_id: int, metrics: Collection[str]) -> list[datetime]:
        """When the media were published that do not have all of ``metrics``, newest first.

        Those from before the conversion are left out, and metrics that lists do not ask now
        because a whole kind refuses them are not looked at.
        """
        ...

    async def before_conversion(self, account_id: int) -> datetime | None:
        """When the newest media was published that is from before the conversion."""
        ...

    async def history(self, media_id: int) -> list[AgedInsights]:
        """What every look gave, oldest first. Lists give fewer metrics than a media's own look."""
        ...

    async def forget_snapshots_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most of what was seen before; the newest numbers stay."""
        ...

    async def page(
        self, account_id: int, kind: MediaProductType, offset: int, limit: int
    ) -> list[Media]:
        """Newest first."""
        ...

    async def count(self, account_id: int, kind: MediaProductType) -> int: ...

    async def get(self, account_ids: Collection[int], media_id: int) -> Media | None:
        """One media, if it belongs to one of ``account_ids``."""
        ...

    async def find(self, account_id: int, media_id: str) -> Media | None:
        """The account's media by Instagram's ``media_id``."""
        ...

    async def by_shortcode(self, account_ids: Collection[int], shortcode: str) -> int | None:
        """The id of the one of these accounts whose permalink ends in it."""
        ...

    async def by_place(self, account_id: int, place: int) -> int | None:
        """The id of the newest post or reel (1), or an older one."""
        ...

    async def count_all(self, account_id: int) -> int:
        """Posts and reels."""
        ...

    async def count_newer(self, media: Media) -> int:
        """How many of the same kind and account were published after it."""
        ...

    async def in_period(
        self, account_id: int, kind: MediaProductType, period: Period
    ) -> list[Media]:
        """Published within the period, newest first."""
        ...

    async def published(self, account_id: int, period: Period) -> Mapping[MediaProductType, int]:
        """How many posts and reels were published in the period."""
        ...


class MediaAges(Protocol):
    """What posts and reels had at AGES_COMPARED, by the look nearest to each within a fifth."""

    async def newest(
        self,
        account_id: int,
        kind: MediaProductType,
        limit: int,
        ages: Collection[timedelta] = AGES_COMPARED,
    ) -> list[SeenMedia]:
        """Newest first; of ``ages`` only, which are among AGES_COMPARED."""
        ...

    async def of(
        self, media: Sequence[Media], ages: Collection[timedelta] = AGES_COMPARED
    ) -> list[SeenMedia]:
        """In the same order."""
        ...


@dataclass(frozen=True)
class DueMediaLook:
    """A look at a post or reel that is ours to make now. ``media_id`` is Instagram's."""

    ref: Ref
    account_id: int
    media_id: str
    kind: MediaKind
    published_at: datetime
    lane: MediaLane
    rung: int
    refused: frozenset[str]
    """Metrics that this media is known not to have."""


class MediaLooks(DueRows, Protocol):
    """One due row a media: the next look at it. The row id is the id of the media."""

    async def unplanned(self, account_id: int) -> Mapping[int, datetime]:
        """Media that no look was ever planned for, and when each was published.

        Those from before the conversion are left out: there is nothing to see.
        """
        ...

    async def backfilled_until(self, account_id: int) -> datetime | None:
        """When the last look of the back-fill is due; None when none waits."""
        ...

    async def plan(self, account_id: int, looks: Sequence[PlannedMediaLook]) -> None:
        """A media that has its look keeps it."""
        ...

    async def end_before_conversion(self, account_id: int) -> None:
        """What turned out to be from before the conversion is looked at no more."""
        ...

    async def looks(self, refs: Sequence[Ref]) -> list[DueMediaLook]: ...

    async def overdue(self, account_id: int) -> int:
        """How many posts and reels have come to an age of the ladder and were not looked at."""
        ...

    async def end_all(self, account_id: int) -> None:
        """Look at nothing of the account any more; all of it counts as unplanned then."""
        ...

    async def climb(self, ref: Ref, rung: int, at: datetime) -> bool:
        """This look is over, the next of the ladder is due at ``at``.

        False when it was no longer ours.
        """
        ...

    async def unread(
        self, account_id: int, published_since: datetime, listed_since: datetime, before: datetime
    ) -> list[int]:
        """Young media, still listed, whose numbers were last read before ``before``, if ever.

        Newest first.
        """
        ...

    async def hasten(self, account_id: int, media_id: int, at: datetime) -> None:
        """Look at the media at ``at`` at the latest, also when its looks were over."""
        ...

    async def rest(self, account_id: int, lane: MediaLane, until: datetime) -> None:
        """No look of this lane is due before ``until``; what is lent stays with its holder."""
        ...
