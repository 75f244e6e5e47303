"""Tries to link: every step once, in order, in time, and for the person who began."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from bot.domain.accounts import LinkAttempt, LinkAttemptStatus
from bot.domain.secret import Secret
from bot.services.ports import Ref
from bot.storage.repositories.link_attempts import sha256
from bot.storage.tables import LinkAttemptRow, PendingLinkRow
from bot.storage.unit_of_work import SqlDatabase
from tests.support.clock import START, FrozenClock
from tests.support.people import issued_token

ANA, EVE = 7, 8
MINUTE, TEN_MINUTES, HOUR = timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)
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


async def pending(database: SqlDatabase) -> tuple[LinkAttempt, Ref]:
    """An attempt that the person has come back with, lent to us."""
    attempt = await returned(database)
    async with database.transaction() as work:
        assert await work.link_attempts.take_up(attempt.id, ANA, START + HOUR)
        ref = await work.pending_links.start(attempt.id, MINUTE)
    return attempt, ref


async def obtained(database: SqlDatabase, attempt: LinkAttempt) -> list[Secret | None] | None:
    """Code, short-lived and long-lived token; None when the attempt is not pending."""
    async with database.reading() as work:
        found = await work.link_attempts.pending(attempt.id)
    if found is None:
        return None
    tokens = (found.short_lived, found.long_lived)
    return [found.code, *(None if token is None else token.token for token in tokens)]


async def encrypted(database: SqlDatabase) -> list[str]:
    async with database.session() as session:
        row = (await session.scalars(select(LinkAttemptRow))).one()
    return [one for one in (row.code, row.short_lived_token, row.long_lived_token) if one]


async def tries(database: SqlDatabase) -> int:
    """How many rows wait for another try to finish a link."""
    async with database.session() as session:
        return len((await session.scalars(select(PendingLinkRow))).all())


async def test_the_person_who_began_takes_the_attempt_up_once(database: SqlDatabase) -> None:
    attempt = await returned(database)
    async with database.transaction() as work:
        assert await work.link_attempts.by_return_code(RETURN_CODE) == attempt
        assert await work.link_attempts.pending(attempt.id) is None
        assert await work.link_attempts.take_typed_code(EVE, TYPED_CODE) is None
        assert not await work.link_attempts.take_up(attempt.id, EVE, START + HOUR)
        assert await work.link_attempts.take_up(attempt.id, ANA, START + HOUR)
        assert not await work.link_attempts.take_up(attempt.id, ANA, START + HOUR)
        assert await work.link_attempts.by_return_code(RETURN_CODE) is None
        assert await work.link_attempts.take_typed_code(ANA, TYPED_CODE) is None
    assert await status(database) is LinkAttemptStatus.PENDING
    assert await obtained(database, attempt) == [CODE, None, None]


async def test_of_many_who_take_an_attempt_up_exactly_one_has_it(database: SqlDatabase) -> None:
    attempt = await returned(database)

    async def take_up() -> bool:
        async with database.transaction() as work:
            return await work.link_attempts.take_up(attempt.id, ANA, START + HOUR)

    assert sum(await asyncio.gather(*(take_up() for _ in range(20)))) == 1


@pytest.mark.parametrize("end", [LinkAttemptStatus.CONFIRMED, LinkAttemptStatus.REFUSED])
async def test_each_token_takes_the_place_of_what_was_before_and_the_end_wipes_all(
    database: SqlDatabase, end: LinkAttemptStatus
) -> None:
    attempt, _ = await pending(database)
    short, long = issued_token("IGAA-short"), issued_token("IGAA-long")
    async with database.transaction() as work:
        await work.link_attempts.keep_short_lived(attempt.id, short)
    assert await obtained(database, attempt) == [None, short.token, None]
    async with database.transaction() as work:
        await work.link_attempts.keep_long_lived(attempt.id, long, START + 24 * HOUR)
    assert await obtained(database, attempt) == [None, None, long.token]
    async with database.reading() as work:
        found = await work.link_attempts.pending(attempt.id)
    assert found is not None
    assert (found.long_lived, found.since) == (long, START)
    (envelope,) = await encrypted(database)
    assert "IGAA" not in envelope
    async with database.transaction() as work:
        await work.link_attempts.end(attempt.id, end)
    assert await obtained(database, attempt) is None
    assert await encrypted(database) == []
    assert await tries(database) == 0
    assert await status(database) is end


async def test_a_token_of_another_row_person_or_column_is_not_opened(
    database: SqlDatabase,
) -> None:
    """It is like one that has run out, and the attempt ends as such."""
    attempt, _ = await pending(database)
    async with database.transaction() as work:
        await work.link_attempts.keep_short_lived(attempt.id, issued_token())
    for change, moved in (
        ("long_lived_token = short_lived_token", "long_lived"),
        ("long_lived_token = NULL, telegram_user_id = 8", "short_lived"),
        ("telegram_user_id = 7, id = 99", "short_lived"),
    ):
        async with database.session() as session:
            for referring in ("pending_link", "link_code"):
                await session.execute(text(f"DELETE FROM {referring}"))
            await session.execute(
                text(
                    "INSERT INTO person (telegram_user_id, first_name, language, time_zone,"
                    " time_zone_known, created_at) SELECT 8, first_name, language, time_zone,"
                    " time_zone_known, created_at FROM person"
                    " WHERE telegram_user_id = 7 AND NOT EXISTS"
                    " (SELECT 1 FROM person WHERE telegram_user_id = 8)"
                )
            )
            await session.execute(text(f"UPDATE link_attempt SET {change}"))
            (row_id,) = (await session.execute(text("SELECT id FROM link_attempt"))).scalars()
        async with database.reading() as work:
            found = await work.link_attempts.pending(row_id)
        assert found is not None
        assert getattr(found, moved) is None, change


async def test_after_its_time_nothing_of_a_pending_attempt_is_opened_and_it_waits_to_be_told(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    attempt, _ = await pending(database)
    clock.set(START + HOUR)
    assert await obtained(database, attempt) == [None, None, None]
    clock.set(START + 48 * HOUR)
    async with database.transaction() as work:
        assert await work.link_attempts.wipe_expired() == 1
        assert await work.link_attempts.forget_before(clock.now(), 100) == 0
    assert await encrypted(database) == []
    async with database.transaction() as work:
        await work.link_attempts.end(attempt.id, LinkAttemptStatus.REFUSED)
        assert await work.link_attempts.forget_before(clock.now(), 100) == 1


async def test_the_next_try_is_the_persons_own_and_taken_once(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    _, ref = await pending(database)
    async with database.transaction() as work:
        assert await work.pending_links.take(ANA, MINUTE) is None, "we hold it"
        await work.pending_links.rearm(ref, START + HOUR)
        assert await work.pending_links.next_try(ANA) == START + HOUR
        assert await work.pending_links.next_try(EVE) is None
        assert await work.pending_links.take(EVE, MINUTE) is None
        taken = await work.pending_links.take(ANA, MINUTE)
        assert taken is not None
        assert taken.attempt > ref.attempt
        assert await work.pending_links.take(ANA, MINUTE) is None
        assert await work.pending_links.begin([ref], MINUTE) == []
        assert await work.pending_links.begin([taken], MINUTE) == [taken]
    clock.advance(MINUTE)
    async with database.transaction() as work:
        # Whoever took it has died: it falls due by itself.
        assert [one.id for one in await work.pending_links.claim(5, MINUTE)] == [ref.id]


@pytest.mark.parametrize("how", ["cancel", "start anew", "delete me"])
async def test_whoever_gives_a_pending_attempt_up_leaves_nothing_of_it(
    database: SqlDatabase, how: str
) -> None:
    attempt, ref = await pending(database)
    async with database.transaction() as work:
        if how == "cancel":
            assert not await work.link_attempts.void_pending(EVE)
            assert await work.link_attempts.void_pending(ANA)
            assert not await work.link_attempts.void_pending(ANA)
        elif how == "start anew":
            await work.link_attempts.offer(ANA, ANA, Secret("another"), START + TEN_MINUTES)
        else:
            await work.people.forget(ANA)
    assert await obtained(database, attempt) is None
    assert await tries(database) == 0
    async with database.transaction() as work:
        assert await work.pending_links.finish([ref]) == []
        assert await work.pending_links.next_try(ANA) is None
        await work.link_attempts.keep_short_lived(attempt.id, issued_token())
    assert await obtained(database, attempt) is None


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
        assert not await work.link_attempts.take_up(attempt.id, ANA, START + HOUR)
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
        assert not await work.link_attempts.take_up(attempt.id, ANA, START + HOUR)
        assert await work.link_attempts.wipe_expired() == 1
        assert await work.link_attempts.wipe_expired() == 0


async def test_the_typed_code_works_for_the_person_who_began(database: SqlDatabase) -> None:
    attempt = await returned(database)
    async with database.transaction() as work:
        assert await work.link_attempts.take_typed_code(ANA, TYPED_CODE) == attempt


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
        assert (found == attempt) is still_good
    assert (await encrypted(database) != []) is still_good


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
