"""Two linked people whose every number, word and name can be told from all others."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.domain.alerts import AlertKind
from bot.domain.api_keys import ALL_RIGHTS
from bot.domain.digests import Cadence
from bot.domain.media import Insights, MediaProductType, Number
from bot.domain.periods import Period, last_days
from bot.domain.secret import Secret
from bot.domain.story_life import Look
from bot.services.manage_api_keys import key_digest
from bot.services.ports import (
    AccountTotals,
    AudienceParts,
    DayValue,
    IssuedToken,
    ListedMedia,
    MadeLook,
    Mute,
    NewApiKey,
    NewDigest,
    OutgoingMessage,
    Profile,
    Repositories,
    Target,
)
from bot.services.read_audience import QUESTIONS
from bot.storage.tables import Base
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START
from tests.support.people import listed

FEED = MediaProductType.FEED
MADRID = ZoneInfo("Europe/Madrid")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Figures:
    """Six-digit numbers of one account: each given out once, so that a leak names its owner."""

    def __init__(self, first: int) -> None:
        self._next = first
        self.given: list[int] = []

    def __call__(self) -> int:
        self._next += 7
        self.given.append(self._next)
        return self._next

    def values(self, *metrics: str) -> dict[str, Number]:
        return {metric: self() for metric in metrics}


@dataclass(frozen=True)
class Owned:
    """What belongs to a linked person, by id."""

    telegram_user_id: int
    account_id: int
    media_id: int
    album_id: int
    story_id: int
    sequence_id: int
    outbox_id: int
    canaries: frozenset[str]
    """Numbers and words that nobody else may see."""
    tag_id: int = 0
    api_key_id: int = 0
    digest_id: int = 0


async def linked_person(
    database: SqlDatabase, telegram_user_id: int, name: str, first_figure: int
) -> Owned:
    """A person with a link, posts, an album, a live story, totals, a digest, a stuck message.

    One kind of alert is muted.
    """
    figures = Figures(first_figure)
    async with database.transaction() as stored:
        await stored.people.seen(telegram_user_id, name.title(), None, "en")
        await stored.people.set_time_zone(telegram_user_id, MADRID.key)
        account_id = await _account(stored, telegram_user_id, name, figures)
        await _totals(stored, account_id, figures)
        await _audience(stored, account_id, figures)
        await _media(stored, account_id, name, figures)
        story_id = await _story(stored, account_id, name, figures)
        page = await stored.media.page(account_id, MediaProductType.FEED, 0, 2)
        sequence = await stored.stories.sequence_of(story_id)
        (digest,) = await stored.digests.of_person(telegram_user_id)
        outbox_id = await _stuck_message(stored, telegram_user_id, account_id)
        tag = await stored.tags.add(telegram_user_id, account_id, f"{name}-topic")
        await stored.tags.add(telegram_user_id, account_id, f"{name}-topic, too")
        for target in (Target(FEED, page[0].id), Target(MediaProductType.STORY, story_id)):
            await stored.tags.set_mark(tag, target, on=True)
        key = await stored.api_keys.add(
            NewApiKey(
                telegram_user_id,
                account_id,
                ALL_RIGHTS,
                key_digest(Secret(f"farolero_{name}")),
                f"{name[0]}k_k",
                START + 30 * DAY,
            )
        )
        muted = Mute(account_id, AlertKind.TAKE_OFF, START + 90 * DAY)
        await stored.alerts.mute(telegram_user_id, muted)
    post, album = (media.id for media in page)
    assert sequence is not None
    words = {f"{name}.shop", f"{name}-caption", f"{name}-topic"}
    return Owned(
        telegram_user_id,
        account_id,
        post,
        album,
        story_id,
        sequence.id,
        outbox_id,
        frozenset({str(figure) for figure in figures.given} | words),
        tag.id,
        key.id,
        digest.id,
    )


async def _account(stored: Repositories, person: int, name: str, figures: Figures) -> int:
    profile = Profile(
        app_scoped_id=f"app-{name}",
        user_id=f"1784140{person}",
        username=f"{name}.shop",
        name=None,
        account_type="BUSINESS",
        followers_count=figures(),
        follows_count=figures(),
        media_count=figures(),
    )
    account = await stored.accounts.save_profile(profile, MADRID.key, START)
    permissions = frozenset({"instagram_business_basic", "instagram_business_manage_insights"})
    token = IssuedToken(Secret(f"IGAA-{name}"), permissions, START - DAY, START + 59 * DAY)
    await stored.links.save(person, account.id, token)
    await stored.people.set_current_account(person, account.id)
    await stored.accounts.set_media_synced(account.id, START)
    digest = NewDigest(person, account.id, person, Cadence.DAILY, time(9), 0, MADRID.key)
    await stored.digests.subscribe(digest, START + DAY)
    return account.id


async def _totals(stored: Repositories, account_id: int, figures: Figures) -> None:
    metrics = ("reach", "views", "accounts_engaged", "total_interactions", "profile_links_taps")
    for days in (7, 28, 90):
        period = last_days(days, START, MADRID)
        for window in _all_windows(period):
            totals = AccountTotals(START, figures.values(*metrics), {})
            await stored.account_numbers.save_totals(account_id, window, totals)
    series = [DayValue(START - day * DAY, figures()) for day in range(60)]
    await stored.account_numbers.save_series(account_id, "reach", series, START)
    for day in range(60):
        await stored.account_numbers.save_followers(account_id, _day(day), figures())


def _all_windows(period: Period) -> Iterable[Period]:
    return {*period.windows(), *period.before().windows()}


def _day(ago: int) -> date:
    return (START - ago * DAY).astimezone(MADRID).date()


async def _audience(stored: Repositories, account_id: int, figures: Figures) -> None:
    for metric, breakdown in QUESTIONS:
        parts = {"F": figures(), "M": figures()}
        await stored.audiences.save(account_id, AudienceParts(metric, breakdown, START, parts))


async def _media(stored: Repositories, account_id: int, name: str, figures: Figures) -> None:
    """A post, an album and a reel, the post newest."""
    metrics = ("reach", "views", "likes", "comments", "saved", "shares", "total_interactions")
    kinds = [
        ("post", MediaProductType.FEED, "IMAGE"),
        ("album", MediaProductType.FEED, "CAROUSEL_ALBUM"),
        ("reel", MediaProductType.REELS, "VIDEO"),
    ]
    page: list[ListedMedia] = []
    for age, (what, product, media_type) in enumerate(kinds, start=1):
        insights = Insights(START, figures.values(*metrics))
        one = listed(f"{name}-{what}", product, START - age * HOUR, insights)
        details = replace(one.details, media_type=media_type, caption=f"{name}-caption {what}")
        page.append(replace(one, details=details, like_count=figures(), comments_count=figures()))
    await stored.media.save_page(account_id, page, START)
    for product in (MediaProductType.FEED, MediaProductType.REELS):
        for media in await stored.media.page(account_id, product, 0, 2):
            assert media.insights is not None
            own = replace(media.insights, values={**media.insights.values, "follows": figures()})
            await stored.media.save_insights(media.id, own)


async def _story(stored: Repositories, account_id: int, name: str, figures: Figures) -> int:
    one = listed(f"{name}-story", MediaProductType.STORY, START - 2 * HOUR)
    one = replace(one, details=replace(one.details, caption=f"{name}-caption story"))
    story_id = await stored.stories.add(account_id, one, _day(0), START + 22 * HOUR)
    assert story_id is not None
    for slot in (1, 2):
        at = START - (3 - slot) * HOUR
        numbers = figures.values("reach", "views", "replies", "shares")
        navigation = {"tap_forward": figures(), "tap_exit": figures()}
        look = Look(at, Insights(at, numbers, {"navigation": navigation}))
        await stored.stories.save_looks([MadeLook(story_id, slot, 1, look)])
    return story_id


async def _stuck_message(stored: Repositories, person: int, account_id: int) -> int:
    """A message to the person whose fate is unknown."""
    key = f"stuck:{person}"
    message = OutgoingMessage("link_broken", key, person, None, {"account_id": account_id})
    await stored.outbox.put(message)
    (ref,) = await stored.outbox.claim(1, HOUR)
    assert await stored.outbox.begin_sending(ref, HOUR)
    assert await stored.outbox.unknown(ref, "the answer was lost")
    return ref.id


# What is stored -------------------------------------------------------------------------------

Rows = dict[str, list[tuple[Any, ...]]]

OF_NOBODY = {"processed_update"}
"""The inbox notes every update that comes in."""


async def rows_of(database: SqlDatabase, owned: Owned) -> Rows:
    """Every row that belongs to the person or to their account, table by table.

    A row belongs to whom the row belongs that it points to: tables come in the order of their
    foreign keys, so one pass finds all.
    """
    belongs: dict[str, set[Any]] = {
        "person": {owned.telegram_user_id},
        "instagram_account": {owned.account_id},
    }
    found: Rows = {}
    async with database.session() as session:
        for table in Base.metadata.sorted_tables:
            if table.name in OF_NOBODY:
                continue
            rows = (await session.execute(select(table))).mappings().all()
            points_to = {
                column.name: foreign.column.table.name
                for column in table.columns
                for foreign in column.foreign_keys
            }
            mine = [
                row
                for row in rows
                if any(row[name] in belongs.get(to, set()) for name, to in points_to.items())
                or row.get("chat_id") == owned.telegram_user_id
                or row.get("telegram_user_id") == owned.telegram_user_id
                or row.get("id") in belongs.get(table.name, set())
            ]
            keys = list(table.primary_key.columns)
            if len(keys) == 1:
                belongs.setdefault(table.name, set()).update(row[keys[0].name] for row in mine)
            found[table.name] = sorted((tuple(row.values()) for row in mine), key=repr)
    return found
