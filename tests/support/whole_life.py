"""People with something of theirs in every table, marked so that each trace of it can be found."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert, make_url, select

from bot.domain.alerts import AlertKind, AlertSettings
from bot.domain.api_keys import ALL_RIGHTS
from bot.domain.chat_grants import AT_FIRST, ChatKind, Place
from bot.domain.digests import Cadence
from bot.domain.media import Insights, MediaProductType
from bot.domain.media_life import MediaLane, PlannedMediaLook
from bot.domain.online import OnlineDay
from bot.domain.periods import last_days
from bot.domain.quiet_hours import QuietHours
from bot.domain.secret import Secret
from bot.domain.story_life import Lane, Look, PlannedLook
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
    NewGrant,
    OutgoingMessage,
    Profile,
    Purpose,
    ReadyDigest,
    Target,
    Usage,
    WebhookChange,
    account_key,
)
from bot.storage.tables import AuditRow, Base
from bot.storage.unit_of_work import SqlDatabase
from tests.support.people import listed

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Marked:
    """Somebody and their account. Every text is found nowhere else."""

    telegram_user_id: int
    first_name: str
    username: str
    group_chat_id: int
    instagram_user_id: str
    app_scoped_id: str
    instagram_username: str
    token: str
    words: str
    """Stands in every caption."""

    @property
    def of_the_account(self) -> list[str]:
        return [
            self.instagram_user_id,
            self.app_scoped_id,
            self.instagram_username,
            self.words,
            f"{self.words}-media",
            f"{self.words}-picture",
        ]

    @property
    def of_the_person(self) -> list[str]:
        ids = [str(self.telegram_user_id), str(self.group_chat_id)]
        return [*ids, self.first_name, self.username, self.token]


def somebody(number: int) -> Marked:
    return Marked(
        telegram_user_id=7_123_456_780 + number,
        first_name=f"Zebulonia{number}",
        username=f"zebra_person_{number}",
        group_chat_id=-1_009_876_543_210 - number,
        instagram_user_id=f"1784140000777000{number}",
        app_scoped_id=f"2710000000777000{number}",
        instagram_username=f"quagga.shop.{number}",
        token=f"IGAA-okapi-{number}-" + "x" * 40,
        words=f"=cmd|kudu{number}",
    )


async def live(database: SqlDatabase, who: Marked, account: Marked | None = None) -> int:
    """Fill every table with something of the person; the account's id.

    ``account``: of whose account, when it is not their own.
    """
    its = account or who
    now = database.clock.now()
    person, chat = who.telegram_user_id, who.group_chat_id
    async with database.transaction() as work:
        await work.people.seen(person, who.first_name, who.username, "en")
        stored = await work.accounts.save_profile(_profile(its), "Europe/Madrid", now)
        account_id = stored.id
        token = IssuedToken(Secret(who.token), frozenset({"basic"}), now, now + 60 * DAY)
        link = await work.links.save(person, account_id, token)
        await work.people.set_current_account(person, account_id)
        ticket = Secret(f"{person} {account_id} {now}")
        attempt = await work.link_attempts.offer(person, person, ticket, now + MINUTE)
        state = Secret(f"state of {ticket.reveal()}")
        await work.link_attempts.issue(ticket, state)
        await work.link_attempts.note_code(state, Secret(f"code of {ticket.reveal()}"))
        await work.pending_links.start(attempt.id, DAY)
        await work.token_renewals.start(link.id, now + DAY)
        for plans in (
            work.discoveries,
            work.refreshes,
            work.newest_media,
            work.webhook_subscriptions,
        ):
            await plans.start(account_id, now + DAY)
        key = f"{account_id} {now}".encode()
        change = WebhookChange(key, its.instagram_user_id, "comments", "m1", None, now)
        await work.webhook_entries.store({its.instagram_user_id: account_id}, [change])
        digests = [
            await work.digests.subscribe(
                NewDigest(person, account_id, where, Cadence.DAILY, time(9), 0, "UTC"), now + DAY
            )
            for where in (person, chat)
        ]
        for where, digest in zip((person, chat), digests, strict=True):
            payload = {"subscription_id": digest.id, "local_date": "2026-11-02"}
            await work.outbox.put(
                OutgoingMessage("digest", f"digest:{digest.id}", where, None, payload)
            )
            await work.ready_digests.put(
                ReadyDigest(
                    subscription_id=digest.id,
                    key=f"digest:{digest.id}",
                    mark=who.username,
                    screen={"text": f"{its.words} of {its.instagram_username}"},
                    picture=its.instagram_user_id,
                    png=f"{its.words}-picture ".encode() * 1000,
                )
            )
        grant = await work.chat_grants.save(
            NewGrant(person, account_id, Place(chat), ChatKind.GROUP, who.words, AT_FIRST, "en")
        )
        told = {"grant_id": grant.id, "telegram_user_id": person}
        await work.outbox.put(
            OutgoingMessage("chat_granted", f"granted {person} {now}", chat, None, told)
        )
        payload = {"username": its.instagram_username}
        await work.outbox.put(
            OutgoingMessage("second_owner", f"second_owner:{link.id}", person, None, payload)
        )
        said = json.dumps({"message": {"from": {"id": person}}})
        await work.updates.store(person % 1000, said, "one")
        await work.instagram_facts.count_requests({account_id: Purpose.STORY}, now.date())
        await work.instagram_facts.note_usage(account_key(account_id), Usage(28, 4, 3, now))
        await work.buckets.take(account_key(account_id), timedelta(seconds=18), 5)
    await _read_account(database, account_id, its, now)
    await _mark(database, person, account_id, f"{who.username[:20]} topic")
    await _listen(database, person, account_id, now)
    async with database.session() as session:
        await session.execute(
            insert(AuditRow).values(at=now, who=str(person), what="link", result="done", detail={})
        )
    return account_id


async def traces(database: SqlDatabase, marks: list[str]) -> list[str]:
    """Where any of these stands: ``table: mark``, asked of every column of every table."""
    found = []
    async with database.session() as session:
        for name, table in Base.metadata.tables.items():
            rows = await session.execute(select(table))
            text = "\n".join(repr(tuple(row)) for row in rows)
            found += [f"{name}: {mark}" for mark in marks if mark in text]
    return found


def traces_in_files(url: str, marks: list[str]) -> list[str]:
    """The same in the bytes of SQLite's files: database and write-ahead log."""
    path = Path(str(make_url(url).database))
    found = []
    for file in (path, path.with_name(path.name + "-wal")):
        content = file.read_bytes()
        for mark in marks:
            forms = [mark.encode()]
            if mark.lstrip("-").isdecimal() and len(mark) < 15:
                # SQLite's own form of whole numbers that do not fit 32 bits.
                forms.append(int(mark).to_bytes(6, "big", signed=True))
            found += [f"{file.name}: {mark}" for form in forms if form in content]
    return found


def _profile(its: Marked) -> Profile:
    return Profile(
        app_scoped_id=its.app_scoped_id,
        user_id=its.instagram_user_id,
        username=its.instagram_username,
        name=its.words,
        account_type="BUSINESS",
        followers_count=1200,
        follows_count=30,
        media_count=12,
    )


def _listed(its: Marked, suffix: str, kind: MediaProductType, at: datetime) -> ListedMedia:
    insights = Insights(at, {"reach": 5, "likes": -3}, {"reach": {"follower": 2}})
    plain = listed(f"{its.words}-media-{suffix}", kind, at, insights)
    return replace(plain, details=replace(plain.details, caption=f"{its.words} {suffix}"))


async def _mark(database: SqlDatabase, person: int, account_id: int, name: str) -> None:
    """A topic of the person, on a post and on a story."""
    async with database.transaction() as work:
        tag = await work.tags.add(person, account_id, name)
        (post, *_) = await work.media.page(account_id, MediaProductType.FEED, 0, 1)
        (story, *_) = await work.stories.newest(account_id, 0, 1)
        await work.tags.set_mark(tag, Target(MediaProductType.FEED, post.id), on=True)
        await work.tags.set_mark(tag, Target(MediaProductType.STORY, story.id), on=True)


async def _listen(database: SqlDatabase, person: int, account_id: int, now: datetime) -> None:
    """What the person wants to be told of, was told of, and lets programs read."""
    async with database.transaction() as work:
        quiet = QuietHours(time(22), time(8))
        await work.alerts.save(person, AlertSettings(frozenset({AlertKind.DROP}), quiet))
        await work.alerts.mute(person, Mute(account_id, AlertKind.WRAP_UP, now + DAY))
        await work.alerts.tell(account_id, AlertKind.MILESTONE, "10000")
        key = Secret(f"farolero_of_{person}_to_{account_id}_at_{now.isoformat()}")
        await work.api_keys.add(
            NewApiKey(person, account_id, ALL_RIGHTS, key_digest(key), "a_b-", now + DAY)
        )


async def _read_account(database: SqlDatabase, account_id: int, its: Marked, now: datetime) -> None:
    async with database.transaction() as work:
        post = _listed(its, "post", MediaProductType.FEED, now)
        await work.media.save_page(account_id, [post], now)
        for media_id in await work.media_looks.unplanned(account_id):
            await work.media_looks.plan(
                account_id, [PlannedMediaLook(media_id, MediaLane.LADDER, 0, now + DAY)]
            )
        story = _listed(its, "story", MediaProductType.STORY, now)
        story_id = await work.stories.add(account_id, story, now.date(), now + DAY)
        if story_id is not None:
            look = PlannedLook(0, Lane.CAPTURE, now, now + DAY)
            await work.captures.plan(story_id, account_id, [look])
            seen = Insights(now, {"reach": 5}, {"navigation": {"tap_exit": 1}})
            await work.stories.save_looks([MadeLook(story_id, 0, 1, Look(now, seen))])
            await work.story_pictures.plan(story_id, account_id, now + DAY)
            (ref,) = await work.story_pictures.claim(1, MINUTE)
            # Longer than a page of the database: it goes on in others.
            await work.story_pictures.keep(ref, f"{its.words}-picture ".encode() * 1000)
        week = last_days(7, now, ZoneInfo("Europe/Madrid"))
        totals = AccountTotals(now, {"reach": 70}, {})
        await work.account_numbers.save_totals(account_id, week, totals)
        await work.account_numbers.save_series(account_id, "reach", [DayValue(now, 5)], now)
        await work.account_numbers.save_followers(account_id, now.date(), 1200)
        await work.account_numbers.save_online(account_id, [OnlineDay(now, {9: 70})], now)
        parts = AudienceParts("follower_demographics", "city", now, {f"{its.words}ville": 7})
        await work.audiences.save(account_id, parts)
