"""One compact life of the bot with an account of every kind of media, and what a person sees."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.domain.accounts import Link
from bot.domain.errors import BotError
from bot.domain.media import MediaProductType, Number
from bot.domain.periods import Period
from bot.domain.story_life import Ladder, Story
from bot.domain.story_rhythm import Rhythm
from bot.sandbox.faults import Fault
from bot.scheduler.engine import Engine
from bot.scheduler.lanes import Lane
from bot.services.capture_stories import CaptureStories
from bot.services.discover_stories import DiscoverStories
from bot.services.list_newest_media import ListNewestMedia
from bot.services.renew_tokens import RenewTokens
from bot.services.results import Album, MediaCard, Overview, Status
from bot.services.resume_linking import ResumeLinking, ShowPendingLink
from bot.services.sample_media import SampleMedia
from bot.services.send_outbox import SendOutbox
from bot.services.share_pace import Pace
from bot.services.show_album import ShowAlbum
from bot.services.show_media import ListMedia, ShowMedia
from bot.services.show_overview import ShowOverview
from bot.services.show_status import ShowStatus
from bot.services.wrap_up_sequences import WrapUpSequences
from tests.support.background import Recording
from tests.support.product import ANA, SCOPES, Product, codes_on

IN_ANY_LIFE = {"digest", "wrap_up", "take_off", "new_reel", "milestone", "drop"}

POST = (
    *("reach", "views", "likes", "comments", "saved", "shares", "total_interactions"),
    *("follows", "profile_visits", "reposts"),
)
REEL = (
    *("reach", "views", "likes", "comments", "saved", "shares", "total_interactions"),
    *("reposts", "ig_reels_avg_watch_time", "ig_reels_video_view_total_time", "reels_skip_rate"),
)
STORY = (
    *("reach", "views", "shares", "total_interactions", "replies"),
    *("follows", "profile_visits", "reposts"),
)
TAPS = ("tap_forward", "tap_back", "tap_exit", "swipe_forward")
OVERVIEW = ("reach", "views", "accounts_engaged", "total_interactions", "profile_links_taps")
FOLLOWS = ("followers_came", "followers_left")
PROFILE = ("name", "followers_count", "follows_count", "media_count")
DETAILS = ("caption", "permalink", "like_count", "comments_count")
AUDIENCE = ("audience",)

ASPECTS: Mapping[str, tuple[str, ...]] = {
    "profile": PROFILE,
    "overview": (*OVERVIEW, *FOLLOWS),
    "audience": AUDIENCE,
    "post": POST,
    "details": DETAILS,
    "reel": REEL,
    "story": (*STORY, *TAPS),
}
"""All that is compared, by what it is about."""

SHOP: Mapping[str, Any] = {
    "username": "tea.shop",
    "followers": 5000,
    "posts": 1,
    "reels": 1,
    "carousels": 0,
    "stories_per_day": 0,
}

Numbers = dict[str, Any]
Sight = dict[str, Numbers]
"""By aspect, then by name; None where the bot says that it does not know."""

LINKED, DENIED, NOT_LET_BACK = "linked", "denied", "not let back by Instagram"

A_LOOK_LATER = timedelta(hours=3)
FIRST_FINAL = timedelta(hours=23, minutes=27)
ENDED = timedelta(hours=24, minutes=10)
RENEWAL = timedelta(days=46)
FORGIVEN = timedelta(days=8)
"""By then everything that was refused has been tried again."""


@dataclass(frozen=True)
class Published:
    """What the account publishes on one day."""

    at: datetime
    post: str
    album: str
    reel: str
    story: str


@dataclass
class Life:
    """The product with its background work, and one account with an outside client of its own."""

    product: Product
    engine: Engine
    messages: Recording
    shop: Mapping[str, str]
    show_overview: ShowOverview
    list_media: ListMedia
    show_media: ShowMedia
    show_album: ShowAlbum
    show_status: ShowStatus
    faults: list[Fault] = field(default_factory=list)

    # Switches -------------------------------------------------------------------------------

    def switch_on(self, name: str, params: Mapping[str, Any]) -> None:
        add = self.product.sandbox.faults.add
        self.faults.append(add("instagram", name, params, None))

    def switch_off(self) -> None:
        for fault in self.faults:
            self.product.sandbox.faults.remove(fault.id)
        self.faults.clear()

    @contextmanager
    def lifted(self, *, unless: bool = False) -> Iterator[None]:
        """For the moment everything is in its default position."""
        if unless:
            yield
            return
        kept = self.product.sandbox.faults.all()
        for fault in kept:
            self.product.sandbox.faults.remove(fault.id)
        yield
        self.faults = [
            self.product.sandbox.faults.add(fault.target, fault.fault, fault.params, fault.times)
            for fault in kept
        ]

    # Time -----------------------------------------------------------------------------------

    async def pass_by(self, duration: timedelta) -> None:
        """What fell due meanwhile is worked off at the end of it."""
        self.product.clock.jump(duration)
        await self.engine.drain()

    async def pass_until(self, at: datetime) -> None:
        await self.pass_by(at - self.product.clock.now())

    # Ana ------------------------------------------------------------------------------------

    async def link(self) -> str:
        """The whole way through the browser and back; where it ended, or the refusal's name."""
        product = self.product
        consent_page = await product.press_continue(await product.invite(), "Europe/Madrid")
        form = [("account_id", self.shop["user_id"]), ("decision", "allow")]
        form += [*consent_page.query.items(), *(("scopes", scope) for scope in SCOPES)]
        decision = f"{product.origin}/instagram/oauth/authorize/decision"
        async with product.browser.session.post(
            decision, data=form, allow_redirects=False
        ) as response:
            location = response.headers.get("Location")
        if location is None:
            return NOT_LET_BACK
        callback = type(consent_page)(location).with_fragment(None)
        answer = await product.browser.get(callback)
        if answer.status != 303:
            return DENIED
        return_code, _ = codes_on(await product.browser.get(answer.location))
        try:
            await product.finish_linking.by_return_code(ANA, return_code)
        except BotError as refusal:
            return type(refusal).__name__
        return LINKED

    async def its_link(self) -> Link | None:
        async with self.product.database.reading() as stored:
            linked = await stored.accounts.linked_to(ANA)
        return linked[0].link if linked else None

    async def is_pending(self) -> bool:
        return await ShowPendingLink(self.product.database)(ANA) is not None

    def told(self) -> list[str]:
        """Kinds of the messages that Ana got, without those that come in any life."""
        kinds = [message.kind for _, message in self.messages.given]
        return [kind for kind in kinds if kind not in IN_ANY_LIFE]

    # What she sees --------------------------------------------------------------------------

    async def media_row(self, media_id: str) -> int | None:
        for kind in (MediaProductType.FEED, MediaProductType.REELS):
            listed = await self.list_media(ANA, kind, 0)
            for media in listed.media:
                if media.details.media_id == media_id:
                    return media.id
        return None

    async def card(self, media_id: str) -> MediaCard | None:
        row = await self.media_row(media_id)
        return None if row is None else await self.show_media(ANA, row, force=True)

    async def album(self, media_id: str) -> Album | None:
        row = await self.media_row(media_id)
        return None if row is None else await self.show_album(ANA, row, 0)

    async def overview(self) -> Overview:
        return await self.show_overview(ANA, 7, force=True)

    async def status(self) -> Status:
        return await self.show_status(ANA)

    async def story(self, media_id: str) -> Story | None:
        link = await self.its_link()
        assert link is not None
        async with self.product.database.reading() as stored:
            sequences = await stored.stories.sequences(link.account_id, 0, 20)
        found = [story for one in sequences for story in one.stories]
        return next((one for one in found if one.details.media_id == media_id), None)

    async def sight(self, published: Published) -> Sight:
        """Everything but the story, which is looked at before it ends."""
        overview = await self.overview()
        post, reel = await self.card(published.post), await self.card(published.reel)
        (account,) = await self.product.linked()
        async with self.product.database.reading() as stored:
            audiences = await stored.audiences.newest(account.id)
        genders = [
            one.parts
            for one in audiences
            if (one.metric, one.breakdown) == ("follower_demographics", "gender") and one.parts
        ]
        return {
            "profile": {name: getattr(account, name) for name in PROFILE},
            "overview": {
                **{name: overview.total(name).value for name in OVERVIEW},
                **{name: getattr(overview, name) for name in FOLLOWS},
            },
            "audience": {"audience": _without_case(genders[0]) if genders else None},
            "post": _numbers_of(post, POST),
            "details": _details_of(post),
            "reel": _numbers_of(reel, REEL),
        }

    async def sight_of_story(self, published: Published) -> Sight:
        story = await self.story(published.story)
        insights = story.insights if story else None
        if insights is None:
            return {"story": dict.fromkeys(ASPECTS["story"])}
        seen: Numbers = {name: insights.get(name) for name in STORY}
        return {"story": seen | {tap: insights.part("navigation", tap) for tap in TAPS}}

    # What an outside client is told ---------------------------------------------------------

    async def publish(self) -> Published:
        async def one(edge: str, **settings: Any) -> str:
            path = f"/instagram/accounts/{self.shop['user_id']}/{edge}"
            return str((await self.product.control(path, settings))["id"])

        return Published(
            at=self.product.clock.now(),
            post=await one("media", caption="Tea for @everybody"),
            album=await one("media", media_type="CAROUSEL_ALBUM", children=2),
            reel=await one("media", media_product_type="REELS", media_type="VIDEO"),
            story=await one("stories", viewers=400),
        )

    async def ask(self, path: str, **params: str) -> Any:
        query = {**params, "access_token": self.shop["access_token"]}
        address = f"{self.product.origin}/instagram/v26.0{path}"
        async with self.product.browser.session.get(address, params=query) as reply:
            assert reply.status == 200, await reply.text()
            return await reply.json()

    async def truth_of_account(self) -> Sight:
        """What the bot reads anew once a day, and once a week."""
        profile = await self.ask("/me", fields=",".join(PROFILE))
        return {
            "profile": {name: profile[name] for name in PROFILE},
            "audience": {"audience": _without_case(await self._genders())},
        }

    async def truth(self, published: Published) -> Sight:
        """What is read anew for whoever looks."""
        (account,) = await self.product.linked()
        details = await self.ask(f"/{published.post}", fields=",".join(DETAILS))
        today = self.product.clock.now().astimezone(account.zone).date()
        days = Period(today - timedelta(days=7), today - timedelta(days=1), account.zone)
        return {
            "overview": await self._totals(days),
            "post": await self._lifetime(published.post, POST),
            "details": {name: details.get(name) for name in DETAILS},
            "reel": await self._lifetime(published.reel, REEL),
        }

    async def truth_of_story(self, published: Published) -> Sight:
        numbers = await self._lifetime(published.story, STORY)
        reply = await self.ask(
            f"/{published.story}/insights",
            metric="navigation",
            breakdown="story_navigation_action_type",
        )
        taps = dict.fromkeys(TAPS, 0) | _parts(reply)
        return {"story": numbers | taps}

    async def _lifetime(self, media_id: str, names: Sequence[str]) -> Numbers:
        reply = await self.ask(f"/{media_id}/insights", metric=",".join(names))
        return {entry["name"]: entry["values"][0]["value"] for entry in reply["data"]}

    async def _totals(self, days: Period) -> Numbers:
        window = {
            "period": "day",
            "metric_type": "total_value",
            "since": str(int(days.since.timestamp())),
            "until": str(int(days.until.timestamp())),
        }
        path = f"/{self.shop['user_id']}/insights"
        reply = await self.ask(path, metric=",".join(OVERVIEW), **window)
        totals = {entry["name"]: entry["total_value"].get("value") for entry in reply["data"]}
        follows = _parts(
            await self.ask(path, metric="follows_and_unfollows", breakdown="follow_type", **window)
        )
        came, left = follows.get("follower"), follows.get("non_follower")
        return {**totals, "followers_came": came, "followers_left": left}

    async def _genders(self) -> Mapping[str, Number]:
        reply = await self.ask(
            f"/{self.shop['user_id']}/insights",
            metric="follower_demographics",
            period="lifetime",
            metric_type="total_value",
            breakdown="gender",
        )
        return _parts(reply)

    async def children(self, album: str) -> list[str]:
        reply = await self.ask(f"/{album}/children", fields="id")
        return [child["id"] for child in reply["data"]]


def _parts(reply: Any) -> dict[str, Number]:
    """Of the one metric in a reply: its parts by the last dimension, in lower case."""
    (entry,) = reply["data"]
    (breakdown,) = entry["total_value"]["breakdowns"]
    return {part["dimension_values"][-1].lower(): part["value"] for part in breakdown["results"]}


def _without_case(parts: Mapping[str, Number]) -> dict[str, Number]:
    return {name.lower(): value for name, value in parts.items()}


def _numbers_of(card: MediaCard | None, names: Sequence[str]) -> Numbers:
    insights = card.media.insights if card else None
    return {name: insights.get(name) if insights else None for name in names}


def _details_of(card: MediaCard | None) -> Numbers:
    if card is None:
        return dict.fromkeys(DETAILS)
    media = card.media
    return {
        "caption": media.details.caption,
        "permalink": media.details.permalink,
        "like_count": media.like_count,
        "comments_count": media.comments_count,
    }


@asynccontextmanager
async def begin_life(product: Product, shop: Mapping[str, str]) -> AsyncIterator[Life]:
    """The product's background work as in ``bot.main``, over the product's own parts."""
    database, clock, instagram = product.database, product.clock, product.instagram
    call_instagram = product.call_instagram
    messages = Recording(clock)
    every = timedelta(hours=24)
    capture = CaptureStories(database, clock, instagram, call_instagram)
    discover = DiscoverStories(database, clock, instagram, call_instagram, Ladder(), Rhythm())
    newest = ListNewestMedia(database, clock, instagram, call_instagram, timedelta(hours=1), every)
    sample = SampleMedia(database, clock, instagram, call_instagram)
    resume = ResumeLinking(database, clock, product.finish_linking)
    wrap_up = WrapUpSequences(database, clock)
    renew = RenewTokens(database, clock, call_instagram.renew_token, call_instagram)
    send = SendOutbox(database, clock, messages, Pace(database, clock))
    engine = Engine(
        database,
        clock,
        "memory://",
        [
            Lane("final", lambda stored: stored.captures, capture, 5, 50, column="final"),
            Lane("capture", lambda stored: stored.captures, capture, 10, 100, column="capture"),
            Lane("discover", lambda stored: stored.discoveries, discover, 10, 100),
            Lane("pending_link", lambda stored: stored.pending_links, resume, 1, 8),
            Lane("wrap_up", lambda stored: stored.wrap_ups, wrap_up, 10, 100),
            Lane("newest", lambda stored: stored.newest_media, newest, 5, 50),
            Lane("ladder", lambda stored: stored.media_looks, sample, 5, 50, column="ladder"),
            Lane("refresh", lambda stored: stored.refreshes, product.refresh_accounts, 1, 8),
            Lane("backfill", lambda stored: stored.media_looks, sample, 1, 4, column="backfill"),
            Lane("token", lambda stored: stored.token_renewals, renew, 1, 8),
            Lane("send", lambda stored: stored.outbox, send, 5, 50),
        ],
    )
    await engine.start()
    try:
        yield Life(
            product,
            engine,
            messages,
            shop,
            ShowOverview(database, clock, product.read_overview),
            ListMedia(database, clock),
            ShowMedia(database, clock, instagram, call_instagram),
            ShowAlbum(database, clock, instagram, call_instagram),
            ShowStatus(database, clock, 200, SCOPES),
        )
    finally:
        await engine.stop()
