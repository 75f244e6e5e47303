"""Whatever becomes of the tries to renew a token, one that works is never lost."""

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.domain.accounts import LinkState
from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.secret import Secret
from bot.services.instagram_access import CallInstagram
from bot.services.ports import LongLivedToken, ShortLivedToken
from bot.services.renew_token import RenewToken
from bot.services.renew_tokens import RenewTokens
from bot.storage.engine import open_database
from bot.storage.tables import OutboxRow
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.databases import KEYRING, SqliteDatabases
from tests.support.people import linked_account

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LIFE = 60 * DAY
ANA = 7


class Outcome(Enum):
    RENEWED = "renewed"
    ANSWER_LOST = "answer lost"
    KILLED = "killed after the answer"
    AWAY = "away"
    REFUSED = "refused"


LEFT_OPEN = frozenset({Outcome.ANSWER_LOST, Outcome.AWAY, Outcome.KILLED})
"""After these we do not know what Instagram made of it."""


@dataclass
class FarEnd:
    """Implements InstagramOAuth as Meta documents renewing; ``outcomes`` are the test's."""

    clock: FrozenClock
    same_string: bool
    outcomes: list[Outcome]
    living: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    last: Outcome | None = None

    async def refresh(self, long_lived: Secret) -> LongLivedToken:
        now = self.clock.now()
        issued_at, expires_at = self.living[long_lived.reveal()]
        self.last = self.outcomes.pop(0) if self.outcomes else Outcome.RENEWED
        if self.last is Outcome.AWAY:
            raise InstagramRefused(Refusal.TRANSIENT, "away")
        if now >= expires_at:
            raise InstagramRefused(Refusal.TOKEN, "expired", code=190, subcode=463)
        if now - issued_at < DAY:
            raise InstagramRefused(Refusal.PERMANENT, "too young", code=100)
        if self.last is Outcome.REFUSED:
            raise InstagramRefused(Refusal.PERMISSION, "not granted", code=10)
        new = long_lived if self.same_string else Secret(f"IGAA-{len(self.living)}")
        self.living[new.reveal()] = (now, now + LIFE)
        if self.last is Outcome.ANSWER_LOST:
            raise InstagramRefused(Refusal.TRANSIENT, "reset")
        if self.last is Outcome.KILLED:
            raise asyncio.CancelledError
        return LongLivedToken(new, LIFE)

    def authorize_url(self, state: str) -> str:
        raise NotImplementedError

    async def exchange_code(self, code: Secret) -> ShortLivedToken:
        raise NotImplementedError

    async def long_lived_token(self, short_lived: Secret) -> LongLivedToken:
        raise NotImplementedError


def test_no_order_of_outcomes_loses_a_token_that_works(
    sqlite_databases: SqliteDatabases,
) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.sampled_from(Outcome), max_size=30), st.booleans())
    def holds(outcomes: Sequence[Outcome], same_string: bool) -> None:
        clock = FrozenClock()
        far_end = FarEnd(clock, same_string, list(outcomes))
        with tempfile.TemporaryDirectory() as folder:
            url = sqlite_databases.copy_to(Path(folder) / "farolero.db")
            asyncio.run(live_through(url, clock, far_end))

    holds()


async def live_through(url: str, clock: FrozenClock, far_end: FarEnd) -> None:
    database = open_database(url, clock, KEYRING)
    renew_token = RenewToken(database, clock, far_end)
    renew = RenewTokens(database, clock, renew_token, CallInstagram(database, renew_token))
    async with database.transaction() as stored:
        await linked_account(stored, ANA, token="IGAA-0")
        (linked,) = await stored.accounts.linked_to(ANA)
        far_end.living["IGAA-0"] = (START, START + LIFE)
        await stored.token_renewals.start(linked.link.id, linked.link.token_life.renewed_from)
    told = 0
    while far_end.outcomes:
        async with database.reading() as stored:
            due = await stored.token_renewals.next_due()
        if due is None:
            break
        clock.set(max(clock.now(), due))
        async with database.transaction() as stored:
            refs = await stored.token_renewals.claim(1, MINUTE)
        with suppress(asyncio.CancelledError):
            await renew(refs)
        await check(database, clock, far_end)
        warnings = await told_so_far(database)
        assert warnings <= told + 1, "more than one message for one try"
        told = warnings
    await database.close()


async def check(database: SqlDatabase, clock: FrozenClock, far_end: FarEnd) -> None:
    now = clock.now()
    async with database.reading() as stored:
        (linked,) = await stored.accounts.linked_to(ANA)
        access = await stored.links.token_of(linked.link.id)
    assert access is not None
    _, expires_at = far_end.living[access.token.reveal()]
    assert access.expires_at <= expires_at, "we believe in a longer life than there is"
    if linked.link.state is LinkState.ACTIVE:
        assert not access.life.is_over(now) or now < expires_at or far_end.last in LEFT_OPEN
    else:
        assert access.life.is_over(now), "a working token was given up before its end"
        assert now >= expires_at or far_end.last in LEFT_OPEN


async def told_so_far(database: SqlDatabase) -> int:
    async with database.session() as session:
        return await session.scalar(select(func.count()).select_from(OutboxRow)) or 0
