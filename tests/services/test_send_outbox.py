"""Messages are rows first and are sent once; whose fate is unknown are offered, not repeated."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.domain.errors import NotFound
from bot.services.ports import (
    NotDeliverable,
    OutcomeUnknown,
    OutgoingMessage,
    Ref,
    SendLater,
    Sent,
)
from bot.services.send_outbox import SendAgain, SendOutbox
from bot.services.share_pace import Pace
from tests.support.background import ANA, BORIS, Background
from tests.support.clock import START, DrivenTime

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DONE, MISSED, FAILED, UNKNOWN = 2, 3, 4, 5


async def put(background: Background, key: str = "first", lasts: timedelta = 48 * HOUR) -> int:
    """A message for Ana; the id of its row."""
    message = OutgoingMessage(
        "caught_up", key, ANA, None, {"account_id": 1}, background.clock.now() + lasts
    )
    async with background.database.transaction() as stored:
        assert await stored.outbox.put(message)
    return (await state_of(background, key))[0]


async def state_of(background: Background, key: str = "first") -> tuple[int, int, str | None]:
    """Id, state and last error."""
    (row,) = await background.rows(
        "SELECT id, state, last_error FROM outbox WHERE key = :key", key=key
    )
    return row.id, row.state, row.last_error


async def claim(background: Background) -> list[Ref]:
    """What a process holds that is about to be killed."""
    lane = background.lanes["send"]
    async with background.database.transaction() as stored:
        return await stored.outbox.claim(10, lane.lease)


def keys(background: Background) -> list[str]:
    return [message.key for _, message in background.delivery.given]


async def test_that_sending_begins_is_stored_before_anything_is_sent(
    background: Background,
) -> None:
    await put(background)
    stored_first: list[bool] = []

    async def note() -> None:
        (row,) = await background.rows("SELECT sending_at FROM outbox")
        stored_first.append(row.sending_at is not None)

    async def word(message: OutgoingMessage) -> Callable[[], Awaitable[Sent]]:
        await note()

        async def send() -> Sent:
            await note()
            return Sent(1)

        return send

    await SendOutbox(background.database, background.clock, word, background.pace)(
        await claim(background)
    )
    assert stored_first == [False, True]


async def test_a_message_is_sent_once(background: Background) -> None:
    await put(background)
    await background.drain()
    await background.walk(2 * HOUR, step=HOUR)
    assert keys(background) == ["first"]
    (row,) = await background.rows("SELECT state, sent_message_id FROM outbox")
    assert (row.state, row.sent_message_id) == (DONE, 1)


@pytest.mark.proves("F3")
async def test_killed_before_sending_began_it_goes_out_after_the_restart(
    background: Background,
) -> None:
    await put(background)
    await claim(background)
    await background.drain()
    assert keys(background) == []  # the dead process still holds it
    await background.walk(5 * MINUTE)
    assert keys(background) == ["first"]


@pytest.mark.proves("F3")
async def test_killed_while_sending_it_is_offered_once_and_not_repeated(
    background: Background,
) -> None:
    outbox_id = await put(background)
    refs = await claim(background)
    async with background.database.transaction() as stored:
        (ref,) = refs
        await stored.outbox.begin_wording(ref, MINUTE)
        await stored.outbox.begin_sending(ref, MINUTE)
    await background.walk(3 * HOUR)
    assert "first" not in keys(background)
    assert (await state_of(background))[1] == UNKNOWN
    (offer,) = background.delivery.of_kind("send_again")
    assert (offer.chat_id, offer.payload["outbox_id"]) == (ANA, outbox_id)


async def test_a_lost_answer_is_offered_once_and_not_repeated(background: Background) -> None:
    await put(background)
    background.delivery.outcomes = [OutcomeUnknown("the connection was cut")]
    await background.walk(HOUR)
    assert keys(background).count("first") == 1
    assert (await state_of(background))[1:] == (UNKNOWN, "the connection was cut")
    assert len(background.delivery.of_kind("send_again")) == 1


async def test_an_offer_whose_answer_was_lost_is_not_offered_again(background: Background) -> None:
    await put(background)
    background.delivery.outcomes = [OutcomeUnknown("cut"), OutcomeUnknown("cut")]
    await background.walk(HOUR)
    assert len(background.delivery.of_kind("send_again")) == 1
    assert len(await background.rows("SELECT 1 FROM outbox")) == 2


async def test_send_again_sends_once_more(background: Background) -> None:
    outbox_id = await put(background)
    background.delivery.outcomes = [OutcomeUnknown("cut")]
    await background.drain()
    # Its deadline is no reason any more: somebody wants it now.
    background.clock.jump(72 * HOUR)
    send_again = SendAgain(background.database)
    await send_again(ANA, outbox_id)
    await background.drain()
    assert keys(background).count("first") == 2
    with pytest.raises(NotFound):
        await send_again(ANA, outbox_id)
    await background.walk(HOUR)
    assert keys(background).count("first") == 2


async def test_nobody_reopens_a_message_of_somebody_else(background: Background) -> None:
    outbox_id = await put(background)
    background.delivery.outcomes = [OutcomeUnknown("cut")]
    await background.drain()
    with pytest.raises(NotFound):
        await SendAgain(background.database)(BORIS, outbox_id)
    await background.walk(HOUR, step=HOUR)
    assert keys(background).count("first") == 1


@pytest.mark.proves("F26")
async def test_told_to_wait_it_waits_and_loses_nothing(background: Background) -> None:
    await put(background)
    background.delivery.outcomes = [
        SendLater(START + (n + 1) * 10 * MINUTE, "flood") for n in range(7)
    ]
    await background.drain()
    await background.walk(65 * MINUTE)
    assert (await state_of(background))[1:] == (0, "flood")
    await background.walk(5 * MINUTE)
    assert (await state_of(background))[1:] == (DONE, None)
    assert [at - START for at in background.delivery.times_of("caught_up")] == [
        n * 10 * MINUTE for n in range(8)
    ]
    assert background.delivery.of_kind("send_again") == []


async def test_what_cannot_be_delivered_is_set_aside(background: Background) -> None:
    await put(background)
    background.delivery.outcomes = [NotDeliverable("bot was blocked by the user")]
    await background.walk(HOUR, step=HOUR)
    assert (await state_of(background))[1:] == (FAILED, "bot was blocked by the user")
    assert keys(background) == ["first"]


async def test_what_cannot_be_worded_stops_nobody_and_is_tried_again(
    background: Background,
) -> None:
    await put(background, "first")
    await put(background, "second")
    background.delivery.unwordable = [RuntimeError("no such words")]
    await background.drain()
    assert (await state_of(background, "first"))[2] == "RuntimeError"
    assert keys(background) == ["second"]
    await background.walk(5 * MINUTE)
    assert keys(background) == ["second", "first"]


async def test_what_can_never_be_worded_is_set_aside(background: Background) -> None:
    await put(background)
    background.delivery.unwordable = [RuntimeError("no such words")] * 5
    await background.walk(HOUR)
    assert (await state_of(background))[1:] == (FAILED, "RuntimeError")
    assert keys(background) == []


async def test_a_failure_in_the_middle_of_sending_is_offered_and_not_repeated(
    background: Background,
) -> None:
    await put(background)
    background.delivery.outcomes = [RuntimeError("the sender broke")]
    await background.walk(HOUR)
    assert keys(background).count("first") == 1
    assert (await state_of(background))[1] == UNKNOWN
    assert len(background.delivery.of_kind("send_again")) == 1


async def test_old_news_is_not_sent(background: Background) -> None:
    await put(background, lasts=HOUR)
    background.clock.jump(2 * HOUR)
    await background.drain()
    assert keys(background) == []
    assert (await state_of(background))[1] == MISSED


async def test_the_same_message_put_out_twice_is_one(background: Background) -> None:
    await put(background)
    message = OutgoingMessage("wrap_up", "first", ANA, None, {})
    async with background.database.transaction() as stored:
        assert not await stored.outbox.put(message)
    await background.drain()
    assert keys(background) == ["first"]


@pytest.mark.proves("F3")
async def test_killed_while_it_waits_for_its_turn_it_was_not_sent(background: Background) -> None:
    """However long the line: only what is really on its way is of unknown fate."""
    for number in range(6):
        await put(background, str(number))
    noted: list[int] = []

    async def look(_: float) -> None:
        rows = await background.rows("SELECT 1 FROM outbox WHERE sending_at IS NOT NULL")
        noted.append(len(rows) - len(background.delivery.given))

    time = DrivenTime(background.clock)

    async def sleep(seconds: float) -> None:
        await look(seconds)
        await time.sleep(seconds)

    pace = Pace(background.database, background.clock, time.monotonic, sleep)
    send = SendOutbox(background.database, background.clock, background.delivery, pace)
    await send(await claim(background))
    assert len(noted) >= 2
    assert set(noted) == {0}
