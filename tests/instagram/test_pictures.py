"""Addresses of pictures come from outside: which of them make us connect, and to what."""

import asyncio
import io
import socket
from asyncio.selector_events import BaseSelectorEventLoop
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.instagram import pictures
from bot.instagram.pictures import Pictures
from bot.instagram.public_addresses import is_public
from bot.instagram.thumbnails import MOST_BYTES, small_jpeg
from bot.sandbox.instagram.pictures import picture
from bot.sandbox.instagram.wrong_pictures import bomb
from bot.services.ports import NoPicture

CDN = "scontent-mad1-1.cdninstagram.com"
PUBLIC = "157.240.5.63"


@dataclass
class Names(AbstractResolver):
    """A name server in somebody else's hands: every name leads where the test says."""

    leads_to: list[str] = field(default_factory=lambda: [PUBLIC])
    asked: list[str] = field(default_factory=list)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for address in self.leads_to
        ]

    async def close(self) -> None:
        pass


@pytest.fixture
def connects(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where a connection was opened to, or would have been: none leaves this machine."""
    seen: list[str] = []

    async def connect(self: Any, sock: socket.socket, address: tuple[Any, ...]) -> None:
        seen.append(f"{address[0]}:{address[1]}")
        raise ConnectionRefusedError(111, "this test lets nothing out")

    monkeypatch.setattr(BaseSelectorEventLoop, "sock_connect", connect)
    return seen


SHAPES = [
    # Another scheme, port or no address at all
    f"http://{CDN}/a.jpg",
    f"https://{CDN}:8443/a.jpg",
    f"https://{CDN}:22/a.jpg",
    f"ftp://{CDN}/a.jpg",
    f"gopher://{CDN}/a.jpg",
    "file:///etc/passwd",
    f"file://{CDN}/etc/passwd",
    f"//{CDN}/a.jpg",
    "data:image/png;base64,iVBORw0KGgo=",
    "",
    "https://",
    "a.jpg",
    # This machine and its neighbours
    "https://127.0.0.1/a.jpg",
    "https://localhost/a.jpg",
    "https://0.0.0.0/a.jpg",
    "https://[::1]/a.jpg",
    "https://[::]/a.jpg",
    "https://[::ffff:127.0.0.1]/a.jpg",
    "https://[64:ff9b::7f00:1]/a.jpg",
    "https://[2002:7f00:1::]/a.jpg",
    "https://[fe80::1%25eth0]/a.jpg",
    "https://2130706433/a.jpg",
    "https://0x7f000001/a.jpg",
    "https://0177.0.0.1/a.jpg",
    "https://127.1/a.jpg",
    "https://10.0.0.1/a.jpg",
    "https://192.168.1.1/a.jpg",
    "https://169.254.169.254/latest/meta-data/",
    "https://metadata.google.internal/",
    # A name that only looks like Meta's
    "https://cdninstagram.com.evil.example/a.jpg",
    "https://evilcdninstagram.com/a.jpg",
    "https://evil.example/.cdninstagram.com/a.jpg",
    "https://evil.example?.cdninstagram.com",
    "https://evil.example#.cdninstagram.com",
    f"https://{CDN}@evil.example/a.jpg",
    f"https://evil.example@{CDN}/a.jpg",
    f"https://user:secret@{CDN}/a.jpg",
    f"https://@{CDN}/a.jpg",
    f"https://evil.example\\@{CDN}/a.jpg",
    f"https://evil.example\\.{CDN}/a.jpg",
    f"https://evil.example\t.{CDN}/a.jpg",
    f"https://evil.example\n{CDN}/a.jpg",
    f" https://{CDN}/a.jpg",
    f"https://{CDN}\x00.evil.example/a.jpg",
    f"https://{CDN}./a.jpg",
    "https://.cdninstagram.com/a.jpg",
    "https://a..cdninstagram.com/a.jpg",
    "https://127.0.0.1%2f.cdninstagram.com/a.jpg",
    "https://127.0.0.1%23.cdninstagram.com/a.jpg",
    "https://ⓔvil.cdninstagram.com/a.jpg",
    "https://evil.example/.cdninstagram.com/a.jpg",
    "https://scontent.cdninstagram。com/a.jpg",
    "https://xn--cdninstagram-xyz.com/a.jpg",
    f"https://{CDN}:99999/a.jpg",
    f"https://{CDN}:-443/a.jpg",
    f"https://{'a' * 5000}.cdninstagram.com/a.jpg",
]


@pytest.mark.proves("S24")
@pytest.mark.parametrize("address", SHAPES)
async def test_a_wrong_address_opens_no_connection_and_asks_for_no_name(
    connects: list[str], address: str
) -> None:
    names = Names()
    async with Pictures(names=names) as cdn:
        assert not cdn.allowed(address)
        assert await cdn(address) is None
        with pytest.raises(NoPicture, match="not allowed"):
            await cdn.fetch(address)
    assert (connects, names.asked) == ([], [])


INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.0.10",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:157.240.5.63",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:7f00:1::1",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "100::1",
    "not an address",
]


@pytest.mark.proves("S24")
@pytest.mark.parametrize("inside", INSIDE)
async def test_metas_name_that_leads_inside_opens_no_connection(
    connects: list[str], inside: str
) -> None:
    """DNS rebinding, alone and hidden among good addresses."""
    for leads_to in ([inside], [PUBLIC, inside]):
        names = Names(leads_to)
        async with Pictures(names=names) as cdn:
            with pytest.raises(NoPicture, match="NotPublic"):
                await cdn.fetch(f"https://{CDN}/a.jpg")
        assert (connects, names.asked) == ([], [CDN])


@pytest.mark.proves("S24")
@pytest.mark.parametrize("address", [PUBLIC, "2a03:2880:f10a:83:face:b00c:0:25de"])
async def test_what_was_looked_at_is_what_is_connected_to(
    connects: list[str], address: str
) -> None:
    names = Names([address])
    async with Pictures(names=names) as cdn:
        for host in (CDN, "scontent.xx.fbcdn.net"):
            connects.clear()
            assert await cdn(f"https://{host}/v/t51/1_n.jpg?oe=6A2B3C4D&oh=00_Af%2Bx") is None
            assert connects == [f"{address}:443"]
    assert names.asked == [CDN, "scontent.xx.fbcdn.net"]


def test_public_is_public() -> None:
    assert all(map(is_public, ["8.8.8.8", PUBLIC, "2606:4700::1111"]))
    assert not any(map(is_public, INSIDE))


# What is answered ------------------------------------------------------------------------------


@dataclass
class Cdn:
    """A host of the operator's list, on this machine, and one beside it that is not on it."""

    pictures: Pictures
    origin: str
    asked: list[str]


@asynccontextmanager
async def served(answer: Any) -> AsyncIterator[Cdn]:
    asked: list[str] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        response: web.StreamResponse = await answer(request)
        return response

    app = web.Application()
    app.router.add_get("/{path:.*}", handle)
    async with TestServer(app) as server:
        origin = str(server.make_url("")).rstrip("/")
        async with Pictures([origin.removeprefix("http://")]) as cdn:
            yield Cdn(cdn, origin, asked)


async def a_picture(_: web.Request) -> web.Response:
    return web.Response(body=picture("story", "1", "one"), content_type="image/jpeg")


async def test_a_listed_host_is_asked_by_address_and_by_name_and_no_other_port() -> None:
    async with served(a_picture) as cdn:
        assert await cdn.pictures(f"{cdn.origin}/1.jpg") == picture("story", "1", "one")
        port = int(cdn.origin.rpartition(":")[2])
        assert await cdn.pictures(f"http://127.0.0.1:{port + 1}/2.jpg") is None
        assert await cdn.pictures(f"http://localhost:{port}/3.jpg") is None
        assert cdn.asked == ["/1.jpg"]
        async with Pictures([f"localhost:{port}"]) as by_name:
            assert await by_name(f"http://localhost:{port}/4.jpg") is not None


@pytest.mark.proves("S24")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed_not_even_to_the_same_host(status: int) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": "/inside.jpg"})

    async with served(answer) as cdn:
        with pytest.raises(NoPicture, match=f"answered {status}"):
            await cdn.pictures.fetch(f"{cdn.origin}/1.jpg")
        assert cdn.asked == ["/1.jpg"]


@pytest.mark.parametrize(
    ("status", "ended"), [(403, True), (404, True), (410, True), (429, False), (500, False)]
)
async def test_an_address_that_ended_is_told_from_a_hiccup(status: int, ended: bool) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status)

    async with served(answer) as cdn:
        with pytest.raises(NoPicture) as refused:
            await cdn.pictures.fetch(f"{cdn.origin}/1.jpg?oh=signature")
    assert refused.value.ended is ended
    assert "signature" not in str(refused.value)


async def test_a_body_without_an_end_is_read_up_to_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "LONGEST", 100_000)
    written = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal written
        response = web.StreamResponse(headers={"Content-Type": "image/jpeg"})
        await response.prepare(request)
        try:
            while written < 200_000_000:
                await response.write(bytes(50_000))
                written += 50_000
        except ConnectionError:
            pass
        return response

    async with served(answer) as cdn:
        with pytest.raises(NoPicture, match="over 100000 bytes"):
            await cdn.pictures.fetch(f"{cdn.origin}/1.jpg")
    assert written < 20_000_000


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/html"},
        {"Content-Type": "image/svg+xml"},
        {"Content-Type": "image/gif"},
        {"Content-Type": "application/octet-stream"},
        {"Content-Type": "image/jpeg", "Content-Encoding": "gzip"},
    ],
)
async def test_another_kind_and_what_is_packed_are_not_read(headers: dict[str, str]) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=picture("story", "1", "one"), headers=headers)

    async with served(answer) as cdn:
        with pytest.raises(NoPicture, match="no picture"):
            await cdn.pictures.fetch(f"{cdn.origin}/1.jpg")


async def test_a_host_that_drips_is_left_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LONGEST_WAIT", 0.2)

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "image/jpeg"})
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"\xff")
            await asyncio.sleep(0.05)
        return response

    async with served(answer) as cdn:
        with pytest.raises(NoPicture, match="TimeoutError"):
            await cdn.pictures.fetch(f"{cdn.origin}/1.jpg")


# What is kept of it ----------------------------------------------------------------------------


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P"])
def test_every_kind_becomes_a_small_jpeg(kind: str, mode: str) -> None:
    if (kind, mode) in {("JPEG", "RGBA"), ("JPEG", "P")}:
        mode = "CMYK"
    small = small_jpeg(encoded(Image.new("RGB", (1080, 1920), "orange").convert(mode), kind))
    with Image.open(io.BytesIO(small)) as kept:
        assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (360, 640))


def test_the_worst_picture_fits_too() -> None:
    noise = Image.effect_noise((2000, 2000), 200).convert("RGB")
    assert len(small_jpeg(encoded(noise, "PNG"))) <= MOST_BYTES


def test_nothing_that_came_beside_the_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Zebra Camera"
    exif[0x0112] = 6  # turned to the right
    given = encoded(
        Image.new("RGB", (800, 400), "orange"), "JPEG", exif=exif, comment=b"zebra comment"
    )
    assert b"ebra" in given
    small = small_jpeg(given)
    assert b"ebra" not in small
    with Image.open(io.BytesIO(small)) as kept:
        assert kept.size == (320, 640), "it stands as it was taken"


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"GIF89a" + bytes(50), bomb(), b"\xff\xd8\xff"]
)
def test_what_is_no_picture_or_a_bomb_is_refused(content: bytes) -> None:
    with pytest.raises(NoPicture):
        small_jpeg(content)


def test_a_picture_over_the_limit_of_pixels_is_not_unpacked() -> None:
    """Far below what Pillow itself takes for a bomb."""
    with pytest.raises(NoPicture, match="25000000 pixels"):
        small_jpeg(encoded(Image.new("1", (6000, 4200)), "PNG"))


WHOLE = [encoded(Image.effect_noise((64, 64), 90), kind) for kind in ("JPEG", "PNG", "WEBP")]


@given(whole=st.sampled_from(WHOLE), data=st.data())
def test_broken_bytes_give_a_picture_or_a_refusal_and_nothing_else(
    whole: bytes, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(whole)))
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = bytearray(whole[:cut])
    if at < cut:
        broken[at] = data.draw(st.integers(0, 255))
    with suppress(NoPicture):
        assert small_jpeg(bytes(broken)).startswith(b"\xff\xd8\xff")
