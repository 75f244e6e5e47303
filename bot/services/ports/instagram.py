"""What is asked of Instagram, and what it answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Protocol

from bot.domain.media import (
    Insights,
    MediaDetails,
    MediaKind,
    Number,
)
from bot.domain.metrics import CallGroup
from bot.domain.online import OnlineDay
from bot.domain.periods import Period
from bot.domain.secret import Secret


@dataclass(frozen=True)
class ShortLivedToken:
    """What a code was exchanged for. ``permissions`` is None when Instagram did not say."""

    token: Secret
    app_scoped_id: str
    permissions: frozenset[str] | None


@dataclass(frozen=True)
class LongLivedToken:
    token: Secret
    expires_in: timedelta


@dataclass(frozen=True)
class Profile:
    """``/me``. ``user_id`` is None where Instagram leaves it out: not a professional account."""

    app_scoped_id: str
    user_id: str | None
    username: str
    name: str | None
    account_type: str
    followers_count: int | None
    follows_count: int | None
    media_count: int | None


@dataclass(frozen=True)
class ListedMedia:
    """One entry of ``/media`` or ``/stories``; ``insights`` when they came along, nested."""

    details: MediaDetails
    like_count: int | None
    comments_count: int | None
    insights: Insights | None
    before_conversion: bool = False
    """From before the account was professional: Instagram has no numbers of it, for ever."""


@dataclass(frozen=True)
class MediaPage:
    media: Sequence[ListedMedia]
    after: str | None
    """Cursor of the next page; None on the last."""


@dataclass(frozen=True)
class AccountTotals:
    """Window totals by metric; a metric that Instagram never gave is absent."""

    as_of: datetime
    """When Instagram last answered."""
    values: Mapping[str, Number]
    breakdowns: Mapping[str, Mapping[str, Number]]
    kept_from: datetime | None = None
    """When the oldest number was given, where that answer left known ones out."""

    @property
    def numbers_as_of(self) -> datetime:
        """No number in it is older."""
        return self.kept_from or self.as_of


@dataclass(frozen=True)
class DayValue:
    """One value of a daily series; ``ends_at`` is the instant at which that day ended."""

    ends_at: datetime
    value: Number


class Purpose(IntEnum):
    """Why Instagram is asked, most urgent first: who goes first, and who stops last.

    When calls run short, what stands lower here is given up first.
    """

    ENDING_STORY = 0
    """What is not read now is lost for ever."""
    PERSON = 1
    """Somebody waits for the answer."""
    STORY = 2
    DIGEST = 3
    REFRESH = 4
    BACKFILL = 5


@dataclass(frozen=True)
class Access:
    """Leave to ask Instagram: with whose token, on which account's budget, and how urgently.

    ``account_id`` is None while the account is only being linked. One Access is one piece of work:
    what has begun may spend a little more than what is only about to begin, so that no budget is
    wasted on halves.
    """

    token: Secret
    account_id: int | None
    purpose: Purpose
    leaves: list[datetime] = field(default_factory=list, compare=False, repr=False)
    """When its requests were granted, for whoever grants them."""


@dataclass(frozen=True)
class MediaPicture:
    """One picture or video of an album. Meta: it has no insights, caption or permalink."""

    media_id: str
    media_type: str
    media_url: str | None
    thumbnail_url: str | None


class InstagramOAuth(Protocol):
    """Linking and renewing. Raises InstagramRefused."""

    def authorize_url(self, state: str) -> str: ...

    async def exchange_code(self, code: Secret) -> ShortLivedToken: ...

    async def long_lived_token(self, short_lived: Secret) -> LongLivedToken: ...

    async def refresh(self, long_lived: Secret) -> LongLivedToken: ...


class InstagramApi(Protocol):
    """Reading with a person's token. Raises InstagramRefused.

    THROTTLED with ``retry_at`` is also raised, and nothing sent, while the account's or the app's
    budget is used up.
    """

    async def profile(self, access: Access) -> Profile: ...

    async def media_page(
        self,
        access: Access,
        after: str | None,
        limit: int,
        refusing: Sequence[datetime] = (),
        before_conversion: datetime | None = None,
    ) -> MediaPage:
        """Posts and reels, newest first, with their core numbers where lists can bring them.

        ``refusing``: when those media were published that are known to fail a list with numbers;
        they come without. A media that is found to refuse comes with ``insights.refused``
        (``ALL_INSIGHTS`` where too few people saw it), or marked as from before the conversion;
        where there are too many to look for, or Instagram gives no numbers now, ``insights`` is
        None. A metric that is refused for a whole kind of
        media is in no list: the media's own call brings it to the other kinds.

        ``before_conversion``: when the newest media was published that is marked so. It and all
        older ones come marked, without a request that would be refused: hand it on from page to
        page, and from refresh to refresh.

        With either of them the first page costs one request while it reaches no such media;
        every other page costs a plain list, and one list for each stretch between them.
        """
        ...

    async def newest_media(self, access: Access, limit: int) -> Sequence[ListedMedia]:
        """The newest posts and reels, without numbers: one call that nothing can fail."""
        ...

    async def media(self, access: Access, media_id: str) -> ListedMedia:
        """One post or reel without numbers: its picture's address ends after a while.

        Raises InstagramRefused GONE when it was deleted.
        """
        ...

    async def live_stories(self, access: Access) -> Sequence[ListedMedia]:
        """Newest first, without numbers: nothing of a story can fail it."""
        ...

    async def live_stories_with_insights(
        self, access: Access, wanted: Collection[str], without_numbers: int
    ) -> Sequence[ListedMedia] | None:
        """The same with the numbers of all of them, in two requests where Instagram gives them so.

        ``wanted``: by media id those whose numbers are needed. ``without_numbers``: so many of
        the newest come without, in a request before, because too few people have seen them: one
        such story fails the whole list. What comes with ``insights`` None has to be asked by
        itself. None, and nothing is asked, where lists are known to bring no numbers of stories.
        """
        ...

    async def children(self, access: Access, media_id: str) -> Sequence[MediaPicture]:
        """What an album holds, in its order."""
        ...

    async def media_insights(
        self,
        access: Access,
        media_id: str,
        kind: MediaKind,
        groups: Collection[CallGroup],
        without: Collection[str] = (),
    ) -> Insights:
        """One call for all plain metrics and one a breakdown, ``without`` those known to fail.

        A metric that is refused is left out and named in ``refused``; the others still come.
        Raises InstagramRefused HIDDEN when a story has too few viewers, GONE when it ended,
        BEFORE_CONVERSION for a post from before the account was professional.
        """
        ...

    async def account_totals(
        self, access: Access, user_id: str, metrics: Collection[str], period: Period
    ) -> AccountTotals:
        """Raises ValueError for a period over 30 days: Meta allows no more."""
        ...

    async def account_breakdown(
        self, access: Access, user_id: str, metric: str, breakdown: str, period: Period
    ) -> Mapping[str, Number]:
        """The parts by lower-case dimension value; empty when Instagram gave none."""
        ...

    async def account_series(
        self, access: Access, user_id: str, metric: str, period: Period
    ) -> Sequence[DayValue]:
        """A daily series, oldest first."""
        ...

    async def online_followers(
        self, access: Access, user_id: str, period: Period
    ) -> Sequence[OnlineDay]:
        """Days that end within the period, oldest first; none below Meta's thresholds."""
        ...

    async def audience(
        self, access: Access, user_id: str, metric: str, breakdown: str
    ) -> Mapping[str, Number]:
        """Who people are: by dimension value as Instagram writes it (``25-34``, ``London,
        England``); empty below Meta's thresholds.
        """
        ...


class InstagramSubscriptions(Protocol):
    """Which webhooks of an account come to this app. Raises InstagramRefused."""

    async def fields(self, access: Access) -> frozenset[str]:
        """What the account is subscribed for; empty when it is not."""
        ...

    async def subscribe(self, access: Access, fields: Sequence[str]) -> None: ...

    async def unsubscribe(self, access: Access) -> None: ...
