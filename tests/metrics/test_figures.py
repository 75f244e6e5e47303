"""What stands in rows, as Prometheus is told it: the same numbers that people would count."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.accounts import LinkState
from bot.domain.operator_alerts import OperatorAlert, of_account
from bot.domain.security import SecurityEvent
from bot.health import ReadFigures
from bot.machine import Machine
from bot.metrics import gauges
from bot.metrics.gauges import Figures, exposition
from bot.roles import Role
from bot.scheduler.lanes import Lane
from bot.services.ports import APP_KEY, OutgoingMessage, Usage, account_key
from bot.storage.unit_of_work import SqlDatabase
from tests.support.background import Background
from tests.support.clock import START, FrozenClock
from tests.support.measured import samples
from tests.support.people import linked_account

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


async def _nothing(_: object) -> None:
    pass


LANES = [
    Lane("send", lambda stored: stored.outbox, _nothing, 1, 10),
    Lane("final", lambda stored: stored.captures, _nothing, 1, 10, column="final"),
]


async def read(database: SqlDatabase, clock: FrozenClock, role: Role = Role.CLOCK) -> Figures:
    machine = Machine(Path(), None, clock)
    return await ReadFigures(role, database, LANES, machine)()


async def test_accounts_tokens_and_limits(database: SqlDatabase, clock: FrozenClock) -> None:
    async with database.transaction() as stored:
        ana = await linked_account(stored, 7, "17841400000000001")
        boris = await linked_account(stored, 8, "17841400000000002", "IGAA-of-boris")
        (link,) = await stored.links.of_account(boris.id)
        await stored.accounts.note_unreadable(boris.id)
        await stored.links.set_state(link.id, LinkState.NEEDS_RELINK, "test")
        await stored.buckets.push(account_key(ana.id), START + HOUR)
        for key, calls in ((APP_KEY, 20), (account_key(ana.id), 80)):
            await stored.instagram_facts.note_usage(key, Usage(calls, 5, 10, START))

    figures = await read(database, clock)

    assert figures[gauges.ACCOUNTS] == {("readable",): 1, ("unreadable",): 1}
    assert figures[gauges.TOKENS] == {("good",): 1, ("needs_relink",): 1}
    ends = (START + 60 * DAY).timestamp()
    assert figures[gauges.TOKEN_EARLIEST_EXPIRY] == {(): ends}
    assert figures[gauges.ACCOUNTS_IN_COOLDOWN] == {(): 1}
    assert figures[gauges.APP_IN_COOLDOWN] == {(): 0}
    assert figures[gauges.GRAPH_USAGE] == {
        ("call_count",): 0.8,
        ("total_cputime",): 0.05,
        ("total_time",): 0.1,
    }

    clock.advance(54 * DAY)
    assert (await read(database, clock))[gauges.TOKENS][("ends_soon",)] == 1
    # What Instagram said long ago says nothing.
    assert (await read(database, clock))[gauges.GRAPH_USAGE] == {}
    clock.advance(7 * DAY)
    assert (await read(database, clock))[gauges.TOKENS][("expired",)] == 1


async def test_what_waits_and_since_when(database: SqlDatabase, clock: FrozenClock) -> None:
    async with database.transaction() as stored:
        for key in ("one", "two"):
            await stored.outbox.put(OutgoingMessage("digest", key, 7, None, {}))
        await stored.updates.store(1, "{}", "inbox")
        await stored.updates.store(2, "{}", "inbox")
        await stored.updates.done(2)
        await stored.operator_alerts.happened(OperatorAlert.STORY_MISSED, ("account 1",))
    clock.advance(MINUTE)
    async with database.transaction() as stored:
        assert len(await stored.outbox.claim(1, MINUTE)) == 1

    figures = await read(database, clock)

    assert figures[gauges.JOBS] == {
        ("send", "due"): 1,
        ("send", "lent"): 1,
        ("final", "due"): 0,
        ("final", "lent"): 0,
    }
    assert figures[gauges.JOB_OLDEST_DUE_AGE] == {("send",): 60, ("final",): 0}
    assert figures[gauges.OUTBOX_DEPTH] == {(): 1}
    assert figures[gauges.OUTBOX_OLDEST_AGE] == {(): 60}
    assert figures[gauges.INBOX_DEPTH] == {(): 1}
    assert figures[gauges.OPERATOR_ALERTS_OPEN] == {("story-missed",): 1}
    assert figures[gauges.DB_SIZE][()] > 10_000


async def test_the_heartbeat(background: Background) -> None:
    await background.link("tea.shop")
    await background.walk(HOUR, step=15 * MINUTE)
    async with background.database.reading() as stored:
        figures = await stored.figures.read([])
    (beat_at,) = figures[gauges.HEARTBEAT].values()
    assert background.clock.now().timestamp() - beat_at < HOUR.total_seconds()


async def test_who_has_no_clock_tells_of_its_machine_alone(
    database: SqlDatabase, clock: FrozenClock
) -> None:
    for role in (Role.WEB, Role.WORKER):
        figures = await read(database, clock, role)
        assert figures.keys() == {gauges.DISK_FREE, gauges.BACKUP_LAST_SUCCESS}
    for role in (Role.ALL, Role.CLOCK):
        assert (await read(database, clock, role)).keys() == set(gauges.READ_GAUGES)


async def test_backups(tmp_path: Path, clock: FrozenClock) -> None:
    assert (await Machine(tmp_path, tmp_path, clock).figures())[gauges.BACKUP_LAST_SUCCESS] == {}
    backup = tmp_path / "backup.sql"
    backup.touch()
    figures = await Machine(tmp_path, tmp_path, clock).figures()
    assert figures[gauges.BACKUP_LAST_SUCCESS] == {(): pytest.approx(backup.stat().st_mtime)}
    assert figures[gauges.DISK_FREE][()] > 0


@pytest.mark.proves("S23")
async def test_a_thousand_people_add_no_series_and_no_label_names_them(
    sqlite_database: SqlDatabase, clock: FrozenClock
) -> None:
    async def told_with(people: range) -> set[tuple[str, frozenset[tuple[str, str]]]]:
        async with sqlite_database.transaction() as stored:
            for person in people:
                account = await linked_account(stored, person, f"1784140{person}")
                await stored.audit.note(SecurityEvent.LINK_CONFIRMED, person)
                await stored.updates.store(person, "{}", "inbox")
                await stored.operator_alerts.happened(
                    OperatorAlert.STORY_MISSED, (of_account(account.id),)
                )
                message = OutgoingMessage("digest", f"digest {person}", person, None, {})
                await stored.outbox.put(message)
        async with sqlite_database.transaction() as stored:
            for ref in await stored.outbox.claim(10, MINUTE):
                await stored.outbox.begin_sending(ref, MINUTE)
                await stored.outbox.sent(ref, 1)
        exposition(await read(sqlite_database, clock))
        return set(samples())

    few = await told_with(range(700_000_001, 700_000_011))
    many = await told_with(range(700_000_011, 700_001_001))

    assert many == few
    values = {value for _, labels in many for _, value in labels}
    assert not [value for value in values if "70000" in value or value == "ana"]
