"""The database as the use cases see it: transactions with every repository in them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy import false, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.metrics.counted import DB_TRANSACTION, timed
from bot.services.ports import Clock, DueRows
from bot.storage.away import Watch
from bot.storage.budget import SqlBuckets
from bot.storage.counting import count_committed
from bot.storage.crypto import Keyring
from bot.storage.due import SqlDueRows, each_first_due
from bot.storage.figures import SqlFigures
from bot.storage.repositories.account_numbers import SqlAccountNumbers
from bot.storage.repositories.accounts import SqlAccounts
from bot.storage.repositories.alerts import SqlAlerts
from bot.storage.repositories.api_keys import SqlApiKeys
from bot.storage.repositories.audience import SqlAudiences
from bot.storage.repositories.audit import SqlAudit
from bot.storage.repositories.captures import SqlCaptures
from bot.storage.repositories.chat_grants import SqlChatGrants
from bot.storage.repositories.data_deletions import SqlDataDeletions
from bot.storage.repositories.digests import SqlDigests
from bot.storage.repositories.exports import SqlExports
from bot.storage.repositories.instagram_facts import SqlInstagramFacts
from bot.storage.repositories.leases import SqlLeases
from bot.storage.repositories.link_attempts import SqlLinkAttempts
from bot.storage.repositories.linked_messages import SqlLinkedMessages
from bot.storage.repositories.links import SqlLinks
from bot.storage.repositories.media import SqlMediaStore
from bot.storage.repositories.media_ages import SqlMediaAges
from bot.storage.repositories.media_looks import SqlMediaLooks
from bot.storage.repositories.operator_alerts import SqlOperatorAlerts
from bot.storage.repositories.outages import SqlHeartbeat, SqlOutages
from bot.storage.repositories.outbox import SqlOutbox
from bot.storage.repositories.pending_links import SqlPendingLinks
from bot.storage.repositories.people import SqlPeople
from bot.storage.repositories.plans import (
    SqlDiscoveries,
    SqlNewestMediaPlans,
    SqlRefreshes,
    SqlTokenPlans,
    SqlWrapUps,
)
from bot.storage.repositories.ready_digests import SqlReadyDigests
from bot.storage.repositories.set_aside import SqlSetAside
from bot.storage.repositories.stories import SqlStories
from bot.storage.repositories.story_pictures import SqlStoryPictures
from bot.storage.repositories.tags import SqlTags
from bot.storage.repositories.updates import SqlUpdates
from bot.storage.repositories.webhooks import SqlWebhookEntries, SqlWebhookSubscriptions
from bot.storage.tables import Base, EncryptionKeyRow


class SqlRepositories:
    """Every repository of one transaction; nobody commits inside."""

    def __init__(self, session: AsyncSession, clock: Clock, keyring: Keyring) -> None:
        self._session = session
        self._clock = clock
        self._keyring = keyring

    async def first_due(self, lanes: Sequence[tuple[DueRows, str | None]]) -> list[datetime | None]:
        asked: list[tuple[type[Base], str | None]] = []
        for rows, lane in lanes:
            assert isinstance(rows, SqlDueRows)
            asked.append((rows.model, lane))
        return list((await self._session.execute(each_first_due(tuple(asked)))).one())

    @cached_property
    def people(self) -> SqlPeople:
        return SqlPeople(self._session, self._clock)

    @cached_property
    def accounts(self) -> SqlAccounts:
        return SqlAccounts(self._session, self._clock)

    @cached_property
    def links(self) -> SqlLinks:
        return SqlLinks(self._session, self._clock, self._keyring)

    @cached_property
    def link_attempts(self) -> SqlLinkAttempts:
        return SqlLinkAttempts(self._session, self._clock, self._keyring)

    @cached_property
    def pending_links(self) -> SqlPendingLinks:
        return SqlPendingLinks(self._session, self._clock)

    @cached_property
    def linked_messages(self) -> SqlLinkedMessages:
        return SqlLinkedMessages(self._session, self._clock)

    @cached_property
    def media(self) -> SqlMediaStore:
        return SqlMediaStore(self._session, self._clock)

    @cached_property
    def media_looks(self) -> SqlMediaLooks:
        return SqlMediaLooks(self._session, self._clock)

    @cached_property
    def media_ages(self) -> SqlMediaAges:
        return SqlMediaAges(self._session, self._clock)

    @cached_property
    def alerts(self) -> SqlAlerts:
        return SqlAlerts(self._session, self._clock)

    @cached_property
    def audiences(self) -> SqlAudiences:
        return SqlAudiences(self._session, self._clock)

    @cached_property
    def stories(self) -> SqlStories:
        return SqlStories(self._session, self._clock)

    @cached_property
    def tags(self) -> SqlTags:
        return SqlTags(self._session, self._clock)

    @cached_property
    def captures(self) -> SqlCaptures:
        return SqlCaptures(self._session, self._clock)

    @cached_property
    def outages(self) -> SqlOutages:
        return SqlOutages(self._session, self._clock)

    @cached_property
    def heartbeat(self) -> SqlHeartbeat:
        return SqlHeartbeat(self._session, self._clock)

    @cached_property
    def story_pictures(self) -> SqlStoryPictures:
        return SqlStoryPictures(self._session, self._clock)

    @cached_property
    def wrap_ups(self) -> SqlWrapUps:
        return SqlWrapUps(self._session, self._clock)

    @cached_property
    def discoveries(self) -> SqlDiscoveries:
        return SqlDiscoveries(self._session, self._clock)

    @cached_property
    def refreshes(self) -> SqlRefreshes:
        return SqlRefreshes(self._session, self._clock)

    @cached_property
    def token_renewals(self) -> SqlTokenPlans:
        return SqlTokenPlans(self._session, self._clock)

    @cached_property
    def account_numbers(self) -> SqlAccountNumbers:
        return SqlAccountNumbers(self._session, self._clock)

    @cached_property
    def digests(self) -> SqlDigests:
        return SqlDigests(self._session, self._clock)

    @cached_property
    def ready_digests(self) -> SqlReadyDigests:
        return SqlReadyDigests(self._session, self._clock)

    @cached_property
    def chat_grants(self) -> SqlChatGrants:
        return SqlChatGrants(self._session, self._clock)

    @cached_property
    def api_keys(self) -> SqlApiKeys:
        return SqlApiKeys(self._session, self._clock)

    @cached_property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self._session, self._clock)

    @cached_property
    def updates(self) -> SqlUpdates:
        return SqlUpdates(self._session, self._clock)

    @cached_property
    def webhook_entries(self) -> SqlWebhookEntries:
        return SqlWebhookEntries(self._session, self._clock)

    @cached_property
    def webhook_subscriptions(self) -> SqlWebhookSubscriptions:
        return SqlWebhookSubscriptions(self._session, self._clock)

    @cached_property
    def newest_media(self) -> SqlNewestMediaPlans:
        return SqlNewestMediaPlans(self._session, self._clock)

    @cached_property
    def instagram_facts(self) -> SqlInstagramFacts:
        return SqlInstagramFacts(self._session, self._clock)

    @cached_property
    def exports(self) -> SqlExports:
        return SqlExports(self._session, self._clock)

    @cached_property
    def audit(self) -> SqlAudit:
        return SqlAudit(self._session, self._clock)

    @cached_property
    def data_deletions(self) -> SqlDataDeletions:
        return SqlDataDeletions(self._session, self._clock)

    @cached_property
    def set_aside(self) -> SqlSetAside:
        return SqlSetAside(self._session, self._clock)

    @cached_property
    def operator_alerts(self) -> SqlOperatorAlerts:
        return SqlOperatorAlerts(self._session, self._clock)

    @cached_property
    def figures(self) -> SqlFigures:
        return SqlFigures(self._session, self._clock)

    @cached_property
    def leases(self) -> SqlLeases:
        return SqlLeases(self._session, self._clock)

    @cached_property
    def buckets(self) -> SqlBuckets:
        return SqlBuckets(self._session, self._clock)


async def nothing_to_wipe() -> None:
    """PostgreSQL tidies its files up by itself: its autovacuum overwrites what was deleted."""


class SqlDatabase:
    """Implements the Database port on both databases. Made by ``engine.open_database``."""

    def __init__(
        self,
        writing: AsyncEngine,
        reading: AsyncEngine,
        clock: Clock,
        keyring: Keyring,
        wipe_deleted: Callable[[], Awaitable[None]] = nothing_to_wipe,
        on_close: Callable[[], None] = lambda: None,
        *,
        is_shared: bool,
        looking: AsyncEngine | None = None,
    ) -> None:
        self._writing = writing
        self._reading = reading
        self._looking = looking or reading
        self._clock = clock
        self._keyring = keyring
        self._wipe_deleted = wipe_deleted
        self._on_close = on_close
        self._is_shared = is_shared
        self._watch = Watch(clock)
        self._writes = 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlRepositories]:
        async with self.session() as session:
            yield SqlRepositories(session, self._clock, self._keyring)

    def reading(self) -> AbstractAsyncContextManager[SqlRepositories]:
        return self._read_by(self._reading)

    def look(self) -> AbstractAsyncContextManager[SqlRepositories]:
        return self._read_by(self._looking)

    @asynccontextmanager
    async def _read_by(self, engine: AsyncEngine) -> AsyncIterator[SqlRepositories]:
        with self._watch.over(writing=False), timed(DB_TRANSACTION, "read"):
            async with _session(engine) as session:
                yield SqlRepositories(session, self._clock, self._keyring)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """A write transaction without repositories, for the storage room itself."""
        with self._watch.over(writing=True), timed(DB_TRANSACTION, "write"):
            try:
                async with _session(self._writing) as session:
                    yield session
            finally:
                self._writes += 1

    async def check(self) -> None:
        """Raises StoreAway when it would take no write just now."""
        async with self.session() as session:
            # No row, but a write all the same: a database that takes none refuses it.
            nothing = update(EncryptionKeyRow).where(false()).values(kid=EncryptionKeyRow.kid)
            await session.execute(nothing)

    async def schema_revision(self) -> str | None:
        """Of the newest migration that was run on it."""
        with self._watch.over(writing=False):
            async with _session(self._reading) as session:
                revision: str | None = await session.scalar(
                    text("SELECT version_num FROM alembic_version")
                )
        return revision

    async def wipe_deleted(self) -> None:
        await self._wipe_deleted()

    async def now(self) -> datetime:
        """The database's own clock, for comparing it with ours. Aware UTC."""
        async with self.session() as session:
            now = await session.scalar(select(func.now()))
        assert isinstance(now, datetime)
        return now.astimezone(UTC) if now.tzinfo else now.replace(tzinfo=UTC)

    @property
    def writes(self) -> int:
        return self._writes

    @property
    def is_shared(self) -> bool:
        return self._is_shared

    @property
    def clock(self) -> Clock:
        return self._clock

    @property
    def keyring(self) -> Keyring:
        return self._keyring

    async def close(self) -> None:
        await self._looking.dispose()
        await self._reading.dispose()
        await self._writing.dispose()
        self._on_close()


@asynccontextmanager
async def _session(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    # Statements write, not changed objects: what is read again must come from the database.
    session = AsyncSession(
        engine,
        autoflush=False,
        expire_on_commit=False,
        execution_options={"populate_existing": True},
    )
    async with session:
        async with session.begin():
            yield session
        count_committed(session)
