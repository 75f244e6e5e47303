"""What a CDN, or somebody in its place, may answer instead of a picture."""

import asyncio
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from bot.sandbox.instagram.pictures import picture

HUGE = 40_000_000
BOMB_SIDE = 30_000
"""Pixels: 900 million in all, which are 2.7 GB unpacked."""
INSIDE = "http://169.254.169.254/latest/meta-data/"


async def wrong_picture(params: Mapping[str, Any]) -> web.Response:
    answer = str(params.get("answer", "missing"))
    if answer == "slow":
        await asyncio.sleep(float(params.get("seconds", 30)))
    return _ANSWERS[answer](str(params.get("to", INSIDE)))


def bomb() -> bytes:
    """A PNG of a few bytes that says it is as large as a house."""
    header = struct.pack(">IIBBBBB", BOMB_SIDE, BOMB_SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(100_000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def _jpeg(body: bytes) -> web.Response:
    return web.Response(body=body, content_type="image/jpeg")


def _cut() -> bytes:
    whole = picture("story", "cut", "")
    return whole[: len(whole) // 2]


_ANSWERS: Mapping[str, Callable[[str], web.Response]] = {
    "missing": lambda _: web.Response(status=404),
    "expired": lambda _: web.Response(status=403, text="URL signature expired"),
    "redirect": lambda to: web.Response(status=302, headers={"Location": to}),
    "huge": lambda _: _jpeg(b"\xff\xd8\xff" + bytes(HUGE)),
    "page": lambda _: web.Response(text="<h1>Log in</h1>", content_type="text/html"),
    "cut": lambda _: _jpeg(_cut()),
    "bomb": lambda _: web.Response(body=bomb(), content_type="image/png"),
    "slow": lambda _: _jpeg(picture("story", "slow", "")),
}
