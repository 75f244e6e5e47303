"""Places that are handed on: none is lost and none is made, whoever gives up."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.instagram.turns import Places
from bot.services.ports import Purpose


async def test_who_is_woken_and_cancelled_at_once_hands_the_place_on() -> None:
    places = Places(1)
    served: list[str] = []

    async def wait(name: str, purpose: Purpose) -> None:
        async with places.held(purpose):
            served.append(name)

    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
        async with places.held(Purpose.PERSON):
            unlucky = tasks.create_task(wait("unlucky", Purpose.STORY))
            tasks.create_task(wait("next", Purpose.BACKFILL))
            await asyncio.sleep(0)
        unlucky.cancel()
    assert served == ["next"]


@settings(max_examples=50, deadline=None)
@given(
    st.integers(1, 4),
    st.lists(st.tuples(st.sampled_from(Purpose), st.booleans(), st.integers(0, 3)), max_size=20),
)
def test_every_place_is_free_again_in_the_end(
    places: int, comers: list[tuple[Purpose, bool, int]]
) -> None:
    async def come_and_go() -> None:
        room = Places(places)
        inside = 0

        async def come(purpose: Purpose, stay: int) -> None:
            nonlocal inside
            async with room.held(purpose):
                inside += 1
                assert inside <= places
                try:
                    for _ in range(stay):
                        await asyncio.sleep(0)
                finally:
                    inside -= 1

        tasks = []
        for purpose, gives_up, steps in comers:
            tasks.append(asyncio.create_task(come(purpose, steps)))  # noqa: TID251 - gathered below
            for _ in range(steps):
                await asyncio.sleep(0)
            if gives_up:
                tasks[len(tasks) // 2].cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            assert result is None or isinstance(result, asyncio.CancelledError)
        async with asyncio.timeout(5), asyncio.TaskGroup() as all_in:
            gate = asyncio.Barrier(places)

            async def meet() -> None:
                async with room.held(Purpose.PERSON):
                    await gate.wait()

            for _ in range(places):
                all_in.create_task(meet())

    asyncio.run(come_and_go())
