"""Slow clients: whoever does not read what they asked for is not waited for."""

import asyncio

import aiohttp
import pytest
from aiohttp import web

from bot.web import server
from bot.web.server import Server
from tests.support.ports import unused_port

LARGE = 32 * 1024 * 1024
"""Bytes; far more than the buffers of two sockets hold."""


@pytest.mark.proves("S26")
async def test_an_answer_that_is_not_taken_is_ended_and_others_are_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(server, "TAKEN_WITHIN", 0.3)
    ended = asyncio.Event()

    async def large(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"x" * LARGE)
        ended.set()
        return response

    async def small(_: web.Request) -> web.Response:
        return web.Response(text="here")

    app = web.Application()
    app.add_routes([web.get("/large", large), web.get("/small", small)])
    port = unused_port()
    serving = Server(app, "127.0.0.1", port)
    await serving.start()
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
        async with aiohttp.ClientSession() as session:
            async with asyncio.timeout(30):
                await ended.wait()
            async with session.get(f"http://127.0.0.1:{port}/small") as reply:
                assert await reply.text() == "here"
            # Whoever reads gets all of it.
            async with session.get(f"http://127.0.0.1:{port}/large") as reply:
                assert len(await reply.read()) == LARGE
        writer.transport.abort()
    finally:
        await serving.stop()
