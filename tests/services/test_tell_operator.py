"""What goes wrong is told to the admin chat: each kind really caused, on both databases."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.domain.accounts import LinkState
from bot.domain.operator_alerts import QUIET, OperatorAlert
from bot.domain.security import SecurityEvent
from bot.machine import Machine
from bot.services.keep_subscribed import CHECK_EVERY
from bot.services.link_refusals import WrongPerson
from bot.services.note_refused_webhook import NoteRefusedWebhook
from bot.services.ports import OutgoingMessage
from bot.services.retention import BUDGETS
from bot.services.tell_operator import TellOperator
from bot.storage.tables import LinkRow
from tests.support.background import ANA, BORIS, Background, start_background
from tests.support.product import Product

ADMIN = -100500
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass
class Operator:
    """The admin chat, and the process that tells it."""

    background: Background
    here: dict[OperatorAlert, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tell = self.process()

    def process(self, chat_id: int | None = ADMIN, machine: str = "machine 1") -> TellOperator:
        async def troubles() -> Mapping[OperatorAlert, bool]:
            return self.here

        return TellOperator(
            self.background.database, self.background.clock, chat_id, machine, troubles
        )

    async def minutes(self, count: int, of: TellOperator | None = None) -> None:
        """The tick of each minute, and whatever is due between them."""
        for _ in range(count):
            await self.background.walk(MINUTE, MINUTE)
            await self.now(of)

    async def now(self, of: TellOperator | None = None) -> None:
        await (of or self.tell)()
        await self.background.drain()

    @property
    def messages(self) -> list[OutgoingMessage]:
        return self.background.delivery.of_kind("operator_alert")

    @property
    def told(self) -> list[tuple[str, bool]]:
        """Kind, and whether it was over."""
        return [(str(one.payload["alert"]), one.payload["over"] is True) for one in self.messages]

    async def known(self, kind: OperatorAlert) -> list[Any]:
        return list(
            await self.background.rows(
                "SELECT scope, count, told_count, over_at FROM operator_alert"
                " WHERE kind = :kind ORDER BY scope",
                kind=kind.value,
            )
        )


@pytest.fixture
async def operator(background: Background) -> Operator:
    return Operator(background)


# First at once, then hourly, then over --------------------------------------------------------


async def test_without_trouble_nobody_is_told_anything(operator: Operator) -> None:
    shop = await operator.background.link("tea.shop")
    await operator.background.publish_story(shop)
    await operator.minutes(90)
    assert operator.told == []
    assert await operator.background.rows("SELECT kind, scope FROM operator_alert") == []


@pytest.mark.proves("F36")
async def test_first_at_once_then_hourly_with_a_count_and_at_last_that_it_is_over(
    operator: Operator,
) -> None:
    background = operator.background

    async def refused() -> None:
        async with background.database.transaction() as stored:
            await stored.operator_alerts.happened(OperatorAlert.TWO_POLLERS)

    await refused()
    await operator.now()
    (first,) = operator.messages
    assert (first.chat_id, first.silent) == (ADMIN, False)
    assert first.payload["again"] is None
    for _ in range(90):
        await refused()
        await operator.minutes(1)
    assert operator.told == [("two-pollers", False)] * 2
    assert operator.messages[1].payload["again"] == 60
    await operator.minutes(30)
    assert operator.told[2:] == [("two-pollers", True)]
    assert operator.messages[2].payload["count"] == 91
    await operator.minutes(120)
    assert len(operator.told) == 3


async def test_what_comes_and_goes_is_no_more_than_an_hourly_word(operator: Operator) -> None:
    for _ in range(60):
        operator.here[OperatorAlert.DISK_FULL] = not operator.here.get(
            OperatorAlert.DISK_FULL, False
        )
        await operator.minutes(1)
    assert operator.told == [("disk-full", False), ("disk-full", True)]


async def test_what_goes_on_unchanged_is_said_again_a_day_later(operator: Operator) -> None:
    operator.here[OperatorAlert.DISK_FULL] = True
    await operator.now()
    for _ in range(25):
        await operator.background.walk(HOUR, HOUR)
        await operator.now()
    assert operator.told == [("disk-full", False)] * 2
    assert operator.messages[1].payload["again"] == 0


async def test_of_many_accounts_one_message_a_kind_and_ten_messages_an_hour(
    operator: Operator,
) -> None:
    background = operator.background
    kinds = list(QUIET)
    for minute in range(30):
        async with background.database.transaction() as stored:
            for kind in kinds:
                await stored.operator_alerts.happened(
                    kind, [f"account {minute * 3 + one}" for one in range(3)]
                )
        await operator.minutes(1)
    assert len(operator.messages) == 10
    assert operator.told[0] == ("disk-full", False), "the most urgent first"
    assert operator.messages[0].payload["scopes"] == ["account 0", "account 1", "account 2"]
    await operator.minutes(60)
    late = operator.messages[10:20]
    assert len(operator.messages) <= 20
    assert any(isinstance(one.payload["more"], int) and one.payload["more"] > 3 for one in late)


async def test_of_two_processes_one_tells_and_when_it_is_gone_the_other(
    operator: Operator,
) -> None:
    other = operator.process()
    operator.here[OperatorAlert.DISK_FULL] = True
    await operator.now()
    await operator.now(other)
    assert len(operator.told) == 1
    operator.here[OperatorAlert.DISK_FULL] = False
    await operator.minutes(3, other)
    assert operator.told == [("disk-full", False), ("disk-full", True)]


async def test_without_a_chat_troubles_are_known_and_told_when_there_is_one(
    operator: Operator,
) -> None:
    nobody = operator.process(chat_id=None)
    operator.here[OperatorAlert.DISK_FULL] = True
    await operator.now(nobody)
    assert operator.told == []
    (row,) = await operator.known(OperatorAlert.DISK_FULL)
    assert (row.scope, row.count) == ("machine 1", 1)
    await operator.minutes(3)
    assert operator.told == [("disk-full", False)]


async def test_what_was_over_for_a_week_is_forgotten(operator: Operator) -> None:
    operator.here[OperatorAlert.DISK_FULL] = True
    await operator.now()
    operator.here[OperatorAlert.DISK_FULL] = False
    await operator.now()
    async with operator.background.database.transaction() as stored:
        now = operator.background.clock.now()
        assert await stored.operator_alerts.forget_before(now, 10) == 0
        assert await stored.operator_alerts.forget_before(now + BUDGETS, 10) == 1


# Stories --------------------------------------------------------------------------------------


async def test_a_story_at_risk_is_told_within_its_last_hour_and_that_it_was_saved(
    operator: Operator,
) -> None:
    background = operator.background
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.walk(23 * HOUR - 10 * MINUTE, 30 * MINUTE)
    outage = await background.switch("server_error", status=503)
    await operator.minutes(5)
    assert operator.told == [], "not yet in its last hour"
    await operator.minutes(30)
    at_risk = [one for one in operator.messages if one.payload["alert"] == "story-at-risk"]
    assert [one.payload["scopes"] for one in at_risk] == [[f"account {shop.id}"]]
    background.switch_off(outage)
    await operator.minutes(30)
    assert ("story-at-risk", True) in operator.told
    assert "story-missed" not in dict(operator.told)


async def test_a_story_that_ends_unseen_is_missed(operator: Operator) -> None:
    background = operator.background
    shop = await background.link("tea.shop")
    for _ in range(2):
        await background.publish_story(shop)
    await background.walk(22 * HOUR, 30 * MINUTE)
    await background.switch("server_error", status=503)
    await background.walk(3 * HOUR, 15 * MINUTE)
    await background.engine.sweep()
    await operator.now()
    (missed,) = [one for one in operator.messages if one.payload["alert"] == "story-missed"]
    assert (missed.payload["count"], missed.payload["scopes"]) == (2, [f"account {shop.id}"])


async def test_a_story_that_nobody_is_linked_to_any_more_is_no_matter_of_the_operator(
    operator: Operator,
) -> None:
    background = operator.background
    shop = await background.link("tea.shop")
    await background.publish_story(shop)
    await background.walk(22 * HOUR, 30 * MINUTE)
    await background.switch("token_state", state="password")
    await background.walk(90 * MINUTE, 5 * MINUTE)
    await operator.now()
    await background.walk(HOUR, 15 * MINUTE)
    await background.engine.sweep()
    await operator.now()
    assert {"story-at-risk", "story-missed"}.isdisjoint(dict(operator.told))


# Instagram ------------------------------------------------------------------------------------


@pytest.mark.proves("F39")
@pytest.mark.parametrize("fault", ["server_error", "network"])
async def test_an_instagram_that_is_silent_for_ten_minutes_is_told_and_when_it_answers_again(
    operator: Operator, fault: str
) -> None:
    background = operator.background
    shops = [await background.link(f"shop.{number}", 100 + number) for number in range(3)]
    for shop in shops:
        await background.publish_story(shop)
    await operator.minutes(60)
    if fault == "network":
        outage = await background.switch("reset")
    else:
        outage = await background.switch("server_error", status=503)
    await operator.minutes(9)
    assert operator.told == []
    await operator.minutes(30)
    assert operator.told == [("instagram-silent", False)]
    background.switch_off(outage)
    await operator.minutes(40)
    assert operator.told == [("instagram-silent", False), ("instagram-silent", True)]


async def test_a_throttled_app_is_told_until_it_is_over(operator: Operator) -> None:
    background = operator.background
    await background.link("tea.shop")
    await background.switch("throttle", times=1, code=4)
    await operator.minutes(2)
    assert operator.told == [("app-throttled", False)]
    await operator.minutes(75)
    assert operator.told == [("app-throttled", False), ("app-throttled", True)]


async def test_a_token_that_ends_within_a_week_and_cannot_be_renewed(operator: Operator) -> None:
    background = operator.background
    shop = await background.link_quietly("tea.shop")
    outage = await background.switch("server_error", status=503)
    await background.walk(52 * DAY, DAY)
    await operator.now()
    assert "token-ends" not in dict(operator.told)
    await background.walk(2 * DAY, DAY)
    await operator.now()
    (ends,) = [one for one in operator.messages if one.payload["alert"] == "token-ends"]
    assert ends.payload["scopes"] == [f"link {shop.link_id}"]
    background.switch_off(outage)
    await background.walk(DAY, 6 * HOUR)
    await operator.now()
    assert ("token-ends", True) in operator.told


async def test_a_token_that_cannot_be_decrypted(operator: Operator) -> None:
    background = operator.background
    shop = await background.link("tea.shop")
    async with background.database.session() as session:
        await session.execute(
            update(LinkRow).where(LinkRow.id == shop.link_id).values(token="v1.test.AAAA")
        )
    await operator.minutes(1)
    assert operator.told == [("token-unreadable", False)]
    assert operator.messages[0].payload["scopes"] == [f"link {shop.link_id}"]
    async with background.database.reading() as stored:
        link = await stored.links.get(shop.link_id)
    assert link is not None
    assert link.state is LinkState.NEEDS_RELINK
    await operator.minutes(90)
    assert operator.told == [("token-unreadable", False)], "it happened, and has no end"


async def test_a_webhook_subscription_that_instagram_ended(operator: Operator) -> None:
    background = operator.background
    shop = await background.link("tea.shop")
    async with background.database.transaction() as stored:
        await stored.webhook_subscriptions.start(shop.id, background.clock.now())
    await background.drain()
    path = f"/instagram/accounts/{shop.account.user_id}/unsubscribe"
    await background.control(path, {})
    await background.walk(CHECK_EVERY + MINUTE, 5 * MINUTE)
    await operator.now()
    assert operator.told == [("unsubscribed", False)]
    assert operator.messages[0].payload["scopes"] == [f"account {shop.id}"]


# Ourselves ------------------------------------------------------------------------------------


async def test_rows_that_are_set_aside_for_failing_and_for_crashing(operator: Operator) -> None:
    background = operator.background
    async with background.database.transaction() as stored:
        for number in range(2):
            await stored.outbox.put(OutgoingMessage("link_gave_up", f"x{number}", ANA, None, {}))
    background.delivery.unwordable += [KeyError("poison")] * 10
    await background.walk(10 * MINUTE, MINUTE)
    await operator.now()
    (set_aside,) = operator.messages
    assert set_aside.payload["alert"] == "rows-set-aside"
    assert (set_aside.payload["scopes"], set_aside.payload["count"]) == (["outbox"], 2)

    async with background.database.transaction() as stored:
        await stored.outbox.put(OutgoingMessage("link_gave_up", "crash", ANA, None, {}))
    for _ in range(4):
        async with background.database.transaction() as stored:
            refs = await stored.outbox.claim(10, MINUTE)
            await stored.outbox.begin(refs, MINUTE)
        background.clock.jump(2 * MINUTE)
    await operator.minutes(60)
    assert operator.messages[1].payload["again"] == 1


@pytest.mark.proves("F42")
async def test_an_alert_that_cannot_be_worded_raises_no_alert(operator: Operator) -> None:
    operator.here[OperatorAlert.DISK_FULL] = True
    operator.background.delivery.unwordable += [KeyError("poison")] * 5
    await operator.minutes(120)
    assert operator.messages == []
    assert await operator.known(OperatorAlert.ROWS_SET_ASIDE) == []


async def test_more_than_twenty_calls_of_a_webhook_without_a_signature(
    operator: Operator,
) -> None:
    background = operator.background
    refused = NoteRefusedWebhook(background.database, background.clock, "Meta")
    for _ in range(20):
        await refused()
        await operator.minutes(1)
    assert operator.told == [], "twenty come by chance"
    for _ in range(30):
        await refused()
    await operator.now()
    assert operator.told == [("webhooks-refused", False)]
    assert operator.messages[0].payload["scopes"] == ["Meta"]
    await operator.minutes(75)
    assert operator.told[-1] == ("webhooks-refused", True)


async def test_a_process_that_starts_three_times_within_ten_minutes(operator: Operator) -> None:
    background = operator.background

    async def start(process: str) -> None:
        async with background.database.transaction() as stored:
            await stored.audit.note(SecurityEvent.STARTED, settings="x", process=process)

    for number in range(5):
        await start(f"worker at {number}:8080")
    await operator.now()
    assert operator.told == [], "an upgrade starts many, each once"
    for _ in range(2):
        await operator.minutes(2)
        await start("worker at 3:8080")
    await operator.now()
    assert operator.told == [("restarts", False)]
    assert operator.messages[0].payload["scopes"] == ["worker at 3:8080"]
    await operator.minutes(15)
    assert operator.told == [("restarts", False), ("restarts", True)]


async def test_a_clock_that_is_not_instagrams(database_url: str) -> None:

    class Ahead:
        def __init__(self, clock: Any) -> None:
            self.clock = clock
            self.by = 2 * MINUTE

        def now(self) -> datetime:
            now: datetime = self.clock.now()
            return now + self.by

    ahead: list[Ahead] = []

    def ours(clock: Any) -> Ahead:
        ahead.append(Ahead(clock))
        return ahead[0]

    async with start_background(database_url, ours=ours) as background:
        operator = Operator(background)
        await background.link("tea.shop")
        await operator.minutes(1)
        assert operator.told == [("clock-off", False)]
        assert operator.messages[0].payload["scopes"] == ["Instagram"]
        ahead[0].by = timedelta(seconds=30)
        await operator.minutes(150)
        assert operator.told == [("clock-off", False), ("clock-off", True)]


async def test_the_disk_and_the_backups_of_this_machine(
    background: Background, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = tmp_path / "backups"
    machine = Machine(tmp_path, backups, background.clock)
    assert await machine() == {OperatorAlert.DISK_FULL: False, OperatorAlert.BACKUP_OLD: True}
    backups.mkdir()
    assert (await machine())[OperatorAlert.BACKUP_OLD] is True, "an empty folder holds none"
    for name, age in (("old", 3 * DAY), ("new", 25 * HOUR)):
        written = (background.clock.now() - age).timestamp()
        (backups / name).touch()

        os.utime(backups / name, (written, written))
    assert (await machine())[OperatorAlert.BACKUP_OLD] is False
    background.clock.jump(2 * HOUR)
    assert (await machine())[OperatorAlert.BACKUP_OLD] is True
    monkeypatch.setattr("bot.machine.LEAST_DISK", 10**18)
    assert (await machine())[OperatorAlert.DISK_FULL] is True
    assert OperatorAlert.BACKUP_OLD not in await Machine(tmp_path, None, background.clock)()


# Linking --------------------------------------------------------------------------------------


async def test_somebody_who_comes_back_with_another_ones_link(product: Product, shop: str) -> None:
    return_code, _ = await product.return_codes(await product.go_through_instagram(shop, ANA))
    await product.meet(BORIS)
    with pytest.raises(WrongPerson):
        await product.finish_linking.by_return_code(BORIS, return_code)

    async def nothing() -> Mapping[OperatorAlert, bool]:
        return {}

    await TellOperator(product.database, product.clock, ADMIN, "machine 1", nothing)()
    assert ("operator_alert", ADMIN) in await product.outbox()
