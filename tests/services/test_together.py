"""Who asks while others are answered is answered together with those who came meanwhile."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.domain.errors import StoreAway
from bot.services.together import Together

POISON = 13


@dataclass
class Desk:
    """Doubles numbers, a batch at a time, when it is let; notes which came together."""

    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    batches: list[list[int]] = field(default_factory=list)
    let_go: list[int] = field(default_factory=list)
    is_away: bool = False

    async def work(self, numbers: Sequence[int]) -> list[int]:
        self.batches.append(list(numbers))
        self.begun.set()
        await self.gate.acquire()
        if self.is_away:
            raise StoreAway("nothing is written")
        if POISON in numbers:
            raise ValueError("a number that brings bad luck")
        return [2 * number for number in numbers]

    def let(self, batches: int = 10) -> None:
        for _ in range(batches):
            self.gate.release()

    async def note_let_go(self, number: int) -> None:
        self.let_go.append(number)

    def together(self) -> Together[int, int]:
        return Together(self.work, self.note_let_go)


async def first_and(
    desk: Desk, together: Together[int, int], *others: int
) -> list[asyncio.Task[int]]:
    """1 is being answered, the others wait."""
    start = asyncio.get_running_loop().create_task
    asked = [start(together(1))]
    await desk.begun.wait()
    asked += [start(together(number)) for number in others]
    await asyncio.sleep(0)
    return asked


async def test_who_comes_while_others_are_answered_is_answered_with_the_next() -> None:
    desk = Desk()
    asked = await first_and(desk, desk.together(), 2, 3, 4)
    desk.let()
    assert await asyncio.gather(*asked) == [2, 4, 6, 8]
    assert desk.batches == [[1], [2, 3, 4]]


async def test_one_that_cannot_be_answered_does_no_harm_to_the_others() -> None:
    desk = Desk()
    asked = await first_and(desk, desk.together(), 2, POISON, 4)
    desk.let()
    one, two, poison, four = await asyncio.gather(*asked, return_exceptions=True)
    assert (one, two, four) == (2, 4, 8)
    assert isinstance(poison, ValueError)


async def test_while_the_database_is_away_each_is_told_so_and_it_is_asked_once() -> None:
    desk = Desk(is_away=True)
    together = desk.together()
    asked = await first_and(desk, together, 2, 3)
    desk.let()
    told = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(error) for error in told] == [StoreAway] * 3
    assert desk.batches == [[1], [2, 3]]
    desk.is_away = False
    assert await together(5) == 10


async def test_whoever_leaves_before_their_turn_is_left_out() -> None:
    desk = Desk()
    first, second, third = await first_and(desk, desk.together(), 2, 3)
    second.cancel()
    desk.let()
    assert (await first, await third) == (2, 6)
    assert desk.batches == [[1], [3]]
    assert desk.let_go == []


async def test_where_whoever_works_is_cut_off_the_others_are_answered_all_the_same() -> None:
    desk = Desk()
    first, second, third = await first_and(desk, desk.together(), 2, 3)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    desk.let()
    assert (await second, await third) == (4, 6)
    assert desk.batches == [[1], [2, 3]]


async def test_an_answer_for_somebody_who_left_meanwhile_is_let_go() -> None:
    desk = Desk()
    first, second, third = await first_and(desk, desk.together(), 2, 3)
    desk.begun.clear()
    desk.let(batches=1)
    await first
    await desk.begun.wait()
    third.cancel()
    with pytest.raises(asyncio.CancelledError):
        await third
    desk.let()
    assert await second == 4
    assert desk.batches == [[1], [2, 3]]
    assert desk.let_go == [3]
