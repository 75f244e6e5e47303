"""The network between Instagram and us, spoiled: every call ends, and is worth another try."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ThreadedResolver, web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from yarl import URL

from bot.domain.errors import InstagramRefused, Refusal
from bot.instagram import InstagramEndpoints, http, parsing
from bot.instagram.graph import Graph
from bot.services.ports import InstagramApi, Profile, Purpose
from bot.storage.unit_of_work import SqlDatabase
from tests.instagram.conftest import START, Account, Pauses, Sandbox, http_over, wire
from tests.support.chaos import (
    Bandwidth,
    ChaosProxy,
    Down,
    Latency,
    LimitData,
    ResetPeer,
    Slicer,
    SlowClose,
    Timeout,
    Toxic,
    chaos_proxy,
)

BETWEEN_READS, TOTAL = 0.3, 1.5
"""Seconds; so that the test need not wait for the real fifteen and twelve."""


@dataclass(frozen=True)
class Spoiled:
    """Our client, and the proxy between it and the sandbox."""

    api: InstagramApi
    proxy: ChaosProxy
    pauses: Pauses
    shop: Account

    async def profile(self) -> Profile:
        return await self.api.profile(self.shop.access)

    async def refusal(self) -> InstagramRefused:
        with pytest.raises(InstagramRefused) as raised:
            await self.profile()
        return raised.value


@pytest.fixture
async def spoiled(
    sandbox: Sandbox,
    sandbox_database: SqlDatabase,
    shop: Account,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Spoiled]:
    monkeypatch.setattr(http, "BETWEEN_READS_SECONDS", BETWEEN_READS)
    monkeypatch.setitem(http.PATIENCE, Purpose.PERSON, replace(http.WAITED_FOR, total=TOTAL))
    port = URL(sandbox.origin).port
    assert port is not None
    pauses = Pauses()
    async with chaos_proxy(port) as proxy:
        endpoints = InstagramEndpoints.at(f"http://127.0.0.1:{proxy.port}/instagram")
        async with http_over(sandbox_database, pauses) as client:
            api, _ = wire(client, endpoints, sandbox.clock, sandbox.credentials, sandbox_database)
            yield Spoiled(api, proxy, pauses, shop)


@pytest.mark.parametrize("toxic", [Latency(0.02), Slicer(7), SlowClose(0.2), None], ids=repr)
async def test_what_is_only_slow_or_cut_into_pieces_is_an_answer(
    spoiled: Spoiled, toxic: Toxic | None
) -> None:
    spoiled.proxy.toxic = toxic
    assert (await spoiled.profile()).username == "tea.shop"
    assert spoiled.pauses == []


@pytest.mark.proves("F7", "F9")
@pytest.mark.parametrize(
    ("toxic", "why"),
    [
        (Timeout(), "SocketTimeoutError"),
        (Latency(5), "SocketTimeoutError"),
        (Bandwidth(20), f"no answer in {TOTAL:g} s"),
    ],
    ids=["silent", "late", "a byte at a time"],
)
async def test_what_does_not_come_to_its_end_is_given_up(
    spoiled: Spoiled, toxic: Toxic, why: str
) -> None:
    """Between reads, and in all: also where something always comes before the first limit."""
    spoiled.proxy.toxic = toxic
    refused = await spoiled.refusal()
    assert (refused.refusal, refused.detail) == (Refusal.TRANSIENT, why)
    spoiled.proxy.toxic = None
    assert (await spoiled.profile()).username == "tea.shop"


@pytest.mark.proves("F10")
@pytest.mark.parametrize("after", [0, 1, 100, 400])
@pytest.mark.parametrize("kind", [ResetPeer, LimitData])
async def test_a_connection_that_ends_anywhere_in_an_answer_is_tried_again(
    spoiled: Spoiled, kind: Callable[[int], Toxic], after: int
) -> None:
    """In the status, in the headers, in the body; reset, or closed as if that had been all."""
    spoiled.proxy.toxic = kind(after)
    refused = await spoiled.refusal()
    assert refused.refusal is Refusal.TRANSIENT
    assert len(spoiled.pauses) == http.WAITED_FOR.tries - 1
    spoiled.proxy.toxic = None
    assert (await spoiled.profile()).username == "tea.shop"


@pytest.mark.proves("F10")
async def test_the_second_try_goes_through_when_only_the_first_is_cut(spoiled: Spoiled) -> None:
    spoiled.proxy.toxic = ResetPeer(100)
    async with asyncio.TaskGroup() as tasks:
        asked = tasks.create_task(spoiled.profile())
        while spoiled.proxy.connections == 0:  # noqa: ASYNC110 - the connection is what counts
            await asyncio.sleep(0)
        spoiled.proxy.toxic = None
    assert asked.result().username == "tea.shop"


# On the way there ---------------------------------------------------------------------------------


@pytest.mark.proves("F39")
async def test_a_proxy_that_dies_and_comes_back_costs_nothing_but_tries(spoiled: Spoiled) -> None:
    """A kept connection that was cut, nobody behind the address, and there it is again."""
    assert (await spoiled.profile()).username == "tea.shop"
    spoiled.proxy.cut()
    assert (await spoiled.profile()).username == "tea.shop"
    spoiled.proxy.cut()
    spoiled.proxy.toxic = Down()
    assert (await spoiled.refusal()).refusal is Refusal.TRANSIENT
    spoiled.proxy.toxic = None
    assert (await spoiled.profile()).username == "tea.shop"


@pytest.mark.proves("F39")
async def test_a_name_that_does_not_resolve_is_tried_again(
    spoiled: Spoiled, sandbox_database: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown: list[str] = []

    async def nobody(_: ThreadedResolver, host: str, *__: Any, **___: Any) -> list[Any]:
        unknown.append(host)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(ThreadedResolver, "resolve", nobody)
    refused = await refused_at("http://graph.example.test", sandbox_database, spoiled.shop)
    assert refused.refusal is Refusal.TRANSIENT
    assert refused.detail == "ClientConnectorDNSError"
    assert unknown == ["graph.example.test"] * http.WAITED_FOR.tries


@asynccontextmanager
async def behind_a_certificate_of_its_own(
    folder: Path, handler: Callable[[web.Request], Awaitable[web.Response]]
) -> AsyncIterator[str]:
    """A server whose certificate nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(START - timedelta(days=400))
        .not_valid_after(START + timedelta(days=4000))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "own.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    server = TestServer(app, host="localhost", scheme="https")
    await server.start_server(ssl=context)
    try:
        yield f"https://localhost:{server.port}"
    finally:
        await server.close()


@pytest.mark.proves("F39")
async def test_a_certificate_of_nobody_gets_no_token(
    spoiled: Spoiled, sandbox_database: SqlDatabase, tmp_path: Path
) -> None:
    """No request leaves, and the link is not to blame."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.json_response({"id": "1", "username": "not instagram"})

    async with behind_a_certificate_of_its_own(tmp_path, answer) as origin:
        refused = await refused_at(origin, sandbox_database, spoiled.shop)
    assert refused.refusal is Refusal.TRANSIENT
    assert refused.detail == "ClientConnectorCertificateError"
    assert asked == []


async def refused_at(origin: str, database: SqlDatabase, shop: Account) -> InstagramRefused:
    async with http_over(database) as client:
        graph = Graph(client, InstagramEndpoints.at(origin))
        with pytest.raises(InstagramRefused) as raised:
            await graph.read("me", None, shop.access, {}, parsing.profile)
    return raised.value
