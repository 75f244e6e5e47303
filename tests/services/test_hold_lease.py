"""Being the only process that does something, until its lease is over."""

from datetime import timedelta

import pytest

from bot.services import hold_lease
from bot.services.hold_lease import LASTS, inbox_seat, poller_lease
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import FrozenClock


async def test_one_has_it_and_the_next_when_the_first_is_dead_or_gives_it_back(
    postgres_database: SqlDatabase, clock: FrozenClock
) -> None:
    one, two, three = (poller_lease(postgres_database) for _ in range(3))
    assert await one.take()
    assert not await two.take()
    clock.advance(LASTS - timedelta(seconds=1))
    assert await one.take()
    clock.advance(LASTS - timedelta(seconds=1))
    assert not await two.take()
    clock.advance(timedelta(seconds=1))
    assert await two.take()
    assert not await one.take()
    await one.give_back()
    assert not await three.take()
    await two.give_back()
    assert await three.take()


async def test_who_was_stopped_for_too_long_knows_that_it_is_over(
    postgres_database: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hold_lease, "RENEWED_EVERY", 0.0)
    lease = inbox_seat(postgres_database)
    assert not lease.is_held
    assert await lease.take()
    assert await lease.kept()
    monkeypatch.setattr(lease, "_good_until", 0.0)
    assert not lease.is_held
    assert not await lease.kept()


async def test_a_database_that_is_away_takes_nothing_before_the_end(
    postgres_database: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hold_lease, "RENEWED_EVERY", 0.0)
    lease = poller_lease(postgres_database)
    assert await lease.take()
    await postgres_database.close()

    def away() -> None:
        raise OSError("no database")

    monkeypatch.setattr(postgres_database, "transaction", away)
    assert await lease.kept()
    monkeypatch.setattr(lease, "_good_until", 0.0)
    assert not await lease.kept()


async def test_alone_with_its_database_a_process_asks_nobody(sqlite_database: SqlDatabase) -> None:
    one, two = (poller_lease(sqlite_database) for _ in range(2))
    assert await one.take()
    assert await two.take()
    assert (one.is_held, one.is_contested) == (True, False)
    async with sqlite_database.transaction() as stored:
        # Nothing was written: it is free for the asking.
        assert await stored.leases.take("poller", "anybody", LASTS)
