"""Lists of posts and reels with their numbers, read around the media that refuse them.

Insights can be nested into a list, but one media that refuses one metric fails the whole answer,
which does not say which media it was.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import ALL_INSIGHTS, Insights, MediaKind, MediaProductType
from bot.domain.metrics import listed_metrics, metrics_of
from bot.instagram import parsing
from bot.instagram.errors import NestingRefused, not_an_answer
from bot.instagram.graph import Graph
from bot.instagram.media_insights import PLAIN, UNKNOWN_ERROR, MediaInsights, may_be_hidden
from bot.instagram.refused_metrics import LIST, NESTED_INSIGHTS, RefusedMetrics
from bot.services.ports import Access, Clock, ListedMedia, MediaPage

logger = logging.getLogger(__name__)

FIELDS = (
    "id,media_type,media_product_type,caption,permalink,media_url,thumbnail_url,timestamp,"
    "like_count,comments_count"
)
LISTED_KINDS = (MediaKind.IMAGE, MediaKind.CAROUSEL, MediaKind.REELS)

PAGE_REFUSALS = frozenset({UNKNOWN_ERROR, 10, 100})
"""Codes with which one media, or the size of the answer, fails a whole page."""

OF_ONE_MEDIA = frozenset(
    {Refusal.UNSUPPORTED_METRIC, Refusal.BEFORE_CONVERSION, Refusal.HIDDEN, Refusal.PERMISSION}
)
LOOKED_FOR = 3
"""So many refusing media are looked for in a page; where there are more, asking one by one is
cheaper."""

SMALLER_PAGES = 2
"""How often the page is halved when Instagram finds it too much."""

SECOND = timedelta(seconds=1)
"""Publish times have no smaller unit."""


@dataclass(frozen=True)
class Window:
    """Publish times that a list is limited to."""

    since: datetime | None = None
    until: datetime | None = None

    @property
    def params(self) -> dict[str, str]:
        times = {"since": self.since, "until": self.until}
        return {name: str(int(at.timestamp())) for name, at in times.items() if at is not None}


@dataclass(frozen=True)
class MediaList:
    graph: Graph
    clock: Clock
    refused_metrics: RefusedMetrics
    media_insights: MediaInsights

    async def page(
        self,
        access: Access,
        after: str | None,
        limit: int,
        refusing: Sequence[datetime],
        before_conversion: datetime | None,
    ) -> MediaPage:
        """As in the port InstagramApi."""
        known = _Known(frozenset(refusing), before_conversion)
        metrics = await self._nested_metrics()
        if not metrics:
            page = await self.list_media(access, "media", after, limit)
        elif known.newest is None:
            page = await self._read(access, metrics, limit, after)
        else:
            page = await self._read_between(access, metrics, limit, after, known)
        return _marked(page, before_conversion)

    async def list_media(
        self,
        access: Access,
        edge: str,
        after: str | None,
        limit: int,
        metrics: Sequence[str] = (),
        window: Window | None = None,
        breakdown: str | None = None,
    ) -> MediaPage:
        """One request; ``metrics`` are nested. Without any, nothing of a media can fail it."""
        insights = f",insights.metric({','.join(metrics)})" if metrics else ""
        if breakdown is not None:
            insights += f".breakdown({breakdown})"
        params = {"fields": FIELDS + insights, "limit": str(limit)}
        if after is not None:
            params["after"] = after
        if window is not None:
            params |= window.params
        kind = MediaProductType.STORY if edge == "stories" else None
        page = await self.graph.read(
            "me",
            edge,
            access,
            params,
            lambda reply: parsing.media_page(reply, self.clock.now(), kind),
            metrics=metrics,
        )
        if page.after is not None and page.after == after:
            raise not_an_answer(f"the next page of {edge} is the same page")
        return page

    async def _nested_metrics(self) -> list[str]:
        """What posts and reels have in common; nothing where lists bring no insights."""
        if not await self.refused_metrics.without(LIST, [NESTED_INSIGHTS]):
            return []
        names = [metric.name for metric in listed_metrics()]
        for kind in LISTED_KINDS:
            names = await self.refused_metrics.without(kind, names)
        return names

    async def _read(
        self,
        access: Access,
        metrics: Sequence[str],
        limit: int,
        after: str | None,
        window: Window | None = None,
    ) -> MediaPage:
        return await _Reading(self, access, metrics, limit, window, after)()

    async def _read_between(
        self,
        access: Access,
        metrics: Sequence[str],
        limit: int,
        after: str | None,
        known: "_Known",
    ) -> MediaPage:
        """Ask only for what lies between the media that are known to refuse, by publish times.

        The first page: what is newer than all of them; often that is all of it. Otherwise one
        plain list, and for each stretch between them a list of its numbers: times and cursors are
        not mixed, because nobody tells how they go together.
        """
        assert known.newest is not None
        found: dict[str, ListedMedia] = {}
        if after is None:
            window = Window(since=known.newest + SECOND)
            newer = await self._read(access, metrics, limit, None, window)
            if newer.after is not None or not all(map(known.is_newer, newer.media)):
                return newer
            found = _by_id(newer.media)
        page = await self.list_media(access, "media", after, limit)
        for stretch in _stretches(page.media, known, frozenset(found)):
            window = Window(
                since=stretch[-1].details.timestamp - SECOND,
                until=stretch[0].details.timestamp + SECOND,
            )
            try:
                read = await self._read(access, metrics, len(stretch), None, window)
            except InstagramRefused as refused:
                if refused.refusal is not Refusal.THROTTLED:
                    raise
                logger.info("A page ends early: %s", refused.detail)
                break
            numbers = _by_id(read.media)
            if not numbers.keys() >= _by_id(stretch).keys():
                logger.info("Instagram does not list by publish times")
                return await self._read(access, metrics, limit, after)
            found |= numbers
            if read.media[-1].before_conversion:
                break
        media = [found.get(one.details.media_id, one) for one in page.media]
        converted = [one.details.timestamp for one in media if one.before_conversion]
        return _marked(MediaPage(media, page.after), max(converted, default=None))


@dataclass(frozen=True)
class _Known:
    """Media known to refuse, by publish time."""

    refusing: frozenset[datetime]
    before_conversion: datetime | None

    @property
    def newest(self) -> datetime | None:
        converted = () if self.before_conversion is None else (self.before_conversion,)
        return max((*self.refusing, *converted), default=None)

    def is_newer(self, media: ListedMedia) -> bool:
        return self.newest is None or media.details.timestamp > self.newest

    def has(self, media: ListedMedia) -> bool:
        timestamp = media.details.timestamp
        return timestamp in self.refusing or (
            self.before_conversion is not None and timestamp <= self.before_conversion
        )


@dataclass(frozen=True)
class _Refusing:
    """A media that fails every list it is in, and what Instagram says of it."""

    media: ListedMedia
    refusal: InstagramRefused


@dataclass
class _Reading:
    """One page on its way: what was taken so far, and where to go on.

    A page of n costs one request. Each of r media that refuse costs at most ceil(log2 n) requests
    until it is found, a plain one for itself, one for the rest of the page, and one for its own
    numbers and for each further metric that it refuses: together never more than
    1 + r·(2·ceil(log2 n) + 3), and never more than 2·n. (One more where Instagram's message does
    not tell "too few viewers" from a missing permission.)
    """

    lists: MediaList
    access: Access
    metrics: Sequence[str]
    limit: int
    window: Window | None
    after: str | None
    left: int = field(init=False)
    media: list[ListedMedia] = field(default_factory=list)
    refusing: list[_Refusing] = field(default_factory=list)
    requests: int = 0
    found: int = 0
    """Media that refuse, the first one from before the conversion among them."""
    is_permitted: bool = False

    def __post_init__(self) -> None:
        self.left = self.limit

    async def __call__(self) -> MediaPage:
        """What was taken counts also where the budget ends on the way: then the page is shorter."""
        try:
            await self._take_all()
        except InstagramRefused as refused:
            if refused.refusal is not Refusal.THROTTLED or not self.media:
                raise
            logger.info("A page ends early: %s", refused.detail)
        await self._learn()
        for one in self.refusing:
            position = self.media.index(one.media)
            self.media[position] = await self._with_own_numbers(one)
        return MediaPage(self.media, self.after)

    async def _take_all(self) -> None:
        halved, most = 0, self.limit
        while self.left:
            length = min(self.left, most)
            refused = await self._take(length)
            if refused is None:
                continue
            if refused.code == UNKNOWN_ERROR and halved < SMALLER_PAGES and length > 1:
                halved, most = halved + 1, length // 2
            elif refused.refusal in OF_ONE_MEDIA and self._may_be_looked_for(length):
                await self._take_refusing(await self._narrowed(length, refused))
            else:
                logger.info("The rest of a page comes without insights: %s", refused.detail)
                if isinstance(refused, NestingRefused):
                    await self.lists.refused_metrics.nesting_refused(refused.detail)
                await self._take_plain(self.left)

    async def _narrowed(self, length: int, refused: InstagramRefused) -> InstagramRefused:
        """Take what comes before the first media that refuses; its refusal.

        Of ``length`` media that were refused together the first half is asked: where that is
        accepted, the other half is to blame.
        """
        while length > 1 and self.left:
            half = length // 2
            of_half = await self._take(half)
            if of_half is None:
                length -= half
            else:
                length, refused = half, of_half
        return refused

    async def _take_refusing(self, refused: InstagramRefused) -> None:
        """The next media is the one that refuses."""
        self.found += 1
        if refused.refusal is Refusal.BEFORE_CONVERSION:
            taken = await self._take_plain(self.left)
            older = [replace(one, before_conversion=True) for one in taken]
            self.media = self.media[: len(self.media) - len(older)] + older
            return
        taken = await self._take_plain(min(1, self.left))
        self.refusing += [_Refusing(one, refused) for one in taken]

    def _may_be_looked_for(self, length: int) -> bool:
        """Looking, the media itself, and the rest, which may be refused again."""
        most = self.requests + _bits(length) + 1 + (2 if self.left > 1 else 0)
        return len(self.refusing) < LOOKED_FOR and most <= 2 * self.limit

    async def _take(self, length: int) -> InstagramRefused | None:
        """The next media with their numbers; or why they cannot be had together."""
        try:
            self._keep(await self._ask(length, self.metrics), length)
        except InstagramRefused as refused:
            if refused.code not in PAGE_REFUSALS:
                raise
            if may_be_hidden(refused) and not self.is_permitted:
                self.requests += 1
                await self.lists.media_insights.check_permission(self.access)
                self.is_permitted = True
            return refused
        return None

    async def _take_plain(self, length: int) -> Sequence[ListedMedia]:
        if not length:
            return []
        page = await self._ask(length, ())
        self._keep(page, length)
        return page.media

    async def _ask(self, length: int, metrics: Sequence[str]) -> MediaPage:
        self.requests += 1
        return await self.lists.list_media(
            self.access, "media", self.after, length, metrics, self.window
        )

    def _keep(self, page: MediaPage, length: int) -> None:
        self.media += page.media
        self.after = page.after
        self.left = 0 if page.after is None else self.left - length

    async def _learn(self) -> None:
        for media in self.media:
            if media.insights is not None:
                await self.lists.refused_metrics.given(LIST, [NESTED_INSIGHTS])
                await self.lists.refused_metrics.given(media.details.kind, media.insights.values)

    async def _with_own_numbers(self, one: _Refusing) -> ListedMedia:
        """What the media does give; as it is where that is not to be had, or not at this cost."""
        if one.refusal.refusal is Refusal.HIDDEN or may_be_hidden(one.refusal):
            hidden = Insights(self.lists.clock.now(), refused=frozenset({ALL_INSIGHTS}))
            return replace(one.media, insights=hidden)
        details, blamed = one.media.details, one.refusal.metrics
        offered = {metric.name for metric in metrics_of(details.kind, *PLAIN)}
        # What others on this page gave is not refused of the kind, however many are odd.
        await self.lists.refused_metrics.given(details.kind, self._given_by_others(details.kind))
        for other in self.refusing:
            await self.lists.refused_metrics.refused(
                details.kind,
                sorted(blamed & offered & self._refused_alike(one, other)),
                other.media.details.media_id,
                one.refusal.detail,
            )
        names = [name for name in self.metrics if name in offered - blamed]
        # One refusal may name one metric; one that names none is narrowed down.
        worst = len(names) if blamed else 2 * len(names)
        if one.refusal.refusal is not Refusal.UNSUPPORTED_METRIC or worst > self._left_to_spend():
            return one.media
        self.requests += worst
        try:
            own = await self.lists.media_insights.of_names(
                self.access, details.media_id, details.kind, names
            )
        except InstagramRefused as refused:
            if refused.refusal is Refusal.BEFORE_CONVERSION:
                return replace(one.media, before_conversion=True)
            if refused.code not in PAGE_REFUSALS and refused.refusal is not Refusal.THROTTLED:
                raise
            logger.info("A media that fails its page has no numbers now: %s", refused.detail)
            return one.media
        missing = blamed | own.refused or frozenset(self.metrics) - offered
        return replace(one.media, insights=replace(own, refused=missing))

    def _refused_alike(self, one: _Refusing, other: _Refusing) -> frozenset[str]:
        """What ``other`` tells of the kind: nothing that its others gave on this page."""
        kinds = {one.media.details.kind, other.media.details.kind}
        if len(kinds) == 1:
            return other.refusal.metrics - self._given_by_others(one.media.details.kind)
        if not kinds.issubset(LISTED_KINDS):
            return frozenset()
        return other.refusal.metrics.difference(*map(self._given_by_others, LISTED_KINDS))

    def _given_by_others(self, kind: MediaKind) -> set[str]:
        listed = [media.insights for media in self.media if media.details.kind is kind]
        return {name for insights in listed if insights for name in insights.values}

    def _left_to_spend(self) -> int:
        each = 2 * _bits(self.limit) + 3
        return min(2 * self.limit, 1 + self.found * each) - self.requests


def _bits(length: int) -> int:
    """ceil(log2 length)"""
    return (length - 1).bit_length()


def _by_id(media: Iterable[ListedMedia]) -> dict[str, ListedMedia]:
    return {one.details.media_id: one for one in media}


def _stretches(
    media: Iterable[ListedMedia], known: _Known, taken: Collection[str]
) -> list[list[ListedMedia]]:
    """What may be asked and is not taken yet, split where something else lies between."""
    stretches: list[list[ListedMedia]] = [[]]
    for one in media:
        if not known.has(one) and one.details.media_id not in taken:
            stretches[-1].append(one)
        else:
            stretches.append([])
    return [stretch for stretch in stretches if stretch]


def _marked(page: MediaPage, before_conversion: datetime | None) -> MediaPage:
    """Whatever was published until then is from before the conversion."""
    if before_conversion is None:
        return page
    media = [
        replace(one, insights=None, before_conversion=True)
        if one.details.timestamp <= before_conversion
        else one
        for one in page.media
    ]
    return MediaPage(media, page.after)
