"""What the use cases need from the world: every Protocol, and the small values they exchange.

Adapters in ``storage``, ``instagram``, ``telegram`` and ``charts`` implement these; ``main``
wires them. Instants are aware UTC throughout.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from typing import NamedTuple, Protocol

from bot.domain.accounts import (
    InstagramAccount,
    Link,
    LinkAttempt,
    LinkAttemptStatus,
    LinkState,
    Person,
)
from bot.domain.digests import Cadence, DigestSubscription
from bot.domain.errors import BotError
from bot.domain.media import (
    Insights,
    Media,
    MediaDetails,
    MediaKind,
    MediaProductType,
    Number,
)
from bot.domain.media_life import AgedInsights, MediaLane, PlannedMediaLook
from bot.domain.metrics import CallGroup
from bot.domain.periods import Period
from bot.domain.secret import Secret
from bot.domain.story_life import Look, PlannedLook, Story, StorySequence


class Clock(Protocol):
    """The one source of time."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


# Instagram ------------------------------------------------------------------------------------


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
    """Window totals by metric; a metric that Instagram did not give is absent."""

    as_of: datetime
    values: Mapping[str, Number]
    breakdowns: Mapping[str, Mapping[str, Number]]


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

    async def live_stories(self, access: Access) -> Sequence[ListedMedia]: ...

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

    async def audience(
        self, access: Access, user_id: str, metric: str, breakdown: str
    ) -> Mapping[str, Number]:
        """Who people are: by dimension value as Instagram writes it (``25-34``, ``London,
        England``); empty below Meta's thresholds.
        """
        ...


# Storage --------------------------------------------------------------------------------------


class Ref(NamedTuple):
    """A claimed row and the attempt that claimed it: the fencing token."""

    id: int
    attempt: int


class DueRows(Protocol):
    """Rows that wait, of one table. Every call is one statement inside the transaction.

    A claim lends rows until ``ttl`` is over; a crash needs no clean-up, the row falls due again.
    """

    async def claim(self, limit: int, ttl: timedelta, lane: str | None = None) -> list[Ref]:
        """Lend due rows, oldest first, raising their ``attempt``."""
        ...

    async def begin(self, refs: Sequence[Ref], ttl: timedelta) -> list[Ref]:
        """Those that are still ours and not past their deadline, lent for another ``ttl``."""
        ...

    async def finish(self, refs: Sequence[Ref]) -> list[Ref]:
        """Mark as done; returns those that were still ours."""
        ...

    async def rearm(self, ref: Ref, at: datetime) -> bool:
        """Done for now, due again at ``at``; False when it was no longer ours."""
        ...

    async def release(self, ref: Ref, at: datetime, error: str | None = None) -> bool:
        """Give back to be tried again at ``at``. With ``error`` it counts as a failure."""
        ...

    async def fail(self, ref: Ref, error: str) -> bool:
        """Set aside for good, visibly."""
        ...

    async def in_flight(self, lane: str | None = None) -> int: ...

    async def sweep(self) -> int:
        """Mark open rows past their deadline as missed; how many there were."""
        ...

    async def next_due(self, lane: str | None = None) -> datetime | None:
        """When the next open row falls due: a look ahead that writes nothing."""
        ...


class People(Protocol):
    async def get(self, telegram_user_id: int) -> Person | None: ...

    async def seen(
        self, telegram_user_id: int, first_name: str, username: str | None, language: str
    ) -> Person:
        """Insert or update the name; whoever speaks is not blocked any more.

        ``language`` is only the first guess of a new person.
        """
        ...

    async def set_language(self, telegram_user_id: int, language: str) -> None: ...

    async def set_time_zone(self, telegram_user_id: int, time_zone: str) -> None: ...

    async def set_current_account(self, telegram_user_id: int, account_id: int | None) -> None: ...

    async def set_blocked(self, telegram_user_id: int, at: datetime | None) -> None: ...

    async def forget(self, telegram_user_id: int) -> None:
        """Delete the person with everything of theirs, and accounts that nobody is linked to."""
        ...


@dataclass(frozen=True)
class LinkedAccount:
    account: InstagramAccount
    link: Link


class Accounts(Protocol):
    async def get(self, account_id: int) -> InstagramAccount | None: ...

    async def save_profile(
        self, profile: Profile, time_zone: str, as_of: datetime
    ) -> InstagramAccount:
        """Insert or update by ``user_id``. ``time_zone`` is that of a new account only."""
        ...

    async def note_media_sync(self, account_id: int, after: str) -> None:
        """Where the first sync goes on, should it break off here."""
        ...

    async def set_media_synced(self, account_id: int, at: datetime) -> None:
        """The first sync is over; later calls keep the first instant."""
        ...

    async def forget(self, account_id: int) -> None:
        """Delete the account with everything that was read of it."""
        ...

    async def linked_to(self, telegram_user_id: int) -> list[LinkedAccount]:
        """The person's accounts, oldest link first; none of anybody else's."""
        ...

    async def followers(self, account_id: int) -> list[Person]:
        """Everybody with a link to the account: who hears about it."""
        ...


@dataclass(frozen=True)
class AccountToken:
    """A healthy link of an account and its token, opened for one call."""

    link_id: int
    telegram_user_id: int
    token: Secret
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class IssuedToken:
    """A token as it is stored: long-lived ones with their link, any with a pending attempt."""

    token: Secret
    permissions: frozenset[str] | None
    issued_at: datetime
    expires_at: datetime


class TokenUnreadable(BotError):
    """A stored token cannot be decrypted. Its link needs a re-link; the others go on."""

    message_key = "error-instagram-token"

    def __init__(self, link_id: int) -> None:
        super().__init__(f"the token of link {link_id} cannot be decrypted")
        self.link_id = link_id


class Links(Protocol):
    """Reading a token raises TokenUnreadable."""

    async def save(self, telegram_user_id: int, account_id: int, token: IssuedToken) -> Link:
        """Insert, or renew and reactivate the same person's link to the same account."""
        ...

    async def remove(self, telegram_user_id: int, account_id: int) -> bool:
        """Delete the link with its token and digests; False when there was none."""
        ...

    async def healthy_token(self, account_id: int) -> AccountToken | None:
        """Any active link's token, the one that lives longest."""
        ...

    async def token_of(self, link_id: int) -> AccountToken | None: ...

    async def renew(
        self, link_id: int, old: Secret, new: Secret, issued_at: datetime, expires_at: datetime
    ) -> bool:
        """Replace the token unless it is no longer ``old``: a concurrent renewal wins."""
        ...

    async def get(self, link_id: int) -> Link | None: ...

    async def set_state(self, link_id: int, state: LinkState, reason: str | None) -> bool:
        """False when it was in that state already."""
        ...


@dataclass(frozen=True)
class PendingLink:
    """An attempt that the person has come back with, and the furthest that it has got.

    One of the last three is set, or none when the attempt's time is over.
    """

    attempt: LinkAttempt
    since: datetime
    code: Secret | None
    short_lived: IssuedToken | None
    long_lived: IssuedToken | None


class LinkAttempts(Protocol):
    """Secrets go in as values and are kept as SHA-256, the short typed code as scrypt.

    The code and the tokens are kept encrypted.
    """

    async def offer(
        self, telegram_user_id: int, chat_id: int, ticket: Secret, expires_at: datetime
    ) -> LinkAttempt:
        """A new attempt; voids the person's earlier unfinished ones, a pending one too."""
        ...

    async def begun_since(self, telegram_user_id: int, since: datetime) -> list[datetime]:
        """When the person's attempts since then began, oldest first."""
        ...

    async def by_ticket(self, ticket: Secret) -> LinkAttempt | None:
        """A live attempt that has not returned from Instagram yet."""
        ...

    async def issue(self, ticket: Secret, state: Secret) -> LinkAttempt | None:
        """offered or issued -> issued, unexpired; a reload may issue again, voiding the old."""
        ...

    async def take_state(self, state: Secret) -> LinkAttempt | None:
        """issued -> returned, once, unexpired; None for every other state."""
        ...

    async def keep_code(
        self, attempt_id: int, code: Secret, return_code: Secret, typed_code: Secret
    ) -> None: ...

    async def by_return_code(self, return_code: Secret) -> LinkAttempt | None:
        """A returned, unexpired attempt, whoever asks."""
        ...

    async def was_confirmed(self, telegram_user_id: int, return_code: Secret) -> bool:
        """Whether this person has come back with this code before."""
        ...

    async def has_returned(self, telegram_user_id: int) -> bool:
        """Whether the person came back from Instagram and is not linked yet."""
        ...

    async def take_typed_code(
        self, telegram_user_id: int, typed_code: Secret
    ) -> LinkAttempt | None:
        """The attempt whose typed code this is; five wrong tries void the person's attempt."""
        ...

    async def take_up(self, attempt_id: int, telegram_user_id: int, until: datetime) -> bool:
        """returned -> pending, once, by the person who began; may be finished before ``until``."""
        ...

    async def pending(self, attempt_id: int) -> PendingLink | None: ...

    async def keep_short_lived(self, attempt_id: int, token: IssuedToken) -> None:
        """In place of a pending attempt's code; it lives as long as the token."""
        ...

    async def keep_long_lived(self, attempt_id: int, token: IssuedToken, until: datetime) -> None:
        """In place of a pending attempt's short-lived token."""
        ...

    async def void_pending(self, telegram_user_id: int) -> bool:
        """Close the person's pending attempt; False when there is none."""
        ...

    async def end(self, attempt_id: int, status: LinkAttemptStatus) -> None:
        """Close an attempt, wipe its secrets, and try no more."""
        ...

    async def wipe_expired(self) -> int:
        """Delete the codes and tokens of attempts past their end."""
        ...

    async def forget_before(self, before: datetime) -> int:
        """Delete attempts that could be used until ``before`` at the latest.

        Pending ones stay: their end has not been told yet.
        """
        ...


class PendingLinks(DueRows, Protocol):
    """When pending attempts are tried next. The row id is the attempt's id."""

    async def start(self, attempt_id: int, ttl: timedelta) -> Ref:
        """Make the row, lent from the beginning to whoever makes it."""
        ...

    async def take(self, telegram_user_id: int, ttl: timedelta) -> Ref | None:
        """Lend the person's row before its time; None when there is none or another has it."""
        ...

    async def next_try(self, telegram_user_id: int) -> datetime | None:
        """When the person's pending attempt is tried next; None when nothing is pending."""
        ...


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


@dataclass(frozen=True)
class DueLook:
    """A look that is ours to make now."""

    ref: Ref
    story_id: int
    account_id: int
    media_id: str
    slot: int
    posted_at: datetime
    deadline: datetime


class Captures(DueRows, Protocol):
    async def plan(self, story_id: int, account_id: int, looks: Sequence[PlannedLook]) -> None: ...

    async def looks(self, refs: Sequence[Ref]) -> list[DueLook]: ...

    async def next_looks(self, story_ids: Collection[int]) -> Mapping[int, datetime]:
        """When each story is looked at next; absent when no look lies ahead."""
        ...

    async def cancel(self, story_id: int) -> None:
        """The story is gone: its open looks are over."""
        ...

    async def forget_before(self, before: datetime) -> int:
        """Delete looks that are over and were useless from ``before`` on."""
        ...


class Stories(Protocol):
    async def add(
        self, account_id: int, listed: ListedMedia, local_date: date, wrap_up_at: datetime
    ) -> int | None:
        """The new story's id; None when it was known already, so nothing is planned twice.

        Its sequence, that of ``local_date``, is wrapped up at ``wrap_up_at`` or later.
        """
        ...

    async def save_look(self, story_id: int, slot: int, attempt: int, look: Look) -> None:
        """Store one look; a look that was stored before stays as it was."""
        ...

    async def set_gone(self, story_id: int, at: datetime) -> None: ...

    async def get(self, account_ids: Collection[int], story_id: int) -> Story | None: ...

    async def live(self, account_id: int) -> list[Story]:
        """Alive by the clock, oldest first."""
        ...

    async def sequence(self, sequence_id: int) -> StorySequence | None: ...

    async def sequence_of(self, story_id: int) -> StorySequence | None: ...

    async def sequences(self, account_id: int, offset: int, limit: int) -> list[StorySequence]:
        """Newest day first."""
        ...

    async def count(self, account_id: int) -> int:
        """How many stories are kept."""
        ...

    async def count_sequences(self, account_id: int) -> int: ...

    async def in_period(self, account_id: int, period: Period) -> list[Story]: ...


class WrapUps(DueRows, Protocol):
    """Sequences that end: due when the last story of the day has ended."""


class AccountPlans(DueRows, Protocol):
    """Due rows of accounts: discovery, refresh, newest posts. The row id is the account id."""

    async def start(self, account_id: int, at: datetime) -> None:
        """Make the row, or make it due at ``at`` if it was later or over."""
        ...

    async def hasten(self, account_id: int, unless_after: datetime) -> None:
        """Make the row due now, unless it waits beyond ``unless_after`` or for a failure's end."""
        ...


class TokenPlans(DueRows, Protocol):
    """Due rows of links: token renewal. The row id is the link id."""

    async def start(self, link_id: int, at: datetime) -> None:
        """Make the row due at ``at``, whatever it was before: the link has a new token."""
        ...


class AccountNumbers(Protocol):
    """Totals of windows and daily follower counts, as stored."""

    async def still_wanted(self, account_id: int) -> bool:
        """Whether the account is still there; then it stays until the transaction ends.

        What was read while somebody unlinked belongs to nobody.
        """
        ...

    async def save_totals(self, account_id: int, period: Period, totals: AccountTotals) -> None: ...

    async def totals(self, account_id: int, period: Period) -> AccountTotals | None: ...

    async def newest_period(self, account_id: int, like: Period) -> Period | None:
        """The newest of the same length and zone that ends no later and is known whole."""
        ...

    async def forget_totals_before(self, day: date, limit: int) -> int:
        """Delete so many at most of windows whose last day lies before ``day``."""
        ...

    async def save_series(
        self, account_id: int, metric: str, values: Sequence[DayValue], as_of: datetime
    ) -> None: ...

    async def series(
        self, account_id: int, metric: str, since: datetime, until: datetime
    ) -> list[DayValue]:
        """Days that ended within (since, until], oldest first."""
        ...

    async def save_followers(self, account_id: int, day: date, count: int) -> None:
        """The followers count of a local day; the last of the day stays."""
        ...

    async def followers(self, account_id: int, first: date, last: date) -> dict[date, int]: ...

    async def forget_days_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most of daily values and follower counts of days before."""
        ...


@dataclass(frozen=True)
class AudienceParts:
    """Who people are, as read at ``as_of``: ``parts`` by dimension value of ``breakdown``.

    Empty when Instagram gave none: the account is too small, or had too few engagements.
    """

    metric: str
    breakdown: str
    as_of: datetime
    parts: Mapping[str, Number]


class Audiences(Protocol):
    async def save(self, account_id: int, audience: AudienceParts) -> None:
        """The last of a UTC day stays."""
        ...

    async def newest(self, account_id: int) -> list[AudienceParts]:
        """The newest of each metric and breakdown."""
        ...

    async def forget_before(self, before: datetime, limit: int) -> int:
        """Delete so many at most of days before."""
        ...


@dataclass(frozen=True)
class NewDigest:
    """A subscription to be made; ``weekday`` counts from Monday, 0 to 6."""

    telegram_user_id: int
    account_id: int
    chat_id: int
    cadence: Cadence
    at: time
    weekday: int
    time_zone: str


class Digests(DueRows, Protocol):
    """Subscriptions; each is its own due row."""

    async def subscribe(self, new: NewDigest, due_at: datetime) -> DigestSubscription:
        """The person's subscription to the account in that chat; an existing one is kept."""
        ...

    async def get(self, subscription_id: int) -> DigestSubscription | None: ...

    async def of(self, telegram_user_id: int, account_id: int) -> DigestSubscription | None:
        """The person's own, in the private chat."""
        ...

    async def change(self, subscription: DigestSubscription, due_at: datetime) -> None: ...

    async def of_person(self, telegram_user_id: int) -> list[DigestSubscription]: ...

    async def due_at(self, subscription_id: int) -> datetime | None:
        """The instant that the next digest is for; None while the subscription is off."""
        ...


@dataclass(frozen=True)
class OutgoingMessage:
    """A message that must go out once. ``payload`` is plain JSON: what to say, not how."""

    kind: str
    key: str
    chat_id: int
    message_thread_id: int | None
    payload: Mapping[str, object]
    deadline: datetime | None = None
    silent: bool = True


@dataclass(frozen=True)
class MessageToSend:
    ref: Ref
    message: OutgoingMessage


class BegunWording(NamedTuple):
    """At most one of both is there."""

    to_word: MessageToSend | None
    unknown: MessageToSend | None
    """Its earlier sending was cut off: it may have arrived or not."""


class Outbox(DueRows, Protocol):
    """Messages are rows first. ``key`` makes a message unique for as long as its row is kept."""

    async def put(self, message: OutgoingMessage) -> bool:
        """False when a message with this key was put before."""
        ...

    async def begin_wording(self, ref: Ref, ttl: timedelta) -> BegunWording:
        """Like begin. A message whose earlier sending has no known end becomes *unknown*:

        it is never blindly repeated.
        """
        ...

    async def begin_sending(self, ref: Ref, ttl: timedelta) -> bool:
        """Note that sending starts; False when the row is no longer ours, or past its deadline."""
        ...

    async def reopen(self, outbox_id: int, chat_id: int) -> bool:
        """Send an unknown message of that chat once more; False when there is none."""
        ...

    async def sent(self, ref: Ref, message_id: int) -> bool: ...

    async def postpone(self, ref: Ref, at: datetime, error: str) -> bool:
        """Telegram refused without effect: sending has not started after all."""
        ...

    async def unknown(self, ref: Ref, error: str) -> bool: ...

    async def forget_before(self, before: datetime) -> int:
        """Delete messages put before ``before`` that wait for nothing more, with their keys."""
        ...


class Buckets(Protocol):
    """Rate budgets by key, held by all machines together (GCRA)."""

    async def take(self, key: str, interval: timedelta, burst: int) -> timedelta | None:
        """Spend one call; None when it is granted, else how long to wait.

        Within any time ``t`` no more than ``burst + t / interval`` calls are granted. Several
        bursts may share one key: who has the smaller one stops earlier.
        """
        ...

    async def push(self, key: str, until: datetime) -> None:
        """Grant nothing before ``until``, whatever the burst: the other side told us to wait."""
        ...

    async def cooling_until(self, key: str) -> datetime | None:
        """Until when a ``push`` lets nothing through; None when there is none or it is over."""
        ...


TRIED_AGAIN_AFTER = timedelta(days=7)
"""So long a refusal is believed."""


@dataclass(frozen=True)
class RefusedMetric:
    """A metric that Instagram does not offer: for a ``MediaKind``, ``ACCOUNT`` or ``LIST``.

    ``LIST`` with the metric ``insights`` means: lists bring no numbers. Of an account one form may
    be refused while the total goes on: ``reach by follow_type``, ``reach by day``. ``refused_at``
    is the newest refusal.
    """

    kind: str
    metric: str
    since: datetime
    refused_at: datetime
    detail: str

    @property
    def tried_again_at(self) -> datetime:
        return self.refused_at + TRIED_AGAIN_AFTER


@dataclass(frozen=True)
class ServedVersion:
    """Which Graph version answers when ``asked`` is asked for; the same where all is well."""

    asked: str
    served: str
    since: datetime


@dataclass(frozen=True)
class Usage:
    """How much of a limit is used, in percent, as Instagram's newest header said."""

    call_count: int
    total_cputime: int
    total_time: int
    as_of: datetime

    @property
    def highest(self) -> int:
        return max(self.call_count, self.total_cputime, self.total_time)


class InstagramFacts(Protocol):
    """What Instagram showed of itself at run time; survives a restart, holds for all machines."""

    async def refused_metrics(self) -> list[RefusedMetric]: ...

    async def metric_refused(self, kind: str, metric: str, at: datetime, detail: str) -> None: ...

    async def metrics_given(self, kind: str, metrics: Collection[str]) -> None:
        """They came after all: forget that they were refused."""
        ...

    async def served_versions(self) -> list[ServedVersion]: ...

    async def version_served(self, asked: str, served: str, at: datetime) -> bool:
        """True when that is news."""
        ...

    async def usage(self, key: str) -> Usage | None:
        """``key`` as in the budgets: :func:`account_key` or :data:`APP_KEY`."""
        ...

    async def note_usage(self, key: str, usage: Usage) -> None: ...

    async def count_request(self, account_id: int, day: date, purpose: Purpose) -> None:
        """One more request for an account on a UTC day; nothing for an account that is gone."""
        ...

    async def requests_on(self, account_id: int, day: date) -> Mapping[Purpose, int]: ...

    async def forget_requests_before(self, day: date) -> int: ...


APP_KEY = "instagram:app"


def account_key(account_id: int) -> str:
    """The budget of an account at Instagram."""
    return f"instagram:{account_id}"


class Updates(Protocol):
    """The inbox of Telegram updates: what was acknowledged is stored, and done is noted."""

    async def store(self, update_id: int, body: str) -> bool:
        """False when it was stored before: Telegram may deliver an update twice."""
        ...

    async def done(self, update_id: int) -> None:
        """Wipes the body; the number stays, to know a repetition."""
        ...

    async def unfinished(self) -> list[str]:
        """Bodies stored but not done, oldest first, each handed out three times at most."""
        ...

    async def forget_before(self, before: datetime) -> int: ...


class Repositories(Protocol):
    """Every repository of one transaction."""

    @property
    def people(self) -> People: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def links(self) -> Links: ...
    @property
    def link_attempts(self) -> LinkAttempts: ...
    @property
    def pending_links(self) -> PendingLinks: ...
    @property
    def media(self) -> MediaStore: ...
    @property
    def media_looks(self) -> MediaLooks: ...
    @property
    def audiences(self) -> Audiences: ...
    @property
    def stories(self) -> Stories: ...
    @property
    def captures(self) -> Captures: ...
    @property
    def wrap_ups(self) -> WrapUps: ...
    @property
    def discoveries(self) -> AccountPlans: ...
    @property
    def refreshes(self) -> AccountPlans: ...
    @property
    def token_renewals(self) -> TokenPlans: ...
    @property
    def account_numbers(self) -> AccountNumbers: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def updates(self) -> Updates: ...
    @property
    def buckets(self) -> Buckets: ...
    @property
    def instagram_facts(self) -> InstagramFacts: ...
    @property
    def newest_media(self) -> AccountPlans: ...


class Database(Protocol):
    def transaction(self) -> AbstractAsyncContextManager[Repositories]:
        """One write transaction: commits when the block ends, rolls back when it raises.

        Nobody commits inside, and no remote call is made inside.
        """
        ...

    def reading(self) -> AbstractAsyncContextManager[Repositories]:
        """The same for reading only: never waits for a writer."""
        ...


# Sending --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sent:
    message_id: int


@dataclass(frozen=True)
class SendLater:
    """Refused without effect; try again at ``at``."""

    at: datetime
    reason: str


@dataclass(frozen=True)
class NotDeliverable:
    """Refused for good: blocked, kicked, gone, or nothing to say any more."""

    reason: str


@dataclass(frozen=True)
class OutcomeUnknown:
    """The answer was lost on the way: it may or may not have arrived."""

    reason: str


Outcome = Sent | SendLater | NotDeliverable | OutcomeUnknown


class Delivery(Protocol):
    """Words a message in the receiver's language, without sending it."""

    async def __call__(self, message: OutgoingMessage) -> Callable[[], Awaitable[Outcome]]:
        """Calling what comes back sends it. Raises NotFound when there is nothing to say."""
        ...
