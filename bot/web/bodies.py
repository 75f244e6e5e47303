"""Reading what is posted to us: raw, bounded, and not for longer than a moment."""

import asyncio

from aiohttp import web

READ_WITHIN = 10.0
"""Seconds. The server itself waits for a dripping body for ever."""


async def read_body(request: web.Request, longest: int) -> bytes:
    """The bytes as they were sent, which a signature is made over.

    Answers 413 for more than ``longest`` bytes, 408 for a body that does not come to its end, and
    400 for a compressed one: aiohttp would unpack it on the way, and what was signed is gone.
    """
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise web.HTTPBadRequest
    if (request.content_length or 0) > longest:
        raise web.HTTPRequestEntityTooLarge(longest, request.content_length or 0)
    body = bytearray()
    try:
        async with asyncio.timeout(READ_WITHIN):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > longest:
                    raise web.HTTPRequestEntityTooLarge(longest, len(body))
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    return bytes(body)
