"""Tries to link: every step once, in order, in time, and for the person who began."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.accounts import LinkAttempt, LinkAttemptStatus
from bot.domain.secret import Secret
from bot.storage.repositories.link_attempts import sha256
from bot.storage.tables import LinkAttemptRow
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock

ANA, EVE = 7, 8
TEN_MINUTES = timedelta(minutes=10)
TICKET, STATE, CODE = Secret("the-ticket"), Secret("the-state"), Secret("AQB-code")
RETURN_CODE, TYPED_CODE = Secret("return-code"), Secret("7K3M-9QXT")


async def offered(database: SqlDatabase, ticket: Secret = TICKET, person: int = ANA) -> LinkAttempt:
    async with database.transaction() as work:
        await work.people.seen(person, "Ana", None, "en")
        return await work.link_attempts.offer(person, person, ticket, START + TEN_MINUTES)


async def returned(database: SqlDatabase) -> LinkAttempt:
    """An attempt that came back from Instagram with its code."""
    await offered(database)
    async with database.transaction() as work:
        await work.link_attempts.issue(TICKET, STATE)
        attempt = await work.link_attempts.take_state(STATE)
        assert attempt is not None
        await work.link_attempts.keep_code(attempt.id, CODE, RETURN_CODE, TYPED_CODE)
    return attempt


async def status(database: SqlDatabase) -> LinkAttemptStatus:
    async with database.session() as session:
        found = await session.scalar(
            select(LinkAttemptRow.status).where(LinkAttemptRow.ticket_sha256 == sha256(TICKET))
        )
    return LinkAttemptStatus(str(found))


async def test_the_person_who_began_has_the_code_until_the_attempt_ends(
    database: SqlDatabase,
) -> None:
    attempt = await returned(database)
    async with database.transaction() as work:
        assert await work.link_attempts.by_return_code(RETURN_CODE) == attempt
        # Killed before the link was stored, they may come back with the same code.
        assert await work.link_attempts.code(attempt.id, ANA) == CODE
        assert await work.link_attempts.code(attempt.id, ANA) == CODE
        await work.link_attempts.end(attempt.id, LinkAttemptStatus.CONFIRMED)
        assert await work.link_attempts.code(attempt.id, ANA) is None
        assert await work.link_attempts.by_return_code(RETURN_CODE) is None
    assert await status(database) is LinkAttemptStatus.CONFIRMED


async def test_nobody_else_gets_the_code(database: SqlDatabase) -> None:
    attempt = await returned(database)
    async with database.transaction() as work:
        assert await work.link_attempts.code(attempt.id, EVE) is None
        assert await work.link_attempts.take_typed_code(EVE, TYPED_CODE) is None
        assert await work.link_attempts.code(attempt.id, ANA) == CODE


async def test_of_many_callbacks_with_one_state_exactly_one_is_taken(
    database: SqlDatabase,
) -> None:
    await offered(database)
    async with database.transaction() as work:
        await work.link_attempts.issue(TICKET, STATE)

    async def take() -> bool:
        async with database.transaction() as work:
            return await work.link_attempts.take_state(STATE) is not None

    assert sum(await asyncio.gather(*(take() for _ in range(20)))) == 1


async def test_a_reload_of_the_start_page_voids_the_state_before(database: SqlDatabase) -> None:
    await offered(database)
    async with database.transaction() as work:
        assert await work.link_attempts.issue(TICKET, Secret("first")) is not None
        assert await work.link_attempts.issue(TICKET, Secret("second")) is not None
        assert await work.link_attempts.take_state(Secret("first")) is None
        assert await work.link_attempts.take_state(Secret("second")) is not None
        assert await work.link_attempts.issue(TICKET, Secret("third")) is None


async def test_a_new_offer_voids_the_one_before(database: SqlDatabase) -> None:
    attempt = await returned(database)
    await offered(database, Secret("another ticket"))
    assert await status(database) is LinkAttemptStatus.REFUSED
    async with database.transaction() as work:
        assert await work.link_attempts.code(attempt.id, ANA) is None
        assert await work.link_attempts.begun_since(ANA, START) == [START, START]
        assert await work.link_attempts.begun_since(EVE, START) == []
        assert await work.link_attempts.begun_since(ANA, START + TEN_MINUTES) == []


async def test_after_its_end_an_attempt_goes_no_further(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    attempt = await returned(database)
    clock.set(START + TEN_MINUTES)
    async with database.transaction() as work:
        assert await work.link_attempts.issue(TICKET, Secret("other")) is None
        assert await work.link_attempts.take_state(STATE) is None
        assert await work.link_attempts.by_return_code(RETURN_CODE) is None
        assert await work.link_attempts.take_typed_code(ANA, TYPED_CODE) is None
        assert await work.link_attempts.code(attempt.id, ANA) is None
        assert await work.link_attempts.wipe_expired() == 1
        assert await work.link_attempts.wipe_expired() == 0


async def test_the_typed_code_works_for_the_person_who_began(database: SqlDatabase) -> None:
    attempt = await returned(database)
    async with database.transaction() as work:
        assert await work.link_attempts.take_typed_code(ANA, TYPED_CODE) == attempt.id
        assert await work.link_attempts.code(attempt.id, ANA) == CODE


@pytest.mark.parametrize(("wrong_tries", "still_good"), [(4, True), (5, False)])
async def test_five_wrong_typed_codes_void_the_attempt(
    database: SqlDatabase, wrong_tries: int, still_good: bool
) -> None:
    attempt = await returned(database)
    for number in range(wrong_tries):
        async with database.transaction() as work:
            assert await work.link_attempts.take_typed_code(ANA, Secret(f"{number}")) is None
    async with database.transaction() as work:
        found = await work.link_attempts.take_typed_code(ANA, TYPED_CODE)
        assert (found == attempt.id) is still_good
        assert (await work.link_attempts.code(attempt.id, ANA) == CODE) is still_good


async def test_what_is_stored_is_none_of_the_secrets(database: SqlDatabase) -> None:
    await returned(database)
    async with database.session() as session:
        row = (await session.scalars(select(LinkAttemptRow))).one()
        stored = " ".join(str(value) for value in vars(row).values())
    for secret in (TICKET, STATE, CODE, RETURN_CODE, TYPED_CODE):
        assert secret.reveal() not in stored


async def test_a_ticket_opens_a_live_attempt_only(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    attempt = await returned(database)
    async with database.transaction() as work:
        # It has been to Instagram and back: the page must not start it again.
        assert await work.link_attempts.by_ticket(TICKET) is None
        assert not await work.link_attempts.was_confirmed(ANA, RETURN_CODE)
        await work.link_attempts.end(attempt.id, LinkAttemptStatus.CONFIRMED)
        assert await work.link_attempts.was_confirmed(ANA, RETURN_CODE)
        assert not await work.link_attempts.was_confirmed(EVE, RETURN_CODE)
        fresh = Secret("another ticket")
        await work.link_attempts.offer(ANA, ANA, fresh, clock.now() + timedelta(minutes=10))
        assert await work.link_attempts.by_ticket(fresh) is not None
        clock.advance(timedelta(minutes=10))
        assert await work.link_attempts.by_ticket(fresh) is None
