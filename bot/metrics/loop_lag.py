"""How late the event loop is: what holds it up holds up everybody."""

import asyncio

from bot.metrics.counted import EVENT_LOOP_LAG

EVERY = 1.0
"""Seconds."""


async def watch_loop(stop: asyncio.Event) -> None:
    """Sleep, and see how late we are woken, until ``stop`` is set."""
    loop = asyncio.get_running_loop()
    while not stop.is_set():
        due = loop.time() + EVERY
        try:
            async with asyncio.timeout_at(due):
                await stop.wait()
        except TimeoutError:
            EVENT_LOOP_LAG.set(max(loop.time() - due, 0))
