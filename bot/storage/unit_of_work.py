"""The database as the use cases see it: transactions with every repository in them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.services.ports import Clock
from bot.storage.budget import SqlBuckets
from bot.storage.crypto import Keyring
from bot.storage.repositories.account_numbers import SqlAccountNumbers
from bot.storage.repositories.accounts import SqlAccounts
from bot.storage.repositories.audience import SqlAudiences
from bot.storage.repositories.captures import SqlCaptures
from bot.storage.repositories.digests import SqlDigests
from bot.storage.repositories.instagram_facts import SqlInstagramFacts
from bot.storage.repositories.link_attempts import SqlLinkAttempts
from bot.storage.repositories.links import SqlLinks
from bot.storage.repositories.media import SqlMediaStore
from bot.storage.repositories.media_looks import SqlMediaLooks
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
from bot.storage.repositories.stories import SqlStories
from bot.storage.repositories.updates import SqlUpdates


class SqlRepositories:
    """Every repository of one transaction; nobody commits inside."""

    def __init__(self, session: AsyncSession, clock: Clock, keyring: Keyring) -> None:
        self._session = session
        self._clock = clock
        self._keyring = keyring

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
    def media(self) -> SqlMediaStore:
        return SqlMediaStore(self._session, self._clock)

    @cached_property
    def media_looks(self) -> SqlMediaLooks:
        return SqlMediaLooks(self._session, self._clock)

    @cached_property
    def audiences(self) -> SqlAudiences:
        return SqlAudiences(self._session, self._clock)

    @cached_property
    def stories(self) -> SqlStories:
        return SqlStories(self._session, self._clock)

    @cached_property
    def captures(self) -> SqlCaptures:
        return SqlCaptures(self._session, self._clock)

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
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self._session, self._clock)

    @cached_property
    def updates(self) -> SqlUpdates:
        return SqlUpdates(self._session, self._clock)

    @cached_property
    def newest_media(self) -> SqlNewestMediaPlans:
        return SqlNewestMediaPlans(self._session, self._clock)

    @cached_property
    def instagram_facts(self) -> SqlInstagramFacts:
        return SqlInstagramFacts(self._session, self._clock)

    @cached_property
    def buckets(self) -> SqlBuckets:
        return SqlBuckets(self._session, self._clock)


class SqlDatabase:
    """Implements the Database port on both databases. Made by ``engine.open_database``."""

    def __init__(
        self,
        writing: AsyncEngine,
        reading: AsyncEngine,
        clock: Clock,
        keyring: Keyring,
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        self._writing = writing
        self._reading = reading
        self._clock = clock
        self._keyring = keyring
        self._on_close = on_close

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[SqlRepositories]:
        async with self.session() as session:
            yield SqlRepositories(session, self._clock, self._keyring)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqlRepositories]:
        async with _session(self._reading) as session:
            yield SqlRepositories(session, self._clock, self._keyring)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """A write transaction without repositories, for the storage room itself."""
        async with _session(self._writing) as session:
            yield session

    async def now(self) -> datetime:
        """The database's own clock, for comparing it with ours. Aware UTC."""
        async with self.session() as session:
            now = await session.scalar(select(func.now()))
        assert isinstance(now, datetime)
        return now.astimezone(UTC) if now.tzinfo else now.replace(tzinfo=UTC)

    @property
    def clock(self) -> Clock:
        return self._clock

    @property
    def keyring(self) -> Keyring:
        return self._keyring

    async def close(self) -> None:
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
    async with session, session.begin():
        yield session
